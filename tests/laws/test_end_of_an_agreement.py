"""The real agreement, ended by a notice on any day: nothing is released after its last day."""

from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from accordant.decision.decide import decide
from accordant.decision.library import Library
from accordant.law.force import force_at
from accordant.law.instrument import load
from accordant.model.act import Adopted, NoticeDelivered, RequirementsNotified
from accordant.model.case import Approval, Assurance, Case, OrderInPlay
from accordant.model.instant import day_of, start_of_day

FOLDER = Path(__file__).parents[2] / "instruments"
PACT, ORDER = (
    load((FOLDER / f"{name}.md").read_bytes(), f"{name}.md")
    for name in ("jpn-kor-gsomia-2016", "kor-order-launch-reports")
)
LIBRARY = Library.of([PACT, ORDER])
SIGNED = date(2016, 11, 23)
DAY = 86_400_000
YEARS = 8


def acts(notice):
    begun = start_of_day(SIGNED, PACT.zone)
    for party in PACT.parties:
        yield Adopted(party, PACT.identifier, PACT.clauses_digest, begun)
        yield RequirementsNotified(party, PACT.identifier, begun, begun)
    yield NoticeDelivered("KOR", PACT.identifier, "diplomatic", notice, notice)


def ask(facts, at):
    """The order's own case at an instant, with every yes that can be given."""
    clause = ORDER.clauses[0]
    post, purpose = clause.posts[0], clause.purposes[0]
    return Case(
        releaser="KOR",
        recipient="JPN",
        post=post,
        product="KOR-1",
        kind=clause.kinds[0],
        level="KOR:II",
        subjects=clause.subjects,
        purpose=purpose,
        instruments=(force_at(PACT, facts, at),),
        orders=(OrderInPlay(ORDER.clauses_digest, clause.starts),),
        assurances=(Assurance("JPN", "KOR", post, "JPN:gokuhi", True, True, True, at - DAY),),
        approvals=(Approval("KOR-1", 1, "JPN", purpose, at - DAY, post),),
        at=at,
    )


begun = start_of_day(SIGNED, PACT.zone)
instants = st.integers(begun, begun + YEARS * 366 * DAY)


@given(instants, instants)
def test_nothing_is_released_after_the_last_day(notice, at):
    """The last day is the end of the term in which ninety days remain; a year later at the most."""
    decision = decide(LIBRARY, ask(list(acts(notice)), at))
    given_on, today = day_of(notice, PACT.zone), day_of(at, PACT.zone)
    ends = [date(year, 11, 22) for year in range(2017, 2035)]
    sooner = next(end for end in ends if end >= given_on + timedelta(days=88))
    later = next(end for end in ends if end >= given_on + timedelta(days=92))
    if today > later:
        assert decision.outcome == "withhold"
        assert {each.article for each in decision.determining} == {"21(3)"}
    elif today <= sooner:
        assert decision.outcome == "release"


@given(instants)
def test_one_millisecond_decides(notice):
    """At the last instant of the last day it goes; at the next it does not."""
    given_on = day_of(notice, PACT.zone)
    later = next(
        date(year, 11, 22)
        for year in range(2017, 2035)
        if date(year, 11, 22) >= given_on + timedelta(days=92)
    )
    end = start_of_day(later + timedelta(days=1), PACT.zone)
    facts = list(acts(notice))
    assert decide(LIBRARY, ask(facts, end)).outcome == "withhold"
    in_force = force_at(PACT, facts, end - 1).force == "in-force"
    assert (decide(LIBRARY, ask(facts, end - 1)).outcome == "release") == in_force
