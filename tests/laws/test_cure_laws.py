"""Cures are true and minimal: by the decision, by the second one, and among all that could be done."""

from itertools import combinations

from hypothesis import given
from tests.laws.brute_force_decide import brute_force_decide
from tests.laws.test_two_decisions_agree import plain
from tests.laws.worlds import hindered, spoiled, worlds

from accordant.decision import cures as offering
from accordant.decision.cures import CURES_MAX, Cure, cures
from accordant.decision.decide import decide, weigh
from accordant.model.vocabulary import OTHER_PURPOSE

refused = worlds() | worlds(spoiled) | worlds(hindered)


def against(library, case):
    """Every finding that does not pass: common, of each instrument, and of each leg."""
    common, bases = weigh(library, case)
    found = [*common, *(each for basis in bases for each in basis.findings)]
    return {
        (each.instrument, each.article, each.clause, each.sentence, *sorted(each.facts.items()))
        for each in found
        if each.verdict != "pass"
    }


@given(refused)
def test_the_second_decision_agrees_on_what_a_cure_brings(world):
    library, case = world.library, world.case
    for cure in cures(library, case, decide(library, case)):
        if cure.applicable:
            cured = world._replace(case=cure.apply(case))
            assert brute_force_decide(*plain(cured))[0] == cure.promises


@given(refused)
def test_every_act_of_a_cure_mends_something_that_stood_against(world):
    """Done last, after all others of its set, each still takes a finding away."""
    library, case = world.library, world.case
    for cure in cures(library, case, decide(library, case)):
        for number in range(len(cure.remedies) if cure.applicable else 0):
            others = cure.remedies[:number] + cure.remedies[number + 1 :]
            without = Cure(others, cure.promises).apply(case)
            assert against(library, without) - against(library, cure.apply(case))


@given(refused)
def test_no_smaller_set_of_all_acts_there_are_would_do(world):
    """The sets offered are the smallest; fewer than three means that there are no more so small."""
    library, case = world.library, world.case
    promised = [each for each in cures(library, case, decide(library, case)) if each.applicable]
    if not promised:
        return
    known = tuple(offering._remedies(library, case))
    acts = tuple(each for each in known if each.change is not None)[: offering.REMEDIES_MAX]
    least = min(len(each.remedies) for each in promised)
    for size in range(1, least + 1):
        helping = [
            chosen
            for chosen in combinations(acts, size)
            if decide(library, Cure(chosen).apply(case)).outcome == promised[0].promises
        ]
        small = sum(len(each.remedies) == size for each in promised)
        assert small == min(len(helping), CURES_MAX)


@given(refused)
def test_no_two_cures_are_the_same_act_by_another_name(world):
    library, case = world.library, world.case
    cured = [
        each.apply(case) for each in cures(library, case, decide(library, case)) if each.applicable
    ]
    assert all(one != other for one, other in combinations(cured, 2))


@given(worlds(spoiled))
def test_no_cure_asks_for_the_purpose_that_is_none(world):
    """Asking for `other` would only bring the next person."""
    library, case = world.library, world.case
    for cure in cures(library, case, decide(library, case)):
        assert cure.apply(case).purpose in (case.purpose, case.item.provided_for)
        assert cure.apply(case).purpose != OTHER_PURPOSE or case.purpose == OTHER_PURPOSE
