"""Small random worlds: a few texts, a few states, and one case in them.

A world is made by choosing. Hypothesis chooses for the laws, so that a failure shrinks to a world
with one thing out of the ordinary (the ordinary stands first everywhere); seeded dice choose
where many thousand worlds are wanted. Texts keep a fixed digest whatever they say: a law about
changing a text compares the same instrument before and after.
"""

from __future__ import annotations

import random
from functools import cache
from typing import NamedTuple

from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace
from tests.laws.items import NOW, item, personal

from accordant import clauses
from accordant.clauses.kind import Clause
from accordant.decision.library import Library
from accordant.model.case import (
    Approval,
    Assurance,
    Case,
    Consent,
    Equity,
    InPlay,
    OrderInPlay,
)

POST = "JPN:DIH/watch"
JAPAN_ONLY = "eyes-only JPN"
UNHELD = "f" * 64
HUB = "USA:DOD"
RELAY = f"hub:{HUB}"
TABLES = (
    [["KOR:II", "JPN:gokuhi", "JPN:tokutei", "AUS:S", "USA:S"], ["KOR:III", "JPN:hi", "USA:C"]],
    [["KOR:II", "JPN:gokuhi"], ["KOR:III", "JPN:tokutei", "JPN:hi", "AUS:S"]],
    [["KOR:I", "JPN:gokuhi", "USA:S"], ["KOR:II", "JPN:tokutei"], ["KOR:III", "JPN:hi", "USA:C"]],
    [["KOR:III", "JPN:hi", "AUS:S"]],
)
FORCES = (
    ("in-force", "in-force"),
    ("in-force", "in-force-until"),
    ("in-force", ""),
    ("not-in-force", "ended"),
    ("not-in-force", "digests-differ"),
    ("unknown", "end-disputed"),
    ("unknown", "nobody-knows"),
)
NOTICE = {"days": 90, "form": "written", "channel": "diplomatic", "counting": "open"}
TERM = {"first": "P1Y", "extends": "P1Y", "notice": NOTICE}
ASSURANCE = {"by": "recipient", "before": "providing", "named-by": "post"}
ENTRY = {"on": "later-of-notifications", "form": "written", "channel": "diplomatic"}
RESTRICTING = (
    "scope", "form", "route", "purpose", "assurance", "contractor", "entry", "term", "access",
    "third-party-consent", "marking", "duty", "survival",
    "precondition", "case-by-case", "registry",
)  # fmt: skip


class Written(NamedTuple):
    """A text as `Library.of` takes it."""

    identifier: str
    clauses: tuple[Clause, ...]
    clauses_digest: str


class World(NamedTuple):
    """Texts and a case that names some of them."""

    texts: tuple[Written, ...]
    case: Case

    @property
    def library(self):
        return Library.of(self.texts)


class Chooser:
    """Chooses from options, the first most often: `wild` says how rarely another."""

    def __init__(self, below):
        self.below = below  # a number below its argument, 0 the plainest
        self.wild = (24, 8, 3)[below(3)]

    def __call__(self, *options):
        if len(options) == 1 or not self.wild:
            return options[0]
        drawn = self.below(self.wild * (len(options) - 1))
        return options[drawn if drawn < len(options) else 0]

    def evenly(self, *options):
        return options[self.below(len(options))]

    def several(self, most, make):
        return tuple(make() for _ in range(self.below(most + 1)))


@cache
def _numbers(below):
    return st.integers(0, below - 1)


@st.composite
def worlds(draw, make=None):
    """Worlds chosen by Hypothesis."""
    return (make or world)(Chooser(lambda below: draw(_numbers(below))))


def either():
    """Worlds of every outcome, most of them released: a yes is what most laws must not break."""
    return worlds() | worlds(released) | worlds(passed_on)


@st.composite
def clauses_of(draw, *kinds):
    """Clauses of these kinds."""
    choose = Chooser(lambda below: draw(_numbers(below)))
    return clause(choose, choose.evenly(*kinds))


restrictions = clauses_of(*RESTRICTING)


def dice(seed):
    """Worlds without end chosen by dice."""
    rolls = random.Random(seed)
    while True:
        yield world(Chooser(rolls.randrange))


def world(choose):
    """One to three instruments, up to two orders, and a case; now and then an arrangement."""
    if not choose.below(4):
        return relayed(choose)
    pacts = tuple(instrument(choose, number) for number in range(1 + choose.below(3)))
    standing = tuple(order(choose, number) for number in range(choose.below(3)))
    return World(pacts + standing, case(choose, pacts, standing))


