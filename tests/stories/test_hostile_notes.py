"""Notes and facts a partner may not tell: refused by message, nothing of them kept.

And those it may: kept, shown, and without any effect of their own.
"""

from __future__ import annotations

import json

import msgspec
import pytest
from tests.notes_for_tests import NOTICE, PACT, note
from tests.one_real_node import AGREEMENT, IN_FORCE, NOW, officer_signs

from accordant import canonical
from accordant.envelope import acts as signed_acts
from accordant.envelope import dsse
from accordant.law.force import Matter
from accordant.model.act import Adopted, FactRecorded, NoteAcknowledged, NoteSigned
from accordant.model.fact import Fact
from accordant.model.message import ConsentMessage, NoteMessage, Signed
from accordant.model.note import Texts, digest_of
from accordant.operations.standing import status
from accordant.operations.world import act_of

OURS = "jpn-consultation-request-2018-05-01"


def kept(scene, kind="note-signed/1"):
    rows = scene.real.node.store.read(lambda reading: reading.acts(kind))
    return [(row.party, row.subject) for row in rows]


def raw(scene, act, **changes):
    """A note's act as bytes no honest software makes, well signed by the treaty desk."""
    document = json.loads(canonical.encode(act))
    inner = "note" if isinstance(act, NoteSigned) else "fact"
    target = document.get(inner, document)
    for key, value in changes.items():
        target[key] = value
    payload = json.dumps(
        document, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()
    key = scene.seoul.made.officer_keys["treaty-desk"]
    return dsse.sign(payload, signed_acts.PAYLOAD_TYPE, key, "KOR/treaty-desk")


def tell(scene, envelope, kind=NoteMessage):
    return scene.answers_to(scene.seoul.signed(envelope, kind))


def told_note(scene, **changes):
    return scene.seoul.act(NoteSigned("KOR", note(**changes), NOW), "treaty-desk")


def stands(scene):
    return status(scene.real.node, AGREEMENT).standing.basis


# --- what may be told --------------------------------------------------------------------------


def test_a_note_is_kept_and_changes_nothing(scene):
    assert tell(scene, told_note(scene)) == []
    assert kept(scene) == [("KOR", NOTICE)]
    assert stands(scene) == "in-force"
    assert scene.goes_on()


def test_a_note_replayed_is_one_note(scene):
    envelope = told_note(scene)
    for _ in range(3):
        assert tell(scene, envelope) == []
    assert kept(scene) == [("KOR", NOTICE)]
    assert scene.goes_on()


def test_a_fact_is_kept_as_the_partners_word(scene):
    """Whose word counts for what is the law's question; the delivery is Seoul's own act here."""
    act = FactRecorded("KOR", fact(), NOW)
    assert tell(scene, scene.seoul.act(act, "treaty-desk"), Signed) == []
    assert kept(scene, "fact-recorded/1") == [("KOR", AGREEMENT)]
    (row,) = scene.real.node.store.read(lambda reading: reading.acts("fact-recorded/1"))
    assert act_of(row) == act
    assert stands(scene) == "in-force-until"


@pytest.mark.parametrize(
    "changes", [{"channel": "press"}, {"party": "JPN"}, {"party": "AUS"}, {"full_powers": False}]
)
def test_a_delivery_that_is_none_in_law_starts_nothing(scene, changes):
    """Through the press, of our own notice by its word alone, of a stranger, without powers."""
    act = FactRecorded("KOR", fact(**changes), NOW)
    assert tell(scene, scene.seoul.act(act, "treaty-desk"), Signed) == []
    assert kept(scene, "fact-recorded/1") == [("KOR", AGREEMENT)]
    matter = Matter.of(
        PACT, [act_of(row) for row in scene.real.node.store.read(lambda r: r.acts())]
    )
    assert matter.by_facts(NOW, "JPN").basis == "in-force"


def test_a_note_of_ours_is_acknowledged_once(scene):
    written = our_note(scene)
    first = acknowledgement(scene, written)
    assert tell(scene, first) == []
    assert tell(scene, first) == []
    assert tell(scene, acknowledgement(scene, written, received=NOW - 5)) == ["unreadable"]
    assert kept(scene, "note-acknowledged/1") == [("KOR", OURS)]
    assert stands(scene) == "in-force"


def our_note(scene, to="KOR"):
    made = note(
        name=OURS, kind="consultation-request", party="JPN", to=to, words="the term", article=""
    )
    act = NoteSigned("JPN", made, NOW)
    officer_signs(scene.real, "treaty-desk", act, tell=("KOR",))
    scene.settle()
    return made


def acknowledgement(scene, written, *, received=NOW - 1, **changes):
    given = {"party": "KOR", "note": written.name, "digest": digest_of(written)}
    act = NoteAcknowledged(**(given | changes), received=received, at=NOW)
    return scene.seoul.act(act, "treaty-desk")


def fact(**changes):
    given = {
        "name": NOTICE, "kind": "notice-delivered", "instrument": AGREEMENT, "party": "KOR",
        "at": NOW - 1000, "zone": "Asia/Seoul", "channel": "diplomatic", "source": "the note",
    }  # fmt: skip
    return Fact(**(given | changes))


# --- notes that are none -----------------------------------------------------------------------

LONG = "x" * 2001


@pytest.mark.parametrize(
    "changes",
    [
        {"texts": {"en": LONG, "ko": "a", "ja": "a"}},
        {"texts": {"en": "a\x1b[2J", "ko": "a", "ja": "a"}},
        {"texts": {"en": "a", "ko": "a\u202e", "ja": "a"}},
        {"texts": {"en": "a", "ko": "a", "ja": "a\r"}},
        {"texts": {"en": "a", "ko": "a"}},
        {"texts": {"en": "a", "ko": "a", "ja": "a", "fr": "a"}},
        {"words": "a\nb"},
        {"words": "w" * 401},
        {"kind": "telepathy"},
        {"kind": "revocation-of-notice"},
        {"format": "accordant/note/2"},
        {"name": "jpn-notice-of-termination-2019-08-23"},
        {"name": "aus-note"},
        {"name": "\x1b]52;c;AAAA\x07"},
        {"name": "kor-" + "a" * 200},
        {"from": "JPN"},
        {"from": "AUS"},
        {"to": "KOR"},
        {"to": "AUS"},
        {"dated": "2019-02-30"},
        {"zone": "../../etc"},
        {"authentic": "fr"},
        {"more": "than is known"},
    ],
    ids=lambda changes: f"{next(iter(changes))}-{str(next(iter(changes.values())))[:24]!r}",
)
def test_a_note_that_is_none_or_not_for_us(scene, changes):
    envelope = raw(scene, NoteSigned("KOR", note(), NOW), **changes)
    assert tell(scene, envelope) == ["unreadable"]
    assert kept(scene) == []
    assert scene.goes_on()


def test_a_note_as_large_as_can_be_is_kept_and_a_larger_one_is_not(scene):
    longest = "𐍈" * 2000
    assert tell(scene, told_note(scene, texts=Texts(longest, longest, longest))) == []
    assert kept(scene) == [("KOR", NOTICE)]
    larger = raw(
        scene, NoteSigned("KOR", note(name="kor-larger"), NOW),
        texts={"en": longest + "𐍈", "ko": longest, "ja": longest},
    )  # fmt: skip
    assert tell(scene, larger) == ["unreadable"]
    assert kept(scene) == [("KOR", NOTICE)]


def test_another_note_under_a_name_already_held(scene):
    assert tell(scene, told_note(scene)) == []
    for changes in ({"article": "20"}, {"texts": Texts("Another.", "a", "a")}):
        assert tell(scene, told_note(scene, **changes)) == ["unreadable"]
    again = scene.seoul.act(NoteSigned("KOR", note(), NOW + 1), "treaty-desk")
    assert tell(scene, again) == ["unreadable"]
    assert kept(scene) == [("KOR", NOTICE)]


def test_a_note_in_another_partys_name(scene):
    seoul = scene.seoul
    key = seoul.made.officer_keys["treaty-desk"]
    tokyos = note(name=OURS, party="JPN", to="KOR")
    for party in ("KOR", "JPN"):
        act = NoteSigned(party, tokyos, NOW)
        for name in ("KOR", "JPN"):
            envelope = seoul.act(act, "treaty-desk", party=name, key=key)
            assert tell(scene, envelope) == ["unreadable"]
    assert kept(scene) == []


def test_a_note_by_an_officer_without_authority(scene):
    act = NoteSigned("KOR", note(), NOW)
    for post in ("releasing-authority", "security-authority"):
        assert tell(scene, scene.seoul.act(act, post)) == ["unreadable"]
    assert kept(scene) == []


def test_a_note_repeated_by_another_partner_is_not_its_word(scene):
    canberra, envelope = scene.canberra, told_note(scene)
    index = scene.say(canberra.signed(envelope, NoteMessage), speaker=canberra)
    scene.settle()
    assert canberra.answers(index) == ["unreadable"]
    assert kept(scene) == []


def test_a_note_between_others_is_kept_only_under_an_instrument_all_three_share(scene):
    canberra = scene.canberra
    act = NoteSigned("AUS", note(name="aus-note", party="AUS", to="KOR"), NOW)
    envelope = canberra.act(act, "treaty-desk")
    index = scene.say(canberra.signed(envelope, NoteMessage), speaker=canberra)
    scene.settle()
    assert canberra.answers(index) == ["unreadable"]
    assert kept(scene) == []


def test_a_note_in_the_wrong_kind_of_message(scene):
    envelope = told_note(scene)
    for kind in (Signed, ConsentMessage):
        assert tell(scene, envelope, kind) == ["unreadable"]
    adopted = scene.seoul.act(Adopted("KOR", AGREEMENT, "ab" * 32, NOW), "treaty-desk")
    told = scene.seoul.act(FactRecorded("KOR", fact(), NOW), "treaty-desk")
    for other in (adopted, told, scene.seoul.restated()):
        assert tell(scene, other, NoteMessage) == ["unreadable"]
    assert kept(scene) == []
    assert kept(scene, "fact-recorded/1") == []


# --- acknowledgements of what was never sent -----------------------------------------------------


def test_an_acknowledgement_of_a_note_never_sent(scene):
    never = note(name=OURS, party="JPN", to="KOR")
    assert tell(scene, acknowledgement(scene, never)) == ["unreadable"]
    assert kept(scene, "note-acknowledged/1") == []
    assert scene.goes_on()


def test_an_acknowledgement_of_another_note_than_the_one_sent(scene):
    written = our_note(scene)
    for changes in ({"digest": "ab" * 32}, {"note": "jpn-other"}, {"digest": "AB" * 32}):
        envelope = raw(
            scene, NoteAcknowledged("KOR", OURS, digest_of(written), NOW, NOW), **changes
        )
        assert tell(scene, envelope) == ["unreadable"]
    assert kept(scene, "note-acknowledged/1") == []


def test_an_acknowledgement_of_a_note_to_another(scene):
    written = our_note(scene, to="AUS")
    assert tell(scene, acknowledgement(scene, written)) == ["unreadable"]
    assert kept(scene, "note-acknowledged/1") == []


def test_an_acknowledgement_of_its_own_note(scene):
    assert tell(scene, told_note(scene)) == []
    assert tell(scene, acknowledgement(scene, note())) == ["unreadable"]
    assert kept(scene, "note-acknowledged/1") == []


def test_an_acknowledgement_in_our_name(scene):
    assert tell(scene, told_note(scene)) == []
    key = scene.seoul.made.officer_keys["treaty-desk"]
    act = NoteAcknowledged("JPN", NOTICE, digest_of(note()), NOW, NOW)
    for name in ("KOR", "JPN"):
        envelope = scene.seoul.act(act, "treaty-desk", party=name, key=key)
        assert tell(scene, envelope) == ["unreadable"]
    assert kept(scene, "note-acknowledged/1") == []


# --- facts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "telepathy"},
        {"kind": "notice-revoked"},
        {"channel": None},
        {"party": ""},
        {"zone": "Asia/Nowhere"},
        {"zone": "../../etc"},
        {"at": 10**15},
        {"words": "a\x1b[2J"},
        {"place": "x" * 401},
        {"confidence": "certain"},
        {"more": 1},
    ],
    ids=str,
)
def test_a_fact_that_is_none(scene, changes):
    envelope = raw(scene, FactRecorded("KOR", fact(), NOW), **changes)
    assert tell(scene, envelope, Signed) == ["unreadable"]
    assert kept(scene, "fact-recorded/1") == []
    assert scene.goes_on()


def test_a_fact_recorded_in_another_partys_name(scene):
    key = scene.seoul.made.officer_keys["treaty-desk"]
    act = FactRecorded("JPN", fact(), NOW)
    for name in ("KOR", "JPN"):
        envelope = scene.seoul.act(act, "treaty-desk", party=name, key=key)
        assert tell(scene, envelope, Signed) == ["unreadable"]
    assert kept(scene, "fact-recorded/1") == []


@pytest.mark.parametrize("at", [IN_FORCE, NOW - 1, NOW + 10**9])
def test_no_fact_of_a_partner_keeps_the_next_item_from_being_decided(scene, at):
    for number, zone in enumerate(("Asia/Seoul", "UTC", "Pacific/Kiritimati")):
        told = msgspec.structs.replace(fact(at=at, zone=zone), name=f"kor-fact-{number}")
        envelope = scene.seoul.act(FactRecorded("KOR", told, NOW), "treaty-desk")
        assert tell(scene, envelope, Signed) == []
    answers = scene.answers_to(scene.release("KOR-after"))
    assert answers in (["registered"], ["quarantined"])
