"""A product of intelligence: typed, made of marked portions, by named originators.

Figures from open sources are kept as the text they were read as, because canonical JSON has no
floating-point numbers and because "unknown", "not applicable" and zero are three different things.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec

from accordant.model.instant import Instant, Precision
from accordant.model.marking import Marker, Marking
from accordant.model.party import Party
from accordant.model.precedence import Precedence

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

PORTIONS_MAX = 64
PORTION_TEXT_MAX = 200_000  # characters


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


class Launch(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="launch", tag_field="kind"
):
    """One missile launched, as reported. Facts only, each with its source."""

    when: When
    site: Site
    system: Short  # as reported; "unknown" stays "unknown"
    outcome: Literal["success", "failure", "unknown"]
    distance: Figure
    apogee: Figure
    landing: Word = "unknown"
    salvo_number: Annotated[int, msgspec.Meta(ge=1, le=9999)] | None = None
    source: Short = ""
    confirmed_by: Short = ""  # a second source that was opened, else empty = unverified


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="text", tag_field="kind"):
    """Plain prose."""

    text: Annotated[
        str,
        msgspec.Meta(
            pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*\Z", max_length=PORTION_TEXT_MAX
        ),
    ]  # tabs and line ends, and no other control characters


class Portion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a product with its own marking."""

    marking: Marking
    content: Launch | Text


class Product(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One version of an item of intelligence, as its originator wrote it."""

    format: Literal["accordant/product/1"] = "accordant/product/1"
    product: ProductId
    version: Version = 1
    kind: Word  # "launch-report", "text", ...
    originators: Annotated[tuple[Party, ...], msgspec.Meta(min_length=1, max_length=8)]
    marking: Marking
    marker: Marker
    precedence: Precedence
    subjects: Annotated[tuple[Word, ...], msgspec.Meta(min_length=1, max_length=16)]
    purpose: Word  # what it may be provided for
    form: Word = "electronic"
    created: Instant
    portions: Annotated[tuple[Portion, ...], msgspec.Meta(min_length=1, max_length=PORTIONS_MAX)]
