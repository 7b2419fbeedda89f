"""Arriving: each stored leaf is opened, understood and answered, once and in order.

A cosignature said the leaf is stored. Here the recipient verifies the originator's signature,
decides again as of dispatch and as of arrival, numbers the item in its register and says so in a
receipt. What should not have come is quarantined and registered, never silently dropped; what is
not understood is refused by message, and the link goes on.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

import msgspec

from accordant import canonical
from accordant.errors import (
    AccordantError,
    ClockUnsound,
    KeyMissing,
    MalformedMessage,
    StoreFailed,
)
from accordant.link.precedence import fitting
from accordant.log.merkle import EMPTY_ROOT, Frontier, leaf_hash, range_root
from accordant.log.origin import link_origin
from accordant.model.instant import Instant
from accordant.model.message import Answered, Message, RefusalCode, Released
from accordant.model.precedence import rank_of
from accordant.operations import logs, register
from accordant.operations.journal import Journal
from accordant.operations.node import Node, clock_is_sound, keep_time
from accordant.operations.opening import Leaf, look, open_ahead
from accordant.operations.ports import OutboxRow, PartnerRow, Reading, Transaction
from accordant.operations.sealing import RefusedLeaf
from accordant.operations.take import take
from accordant.operations.world import World, compile_world

PROCESS_LEAVES = 128  # leaves per transaction: opened before, they hold the writer for about 30 ms

REFUSAL_RANK = rank_of("routine")

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
            self.world, self.law_changed = (
                compile_world(self.transaction, revision, self.world),
                False,
            )
        return self.world

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


class Arrivals:
    """What one partner said, worked through round by round; one thread at a time.

    While the writer works on one round the next is opened, so that neither waits for the other.
    """

    def __init__(self, node: Node, partner: str) -> None:
        self._node = node
        self._partner = partner
        self._next: _Round | None = None  # opened, and not yet its turn

    def process(self, *, limit: int = PROCESS_LEAVES) -> Processed:
        """Work through leaves that are stored and not yet processed.

        A defect of this software met in a leaf stops no link either: the round is undone and
        taken leaf by leaf, and the one leaf at fault is refused.

        Raises:
            AccordantError: this node's own trouble; the same leaves are taken up again.
        """
        node = self._node
        try:
            processed = self._round(limit)
        except AccordantError:
            raise
        except Exception as defect:  # noqa: BLE001  whatever it is, the next leaf must be heard
            if limit > 1:
                return self.process(limit=1)
            name = type(defect).__name__
            processed = node.store.write(
                partial(_set_aside, node, partner=self._partner, defect=name)
            )
        if processed.leaves:
            node.wake()
        return processed

    def _round(self, limit: int) -> Processed:
        """One round, and the opening of the next."""
        found, self._next = self._next, None
        if found is None or len(found.leaves) > limit:
            found = _open(self._node, self._partner, limit)
        if found is None:
            return NOTHING
        kept = self._node.store.submit(partial(_process, self._node, found=found))
        ahead = None
        if found.more:
            with suppress(Exception):  # whatever it is, it is met again at its turn
                ahead = _open(self._node, self._partner, limit, start=found.end)
        processed = kept.result()
        if processed is None:  # another process of this node was faster
            return self._round(limit)
        self._next = ahead
        return processed


def process(node: Node, partner: str, *, limit: int = PROCESS_LEAVES) -> Processed:
    """Work through one round of what a partner said; see `Arrivals.process`."""
    return Arrivals(node, partner).process(limit=limit)


class _Round(msgspec.Struct, frozen=True):
    """Leaves opened and not yet acted on, one after the other from `start`."""

    partner: str
    start: int
    leaves: list[Leaf]
    more: bool  # leaves lie behind it

    @property
    def end(self) -> int:
        return self.start + len(self.leaves)


class _Stored(msgspec.Struct, frozen=True):
    """Leaves as they are stored, and whose they are."""

    partner: PartnerRow
    first: int
    entries: list[bytes]
    datas: list[bytes | None]
    more: bool


def _open(node: Node, partner: str, limit: int, start: int | None = None) -> _Round | None:
    """Open what comes next, from the first leaf not yet processed unless told otherwise."""
    origin = link_origin(partner, node.party)

    def work(reading: Reading) -> _Stored | None:
        row = reading.partner(partner)
        first = reading.processed(origin) if start is None else start
        size = reading.log(origin).size
        end = min(size, first + limit)
        if row is None or first >= end:
            return None
        datas = reading.bodies(origin, first, end)
        count = fitting([len(data or b"") for data in datas])  # what lies in memory is bounded
        entries = reading.entries(origin, first, first + count)
        return _Stored(row, first, entries, datas[:count], first + count < size)

    found = node.store.read(work)
    if found is None:
        return None
    leaves = [
        look(index, entry, data, place_of(origin, index), node.keys.seal)
        for index, (entry, data) in enumerate(
            zip(found.entries, found.datas, strict=True), start=found.first
        )
    ]
    for leaf in leaves:
        open_ahead(leaf, lambda originator: register.key_at_hand(node, found.partner, originator))
    return _Round(partner, found.first, leaves, found.more)


def place_of(origin: str, index: int) -> str:
    """A leaf as errors and the journal name it."""
    return f"{origin} leaf {index}"


def _set_aside(node: Node, transaction: Transaction, partner: str, defect: str) -> Processed:
    """Refuse the next leaf without another look at it."""
    arrival = _arrival(node, transaction, partner)
    if arrival is None:
        return NOTHING
    index = transaction.processed(arrival.origin)
    (leaf,) = transaction.entries(arrival.origin, index, index + 1)
    arrival.journal.note(
        "held", place_of(arrival.origin, index), leaf_hash(leaf).hex(), "defect", arrival.now
    )
    _refuse(arrival, index, leaf, "unreadable")
    _close(arrival, index + 1)
    return Processed(1, 0, 0, 1, defect)


def _process(node: Node, transaction: Transaction, found: _Round) -> Processed | None:
    """Act on a round; None where it is not, or no longer, the next."""
    arrival = _arrival(node, transaction, found.partner)
    if arrival is None or transaction.processed(arrival.origin) != found.start:
        return None
    for leaf in found.leaves:
        _process_leaf(arrival, leaf)
    _close(arrival, found.end)
    outcomes = [each.outcome for each in arrival.answered]
    return Processed(
        len(found.leaves),
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
    return arrival_of(node, transaction, row, node.clock.now())


def arrival_of(node: Node, transaction: Transaction, row: PartnerRow, now: Instant) -> Arrival:
    """What a round needs, for one partner at an instant."""
    return Arrival(
        node=node,
        transaction=transaction,
        world=node.worlds.current(transaction),
        partner=row,
        origin=link_origin(row.party, node.party),
        journal=Journal(node.party),
        now=now,
        clock_sound=clock_is_sound(transaction, now),
        said=logs.frontier_of(transaction.log(link_origin(node.party, row.party))),
    )


def _close(arrival: Arrival, end: int) -> None:
    """Answer, and keep that everything before `end` was worked through."""
    _answer(arrival)
    # Durable before the rows that need them.
    arrival.node.keystore.put_item_keys(arrival.item_keys)
    arrival.transaction.set_processed(arrival.origin, end)
    keep_time(arrival.transaction, arrival.now)
    arrival.journal.close(arrival.transaction)


def _process_leaf(arrival: Arrival, leaf: Leaf) -> None:
    """Act on one leaf; whatever is wrong with it is answered, never raised."""
    try:
        if leaf.error is not None:
            raise leaf.error
        if leaf.message is None:
            _refuse(arrival, leaf.index, leaf.entry, "unknown-type")
            return
        _check_parties(arrival, leaf.message, leaf.place)
        if isinstance(leaf.message, Released):
            answered, rank = register.register(arrival, leaf, leaf.message)
            if answered is not None:  # else its enclosed files are still to come
                arrival.answered.append(answered)
                arrival.rank = max(arrival.rank, rank)
        else:
            take(arrival, leaf.message, leaf.place)
        arrival.transaction.set_statement(arrival.origin, leaf.index, leaf.statement)
    except (StoreFailed, KeyMissing, ClockUnsound):
        raise  # this node's own trouble: nothing of the round is kept, it is taken up again
    except AccordantError as error:
        digest = leaf_hash(leaf.entry).hex()
        arrival.journal.note("held", leaf.place, digest, error.code, arrival.now)
        if leaf.kind in ANSWERS:
            return  # an answer is never answered
        told = leaf.carries_item or bool(leaf.kind) or not _was_refused(arrival, leaf.index - 1)
        _refuse(arrival, leaf.index, leaf.entry, "unreadable", told=told)


def _was_refused(arrival: Arrival, index: int) -> bool:
    """Whether a leaf could not be read, so that another like it need not be refused again.

    It may itself be a refusal of what the partner cannot read of ours; two nodes that cannot read
    each other would refuse each other's refusals for ever.
    """
    answer = arrival.transaction.answer(arrival.origin, index) if index >= 0 else None
    return answer is not None and answer.code == "unreadable"


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
    enqueue(arrival, REFUSAL_RANK, "refusal", canonical.encode(refused))


def _answer(arrival: Arrival) -> None:
    """One receipt for all items of the round, as urgent as the most urgent of them."""
    if arrival.answered:
        enqueue(arrival, arrival.rank, "receipt", canonical.encode(arrival.answered))


def enqueue(arrival: Arrival, rank: int, kind: str, payload: bytes) -> None:
    """Have something said to the partner the round is about."""
    row = OutboxRow(
        partner=arrival.partner.party, rank=rank, type=kind, payload=payload, at=arrival.now
    )
    arrival.transaction.enqueue(row)
