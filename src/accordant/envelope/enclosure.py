"""Enclosed files: sealed in chunks, each of which names the next by digest.

A file too large for a body is padded with zeros to one of few sizes and sealed chunk by chunk
under a key of its own, which follows from the item's content key: destroying the item key destroys
the file. Position and end of the chunks are in the nonce (the STREAM construction of Hoang,
Reyhanitabar, Rogaway and Vizar, 2015). AES-GCM does not commit, and whoever passes the item on has
the key; so each chunk begins with the digest of the one that follows, and the product, which the
originator's signature covers, holds the digest of the first. Every chunk is checked as it comes,
with nothing remembered but 32 bytes. Format: docs/protocol/enclosure.md.
"""

from __future__ import annotations

import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from accordant.envelope.seal import CONTENT_KEY_SIZE, TAG_SIZE
from accordant.errors import ContentUnreadable, EnclosureAltered, Oversized
from accordant.model.contents.enclosure import ENCLOSURE_BYTES_MAX

KEY_DOMAIN = b"accordant/enclosure-key/1\n"
CHUNK_DOMAIN = b"accordant/enclosure-chunk/1\n"

CHUNK_SIZE = 64 * 1024  # bytes of the file in one chunk
DIGEST_SIZE = 32  # bytes, SHA-256
SEALED_CHUNK_SIZE = DIGEST_SIZE + CHUNK_SIZE + TAG_SIZE  # bytes on the wire and on disk
CHUNK_COUNTS = tuple(
    sorted(
        count
        for power in range(9)
        for count in (1 << power, 3 << power)
        if count <= ENCLOSURE_BYTES_MAX // CHUNK_SIZE
    )
)  # 1, 2, 3, 4, 6, 8, 12 ... 256 chunks
LAST = bytes(DIGEST_SIZE)  # what stands where no chunk follows


def count_of(size: int) -> int:
    """Return how many chunks a file of so many bytes is sealed in.

    Raises:
        Oversized: it is larger than an enclosed file may be.
    """
    if size > ENCLOSURE_BYTES_MAX:
        raise Oversized(f"the file has more than {ENCLOSURE_BYTES_MAX} bytes")
    return next(count for count in CHUNK_COUNTS if count * CHUNK_SIZE >= size)


def key_of(content_key: bytes, digest: str, size: int) -> bytes:
    """Return the key of one file: it seals these bytes and no others, so no nonce is used twice.

    Args:
        content_key: of the item.
        digest: SHA-256 of the file, hexadecimal.
        size: bytes of the file.
    """
    info = KEY_DOMAIN + bytes.fromhex(digest) + size.to_bytes(8)
    return HKDFExpand(SHA256(), CONTENT_KEY_SIZE, info).derive(content_key)


def seal_chunk(key: bytes, position: int, plain: bytes, following: bytes) -> bytes:
    """Return a sealed chunk; `following` is the digest of the next, or LAST.

    A file is sealed from its end, for each chunk names the one behind it.
    """
    padded = plain.ljust(CHUNK_SIZE, b"\0")
    last = following == LAST
    return following + AESGCM(key).encrypt(_nonce(position, last=last), padded, None)


def digest_of(chunk: bytes) -> bytes:
    """Return the digest of a sealed chunk (32 bytes), by which the one before it names it."""
    return hashlib.sha256(CHUNK_DOMAIN + chunk).digest()


def check_chunk(chunk: bytes, expected: bytes, *, last: bool, place: str = "") -> bytes:
    """Return the digest of the chunk that follows, once this one is the one expected.

    Raises:
        EnclosureAltered: it has another size, is another chunk, or the file ends elsewhere.
    """
    if len(chunk) != SEALED_CHUNK_SIZE or digest_of(chunk) != expected:
        raise EnclosureAltered(place=place)
    following = chunk[:DIGEST_SIZE]
    if (following == LAST) != last:
        raise EnclosureAltered("the enclosed file ends elsewhere than it says", place=place)
    return following


def open_chunk(key: bytes, position: int, chunk: bytes, *, place: str = "") -> bytes:
    """Return the bytes in a sealed chunk, padding and all.

    Raises:
        ContentUnreadable: it does not open with this key at this position.
    """
    last = chunk[:DIGEST_SIZE] == LAST
    try:
        sealed = memoryview(chunk)[DIGEST_SIZE:]
        return AESGCM(key).decrypt(_nonce(position, last=last), sealed, None)
    except (InvalidTag, ValueError):
        raise ContentUnreadable("the enclosed file does not open", place=place) from None


class Opening:
    """A file as it is opened chunk by chunk; at its end it is known to be the one named.

    Holds one chunk at a time. What `add` gave out counts only after `finish`.
    """

    def __init__(self, content_key: bytes, digest: str, size: int, *, place: str = "") -> None:
        """Take the item's content key, and digest and size of the file as the product names it."""
        self._key = key_of(content_key, digest, size)
        self._digest = digest
        self._left = size
        self._next = 0
        self._hash = hashlib.sha256()
        self._place = place

    def add(self, chunk: bytes) -> bytes:
        """Open the next chunk; the file's own bytes in it, without padding.

        Raises:
            ContentUnreadable: it does not open, or its padding is not zeros.
        """
        padded = open_chunk(self._key, self._next, chunk, place=self._place)
        plain = padded[: min(self._left, CHUNK_SIZE)]
        if padded.count(0, len(plain)) != CHUNK_SIZE - len(plain):
            raise ContentUnreadable("the padding is not ours", place=self._place)
        self._next += 1
        self._left -= len(plain)
        self._hash.update(plain)
        return plain

    def finish(self) -> None:
        """Check that all of it was there, and that it is the file named.

        Raises:
            ContentUnreadable: bytes are missing, or they are another file's.
        """
        if self._left or self._hash.hexdigest() != self._digest:
            raise ContentUnreadable(
                "the enclosed file is not the one its digest names", place=self._place
            )


def _nonce(position: int, *, last: bool) -> bytes:
    return position.to_bytes(11) + bytes([last])
