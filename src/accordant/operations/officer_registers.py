"""The register of officers as a snapshot holds it: read once, kept until something is recorded."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from accordant.envelope import officers as signed_entries
from accordant.model.instant import Instant
from accordant.model.officer import Authored, OfficerEntry
from accordant.officers.register import Held, Register
from accordant.operations.officer_rows import OfficerReading

ENTRIES_KEPT = 16_384
"""Read documents kept in memory: the register is made anew whenever one is added."""


class EntryKept(msgspec.Struct, frozen=True):
    """A document of the register as kept."""

    digest: str
    entry: OfficerEntry
    learnt: Instant


class Registers:
    """Keeps the register until a document is added, by whichever process of the node.

    It is known by the digest of its last document, not by a count: what a transaction that failed
    had added is never taken for what another adds after it.
    """

    def __init__(self) -> None:
        self._kept: tuple[str, Register] = ("", Register(()))

    def current(self, reading: OfficerReading) -> Register:
        """The register of the snapshot."""
        last = reading.last_officer_digest()
        kept = self._kept  # another thread may change it meanwhile
        if kept[0] != last:
            kept = self._kept = (last, register_of(reading))
        return kept[1]


def begun(reading: OfficerReading) -> bool:
    """Whether a register of officers was begun here; until then posts alone decide."""
    return bool(reading.last_officer_digest())


def entries(reading: OfficerReading) -> list[EntryKept]:
    """Every document but authorships, in the order recorded."""
    return [
        EntryKept(row.digest, inside(row.envelope), row.learnt) for row in reading.officer_rows()
    ]


def register_of(reading: OfficerReading, known_at: Instant | None = None) -> Register:
    """The register, or what was known of it at an instant."""
    return Register(
        Held(row.digest, inside(row.envelope).fact)
        for row in reading.officer_rows()
        if known_at is None or row.learnt <= known_at
    )


def authors_of(reading: OfficerReading, product: str, version: int) -> tuple[str, ...] | None:
    """The officers who signed as authors of an own item; None: nobody has, of this version.

    Whoever wrote an earlier version is an author of this one too: his words may stand in it.
    """
    facts = (inside(row.envelope).fact for row in reading.authorships(product))
    signed = [each for each in facts if isinstance(each, Authored) and each.version <= version]
    if not any(each.version == version for each in signed):
        return None
    return tuple(sorted({each.officer for each in signed}))


@lru_cache(maxsize=ENTRIES_KEPT)
def inside(envelope: bytes) -> OfficerEntry:
    """The document inside a stored row; its signature was verified before it was stored."""
    return signed_entries.read_kept(envelope)