def released(choose):
    """A world whose case is released: every choice the ordinary one, every yes given."""
    choose.wild = 0
    pact, standing = instrument(choose), order(choose)
    case_ = case(choose, [pact], [standing])
    return World(
        (pact, standing),
        replace(
            case_,
            equities=(),
            assurances=(*case_.assurances, assurance(choose)),
            orders=(*case_.orders, signed(choose, [standing.clauses_digest])),
        ),
    )


def spoiled(choose):
    """A released world with one to three things wrong that somebody could mend, or nobody."""
    made = released(choose)
    wrong = {
        "assurances": (),
        "orders": (),
        "form": "visual",
        "clock_sound": False,
        "contractor": True,
        "equities": (Equity("AUS", made.texts[0].clauses_digest, "AUS-1", 1),),
        "route": "hub:USA",
        "purpose": "",
        "level": "KOR:I",
        "kind": "text",
        "post": "JPN:MOD/archive",
        "instruments": tuple(replace(each, facts={}) for each in made.case.instruments),
        "caveats": ("originator-control",),
    }
    names = [choose.evenly(*wrong) for _ in range(1 + choose.below(3))]
    changes = {name: wrong[name] for name in names} | personal(choose, made.case)
    return made._replace(case=replace(made.case, consents=(), approvals=(), **changes))


def relayed(choose):
    """A world with an arrangement, mostly through its hub, and mostly with both of its legs."""
    pacts = (
        leg(choose, 0, choose(["KOR", "USA"], ["KOR", "USA", "JPN"], ["KOR:MND", "USA:DOD"])),
        leg(choose, 1, choose(["JPN", "USA"], ["USA:DOD", "JPN:MOD"], ["JPN", "KOR"])),
    )
    routing = arrangement(choose)
    direct = choose.several(1, lambda: instrument(choose, 2))
    standing = tuple(order(choose, number) for number in range(choose.below(3)))
    case_ = case(choose, (*pacts, routing, *direct), standing)
    word = replace(
        assurance(choose),
        party=choose(HUB, HUB[:3]),
        to="KOR",
        post=choose(f"{HUB}/watch", HUB, POST),
    )
    words = (replace(word, level=choose("USA:S", "USA:C", "JPN:hi")),)
    return World(
        (*pacts, routing, *direct, *standing),
        replace(
            case_,
            route=choose(RELAY, "direct", "hub:USA"),
            assurances=case_.assurances + choose(words, ()),
        ),
    )


def passed_on(choose):
    """A world whose case is released through a hub, and in no other way."""
    choose.wild = 0
    made = relayed(choose)
    texts = (*made.texts[:2], arrangement(choose, whole=False), *made.texts[3:])
    plays = tuple(play(choose, [each.clauses_digest]) for each in texts[:3])
    yes = (approval(choose),)
    case_ = replace(made.case, equities=(), approvals=yes, instruments=plays)
    return World(texts, case_)


def hindered(choose):
    """Released through a hub but for one to three things that somebody could mend, or nobody."""
    made = passed_on(choose)
    pact = made.texts[0].clauses_digest
    wrong = {
        "assurances": (),
        "approvals": (),
        "route": "direct",
        "form": "visual",
        "clock_sound": False,
        "equities": (Equity("AUS", pact, "AUS-1", 1), Equity("JPN", pact, "JPN-1", 1)),
        "purpose": "",
        "level": "KOR:I",
        "instruments": made.case.instruments[1:],
    }
    names = [choose.evenly(*wrong) for _ in range(1 + choose.below(3))]
    changes = {name: wrong[name] for name in names} | personal(choose, made.case)
    return made._replace(case=replace(made.case, consents=(), **changes))


def one_pact(choose):
    """A world of one instrument and one order, both in play."""
    pact, standing = instrument(choose), order(choose)
    met = {"met": choose("arrangement visit", "visit")}
    in_play = (InPlay(pact.clauses_digest, choose("in-force", "unknown"), "in-force", met),)
    orders = (signed(choose, [standing.clauses_digest]),)
    case_ = case(choose, [pact], [standing])
    return World((pact, standing), replace(case_, instruments=in_play, orders=orders))


def instrument(choose, number=0):
    """A text that mostly says whom it binds and which levels are equal."""
    kinds = [kind for kind in ("parties", "equivalence") if choose(True, False)]
    kinds += choose.several(5, lambda: choose.evenly(*RESTRICTING))
    kinds += [kind for kind in ("parties", "equivalence") if not choose.below(4)]
    encoded = tuple(clause(choose, kind) for kind in kinds)
    return Written(f"pact-{number}", encoded, f"{number:064x}")


