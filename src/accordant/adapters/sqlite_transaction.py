"""Changing the store: the port's `Transaction` over named queries and the checks it promises."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import asdict

from accordant import canonical
from accordant.adapters.sqlite_enclosures import SqliteEnclosureTransaction
from accordant.adapters.sqlite_file import Queries
from accordant.adapters.sqlite_reading import SqliteReading
from accordant.errors import StoreFailed
from accordant.model.case import ItemFacts
from accordant.model.instant import Instant
from accordant.operations.officer_rows import OfficerRow
from accordant.operations.ports import (
    ActRow,
    AnswerOutcome,
    DecisionRow,
    DesignationRow,
    EvidenceRow,
    Lease,
    MadeRow,
    OutboxRow,
    PartnerRow,
    PlanRow,
    ProductRow,
    ProductState,
    TextRow,
)

ENTRY_SIZE = 64  # bytes: commitment and body digest

_words = msgspec.json.Encoder()


class SqliteTransaction(SqliteReading, SqliteEnclosureTransaction):
    """A change of the store; the methods are documented in `operations.ports.Transaction`."""

    def __init__(self, queries: Queries) -> None:
        super().__init__(queries)
        self._documents = set[str]()  # digests of the decision documents kept by this work

    def save_text(self, row: TextRow) -> None:
        """See the port."""
        self._queries.run("save_text", **asdict(row))

    def save_act(self, row: ActRow) -> bool:
        """See the port."""
        return self._changed("save_act", **asdict(row))

    def save_officer_row(self, row: OfficerRow) -> bool:
        """See the port."""
        return self._changed("save_officer_row", **asdict(row))

    def save_partner(self, row: PartnerRow) -> None:
        """See the port."""
        if not self._changed("save_partner", **asdict(row)):
            raise StoreFailed("a newer party statement is held", place=row.party)

    def stop_link(self, party: str, reason: str, at: Instant) -> None:
        """See the port."""
        self._queries.run("stop_link", party=party, reason=reason, at=at)

    def save_evidence(self, row: EvidenceRow) -> bool:
        """See the port."""
        return self._changed("save_evidence", **asdict(row))

    def save_product(self, row: ProductRow) -> bool:
        """See the port."""
        fields = asdict(row)
        for name in ("originators", "subjects", "caveats", "equities", "relations", "item"):
            fields[name] = _words.encode(fields[name]).decode()
        return self._changed("save_product", **fields)

    def move_product(self, product: str, version: int, origin: str, state: ProductState) -> None:
        """See the port."""
        if not self._changed(
            "move_product", product=product, version=version, origin=origin, state=state
        ):
            raise StoreFailed("no such product from this origin", place=product)

    def set_item_facts(self, product: str, version: int, origin: str, item: ItemFacts) -> None:
        """See the port."""
        words = _words.encode(item).decode()
        if not self._changed(
            "set_item_facts", product=product, version=version, origin=origin, item=words
        ):
            raise StoreFailed("no such product from this origin", place=product)

    def save_plan(self, row: PlanRow) -> None:
        """See the port."""
        self._queries.run("save_plan", **asdict(row))

    def save_version(self, row: MadeRow) -> bool:
        """See the port."""
        return self._changed("save_version", **asdict(row))

    def set_own_level(self, product: str, version: int, origin: str, level: str) -> None:
        """See the port."""
        if not self._changed(
            "set_own_level", product=product, version=version, origin=origin, level=level
        ):
            raise StoreFailed("no such product from this origin", place=product)

    def save_designation(self, row: DesignationRow) -> None:
        """See the port."""
        self._queries.run("save_designation", **asdict(row))

    def drop_version(self, product: str, version: int) -> None:
        """See the port."""
        if not self._changed("drop_version_made", product=product, version=version):
            raise StoreFailed("no such version was made", place=product)
        self._queries.run("drop_version", product=product, version=version)

    def next_register_number(self, year: int, party: str) -> int:
        """See the port."""
        number: int = self._queries.run("next_register_number", year=year, party=party)
        return number

    def save_decision(self, row: DecisionRow) -> int:
        """See the port."""
        fields = asdict(row)
        del fields["identifier"]
        document = fields.pop("decision")
        digest = canonical.digest_of_bytes(document)
        if digest not in self._documents:
            self._queries.run("save_decision_document", digest=digest, decision=document)
            self._documents.add(digest)
        identifier: int = self._queries.run("save_decision", document=digest, **fields)
        return identifier

    def enqueue(self, row: OutboxRow) -> int:
        """See the port."""
        sequence: int = self._queries.run(
            "enqueue",
            partner=row.partner,
            rank=row.rank,
            type=row.type,
            payload=row.payload,
            product=row.product,
            version=row.version,
            decision=row.decision,
            at=row.at,
        )
        return sequence

    def mark_dispatched(self, sequence: int, index: int, at: Instant) -> None:
        """See the port."""
        if not self._changed("mark_dispatched", sequence=sequence, position=index, at=at):
            raise StoreFailed("the message was not waiting", place=f"outbox {sequence}")

    def mark_held(self, sequence: int, reason: str, at: Instant) -> None:
        """See the port."""
        if not self._changed("mark_held", sequence=sequence, reason=reason, at=at):
            raise StoreFailed("the message was not waiting", place=f"outbox {sequence}")

    # --- logs --------------------------------------------------------------------------------

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
        """See the port."""
        if not len(entries) == len(bodies) == len(statements):
            raise StoreFailed("entries, bodies and statements differ in number", place=origin)
        if lease is not None:
            self._check_lease(origin, lease)
        head = {
            "origin": origin,
            "first": first,
            "size": first + len(entries),
            "frontier": frontier,
            "checkpoint": checkpoint,
            "lease": None if lease is None else lease.name,
        }
        number = self._queries.run("set_head", **head)
        if number is None:
            self._begin(origin, first)
            number = self._queries.run("set_head", **head)
        self._put(number, first, "leaf", "entry", entries)
        self._put(number, first, "body", "body", bodies)
        self._put(number, first, "statement", "statement", statements)

    def _check_lease(self, origin: str, lease: Lease) -> None:
        """Refuse a lease whose number no longer stands."""
        standing = self._queries.run("lease", name=lease.name)
        if standing is None or standing[2] != lease.number:
            raise StoreFailed("the lease was taken by another since", place=origin)

    def _begin(self, origin: str, first: int) -> None:
        """Begin a log that is not there; one that is there has refused the append."""
        size, bound_to = self._queries.run("log_bounds", origin=origin) or (0, None)
        if first != size:
            raise StoreFailed(f"the log has {size} leaves, not {first}", place=origin)
        if bound_to is not None:
            raise StoreFailed("the log is only extended under its lease", place=origin)
        self._queries.run("begin_log", origin=origin)

    def _put(
        self, log: int, first: int, table: str, column: str, values: Sequence[bytes | None]
    ) -> None:
        """Insert what is given, at its positions."""
        self._queries.run_each(
            f"append_{table}",
            [
                {"log": log, "position": position, column: value}
                for position, value in enumerate(values, start=first)
                if value is not None
            ],
        )

    def set_statement(self, origin: str, index: int, statement: bytes) -> None:
        """See the port."""
        kept = self._changed("set_statement", origin=origin, position=index, statement=statement)
        if not kept and self.statement(origin, index) != statement:
            raise StoreFailed("no such leaf, or another statement", place=f"{origin} {index}")

    def drop_bodies(self, origin: str, end: int) -> int:
        """See the port."""
        if end > self.log(origin).cosigned_size:
            raise StoreFailed("leaves not yet cosigned keep their bodies", place=origin)
        dropped: int = self._queries.run("drop_bodies", origin=origin, end=end)
        return dropped

    def save_cosigned(self, origin: str, size: int, text: str) -> bool:
        """See the port."""
        if size > self.log(origin).size:
            raise StoreFailed(f"the log has fewer than {size} leaves", place=origin)
        return self._changed("save_cosigned", origin=origin, size=size, text=text)

    def save_tile(self, origin: str, level: int, number: int, hashes: bytes) -> None:
        """See the port."""
        kept = self._changed("save_tile", origin=origin, level=level, number=number, hashes=hashes)
        if not kept and self.tile(origin, level, number) != hashes:
            raise StoreFailed("another tile is held", place=f"{origin} {level}/{number}")

    def set_processed(self, origin: str, index: int) -> None:
        """See the port."""
        if not self._changed("set_processed", origin=origin, position=index):
            raise StoreFailed(f"the cursor cannot move to {index}", place=origin)

    def save_receipt(
        self, origin: str, index: int, number: str, outcome: AnswerOutcome, at: Instant
    ) -> bool:
        """See the port."""
        return self._changed(
            "save_answer",
            origin=origin, position=index, outcome=outcome, number=number, code="", at=at,
        )  # fmt: skip

    def save_refusal(self, origin: str, index: int, code: str, at: Instant) -> bool:
        """See the port."""
        return self._changed(
            "save_answer",
            origin=origin, position=index, outcome="refused", number="", code=code, at=at,
        )  # fmt: skip

    # --- time and lease ----------------------------------------------------------------------

    def raise_high_water(self, at: Instant) -> Instant:
        """See the port."""
        mark: Instant = self._queries.run("raise_high_water", at=at)
        return mark

    def take_lease(self, name: str, holder: str, now: Instant, ttl: int) -> Lease | None:
        """See the port."""
        taken = self._queries.run("take_lease", name=name, holder=holder, now=now, until=now + ttl)
        return Lease(*taken) if taken else None

    def renew_lease(self, lease: Lease, now: Instant, ttl: int) -> Lease | None:
        """See the port."""
        until = now + ttl
        if not self._changed("set_lease", name=lease.name, number=lease.number, until=until):
            return None
        return Lease(lease.name, lease.holder, lease.number, until)

    def release_lease(self, lease: Lease) -> None:
        """See the port. The number stays, so that the next taker's is higher."""
        self._queries.run("set_lease", name=lease.name, number=lease.number, until=0)

    def _changed(self, query: str, /, **parameters: object) -> bool:
        """Whether a query changed a row."""
        return bool(self._queries.run(query, **parameters))
