"""A checkpoint: what a log is at one size, signed by the log with both algorithms.

C2SP checkpoint text without extension lines; the signer's name is the origin. The Ed25519 line
signs the text, the ML-DSA-44 line the binary form of the cosignature specification, which adds
the time. A log never signs two checkpoints that are not one log. Format:
docs/protocol/checkpoint.md.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from accordant.errors import BadSignature, MalformedInput, MalformedMessage
from accordant.log.merkle import HASH_SIZE, SIZE_MAX
from accordant.log.note import (
    NAME_PATTERN,
    SECONDS_MAX,
    TEXT_SIZE_MAX,
    TIME_SIZE,
    Line,
    SignatureType,
    check_name,
    decode_base64,
    key_id,
    parse_lines,
)
from accordant.model.statement import PublicKey
from accordant.signing import SigningKey, verify_ed25519, verify_mldsa44

SUBTREE_LABEL = b"subtree/v1\n\x00"

_KINDS = (SignatureType.ED25519, SignatureType.MLDSA44_COSIGNATURE)
_body = re.compile(rf"({NAME_PATTERN})\n(0|[1-9][0-9]{{0,15}})\n([A-Za-z0-9+/]{{43}}=)\n")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Size and root of a log at a time.

    Attributes:
        origin: the log's name.
        size: number of leaves.
        root: 32 bytes.
        at_seconds: when the log signed it, seconds since the epoch, as the log says.
        text: the signed note, exactly as signed.
    """

    origin: str
    size: int
    root: bytes
    at_seconds: int
    text: str


def sign_checkpoint(origin: str, size: int, root: bytes, key: SigningKey, at_seconds: int) -> str:
    """Return the checkpoint's text with the log's two signature lines.

    The caller makes sure that it continues the last one signed.

    Raises:
        MalformedInput, MalformedMessage: a part is out of bounds or not a name.
    """
    check_name(origin)
    check_seconds(at_seconds)
    if not 0 <= size <= SIZE_MAX or len(root) != HASH_SIZE:
        raise MalformedInput("a checkpoint's size or root is out of bounds")
    body = body_of(origin, size, root)
    ed25519 = key.ed25519.sign(body.encode())
    message = subtree_message(origin, at_seconds, origin, size, root)
    mldsa44 = at_seconds.to_bytes(TIME_SIZE) + key.mldsa44.sign(message)
    first, second = (
        key_id(origin, kind, public)
        for kind, public in zip(_KINDS, (key.public.ed25519, key.public.mldsa44), strict=True)
    )
    return f"{body}\n{Line(origin, first, ed25519)}{Line(origin, second, mldsa44)}"


def parse(text: str, *, place: str = "") -> Checkpoint:
    """Return what a checkpoint's text claims, signatures unverified.

    Raises:
        MalformedMessage: not the one spelling of a checkpoint with the log's two lines.
    """
    return _parse(text, place)[0]


def verify(text: str, origin: str, public: PublicKey, *, place: str = "") -> Checkpoint:
    """Return the checkpoint, once it is of this log and both signatures verify.

    Raises:
        MalformedMessage: as `parse`, or it is another log's.
        BadSignature: a line is of another key, or does not verify.
    """
    checkpoint, (first, second) = _parse(text, place)
    if checkpoint.origin != origin:
        raise MalformedMessage("the checkpoint is another log's", place=place)
    ids = (
        key_id(origin, SignatureType.ED25519, public.ed25519),
        key_id(origin, SignatureType.MLDSA44_COSIGNATURE, public.mldsa44),
    )
    if (first.key_id, second.key_id) != ids:
        raise BadSignature("the checkpoint is signed with another key", place=place)
    size, root = checkpoint.size, checkpoint.root
    body = body_of(origin, size, root).encode()
    verify_ed25519(public.ed25519, first.signature, body, place=place)
    message = subtree_message(origin, checkpoint.at_seconds, origin, size, root)
    verify_mldsa44(public.mldsa44, second.signature[TIME_SIZE:], message, place=place)
    return checkpoint


def body_of(origin: str, size: int, root: bytes) -> str:
    """Return the three lines a checkpoint's signatures are about."""
    return f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"


def subtree_message(signer: str, at_seconds: int, origin: str, size: int, root: bytes) -> bytes:
    """Return what an ML-DSA-44 line signs: label, signer, time, origin, 0, size, root."""
    name, log = signer.encode(), origin.encode()
    return b"".join(
        (
            SUBTREE_LABEL,
            bytes([len(name)]) + name,
            at_seconds.to_bytes(8),
            bytes([len(log)]) + log,
            bytes(8),  # the first leaf
            size.to_bytes(8),
            root,
        )
    )


def check_seconds(at_seconds: int) -> None:
    """Refuse a time that no line can carry.

    Raises:
        MalformedInput: before the epoch or beyond the bound.
    """
    if not 0 <= at_seconds <= SECONDS_MAX:
        raise MalformedInput("the time of a signature is out of bounds")


def _parse(text: str, place: str) -> tuple[Checkpoint, list[Line]]:
    if len(text) > TEXT_SIZE_MAX:
        raise MalformedMessage(f"a checkpoint is longer than {TEXT_SIZE_MAX} bytes", place=place)
    body, _, signatures = text.partition("\n\n")
    match = _body.fullmatch(body + "\n")
    if match is None:
        raise MalformedMessage("not the text of a checkpoint", place=place)
    lines = parse_lines(signatures, _KINDS, place)
    size, at_seconds = int(match[2]), int.from_bytes(lines[1].signature[:TIME_SIZE])
    if lines[0].name != match[1]:
        raise MalformedMessage("the checkpoint is not signed under its own name", place=place)
    if size > SIZE_MAX or at_seconds > SECONDS_MAX:
        raise MalformedMessage("a number in the checkpoint is out of bounds", place=place)
    root = decode_base64(match[3], place=place)
    return Checkpoint(match[1], size, root, at_seconds, text), lines
