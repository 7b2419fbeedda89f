"""Notes between two real nodes: what is signed, told, delivered, and what starts a clock."""

from __future__ import annotations

import dataclasses
import json
from types import SimpleNamespace
from typing import get_args

import msgspec
import pytest
from tests.notes_for_tests import AGREEMENT, NOTICE, PACT, WORDBOOK, note, wanted
from tests.unit.operations.conftest import START

from accordant.adapters import packaged
from accordant.adapters.clock import ReplayClock
from accordant.envelope.acts import AUTHORITY_FOR
from accordant.errors import (
    ActWithoutEffect,
    KeyMissing,
    MalformedInput,
    UnknownInstrument,
    UnknownNote,
)
from accordant.law.force import Matter
from accordant.law.foresight import foresee
from accordant.law.instrument import load
from accordant.log.origin import own_origin
from accordant.model.act import Act, FactRecorded, NoteAcknowledged, NoteSigned
from accordant.model.fact import FACT_KINDS, fault_of
from accordant.model.instant import parse_instant
from accordant.model.note import NOTE_KINDS, digest_of
from accordant.operations import notes
from accordant.operations.acts import sign_and_record, subject_of
from accordant.operations.drafting import draft
from accordant.operations.note_rules import is_for
from accordant.operations.note_views import note_named
from accordant.operations.note_views import notes as listed
from accordant.operations.notes import Delivery, fact_of
from accordant.operations.standing import status
from accordant.operations.world import act_of

DELIVERED = parse_instant("2019-08-23T15:30:00+09:00")
DELIVERY = Delivery(
    at=DELIVERED, zone="Asia/Seoul", channel="diplomatic", place="Seoul", signatory="Vice Minister"
)


@pytest.fixture
def told(world):
    """In force between Seoul and Tokyo; the day the notice of 2019 was handed over."""
    world.put_in_force(AGREEMENT, ("KOR", "JPN"))
    ReplayClock.advance(world.clock, parse_instant("2019-08-23T16:00:00+09:00"))
    return world


def desk(world, party):
    return "treaty-desk", world[party].officer_key("treaty-desk")


def send(world, party="KOR", made=None):
    opened = world[party]
    made = made or draft(WORDBOOK, PACT, wanted())
    assert opened.drafts.keep(made, ("DRAFT",))
    recorded = notes.sign_and_send(opened.node, opened.drafts, made, desk(world, party))
    world.settle()
    return recorded


def deliver(world, party="KOR", name=NOTICE, delivery=DELIVERY):
    recorded = notes.record_delivery(world[party].node, name, delivery, desk(world, party))
    world.settle()
    return recorded


def acknowledge(world, party="JPN"):
    recorded = notes.acknowledge(world[party].node, NOTICE, DELIVERED, desk(world, party))
    world.settle()
    return recorded


def facts(world, party):
    rows = world[party].node.store.read(lambda reading: reading.acts("fact-recorded/1"))
    return [(act.party, act.fact) for act in map(act_of, rows)]


def states(world, party, name=NOTICE):
    view = note_named(world[party].node, world[party].drafts, name)
    assert view is not None
    return view.states


def stands(world, party):
    found = status(world[party].node, AGREEMENT).standing
    return found.state, found.basis


IN_FORCE = ("in-force", "in-force")


# --- what starts a clock -----------------------------------------------------------------------


def test_a_signed_note_starts_nothing(told):
    send(told)
    for party in ("KOR", "JPN"):
        assert facts(told, party) == []
        assert stands(told, party) == IN_FORCE


def test_a_sent_copy_starts_nothing(told):
    send(told)
    assert states(told, "KOR") == ("signed", "copy-cosigned")
    assert states(told, "JPN") == ("signed",)
    assert facts(told, "JPN") == []
    assert stands(told, "JPN") == IN_FORCE


def test_an_acknowledgement_starts_nothing(told):
    send(told)
    acknowledge(told)
    for party in ("KOR", "JPN"):
        assert "acknowledged" in states(told, party)
        assert "delivered" not in states(told, party)
        assert facts(told, party) == []
        assert stands(told, party) == IN_FORCE


