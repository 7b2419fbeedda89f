"""Releases at their boundaries: the last millisecond, a law that changes under way, a clock set
back, and everything that must not leave. Seoul's node is real, Tokyo's simulated.
"""

from __future__ import annotations

import pytest
from msgspec import structs
from tests.one_real_node import AGREEMENT, IN_FORCE, officer_signs, packaged
from tests.real_seoul import ORDER

from accordant import canonical
from accordant.clauses.standing_release import approval_of
from accordant.errors import (
    InstrumentAltered,
    MalformedInput,
    NotAuthorised,
    Oversized,
    UnknownProduct,
    UnknownRecipient,
    UnmarkedProduct,
)
from accordant.model.act import (
    Adopted,
    NoticeDelivered,
    OrderRevoked,
    OrderSigned,
    ReleaseApproved,
)
from accordant.model.case import Approval
from accordant.model.instant import parse_instant
from accordant.model.marking import Marking
from accordant.model.product import Portion, Text
from accordant.operations import texts
from accordant.operations.exchange import Exchanged
from accordant.operations.products import item_name, keep, parse_product
from accordant.operations.queries import outbox
from accordant.operations.release import Asked, preview, release

NOTICE = parse_instant("2019-08-22T12:00:00+09:00")
LAST = parse_instant("2019-11-22T23:59:59.999+09:00")  # the last millisecond in force


@pytest.fixture
def ending(seoul):
    """Tokyo's notice was delivered in August 2019; the agreement runs to 22 November."""
    seoul.at(NOTICE)
    act = NoticeDelivered("JPN", AGREEMENT, "diplomatic", NOTICE, NOTICE)
    seoul.hear(seoul.tokyo.signed(seoul.tokyo.act(act, "treaty-desk")))
    return seoul


# --- the last day ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "outcome"),
    [
        (LAST, "release"),
        (LAST + 1, "withhold"),
        (parse_instant("2019-11-22T23:59:59.999Z"), "withhold"),  # midnight of another zone
        (parse_instant("2019-11-22T14:59:59.999Z"), "release"),
        (parse_instant("2019-11-22T15:00:00Z"), "withhold"),
        (parse_instant("2019-11-22T10:00:00-05:00"), "withhold"),
    ],
)
def test_the_last_millisecond_is_that_of_the_zone_the_text_names(ending, at, outcome):
    ending.at(at)
    assert ending.outcome()[0] == outcome


def test_decided_in_the_last_millisecond_and_held_at_dispatch(ending):
    """It was released and has not left; people can see so, and why."""
    ending.at(LAST)
    ending.releases(ending.keeps())
    ending.at(LAST + 1)
    assert ending.say() == Exchanged(0, 1)
    assert ending.left == []
    assert ending.waiting() == []
    row = ending.row()
    assert (row.state, row.reason, row.index) == ("held", "withhold", None)
    (seen,) = [each for each in outbox(ending.real.node) if each.state == "held"]
    assert (seen.product, seen.reason) == ("KOR-item", "withhold")
    outcomes = ending.real.node.store.read(lambda r: r.decisions_of("KOR-item"))
    assert [each.outcome for each in outcomes] == ["release", "withhold"]


def test_dispatched_in_the_last_millisecond(ending):
    ending.at(LAST)
    ending.releases(ending.keeps())
    assert ending.say() == Exchanged(1, 0)
    assert ending.left == ["KOR-item"]


def test_a_notice_recorded_between_decision_and_dispatch(seoul):
    seoul.at(LAST + 1)
    assert seoul.releases(seoul.keeps()).decision.outcome == "release"
    act = NoticeDelivered("JPN", AGREEMENT, "diplomatic", NOTICE, LAST)
    seoul.hear(seoul.tokyo.signed(seoul.tokyo.act(act, "treaty-desk")))
    assert seoul.say() == Exchanged(0, 1)
    assert (seoul.left, seoul.row().reason) == ([], "withhold")


def test_an_order_revoked_between_decision_and_dispatch(seoul):
    seoul.releases(seoul.keeps())
    act = OrderRevoked("KOR", ORDER, seoul.order, IN_FORCE)
    officer_signs(seoul.real, "releasing-authority", act)
    assert seoul.say() == Exchanged(0, 1)
    assert (seoul.left, seoul.row().reason) == ([], "refer")


def test_another_text_adopted_between_decision_and_dispatch(seoul):
    """The parties have adopted different encodings now, so they have none."""
    seoul.releases(seoul.keeps())
    seoul.at(IN_FORCE + 1)
    act = Adopted("JPN", AGREEMENT, "ab" * 32, IN_FORCE + 1)
    seoul.hear(seoul.tokyo.signed(seoul.tokyo.act(act, "treaty-desk")))
    assert seoul.say() == Exchanged(0, 1)
    assert seoul.left == []
    outcome, sentences = seoul.outcome(identifier="KOR-later")
    assert (outcome, sentences) == ("withhold", ["digests-differ"])


