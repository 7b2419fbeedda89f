"""Growing a log in the store, and reading proofs from it without reading it whole.

Every log grows through `extend`: frontier, entries, bodies, and the tiles that became full, in one
step, so that a proof at a million leaves reads a few tiles.
"""

from __future__ import annotations

from collections.abc import Sequence

from accordant.log import tile as tiles
from accordant.log.merkle import Frontier, Nodes, leaf_hash
from accordant.operations.ports import Lease, LogState, Reading, Transaction


def frontier_of(state: LogState) -> Frontier:
    """The right edge of a log as stored."""
    return Frontier.from_bytes(state.frontier) if state.frontier else Frontier()


def extend(
    transaction: Transaction,
    state: LogState,
    grown: Frontier,
    entries: Sequence[bytes],
    bodies: Sequence[bytes | None],
    *,
    statements: Sequence[bytes | None],
    checkpoint: str,
    lease: Lease | None = None,
) -> None:
    """Append entries to a log whose frontier after them is `grown`.

    Raises:
        StoreFailed: the log is not of the size `state` says, or the lease no longer stands.
    """
    transaction.append(
        state.origin,
        state.size,
        entries,
        bodies,
        statements,
        frontier=grown.to_bytes(),
        checkpoint=checkpoint,
        lease=lease,
    )
    for level, number in tiles.full_tiles(state.size, grown.size):
        hashes = _tile(transaction, state.origin, grown.size, level, number)
        transaction.save_tile(state.origin, level, number, hashes)


def grow(state: LogState, entries: Sequence[bytes]) -> Frontier:
    """The frontier of a log after these entries."""
    return frontier_of(state).append(leaf_hash(leaf) for leaf in entries)


def nodes_of_log(reading: Reading, origin: str) -> Nodes:
    """The hashes of a log's complete subtrees, read from tiles as they are asked for."""
    size = reading.log(origin).size

    def read(level: int, number: int) -> bytes:
        kept = reading.tile(origin, level, number)
        return kept if kept is not None else _tile(reading, origin, size, level, number)

    return tiles.nodes_from_tiles(read)


def _tile(reading: Reading, origin: str, size: int, level: int, number: int) -> bytes:
    """A tile made from what lies below it: leaves at level 0, full tiles above."""
    first = number * tiles.TILE_WIDTH
    if level == 0:
        last = min(first + tiles.TILE_WIDTH, size)
        return b"".join(leaf_hash(leaf) for leaf in reading.entries(origin, first, last))
    width = tiles.TILE_WIDTH**level
    last = min(first + tiles.TILE_WIDTH, size // width)
    below = (reading.tile(origin, level - 1, each) for each in range(first, last))
    return b"".join(tiles.tile_root(kept) for kept in below if kept is not None)
