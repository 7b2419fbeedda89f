"""Enclosed files: sealed from their end, checked chunk by chunk, whole at the end or not at all."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from accordant.envelope import enclosure
from accordant.envelope.enclosure import CHUNK_SIZE, LAST, Opening
from accordant.errors import ContentUnreadable, EnclosureAltered, Oversized
from accordant.model.contents.enclosure import ENCLOSURE_BYTES_MAX

KEY = bytes(range(32))


def sealed(data: bytes) -> tuple[bytes, list[bytes]]:
    """The digest of the first chunk, and all of them."""
    key = enclosure.key_of(KEY, hashlib.sha256(data).hexdigest(), len(data))
    following, chunks = LAST, []
    for position in reversed(range(enclosure.count_of(len(data)))):
        plain = data[position * CHUNK_SIZE : (position + 1) * CHUNK_SIZE]
        chunks.append(enclosure.seal_chunk(key, position, plain, following))
        following = enclosure.digest_of(chunks[-1])
    return following, chunks[::-1]


def opened(chunks: list[bytes], data: bytes) -> bytes:
    opening = Opening(KEY, hashlib.sha256(data).hexdigest(), len(data))
    found = b"".join(opening.add(chunk) for chunk in chunks)
    opening.finish()
    return found


@pytest.mark.parametrize(
    ("size", "count"),
    [
        (8, 1), (CHUNK_SIZE, 1), (CHUNK_SIZE + 1, 2), (3 * CHUNK_SIZE, 3), (4 * CHUNK_SIZE + 1, 6),
        (ENCLOSURE_BYTES_MAX * 3 // 4 + 1, 256), (ENCLOSURE_BYTES_MAX, 256),
    ],
)  # fmt: skip
def test_the_size_shows_as_one_of_few(size, count):
    assert enclosure.count_of(size) == count
    assert len(enclosure.CHUNK_COUNTS) == 16


def test_a_larger_file_is_refused():
    with pytest.raises(Oversized):
        enclosure.count_of(ENCLOSURE_BYTES_MAX + 1)


def test_two_files_of_one_item_never_share_a_key():
    one = enclosure.key_of(KEY, "a" * 64, 10)
    assert one not in (enclosure.key_of(KEY, "b" * 64, 10), enclosure.key_of(KEY, "a" * 64, 11))


def test_a_chunk_is_taken_only_as_the_one_expected():
    first, chunks = sealed(b"x" * (CHUNK_SIZE + 5))
    second = enclosure.check_chunk(chunks[0], first, last=False)
    assert enclosure.check_chunk(chunks[1], second, last=True) == LAST
    for chunk, expected, last in (
        (chunks[1], first, False),  # out of order
        (chunks[0][:-1], first, False),
        (chunks[0] + b"\0", first, False),
        (chunks[0], first, True),  # the end comes too soon
        (chunks[1], second, False),  # and too late
    ):
        with pytest.raises(EnclosureAltered):
            enclosure.check_chunk(chunk, expected, last=last)


def test_what_is_missing_or_another_file_is_never_finished():
    data = b"x" * (CHUNK_SIZE + 5)
    _, chunks = sealed(data)
    assert opened(chunks, data) == data
    with pytest.raises(ContentUnreadable):
        opened(chunks[:1], data)
    with pytest.raises(ContentUnreadable):
        opened(chunks[::-1], data)
    with pytest.raises(ContentUnreadable):
        opened(chunks, data[:-1] + b"y")


def test_the_originator_itself_cannot_hide_bytes_in_the_padding_or_name_another_digest():
    data = b"x" * 5
    digest = hashlib.sha256(data).hexdigest()
    key = enclosure.key_of(KEY, digest, 5)
    with pytest.raises(ContentUnreadable, match="padding"):
        opened([enclosure.seal_chunk(key, 0, data + b"\0y", LAST)], data)
    with pytest.raises(ContentUnreadable, match="digest"):
        opened([enclosure.seal_chunk(key, 0, b"y" * 5, LAST)], data)


def test_a_file_opens_by_the_lines_of_the_page_alone():
    """docs/protocol/enclosure.md, with HKDF-Expand written out."""
    data = b"x" * (CHUNK_SIZE + 5)
    expected, chunks = sealed(data)
    size = (len(data)).to_bytes(8)
    info = b"accordant/enclosure-key/1\n" + hashlib.sha256(data).digest() + size
    key = hmac.digest(KEY, info + b"\1", "sha256")
    found = b""
    for position, chunk in enumerate(chunks):
        assert hashlib.sha256(b"accordant/enclosure-chunk/1\n" + chunk).digest() == expected
        expected, last = chunk[:32], chunk[:32] == bytes(32)
        nonce = position.to_bytes(11) + (b"\1" if last else b"\0")
        found += AESGCM(key).decrypt(nonce, chunk[32:], None)
    assert found == data.ljust(2 * CHUNK_SIZE, b"\0")
