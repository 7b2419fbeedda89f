"""The body of a leaf: what lies beside the log by digest and makes the leaf readable.

The leaf commits to it, so a body can be checked by anyone and opened by the listener alone; an
undelivered one may be dropped without touching the log. Format: docs/protocol/envelope.md.
"""

from __future__ import annotations

import hashlib
from typing import Annotated

import msgspec

from accordant import canonical
from accordant.envelope.seal import Envelope

SEALED_SIZE_MAX = 64 * 1024  # bytes of a sealed statement
BODY_SIZE_MAX = 192 * 1024  # bytes of the canonical body


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sealed statement, the epoch of the key it is sealed to, and the item if there is one."""

    sealed: Annotated[bytes, msgspec.Meta(max_length=SEALED_SIZE_MAX)]
    epoch: Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
    envelope: Envelope | None = None


def body_digest(body: Body) -> bytes:
    """Return the SHA-256 of the canonical body (32 bytes): the second half of the leaf's entry."""
    return hashlib.sha256(canonical.encode(body)).digest()
