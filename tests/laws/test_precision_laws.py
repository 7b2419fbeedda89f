"""Laws of precision: what two finer values share is all that goes, and two versions nest.

The first is the heart: move a value inside its step or cell, and the same bytes go. Whatever the
finer value was, it is then not in them.
"""

import itertools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from accordant import canonical
from accordant.model.contents.track import Track, TrackPoint
from accordant.model.instant import format_instant
from accordant.model.precision import Precision
from accordant.model.reported import Figure, Point, When
from accordant.versions import coarser
from accordant.versions.grid import (
    DEGREE,
    beginning,
    cell,
    distance,
    text_of,
    time_step,
    units_of,
    wider,
)
from accordant.versions.thinned import PARTS, track

LATITUDES = st.integers(-90 * DEGREE, 90 * DEGREE)
LONGITUDES = st.integers(-180 * DEGREE, 180 * DEGREE)
METRES = st.integers(1, 1_000_000)
SECONDS = st.integers(1, 86_400)
INSTANTS = st.integers(0, 2_000_000_000_000)


@given(LATITUDES, LONGITUDES, METRES)
def test_a_cell_holds_its_position_and_its_middle_is_its_own(latitude, longitude, metres):
    found = cell(latitude, longitude, metres)
    assert found.south <= latitude <= found.south + found.height
    turned = -180 * DEGREE if longitude == 180 * DEGREE else longitude
    assert found.west <= turned < found.west + found.width
    assert cell(*found.centre, metres) == found
    assert distance(found.centre, (latitude, longitude)) <= found.radius
    assert found.west >= -180 * DEGREE
    assert found.west + found.width <= 180 * DEGREE


@given(LATITUDES, LONGITUDES, METRES)
def test_no_cell_is_narrower_than_asked(latitude, longitude, metres):
    found = cell(latitude, longitude, metres)
    corner = (found.south, found.west)
    assert distance(corner, (found.south + found.height, found.west)) >= metres * 0.99
    edge = max(abs(found.south), abs(found.south + found.height))
    if found.width < 180 * DEGREE:  # beyond half the round the other way is shorter
        across = distance((edge, found.west), (edge, found.west + found.width))
        assert across >= metres * 0.97  # the straight way; along the parallel it is as asked


@given(LATITUDES, LONGITUDES, METRES, METRES)
def test_cells_of_two_sizes_nest_so_that_together_they_tell_no_more(latitude, longitude, one, two):
    fine = cell(latitude, longitude, min(one, two))
    coarse = cell(latitude, longitude, max(one, two))
    assert coarse.south <= fine.south
    assert fine.south + fine.height <= coarse.south + coarse.height
    assert coarse.west <= fine.west
    assert fine.west + fine.width <= coarse.west + coarse.width


@given(INSTANTS, SECONDS, SECONDS)
def test_steps_of_two_lengths_nest(at, one, two):
    fine, coarse = beginning(at, min(one, two)), beginning(at, max(one, two))
    assert coarse <= fine <= at < coarse + time_step(max(one, two)) * 1_000
    assert beginning(fine, max(one, two)) == coarse


@given(INSTANTS, INSTANTS, SECONDS)
def test_two_times_of_one_step_read_alike(one, other, seconds):
    step = next(each for each, _, _ in coarser.WORDS if each >= seconds)
    other = beginning(one, step) + other % (step * 1_000)
    said = [
        coarser.when(When(format_instant(at), "millisecond", "Asia/Seoul", at), seconds)
        for at in (one, other)
    ]
    assert said[0] == said[1]
    assert coarser.when(said[0], seconds) == said[0]


@given(st.data(), st.integers(1, 100_000))
def test_a_ring_becomes_what_its_cells_cover_and_stays_it(data, metres):
    south, west = data.draw(st.integers(-85, 80)), data.draw(st.integers(-180, 179))
    where = st.tuples(
        st.integers(south * DEGREE, (south + 5) * DEGREE),
        st.integers(west * DEGREE, (west + 5) * DEGREE).map(_turned),
    )
    corners = data.draw(st.lists(where, min_size=3, max_size=6))
    ring = tuple(_point(each) for each in [*corners, corners[0]])
    made = coarser.ring(ring, metres)
    assert made[0] == made[-1]
    assert len(made) == 5
    assert coarser.ring(made, metres) == made
    moved = tuple(coarser.point(each, metres) for each in ring)
    assert coarser.ring(moved, metres) == made


