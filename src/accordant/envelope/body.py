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
from accordant.errors import MalformedMessage

SEALED_SIZE_MAX = 64 * 1024  # bytes of a sealed statement
BODY_SIZE_MAX = 192 * 1024  # bytes of the canonical body


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sealed statement, the epoch of the key it is sealed to, and the item if there is one."""

    sealed: Annotated[bytes, msgspec.Meta(max_length=SEALED_SIZE_MAX)]
    epoch: Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
    envelope: Envelope | None = None


class _Around(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A body with its envelope as it is spelled, for that is a canonical document of its own."""

    sealed: Annotated[bytes, msgspec.Meta(max_length=SEALED_SIZE_MAX)]
    epoch: Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
    envelope: msgspec.Raw


_NONE = b"null"


def spell(sealed: bytes, epoch: int, envelope: bytes | None) -> bytes:
    """Return the canonical bytes of a body around an envelope's canonical bytes."""
    return canonical.encode(_Around(sealed, epoch, msgspec.Raw(envelope or _NONE)))


def read(data: bytes, *, place: str = "") -> tuple[Body, bytes]:
    """Return the body in these bytes, and its envelope's canonical bytes (empty without one).

    What stands around the envelope and the envelope itself are each held to their one spelling,
    so the bytes are those `canonical.encode` gives and need not be written again.

    Raises:
        MalformedMessage: not a body, or another spelling of one.
    """
    around = canonical.parse(data, _Around, place=place, error=MalformedMessage)
    spelled = bytes(around.envelope)
    if spelled == _NONE:
        return Body(around.sealed, around.epoch), b""
    envelope = canonical.parse(spelled, Envelope, place=place, error=MalformedMessage)
    return Body(around.sealed, around.epoch, envelope), spelled


def body_digest(body: Body) -> bytes:
    """Return the SHA-256 of the canonical body (32 bytes): the second half of the leaf's entry."""
    return hashlib.sha256(canonical.encode(body)).digest()
