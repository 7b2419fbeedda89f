"""An explanation is one structure: facts used, facts missing and cures, without a language."""

from itertools import islice

import msgspec
import pytest
from msgspec.structs import replace
from tests.laws.worlds import POST, Chooser, dice, passed_on, released

from accordant.decision.decide import decide
from accordant.decision.explain import explain
from accordant.decision.explanation import Explanation, explanation_of


def plain():
    return released(Chooser(lambda _below: 0))


def explained(made, **changes):
    case = replace(made.case, **changes)
    return explanation_of(made.library, case, decide(made.library, case))


def reason(explanation, sentence):
    return next(each for each in explanation.reasons if each.sentence == sentence)


def test_it_is_json_and_back():
    for made in islice(dice(5), 100):
        found = explanation_of(made.library, made.case, decide(made.library, made.case))
        assert msgspec.json.decode(msgspec.json.encode(found), type=Explanation) == found


def test_a_release_says_by_which_facts():
    found = explained(plain())
    assert (found.headline, found.outcome, found.cures) == ("headline/release", "release", ())
    covered = reason(found, "standing-release/covered")
    assert covered.used["level"] == "KOR:II"
    assert covered.used["post"] == POST
    assert not any(each.missing for each in found.reasons)


@pytest.mark.parametrize(
    ("changes", "sentence", "missing"),
    [
        ({"level": ""}, "decision/unmarked", ("level",)),
        ({"recipient": ""}, "decision/no-recipient", ("recipient",)),
        ({"instruments": ()}, "decision/no-instrument", ("instrument",)),
        ({"orders": ()}, "decision/no-order", ("order", "approval")),
        ({"clock_sound": False}, "decision/clock-unsound", ("clock",)),
    ],
)
def test_a_no_says_what_was_missing(changes, sentence, missing):
    found = explained(plain(), approvals=(), **changes)
    assert reason(found, sentence).missing == missing
    assert found.cures
    for language in ("en", "ko", "ja"):
        assert any(explain(found, language).missing)


def test_a_cure_says_who_and_whether_its_effect_is_known():
    found = explained(plain(), orders=(), approvals=())
    step = found.cures[0].steps[0]
    assert (step.who, step.sentence, step.applicable) == (
        "releasing-authority", "cure/cure-approve", True,
    )  # fmt: skip
    assert found.cures[0].promises == "release"
    advice = explained(plain(), recipient="").cures[0]
    assert (advice.promises, advice.steps[0].applicable) == (None, False)


def test_facts_of_a_leg_are_those_of_the_leg():
    made = passed_on(Chooser(lambda _below: 0))
    found = explained(made)
    ends = {each.used.get("recipient") for each in found.reasons if each.clause == "parties"}
    assert found.outcome == "release"
    assert {"USA:DOD"} <= ends
