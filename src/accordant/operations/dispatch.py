"""Dispatching: the second transaction. What was decided is decided again, sealed and made a leaf.

Highest precedence first. Each waiting message becomes one leaf of the log this party speaks to the
partner; one pair of signatures covers the batch. The transaction is durable before a byte leaves,
so a crash at any moment resumes from the index the partner cosigned last.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec
from msgspec import UNSET

from accordant import canonical
from accordant.decision.decide import decide
from accordant.envelope.body import BODY_SIZE_MAX, SEALED_SIZE_MAX
from accordant.envelope.seal import new_salt
from accordant.errors import (
    ContentUnreadable,
    EnclosureAwaited,
    KeyMissing,
    MalformedInput,
    Oversized,
)
from accordant.link.precedence import Waiting, compose
from accordant.log.checkpoint import sign_checkpoint
from accordant.log.leaf import commitment, entry
from accordant.log.origin import link_origin, own_origin
from accordant.model.case import Case, Decision
from accordant.model.instant import Instant
from accordant.model.message import Message, Released, Seen
from accordant.model.statement import PartyStatement
from accordant.operations import logs, sealing
from accordant.operations.asked import Asked, Asking
from accordant.operations.enclosing import is_whole
from accordant.operations.journal import Journal
from accordant.operations.node import Node, clock_is_sound, keep_time
from accordant.operations.partners import statement_of
from accordant.operations.ports import Lease, LogState, OutboxRow, ProductRow, Transaction
from accordant.operations.release import held_product, keep_decision
from accordant.operations.versions import case_now
from accordant.operations.world import World

BATCH_LEAVES = 64  # leaves per checkpoint: about 8 ms of the listener's work
STATEMENT_BYTES = 16 * 1024  # at most what a body has besides its item


class Dispatched(msgspec.Struct, frozen=True):
    """What one dispatch came to: leaves appended, messages held back by the second decision."""

    leaves: int
    held: int


@dataclass(slots=True)
class _Batch:
    """One dispatch while it is being put together."""

    node: Node
    transaction: Transaction
    world: World
    partner: PartyStatement
    journal: Journal
    seen: Seen
    own_root: str
    now: Instant
    clock_sound: bool
    first: int
    entries: list[bytes] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    statements: list[bytes] = field(default_factory=list)
    held: int = 0


def dispatch(
    node: Node, partner: str, lease: Lease | None = None, *, limit: int = BATCH_LEAVES
) -> Dispatched:
    """Turn the partner's most urgent waiting messages into leaves, signed and durable.

    Raises:
        StoreFailed: the lease is no longer ours, or the record cannot be kept; nothing changed.
    """
    return node.store.write(
        lambda transaction: _dispatch(node, transaction, partner, lease, limit)
    )


def _dispatch(
    node: Node, transaction: Transaction, partner: str, lease: Lease | None, limit: int
) -> Dispatched:
    waiting = _composed(transaction, transaction.take(partner, limit), limit)
    row = transaction.partner(partner)
    if not waiting or row is None:
        return Dispatched(0, 0)
    state = transaction.log(link_origin(node.party, partner))
    now = node.clock.now()
    batch = _Batch(
        node=node,
        transaction=transaction,
        world=node.worlds.current(transaction),
        partner=statement_of(row),
        journal=Journal(node.party),
        seen=_seen(transaction, link_origin(partner, node.party)),
        own_root=_seen(transaction, own_origin(node.party)).root,
        now=now,
        clock_sound=clock_is_sound(transaction, now),
        first=state.size,
    )
    for message, item in waiting:
        _dispatch_one(batch, message, item)
    if batch.entries:
        _append(batch, state, lease)
    keep_time(transaction, now)
    batch.journal.close(transaction)
    return Dispatched(len(batch.entries), batch.held)


def _composed(
    transaction: Transaction, waiting: Sequence[OutboxRow], limit: int
) -> list[tuple[OutboxRow, ProductRow | None]]:
    """What goes into this batch, with its items: the most urgent first, within the bounds."""
    rows = {row.sequence: (row, _item_of(transaction, row)) for row in waiting}
    chosen = compose(
        (Waiting(row.sequence, row.rank, _size(row, item)) for row, item in rows.values()),
        entries_max=limit,
    )
    return [rows[each.sequence] for each in chosen]


def _item_of(transaction: Transaction, waiting: OutboxRow) -> ProductRow | None:
    if waiting.type != "release":
        return None
    return held_product(transaction, waiting.product, waiting.version)


def _size(waiting: OutboxRow, item: ProductRow | None) -> int:
    """Bytes a message's body will have at most."""
    return STATEMENT_BYTES + (2 * len(waiting.payload) if item is None else len(item.envelope))


