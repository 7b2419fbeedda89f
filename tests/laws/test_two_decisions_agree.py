"""The decision and a second one that shares no code with it agree on small random worlds."""

import ast
import inspect
from collections import Counter
from itertools import islice

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from tests.laws import brute_force_decide
from tests.laws.worlds import dice, worlds

from accordant.decision.decide import decide

WORLDS_PER_SEED = 50


def plain(world):
    """The world as the second decision reads it: dictionaries, from the canonical text."""
    texts = {
        each.clauses_digest: {
            "identifier": each.identifier,
            "clauses": [msgspec.json.decode(msgspec.json.encode(one)) for one in each.clauses],
        }
        for each in world.texts
    }
    return texts, msgspec.json.decode(msgspec.json.encode(world.case))


def check(world):
    decision = decide(world.library, world.case)
    outcome, determining = brute_force_decide.brute_force_decide(*plain(world))
    told = {(f.verdict, f.instrument, f.article, f.clause) for f in decision.determining}
    assert (decision.outcome, told) == (outcome, determining)
    return outcome


@given(worlds())
def test_the_second_decision_agrees_on_outcome_and_articles(world):
    check(world)


@given(st.integers(0, 2**64))
def test_the_second_decision_agrees_on_many_worlds(seed):
    for world in islice(dice(seed), WORLDS_PER_SEED):
        check(world)


def test_every_outcome_is_common_in_these_worlds():
    outcomes = Counter(check(world) for world in islice(dice(2016), 1000))
    assert min(outcomes[each] for each in ("release", "withhold", "refer")) > 100


def test_the_second_decision_imports_nothing():
    tree = ast.parse(inspect.getsource(brute_force_decide))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
