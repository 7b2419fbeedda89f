"""Which encoding the parties adopted, and from when on an amended one governs."""

import pytest
from tests.unit.law.scene import at, begun, both, fact, told

from accordant.law.adoption import Adoption, adoption_at, adoptions_about
from accordant.model.act import Adopted

PARTIES = ("JPN", "KOR")
OLD, NEW = "a" * 64, "b" * 64
FIRST = at("2016-11-23")
AGREED, CUT_OVER = "2018-01-01", "2018-06-01"
AMENDED = both(fact("amended", AGREED, clauses=NEW, effect=at(CUT_OVER)))


def adopts(clauses, when, *parties):
    return [Adopted(party, "any", clauses, at(when)) for party in parties or PARTIES]


def governs(acts, when, parties=PARTIES):
    found = adoption_at(parties, adoptions_about("any", acts, parties=parties), at(when))
    return found.digest or found.basis


def test_all_adopt_one_or_there_is_none():
    acts = adopts(OLD, "2016-11-23", "JPN")
    found = adoption_at(PARTIES, adoptions_about("any", acts), FIRST)
    assert found == Adoption(basis="not-adopted", facts={"party": "KOR"})
    acts += adopts(OLD, "2017-01-01", "KOR")
    assert governs(acts, "2016-12-31T23:59") == "not-adopted"
    assert governs(acts, "2017-01-01") == OLD
    acts += adopts(NEW, "2017-02-01", "KOR")
    assert governs(acts, "2017-02-01") == "digests-differ"


def test_two_at_one_instant_are_none():
    acts = [*adopts(OLD, "2016-11-23"), *adopts(NEW, "2016-11-23", "KOR")]
    assert governs(acts, "2017-01-01") == "digests-differ"


def test_an_amended_text_governs_from_the_cut_over_however_early_it_was_adopted():
    for early in ("2017-06-01", "2018-02-01"):
        acts = [*adopts(OLD, "2016-11-23"), *AMENDED, *adopts(NEW, early)]
        assert governs(acts, "2018-05-31T23:59") == OLD
        assert governs(acts, CUT_OVER) == NEW


def test_a_text_adopted_after_its_cut_over_governs_from_its_adoption():
    acts = [*adopts(OLD, "2016-11-23"), *AMENDED, *adopts(NEW, "2018-07-01")]
    assert governs(acts, "2018-06-30") == OLD
    assert governs(acts, "2018-07-01") == NEW


def test_a_cut_over_needs_the_word_of_all_parties_and_of_no_other():
    """Whoever else adopted it was asked for its word too, and the cut-over was lost."""
    acts = [*adopts(OLD, "2016-11-23"), *adopts(NEW, "2018-02-01")]
    alone = told(fact("amended", AGREED, clauses=NEW, effect=at(CUT_OVER)), "KOR")
    assert governs([*acts, *alone], "2018-03-01") == NEW
    outsider = adopts(OLD, "2017-01-01", "USA")
    assert governs([*acts, *AMENDED, *outsider], "2018-03-01") == OLD


def test_a_text_brought_back_keeps_the_time_in_which_it_governed_first():
    """The amendment back moved the first adoption too: nothing had been adopted for years."""
    back = both(fact("amended", "2019-01-01", clauses=OLD, effect=at("2019-06-01")))
    acts = [*adopts(OLD, "2016-11-23"), *AMENDED, *adopts(NEW, "2018-02-01")]
    acts += [*back, *adopts(OLD, "2019-02-01")]
    assert governs(acts, "2017-01-01") == OLD
    assert governs(acts, "2018-05-31") == OLD
    assert governs(acts, "2018-07-01") == NEW
    assert governs(acts, "2019-05-31T23:59") == NEW
    assert governs(acts, "2019-06-01") == OLD


def test_a_text_brought_in_twice_begins_each_time_at_its_own_cut_over():
    back = both(fact("amended", "2019-01-01", clauses=OLD, effect=at("2019-06-01")))
    again = both(fact("amended", "2020-01-01", clauses=NEW, effect=at("2020-06-01")))
    acts = [*adopts(OLD, "2016-11-23"), *AMENDED, *adopts(NEW, "2018-02-01"), *back]
    acts += [*adopts(OLD, "2019-02-01"), *again, *adopts(NEW, "2020-02-01")]
    days = ("2018-05-31", "2018-06-01", "2019-06-01", "2020-05-31", "2020-06-01")
    assert [governs(acts, day) for day in days] == [OLD, NEW, OLD, OLD, NEW]


def test_what_was_adopted_later_than_known_does_not_count():
    acts = [*adopts(OLD, "2016-11-23"), *adopts(NEW, "2017-01-01")]
    known = adoptions_about("any", acts, known_at=at("2016-12-01"))
    assert adoption_at(PARTIES, known, at("2018-01-01")).digest == OLD


@pytest.mark.parametrize("acts", [[], begun()])
def test_where_nothing_is_adopted_nobody_has(acts):
    assert adoptions_about("any", acts) == ()
    assert adoption_at(PARTIES, (), FIRST).basis == "not-adopted"
