"""Enclosing: files of an own item are sealed chunk by chunk before the item itself is.

Each chunk is a transaction of its own, so no other work of the writer waits for sixteen megabytes.
Until the item is kept the chunks are staged and belong to nothing; what a crash leaves of them is
forgotten at the next sealing, and opens with no key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

import msgspec

from accordant.envelope import enclosure as sealing
from accordant.envelope.enclosure import CHUNK_SIZE, LAST, Opening
from accordant.envelope.seal import new_content_key
from accordant.errors import MalformedInput, StoreFailed
from accordant.model.contents.attachment import SIGNATURES, media_of
from accordant.model.contents.enclosure import Enclosure
from accordant.model.product import Product, enclosures_of
from accordant.operations.enclosure_ports import EnclosureRow
from accordant.operations.node import Node
from accordant.operations.ports import OWN, Reading, Transaction

STAGED_MILLISECONDS_MAX = 3_600_000  # a sealing that has not ended by then was killed

SWEPT_CHUNKS = 4  # in one transaction: 256 KiB written over
SIGNATURE_SIZE = max(map(len, SIGNATURES.values()))


class Source(Protocol):
    """A file to be enclosed, read piece by piece and never as a whole."""

    def read(self, start: int, size: int) -> bytes:
        """So many bytes from a place on, fewer at the end.

        Raises:
            MalformedInput: it cannot be read.
        """


class Ready(msgspec.Struct, frozen=True):
    """A product whose files are sealed: as it is to be kept, its content key, their places."""

    product: Product
    content_key: bytes
    places: tuple[int, ...] = ()

    def __repr__(self) -> str:
        """Show nothing: it holds content and a key."""
        return "Ready(...)"


def enclose(
    node: Node,
    product: Product,
    files: Mapping[str, Source],
    told: Callable[[], None] = lambda: None,
) -> Ready:
    """Seal the files of a product, staged, under a fresh content key; calls `told` for each chunk.

    Args:
        node: this party's node.
        product: as its document says; what it says of the sealed files is filled in.
        files: by the digest of their bytes.
        told: for whoever watches.

    Raises:
        MalformedInput: a file is not there, or is not the one the document names.
        StoreFailed: a chunk cannot be kept; nothing of it counts.
    """
    key = new_content_key()
    named = enclosures_of(product)
    if not named:
        return Ready(product, key)
    check_files(product, files)
    now = node.clock.now()
    node.store.write(lambda work: work.forget_staged(now - STAGED_MILLISECONDS_MAX))
    sweep(node)
    sealed: dict[Enclosure, Enclosure] = {}
    places = []
    for number, each in enumerate(named):
        row = EnclosureRow(
            product=product.product,
            version=product.version,
            origin=OWN,
            number=number,
            state="staged",
            chunks=sealing.count_of(each.size),
            at=now,
            expected=LAST,
        )
        row = _seal(
            node, row, sealing.key_of(key, each.digest, each.size), files[each.digest], told
        )
        check_held(node, row, key, each)
        sealed[each] = msgspec.structs.replace(each, sealed=row.expected.hex())
        places.append(row.place)
    return Ready(_naming(product, sealed), key, tuple(places))


def sweep(node: Node) -> None:
    """Let go of chunks that belong to no file any more, a few in each transaction."""
    while node.store.write(lambda work: work.sweep(SWEPT_CHUNKS)):
        pass


def check_files(product: Product, files: Mapping[str, Source]) -> None:
    """Refuse a document whose files are not beside it, byte for byte.

    Raises:
        MalformedInput: see above.
    """
    for each in enclosures_of(product):
        _check(each, files)


def check_held(node: Node, row: EnclosureRow, content_key: bytes, named: Enclosure) -> None:
    """Open all that is here of a file, one chunk at a time.

    Raises:
        ContentUnreadable: it is not the file named.
        StoreFailed: a chunk is missing.
    """
    opening = Opening(content_key, named.digest, named.size, place=place_of(row))
    for position in range(row.chunks):
        opening.add(chunk_at(node, row, position))
    opening.finish()


def chunk_at(node: Node, row: EnclosureRow, position: int) -> bytes:
    """A chunk that must be here.

    Raises:
        StoreFailed: it is not.
    """
    chunk = node.store.read(lambda reading: reading.chunk(row.place, position))
    if chunk is None:
        raise StoreFailed("a chunk of an enclosed file is missing", place=place_of(row))
    return chunk


def is_whole(reading: Reading, product: str, version: int, origin: str) -> bool:
    """Whether every file enclosed with an item is held."""
    files = reading.enclosures(product, version, origin)
    return all(each.state == "held" for each in files)


def place_of(row: EnclosureRow) -> str:
    """An enclosed file as errors name it."""
    return f"{row.product} version {row.version}, enclosed file {row.number + 1}"


def _seal(
    node: Node, row: EnclosureRow, key: bytes, file: Source, told: Callable[[], None]
) -> EnclosureRow:
    """Seal a file from its end, for each chunk names the next; `expected` then names the first."""
    row = msgspec.structs.replace(row, place=node.store.write(partial(_begin, row=row)))
    for position in reversed(range(row.chunks)):
        plain = file.read(position * CHUNK_SIZE, CHUNK_SIZE)
        chunk = sealing.seal_chunk(key, position, plain, row.expected)
        row = add(node, row, position, chunk, sealing.digest_of(chunk))
        told()
    return row


def add(
    node: Node, row: EnclosureRow, position: int, chunk: bytes, expected: bytes
) -> EnclosureRow:
    """Keep one chunk durably; the file with it."""
    node.store.write(lambda work: work.add_chunk(row, position, chunk, expected))
    return msgspec.structs.replace(row, have=row.have + 1, expected=expected)


def _begin(transaction: Transaction, *, row: EnclosureRow) -> int:
    return transaction.begin_enclosure(row)


def _check(named: Enclosure, files: Mapping[str, Source]) -> None:
    file = files.get(named.digest)
    if file is None:
        raise MalformedInput(
            "the enclosed file is not beside the document",
            hint="`accordant product new --attach` puts it there; move the two together.",
            place=named.name,
        )
    seen, start = hashlib.sha256(), 0
    while start <= named.size and (piece := file.read(start, CHUNK_SIZE)):
        seen.update(piece)
        start += len(piece)
    same = (start, seen.hexdigest()) == (named.size, named.digest)
    if not same or media_of(file.read(0, SIGNATURE_SIZE)) != named.media:
        raise MalformedInput(
            "the enclosed file is not the one the document names", place=named.name
        )


def _naming(product: Product, sealed: Mapping[Enclosure, Enclosure]) -> Product:
    """The product with what its files were sealed to."""
    portions = (
        msgspec.structs.replace(portion, content=sealed[portion.content])
        if isinstance(portion.content, Enclosure)
        else portion
        for portion in product.portions
    )
    return msgspec.structs.replace(product, portions=tuple(portions))
