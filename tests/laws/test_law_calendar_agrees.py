"""The law's calendar against the one that walks day by day; and time as the law must treat it."""

import importlib.util
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from accordant.law.force import force_at, timeline_of
from accordant.law.instrument import load
from accordant.model.act import Adopted, NoticeDelivered, RequirementsNotified
from accordant.model.instant import from_datetime


def _second_program():
    path = Path(__file__).with_name("day_by_day_calendar.py")
    assert "accordant" not in path.read_text().replace("of Accordant", "")
    spec = importlib.util.spec_from_file_location("day_by_day_calendar", path)
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


calendar = _second_program()

TEXT = """+++
format = "accordant/instrument/1"
id = "any"
title = "Any"
parties = ["JPN", "KOR"]
authentic = "en"
zone = "{zone}"
+++

## Article 1. All of it
> Source: written for this law. Model.

```toml clause parties
parties = ["JPN", "KOR"]
```

```toml clause entry
on = "later-of-notifications"
form = "written"
channel = "diplomatic"
```

```toml clause term
first = "P{first}M"
extends = "P{further}M"
notice = {{ days = {days}, form = "written", channel = "diplomatic", counting = "open" }}
```
"""

# Kiribati and Samoa left out a whole day; Brazil's midnight once did not exist; Nepal and the
# Marquesas stand between the hours.
ZONES = (
    "Asia/Seoul", "UTC", "America/New_York", "Europe/London", "Pacific/Apia",
    "Pacific/Kiritimati", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Marquesas",
)  # fmt: skip
DAY = timedelta(days=1)


class World:
    """One agreement in both programs, and its acts."""

    def __init__(self, zone, entry, lead, first, further, days, notices):
        self.text = load(TEXT.format(zone=zone, first=first, further=further, days=days), "any.md")
        self.notices = notices
        self.walked = calendar.Agreement(zone, entry, first, further, days)
        adopted = [
            Adopted(party, "any", self.text.clauses_digest, entry - lead)
            for party in ("JPN", "KOR")
        ]
        notified = [
            RequirementsNotified("JPN", "any", entry - lead, entry),
            RequirementsNotified("KOR", "any", entry, entry),
        ]
        given_by = [
            NoticeDelivered(party, "any", "diplomatic", at, at)
            for party, at in zip(("KOR", "JPN", "KOR"), notices, strict=False)
        ]
        self.acts = [*adopted, *notified, *given_by]

    def edges(self):
        """Every midnight either program could mean, with its neighbours."""
        days = {day for at in self.notices for day in self.walked.last_days(at).values()}
        for year, month, number in days:
            for beside in (-1, 0, 1, 2):
                day = datetime(year, month, number, tzinfo=UTC) + beside * DAY
                midnight = from_datetime(day.replace(tzinfo=ZoneInfo(self.walked.zone)))
                yield from (midnight - 1, midnight, midnight + 1)
        for start in timeline_of(self.text, self.acts).starts[1:]:
            yield from (start - 1, start, start + 1)


def millisecond(first_year, last_year):
    """Any instant of these years; leap days and ends of months more often than chance."""

    def at(year, month=1, day=1, hour=0):
        return from_datetime(datetime(year, month, day, hour, tzinfo=UTC))

    hours = st.sampled_from([0, 12, 23])
    leap = st.builds(
        at, st.sampled_from([1996, 2000, 2008, 2012]), st.just(2), st.sampled_from([28, 29]), hours
    )
    month_end = st.builds(
        at, st.integers(first_year, last_year), st.sampled_from([1, 3, 8, 12]), st.just(31), hours
    )
    return st.integers(at(first_year), at(last_year)) | leap | month_end


@st.composite
def worlds(draw):
    entry = draw(millisecond(1994, 2014))
    after = st.integers(-100 * 86_400_000, 4 * 366 * 86_400_000)
    return World(
        draw(st.sampled_from(ZONES)),
        entry,
        draw(st.integers(0, 10**9)),
        draw(st.sampled_from([12, 12, 6, 1, 24])),
        draw(st.sampled_from([12, 12, 1, 6])),
        draw(st.sampled_from([90, 1, 28, 180, 366])),
        [entry + shift for shift in draw(st.lists(after, max_size=3))],
    )


def seoul(text):
    return from_datetime(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Seoul")))


def of_2016(*notices):
    entry = seoul("2016-11-23T11:00")
    return World("Asia/Seoul", entry, 0, 12, 12, 90, [seoul(notice) for notice in notices])


@given(worlds(), st.lists(st.integers(-(10**10), 10**11 * 2), max_size=4))
@example(of_2016("2019-08-23T15:30"), [])
@example(of_2016("2019-08-24T00:00"), [])
@example(of_2016("2019-08-25T23:59:59"), [])
def test_the_calendar_agrees_with_walking_day_by_day(world, shifts):
    queries = {*world.edges(), *(world.walked.entry + shift for shift in shifts)}
    for query in sorted(queries):
        law = force_at(world.text, world.acts, query).force
        assert law == world.walked.force(world.notices, query), (query, world.notices)


@given(worlds(), st.lists(st.integers(-(10**10), 10**11 * 2), max_size=4))
def test_the_compiled_timeline_is_force_at_every_instant(world, shifts):
    timeline = timeline_of(world.text, world.acts)
    for query in {*world.edges(), *(world.walked.entry + shift for shift in shifts)}:
        assert timeline.at(query) == force_at(world.text, world.acts, query)


@given(worlds(), st.randoms(use_true_random=False))
def test_order_and_duplication_of_acts_do_not_matter(world, random):
    shuffled = world.acts * 2
    random.shuffle(shuffled)
    assert timeline_of(world.text, shuffled) == timeline_of(world.text, world.acts)


@given(worlds())
def test_a_further_notice_never_prolongs_force(world):
    fewer = [act for act in world.acts if not isinstance(act, NoticeDelivered)]
    without, with_all = timeline_of(world.text, fewer), timeline_of(world.text, world.acts)
    for query in world.edges():
        if with_all.at(query).force == "in-force":
            assert without.at(query).force == "in-force"


@given(worlds())
def test_what_is_learnt_later_does_not_count(world):
    for act in world.acts:
        known_at = act.at
        known = [other for other in world.acts if other.at <= known_at]
        assert timeline_of(world.text, world.acts, known_at) == timeline_of(world.text, known)


@pytest.mark.parametrize("notice", ["2019-08-23T15:30", "2019-08-23T23:59:59"])
def test_the_notice_of_2019_would_have_left_22_november_as_the_last_day(notice):
    world = of_2016(notice)
    last = seoul("2019-11-22T23:59:59") + 999
    assert force_at(world.text, world.acts, last).force == "in-force"
    assert force_at(world.text, world.acts, last).facts["until"] == "2019-11-22"
    assert force_at(world.text, world.acts, last + 1).force == "not-in-force"
    assert calendar.local_day(last, "Asia/Seoul") == (2019, 11, 22)
    assert set(world.walked.last_days(world.notices[0]).values()) == {(2019, 11, 22)}