def test_a_press_channel_starts_nothing(told):
    """Of this party's own note it is refused before it is signed; as another's word it is kept."""
    send(told)
    by_press = msgspec.structs.replace(DELIVERY, channel="press")
    with pytest.raises(ActWithoutEffect, match="press"):
        deliver(told, delivery=by_press)
    assert facts(told, "KOR") == []
    deliver(told, "JPN", delivery=by_press)
    for party in ("KOR", "JPN"):
        assert [fact.channel for _, fact in facts(told, party)] == ["press"]
        assert stands(told, party) == IN_FORCE
    foreseen = foresee(PACT, _acts(told, "KOR"), fact_of(PACT, note(), by_press))
    assert foreseen.obstacle is not None
    assert (foreseen.obstacle.reason, foreseen.last_days, foreseen.ends) == (
        "other-channel", {}, {},
    )  # fmt: skip


def test_what_the_recipient_records_moves_nobodys_law_but_its_own(told):
    """Tokyo's word that the note came is no notice until Seoul says the same."""
    send(told)
    deliver(told, "JPN")
    for party in ("KOR", "JPN"):
        assert by_account(told, party) == {"KOR": "in-force", "JPN": "in-force-until"}
    deliver(told, "KOR")
    for party in ("KOR", "JPN"):
        assert set(by_account(told, party).values()) == {"in-force-until"}
        assert stands(told, party) == ("in-force", "in-force-until")


def by_account(world, party):
    matter = Matter.of(PACT, _acts(world, party))
    return {each: matter.by_facts(DELIVERED, each).basis for each in ("KOR", "JPN")}


def test_a_draft_starts_nothing_and_cannot_be_delivered(told):
    told["KOR"].drafts.keep(draft(WORDBOOK, PACT, wanted()), ("DRAFT",))
    assert states(told, "KOR") == ("drafted",)
    with pytest.raises(UnknownNote):
        deliver(told)
    assert facts(told, "KOR") == []


def test_only_a_delivery_makes_a_fact_and_it_says_all_that_counts(told):
    send(told)
    deliver(told)
    ((by, fact),) = facts(told, "KOR")
    assert by == "KOR"
    assert (fact.name, fact.kind, fact.instrument, fact.party) == (
        NOTICE, "notice-delivered", AGREEMENT, "KOR",
    )  # fmt: skip
    assert (fact.at, fact.zone, fact.channel) == (DELIVERED, "Asia/Seoul", "diplomatic")
    assert (fact.place, fact.signatory) == ("Seoul", "Vice Minister")
    assert digest_of(notes.held(told["KOR"].node, NOTICE).note) in fact.source
    foreseen = foresee(PACT, _acts(told, "KOR"), fact)
    assert foreseen.ends["KOR"] == "2019-11-23T00:00:00+09:00"
    assert facts(told, "JPN") == facts(told, "KOR")


def test_an_acknowledgement_is_never_a_condition(told):
    send(told)
    deliver(told)
    assert states(told, "KOR") == ("signed", "copy-cosigned", "delivered")


def _acts(world, party):
    return [act_of(row) for row in world[party].node.store.read(lambda r: r.acts())]


# --- who records what --------------------------------------------------------------------------


def test_either_party_records_the_delivery_each_in_its_own_name(told):
    send(told)
    deliver(told, "JPN")
    deliver(told, "KOR")
    for party in ("KOR", "JPN"):
        assert sorted(by for by, _ in facts(told, party)) == ["JPN", "KOR"]
        assert {fact.party for _, fact in facts(told, party)} == {"KOR"}
        view = note_named(told[party].node, told[party].drafts, NOTICE)
        assert sorted(each.recorded_by for each in view.delivered) == ["JPN", "KOR"]


def test_a_delivery_is_recorded_once_and_never_beforehand(told):
    send(told)
    tomorrow = Delivery(
        at=DELIVERED + 86_400_000, zone="Asia/Seoul", channel="diplomatic", place="Seoul",
        signatory="x",
    )  # fmt: skip
    with pytest.raises(MalformedInput, match="once it has happened"):
        deliver(told, delivery=tomorrow)
    deliver(told)
    with pytest.raises(MalformedInput, match="recorded already"):
        deliver(told)


@pytest.mark.parametrize(
    "changes",
    [{"place": ""}, {"signatory": " "}, {"at": parse_instant("2019-08-22T23:59:59+09:00")},
     {"place": "Seoul\n"}, {"signatory": "\x1b[2J"}, {"zone": "Asia/Nowhere"}, {"channel": ""}],
)  # fmt: skip
def test_a_delivery_that_cannot_have_been_is_not_recorded(told, changes):
    send(told)
    with pytest.raises(MalformedInput):
        deliver(told, delivery=msgspec.structs.replace(DELIVERY, **changes))
    assert facts(told, "KOR") == []


