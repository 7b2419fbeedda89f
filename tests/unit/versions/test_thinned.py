"""A track made coarser: what crossing a cell or a step would tell is not in what is kept."""

from accordant.model.contents.track import Track, TrackPoint
from accordant.model.precision import Precision
from accordant.versions.thinned import track

START = 1_488_753_267_000  # 27 seconds past a minute


def seen(*points, every=10):
    """A track with a position every few seconds, at these thousandths of a degree of longitude."""
    return Track(
        "submarine",
        "unknown",
        tuple(
            TrackPoint(START + number * every * 1_000, "40.05", f"{128 + east / 1000:.3f}", 50)
            for number, east in enumerate(points)
        ),
    )


def test_positions_stay_so_far_apart_in_time_as_asked():
    made = track(seen(*range(100)), Precision(track=60))
    assert [each.at for each in made.points] == [START + 60_000 * n for n in range(17)]
    assert made.points[0].longitude == "128.000"


def test_no_step_of_time_has_two_positions():
    made = track(seen(*range(100)), Precision(time=60))
    times = [each.at for each in made.points]
    assert len(set(times)) == len(times)
    assert all(each % 60_000 == 0 for each in times)


def test_a_track_through_many_cells_keeps_few_positions_so_that_no_line_is_fitted_through_them():
    going = seen(*range(0, 5_000, 10))  # 500 positions, some 425 kilometres
    made = track(going, Precision(place=10_000))
    assert len(made.points) == 4
    short = seen(*range(60))  # some five kilometres, three cells of more than one
    assert len(track(short, Precision(place=1_000)).points) <= 4


def test_one_that_goes_to_and_fro_over_the_edge_of_a_cell_does_not_tell_when():
    to_and_fro = seen(*(495 + 2 * (number % 2) for number in range(200)))
    made = track(to_and_fro, Precision(place=1_000))
    assert len(made.points) <= 2
    wide = track(to_and_fro, Precision(place=100_000))  # no edge between the two
    assert len(wide.points) == 200


def test_one_that_stays_in_its_cell_may_be_seen_as_often_as_it_was():
    resting = seen(*(510 + number % 2 for number in range(50)))
    made = track(resting, Precision(place=10_000))
    assert len(made.points) == 50
    assert len({(each.latitude, each.longitude) for each in made.points}) == 1


def test_how_sure_a_position_was_is_told_no_better_than_its_cell():
    (made,) = track(seen(0), Precision(place=10_000)).points
    assert made.accuracy > 10_000 // 2
    unknown = Track("surface", "unknown", (TrackPoint(START, "40", "128", None),))
    assert track(unknown, Precision(place=10_000)).points[0].accuracy is None


def test_positions_without_a_time_are_dropped_beside_those_with_one():
    mixed = Track(
        "surface",
        "unknown",
        (
            TrackPoint(None, "40", "128", None), TrackPoint(START, "40", "128.5", None),
            TrackPoint(None, "40", "129", None),
        ),
    )  # fmt: skip
    assert [each.at for each in track(mixed, Precision(place=1_000)).points] == [START]


def test_positions_of_which_no_time_is_known_are_each_told_once_where_they_change():
    untimed = Track(
        "surface",
        "unknown",
        tuple(TrackPoint(None, "40", each, None) for each in ("128.01", "128.02", "129.01")),
    )
    assert len(track(untimed, Precision(place=10_000)).points) == 2
    assert len(track(untimed, Precision(track=60)).points) == 1


def test_a_picture_alone_leaves_a_track_as_it_was():
    going = seen(1, 2, 3)
    assert track(going, Precision(resolution=10)) == going


def test_which_position_of_a_step_stays_is_chosen_by_what_is_told_of_it():
    hour = START - START % 3_600_000

    def going(first):
        return Track(
            "surface",
            "unknown",
            (
                TrackPoint(hour + first * 60_000, "37.01", "130", 10),
                TrackPoint(hour + 70 * 60_000, "37.11", "130", 10),
                TrackPoint(hour + 115 * 60_000, "37.31", "130", 10),
            ),
        )

    made = track(going(50), Precision(time=3_600))
    assert made == track(going(5), Precision(time=3_600))
    assert [each.latitude for each in made.points] == ["37.01", "37.11"]
