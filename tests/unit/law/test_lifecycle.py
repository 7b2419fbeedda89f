"""The table of the life cycle: its words, its page, and the bounds it keeps."""

import runpy
from pathlib import Path

import pytest
from tests.unit.law.scene import begun, fact, lived, text, told

from accordant.law.lifecycle import (
    ALIVE,
    BY_TIME,
    FORCE_KINDS,
    OPERATING,
    TRANSITIONS,
    may_follow,
    possible,
)
from accordant.model.fact import FACT_KINDS

ROOT = Path(__file__).parents[3]


def test_the_page_is_made_from_the_table():
    page = runpy.run_path(str(ROOT / "tests/tools/life_cycle_page.py"))["page"]
    assert (ROOT / "docs/life-cycle.md").read_text(encoding="utf-8") == page(), "run `make pages`"


def test_every_state_is_one_of_the_table():
    after = {
        state for events in TRANSITIONS.values() for found in events.values() for state in found
    }
    assert after | {"unsigned"} == set(TRANSITIONS)
    assert OPERATING < ALIVE < set(TRANSITIONS)


def test_the_kinds_of_fact_that_bear_on_force_are_kinds_of_fact():
    assert set(FACT_KINDS) > FORCE_KINDS
    assert not FORCE_KINDS & set(BY_TIME)
    assert not FORCE_KINDS & {"contested", "reading-held", "claimed", "condition-met"}


def test_the_table_cannot_be_written_to():
    with pytest.raises(TypeError):
        TRANSITIONS["ended"] = {}


def test_what_may_follow_and_what_is_possible():
    assert may_follow("in-force", "notice-delivered") == ("ending",)
    assert may_follow("ended", "notice-delivered") == ()
    assert possible("unsigned") == (
        "denounced", "notice-delivered", "notice-revoked", "requirements-notified", "signed",
    )  # fmt: skip
    assert "last-day-passed" not in possible("in-force")


def test_once_alive_nothing_leads_back_to_before_it_began():
    before = set(TRANSITIONS) - ALIVE - {"ended"}
    for state in ALIVE | {"ended"}:
        for after in TRANSITIONS[state].values():
            assert not set(after) & before


def test_to_sign_what_needs_notifications_is_kept_and_moves_nothing_on():
    signed = [act for party in ("JPN", "KOR") for act in told(fact("signed", "2016-11-01", party))]
    life = lived(text(), signed)
    assert (life.entry, life.moves[-1].after) == (None, "signed")
    assert lived(text(), [*signed, *begun()]).moves[-1].after == "in-force"