def test_what_is_signed_is_what_was_shown(told):
    """A draft changed after the officer looked is not what gets signed."""
    opened, made = told["KOR"], draft(WORDBOOK, PACT, wanted())
    opened.drafts.keep(made, ("DRAFT",))
    file = opened.drafts.place(NOTICE)
    file.write_text(file.read_text().replace("terminate", "extend"))
    notes.sign_and_send(opened.node, opened.drafts, made, desk(told, "KOR"))
    assert notes.held(opened.node, NOTICE).note == made


def test_a_party_without_a_node_is_no_error(told):
    """Seoul knows no node of Tokyo's; its note goes by hand, and is on record all the same."""
    store = told["KOR"].node.store
    rows = store.read(lambda reading: reading.partners())
    assert "JPN" in {row.party for row in rows}

    class WithoutTokyo:
        def __init__(self, reading):
            self._reading = reading

        def partner(self, party):
            return None if party == "JPN" else self._reading.partner(party)

        def __getattr__(self, name):
            return getattr(self._reading, name)

    class Store:
        def read(self, work):
            return store.read(lambda reading: work(WithoutTokyo(reading)))

        def write(self, work):
            return store.write(lambda transaction: work(WithoutTokyo(transaction)))

        def __getattr__(self, name):
            return getattr(store, name)

    node = dataclasses.replace(told["KOR"].node, store=Store())
    drafts = told["KOR"].drafts
    made = draft(WORDBOOK, PACT, wanted())
    assert notes.sign_and_send(node, drafts, made, desk(told, "KOR")).told == ()
    recorded = notes.record_delivery(node, NOTICE, DELIVERY, desk(told, "KOR"))
    assert recorded.told == ()
    assert states(told, "KOR") == ("signed", "delivered")


# --- what is refused at home -------------------------------------------------------------------


def test_what_is_not_there_is_not_sent_delivered_or_acknowledged(told):
    opened = told["KOR"]
    with pytest.raises(UnknownNote):
        deliver(told)
    with pytest.raises(UnknownNote):
        notes.acknowledge(opened.node, NOTICE, DELIVERED, desk(told, "KOR"))
    with pytest.raises(UnknownNote):
        notes.earlier(opened.node, NOTICE, AGREEMENT)
    assert note_named(opened.node, opened.drafts, NOTICE) is None


def test_one_name_is_one_note(told):
    send(told)
    other = draft(WORDBOOK, PACT, wanted(article="20"))
    with pytest.raises(MalformedInput, match="another note is signed"):
        send(told, made=other)
    assert told["KOR"].drafts.names() == [NOTICE]  # what was not signed is not lost


def test_a_note_of_another_party_is_not_signed_here(told):
    made = draft(WORDBOOK, PACT, wanted(party="JPN", to="KOR"))
    with pytest.raises(MalformedInput, match="written by JPN"):
        notes.sign_and_send(told["KOR"].node, told["KOR"].drafts, made, desk(told, "KOR"))


def test_a_note_about_a_text_not_held_is_not_signed(told):
    made = note(instrument="another-agreement")
    with pytest.raises(UnknownInstrument):
        notes.sign_and_send(told["KOR"].node, told["KOR"].drafts, made, desk(told, "KOR"))


def test_a_note_is_signed_by_a_post_whose_key_is_here(told):
    with pytest.raises(KeyMissing):
        told["KOR"].officer_key("minister")


def test_an_acknowledgement_is_of_a_note_received_and_said_once(told):
    send(told)
    with pytest.raises(MalformedInput, match="another party"):
        acknowledge(told, "KOR")
    with pytest.raises(MalformedInput, match="once it was received"):
        notes.acknowledge(told["JPN"].node, NOTICE, DELIVERED * 2, desk(told, "JPN"))
    acknowledge(told)
    with pytest.raises(MalformedInput, match="first acknowledgement stands"):
        notes.acknowledge(told["JPN"].node, NOTICE, DELIVERED - 1, desk(told, "JPN"))


