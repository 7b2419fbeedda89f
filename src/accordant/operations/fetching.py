"""Fetching enclosed files from a partner, chunk by chunk, on a connection of their own.

The recipient asks, so no partner can send what was not asked for, and each chunk is checked
against what the originator signed before it is stored. After a broken connection or a kill it goes
on behind the last chunk stored. Only when a file is whole, opens, and is the one its item names is
it held; only when every file of an item is, is the item decided once more and receipted.
"""

from __future__ import annotations

from functools import partial
from typing import Protocol

import msgspec

from accordant import canonical
from accordant.envelope.enclosure import SEALED_CHUNK_SIZE, check_chunk
from accordant.errors import ContentUnreadable, OutOfBounds, StoreFailed
from accordant.log.merkle import leaf_hash
from accordant.model.message import Answered
from accordant.model.precedence import rank_of
from accordant.model.product import Product, enclosures_of
from accordant.operations.arrive import Arrival, arrival_of, enqueue, place_of
from accordant.operations.enclosing import add, check_held, is_whole, sweep
from accordant.operations.enclosing import place_of as place_of_file
from accordant.operations.enclosure_ports import EnclosureRow
from accordant.operations.node import Node, keep_time
from accordant.operations.partners import check_going
from accordant.operations.ports import LIST_MAX, ProductRow, Reading, Transaction
from accordant.operations.products import content_key, read_content
from accordant.operations.providing import released_by
from accordant.operations.register import ItemState, decide_inbound

SLICE_CHUNKS = 16  # of one file, before it is asked whether something more urgent has come
ENCLOSED_BYTES_MAX = 8 * 1024**3  # of one partner's files on this disk, unless configured


class ChunkWire(Protocol):
    """The way to the node that provides an item, apart from the one its log comes by."""

    def chunk(self, leaf: int, number: int, position: int) -> bytes:
        """A chunk of a file of the item a leaf provides, as it came; at most one byte too many.

        Raises:
            PartnerError: by its code; PartnerUnreachable when nothing came back.
        """


class Fetching(msgspec.Struct, frozen=True):
    """A file to be fetched, and the leaf to ask for it by."""

    file: EnclosureRow
    leaf: int


def next_file(
    node: Node, partner: str, set_aside: frozenset[int] = frozenset()
) -> Fetching | None:
    """The most urgent file that is still arriving, the oldest of equals; None when none is.

    Args:
        node: this party's node.
        partner: whose item it is.
        set_aside: places of files not to be asked for now.

    Raises:
        LogForked: the link is stopped.
    """

    def work(reading: Reading) -> Fetching | None:
        files = [
            each for each in reading.awaited(partner, LIST_MAX) if each.place not in set_aside
        ]
        if not files:
            return None
        check_going(reading, partner)
        file = min(files, key=lambda each: (-_rank(reading, each), each.place))
        leaves = reading.awaiting_leaves(partner, file.product, file.version)
        return Fetching(file, leaves[-1]) if leaves else None

    return node.store.read(work)


def fetch(
    node: Node,
    wire: ChunkWire,
    fetching: Fetching,
    *,
    chunks: int = SLICE_CHUNKS,
    bytes_max: int = ENCLOSED_BYTES_MAX,
) -> int:
    """Fetch some chunks of a file, and hold it when it is whole; how many came.

    Raises:
        OutOfBounds: this partner's files fill what is set for them; nothing was asked for.
        EnclosureAltered: the partner sent something else; what was stored before stays.
        NotProvided: the partner does not provide it now.
        PartnerError: by its code; what was stored before stays.
    """
    file = fetching.file
    place = place_of_file(file)
    lying = node.store.read(lambda reading: reading.enclosed_chunks(file.origin))
    end = min(file.chunks, file.have + chunks)
    if (lying + end - file.have) * SEALED_CHUNK_SIZE > bytes_max:
        raise OutOfBounds(
            "this partner's enclosed files fill the space set for them",
            hint="Raise `link.enclosed_bytes_max` in node.toml, or make room.",
            place=place,
        )
    for position in range(file.have, end):
        chunk = wire.chunk(fetching.leaf, file.number, position)
        last = position == file.chunks - 1
        following = check_chunk(chunk, file.expected, last=last, place=place)
        file = add(node, file, position, chunk, following)
    if file.have == file.chunks:
        _settle(node, file)
    return end - fetching.file.have


