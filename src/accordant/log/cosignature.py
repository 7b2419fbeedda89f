"""A cosignature: the listener's word that it holds the log a checkpoint speaks of.

Given only after every leaf up to that size is stored and the checkpoint continues the last one
cosigned. C2SP cosignature lines, Ed25519 and ML-DSA-44, both required, of one time. Appended to
the checkpoint they make a C2SP cosigned checkpoint. Format: docs/protocol/checkpoint.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from accordant.errors import BadSignature, MalformedMessage
from accordant.log import checkpoint as checkpoints
from accordant.log.checkpoint import body_of, check_seconds, subtree_message
from accordant.log.note import (
    SECONDS_MAX,
    TEXT_SIZE_MAX,
    TIME_SIZE,
    Line,
    SignatureType,
    check_name,
    key_id,
    parse_lines,
)
from accordant.model.statement import PublicKey
from accordant.signing import SigningKey, verify_ed25519, verify_mldsa44

_KINDS = (SignatureType.ED25519_COSIGNATURE, SignatureType.MLDSA44_COSIGNATURE)


@dataclass(frozen=True, slots=True)
class Cosignature:
    """Who cosigned, when, and the two lines exactly as given."""

    name: str
    at_seconds: int
    text: str


def cosign(checkpoint_text: str, name: str, key: SigningKey, at_seconds: int) -> str:
    """Return the two cosignature lines of a checkpoint the caller has verified and stored.

    Raises:
        MalformedMessage: not a checkpoint, or not a name.
        MalformedInput: the time is out of bounds.
    """
    check_name(name)
    check_seconds(at_seconds)
    told = checkpoints.parse(checkpoint_text)
    time = at_seconds.to_bytes(TIME_SIZE)
    body = body_of(told.origin, told.size, told.root)
    ed25519 = key.ed25519.sign(_ed25519_message(body, at_seconds))
    message = subtree_message(name, at_seconds, told.origin, told.size, told.root)
    mldsa44 = key.mldsa44.sign(message)
    first, second = _key_ids(name, key.public)
    return f"{Line(name, first, time + ed25519)}{Line(name, second, time + mldsa44)}"


def parse(text: str, *, place: str = "") -> Cosignature:
    """Return what cosignature lines claim, unverified.

    Raises:
        MalformedMessage: not the one spelling of one cosigner's two lines of one time.
    """
    return _parse(text, place)[0]


def verify_cosignature(
    checkpoint_text: str, cosignature: str, name: str, public: PublicKey, *, place: str = ""
) -> Cosignature:
    """Return the cosignature, once both lines verify over this checkpoint.

    Raises:
        MalformedMessage: not a checkpoint or not cosignature lines.
        BadSignature: another cosigner's, of another key, or it does not verify.
    """
    told = checkpoints.parse(checkpoint_text, place=place)
    given, (first, second) = _parse(cosignature, place)
    if given.name != name or (first.key_id, second.key_id) != _key_ids(name, public):
        raise BadSignature("the checkpoint is cosigned with another key", place=place)
    body = body_of(told.origin, told.size, told.root)
    message = _ed25519_message(body, given.at_seconds)
    verify_ed25519(public.ed25519, first.signature[TIME_SIZE:], message, place=place)
    message = subtree_message(name, given.at_seconds, told.origin, told.size, told.root)
    verify_mldsa44(public.mldsa44, second.signature[TIME_SIZE:], message, place=place)
    return given


def _ed25519_message(body: str, at_seconds: int) -> bytes:
    return f"cosignature/v1\ntime {at_seconds}\n{body}".encode()


def _key_ids(name: str, public: PublicKey) -> tuple[bytes, bytes]:
    return key_id(name, _KINDS[0], public.ed25519), key_id(name, _KINDS[1], public.mldsa44)


def _parse(text: str, place: str) -> tuple[Cosignature, list[Line]]:
    if len(text) > TEXT_SIZE_MAX:
        raise MalformedMessage(f"a cosignature is longer than {TEXT_SIZE_MAX} bytes", place=place)
    lines = parse_lines(text, _KINDS, place)
    times = {int.from_bytes(line.signature[:TIME_SIZE]) for line in lines}
    if len(times) != 1 or max(times) > SECONDS_MAX:
        raise MalformedMessage("the cosignature's two times are not one time", place=place)
    return Cosignature(lines[0].name, times.pop(), text), lines
