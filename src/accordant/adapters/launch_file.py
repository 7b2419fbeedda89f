"""Reads the public set of launches: one JSON file of year bins, and two files of names beside it.

Every row is accepted or refused with its place and reason; a file that cannot be read at all is
an error of the officer's branch. Nothing is repaired, merged or guessed: rows alike are separate
launches. The set, its credit and its quirks: docs/launches.md.
"""

from __future__ import annotations

import json
import re
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar

import msgspec

from accordant.adapters.launch_row import (
    Catalogue,
    Missile,
    NotANumber,
    NumberText,
    RepeatedField,
    Row,
    read_row,
)
from accordant.canonical import digest_of_bytes
from accordant.errors import MalformedInput, Oversized
from accordant.model.product import Site
from accordant.operations.launches import (
    LaunchReport,
    RefusedRow,
    ReportedLaunch,
    Vehicle,
    checked,
)

FILE_BYTES_MAX: Final = 16 * 1024 * 1024  # the set of April 2026 has 0.3 MB
ROWS_MAX: Final = 100_000  # the set of April 2026 has 339
FILE_NAME_MAX: Final = 80  # characters of a file's name kept in places and sources
NAME_MAX: Final = 120  # characters of a system's name
EDITION_DIGITS: Final = 12  # of the file's digest, in a source: which edition was read
YEARS: Final = range(1900, 2200)
SATELLITE_LAUNCHER: Final = "SLV"

Progress: TypeAlias = Callable[[int, int], None]
"""Told after each row: how many are done, of how many."""

Named = TypeVar("Named")

_language = re.compile(r".+\.([a-z]{2})\.json")  # of `test.ja.json`


def read(path: Path, progress: Progress | None = None) -> LaunchReport:
    """Return the report of a file such as `test.en.json`, with the names beside it if present.

    Beside it means `facility.en.json` and `missile.en.json` in the same folder, or the same names
    in the file's own language (`facility.ja.json` for `test.ja.json`), which come first. Without
    them sites and systems are reported by their codes, and a note of the report says so.

    Raises:
        MalformedInput: a file cannot be opened, is not JSON or not of this format.
        Oversized: a file is larger than 16 MiB or has more than 100,000 rows.
    """
    data = _bytes(path)
    sites = _beside(path, "facility")
    missiles = _beside(path, "missile")
    catalogue = Catalogue(
        sites=_sites(sites) if sites else None,
        missiles=_missiles(missiles) if missiles else None,
    )
    return report(data, _name(path), catalogue, progress)


def report(
    data: bytes,
    file: str,
    catalogue: Catalogue = Catalogue(),  # noqa: B008 - frozen
    progress: Progress | None = None,
) -> LaunchReport:
    """Return the report of a file's bytes; `file` names it in places and sources.

    A bin without a readable year and list of rows counts as one refused row.

    Raises:
        MalformedInput: not JSON, or no object with just the list `timeBins`.
        Oversized: more than 16 MiB, or more than 100,000 rows.
    """
    document = f"CNS/NTI set, {file}, SHA-256 {digest_of_bytes(data)[:EDITION_DIGITS]}"
    items = list(islice(_rows(_bins(data, file), file, document), ROWS_MAX + 1))
    if len(items) > ROWS_MAX:
        raise Oversized(f"the file has more than {ROWS_MAX} rows", place=file)
    accepted: list[ReportedLaunch] = []
    refused: list[RefusedRow] = []
    alike: Counter[tuple[str, ...]] = Counter()
    for done, item in enumerate(items, start=1):
        taken = item if isinstance(item, RefusedRow) else _take(item, catalogue)
        if isinstance(taken, RefusedRow):
            refused.append(taken)
        else:
            alike[taken.key] += 1
            key = (*taken.key, str(alike[taken.key]))
            accepted.append(msgspec.structs.replace(taken, key=key))
        if progress:
            progress(done, len(items))
    return LaunchReport(tuple(accepted), tuple(refused), _notes(catalogue))


def _take(row: Row, catalogue: Catalogue) -> ReportedLaunch | RefusedRow:
    try:
        return read_row(row, catalogue)
    except MalformedInput as error:
        return RefusedRow(row.place, error.message)


def _notes(catalogue: Catalogue) -> tuple[str, ...]:
    missing = []
    if catalogue.sites is None:
        missing.append("no file of facilities beside it: sites are codes, without position")
    if catalogue.missiles is None:
        missing.append(
            "no file of missiles beside it: systems are codes, satellite launchers not told apart"
        )
    return tuple(missing)


# --- bins and rows ---------------------------------------------------------------------------


def _bins(data: bytes, file: str) -> list[Any]:
    document = _parse(data, file)
    if not isinstance(document, dict) or document.keys() != {"timeBins"}:
        raise MalformedInput("not an object with just the field timeBins", place=file)
    bins = document["timeBins"]
    if not isinstance(bins, list):
        raise MalformedInput("timeBins is not a list", place=file)
    return bins


