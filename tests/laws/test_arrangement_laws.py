"""The laws of arrangements that bind nobody, each by its name."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.laws.test_decision_laws import RANK, err, outcome
from tests.laws.worlds import (
    HUB,
    NOW,
    RELAY,
    Chooser,
    either,
    hindered,
    order,
    passed_on,
    relayed,
    worlds,
)

from accordant.clauses.standing_release import approval_of
from accordant.decision.cures import cures
from accordant.decision.decide import decide, weigh
from accordant.decision.library import Library
from accordant.model.case import Equity, InPlay, OrderInPlay

ARRANGEMENT = "a" * 64
PLAINEST = passed_on(Chooser(lambda _below: 0))


def anything():
    """Worlds with an arrangement, of every outcome."""
    return worlds(relayed) | worlds(passed_on) | worlds(hindered)


def under_the_arrangement(library, case):
    """What the arrangement alone came to, whatever else is in play."""
    _, bases = weigh(library, case)
    return next((each for each in bases if each.instrument == ARRANGEMENT), None)


def of_the_leg(world, number):
    """What is in play for a leg: the binding text of this name."""
    digest = f"{number:064x}"
    return tuple(each for each in world.case.instruments if each.instrument == digest)


def approval_set(library, value):
    """The same library with another word on approval in the arrangement."""
    text = library.texts[ARRANGEMENT]
    changed = text._replace(arrangement=replace(text.arrangement, approval=value))
    return Library({**library.texts, ARRANGEMENT: changed})


@given(anything(), st.sampled_from(["direct", "hub:USA", "hub:KOR:MND"]))
def test_an_arrangement_never_releases_but_through_its_hub(world, route):
    found = under_the_arrangement(world.library, replace(world.case, route=route))
    if found is not None:
        assert found.outcome == "withhold"
        assert "arrangement" in {each.clause for each in found.findings} or not any(
            each.kind == "arrangement" for each in world.library.texts[ARRANGEMENT].clauses
        )


@given(anything())
def test_an_arrangement_never_releases_alone(world):
    alone = tuple(each for each in world.case.instruments if each.instrument == ARRANGEMENT)
    assume(not world.case.level.endswith(":U"))
    case = replace(world.case, instruments=alone)
    assert decide(world.library, case).outcome == "withhold"


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("force", ["not-in-force", "unknown"])
@given(worlds(passed_on))
def test_an_arrangement_never_releases_where_a_leg_is_not_in_force(number, force, world):
    assert outcome(world) == "release"
    plays = tuple(
        replace(each, force=force, basis="ended" if force == "not-in-force" else "end-disputed")
        if each.instrument == f"{number:064x}"
        else each
        for each in world.case.instruments
    )
    decision = decide(world.library, replace(world.case, instruments=plays))
    assert decision.outcome == ("withhold" if force == "not-in-force" else "refer")
    assert {each.instrument for each in decision.determining} == {f"{number:064x}"}


@pytest.mark.parametrize("number", [0, 1])
@given(worlds(passed_on), st.booleans())
def test_a_leg_that_is_not_held_or_not_in_play_withholds(number, world, held):
    digest = f"{number:064x}"
    case = world.case
    library = Library.of(each for each in world.texts if held or each.clauses_digest != digest)
    if held:
        plays = tuple(each for each in case.instruments if each.instrument != digest)
        case = replace(case, instruments=plays)
    decision = decide(library, case)
    assert decision.outcome == "withhold"
    if held:
        (found,) = decision.determining
        assert (found.instrument, found.clause) == (ARRANGEMENT, "arrangement")
        assert found.facts["instrument"] == f"pact-{number}"


@given(anything())
def test_an_arrangement_gives_no_more_than_its_first_leg_would_to_the_hub(world):
    """As if the hub were the recipient, directly, and its releaser had said yes to that."""
    case = replace(world.case, clock_sound=True)
    found = under_the_arrangement(world.library, case)
    assume(found is not None and found.outcome != "withhold" and case.product)
    turned = replace(case, recipient=HUB, route="direct", instruments=of_the_leg(world, 0))
    posts = {each.post for each in case.assurances if each.party == HUB} | {HUB}
    yes = [replace(turned, post=post) for post in posts]
    to_the_hub = [replace(each, approvals=(approval_of(each),)) for each in yes]
    best = max(RANK[decide(world.library, each).outcome] for each in to_the_hub)
    assert RANK[found.outcome] <= best


@given(either() | worlds(relayed))
def test_adding_an_arrangement_changes_no_answer_on_the_direct_route(world):
    """Neither a no of the binding instruments into a yes, nor a yes into a no."""
    more = world.texts
    if ARRANGEMENT not in {each.clauses_digest for each in more}:
        more = (*more, *(t for t in PLAINEST.texts if t.clauses_digest == ARRANGEMENT))
    library = Library.of(more)
    binding = tuple(each for each in world.case.instruments if each.instrument != ARRANGEMENT)
    without = replace(world.case, route="direct", instruments=binding)
    added = (*binding, InPlay(ARRANGEMENT, "in-force", "in-force", {"since": "2014-12-29"}))
    with_it = replace(without, instruments=added)
    assert decide(library, with_it).outcome == decide(library, without).outcome


@given(worlds(passed_on))
def test_adding_an_arrangement_does_not_list_its_legs_as_ways_of_their_own(world):
    decision = decide(world.library, world.case)
    told = {each.instrument for each in decision.alternatives} | {decision.instrument}
    assert told == {ARRANGEMENT}
    assert {each.instrument for each in decision.determining} > {f"{0:064x}", f"{1:064x}"}


@given(anything())
def test_per_item_approval_is_never_replaced_by_an_order(world):
    library = world.library
    assume(library.texts[ARRANGEMENT].arrangement is not None)
    case = replace(world.case, direction="outbound", approvals=())
    found = under_the_arrangement(approval_set(library, "per-item"), case)
    if found is not None:
        assert found.outcome != "release"
        assert found.order == ""


@given(worlds(passed_on))
def test_where_approval_is_standing_an_order_does(world):
    """The order's level is bounded in the first leg's table."""
    library = approval_set(world.library, "standing")
    case = replace(world.case, approvals=())
    assert decide(library, case).outcome == "refer"
    plain = order(Chooser(lambda _below: 0))
    signed = OrderInPlay(plain.clauses_digest, NOW - 1)
    for bound, answer in (("KOR:II", "release"), ("KOR:III", "refer"), ("JPN:gokuhi", "refer")):
        clause = replace(plain.clauses[0], under="arrangement-0", level_at_most=bound)
        held = library.with_(plain._replace(clauses=(clause,)))
        decision = decide(held, replace(case, orders=(signed,)))
        assert decision.outcome == answer
        assert decision.order == (plain.clauses_digest if answer == "release" else "")


@given(worlds(passed_on), st.integers(0, 1), st.data())
def test_an_erring_clause_of_a_leg_never_releases(world, number, data):
    digest = f"{number:064x}"
    text = world.library.texts[digest]
    part = "conditions" if number == 0 else "stands"
    asked = getattr(text, part)
    broken = data.draw(st.integers(0, len(asked) - 1))
    erring = (*asked[:broken], (asked[broken][0], err), *asked[broken + 1 :])
    library = Library({**world.library.texts, digest: text._replace(**{part: erring})})
    decision = decide(library, world.case)
    assert decision.outcome == "refer"
    assert "error" in {each.verdict for each in decision.determining}


@given(worlds(passed_on))
def test_an_item_of_the_recipient_needs_its_consent_to_go_to_the_hub(world):
    """To its originator it may go back; on the way there stands a third party."""
    item = Equity("JPN", f"{0:064x}", "JPN-1", 1)
    case = replace(world.case, equities=(item,), consents=())
    assert decide(world.library, case).outcome == "withhold"
    for cure in cures(world.library, case, decide(world.library, case)):
        after = cure.apply(case)
        assert {(each.originator, each.recipient) for each in after.consents} == {("JPN", HUB)}
        assert decide(world.library, after).outcome == "release"


@given(worlds(passed_on))
def test_inbound_the_legs_are_asked_and_no_authority(world):
    """The post at the hub is not told to the final recipient: a leg's registry cannot be checked.

    Such an item is quarantined on arrival, as everything that cannot be checked.
    """
    assume(all(each.kind != "registry" for each in world.texts[0].clauses))
    case = replace(world.case, direction="inbound", approvals=(), orders=(), assurances=())
    assert decide(world.library, case).outcome == "release"
    without = tuple(each for each in case.instruments if each.instrument == ARRANGEMENT)
    assert decide(world.library, replace(case, instruments=without)).outcome == "withhold"


@given(worlds(passed_on))
def test_duties_are_those_of_the_arrangement_and_of_both_legs(world):
    decision = decide(world.library, world.case)
    owed = {each.instrument for each in decision.obligations}
    laid = {each.clauses_digest for each in world.texts[:3]}
    assert owed == {each for each in laid if world.library.texts[each].obligations}
    assert decision.route == RELAY
