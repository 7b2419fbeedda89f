"""Arriving: each stored leaf is opened, understood and answered, once and in order.

A cosignature said the leaf is stored. Here the recipient verifies the originator's signature,
decides again as of dispatch and as of arrival, numbers the item in its register and says so in a
receipt. What should not have come is quarantined and registered, never silently dropped; what is
not understood is refused by message, and the link goes on.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from accordant import canonical
from accordant.envelope import dsse
from accordant.envelope import header as headers
from accordant.envelope import statement as statements
from accordant.envelope.body import Body
from accordant.envelope.seal import open_message
from accordant.errors import (
    AccordantError,
    ClockUnsound,
    KeyMissing,
    MalformedMessage,
    StoreFailed,
)
from accordant.log.leaf import commitment, halves
from accordant.log.merkle import leaf_hash
from accordant.log.origin import link_origin
from accordant.model.instant import Instant
from accordant.model.message import (
    Answered,
    AssuranceMessage,
    ConsentMessage,
    Message,
    Receipt,
    Refusal,
    RefusalCode,
    Released,
    Signed,
)
from accordant.model.precedence import rank_of
from accordant.operations import register
from accordant.operations.acts import keep
from accordant.operations.journal import Journal
from accordant.operations.node import Node, clock_is_sound, keep_time
from accordant.operations.partners import renew, statement_of
from accordant.operations.ports import OutboxRow, PartnerRow, Transaction
from accordant.operations.sealing import RefusedLeaf
from accordant.operations.world import World, compile_world

PROCESS_LEAVES = 64  # leaves per transaction

REFUSAL_RANK = rank_of("routine")

UNDERSTOOD = frozenset({"release", "receipt", "refusal", "statement", "consent", "assurance"})
"""Message types this version acts on; the others of the closed list are refused by message."""


class Processed(msgspec.Struct, frozen=True):
    """What one round came to."""

    leaves: int
    registered: int
    quarantined: int
    refused: int


class _Type(msgspec.Struct, frozen=True):
    """The type of a message that may be newer than this software."""

    type: str


@dataclass(slots=True)
class Arrival:
    """One round of arrivals from one partner, while it is worked through."""

    node: Node
    transaction: Transaction
    world: World
    partner: PartnerRow
    origin: str
    journal: Journal
    now: Instant
    clock_sound: bool
    said: int  # leaves of our own log to this partner: what its statements can be about
    answered: list[Answered] = field(default_factory=list)
    rank: int = 1
    item_keys: list[tuple[str, bytes]] = field(default_factory=list)
    refused: int = 0


def process(node: Node, partner: str, *, limit: int = PROCESS_LEAVES) -> Processed:
    """Work through leaves that are stored and not yet processed.

    Raises:
        StoreFailed, KeyMissing: this node's own trouble; the same leaves are taken up again.
    """
    processed = node.store.write(lambda transaction: _process(node, transaction, partner, limit))
    if processed.leaves:
        node.wake()
    return processed


def _process(node: Node, transaction: Transaction, partner: str, limit: int) -> Processed:
    row = transaction.partner(partner)
    origin = link_origin(partner, node.party)
    start = transaction.processed(origin)
    end = min(transaction.log(origin).size, start + limit)
    if row is None or start >= end:
        return Processed(0, 0, 0, 0)
    now = node.clock.now()
    arrival = Arrival(
        node=node,
        transaction=transaction,
        world=node.worlds.current(transaction),
        partner=row,
        origin=origin,
        journal=Journal(node.party),
        now=now,
        clock_sound=clock_is_sound(transaction, now),
        said=transaction.log(link_origin(node.party, partner)).size,
    )
    leaves = zip(
        range(start, end),
        transaction.entries(origin, start, end),
        transaction.bodies(origin, start, end),
        strict=True,
    )
    for index, leaf, body in leaves:
        _process_leaf(arrival, index, leaf, body)
    _answer(arrival)
    node.keystore.put_item_keys(arrival.item_keys)  # before the rows that need them are durable
    transaction.set_processed(origin, end)
    keep_time(transaction, now)
    arrival.journal.close(transaction)
    outcomes = [each.outcome for each in arrival.answered]
    return Processed(
        end - start,
        outcomes.count("registered"),
        outcomes.count("quarantined"),
        arrival.refused,
    )


def _process_leaf(arrival: Arrival, index: int, leaf: bytes, data: bytes | None) -> None:
    """Understand one leaf; whatever is wrong with it is answered, never raised."""
    place = f"{arrival.origin} leaf {index}"
    try:
        statement, content_key, body = _open(arrival, leaf, data, place)
        if _type_of(statement, place) not in UNDERSTOOD:
            _refuse(arrival, index, leaf, "unknown-type")
            return
        message = canonical.parse(statement, Message, place=place, error=MalformedMessage)
        _check_parties(arrival, message, place)
        if isinstance(message, Released):
            item = register.Item(index, leaf, message, body, content_key, place)
            answered, rank = register.register(arrival, item)
            arrival.answered.append(answered)
            arrival.rank = max(arrival.rank, rank)
        else:
            _take(arrival, message, place)
        arrival.transaction.set_statement(arrival.origin, index, statement)
    except (StoreFailed, KeyMissing, ClockUnsound):
        raise  # this node's own trouble: nothing of the round is kept, it is taken up again
    except AccordantError as error:
        arrival.journal.note("held", place, leaf_hash(leaf).hex(), error.code, arrival.now)
        _refuse(arrival, index, leaf, "unreadable")


def _open(
    arrival: Arrival, leaf: bytes, data: bytes | None, place: str
) -> tuple[bytes, bytes | None, Body]:
    """The statement behind a leaf, checked against the leaf's commitment."""
    if data is None:
        raise MalformedMessage("the body is not there", place=place)
    body = canonical.parse(data, Body, place=place, error=MalformedMessage)
    digest = None if body.envelope is None else headers.digest(body.envelope.header)
    opened = open_message(body.sealed, arrival.node.keys.seal, digest, place=place)
    if commitment(opened.statement) != halves(leaf)[0]:
        raise MalformedMessage("the statement is not the one the leaf commits to", place=place)
    return opened.statement, opened.content_key, body