@pytest.mark.parametrize("changes", [{"channel": None}, {"zone": "Asia/Nowhere"}, {"party": ""}])
def test_a_fact_that_is_none_of_its_kind_is_not_recorded(told, changes):
    fact = msgspec.structs.replace(fact_of(PACT, note(), DELIVERY), **changes)
    act = FactRecorded("KOR", fact, START)
    with pytest.raises(MalformedInput):
        sign_and_record(told["KOR"].node, act, *desk(told, "KOR"))
    assert facts(told, "KOR") == []


# --- what follows from a kind ------------------------------------------------------------------


@pytest.mark.parametrize("kind", NOTE_KINDS)
def test_the_delivery_of_each_kind_is_a_whole_fact(kind):
    made = draft(WORDBOOK, PACT, wanted(kind))
    fact = fact_of(PACT, made, DELIVERY)
    assert fact.kind in FACT_KINDS
    assert fault_of(fact) == ""
    assert (fact.of is None) == (made.refers is None)


def test_notice_of_an_instrument_that_is_denounced_is_a_denunciation():
    source = (packaged.read(AGREEMENT) or b"").decode()
    source = source.replace("days = 90\n", 'days = 90\nact = "denunciation"\n')
    text = load(source, f"{AGREEMENT}.md")
    assert fact_of(text, draft(WORDBOOK, PACT, wanted()), DELIVERY).kind == "denounced"


# --- looking -----------------------------------------------------------------------------------


def test_drafts_and_notes_are_listed_and_a_broken_draft_stops_no_list(told):
    send(told)
    opened = told["KOR"]
    opened.drafts.keep(draft(WORDBOOK, PACT, wanted("requirements-met")), ("DRAFT",))
    opened.drafts.place("kor-broken").write_text("= nothing")
    found = {view.name: view.states for view in listed(opened.node, opened.drafts)}
    assert found == {
        NOTICE: ("signed", "copy-cosigned"),
        "kor-requirements-met-2019-08-23": ("drafted",),
        "kor-broken": ("unreadable",),
    }


def test_a_copy_not_cosigned_yet_is_said_to_wait(told):
    opened = told["KOR"]
    made = draft(WORDBOOK, PACT, wanted())
    notes.sign_and_send(opened.node, opened.drafts, made, desk(told, "KOR"))
    view = note_named(opened.node, opened.drafts, NOTICE)
    assert view.states == ("signed",)
    assert [(copy.partner, copy.cosigned) for copy in view.copies] == [("JPN", False)]


def test_every_step_is_an_entry_of_the_nodes_own_log(told):
    send(told)
    acknowledge(told)
    deliver(told)

    def work(reading):
        origin = own_origin("KOR")
        return [json.loads(reading.statement(origin, n)) for n in range(reading.log(origin).size)]

    said = [(each["about"], each["outcome"]) for each in told["KOR"].node.store.read(work)]
    assert (NOTICE, "note-signed/1") in said
    assert (AGREEMENT, "fact-recorded/1") in said
    kinds = [type(act) for act in _acts(told, "KOR")]
    assert kinds.count(NoteSigned) == kinds.count(NoteAcknowledged) == 1


# --- every act has its place -------------------------------------------------------------------


def test_every_act_has_an_authority_and_names_what_it_is_about():
    kinds = set(get_args(Act))
    assert kinds == set(AUTHORITY_FOR)
    acts = (
        NoteSigned("KOR", note(), START),
        NoteAcknowledged("KOR", "jpn-note", "ab" * 32, START, START),
        FactRecorded("KOR", fact_of(PACT, note(), DELIVERY), START),
    )
    assert [subject_of(act) for act in acts] == [NOTICE, "jpn-note", AGREEMENT]


def test_a_note_between_others_is_for_whoever_shares_the_instrument():
    source = (packaged.read(AGREEMENT) or b"").decode()
    three = load(
        source.replace('parties = ["JPN", "KOR"]', 'parties = ["AUS", "JPN", "KOR"]'),
        f"{AGREEMENT}.md",
    )
    signed = NoteSigned("KOR", note(), START)
    held = [SimpleNamespace(texts={"a": text}) for text in (PACT, three)]
    assert [is_for("AUS", signed, world) for world in held] == [False, True]
    assert all(is_for(party, signed, held[0]) for party in ("KOR", "JPN"))
    assert not is_for("USA", signed, held[1])
