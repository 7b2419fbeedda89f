"""A partner that breaks the protocol of the link: each attempt has its own error, stores nothing
and costs the link nothing, except a fork, which ends it.
"""

from __future__ import annotations

import pytest
from tests.simulated_node import flipped

from accordant import canonical
from accordant.envelope.keys import generate_signing_key
from accordant.errors import (
    AccordantError,
    BadProof,
    BadSignature,
    LogForked,
    MalformedMessage,
    OutOfBounds,
    WrongCertificate,
)
from accordant.link.batch import BATCH_BYTES_MAX
from accordant.log.checkpoint import sign_checkpoint
from accordant.operations.arrive import process
from accordant.operations.exchange import exchange, resume
from accordant.operations.products import keep
from accordant.operations.receive import held_checkpoint


def items(scene, *names):
    return [scene.release(name) for name in names]


def refused(scene, error, batch):
    """A batch is refused with this error, and nothing of it is stored."""
    before = scene.heard_size
    with pytest.raises(error) as caught:
        scene.deliver(batch)
    assert caught.value.code == error.code
    assert scene.heard_size == before
    assert process(scene.real.node, "KOR").leaves == 0


# --- one fault in a batch ------------------------------------------------------------------------


def test_a_replayed_batch_is_answered_again_and_changes_nothing(scene):
    batch = scene.seoul.say(*items(scene, "KOR-a", "KOR-b"))
    first = scene.deliver(batch)
    process(scene.real.node, "KOR")
    numbers = scene.numbers
    assert scene.deliver(batch) == first
    assert process(scene.real.node, "KOR").leaves == 0
    assert scene.numbers == numbers
    assert scene.goes_on()


def test_every_batch_ever_said_replayed_in_reverse_changes_nothing(scene):
    said = [scene.seoul.say(each) for each in items(scene, "KOR-a", "KOR-b", "KOR-c")]
    for batch in said:
        scene.deliver(batch)
    process(scene.real.node, "KOR")
    before, numbers = scene.heard_size, scene.numbers
    for batch in reversed(said):
        scene.deliver(batch)
    assert (scene.heard_size, scene.numbers) == (before, numbers)
    assert scene.goes_on()


def test_reordered_leaves(scene):
    a, b = items(scene, "KOR-a", "KOR-b")
    seoul = scene.seoul
    signed = seoul.checkpoint_of([*seoul.leaves, a, b])
    refused(scene, BadProof, seoul.batch(len(seoul.leaves), [b, a], signed))
    assert scene.goes_on()


def test_batches_in_the_wrong_order_are_a_gap(scene):
    a, b = items(scene, "KOR-a", "KOR-b")
    first, second = scene.seoul.say(a), scene.seoul.say(b)
    refused(scene, BadProof, second)
    scene.deliver(first)
    scene.deliver(second)
    process(scene.real.node, "KOR")
    assert scene.state("KOR-a") == scene.state("KOR-b") == "registered"


def test_a_gap_tells_the_partner_where_to_continue(scene):
    seoul = scene.seoul
    seoul.leaves += items(scene, "KOR-never-said")
    with pytest.raises(BadProof) as gap:
        scene.deliver(seoul.batch(len(seoul.leaves), items(scene, "KOR-b")))
    assert gap.value.held_size == scene.heard_size


def test_a_leaf_left_out_of_a_signed_batch(scene):
    a, b = items(scene, "KOR-a", "KOR-b")
    seoul = scene.seoul
    signed = seoul.checkpoint_of([*seoul.leaves, a, b])
    refused(scene, BadProof, seoul.batch(len(seoul.leaves), [a], signed))
    refused(scene, BadProof, seoul.batch(len(seoul.leaves), [b], signed))
    assert scene.goes_on()


