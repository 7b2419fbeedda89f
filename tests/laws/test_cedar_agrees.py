"""Cedar, given the exported policies, answers as the decision does on random worlds.

Cedar skips a policy that errs, which could turn a no into a yes: here any error counts as a no.
"""

from itertools import islice

import cedarpy
from hypothesis import given
from hypothesis import strategies as st
from tests.laws.worlds import dice, released, worlds

from accordant.decision import cedar
from accordant.decision.decide import decide, worse

WORLDS_PER_SEED = 5
BEST = ("release", "refer", "withhold")


def says(policies, action, context):
    request = {
        "principal": 'Party::"releaser"',
        "action": f'Action::"{action}"',
        "resource": 'Item::"item"',
        "context": context,
    }
    result = cedarpy.is_authorized(request, policies, [])
    return result.allowed and not result.diagnostics.errors


def answer(policies, context):
    """Two actions; neither allowed means withhold."""
    if says(policies, "release", context):
        return "release"
    return "refer" if says(policies, "refer", context) else "withhold"


def second_engine(world):
    """The best instrument; one that is in play twice counts as the worse."""
    library, case = world.library, world.case
    orders = sorted({each.order for each in case.orders if each.order in library.texts})
    if case.level.endswith(":U"):
        return answer(cedar.policies(library, "", orders), cedar.context(case, None))
    answers = {}
    for play in case.instruments:
        if play.instrument in library.texts:
            policies = cedar.policies(library, play.instrument, orders)
            said = answer(policies, cedar.context(case, play))
            answers[play.instrument] = worse(said, answers.get(play.instrument, "release"))
    return min(answers.values(), key=BEST.index, default="withhold")


def check(world):
    assert second_engine(world) == decide(world.library, world.case).outcome


@given(worlds())
def test_cedar_agrees(world):
    check(world)


@given(worlds(released))
def test_cedar_releases_what_is_released(world):
    assert second_engine(world) == "release"


@given(st.integers(0, 2**64))
def test_cedar_agrees_on_many_worlds(seed):
    for world in islice(dice(seed), WORLDS_PER_SEED):
        check(world)


@given(worlds(released))
def test_an_engine_error_counts_as_a_no(world):
    """A context without one of its facts makes policies err; the answer is never release."""
    policies = cedar.policies(
        world.library, world.texts[0].clauses_digest, [world.texts[1].clauses_digest]
    )
    whole = cedar.context(world.case, world.case.instruments[0])
    assert answer(policies, whole) == "release"
    for missing in ("level", "unconsented", "force", "clockSound"):
        context = {name: value for name, value in whole.items() if name != missing}
        assert answer(policies, context) != "release"


@given(worlds(released))
def test_every_policy_but_the_own_rules_names_its_articles(world):
    text = world.texts[0]
    exported = cedar.policies(world.library, text.clauses_digest, [])
    policies = exported.removeprefix(cedar.OWN_RULES)
    stated = policies.count("permit (") + policies.count("forbid (")
    assert policies.count("@articles(") == stated > 0
