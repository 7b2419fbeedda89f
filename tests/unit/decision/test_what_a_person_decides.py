"""What no standing order covers: reports from people, other purposes, what is not valid."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.laws.worlds import NOW
from tests.unit.decision.test_cures import LIBRARY, ORDER, ORDER_TABLE, PACT, RELEASED

from accordant import clauses
from accordant.clauses.standing_release import approval_of
from accordant.decision.cures import cures
from accordant.decision.decide import decide
from accordant.decision.explain import explain
from accordant.decision.explanation import explanation_of
from accordant.model.case import ItemFacts

FACTS = ItemFacts(contents=("text",), provided_for="warning", originators=("KOR",))
ORDERED = replace(RELEASED, format="accordant/case/2", item=FACTS)
HEARD = {"contents": ("human-report", "text")}


def asked(facts=None, **changes):
    return replace(ORDERED, item=replace(FACTS, **(facts or {})), **changes)


def said(case):
    decision = decide(LIBRARY, case)
    return decision.outcome, [each.sentence for each in decision.determining if not each.article]


def test_an_ordinary_item_goes_by_its_order():
    assert decide(LIBRARY, ORDERED).order == "b" * 64


CASES = [
    pytest.param(asked(HEARD), "human-unreleased", id="content"),
    pytest.param(asked({"disciplines": ("human",)}), "human-unreleased", id="discipline"),
    pytest.param(asked({"provided_for": "study"}), "purpose-differs", id="another purpose"),
    pytest.param(asked({"valid_from": NOW + 1}), "not-yet-valid", id="too early"),
    pytest.param(asked({"valid_until": NOW - 1}), "no-longer-valid", id="too late"),
]


@pytest.mark.parametrize(("case", "sentence"), CASES)
def test_no_order_covers_it_and_an_approval_does(case, sentence):
    assert said(case) == ("refer", [sentence, "no-order"])
    approved = replace(case, approvals=(approval_of(case),))
    decision = decide(LIBRARY, approved)
    assert (decision.outcome, decision.order) == ("release", "")
    assert decide(LIBRARY, replace(case, direction="inbound")).outcome == "release"


@pytest.mark.parametrize(("case", "sentence"), CASES)
@pytest.mark.parametrize(
    "miss",
    [
        {"product": "KOR-2"}, {"version": 2}, {"recipient": "AUS"}, {"purpose": "study"},
        {"post": "JPN:MOD/archive"}, {"given": NOW + 1},
    ],
    ids=str,
)  # fmt: skip
def test_an_approval_of_anything_else_is_none(case, sentence, miss):
    other = replace(approval_of(case), **miss)
    assert sentence in said(replace(case, approvals=(other,)))[1]


def test_for_a_contractor_only_a_yes_that_says_so_counts():
    """Where an article asks for conditions nobody here can confirm, not even that."""
    pact = PACT._replace(clauses=tuple(each for each in PACT.clauses if each.kind != "contractor"))
    library = LIBRARY.with_(pact)
    case = asked(contractor=True)
    told = decide(library, case)
    assert [each.sentence for each in told.determining] == ["for-contractor", "no-order"]
    assert [[act.sentence for act in each.remedies] for each in cures(library, case, told)] == [
        ["cure-approve"],
        ["cure-government"],
    ]
    to_government = replace(case, approvals=(approval_of(ORDERED),))
    assert decide(library, to_government).outcome == "refer"
    approved = replace(case, approvals=(approval_of(case),))
    assert decide(library, approved).outcome == "release"
    assert decide(LIBRARY, approved).outcome == "refer"
    government = replace(approved, contractor=False, orders=())
    assert decide(library, government).outcome == "refer"


def test_a_tear_line_goes_by_an_order():
    assert decide(LIBRARY, asked({**HEARD, "for_release": True})).order == "b" * 64


def test_the_last_instants_of_validity_count():
    assert decide(LIBRARY, asked({"valid_from": NOW, "valid_until": NOW})).outcome == "release"


def test_a_yes_given_while_it_was_valid_is_no_yes_to_what_has_expired():
    case = asked({"valid_until": NOW - 5})
    early = replace(approval_of(case), given=NOW - 5)
    assert said(replace(case, approvals=(early,)))[0] == "refer"
    late = replace(early, given=NOW - 4)
    assert said(replace(case, approvals=(late,)))[0] == "release"


def test_the_purpose_that_is_none_of_the_list_is_always_a_persons():
    case = asked({"provided_for": "other"}, purpose="other")
    assert said(case) == ("refer", ["purpose-other", "no-order"])
    assert said(replace(case, approvals=(approval_of(case),)))[0] == "release"


def test_a_case_of_the_first_format_is_decided_as_it_was():
    """Its kind alone never asked for a person; the order says which kinds it covers."""
    case = replace(RELEASED, kind="human-report")
    assert said(case) == ("refer", ["no-order"])


def test_an_unclassified_report_from_people_needs_its_order_and_a_person():
    case = asked(HEARD, level="KOR:U", approvals=(approval_of(ORDERED),))
    assert said(case) == ("refer", ["no-order-unclassified"])
    assert said(replace(case, approvals=()))[1] == ["human-unreleased", "no-order-unclassified"]


def test_what_helps_is_a_persons_yes_or_the_purpose_it_was_written_for():
    case = asked({"provided_for": "warning"}, purpose="study")
    decision = decide(LIBRARY, case)
    found = [[each.sentence for each in cure.remedies] for cure in cures(LIBRARY, case, decision)]
    assert found == [["cure-approve"], ["cure-purpose"]]


def test_the_instants_of_validity_and_the_purposes_are_shown():
    case = asked({"valid_until": NOW - 1000, "provided_for": "dprk-missile-threat"})
    told = {
        spoken: explain(explanation_of(LIBRARY, case, decide(LIBRARY, case)), spoken)
        for spoken in ("en", "ko", "ja")
    }
    english = " ".join(told["en"].because)
    assert "until 2018-04-30T23:59:59+00:00, and it is 2018-05-01T00:00:00+00:00" in english
    assert "written for the purpose dprk-missile-threat and is asked for warning" in english
    assert "valid until: 2018-04-30T23:59:59+00:00" in told["en"].used[1]
    assert "북한 미사일 위협" in " ".join(told["ko"].because)
    assert "北朝鮮のミサイルの脅威" in " ".join(told["ja"].because)


def test_personal_data_go_by_an_order_that_names_them_or_by_a_person():
    personal = asked(caveats=("personal-data",))
    assert said(personal) == ("refer", ["no-order-personal"])
    assert said(replace(personal, approvals=(approval_of(personal),)))[0] == "release"
    table = ORDER_TABLE | {"caveats": ["personal-data"]}
    admits = clauses.parse("standing-release", table, article="1", place="")
    library = LIBRARY.with_(ORDER._replace(clauses=(admits,)))
    decision = decide(library, personal)
    assert (decision.outcome, decision.order) == ("release", "b" * 64)
    told = explanation_of(library, personal, decision)
    assert explain(told).flags == ("The item has personal data.",)
    assert explain(told, "ko").flags == ("해당 정보는 개인정보를 포함한다.",)
    assert explanation_of(LIBRARY, ORDERED, decide(LIBRARY, ORDERED)).flags == ()
