"""What a fact would do if it happened: asked before a note is given, and nothing is recorded.

The life of the instrument is lived twice, without the fact and with it as if every party had
recorded it. What parts the two is what the fact does: where the instrument stands then, the last
day by each way of counting the text leaves open, and the end as the clock of each capital shows
it. New releases stop at the earliest end; duties and the articles that survive go on.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec

from accordant.law.capitals import CAPITALS
from accordant.law.facts import as_all_recorded
from accordant.law.force import Matter, View, step_at
from accordant.law.instrument import Instrument, clause_of
from accordant.law.life import Step
from accordant.law.lifecycle import ALIVE, FORCE_KINDS
from accordant.model.act import Act
from accordant.model.case import InPlay
from accordant.model.fact import Fact
from accordant.model.instant import Instant, format_instant
from accordant.model.party import state_of

BESIDE_FORCE = "beside-force"
"""Why a fact moves nothing: facts of its kind stand beside the question of force."""

NEW = frozenset(
    {
        "parties", "scope", "form", "equivalence", "route", "assurance", "entry", "term",
        "precondition", "registry", "case-by-case",
    }
)  # fmt: skip
"""Kinds of clauses that are about providing anew: with the end they have no object."""


class Foreseen(msgspec.Struct, frozen=True, kw_only=True):
    """What a fact would do."""

    before: InPlay
    """How the instrument stands at that instant without it, by the facts."""
    after: InPlay
    """How it would stand with it."""
    obstacle: str = ""
    """Why it moves nothing (a key of `law.sentences.WITHOUT_EFFECT`, or `BESIDE_FORCE`)."""
    state: str = ""
    """Of an obstacle: the state in which it meets it."""
    instead: tuple[str, ...] = ()
    """Of an obstacle: the kinds of fact that are possible instead."""
    last_days: dict[str, date] = {}
    """The last day in force by each way of counting the text leaves open."""
    ends: dict[str, str] = {}
    """The first instant out of force, the earliest there is, as each party's capital reads it."""
    late: bool = False
    """Whether by some way of counting a notice misses the term that runs and ends a later one."""
    lapses: tuple[str, ...] = ()
    """`4/equivalence`: with the end, what has no object any more."""
    stays: tuple[str, ...] = ()
    """`17/report-loss`: what binds after the end for what was provided before."""


def foresee(text: Instrument, acts: Iterable[Act], fact: Fact) -> Foreseen:
    """Return what a fact would do to an instrument, by the acts known.

    Args:
        text: the instrument.
        acts: what was recorded so far.
        fact: what is considered; its `at` is the instant that counts, of a note its delivery.
    """
    known, at = list(acts), fact.at
    before = Matter.of(text, known).by_facts(at)
    matter = Matter.of(text, [*known, *as_all_recorded([fact], text.parties)])
    views, after = matter.views_at(at), matter.by_facts(at)
    if fact.kind not in FORCE_KINDS:
        return Foreseen(before=before, after=after, obstacle=BESIDE_FORCE)
    moved_nothing = _without_effect(views, fact)
    if moved_nothing is not None:
        reason, state, instead = moved_nothing
        return Foreseen(
            before=before, after=after, obstacle=reason, state=state, instead=tuple(instead)
        )
    ends = _ends(text, views, at)
    return Foreseen(
        before=before,
        after=after,
        last_days=_last_days(views, at),
        ends=ends,
        late=any("late" in step.facts for _, step in _standing(views, at)),
        lapses=_places(text, survive=False) if ends else (),
        stays=_places(text, survive=True) if ends else (),
    )


def _without_effect(views: list[View], fact: Fact) -> tuple[str, str, tuple[str, ...]] | None:
    """Why it moves nothing, where it does so in no view at all."""
    found = [
        (each.reason, str(each.state), each.instead)
        for view in views
        for each in view.life.without_effect
        if each.fact == fact
    ]
    moves = any(move.fact == fact for view in views for move in view.life.moves)
    return found[0] if found and not moves else None


def _standing(views: list[View], at: Instant) -> list[tuple[View, Step]]:
    """Where it stands at an instant in each view in which it has begun and not ended."""
    steps = [(view, step_at(view.life, at)) for view in views]
    return [(view, step) for view, step in steps if step is not None and step.state in ALIVE]


def _last_days(views: list[View], at: Instant) -> dict[str, date]:
    """The earliest last day by each way of counting."""
    found: dict[str, date] = {}
    for view, step in _standing(views, at):
        if "until" in step.facts:
            day, way = date.fromisoformat(step.facts["until"]), view.construction.counting
            found[way] = min(day, found.get(way, day))
    return found


def _ends(text: Instrument, views: list[View], at: Instant) -> dict[str, str]:
    ends = [
        step.at
        for view in views
        for step in view.life.steps
        if step.state == "ended" and step.at >= at
    ]
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
