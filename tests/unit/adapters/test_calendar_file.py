"""Calendar files hold to RFC 5545, read back with the library as they were meant."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from accordant.adapters import calendar_file
from accordant.errors import MalformedInput
from accordant.model.due import Due, fault_of, identity_of
from accordant.model.instant import parse_instant

STAMPED = parse_instant("2026-11-25T03:00:00Z")
LAST_DAY = Due(
    what="last-day-for-notice",
    day=date(2027, 8, 24),
    zone="Asia/Seoul",
    counted="earliest",
    instrument="jpn-kor-gsomia-2016",
    article="21(3)",
    title="Last day for notice; 통보 마지막 날, 終了通告の最終日",
    description="By the reading that counts soonest,\nso \\ safe; nothing, else.",
)
ENDS = Due(
    what="term-ends",
    instant=parse_instant("2027-11-23T00:00:00.900+09:00"),
    zone="Asia/Seoul",
    instrument="jpn-kor-gsomia-2016",
    about="kor-2019-notice, again",
    title="The term ends",
)


def events(data: bytes) -> list:
    return Calendar.from_ical(data).walk("VEVENT")


def encode(*dues: Due, **options) -> bytes:
    return calendar_file.encode(dues, stamped=STAMPED, **options)


def changed(due: Due, **changes) -> Due:
    return msgspec.structs.replace(due, **changes)


def test_a_day_is_an_all_day_event_of_that_day_in_every_zone():
    [event] = events(encode(LAST_DAY))
    assert event.decoded("dtstart") == date(2027, 8, 24)
    assert event.decoded("dtend") == date(2027, 8, 25)
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert event["transp"] == "TRANSPARENT"
    assert event["x-accordant-zone"] == "Asia/Seoul"


def test_an_instant_is_in_utc_and_never_later_than_it_is():
    [event] = events(encode(ENDS))
    assert event.decoded("dtstart") == datetime(2027, 11, 22, 15, tzinfo=UTC)
    assert b"DTSTART:20271122T150000Z\r\n" in encode(ENDS)
    assert "dtend" not in event
    assert event["x-accordant-about"] == "kor-2019-notice, again"


def test_no_time_floats():
    for line in encode(LAST_DAY, ENDS).decode().replace("\r\n ", "").split("\r\n"):
        for stamp in re.findall(r"\d{8}(?:T\d{6}Z?)?", line.partition(":")[2]):
            if line.startswith(("DTSTART", "DTEND", "DTSTAMP", "TRIGGER")):
                assert stamp.endswith("Z") or "VALUE=DATE:" in line


def test_the_file_has_what_the_standard_asks_for():
    data = encode(LAST_DAY, ENDS, name="Treaty desk")
    calendar = Calendar.from_ical(data)
    assert calendar["version"] == "2.0"
    assert calendar["prodid"]
    assert calendar["calscale"] == "GREGORIAN"
    assert calendar["name"] == calendar["x-wr-calname"] == "Treaty desk"
    assert "method" not in calendar, "no invitation: nobody organises it"
    for event in events(data):
        assert event["uid"]
        assert event.decoded("dtstamp") == datetime(2026, 11, 25, 3, tzinfo=UTC)
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")


def test_lines_end_with_both_and_are_folded_within_75_octets():
    data = encode(changed(LAST_DAY, title="終" * 200, description="통보\n" * 500))
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert events(data)[0]["summary"] == "終" * 200


def test_text_is_escaped_and_comes_back():
    data = encode(LAST_DAY)
    assert rb"so \\ safe\; nothing\, else." in data.replace(b"\r\n ", b"")
    [event] = events(data)
    assert (event["summary"], event["description"]) == (LAST_DAY.title, LAST_DAY.description)


def test_a_title_cannot_end_its_line_and_begin_a_property():
    written = msgspec.json.encode(LAST_DAY)
    for end in ("\\n", "\\r", "\\r\\n", "\\u0085"):
        hostile = written.replace(b"Last day", f"Last{end}ATTACH:x".encode(), 1)
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(hostile, type=Due)
    with pytest.raises(MalformedInput):
        encode(LAST_DAY, name="a\r\nATTACH:x")


def test_alarms_ring_in_the_morning_of_the_zone_or_to_the_second():
    [day], [instant] = events(encode(LAST_DAY)), events(encode(ENDS))
    rings = [alarm.decoded("trigger") for alarm in day.walk("VALARM")]
    morning = datetime(2027, 8, 24, tzinfo=UTC)  # 9 o'clock in Seoul
    assert rings == [morning - timedelta(days=days) for days in (30, 7, 1)]
    rings = [alarm.decoded("trigger") for alarm in instant.walk("VALARM")]
    ends = datetime(2027, 11, 22, 15, tzinfo=UTC)
    assert rings == [ends - timedelta(days=days) for days in (30, 7, 1)]
    for alarm in day.walk("VALARM"):
        assert alarm["action"] == "DISPLAY"
        assert alarm["description"] == LAST_DAY.title


def test_an_alarm_keeps_to_the_clock_of_the_zone_when_that_is_moved():
    due = changed(LAST_DAY, day=date(2027, 3, 15), zone="America/New_York")
    [event] = events(encode(due, alarm_days=(7, 0)))
    rings = [alarm.decoded("trigger").hour for alarm in event.walk("VALARM")]
    assert rings == [14, 13]  # the clocks go forward on 14 March


def test_alarms_can_be_left_out_and_have_bounds():
    assert b"VALARM" not in encode(LAST_DAY, alarm_days=())
    for days in (-1, 367):
        with pytest.raises(MalformedInput):
            encode(LAST_DAY, alarm_days=(days,))


def test_the_same_list_in_any_order_gives_the_same_bytes():
    assert encode(LAST_DAY, ENDS) == encode(ENDS, LAST_DAY, ENDS)
    assert [event["summary"] for event in events(encode(ENDS, LAST_DAY))] == [
        LAST_DAY.title,
        ENDS.title,
    ]


def test_an_identifier_stays_while_words_change_and_differs_for_another_thing():
    [uid] = {event["uid"] for event in events(encode(LAST_DAY))}
    assert uid == events(encode(changed(LAST_DAY, title="通告の最終日")))[0]["uid"]
    others = [
        changed(LAST_DAY, what="term-ends"),
        changed(LAST_DAY, day=date(2028, 8, 24)),
        changed(LAST_DAY, zone="Asia/Tokyo"),
        changed(LAST_DAY, counted="later"),
        changed(LAST_DAY, instrument="jpn-usa-gsomia-2007"),
        changed(LAST_DAY, article="21"),
        changed(LAST_DAY, about="another"),
    ]
    assert len({uid, *(f"accordant-{identity_of(each)}" for each in others)}) == 8


def test_the_identifier_is_that_of_the_first_release():
    """A calendar that was subscribed to would double every event if this changed."""
    assert identity_of(LAST_DAY).startswith("20bb8c39")


def test_only_what_is_firm_is_confirmed():
    firm = changed(LAST_DAY, counted="firm")
    [first, second] = events(encode(LAST_DAY, firm))
    assert {first["status"], second["status"]} == {"CONFIRMED", "TENTATIVE"}


def test_something_due_on_both_or_neither_or_told_in_two_ways_is_refused():
    for due in (changed(LAST_DAY, instant=0), changed(LAST_DAY, day=None)):
        assert fault_of(due)
        with pytest.raises(MalformedInput) as refused:
            encode(due)
        assert refused.value.place == "last-day-for-notice"
    with pytest.raises(MalformedInput, match="two ways"):
        encode(LAST_DAY, changed(LAST_DAY, title="Otherwise"))
    with pytest.raises(MalformedInput, match="time zone"):
        encode(changed(LAST_DAY, zone="Asia/Nowhere"))


def test_a_calendar_of_nothing_is_one():
    assert events(encode()) == []


@given(
    st.text(
        st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029"),
        min_size=1,
        max_size=200,
    ),
    st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60), max_size=8),
)
def test_any_words_come_back_as_they_were(title, lines):
    due = changed(LAST_DAY, title=title, description="\n".join(lines))
    [event] = events(encode(due))
    assert event["summary"] == title
    assert event.get("description", "") == due.description
