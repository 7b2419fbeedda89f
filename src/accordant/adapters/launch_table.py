"""Reads the project's own table of real launches, `accordant/data/launches.toml`.

Strict: an unknown or missing field, a word outside its list, a site without an entry, a time
whose offset is not its zone's, a source row of another date: each is an error with file and
line. Format and credit: docs/launches.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import partial
from importlib import resources
from typing import Annotated, Any, Final, Literal, TypeAlias, TypeVar

import msgspec

from accordant.adapters.launch_row import Outcome, source_of
from accordant.errors import MalformedInput
from accordant.model.instant import format_instant, load_zone, parse_instant
from accordant.model.product import Figure, Launch, Site, When, Word
from accordant.operations.launches import ReportedLaunch, Vehicle, checked

FILE: Final = "launches.toml"
UNVERIFIED: Final = "unverified"  # no second source was opened, or it says otherwise

Quantity: TypeAlias = Annotated[
    str, msgspec.Meta(pattern=r"^(unknown|not-applicable|[0-9]{1,9}(\.[0-9]{1,6})?)\Z")
]
Degrees: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,3}(\.[0-9]{1,9})?\Z")]
At: TypeAlias = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2})?\Z"
    ),
]
RowName: TypeAlias = Annotated[
    str, msgspec.Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2} [a-z0-9-]{1,48}( [1-9][0-9]{0,2})?\Z")
]
Second: TypeAlias = Annotated[
    str, msgspec.Meta(pattern=r"^(unverified|[0-9]{4}-[0-9]{2}-[0-9]{2}: [a-z]+(, [a-z]+)*)\Z")
]
Name: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=120)]

Part = TypeVar("Part")


class _Flight(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    distance: Quantity  # kilometres
    apogee: Quantity  # kilometres
    landing: Word


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    at: At
    system: Name
    site: Word
    outcome: Outcome
    flight: _Flight
    row: RowName
    second: Second
    vehicle: Vehicle = "missile"


class _Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: Name
    latitude: Degrees
    longitude: Degrees


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: Literal["accordant/launch-table/1"]
    zone: Name
    source: Name
    second_source: Name
    site: dict[Word, Any]
    launch: list[Any]


def load() -> tuple[ReportedLaunch, ...]:
    """Return the launches of the package's own table, oldest first."""
    text = resources.files("accordant.data").joinpath(FILE).read_text("utf-8")
    return parse(text, FILE)


def parse(text: str, file: str) -> tuple[ReportedLaunch, ...]:
    """Return the launches of a table's text; `file` names it in places.

    Raises:
        MalformedInput: the text is not TOML or not a table of this format, with file and line.
    """
    lines = _Lines(text, file)
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MalformedInput("the table is not TOML", place=lines.of_error(error)) from None
    except RecursionError:
        raise MalformedInput("the table is nested too deeply", place=file) from None
    table = _convert(document, _Table, lines.of_head)
    load_zone(table.zone, place=lines.of_head("zone"))
    sites = {
        code: _convert(entry, _Place, partial(lines.of_site, code))
        for code, entry in table.site.items()
    }
    return tuple(
        _launch(entry, table, sites, lines, number) for number, entry in enumerate(table.launch)
    )


def _launch(
    entry: Any, table: _Table, sites: dict[str, _Place], lines: _Lines, number: int
) -> ReportedLaunch:
    def place(field: str) -> str:
        return lines.of_launch(number, field)

    line = _convert(entry, _Line, place)
    if line.site not in sites and line.site != "unknown":
        raise MalformedInput("the site has no entry", place=place("site"))
    when = _when(line.at, table.zone, place("at"))
    day, missile, salvo = (*line.row.split(" "), "")[:3]
    time = _time_in_set(when, day, place("row"))
    confirmed = "" if line.second == UNVERIFIED else f"{table.second_source}, {line.second}"
    salvo_number = int(salvo) if salvo else None
    launch = Launch(
        when=when,
        site=_site(line.site, sites),
        system=line.system,
        outcome=line.outcome,
        distance=_figure(line.flight.distance),
        apogee=_figure(line.flight.apogee),
        landing=line.flight.landing,
        salvo_number=salvo_number,
        source=source_of(table.source, day, missile, salvo_number),
        confirmed_by=confirmed,
    )
    return ReportedLaunch(
        place=place(""),
        # The key the file of the public set gives the same row, so that importing that file
        # after this table adds only what is not here. (date, missile, number) occurs once there.
        key=(day, time, missile, salvo, line.site, "1"),
        launch=checked(launch, place=place("")),
        vehicle=line.vehicle,
    )


