"""Times and places as reported, made coarser; what cannot be read for certain is not guessed.

A place's name goes with its position: "the pier at Sinpo" says more than any cell.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from accordant.model.instant import Precision, format_instant
from accordant.model.reported import Figure, Point, Site, When
from accordant.versions.grid import (
    DEGREE,
    Cell,
    beginning,
    cell,
    length_step,
    text_of,
    units_of,
    wider,
    width_of,
)

KILOMETRE = 1_000  # metres
INSIDE = 7  # units: an edge moved so far in stays in its cell when it is rounded to be written
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
        return When(format_instant(reported.instant)[:length], word)
    at = beginning(reported.instant, step)
    text = format_instant(at)[:length]
    return When(text if length == _LENGTHS["day"] else f"{text}Z", word, "UTC", at)


def plain(reported: When) -> When:
    """Return a time of report of which no word but the time itself is left.

    Raises:
        ValueError: its text is no time.
    """
    if reported.text not in {"", "unknown"} and not _date_time.fullmatch(reported.text):
        raise ValueError("a time of report is not written as a date and time")
    return replace(reported, zone="")


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
    """Return a piece of ground as the rectangle of all cells it touches, the short way round.

    The corners of a ring are many positions of one thing; each in a cell of its own, they would
    tell together where the ring lies far better than one cell does.

    Raises:
        ValueError: it reaches more than half round the globe, so that its inside is not known.
    """
    if metres is None:
        return reported
    cells = [cell_of(each.latitude, each.longitude, metres) for each in reported]
    south = min(each.south for each in cells)
    north = max(each.south + each.height for each in cells)
    west, east = _columns(cells, width_of(metres, max(abs(south), abs(north))))
    south, west, north, east = south + INSIDE, west + INSIDE, north - INSIDE, east - INSIDE
    corners = ((south, west), (south, east), (north, east), (north, west), (south, west))
    return tuple(Point(text_of(latitude), text_of(longitude)) for latitude, longitude in corners)


def _columns(cells: Sequence[Cell], width: int) -> tuple[int, int]:
    """The western and the eastern edge of the shortest row of columns that holds all cells."""
    half = 180 * DEGREE
    count = 2 * half // width
    taken = sorted({(each.west + half) // width for each in cells})
    following = [*taken[1:], taken[0] + count]
    gaps = [later - earlier for earlier, later in zip(taken, following, strict=True)]
    last = gaps.index(max(gaps))
    columns = count - gaps[last] + 1
    if count > 1 and columns > count // 2:
        raise ValueError("a footprint reaches more than half round the globe")
    west = following[last] % count * width - half
    east = west + columns * width
    return west, east if east <= half else east - 2 * half


def radius(reported: Figure, around: Point | None, metres: int | None) -> Figure:
    """Return a radius in kilometres around a position that has become the middle of its cell.

    Raises:
        ValueError: it is not in kilometres.
    """
    if reported.state != "stated" or around is None or metres is None:
        return reported
    found = cell_of(around.latitude, around.longitude, metres)
    return _kilometres(wider(math.ceil(_metres(reported)), found))


def length(reported: Figure, metres: int | None) -> Figure:
    """Return a range in kilometres as the beginning of its step.

    Raises:
        ValueError: it is not in kilometres.
    """
    if reported.state != "stated" or metres is None:
        return reported
    step = length_step(metres)
    return _kilometres(math.floor(_metres(reported) / step) * step)


def _metres(reported: Figure) -> Decimal:
    if reported.unit != "km":
        raise ValueError("a length is not in kilometres")
    return Decimal(reported.value) * KILOMETRE


def _kilometres(metres: int) -> Figure:
    whole, part = divmod(metres, KILOMETRE)
    return Figure("stated", f"{whole}.{part:03d}".rstrip("0").rstrip("."), "km")


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
