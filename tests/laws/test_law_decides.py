"""What the law says of an agreement is what is decided under it; and what was decided stays so."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from tests.laws.agreements import DAY, World, worlds
from tests.laws.test_end_of_an_agreement import LIBRARY, PACT, ask, begun
from tests.laws.test_law_time_and_knowledge import one_more

from accordant import canonical
from accordant.decision.decide import decide
from accordant.model.act import Adopted, FactRecorded
from accordant.model.case import Case, InPlay
from accordant.model.fact import Fact

OUTCOME = {"in-force": "release", "not-in-force": "withhold", "unknown": "refer"}
NOTED = [
    FactRecorded(
        party,
        Fact(
            name=f"{party.lower()}-noted",
            kind="requirements-notified",
            instrument=PACT.identifier,
            party=party,
            at=begun,
            zone="Asia/Seoul",
            channel="diplomatic",
            source="this test",
        ),
        begun,
    )
    for party in PACT.parties
]
ADOPTED = [Adopted(party, PACT.identifier, PACT.clauses_digest, begun) for party in PACT.parties]


def case_under(play: InPlay, at: int) -> Case:
    """The order's own case, with every yes that can be given, under the real agreement."""
    return msgspec.structs.replace(
        ask([*ADOPTED, *NOTED], at),
        instruments=(msgspec.structs.replace(play, instrument=PACT.clauses_digest),),
    )


@given(worlds)
def test_what_is_decided_is_what_the_second_program_says_of_force(world):
    """Whatever the law's reason is called: a yes needs force, and nothing else gives it."""
    later = begun + 40 * 366 * DAY  # when the order stands, whatever the agreement drawn
    for query in world.queries():
        decision = decide(LIBRARY, case_under(world.matter.at(query), later))
        assert decision.outcome == OUTCOME[world.history.force(query)], query


@given(worlds, st.integers(0, 10**12))
def test_nothing_is_released_after_the_end(world, later):
    """After the last of the ends that any reading gives, no reading puts it in force again."""
    ends = [
        world.history.story(party, choice).over
        for party in world.rule.parties
        for choice in world.history.choices(party)
    ]
    if None in ends:
        return
    for query in (max(ends), max(ends) + later % (50 * 366 * DAY)):
        assert world.matter.at(query).force == "not-in-force"


@given(worlds, st.integers(0, 2**40), st.booleans())
def test_what_comes_later_never_changes_a_decision_that_was_made(world, seed, adopts):
    """The case is kept as bytes with its answer: asked again after anything, it is the same."""
    query = world.queries()[len(world.queries()) // 2]
    case = case_under(world.matter.at(query), query)
    decided, kept = decide(LIBRARY, case), canonical.encode(case)
    more = one_more(world, seed, what=world.rule.begins_by) if adopts else one_more(world, seed)
    later = World(world.rule, world.zone, [*world.happenings, more], query)
    later.matter.at(query)
    assert decide(LIBRARY, canonical.parse(kept, Case)) == decided


@given(worlds)
def test_an_arrangement_that_binds_nobody_is_in_force_by_the_same_law(world):
    """Whether a text binds is for the decision; when it stands is the same question."""
    loose = msgspec.structs.replace(world.text, binding=False)
    world.__dict__["text"] = loose
    for query in world.queries()[::7]:
        assert world.matter.at(query).force == world.history.force(query)
