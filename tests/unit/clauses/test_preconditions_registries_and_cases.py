"""What comes before the first exchange, through which post, and what is decided case by case."""

import pytest
from msgspec.structs import replace

from accordant import clauses
from accordant.clauses.standing_release import approval_of
from accordant.decision.cures import cures
from accordant.decision.decide import decide
from accordant.decision.library import Library
from accordant.model.case import Case, InPlay, OrderInPlay

NOW = 1_525_132_800_000
PACT, ORDER = "1" * 64, "2" * 64
POST = "JPN:MOD/registry"
CLAUSES = {
    "parties": {"parties": ["JPN", "KOR"]},
    "equivalence": {"rows": [["KOR:II", "JPN:gokuhi"]]},
    "precondition": {"before": "first-exchange", "requires": ["visit", "arrangement"]},
    "registry": {"posts": ["KOR:MND/registry", POST, "JPN:MOFA/registry"]},
    "case-by-case": {"categories": ["launch-report"]},
}
STANDING = {
    "by": "KOR", "to": "JPN", "posts": [POST], "under": "pact",
    "kinds": ["launch-report", "text"], "subjects": ["any"], "level-at-most": "KOR:II",
    "markers": ["REAL"], "precedences": ["routine"], "purposes": ["warning"], "from": NOW,
}  # fmt: skip
CASE = Case(
    releaser="KOR",
    recipient="JPN",
    post=POST,
    product="KOR-1",
    kind="launch-report",
    level="KOR:II",
    purpose="warning",
    instruments=(InPlay(PACT, "in-force", "in-force", {"met": "arrangement visit"}),),
    orders=(OrderInPlay(ORDER, NOW),),
    at=NOW,
)


class Text:
    def __init__(self, identifier, digest, tables):
        self.identifier, self.clauses_digest = identifier, digest
        self.clauses = [
            clauses.parse(kind, table, article=str(number), place="")
            for number, (kind, table) in enumerate(tables.items(), 1)
        ]


def library(**changed):
    pact = Text("pact", PACT, CLAUSES | {key.replace("_", "-"): v for key, v in changed.items()})
    return Library.of([pact, Text("order", ORDER, {"standing-release": STANDING})])


HELD = library()


def with_facts(**facts):
    return replace(CASE, instruments=(InPlay(PACT, "in-force", "in-force", facts),))


def articles(case, held=HELD):
    decision = decide(held, case)
    return decision.outcome, {each.article for each in decision.determining}


def test_the_plain_case_is_released_with_the_duty_of_the_registry():
    decision = decide(HELD, CASE)
    assert decision.outcome == "release"
    assert [each.duty for each in decision.obligations] == ["through-registry"]


@pytest.mark.parametrize("facts", [{}, {"met": ""}, {"met": "visit"}, {"met": "visits arrange"}])
def test_what_is_not_recorded_is_not_met(facts):
    for direction in ("outbound", "inbound"):
        case = replace(with_facts(**facts), direction=direction)
        assert articles(case) == ("withhold", {"3"})


def test_the_missing_condition_alone_is_named_and_its_record_cures():
    case = with_facts(met="visit")
    decision = decide(HELD, case)
    assert decision.determining[0].facts == {"conditions": "arrangement"}
    (cure,) = cures(HELD, case, decision)
    assert [each.who for each in cure.remedies] == ["treaty-desk"]
    after = cure.apply(case)
    assert after.instruments[0].facts == {"met": "arrangement visit"}
    assert decide(HELD, after).outcome == "release"


def test_a_record_for_another_instrument_meets_nothing_here():
    other = InPlay("3" * 64, "in-force", "in-force", {"met": "arrangement visit"})
    case = replace(with_facts(), instruments=(*with_facts().instruments, other))
    assert decide(HELD, case).outcome == "withhold"


@pytest.mark.parametrize("post", ["", "JPN:DIH/watch", "KOR:MND/registry"])
def test_another_post_than_a_registry_of_that_side_is_withheld(post):
    assert articles(replace(CASE, post=post)) == ("withhold", {"4"})


def test_the_cure_sends_to_the_first_registry_of_that_side():
    case = replace(CASE, post="JPN:DIH/watch")
    (cure,) = cures(HELD, case, decide(HELD, case))
    assert cure.apply(case).post == POST


def test_a_side_without_a_registry_gets_nothing_and_the_treaty_desk_is_told():
    held = library(registry={"posts": ["KOR:MND/registry"]})
    assert articles(CASE, held) == ("withhold", {"4"})
    offered = cures(held, CASE, decide(held, CASE))
    assert {each.who for cure in offered for each in cure.remedies} >= {"treaty-desk"}
    assert not any(cure.applicable for cure in offered)


def test_a_standing_order_is_not_enough_outside_the_agreed_categories():
    text = replace(CASE, kind="text")
    assert articles(text) == ("refer", {"5"})
    assert decide(HELD, replace(text, approvals=(approval_of(text),))).outcome == "release"


def test_without_any_category_every_case_is_decided():
    assert articles(CASE, library(case_by_case={"categories": []})) == ("refer", {"5"})


def test_one_approval_answers_article_and_nation_and_is_offered_once():
    case = replace(CASE, kind="text", orders=())
    decision = decide(HELD, case)
    assert len(decision.determining) == 2
    (cure,) = cures(HELD, case, decision)
    assert [each.who for each in cure.remedies] == ["releasing-authority"]
    assert decide(HELD, cure.apply(case)).outcome == "release"


def test_the_recipient_is_not_asked_whether_the_giver_decided():
    assert decide(HELD, replace(CASE, kind="text", direction="inbound")).outcome == "release"


def test_an_item_without_a_name_cannot_be_approved():
    case = replace(CASE, kind="text", product="")
    assert not any(each.applicable for each in cures(HELD, case, decide(HELD, case)))
