"""Facts entered by treaty desks: what is refused, whose word moves what, and what it makes of the past."""

from importlib import resources

import msgspec
import pytest

from accordant import canonical
from accordant.errors import ActWithoutEffect, MalformedInput, UnknownInstrument
from accordant.law.instrument import load
from accordant.model.act import Adopted, FactRecorded
from accordant.model.case import Case, Decision
from accordant.model.fact import Fact
from accordant.model.instant import parse_instant
from accordant.operations import facts, incidents, standing, texts
from accordant.operations.acts import sign_and_record
from accordant.operations.calendar import dues_of
from accordant.operations.products import keep
from accordant.operations.release import Asked, release

PACT = "jpn-kor-gsomia-2016"
POST = "JPN:DIH/watch"


def fact(kind, name, party="KOR", at="2018-05-01T08:00:00+09:00", **more):
    channel = "diplomatic" if kind.startswith("noti") or kind.endswith("withdrawn") else None
    said = {"channel": channel, **more}
    return Fact(
        name=name, kind=kind, instrument=PACT, party=party, at=parse_instant(at),
        zone="Asia/Seoul", source="a test", **said,
    )  # fmt: skip


def record(world, party, made):
    opened = world[party]
    return facts.record(opened.node, made, "treaty-desk", opened.officer_key("treaty-desk"))


def force(world, party):
    node = world[party].node
    (found,) = node.store.read(node.worlds.current).play.between("KOR", "JPN", node.clock.now())
    return found.force


def test_the_acting_partys_word_moves_both_accounts(ready):
    recorded = record(ready, "KOR", fact("notice-delivered", "kor-notice"))
    assert recorded.told == ("JPN",)
    ready.settle()
    for party in ("KOR", "JPN"):
        (stand,) = standing.stands(ready[party].node, ("KOR", "JPN"))
        assert stand.by_facts.facts["until"] == "2018-11-22"


def test_a_note_the_other_side_says_it_received_moves_its_own_account_alone(ready):
    """Tokyo enters that Seoul's notice of 2017 was delivered; Seoul says nothing of it."""
    notice = fact("notice-delivered", "kor-notice", at="2017-08-01T09:00:00+09:00")
    record(ready, "JPN", notice)
    ready.settle()
    for party in ("KOR", "JPN"):
        assert force(ready, party) == "unknown"
    (stand,) = standing.stands(ready["KOR"].node, ("KOR", "JPN"))
    assert {view.party: view.force.force for view in stand.views} == {
        "JPN": "not-in-force", "KOR": "in-force",
    }  # fmt: skip
    record(ready, "KOR", notice)
    assert force(ready, "KOR") == "not-in-force"


def test_one_partys_word_makes_no_joint_act(ready):
    record(ready, "JPN", fact("terminated", "both-end-it", party="", ground="consent"))
    ready.settle()
    assert force(ready, "KOR") == force(ready, "JPN") == "in-force"
    (stand,) = standing.stands(ready["KOR"].node, ("KOR", "JPN"))
    assert [(each.name, missing) for each, missing in stand.awaiting] == [
        ("both-end-it", ("KOR",))
    ]
    record(ready, "KOR", fact("terminated", "we-end-it", party="", ground="consent"))
    ready.settle()
    assert force(ready, "KOR") == force(ready, "JPN") == "not-in-force"


@pytest.mark.parametrize(
    ("made", "error", "said"),
    [
        (fact("notice-revoked", "kor-r", of="kor-none"), ActWithoutEffect, "not possible"),
        (fact("notice-delivered", "kor-n", channel="press"), ActWithoutEffect, "channel"),
        (fact("notice-delivered", "kor-n", full_powers=False), ActWithoutEffect, "full powers"),
        (fact("notice-delivered", "kor-n", at="2018-06-01T08:00:00+09:00"), MalformedInput,
         "has not happened"),
        (fact("notice-delivered", "kor-n", channel=None), MalformedInput, "states its channel"),
        (fact("terminated", "kor-t", ground="consent"), MalformedInput, "all parties together"),
        (fact("terminated", "both-end-it", "", "2016-01-01T08:00:00+09:00", ground="consent"),
         ActWithoutEffect, "not possible"),
        (fact("operation-resumed", "both-go-on", "", of="none"), ActWithoutEffect, "not possible"),
        (fact("corrected", "both-correct", "", clauses="ab" * 32), ActWithoutEffect, "amendment"),
        (fact("reading-held", "kor-z", question="zone", answer="atlantis"), MalformedInput,
         "a capital"),
        (fact("reading-held", "kor-q", question="counting", answer="twice"), MalformedInput,
         "is answered by"),
        (msgspec.structs.replace(fact("claimed", "kor-c", words="x"), instrument="none"),
         UnknownInstrument, "no instrument"),
    ],
)  # fmt: skip
def test_what_is_no_act_is_refused_and_nothing_is_kept(ready, made, error, said):
    before = facts.facts_about(ready["KOR"].node, PACT)
    with pytest.raises(error, match=said):
        record(ready, "KOR", made)
    assert facts.facts_about(ready["KOR"].node, PACT) == before


