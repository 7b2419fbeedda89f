"""Launches as reported: what a reader of launches answers, and the product made of each.

Pure. The readers (the project's own table, the public set's file) are adapters and give a
`LaunchReport`: every row accepted or refused, nothing lost. Fields and credit: docs/launches.md.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Literal, TypeAlias, TypeVar

import msgspec

from accordant.canonical import encode
from accordant.errors import LevelNotInTable, MalformedInput, UnmarkedProduct
from accordant.model.instant import Instant, Precision
from accordant.model.marking import Level, Marker, Marking
from accordant.model.party import Party, state_of
from accordant.model.precedence import Precedence
from accordant.model.product import Launch, Portion, Product, Word

Value = TypeVar("Value", bound=msgspec.Struct)

KIND = "launch-report"

Vehicle: TypeAlias = Literal["missile", "space-launch"]

SUBJECTS: dict[Vehicle, tuple[str, ...]] = {
    "missile": ("dprk-missile",),
    # The public set counts satellite launch vehicles among missiles; whoever releases must see
    # that it is one, so it carries both subjects and an order for missiles alone is too narrow.
    "space-launch": ("dprk-missile", "dprk-space-launch"),
}

IDENTIFIER_BYTES = 10  # 80 bits, 16 characters of base32


class ReportedLaunch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One launch as a reader accepted it.

    `key` is what makes it this launch and no other, in the words of the public set: date, time
    with its zone, missile code, number in the salvo, site code, and which of several rows alike
    in all these it is. Figures are not in it, so a figure corrected later is the same launch.
    """

    place: str
    key: tuple[str, ...]
    launch: Launch
    vehicle: Vehicle = "missile"


class RefusedRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row that was not taken: where it stands and why, in words that repeat no content."""

    place: str
    reason: str


class LaunchReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was read: every row stands in exactly one of the two lists, in the file's order."""

    accepted: tuple[ReportedLaunch, ...]
    refused: tuple[RefusedRow, ...]
    notes: tuple[str, ...] = ()  # what was not beside the file, in plain words

    @property
    def rows(self) -> int:
        """How many rows the source has."""
        return len(self.accepted) + len(self.refused)

    def by_precision(self) -> dict[Precision, int]:
        """Count accepted rows by how precisely the source says when, most frequent first."""
        return _count(row.launch.when.precision for row in self.accepted)

    def by_reason(self) -> dict[str, int]:
        """Count refused rows by reason, most frequent first."""
        return _count(row.reason for row in self.refused)


class Issue(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How imported launches are issued: what the officer who imports says of all of them.

    `identifier_secret` is the node's own; without it anyone who holds the public set can compute
    which launch an identifier stands for.
    """

    originator: Party
    marker: Marker
    precedence: Precedence
    purpose: Word
    created: Instant
    level: Level = "KOR:III"
    version: Annotated[int, msgspec.Meta(ge=1)] = 1
    identifier_secret: bytes = b""


def product_of(reported: ReportedLaunch, issue: Issue) -> Product:
    """Return the product, one portion, that reports this launch.

    Raises:
        UnmarkedProduct: the issue names no level.
        LevelNotInTable: the level is not one of the originator's own terms.
        MalformedInput: a word of the issue or of the launch is outside its bounds.
    """
    if not issue.level:
        raise UnmarkedProduct(place=reported.place)
    if state_of(issue.level) != state_of(issue.originator):
        raise LevelNotInTable("the level is not one of the originator's own", place=reported.place)
    marking = Marking(level=issue.level)
    product = Product(
        product=identifier_of(reported, issue),
        version=issue.version,
        kind=KIND,
        originators=(issue.originator,),
        marking=marking,
        marker=issue.marker,
        precedence=issue.precedence,
        subjects=SUBJECTS[reported.vehicle],
        purpose=issue.purpose,
        created=issue.created,
        portions=(Portion(marking=marking, content=reported.launch),),
    )
    return checked(product, place=reported.place)


def identifier_of(reported: ReportedLaunch, issue: Issue) -> str:
    """Return the identifier of this launch: the same at every import, silent on the content."""
    message = b"accordant/launch-identifier/1\n" + encode(reported.key)
    mac = hmac.new(issue.identifier_secret, message, hashlib.sha256).digest()
    short = base64.b32encode(mac[:IDENTIFIER_BYTES]).decode("ascii").lower()
    return f"{state_of(issue.originator)}-{short}"


def checked(value: Value, *, place: str) -> Value:
    """Return the value itself, once every bound its type states has been checked.

    Construction does not check bounds, only reading does; a value that no partner could read
    must not come into being.

    Raises:
        MalformedInput: a field is outside its bounds.
    """
    try:
        msgspec.convert(msgspec.to_builtins(value), type(value))
        encode(value)
    except (msgspec.ValidationError, UnicodeEncodeError):
        raise MalformedInput("a field is outside its bounds", place=place) from None
    return value


Counted = TypeVar("Counted", bound=str)


def _count(values: Iterable[Counted]) -> dict[Counted, int]:
    return dict(Counter(values).most_common())
