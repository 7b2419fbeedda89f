"""The public set of launches is read row by row: accepted, or refused with place and reason."""

import json
import os

import pytest

from accordant.adapters import launch_table
from accordant.adapters.launch_file import FILE_BYTES_MAX, ROWS_MAX, read, report
from accordant.errors import MalformedInput, Oversized
from accordant.model.instant import parse_instant
from accordant.model.product import Figure, Site

ROW = {
    "date": "2017-03-05",
    "time": "22:34 (UTC)",
    "series": 1,
    "missile": "er-scud",
    "facility": "sohae",
    "landing": "sea-of-japan",
    "apogee": 260,
    "distance": "1000",
    "bearing": 90,
    "outcome": "success",
    "description": "prose of its author",
}
FACILITIES = {"facilities": {"sohae": {"name": "Sohae", "lat": 39.6596000, "lon": "124.7057"}}}
MISSILES = {
    "er-scud": {"name": "ER Scud", "type": "MRBM"},
    "unha": {"name": "Unha", "type": "SLV", "maneuver": "none"},
}


def document(*rows, year=2017):
    return json.dumps({"timeBins": [{"year": year, "data": list(rows)}]}).encode()


def only(*rows, year=2017, file="test.en.json"):
    found = report(document(*rows, year=year), file)
    assert found.refused == ()
    return [row.launch for row in found.accepted]


def reason(*rows, year=2017):
    found = report(document(*rows, year=year), "test.en.json")
    assert found.accepted == ()
    return found.refused[0].reason


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "test.en.json").write_bytes(document(ROW))
    (tmp_path / "facility.en.json").write_text(json.dumps(FACILITIES))
    (tmp_path / "missile.en.json").write_text(json.dumps(MISSILES))
    return tmp_path


# --- what is taken ---------------------------------------------------------------------------


def test_a_row_becomes_a_launch_with_the_names_beside_it(folder):
    found = read(folder / "test.en.json")
    launch = found.accepted[0].launch
    assert found.notes == ()
    assert launch.system == "ER Scud"
    assert launch.site == Site("Sohae", "39.6596", "124.7057")
    assert launch.when.text == "2017-03-05T22:34Z"
    assert (launch.when.precision, launch.when.zone) == ("minute", "UTC")
    assert launch.when.instant == parse_instant("2017-03-06T07:34+09:00")
    assert launch.salvo_number == 1
    assert launch.source.endswith("row 2017-03-05 er-scud 1")
    assert "prose" not in repr(found)


def test_the_place_names_file_year_and_row():
    found = report(document(ROW, {**ROW, "outcome": "good"}), "test.en.json")
    assert found.accepted[0].place == "test.en.json, year 2017, row 1"
    assert found.refused[0].place == "test.en.json, year 2017, row 2"
    assert found.rows == 2


def test_without_the_names_codes_stand_and_notes_say_so():
    found = report(document(ROW), "test.en.json")
    assert found.accepted[0].launch.system == "er-scud"
    assert found.accepted[0].launch.site == Site("sohae")
    assert len(found.notes) == 2


def test_names_in_the_file_s_own_language_come_first(folder):
    (folder / "test.ja.json").write_bytes(document(ROW))
    assert read(folder / "test.ja.json").accepted[0].launch.site.name == "Sohae"
    own = {"facilities": {"sohae": {"name": "西海", "lat": 39.6596, "lon": 124.7057}}}
    (folder / "facility.ja.json").write_text(json.dumps(own))
    assert read(folder / "test.ja.json").accepted[0].launch.site.name == "西海"
    assert read(folder / "test.en.json").accepted[0].launch.site.name == "Sohae"


def test_japanese_time_is_nine_hours_ahead():
    row = {**ROW, "date": "2017-03-06", "time": "07:34 (JST)"}
    (japanese,), (english,) = only(row), only(ROW)
    assert japanese.when.zone == "Asia/Tokyo"
    assert japanese.when.text == "2017-03-06T07:34+09:00"
    assert japanese.when.instant == english.when.instant