def leg(choose, number, parties):
    """A text between the hub's state and another, with tables of their levels."""
    kinds = [kind for kind in ("equivalence",) if choose(True, False)]
    kinds += choose.several(4, lambda: choose.evenly(*RESTRICTING))
    encoded = [clause(choose, kind) for kind in kinds]
    if choose(True, False):
        table_ = {"parties": parties}
        encoded.append(clauses.parse("parties", table_, article="1", place=""))
    return Written(f"pact-{number}", tuple(encoded), f"{number:064x}")


def arrangement(choose, *, whole=True):
    """A text that binds nobody and routes through a hub; `whole`: it may hold what it needs not."""
    kinds = ["arrangement", *choose.several(3, lambda: choose.evenly(*RESTRICTING))]
    if not whole:
        kinds = [kind for kind in kinds if kind != "assurance"]
    odd = ("equivalence", "arrangement") if whole else ()
    kinds += [kind for kind in odd if not choose.below(9)]
    encoded = [clause(choose, kind) for kind in kinds if kind != "route"]
    parties = choose(["KOR:MND", "JPN:MOD", HUB], ["KOR", "JPN", "USA"], ["JPN:MOD", HUB])
    if choose(True, False):
        encoded.append(clauses.parse("parties", {"parties": parties}, article="1", place=""))
    return Written("arrangement-0", tuple(encoded), "a" * 64)


def order(choose, number=0):
    """One or two standing releases."""
    encoded = tuple(clause(choose, "standing-release") for _ in range(1 + choose.below(2)))
    return Written(f"order-{number}", encoded, f"{16 + number:064x}")


def clause(choose, kind):
    article = choose.evenly("1", "4", "6(a)", "7(5)", "21(3)")
    return clauses.parse(kind, table(choose, kind), article=article, place="")


def table(choose, kind):
    match kind:
        case "parties":
            return {
                "parties": choose(
                    ["KOR", "JPN"], ["JPN", "AUS", "KOR"], ["KOR", "AUS"], ["KOR:MND", "JPN"]
                )
            }
        case "equivalence":
            return {"rows": choose(*TABLES)}
        case "scope":
            return {"subjects": choose(["any"], ["missile"], ["missile", "nuclear"], ["naval"])}
        case "form":
            return {
                "allowed": choose(["electronic", "document"], ["document"], ["oral", "electronic"])
            }
        case "route":
            routes = choose(["direct"], ["hub:USA"], ["direct", "hub:USA"])
            return {"channel": "government-to-government", "routes": routes}
        case "arrangement":
            second = choose("pact-1", "pact-0", "pact-2")
            return {
                "hub": HUB,
                "borrows": [
                    {"between": ["KOR", "USA"], "instrument": "pact-0"},
                    {"between": ["USA", "JPN"], "instrument": second},
                ],
                "approval": choose("per-item", "standing"),
            }
        case "assurance":
            states = choose(
                ["clearance", "need", "protection"], ["clearance"], ["need", "clearance"]
            )
            return ASSURANCE | {"states": states}
        case "precondition":
            requires = choose(["visit"], ["arrangement", "visit"])
            return {"before": "first-exchange", "requires": requires}
        case "case-by-case":
            return {"categories": choose(["launch-report"], [], ["text"])}
        case "registry":
            ours = [POST, "KOR:MND/registry", f"{HUB}/watch"]
            return {"posts": choose(ours, ["AUS:DIO", POST], ["AUS:DIO"])}
        case "standing-release":
            return standing_release(choose)
    return {
        "purpose": {"limit": "as-provided", "change": "prior-written"},
        "third-party-consent": {"consent": "prior-written", "bars": ["government"]},
        "access": {"need-to-know": True, "clearance": True, "by-rank": False},
        "contractor": {"before": "providing", "requires": ["inspections"]},
        "marking": {"recipient-adds": ["originator"], "derived": True},
        "duty": {"id": "report-loss", "who": "recipient", "when": "at-once"},
        "entry": ENTRY,
        "term": TERM,
        "survival": {"articles": ["all"], "of": "provided", "until": "open"},
    }[kind]


def standing_release(choose):
    coarse = choose(None, None, {"time": 3600}, {"time": 60, "place": 1000}, {"track": 600})
    return ({"precision": coarse} if coarse else {}) | {
        "by": choose("KOR", "JPN"),
        "to": choose("JPN", "AUS", "KOR"),
        "posts": choose([POST], ["AUS:DIO"], [POST, "AUS:DIO"]),
        "under": choose("pact-0", "pact-1", "unclassified", "arrangement-0"),
        "kinds": choose(["launch-report"], ["text"], ["launch-report", "human-report"]),
        "subjects": choose(["any"], ["missile"], ["nuclear", "missile"]),
        "level-at-most": choose("KOR:II", "KOR:III", "KOR:I", "KOR:U", "JPN:hi"),
        "markers": choose(["REAL", "EXERCISE"], ["TEST"]),
        "precedences": choose(["flash", "routine"], ["priority"]),
        "purposes": choose(["warning"], ["study"], ["warning", "study", "other"]),
        "caveats": choose(
            [],
            ["HANDLE"],
            [JAPAN_ONLY, "display-only", "eyes-only jpn"],
            ["originator-control", "ORCON", "personal-data"],
        ),
        "from": choose(NOW - 50, NOW, NOW + 1),
        "until": choose(None, NOW, NOW - 1, NOW + 5),
    }


