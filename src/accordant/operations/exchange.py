"""Exchanging with one partner: say what is new, keep the cosignature, resume after anything.

One batch is under way at a time, so what the partner has not cosigned is never more than one
batch, and a warning waits behind at most one.
"""

from __future__ import annotations

from typing import Protocol

import msgspec

from accordant.errors import UnknownRecipient
from accordant.link import batch as batches
from accordant.link import recover
from accordant.log import checkpoint as checkpoints
from accordant.log.checkpoint import Checkpoint
from accordant.log.cosignature import verify_cosignature
from accordant.log.origin import cosigner_name, link_origin
from accordant.operations import logs
from accordant.operations.dispatch import BATCH_LEAVES, dispatch
from accordant.operations.node import Node
from accordant.operations.partners import statement_of
from accordant.operations.ports import Lease, LogState, PartnerRow, Reading


class Wire(Protocol):
    """The way to one partner's node."""

    def send(self, batch: bytes) -> str:
        """Deliver a batch; the cosignature lines of all the partner now holds.

        Raises:
            PartnerError: by its code; PartnerUnreachable when nothing came back.
        """

    def checkpoint(self, origin: str) -> str | None:
        """The last checkpoint of our log the partner cosigned; None when it holds nothing."""


class Exchanged(msgspec.Struct, frozen=True):
    """What one exchange came to."""

    cosigned: int  # leaves cosigned by it
    held: int  # messages the decision at dispatch held back


class _Unsaid(msgspec.Struct, frozen=True):
    """Leaves that are durable here and not yet cosigned there."""

    state: LogState
    entries: list[bytes]
    bodies: list[bytes | None]


def resume(node: Node, partner: str, wire: Wire) -> None:
    """After a start or a restore: learn what the partner cosigned last before saying anything.

    Raises:
        RolledBack: the partner holds more of our log than this store; nothing is sent.
        LogForked: the partner cosigned another log than this one; kept as proof.
        PartnerUnreachable: not known yet, so nothing is appended.
    """
    origin = link_origin(node.party, partner)
    theirs = wire.checkpoint(origin)
    row = node.store.read(lambda reading: _partner(reading, partner))
    checkpoint = _verified(node, row, origin, theirs) if theirs is not None else None
    node.store.read(
        lambda reading: recover.compare(
            checkpoint, reading.log(origin).size, logs.nodes_of_log(reading, origin)
        )
    )
    if checkpoint is not None and theirs is not None:
        size = checkpoint.size
        node.store.write(lambda transaction: transaction.save_cosigned(origin, size, theirs))


def _verified(node: Node, row: PartnerRow, origin: str, cosigned: str) -> Checkpoint:
    """Our checkpoint in a cosigned one, once our signatures and the partner's verify."""
    text, lines = recover.split_cosigned(cosigned)
    checkpoint = checkpoints.verify(text, origin, node.keys.log.public)
    verify_cosignature(text, lines, cosigner_name(row.party), statement_of(row).node.cosign)
    return checkpoint


def exchange(
    node: Node, partner: str, wire: Wire, lease: Lease | None, *, limit: int = BATCH_LEAVES
) -> Exchanged:
    """Dispatch what waits, say it, and keep the partner's cosignature.

    Raises:
        PartnerError: nothing is lost; what was appended is said again next time.
        StoreFailed: this node's own trouble.
    """
    origin = link_origin(node.party, partner)
    unsaid, row = node.store.read(
        lambda reading: (_unsaid(reading, origin), _partner(reading, partner))
    )
    held = 0
    if not unsaid.entries:
        dispatched = dispatch(node, partner, lease, limit=limit)
        held = dispatched.held
        if not dispatched.leaves:
            return Exchanged(0, held)
        unsaid = node.store.read(lambda reading: _unsaid(reading, origin))
    return Exchanged(_say(node, row, wire, unsaid), held)


def _say(node: Node, row: PartnerRow, wire: Wire, unsaid: _Unsaid) -> int:
    state = unsaid.state
    data = batches.build(
        state.origin, state.cosigned_size, unsaid.entries, unsaid.bodies, state.checkpoint
    )
    lines = wire.send(data)
    verify_cosignature(
        state.checkpoint, lines, cosigner_name(row.party), statement_of(row).node.cosign
    )
    node.store.write(
        lambda transaction: transaction.save_cosigned(
            state.origin, state.size, state.checkpoint + lines
        )
    )
    return len(unsaid.entries)


def _unsaid(reading: Reading, origin: str) -> _Unsaid:
    state = reading.log(origin)
    return _Unsaid(
        state,
        reading.entries(origin, state.cosigned_size, state.size),
        reading.bodies(origin, state.cosigned_size, state.size),
    )


def _partner(reading: Reading, partner: str) -> PartnerRow:
    row = reading.partner(partner)
    if row is None:
        raise UnknownRecipient(f"{partner} is not a partner of this node")
    return row
