"""Releasing an item for real and timing it: from the call to the partner's cosignature held here.

The cosignature says that the partner verified and durably stored the leaf; the receipt says that
it opened, decided and registered the item.
"""

from __future__ import annotations

import time

import msgspec

from accordant.entrypoints.demo.cast import Player, until
from accordant.log.origin import link_origin
from accordant.operations.ports import AnswerRow, Reading
from accordant.operations.release import Answer, Asked, release

RECENT = 16  # messages of the outbox looked through for the one released

MILLISECONDS = 1000.0


class Delivered(msgspec.Struct, frozen=True):
    """What became of a released item, with the milliseconds since the release was asked."""

    index: int  # of its leaf
    stored: float  # until the partner's cosignature was held here
    received: float  # until the partner's receipt was held here
    receipt: AnswerRow


def deliver(speaker: Player, asked: Asked) -> tuple[Answer, Delivered | None]:
    """Ask for a release and, if the answer is yes, wait for cosignature and receipt.

    Raises:
        PartnerUnreachable: they did not come in time.
        UnknownProduct: the item is not held.
    """
    start = time.perf_counter()
    answer = release(speaker.node, asked)
    if not answer.sequence:
        return answer, None
    origin = link_origin(speaker.node.party, asked.recipient)

    def cosigned(reading: Reading) -> int | None:
        index = _index(reading, asked.recipient, answer.sequence)
        stored = index is not None and reading.log(origin).cosigned_size > index
        return index if stored else None

    read = speaker.node.store.read
    index = until(lambda: read(cosigned), f"the cosignature over {asked.product}")
    stored = time.perf_counter()
    receipt = until(
        lambda: read(lambda reading: reading.answer(origin, index)),
        f"the receipt for {asked.product}",
    )
    received = time.perf_counter()
    return answer, Delivered(
        index, (stored - start) * MILLISECONDS, (received - start) * MILLISECONDS, receipt
    )


def _index(reading: Reading, partner: str, sequence: int) -> int | None:
    """The leaf a waiting message became, or None while it waits."""
    recent = reading.outbox(partner=partner, limit=RECENT)
    return next((row.index for row in recent if row.sequence == sequence), None)
