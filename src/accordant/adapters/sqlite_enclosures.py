"""Enclosed files in the store: sealed chunks in rows, in the same file as the record.

One file to back up, and what is durable is decided by one commit. A chunk is one transaction of
64 KiB, so that no other work of the one writer waits long (docs/adr/0022).
"""

from __future__ import annotations

from typing import Any

from msgspec.structs import asdict

from accordant.adapters.sqlite_file import Queries
from accordant.errors import StoreFailed
from accordant.model.instant import Instant
from accordant.operations.enclosure_ports import EnclosureRow


class SqliteEnclosureReading:
    """See `operations.enclosure_ports.EnclosureReading`."""

    _queries: Queries

    def enclosures(self, product: str, version: int, origin: str) -> list[EnclosureRow]:
        """See the port."""
        found = self._queries.run("enclosures", product=product, version=version, origin=origin)
        return [_row(values) for values in found]

    def awaited(self, origin: str, limit: int) -> list[EnclosureRow]:
        """See the port."""
        found = self._queries.run("awaited", origin=origin, limit=limit)
        return [_row(values) for values in found]

    def enclosed_chunks(self, origin: str) -> int:
        """See the port."""
        count: int = self._queries.run("enclosed_chunks", origin=origin)
        return count

    def chunk(self, place: int, position: int) -> bytes | None:
        """See the port."""
        found: bytes | None = self._queries.run("chunk", place=place, position=position)
        return found

    def awaiting_leaves(self, origin: str, product: str, version: int) -> list[int]:
        """See the port."""
        rows = self._queries.run(
            "awaiting_leaves", origin=origin, product=product, version=version
        )
        return [position for (position,) in rows]


class SqliteEnclosureTransaction:
    """See `operations.enclosure_ports.EnclosureTransaction`."""

    _queries: Queries

    def begin_enclosure(self, row: EnclosureRow) -> int:
        """See the port."""
        fields = asdict(row)
        del fields["place"]
        place: int = self._queries.run("begin_enclosure", **fields)
        return place

    def add_chunk(self, row: EnclosureRow, position: int, chunk: bytes, expected: bytes) -> None:
        """See the port."""
        counted = self._queries.run(
            "count_chunk", place=row.place, state=row.state, have=row.have, expected=expected
        )
        if not counted:
            raise StoreFailed("another number of chunks is held", place=_place(row))
        self._queries.run("add_chunk", place=row.place, position=position, chunk=chunk)

    def hold_enclosure(self, place: int) -> None:
        """See the port."""
        if not self._queries.run("hold_enclosure", place=place):
            raise StoreFailed("the enclosed file is not whole", place=f"enclosure {place}")

    def drop_enclosure(self, place: int) -> None:
        """See the port."""
        self._queries.run("drop_enclosure", place=place)

    def forget_staged(self, before: Instant) -> int:
        """See the port."""
        forgotten: int = self._queries.run("forget_staged", at=before)
        return forgotten

    def sweep(self, count: int) -> int:
        """See the port."""
        place = self._queries.run("to_sweep")
        if place is None:
            return 0
        swept: int = self._queries.run("sweep_chunks", place=place, count=count)
        self._queries.run("count_swept", place=place, count=swept)
        return swept

    def await_leaf(self, origin: str, product: str, version: int, position: int) -> None:
        """See the port."""
        self._queries.run(
            "await_leaf", origin=origin, product=product, version=version, position=position
        )

    def answer_leaves(self, origin: str, product: str, version: int) -> None:
        """See the port."""
        self._queries.run("answer_leaves", origin=origin, product=product, version=version)


def _row(values: tuple[Any, ...]) -> EnclosureRow:
    return EnclosureRow(**dict(zip(EnclosureRow.__struct_fields__, values, strict=True)))


def _place(row: EnclosureRow) -> str:
    return f"{row.product} version {row.version}, enclosed file {row.number + 1}"
