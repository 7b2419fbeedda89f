"""What falls due: each way of counting by its name, month ends, and the last day itself."""

import pytest
from tests.unit.law.scene import ONE_YEAR, YEARLY, adopted, at, begun, both, fact, text, told

from accordant.law.deadlines import deadlines_of
from accordant.law.force import Matter
from accordant.law.term import WAYS_OF_COUNTING

NOTICE = fact("notice-delivered", "2019-08-20", "KOR")


def due(*acts, when="2019-08-01", which=None, party=None):
    which = which or text()
    found = Matter.of(which, [*adopted(which), *(act for group in acts for act in group)])
    return [
        (each.what, each.day.isoformat(), each.ways)
        for each in deadlines_of(found, at(when), party)
    ]


def monthly(months, way="expiry", **more):
    term = YEARLY.replace("days = 90", f"months = {months}").replace("open", way)
    return text(term, **more)


def test_the_last_day_for_a_notice_by_each_way_and_the_end_of_the_term():
    assert due(begun()) == [
        ("last-day-for-notice", "2019-08-23", ("clear",)),
        ("last-day-for-notice", "2019-08-24", ("last-day",)),
        ("last-day-for-notice", "2019-08-25", ("expiry",)),
        ("end-of-term", "2019-11-22", ()),
    ]


def test_whoever_keeps_the_first_day_named_is_safe_by_every_way():
    first = due(begun())[0][1]
    acts = [*begun(), *told(fact("notice-delivered", f"{first}T23:59:59", "KOR"))]
    found = Matter.of(text(), [*adopted(text()), *acts])
    assert found.at(at("2019-11-23")).force == "not-in-force"
    late = [*begun(), *told(fact("notice-delivered", "2019-08-24", "KOR"))]
    assert Matter.of(text(), [*adopted(text()), *late]).at(at("2019-11-23")).force == "unknown"


def test_the_last_day_is_due_to_its_end_and_then_the_next_terms():
    on_the_day = due(begun(), when="2019-08-23T23:59:59")
    assert ("last-day-for-notice", "2019-08-23", ("clear",)) in on_the_day
    after = due(begun(), when="2019-08-24T00:00:00")
    assert ("last-day-for-notice", "2020-08-23", ("clear",)) in after
    assert ("last-day-for-notice", "2019-08-24", ("last-day",)) in after


def test_a_way_the_text_names_is_the_only_one():
    which = text(YEARLY.replace("open", "clear"))
    assert [each for each in due(begun(), which=which) if each[2]] == [
        ("last-day-for-notice", "2019-08-23", ("clear",))
    ]


@pytest.mark.parametrize(
    ("months", "way", "begins", "asked", "day"),
    [
        (6, "expiry", "2016-08-31", "2019-01-01", "2019-02-28"),
        (6, "expiry", "2016-08-31", "2020-01-01", "2020-02-29"),
        (6, "last-day", "2016-08-31", "2020-01-01", "2020-02-29"),
        (3, "clear", "2016-03-01", "2019-06-01", "2019-11-28"),
        (1, "expiry", "2016-04-01", "2019-01-01", "2019-03-01"),
        (12, "last-day", "2016-02-29", "2018-03-01", "2019-02-28"),
    ],
)
def test_months_back_over_their_ends(months, way, begins, asked, day):
    found = due(begun(begins), when=asked, which=monthly(months, way))
    assert ("last-day-for-notice", day, (way,)) in found


@pytest.mark.parametrize("when", ["2017-01-01", "2017-02-01", "2018-05-17"])
def test_a_notice_longer_than_a_term_has_its_last_day_in_a_later_term(when):
    """It was looked for in the next term only, lay in the past there, and none was shown."""
    which = text(YEARLY.replace('extends = "P1Y"', 'extends = "P1M"').replace("= 90", "= 180"))
    found = due(begun(), when=when, which=which)
    assert {way for _, _, ways in found for way in ways} == set(WAYS_OF_COUNTING)
    for what, day, _ in found:
        if what == "last-day-for-notice":
            first = "2017-05-25" if when < "2017-05" else "2018-05-17"
            assert first <= day <= f"{first[:4]}-07-01"


def test_with_a_notice_the_last_day_is_due_in_each_way_it_is_counted():
    open_ = told(fact("notice-delivered", "2019-08-25", "KOR"))
    assert due(begun(), open_, when="2019-09-01") == [
        ("last-day-in-force", "2019-11-22", ("expiry",)),
        ("last-day-in-force", "2020-11-22", ("clear", "last-day")),
    ]


def test_a_term_without_extension_and_an_agreed_end_have_a_last_day():
    assert due(begun(), when="2017-01-01", which=text(ONE_YEAR)) == [
        ("last-day-in-force", "2017-11-22", ())
    ]
    ended = both(fact("terminated", "2018-01-01", ground="consent", effect=at("2018-12-01")))
    assert due(begun(), ended, when="2018-02-01") == [("last-day-in-force", "2018-11-30", ())]


def test_a_text_without_an_end_of_its_own_has_nothing_due_before_a_notice():
    no_end = 'notice = { months = 6, form = "written", channel = "diplomatic", counting = "open" }'
    which = text(no_end)
    assert due(begun(), which=which) == []
    noticed = told(fact("notice-delivered", "2019-03-10", "KOR"))
    assert due(begun(), noticed, when="2019-04-01", which=which) == [
        ("last-day-in-force", "2019-09-09", ("expiry",)),
        ("last-day-in-force", "2019-09-10", ("last-day",)),
        ("last-day-in-force", "2019-09-11", ("clear",)),
    ]


def test_a_notice_runs_on_while_operation_is_suspended_and_its_last_day_is_due():
    """The term and the next last day for a notice were shown, as if there were none."""
    held = told(fact("operation-suspended", "2019-09-01", "JPN", ground="breach"))
    assert due(begun(), told(NOTICE), held, when="2019-10-01") == [
        ("last-day-in-force", "2019-11-22", ("clear", "expiry", "last-day"))
    ]
    without = due(begun(), held, when="2019-10-01")
    assert without[-1] == ("last-day-for-notice", "2020-08-25", ("expiry",))


def test_nothing_is_due_before_the_beginning_and_after_the_end():
    assert due(begun(), when="2016-11-22") == []
    assert due(begun(), told(NOTICE), when="2019-11-23") == []


def test_each_capital_has_its_own_last_day():
    which = text(YEARLY.replace("open", "clear"), zone="", parties=("JPN", "USA"))
    acts = [
        act
        for party in ("JPN", "USA")
        for act in told(fact("requirements-notified", "2016-11-23T05:00", party))
    ]
    found = deadlines_of(Matter.of(which, acts), at("2019-08-01"))
    assert {(each.zone, each.day.isoformat()) for each in found if each.ways} == {
        ("Asia/Tokyo", "2019-08-23"), ("America/New_York", "2019-08-22"),
    }  # fmt: skip
    assert all(each.article == "1" for each in found)
    assert [each.over for each in found] == sorted(each.over for each in found)


def test_a_party_that_counts_one_way_is_shown_that_way_for_its_last_day():
    read = told(fact("reading-held", "2019-01-01", "KOR", question="counting", answer="clear"))
    open_ = told(fact("notice-delivered", "2019-08-25", "KOR"))
    found = due(begun(), read, open_, when="2019-09-01", party="KOR")
    assert found == [("last-day-in-force", "2020-11-22", ("clear",))]
