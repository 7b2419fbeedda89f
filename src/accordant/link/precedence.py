"""What goes into the next batch: the highest precedence first, and never so much that it waits.

One batch is under way at a time, so whatever is asked for now leaves after at most one other
batch. Precedence says how soon, never whether. Names and order: RFC 6477.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from accordant.link.batch import (
    BATCH_BYTES_MAX,
    BATCH_OVERHEAD_BYTES,
    ENTRIES_MAX,
    LEAF_OVERHEAD_BYTES,
)
from accordant.model.precedence import Precedence, rank_of

URGENT: Precedence = "immediate"
"""From this precedence on, a batch carries nothing less urgent: it would only slow it down."""


class Waiting(msgspec.Struct, frozen=True):
    """A message in the outbox, as far as its place in the next batch goes."""

    sequence: int  # order of arrival in the outbox
    rank: int  # 1 (routine) to 5 (override)
    size: int  # bytes its body will have at most


def compose(
    waiting: Iterable[Waiting],
    *,
    entries_max: int = ENTRIES_MAX,
    bytes_max: int = BATCH_BYTES_MAX,
) -> list[Waiting]:
    """Return what the next batch carries, in its order: highest rank first, then oldest.

    Nothing is empty-handed: of anything waiting at least the first goes, because no single body
    exceeds a batch. A batch that begins with an urgent message carries urgent ones only.
    """
    ordered = sorted(waiting, key=lambda message: (-message.rank, message.sequence))
    if ordered and ordered[0].rank >= rank_of(URGENT):
        ordered = [message for message in ordered if message.rank >= rank_of(URGENT)]
    sizes = [message.size for message in ordered]
    return ordered[: fitting(sizes, entries_max=entries_max, bytes_max=bytes_max)]


def fitting(
    sizes: Sequence[int], *, entries_max: int = ENTRIES_MAX, bytes_max: int = BATCH_BYTES_MAX
) -> int:
    """Return how many bodies of these sizes, from the first on, go into one batch; at least one.

    The same count bounds what is said again to a partner that fell behind.
    """
    total = BATCH_OVERHEAD_BYTES
    for count, size in enumerate(sizes[:entries_max]):
        total += size + LEAF_OVERHEAD_BYTES
        if total > bytes_max and count:
            return count
    return min(len(sizes), entries_max)
