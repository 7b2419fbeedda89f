"""How the texts held stand at an instant: force of instruments, signature of orders, adoptions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from accordant.errors import UnknownInstrument
from accordant.law.asof import Stand, stand_at
from accordant.law.force import Matter, force_at
from accordant.law.instrument import Instrument
from accordant.law.order import order_at
from accordant.model.act import Act, Adopted
from accordant.model.instant import Instant
from accordant.model.party import state_of
from accordant.operations.facts import known_acts
from accordant.operations.node import Node
from accordant.operations.ports import Reading
from accordant.operations.texts import Standing, in_effect
from accordant.operations.world import act_of


class Adoption(msgspec.Struct, frozen=True):
    """What a party adopted last: which encoding, when; empty when nothing."""

    party: str
    digest: str = ""
    at: Instant | None = None


class Status(msgspec.Struct, frozen=True):
    """An instrument at an instant: its force, why, and what each party adopted."""

    standing: Standing
    adoptions: tuple[Adoption, ...]
    at: Instant

    @property
    def differs(self) -> bool:
        """Whether the parties adopted different encodings."""
        return self.standing.basis == "digests-differ"


def standings(node: Node) -> tuple[Standing, ...]:
    """Every text held and how it stands now, in the order they were first kept."""

    def work(reading: Reading) -> tuple[Standing, ...]:
        acts, now = _acts(reading), node.clock.now()
        texts = node.worlds.current(reading).texts.values()
        return tuple(standing_of(text, acts, now) for text in texts)

    return node.store.read(work)


def status(node: Node, name: str, at: Instant | None = None) -> Status:
    """How a text stands at an instant (now unless named), by the acts known today.

    Raises:
        UnknownInstrument: no such text is held.
    """
    when = node.clock.now() if at is None else at
    text = in_effect(node, name, when)

    def work(reading: Reading) -> Status:
        acts = _acts(reading)
        parties = text.parties if text.kind == "instrument" else ()
        adoptions = tuple(_adoption(party, text, acts, when) for party in parties)
        return Status(standing_of(text, acts, when), adoptions, when)

    return node.store.read(work)


class AsOf(msgspec.Struct, frozen=True):
    """What a status is asked for: the instant, whose knowledge counts, and whose reading."""

    at: Instant | None = None  # None: now
    known_at: Instant | None = None  # None: by everything recorded
    party: str | None = None  # None: as all parties support it


def stands(node: Node, names: Sequence[str], asked: AsOf | None = None) -> tuple[Stand, ...]:
    """How every instrument between two parties stands, or one instrument, as of any instant.

    Args:
        node: this party's node.
        names: two parties, or one identifier or clause digest.
        asked: as of when, by whose knowledge, in whose reading.

    Raises:
        UnknownInstrument: no such text is held, or none between the two.
    """
    asked = asked or AsOf()
    at = node.clock.now() if asked.at is None else asked.at
    if len(names) > 1:
        held = node.store.read(node.worlds.current).texts.values()
        names = [text.identifier for text in between(held, names)]
    texts = [in_effect(node, name, at, asked.known_at) for name in names]
    return tuple(
        stand_at(
            text,
            known_acts(node, text, asked.known_at),
            at,
            known_at=asked.known_at,
            party=asked.party,
        )
        for text in texts
    )


def matters(node: Node, at: Instant | None = None) -> tuple[Matter, ...]:
    """Every instrument held, by its text in effect at an instant (now unless named), on record."""
    when = node.clock.now() if at is None else at
    held = node.store.read(node.worlds.current).texts.values()
    names = dict.fromkeys(text.identifier for text in held if text.kind == "instrument")
    texts = [in_effect(node, name, when) for name in names]
    return tuple(Matter.of(text, known_acts(node, text)) for text in texts)


def between(texts: Iterable[Instrument], parties: Sequence[str]) -> list[Instrument]:
    """The newest text of each instrument between two parties.

    Raises:
        UnknownInstrument: there is none.
    """
    newest = {text.identifier: text for text in texts if text.kind == "instrument"}
    found = [
        text
        for text in newest.values()
        if set(parties) <= {state_of(party) for party in text.parties}
    ]
    if not found:
        raise UnknownInstrument(f"no instrument between {' and '.join(parties)} is held here")
    return found


def standing_of(text: Instrument, acts: Iterable[Act], at: Instant) -> Standing:
    """How a text stands at an instant."""
    if text.kind == "instrument":
        force = force_at(text, acts, at)
        return _standing(text, force.force, force.basis, force.facts)
    order = order_at(text, acts, at)
    if order is None:
        return _standing(text, "unsigned")
    return _standing(text, "signed" if order.revoked is None else "revoked")


def _standing(
    text: Instrument, state: str, basis: str = "", facts: dict[str, str] | None = None
) -> Standing:
    return Standing(
        text.identifier, text.kind, text.clauses_digest, text.parties, state, basis, facts or {}
    )


def _adoption(party: str, text: Instrument, acts: Iterable[Act], at: Instant) -> Adoption:
    own = [
        act
        for act in acts
        if isinstance(act, Adopted)
        and (act.party, act.instrument) == (party, text.identifier)
        and act.at <= at
    ]
    latest = max(own, key=lambda act: act.at, default=None)
    return Adoption(party) if latest is None else Adoption(party, latest.clauses, latest.at)


def _acts(reading: Reading) -> list[Act]:
    return [act_of(row) for row in reading.acts()]