def test_bytes_cut_off_anywhere(scene):
    batch = scene.seoul.batch(len(scene.seoul.leaves), items(scene, "KOR-a"))
    for end in (0, 1, 100, len(batch) // 2, len(batch) - 1):
        refused(scene, MalformedMessage, batch[:end])
    assert scene.goes_on()


def test_a_batch_signed_by_another_key(scene):
    seoul, key = scene.seoul, generate_signing_key()
    a = items(scene, "KOR-a")
    signed = seoul.checkpoint_of([*seoul.leaves, *a], key=key)
    refused(scene, BadSignature, seoul.batch(len(seoul.leaves), a, signed))
    assert scene.goes_on()


def test_a_batch_signed_by_the_partners_cosigning_key(scene):
    seoul = scene.seoul
    a = items(scene, "KOR-a")
    signed = seoul.checkpoint_of([*seoul.leaves, *a], key=seoul.keys.cosign)
    refused(scene, BadSignature, seoul.batch(len(seoul.leaves), a, signed))


def test_no_flipped_bit_is_stored(scene):
    batch = scene.seoul.batch(len(scene.seoul.leaves), items(scene, "KOR-a"))
    before = scene.heard_size
    for at in range(0, len(batch), max(1, len(batch) // 60)):
        with pytest.raises(AccordantError):
            scene.deliver(flipped(batch, at))
        assert scene.heard_size == before
    assert scene.goes_on()


def test_a_body_exchanged_for_another(scene):
    a, b = items(scene, "KOR-a", "KOR-b")
    seoul = scene.seoul
    refused(scene, BadProof, seoul.batch(len(seoul.leaves), [a._replace(body=b.body)]))
    assert scene.goes_on()


def test_too_many_leaves(scene):
    seoul = scene.seoul
    small = [seoul.leaf_of(bytes([n % 256]), b'{"epoch":1,"sealed":""}') for n in range(257)]
    refused(scene, OutOfBounds, seoul.batch(len(seoul.leaves), small))
    assert scene.goes_on()


def test_an_oversized_body(scene):
    seoul = scene.seoul
    large = seoul.leaf_of(b"", canonical.encode({"epoch": 1, "sealed": "A" * 200_000}))
    refused(scene, OutOfBounds, seoul.batch(len(seoul.leaves), [large]))
    assert scene.goes_on()


def test_an_oversized_batch(scene):
    seoul = scene.seoul
    body = canonical.encode({"epoch": 1, "sealed": "A" * 190_000})
    large = [seoul.leaf_of(bytes([n]), body) for n in range(23)]
    refused(scene, OutOfBounds, seoul.batch(len(seoul.leaves), large))
    refused(scene, OutOfBounds, b"[" * (BATCH_BYTES_MAX + 1))
    assert scene.goes_on()


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
def test_a_deeply_nested_batch(scene, opening):
    refused(scene, MalformedMessage, opening * 100_000)
    deep = scene.seoul.leaf_of(b"", opening * 30_000)
    good = scene.seoul.batch(len(scene.seoul.leaves), items(scene, "KOR-a"))
    refused(scene, MalformedMessage, good.replace(b'"bodies":[', b'"bodies":[' + deep.body + b","))
    assert scene.goes_on()


@pytest.mark.parametrize(
    "number", [b"1" * 5000, b"-1", b"1.5", b"1e400", b"9007199254740993", b"00", b"NaN", b"\xff"]
)
def test_a_number_that_is_none(scene, number):
    good = scene.seoul.batch(len(scene.seoul.leaves), items(scene, "KOR-a"))
    first = b'"first":%d' % len(scene.seoul.leaves)
    assert first in good
    refused(scene, MalformedMessage, good.replace(first, b'"first":' + number))
    body = b'{"epoch":%b,"sealed":"\xf0\x90\x8d\x88"}' % number
    refused(scene, MalformedMessage, good.replace(b'"bodies":[', b'"bodies":[' + body + b","))


# --- the wrong certificate -----------------------------------------------------------------------


def test_a_certificate_that_is_nobodys(scene):
    batch = scene.seoul.batch(len(scene.seoul.leaves), items(scene, "KOR-a"))
    stranger = scene.seoul.copied()
    stranger.statement = scene.real.node.statement  # even Tokyo's own
    with pytest.raises(WrongCertificate):
        scene.deliver(batch, stranger)
    assert scene.goes_on()


def test_a_right_certificate_speaks_in_its_own_log_only(scene):
    batch = scene.seoul.batch(len(scene.seoul.leaves), items(scene, "KOR-a"))
    with pytest.raises(WrongCertificate):
        scene.deliver(batch, scene.canberra)
    with pytest.raises(WrongCertificate):
        held_checkpoint(scene.real.node, scene.canberra.certificate, scene.seoul.origin)
    own_way_back = scene.seoul.batch(0, items(scene, "KOR-a"), origin=scene.seoul.heard_origin)
    with pytest.raises(WrongCertificate):
        scene.deliver(own_way_back)
    assert scene.goes_on()


# --- a fork --------------------------------------------------------------------------------------


def fork(scene):
    """Seoul signs another log of the same size than the one it said."""
    seoul = scene.seoul
    other = seoul.copied()
    seoul_batch = seoul.say(*items(scene, "KOR-a"))
    scene.deliver(seoul_batch)
    with pytest.raises(LogForked):
        scene.deliver(other.say(*items(scene, "KOR-instead-of-a")))
    return other


def evidence(scene):
    return scene.real.node.store.read(lambda reading: reading.evidence())


def test_both_checkpoints_of_a_fork_are_kept_and_the_link_stops(scene):
    other = fork(scene)
    (kept,) = evidence(scene)
    assert kept.partner == "KOR"
    said = scene.seoul.checkpoint_of(scene.seoul.leaves)
    assert kept.first.decode().split("\n\n")[0] == said.split("\n\n")[0]
    assert (
        kept.second.decode().split("\n\n")[0]
        == (other.checkpoint_of(other.leaves).split("\n\n")[0])
    )
    with pytest.raises(LogForked):
        scene.deliver(scene.seoul.say(*items(scene, "KOR-b")))


def test_what_was_cosigned_before_a_fork_is_still_processed(scene):
    fork(scene)
    process(scene.real.node, "KOR")
    assert scene.state("KOR-a") == "registered"
    assert scene.held("KOR-instead-of-a") is None


def test_a_forked_link_stays_stopped_after_a_restart(scene):
    fork(scene)
    scene.restart()
    with pytest.raises(LogForked):
        scene.deliver(scene.seoul.say(*items(scene, "KOR-b")))
    assert len(evidence(scene)) == 1


def test_nothing_is_said_over_a_stopped_link(scene):
    fork(scene)
    keep_own_item(scene)
    with pytest.raises(LogForked):
        exchange(scene.real.node, "KOR", scene.seoul, None)
    with pytest.raises(LogForked):
        resume(scene.real.node, "KOR", scene.seoul)


def test_an_honest_batch_after_a_fork_is_no_evidence(scene):
    fork(scene)
    for name in ("KOR-b", "KOR-c"):
        with pytest.raises(LogForked):
            scene.deliver(scene.seoul.say(*items(scene, name)))
    assert len(evidence(scene)) == 1


def test_a_fork_of_one_partner_leaves_the_others_alone(scene):
    fork(scene)
    canberra = scene.canberra
    scene.deliver(canberra.say(canberra.leaf(b'{"type":"loss"}')), canberra)
    process(scene.real.node, "AUS")
    scene.settle_with(canberra)
    assert canberra.answers(0) == ["unknown-type"]


def test_a_shorter_log_signed_differently_is_a_fork_too(scene):
    seoul = scene.seoul
    scene.deliver(seoul.say(*items(scene, "KOR-a", "KOR-b")))
    other = seoul.copied()
    other.leaves = other.leaves[:-2]
    with pytest.raises(LogForked):
        scene.deliver(other.say(*items(scene, "KOR-c")))


def test_entries_that_nobody_signed_are_no_fork(scene):
    """A third party in possession of the connection cannot make a fork out of nothing."""
    seoul = scene.seoul
    scene.say(*items(scene, "KOR-a"))
    other = seoul.batch(
        len(seoul.leaves) - 1, items(scene, "KOR-b"), seoul.checkpoint_of(seoul.leaves)
    )
    refused(scene, BadProof, other)
    assert evidence(scene) == []


def test_a_partner_that_cosigned_another_log_than_ours_is_evidence(scene):
    """Our log key signed two logs: this store, or another copy of it, is not the one that spoke."""
    scene.settle()
    seoul, node = scene.seoul, scene.real.node
    other = sign_checkpoint(
        seoul.heard_origin, len(seoul.heard), bytes(32), node.keys.log, seoul.now // 1000
    )
    seoul.cosign(other)
    with pytest.raises(LogForked):
        resume(node, "KOR", seoul)
    (kept,) = evidence(scene)
    assert kept.second.startswith(other.encode())
    with pytest.raises(LogForked):
        exchange(node, "KOR", seoul, None)


def keep_own_item(scene):
    product = scene.seoul.product("JPN-own", level="JPN:gokuhi")
    own = type(product)(
        **{
            field: getattr(product, field)
            for field in product.__struct_fields__
            if field not in ("originators", "format")
        },
        originators=("JPN",),
    )
    keep(scene.real.node, [own])
