"""A track made coarser: positions as cells, times as steps, and few enough of both.

A thing that moves tells where a cell ends by the moment it leaves it. So a track whose places are
made coarser keeps at most one position for each width of a cell that it got away from where it
began, and one whose times are made coarser keeps them so far apart that no step has two. Course
and speed go, since with one position they give all others.

Which positions stay depends on their steps and cells alone, on nothing finer. Many cells of a
straight and even track tell together where it went far better than one, so a track that leaves its
cell keeps few; how well the few can still be fitted: docs/adr/0021.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec.structs import replace

from accordant.model.contents.track import Track, TrackPoint
from accordant.model.instant import Instant
from accordant.model.precision import Precision
from accordant.versions.coarser import cell_of
from accordant.versions.grid import Cell, beginning, distance, text_of, units_of, wider

ACCURACY_MOST = 10_000_000  # metres: what the field can say
PARTS = 4  # a moving track keeps at most so many positions after its first


def track(reported: Track, asked: Precision) -> Track:
    """Return a track with no more positions, and no finer ones, than may go."""
    if asked.time is None and asked.place is None and asked.track is None:
        return reported
    cells = [_cell(each, asked.place) for each in reported.points]
    placed = [
        _placed(each, found, asked) for each, found in zip(reported.points, cells, strict=True)
    ]
    wide = max((2 * each.radius for each in cells if each is not None), default=0)
    kept = _of_each_time(placed, asked)
    for _ in range(len(kept)):  # until nothing more falls away: made coarser twice is as once
        fewer = _apart(kept, _spacing(kept, asked, wide))
        if len(fewer) == len(kept):
            break
        kept = fewer
    return replace(reported, points=tuple(kept), source="")


def _cell(point: TrackPoint, metres: int | None) -> Cell | None:
    return None if metres is None else cell_of(point.latitude, point.longitude, metres)


def _placed(point: TrackPoint, found: Cell | None, asked: Precision) -> TrackPoint:
    """One position at the beginning of its step, in the middle of its cell."""
    at = point.at if point.at is None or asked.time is None else beginning(point.at, asked.time)
    bare = replace(point, at=at, course=None, speed=None)
    if found is None:
        return bare
    latitude, longitude = found.centre
    accuracy = None if point.accuracy is None else min(wider(point.accuracy, found), ACCURACY_MOST)
    return replace(
        bare, latitude=text_of(latitude), longitude=text_of(longitude), accuracy=accuracy
    )


def _of_each_time(placed: Sequence[TrackPoint], asked: Precision) -> list[TrackPoint]:
    """One position for each time, chosen by what is told of it and not by what came first.

    Where no time is known of any, each that is elsewhere than the one before, or only the first
    where it is asked how far apart in time they may be; where it is known of some, those.
    """
    timed = [each for each in placed if each.at is not None]
    if timed:
        chosen: dict[Instant | None, TrackPoint] = {}
        for each in timed:
            chosen[each.at] = min(chosen.get(each.at, each), each, key=_told)
        return list(chosen.values())
    if asked.track is not None:
        return list(placed[:1])
    pairs = zip(placed, [None, *placed[:-1]], strict=True)
    return [each for each, last in pairs if last is None or _where(each) != _where(last)]


def _spacing(placed: Sequence[TrackPoint], asked: Precision, wide: int) -> int:
    """Milliseconds that two positions of the track must lie apart; `wide`: metres of a cell."""
    wanted = (asked.track or 0) * 1_000
    times = [each.at for each in placed if each.at is not None]
    if wide and times:
        start = _where(placed[0])
        extent = max(distance(start, _where(each)) for each in placed)
        if extent:
            share = max(wide / extent, 1 / PARTS)
            wanted = max(wanted, math.ceil((times[-1] - times[0]) * share))
    return wanted


def _apart(placed: Sequence[TrackPoint], spacing: int) -> list[TrackPoint]:
    """The first position, and each that lies far enough in time from the last one kept."""
    kept: list[TrackPoint] = []
    for each in placed:
        last = kept[-1].at if kept else None
        if last is None or each.at is None or each.at - last >= spacing:
            kept.append(each)
    return kept


def _told(point: TrackPoint) -> tuple[int, int, int]:
    return (*_where(point), -1 if point.accuracy is None else point.accuracy)


def _where(point: TrackPoint) -> tuple[int, int]:
    return units_of(point.latitude), units_of(point.longitude)
