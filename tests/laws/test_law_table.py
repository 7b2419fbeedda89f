"""The table of the life cycle against lives: nothing happens outside it, nothing in it is idle."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.laws.agreements import DAY, worlds
from tests.unit.law.scene import SEOUL, YEARLY, at, begun, both, fact, lived, text, told

from accordant.law.lifecycle import (
    ALIVE,
    BY_TIME,
    FORCE_KINDS,
    LAST_DAY_PASSED,
    TRANSITIONS,
    may_follow,
    possible,
)
from accordant.model.fact import FACT_KINDS, JOINT

NOTICE = '{ months = 3, form = "written", channel = "diplomatic", counting = "expiry" }'
TEXTS = [
    text(YEARLY),
    text(YEARLY, on="signature"),
    text(f"notice = {NOTICE}"),
    text(f"notice = {NOTICE}", on="signature"),
    text(f'first = "P1Y"\nnotice = {NOTICE[:-2]}, act = "denunciation" }}'),
]
OWN = ("signed", "requirements-notified", "notice-delivered", "denounced", "notice-revoked",
       "notice-suspended", "suspension-withdrawn", "notes-withdrawn",
       "operation-suspended")  # fmt: skip
WEIGHTED = (*OWN * 2, *sorted(JOINT), *OWN[4:] * 2, *("operation-resumed", "notice-delivered",
            "notice-delivered", "notice-suspended", "denounced") * 2)  # fmt: skip


def a_life(dice: Random):
    """One text and a dozen acts of either party or both, a month apart."""
    which = dice.choice(TEXTS)
    construction = SEOUL._replace(suspended_notice=dice.choice(["revivable", "spent"]))
    acts, when = [], at("2016-11-23")
    if dice.random() < 0.7:
        acts += begun(kind=dice.choice(["signed", "requirements-notified"]))
    for number in range(dice.randint(3, 12)):
        when += dice.choice([1, 2, 5, 20, 60]) * DAY
        kind = dice.choice(WEIGHTED)
        party = "" if kind in JOINT else dice.choice(["JPN", "KOR"])
        held = kind in ("operation-suspended", "terminated")
        one = fact(
            kind, "2016-11-23", party,
            name=f"{party.lower() or 'both'}-{kind}",
            of={"operation-resumed": f"{dice.choice(['jpn', 'kor'])}-operation-suspended"}.get(kind),
            ground=("breach" if party else "consent") if held else None,
            clauses=which.clauses_digest if kind == "corrected" else "0" * 64,
            by="another" if kind == "replaced" else None,
            effect=when + number % 3 * 50 * DAY if kind in ("terminated", "replaced") else None,
        )  # fmt: skip
        one = type(one)(**{**{name: getattr(one, name) for name in one.__struct_fields__},
                           "at": when})  # fmt: skip
        acts += told(one, party) if party else both(one)
    return lived(which, acts, construction)


def rows():
    """Every row of the table, one for each state it may lead to."""
    return {
        (state, event, after)
        for state, events in TRANSITIONS.items()
        for event, states in events.items()
        for after in states
    }


def lived_rows(life):
    """The rows a life went through, by its facts and by time alone."""
    found = {(move.before, move.fact.kind, move.after) for move in life.moves}
    for before, after in zip(life.steps, life.steps[1:], strict=False):
        by_fact = any(move.after == "ended" for move in life.moves)
        if after.state == "ended" and not by_fact:
            found.add((before.state, LAST_DAY_PASSED, "ended"))
    return found


@given(worlds)
def test_every_move_of_every_life_stands_in_the_table(world):
    for view in world.matter.views:
        assert lived_rows(view.life) <= rows()
        for each in view.life.without_effect:
            assert set(each.instead) <= set(possible(each.state))


@given(st.integers(0, 2**40))
def test_a_life_of_many_acts_goes_by_the_table(seed):
    life = a_life(Random(seed))
    assert lived_rows(life) <= rows()


def test_every_row_of_the_table_is_lived_by_some_life():
    """Drawn until all are met; a row that nothing reaches would be a promise nobody keeps."""
    dice, missing = Random(2016), rows()
    for _ in range(20_000):
        missing -= lived_rows(a_life(dice))
        if not missing:
            return
    assert not missing


def test_the_table_speaks_of_facts_and_of_time_only():
    events = {event for _, event, _ in rows()}
    assert events - set(BY_TIME) == FORCE_KINDS
    assert set(FACT_KINDS) >= FORCE_KINDS
    assert JOINT <= FORCE_KINDS


@pytest.mark.parametrize("state", TRANSITIONS)
def test_what_is_possible_leads_somewhere_and_what_is_not_leads_nowhere(state):
    for event in possible(state):
        assert may_follow(state, event)
    for event in FORCE_KINDS - set(possible(state)):
        assert may_follow(state, event) == ()
    assert may_follow(state, "happened") == ()


def test_after_the_end_nothing_follows_and_before_it_time_always_ends():
    assert possible("ended") == ()
    assert {state for state, event, _ in rows() if event == LAST_DAY_PASSED} == ALIVE
