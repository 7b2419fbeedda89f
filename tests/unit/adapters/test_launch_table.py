"""The project's own table of launches holds together, and its reader names file and line."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from accordant.adapters import launch_table
from accordant.errors import MalformedInput
from accordant.model.instant import parse_instant

AGREEMENT_FIRST_DAY = parse_instant("2016-11-23T00:00+09:00")
AGREEMENT_THREE_YEARS = parse_instant("2019-11-23T00:00+09:00")

TABLE = """\
format = "accordant/launch-table/1"
zone = "Asia/Seoul"
source = "A set, some.json"
second_source = "A list"

[site]
sohae = { name = "Sohae", latitude = "39.6596", longitude = "124.7057" }

[[launch]]
at = "2017-03-06T07:34+09:00"
system = "ER Scud"
site = "sohae"
outcome = "success"
flight = { distance = "1000", apogee = "unknown", landing = "sea-of-japan" }
row = "2017-03-05 er-scud 1"
second = "2017-03-06: date, place"

[[launch]]
at = "2019-04-17"
system = "unknown"
site = "unknown"
outcome = "unknown"
flight = { distance = "not-applicable", apogee = "0", landing = "unknown" }
row = "2019-04-17 unknown"
second = "unverified"
"""


@pytest.fixture(scope="module")
def launches():
    return [reported.launch for reported in launch_table.load()]


def test_there_are_thirty_launches_in_the_first_three_years_and_some_since(launches):
    instants = [launch.when.instant for launch in launches if launch.when.instant]
    years = Counter(launch.when.text[:4] for launch in launches)
    within = [at for at in instants if AGREEMENT_FIRST_DAY <= at < AGREEMENT_THREE_YEARS]
    assert len(within) >= 20
    assert len(launches) >= 30
    assert {"2022", "2023", "2024", "2025", "2026"} <= years.keys()
    assert any(launch.when.text.startswith("2019-11-28T") for launch in launches)


def test_every_place_lies_in_the_north_of_korea_or_is_unknown(launches):
    for launch in launches:
        site = launch.site
        if site.name == "unknown":
            assert (site.latitude, site.longitude) == ("", "")
        else:
            assert Decimal("37.5") < Decimal(site.latitude) < Decimal("43.1")
            assert Decimal("124.0") < Decimal(site.longitude) < Decimal("130.8")


def test_a_time_is_exact_and_a_date_alone_has_no_instant(launches):
    for launch in launches:
        when = launch.when
        if when.precision == "minute":
            assert when.zone == "Asia/Seoul"
            assert when.instant == parse_instant(when.text)
            assert when.instant % 60_000 == 0
        else:
            assert (when.precision, when.zone, when.instant) == ("day", "", None)
            assert date.fromisoformat(when.text)


def test_launches_stand_in_order_of_time(launches):
    days = [launch.when.text[:10] for launch in launches]
    assert days == sorted(days)


def test_every_source_row_occurs_once_and_every_key_too(launches):
    assert len({launch.source for launch in launches}) == len(launches)
    reported = launch_table.load()
    assert len({launch.key for launch in reported}) == len(reported)


def test_a_second_source_is_named_with_what_it_agrees_on_or_is_empty(launches):
    named = [launch.confirmed_by for launch in launches if launch.confirmed_by]
    assert 0 < len(named) < len(launches)
    assert all(text.startswith("CSIS Beyond Parallel") and ": date" in text for text in named)


def test_a_satellite_launcher_is_told_apart():
    vehicles = Counter(reported.vehicle for reported in launch_table.load())
    assert vehicles["space-launch"] == 1


def test_unknown_not_applicable_and_zero_are_three_things():
    first, second = (reported.launch for reported in launch_table.parse(TABLE, "t.toml"))
    assert first.apogee.state == "unknown"
    assert second.distance.state == "not-applicable"
    assert (second.apogee.state, second.apogee.value) == ("stated", "0")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('system = "ER Scud"', 'system = "ER Scud"\ncolour = "red"', 9),
        ('system = "ER Scud"\n', "", 9),
        ('second = "unverified"', "second = 3", 25),
        ('site = "sohae"', 'site = "elsewhere"', 12),
        ("07:34+09:00", "07:34+08:30", 10),
        ("07:34+09:00", "25:61+09:00", 10),
        ("07:34+09:00", "07:34", 10),
        ("2017-03-06T07:34", "2017-02-30T07:34", 10),
        ('at = "2019-04-17"', 'at = "2019-02-29"', 19),
        ('row = "2017-03-05 er-scud 1"', 'row = "2017-03-06 er-scud 1"', 15),
        ('outcome = "success"', 'outcome = "good"', 13),
        ('distance = "1000"', 'distance = "about 1000"', 14),
        ('distance = "1000"', "distance = 1000", 14),
        ('latitude = "39.6596"', "latitude = 39.6596", 7),
        ("launch-table/1", "launch-table/2", 1),
        ('zone = "Asia/Seoul"', 'zone = "Asia/Nowhere"', 2),
        ('system = "ER Scud"', "system = ", 11),
        ("[site]", "[site", 6),
    ],
)
def test_a_wrong_table_is_refused_with_file_and_line(old, new, line):
    assert old in TABLE
    with pytest.raises(MalformedInput) as refused:
        launch_table.parse(TABLE.replace(old, new, 1), "t.toml")
    assert refused.value.place == f"t.toml:{line}"
