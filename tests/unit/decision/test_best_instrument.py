"""Where several instruments are in play the best wins, and the others are told."""

import pytest
from msgspec.structs import replace
from tests.laws.worlds import NOW, POST, Written

from accordant import clauses
from accordant.decision.decide import decide
from accordant.decision.library import Library
from accordant.model.case import Approval, Case, InPlay, OrderInPlay

FIRST, SECOND, THIRD, ORDER = ("1" * 64, "2" * 64, "3" * 64, "9" * 64)


def text(name, digest, *more, subjects=("any",)):
    encoded = [
        ("1", "parties", {"parties": ["KOR", "JPN"]}),
        ("2", "scope", {"subjects": list(subjects)}),
        ("4", "equivalence", {"rows": [["KOR:II", "JPN:gokuhi"]]}),
        *more,
    ]
    made = (
        clauses.parse(kind, table, article=article, place="") for article, kind, table in encoded
    )
    return Written(name, tuple(made), digest)


STANDING = {
    "by": "KOR", "to": "JPN", "posts": [POST], "under": "second", "kinds": ["text"],
    "subjects": ["any"], "level-at-most": "KOR:II", "markers": ["REAL"],
    "precedences": ["routine"], "purposes": ["warning"], "from": NOW - 9,
}  # fmt: skip
ORDERED = Written(
    "order", (clauses.parse("standing-release", STANDING, article="1", place=""),), ORDER
)
DUTY = ("17", "duty", {"id": "report-loss", "who": "recipient", "when": "at-once"})
PURPOSE = ("6", "purpose", {"limit": "as-provided", "change": "prior-written"})
LIBRARY = Library.of(
    [
        text("first", FIRST, DUTY),
        text("second", SECOND, PURPOSE),
        text("third", THIRD, subjects=("naval",)),
        ORDERED,
    ]
)


def play(digest, force="in-force"):
    return InPlay(digest, force, "in-force", {"since": "2016-11-23"})


CASE = Case(
    releaser="KOR",
    recipient="JPN",
    post=POST,
    product="KOR-1",
    kind="text",
    level="KOR:II",
    subjects=("missile",),
    purpose="warning",
    instruments=(play(THIRD), play(SECOND), play(FIRST)),
    approvals=(Approval("KOR-1", 1, "JPN", "warning", NOW - 1, POST),),
    orders=(OrderInPlay(ORDER, NOW - 1),),
    at=NOW,
)


def chosen(**changes):
    decision = decide(LIBRARY, replace(CASE, **changes))
    return decision.outcome, decision.instrument, decision.order


def test_a_standing_order_goes_before_an_approval():
    assert chosen() == ("release", SECOND, ORDER)


def test_among_equals_the_lowest_digest():
    assert chosen(orders=()) == ("release", FIRST, "")


def test_a_release_goes_before_a_refer():
    forces = (play(FIRST, "unknown"), play(SECOND))
    assert chosen(instruments=forces, orders=()) == ("release", SECOND, "")


def test_of_two_refusals_the_nearest_is_told():
    """The first is out of force and maps no such level; the second only maps no such level."""
    plays = (play(FIRST, "not-in-force"), play(SECOND))
    decision = decide(LIBRARY, replace(CASE, instruments=plays, level="KOR:I"))
    assert [(each.instrument, each.article) for each in decision.determining] == [(SECOND, "4")]


def test_the_others_are_told_with_what_they_came_to():
    decision = decide(LIBRARY, CASE)
    assert [(each.instrument, each.outcome) for each in decision.alternatives] == [
        (FIRST, "release"),
        (THIRD, "withhold"),
    ]


def test_duties_are_those_of_the_instrument_relied_on():
    duties = {each.duty for each in decide(LIBRARY, CASE).obligations}
    assert duties == {"use-as-provided"}
    under_first = decide(LIBRARY, replace(CASE, orders=()))
    assert {each.duty for each in under_first.obligations} == {"report-loss"}


@pytest.mark.parametrize("force", ["unknown", "not-in-force"])
def test_an_instrument_in_play_twice_must_pass_each_time(force):
    twice = (play(FIRST), play(FIRST, force))
    assert chosen(instruments=twice)[0] == {"unknown": "refer", "not-in-force": "withhold"}[force]
