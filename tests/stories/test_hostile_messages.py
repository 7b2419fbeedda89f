"""A partner whose batches are good and whose leaves are not: each is cosigned, answered by
message, and stops nothing. What should not have come is quarantined or refused, never registered.
"""

from __future__ import annotations

import msgspec
import pytest
from tests.one_real_node import AGREEMENT, IN_FORCE, NOW, Scene

from accordant import canonical
from accordant.envelope.body import Body
from accordant.envelope.keys import generate_seal_key, generate_signing_key
from accordant.errors import MalformedMessage, NotAuthorised
from accordant.log.merkle import leaf_hash
from accordant.model.act import (
    Adopted,
    AssuranceGiven,
    ConsentGiven,
    NoticeDelivered,
    OrderRevoked,
    OrderSigned,
    ReleaseApproved,
)
from accordant.model.case import Approval, Assurance, Consent
from accordant.model.instant import INSTANT_MAX, INSTANT_MIN
from accordant.model.marking import Marking
from accordant.model.message import (
    Answered,
    AssuranceMessage,
    ConsentMessage,
    Receipt,
    Refusal,
    Seen,
    Signed,
)
from accordant.model.product import Portion, Text
from accordant.operations.arrive import process
from accordant.operations.products import open_to_read, read_content
from accordant.operations.release import Asked, preview, release

DAY = 86_400_000


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    scene = Scene.set(tmp_path_factory.mktemp("stage"))
    yield scene
    scene.close()


@pytest.fixture
def scene(stage, tmp_path):
    copied = stage.copied(tmp_path)
    yield copied
    copied.close()


def spelled(message, **changes):
    """A message as a document with some fields changed or added; None takes a field away."""
    document = msgspec.json.decode(canonical.encode(message)) | changes
    return canonical.encode({name: value for name, value in document.items() if value is not None})


def release_leaf(scene, identifier="KOR-bad", **changes):
    """A release whose spelled statement is changed; the item itself is good."""
    seoul = scene.seoul
    product = seoul.product(identifier)
    envelope, key = seoul.sealed(product)
    statement = spelled(seoul.released(product, envelope, scene.instrument), **changes)
    return seoul.leaf(statement, envelope, key)


# --- what cannot be read -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind", ["note", "loss", "regrade", "withdrawn", "telepathy", "", "x" * 999]
)
def test_an_unknown_type_is_cosigned_and_refused_by_message(scene, kind):
    seoul = scene.seoul
    statement = canonical.encode({"type": kind, "salt": "AA", "speaker": "KOR"})
    assert scene.answers_to(seoul.leaf(statement)) == ["unknown-type"]
    assert scene.goes_on()


@pytest.mark.parametrize(
    "statement",
    [b"", b"\x00", b"null", b"[]", b"{}", b"\xff\xfe", b'{"type":1}', b'{"type":"release"}',
     b'{"type":"release"', b"[" * 9_000, b'{"type":"release","x":' + b"[" * 9_000,
     b'{"type":"receipt","type":"release"}', b'{"type":"\\ud800"}'],
)  # fmt: skip
def test_a_statement_that_is_none(scene, statement):
    assert scene.answers_to(scene.seoul.leaf(statement)) in (["unreadable"], [])
    assert scene.goes_on()


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"null", b'{"epoch":1,"sealed":""}', b'{"epoch":0,"sealed":""}',
     b'{"epoch":1,"sealed":"AAAA"}', b'{"envelope":null,"epoch":1,"sealed":"AAAA"}',
     b'{"epoch":1,"sealed":"' + b"A" * 3000 + b'"}', b'{"epoch":1,"epoch":1,"sealed":"AAAA"}',
     b'{"epoch":2147483648,"sealed":"AAAA"}', b'{"a":' * 9_000 + b"1" + b"}" * 9_000],
)  # fmt: skip
def test_a_body_that_is_none(scene, body):
    """A body that is no JSON stops the batch, because the batch is then none; any other is taken."""
    leaf = scene.seoul.leaf_of(b"anything", body)
    try:
        answers = scene.answers_to(leaf)
    except MalformedMessage:
        scene.seoul.leaves.pop()
    else:
        assert answers == ["unreadable"]
    assert scene.goes_on()


