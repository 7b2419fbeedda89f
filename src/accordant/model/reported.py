"""What reports are made of: names of items, words, lines, quantities, times and places.

Figures from open sources are kept as the text they were read as, because canonical JSON has no
floating-point numbers and because "unknown", "not applicable" and zero are three different things.
Positions that this software computes with are decimal degrees of WGS 84 as text, RFC 7946
section 4, with at most seven decimals (about a centimetre).
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec

from accordant.model.instant import Instant, Precision

ProductId: TypeAlias = Annotated[
    str, msgspec.Meta(pattern=r"^[A-Z]{3}-[A-Za-z0-9][A-Za-z0-9-]{0,59}\Z")
]
"""Identifier given by the originator; says nothing about the content: `KOR-4f2k9...`."""

Version: TypeAlias = Annotated[int, msgspec.Meta(ge=1, le=9999)]
"""Version of a product, counted by its originator."""

Word: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,47}\Z")]
"""A word of a closed vocabulary: a kind, subject, purpose, form."""

Short: TypeAlias = Annotated[
    str, msgspec.Meta(pattern=r"^[^\x00-\x1f\x7f-\x9f]*\Z", max_length=400)
]
"""A line as reported; nothing that could disturb a screen."""

Brief: TypeAlias = Annotated[
    str, msgspec.Meta(pattern=r"^[^\x00-\x1f\x7f-\x9f]*\Z", max_length=40)
]

PORTION_TEXT_MAX = 200_000  # characters

Prose: TypeAlias = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*\Z", max_length=PORTION_TEXT_MAX
    ),
]
"""Tabs and line ends, and no other control characters."""

DEGREES_DECIMALS_MAX = 7  # of a degree: about a centimetre on the ground

Latitude: TypeAlias = Annotated[
    str, msgspec.Meta(pattern=r"^-?(90(\.0{1,7})?|([1-8][0-9]|[0-9])(\.[0-9]{1,7})?)\Z")
]
"""Decimal degrees, -90 to 90, as text."""

Longitude: TypeAlias = Annotated[
    str,
    msgspec.Meta(pattern=r"^-?(180(\.0{1,7})?|(1[0-7][0-9]|[1-9][0-9]|[0-9])(\.[0-9]{1,7})?)\Z"),
]
"""Decimal degrees, -180 to 180, as text."""


class Figure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A reported quantity: a number as text with its unit, or why there is none."""

    state: Literal["stated", "unknown", "not-applicable"]
    value: Annotated[str, msgspec.Meta(pattern=r"^\Z|^-?[0-9]{1,9}(\.[0-9]{1,6})?\Z")] = ""
    unit: Annotated[str, msgspec.Meta(pattern=r"^[ -~]{0,12}\Z")] = ""


class When(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When something happened, as reported: never more precise than its source."""

    text: Brief  # "2017-03-06T07:34+09:00", "1984-04"
    precision: Precision
    zone: Brief = ""  # IANA name, "UTC", or "" = not stated
    instant: Instant | None = None  # only where source, zone and time of day allow


class Site(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place: its name and, where known, WGS-84-like decimal degrees kept as text."""

    name: Short
    latitude: Annotated[str, msgspec.Meta(pattern=r"^\Z|^-?[0-9]{1,2}(\.[0-9]{1,9})?\Z")] = ""
    longitude: Annotated[str, msgspec.Meta(pattern=r"^\Z|^-?[0-9]{1,3}(\.[0-9]{1,9})?\Z")] = ""


class Point(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A position on the ground."""

    latitude: Latitude
    longitude: Longitude
