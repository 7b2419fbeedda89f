"""Reading the store: the port's `Reading` over named queries, nothing more."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from accordant.adapters.sqlite_enclosures import SqliteEnclosureReading
from accordant.adapters.sqlite_file import Queries
from accordant.errors import StoreFailed
from accordant.model.case import Equity, ItemFacts
from accordant.model.instant import Instant
from accordant.model.product import Relation
from accordant.operations.officer_rows import OfficerRow
from accordant.operations.ports import (
    LIST_MAX,
    ActRow,
    AnswerRow,
    DecisionRow,
    DesignationRow,
    EvidenceRow,
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

Row = TypeVar("Row", bound=msgspec.Struct)

_words = msgspec.json.Decoder(tuple[str, ...])
_equities = msgspec.json.Decoder(tuple[Equity, ...])
_relations = msgspec.json.Decoder(tuple[Relation, ...])
_item = msgspec.json.Decoder(ItemFacts | None)


class SqliteReading(SqliteEnclosureReading):
    """A snapshot of the store; the methods are documented in `operations.ports.Reading`."""

    def __init__(self, queries: Queries) -> None:
        self._queries = queries

    def text(self, digest: str) -> TextRow | None:
        """See the port."""
        return _row(TextRow, self._queries.run("text", digest=digest))

    def texts(self) -> list[TextRow]:
        """See the port."""
        return _rows(TextRow, self._queries.run("texts"))

    def acts(self, kind: str | None = None) -> list[ActRow]:
        """See the port."""
        if kind is None:
            return _rows(ActRow, self._queries.run("acts"))
        return _rows(ActRow, self._queries.run("acts_of_kind", kind=kind))

    def acts_about(self, subject: str) -> list[ActRow]:
        """See the port."""
        return _rows(ActRow, self._queries.run("acts_about", subject=subject))

    def last_officer_digest(self) -> str:
        """See the port."""
        digest: str | None = self._queries.run("last_officer_digest")
        return digest or ""

    def officer_rows(self) -> list[OfficerRow]:
        """See the port."""
        return _rows(OfficerRow, self._queries.run("officer_rows"))

    def authorships(self, product: str) -> list[OfficerRow]:
        """See the port."""
        return _rows(OfficerRow, self._queries.run("authorships", subject=product))

    def law_revision(self) -> int:
        """See the port."""
        revision: int = self._queries.run("law_revision")
        return revision

    def partner(self, party: str) -> PartnerRow | None:
        """See the port."""
        return _row(PartnerRow, self._queries.run("partner", party=party))

    def partners(self) -> list[PartnerRow]:
        """See the port."""
        return _rows(PartnerRow, self._queries.run("partners"))

    def partner_by_certificate(self, certificate: str) -> PartnerRow | None:
        """See the port."""
        found = self._queries.run("partner_by_certificate", certificate=certificate)
        return _row(PartnerRow, found)

    def link_stopped(self, party: str) -> StoppedLink | None:
        """See the port."""
        return _row(StoppedLink, self._queries.run("link_stopped", party=party))

    def evidence(self) -> list[EvidenceRow]:
        """See the port."""
        return _rows(EvidenceRow, self._queries.run("evidence"))

    def product(self, product: str, version: int, origin: str | None = None) -> ProductRow | None:
        """See the port."""
        if origin is None:
            row = self._queries.run("product", product=product, version=version)
        else:
            row = self._queries.run(
                "product_from", product=product, version=version, origin=origin
            )
        return None if row is None else _product(row)

    def products(
        self,
        *,
        state: ProductState | None = None,
        origin: str | None = None,
        limit: int = LIST_MAX,
    ) -> list[ProductRow]:
        """See the port. Each way of asking has its own query, so that each can use an index."""
        if state is not None:
            rows = self._queries.run("products_in_state", state=state, origin=origin, limit=limit)
        elif origin is not None:
            rows = self._queries.run("products_from", origin=origin, limit=limit)
        else:
            rows = self._queries.run("products", limit=limit)
        return [_product(row) for row in rows]

    def products_named(self, name: str) -> list[ProductRow]:
        """See the port."""
        return [_product(row) for row in self._queries.run("products_named", name=name)]

    def plan(self, product: str, version: int) -> PlanRow | None:
        """See the port."""
        return _row(PlanRow, self._queries.run("plan", product=product, version=version))

    def versions_of(self, master: str, recipient: str | None = None) -> list[MadeRow]:
        """See the port."""
        found = self._queries.run("versions_of", master=master, recipient=recipient)
        return _rows(MadeRow, found)

    def version_made(self, product: str) -> list[MadeRow]:
        """See the port."""
        return _rows(MadeRow, self._queries.run("version_made", product=product))

    def designation(self, product: str, version: int, origin: str) -> DesignationRow | None:
        """See the port."""
        found = self._queries.run("designation", product=product, version=version, origin=origin)
        return _row(DesignationRow, found)

    def undesignated(self, after: int = 0, limit: int = LIST_MAX) -> list[UndesignatedRow]:
        """See the port."""
        return _rows(UndesignatedRow, self._queries.run("undesignated", after=after, limit=limit))

    def decision(self, identifier: int) -> DecisionRow | None:
        """See the port."""
        return _row(DecisionRow, self._queries.run("decision", identifier=identifier))

    def relations(self) -> list[RelationsRow]:
        """See the port."""
        return [
            RelationsRow(
                product, version, origin, _words.decode(originators), _relations.decode(relations)
            )
            for product, version, origin, originators, relations in self._queries.run(
                "product_relations"
            )
        ]

    def decisions_of(self, product: str, version: int | None = None) -> list[DecisionRow]:
        """See the port."""
        found = self._queries.run("decisions_of", product=product, version=version)
        return _rows(DecisionRow, found)

    def recent_decisions(self, limit: int = LIST_MAX) -> list[DecisionRow]:
        """See the port."""
        return _rows(DecisionRow, self._queries.run("recent_decisions", limit=limit))

    def take(self, partner: str, limit: int) -> list[OutboxRow]:
        """See the port."""
        return _rows(OutboxRow, self._queries.run("take", partner=partner, limit=limit))

    def pending(self) -> list[Pending]:
        """See the port."""
        return _rows(Pending, self._queries.run("pending"))

    def outbox(
        self,
        *,
        partner: str | None = None,
        state: OutboxState | None = None,
        limit: int = LIST_MAX,
    ) -> list[OutboxRow]:
        """See the port."""
        found = self._queries.run("outbox", partner=partner, state=state, limit=limit)
        return _rows(OutboxRow, found)

    def outbox_about(self, product: str) -> list[OutboxRow]:
        """See the port."""
        return _rows(OutboxRow, self._queries.run("outbox_about", product=product))

    def log(self, origin: str) -> LogState:
        """See the port."""
        found = _row(LogState, self._queries.run("log", origin=origin))
        return found or LogState(origin=origin)

    def logs(self) -> list[LogState]:
        """See the port."""
        return _rows(LogState, self._queries.run("logs"))

    def entries(self, origin: str, start: int, end: int) -> list[bytes]:
        """See the port."""
        return self._range("entries", origin, start, end)

    def bodies(self, origin: str, start: int, end: int) -> list[bytes | None]:
        """See the port."""
        return self._range("bodies", origin, start, end)

    def _range(self, name: str, origin: str, start: int, end: int) -> list[Any]:
        rows = self._queries.run(name, origin=origin, start=start, end=end)
        if not 0 <= start <= end or len(rows) != end - start:
            raise StoreFailed(f"leaves {start} to {end} are not all held", place=origin)
        return [value for (value,) in rows]

    def statement(self, origin: str, index: int) -> bytes | None:
        """See the port."""
        found: bytes | None = self._queries.run("statement", origin=origin, position=index)
        return found

    def tile(self, origin: str, level: int, number: int) -> bytes | None:
        """See the port."""
        found: bytes | None = self._queries.run("tile", origin=origin, level=level, number=number)
        return found

    def processed(self, origin: str) -> int:
        """See the port."""
        return self._queries.run("processed", origin=origin) or 0

    def answer(self, origin: str, index: int) -> AnswerRow | None:
        """See the port."""
        return _row(AnswerRow, self._queries.run("answer", origin=origin, position=index))

    def high_water(self) -> Instant:
        """See the port."""
        mark: Instant = self._queries.run("high_water")
        return mark


def _row(kind: type[Row], values: tuple[Any, ...] | None) -> Row | None:
    """A row of this type from columns in the order of its fields."""
    if values is None:
        return None
    return kind(**dict(zip(kind.__struct_fields__, values, strict=True)))


def _rows(kind: type[Row], found: list[tuple[Any, ...]]) -> list[Row]:
    names = kind.__struct_fields__
    return [kind(**dict(zip(names, values, strict=True))) for values in found]


def _product(values: tuple[Any, ...]) -> ProductRow:
    """A product row: its lists of words are stored as JSON."""
    fields = dict(zip(ProductRow.__struct_fields__, values, strict=True))
    for name in ("originators", "subjects", "caveats"):
        fields[name] = _words.decode(fields[name])
    fields["equities"] = _equities.decode(fields["equities"])
    fields["relations"] = _relations.decode(fields["relations"])
    fields["item"] = _item.decode(fields["item"])
    return ProductRow(**fields)
