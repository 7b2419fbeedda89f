"""Enclosed files as people meet them: how much is here, and the bytes piece by piece."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from accordant.envelope.enclosure import Opening
from accordant.errors import ContentUnreadable, EnclosureAwaited
from accordant.model.contents.enclosure import Enclosure
from accordant.operations.enclosing import chunk_at, place_of
from accordant.operations.enclosure_ports import EnclosureRow, EnclosureState
from accordant.operations.node import Node
from accordant.operations.ports import ProductRow, Reading
from accordant.operations.products import content_key


class EnclosureView(msgspec.Struct, frozen=True):
    """How much of an enclosed file is here; what it is, only its item says."""

    number: int  # from 1, in the order of the item's portions
    state: EnclosureState
    have: int  # chunks
    chunks: int


def views_of(reading: Reading, row: ProductRow) -> tuple[EnclosureView, ...]:
    """The enclosed files of an item, without opening it."""
    return tuple(
        EnclosureView(each.number + 1, each.state, each.have, each.chunks)
        for each in reading.enclosures(row.product, row.version, row.origin)
    )


def held_file(node: Node, row: ProductRow, number: int) -> EnclosureRow:
    """An enclosed file that is whole here.

    Raises:
        EnclosureAwaited: it has not all arrived.
        ContentUnreadable: the store has lost what is said of it.
    """
    files = node.store.read(lambda r: r.enclosures(row.product, row.version, row.origin))
    if number >= len(files):
        raise ContentUnreadable("an enclosed file is missing", place=row.product)
    if files[number].state != "held":
        raise EnclosureAwaited(place=place_of(files[number]))
    return files[number]


def pieces(node: Node, row: ProductRow, file: EnclosureRow, named: Enclosure) -> Iterator[bytes]:
    """The bytes of an enclosed file, a chunk at a time; they count once the last was given.

    Raises:
        KeyMissing: the item's key is not held; it was destroyed, and the file with it.
        ContentUnreadable: what is stored is not the file named.
        StoreFailed: a chunk is missing.
    """
    opening = Opening(
        content_key(node.keystore, row), named.digest, named.size, place=place_of(file)
    )
    for position in range(file.chunks):
        yield opening.add(chunk_at(node, file, position))
    opening.finish()