def _rows(bins: list[Any], file: str, document: str) -> Iterator[Row | RefusedRow]:
    """Every row with its place; places count bins and rows from 1."""
    for number, year_bin in enumerate(bins, start=1):
        place = f"{file}, bin {number}"
        if not isinstance(year_bin, dict) or year_bin.keys() != {"year", "data"}:
            yield RefusedRow(place, "the bin is not an object with just a year and data")
            continue
        year, rows = year_bin["year"], year_bin["data"]
        if not isinstance(year, NumberText) or not _is_year(year):
            yield RefusedRow(place, "the bin's year is not a year")
        elif not isinstance(rows, list):
            yield RefusedRow(place, "the bin's data is not a list")
        else:
            for index, fields in enumerate(rows, start=1):
                place = f"{file}, year {year}, row {index}"
                yield Row(document, place, int(year), fields)


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdecimal() and int(text) in YEARS


# --- the names beside it ---------------------------------------------------------------------


def _beside(path: Path, kind: str) -> Path | None:
    """The file of names in the same folder and language, else in English, else none."""
    own = _language.fullmatch(path.name)
    for language in (own.group(1) if own else "en", "en"):
        found = path.with_name(f"{kind}.{language}.json")
        if found.exists():
            return found
    return None


def _sites(path: Path) -> dict[str, Site]:
    file = _name(path)
    document = _parse(_bytes(path), file)
    if not isinstance(document, dict) or document.keys() != {"facilities"}:
        raise MalformedInput("not an object with just the field facilities", place=file)
    return _named(document["facilities"], file, {"name", "lat", "lon"}, _site)


def _missiles(path: Path) -> dict[str, Missile]:
    file = _name(path)
    return _named(_parse(_bytes(path), file), file, {"name", "type"}, _missile)


def _named(
    document: Any, file: str, required: set[str], make: Callable[[dict[str, str], str], Named]
) -> dict[str, Named]:
    """The entries of a file of names, each an object of texts and numbers."""
    if not isinstance(document, dict):
        raise MalformedInput("not an object of entries", place=file)
    entries = {}
    for number, (code, entry) in enumerate(document.items(), start=1):
        place = f"{file}, entry {number}"
        if not isinstance(entry, dict) or not required <= entry.keys():
            fields = ", ".join(sorted(required))
            raise MalformedInput(f"the entry is not an object with {fields}", place=place)
        if not all(isinstance(entry[field], str) for field in required):
            raise MalformedInput("a field of the entry has the wrong type", place=place)
        if isinstance(entry["name"], NumberText) or not entry["name"].isprintable():
            raise MalformedInput("the name is not printable text", place=place)
        entries[code] = make(entry, place)
    return entries


def _site(entry: dict[str, str], place: str) -> Site:
    """The site, its position as the text given, within what decimal degrees can be."""
    latitude, longitude = str(entry["lat"]), str(entry["lon"])
    site = checked(Site(entry["name"], latitude, longitude), place=place)
    if not (latitude and longitude) or abs(float(latitude)) > 90 or abs(float(longitude)) > 180:
        raise MalformedInput("the position is not on the globe", place=place)
    return site


def _missile(entry: dict[str, str], place: str) -> Missile:
    """The type; its name must fit what a launch calls its system."""
    if not 0 < len(entry["name"]) <= NAME_MAX:
        raise MalformedInput(f"the name has not 1 to {NAME_MAX} characters", place=place)
    vehicle: Vehicle = "space-launch" if entry["type"] == SATELLITE_LAUNCHER else "missile"
    return Missile(entry["name"], vehicle)


# --- files and JSON --------------------------------------------------------------------------


def _name(path: Path) -> str:
    """The file's name as it may stand in a place: printable and of bounded length."""
    name = "".join(letter if letter.isprintable() else "?" for letter in path.name or str(path))
    return name[:FILE_NAME_MAX]


def _bytes(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise MalformedInput("not a file", place=_name(path))
        with path.open("rb") as file:
            return file.read(FILE_BYTES_MAX + 1)
    except (OSError, ValueError):
        raise MalformedInput("the file cannot be opened", place=_name(path)) from None


def _parse(data: bytes, file: str) -> Any:
    """Parse JSON with numbers as their text, and with what is not JSON marked where it stands."""
    if len(data) > FILE_BYTES_MAX:
        raise Oversized(f"the file is larger than {FILE_BYTES_MAX} bytes", place=file)
    try:
        return json.loads(
            data.decode("utf-8"),
            parse_float=NumberText,
            parse_int=NumberText,
            parse_constant=lambda _: NotANumber(),
            object_pairs_hook=_object,
        )
    except UnicodeDecodeError:
        raise MalformedInput("the file is not UTF-8", place=file) from None
    except json.JSONDecodeError as error:
        place = f"{file}:{error.lineno}"
        raise MalformedInput("the file is not JSON", place=place) from None
    except RecursionError:
        raise MalformedInput("the file is nested too deeply", place=file) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any] | RepeatedField:
    fields = dict(pairs)
    return fields if len(fields) == len(pairs) else RepeatedField()
