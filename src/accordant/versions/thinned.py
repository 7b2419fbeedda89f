"""A track made coarser: positions as cells, times as steps, and few enough of both.

A thing that moves tells where a cell ends by the moment it leaves it. So a track whose places are
made coarser keeps at most one position for each width of a cell that it got away from where it
began, and one whose times are made coarser keeps them so far apart that no step has two. Course
and speed go, since with one position they give all others.

Which positions stay depends on times only by how far they lie apart, and on places only by their
cells. Many cells of a straight and even track tell together where it went far better than one, so
a track that leaves its cell keeps few; how well the few can still be fitted: docs/adr/0021.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec.structs import replace

from accordant.model.contents.track import Track, TrackPoint
from accordant.model.instant import Instant
from accordant.model.precision import Precision
from accordant.versions.coarser import cell_of
from accordant.versions.grid import Cell, beginning, distance, text_of, time_step, units_of

ACCURACY_MOST = 10_000_000  # metres: what the field can say
PARTS = 4  # a moving track keeps at most so many positions after its first


def track(reported: Track, asked: Precision) -> Track:
    """Return a track with no more positions, and no finer ones, than may go.

    Raises:
        ValueError: how often it was seen is asked, and no time is known of its positions.
    """
    if asked.time is None and asked.place is None and asked.track is None:
        return reported
    if asked.track is not None and _untimed(reported):
        raise ValueError("how far apart the positions of a track are is not known")
    cells = [_cell(each, asked.place) for each in reported.points]
    placed = [_placed(each, found) for each, found in zip(reported.points, cells, strict=True)]
    wide = max((2 * each.radius for each in cells if each is not None), default=0)
    kept = _apart(placed, _spacing(placed, asked, wide))
    return replace(
        reported,
        points=tuple(replace(each, at=_at(each.at, asked.time)) for each in kept),
        source="",
    )


def _untimed(reported: Track) -> bool:
    return len(reported.points) > 1 and all(each.at is None for each in reported.points)


def _at(at: Instant | None, seconds: int | None) -> Instant | None:
    return at if at is None or seconds is None else beginning(at, seconds)


def _cell(point: TrackPoint, metres: int | None) -> Cell | None:
    return None if metres is None else cell_of(point.latitude, point.longitude, metres)


def _placed(point: TrackPoint, found: Cell | None) -> TrackPoint:
    """One position in the middle of its cell; how sure it was is told no better than that."""
    bare = replace(point, course=None, speed=None)
    if found is None:
        return bare
    latitude, longitude = found.centre
    accuracy = point.accuracy
    if accuracy is not None:  # in whole radii, so that the sensor is not told by it
        accuracy = min(found.radius * (1 + -(-accuracy // found.radius)), ACCURACY_MOST)
    return replace(
        bare, latitude=text_of(latitude), longitude=text_of(longitude), accuracy=accuracy
    )


def _spacing(placed: Sequence[TrackPoint], asked: Precision, wide: int) -> int:
    """Milliseconds that two positions of the track must lie apart; `wide`: metres of a cell."""
    step = 0 if asked.time is None else time_step(asked.time) * 1_000
    wanted = max(step, (asked.track or 0) * 1_000)
    times = [each.at for each in placed if each.at is not None]
    if wide and times:
        start = _where(placed[0])
        extent = max(distance(start, _where(each)) for each in placed)
        if extent:
            share = max(wide / extent, 1 / PARTS)
            wanted = max(wanted, math.ceil((times[-1] - times[0]) * share))
    return -(-wanted // step) * step if step else wanted


def _apart(placed: Sequence[TrackPoint], spacing: int) -> list[TrackPoint]:
    """The first position, and each that lies far enough in time from the last one kept.

    Where no time is known of any, each that is elsewhere than the one before; where it is known
    of some, those.
    """
    timed = [each for each in placed if each.at is not None]
    if not timed:
        return [
            each
            for number, each in enumerate(placed)
            if number == 0 or _where(each) != _where(placed[number - 1])
        ]
    kept: list[TrackPoint] = []
    last: Instant | None = None
    for each in timed:
        if last is None or (each.at is not None and each.at - last >= max(spacing, 1)):
            kept.append(each)
            last = each.at
    return kept


def _where(point: TrackPoint) -> tuple[int, int]:
    return units_of(point.latitude), units_of(point.longitude)
