"""What the use cases need from the outside world: store, keystore, clock and wake-up call.

Adapters implement these protocols natively; one contract suite per port runs on every adapter
(tests/contracts). Rows are in `operations.rows` and named here again for importers.

Every method of these ports raises `StoreFailed` when the record cannot be kept or read, and
`DiskFull` (a `StoreFailed`) when there is no space; nothing else, unless it says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Protocol, TypeVar

from accordant.model.instant import Instant
from accordant.model.note import Note
from accordant.operations.enclosure_ports import EnclosureReading, EnclosureTransaction
from accordant.operations.officer_rows import OfficerReading, OfficerWriting
from accordant.operations.product_ports import ProductTransaction
from accordant.operations.rows import (
    OWN,
    ActRow,
    AnswerOutcome,
    AnswerRow,
    Choice,
    DecisionRow,
    DesignationRow,
    EvidenceRow,
    Lease,
    LogState,
    MadeRow,
    OutboxRow,
    OutboxState,
    PartnerRow,
    Pending,
    PlanRow,
    ProductRow,
    ProductState,
    RelationsRow,
    StoppedLink,
    TextRow,
    UndesignatedRow,
)
from accordant.operations.version_ports import VersionReading, VersionTransaction

__all__ = [
    "LIST_MAX",
    "OWN",
    "ActRow",
    "AnswerOutcome",
    "AnswerRow",
    "Choice",
    "Clock",
    "DecisionRow",
    "DesignationRow",
    "Drafts",
    "EvidenceRow",
    "Keystore",
    "Lease",
    "LogState",
    "MadeRow",
    "OutboxRow",
    "OutboxState",
    "PartnerRow",
    "Pending",
    "PlanRow",
    "ProductRow",
    "ProductState",
    "Reading",
    "RelationsRow",
    "StoppedLink",
    "Store",
    "TextRow",
    "Transaction",
    "UndesignatedRow",
    "Wake",
]

T = TypeVar("T")

LIST_MAX = 1000  # rows a listing returns unless asked for fewer or more


class Reading(EnclosureReading, OfficerReading, VersionReading, Protocol):
    """One consistent snapshot of the store; valid only inside the work it was given to."""

    # --- texts and acts: the law -------------------------------------------------------------

    def text(self, digest: str) -> TextRow | None:
        """The instrument or order with this clause digest."""

    def texts(self) -> list[TextRow]:
        """Every text, in the order it was first saved."""

    def acts(self, kind: str | None = None) -> list[ActRow]:
        """Every act, or those of one kind, in the order they were learnt."""

    def acts_about(self, subject: str) -> list[ActRow]:
        """Every act about one subject (a product, an instrument, an order), as learnt."""

    def law_revision(self) -> int:
        """A number that grows with every text and act saved.

        What was compiled from texts and acts holds until it changes.
        """

    # --- partners and links ------------------------------------------------------------------

    def partner(self, party: str) -> PartnerRow | None:
        """The partner, by party identifier."""

    def partners(self) -> list[PartnerRow]:
        """Every partner, by party identifier."""

    def partner_by_certificate(self, certificate: str) -> PartnerRow | None:
        """The partner whose newest statement names this certificate (SHA-256, hexadecimal)."""

    def link_stopped(self, party: str) -> StoppedLink | None:
        """Why the link with this partner is stopped, or None while it goes."""

    def evidence(self) -> list[EvidenceRow]:
        """Everything kept against a partner, oldest first."""

    # --- products ----------------------------------------------------------------------------

    def product(self, product: str, version: int, origin: str | None = None) -> ProductRow | None:
        """The product from this origin; from any, the one that counts most.

        Own first, what lies in quarantine last, from its originator before passed on by another,
        then the earliest to arrive.
        """

    def products(
        self,
        *,
        state: ProductState | None = None,
        origin: str | None = None,
        limit: int = LIST_MAX,
    ) -> list[ProductRow]:
        """Products, newest first."""

    def products_named(self, name: str) -> list[ProductRow]:
        """Every version from every origin of a product, or the item with this register number."""

    def relations(self) -> list[RelationsRow]:
        """What items held, and not in quarantine, say of others, oldest first."""

    def designation(self, product: str, version: int, origin: str) -> DesignationRow | None:
        """What an item bears and the designation in force; None where no choice was ever open."""

    def undesignated(self, after: int = 0, limit: int = LIST_MAX) -> list[UndesignatedRow]:
        """Registered items without a designation behind a place, the oldest first."""

    # --- decisions ---------------------------------------------------------------------------

    def decision(self, identifier: int) -> DecisionRow | None:
        """The decision with this identifier."""

    def decisions_of(self, product: str, version: int | None = None) -> list[DecisionRow]:
        """Every decision about a product, or about one version of it, oldest first."""

    def recent_decisions(self, limit: int = LIST_MAX) -> list[DecisionRow]:
        """The latest decisions, newest first."""

    # --- outbox ------------------------------------------------------------------------------

    def take(self, partner: str, limit: int) -> list[OutboxRow]:
        """The messages to dispatch next: highest rank first, then oldest.

        Takes nothing out: a message leaves by `mark_dispatched` or `mark_held`.
        """

    def pending(self) -> list[Pending]:
        """How many messages wait, per partner and rank; none = no row."""

    def outbox(
        self,
        *,
        partner: str | None = None,
        state: OutboxState | None = None,
        limit: int = LIST_MAX,
    ) -> list[OutboxRow]:
        """Messages in any state, newest first."""

    def outbox_about(self, product: str) -> list[OutboxRow]:
        """Every message about one product, in any state, oldest first."""

    # --- logs --------------------------------------------------------------------------------

    def log(self, origin: str) -> LogState:
        """The head of a log, empty when nothing was appended yet."""

    def logs(self) -> list[LogState]:
        """The head of every log begun, by origin."""

    def entries(self, origin: str, start: int, end: int) -> list[bytes]:
        """The leaf entries (64 bytes each) of [start, end), in order, all of them.

        Raises:
            StoreFailed: the range is not wholly in the log.
        """

    def bodies(self, origin: str, start: int, end: int) -> list[bytes | None]:
        """The bodies of [start, end), in order; None where one was dropped or never lay there.

        Raises:
            StoreFailed: the range is not wholly in the log.
        """

    def statement(self, origin: str, index: int) -> bytes | None:
        """The opened statement (canonical, with its salt) behind a leaf, where it is known."""

    def tile(self, origin: str, level: int, number: int) -> bytes | None:
        """A full tile: 256 hashes of 32 bytes (C2SP tlog-tiles), or None when not saved."""

    def processed(self, origin: str) -> int:
        """How many leaves of a heard log were processed: the next index to look at."""

    def answer(self, origin: str, index: int) -> AnswerRow | None:
        """What the listener said of one leaf, or None while it is open."""

    # --- time --------------------------------------------------------------------------------

    def high_water(self) -> Instant:
        """The latest instant ever recorded as seen; 0 at first."""


class Transaction(
    Reading,
    EnclosureTransaction,
    OfficerWriting,
    ProductTransaction,
    VersionTransaction,
    Protocol,
):
    """A snapshot that can also be changed; kept whole or not at all."""

    def save_text(self, row: TextRow) -> None:
        """Keep a text under its clause digest; corrected prose replaces the earlier source."""

    def save_act(self, row: ActRow) -> bool:
        """Keep an act; False when an act of this digest is there already (nothing changes)."""

    def save_partner(self, row: PartnerRow) -> None:
        """Keep a partner or its newer statement.

        Raises:
            StoreFailed: a statement with a higher number is held.
        """

    def stop_link(self, party: str, reason: str, at: Instant) -> None:
        """Stop a link; the first reason stands."""

    def save_evidence(self, row: EvidenceRow) -> bool:
        """Keep evidence; False when the same pair of documents is there already."""

    def save_designation(self, row: DesignationRow) -> None:
        """Keep what an item bears, or another act in force; what it bears never changes."""

    def next_register_number(self, year: int, party: str) -> int:
        """The next number of a party's register for a year: 1, 2, 3 ... without gaps.

        A number drawn in a transaction that fails is drawn again by the next.
        """

    def save_decision(self, row: DecisionRow) -> int:
        """Keep a decision and return the identifier given to it."""

    def enqueue(self, row: OutboxRow) -> int:
        """Put a message in the outbox as waiting and return its sequence number."""

    def mark_dispatched(self, sequence: int, index: int, at: Instant) -> None:
        """The message is a leaf now.

        Raises:
            StoreFailed: it was not waiting.
        """

    def mark_held(self, sequence: int, reason: str, at: Instant) -> None:
        """The decision at dispatch said no; the message never becomes a leaf.

        Raises:
            StoreFailed: it was not waiting.
        """

    def append(
        self,
        origin: str,
        first: int,
        entries: Sequence[bytes],
        bodies: Sequence[bytes | None],
        statements: Sequence[bytes | None],
        *,
        frontier: bytes,
        checkpoint: str,
        lease: Lease | None = None,
    ) -> None:
        """Extend a log by entries whose first index is `first`, with the head that results.

        A body is None where nothing lies beside the leaf; a statement, where it is not known here.
        The first append under a lease binds the log to that lease's name for good: later ones
        must show the fencing number that stands, so a sequencer that slept through the loss of
        its lease cannot append.

        Raises:
            StoreFailed: `first` is not the log's size, the lists differ in length, an entry is
                not 64 bytes, or the lease is not the standing one.
        """

    def set_statement(self, origin: str, index: int, statement: bytes) -> None:
        """Keep the opened statement behind a heard leaf.

        Raises:
            StoreFailed: the leaf is not in the log, or another statement is held for it.
        """

    def drop_bodies(self, origin: str, end: int) -> int:
        """Drop the bodies of all leaves below `end`; entries keep their digests. How many went.

        Raises:
            StoreFailed: `end` is beyond what is cosigned.
        """

    def save_cosigned(self, origin: str, size: int, text: str) -> bool:
        """Keep the newest cosigned checkpoint; False when one of this size or more is held.

        Raises:
            StoreFailed: it is of more leaves than the log has.
        """

    def save_tile(self, origin: str, level: int, number: int, hashes: bytes) -> None:
        """Keep a full tile (8,192 bytes).

        Raises:
            StoreFailed: another content is held for this tile.
        """

    def set_processed(self, origin: str, index: int) -> None:
        """Move the cursor of a heard log to the next index to look at.

        Raises:
            StoreFailed: it would go back, or beyond the log.
        """

    def save_receipt(
        self, origin: str, index: int, number: str, outcome: AnswerOutcome, at: Instant
    ) -> bool:
        """Keep a receipt for a leaf; False when the leaf is answered already."""

    def save_refusal(self, origin: str, index: int, code: str, at: Instant) -> bool:
        """Keep a refusal of a leaf; False when the leaf is answered already."""

    def raise_high_water(self, at: Instant) -> Instant:
        """Record that this instant was seen; returns the mark, which never goes down."""

    def take_lease(self, name: str, holder: str, now: Instant, ttl: int) -> Lease | None:
        """Take a lease for `ttl` milliseconds; None while another holder's lease stands.

        Every taking, also by the same holder, gives a higher fencing number.
        """

    def renew_lease(self, lease: Lease, now: Instant, ttl: int) -> Lease | None:
        """Prolong a lease under its number; None when it was taken by another since."""

    def release_lease(self, lease: Lease) -> None:
        """Give a lease back early; does nothing when it was taken by another since."""


class Store(Protocol):
    """The node's record. What a resolved future or a returned `write` kept is durable."""

    def submit(self, work: Callable[[Transaction], T]) -> Future[T]:
        """Queue work for the one writer; the future resolves when its effects are on disk.

        Works run in the order submitted, in groups that share one commit. A work that raises is
        undone alone and its exception is set on its own future; if the group's commit fails,
        every future of the group gets the error and nothing of the group was kept. Work must be
        short and must not wait for the store, the network or a person.
        """

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Submit and wait: returns when durable, raises what the work or the store raised."""

    def read(self, work: Callable[[Reading], T]) -> T:
        """Run work on a snapshot, beside the writer and without waiting for it."""

    def close(self) -> None:
        """Finish what is queued, then let go of the file."""


class Keystore(Protocol):
    """The node's private keys and the key of every item held; its own file and own backup."""

    def put_keys(self, keys: dict[str, bytes]) -> None:
        """Keep named private keys, replacing those of the same name; durable on return."""

    def key(self, name: str) -> bytes:
        """The private key of this name.

        Raises:
            KeyMissing: it is not held.
        """

    def put_item_keys(self, keys: Sequence[tuple[str, bytes]]) -> None:
        """Keep item keys by item identifier; durable on return.

        Raises:
            StoreFailed: another key is held for an item; none of the keys was kept.
        """

    def item_key(self, item: str) -> bytes:
        """The key of an item.

        Raises:
            KeyMissing: it is not held, or was destroyed.
        """

    def destroy_item_key(self, item: str) -> bool:
        """Destroy an item's key and so its content, durably; False when none is held."""

    def close(self) -> None:
        """Let go of the file."""


