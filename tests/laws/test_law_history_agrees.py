"""The law's answer against a second program that shares no code with it, on random agreements."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.laws.agreements import a_world, worlds
from tests.laws.day_by_day_history import Choice

from accordant.law.force import step_at, timeline_of
from accordant.law.lifecycle import OPERATING


@pytest.mark.parametrize("name", ["day_by_day_calendar", "day_by_day_history"])
def test_the_second_program_imports_nothing_of_ours(name):
    source = Path(__file__).with_name(f"{name}.py").read_text(encoding="utf-8")
    assert "accordant" not in source.replace("of Accordant", "")


WORLDS_PER_SEED = 5
several = st.integers(0, 2**40).map(
    lambda seed: [a_world(seed + number) for number in range(WORLDS_PER_SEED)]
)


@given(several)
def test_force_agrees_in_every_account_and_together(agreements):
    for world in agreements:
        for query in world.queries():
            assert world.matter.at(query).force == world.history.force(query), query
            for party in world.rule.parties:
                law = world.matter.by_facts(query, party).force
                assert law == world.history.force(query, party), (party, query)


@given(several)
def test_force_agrees_under_every_single_construction(agreements):
    for world in agreements:
        check_every_construction(world)


def check_every_construction(world):
    for view in world.matter.views:
        choice = Choice(*view.construction)
        story = world.history.story(view.party, choice)
        assert view.life.entry == story.began
        for query in world.queries():
            step = step_at(view.life, query)
            law = None if step is None else step.state in OPERATING
            assert law == story.says(query), (view.party, choice, query)


@given(worlds)
def test_the_compiled_timeline_is_the_law_at_every_instant(world):
    timeline = timeline_of(world.text, world.acts)
    for query in world.queries():
        assert timeline.at(query) == world.matter.at(query)
