"""Places and tracks from GeoJSON (RFC 7946): one product for each feature, or a reason.

A line is a track, a point a track of one position, a polygon the footprint of a picture. Read from
`properties`: `name`, `mmsi`, `imo`, `domain`, `times` (as many as positions) or `time`,
`accuracy_metres`, `source`; of a polygon `taken`, `sensor`, `platform`, `resolution_metres`,
`interpretation`. Anything else is not read, and the report says so. No time is made up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NamedTuple, TypeVar

import msgspec

from accordant.adapters import strict_json
from accordant.adapters.strict_json import NumberText
from accordant.canonical import digest_of_bytes
from accordant.errors import AccordantError, MalformedInput, Oversized
from accordant.model.contents.imagery import Imagery
from accordant.model.contents.track import POINTS_MAX, Track, TrackPoint
from accordant.model.instant import Instant, parse_instant
from accordant.model.product import Figure, When
from accordant.model.reported import DEGREES_DECIMALS_MAX, Point
from accordant.operations.intake import IntakeReport, TakenItem, reason_of
from accordant.operations.launches import RefusedRow

FILE_BYTES_MAX: Final = 16 * 1024 * 1024
FEATURES_MAX: Final = 10_000
LATITUDE_MAX, LONGITUDE_MAX = 90, 180  # degrees
_STEP = Decimal(1).scaleb(-DEGREES_DECIMALS_MAX)
LINE_NAMES: Final = frozenset(
    ("name", "mmsi", "imo", "domain", "times", "time", "accuracy_metres", "source")
)
RING_NAMES: Final = frozenset(
    ("name", "taken", "sensor", "platform", "resolution_metres", "interpretation")
)

Content = TypeVar("Content", bound=msgspec.Struct)


class _Feature(NamedTuple):
    """A feature as it stands: its geometry's type and positions, and its properties."""

    type: str
    coordinates: Any
    properties: Mapping[str, Any]


def read(data: bytes, file: str) -> IntakeReport:
    """Return the report of a file's bytes; `file` names it in places.

    Raises:
        MalformedInput: not JSON, no feature or collection of them, or another reference system.
        Oversized: more than 16 MiB or 10,000 features.
    """
    document = strict_json.parse(data, file, FILE_BYTES_MAX)
    features = _features(document, file)
    digest = digest_of_bytes(data)
    accepted: list[TakenItem] = []
    refused: list[RefusedRow] = []
    unread: set[str] = set()
    for number, value in enumerate(features, start=1):
        place = f"{file}, feature {number}"
        try:
            feature = _feature(value)
            content = _content(feature)
        except AccordantError as error:
            refused.append(RefusedRow(place, error.message))
            continue
        known = RING_NAMES if isinstance(content, Imagery) else LINE_NAMES
        unread |= feature.properties.keys() - known
        title = _text(feature.properties, "name")
        accepted.append(TakenItem(place, ("geojson", digest, str(number)), content, title))
    notes = (f"{len(unread)} other properties are not read",) if unread else ()
    return IntakeReport(tuple(accepted), tuple(refused), len(accepted), notes)


def _features(document: Any, file: str) -> list[Any]:
    if not isinstance(document, dict) or "crs" in document:
        raise MalformedInput("not an object, or one in another reference system", place=file)
    if document.get("type") == "Feature":
        return [document]
    features = document.get("features")
    if document.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise MalformedInput("neither a Feature nor a FeatureCollection", place=file)
    if len(features) > FEATURES_MAX:
        raise Oversized(f"the file has more than {FEATURES_MAX} features", place=file)
    return features


def _feature(value: Any) -> _Feature:
    if not isinstance(value, dict) or value.get("type") != "Feature":
        raise MalformedInput("not a feature")
    geometry, properties = value.get("geometry"), value.get("properties") or {}
    if not isinstance(geometry, dict) or not isinstance(properties, dict):
        raise MalformedInput("the feature has no geometry, or properties of another form")
    return _Feature(str(geometry.get("type")), geometry.get("coordinates"), properties)


def _content(feature: _Feature) -> Track | Imagery:
    match feature.type:
        case "Point":
            return _track(feature, [feature.coordinates])
        case "LineString" if isinstance(feature.coordinates, list):
            return _track(feature, feature.coordinates)
        case "Polygon" if isinstance(feature.coordinates, list):
            return _imagery(feature)
    raise MalformedInput("the geometry is no point, line or polygon")