@given(LATITUDES, LONGITUDES, METRES, st.integers(0, 10_000_000))
def test_a_radius_holds_what_it_held_and_grows_once(latitude, longitude, metres, radius):
    found = cell(latitude, longitude, metres)
    made = wider(radius, found)
    assert wider(made, found) == made
    assert made >= radius + found.radius or (radius and radius % found.radius == 0)


@given(METRES, METRES, st.integers(0, 20_000))
def test_lengths_of_two_steps_nest(one, two, kilometres):
    fine = coarser.length(Figure("stated", str(kilometres), "km"), min(one, two))
    coarse = coarser.length(Figure("stated", str(kilometres), "km"), max(one, two))
    assert coarser.length(fine, max(one, two)) == coarse
    assert coarser.length(coarse, max(one, two)) == coarse


# --- tracks --------------------------------------------------------------------------------------


@st.composite
def tracks(draw):
    """A track of some minutes' steps over a few degrees."""
    start = draw(st.integers(1_500_000_000, 1_600_000_000)) * 1_000
    steps = draw(st.lists(st.integers(1, 900), min_size=1, max_size=25))
    at, points = start, []
    for step in steps:
        at += step * 1_000
        where = draw(st.integers(30 * DEGREE, 40 * DEGREE)), draw(st.integers(0, 9 * DEGREE))
        points.append(TrackPoint(at, *map(text_of, where), 50, 1234, 99))
    return Track("submarine", "unknown", tuple(points), source="sensor 7")


ASKED = st.builds(
    Precision,
    time=st.none() | SECONDS,
    place=st.none() | METRES,
    track=SECONDS,
)


@given(tracks(), ASKED, st.data())
def test_positions_moved_inside_their_cells_give_the_same_bytes(track_seen, asked, data):
    assume(asked.place is not None)  # eight units: what the seventh decimal may move
    moved = []
    for each in track_seen.points:
        found = cell(units_of(each.latitude), units_of(each.longitude), asked.place)
        north = data.draw(st.integers(8, found.height - 8))
        east = data.draw(st.integers(8, found.width - 8))
        moved.append(
            replace(
                each,
                latitude=text_of(found.south + north),
                longitude=text_of(found.west + east),
                course=7,
                speed=3,
            )
        )
    twin = replace(track_seen, points=tuple(moved), source="sensor 8")
    assert canonical.encode(track(track_seen, asked)) == canonical.encode(track(twin, asked))


@given(tracks(), ASKED, st.data())
def test_any_one_position_moved_in_time_inside_its_step_gives_the_same_bytes(
    track_seen, asked, data
):
    assume(asked.time is not None)
    step, points = time_step(asked.time) * 1_000, list(track_seen.points)
    number = data.draw(st.integers(0, len(points) - 1))
    start = beginning(points[number].at, asked.time)
    earliest = max([start, *(each.at for each in points[:number])])
    latest = min([start + step - 1, *(each.at for each in points[number + 1 :])])
    points[number] = replace(points[number], at=data.draw(st.integers(earliest, latest)))
    twin = replace(track_seen, points=tuple(points))
    assert canonical.encode(track(track_seen, asked)) == canonical.encode(track(twin, asked))


@given(tracks(), ASKED)
def test_a_track_made_coarser_twice_is_as_once(track_seen, asked):
    made = track(track_seen, asked)
    assert track(made, asked) == made


@given(tracks(), ASKED)
def test_what_is_kept_of_a_track_is_no_finer_than_asked(track_seen, asked):
    made = track(track_seen, asked)
    times = [each.at for each in made.points]
    assert len(made.points) <= len(track_seen.points)
    assert all(each.course is None and each.speed is None for each in made.points)
    apart = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert all(each >= asked.track * 1_000 for each in apart)
    if asked.time is not None:
        assert len(set(times)) == len(times)  # no step has two
        assert all(beginning(each, asked.time) == each for each in times)
    if asked.place is not None and len({_units(each) for each in made.points}) > 1:
        assert len(made.points) <= 1 + PARTS


@pytest.mark.parametrize("seconds", [400 * 86_400])
def test_a_step_longer_than_a_year_has_no_word_and_goes_nowhere(seconds):
    with pytest.raises(ValueError, match="year"):
        coarser.when(When("2017-03-06", "day"), seconds)


def _point(where):
    return Point(*map(text_of, where))


def _turned(longitude):
    """A longitude that may have gone over the antimeridian."""
    return longitude - 360 * DEGREE if longitude >= 180 * DEGREE else longitude


def _units(point):
    return units_of(point.latitude), units_of(point.longitude)
