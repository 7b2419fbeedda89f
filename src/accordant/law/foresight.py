"""What a fact would do if it happened: asked before a notice is given, and decides nothing.

A notice through the channel the text names ends a term; which one, and on which day, depends on
the way of counting where the text leaves that open. The end is told as the clock of each capital
shows it. New releases stop at the earliest end; duties and the articles that survive go on.

A first version upon the present law: only a notice or denunciation is foreseen; other facts answer
with an obstacle, so that nobody takes silence for "no effect".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Literal, TypeAlias

import msgspec

from accordant.law.force import force_at
from accordant.law.instrument import Instrument, clause_of
from accordant.law.term import WAYS_OF_COUNTING, end_of, ends_by_notice, last_day, last_days
from accordant.model.act import Act
from accordant.model.fact import Fact
from accordant.model.instant import Instant, day_of, format_instant
from accordant.model.party import state_of

Obstacle: TypeAlias = Literal[
    "", "not-foreseen", "not-a-party", "no-notice-clause", "wrong-channel", "not-in-force",
    "ends-by-itself",
]  # fmt: skip
"""Why a fact ends nothing; empty when it ends something."""

NEW = frozenset({"parties", "scope", "form", "equivalence", "route", "assurance", "entry", "term"})
"""Kinds of clauses that are about providing anew: with the end they have no object."""


class Foreseen(msgspec.Struct, frozen=True, kw_only=True):
    """What a fact would do."""

    obstacle: Obstacle = ""
    last_days: dict[str, date] = {}
    """The last day in force by each way of counting the text leaves open."""
    ends: dict[str, str] = {}
    """The first instant out of force, the earliest there is, as each party's capital reads it."""
    late: bool = False
    """Whether by some way of counting it misses the term that runs and ends a later one."""
    lapses: tuple[str, ...] = ()
    """`4/equivalence`: what no longer has an object."""
    stays: tuple[str, ...] = ()
    """`17/report-loss`: what binds for what was provided before."""


def foresee(
    text: Instrument, acts: Iterable[Act], fact: Fact, capitals: Mapping[str, str]
) -> Foreseen:
    """Return what a fact would do to an instrument, by the acts known.

    Args:
        text: the instrument.
        acts: what was done so far.
        fact: what is considered; its `at` is the instant of delivery.
        capitals: the zone of each party's capital.
    """
    known, term = list(acts), clause_of(text, "term")
    obstacle = _obstacle(text, known, fact, term)
    if obstacle:
        return Foreseen(obstacle=obstacle)
    zones = _zones(text, capitals)
    begun = _begun(text, known, fact, zones[0])
    delivered = day_of(fact.at, zones[0])
    found = _last_days(term, begun, delivered)
    end = min(end_of(min(found.values()), zone) for zone in zones)
    return Foreseen(
        last_days=found,
        ends=_in_capitals(text, end, capitals, zones[0]),
        late=_is_late(term, begun, delivered, found),
        lapses=_places(text, survive=False),
        stays=_places(text, survive=True),
    )


def _obstacle(text: Instrument, acts: list[Act], fact: Fact, term: Any) -> Obstacle:
    """Why it ends nothing, the plainest reason first."""
    parties = {state_of(party) for party in text.parties}
    reasons: dict[Obstacle, bool] = {
        "not-foreseen": fact.kind not in ("notice-delivered", "denounced"),
        "not-a-party": state_of(fact.party) not in parties,
        "no-notice-clause": term is None or term.notice is None,
    }
    found: Obstacle = next((reason for reason, holds in reasons.items() if holds), "")
    if found:
        return found
    if fact.channel != term.notice.channel:
        return "wrong-channel"
    if force_at(text, acts, fact.at).force != "in-force":
        return "not-in-force"
    if term.first is not None and term.notice.days is None:
        return "not-foreseen"  # months before the end of a term: the calendar does not say yet
    return "ends-by-itself" if term.first is not None and term.extends is None else ""


def _zones(text: Instrument, capitals: Mapping[str, str]) -> list[str]:
    """The zone the text names; else those of the capitals, of which the earliest end counts."""
    if text.zone:
        return [text.zone]
    known = (capitals.get(state_of(party), "") for party in text.parties)
    return sorted({zone for zone in known if zone}) or ["UTC"]


def _begun(text: Instrument, acts: list[Act], fact: Fact, zone: str) -> date:
    """The first day in force, as the law tells it; the day of the fact where it does not."""
    since = force_at(text, acts, fact.at).facts.get("since", "")
    return date.fromisoformat(since) if since else day_of(fact.at, zone)


def _last_days(term: Any, begun: date, delivered: date) -> dict[str, date]:
    """The last day in force by each way of counting that the text does not rule out."""
    notice = term.notice
    found = (
        _ends_of_terms(term, begun, delivered) if term.first else _ends_after(notice, delivered)
    )
    return found if notice.counting == "open" else {notice.counting: found[notice.counting]}


def _ends_of_terms(term: Any, begun: date, delivered: date) -> dict[str, date]:
    return ends_by_notice(begun, term.first, term.extends, term.notice.days, delivered)


def _ends_after(notice: Any, delivered: date) -> dict[str, date]:
    """Without terms a notice ends the instrument so long after its delivery."""
    if notice.days is not None:
        plain = delivered + timedelta(days=notice.days)
    else:
        plain = last_day(delivered + timedelta(days=1), notice.months)
    return {way: plain + timedelta(days=more) for way, more in WAYS_OF_COUNTING.items()}


def _is_late(term: Any, begun: date, delivered: date, found: Mapping[str, date]) -> bool:
    if not term.first:
        return False
    running = next(
        last for last in last_days(begun, term.first, term.extends, delivered) if last >= delivered
    )
    return max(found.values()) > running


def _in_capitals(
    text: Instrument, end: Instant, capitals: Mapping[str, str], otherwise: str
) -> dict[str, str]:
    return {
        party: format_instant(end, capitals.get(state_of(party), otherwise))
        for party in text.parties
    }


def _places(text: Instrument, *, survive: bool) -> tuple[str, ...]:
    """The clauses that go on for what was provided, or those that do not; each once, in order."""
    survival = clause_of(text, "survival")
    articles = frozenset(survival.articles) if survival is not None else frozenset[str]()
    return tuple(
        dict.fromkeys(
            f"{clause.article}/{getattr(clause, 'id', clause.kind)}"
            for clause in text.clauses
            if _survives(clause, articles) == survive
        )
    )


def _survives(clause: Any, articles: frozenset[str]) -> bool:
    """Whether an article goes on: a rule on providing anew never does."""
    if clause.kind in NEW:
        return False
    plain = clause.article.partition("(")[0]
    return clause.kind == "survival" or bool({"all", clause.article, plain} & articles)
