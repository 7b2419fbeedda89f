"""As of any instant, by what was known at another: nothing is dropped, and each reason is said."""

import pytest
from tests.unit.law.scene import adopted, at, begun, both, fact, text, told

from accordant.errors import MalformedInput
from accordant.law.asof import stand_at
from accordant.law.capitals import VIENNA
from accordant.law.sentences import WITHOUT_EFFECT

NOTICE = fact("notice-delivered", "2019-08-20", "KOR")
HELD = fact("operation-suspended", "2018-01-01", "JPN", ground="breach")


def stand(*acts, when="2018-06-01", which=None, **more):
    which = which or text()
    told_all = [*adopted(which), *begun(), *(act for group in acts for act in group)]
    return stand_at(which, told_all, at(when), **more)


def reasons(found):
    return [(each.fact.name, each.reason) for each in found.without_effect]


def test_how_it_stands_in_force():
    found = stand()
    assert (found.adopted.basis, found.by_facts.basis) == ("in-force", "in-force")
    assert [fact.kind for fact in found.under] == ["requirements-notified"] * 2
    assert [held.party for held in found.views] == ["JPN", "KOR"]
    assert (found.endings, found.without_effect, found.awaiting) == ((), (), ())
    assert found.governed_by == VIENNA
    assert found.identifier == "any"
    assert found.binding


def test_the_end_on_the_clocks_of_each_capital():
    found = stand(told(NOTICE), when="2019-09-01")
    assert [(end.capital, end.local) for end in found.endings] == [
        ("Tokyo", "2019-11-23T00:00:00+09:00"), ("Seoul", "2019-11-23T00:00:00+09:00"),
    ]  # fmt: skip
    which = text(parties=("JPN", "USA"))
    acts = [
        act
        for party in ("JPN", "USA")
        for act in told(fact("requirements-notified", "2016-11-23", party))
    ]
    acts += told(fact("notice-delivered", "2019-08-20", "USA"))
    found = stand_at(which, acts, at("2019-09-01"))
    assert [end.local for end in found.endings] == [
        "2019-11-23T00:00:00+09:00", "2019-11-22T10:00:00-05:00",
    ]  # fmt: skip


def test_what_was_learnt_later_does_not_count():
    late = told(NOTICE, later=10 * 86_400_000)
    assert stand(late, when="2019-09-01", known_at=NOTICE.at).by_facts.basis == "in-force"
    known = stand(late, when="2019-09-01", known_at=NOTICE.at + 10 * 86_400_000)
    assert known.by_facts.basis == "in-force-until"


def test_a_joint_act_awaits_the_word_of_the_other():
    ended = fact("terminated", "2018-01-01", ground="consent")
    found = stand(told(ended, "KOR"))
    assert found.awaiting == ((ended, ("JPN",)),)
    assert found.by_facts.force == "in-force"


def test_two_facts_of_one_name_are_both_told():
    """One hid the other: they were kept by their names."""
    undone = {"kind": "notice-revoked", "when": "2018-01-01", "of": "nothing", "name": "one-name"}
    moved = fact("operation-suspended", "2018-02-01", "JPN", ground="breach", name="one-name")
    found = stand(told(fact(party="KOR", **undone)), told(moved))
    assert reasons(found) == [("one-name", "not-possible")]
    assert moved in found.under
    found = stand(told(fact(party="KOR", **undone)), told(fact(party="JPN", **undone)))
    assert len(found.without_effect) == 2


def test_what_is_in_no_account_is_said_to_be_so():
    """It was dropped without a word."""
    found = stand(told(HELD, "USA"))
    assert reasons(found) == [(HELD.name, "word-of-another")]
    assert reasons(stand(told(HELD, "KOR"), party="JPN")) == [(HELD.name, "word-of-another")]
    assert reasons(stand(told(HELD, "KOR"))) == []
    contested = fact("contested", "2018-02-01", "KOR", of=HELD.name)
    assert reasons(stand(told(HELD), told(contested))) == []
    assert reasons(stand(told(HELD), told(contested), party="KOR")) == [(HELD.name, "contested")]
    assert {"word-of-another", "contested"} <= set(WITHOUT_EFFECT)


def test_a_reading_and_the_view_it_makes():
    read = fact("reading-held", "2018-01-01", "KOR", question="counting", answer="clear")
    found = stand(told(read))
    assert {held.party: held.readings for held in found.views} == {"JPN": (), "KOR": (read,)}


def test_claims_stand_beside_the_facts_and_move_nothing():
    claim = fact("claimed", "2018-01-01", words="The press says it ended.")
    found = stand(told(claim, "KOR"))
    assert found.claims == (claim,)
    assert stand(told(claim, "KOR"), when="2017-12-31").claims == ()
    assert found.by_facts.basis == "in-force"


def test_before_the_claim_or_the_refusal_it_is_not_told():
    refused = fact("notice-delivered", "2018-03-01", "KOR", channel="press")
    assert reasons(stand(told(refused))) == [(refused.name, "other-channel")]
    assert reasons(stand(told(refused), when="2018-02-28")) == []


def test_the_account_of_who_is_no_party_is_refused():
    with pytest.raises(MalformedInput):
        stand(party="USA")


def test_an_end_agreed_by_both_shows_until_when():
    ended = fact("terminated", "2018-01-01", ground="consent", effect=at("2018-12-01"))
    found = stand(both(ended))
    assert (found.by_facts.basis, found.by_facts.facts["until"]) == (
        "in-force-until", "2018-11-30",
    )  # fmt: skip
