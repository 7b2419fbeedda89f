"""Arriving: each stored leaf is opened, understood and answered, once and in order.

A cosignature said the leaf is stored. Here the recipient verifies the originator's signature,
decides again as of dispatch and as of arrival, numbers the item in its register and says so in a
receipt. What should not have come is quarantined and registered, never silently dropped; what is
not understood is refused by message, and the link goes on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

import msgspec

from accordant import canonical
from accordant.envelope import body as bodies
from accordant.envelope import header as headers
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
from accordant.log.merkle import EMPTY_ROOT, Frontier, leaf_hash, range_root
from accordant.log.origin import link_origin
from accordant.model.instant import Instant
from accordant.model.message import Answered, Message, RefusalCode, Released
from accordant.model.precedence import rank_of
from accordant.operations import logs, register
from accordant.operations.journal import Journal
from accordant.operations.node import Node, clock_is_sound, keep_time
from accordant.operations.ports import OutboxRow, PartnerRow, Transaction
from accordant.operations.sealing import RefusedLeaf
from accordant.operations.take import take
from accordant.operations.world import World, compile_world

PROCESS_LEAVES = 64  # leaves per transaction

REFUSAL_RANK = rank_of("routine")

UNDERSTOOD = frozenset({"release", "receipt", "refusal", "statement", "consent", "assurance"})
"""Message types this version acts on; the others of the closed list are refused by message."""

ANSWERS = frozenset({"receipt", "refusal"})
"""Answered by cosignature only, whatever is wrong with them."""


class Processed(msgspec.Struct, frozen=True):
    """What one round came to."""

    leaves: int
    registered: int
    quarantined: int
    refused: int
    defect: str = ""  # type of an exception that is a defect of this software


NOTHING = Processed(0, 0, 0, 0)


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
    said: Frontier  # our own log to this partner: what its statements can be about
    roots_said: dict[int, str] = field(default_factory=dict)  # by size, hexadecimal
    answered: list[Answered] = field(default_factory=list)
    rank: int = 1
    item_keys: list[tuple[str, bytes]] = field(default_factory=list)
    refused: int = 0
    law_changed: bool = False  # by an act taken in this round

    def law(self) -> World:
        """The law with every act taken so far; compiled when an item asks, not for each act."""
        if self.law_changed:
            # Not kept beyond the round: it is not durable yet.
            revision = self.transaction.law_revision()
            self.world, self.law_changed = compile_world(self.transaction, revision), False
        return self.world

    def place(self, index: int) -> str:
        """A leaf of this round as errors and the journal name it."""
        return f"{self.origin} leaf {index}"

    def root_said(self, size: int) -> str:
        """The root our own log had at a size, hexadecimal."""
        root = self.roots_said.get(size)
        if root is None:
            root = self._root_at(size).hex()
            self.roots_said[size] = root
        return root

    def _root_at(self, size: int) -> bytes:
        if size in (0, self.said.size):
            return self.said.root() if size else EMPTY_ROOT
        origin = link_origin(self.node.party, self.partner.party)
        return range_root(logs.nodes_of_log(self.transaction, origin), (0, size))


def process(node: Node, partner: str, *, limit: int = PROCESS_LEAVES) -> Processed:
    """Work through leaves that are stored and not yet processed.

    A defect of this software met in a leaf stops no link either: the round is undone and taken
    leaf by leaf, and the one leaf at fault is refused.

    Raises:
        AccordantError: this node's own trouble; the same leaves are taken up again.
    """
    try:
        processed = node.store.write(partial(_process, node, partner=partner, limit=limit))
    except AccordantError:
        raise
    except Exception as defect:  # noqa: BLE001  whatever it is, the next leaf must be heard
        if limit > 1:
            return process(node, partner, limit=1)
        name = type(defect).__name__
        processed = node.store.write(partial(_set_aside, node, partner=partner, defect=name))
    if processed.leaves:
        node.wake()
    return processed


def _set_aside(node: Node, transaction: Transaction, partner: str, defect: str) -> Processed:
    """Refuse the next leaf without another look at it."""
    arrival = _arrival(node, transaction, partner)
    if arrival is None:
        return NOTHING
    index = transaction.processed(arrival.origin)
    (leaf,) = transaction.entries(arrival.origin, index, index + 1)
    arrival.journal.note(
        "held", arrival.place(index), leaf_hash(leaf).hex(), "defect", arrival.now
    )
    _refuse(arrival, index, leaf, "unreadable")
    _close(arrival, index + 1)
    return Processed(1, 0, 0, 1, defect)


def _process(node: Node, transaction: Transaction, partner: str, limit: int) -> Processed:
    arrival = _arrival(node, transaction, partner)
    if arrival is None:
        return NOTHING
    origin = arrival.origin
    start = transaction.processed(origin)
    end = min(transaction.log(origin).size, start + limit)
    leaves = zip(
        range(start, end),
        transaction.entries(origin, start, end),
        transaction.bodies(origin, start, end),
        strict=True,
    )
    for index, leaf, body in leaves:
        _process_leaf(arrival, index, leaf, body)
    _close(arrival, end)
    outcomes = [each.outcome for each in arrival.answered]
    return Processed(
        end - start,
        outcomes.count("registered"),
        outcomes.count("quarantined"),
        arrival.refused,
    )


def _arrival(node: Node, transaction: Transaction, partner: str) -> Arrival | None:
    """A round to be worked through; None when there is nothing to work through."""
    row = transaction.partner(partner)
    origin = link_origin(partner, node.party)
    if row is None or transaction.processed(origin) >= transaction.log(origin).size:
        return None
    now = node.clock.now()
    return Arrival(
        node=node,
        transaction=transaction,
        world=node.worlds.current(transaction),
        partner=row,
        origin=origin,
        journal=Journal(node.party),
        now=now,
        clock_sound=clock_is_sound(transaction, now),
        said=logs.frontier_of(transaction.log(link_origin(node.party, partner))),
    )


def _close(arrival: Arrival, end: int) -> None:
    """Answer, and keep that everything before `end` was worked through."""
    _answer(arrival)
    # Durable before the rows that need them.
    arrival.node.keystore.put_item_keys(arrival.item_keys)
    arrival.transaction.set_processed(arrival.origin, end)
    keep_time(arrival.transaction, arrival.now)
    arrival.journal.close(arrival.transaction)


def _process_leaf(arrival: Arrival, index: int, leaf: bytes, data: bytes | None) -> None:
    """Understand one leaf; whatever is wrong with it is answered, never raised."""
    place = arrival.place(index)
    kind, carries_item = "", False
    try:
        body, envelope = _body(data, place)
        carries_item = body.envelope is not None
        statement, content_key = _open(arrival, leaf, body, place)
        kind = _type_of(statement, place)
        if kind not in UNDERSTOOD:
            _refuse(arrival, index, leaf, "unknown-type")
            return
        message = canonical.parse(statement, Message, place=place, error=MalformedMessage)
        _check_parties(arrival, message, place)
        if isinstance(message, Released):
            item = register.Item(index, leaf, message, body, envelope, content_key, place)
            answered, rank = register.register(arrival, item)
            arrival.answered.append(answered)
            arrival.rank = max(arrival.rank, rank)
        else:
            take(arrival, message, place)
        arrival.transaction.set_statement(arrival.origin, index, statement)
    except (StoreFailed, KeyMissing, ClockUnsound):
        raise  # this node's own trouble: nothing of the round is kept, it is taken up again
    except AccordantError as error:
        arrival.journal.note("held", place, leaf_hash(leaf).hex(), error.code, arrival.now)
        if kind in ANSWERS:
            return  # an answer is never answered
        told = carries_item or bool(kind) or not _was_refused(arrival, index - 1)
        _refuse(arrival, index, leaf, "unreadable", told=told)


def _body(data: bytes | None, place: str) -> tuple[Body, bytes]:
    """The body, and its envelope as it is spelled."""
    if data is None:
        raise MalformedMessage("the body is not there", place=place)
    return bodies.read(data, place=place)


def _was_refused(arrival: Arrival, index: int) -> bool:
    """Whether a leaf could not be read, so that another like it need not be refused again.

    It may itself be a refusal of what the partner cannot read of ours; two nodes that cannot read
    each other would refuse each other's refusals for ever.
    """
    answer = arrival.transaction.answer(arrival.origin, index) if index >= 0 else None
    return answer is not None and answer.code == "unreadable"


def _open(arrival: Arrival, leaf: bytes, body: Body, place: str) -> tuple[bytes, bytes | None]:
    """The statement behind a leaf, checked against the leaf's commitment; the content key."""
    digest = None if body.envelope is None else headers.digest(body.envelope.header)
    opened = open_message(body.sealed, arrival.node.keys.seal, digest, place=place)
    if commitment(opened.statement) != halves(leaf)[0]:
        raise MalformedMessage("the statement is not the one the leaf commits to", place=place)
    return opened.statement, opened.content_key


def _type_of(statement: bytes, place: str) -> str:
    """The message type alone, of a statement that may be newer than this software."""
    try:
        return msgspec.json.decode(statement, type=_Type).type
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise MalformedMessage("the statement names no type", place=place) from None


def _check_parties(arrival: Arrival, message: Message, place: str) -> None:
    """A statement speaks from this partner to this party, and has seen nothing we did not say."""
    if (message.speaker, message.listener) != (arrival.partner.party, arrival.node.party):
        raise MalformedMessage("the statement is of another link", place=place)
    if message.seen.size > arrival.said.size:
        raise MalformedMessage("it has seen more of our log than we hold", place=place)
    if message.seen.root != arrival.root_said(message.seen.size):
        raise MalformedMessage("it has seen another log than ours", place=place)


def _refuse(
    arrival: Arrival, index: int, leaf: bytes, code: RefusalCode, *, told: bool = True
) -> None:
    """Keep that a leaf was not acted on, and say so by message; it stays stored and cosigned."""
    arrival.refused += 1
    arrival.transaction.save_refusal(arrival.origin, index, code, arrival.now)
    if not told:
        return
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
