"""DSSE v1: a document signed as the bytes that were shown, twice, by one signer.

Pre-authentication encoding as the DSSE protocol defines it; the JSON is canonical and each signer
gives exactly two signatures, Ed25519 first. Format: docs/protocol/dsse.md.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from accordant import canonical
from accordant.errors import BadSignature, MalformedMessage
from accordant.model.statement import PublicKey
from accordant.signing import SigningKey, verify_ed25519, verify_mldsa44

ENVELOPE_SIZE_MAX = 512 * 1024  # bytes: a party statement with 64 officers is about 250 KiB

ED25519_SUFFIX = "#ed25519"
MLDSA44_SUFFIX = "#mldsa44"


class _Signature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One half of the hybrid signature; `keyid` says whose and which half."""

    keyid: Annotated[str, msgspec.Meta(max_length=128)]
    sig: Annotated[bytes, msgspec.Meta(max_length=4096)]


class _Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The DSSE envelope with our fixed number of signatures."""

    payload: bytes
    payload_type: Annotated[str, msgspec.Meta(max_length=128)] = msgspec.field(name="payloadType")
    signatures: tuple[_Signature, _Signature]


def pre_authentication_encoding(payload: bytes, payload_type: str) -> bytes:
    """Return the bytes that are signed: DSSE v1 PAE, lengths in ASCII decimal."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def sign(payload: bytes, payload_type: str, key: SigningKey, keyid: str) -> bytes:
    """Return the canonical envelope of a payload signed with both halves of a key.

    `keyid` names the signer ("KOR/treaty-desk"); it is a hint, never a proof: the caller of
    `verify` brings the key it trusts.
    """
    message = pre_authentication_encoding(payload, payload_type)
    signatures = (
        _Signature(keyid + ED25519_SUFFIX, key.ed25519.sign(message)),
        _Signature(keyid + MLDSA44_SUFFIX, key.mldsa44.sign(message)),
    )
    return canonical.encode(_Envelope(payload, payload_type, signatures))


def verify(envelope: bytes, payload_type: str, public: PublicKey, *, place: str = "") -> bytes:
    """Return the payload, once both signatures verify under the key given.

    Raises:
        MalformedMessage: not a canonical envelope of this payload type and two signatures.
        BadSignature: either half does not verify.
    """
    parsed = _parse(envelope, payload_type, place)
    message = pre_authentication_encoding(parsed.payload, payload_type)
    first, second = parsed.signatures
    verify_ed25519(public.ed25519, first.sig, message, place=place)
    verify_mldsa44(public.mldsa44, second.sig, message, place=place)
    return parsed.payload


def read_unverified(envelope: bytes, payload_type: str, *, place: str = "") -> tuple[str, bytes]:
    """Return the signer's name and the payload as claimed, to find the key to `verify` with.

    Raises:
        MalformedMessage: as `verify`.
    """
    parsed = _parse(envelope, payload_type, place)
    return parsed.signatures[0].keyid.removesuffix(ED25519_SUFFIX), parsed.payload


def payload_type_of(envelope: bytes, *, place: str = "") -> str:
    """Return the payload type an envelope claims, to know what to `verify` it as.

    Raises:
        MalformedMessage: not a canonical envelope.
    """
    parsed = canonical.parse(
        envelope, _Envelope, size_max=ENVELOPE_SIZE_MAX, place=place, error=MalformedMessage
    )
    return parsed.payload_type


def _parse(envelope: bytes, payload_type: str, place: str) -> _Envelope:
    parsed = canonical.parse(
        envelope, _Envelope, size_max=ENVELOPE_SIZE_MAX, place=place, error=MalformedMessage
    )
    if parsed.payload_type != payload_type:
        raise MalformedMessage(f"the signed document is not a `{payload_type}`", place=place)
    first, second = (signature.keyid for signature in parsed.signatures)
    name = first.removesuffix(ED25519_SUFFIX)
    if first != name + ED25519_SUFFIX or second != name + MLDSA44_SUFFIX:
        raise BadSignature("the two signatures are not one signer's pair", place=place)
    return parsed
