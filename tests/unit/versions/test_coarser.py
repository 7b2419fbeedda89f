"""Times and places made coarser: where the globe and the calendar have edges."""

import pytest

from accordant.model.instant import parse_instant
from accordant.model.reported import Figure, Point, Site, When
from accordant.versions import coarser
from accordant.versions.grid import DEGREE, cell, text_of, units_of

SEEN = parse_instant("2017-03-06T07:34:27.123+09:00")
REPORTED = When("2017-03-06T07:34:27.123+09:00", "millisecond", "Asia/Seoul", SEEN)


@pytest.mark.parametrize(
    ("seconds", "text", "precision"),
    [
        (1, "2017-03-05T22:34:27Z", "second"),
        (60, "2017-03-05T22:34Z", "minute"),
        (600, "2017-03-05T22Z", "hour"),
        (86_400, "2017-03-05", "day"),
        (86_401, "2017-03", "month"),
        (365 * 86_400, "2017", "year"),
    ],
)
def test_a_time_is_said_by_the_word_that_is_no_finer(seconds, text, precision):
    made = coarser.when(REPORTED, seconds)
    assert (made.text, made.precision) == (text, precision)
    assert coarser.when(made, seconds) == made


@pytest.mark.parametrize(
    ("text", "precision", "seconds", "made"),
    [
        ("1984-04", "month", 60, When("1984-04", "month")),
        ("2017-03-06T07:34+09:00", "minute", 3_600, When("2017-03-06T07", "hour")),
        ("2017-03-06+09:00", "day", 60, When("2017-03-06", "day")),
        ("2017-03-06T07:34", "day", 60, When("2017-03-06", "day")),  # finer than it says
        ("unknown", "year", 60, When("unknown", "year")),
    ],
)
def test_a_time_without_an_instant_is_cut_and_says_no_zone(text, precision, seconds, made):
    assert coarser.when(When(text, precision, "Asia/Seoul"), seconds) == made


@pytest.mark.parametrize("text", ["shortly after dawn", "2017-03-06 07:34", "٢٠١٧"])
def test_a_time_that_is_not_read_is_not_guessed(text):
    with pytest.raises(ValueError, match="date and time"):
        coarser.when(When(text, "minute"), 60)


def test_a_time_called_unknown_that_has_an_instant_is_not_let_through():
    with pytest.raises(ValueError, match="date and time"):
        coarser.when(When("unknown", "day", "", SEEN), 60)


def test_a_place_loses_its_name_with_its_position():
    made = coarser.site(Site("the pier at Sinpo", "40.0253", "128.1653"), 10_000)
    assert made == Site("", "39.9902344", "128.2324219")
    assert coarser.site(Site("Sinpo"), 10_000) == Site("")


@pytest.mark.parametrize("where", [("40", ""), ("", "128"), ("95", "0"), ("0", "181")])
def test_a_position_half_known_or_off_the_globe_is_not_guessed(where):
    with pytest.raises(ValueError, match="position"):
        coarser.site(Site("", *where), 10_000)


def test_the_row_at_a_pole_is_one_cell():
    for longitude in (-180, -1, 0, 90, 180):
        for pole in (-90, 90):
            found = cell(pole * DEGREE, longitude * DEGREE, 1_000)
            assert found.width == 360 * DEGREE
            assert found == cell(pole * DEGREE, 0, 1_000)


def test_the_antimeridian_is_one_line_with_two_names():
    assert cell(0, 180 * DEGREE, 1_000) == cell(0, -180 * DEGREE, 1_000)
    assert coarser.point(Point("0", "180"), 1_000) == coarser.point(Point("0", "-180"), 1_000)


def test_degrees_take_more_of_themselves_towards_the_poles():
    widths = [cell(each * DEGREE, 0, 10_000).width for each in (0, 40, 60, 80, 89)]
    assert widths == sorted(widths)
    assert widths[0] < widths[-1]


def test_a_footprint_becomes_one_rectangle_of_cells():
    ring = (
        Point("40.01", "129.91"), Point("40.02", "129.99"), Point("39.99", "130.01"),
        Point("40.01", "129.91"),
    )  # fmt: skip
    made = coarser.ring(ring, 10_000)
    south, north, west, east = "39.9023439", "40.0781249", "129.9023439", "130.0781249"
    assert made == (
        Point(south, west), Point(south, east), Point(north, east), Point(north, west),
        Point(south, west),
    )  # fmt: skip


@pytest.mark.parametrize("edge", ["180", "-180", "-179.95"])
def test_a_footprint_over_the_antimeridian_goes_the_short_way(edge):
    ring = (Point("1", "179.9"), Point("1", edge), Point("2", edge), Point("1", "179.9"))
    made = coarser.ring(ring, 10_000)
    assert {each.longitude for each in made} == {"179.8242189", "-179.8242189"}
    assert coarser.ring(made, 10_000) == made


def test_a_footprint_at_a_pole_is_all_round_it():
    ring = (Point("89.9", "0"), Point("89.9", "120"), Point("89.9", "-120"), Point("89.9", "0"))
    made = coarser.ring(ring, 100_000)
    assert {each.longitude for each in made} == {"-179.9999999", "179.9999999"}
    assert coarser.ring(made, 100_000) == made


def test_a_footprint_of_more_than_half_the_round_is_not_guessed():
    ring = (Point("0", "0"), Point("0", "120"), Point("1", "-120"), Point("0", "0"))
    with pytest.raises(ValueError, match="half round"):
        coarser.ring(ring, 10_000)


def test_a_radius_grows_by_the_cell_its_middle_was_moved_in():
    around = Point("40.0253", "128.1653")
    made = coarser.radius(Figure("stated", "12.5", "km"), around, 10_000)
    assert float(made.value) >= 12.5 + cell_radius(around) / 1_000
    assert coarser.radius(made, coarser.point(around, 10_000), 10_000) == made
    assert coarser.radius(Figure("unknown"), around, 10_000) == Figure("unknown")


def test_a_range_is_told_in_whole_steps():
    assert coarser.length(Figure("stated", "1055.5", "km"), 10_000).value == "1050"
    assert coarser.length(Figure("stated", "1055.5", "km"), 30_000).value == "1000"
    assert coarser.length(Figure("stated", "1055.5", "km"), 50).value == "1055.5"


@pytest.mark.parametrize(
    "make", [coarser.length, lambda f, m: coarser.radius(f, Point("1", "1"), m)]
)
def test_a_length_in_another_unit_is_not_guessed(make):
    with pytest.raises(ValueError, match="kilometres"):
        make(Figure("stated", "7", "nm"), 10_000)


def cell_radius(where):
    return coarser.cell_of(where.latitude, where.longitude, 10_000).radius


@pytest.mark.parametrize("text", ["0", "-0.5", "39.6601", "-179.9999999", "90", "0.0000001"])
def test_degrees_read_and_spell_alike(text):
    assert text_of(units_of(text)) == text