def test_one_name_is_one_fact_of_a_party(ready):
    """Later facts refer to it by name: nobody could say to which."""
    record(ready, "KOR", fact("notice-delivered", "kor-notice"))
    for when in ("2018-05-01T08:00:00+09:00", "2018-04-30T08:00:00+09:00"):
        with pytest.raises(MalformedInput, match="already"):
            record(ready, "KOR", fact("notice-delivered", "kor-notice", at=when))
    record(ready, "JPN", fact("notice-delivered", "kor-notice"))


def test_a_partner_cannot_stop_an_act_by_taking_its_name(ready):
    """Seoul's node holds a fact of Tokyo's, of no effect, under the name that Seoul will use."""
    taken = fact("notice-delivered", "kor-notice", "JPN", full_powers=False)
    node = ready["JPN"].node
    act = FactRecorded("JPN", taken, node.clock.now())
    sign_and_record(node, act, "treaty-desk", ready["JPN"].officer_key("treaty-desk"))
    ready.settle()
    record(ready, "KOR", fact("notice-delivered", "kor-notice"))
    assert force(ready, "KOR") == "in-force"
    (stand,) = standing.stands(ready["KOR"].node, ("KOR", "JPN"))
    assert stand.by_facts.facts["until"] == "2018-11-22"


def test_a_partners_fact_without_effect_is_kept_and_shown(ready):
    """A node of another make may tell what ours refuses to sign."""
    made = fact("notice-revoked", "jpn-undoes-nothing", party="JPN", of="jpn-none")
    opened = ready["JPN"]
    key = opened.officer_key("treaty-desk")
    facts.sign_and_record(
        opened.node, facts.FactRecorded("JPN", made, opened.node.clock.now()), "treaty-desk", key
    )
    ready.settle()
    (stand,) = standing.stands(ready["KOR"].node, ("KOR", "JPN"))
    assert [each.fact.name for each in stand.without_effect] == ["jpn-undoes-nothing"]
    assert force(ready, "KOR") == "in-force"


def test_importing_again_adds_nothing_and_tells_nothing_of_others(ready):
    opened = ready["KOR"]
    told = [
        fact("happened", "talks", party="", at="2012-06-26T09:00:00+09:00", words="Cabinet"),
        fact("claimed", "press", party="", at="2017-08-22T09:00:00+09:00", words="It ends"),
        msgspec.structs.replace(fact("happened", "x", party="", words="x"), instrument="none"),
    ]
    key = opened.officer_key("treaty-desk")
    first = facts.import_facts(opened.node, told, "treaty-desk", key)
    assert (first.recorded, first.not_held) == (("talks", "press"), ("x",))
    again = facts.import_facts(opened.node, told, "treaty-desk", key)
    assert (again.recorded, again.held) == ((), ("talks", "press"))
    assert not opened.node.store.read(lambda reading: reading.pending())


def test_what_was_believed_then_counts_a_partners_word_from_when_it_came(ready):
    """Whatever a partner says of when it could be known."""
    node = ready["KOR"].node
    before = node.clock.now()
    early = fact("notice-delivered", "jpn-notice", party="JPN", learnt=None)
    record(ready, "JPN", msgspec.structs.replace(early, learnt=early.at))
    ready.settle()
    (then,) = standing.stands(node, (PACT,), standing.AsOf(known_at=before - 1))
    assert "until" not in then.by_facts.facts
    (now,) = standing.stands(node, (PACT,))
    assert now.by_facts.facts["until"] == "2018-11-22"