def test_new_year_in_japan_stands_in_the_utc_year_s_bin():
    row = {**ROW, "date": "2018-01-01", "time": "07:34 (JST)"}
    assert only(row)[0].when.text == "2018-01-01T07:34+09:00"


@pytest.mark.parametrize(
    ("day", "precision"), [("2017-03-05", "day"), ("2017-03", "month"), ("2016-02-29", "day")]
)
def test_a_missing_time_stays_missing(day, precision):
    (launch,) = only({**ROW, "date": day, "time": "unknown"}, year=int(day[:4]))
    assert (launch.when.text, launch.when.precision) == (day, precision)
    assert (launch.when.zone, launch.when.instant) == ("", None)


@pytest.mark.parametrize(
    ("given", "figure"),
    [
        (260, Figure("stated", "260", "km")),
        ("260", Figure("stated", "260", "km")),
        (0, Figure("stated", "0", "km")),
        ("unknown", Figure("unknown")),
        ("na", Figure("not-applicable")),
    ],
)
def test_a_figure_is_the_text_given_or_why_there_is_none(given, figure):
    (launch,) = only({**ROW, "apogee": given, "distance": given})
    assert launch.apogee == launch.distance == figure


def test_a_decimal_keeps_its_digits():
    data = document(ROW).replace(b"260", b"3724.90")
    assert report(data, "f").accepted[0].launch.apogee.value == "3724.90"


def test_an_unknown_facility_has_no_position_and_an_unknown_missile_no_name(folder):
    filler = {"name": "Unknown", "lat": 39.2, "lon": 125.6}
    sites = {"facilities": {**FACILITIES["facilities"], "unknown": filler}}
    missiles = {**MISSILES, "unknown": {"name": "Unknown", "type": "Unknown"}}
    (folder / "facility.en.json").write_text(json.dumps(sites))
    (folder / "missile.en.json").write_text(json.dumps(missiles))
    row = {**ROW, "facility": "unknown", "missile": "unknown"}
    (folder / "test.en.json").write_bytes(document(row))
    launch = read(folder / "test.en.json").accepted[0].launch
    assert launch.site == Site("unknown")
    assert launch.system == "unknown"


def test_a_satellite_launcher_is_told_by_the_class_reported(folder):
    (folder / "test.en.json").write_bytes(document(ROW, {**ROW, "missile": "unha"}))
    found = read(folder / "test.en.json").accepted
    assert [row.vehicle for row in found] == ["missile", "space-launch"]


def test_rows_alike_are_separate_launches_with_keys_that_stay():
    found = report(document(ROW, ROW), "a.json").accepted
    longer = report(document({**ROW, "series": 9}, ROW, ROW), "b.json").accepted
    assert len({row.key for row in found}) == 2
    assert {row.key for row in found} <= {row.key for row in longer}


def test_the_table_s_launch_has_the_key_of_its_row_in_the_set():
    keys = {reported.key for reported in launch_table.load()}
    assert report(document(ROW), "test.en.json").accepted[0].key in keys


def test_counts_by_precision_and_reason():
    untimed = {**ROW, "time": "unknown"}
    bad = {**ROW, "outcome": "good"}
    found = report(document(ROW, untimed, bad, bad, 7), "f")
    assert found.by_precision() == {"minute": 1, "day": 1}
    assert found.by_reason() == {
        "outcome is not a word of the set": 2,
        "the row is not an object": 1,
    }


