"""The calendar of an instrument: when its terms end, and which term a notice ends.

Days are days of the instrument's zone. A term that begins on a day ends with the day before the
corresponding day, or, where the last month has no such day, with the end of that month: begun on
29 February 2016, a year ends with 28 February 2017. This is how the civil codes of both parties
count (Japan, Art. 143; Republic of Korea, Art. 160; from memory, unverified).

A notice "ninety days in advance" is counted in three ways, because Art. 21(3) of the Japan-Korea
agreement of 2016 does not say how. They differ by a day each:

    expiry    back from the first day out of force: 23 November leaves 25 August
    last-day  back from the last day in force:      22 November leaves 24 August
    clear     full days between the day of delivery and the last day in force, neither counted:
              22 November leaves 23 August

A notice that ends no term but runs from its delivery is counted forward by the same three ways:
six months from 10 March leave as last day in force 9 September (expiry), 10 September (last-day)
or 11 September (clear). Months are counted as terms are: where the last month has no such day,
its end stands in.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING

from accordant.model.instant import INSTANT_MAX, Instant, start_of_day

if TYPE_CHECKING:
    from accordant.clauses.term import Notice, Term

WAYS_OF_COUNTING = {"expiry": -1, "last-day": 0, "clear": 1}
"""Days between the last day in force and the last day for the notice, beyond those named."""

_horizon = date(2199, 12, 30)  # ends later than this lie beyond every instant


def months_of(duration: str) -> int:
    """Return the months of a duration in years or months: `P1Y` is 12, `P6M` is 6."""
    number = int(duration[1:-1])
    return number * 12 if duration.endswith("Y") else number


def last_day(start: date, months: int) -> date:
    """Return the last day, inclusive, of a period of so many months that begins on a day."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    days_in_month = monthrange(year, month)[1]
    if start.day > days_in_month:
        return date(year, month, days_in_month)
    return date(year, month, start.day) - timedelta(days=1)


def last_days(start: date, first: str, extends: str, after: date) -> Iterator[date]:
    """Yield the last day of each term, without end; all counted from the start, so none drifts.

    Terms that end long before a day are left out: it takes no longer for a day far away.
    """
    months = (after.year - start.year) * 12 + after.month - start.month
    past = (months - months_of(first)) // months_of(extends) - 1
    for extensions in count(max(past, 0)):
        yield last_day(start, months_of(first) + extensions * months_of(extends))


@lru_cache(maxsize=8192)
def end_of_term(start: date, term: Term, day: date) -> date | None:
    """Return the last day of the term that runs on a day; None where the text sets no end."""
    if term.first is None:
        return None
    if term.extends is None:
        return last_day(start, months_of(term.first))
    return next(last for last in last_days(start, term.first, term.extends, day) if last >= day)


@lru_cache(maxsize=8192)
def end_by_notice(start: date, term: Term, delivered: date, way: str) -> date:
    """Return the last day in force after a notice delivered on a day, counted in one way.

    A notice too late for one term ends the next one. Where terms do not follow each other the
    notice runs from its delivery, at most to the end that the text sets.
    """
    assert term.notice is not None, "the caller knows that the text has a rule on notice"
    if term.first is not None and term.extends is not None:
        return next(
            last
            for last in last_days(start, term.first, term.extends, delivered)
            if deadline(last, term.notice, way) >= delivered
        )
    last = _shifted(delivered, term.notice, 1) + timedelta(days=WAYS_OF_COUNTING[way])
    fixed = end_of_term(start, term, delivered)
    return last if fixed is None else min(last, fixed)


def deadline(last: date, notice: Notice, way: str) -> date:
    """Return the last day on which a notice must be delivered to end a term on its last day."""
    return _shifted(last - timedelta(days=WAYS_OF_COUNTING[way]), notice, -1)


def _shifted(day: date, notice: Notice, direction: int) -> date:
    """A day so many days or months on or back."""
    if notice.days is not None:
        return day + timedelta(days=direction * notice.days)
    years, month = divmod(day.month - 1 + direction * (notice.months or 0), 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def end_of(day: date, zone: str) -> Instant:
    """Return the first instant after a day in a zone: the day itself is wholly in force."""
    if day > _horizon:
        return INSTANT_MAX
    return start_of_day(day + timedelta(days=1), zone)
