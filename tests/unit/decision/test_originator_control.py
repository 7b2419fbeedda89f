"""Whoever made a controlled item consents to exactly this release, organ by organ."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.laws.worlds import NOW, Written
from tests.unit.decision.test_cures import LIBRARY, ORDER_TABLE
from tests.unit.decision.test_what_a_person_decides import FACTS, ORDERED

from accordant import clauses
from accordant.decision.cures import cures
from accordant.decision.decide import decide
from accordant.decision.originators import controls
from accordant.model.case import Consent, Equity

ADMITS = Written(
    "order-2",
    (
        clauses.parse(
            "standing-release",
            ORDER_TABLE | {"caveats": ["originator-control", "ORCON"]},
            article="1",
            place="",
        ),
    ),
    "b" * 64,
)
HELD = LIBRARY.with_(ADMITS)
CONTROLLED = replace(
    ORDERED,
    caveats=("originator-control",),
    item=replace(FACTS, originators=("KOR:DIA",)),
)
CONSENT = Consent("KOR:DIA", "KOR-1", 1, "JPN", "warning", NOW - 9, NOW)


def outcome(case):
    return decide(HELD, case).outcome


def test_another_organ_of_the_same_state_is_asked():
    decision = decide(HELD, CONTROLLED)
    assert decision.outcome == "withhold"
    assert [each.sentence for each in decision.determining] == ["originator-control"]
    assert outcome(replace(CONTROLLED, caveats=("ORCON",))) == "withhold"
    assert outcome(replace(CONTROLLED, caveats=())) == "release"
    assert controls(replace(CONTROLLED, releaser="KOR:DIA")) == []
    assert outcome(replace(CONTROLLED, consents=(CONSENT,))) == "release"


MISSES = pytest.mark.parametrize(
    "miss",
    [
        pytest.param({"originator": "KOR:MND"}, id="another agency of the same state"),
        pytest.param({"originator": "KOR"}, id="its state and not the agency"),
        pytest.param({"product": "KOR-2"}, id="another item"),
        pytest.param({"version": 2}, id="another version"),
        pytest.param({"recipient": "AUS"}, id="another recipient"),
        pytest.param({"recipient": "JPN:MOD"}, id="an organ of the recipient"),
        pytest.param({"purpose": "study"}, id="another purpose"),
        pytest.param({"until": NOW - 1}, id="past its end"),
        pytest.param({"given": NOW + 1}, id="given later"),
    ],
)


@MISSES
def test_a_consent_that_misses_is_none(miss):
    assert outcome(replace(CONTROLLED, consents=(replace(CONSENT, **miss),))) == "withhold"


@MISSES
def test_nor_is_it_one_for_the_rule_on_third_parties(miss):
    """Without any caveat, by the article of the agreement the item came under."""
    foreign = replace(
        ORDERED,
        item=replace(FACTS, originators=("AUS:DIO",)),
        equities=(Equity("AUS:DIO", "a" * 64, "KOR-1", 1),),
    )
    given = replace(CONSENT, originator="AUS:DIO")
    assert outcome(replace(foreign, consents=(given,))) == "release"
    other = {"KOR:MND": "AUS:ASD", "KOR": "AUS"}
    missing = {key: other.get(value, value) for key, value in miss.items()}
    assert outcome(replace(foreign, consents=(replace(given, **missing),))) == "withhold"


def test_every_one_of_several_originators_consents():
    both = replace(CONTROLLED, item=replace(FACTS, originators=("KOR:DIA", "KOR:MND")))
    other = replace(CONSENT, originator="KOR:MND")
    assert outcome(replace(both, consents=(CONSENT,))) == "withhold"
    assert outcome(replace(both, consents=(CONSENT, other))) == "release"


def test_who_receives_its_own_item_is_not_asked():
    own = replace(CONTROLLED, item=replace(FACTS, originators=("JPN", "JPN:DIH")))
    assert outcome(own) == "release"
    other = replace(CONTROLLED, item=replace(FACTS, originators=("JPN:MOD",)))
    assert outcome(other) == "withhold"


def test_an_originator_reached_is_asked_for_the_item_it_was_reached_through():
    equity = Equity("KOR:MND", "", "KOR-0", 3)
    reached = replace(CONTROLLED, item=FACTS, equities=(equity,))
    assert outcome(reached) == "withhold"
    assert outcome(replace(reached, caveats=())) == "release"
    given = replace(CONSENT, originator="KOR:MND", product="KOR-0", version=3)
    assert outcome(replace(reached, consents=(given,))) == "release"


def test_one_consent_of_a_foreign_originator_answers_both_rules():
    """The third-party rule and the caveat ask for one act; each is a finding of its own."""
    foreign = replace(
        CONTROLLED,
        item=replace(FACTS, originators=("AUS:DIO",)),
        equities=(Equity("AUS:DIO", "a" * 64, "KOR-1", 1),),
    )
    decision = decide(HELD, foreign)
    assert {(each.clause, each.article) for each in decision.determining} == {
        ("decision", ""),
        ("third-party-consent", "6(a)"),
    }
    (cure,) = cures(HELD, foreign, decision)
    assert len(cure.remedies) == 1
    assert decide(HELD, cure.apply(foreign)).outcome == "release"


def test_on_arrival_only_a_third_states_originator_is_asked_again():
    inbound = replace(CONTROLLED, direction="inbound")
    assert outcome(inbound) == "release"
    third = replace(inbound, item=replace(FACTS, originators=("AUS:DIO", "KOR:DIA")))
    assert outcome(third) == "withhold"
    given = replace(CONSENT, originator="AUS:DIO")
    assert outcome(replace(third, consents=(given,))) == "release"