def _type_of(statement: bytes, place: str) -> str:
    """The message type alone, of a statement that may be newer than this software."""
    try:
        return msgspec.json.decode(statement, type=_Type).type
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise MalformedMessage("the statement names no type", place=place) from None


def _check_parties(arrival: Arrival, message: Message, place: str) -> None:
    """A statement speaks from this partner to this party, about no more than we said ourselves."""
    if (message.speaker, message.listener) != (arrival.partner.party, arrival.node.party):
        raise MalformedMessage("the statement is of another link", place=place)
    if message.seen.size > arrival.said:
        raise MalformedMessage("it has seen more of our log than we hold", place=place)


def _take(arrival: Arrival, message: Message, place: str) -> None:
    """A message that provides no item."""
    ours = link_origin(arrival.node.party, arrival.partner.party)
    match message:
        case Receipt():
            for item in message.items:
                _check_ours(arrival, ours, item.index, item.leaf, place)
                arrival.transaction.save_receipt(
                    ours, item.index, item.number, item.outcome, arrival.now
                )
        case Refusal():
            _check_ours(arrival, ours, message.index, message.leaf, place)
            arrival.transaction.save_refusal(ours, message.index, message.code, arrival.now)
        case Signed() | ConsentMessage() | AssuranceMessage():
            _take_signed(arrival, message.envelope, place)


def _take_signed(arrival: Arrival, envelope: bytes, place: str) -> None:
    """An officer's act, or the partner's next party statement."""
    if dsse.payload_type_of(envelope, place=place) == statements.PAYLOAD_TYPE:
        renew(arrival.transaction, envelope, arrival.partner)
        return
    keep(arrival.transaction, envelope, statement_of(arrival.partner), arrival.now)
    revision = arrival.transaction.law_revision()
    arrival.world = compile_world(arrival.transaction, revision)  # not kept: not durable yet


def _check_ours(arrival: Arrival, origin: str, index: int, leaf: str, place: str) -> None:
    """An answer must be about a leaf we really said."""
    if index >= arrival.said:
        raise MalformedMessage("it answers a leaf that was never said", place=place)
    (said,) = arrival.transaction.entries(origin, index, index + 1)
    if leaf_hash(said).hex() != leaf:
        raise MalformedMessage("it answers another leaf than the one said", place=place)


def _refuse(arrival: Arrival, index: int, leaf: bytes, code: RefusalCode) -> None:
    """Say by message that a leaf was not acted on; it stays stored and cosigned."""
    arrival.refused += 1
    refused = RefusedLeaf(index, leaf_hash(leaf).hex(), code)
    _enqueue(arrival, REFUSAL_RANK, "refusal", canonical.encode(refused))


def _answer(arrival: Arrival) -> None:
    """One receipt for all items of the round, as urgent as the most urgent of them."""
    if arrival.answered:
        _enqueue(arrival, arrival.rank, "receipt", canonical.encode(arrival.answered))


def _enqueue(arrival: Arrival, rank: int, kind: str, payload: bytes) -> None:
    row = OutboxRow(
        partner=arrival.partner.party, rank=rank, type=kind, payload=payload, at=arrival.now
    )
    arrival.transaction.enqueue(row)
