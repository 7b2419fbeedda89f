"""Tracks of ships from AIS sentences (ITU-R M.1371 in NMEA 0183 lines), decoded by pyais.

Every line is part of a track or refused with its place and reason: a wrong checksum, a part that
never came, a message that is no ship's position, a position the ship did not have. Sentences carry
no date; a time is there only where the receiver wrote one into a tag block (`c:`). The library is
loaded when a file is read, so that no other command waits for it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cache, reduce
from itertools import pairwise
from operator import xor
from typing import Any, Final, NamedTuple

import msgspec

from accordant.canonical import digest_of_bytes
from accordant.errors import MalformedInput, Oversized
from accordant.model.contents.track import POINTS_MAX, Track, TrackPoint
from accordant.model.instant import INSTANT_MAX, Instant
from accordant.operations.intake import IntakeReport, TakenItem
from accordant.operations.launches import RefusedRow

FILE_BYTES_MAX: Final = 16 * 1024 * 1024
LINES_MAX: Final = 200_000
LINE_MAX: Final = 256  # characters, with a tag block; NMEA 0183 has 82 without
PARTS_WAIT: Final = 64  # lines after which a message's missing part is given up
PARTS_MAX: Final = 5  # of one message: M.1371 has at most five slots

NUMBERS: Final = frozenset({int, float})
SHIP_POSITIONS: Final = frozenset({1, 2, 3, 18, 19, 27})
ACCURATE_METRES: Final = 10  # M.1371: the accuracy flag says 10 m or better
COURSE_UNKNOWN, SPEED_UNKNOWN = 3600, 1023  # tenths, M.1371 table 48
SPEED_UNKNOWN_LONG: Final = 630  # of message 27, whole knots: 63

_line = re.compile(
    r"(?:\\(?P<block>[^\\]{1,120})\\)?"
    r"(?P<sentence>[!$][A-Z]{5},(?P<parts>[1-9]),(?P<part>[1-9]),(?P<sequence>[0-9]?),"
    r"(?P<channel>[AB12]?),(?P<payload>[0-w]*),(?P<fill>[0-5])\*(?P<checksum>[0-9A-F]{2}))\s*"
)
_received = re.compile(r"(?:^|,)c:([0-9]{9,13})(?:[,*]|$)")


class _Part(NamedTuple):
    """One sentence that reads."""

    number: int  # of its line
    sentence: bytes
    parts: int
    part: int
    group: tuple[str, str, int]  # sequence, channel, parts: what belongs together
    received: Instant | None


class _Seen(NamedTuple):
    """Where a ship was, by its message, and the lines the message stood on."""

    mmsi: str
    point: TrackPoint


class _Reading:
    """One file while it is read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.refused: dict[int, str] = {}
        self.accepted = 0
        self.waiting: dict[tuple[str, str, int], list[_Part]] = {}
        self.seen: dict[str, list[TrackPoint]] = defaultdict(list)

    def refuse(self, parts: list[_Part], reason: str) -> None:
        """Refuse every line of a message."""
        self.refused.update((each.number, reason) for each in parts)


def read(data: bytes, file: str) -> IntakeReport:
    """Return the report of a file's bytes; `file` names it in places.

    Raises:
        MalformedInput: not ASCII text.
        Oversized: more than 16 MiB or 200,000 lines.
    """
    if len(data) > FILE_BYTES_MAX:
        raise Oversized(f"the file is larger than {FILE_BYTES_MAX} bytes", place=file)
    if not data.isascii():
        raise MalformedInput("the file is not ASCII text", place=file)
    lines = data.splitlines()  # of bytes: at line ends alone, as editors count
    if len(lines) > LINES_MAX:
        raise Oversized(f"the file has more than {LINES_MAX} lines", place=file)
    reading = _Reading(file)
    for number, line in enumerate(lines, start=1):
        _take_line(reading, number, line.decode("ascii"))
    for parts in reading.waiting.values():
        reading.refuse(parts, "a part of the message never came")
    items = tuple(_items(reading, digest_of_bytes(data)))
    refused = tuple(
        RefusedRow(f"{file}, line {number}", reason)
        for number, reason in sorted(reading.refused.items())
    )
    return IntakeReport(items, refused, reading.accepted, _notes(reading))


def _take_line(reading: _Reading, number: int, line: str) -> None:
    try:
        part = _part(number, line)
    except MalformedInput as error:
        reading.refused[number] = error.message
        return
    if reading.waiting:
        _give_up(reading, number)
    if part.parts == 1:
        _take_message(reading, [part])
        return
    parts = reading.waiting.pop(part.group, [])
    if part.part != len(parts) + 1:
        reading.refuse([*parts, part], "the parts of the message are not in order")
        return
    parts = [*parts, part]
    if len(parts) == part.parts:
        _take_message(reading, parts)
    else:
        reading.waiting[part.group] = parts


def _give_up(reading: _Reading, number: int) -> None:
    """Refuse what has waited too long for its next part."""
    for group in [
        each for each, parts in reading.waiting.items() if number - parts[-1].number > PARTS_WAIT
    ]:
        reading.refuse(reading.waiting.pop(group), "a part of the message never came")