def test_progress_is_told_after_each_row():
    told = []
    report(document(ROW, 7, ROW), "f", progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


# --- rows refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"date": "2017-02-30"}, "date is not a day of the calendar"),
        ({"date": "2017-13"}, "date is not a day of the calendar"),
        ({"date": "٢٠١٧-03-05"}, "date is not written"),
        ({"date": "2017-03-05\n"}, "date is not written"),
        ({"date": "1899-03-05"}, "date is outside the years"),
        ({"date": "0000-03-05"}, "date is outside the years"),
        ({"date": "2016-03-05"}, "date is not in the year of its bin"),
        ({"date": "2016-03-05", "time": "unknown"}, "date is not in the year of its bin"),
        ({"date": "2017-03"}, "time is given where the day is not"),
        ({"date": 2017}, "date is not a text"),
        ({"time": "25:61 (UTC)"}, "time is not a time of day"),
        ({"time": "24:00 (UTC)"}, "time is not a time of day"),
        ({"time": "22:34"}, "time is not written"),
        ({"time": "22:34 (KST)"}, "time is not written"),
        ({"time": None}, "time is not a text"),
        ({"apogee": None}, "apogee is neither a number nor a text"),
        ({"apogee": True}, "apogee is neither a number nor a text"),
        ({"apogee": [260]}, "apogee is neither a number nor a text"),
        ({"apogee": -1}, "apogee is not a number of kilometres"),
        ({"apogee": 1e300}, "apogee is not a number of kilometres"),
        ({"apogee": 10**4000}, "apogee is not a number of kilometres"),
        ({"distance": "about 300"}, "distance is not a number of kilometres"),
        ({"distance": ""}, "distance is not a number of kilometres"),
        ({"distance": float("nan")}, "NaN and Infinity are not JSON"),
        ({"bearing": float("inf")}, "NaN and Infinity are not JSON"),
        ({"glide": [{"distance": float("nan")}]}, "NaN and Infinity are not JSON"),
        ({"series": "1"}, "series is not a whole number"),
        ({"series": 1.5}, "series is not a whole number"),
        ({"series": 0}, "series is not a whole number"),
        ({"series": None}, "series is not a whole number"),
        ({"missile": ""}, "missile is not a code of the set"),
        ({"missile": "../etc"}, "missile is not a code of the set"),
        ({"facility": 3}, "facility is not a text"),
        ({"landing": "moon"}, "landing is not a word of the set"),
        ({"outcome": {}}, "outcome is not a text"),
        ({"missile": "er\0scud"}, "a text holds a null character"),
        ({"description": "a\0b"}, "a text holds a null character"),
        ({"description": "a" * 10_000_000}, "a text is longer than"),
        ({"colour": "red"}, "the row has a field this format does not have"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_bad_field_refuses_its_row_with_the_reason(change, expected):
    assert reason({**ROW, **change}).startswith(expected)


@pytest.mark.parametrize("field", sorted(set(ROW) - {"series", "bearing", "description"}))
def test_a_missing_field_refuses_its_row(field):
    row = {name: value for name, value in ROW.items() if name != field}
    assert reason(row) == f"{field} is missing"


@pytest.mark.parametrize("field", ["series", "bearing", "description"])
def test_what_may_be_absent_may_be_absent(field):
    assert only({name: value for name, value in ROW.items() if name != field})


def test_a_field_that_stands_twice_refuses_its_row_only():
    text = json.dumps(ROW)
    twice = text.replace('"outcome"', '"outcome": "failure", "outcome"')
    data = document(ROW, ROW).decode().replace(text, twice, 1)
    found = report(data.encode(), "f")
    assert [row.reason for row in found.refused] == ["a field stands twice"]
    assert len(found.accepted) == 1


def test_a_code_without_an_entry_in_the_names_is_refused(folder):
    rows = document({**ROW, "missile": "new"}, {**ROW, "facility": "new"}, ROW)
    (folder / "test.en.json").write_bytes(rows)
    found = read(folder / "test.en.json")
    assert [row.reason for row in found.refused] == [
        "missile is a code the file of missiles does not have",
        "facility is a code the file of facilities does not have",
    ]
    assert len(found.accepted) == 1


@pytest.mark.parametrize(
    "year_bin",
    [
        7,
        {"year": 2017},
        {"data": []},
        {"year": "2017", "data": [ROW]},
        {"year": 20170, "data": [ROW]},
        {"year": 2017.5, "data": [ROW]},
        {"year": 2017, "data": {}},
        {"year": 2017, "data": [], "more": 1},
    ],
)
def test_a_bin_that_cannot_be_read_counts_as_one_refused_row(year_bin):
    good = {"year": 2017, "data": [ROW]}
    found = report(json.dumps({"timeBins": [year_bin, good]}).encode(), "f")
    assert [row.place for row in found.refused] == ["f, bin 1"]
    assert len(found.accepted) == 1


# --- files refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "message", "place"),
    [
        (b"", "the file is not JSON", "f:1"),
        (b'{"timeBins":\n[}', "the file is not JSON", "f:2"),
        (b"\xff\xfe", "the file is not UTF-8", "f"),
        (b"\xef\xbb\xbf{}", "the file is not JSON", "f:1"),
        (b"[" * 100_000, "the file is nested too deeply", "f"),
        (b'{"a":' * 100_000, "the file is nested too deeply", "f"),
        (b"{}", "not an object with just the field timeBins", "f"),
        (b"null", "not an object with just the field timeBins", "f"),
        (b"NaN", "not an object with just the field timeBins", "f"),
        (b'{"timeBins": [], "timeBins": []}', "not an object with just the field timeBins", "f"),
        (b'{"timeBins": {}}', "timeBins is not a list", "f"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_file_that_cannot_be_read_is_one_error(data, message, place):
    with pytest.raises(MalformedInput) as refused:
        report(data, "f")
    assert (refused.value.message, refused.value.place) == (message, place)


def test_a_huge_file_is_refused_before_it_is_parsed(tmp_path):
    path = tmp_path / "test.en.json"
    with path.open("wb") as file:
        file.truncate(FILE_BYTES_MAX + 1)
    with pytest.raises(Oversized) as refused:
        read(path)
    assert refused.value.place == "test.en.json"


def test_more_rows_than_the_bound_are_refused_whole():
    with pytest.raises(Oversized, match="more than 100000 rows"):
        report(document(*[1] * (ROWS_MAX + 1)), "f")


@pytest.mark.parametrize("name", ["absent.json", ".", "a\0b", "x" * 300])
def test_a_path_that_cannot_be_opened_is_refused(tmp_path, name):
    with pytest.raises(MalformedInput):
        read(tmp_path / name)


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "test.en.json")
    with pytest.raises(MalformedInput, match="not a file"):
        read(tmp_path / "test.en.json")


def test_a_file_name_stands_printable_in_places(tmp_path):
    path = tmp_path / ("a\nb" + "c" * 200)
    path.write_bytes(document(7))
    place = read(path).refused[0].place
    assert place.startswith("a?bcc")
    assert len(place) < 120


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("facility.en.json", "[]"),
        ("facility.en.json", "{"),
        ("facility.en.json", '{"facilities": []}'),
        ("facility.en.json", '{"facilities": {"sohae": 1}}'),
        ("facility.en.json", '{"facilities": {"sohae": {"name": "S", "lat": null, "lon": 1}}}'),
        ("facility.en.json", '{"facilities": {"sohae": {"name": "S", "lat": 95.0, "lon": 1}}}'),
        ("facility.en.json", '{"facilities": {"sohae": {"name": "S", "lat": NaN, "lon": 1}}}'),
        ("facility.en.json", '{"facilities": {"sohae": {"name": "S", "lat": "", "lon": ""}}}'),
        ("facility.en.json", '{"facilities": {"sohae": {"name": 7, "lat": 39, "lon": 125}}}'),
        ("missile.en.json", '{"er-scud": {"name": "S"}}'),
        ("missile.en.json", '{"er-scud": {"name": "a\\u0000b", "type": "SLV"}}'),
        ("missile.en.json", '{"er-scud": {"name": "", "type": "SLV"}}'),
        ("missile.en.json", '{"a": {"name": "A", "type": "B"}, "a": {"name": "A", "type": "B"}}'),
    ],
)
def test_a_bad_file_of_names_stops_the_import_and_is_named(folder, name, content):
    (folder / name).write_text(content)
    with pytest.raises(MalformedInput) as refused:
        read(folder / "test.en.json")
    assert refused.value.place.startswith(name)
