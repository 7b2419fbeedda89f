"""Writes what is due as a calendar file, RFC 5545, that any calendar program reads.

The same list gives the same bytes: events stand in order of time, each identifier comes from a
digest of what is due, and the time stamp is an argument. Days are all-day events, so that nobody's
zone moves them, and instants are in UTC; no time floats. A deadline in a calendar reminds, it
decides nothing: the law is asked of the node.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event

from accordant.errors import MalformedInput
from accordant.model.due import Due, fault_of, identity_of
from accordant.model.instant import Instant, load_zone, start_of_day

PRODUCER: Final = "-//Accordant//Calendar of what is due 1//EN"
ALARM_DAYS: Final = (30, 7, 1)  # before
ALARM_DAYS_MAX: Final = 366
ALARM_HOUR: Final = 9  # of the clock of the zone, for what is due on a day
EVENTS_MAX: Final = 10_000
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def encode(
    dues: Iterable[Due],
    *,
    stamped: Instant,
    name: str = "Accordant",
    alarm_days: tuple[int, ...] = ALARM_DAYS,
) -> bytes:
    """Return the calendar file of these things due, lines folded, in order of time.

    Args:
        dues: what is due; the same thing twice is one event.
        stamped: when the list was made, of which each event tells (DTSTAMP), to the second.
        name: what programs call the calendar.
        alarm_days: how many days before each the alarms ring; empty for none.

    Raises:
        MalformedInput: one is due on a day and at an instant, or on neither; one thing is told in
            two ways; a zone is unknown; there are more than EVENTS_MAX; an alarm is out of bounds.
    """
    if not all(0 <= days <= ALARM_DAYS_MAX for days in alarm_days):
        raise MalformedInput(f"an alarm rings 0 to {ALARM_DAYS_MAX} days before")
    if not name.isprintable():
        raise MalformedInput("the name of a calendar is one line of text")
    listed = _listed(dues)
    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)  # RFC 7986
    calendar.add("x-wr-calname", name)  # what programs read that are older than it
    for identity, due in sorted(listed.items(), key=_in_time):
        calendar.add_component(_event(identity, due, stamped, alarm_days))
    return bytes(calendar.to_ical())


def _listed(dues: Iterable[Due]) -> dict[str, Due]:
    """Each thing once, by its identity."""
    listed: dict[str, Due] = {}
    for due in dues:
        fault = fault_of(due)
        if fault:
            raise MalformedInput(fault, place=due.what)
        if listed.setdefault(identity_of(due), due) != due:
            raise MalformedInput("one thing due is told in two ways", place=due.what)
        if len(listed) > EVENTS_MAX:
            raise MalformedInput(f"a calendar takes at most {EVENTS_MAX} events")
    return listed


def _in_time(listed: tuple[str, Due]) -> tuple[Instant, str]:
    identity, due = listed
    return _begins(due), identity


def _begins(due: Due) -> Instant:
    if due.instant is not None:
        return due.instant
    assert due.day is not None  # fault_of
    return start_of_day(due.day, due.zone)


def _event(identity: str, due: Due, stamped: Instant, alarm_days: tuple[int, ...]) -> Event:
    event = Event()
    event.add("uid", f"accordant-{identity}")
    event.add("dtstamp", _moment(stamped))
    if due.day is not None:
        event.add("dtstart", due.day)
        event.add("dtend", due.day + timedelta(days=1))  # the first day that is no longer of it
        event.add("transp", "TRANSPARENT")  # it takes up nobody's day
    elif due.instant is not None:
        event.add("dtstart", _moment(due.instant))
    event.add("summary", due.title)
    if due.description:
        event.add("description", due.description)
    event.add("categories", [due.what, due.counted])
    event.add("status", "CONFIRMED" if due.counted == "firm" else "TENTATIVE")
    event.add("x-accordant-zone", due.zone)
    event.add("x-accordant-instrument", due.instrument)
    if due.article:
        event.add("x-accordant-article", due.article)
    if due.about:
        event.add("x-accordant-about", due.about)
    for days in sorted(set(alarm_days), reverse=True):
        event.add_component(_alarm(due, days))
    return event


def _alarm(due: Due, days: int) -> Alarm:
    """Rings some days before: for a day in the morning of its own zone, else to the second."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", due.title)
    alarm.add("trigger", _rings(due, days), parameters={"VALUE": "DATE-TIME"})
    return alarm


def _rings(due: Due, days: int) -> datetime:
    if due.instant is not None:
        return _moment(due.instant) - timedelta(days=days)
    assert due.day is not None  # fault_of
    day: date = due.day - timedelta(days=days)
    return datetime.combine(day, time(ALARM_HOUR), load_zone(due.zone)).astimezone(UTC)


def _moment(instant: Instant) -> datetime:
    """UTC to the second, never later than the instant."""
    return _EPOCH + timedelta(seconds=instant // 1000)