def case(choose, pacts, standing):
    """A case that puts some of these instruments and orders in play."""
    digests = [each.clauses_digest for each in pacts]
    ordered = [each.clauses_digest for each in standing] or [UNHELD]
    return Case(
        direction=choose("outbound", "inbound"),
        releaser=choose("KOR", "JPN", "KOR:MND", ""),
        recipient=choose("JPN", "AUS", "KOR", "", "JPN:MOD"),
        post=choose(POST, "AUS:DIO", ""),
        product=choose("KOR-1", ""),
        version=choose(1, 2),
        kind=choose("launch-report", "text", "human-report"),
        level=choose("KOR:II", "KOR:III", "KOR:I", "JPN:hi", "JPN:gokuhi", "AUS:S", "KOR:U", ""),
        caveats=choose(
            (),
            ("HANDLE",),
            ("ORCON",),
            (JAPAN_ONLY,),
            ("eyes-only AUS USA", JAPAN_ONLY),
            ("display-only",),
            ("eyes-only jpn",),
            ("eyes-only",),
            ("originator-control",),
            ("personal-data",),
        ),
        subjects=choose(("missile",), ("missile", "nuclear"), ("naval",), ()),
        form=choose("electronic", "document", "visual", ""),
        purpose=choose("warning", "study", "", "other"),
        marker=choose("REAL", "EXERCISE", "TEST"),
        precedence=choose("flash", "routine", "override"),
        route=choose("direct", "hub:USA"),
        contractor=choose(False, True),
        equities=choose.several(2, lambda: equity(choose, digests)) if choose.below(2) else (),
        instruments=choose.several(1, lambda: play(choose, digests))
        + tuple(play(choose, [digest]) for digest in digests if choose(True, False)),
        orders=choose.several(2, lambda: signed(choose, ordered)),
        consents=choose.several(2, lambda: consent(choose)),
        assurances=choose.several(2, lambda: assurance(choose)),
        approvals=choose.several(2, lambda: approval(choose)),
        clock_sound=choose(True, False),
        at=NOW,
        **item(choose),
    )


def play(choose, digests):
    force, basis = choose(*FORCES)
    facts = {"since": choose("2016-11-23", "2016-11-24")}
    met = choose("arrangement visit", "visit", "", None)
    facts |= {} if met is None else {"met": met}
    return InPlay(choose(choose.evenly(*digests), UNHELD), force, basis, facts)


def signed(choose, digests):
    revoked = choose(None, NOW, NOW + 1, NOW - 1)
    return OrderInPlay(choose.evenly(*digests), given(choose), revoked)


def equity(choose, digests):
    instrument = choose(choose.evenly(*digests), UNHELD, "")
    return Equity(choose("AUS", "KOR", "JPN"), instrument, "AUS-1", choose(1, 2))


def given(choose):
    return choose(NOW - 10, NOW, NOW + 1)


def end(choose):
    return choose(None, NOW, NOW - 1, NOW + 9)


def consent(choose):
    return Consent(
        originator=choose("AUS", "KOR", "KOR:DIA", "JPN"),
        product=choose("AUS-1", "AUS-2", "KOR-1"),
        version=choose(1, 2),
        recipient=choose("JPN", "KOR", HUB),
        purpose=choose("warning", "study"),
        given=given(choose),
        until=end(choose),
    )


def assurance(choose):
    return Assurance(
        party=choose("JPN", "AUS"),
        to=choose("KOR", "AUS"),
        post=choose(POST, "AUS:DIO"),
        level=choose("JPN:gokuhi", "JPN:hi", "JPN:tokutei", "KOR:II", "AUS:S"),
        clearance=choose(True, False),
        need=choose(True, False),
        protection=choose(True, False),
        given=given(choose),
        until=end(choose),
    )


def approval(choose):
    return Approval(
        product=choose("KOR-1", "KOR-2", ""),
        version=choose(1, 2),
        recipient=choose("JPN", "AUS"),
        purpose=choose("warning", "study", "other"),
        given=given(choose),
        post=choose(POST, "AUS:DIO"),
        contractor=choose(UNSET, True),
    )