class Drafts(Protocol):
    """Notes not signed yet: words people still change, no part of the record.

    Every method raises `StoreFailed` when the files cannot be kept or read.
    """

    def names(self) -> list[str]:
        """The name of every draft, sorted."""

    def read(self, name: str) -> Note | None:
        """The draft as it stands now, or None where there is none.

        Raises:
            MalformedInput: what stands there is no note of this name; the place says where.
        """

    def keep(self, note: Note, remarks: Sequence[str]) -> bool:
        """Keep a new draft under remarks for whoever opens it; False when there is one already."""

    def discard(self, name: str) -> None:
        """Let a draft go; nothing happens where there is none."""


class Clock(Protocol):
    """Where an operation gets its instant; read once per act, then passed on."""

    @property
    def banner(self) -> str | None:
        """What every screen must say about this clock; None for the real one."""

    def now(self) -> Instant:
        """The instant.

        Raises:
            ClockUnsound: the clock cannot be read.
        """


class Wake(Protocol):
    """A nudge from any process of the node to its server: look at the outbox now."""

    def send(self) -> None:
        """Nudge; never fails and never waits, also when no server listens."""

    def listen(self) -> None:
        """Be the server: no nudge from now on is missed. A later listener replaces an earlier."""

    def wait(self, timeout_seconds: float) -> bool:
        """Wait for a nudge: True when one or more came, False when the time ran out."""

    def close(self) -> None:
        """Stop listening."""
