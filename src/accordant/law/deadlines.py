"""What falls due under an instrument: the end of a term, the last day for a notice, a last day.

A last day for a notice is worked out in each way of counting the text leaves open, and named by
it; whoever wants to be safe keeps the earliest.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from accordant.law.force import Matter, View, step_at
from accordant.law.instrument import clause_of
from accordant.law.lifecycle import ALIVE
from accordant.law.reading import Construction
from accordant.law.term import WAYS_OF_COUNTING, deadline, end_of, end_of_term, last_days
from accordant.model.instant import Instant, day_of

What: TypeAlias = Literal["last-day-for-notice", "end-of-term", "last-day-in-force"]


class Deadline(NamedTuple):
    """One day that matters: which, in whose zone, counted how, under which article."""

    what: What
    day: date
    zone: str
    ways: tuple[str, ...]  # of counting that give this day; empty where nothing is counted
    article: str
    over: Instant  # the first instant after the day


def deadlines_of(matter: Matter, at: Instant, party: str | None = None) -> tuple[Deadline, ...]:
    """Return what falls due from an instant on, in order of time; nothing where nothing stands.

    Args:
        matter: the instrument and what is recorded of it.
        at: asked about; what was due before is left out.
        party: in this party's account and reading; None = in any.
    """
    found: dict[tuple[What, date, str], set[str]] = {}
    for view in matter.views_at(at, party):
        for what, day, way in _of_view(matter, view, at):
            found.setdefault((what, day, view.construction.zone), set()).update(way)
    term = clause_of(matter.text, "term")
    article = "" if term is None else term.article
    made = [
        Deadline(what, day, zone, tuple(sorted(ways)), article, end_of(day, zone))
        for (what, day, zone), ways in found.items()
    ]
    return tuple(sorted((each for each in made if each.over > at), key=_place))


def _of_view(matter: Matter, view: View, at: Instant) -> list[tuple[What, date, tuple[str, ...]]]:
    """The days that matter in one view."""
    step = step_at(view.life, at)
    if step is None or step.state not in ALIVE:
        return []
    until = step.facts.get("until", "")
    if step.state == "operation-suspended":  # says nothing of an end, and time runs on
        following = next((each for each in view.life.steps if each.at > at), None)
        ends = following is not None and following.state == "ended"
        until = following.facts["until"] if following is not None and ends else ""
    if until:
        last = date.fromisoformat(until)
        counted = (view.construction.counting,) if _is_counted(matter, view, last) else ()
        return [("last-day-in-force", last, counted)]
    return _of_term(matter, view.construction, view.life.entry, at)


def _of_term(
    matter: Matter, construction: Construction, entry: Instant | None, at: Instant
) -> list[tuple[What, date, tuple[str, ...]]]:
    """The running term and the last days on which a notice would end it, or the next one."""
    term = clause_of(matter.text, "term")
    if term is None or term.first is None or entry is None:
        return []
    zone = construction.zone
    start, today = day_of(entry, zone), day_of(at, zone)
    last = end_of_term(start, term, today)
    if last is None:
        return []
    found: list[tuple[What, date, tuple[str, ...]]] = [("end-of-term", last, ())]
    if term.notice is None or term.extends is None:
        return found
    ways = tuple(WAYS_OF_COUNTING) if term.notice.counting == "open" else (term.notice.counting,)
    for way in ways:
        ends = last_days(start, term.first, term.extends, today)
        due = next(day for last in ends if (day := deadline(last, term.notice, way)) >= today)
        found.append(("last-day-for-notice", due, (way,)))
    return found


def _is_counted(matter: Matter, view: View, last: date) -> bool:
    """Whether the end was worked out by counting a notice, and the text leaves open how."""
    term = clause_of(matter.text, "term")
    if term is None or term.notice is None or term.notice.counting != "open":
        return False
    facts = [move.fact for move in view.life.moves]
    agreed = {
        day_of((fact.effect or fact.at) - 1, view.construction.zone)
        for fact in facts
        if fact.kind in ("terminated", "replaced")
    }
    return last not in agreed and any(
        fact.kind in ("notice-delivered", "denounced") for fact in facts
    )


def _place(due: Deadline) -> tuple[Instant, str, str]:
    return (due.over, due.what, due.zone)
