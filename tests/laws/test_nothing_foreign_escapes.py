"""Whatever a partner says, only our own errors arise, and no leaf is left behind unanswered.

The documents are good ones gone wrong in up to three places; the leaves that carry them are well
sealed and well signed, so that the mutation reaches the room it is meant for.
"""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.laws.hostile_documents import gone_wrong, spelled
from tests.notes_for_tests import NOTICE, note
from tests.one_real_node import AGREEMENT, NOW, Scene
from tests.simulated_node import Leaf

from accordant import canonical
from accordant.envelope import acts, dsse, statement
from accordant.errors import AccordantError, StoreFailed
from accordant.model.act import (
    Act,
    Adopted,
    AssuranceGiven,
    ConsentGiven,
    FactRecorded,
    LevelDesignated,
    NoteAcknowledged,
    NoteSigned,
    NoticeDelivered,
    OrderSigned,
    ReleaseApproved,
    RequirementsNotified,
)
from accordant.model.case import Approval, Assurance, Consent
from accordant.model.fact import FACT_KINDS, Fact
from accordant.model.instant import INSTANT_MAX, INSTANT_MIN
from accordant.model.message import (
    Answered,
    AssuranceMessage,
    ConsentMessage,
    NoteMessage,
    Receipt,
    Refusal,
    Signed,
)
from accordant.operations.arrive import process


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    made = Scene.set(tmp_path_factory.mktemp("stage"))
    made.settle()
    yield made
    made.close()


def heard(scene, *leaves):
    """Say leaves; each is stored, worked through without a defect, and none is left."""
    scene.deliver(scene.seoul.say(*leaves))
    while (done := process(scene.real.node, "KOR")).leaves:
        assert done.defect == ""
    processed = scene.real.node.store.read(lambda r: r.processed(scene.seoul.origin))
    assert processed == len(scene.seoul.leaves)


def registered(scene):
    rows = scene.real.node.store.read(lambda r: r.products(state="registered", limit=10**6))
    return {row.product for row in rows}


@given(data=st.data())
def test_a_statement_gone_wrong(scene, data):
    seoul = scene.seoul
    product = seoul.product("KOR-fuzzed")
    envelope, key = seoul.sealed(product)
    common = seoul.common()
    index = len(seoul.heard) - 1
    good = data.draw(
        st.sampled_from(
            [
                seoul.released(product, envelope, scene.instrument),
                Receipt(items=(Answered(index, "ab" * 32, "KOR/2018/1", "registered"),), **common),
                Refusal(index=index, leaf="ab" * 32, code="unreadable", **common),
                Signed(envelope=b"AAAA", **common),
                ConsentMessage(envelope=b"{}", **common),
                NoteMessage(envelope=b"{}", **common),
            ]
        )
    )
    heard(scene, seoul.leaf(data.draw(gone_wrong(canonical.encode(good))), envelope, key))


@given(data=st.data())
def test_an_item_gone_wrong(scene, data):
    """What does arrive is what was said: no mutation of an item is registered as another."""
    seoul = scene.seoul
    product = seoul.product("KOR-fuzzed-item")
    content = data.draw(gone_wrong(canonical.encode(product)))
    with suppress(AccordantError):  # it may have grown beyond what can be sealed
        envelope, key = seoul.sealed(content, product)
        heard(
            scene, seoul.leaf(seoul.released(product, envelope, scene.instrument), envelope, key)
        )
    row = scene.held("KOR-fuzzed-item")
    assert row is None or (row.level, row.marker, row.kind) == (
        product.marking.level, product.marker, product.kind,
    )  # fmt: skip


@given(data=st.data())
def test_a_body_gone_wrong(scene, data):
    good = scene.release("KOR-fuzzed-body").body
    body = data.draw(gone_wrong(good))
    with suppress(AccordantError):  # bytes that cannot stand in a batch at all
        first, leaf = len(scene.seoul.leaves), scene.seoul.leaf_of(b"anything", body)
        scene.deliver(scene.seoul.batch(first, [leaf]))
        scene.seoul.leaves.append(leaf)
        heard(scene)


def heard_nothing(scene, batch):
    before = scene.heard_size
    with pytest.raises(AccordantError) as told:
        scene.deliver(batch)
    assert not isinstance(told.value, StoreFailed)
    assert scene.heard_size == before


@given(data=st.data())
def test_a_batch_gone_wrong(scene, data):
    seoul = scene.seoul
    leaf = Leaf(bytes(64), b"{}")
    good = seoul.batch(len(seoul.leaves), [leaf])
    wrong = data.draw(gone_wrong(good))
    heard_nothing(scene, wrong)


@given(junk=st.binary(max_size=200))
def test_bytes_that_are_no_batch(scene, junk):
    heard_nothing(scene, junk)


INSTANTS = st.one_of(
    st.integers(INSTANT_MIN, INSTANT_MAX),
    st.sampled_from([INSTANT_MIN, INSTANT_MAX, 0, NOW, NOW - 1, NOW + 1]),
)
WORDS = st.sampled_from([AGREEMENT, "another-agreement", "KOR-first", "", "diplomatic", "\x1b[2J"])
DIGESTS = st.sampled_from(["ab" * 32, "", "AB"])


