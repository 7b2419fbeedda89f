"""Readings: what a text leaves open, and how each party answers it.

A *construction* is one complete set of answers. Where no party holds a reading every answer is
possible, and a new release needs force under all of them; a party that holds one leaves only the
constructions that agree with it for its own account.

Source: Art. 21(3) of the Japan-Korea agreement of 2016 does not say how ninety days in advance
are counted, nor in which zone, nor what becomes of a notice whose effect was suspended: from 22
November 2019 to 21 March 2023 Seoul held that it could end the agreement at any moment, Tokyo
that the yearly rule applied.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Literal, NamedTuple, TypeAlias

from accordant.law.capitals import zone_named, zones_of
from accordant.law.facts import Entry
from accordant.law.instrument import Instrument, clause_of
from accordant.law.timeline import Timeline
from accordant.model.fact import ANSWERS, Fact, counts_from
from accordant.model.instant import INSTANT_MIN, Instant
from accordant.model.party import state_of

Start: TypeAlias = Literal["soonest", "latest"]


class Construction(NamedTuple):
    """One answer to everything the text leaves open."""

    counting: str
    zone: str
    suspended_notice: str
    start: Start = "soonest"
    """Of several days on which the notifications may have put it in force: the one that ends it
    sooner, or later."""


def constructions(text: Instrument, entries: Iterable[Entry]) -> tuple[Construction, ...]:
    """Return every construction of a text; a question that no fact raises is not asked."""
    facts = [entry.fact for entry in entries]
    kinds = {fact.kind for fact in facts}
    term = clause_of(text, "term")
    notice = None if term is None else term.notice
    raised = notice is not None and bool(kinds & {"notice-delivered", "denounced"})
    countings: tuple[str, ...] = ("expiry",)
    if notice is not None and raised:
        open_ = notice.counting == "open"
        countings = ANSWERS["counting"] if open_ else (notice.counting,)
    made = [
        (fact.kind, fact.party)
        for fact in facts
        if fact.kind in ("requirements-notified", "signed")
    ]
    starts: tuple[Start, ...] = ("soonest",)
    if raised and len(made) > len(set(made)):
        starts = ("soonest", "latest")
    return tuple(
        Construction(*answers)
        for answers in product(
            countings,
            (text.zone,) if text.zone else zones_of(text.parties),
            ANSWERS["suspended-notice"] if "notice-suspended" in kinds else ("revivable",),
            starts,
        )
    )


def agreeing(made: Iterable[Construction], reading: Mapping[str, str]) -> tuple[Construction, ...]:
    """Return the constructions that agree with a reading.

    An answer that no construction gives is an answer to a question nobody asks, and leaves out
    none of them.
    """
    left = tuple(made)
    for question, field in _FIELDS.items():
        answer = reading.get(question, "")
        held = zone_named(answer) if question == "zone" else answer
        agreed = tuple(each for each in left if getattr(each, field) == held)
        left = agreed or left
    return left


_FIELDS = {"counting": "counting", "zone": "zone", "suspended-notice": "suspended_notice"}


def readings_over_time(party: str, entries: Iterable[Entry]) -> Timeline[dict[str, str]]:
    """Return the answers a party held, over all time: a look-up, however often it changed."""
    starts, values = [INSTANT_MIN], [dict[str, str]()]
    for at, fact in _own(party, entries):
        answers = {**values[-1], fact.question or "": fact.answer or ""}
        if starts[-1] == at:
            values[-1] = answers
        else:
            starts.append(at)
            values.append(answers)
    return Timeline(tuple(starts), tuple(values))


def readings_of(party: str, entries: Iterable[Entry], at: Instant) -> tuple[tuple[str, Fact], ...]:
    """Return the readings a party held at an instant, by question.

    Only its own word makes it hold one: what another says of it would move its account.
    """
    found = {fact.question or "": fact for since, fact in _own(party, entries) if since <= at}
    return tuple(sorted(found.items()))


def _own(party: str, entries: Iterable[Entry]) -> list[tuple[Instant, Fact]]:
    """The readings a party itself says it holds, in order of time, and since when."""
    found = [
        (counts_from(entry.fact), entry.fact)
        for entry in entries
        if entry.fact.kind == "reading-held"
        and state_of(entry.fact.party) == party
        and party in entry.by
    ]
    return sorted(found, key=lambda each: each[0])
