"""Cures of the ordinary refusals: who must do what, and what it would bring."""

import pytest
from msgspec.structs import replace
from tests.laws.worlds import NOW, POST, Written

from accordant import clauses
from accordant.decision.cures import cures
from accordant.decision.decide import decide
from accordant.decision.library import Library
from accordant.model.case import Assurance, Case, Consent, Equity, InPlay, OrderInPlay

TEXT = (
    ("1", "parties", {"parties": ["KOR", "JPN"]}),
    ("2", "scope", {"subjects": ["missile"]}),
    ("2(a)", "form", {"allowed": ["document", "electronic"]}),
    ("4", "equivalence", {"rows": [["KOR:II", "JPN:gokuhi"], ["KOR:III", "JPN:hi"]]}),
    ("6(a)", "third-party-consent", {"consent": "prior-written", "bars": ["government"]}),
    ("6(c)", "purpose", {"limit": "as-provided", "change": "prior-written"}),
    (
        "7(5)",
        "assurance",
        {"by": "recipient", "before": "providing", "states": ["clearance"], "named-by": "post"},
    ),
    ("9", "route", {"channel": "government-to-government", "routes": ["direct"]}),
    ("16", "contractor", {"before": "providing", "requires": ["inspections"]}),
)
PACT = Written(
    "pact",
    tuple(clauses.parse(kind, table, article=article, place="") for article, kind, table in TEXT),
    "a" * 64,
)
ORDER_TABLE = {
    "by": "KOR", "to": "JPN", "posts": [POST], "under": "pact", "kinds": ["launch-report"],
    "subjects": ["any"], "level-at-most": "KOR:II", "markers": ["REAL"],
    "precedences": ["flash"], "purposes": ["warning"], "from": NOW - 9,
}  # fmt: skip
ORDER = Written(
    "order",
    (clauses.parse("standing-release", ORDER_TABLE, article="1", place=""),),
    "b" * 64,
)
LIBRARY = Library.of([PACT, ORDER])
RELEASED = Case(
    releaser="KOR",
    recipient="JPN",
    post=POST,
    product="KOR-1",
    kind="launch-report",
    level="KOR:II",
    subjects=("missile",),
    purpose="warning",
    precedence="flash",
    instruments=(InPlay("a" * 64, "in-force", "in-force", {"since": "2016-11-23"}),),
    orders=(OrderInPlay("b" * 64, NOW - 5),),
    assurances=(Assurance("JPN", "KOR", POST, "JPN:gokuhi", True, True, True, NOW - 5),),
    at=NOW,
)
AUS_ITEM = Equity("AUS", "a" * 64, "AUS-7", 2)


def offered(**changes):
    """(outcome, [(promise, [(who, sentence)])]) of the released case with these changes."""
    case = replace(RELEASED, **changes)
    decision = decide(LIBRARY, case)
    return decision.outcome, [
        (cure.promises, [(each.who, each.sentence) for each in cure.remedies])
        for cure in cures(LIBRARY, case, decision)
    ]


def test_a_release_needs_no_cure():
    assert offered() == ("release", [])


@pytest.mark.parametrize(
    ("changes", "outcome", "acts"),
    [
        ({"orders": ()}, "refer", [("releasing-authority", "cure-approve")]),
        ({"assurances": ()}, "withhold", [("recipient", "assure")]),
        ({"form": "visual"}, "withhold", [("analyst", "provide-as")]),
        ({"route": "hub:USA"}, "withhold", [("analyst", "take")]),
        ({"contractor": True}, "refer", [("analyst", "government-only")]),
        ({"clock_sound": False}, "refer", [("operator", "cure-clock")]),
        ({"equities": (AUS_ITEM,)}, "withhold", [("originator", "consent")]),
        (
            {"equities": (AUS_ITEM, replace(AUS_ITEM, originator="GBR", instrument="c" * 64))},
            "withhold",
            [("originator", "consent"), ("originator", "cure-consent")],
        ),
        (
            {"assurances": (), "orders": (), "form": "oral"},
            "withhold",
            [
                ("analyst", "provide-as"),
                ("recipient", "assure"),
                ("releasing-authority", "cure-approve"),
            ],
        ),
    ],
)
def test_an_act_that_releases_is_the_only_cure(changes, outcome, acts):
    assert offered(**changes) == (outcome, [("release", acts)])


@pytest.mark.parametrize(
    ("changes", "outcome", "advice"),
    [
        ({"level": "KOR:I"}, "withhold", ("originator", "write-for-recipient")),
        ({"level": ""}, "withhold", ("originator", "cure-mark")),
        ({"level": "JPN:gokuhi"}, "withhold", ("analyst", "cure-own-term")),
        ({"recipient": ""}, "withhold", ("analyst", "cure-recipient")),
        ({"instruments": ()}, "withhold", ("treaty-desk", "cure-instrument")),
        ({"subjects": ("naval",)}, "withhold", ("originator", "separate")),
        ({"subjects": ()}, "refer", ("analyst", "state")),
        ({"post": ""}, "withhold", ("analyst", "name-post")),
        ({"level": "KOR:U"}, "refer", ("releasing-authority", "cure-order")),
        (
            {"instruments": (InPlay("d" * 64, "in-force"),)},
            "withhold",
            ("treaty-desk", "cure-load"),
        ),
        (
            {"instruments": (InPlay("a" * 64, "not-in-force", "other-text"),)},
            "withhold",
            ("treaty-desk", "cure-instrument"),
        ),
        ({"orders": (), "product": ""}, "refer", ("releasing-authority", "cure-approve")),
    ],
)
def test_where_no_act_helps_there_is_advice(changes, outcome, advice):
    assert offered(**changes) == (outcome, [(None, [advice])])


def test_the_consent_asked_for_is_for_the_originators_item():
    """Not for the product that contains it, and for this recipient and purpose only."""
    case = replace(RELEASED, equities=(AUS_ITEM,))
    (cure,) = cures(LIBRARY, case, decide(LIBRARY, case))
    assert cure.apply(case).consents == (Consent("AUS", "AUS-7", 2, "JPN", "warning", NOW),)


def test_a_withhold_that_can_only_become_a_refer_says_so_and_advises():
    outcome, found = offered(assurances=(), subjects=())
    assert outcome == "withhold"
    assert found == [
        ("refer", [("recipient", "assure")]),
        (None, [("analyst", "state")]),
    ]


def test_an_instrument_that_ended_is_cured_by_another_only():
    ended = InPlay("a" * 64, "not-in-force", "ended", {"until": "2019-11-22"})
    assert offered(instruments=(ended,)) == (
        "withhold",
        [(None, [("treaty-desk", "cure-instrument")])],
    )
