"""What is in play between a releaser and a recipient at an instant: instruments and orders.

Compiled once from the texts and acts, then a look-up: the answer of a pair does not grow slower
with the instruments of other pairs.

Of the texts held of one instrument the one counts that all its parties adopted. Where they adopted
a text that is not held here, the instrument is not in force (basis `text-not-held`): nobody can
decide by a text nobody can read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import permutations
from typing import Any, TypeAlias

import msgspec

from accordant.clauses.arrangement import borrowed
from accordant.law.adoption import Adoption, adoption_at, adoptions_about, amendments_about
from accordant.law.facts import entries_about, learnt
from accordant.law.force import Matter
from accordant.law.instrument import Instrument
from accordant.law.order import acts_about, order_at
from accordant.law.timeline import Timeline
from accordant.model.act import Act, Adopted, FactRecorded, NoticeDelivered, RequirementsNotified
from accordant.model.case import InPlay, OrderInPlay
from accordant.model.instant import INSTANT_MIN, Instant

Pair: TypeAlias = tuple[str, str]


class Compiled(msgspec.Struct, frozen=True):
    """One instrument over all time, and what it was compiled from."""

    digests: tuple[str, ...]  # of the texts held
    acts: tuple[Act, ...]  # about it
    states: tuple[str, ...]  # of its parties
    borrowed: tuple[str, ...]  # identifiers an arrangement rests on
    force: Timeline[InPlay]
    held_anew: dict[str, Timeline[str]]


class Play(msgspec.Struct, frozen=True):
    """Every pair's instruments and orders, compiled; immutable."""

    instruments: dict[Pair, Timeline[tuple[InPlay, ...]]]
    compiled: dict[str, Compiled]  # by identifier
    standing: dict[Pair, Timeline[tuple[OrderInPlay, ...]]]
    held_anew: dict[str, Timeline[str]]  # of a text: the amended one that governs what is held

    @classmethod
    def of(
        cls,
        texts: Iterable[Instrument],
        acts: Iterable[Act],
        known_at: Instant | None = None,
        previous: Play | None = None,
    ) -> Play:
        """Compile texts and acts.

        Args:
            texts: instruments and orders held.
            acts: in any order.
            known_at: what was learnt after it does not count; None = everything.
            previous: compiled before; what nothing new is about is taken over from it.
        """
        held = list(texts)
        known = [act for act in acts if known_at is None or learnt(act) <= known_at]
        compiled = _compiled(held, known, {} if previous is None else previous.compiled)
        return cls(
            instruments=_between(compiled),
            compiled=compiled,
            standing=_timelines_of_orders(held, known),
            held_anew={
                digest: timeline
                for each in compiled.values()
                for digest, timeline in each.held_anew.items()
            },
        )

    def between(self, releaser: str, recipient: str, at: Instant) -> tuple[InPlay, ...]:
        """Return every instrument between two states with its force at an instant."""
        found = self.instruments.get((releaser[:3], recipient[:3]))
        return () if found is None else found.at(at)

    def force_of(self, identifier: str, at: Instant) -> InPlay | None:
        """Return the force of one instrument at an instant; None where nothing is known of it."""
        found = self.compiled.get(identifier)
        return None if found is None else found.force.at(at)

    def governing(self, digest: str, at: Instant) -> str:
        """Return the text that governs what was provided under a text: itself, or an amended one.

        Only an amendment that says so governs what is held already.
        """
        found = self.held_anew.get(digest)
        return digest if found is None else found.at(at)

    def orders(self, releaser: str, recipient: str, at: Instant) -> tuple[OrderInPlay, ...]:
        """Return the releaser's orders for a recipient that were signed by an instant."""
        found = self.standing.get((releaser, recipient))
        return () if found is None else found.at(at)


