"""What the store keeps of officers, and the part of its port that is about them.

Its own tables and its own protocols: nothing here is law, and nothing here travels.
"""

from __future__ import annotations

from typing import Protocol

import msgspec

from accordant.model.instant import Instant


class OfficerRow(msgspec.Struct, frozen=True):
    """A signed document of the register of officers."""

    digest: str  # of the DSSE envelope
    officer: str  # whom it is about; empty: a rule about all
    kind: str  # tag of the fact: "officer-appointed/1"
    subject: str  # of an authorship: the product; else empty
    envelope: bytes  # DSSE
    at: Instant  # signed
    learnt: Instant  # recorded here


class OfficerReading(Protocol):
    """Looking officers up, in a snapshot of the store."""

    def last_officer_digest(self) -> str:
        """The digest of the document saved last; empty while there is none."""

    def officer_rows(self) -> list[OfficerRow]:
        """Every document of the register but authorships, in the order recorded."""

    def authorships(self, product: str) -> list[OfficerRow]:
        """Who signed as author of any version of a product, in the order recorded."""


class OfficerWriting(Protocol):
    """Recording officers, in a transaction of the store."""

    def save_officer_row(self, row: OfficerRow) -> bool:
        """Keep a document; False when one of this digest is there already."""