def test_a_seal_for_somebody_else(scene):
    seoul = scene.seoul
    product = seoul.product("KOR-bad")
    envelope, key = seoul.sealed(product)
    statement = seoul.released(product, envelope, scene.instrument)
    leaf = seoul.leaf(statement, envelope, key, seal_to=generate_seal_key(1).public)
    assert scene.answers_to(leaf) == ["unreadable"]
    assert scene.held("KOR-bad") is None
    assert scene.goes_on()


def test_a_statement_the_leaf_does_not_commit_to(scene):
    seoul = scene.seoul
    product = seoul.product("KOR-bad")
    envelope, key = seoul.sealed(product)
    statement = seoul.released(product, envelope, scene.instrument)
    leaf = seoul.leaf(statement, envelope, key, committed=b"something else")
    assert scene.answers_to(leaf) == ["unreadable"]
    assert scene.held("KOR-bad") is None
    assert scene.goes_on()


@pytest.mark.parametrize(
    "changes",
    [{"speaker": "AUS"}, {"listener": "AUS"}, {"speaker": "JPN", "listener": "KOR"}, {"listener": ""}],
)  # fmt: skip
def test_a_statement_of_another_link(scene, changes):
    assert scene.answers_to(release_leaf(scene, **changes)) == ["unreadable"]
    assert scene.held("KOR-bad") is None
    assert scene.goes_on()


def test_a_body_said_on_one_link_is_nothing_on_another(scene):
    """What Seoul sealed to Tokyo and Canberra repeats is not Canberra's word."""
    leaf = scene.release("KOR-bad")
    canberra = scene.canberra
    scene.say(leaf, speaker=canberra)
    scene.settle()
    assert canberra.answers(0) == ["unreadable"]
    assert scene.held("KOR-bad", None) is None


# --- claims about our own log ---------------------------------------------------------------------


@pytest.mark.parametrize("size", [3, 4, 10_000, 2**53 - 1])
def test_having_seen_more_of_our_log_than_exists(scene, size):
    scene.settle()
    said = len(scene.seoul.heard)
    seen = Seen(said + size, "ab" * 32)
    assert scene.answers_to(scene.release("KOR-bad", seen=seen)) == ["unreadable"]
    assert scene.held("KOR-bad") is None
    assert scene.goes_on()


def test_having_seen_another_log_than_ours(scene):
    scene.settle()
    seen = Seen(len(scene.seoul.heard), "ab" * 32)
    assert scene.answers_to(scene.release("KOR-bad", seen=seen)) == ["unreadable"]
    assert scene.held("KOR-bad") is None
    assert scene.goes_on()


def test_having_seen_less_of_our_log_is_nothing_unusual(scene):
    seoul = scene.seoul
    for size in range(len(seoul.heard) + 1):
        seen = Seen(size, seoul.frontier(seoul.heard[:size]).root().hex())
        assert scene.answers_to(scene.release(f"KOR-{size}", seen=seen)) == ["registered"]


# --- answers to what was never said ----------------------------------------------------------------


def receipt(scene, *answered):
    return scene.seoul.leaf(Receipt(items=answered, **scene.seoul.common()))


def refusal(scene, index, leaf, code="not-accepted"):
    message = Refusal(index=index, leaf=leaf, code=code, **scene.seoul.common())
    return scene.seoul.leaf(message)


def answer_to(scene, index):
    origin = scene.seoul.heard_origin
    return scene.real.node.store.read(lambda reading: reading.answer(origin, index))


def said_leaf(scene, index):
    return leaf_hash(scene.seoul.heard[index].entry).hex()


@pytest.mark.parametrize("index", [100, 2**53 - 1])
def test_a_receipt_for_a_leaf_never_said(scene, index):
    scene.settle()
    scene.say(receipt(scene, Answered(index, "ab" * 32, "KOR/2018/000001", "registered")))
    assert answer_to(scene, index) is None
    assert scene.goes_on()


def test_a_receipt_for_another_leaf_than_the_one_said(scene):
    scene.settle()
    scene.say(receipt(scene, Answered(0, "ab" * 32, "KOR/2018/000001", "registered")))
    assert answer_to(scene, 0) is None
    assert scene.goes_on()


