"""Ways between Seoul and Tokyo: their own agreement, and the arrangement through Washington."""

from __future__ import annotations

import pytest
from msgspec import UNSET
from msgspec.structs import replace
from tests.unit.decision.test_arrangements import HUB, LEGS, TEXTS, TISA, case_of, library

from accordant.clauses import LANGUAGES
from accordant.decision.decide import decide
from accordant.decision.routes import DIRECT, choose, only_by, ways
from accordant.entrypoints.cli.ways import ways_of
from accordant.model.case import SECOND, Assurance, InPlay, ItemFacts

PACT = "jpn-kor-gsomia-2016"
WAY = f"hub:{HUB}"


def in_play(force="in-force", **changes):
    """A report for Tokyo that may go through the hub, with the direct agreement beside."""
    case = case_of(TISA)
    pact = TEXTS[PACT].clauses_digest
    beside = tuple(each for each in case.instruments if each.instrument != pact)
    item = ItemFacts(provided_for=case.purpose, originators=(case.releaser,))
    return replace(
        case,
        format=SECOND,
        item=item,
        route=DIRECT,
        instruments=(*beside, InPlay(pact, force, "in-force")),
        **changes,
    )


def names(case):
    held = library()
    return [
        (held.identifier(each.instrument), each.route, each.outcome) for each in ways(held, case)
    ]


def test_the_agreement_between_the_two_stands_before_the_hub():
    case = in_play()
    post = case.post
    assured = Assurance("JPN", "KOR", post, "JPN:gokuhi", True, True, True, case.at - 1)
    case = replace(case, assurances=(*case.assurances, assured))
    assert names(case) == [(PACT, DIRECT, "release"), (TISA, WAY, "release")]
    assert only_by(library(), case) is None
    assert choose(library(), case)[0].route == DIRECT


def test_where_their_agreement_is_not_in_force_only_the_hub_leads_on():
    case = in_play("not-in-force")
    assert names(case) == [(TISA, WAY, "release"), (PACT, DIRECT, "withhold")]
    assert only_by(library(), case).route == WAY
    assert decide(library(), case).outcome == "withhold", "the direct link gives nothing of it"
    named, decision = choose(library(), case)
    assert (named.route, decision.outcome) == (WAY, "release")


def test_a_case_for_the_hub_is_told_that_nothing_is_sent_that_way():
    case = replace(in_play("not-in-force"), route=WAY)
    (note,) = ways_of(library(), case, "en").notes
    assert note.startswith(f"This is the answer for the way {WAY}")


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_it_is_said_plainly_and_with_what_to_do(spoken):
    told = ways_of(library(), in_play("not-in-force"), spoken)
    (note,) = told.notes
    assert TISA in note
    assert "{" not in note
    assert [each.outcome for each in told.every] == ["release", "withhold"]
    assert told.every[1].against
    assert told.document()["ways"][0]["route"] == WAY


def test_a_leg_that_does_not_stand_closes_the_hub():
    case = in_play("not-in-force")
    gone = {TEXTS[name].clauses_digest for name in LEGS[:1]}
    fewer = tuple(each for each in case.instruments if each.instrument not in gone)
    assert {each.outcome for each in ways(library(), replace(case, instruments=fewer))} == {
        "withhold"
    }
    assert only_by(library(), replace(case, instruments=fewer)) is None


def test_the_word_of_the_hubs_state_for_its_own_post_counts():
    case = in_play("not-in-force")
    given = tuple(
        replace(each, party=HUB[:3]) if each.party == HUB else each for each in case.assurances
    )
    assert ways(library(), replace(case, assurances=given))[0].outcome == "release"
    first = replace(case, format="accordant/case/1", item=UNSET, assurances=given)
    assert ways(library(), first)[0].outcome == "withhold"