def test_what_is_held_does_not_hold_up_what_waits_behind_it(ending):
    ending.at(LAST)
    for number in range(3):
        ending.releases(ending.keeps(f"KOR-{number}"))
    key = item_name("own", "KOR-1", 1)
    assert ending.real.node.keystore.destroy_item_key(key)
    assert ending.say() == Exchanged(2, 1)
    assert ending.left == ["KOR-0", "KOR-2"]
    assert (ending.row("KOR-1").state, ending.row("KOR-1").reason) == ("held", "key-missing")


# --- the clock ---------------------------------------------------------------------------------


def test_a_clock_set_back_refers_instead_of_reviving_the_agreement(ending):
    ending.at(LAST + 10_000)
    assert ending.outcome(identifier="KOR-a")[0] == "withhold"
    ending.at(LAST - 10_000)
    ending.restart()
    outcome, sentences = ending.outcome(identifier="KOR-b")
    assert (outcome, sentences) == ("refer", ["clock-unsound"])
    assert ending.waiting() == []


def test_a_clock_set_back_between_decision_and_dispatch_holds(seoul):
    seoul.at(IN_FORCE + 3_600_000)
    seoul.releases(seoul.keeps())
    seoul.at(IN_FORCE)
    seoul.restart()
    assert seoul.say() == Exchanged(0, 1)
    assert (seoul.left, seoul.row().reason) == ([], "refer")


def test_a_clock_a_second_behind_is_no_clock_set_back(seoul):
    seoul.at(IN_FORCE + 10_000)
    assert seoul.outcome(identifier="KOR-a")[0] == "release"
    seoul.at(IN_FORCE + 9_000)
    seoul.restart()
    assert seoul.outcome(identifier="KOR-b")[0] == "release"


def test_the_high_water_mark_outlives_a_restart_and_never_falls(seoul):
    seoul.at(IN_FORCE + 3_600_000)
    seoul.releases(seoul.keeps())
    mark = seoul.real.node.store.read(lambda r: r.high_water())
    seoul.at(IN_FORCE)
    seoul.restart()
    seoul.outcome(identifier="KOR-b")
    assert seoul.real.node.store.read(lambda r: r.high_water()) == mark == IN_FORCE + 3_600_000


# --- what must not leave -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, "release"),
        ({"level": "KOR:I"}, "withhold"),
        ({"level": "KOR:daeoebi"}, "withhold"),
        ({"level": "KOR:U"}, "refer"),
        ({"marking": Marking("KOR:II", ("eyes-only",))}, "refer"),
        ({"form": "biological-sample"}, "withhold"),
        ({"kind": "text"}, "refer"),
        ({"subjects": ("weather",)}, "refer"),
        ({"purpose": "weather"}, "refer"),
    ],
)
def test_what_an_order_does_not_cover_does_not_leave(seoul, changes, outcome):
    assert seoul.outcome(**changes)[0] == outcome
    seoul.say()
    assert seoul.left == (["KOR-item"] if outcome == "release" else [])


@pytest.mark.parametrize(
    ("portion", "wrong"),
    [
        (Marking("KOR:I"), True),
        (Marking("KOR:II"), False),
        (Marking("KOR:III"), False),
        (Marking("KOR:U"), False),
        (Marking("KOR:II", ("eyes-only",)), True),
        (Marking("KOR:U", ("eyes-only",)), True),
        (Marking("JPN:gokuhi"), True),
    ],
)
def test_a_product_is_marked_no_lower_than_its_portions(seoul, portion, wrong):
    portions = (
        Portion(Marking("KOR:II"), Text("a line")),
        Portion(portion, Text("another line")),
    )
    if wrong:
        with pytest.raises(UnmarkedProduct):
            seoul.keeps(portions=portions)
    else:
        assert seoul.outcome(portions=portions)[0] == "release"


def test_an_item_without_a_marking_is_called_that():
    for document in (b"{}", b'{"marking":{}}', b'{"marking":{"level":""},"portions":[{}]}'):
        with pytest.raises(UnmarkedProduct):
            parse_product(document, "a file")


@pytest.mark.parametrize(
    "document", [b"", b"[", b"null", b"\xff", b"[" * 100_000, b'{"a":' * 9_999]
)
def test_a_product_file_that_is_none(document):
    with pytest.raises((MalformedInput, UnmarkedProduct)):
        parse_product(document, "a file")


def test_an_item_larger_than_a_body_takes(seoul):
    portions = (Portion(Marking("KOR:II"), Text("x" * 70_000)),)
    with pytest.raises(Oversized):
        seoul.keeps(portions=portions)
    with pytest.raises(UnknownProduct):
        seoul.releases()


def test_an_item_of_another_party_is_not_written_here(seoul):
    for changes in ({"originators": ("JPN",)}, {"originators": ("KOR", "JPN")}):
        with pytest.raises(NotAuthorised):
            seoul.keeps(**changes)
    with pytest.raises(NotAuthorised):
        seoul.keeps("JPN-item")