def test_a_receipt_is_taken_whole_or_not_at_all(scene):
    scene.settle()
    good = Answered(0, said_leaf(scene, 0), "KOR/2018/000001", "registered")
    scene.say(receipt(scene, good, Answered(1, "ab" * 32, "KOR/2018/000002", "registered")))
    assert answer_to(scene, 0) is None
    scene.say(receipt(scene, good))
    assert answer_to(scene, 0).number == "KOR/2018/000001"


def test_the_first_answer_to_a_leaf_stands(scene):
    scene.settle()
    leaf = said_leaf(scene, 0)
    scene.say(receipt(scene, Answered(0, leaf, "KOR/2018/000001", "registered")))
    scene.say(refusal(scene, 0, leaf))
    scene.say(receipt(scene, Answered(0, leaf, "KOR/2018/000002", "quarantined")))
    kept = answer_to(scene, 0)
    assert (kept.outcome, kept.number) == ("registered", "KOR/2018/000001")


def test_a_refusal_of_a_leaf_never_said(scene):
    scene.settle()
    scene.say(refusal(scene, 100, "ab" * 32))
    assert answer_to(scene, 100) is None
    assert scene.goes_on()


@pytest.mark.parametrize("number", ["\x1b[2J", "KOR/2018/1\n", "x" * 5000, ""])
def test_a_register_number_that_would_disturb_a_screen(scene, number):
    scene.settle()
    leaf = said_leaf(scene, 0)
    scene.say(receipt(scene, Answered(0, leaf, number, "registered")))
    assert answer_to(scene, 0) is None
    assert scene.goes_on()


def said(scene):
    """How many leaves Tokyo has said after all it has to say."""
    scene.settle()
    return len(scene.seoul.heard)


def test_an_answer_is_never_answered(scene):
    before = said(scene)
    scene.say(refusal(scene, 0, said_leaf(scene, 0)))
    scene.say(refusal(scene, 100, "ab" * 32))
    scene.say(receipt(scene, Answered(100, "ab" * 32, "KOR/2018/000001", "registered")))
    broken = Refusal(index=1, leaf="", code="unreadable", **scene.seoul.common())
    scene.say(scene.seoul.leaf(spelled(broken, more="than is known")))
    assert said(scene) == before


def test_two_nodes_that_cannot_read_each_other_fall_silent(scene):
    """Each refuses what it cannot read; a refusal that cannot be read must not be refused again."""
    seoul, stranger = scene.seoul, generate_seal_key(1).public
    before = said(scene)
    unreadable = seoul.leaf(b'{"type":"consent"}', seal_to=stranger)
    scene.say(unreadable)
    for _ in range(20):  # Seoul cannot read Tokyo's refusals either, and refuses each of them
        heard = said(scene)
        scene.say(*[seoul.leaf(b'{"type":"refusal"}', seal_to=stranger)] * max(1, heard - before))
    assert said(scene) - before <= 2
    assert scene.goes_on()


def test_every_unreadable_item_is_refused_however_many(scene):
    seoul, stranger = scene.seoul, generate_seal_key(1).public
    leaves = []
    for number in range(5):
        product = seoul.product(f"KOR-{number}")
        envelope, key = seoul.sealed(product)
        statement = seoul.released(product, envelope, scene.instrument)
        leaves.append(seoul.leaf(statement, envelope, key, seal_to=stranger))
    first = scene.say(*leaves)
    scene.settle()
    assert [seoul.answers(first + n) for n in range(5)] == [["unreadable"]] * 5


# --- a release that disagrees with its item ----------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [{"level": "KOR:III"}, {"level": ""}, {"level": "JPN:gokuhi"}, {"product": "KOR-other"},
     {"version": 2}, {"version": 0}, {"version": 10_000}, {"kind": "text"},
     {"subjects": ["weather"]}, {"subjects": []}, {"form": "oral"}, {"envelope": "ab" * 32},
     {"envelope": "AB"}, {"instrument": 7}, {"consents": ["AAAA"]}, {"salt": "AAAA"},
     {"salt": None}, {"unknown": "field"}, {"dispatched": INSTANT_MAX + 1},
     {"dispatched": None}, {"post": "\x1b[31m"}, {"purpose": "\x1b[31m"}, {"purpose": ""},
     {"obligations": [{}]}, {"clauses": ["x"] * 9_000}],
)  # fmt: skip
def test_a_release_that_describes_another_item_than_it_carries(scene, changes):
    assert scene.answers_to(release_leaf(scene, **changes)) == ["unreadable"]
    assert scene.held("KOR-bad") is None
    assert scene.numbers == ["JPN/2018/000001"]
    assert scene.goes_on()


