"""Ranks compare within one ranking of one policy; what is proposed to a recipient, and why."""

import pytest

from accordant.adapters import terms_table
from accordant.errors import LevelNotInTable
from accordant.labels import outranks, proposed, strictest

POLICIES = terms_table.load()
ROWS = (("JPN:gokuhi", "JPN:tokutei", "KOR:II"), ("JPN:hi", "KOR:III"))


def test_a_level_outranks_another_of_its_own_ranking_only():
    japan = POLICIES["JPN"]
    assert outranks(japan, "JPN:tokutei", "JPN:gokuhi") is True
    assert outranks(japan, "JPN:hi", "JPN:gokuhi") is False
    assert outranks(japan, "JPN:kimitsu", "JPN:gokuhi") is None, "grades of another statute"
    assert outranks(POLICIES["KOR"], "KOR:daeoebi", "KOR:III") is None


def test_ranks_never_compare_across_policies():
    with pytest.raises(LevelNotInTable):
        outranks(POLICIES["JPN"], "JPN:hi", "KOR:III")


def test_the_strictest_are_all_that_none_outranks():
    japan = POLICIES["JPN"]
    assert strictest(japan, ["JPN:hi", "JPN:gokuhi", "JPN:tokutei"]) == ("JPN:tokutei",)
    assert strictest(japan, ["JPN:kimitsu", "JPN:gokuhi"]) == ("JPN:kimitsu", "JPN:gokuhi")


def test_one_equal_is_proposed_and_needs_no_designation():
    found = proposed(ROWS, "JPN:tokutei", "KOR", POLICIES["KOR"])
    assert (found.level, found.handling, found.undecided) == ("KOR:II", ("KOR:II",), False)
    assert found.because == "only-one"


def test_of_two_the_policy_proposes_one_and_until_designated_the_stricter_applies():
    found = proposed(ROWS, "KOR:II", "JPN", POLICIES["JPN"])
    assert found.level == "JPN:tokutei"
    assert found.alternatives == ("JPN:gokuhi",)
    assert found.undecided
    assert found.handling == ("JPN:tokutei",)
    assert found.because == "ranked"
    assert found.provisional == "JPN:tokutei"
    assert found.source


def test_where_the_ranking_is_silent_the_handling_rules_of_both_apply():
    rows = (("JPN:kimitsu", "JPN:tokutei", "USA:TS"),)
    found = proposed(rows, "USA:TS", "JPN:MOD", POLICIES["JPN"])
    assert found.level == ""
    assert found.handling == ("JPN:kimitsu", "JPN:tokutei")
    assert found.provisional == "", "none of several is picked in silence"
    assert found.because == "not-ranked"


def test_without_a_vocabulary_nothing_is_ranked_or_proposed():
    rows = (("AUS:A", "AUS:B", "JPN:hi"),)
    found = proposed(rows, "JPN:hi", "AUS", None)
    assert (found.level, found.handling) == ("", ("AUS:A", "AUS:B"))
    assert found.because == "no-policy"
    assert proposed((("AUS:A", "JPN:hi"),), "JPN:hi", "AUS", None).level == "AUS:A"


def test_a_level_outside_the_table_has_no_proposal_and_is_never_rounded():
    assert proposed(ROWS, "KOR:I", "JPN", POLICIES["JPN"]) is None
    assert proposed(ROWS, "KOR:II", "USA", POLICIES["USA"]) is None
    assert proposed((), "KOR:II", "JPN", POLICIES["JPN"]) is None


def test_a_vocabulary_of_another_party_is_refused():
    with pytest.raises(LevelNotInTable):
        proposed(ROWS, "KOR:II", "JPN", POLICIES["KOR"])


@pytest.mark.parametrize("level", [term.level for term in POLICIES["TLP"].terms])
def test_tlp_is_never_equated_to_a_national_level(level):
    """Whatever table says so: TLP is a limit on sharing, and no classification."""
    rows = ((level, "JPN:hi", "KOR:III"),)
    for asked, party in ((level, "JPN"), ("JPN:hi", "TLP"), ("KOR:III", "JPN")):
        with pytest.raises(LevelNotInTable, match="TLP"):
            proposed(rows, asked, party, POLICIES[party])
