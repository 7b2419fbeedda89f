"""Ship sentences: every line in a track or refused; nothing is made of noise."""

import pyais
import pytest

from accordant.adapters.ais_file import PARTS_WAIT, read
from accordant.errors import MalformedInput, Oversized
from accordant.model.contents.track import POINTS_MAX


def sentences(mmsi=440123456, lat=37.5, lon=129.25, speed=12.3, course=90.5, **more):
    fields = {"type": 1, "mmsi": mmsi, "lat": lat, "lon": lon, "speed": speed, "course": course}
    return pyais.encode_dict(fields | more, talker_id="AI")


def with_checksum(body):
    check = 0
    for letter in body:
        check ^= ord(letter)
    return f"!{body}*{check:02X}"


def report(*lines):
    return read("\r\n".join(lines).encode(), "heard.txt")


def reasons(made):
    return [(each.place, each.reason) for each in made.refused]


(GOOD,) = sentences()
TWO = pyais.encode_dict(
    {"type": 5, "mmsi": 440123456, "shipname": "A SHIP", "imo": 1234567}, talker_id="AI", seq_id=3
)  # fmt: skip


def test_positions_of_one_ship_are_one_track():
    made = report(GOOD, *sentences(lat=37.6), *sentences(mmsi=431000001))
    assert [item.content.mmsi for item in made.accepted] == ["440123456", "431000001"]
    first = made.accepted[0].content
    assert [point.latitude for point in first.points] == ["37.500000", "37.600000"]
    assert (first.points[0].course, first.points[0].speed) == (905, 123)
    assert (made.rows, made.rows_accepted, made.refused) == (3, 3, ())


def test_a_sentence_carries_no_date_so_a_time_is_there_only_from_the_receiver():
    made = report(GOOD, rf"\s:station,c:1525132800*5A\{GOOD}")
    assert [point.at for point in made.accepted[0].content.points] == [None, 1_525_132_800_000]
    assert made.notes == ("1 positions have no time: the sentences carry none",)


def test_times_that_go_back_are_put_in_order_or_not_believed():
    late, early = rf"\c:1525132900\{GOOD}", rf"\c:1525132800\{GOOD}"
    made = report(late, early)
    assert [point.at for point in made.accepted[0].content.points] == [
        1_525_132_800_000,
        1_525_132_900_000,
    ]
    made = report(late, GOOD, early)
    assert {point.at for point in made.accepted[0].content.points} == {None}


def test_unknown_speed_and_course_stay_unknown():
    point = report(*sentences(speed=102.3, course=360.0)).accepted[0].content.points[0]
    assert (point.course, point.speed, point.accuracy) == (None, None, None)
    point = report(*sentences(accuracy=1)).accepted[0].content.points[0]
    assert point.accuracy == 10


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (GOOD[:-1] + ("0" if GOOD[-1] != "0" else "1"), "the checksum is wrong"),
        (GOOD.replace("VDO", "VDN"), "the checksum is wrong"),
        (with_checksum("AIVDM,1,1,,B,,0"), "the sentence is empty"),
        (with_checksum("GPGGA,1,1,,B,123,0"), "the sentence is no AIS message"),
        (with_checksum("AIVDM,1,1,,A,1,0"), "the message is cut short"),
        (with_checksum("AIVDM,1,1,,A,0000,0"), "a message of type 0 is no ship's position"),
        (with_checksum("AIVDM,2,3,1,A,13HOI,0"), "the parts of the message are not in order"),
        (with_checksum("AIVDM,9,1,1,A,13HOI,0"), "the parts of the message are not in order"),
        ("", "the line is no sentence"),
        ("A" * 300, "the line is no sentence"),
        ("".join(sentences(lat=91.0, lon=181.0)), "the ship has no position"),
        (
            "".join(pyais.encode_dict({"type": 4, "mmsi": 2}, talker_id="AI")),
            "a message of type 4 is no ship's position",
        ),
    ],
)
def test_a_refused_line_has_its_place_and_reason(line, reason):
    assert reasons(report(GOOD, line, GOOD)) == [("heard.txt, line 2", reason)]


def test_parts_belong_together_also_with_other_lines_between():
    assert len(TWO) == 2
    made = report(TWO[0], GOOD, TWO[1])
    assert reasons(made) == [
        ("heard.txt, line 1", "a message of type 5 is no ship's position"),
        ("heard.txt, line 3", "a message of type 5 is no ship's position"),
    ]


def test_a_part_that_is_missing_doubled_or_late_refuses_what_is_there():
    never, order = "a part of the message never came", "the parts of the message are not in order"
    assert [reason for _, reason in reasons(report(TWO[0]))] == [never]
    assert [reason for _, reason in reasons(report(TWO[1]))] == [order]
    assert [reason for _, reason in reasons(report(TWO[0], TWO[0]))] == [order, order]
    late = report(TWO[0], *[GOOD] * (PARTS_WAIT + 1), TWO[1])
    assert [reason for _, reason in reasons(late)] == [never, order]


def test_a_long_watch_is_many_items_and_no_line_is_lost():
    made = report(*[GOOD] * (POINTS_MAX + 1))
    assert [len(item.content.points) for item in made.accepted] == [POINTS_MAX, 1]
    assert len({item.key for item in made.accepted}) == 2
    assert made.rows == POINTS_MAX + 1


def test_a_line_ends_where_an_editor_ends_it():
    """No other control character begins a line, or places would name other lines than people see."""
    made = read(f"{GOOD}\x0b{GOOD}\x1c\n{GOOD}\n".encode(), "heard.txt")
    assert (reasons(made), made.rows) == ([("heard.txt, line 1", "the line is no sentence")], 2)


def test_there_are_bounds():
    with pytest.raises(MalformedInput):
        read(b"\xff", "f")
    with pytest.raises(Oversized):
        read(b"\n" * 200_001, "f")
    with pytest.raises(Oversized):
        read(b"a" * (16 * 1024 * 1024 + 1), "f")
