"""Recipient versions: what goes to an ally who may not have the whole item.

The choice: the whole; a tear line, that for the state before that for all; the portions that may
go; else a person decides. Each candidate is a product of its own and decided as that, so nothing
here permits: it only looks for something that may go. Laws: tests/laws/test_version_laws.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

import msgspec
from msgspec.structs import replace

from accordant.clauses.standing_release import StandingRelease
from accordant.errors import NotAuthorised
from accordant.model.case import Case, Outcome
from accordant.model.plan import ReleasePlan
from accordant.model.precision import FIELDS, Precision
from accordant.operations.asked import Asking, Judged, Origin
from accordant.operations.candidates import (
    Candidate,
    Making,
    PortionAnswer,
    compiled,
    everything,
    is_as_made,
    lines,
    making_of,
    of_portions,
    portions,
)
from accordant.operations.known_as import names_the_unknown, names_the_withdrawn
from accordant.operations.plans import plan_of
from accordant.operations.ports import OWN, Choice, MadeRow, ProductRow, Reading
from accordant.operations.products import with_facts
from accordant.versions.render import kind_named, kind_of

Reason: TypeAlias = Literal["", "no-plan", "not-reduced", "nothing-may-go", "compiled", "refused"]
"""Why nothing was made although the whole may not go; empty where something was."""


ALONE: frozenset[Outcome] = frozenset({"release"})
REFERRED: frozenset[Outcome] = frozenset({"release", "refer"})
"""Answers to portions: those that go by themselves, and those that a person could let go."""


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
        NotAuthorised: it is a version that would not be made today.
        KeyMissing, ContentUnreadable: the item or its plan cannot be opened.
    """
    row = with_facts(asking.node, row)
    made = _made_as(reading, row)
    case = _case_of(asking, reading, row, made)
    if case is None:
        raise NotAuthorised(
            "the item it was made of, or the plan for it, would not make this version today",
            hint="Ask for the item itself: what may go of it is made anew.",
            place=row.product,
        )
    whole = asking.judge(case)
    if row.origin != OWN or made is not None:
        return Considered(whole)
    if whole.decision.outcome == "release":
        return _as_known(asking, reading, row, whole)
    plan = plan_of(asking.node, reading, row)
    asked = precisions(asking, case, _kinds(row, plan))
    if plan is not None and plan.reduce == "whole":
        return Considered(whole, reason="not-reduced")
    if _is_older(asking, reading, row):
        return Considered(whole, reason="refused")
    if plan is None and not asked:
        return Considered(whole, reason="no-plan")
    return _reduced(making_of(asking, reading, row, plan), asked, whole)


def _is_older(asking: Asking, reading: Reading, row: ProductRow) -> bool:
    """Whether the recipient has something made of a later version: an old one is no news."""
    made = reading.versions_of(row.product, asking.asked.recipient)
    return any(each.master_version > row.version for each in made)


def case_now(asking: Asking, reading: Reading, row: ProductRow) -> Case | None:
    """The case of an item as it stands; None for a version that would not be made today.

    A version rests on the plan and the item it was made of: where the author has withdrawn one,
    or another rule has come on the other, it goes no more.

    Raises:
        KeyMissing, ContentUnreadable: what it was made of cannot be opened.
    """
    row = with_facts(asking.node, row)
    return _case_of(asking, reading, row, _made_as(reading, row))


def _made_as(reading: Reading, row: ProductRow) -> MadeRow | None:
    """What an item was made of last, where it is a recipient version."""
    rows = reading.version_made(row.product) if row.origin == OWN else []
    return next((each for each in reversed(rows) if each.version == row.version), None)


def _case_of(
    asking: Asking, reading: Reading, row: ProductRow, made: MadeRow | None
) -> Case | None:
    """See `case_now`; the row has its facts."""
    if made is None:
        return asking.case_of(row)
    if not _still_made(asking, reading, row, made):
        return None
    if names_the_withdrawn(reading, row, asking.asked.recipient):
        return None
    precision = None if row.item is None else row.item.precision
    origin = Origin(made.master, made.master_version, made.choice, precision)
    return asking.case_of(row, origin)


