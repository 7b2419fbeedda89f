"""Ways weighed: the order is total and says the best, and nothing is better than `decide` says."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.laws.worlds import either, hindered, passed_on, relayed, worlds

from accordant.decision.decide import decide
from accordant.decision.routes import DIRECT, choose, only_by, routes_of, ways

RANK = {"release": 0, "refer": 1, "withhold": 2}
anything = either() | worlds(relayed) | worlds(hindered)


@given(anything)
def test_the_best_way_is_the_best_that_any_route_comes_to(world):
    library, case = world.library, world.case
    asked = {each: replace(case, route=each) for each in routes_of(library, case)}
    outcomes = {route: decide(library, each).outcome for route, each in asked.items()}
    found = ways(library, case)
    named, decision = choose(library, case)
    assert (named.route, decision.outcome) == (found[0].route, found[0].outcome)
    assert RANK[decision.outcome] == min(map(RANK.get, outcomes.values()))
    for route, outcome in outcomes.items():
        there = [RANK[each.outcome] for each in found if each.route == route]
        assert min(there, default=RANK["withhold"]) == RANK[outcome]


@given(anything, st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_a_case_is_written_down(world, chance):
    case = world.case
    stirred = list(case.instruments)
    chance.shuffle(stirred)
    again = replace(case, instruments=tuple(stirred))
    assert ways(world.library, case) == ways(world.library, again)


@given(anything)
def test_better_ways_stand_before_worse_and_direct_before_a_hub(world):
    found = ways(world.library, world.case)
    keys = [(RANK[each.outcome], each.route != DIRECT) for each in found]
    assert keys == sorted(keys)
    assert found, "every case has a way, if only to be withheld"
    assert all(bool(each.against) != (each.outcome == "release") for each in found)
    assert all(not each.order or each.outcome == "release" for each in found)


@given(anything)
def test_no_hub_is_named_where_direct_is_as_good(world):
    library, case = world.library, world.case
    direct = decide(library, replace(case, route=DIRECT)).outcome
    way = only_by(library, case)
    if way is not None:
        assert RANK[way.outcome] < RANK[direct]
        assert decide(library, replace(case, route=way.route)).outcome == way.outcome


@given(worlds(passed_on))
def test_what_only_a_hub_lets_pass_is_never_released_directly(world):
    library, case = world.library, world.case
    assert decide(library, replace(case, route=DIRECT)).outcome == "withhold"
    assert only_by(library, case).route == case.route
