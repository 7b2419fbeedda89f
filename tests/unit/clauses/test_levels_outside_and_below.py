"""A level without an equal: another party has one, no row has it, or it is below every row."""

from __future__ import annotations

import pytest
from msgspec import UNSET
from msgspec.structs import replace
from tests.unit.decision.test_cures import LIBRARY, RELEASED
from tests.unit.decision.test_what_a_person_decides import ORDERED

from accordant.adapters import terms_table
from accordant.decision.cures import cures
from accordant.decision.decide import decide
from accordant.decision.explain import explain
from accordant.decision.explanation import explanation_of
from accordant.labels.terms import stricter

KOR = terms_table.load()["KOR"]
SECRETS = ("KOR:I", "KOR:II", "KOR:III")


def said(case):
    """The sentence of the table, and what is advised."""
    decision = decide(LIBRARY, case)
    assert decision.outcome == "withhold"
    (finding,) = decision.determining
    (cure,) = cures(LIBRARY, case, decision)
    return finding.sentence, cure.remedies[0].sentence, finding.facts


def test_the_vocabulary_knows_what_stands_above_a_level():
    assert stricter(KOR, "KOR:daeoebi") == SECRETS
    assert stricter(KOR, "KOR:II") == ("KOR:I",)
    japan = terms_table.load()["JPN"]
    assert stricter(japan, "JPN:hi") == ("JPN:tokutei", "JPN:gokuhi")
    assert stricter(japan, "JPN:kimitsu") == (), "no ranking joins it to the others"


@pytest.mark.parametrize("above", [UNSET, (), ("KOR:II",)], ids=["unknown", "highest", "beside"])
def test_a_level_above_or_beside_the_table(above):
    sentence, advice, facts = said(replace(ORDERED, level="KOR:I", above=above))
    assert (sentence, advice) == ("outside", "write-for-recipient")
    assert facts == {"level": "KOR:I", "state": "KOR", "levels": "KOR:II, KOR:III"}


def test_a_level_below_the_table():
    case = replace(ORDERED, level="KOR:daeoebi", above=SECRETS)
    sentence, advice, facts = said(case)
    assert (sentence, advice) == ("below", "map-level")
    assert facts["lowest"] == "KOR:III"
    words = explain(explanation_of(LIBRARY, case, decide(LIBRARY, case)))
    (because,) = words.because
    assert because == (
        "pact, Art. 4: Level KOR:daeoebi is below KOR:III, the lowest level of KOR in the table; "
        "what is below the table is not exchanged under it, and is not marked higher to fit."
    )


def test_a_level_of_the_table_without_an_equal_for_this_recipient():
    decision = decide(LIBRARY, replace(ORDERED, recipient="AUS", post="AUS:DIO"))
    assert "no-equal" in {each.sentence for each in decision.determining}


def test_a_case_of_the_first_format_knows_one_reason():
    assert said(replace(RELEASED, level="KOR:I"))[:2] == ("no-equal", "write-for-recipient")
