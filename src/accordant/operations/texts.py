"""Texts held by the node: instruments and orders, read strictly and kept under their digest."""

from __future__ import annotations

import msgspec

from accordant.errors import UnknownInstrument
from accordant.law import instrument as instruments
from accordant.law.instrument import Instrument
from accordant.operations.node import Node
from accordant.operations.ports import Reading, TextRow


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


class Standing(msgspec.Struct, frozen=True):
    """A text as listed: what it is, between whom, and how it stands at an instant."""

    identifier: str
    kind: str
    digest: str
    parties: tuple[str, ...]
    state: str  # force of an instrument, "signed" / "unsigned" / "revoked" of an order
    basis: str  # sentence key of the law
    facts: dict[str, str]
