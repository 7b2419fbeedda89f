"""A second calendar, by brute force: it walks one day at a time and imports nothing of Accordant.

It answers the same question as the law's calendar (is an agreement in force at this instant, for
certain, perhaps, or not?) from the agreement's words alone, with no formula: terms are found by
walking until the day before the same day of the month comes round; ninety days are counted off
one by one. Days are (year, month, day); leap years are the Gregorian rule, written out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

Day = tuple[int, int, int]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def local_day(millisecond: int, zone: str) -> Day:
    """The day the calendar on the wall shows in a zone."""
    moment = (EPOCH + timedelta(milliseconds=millisecond)).astimezone(ZoneInfo(zone))
    return moment.year, moment.month, moment.day


def length_of_month(year: int, month: int) -> int:
    if month == 2:
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return 29 if leap else 28
    return 30 if month in (4, 6, 9, 11) else 31


def next_day(day: Day) -> Day:
    year, month, number = day
    if number < length_of_month(year, month):
        return year, month, number + 1
    return (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)


def days_walked(start: Day, end: Day) -> int:
    """How many times the day turns from one day to a later one."""
    steps = 0
    while start != end:
        start, steps = next_day(start), steps + 1
    return steps


def is_long_enough(walked: int, days: int) -> dict[str, bool]:
    """Whether so many turns of the day between delivery and the last day in force are notice
    enough, by each way of counting."""
    return {
        "expiry": walked + 1 >= days,  # up to the first day out of force
        "last-day": walked >= days,  # up to the last day in force
        "clear": walked - 1 >= days,  # whole days in between
    }


@dataclass(frozen=True)
class Agreement:
    """What the text says, and when the later notification was delivered (a millisecond)."""

    zone: str
    entry: int
    first_months: int
    further_months: int
    notice_days: int

    def term_ends(self) -> Iterator[Day]:
        """The last day of every term, met by walking from the first day on.

        A term is over when the same day of the month comes round tomorrow, or when the month
        it should come round in ends without it.
        """
        day = start = local_day(self.entry, self.zone)
        months, wanted = 0, self.first_months
        while True:
            tomorrow = next_day(day)
            new_month = tomorrow[2] == 1
            comes_round = months + new_month == wanted and tomorrow[2] == start[2]
            never_comes = months == wanted and new_month and day[2] < start[2]
            if comes_round or never_comes:
                yield day
                wanted += self.further_months
            day, months = tomorrow, months + new_month

    def last_days(self, notice: int) -> dict[str, Day]:
        """The last day in force after one notice, by each way of counting."""
        return _last_days(self, local_day(notice, self.zone))

    def force(self, notices: list[int], query: int) -> str:
        """In force by every way of counting, by none, or by some."""
        if query < self.entry:
            return "not-in-force"
        ends = [self.last_days(notice) for notice in notices if notice <= query]
        today = local_day(query, self.zone)
        answers = {
            all(today <= by_way[way] for by_way in ends) for way in ("expiry", "last-day", "clear")
        }
        if answers == {True, False}:
            return "unknown"
        return "in-force" if True in answers else "not-in-force"


@cache
def _last_days(agreement: Agreement, delivered: Day) -> dict[str, Day]:
    found: dict[str, Day] = {}
    for end in agreement.term_ends():
        if end >= delivered:
            enough = is_long_enough(days_walked(delivered, end), agreement.notice_days)
            for way, yes in enough.items():
                if yes:
                    found.setdefault(way, end)
            if len(found) == len(enough):
                return found
    raise AssertionError("terms do not end")