def _dispatch_one(batch: _Batch, waiting: OutboxRow, item: ProductRow | None) -> None:
    try:
        if item is None:
            _add_leaf(batch, waiting, _message(batch, waiting), None)
        else:
            _dispatch_release(batch, waiting, item)
    except (KeyMissing, ContentUnreadable, MalformedInput, Oversized) as error:
        # It can never leave as it is; what waits behind it must.
        _hold(batch, waiting, error.code, canonical.digest_of_bytes(waiting.payload))


def _message(batch: _Batch, waiting: OutboxRow) -> Message:
    return sealing.message_of(
        waiting,
        speaker=batch.node.party,
        listener=batch.partner.party,
        seen=batch.seen,
        dispatched=batch.now,
        own_root=batch.own_root,
    )


def _hold(batch: _Batch, waiting: OutboxRow, reason: str, digest: str) -> None:
    """Settle a message as one that does not leave, for people to see why."""
    batch.transaction.mark_held(waiting.sequence, reason, batch.now)
    batch.journal.note("held", waiting.product or waiting.type, digest, reason, batch.now)
    batch.held += 1


def _dispatch_release(batch: _Batch, waiting: OutboxRow, row: ProductRow) -> None:
    """Decide again at this instant; only a *release* leaves."""
    if row.state == "quarantined":
        _hold(batch, waiting, "quarantined", canonical.digest_of_bytes(waiting.payload))
        return
    if not is_whole(batch.transaction, row.product, row.version, row.origin):
        _hold(batch, waiting, EnclosureAwaited.code, canonical.digest_of_bytes(waiting.payload))
        return
    asked = canonical.parse(waiting.payload, Asked)
    asking = Asking(batch.node, batch.world, asked, batch.now, batch.clock_sound)
    case = case_now(asking, batch.transaction, row)
    if case is None:
        _hold(batch, waiting, "plan-changed", canonical.digest_of_bytes(waiting.payload))
        return
    decision = decide(batch.world.library, case)
    _, case_digest = keep_decision(batch.transaction, batch.journal, case, decision)
    if decision.outcome != "release":
        _hold(batch, waiting, decision.outcome, case_digest)
        return
    message = _released(batch, row, case, decision, case_digest)
    _add_leaf(batch, waiting, message, row)


def _released(
    batch: _Batch, row: ProductRow, case: Case, decision: Decision, case_digest: str
) -> Released:
    return Released(
        salt=new_salt(),
        speaker=batch.node.party,
        listener=batch.partner.party,
        seen=batch.seen,
        dispatched=batch.now,
        own_root=batch.own_root,
        product=row.product,
        version=row.version,
        envelope=canonical.digest_of_bytes(row.envelope),
        level=case.level,
        post=case.post,
        purpose=case.purpose,
        kind=case.kind,
        subjects=case.subjects,
        form=case.form,
        instrument=decision.instrument,
        order=decision.order,
        clauses=tuple(f"{found.article}/{found.clause}" for found in decision.determining),
        obligations=decision.obligations,
        case=case_digest,
        consents=sealing.consent_artefacts(batch.transaction, case),
        contractor=case.contractor or UNSET,
    )


def _add_leaf(batch: _Batch, waiting: OutboxRow, message: Message, row: ProductRow | None) -> None:
    statement = canonical.encode(message)
    sealed = sealing.seal_body(batch.node, statement, row, batch.partner.node.seal)
    if len(sealed.data) > BODY_SIZE_MAX or sealed.sealed_size > SEALED_SIZE_MAX:
        raise Oversized("the message is larger than a body may be")
    batch.transaction.mark_dispatched(
        waiting.sequence, batch.first + len(batch.entries), batch.now
    )
    batch.entries.append(entry(commitment(statement), hashlib.sha256(sealed.data).digest()))
    batch.bodies.append(sealed.data)
    batch.statements.append(statement)


def _append(batch: _Batch, state: LogState, lease: Lease | None) -> None:
    grown = logs.grow(state, batch.entries)
    logs.extend(
        batch.transaction,
        state,
        grown,
        batch.entries,
        batch.bodies,
        statements=batch.statements,
        checkpoint=sign_checkpoint(
            state.origin, grown.size, grown.root(), batch.node.keys.log, batch.now // 1000
        ),
        lease=lease,
    )


def _seen(transaction: Transaction, origin: str) -> Seen:
    """Size and root of a log as this node holds it now."""
    frontier = logs.frontier_of(transaction.log(origin))
    return Seen(frontier.size, frontier.root().hex())
