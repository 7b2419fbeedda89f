"""Times and places as reported, made coarser; what cannot be read for certain is not guessed.

A place's name goes with its position: "the pier at Sinpo" says more than any cell.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal

from msgspec.structs import replace

from accordant.model.instant import Precision, format_instant
from accordant.model.reported import Figure, Point, Site, When
from accordant.versions.grid import (
    CELL_STEPS,
    DEGREE,
    Cell,
    beginning,
    cell,
    text_of,
    units_of,
    width_of,
)

KILOMETRE = 1_000  # metres
WORDS: tuple[tuple[int, Precision, int], ...] = (
    (1, "second", 19),
    (60, "minute", 16),
    (3_600, "hour", 13),
    (86_400, "day", 10),
    (28 * 86_400, "month", 7),
    (365 * 86_400, "year", 4),
)
"""Seconds of a step, its word, and how many characters of ISO 8601 say it."""

_LENGTHS: dict[Precision, int] = {"year": 4, "month": 7, "day": 10, "hour": 13, "minute": 16}
_date_time = re.compile(
    r"(\d{4}(?:-\d\d(?:-\d\d(?:T\d\d(?::\d\d(?::\d\d(?:\.\d+)?)?)?)?)?)?)(?:Z|[+-]\d\d:\d\d)?",
    re.ASCII,
)


def when(reported: When, seconds: int | None) -> When:
    """Return a time of report to the word that is no finer than asked, in UTC where it is known.

    Raises:
        ValueError: it is not written as ISO 8601 has it, so nobody knows how fine it is.
    """
    if seconds is None or (reported.instant is None and reported.text in {"", "unknown"}):
        return reported if seconds is None else replace(reported, zone="")
    found = next((each for each in WORDS if each[0] >= seconds), None)
    if found is None:
        raise ValueError("a time of report has no word for steps longer than a year")
    step, word, length = found
    own = _LENGTHS.get(reported.precision, length)
    if own < length or reported.instant is None:
        return _as_written(reported, word, min(own, length))
    if length < _LENGTHS["day"]:  # of months and years no instant is the beginning
        return When(format_instant(reported.instant)[:length], word, "UTC")
    at = beginning(reported.instant, step)
    text = format_instant(at)[:length]
    return When(text if length == _LENGTHS["day"] else f"{text}Z", word, "UTC", at)


def point(reported: Point | None, metres: int | None) -> Point | None:
    """Return a position as the middle of its cell."""
    if reported is None or metres is None:
        return reported
    latitude, longitude = cell_of(reported.latitude, reported.longitude, metres).centre
    return Point(text_of(latitude), text_of(longitude))


def site(reported: Site, metres: int | None) -> Site:
    """Return a place without its name, as the middle of its cell where its position is known.

    Raises:
        ValueError: its position is half known, or not on the globe.
    """
    if metres is None:
        return reported
    if not reported.latitude and not reported.longitude:
        return Site("")
    latitude, longitude = cell_of(reported.latitude, reported.longitude, metres).centre
    return Site("", text_of(latitude), text_of(longitude))


def ring(reported: tuple[Point, ...], metres: int | None) -> tuple[Point, ...]:
    """Return a piece of ground as the rectangle of all cells it touches.

    The corners of a ring are many positions of one thing; each in a cell of its own, they would
    tell together where the ring lies far better than one cell does.
    """
    if metres is None:
        return reported
    last = 180 * DEGREE - 1  # an edge on the antimeridian belongs to the ground west of it
    where = [(units_of(each.latitude), min(units_of(each.longitude), last)) for each in reported]
    cells = [cell(*each, metres) for each in where]
    south = min(each.south for each in cells)
    north = max(each.south + each.height for each in cells)
    width = width_of(metres, max(abs(south), abs(north)))
    west = min(each.west - each.west % width for each in cells)
    east = max(-(-(each.west + each.width) // width) * width for each in cells)
    if width == CELL_STEPS[-1]:
        west, east = -width // 2, width // 2
    corners = ((south, west), (south, east), (north, east), (north, west), (south, west))
    return tuple(Point(text_of(latitude), text_of(longitude)) for latitude, longitude in corners)


def radius(reported: Figure, around: Point | None, metres: int | None) -> Figure:
    """Return a radius in kilometres around a position that has become the middle of its cell."""
    if reported.state != "stated" or around is None or metres is None:
        return reported
    if reported.unit != "km":
        return Figure("unknown")
    own = math.ceil(Decimal(reported.value) * KILOMETRE / metres) * metres
    more = cell_of(around.latitude, around.longitude, metres).radius
    return Figure("stated", str(math.ceil((own + more) / KILOMETRE)), "km")


def cell_of(latitude: str, longitude: str, metres: int) -> Cell:
    """Return the cell of a position written as decimal degrees.

    Raises:
        ValueError: one of the two is missing, or they are not on the globe.
    """
    if not latitude or not longitude:
        raise ValueError("a position is half known")
    if abs(Decimal(latitude)) > 90 or abs(Decimal(longitude)) > 180:
        raise ValueError("a position is not on the globe")
    return cell(units_of(latitude), units_of(longitude), metres)


def _as_written(reported: When, word: Precision, length: int) -> When:
    """A time of which no instant is known, cut to so many characters; its zone is not said."""
    found = _date_time.fullmatch(reported.text)
    if found is None:
        raise ValueError("a time of report is not written as a date and time")
    text = found[1][:length]
    return When(text, next((each for each, size in _LENGTHS.items() if size == len(text)), word))