def any_acts(digest: str) -> st.SearchStrategy[Act]:
    """Acts of Seoul's officers with anything in them."""
    digests = st.one_of(DIGESTS, st.just(digest))
    agreement = st.one_of(st.just(AGREEMENT), WORDS)
    consents = st.builds(
        Consent, st.just("KOR"), WORDS, st.integers(1, 9999), WORDS, WORDS, INSTANTS,
        st.one_of(st.none(), INSTANTS),
    )  # fmt: skip
    assurances = st.builds(
        Assurance, st.just("KOR"), WORDS, WORDS, st.sampled_from(["KOR:II", "JPN:hi", ""]),
        st.booleans(), st.booleans(), st.booleans(), INSTANTS, st.one_of(st.none(), INSTANTS),
    )  # fmt: skip
    approvals = st.builds(Approval, WORDS, st.integers(1, 9999), WORDS, WORDS, INSTANTS)
    facts = st.builds(
        Fact, name=st.sampled_from(["kor-a", "kor-b"]), kind=st.sampled_from(FACT_KINDS),
        instrument=agreement, party=st.sampled_from(["KOR", "JPN", "AUS", ""]), at=INSTANTS,
        zone=st.sampled_from(["Asia/Seoul", "UTC", "Asia/Nowhere"]),
        channel=st.sampled_from([None, "diplomatic", "press"]), effect=st.none() | INSTANTS,
        of=st.sampled_from([None, "kor-a", "kor-b", "kor-c"]), clauses=st.none() | digests,
        ground=st.sampled_from([None, "consent", "breach"]), words=st.sampled_from(["", "said"]),
        source=st.just("a test"), learnt=st.none() | INSTANTS,
    )  # fmt: skip
    notes = st.builds(note, article=st.sampled_from(["", "21(3)"]), instrument=agreement)
    kor = st.just("KOR")
    return st.one_of(
        st.builds(Adopted, kor, agreement, digests, INSTANTS),
        st.builds(RequirementsNotified, kor, agreement, INSTANTS, INSTANTS),
        st.builds(NoticeDelivered, kor, agreement, WORDS, INSTANTS, INSTANTS, st.booleans()),
        st.builds(OrderSigned, kor, WORDS, digests, INSTANTS),
        st.builds(ConsentGiven, kor, consents, INSTANTS),
        st.builds(AssuranceGiven, kor, assurances, INSTANTS),
        st.builds(ReleaseApproved, kor, approvals, digests, INSTANTS),
        st.builds(FactRecorded, kor, facts, INSTANTS),
        st.builds(NoteSigned, kor, notes, INSTANTS),
        st.builds(
            LevelDesignated,
            kor,
            st.just("KOR/2018/000001"),
            WORDS,
            st.just(1),
            digests,
            st.just("JPN:hi"),
            st.just("KOR:III"),
            WORDS,
            INSTANTS,
            INSTANTS,
            st.none() | digests,
        ),
        st.builds(NoteAcknowledged, kor, st.just(NOTICE), digests, INSTANTS, INSTANTS),
    )


A_FACT = Fact(
    name=NOTICE, kind="notice-delivered", instrument=AGREEMENT, party="KOR", at=NOW,
    zone="Asia/Seoul", channel="diplomatic", source="a test",
)  # fmt: skip
POSTS = {
    "adopt": "treaty-desk", "notify": "treaty-desk", "assure": "security-authority",
    "order": "releasing-authority", "consent": "releasing-authority",
    "approve": "releasing-authority", "designate": "designating-authority",
}  # fmt: skip


@given(data=st.data())
def test_any_act_of_an_officer_leaves_a_law_that_can_be_read(scene, data):
    """No notice, adoption or consent, however dated, keeps the next item from being decided."""
    seoul = scene.seoul
    act = data.draw(any_acts(scene.instrument))
    kind = {
        ConsentGiven: ConsentMessage, AssuranceGiven: AssuranceMessage,
        NoteSigned: NoteMessage, NoteAcknowledged: NoteMessage,
    }.get(type(act), Signed)  # fmt: skip
    envelope = seoul.act(act, POSTS[acts.AUTHORITY_FOR[type(act)]])
    index = len(seoul.leaves)
    heard(scene, seoul.signed(envelope, kind), scene.release(f"KOR-after-{index}"))
    assert scene.state(f"KOR-after-{index}") in ("registered", "quarantined")


@given(data=st.data())
def test_a_signed_document_gone_wrong(scene, data):
    """Signed as it stands, so that it is the content that is refused."""
    seoul = scene.seoul
    desk = (acts.PAYLOAD_TYPE, seoul.made.officer_keys["treaty-desk"], "KOR/treaty-desk")
    payload, message, signing = data.draw(
        st.sampled_from(
            [
                (Adopted("KOR", AGREEMENT, scene.instrument, NOW), Signed, desk),
                (NoteSigned("KOR", note(), NOW), NoteMessage, desk),
                (NoteAcknowledged("KOR", NOTICE, "ab" * 32, NOW, NOW), NoteMessage, desk),
                (FactRecorded("KOR", A_FACT, NOW), Signed, desk),
                (seoul.statement, Signed,
                 (statement.PAYLOAD_TYPE, seoul.made.party_key, "KOR/party")),
            ]
        )
    )  # fmt: skip
    good = canonical.encode(payload)
    wrong = data.draw(gone_wrong(good))
    heard(scene, seoul.signed(dsse.sign(wrong, *signing), message))
    outer = data.draw(gone_wrong(dsse.sign(good, *signing)))
    heard(scene, seoul.signed(outer[:40_000], message))
    assert scene.seoul.statement.node.log == seoul.keys.log.public


def test_the_mutations_are_in_the_one_spelling():
    good = canonical.encode(Adopted("KOR", AGREEMENT, "ab" * 32, NOW))
    assert spelled(json.loads(good)) == good
