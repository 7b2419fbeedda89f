"""The bounds of a batch on building and on parsing, which vectors would be too large to show."""

from __future__ import annotations

import hashlib

import pytest

from accordant.errors import BadProof, MalformedMessage, OutOfBounds
from accordant.link import batch as batches
from accordant.link.precedence import fitting
from accordant.log.checkpoint import sign_checkpoint
from accordant.log.merkle import leaf_hash, root_of
from accordant.signing import signing_key

ORIGIN = "accordant/KOR:AAAAAAAAAAAAAAAA/JPN:BBBBBBBBBBBBBBBB"  # the longest there is
KEY = signing_key(bytes(32), bytes([1]) * 32)


def body_of(size: int) -> bytes:
    return b'"' + b"x" * (size - 2) + b'"'


def leaves(sizes: list[int]) -> tuple[list[bytes], list[bytes]]:
    bodies = [body_of(size) for size in sizes]
    return [bytes(32) + hashlib.sha256(body).digest() for body in bodies], bodies


def note(entries: list[bytes]) -> str:
    root = root_of([leaf_hash(entry) for entry in entries])
    return sign_checkpoint(ORIGIN, len(entries), root, KEY, 2**53 - 1)


def test_what_is_built_is_parsed_and_built_again_the_same():
    entries, bodies = leaves([2, 100, batches.BODY_BYTES_MAX])
    data = batches.build(ORIGIN, 0, entries, bodies, note(entries))
    batch = batches.parse(data)
    assert list(batch.entries) == entries
    assert [bytes(body) for body in batch.bodies] == bodies
    assert batches.build(ORIGIN, 0, batch.entries, bodies, batch.checkpoint) == data


def test_as_many_of_the_largest_bodies_as_fit_can_be_built():
    count = fitting([batches.BODY_BYTES_MAX] * 100)
    entries, bodies = leaves([batches.BODY_BYTES_MAX] * count)
    data = batches.build(ORIGIN, 0, entries, bodies, note(entries))
    assert batches.BATCH_BYTES_MAX - batches.BODY_BYTES_MAX < len(data) <= batches.BATCH_BYTES_MAX


def test_as_many_small_bodies_as_fit_can_be_built():
    count = fitting([2] * 1000)
    assert count == batches.ENTRIES_MAX
    entries, bodies = leaves([2] * count)
    assert batches.build(ORIGIN, 0, entries, bodies, note(entries))


def test_more_is_refused_by_the_speaker_itself():
    entries, bodies = leaves([2] * (batches.ENTRIES_MAX + 1))
    with pytest.raises(OutOfBounds, match="leaves"):
        batches.build(ORIGIN, 0, entries, bodies, note(entries))
    entries, bodies = leaves([batches.BODY_BYTES_MAX] * 22)
    with pytest.raises(OutOfBounds, match="bytes"):
        batches.build(ORIGIN, 0, entries, bodies, note(entries))
    entries, bodies = leaves([batches.BODY_BYTES_MAX + 1])
    with pytest.raises(OutOfBounds, match="body"):
        batches.build(ORIGIN, 0, entries, bodies, note(entries))


def test_more_is_refused_by_the_listener():
    entries, bodies = leaves([batches.BODY_BYTES_MAX])
    good = batches.build(ORIGIN, 0, entries, bodies, note(entries))
    with pytest.raises(OutOfBounds, match="body") as refusal:
        batches.parse(good.replace(b'["xx', b'["xxx'))
    assert refusal.value.place == "leaf 0"
    with pytest.raises(OutOfBounds, match="bytes"):
        batches.parse(bytes(batches.BATCH_BYTES_MAX + 1))


def test_a_body_that_is_kept_no_longer_cannot_be_said_again():
    entries, _ = leaves([2])
    with pytest.raises(BadProof):
        batches.build(ORIGIN, 0, entries, [None], note(entries))


@pytest.mark.parametrize("data", [b"[" * 100_000, b"\xff", b"null", b"[]", b'{"a":1}'])
def test_what_is_no_batch_is_malformed(data):
    with pytest.raises(MalformedMessage):
        batches.parse(data)


def test_a_body_of_any_meaning_passes_when_its_digest_does():
    body = b'{"from":"a later version"}'
    entries = [bytes(32) + hashlib.sha256(body).digest()]
    batch = batches.parse(batches.build(ORIGIN, 0, entries, [body], note(entries)))
    accepted = batches.accept(batch, batches.Held(), lambda _, __: b"", KEY.public)
    assert accepted.bodies == (body,)
