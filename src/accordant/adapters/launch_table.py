"""Reads the project's own table of real launches, `accordant/data/launches.toml`.

Strict: an unknown or missing field, a word outside its list, a site without an entry, a time
whose offset is not its zone's, a source row of another date: each is an error with file and
line. Format and credit: docs/launches.md.
"""

from __future__ import annotations

from functools import partial
from importlib import resources
from typing import Annotated, Any, Final, Literal, TypeAlias

import msgspec

from accordant.adapters.launch_row import Outcome, source_of
from accordant.adapters.table_lines import Lines, convert
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
    lines = Lines(text, file, "launch")
    table = convert(lines.document(text), _Table, lines.of_head)
    load_zone(table.zone, place=lines.of_head("zone"))
    sites = {
        code: convert(entry, _Place, partial(_of_site, lines, code))
        for code, entry in table.site.items()
    }
    return tuple(
        _launch(entry, table, sites, lines, number) for number, entry in enumerate(table.launch)
    )


def _of_site(lines: Lines, code: str, _field: str) -> str:
    """A site stands on one line, whichever field of it is at fault."""
    return lines.of_key(code)


def _launch(
    entry: Any, table: _Table, sites: dict[str, _Place], lines: Lines, number: int
) -> ReportedLaunch:
    def place(field: str) -> str:
        return lines.of_entry(number, field)

    line = convert(entry, _Line, place)
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
