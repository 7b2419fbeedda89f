"""Recipient versions: what goes to an ally who may not have the whole item.

The choice: the whole; a tear line, that for the state before that for all; the portions that may
go; else a person decides. Each candidate is a product of its own and decided as that, so nothing
here permits: it only looks for something that may go. Laws: tests/laws/test_version_laws.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

import msgspec

from accordant.clauses.standing_release import StandingRelease
from accordant.model.precision import FIELDS, Precision
from accordant.operations.asked import Asking, Judged
from accordant.operations.candidates import (
    Candidate,
    Making,
    PortionAnswer,
    compiled,
    everything,
    lines,
    making_of,
    of_portions,
    portions,
)
from accordant.operations.known_as import names_a_version
from accordant.operations.plans import plan_of
from accordant.operations.ports import OWN, ProductRow, Reading
from accordant.operations.products import with_facts

Reason: TypeAlias = Literal["", "no-plan", "not-reduced", "nothing-may-go", "compiled", "refused"]
"""Why nothing was made although the whole may not go; empty where something was."""


class Considered(msgspec.Struct, frozen=True):
    """Everything that was looked at for one recipient."""

    whole: Judged
    chosen: Candidate | None = None  # may go, other than the item itself
    candidates: tuple[Candidate, ...] = ()  # looked at before, in order; none of them may go
    portions: tuple[PortionAnswer, ...] = ()  # each portion as written, where the item has a plan
    reason: Reason = ""


def consider(asking: Asking, reading: Reading, row: ProductRow) -> Considered:
    """Look for what may go of an item; opens it only where it does not go as it is.

    Raises:
        KeyMissing, ContentUnreadable: the item or its plan cannot be opened.
    """
    row = with_facts(asking.node, row)
    whole = asking.judge(asking.case_of(row))
    if row.origin != OWN or reading.version_made(row.product):
        return Considered(whole)
    if whole.decision.outcome == "release":
        if not names_a_version(reading, row, asking.asked.recipient):
            return Considered(whole)
        return Considered(whole, chosen=everything(making_of(asking, reading, row, None)))
    plan = plan_of(asking.node, reading, row)
    asked = precisions(asking, row)
    if not asked and (plan is None or plan.reduce == "whole"):
        return Considered(whole, reason="no-plan" if plan is None else "not-reduced")
    return _reduced(making_of(asking, reading, row, plan), asked, whole)


def referred(asking: Asking, reading: Reading, row: ProductRow) -> Candidate | None:
    """The version a person could approve: the first tear line, else all that is not withheld.

    None where the originator's plan makes nothing.
    """
    row = with_facts(asking.node, row)
    plan = plan_of(asking.node, reading, row) if row.origin == OWN else None
    if plan is None or plan.reduce == "whole":
        return None
    making = making_of(asking, reading, row, plan)
    written = list(lines(making, plan, None))
    if written:
        return min(written, key=lambda each: each.judged.decision.outcome == "withhold")
    answers = portions(making, plan, None) if plan.reduce == "portions" else ()
    kept = [each for each in answers if each.judged.decision.outcome != "withhold"]
    return of_portions(making, plan, kept, None) if kept and not compiled(making) else None


def precisions(asking: Asking, row: ProductRow) -> tuple[Precision, ...]:
    """What the standing orders between the two ask to be reduced to, the finest first."""
    found = {
        clause.precision
        for order in asking.case_of(row).orders
        for clause in asking.world.clauses_of(order.order)
        if isinstance(clause, StandingRelease) and isinstance(clause.precision, Precision)
    }
    return tuple(sorted(found, key=lambda each: [getattr(each, name) or 0 for name in FIELDS]))


def _reduced(making: Making, asked: Sequence[Precision], whole: Judged) -> Considered:
    """The first candidate that may go, in the order of the choice; else nothing, and why."""
    plan, tried = making.plan, list[Candidate]()
    answers: tuple[PortionAnswer, ...] = ()
    if plan is not None and plan.reduce == "portions":
        answers = portions(making, plan, None)
    for candidate in _candidates(making, asked, answers):
        if candidate.goes:
            return Considered(whole, candidate, tuple(tried), answers)
        tried.append(candidate)
    return Considered(whole, None, tuple(tried), answers, _why_not(making, tried, answers))


def _candidates(
    making: Making, asked: Sequence[Precision], answers: Sequence[PortionAnswer]
) -> Iterator[Candidate]:
    """Everything, made coarser; the tear lines; the portions that may go. Each as it is first."""
    plan = making.plan
    made = (everything(making, precision) for precision in asked)
    yield from (each for each in made if each is not None)
    if plan is None or plan.reduce == "whole":
        return
    for precision in (None, *asked):
        yield from lines(making, plan, precision)
    if plan.reduce != "portions" or compiled(making):
        return
    for precision in (None, *asked):
        found = answers if precision is None else portions(making, plan, precision)
        kept = [each for each in found if each.judged.decision.outcome == "release"]
        candidate = of_portions(making, plan, kept, precision) if kept else None
        if candidate is not None:
            yield candidate


def _why_not(
    making: Making, tried: Sequence[Candidate], answers: Sequence[PortionAnswer]
) -> Reason:
    """Why nothing may go, in one word."""
    if making.plan is None or making.plan.reduce == "whole":
        return "refused"
    may = any(each.judged.decision.outcome == "release" for each in answers)
    if making.plan.reduce == "portions" and not may:
        return "nothing-may-go"
    if may and (compiled(making) or not any(each.choice == "portions" for each in tried)):
        return "compiled"
    return "refused"