def _still_made(asking: Asking, reading: Reading, row: ProductRow, made: MadeRow) -> bool:
    """Whether today's item and plan make this version, by the same facts and under the rules."""
    master = reading.product(made.master, made.master_version, OWN)
    if master is None:
        return False
    asked = replace(asking.asked, product=made.master, version=made.master_version)
    master = with_facts(asking.node, master)
    plan = plan_of(asking.node, reading, master)
    making = making_of(replace(asking, asked=asked), reading, master, plan)
    facts = row.item
    coarse = facts.precision if facts is not None else None
    precision = coarse if isinstance(coarse, Precision) else None
    return any(
        is_as_made(making, made, each.product, each.equities, each.facts, related=False)
        for each in _of_choice(making, made.choice, precision)
    )


def _of_choice(making: Making, choice: Choice, precision: Precision | None) -> Iterator[Candidate]:
    """What today's plan makes by one choice, to one precision."""
    plan = making.plan
    reduces = plan is not None and plan.reduce != "whole"
    if choice == "whole" and (reduces or plan is None or precision is None):
        candidate = everything(making, precision)
        if candidate is not None:
            yield candidate
    elif choice == "tear-line" and plan is not None and reduces:
        yield from lines(making, plan, precision)
    elif choice == "portions" and plan is not None and plan.reduce == "portions":
        answers = portions(making, plan, precision)
        for outcomes in (ALONE, REFERRED):
            candidate = of_portions(making, plan, answers, precision, outcomes)
            if candidate is not None:
                yield candidate


def _as_known(asking: Asking, reading: Reading, row: ProductRow, whole: Judged) -> Considered:
    """The whole item, as it is where the recipient knows all that it names."""
    if not names_the_unknown(reading, row, asking.asked.recipient):
        return Considered(whole)
    candidate = everything(making_of(asking, reading, row, None))
    if candidate is None or not candidate.goes:
        judged = whole if candidate is None else candidate.judged
        return Considered(judged, None, reason="refused")
    return Considered(whole, candidate)


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
    return of_portions(making, plan, answers, None, REFERRED)


def _kinds(row: ProductRow, plan: ReleasePlan | None) -> frozenset[str]:
    """The kinds that what is made of an item could be of."""
    contents = () if row.item is None else row.item.contents
    lines_ = () if plan is None else plan.tear_lines
    return frozenset({row.kind, *map(kind_named, contents)}).union(
        kind_of(portion) for line in lines_ for portion in line.portions
    )


def precisions(asking: Asking, case: Case, kinds: frozenset[str]) -> tuple[Precision, ...]:
    """What standing orders for this recipient and purpose ask to be reduced to, finest first.

    Args:
        asking: the moment.
        case: of the whole item.
        kinds: that what is made could be of.
    """
    found = {
        clause.precision
        for order in case.orders
        for clause in asking.world.clauses_of(order.order)
        if isinstance(clause, StandingRelease)
        and isinstance(clause.precision, Precision)
        and (clause.by, clause.to) == (case.releaser, case.recipient)
        and case.post in clause.posts
        and not kinds.isdisjoint(clause.kinds)
        and case.purpose in clause.purposes
        and case.marker in clause.markers
        and case.precedence in clause.precedences
        and clause.starts <= case.at
        and (clause.until is None or case.at <= clause.until)
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
    if plan.reduce != "portions":
        return
    for precision in (None, *asked):
        found = answers if precision is None else portions(making, plan, precision)
        candidate = of_portions(making, plan, found, precision, ALONE)
        if candidate is not None:
            yield candidate


def _why_not(
    making: Making, tried: Sequence[Candidate], answers: Sequence[PortionAnswer]
) -> Reason:
    """Why nothing may go, in one word."""
    if making.plan is None:
        return "no-plan"
    may = any(each.judged.decision.outcome == "release" for each in answers)
    if making.plan.reduce == "portions" and not may:
        return "nothing-may-go"
    if may and (compiled(making) or not any(each.choice == "portions" for each in tried)):
        return "compiled"
    return "refused"