@pytest.mark.parametrize(
    "changes",
    [{"marker": "EXERCISE"}, {"precedence": "override"}, {"marking": Marking("KOR:III")},
     {"version": 2}, {"originators": ("KOR", "AUS")}, {"product": "KOR-other"},
     {"marking": Marking("KOR:II", ("eyes-only",))}],
)  # fmt: skip
def test_a_header_that_says_otherwise_than_the_item(scene, changes):
    seoul = scene.seoul
    product = seoul.product("KOR-bad")
    header_says = msgspec.structs.replace(product, **changes)
    envelope, key = seoul.sealed(product, header_says)
    leaf = seoul.leaf(seoul.released(product, envelope, scene.instrument), envelope, key)
    assert scene.answers_to(leaf) == ["unreadable"]
    assert scene.held("KOR-bad") is None
    assert scene.goes_on()


def test_a_header_signed_by_another_than_the_originator(scene):
    """Seoul cannot write an item of Canberra's, nor one of Tokyo's own."""
    seoul = scene.seoul
    for originators, level in (
        (("AUS",), "KOR:II"),
        (("JPN",), "KOR:II"),
        (("AUS", "KOR"), "KOR:II"),
    ):
        product = seoul.product("KOR-bad", originators=originators, level=level)
        assert scene.answers_to(seoul.release(product, scene.instrument)) == ["unreadable"]
    assert scene.held("KOR-bad") is None
    assert scene.goes_on()


def test_an_unknown_originator(scene):
    product = scene.seoul.product("USA-bad", originators=("USA",))
    assert scene.answers_to(scene.seoul.release(product, scene.instrument)) == ["unreadable"]
    assert scene.goes_on()


def test_an_item_under_another_states_identifier(scene):
    product = scene.seoul.product("AUS-bad")
    assert scene.answers_to(scene.seoul.release(product, scene.instrument)) == ["unreadable"]
    assert scene.held("AUS-bad", None) is None
    assert scene.goes_on()


def test_a_release_without_its_item(scene):
    seoul = scene.seoul
    product = seoul.product("KOR-bad")
    envelope, key = seoul.sealed(product)
    statement = seoul.released(product, envelope, scene.instrument)
    assert scene.answers_to(seoul.leaf(statement)) == ["unreadable"]
    assert scene.answers_to(seoul.leaf(statement, envelope, None)) == ["unreadable"]
    assert scene.answers_to(seoul.leaf(statement, None, key)) == ["unreadable"]
    assert scene.answers_to(seoul.leaf(statement, envelope, bytes(32))) == ["unreadable"]
    assert scene.goes_on()


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[" * 50_000, b'{"portions":' * 5_000, b"\x00" * 60_000, "비밀".encode() * 999],
)
def test_a_content_that_is_no_product(scene, content):
    seoul = scene.seoul
    product = seoul.product("KOR-bad")
    envelope, key = seoul.sealed(content, product)
    leaf = seoul.leaf(seoul.released(product, envelope, scene.instrument), envelope, key)
    assert scene.answers_to(leaf) == ["unreadable"]
    assert scene.held("KOR-bad") is None
    assert scene.goes_on()


def test_a_statement_larger_than_a_body_takes(scene):
    leaf = release_leaf(scene, order="a" * 60_000)
    assert scene.answers_to(leaf) == ["unreadable"]
    assert scene.goes_on()


def test_the_same_identifier_for_another_item(scene):
    """What is registered stays what it is, and the second is not receipted as if it were it."""
    assert scene.answers_to(scene.release("KOR-one")) == ["registered"]
    kept = scene.held("KOR-one")
    changed = {"portions": (Portion(Marking("KOR:II"), Text("the opposite")),)}
    assert scene.answers_to(scene.release("KOR-one", product_changes=changed)) == ["unreadable"]
    assert scene.held("KOR-one") == kept
    assert read_content(scene.real.node, kept).portions[0].content.text == "what was seen"


