"""Texts held by the node: instruments and orders, read strictly and kept under their digest."""

from __future__ import annotations

import msgspec

from accordant.errors import UnknownInstrument
from accordant.law import instrument as instruments
from accordant.law.adoption import adoption_at, adoptions_about
from accordant.law.instrument import Instrument
from accordant.model.instant import Instant
from accordant.operations.node import Node
from accordant.operations.ports import Reading, TextRow
from accordant.operations.world import act_of


def keep(node: Node, source: bytes, place: str) -> Instrument:
    """Read an instrument or order and keep it; adopting or signing it is a separate act.

    Raises:
        InstrumentTextError: file, line and reason; nothing is stored.
    """
    text = instruments.load(source, place)
    row = TextRow(text.clauses_digest, text.identifier, text.kind, source.decode())
    node.store.write(lambda transaction: transaction.save_text(row))
    return text


def find(node: Node, name: str) -> Instrument:
    """The newest text held under an identifier, or under a clause digest.

    Raises:
        UnknownInstrument: there is none.
    """
    return node.store.read(lambda reading: find_in(node, reading, name))


def find_in(node: Node, reading: Reading, name: str) -> Instrument:
    """As `find`, on a snapshot."""
    texts = node.worlds.current(reading).texts
    named = [text for text in texts.values() if name in (text.identifier, text.clauses_digest)]
    if not named:
        raise UnknownInstrument(f"no instrument or order `{name}` is held here")
    return named[-1]


def in_effect(node: Node, name: str, at: Instant, known_at: Instant | None = None) -> Instrument:
    """The text that counts under an identifier: the one all parties adopted, else the newest held.

    A text only held changes nothing that is said of an instrument. A digest names its text.

    Args:
        node: this party's node.
        name: an identifier, or a clause digest.
        at: the instant asked about.
        known_at: adoptions this node learnt later do not count; None = all.

    Raises:
        UnknownInstrument: there is none.
    """

    def work(reading: Reading) -> Instrument:
        newest = find_in(node, reading, name)
        if newest.kind != "instrument" or name == newest.clauses_digest:
            return newest
        texts = node.worlds.current(reading).texts
        named = {p for t in texts.values() if t.identifier == name for p in t.parties}
        rows = reading.acts_about(name)
        acts = [act_of(row) for row in rows if known_at is None or row.learnt <= known_at]
        adoption = adoption_at(named, adoptions_about(name, acts, parties=named), at)
        return texts.get(adoption.digest, newest)

    return node.store.read(work)


class Standing(msgspec.Struct, frozen=True):
    """A text as listed: what it is, between whom, and how it stands at an instant."""

    identifier: str
    kind: str
    digest: str
    parties: tuple[str, ...]
    state: str  # force of an instrument, "signed" / "unsigned" / "revoked" of an order
    basis: str  # sentence key of the law
    facts: dict[str, str]