def test_a_release_made_before_an_end_was_learnt_stays_and_becomes_an_incident(ready, report):
    node = ready["KOR"].node
    keep(node, [report()])
    answer = release(node, Asked("KOR-test-1", 1, "JPN", POST))
    assert answer.decision.outcome == "release"
    ready.settle()
    assert incidents.incidents(node) == ()
    ended = {"party": "", "ground": "consent", "at": "2018-04-30T12:00:00+09:00"}
    for party in ("KOR", "JPN"):
        record(ready, party, fact("terminated", "we-ended-it", **ended))
    ready.settle()
    found = incidents.incidents(node)
    assert {(each.product, each.direction, each.then.force, each.now.basis) for each in found} == {
        ("KOR-test-1", "outbound", "in-force", "terminated")
    }
    assert {each.direction for each in incidents.incidents(ready["JPN"].node)} == {"inbound"}
    row = node.store.read(lambda reading: reading.decision(answer.identifier))
    assert canonical.parse(row.decision, Decision) == answer.decision
    assert canonical.parse(row.case, Case) == answer.case


def test_a_later_adoption_never_changes_a_past_outcome(world, report):
    node = world["KOR"].node
    world.hold("KOR", PACT)
    keep(node, [report()])
    asked = Asked("KOR-test-1", 1, "JPN", POST)
    refused = release(node, asked)
    assert refused.decision.outcome == "withhold"
    world.put_in_force(PACT, ("KOR", "JPN"))
    row = node.store.read(lambda reading: reading.decision(refused.identifier))
    assert canonical.parse(row.decision, Decision) == refused.decision


def test_an_amendment_governs_from_its_cut_over_however_early_adopted(ready):
    source = texts.find(ready["KOR"].node, PACT)
    path = resources.files("accordant.instruments")
    words = path.joinpath(f"{PACT}.md").read_text("utf-8").replace("days = 90", "days = 180")
    amended = load(words, f"{PACT}.md")
    cut_over = parse_instant("2018-05-01T10:00:00+09:00")
    said = {"party": "", "clauses": amended.clauses_digest, "effect": cut_over}
    for party in ("KOR", "JPN"):
        texts.keep(ready[party].node, words.encode(), f"{PACT}.md")
        record(ready, party, fact("amended", "longer-notice", **said))
        now = ready[party].node.clock.now()
        ready.act(party, "treaty-desk", Adopted(party, PACT, amended.clauses_digest, now))
    ready.settle()
    play = ready["KOR"].node.store.read(ready["KOR"].node.worlds.current).play
    assert play.governing(source.clauses_digest, cut_over) == source.clauses_digest
    for at, digest in ((-1, source.clauses_digest), (0, amended.clauses_digest)):
        (found,) = play.between("KOR", "JPN", cut_over + at)
        assert (found.instrument, found.force) == (digest, "in-force")


def test_a_text_only_held_changes_nothing_that_is_said_of_the_one_in_effect(ready):
    """A draft amendment with a shorter notice would have the desk miss the last day for one."""
    node = ready["KOR"].node
    now = node.clock.now()
    asked = standing.AsOf(at=now)
    (before,) = standing.stands(node, ("KOR", "JPN"), asked)
    due = dues_of(standing.matters(node, now), now)
    path = resources.files("accordant.instruments").joinpath(f"{PACT}.md")
    draft = texts.keep(node, path.read_bytes().replace(b"days = 90", b"days = 60"), f"{PACT}.md")
    for names in (("KOR", "JPN"), (PACT,)):
        assert standing.stands(node, names, asked) == (before,)
    assert dues_of(standing.matters(node, now), now) == due
    assert standing.status(node, PACT).standing.state == "in-force"
    (other,) = standing.stands(node, (draft.clauses_digest,))
    assert other.adopted.basis == "other-text"


@pytest.mark.parametrize("governs_held", [True, False])
def test_an_amendment_says_whether_it_governs_what_is_held(ready, governs_held):
    source = texts.find(ready["KOR"].node, PACT)
    words = resources.files("accordant.instruments").joinpath(f"{PACT}.md").read_text("utf-8")
    amended = load(words.replace("days = 90", "days = 180"), f"{PACT}.md")
    cut_over = parse_instant("2018-05-01T10:00:00+09:00")
    said = {"clauses": amended.clauses_digest, "effect": cut_over, "governs_held": governs_held}
    for party in ("KOR", "JPN"):
        record(ready, party, fact("amended", "longer-notice", party="", **said))
    ready.settle()
    play = ready["KOR"].node.store.read(ready["KOR"].node.worlds.current).play
    after = amended.clauses_digest if governs_held else source.clauses_digest
    assert play.governing(source.clauses_digest, cut_over - 1) == source.clauses_digest
    assert play.governing(source.clauses_digest, cut_over) == after
