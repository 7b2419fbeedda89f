"""Acts and party statements a partner may not make: refused by message, nothing of them kept."""

from __future__ import annotations

import msgspec
import pytest
from tests.one_real_node import AGREEMENT, IN_FORCE, NOW

from accordant.envelope.keys import generate_signing_key
from accordant.model.act import (
    Adopted,
    AssuranceGiven,
    ConsentGiven,
    DesignationWithdrawn,
    LevelDesignated,
    NoticeDelivered,
    OrderRevoked,
    OrderSigned,
    ReleaseApproved,
)
from accordant.model.case import Approval, Assurance, Consent
from accordant.model.instant import INSTANT_MAX, INSTANT_MIN
from accordant.model.message import (
    AssuranceMessage,
    ConsentMessage,
    Signed,
)
from accordant.operations.release import Asked, preview

DAY = 86_400_000
KOR_FIRST = ("JPN/2018/000001", "KOR-first", 1)


# --- acts ------------------------------------------------------------------------------------------


def acts(scene, kind):
    return [row.party for row in scene.real.node.store.read(lambda r: r.acts(kind))]


def consent(originator="KOR", product="KOR-first", **changes):
    given = {"recipient": "AUS", "purpose": "dprk-missile-threat", "given": IN_FORCE}
    return Consent(originator, product, 1, **(given | changes))


def test_an_act_by_an_officer_without_authority(scene):
    seoul = scene.seoul
    act = ConsentGiven("KOR", consent(), NOW)
    for post in ("treaty-desk", "security-authority"):
        leaf = seoul.signed(seoul.act(act, post), ConsentMessage)
        assert scene.answers_to(leaf) == ["unreadable"]
    assert acts(scene, "consent-given/1") == []
    assert scene.goes_on()


def test_an_act_in_another_partys_name(scene):
    seoul = scene.seoul
    key = seoul.made.officer_keys["treaty-desk"]
    act = Adopted("JPN", AGREEMENT, "ab" * 32, NOW)
    before = acts(scene, "adopted/1")
    for party in ("KOR", "JPN", "AUS"):
        envelope = seoul.act(act, "treaty-desk", party=party, key=key)
        assert scene.answers_to(seoul.signed(envelope)) == ["unreadable"]
    assert acts(scene, "adopted/1") == before
    assert scene.goes_on()


def test_an_act_by_a_key_that_is_no_officers(scene):
    seoul = scene.seoul
    act = ConsentGiven("KOR", consent(), NOW)
    for key in (generate_signing_key(), seoul.keys.log, seoul.made.party_key):
        envelope = seoul.act(act, "releasing-authority", key=key)
        assert scene.answers_to(seoul.signed(envelope, ConsentMessage)) == ["unreadable"]
    assert acts(scene, "consent-given/1") == []


def test_a_consent_forged_by_the_holder(scene):
    """Canberra cannot consent for Seoul, over the link or beside the item."""
    canberra = scene.canberra
    key = canberra.made.officer_keys["releasing-authority"]
    for party, name in (("AUS", "AUS"), ("KOR", "KOR"), ("KOR", "AUS"), ("AUS", "KOR")):
        act = ConsentGiven(party, consent("KOR"), NOW)
        envelope = canberra.act(act, "releasing-authority", party=name, key=key)
        index = scene.say(canberra.signed(envelope, ConsentMessage), speaker=canberra)
        scene.settle()
        assert canberra.answers(index) == ["unreadable"]
    assert acts(scene, "consent-given/1") == []


def test_a_consent_by_another_than_the_originator_opens_nothing(scene):
    """Canberra may sign what it likes about Seoul's item: it is not the originator."""
    canberra = scene.canberra
    act = ConsentGiven("AUS", consent("AUS", "KOR-first"), NOW)
    signed = canberra.act(act, "releasing-authority")
    scene.say(canberra.signed(signed, ConsentMessage), speaker=canberra)
    assert acts(scene, "consent-given/1") == ["AUS"]
    answer = preview(scene.real.node, Asked("KOR-first", 1, "AUS", "AUS:DIO/watch"))
    assert answer.decision.outcome == "withhold"


