"""As of: how an instrument stood at one instant, by what was known at another.

Both times are asked every time: what was in force on the evening of 22 November 2019 has one
answer by what was known at five o'clock and another by what was known an hour later.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from accordant.law.capitals import CAPITALS, law_of_treaties
from accordant.law.deadlines import Deadline, deadlines_of
from accordant.law.facts import is_awaiting
from accordant.law.force import Matter, step_at
from accordant.law.instrument import Instrument
from accordant.law.life import WithoutEffect
from accordant.law.lifecycle import FORCE_KINDS, State
from accordant.law.reading import readings_of
from accordant.model.act import Act
from accordant.model.case import InPlay
from accordant.model.fact import Fact, counts_from
from accordant.model.instant import Instant, format_instant
from accordant.model.party import state_of

AROUND = (
    "authority-designated", "law-changed", "domestic-step", "arrangement-made", "condition-met",
    "consultation",
)  # fmt: skip
"""What stands beside an instrument without moving it, and is asked for all the same."""


class Ending(msgspec.Struct, frozen=True):
    """The first moment out of force, on the clocks of one capital."""

    party: str
    capital: str
    local: str  # RFC 3339 with that capital's offset


class Held(msgspec.Struct, frozen=True):
    """How one party holds the instrument to stand, and by which readings."""

    party: str
    force: InPlay
    readings: tuple[Fact, ...]


class Stand(msgspec.Struct, frozen=True, kw_only=True):
    """How an instrument stands at an instant, why, and what comes next."""

    identifier: str
    title: str
    binding: bool
    at: Instant
    known_at: Instant | None
    adopted: InPlay
    """Its force with the adoptions: what decisions go by."""
    by_facts: InPlay
    """Its force by the facts alone, whoever adopted which encoding."""
    endings: tuple[Ending, ...]
    deadlines: tuple[Deadline, ...]
    views: tuple[Held, ...]
    under: tuple[Fact, ...]
    """The facts that brought it where it stands, in order of time."""
    without_effect: tuple[WithoutEffect, ...]
    awaiting: tuple[tuple[Fact, tuple[str, ...]], ...]
    """Joint acts that lack the word of some party."""
    claims: tuple[Fact, ...]
    around: tuple[Fact, ...]
    """What stands beside it: designations, own law, steps at home, arrangements, conditions."""
    governed_by: str


def stand_at(
    text: Instrument,
    acts: Iterable[Act],
    at: Instant,
    *,
    known_at: Instant | None = None,
    party: str | None = None,
) -> Stand:
    """Return how an instrument stands.

    Args:
        text: the instrument.
        acts: everything recorded about it.
        at: the instant asked about.
        known_at: by what was known then; None = by everything recorded.
        party: in this party's account and reading; None = as all of them support it.
    """
    matter = Matter.of(text, acts, known_at)
    by_facts = matter.by_facts(at, party)
    facts = [entry.fact for entry in matter.entries if entry.fact.at <= at]
    return Stand(
        identifier=text.identifier,
        title=text.title,
        binding=text.binding,
        at=at,
        known_at=known_at,
        adopted=matter.at(at),
        by_facts=by_facts,
        endings=_endings(matter, at, party),
        deadlines=deadlines_of(matter, at, party),
        views=tuple(_held(matter, each, at) for each in _states(text)),
        under=_under(matter, at, party),
        without_effect=_without_effect(matter, at, party),
        awaiting=tuple(
            (entry.fact, missing)
            for entry in matter.entries
            if entry.fact.at <= at and (missing := is_awaiting(entry, text.parties))
        ),
        claims=tuple(fact for fact in facts if fact.kind == "claimed"),
        around=tuple(fact for fact in facts if fact.kind in AROUND),
        governed_by=law_of_treaties(text.parties),
    )


def _states(text: Instrument) -> list[str]:
    return sorted({state_of(each) for each in text.parties})


def _held(matter: Matter, party: str, at: Instant) -> Held:
    readings = tuple(fact for _, fact in readings_of(party, matter.entries, at))
    return Held(party, matter.by_facts(at, party), readings)


def _endings(matter: Matter, at: Instant, party: str | None) -> tuple[Ending, ...]:
    """The first moment out of force, where one is known, as each capital's clocks show it."""
    ends = [
        step.at
        for view in matter.views_at(at, party)
        for step in view.life.steps
        if step.state == "ended"
    ]
    return tuple(
        Ending(each, CAPITALS[each].name, format_instant(min(ends), CAPITALS[each].zone))
        for each in _states(matter.text)
        if ends and each in CAPITALS
    )


def _under(matter: Matter, at: Instant, party: str | None) -> tuple[Fact, ...]:
    """The facts that moved it in some view, up to the instant."""
    moved = {
        _told(move.fact): move.fact
        for view in reversed(matter.views_at(at, party))
        for move in view.life.moves
        if counts_from(move.fact) <= at
    }
    return tuple(sorted(moved.values(), key=lambda fact: (fact.at, fact.name)))


def _without_effect(matter: Matter, at: Instant, party: str | None) -> tuple[WithoutEffect, ...]:
    """The facts that moved nothing in any view, with the reason of the first.

    What is in no account asked stands among them: the law never leaves a fact out unsaid.
    """
    views = matter.views_at(at, party)
    moved = {_told(move.fact) for view in views for move in view.life.moves}
    found = {
        _told(each.fact): each
        for view in reversed(views)
        for each in view.life.without_effect
        if _told(each.fact) not in moved and each.fact.at <= at
    }
    left_out = _left_out(matter, at, party)
    return tuple(
        sorted([*found.values(), *left_out], key=lambda each: (each.fact.at, each.fact.name))
    )


def _told(fact: Fact) -> Fact:
    """A fact whatever the instant it counts from, in which accounts may differ."""
    return msgspec.structs.replace(fact, at=0)


def _left_out(matter: Matter, at: Instant, party: str | None) -> list[WithoutEffect]:
    """The facts that bear on force and are in no account asked."""
    view = matter.views_at(at, party)[0]
    step = step_at(view.life, at)
    state: State = "unsigned" if step is None else step.state
    counted = {
        entry
        for each, account in matter.accounts.items()
        if party in (None, each)
        for entry in account
    }
    found: list[WithoutEffect] = []
    for entry in matter.entries:
        waits = is_awaiting(entry, matter.text.parties)
        if entry.fact.kind in FORCE_KINDS and not waits and entry not in counted:
            contested = entry.fact.kind == "operation-suspended" and (
                not entry.fact.party or state_of(entry.fact.party) in entry.by
            )
            reason = "contested" if contested else "word-of-another"
            found.append(WithoutEffect(entry.fact, reason, state, ()))
    return [each for each in found if each.fact.at <= at]
