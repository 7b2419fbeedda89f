"""An instant is a count of milliseconds since 1970-01-01T00:00:00Z, always an argument.

What people write has a zone and a precision; both are kept beside the instant, because a report
that says "2017-03-06, time not stated" must never turn into midnight.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Annotated, Literal, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from accordant.errors import MalformedInput

INSTANT_MIN = -2_208_988_800_000  # 1900-01-01T00:00:00Z
INSTANT_MAX = 7_258_118_400_000  # 2200-01-01T00:00:00Z

Instant: TypeAlias = Annotated[int, msgspec.Meta(ge=INSTANT_MIN, le=INSTANT_MAX)]
"""Milliseconds since the epoch, UTC."""

Precision: TypeAlias = Literal["millisecond", "second", "minute", "hour", "day", "month", "year"]


def parse_instant(text: str, *, place: str = "") -> Instant:
    """Return the instant an ISO 8601 / RFC 3339 text with an explicit offset names.

    Raises:
        MalformedInput: no offset (the zone is never guessed), or not a date and time, or
            outside 1900 to 2200.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise MalformedInput(f"`{text[:40]}` is not a date and time", place=place) from None
    if moment.tzinfo is None:
        raise MalformedInput(f"`{text[:40]}` names no zone offset", place=place)
    return from_datetime(moment, place=place)


def from_datetime(moment: datetime, *, place: str = "") -> Instant:
    """Return the instant of an aware datetime, exact to the millisecond."""
    if moment.tzinfo is None:
        raise MalformedInput("a date and time without a zone is not an instant", place=place)
    value = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    if not INSTANT_MIN <= value <= INSTANT_MAX:
        raise MalformedInput("the instant is outside the years 1900 to 2200", place=place)
    return value


def format_instant(instant: Instant, zone: str = "UTC") -> str:
    """Return ISO 8601 text with the offset of the zone, to the second or the millisecond."""
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=instant)
    local = moment.astimezone(load_zone(zone))
    return local.isoformat(timespec="milliseconds" if instant % 1000 else "seconds")


def load_zone(name: str, *, place: str = "") -> ZoneInfo:
    """Return the IANA zone of this name.

    Raises:
        MalformedInput: there is no such zone.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise MalformedInput(f"`{name[:40]}` is not a time zone", place=place) from None


def start_of_day(day: date, zone: str) -> Instant:
    """Return the first instant of a calendar day in a zone."""
    return from_datetime(datetime(day.year, day.month, day.day, tzinfo=load_zone(zone)))


@lru_cache(maxsize=8192)
def day_of(instant: Instant, zone: str) -> date:
    """Return the calendar day an instant falls on in a zone."""
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=instant)
    return moment.astimezone(load_zone(zone)).date()
