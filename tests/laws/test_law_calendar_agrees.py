"""The law's calendar against the one that walks day by day: terms, months, notices, last days."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.laws import day_by_day_calendar as calendar
from tests.laws.agreements import World, local, worlds
from tests.laws.day_by_day_history import Choice, Happening, Text

from accordant.clauses.term import Notice, Term
from accordant.law.deadlines import deadlines_of
from accordant.law.term import deadline, end_by_notice, end_of_term
from accordant.model.instant import day_of

days = st.dates(date(1990, 1, 1), date(2030, 12, 31)) | st.sampled_from(
    [date(year, month, day) for year in (1999, 2000, 2016, 2019)
     for month, day in ((2, 28), (3, 1), (8, 31), (12, 31))] + [date(2016, 2, 29)]
)  # fmt: skip
lengths = st.sampled_from([1, 2, 3, 6, 11, 12, 13, 24])
notices = st.one_of(
    st.tuples(st.sampled_from([1, 28, 89, 90, 180, 366]), st.none()),
    st.tuples(st.none(), lengths),
)


def term_of(first, further, notice):
    """The same rules for both programs."""
    clause = Notice("written", "diplomatic", "open", *notice)
    months = [None if each is None else f"P{each}M" for each in (first, further)]
    return (
        Term(article="1", first=months[0], extends=months[1], notice=clause),
        calendar.Rules(first, further, *notice),
    )


def walked(day):
    return day.year, day.month, day.day


@given(days, st.none() | lengths, st.none() | lengths, notices, st.integers(-200, 2000))
@example(date(2016, 11, 23), 12, 12, (90, None), 1004)
def test_every_last_day_agrees_with_walking(start, first, further, notice, after):
    term, rules = term_of(first, further if first else None, notice)
    given_on = start + timedelta(days=after)
    for way in calendar.WAYS:
        law = end_by_notice(start, term, given_on, way)
        assert walked(law) == calendar.end_by_notice(rules, walked(start), walked(given_on), way)
    fixed = end_of_term(start, term, start)
    if not rules.is_extended:
        assert (fixed and walked(fixed)) == calendar.own_end(rules, walked(start))


@given(days, notices)
def test_the_last_day_for_a_notice_agrees_with_walking_back(end, notice):
    term, rules = term_of(12, 12, notice)
    for way in calendar.WAYS:
        law = deadline(end, term.notice, way)
        assert walked(law) == calendar.last_day_for_notice(rules, walked(end), way)


@given(worlds, st.integers(0, 10**12))
def test_a_last_day_for_a_notice_is_one_and_the_next_day_is_not(world, moment):
    """Delivered on the last day shown, by its own way and zone, it ends a term before the one
    that a day later it would end."""
    at = world.queries()[moment % len(world.queries())]
    for due in deadlines_of(world.matter, at):
        assert due.over > at
        if due.what != "last-day-for-notice":
            continue
        assert due.day >= day_of(at, due.zone)
        began = min(view.life.entry for view in world.matter.views)
        start, delivered = walked(day_of(began, due.zone)), walked(due.day)
        for way in due.ways:
            rules = world.rule.rules
            on_time = calendar.end_by_notice(rules, start, delivered, way)
            late = calendar.end_by_notice(rules, start, calendar.next_day(delivered), way)
            assert on_time < late


# --- the agreement of 2016 ---------------------------------------------------------------------


def of_2016(notice):
    entry = local("2016-11-23T11:00", "Asia/Seoul")
    rule = Text(("JPN", "KOR"), ("Asia/Seoul",), calendar.Rules(12, 12, 90, None))
    world = World(rule, "Asia/Seoul", [], entry)
    for party in rule.parties:
        world = world.with_also(
            Happening(rule.begins_by, entry, party, party.lower(), told_by=frozenset({party}))
        )
    at = local(notice, "Asia/Seoul")
    return world.with_also(
        Happening("notice-delivered", at, "KOR", "note", told_by=frozenset({"KOR"}))
    )


@pytest.mark.parametrize(
    ("notice", "ends"),
    [
        ("2019-08-23T15:30", {"expiry": 2019, "last-day": 2019, "clear": 2019}),
        ("2019-08-23T23:59:59", {"expiry": 2019, "last-day": 2019, "clear": 2019}),
        ("2019-08-24T00:00", {"expiry": 2019, "last-day": 2019, "clear": 2020}),
        ("2019-08-25T23:59:59", {"expiry": 2019, "last-day": 2020, "clear": 2020}),
        ("2019-08-26T00:00", {"expiry": 2020, "last-day": 2020, "clear": 2020}),
    ],
)
def test_the_year_in_which_a_notice_of_2019_would_have_ended_it(notice, ends):
    world = of_2016(notice)
    for view in world.matter.views:
        story = world.history.story(view.party, Choice(*view.construction))
        year = ends[view.construction.counting]
        assert view.life.steps[-1].at == story.over == local(f"{year}-11-23", "Asia/Seoul")


def test_the_notice_of_2019_would_have_left_22_november_as_the_last_day():
    world = of_2016("2019-08-23T15:30")
    last = local("2019-11-22T23:59:59", "Asia/Seoul") + 999
    assert world.matter.at(last).force == "in-force"
    assert world.matter.at(last).facts["until"] == "2019-11-22"
    assert world.matter.at(last + 1).force == "not-in-force"
    assert calendar.local_day(last, "Asia/Seoul") == (2019, 11, 22)