def test_an_item_given_twice_keeps_its_number(scene):
    seoul = scene.seoul
    product = seoul.product("KOR-one")
    envelope, key = seoul.sealed(product)

    def leaf():
        return seoul.leaf(seoul.released(product, envelope, scene.instrument), envelope, key)

    first = scene.say(leaf(), leaf())
    scene.settle()
    assert seoul.answers(first) == seoul.answers(first + 1) == ["registered"]
    assert scene.numbers == ["JPN/2018/000001", "JPN/2018/000002"]


# --- a release that should not have come: quarantined ---------------------------------------------


def quarantined(scene, leaf, identifier="KOR-bad"):
    assert scene.answers_to(leaf) == ["quarantined"]
    row = scene.held(identifier)
    assert row.state == "quarantined"
    assert row.register_number == "JPN/2018/000002"
    with pytest.raises(NotAuthorised):
        open_to_read(scene.real.node, row)
    assert scene.goes_on()


def test_a_level_the_table_does_not_have(scene):
    quarantined(scene, scene.release("KOR-bad", product_changes={"level": "KOR:I"}))


def test_a_portion_above_the_table(scene):
    portions = (
        Portion(Marking("KOR:II"), Text("a line")),
        Portion(Marking("KOR:I"), Text("a line that must not leave Seoul")),
    )
    quarantined(scene, scene.release("KOR-bad", product_changes={"portions": portions}))


def test_an_item_dispatched_before_the_agreement_was_in_force(scene):
    quarantined(scene, scene.release("KOR-bad", dispatched=IN_FORCE - 1))


@pytest.mark.parametrize("dispatched", [INSTANT_MIN, 0, NOW + 400 * DAY, INSTANT_MAX])
def test_an_impossible_time_of_dispatch(scene, dispatched):
    """Whatever it claims, it is never worse than quarantine and never an error."""
    answers = scene.answers_to(scene.release("KOR-bad", dispatched=dispatched))
    assert answers == (["quarantined"] if dispatched < IN_FORCE else ["registered"])
    assert scene.goes_on()


@pytest.mark.parametrize("instrument", ["", "ab" * 32])
def test_an_item_under_an_instrument_that_is_not_between_us(scene, instrument):
    quarantined(scene, scene.release("KOR-bad", instrument=instrument))


def test_a_form_the_agreement_does_not_list(scene):
    quarantined(scene, scene.release("KOR-bad", product_changes={"form": "biological-sample"}))


def test_an_item_from_a_partner_without_an_agreement(scene):
    canberra = scene.canberra
    product = canberra.product("AUS-bad", level="AUS:SECRET")
    scene.say(canberra.release(product, scene.instrument), speaker=canberra)
    scene.settle()
    assert canberra.answers(0) == ["quarantined"]
    assert scene.held("AUS-bad", "AUS").state == "quarantined"


def test_what_lies_in_quarantine_is_not_passed_on(scene):
    scene.answers_to(scene.release("KOR-bad", product_changes={"level": "KOR:I"}))
    for act in (preview, release):
        with pytest.raises(NotAuthorised):
            act(scene.real.node, Asked("KOR-bad", 1, "AUS", "AUS:DIO/watch"))


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
    ):
        envelope = seoul.act(act, "releasing-authority")
        assert scene.answers_to(seoul.signed(envelope)) == ["unreadable"]
    for kind in ("release-approved/1", "order-signed/1", "order-revoked/1"):
        assert acts(scene, kind) == []
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


# --- one bad leaf among good ones -------------------------------------------------------------------


def test_a_bad_leaf_between_good_ones_costs_them_nothing(scene):
    bad = scene.seoul.leaf(b"nothing of the kind")
    index = scene.say(scene.release("KOR-a"), bad, scene.release("KOR-b"))
    scene.settle()
    seoul = scene.seoul
    assert [seoul.answers(index + n) for n in range(3)] == [
        ["registered"], ["unreadable"], ["registered"],
    ]  # fmt: skip
    assert scene.numbers == [f"JPN/2018/00000{n}" for n in (1, 2, 3)]


def test_nothing_a_partner_says_is_left_unprocessed(scene):
    body = canonical.encode(Body(b"no seal", 1))
    scene.say(*[scene.seoul.leaf_of(b"x", body)] * 200)
    while process(scene.real.node, "KOR").leaves:
        pass
    done = scene.real.node.store.read(lambda reading: reading.processed(scene.seoul.origin))
    assert done == scene.heard_size == len(scene.seoul.leaves)
    assert scene.goes_on()
