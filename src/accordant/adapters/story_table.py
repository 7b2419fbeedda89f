"""Reads facts of agreements from tables in TOML: the packaged story, or a user's own file.

Strict: an unknown or missing field, a day without a zone, an offset that is not the zone's, a
name that stands twice, a source without an entry, a fact that acts on one that is not there: each
is an error with file and line. Format, sources and disagreements: docs/story.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import partial
from importlib import resources
from operator import attrgetter
from pathlib import Path
from typing import Annotated, Any, Final, Literal, NamedTuple, TypeAlias

import msgspec

from accordant.adapters.table_lines import Lines, convert
from accordant.errors import MalformedInput, Oversized
from accordant.model.fact import Confidence, Fact, fault_of
from accordant.model.instant import (
    Instant,
    Precision,
    format_instant,
    from_datetime,
    load_zone,
    parse_instant,
)
from accordant.model.product import Short, Word

FOLDER: Final = "story"
SIZE_MAX: Final = 4 * 1024 * 1024  # bytes of one file
FACTS_MAX: Final = 10_000  # of one file

Stamp: TypeAlias = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?"
        r"[+-][0-9]{2}:[0-9]{2})?)?)?\Z"
    ),
]
"""A year, month or day of the zone named beside it, or a time with its offset; no finer than the
source."""

Source: TypeAlias = Annotated[
    str, msgspec.Meta(pattern=r"^[^\x00-\x1f\x7f-\x9f]+\Z", max_length=300)
]

_PRECISIONS: Mapping[int, Precision] = {4: "year", 7: "month", 10: "day", 22: "minute"}
_OWN: Final = frozenset({"at", "zone", "precision", "effect", "learnt", "source"})


class _Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: Literal["accordant/story/1"]
    source: dict[Word, Source]
    fact: Annotated[list[Any], msgspec.Meta(max_length=FACTS_MAX)]


class _Stamped(msgspec.Struct, frozen=True):
    """The fields that are written otherwise here than in a fact; the rest is the fact's own."""

    at: Stamp
    zone: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    source: Annotated[tuple[Word, ...], msgspec.Meta(min_length=1, max_length=6)]
    confidence: Confidence
    precision: Literal["hour"] | None = None
    effect: Stamp | None = None
    learnt: Stamp | None = None


class _Placed(NamedTuple):
    """A fact and where its fields stand."""

    fact: Fact
    place: Callable[[str], str]


def load() -> tuple[Fact, ...]:
    """Return the packaged story: every fact of every file, in order of time."""
    folder = resources.files("accordant.data").joinpath(FOLDER)
    files = sorted((each for each in folder.iterdir()), key=lambda each: each.name)
    placed = [
        each
        for file in files
        if file.name.endswith(".toml")
        for each in _parse(file.read_text("utf-8"), f"{FOLDER}/{file.name}")
    ]
    return _joined(placed, ())


def read_file(path: Path, known: Iterable[Fact] = ()) -> tuple[Fact, ...]:
    """Return the facts of a user's own file, in order of time.

    Args:
        path: the file.
        known: facts already recorded, which those of the file may act on.

    Raises:
        MalformedInput: it cannot be read or is not a table of this format, with file and line.
        Oversized: it is over SIZE_MAX.
    """
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_MAX + 1)
    except OSError:
        raise MalformedInput("the file cannot be read", place=path.name) from None
    if len(data) > SIZE_MAX:
        raise Oversized("the file is over 4 MiB", place=path.name)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise MalformedInput("the file is not UTF-8 text", place=path.name) from None
    return parse(text, path.name, known)


def parse(text: str, file: str, known: Iterable[Fact] = ()) -> tuple[Fact, ...]:
    """Return the facts of a table's text, in order of time; `file` names it in places.

    Raises:
        MalformedInput: the text is not TOML or not a table of this format, with file and line.
    """
    return _joined(_parse(text, file), known)


def _parse(text: str, file: str) -> list[_Placed]:
    lines = Lines(text, file, "fact")
    head = convert(lines.document(text), _Head, lines.of_head)
    return [
        _placed(entry, head.source, partial(lines.of_entry, number))
        for number, entry in enumerate(head.fact)
    ]


def _placed(entry: Any, sources: Mapping[str, str], place: Callable[[str], str]) -> _Placed:
    stamped = convert(entry, _Stamped, place)
    if "format" in entry:
        raise MalformedInput("a fact of a table does not state its format", place=place("format"))
    load_zone(stamped.zone, place=place("zone"))
    at, precision = _at(stamped, place("at"))
    fields = {name: value for name, value in entry.items() if name not in _OWN}
    for name in ("effect", "learnt"):
        stamp = getattr(stamped, name)
        if stamp is not None:
            fields[name] = _instant(stamp, stamped.zone, place(name))[0]
    said = _source(stamped.source, sources, place("source"))
    fields |= {"at": at, "zone": stamped.zone, "precision": precision, "source": said}
    fact = convert(fields, Fact, place)
    fault = fault_of(fact)
    if fault:
        raise MalformedInput(fault, place=place(""))
    return _Placed(fact, place)


def _source(names: Iterable[str], sources: Mapping[str, str], place: str) -> str:
    """The sources in full, for a fact is read without its table."""
    for name in names:
        if name not in sources:
            raise MalformedInput(f"`{name}` is no entry of [source]", place=place)
    said = "; ".join(sources[name] for name in names)
    try:
        return msgspec.convert(said, Short)
    except msgspec.ValidationError:
        raise MalformedInput("the sources are too long together", place=place) from None


def _at(stamped: _Stamped, place: str) -> tuple[Instant, Precision]:
    """The instant and its precision; a time to the minute can be told to be near the hour only."""
    at, precision = _instant(stamped.at, stamped.zone, place)
    if stamped.precision is None:
        return at, precision
    if precision != "minute":
        raise MalformedInput("only a time of day is about the hour", place=place)
    return at, stamped.precision


def _instant(text: str, zone: str, place: str) -> tuple[Instant, Precision]:
    """The instant a stamp names: of a year, month or day its first in the zone."""
    precision = _PRECISIONS.get(len(text), "second")
    if "T" in text:
        instant = parse_instant(text, place=place)
        whole = text if precision == "second" else re.sub(r"(T..:..)", r"\1:00", text)
        if format_instant(instant, zone) != whole:
            raise MalformedInput("the offset is not that of the zone", place=place)
        return instant, precision
    try:
        day = date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        raise MalformedInput(f"`{text}` is no day of the calendar", place=place) from None
    first = datetime(day.year, day.month, day.day, tzinfo=load_zone(zone))
    return from_datetime(first, place=place), precision


def _joined(placed: Iterable[_Placed], known: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts that fit together: names stand once, and what is acted on is there."""
    facts: dict[str, _Placed] = {}
    for each in placed:
        first = facts.setdefault(each.fact.name, each)
        if first is not each:
            raise MalformedInput(
                f"the name stands already at {first.place('name')}", place=each.place("name")
            )
    there = {fact.name: fact for fact in known} | {name: each.fact for name, each in facts.items()}
    for fact, place in facts.values():
        _check_of(fact, there, place("of"))
    # At one instant they stay in the order of their table, which is how the thing went.
    return tuple(sorted((each.fact for each in facts.values()), key=attrgetter("at")))


def _check_of(fact: Fact, there: Mapping[str, Fact], place: str) -> None:
    if fact.of is None:
        return
    if fact.of not in there or fact.of == fact.name:
        raise MalformedInput("it acts on a fact that is not there", place=place)
    if there[fact.of].instrument != fact.instrument:
        raise MalformedInput("it acts on a fact of another instrument", place=place)
