"""One row of the public set of launches, from JSON to a launch or a reason.

The set is the CNS North Korea Missile Test Database (James Martin Center for Nonproliferation
Studies / Nuclear Threat Initiative) as published in JSON by nagix/nk-missile-tests. Its fields:
docs/launches.md. What is not read: `bearing` (not from CNS, and 90 may be a filler), `glide` and
`description` (its author's prose). Unknown stays unknown, not applicable stays so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Final, Literal, TypeAlias, TypeVar

import msgspec

from accordant.errors import MalformedInput
from accordant.model.instant import from_datetime
from accordant.model.product import Figure, Launch, Site, When
from accordant.operations.launches import ReportedLaunch, Vehicle, checked

Outcome: TypeAlias = Literal["success", "failure", "unknown"]
Choice = TypeVar("Choice", bound=str)

TEXT_MAX: Final = 20_000  # characters of any text in a row; the longest published has 1,648
YEAR_MIN, YEAR_MAX = 1900, 2199  # what an instant of this project can hold
SALVO_MAX: Final = 999

ZONES: Final = {"UTC": ("UTC", 0), "JST": ("Asia/Tokyo", 9)}  # name, hours ahead of UTC
OUTCOMES: Final[dict[str, Outcome]] = {
    "success": "success",
    "failure": "failure",
    "unknown": "unknown",
}
LANDINGS: Final = {
    "sea-of-japan": "sea-of-japan",
    "yellow-sea": "yellow-sea",
    "pacific-ocean": "pacific-ocean",
    "north-korea": "north-korea",
    "unknown": "unknown",
    "na": "not-applicable",
}
REQUIRED: Final = frozenset(
    ("date", "time", "missile", "facility", "landing", "apogee", "distance", "outcome")
)
NOT_READ: Final = frozenset(("bearing", "glide", "description"))
KNOWN: Final = REQUIRED | NOT_READ | {"series"}

_date = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")  # ASCII digits only
_time = re.compile(r"([0-9]{2}):([0-9]{2}) \((UTC|JST)\)")
_code = re.compile(r"[a-z0-9][a-z0-9-]{0,47}")
_figure = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")
_salvo = re.compile(r"[1-9][0-9]{0,2}")


class NumberText(str):
    """A JSON number as the text it was written with: 2111.5 stays "2111.5", never a float."""

    __slots__ = ()


class NotANumber:
    """Stands where a file has NaN or Infinity, which JSON does not have."""


class RepeatedField:
    """Stands where a file has an object with the same field twice: no reading of it is right."""


class Missile(msgspec.Struct, frozen=True):
    """A missile type of the set: its name as reported, and whether it launches satellites."""

    name: str
    vehicle: Vehicle


class Catalogue(msgspec.Struct, frozen=True):
    """What the codes in a row stand for; None where that file was not beside the rows."""

    sites: dict[str, Site] | None = None
    missiles: dict[str, Missile] | None = None


class Row(msgspec.Struct, frozen=True):
    """A row as it stands: in which document, where, the year of its bin, what JSON says."""

    document: str
    place: str
    year: int
    fields: Any


def read_row(row: Row, catalogue: Catalogue) -> ReportedLaunch:
    """Return the launch the row reports; its key still lacks which of several alike it is.

    Raises:
        MalformedInput: the first reason why the row cannot be taken, without its content.
    """
    fields = _fields(row.fields)
    code = _word(fields, "missile")
    missile = _missile(code, catalogue)
    facility = _word(fields, "facility")
    salvo = _salvo_number(fields)
    launch = Launch(
        when=_when(fields, row.year),
        site=_site(facility, catalogue),
        system=missile.name,
        outcome=_choice(fields, "outcome", OUTCOMES),
        distance=_kilometres(fields, "distance"),
        apogee=_kilometres(fields, "apogee"),
        landing=_choice(fields, "landing", LANDINGS),
        salvo_number=salvo,
        source=source_of(row.document, fields["date"], code, salvo),
    )
    return ReportedLaunch(
        place=row.place,
        key=(fields["date"], fields["time"], code, str(salvo or ""), facility),
        launch=checked(launch, place=row.place),
        vehicle=missile.vehicle,
    )


def source_of(document: str, day: str, missile: str, salvo: int | None) -> str:
    """Return the words that name one row of the set: document, date, missile code, number."""
    return f"{document}, row {day} {missile}" + (f" {salvo}" if salvo else "")


def _fields(value: Any) -> dict[str, Any]:
    """The row as a mapping with every required field, no unknown one, and no flaw anywhere."""
    if isinstance(value, RepeatedField):
        raise MalformedInput("a field stands twice")
    if not isinstance(value, dict):
        raise MalformedInput("the row is not an object")
    flaw = _flaw(value)
    if flaw:
        raise MalformedInput(flaw)
    for name in sorted(REQUIRED):
        if name not in value:
            raise MalformedInput(f"{name} is missing")
    if value.keys() - KNOWN:
        raise MalformedInput("the row has a field this format does not have")
    return value


def _flaw(value: Any) -> str:
    """What makes a row unfit as a whole, also in the fields that are not read; or nothing.

    Walks without recursion, so that no nesting can exhaust the stack.
    """
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting += [*part.keys(), *part.values()]
        elif isinstance(part, list):
            waiting += part
        elif isinstance(part, RepeatedField):
            return "a field stands twice"
        elif isinstance(part, NotANumber):
            return "NaN and Infinity are not JSON"
        elif isinstance(part, str) and len(part) > TEXT_MAX:
            return f"a text is longer than {TEXT_MAX} characters"
        elif isinstance(part, str) and "\0" in part:
            return "a text holds a null character"
    return ""


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields[name]
    if not isinstance(value, str) or isinstance(value, NumberText):
        raise MalformedInput(f"{name} is not a text")
    return value


def _word(fields: dict[str, Any], name: str) -> str:
    value = _text(fields, name)
    if not _code.fullmatch(value):
        raise MalformedInput(f"{name} is not a code of the set")
    return value


def _choice(fields: dict[str, Any], name: str, choices: Mapping[str, Choice]) -> Choice:
    try:
        return choices[_text(fields, name)]
    except KeyError:
        raise MalformedInput(f"{name} is not a word of the set") from None


def _kilometres(fields: dict[str, Any], name: str) -> Figure:
    """A number, written as a number or as text (the set changed in May 2024), or why none."""
    value = fields[name]
    if not isinstance(value, str):
        raise MalformedInput(f"{name} is neither a number nor a text")
    if value == "unknown":
        return Figure("unknown")
    if value == "na":
        return Figure("not-applicable")
    if not _figure.fullmatch(value):
        raise MalformedInput(f"{name} is not a number of kilometres")
    return Figure("stated", str(value), "km")


def _salvo_number(fields: dict[str, Any]) -> int | None:
    value = fields.get("series")
    if "series" not in fields:
        return None
    if not isinstance(value, NumberText) or not _salvo.fullmatch(value):
        raise MalformedInput(f"series is not a whole number from 1 to {SALVO_MAX}")
    return int(value)


def _missile(code: str, catalogue: Catalogue) -> Missile:
    """The type by its name as reported; by its code where the names are not at hand."""
    if code == "unknown" or catalogue.missiles is None:
        return Missile(code, "missile")
    if code not in catalogue.missiles:
        raise MalformedInput("missile is a code the file of missiles does not have")
    return catalogue.missiles[code]


def _site(code: str, catalogue: Catalogue) -> Site:
    """The place; an unknown one has none, whatever position the set fills in for it."""
    if code == "unknown" or catalogue.sites is None:
        return Site(code)
    if code not in catalogue.sites:
        raise MalformedInput("facility is a code the file of facilities does not have")
    return catalogue.sites[code]


def _when(fields: dict[str, Any], year: int) -> When:
    """Date and time as reported: never more precise than the row, and no zone it does not say."""
    day, precision = _day(_text(fields, "date"))
    time = _text(fields, "time")
    if time == "unknown":
        if day.year != year:
            raise MalformedInput("date is not in the year of its bin")
        return When(fields["date"], precision)
    if precision != "day":
        raise MalformedInput("time is given where the day is not")
    zone, moment = _moment(day, time)
    # Bins are by UTC year, so a time in Japan on New Year's Day stands in the year before.
    if moment.astimezone(UTC).year != year:
        raise MalformedInput("date is not in the year of its bin")
    text = moment.isoformat(timespec="minutes").replace("+00:00", "Z")
    return When(text, "minute", zone, from_datetime(moment))


def _day(text: str) -> tuple[date, Literal["day", "month"]]:
    found = _date.fullmatch(text)
    if not found:
        raise MalformedInput("date is not written YYYY-MM-DD or YYYY-MM")
    year, month, day = found.groups()
    if not YEAR_MIN <= int(year) <= YEAR_MAX:
        raise MalformedInput(f"date is outside the years {YEAR_MIN} to {YEAR_MAX}")
    try:
        return date(int(year), int(month), int(day or 1)), "day" if day else "month"
    except ValueError:
        raise MalformedInput("date is not a day of the calendar") from None


def _moment(day: date, text: str) -> tuple[str, datetime]:
    found = _time.fullmatch(text)
    if not found:
        raise MalformedInput("time is not written HH:MM (UTC) or HH:MM (JST)")
    hour, minute, zone = found.groups()
    if int(hour) > 23 or int(minute) > 59:
        raise MalformedInput("time is not a time of day")
    name, ahead = ZONES[zone]
    offset = timezone(timedelta(hours=ahead))
    return name, datetime(day.year, day.month, day.day, int(hour), int(minute), tzinfo=offset)
