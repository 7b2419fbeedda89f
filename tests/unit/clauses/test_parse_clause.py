"""A clause is parsed as exactly its kind's schema, or refused with its place."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from accordant import canonical, clauses
from accordant.clauses import equivalence
from accordant.errors import InstrumentTextError

ORDER = {
    "by": "KOR",
    "to": "JPN",
    "posts": ["JPN:DIH/watch"],
    "under": "jpn-kor-gsomia-2016",
    "kinds": ["launch-report"],
    "subjects": ["any"],
    "level-at-most": "KOR:II",
    "markers": ["REAL"],
    "precedences": ["flash"],
    "purposes": ["warning"],
    "from": datetime(2016, 11, 23, tzinfo=timezone(timedelta(hours=9))),
}
NOTICE = {"days": 90, "form": "written", "channel": "diplomatic", "counting": "open"}
LEGS = [
    {"between": ["KOR", "USA"], "instrument": "kor-usa-gsomia-1987"},
    {"between": ["JPN", "USA"], "instrument": "jpn-usa-gsomia-2007"},
]
ARRANGEMENT = {"hub": "USA:DOD", "borrows": LEGS, "approval": "per-item"}
GOOD = {
    "parties": {"parties": ["JPN", "KOR"]},
    "scope": {"subjects": ["any"]},
    "form": {"allowed": ["document", "electronic"]},
    "equivalence": {"rows": [["KOR:II", "JPN:gokuhi", "JPN:tokutei"], ["KOR:III", "JPN:hi"]]},
    "precondition": {"before": "first-exchange", "requires": ["technical-arrangement"]},
    "registry": {"posts": ["KOR:MND/registry", "JPN:MOD/registry"]},
    "case-by-case": {"categories": []},
    "route": {"channel": "government-to-government", "routes": ["direct", "hub:USA:DOD"]},
    "arrangement": ARRANGEMENT,
    "third-party-consent": {"consent": "prior-written", "bars": ["government", "firm"]},
    "purpose": {"limit": "as-provided", "change": "prior-written"},
    "assurance": {
        "by": "recipient",
        "before": "providing",
        "states": ["clearance", "need", "protection"],
        "named-by": "post",
    },
    "access": {"need-to-know": True, "clearance": True, "by-rank": False},
    "contractor": {"before": "providing", "requires": ["capable-site"]},
    "marking": {"recipient-adds": ["originator", "own-level"], "derived": True},
    "duty": {"id": "report-loss", "who": "recipient", "to": "originator", "when": "at-once"},
    "entry": {"on": "later-of-notifications", "form": "written", "channel": "diplomatic"},
    "term": {"first": "P1Y", "extends": "P1Y", "notice": NOTICE},
    "survival": {"articles": ["all"], "of": "provided", "until": "open"},
    "standing-release": ORDER,
}
BAD = {
    "unknown kind": ("levelcap", {}),
    "unknown field": ("scope", {"subjects": ["any"], "extra": 1}),
    "missing field": ("scope", {}),
    "wrong type": ("parties", {"parties": "JPN"}),
    "one party": ("parties", {"parties": ["JPN"]}),
    "not a party": ("parties", {"parties": ["JPN", "Korea"]}),
    "any beside others": ("scope", {"subjects": ["any", "dprk-missile"]}),
    "level named twice": ("equivalence", {"rows": [["KOR:II", "JPN:hi"], ["KOR:II", "JPN:x"]]}),
    "row of one state": ("equivalence", {"rows": [["KOR:II", "KOR:III"]]}),
    "unknown form": ("form", {"allowed": ["telepathic"]}),
    "third-party rule that bars no government": (
        "third-party-consent",
        {"consent": "prior-written", "bars": ["firm"]},
    ),
    "unknown route": ("route", {"channel": "government-to-government", "routes": ["pigeon"]}),
    "arrangement through a state": ("arrangement", ARRANGEMENT | {"hub": "USA"}),
    "arrangement of one leg": ("arrangement", ARRANGEMENT | {"borrows": LEGS[:1]}),
    "leg named twice": ("arrangement", ARRANGEMENT | {"borrows": [*LEGS, LEGS[0]]}),
    "leg that misses the hub": (
        "arrangement",
        ARRANGEMENT | {"borrows": [LEGS[0], LEGS[1] | {"between": ["JPN", "KOR"]}]},
    ),
    "leg of the hub's own": (
        "arrangement",
        ARRANGEMENT | {"borrows": [LEGS[0], LEGS[1] | {"between": ["USA", "USA"]}]},
    ),
    "leg between organs": (
        "arrangement",
        ARRANGEMENT | {"borrows": [LEGS[0], LEGS[1] | {"between": ["JPN:MOD", "USA"]}]},
    ),
    "access by rank": ("access", {"need-to-know": True, "clearance": True, "by-rank": True}),
    "unknown duty": ("duty", {"id": "smile", "who": "recipient", "when": "always"}),
    "own article": ("scope", {"subjects": ["any"], "article": "9"}),
    "own kind": ("scope", {"subjects": ["any"], "kind": "scope"}),
    "term of no time": ("term", {"first": "P0Y", "extends": "P1Y", "notice": NOTICE}),
    "notice of no days": (
        "term",
        {"first": "P1Y", "extends": "P1Y", "notice": NOTICE | {"days": 0}},
    ),
    "date-time without offset": (
        "standing-release",
        ORDER | {"from": datetime(2016, 11, 23)},  # noqa: DTZ001
    ),
    "date without time": ("standing-release", ORDER | {"from": date(2016, 11, 23)}),
    "list of levels": ("standing-release", ORDER | {"levels": ["KOR:II"]}),
    "nothing to come before": ("precondition", {"before": "first-exchange", "requires": []}),
    "condition of two words": (
        "precondition",
        {"before": "first-exchange", "requires": ["technical arrangement"]},
    ),
    "categories not stated": ("case-by-case", {}),
    "registry that is a person": ("registry", {"posts": ["JPN:MOD/Tanaka"]}),
    "no registry": ("registry", {"posts": []}),
    "order without posts": ("standing-release", ORDER | {"posts": []}),
}


def test_every_kind_is_tried():
    assert set(GOOD) == set(clauses.KINDS)


@pytest.mark.parametrize("kind", GOOD)
def test_a_good_clause_keeps_its_article_and_kind(kind):
    clause = clauses.parse(kind, GOOD[kind], article="6(a)", place="pact.md:12")
    assert (clause.article, clause.kind) == ("6(a)", kind)
    assert f'"kind":"{kind}"'.encode() in canonical.encode(clause)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_clause_is_refused_with_its_place(name):
    kind, table = BAD[name]
    with pytest.raises(InstrumentTextError) as caught:
        clauses.parse(kind, table, article="6(a)", place="pact.md:12")
    assert caught.value.place == "pact.md:12"


def test_a_clause_stands_under_an_article():
    with pytest.raises(InstrumentTextError, match="under an article"):
        clauses.parse("scope", GOOD["scope"], article="", place="pact.md:12")


def test_an_offset_date_time_becomes_an_instant():
    order = clauses.parse("standing-release", ORDER, article="1", place="order.md:3")
    assert order.starts == int(datetime(2016, 11, 22, 15, tzinfo=UTC).timestamp()) * 1000


def test_levels_correspond_both_ways_and_are_never_rounded():
    table = clauses.parse("equivalence", GOOD["equivalence"], article="4", place="pact.md:12")
    assert equivalence.corresponding(table, "KOR:II", "JPN") == ("JPN:gokuhi", "JPN:tokutei")
    assert equivalence.corresponding(table, "JPN:tokutei", "KOR:MND") == ("KOR:II",)
    assert equivalence.corresponding(table, "KOR:I", "JPN") == ()
    assert equivalence.corresponding(table, "KOR:II", "AUS") == ()


def test_a_level_suffices_at_or_above_its_equal_only():
    table = clauses.parse("equivalence", GOOD["equivalence"], article="4", place="pact.md:12")
    sufficient = equivalence.sufficient(table)
    assert sufficient["KOR:II", "JPN"] == {"JPN:gokuhi", "JPN:tokutei"}
    assert sufficient["KOR:III", "JPN"] == {"JPN:gokuhi", "JPN:tokutei", "JPN:hi"}
    assert equivalence.at_most(table)["KOR:II"] == {"KOR:II", "KOR:III"}
    assert equivalence.at_most(table)["JPN:hi"] == {"JPN:hi"}
