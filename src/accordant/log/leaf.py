"""A leaf's entry: 64 bytes that commit to a statement and its body and say nothing of either.

Format: docs/protocol/leaf.md.
"""

from __future__ import annotations

import hashlib

from accordant.errors import MalformedInput

LEAF_DOMAIN = b"accordant/leaf/1\n"
ENTRY_SIZE = 64  # bytes: commitment, body digest
DIGEST_SIZE = 32  # bytes


def commitment(statement: bytes) -> bytes:
    """Return the commitment (32 bytes) to a statement's canonical bytes.

    The statement carries 32 random bytes of salt; without them the commitment cannot be guessed.
    """
    return hashlib.sha256(LEAF_DOMAIN + statement).digest()


def entry(statement_commitment: bytes, body_digest: bytes) -> bytes:
    """Return the 64 bytes of a leaf.

    Raises:
        MalformedInput: a half has not 32 bytes.
    """
    if len(statement_commitment) != DIGEST_SIZE or len(body_digest) != DIGEST_SIZE:
        raise MalformedInput(f"each half of an entry has {DIGEST_SIZE} bytes")
    return statement_commitment + body_digest


def halves(leaf_entry: bytes) -> tuple[bytes, bytes]:
    """Return commitment and body digest of an entry.

    Raises:
        MalformedInput: the entry has not 64 bytes.
    """
    if len(leaf_entry) != ENTRY_SIZE:
        raise MalformedInput(f"an entry has {ENTRY_SIZE} bytes")
    return leaf_entry[:DIGEST_SIZE], leaf_entry[DIGEST_SIZE:]
