"""What a fact would do if it happened: asked before a note is given, and decides nothing.

The instrument is lived once more with the fact in it, under every construction and in every
account, as it would be if the fact were recorded. New releases stop at the earliest end; duties
and the articles that survive go on.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec

from accordant.law.capitals import CAPITALS
from accordant.law.facts import is_joint
from accordant.law.force import Matter, View, step_at
from accordant.law.instrument import Instrument, clause_of
from accordant.law.life import WithoutEffect
from accordant.law.lifecycle import FORCE_KINDS
from accordant.model.act import Act, FactRecorded
from accordant.model.case import InPlay
from accordant.model.fact import Fact, counts_from
from accordant.model.instant import Instant, format_instant
from accordant.model.party import state_of

NEW = frozenset(
    {
        "parties", "scope", "form", "equivalence", "route", "assurance", "entry", "term",
        "precondition", "registry", "case-by-case",
    }
)  # fmt: skip
"""Kinds of clauses that are about providing anew: with the end they have no object."""


class Foreseen(msgspec.Struct, frozen=True, kw_only=True):
    """What a fact would do."""

    moves: bool
    """Whether it is of a kind that bears on force at all."""
    obstacle: WithoutEffect | None = None
    """Why it would have no effect, and what is possible instead; None where it has one."""
    becomes: InPlay
    """How the instrument would stand from that instant, by the facts alone."""
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


def foresee(text: Instrument, acts: Iterable[Act], fact: Fact) -> Foreseen:
    """Return what a fact would do to an instrument, by the acts known.

    Args:
        text: the instrument.
        acts: what was done so far.
        fact: what is considered; its `at` is the instant of delivery.
    """
    told_by = sorted({state_of(each) for each in text.parties})
    if not is_joint(fact):
        told_by = [state_of(fact.party) or told_by[0]]
    at = counts_from(fact)
    matter = Matter.of(text, [*acts, *(FactRecorded(each, fact, fact.at) for each in told_by)])
    views = matter.views_at(at)
    becomes = matter.by_facts(at)
    moves = fact.kind in FORCE_KINDS
    obstacle = _obstacle(views, fact) if moves else None
    if obstacle is not None or not moves:
        return Foreseen(moves=moves, obstacle=obstacle, becomes=becomes)
    last_days, late = _last_days(views, at)
    ends = _ends(text, views)
    return Foreseen(
        moves=True,
        becomes=becomes,
        last_days=last_days,
        ends=ends,
        late=late,
        lapses=_places(text, survive=False) if ends else (),
        stays=_places(text, survive=True) if ends else (),
    )


def _obstacle(views: list[View], fact: Fact) -> WithoutEffect | None:
    """Why it has no effect in any view; None where it has one somewhere."""
    found = [
        without for view in views for without in view.life.without_effect if without.fact == fact
    ]
    moved = any(move.fact == fact for view in views for move in view.life.moves)
    return found[0] if found and not moved else None


def _last_days(views: list[View], at: Instant) -> tuple[dict[str, date], bool]:
    """By each way of counting the last day there would be, and whether one comes a term later."""
    steps = [(view.construction.counting, step_at(view.life, at)) for view in views]
    dated = [(way, step) for way, step in steps if step is not None and "until" in step.facts]
    found: dict[str, date] = {}
    for way, step in dated:
        day = date.fromisoformat(step.facts["until"])
        found[way] = min(day, found.get(way, day))
    return found, any("late" in step.facts for _, step in dated)


def _ends(text: Instrument, views: list[View]) -> dict[str, str]:
    ends = [step.at for view in views for step in view.life.steps if step.state == "ended"]
    return {
        party: format_instant(min(ends), CAPITALS[state_of(party)].zone)
        for party in text.parties
        if ends and state_of(party) in CAPITALS
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
