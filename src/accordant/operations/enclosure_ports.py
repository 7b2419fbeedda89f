"""What the store does for enclosed files: chunks kept one by one, whole or not held at all.

Parts of `Reading` and `Transaction` in `ports`. Every method raises as those do: `StoreFailed`.
"""

from __future__ import annotations

from typing import Literal, Protocol, TypeAlias

import msgspec

from accordant.model.instant import Instant

EnclosureState: TypeAlias = Literal["staged", "forgotten", "awaited", "held", "dropped"]
"""`staged`: being sealed here, for an item not kept yet; `forgotten`: staged, and never kept;
`awaited`: arriving; `held`: whole, and opened once and found to be what its item names; `dropped`:
never to be taken."""


class EnclosureRow(msgspec.Struct, frozen=True, kw_only=True):
    """How much of one enclosed file is here. What the file is, only its item says."""

    place: int = 0  # given by the store
    product: str
    version: int
    origin: str  # of its item
    number: int  # among the files of its item, from 0
    state: EnclosureState
    chunks: int  # it is sealed in
    have: int = 0  # of them; while it arrives, all from the first on
    at: Instant  # begun
    expected: bytes  # digest of the next chunk, 32 bytes


class EnclosureReading(Protocol):
    """Looking for enclosed files and their chunks."""

    def enclosures(self, product: str, version: int, origin: str) -> list[EnclosureRow]:
        """The enclosed files of an item, in its order; none for an item without."""

    def awaited(self, origin: str, limit: int) -> list[EnclosureRow]:
        """What is still arriving from a partner, oldest first."""

    def enclosed_chunks(self, origin: str) -> int:
        """How many chunks from a partner lie here, of whole files and of others."""

    def chunk(self, place: int, position: int) -> bytes | None:
        """A sealed chunk of an enclosed file, or None while it is not here."""

    def awaiting_leaves(self, origin: str, product: str, version: int) -> list[int]:
        """The leaves an item came in whose receipts wait for its files, oldest first."""


class EnclosureTransaction(Protocol):
    """Keeping enclosed files, chunk by chunk."""

    def begin_enclosure(self, row: EnclosureRow) -> int:
        """Make room for a file, staged or awaited; the place given to it."""

    def add_chunk(self, row: EnclosureRow, position: int, chunk: bytes, expected: bytes) -> None:
        """Keep one more chunk, and the digest of the one to come after it.

        Args:
            row: the file, with as many chunks as are here.
            position: of the chunk; a file that arrives goes from 0 on, one that is sealed back.
            chunk: sealed.
            expected: digest of the chunk to come next.

        Raises:
            StoreFailed: another number of chunks is here, or the chunk is.
        """

    def hold_enclosure(self, place: int) -> None:
        """The file is whole and counts as held.

        Raises:
            StoreFailed: a chunk is missing, or it is held or dropped already.
        """

    def drop_enclosure(self, place: int) -> None:
        """The file is never to be taken; `sweep` lets its chunks go."""

    def forget_staged(self, before: Instant) -> int:
        """Give up files whose sealing was begun before an instant and never ended; how many."""

    def sweep(self, count: int) -> int:
        """Let at most so many chunks go that belong to a file dropped or forgotten; how many went.

        What is deleted is written over, so a whole file at once would hold the writer for long.
        """

    def await_leaf(self, origin: str, product: str, version: int, position: int) -> None:
        """A leaf that provides an item: its receipt waits for the item's files."""

    def answer_leaves(self, origin: str, product: str, version: int) -> None:
        """The receipts of an item wait no longer."""