@pytest.mark.parametrize("recipient", ["USA", "", "jpn", "JPN ", "KOR", "\x1b[2J"])
def test_a_recipient_that_is_no_partner(seoul, recipient):
    seoul.keeps()
    decision = seoul.releases(recipient=recipient, post="").decision
    assert decision.outcome == "withhold"
    assert seoul.waiting() == []


def test_an_approved_release_to_somebody_who_is_no_partner(seoul):
    """Should law and order ever allow it, there is still no link to say it over."""
    with pytest.raises(UnknownRecipient):
        officer_signs(
            seoul.real,
            "treaty-desk",
            NoticeDelivered("KOR", AGREEMENT, "diplomatic", IN_FORCE, IN_FORCE),
            tell=("USA",),
        )
    assert seoul.real.node.store.read(lambda r: r.acts("notice-delivered/1")) == []


def test_only_our_own_authority_approves(seoul):
    seoul.keeps(kind="text")
    approval = Approval("KOR-item", 1, "JPN", "dprk-missile-threat", IN_FORCE)
    forged = seoul.tokyo.act(
        ReleaseApproved("JPN", approval, "ab" * 32, IN_FORCE), "releasing-authority"
    )
    seoul.hear(seoul.tokyo.signed(forged))
    assert seoul.releases().decision.outcome == "refer"
    own = ReleaseApproved("KOR", *approved(seoul.releases()), IN_FORCE)
    officer_signs(seoul.real, "releasing-authority", own)
    assert seoul.releases().decision.outcome == "release"


def approved(answer):
    """A yes to exactly the case of an answer, and the digest of that case."""
    return approval_of(answer.case), canonical.digest(answer.case)


def test_an_approval_is_of_a_case_that_was_referred_and_of_no_other_release(seoul):
    seoul.keeps(kind="text")
    seoul.at(IN_FORCE + 1)
    yes, case = approved(seoul.releases())
    seoul.at(IN_FORCE + 2)
    unrecorded = approved(preview(seoul.real.node, Asked("KOR-item", 1, "JPN", "JPN:DIH/watch")))
    for approval, digest in (
        unrecorded,
        (yes, "ab" * 32),
        (structs.replace(yes, post="JPN:GSDF/desk"), case),
        (structs.replace(yes, purpose="study"), case),
        (structs.replace(yes, recipient="AUS"), case),
        (structs.replace(yes, version=2), case),
    ):
        act = ReleaseApproved("KOR", approval, digest, IN_FORCE)
        with pytest.raises(NotAuthorised):
            officer_signs(seoul.real, "releasing-authority", act)
    officer_signs(seoul.real, "releasing-authority", ReleaseApproved("KOR", yes, case, IN_FORCE))
    assert seoul.releases().decision.outcome == "release"
    assert seoul.releases(post="JPN:GSDF/desk").decision.outcome != "release"


def test_an_order_is_signed_by_the_post_it_names(seoul):
    """Another officer with the same authority is not the one the text names."""
    text = packaged(ORDER).replace(
        b'authority = "releasing-authority"', b'authority = "defence-minister"'
    )
    order = texts.keep(seoul.real.node, text, ORDER).clauses_digest
    with pytest.raises(NotAuthorised, match="defence-minister"):
        officer_signs(
            seoul.real, "releasing-authority", OrderSigned("KOR", ORDER, order, IN_FORCE)
        )


# --- nothing at all ------------------------------------------------------------------------------


def test_an_empty_outbox_is_nothing_to_say(seoul):
    assert seoul.say() == Exchanged(0, 0)
    assert seoul.waiting() == []
    assert "waiting" not in {each.state for each in outbox(seoul.real.node)}


def test_keeping_nothing_keeps_nothing(seoul):
    done = keep(seoul.real.node, [])
    assert (done.added, done.held) == ((), ())


def test_an_item_nobody_holds(seoul):
    for act in (preview, release):
        with pytest.raises(UnknownProduct):
            act(seoul.real.node, Asked("KOR-nothing", 1, "JPN", "JPN:DIH/watch"))


# --- an altered text -----------------------------------------------------------------------------


def test_an_altered_text_stops_every_decision_until_it_is_restored(seoul):
    seoul.releases(seoul.keeps())
    writer = seoul.real.node.store._writer
    before = writer.execute("SELECT source FROM text WHERE kind = 'order'").fetchone()[0]
    altered = before.replace('level-at-most = "KOR:II"', 'level-at-most = "KOR:III"')
    assert altered != before
    writer.execute("UPDATE text SET source = ? WHERE kind = 'order'", (altered,))
    for attempt in (seoul.say, seoul.releases):
        with pytest.raises(InstrumentAltered) as told:
            attempt()
        assert ORDER in str(told.value)
    assert seoul.left == []
    writer.execute("UPDATE text SET source = ? WHERE kind = 'order'", (before,))
    assert seoul.say() == Exchanged(1, 0)
    assert seoul.left == ["KOR-item"]