def _part(number: int, line: str) -> _Part:
    """A line that is a sentence with its own checksum.

    Raises:
        MalformedInput: the reason, without the line's content.
    """
    found = _line.fullmatch(line) if len(line) <= LINE_MAX else None
    if found is None:
        raise MalformedInput("the line is no sentence")
    sentence = found["sentence"]
    letters = sentence.encode()
    if reduce(xor, letters[1:-3]) != int(found["checksum"], 16):
        raise MalformedInput("the checksum is wrong")
    if sentence[3:6] not in {"VDM", "VDO"}:
        raise MalformedInput("the sentence is no AIS message")
    if not found["payload"]:
        raise MalformedInput("the sentence is empty")
    parts, part = int(found["parts"]), int(found["part"])
    if part > parts or parts > PARTS_MAX:
        raise MalformedInput("the parts of the message are not in order")
    group = (found["sequence"], found["channel"], parts)
    return _Part(number, letters, parts, part, group, _time(found["block"]))


def _time(block: str | None) -> Instant | None:
    """When the receiver says it heard the sentence: seconds or milliseconds since 1970."""
    found = _received.search(block) if block else None
    if found is None:
        return None
    value = int(found[1])
    instant = value if value > 10**11 else value * 1000
    return instant if instant <= INSTANT_MAX else None


def _take_message(reading: _Reading, parts: list[_Part]) -> None:
    try:
        seen = _position(_decoded(parts), parts[0].received)
    except MalformedInput as error:
        reading.refuse(parts, error.message)
        return
    reading.seen[seen.mmsi].append(seen.point)
    reading.accepted += len(parts)


def _decoded(parts: list[_Part]) -> Any:
    """The message in these sentences, as the library reads it."""
    decode, errors = _library()
    try:
        return decode(*(each.sentence for each in parts))
    except errors:
        raise MalformedInput("the message does not decode") from None


@cache
def _library() -> tuple[Callable[..., Any], tuple[type[Exception], ...]]:
    """The library's decoder and what it may raise, loaded when first needed."""
    from pyais import decode  # noqa: PLC0415 - no other command waits for it
    from pyais.exceptions import AISBaseException  # noqa: PLC0415

    return decode, (
        AISBaseException, ValueError, IndexError, KeyError, TypeError, OverflowError,
    )  # fmt: skip


def _position(message: Any, received: Instant | None) -> _Seen:
    """Where the ship says it was.

    Raises:
        MalformedInput: no ship's position, or not available.
    """
    if message.msg_type not in SHIP_POSITIONS:
        raise MalformedInput(f"a message of type {message.msg_type} is no ship's position")
    stated = (message.lat, message.lon, message.course, message.speed)
    if not all(type(each) in NUMBERS for each in stated):
        raise MalformedInput("the message is cut short")
    latitude, longitude = message.lat, message.lon
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise MalformedInput("the ship has no position")
    mmsi = str(message.mmsi).zfill(9)
    if len(mmsi) != 9 or not mmsi.isdecimal():
        raise MalformedInput("the ship has no number")
    course, speed = round(message.course * 10), round(message.speed * 10)
    unknown = SPEED_UNKNOWN_LONG if message.msg_type == 27 else SPEED_UNKNOWN
    fields = {
        "at": received,
        "latitude": f"{latitude:.6f}",
        "longitude": f"{longitude:.6f}",
        "accuracy": ACCURATE_METRES if message.accuracy else None,
        "course": course if 0 <= course < COURSE_UNKNOWN else None,
        "speed": speed if 0 <= speed < unknown else None,
    }
    try:
        return _Seen(mmsi, msgspec.convert(fields, TrackPoint))  # converting checks every bound
    except msgspec.ValidationError:
        raise MalformedInput("a field is outside its bounds") from None


def _items(reading: _Reading, digest: str) -> Iterator[TakenItem]:
    """A track for each ship, in as many items as its positions need."""
    for mmsi, points in reading.seen.items():
        for part, start in enumerate(range(0, len(points), POINTS_MAX), start=1):
            chosen = _in_order(points[start : start + POINTS_MAX])
            track = Track(
                domain="surface",
                name="unknown",
                points=tuple(chosen),
                mmsi=mmsi,
                source="AIS, as broadcast and not verified",
            )
            place = f"{reading.file}, track {part} of a ship"
            yield TakenItem(place, ("ais", digest, mmsi, str(part)), track)


def _in_order(points: list[TrackPoint]) -> list[TrackPoint]:
    """The positions as heard; where their times go back, without the times that do not hold."""
    known = [point.at for point in points if point.at is not None]
    if all(first <= second for first, second in pairwise(known)):
        return points
    if len(known) == len(points):
        return sorted(points, key=lambda point: point.at or 0)
    return [TrackPoint(None, *_rest(point)) for point in points]


def _rest(point: TrackPoint) -> tuple[Any, ...]:
    return (point.latitude, point.longitude, point.accuracy, point.course, point.speed)


def _notes(reading: _Reading) -> tuple[str, ...]:
    counted = Counter(point.at is None for points in reading.seen.values() for point in points)
    if not counted[True]:
        return ()
    return (f"{counted[True]} positions have no time: the sentences carry none",)