def _when(text: str, zone: str, place: str) -> When:
    """Date and time to the minute in the table's zone, or the date alone."""
    if "T" not in text:
        parse_instant(f"{text}T00:00Z", place=place)  # a day of the calendar, else refused
        return When(text, "day")
    instant = parse_instant(text, place=place)
    if format_instant(instant, zone) != f"{text[:16]}:00{text[16:]}":
        raise MalformedInput("the offset is not that of the table's zone", place=place)
    return When(text, "minute", zone, instant)


def _time_in_set(when: When, day: str, place: str) -> str:
    """The time as the set's English file writes it; its date must be the one the row names."""
    if when.instant is None:
        stated, time = when.text, "unknown"
    else:
        stated, _, clock = format_instant(when.instant).partition("T")
        time = f"{clock[:5]} (UTC)"
    if stated != day:
        raise MalformedInput("the source row is of another date", place=place)
    return time


def _site(code: str, sites: dict[str, _Place]) -> Site:
    if code == "unknown":
        return Site(code)
    place = sites[code]
    return Site(place.name, place.latitude, place.longitude)


def _figure(text: str) -> Figure:
    if text == "unknown":
        return Figure("unknown")
    if text == "not-applicable":
        return Figure("not-applicable")
    return Figure("stated", text, "km")


# --- where things stand ----------------------------------------------------------------------


def _convert(value: Any, kind: type[Part], place: Callable[[str], str]) -> Part:
    """Return the value as the type asked for; the decoder names the field, never its content."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        reason, _, path = str(error).partition(" - at `$")
        field = re.match(r"\.([a-z_]+)", path)
        raise MalformedInput(reason, place=place(field.group(1) if field else "")) from None


class _Lines:
    """Line numbers of a table's entries, for places; the TOML parser keeps none."""

    def __init__(self, text: str, file: str) -> None:
        self._lines = text.splitlines()
        self._file = file
        self._starts = [
            number for number, line in enumerate(self._lines, 1) if line.strip() == "[[launch]]"
        ]

    def of_head(self, field: str) -> str:
        """The line of a field or table of the head."""
        return self._first(rf"{field}\s*=|\[{field}\]|\[\[{field}\]\]", 1, len(self._lines))

    def of_site(self, code: str, _field: str) -> str:
        """The one line of a site."""
        return self._first(rf"{re.escape(code)}\s*=", 1, len(self._lines))

    def of_launch(self, number: int, field: str) -> str:
        """The line of a field of the launch counted from 0, else the line it starts on."""
        if number >= len(self._starts):
            return self._file
        start = self._starts[number]
        end = (*self._starts[number + 1 :], len(self._lines) + 1)[0]
        return self._first(rf"{field}\s*=", start, end - 1) if field else f"{self._file}:{start}"

    def of_error(self, error: tomllib.TOMLDecodeError) -> str:
        """The line the TOML parser names, else the last."""
        found = re.search(r"at line (\d+)", str(error))
        return f"{self._file}:{found.group(1) if found else len(self._lines)}"

    def _first(self, pattern: str, start: int, end: int) -> str:
        """The place of the first line that matches, else of the first line searched."""
        for number in range(start, end + 1):
            if re.match(pattern, self._lines[number - 1]):
                return f"{self._file}:{number}"
        return f"{self._file}:{start}"
