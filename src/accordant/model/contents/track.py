"""A track: where something was, when, and how surely; a ship, a boat under water, an aircraft.

Quantities are whole numbers with a stated scale, since canonical JSON has no floats; the scales
are those of ITU-R M.1371 (course in tenths of a degree, speed in tenths of a knot). None means
unknown: a position whose time is not known keeps none.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec

from accordant.model.instant import Instant
from accordant.model.reported import Latitude, Longitude, Short

POINTS_MAX = 500  # positions of one track: what one sealed body has room for

CourseTenths: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=3599)]
SpeedTenths: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=99_999)]
Metres: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=10_000_000)]


class TrackPoint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One position of a track."""

    at: Instant | None  # None: the source does not say
    latitude: Latitude
    longitude: Longitude
    accuracy: Metres | None  # radius within which it was; None: unknown
    course: CourseTenths | None = None  # tenths of a degree, true
    speed: SpeedTenths | None = None  # tenths of a knot


class Track(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="track", tag_field="kind"
):
    """Where one thing was, in the order of time as far as times are known."""

    domain: Literal["surface", "submarine", "air", "land", "unknown"]
    name: Short  # as reported; "unknown" stays "unknown"
    points: Annotated[tuple[TrackPoint, ...], msgspec.Meta(min_length=1, max_length=POINTS_MAX)]
    mmsi: Annotated[str, msgspec.Meta(pattern=r"^([0-9]{9})?\Z")] = ""  # ITU-R M.585
    imo: Annotated[str, msgspec.Meta(pattern=r"^([0-9]{7})?\Z")] = ""  # number of the hull
    source: Short = ""

    def __post_init__(self) -> None:
        """Refuse a track that goes back in time: it is two tracks, or a wrong clock."""
        known = [point.at for point in self.points if point.at is not None]
        if known != sorted(known):
            raise ValueError("the positions of a track stand in the order of time")