def test_a_partner_does_not_approve_what_it_is_to_receive(scene):
    """Orders and approvals are national: another party's are not even kept."""
    seoul = scene.seoul
    approval = Approval("JPN-own", 1, "KOR", "dprk-missile-threat", IN_FORCE)
    for act in (
        ReleaseApproved("KOR", approval, "ab" * 32, NOW),
        OrderSigned("KOR", "jpn-order", "ab" * 32, NOW),
        OrderRevoked("KOR", "jpn-order", "ab" * 32, NOW),
        DesignationWithdrawn("KOR", *KOR_FIRST, "ab" * 32, "ours", NOW),
        LevelDesignated("KOR", *KOR_FIRST, "ab" * 32, "KOR:II", "JPN:gokuhi", "ours", NOW, NOW),
    ):
        named = isinstance(act, DesignationWithdrawn | LevelDesignated)
        post = "designating-authority" if named else "releasing-authority"
        envelope = seoul.act(act, post)
        assert scene.answers_to(seoul.signed(envelope)) == ["unreadable"]
        assert acts(scene, type(act).__struct_config__.tag) == []
    assert scene.held("KOR-first").own_level == "JPN:tokutei"
    assert scene.goes_on()


def test_an_assurance_in_anothers_name(scene):
    seoul = scene.seoul
    word = Assurance("AUS", "JPN", "AUS:DIO/watch", "AUS:SECRET", True, True, True, IN_FORCE)
    envelope = seoul.act(AssuranceGiven("KOR", word, NOW), "security-authority")
    assert scene.answers_to(seoul.signed(envelope, AssuranceMessage)) == ["unreadable"]
    assert acts(scene, "assurance-given/1") == []


def test_an_act_in_the_wrong_kind_of_message(scene):
    """A consent is a consent: an adoption under that name is not smuggled in."""
    seoul = scene.seoul
    adopted = seoul.act(Adopted("KOR", AGREEMENT, "ab" * 32, NOW), "treaty-desk")
    given = seoul.act(ConsentGiven("KOR", consent(), NOW), "releasing-authority")
    for envelope, kind in (
        (adopted, ConsentMessage), (adopted, AssuranceMessage), (given, Signed),
        (given, AssuranceMessage), (seoul.restated(), ConsentMessage),
    ):  # fmt: skip
        assert scene.answers_to(seoul.signed(envelope, kind)) == ["unreadable"]
    assert scene.goes_on()


@pytest.mark.parametrize("delivered", [INSTANT_MIN, INSTANT_MAX, INSTANT_MAX - 90 * DAY])
@pytest.mark.parametrize("channel", ["diplomatic", "carrier pigeon"])
def test_a_notice_at_the_end_of_time_does_not_break_the_law(scene, delivered, channel):
    seoul = scene.seoul
    act = NoticeDelivered("KOR", AGREEMENT, channel, delivered, NOW)
    scene.answers_to(seoul.signed(seoul.act(act, "treaty-desk")))
    answers = scene.answers_to(scene.release("KOR-after"))
    ended = channel == "diplomatic" and delivered == INSTANT_MIN
    assert answers == (["quarantined"] if ended else ["registered"])


def test_a_later_adoption_of_another_text_quarantines_and_says_why(scene):
    """Parties that adopted different encodings have none."""
    seoul = scene.seoul
    act = Adopted("KOR", AGREEMENT, "ab" * 32, NOW - 1)
    scene.say(seoul.signed(seoul.act(act, "treaty-desk")))
    assert scene.answers_to(scene.release("KOR-after")) == ["quarantined"]
    decisions = scene.real.node.store.read(lambda r: r.decisions_of("KOR-after"))
    assert [row.outcome for row in decisions] == ["withhold"]
    assert b"digests-differ" in decisions[0].case


# --- party statements ------------------------------------------------------------------------------