class _Instrument:
    """One instrument by identifier: the texts held of it, and the acts about it."""

    def __init__(self, identifier: str, texts: list[Instrument], acts: list[Act]) -> None:
        self.identifier = identifier
        self.borrowed = sorted({name for text in texts for name in borrowed(text.clauses)})
        named = {party for text in texts for party in text.parties}
        adopted = self._adopted = adoptions_about(identifier, acts, parties=named)
        entries = entries_about(identifier, acts)
        parties = texts[0].parties if texts else sorted({act.party for act in adopted})
        self._amendments = amendments_about(identifier, acts, parties)
        self._held = {text.clauses_digest: Matter(text, adopted, entries) for text in texts}
        self.parties = sorted(named or {act.party for act in adopted})

    def changes(self) -> set[Instant]:
        """When its force may change; at an adoption even where no text is held."""
        adopted = {act.at for act in self._adopted}
        return adopted.union(*(matter.changes() for matter in self._held.values()))

    def at(self, instant: Instant) -> InPlay:
        """Its force at an instant, of the text all parties adopted."""
        adoption = adoption_at(self.parties, self._adopted, instant)
        matter = self._held.get(adoption.digest)
        if matter is not None:
            return matter.at(instant)
        if adoption.digest:
            return InPlay(adoption.digest, "not-in-force", "text-not-held")
        return self._undecided(adoption, instant)

    def held_anew(self) -> Iterator[tuple[str, Timeline[str]]]:
        """For each text an amendment took the place of: what governs the items it left."""
        effects = [
            (fact.effect or fact.at, fact.clauses)
            for fact in self._amendments
            if fact.governs_held and fact.clauses
        ]
        for digest in {*self._held, *(act.clauses for act in self._adopted)} if effects else ():
            own = [act.at for act in self._adopted if act.clauses == digest]
            since = min(own, default=INSTANT_MIN)  # what came before it never takes its place
            later = [(at, clauses) for at, clauses in effects if at > since]
            yield digest, Timeline.of((at for at, _ in later), partial(_newest, later, digest))

    def _undecided(self, adoption: Adoption, instant: Instant) -> InPlay:
        """Name a text some party adopted; else the first one held or cited."""
        latest = sorted(
            (act for act in self._adopted if act.at <= instant), key=lambda act: act.at
        )
        digests = [act.clauses for act in latest if act.clauses in self._held]
        digests += [*sorted(self._held), *(act.clauses for act in self._adopted)]
        return InPlay(digests[0], "not-in-force", adoption.basis, adoption.facts)


def _newest(effects: list[tuple[Instant, str]], digest: str, at: Instant) -> str:
    return next((clauses for effect, clauses in reversed(effects) if effect <= at), digest)


def _compiled(
    held: list[Instrument], acts: list[Act], before: dict[str, Compiled]
) -> dict[str, Compiled]:
    """Every instrument a text is held of or an act is about, by identifier in order."""
    texts: dict[str, list[Instrument]] = defaultdict(list)
    for text in held:
        if text.kind == "instrument":
            texts[text.identifier].append(text)
    about = _acts_about_instruments(acts)
    found: dict[str, Compiled] = {}
    for identifier in sorted({*texts, *about}):
        digests = tuple(text.clauses_digest for text in texts[identifier])
        given = tuple(about[identifier])
        kept = before.get(identifier)
        if kept is None or (kept.digests, kept.acts) != (digests, given):
            made = _Instrument(identifier, texts[identifier], list(given))
            kept = _compile(made, digests, given)
        if kept.states:
            found[identifier] = kept
    return found


def _acts_about_instruments(acts: list[Act]) -> dict[str, list[Act]]:
    about: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        if isinstance(act, Adopted | RequirementsNotified | NoticeDelivered):
            about[act.instrument].append(act)
        elif isinstance(act, FactRecorded):
            about[act.fact.instrument].append(act)
    return about


def _compile(made: _Instrument, digests: tuple[str, ...], acts: tuple[Act, ...]) -> Compiled:
    states = tuple(sorted({party[:3] for party in made.parties}))
    return Compiled(
        digests=digests,
        acts=acts,
        states=states,
        borrowed=tuple(made.borrowed),
        force=Timeline.of(made.changes(), made.at) if states else Timeline((), ()),
        held_anew=dict(made.held_anew()),
    )


def _between(compiled: dict[str, Compiled]) -> dict[Pair, Timeline[tuple[InPlay, ...]]]:
    """The instruments between each pair of states, over all time.

    Beside an arrangement stand the instruments it borrows, also those between other states: its
    legs rest on them.
    """
    pairs: dict[Pair, dict[str, Timeline[InPlay]]] = defaultdict(dict)
    for identifier, each in compiled.items():
        for pair in permutations(each.states, 2):
            for name in (identifier, *each.borrowed):
                if name in compiled:
                    pairs[pair][name] = compiled[name].force
    return {
        pair: Timeline.of(
            (start for timeline in named.values() for start in timeline.starts),
            partial(_forces, [named[name] for name in sorted(named)]),
        )
        for pair, named in pairs.items()
    }


def _forces(timelines: list[Timeline[InPlay]], at: Instant) -> tuple[InPlay, ...]:
    return tuple(timeline.at(at) for timeline in timelines)


def _timelines_of_orders(
    held: list[Instrument], acts: list[Act]
) -> dict[Pair, Timeline[tuple[OrderInPlay, ...]]]:
    orders: dict[Pair, list[Instrument]] = defaultdict(list)
    for order in held:
        recipients: set[str] = {_recipient(clause) for clause in order.clauses}
        for recipient in sorted(recipients if order.kind == "order" else ()):
            orders[order.parties[0], recipient].append(order)

    return {
        pair: Timeline.of(
            {act.at for order in found for act in acts_about(order, acts)},
            partial(_standing, found, acts),
        )
        for pair, found in orders.items()
    }


def _standing(orders: list[Instrument], acts: list[Act], at: Instant) -> tuple[OrderInPlay, ...]:
    states = (order_at(order, acts, at) for order in orders)
    return tuple(state for state in states if state is not None)


def _recipient(clause: Any) -> str:
    """To whom a standing release goes; no other clause has one."""
    return str(getattr(clause, "to", ""))
