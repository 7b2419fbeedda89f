"""A partner whose batches are good and whose leaves are not: each is cosigned, answered by
message, and stops nothing. What should not have come is quarantined or refused, never registered.
"""

from __future__ import annotations

import msgspec
import pytest

from accordant import canonical
from accordant.envelope.body import Body
from accordant.envelope.keys import generate_seal_key
from accordant.errors import MalformedMessage
from accordant.log.merkle import leaf_hash
from accordant.model.message import (
    Answered,
    Receipt,
    Refusal,
    Seen,
)
from accordant.operations.arrive import process

DAY = 86_400_000


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


@pytest.mark.parametrize("kind", ["loss", "regrade", "withdrawn", "telepathy", "", "x" * 999])
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
