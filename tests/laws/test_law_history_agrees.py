"""The law's answer against a second program that shares no code with it, on random agreements."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.laws.agreements import DAY, World, a_beginning, a_happening, a_world, worlds
from tests.laws.day_by_day_history import TAKES_BACK, Choice, Happening

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


def undone(seed: int) -> World:
    """An agreement whose one notice is taken back by its giver's word alone, and what else happens."""
    dice = Random(seed)
    world = a_beginning(dice)
    parties, begun = world.rule.parties, max(each.at for each in world.happenings)
    by = dice.choice(parties)
    alone = frozenset({by})
    notice = Happening(
        world.rule.ends_by or "notice-delivered", begun + dice.randint(-DAY, 400 * DAY), by, "act-1",
        told_by=dice.choice([alone, frozenset(parties)]),
    )  # fmt: skip
    back = Happening(
        dice.choice(sorted(TAKES_BACK)), notice.at + dice.randint(1, 200 * DAY), by, "act-2",
        of="act-1", told_by=alone,
    )  # fmt: skip
    world.happenings.extend([notice, back])
    more = a_happening(dice, world, 3)
    if more.at not in {each.at for each in world.happenings}:
        world.happenings.append(more)
    later = dice.randint(0, 500 * DAY)
    return World(world.rule, world.zone, world.happenings, world.adopted, later)


@given(st.integers(0, 2**32).map(undone))
def test_force_agrees_when_word_of_each_thing_comes_later(world):
    for query in world.queries():
        for party in (None, *world.rule.parties):
            law = world.matter.by_facts(query, party).force
            assert law == world.history.force(query, party), (party, query)


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