def _track(feature: _Feature, positions: list[Any]) -> Track:
    if len(positions) > POINTS_MAX:
        raise MalformedInput(f"the line has more than {POINTS_MAX} positions")
    properties = feature.properties
    accuracy = _metres(properties)
    times = _times(properties, len(positions))
    points = [
        TrackPoint(at, latitude, longitude, accuracy)
        for at, (longitude, latitude) in zip(times, map(_position, positions), strict=True)
    ]
    return _made(
        Track,
        domain=_text(properties, "domain") or "unknown",
        name=_text(properties, "name") or "unknown",
        points=points,
        mmsi=_text(properties, "mmsi"),
        imo=_text(properties, "imo"),
        source=_text(properties, "source"),
    )


def _imagery(feature: _Feature) -> Imagery:
    if len(feature.coordinates) != 1 or not isinstance(feature.coordinates[0], list):
        raise MalformedInput("the polygon has holes, or no ring")
    properties = feature.properties
    resolution = _text(properties, "resolution_metres")
    ring = [
        Point(latitude, longitude) for longitude, latitude in map(_position, *feature.coordinates)
    ]
    return _made(
        Imagery,
        taken=_when(properties, "taken"),
        sensor=_text(properties, "sensor") or "unknown",
        platform=_text(properties, "platform") or "unknown",
        resolution=Figure("stated", resolution, "m") if resolution else Figure("unknown"),
        footprint=ring,
        interpretation=_text(properties, "interpretation"),
    )


def _made(kind: Callable[..., Content], **fields: Any) -> Content:
    """A portion's content, every bound of it checked."""
    plain = {name: msgspec.to_builtins(value) for name, value in fields.items()}
    try:
        tagged = {"kind": kind.__struct_config__.tag} | plain  # type: ignore[attr-defined]
        return msgspec.convert(tagged, kind)  # type: ignore[no-any-return]
    except msgspec.ValidationError as error:
        raise MalformedInput(reason_of(error)) from None


def _position(value: Any) -> tuple[str, str]:
    """Longitude and latitude, in the order of RFC 7946; a height is not read."""
    if not isinstance(value, list) or len(value) not in {2, 3}:
        raise MalformedInput("a position has not two or three numbers")
    if not all(isinstance(each, NumberText) for each in value):
        raise MalformedInput("a position is not of numbers")
    return _degrees(value[0], LONGITUDE_MAX), _degrees(value[1], LATITUDE_MAX)


def _degrees(text: str, most: int) -> str:
    """The number in one spelling; what is finer than a centimetre is rounded away."""
    try:
        number = Decimal(text)
        if not -most <= number <= most:
            raise MalformedInput("a position is not on the globe")
        exponent = number.as_tuple().exponent
        if not isinstance(exponent, int) or -exponent > DEGREES_DECIMALS_MAX:
            number = number.quantize(_STEP)
    except (InvalidOperation, ValueError):
        raise MalformedInput("a position is not of numbers") from None
    return f"{number:f}"


def _text(properties: Mapping[str, Any], name: str) -> str:
    value = properties.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise MalformedInput(f"{name} is not text or a number")
    return strict_json.whole(str(value))


def _metres(properties: Mapping[str, Any]) -> int | None:
    text = _text(properties, "accuracy_metres")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 8):
        raise MalformedInput("accuracy_metres is not a whole number of metres")
    return int(text)


def _times(properties: Mapping[str, Any], count: int) -> list[Instant | None]:
    """One instant for each position, or None for all."""
    if properties.get("times") is None:
        time = properties.get("time")
        if time in (None, ""):
            return [None] * count
        if count != 1:
            raise MalformedInput("one time stands for many positions")
        return [_instant(time)]
    times = properties["times"]
    if not isinstance(times, list) or len(times) != count:
        raise MalformedInput("there are not as many times as positions")
    return [_instant(each) for each in times]


def _instant(value: Any) -> Instant | None:
    if value is None:
        return None
    if not isinstance(value, str) or isinstance(value, NumberText):
        raise MalformedInput("a time is not text")
    try:
        return parse_instant(value)
    except MalformedInput:
        raise MalformedInput("a time is no date and time with an offset") from None


def _when(properties: Mapping[str, Any], name: str) -> When:
    text = _text(properties, name)
    if not text:
        return When("unknown", "year")
    return When(text, "second", "", _instant(text))
