"""Enclosed files as people meet them: how much is here, and the bytes piece by piece."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from accordant.envelope.enclosure import CHUNK_SIZE, Opening, key_of, open_chunk
from accordant.errors import ContentUnreadable, EnclosureAwaited
from accordant.model.contents.enclosure import Enclosure
from accordant.model.product import Product, enclosures_of
from accordant.operations.enclosing import Source, chunk_at, place_of
from accordant.operations.enclosure_ports import EnclosureRow, EnclosureState
from accordant.operations.node import Node
from accordant.operations.ports import ProductRow, Reading
from accordant.operations.products import content_key


class HeldFile:
    """A held file as a source to enclose it again, with another item and under another key.

    Two items with the same file then have not one sealed byte in common.
    """

    def __init__(self, node: Node, row: ProductRow, file: EnclosureRow, named: Enclosure) -> None:
        """Take the item it is enclosed with, its row and what the item says of it."""
        self._node, self._file, self._size = node, file, named.size
        self._key = key_of(content_key(node.keystore, row), named.digest, named.size)

    def read(self, start: int, size: int) -> bytes:
        """See `enclosing.Source`; at most to the end of the chunk in which `start` lies.

        Raises:
            ContentUnreadable, StoreFailed: the chunk does not open, or is missing.
        """
        position, skipped = divmod(start, CHUNK_SIZE)
        left = min(size, self._size - start)
        if left <= 0:
            return b""
        chunk = chunk_at(self._node, self._file, position)
        plain = open_chunk(self._key, position, chunk, place=place_of(self._file))
        return plain[skipped : skipped + left]


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


def files_of(node: Node, row: ProductRow, product: Product) -> dict[str, Source]:
    """The files enclosed with an item, by digest, to be enclosed with another of this party's.

    Raises:
        EnclosureAwaited, ContentUnreadable, KeyMissing: one is not whole, or not to be opened.
    """
    return {
        each.digest: HeldFile(node, row, held_file(node, row, number), each)
        for number, each in enumerate(enclosures_of(product))
    }


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
