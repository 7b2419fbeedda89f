"""Exchanging with one partner: say what is new, keep the cosignature, resume after anything.

One batch is under way at a time, so what the partner has not cosigned is never more than one
batch, and a warning waits behind at most one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

import msgspec

from accordant.errors import LogForked, UnknownRecipient
from accordant.link import batch as batches
from accordant.link import recover
from accordant.link.precedence import fitting
from accordant.log import checkpoint as checkpoints
from accordant.log.checkpoint import Checkpoint, sign_checkpoint
from accordant.log.cosignature import verify_cosignature
from accordant.log.merkle import range_root
from accordant.log.origin import cosigner_name, link_origin
from accordant.operations import logs
from accordant.operations.dispatch import BATCH_LEAVES, dispatch
from accordant.operations.node import Node
from accordant.operations.partners import check_going, statement_of
from accordant.operations.ports import EvidenceRow, Lease, PartnerRow, Reading, Transaction


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


def resume(node: Node, partner: str, wire: Wire, known: Callable[[], None] = lambda: None) -> int:
    """After a start or a restore: learn what the partner cosigned last, then say what it lacks.

    Calls `known` once the partner is found to hold no more than this store; saying what it lacks
    takes as long as the partner likes. Returns the number of leaves said again: an answer was
    lost, or the partner's store was.

    Raises:
        RolledBack: the partner holds more of our log than this store; nothing is sent.
        LogForked: the partner cosigned another log than this one; both are kept as proof and
            the link is stopped. Or it was stopped before.
        PartnerUnreachable: not known yet, so nothing is appended.
    """
    origin = link_origin(node.party, partner)
    node.store.read(lambda reading: check_going(reading, partner))
    cosigned = wire.checkpoint(origin)
    row = node.store.read(lambda reading: _partner(reading, partner))
    theirs = None if cosigned is None else _verified(node, row, origin, cosigned)

    def work(reading: Reading) -> recover.Resume:
        size = reading.log(origin).size
        return recover.compare(theirs, size, logs.nodes_of_log(reading, origin))

    try:
        standing = node.store.read(work)
    except LogForked as fork:
        code = fork.code
        if cosigned is not None:
            node.store.write(partial(_stop, node=node, row=row, cosigned=cosigned, code=code))
        raise
    if theirs is not None and cosigned is not None:
        keep = partial(_keep_cosigned, origin=origin, size=theirs.size, cosigned=cosigned)
        node.store.write(keep)
    known()
    return _say(node, row, wire, standing.first)


def exchange(
    node: Node, partner: str, wire: Wire, lease: Lease | None, *, limit: int = BATCH_LEAVES
) -> Exchanged:
    """Dispatch what waits, say it, and keep the partner's cosignature.

    Raises:
        PartnerError: nothing is lost; what was appended is said again after `resume`.
        LogForked: the link is stopped; nothing was appended.
        StoreFailed: this node's own trouble.
    """
    origin = link_origin(node.party, partner)
    standing = node.store.read(lambda reading: _more_to_say(reading, partner, origin))
    if standing is None:
        return Exchanged(0, 0)  # looked at without waiting for the one writer
    dispatched = dispatch(node, partner, lease, limit=limit)
    said = _say(node, standing.partner, wire, standing.first)
    return Exchanged(said, dispatched.held)


class _Standing(msgspec.Struct, frozen=True):
    """To whom, and from which leaf on: the first one not cosigned."""

    partner: PartnerRow
    first: int


def _more_to_say(reading: Reading, partner: str, origin: str) -> _Standing | None:
    """Where there is something to say; None where not. Raises LogForked where nothing may be."""
    check_going(reading, partner)
    state = reading.log(origin)
    if state.cosigned_size < state.size or reading.take(partner, 1):
        return _Standing(_partner(reading, partner), state.cosigned_size)
    return None


def _say(node: Node, row: PartnerRow, wire: Wire, first: int) -> int:
    """Say every leaf from `first` on, a batch at a time, and keep each cosignature."""
    origin = link_origin(node.party, row.party)
    cosigner = statement_of(row).node.cosign
    start = first
    while batch := node.store.read(partial(_next_batch, node=node, origin=origin, first=start)):
        lines = wire.send(batch.data)
        verify_cosignature(batch.checkpoint, lines, cosigner_name(row.party), cosigner)
        cosigned = batch.checkpoint + lines
        keep = partial(_keep_cosigned, origin=origin, size=batch.end, cosigned=cosigned)
        node.store.write(keep)
        start = batch.end
        if batch.last:
            break
    return start - first


class _Batch(msgspec.Struct, frozen=True):
    """A batch ready to be said: the log's size with it, its checkpoint, and its bytes."""

    end: int
    last: bool  # nothing more was to be said when it was made
    checkpoint: str
    data: bytes


def _next_batch(reading: Reading, *, node: Node, origin: str, first: int) -> _Batch | None:
    """The next batch from an index on; None at the end.

    A batch that stops short of the log's end gets a checkpoint of its own: the same log, earlier.
    """
    state = reading.log(origin)
    if first >= state.size:
        return None
    last = min(state.size, first + batches.ENTRIES_MAX)
    bodies = reading.bodies(origin, first, last)
    end = first + fitting([len(body or b"") for body in bodies])
    checkpoint = state.checkpoint
    if end < state.size:
        root = range_root(logs.nodes_of_log(reading, origin), (0, end))
        seconds = node.clock.now() // 1000
        checkpoint = sign_checkpoint(origin, end, root, node.keys.log, seconds)
    entries = reading.entries(origin, first, end)
    data = batches.build(origin, first, entries, bodies[: end - first], checkpoint)
    return _Batch(end, end == state.size, checkpoint, data)


def _keep_cosigned(transaction: Transaction, *, origin: str, size: int, cosigned: str) -> None:
    transaction.save_cosigned(origin, size, cosigned)


def _stop(
    transaction: Transaction, *, node: Node, row: PartnerRow, cosigned: str, code: str
) -> None:
    """Keep what we hold and what the partner cosigned, both under our signature."""
    now = node.clock.now()
    state = transaction.log(link_origin(node.party, row.party))
    transaction.save_evidence(
        EvidenceRow(code, row.party, state.checkpoint.encode(), cosigned.encode(), now)
    )
    transaction.stop_link(row.party, code, now)


def _verified(node: Node, row: PartnerRow, origin: str, cosigned: str) -> Checkpoint:
    """The partner's cosigned checkpoint of our log, our signatures and its own verified."""
    text, lines = recover.split_cosigned(cosigned)
    checkpoint = checkpoints.verify(text, origin, node.keys.log.public)
    verify_cosignature(text, lines, cosigner_name(row.party), statement_of(row).node.cosign)
    return checkpoint


def _partner(reading: Reading, partner: str) -> PartnerRow:
    row = reading.partner(partner)
    if row is None:
        raise UnknownRecipient(f"{partner} is not a partner of this node")
    return row