def fetch_all(node: Node, partner: str, wire: ChunkWire) -> int:
    """Fetch whatever is still arriving from a partner; how many chunks came. Raises as `fetch`."""
    came = 0
    while (fetching := next_file(node, partner)) is not None:
        came += fetch(node, wire, fetching)
    return came


def _rank(reading: Reading, file: EnclosureRow) -> int:
    row = reading.product(file.product, file.version, file.origin)
    if row is None:
        return 0
    return rank_of(row.precedence)  # type: ignore[arg-type]  # stored from a checked header


def _settle(node: Node, file: EnclosureRow) -> None:
    """Open all of a file once, outside of every transaction, and keep what was found."""
    row = node.store.read(lambda reading: reading.product(file.product, file.version, file.origin))
    if row is None:
        raise StoreFailed("the item of an enclosed file is missing", place=place_of_file(file))
    product = read_content(node, row)
    try:
        named = enclosures_of(product)[file.number]
        check_held(node, file, content_key(node.keystore, row), named)
        good = True
    except ContentUnreadable:
        good = False  # as its originator sealed it; no partner on the way could make it so
    node.store.write(partial(_keep, node=node, row=row, file=file, product=product, good=good))
    node.wake()
    if not good:
        sweep(node)


def _keep(
    transaction: Transaction,
    *,
    node: Node,
    row: ProductRow,
    file: EnclosureRow,
    product: Product,
    good: bool,
) -> None:
    """A file is held, or never will be; with the last of an item, the item is answered."""
    partner = transaction.partner(file.origin)
    if partner is None:
        raise StoreFailed("the partner of an enclosed file is missing", place=place_of_file(file))
    arrival = arrival_of(node, transaction, partner, node.clock.now())
    if good:
        transaction.hold_enclosure(file.place)
    else:
        transaction.drop_enclosure(file.place)
    digest = enclosures_of(product)[file.number].digest
    found = "enclosure held" if good else "enclosure unreadable"
    arrival.journal.note("recorded", file.product, digest, found, arrival.now)
    files = transaction.enclosures(file.product, file.version, file.origin)
    if all(each.state != "awaited" for each in files):
        _answer(arrival, row, product)
    keep_time(transaction, arrival.now)
    arrival.journal.close(transaction)


def _answer(arrival: Arrival, row: ProductRow, product: Product) -> None:
    """Decide once more as of now, and say of every leaf the item came in what became of it."""
    transaction, name = arrival.transaction, (row.origin, row.product, row.version)
    leaves = transaction.awaiting_leaves(*name)
    state = _state(arrival, row, product, leaves[-1])
    if state == "quarantined":
        transaction.move_product(row.product, row.version, row.origin, state)
        number = row.register_number
        arrival.journal.note(
            state, row.product, canonical.digest_of_bytes(row.envelope), number, arrival.now
        )
    answered = []
    for leaf in leaves:
        (entry,) = transaction.entries(arrival.origin, leaf, leaf + 1)
        answered.append(Answered(leaf, leaf_hash(entry).hex(), row.register_number, state))
    transaction.answer_leaves(*name)
    enqueue(arrival, rank_of(product.precedence), "receipt", canonical.encode(answered))


def _state(arrival: Arrival, row: ProductRow, product: Product, leaf: int) -> ItemState:
    """Whether the whole of it should have come, by the release it came in last."""
    message = released_by(arrival.transaction, arrival.origin, leaf)
    whole = is_whole(arrival.transaction, row.product, row.version, row.origin)
    if message is None or not whole:
        return "quarantined"
    return decide_inbound(arrival, message, product, place_of(arrival.origin, leaf))
