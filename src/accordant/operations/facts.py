"""Recording what happened to an instrument, as the treaty desk enters it.

An act of this party that would have no effect is refused before it is signed, with the reason and
what is possible instead. What another party did is entered as it is: the record keeps it, and the
law says whose account it moves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from accordant.clauses import Language
from accordant.decision.saying import say
from accordant.errors import ActWithoutEffect, MalformedInput
from accordant.law.capitals import zone_named
from accordant.law.facts import as_all_recorded, is_joint
from accordant.law.force import Matter
from accordant.law.instrument import Instrument
from accordant.law.life import WithoutEffect
from accordant.law.lifecycle import FORCE_KINDS
from accordant.law.sentences import WITHOUT_EFFECT
from accordant.model.act import Act, FactRecorded
from accordant.model.fact import Fact, fault_of, known_from
from accordant.model.instant import Instant
from accordant.model.party import state_of
from accordant.operations.acts import Recorded, sign_and_record
from accordant.operations.node import Node
from accordant.operations.ports import ActRow, Reading
from accordant.operations.texts import find, in_effect
from accordant.operations.world import act_heard, act_of
from accordant.signing import SigningKey


class Imported(msgspec.Struct, frozen=True):
    """What an import of facts came to, by name of the fact."""

    recorded: tuple[str, ...]
    held: tuple[str, ...]
    not_held: tuple[str, ...]  # of an instrument whose text is not held here


def record(
    node: Node, fact: Fact, post: str, key: SigningKey, *, tell: tuple[str, ...] = ()
) -> Recorded:
    """Enter a fact in this party's name, and tell the other parties what is theirs to know.

    Args:
        node: this party's node.
        fact: what happened.
        post: the officer's post that signs.
        key: its key.
        tell: partners to tell even where its kind stays at home.

    Raises:
        MalformedInput: it lacks what its kind needs, or lies in the future.
        UnknownInstrument: no text of the instrument is held here.
        ActWithoutEffect: it is this party's own act, and has no effect in law.
        NotAuthorised: the post may not enter facts.
    """
    now = node.clock.now()
    _check(fact, now)
    if (fact.instrument, fact.name) in _names(node):
        raise MalformedInput(
            "a fact of this name is recorded here already, and a fact never changes",
            place=fact.name,
        )
    text = in_effect(node, fact.instrument, fact.at)
    act = FactRecorded(node.party, fact, now)
    own = state_of(fact.party) == node.party or (is_joint(fact) and fact.kind != "amended")
    if fact.kind in FORCE_KINDS and own:  # an amended text may be adopted before it is agreed
        check_effect(text, known_acts(node, text), act)
    return sign_and_record(node, act, post, key, tell=tell)


def check_effect(text: Instrument, acts: Iterable[Act], act: FactRecorded) -> None:
    """Refuse an act that would move nothing, in the account of the party that does it.

    An act of all parties together is asked as if all had recorded it: this one need not be last.

    Raises:
        ActWithoutEffect: the reason, and what is possible instead.
    """
    others = as_all_recorded([act.fact], text.parties) if is_joint(act.fact) else ()
    matter = Matter.of(text, [*acts, act, *others])
    own = [view for view in matter.views if view.party == state_of(act.party)]
    found = [
        without for view in own for without in view.life.without_effect if without.fact == act.fact
    ]
    if own and len(found) == len(own):
        raise ActWithoutEffect(reason_of(found[0]), place=act.fact.name)


def reason_of(without: WithoutEffect, language: Language = "en") -> str:
    """Why a fact has no effect, in words."""
    fact = without.fact
    said = {
        "state": without.state,
        "instead": ", ".join(without.instead) or "nothing; make a new instrument",
        "party": fact.party or "the parties together",
        "channel": fact.channel or "—",
        "kind": fact.kind,
    }
    return say(WITHOUT_EFFECT[without.reason], said, language)


def import_facts(
    node: Node,
    facts: Iterable[Fact],
    post: str,
    key: SigningKey,
    done: Callable[[], None] = lambda: None,
) -> Imported:
    """Enter many facts of the past as this party's own account.

    The other parties are told what is theirs to know of it, as when each is entered alone.

    Args:
        node: this party's node.
        facts: what happened.
        post: the officer's post that signs.
        key: its key.
        done: called after each fact, to show how far it is.

    Raises:
        MalformedInput: a fact lacks what its kind needs, or lies in the future; those before it
            are recorded.
        NotAuthorised: the post may not enter facts.
    """
    known = _others(node)
    recorded: list[str] = []
    held: list[str] = []
    not_held: list[str] = []
    already = _names(node)
    for fact in facts:
        now = node.clock.now()
        _check(fact, now)
        if (fact.instrument, fact.name) in already:
            held.append(fact.name)
        elif fact.instrument not in known:
            not_held.append(fact.name)
        else:
            dated = msgspec.structs.replace(fact, learnt=known_from(fact))
            act = FactRecorded(node.party, dated, now)
            sign_and_record(node, act, post, key, quietly=not known[fact.instrument])
            recorded.append(fact.name)
        done()
    return Imported(tuple(recorded), tuple(held), tuple(not_held))


def facts_about(node: Node, name: str) -> tuple[FactRecorded, ...]:
    """Every fact recorded about an instrument, in the order it happened.

    Raises:
        UnknownInstrument: no text of the instrument is held here.
    """
    text = find(node, name)
    acts = [act for act in known_acts(node, text) if isinstance(act, FactRecorded)]
    return tuple(sorted(acts, key=lambda act: (act.fact.at, act.fact.name, act.party)))


def known_acts(node: Node, text: Instrument, known_at: Instant | None = None) -> list[Act]:
    """Every act about an instrument that this node knew at an instant.

    What its own treaty desk entered counts from when it could first be known, as the desk says;
    what a partner says of that counts for nothing here: it counts from when it came.
    """

    def work(reading: Reading) -> list[Act]:
        found = []
        for row in reading.acts_about(text.identifier):
            act = act_heard(row)
            if known_at is None or _learnt_here(node, row, act) <= known_at:
                found.append(act)
        return found

    return node.store.read(work)


def _learnt_here(node: Node, row: ActRow, act: Act) -> Instant:
    if isinstance(act, FactRecorded) and act.party == node.party and act.fact.learnt is not None:
        return act.fact.learnt
    return row.learnt


def _others(node: Node) -> dict[str, bool]:
    """Each instrument held, and whether all its other parties are partners to be told."""

    def work(reading: Reading) -> dict[str, bool]:
        return {
            text.identifier: all(
                reading.partner(state_of(party)) is not None
                for party in text.parties
                if state_of(party) != node.party
            )
            for text in node.worlds.current(reading).texts.values()
        }

    return node.store.read(work)


def _names(node: Node) -> set[tuple[str, str]]:
    """The facts this party entered already."""

    def work(reading: Reading) -> set[tuple[str, str]]:
        acts = [act_of(row) for row in reading.acts("fact-recorded/1")]
        return {
            (act.fact.instrument, act.fact.name)
            for act in acts
            if isinstance(act, FactRecorded) and act.party == node.party
        }

    return node.store.read(work)


def _check(fact: Fact, now: Instant) -> None:
    """Refuse what is no whole fact, or has not happened yet."""
    fault = fault_of(fact)
    if fault:
        raise MalformedInput(fault, place=fact.name)
    if fact.at > now:
        raise MalformedInput("a fact lies in the past; this one has not happened", place=fact.name)
    if fact.question == "zone" and not zone_named(fact.answer or ""):
        raise MalformedInput("`zone` is answered by a capital: tokyo, new-delhi", place=fact.name)
    if fact.learnt is not None and not fact.at <= fact.learnt <= now:
        raise MalformedInput("it was learnt after it happened and not after now", place=fact.name)
