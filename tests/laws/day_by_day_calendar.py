"""A second calendar, by brute force: it walks one day at a time and imports nothing of Accordant.

It answers the law's question (is an agreement in force at this instant, for certain, perhaps, or
not?) from the agreement's words alone, with no formula: terms, months and days of notice are
counted off one by one. Days are (year, month, day); leap years are the Gregorian rule, written
out. What happens to a notice afterwards stands in day_by_day_history.py.

The rules of counting, in plain words:

- A term is over when tomorrow the same day of the month comes round, or when the month in which
  it should come round ends without it. All terms are counted from the first day of the first.
- So many months on or back from a day is the day of that number in that month; where the month
  has no such day, its last day stands in.
- A notice that ends a term must be there so long before: before the first day out of force
  (`expiry`), before the last day in force (`last-day`), or before the day before that (`clear`).
  A notice that is too late for one term ends the next.
- A notice under a text whose terms do not follow each other runs from its delivery. So long after
  it lies the first day out of force (`expiry`), the last day in force (`last-day`), or the day
  before that (`clear`); the end the text itself sets may come first.
- The last day is in force to its end, by the clocks of the zone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

Day = tuple[int, int, int]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
WAYS = ("expiry", "last-day", "clear")


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


def day_before(day: Day) -> Day:
    year, month, number = day
    if number > 1:
        return year, month, number - 1
    year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return year, month, length_of_month(year, month)


def months_on(day: Day, months: int) -> Day:
    """Walk on until the number comes round in the wanted month, or that month ends without it."""
    number, turned = day[2], 0
    while turned < months or day[2] != number:
        tomorrow = next_day(day)
        if turned == months and tomorrow[2] == 1:
            return day
        turned += tomorrow[2] == 1
        day = tomorrow
    return day


def months_back(day: Day, months: int) -> Day:
    """Walk back until the wanted month, then to the number, or stay at the month's last day."""
    number, turned = day[2], 0
    while turned < months:
        yesterday = day_before(day)
        turned += yesterday[1] != day[1]
        day = yesterday
    while day[2] > number:
        day = day_before(day)
    return day


@dataclass(frozen=True)
class Rules:
    """What a text says about its time. A length that is None is not in the text."""

    first_months: int | None = None
    further_months: int | None = None
    notice_days: int | None = None
    notice_months: int | None = None

    @property
    def is_extended(self) -> bool:
        return self.further_months is not None

    def term_ends(self, start: Day) -> Iterator[Day]:
        """The last day of every term, met by walking from the first day on."""
        day, months, wanted = start, 0, self.first_months
        while wanted is not None:
            tomorrow = next_day(day)
            new_month = tomorrow[2] == 1
            comes_round = months + new_month == wanted and tomorrow[2] == start[2]
            never_comes = months == wanted and new_month and day[2] < start[2]
            if comes_round or never_comes:
                yield day
                wanted = wanted + self.further_months if self.further_months else None
            day, months = tomorrow, months + new_month

    def notice_on(self, day: Day) -> Day:
        """So long as the notice after a day."""
        if self.notice_days is None:
            return months_on(day, self.notice_months or 0)
        for _ in range(self.notice_days):
            day = next_day(day)
        return day

    def notice_back(self, day: Day) -> Day:
        """So long as the notice before a day."""
        if self.notice_days is None:
            return months_back(day, self.notice_months or 0)
        for _ in range(self.notice_days):
            day = day_before(day)
        return day


@cache
def own_end(rules: Rules, start: Day) -> Day | None:
    """The last day the text itself sets; None where terms follow each other or there are none."""
    return None if rules.is_extended else next(rules.term_ends(start), None)


@cache
def last_day_for_notice(rules: Rules, end: Day, way: str) -> Day:
    """The last day on which a notice that is to end a term on a day must be delivered."""
    before = {"expiry": next_day(end), "last-day": end, "clear": day_before(end)}
    return rules.notice_back(before[way])


@cache
def end_by_notice(rules: Rules, start: Day, delivered: Day, way: str) -> Day:
    """The last day in force after a notice delivered on a day, counted one way."""
    if rules.is_extended:
        return next(
            end
            for end in rules.term_ends(start)
            if end >= delivered and delivered <= last_day_for_notice(rules, end, way)
        )
    after = rules.notice_on(delivered)
    last = {"expiry": day_before(after), "last-day": after, "clear": next_day(after)}[way]
    fixed = own_end(rules, start)
    return last if fixed is None else min(last, fixed)