def known(scene, party="KOR"):
    return scene.real.node.store.read(lambda reading: reading.partner(party))


def test_the_next_party_statement_is_taken(scene):
    seoul = scene.seoul
    scene.say(seoul.signed(seoul.restated(address="127.0.0.1:2")))
    assert (known(scene).number, known(scene).address) == (2, "127.0.0.1:2")
    assert scene.goes_on()


def test_two_statements_and_an_act_by_the_new_officer_in_one_batch(scene):
    seoul = scene.seoul
    key = generate_signing_key()
    officers = tuple(
        msgspec.structs.replace(each, key=key.public) if each.post == "treaty-desk" else each
        for each in seoul.statement.officers
    )
    second = seoul.signed(seoul.renew(officers=officers))
    third = seoul.signed(seoul.renew(address="127.0.0.1:3"))
    act = Adopted("KOR", AGREEMENT, scene.instrument, NOW)
    signed = seoul.signed(seoul.act(act, "treaty-desk", key=key))
    scene.say(second, third, signed)
    assert known(scene).number == 3
    assert acts(scene, "adopted/1") == ["JPN", "KOR", "KOR"]
    assert scene.goes_on()


@pytest.mark.parametrize(
    "changes",
    [{"number": 1}, {"number": 3}, {"number": 2**31 - 1}, {"party": "AUS"}, {"issued": 0},
     {"officers": "twice"}],
)  # fmt: skip
def test_a_party_statement_that_is_not_the_next(scene, changes):
    seoul = scene.seoul
    if "officers" in changes:
        changes = {"officers": seoul.statement.officers * 2}
    assert scene.answers_to(seoul.signed(seoul.restated(**changes))) == ["unreadable"]
    assert known(scene).number == 1
    assert scene.goes_on()


def test_an_older_party_statement_replayed(scene):
    seoul = scene.seoul
    old = seoul.signed_statement
    scene.say(seoul.signed(seoul.renew(address="127.0.0.1:2")))
    assert scene.answers_to(seoul.signed(old)) == ["unreadable"]
    assert known(scene).number == 2


def test_a_new_party_key_is_never_taken_over_the_link(scene):
    seoul, key = scene.seoul, generate_signing_key()
    restated = seoul.restated(key=key, party_key=key.public)
    assert scene.answers_to(seoul.signed(restated)) == ["unreadable"]
    by_old_key = seoul.restated(party_key=key.public)
    assert scene.answers_to(seoul.signed(by_old_key)) == ["unreadable"]
    assert known(scene).fingerprint == seoul.fingerprint
    assert scene.goes_on()


def test_another_partys_statement_under_our_name(scene):
    restated = scene.canberra.restated()
    assert scene.answers_to(scene.seoul.signed(restated)) == ["unreadable"]
    assert known(scene, "AUS").number == 1


def test_a_party_statement_with_another_partners_certificate(scene):
    """Else Canberra's connections would be taken for Seoul's, and turned away."""
    node = msgspec.structs.replace(
        scene.seoul.statement.node, certificate=scene.canberra.made_certificate
    )
    assert scene.answers_to(scene.seoul.signed(scene.seoul.restated(node=node))) == ["unreadable"]
    assert known(scene).number == 1
    assert scene.goes_on()


@pytest.mark.parametrize("part", ["certificate", "seal", "address"])
def test_a_party_statement_nobody_can_use(scene, part):
    seoul = scene.seoul
    node = seoul.statement.node
    changes = {
        "certificate": {"node": msgspec.structs.replace(node, certificate=b"no certificate")},
        "seal": {
            "node": msgspec.structs.replace(
                node, seal=msgspec.structs.replace(node.seal, mlkem768=bytes(7))
            )
        },
        "address": {"address": "nowhere at all\x1b[2J"},
    }[part]
    assert scene.answers_to(seoul.signed(seoul.restated(**changes))) == ["unreadable"]
    assert known(scene).number == 1
    assert scene.goes_on()
