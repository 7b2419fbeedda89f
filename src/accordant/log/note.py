"""Signed notes: a text, an empty line, and signature lines that say who signed with which key.

The C2SP signed-note form, narrowed to one spelling: two lines for each signer, Ed25519 first, and
nothing else. Format: docs/protocol/checkpoint.md.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from accordant.errors import MalformedMessage
from accordant.signing import ED25519_SIGNATURE_SIZE, MLDSA44_SIGNATURE_SIZE

NAME_PATTERN = r"accordant(?:/[A-Z]{3}(?::[A-Z0-9]{1,16})?){1,2}"
"""A log's origin or a signer's name: `accordant/KOR/JPN`, `accordant/JPN`."""

TEXT_SIZE_MAX = 8 * 1024  # characters of a checkpoint or of a cosignature
KEY_ID_SIZE = 4  # bytes
TIME_SIZE = 8  # bytes, big-endian seconds since the epoch
SECONDS_MAX = 2**53 - 1

_name = re.compile(NAME_PATTERN)
_line = re.compile(rf"— ({NAME_PATTERN}) ([A-Za-z0-9+/]+={{0,2}})\n")


class SignatureType(IntEnum):
    """The byte that says what a key signs, as C2SP assigns them."""

    ED25519 = 0x01
    ED25519_COSIGNATURE = 0x04
    MLDSA44_COSIGNATURE = 0x06


_SIZES = {
    SignatureType.ED25519: ED25519_SIGNATURE_SIZE,
    SignatureType.ED25519_COSIGNATURE: TIME_SIZE + ED25519_SIGNATURE_SIZE,
    SignatureType.MLDSA44_COSIGNATURE: TIME_SIZE + MLDSA44_SIGNATURE_SIZE,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One signature line: the signer's name, the key's id and the signature's bytes."""

    name: str
    key_id: bytes
    signature: bytes

    def __str__(self) -> str:
        """The line with its newline."""
        encoded = base64.b64encode(self.key_id + self.signature).decode()
        return f"— {self.name} {encoded}\n"


def check_name(name: str, *, place: str = "") -> None:
    """Refuse a text that is not an origin or signer's name.

    Raises:
        MalformedMessage: it is not.
    """
    if _name.fullmatch(name) is None:
        raise MalformedMessage("this is not the name of a log or signer", place=place)


@lru_cache(maxsize=1024)
def key_id(name: str, kind: SignatureType, public: bytes) -> bytes:
    """Return the four bytes that tell keys of one name apart; a hint, not a proof."""
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:KEY_ID_SIZE]


def parse_lines(text: str, kinds: tuple[SignatureType, SignatureType], place: str) -> list[Line]:
    """Return the two signature lines a text consists of, of these kinds in this order.

    Raises:
        MalformedMessage: another number of lines, another spelling, two names, a wrong length.
    """
    found = [_line.fullmatch(line) for line in text.splitlines(keepends=True)]
    lines = [_parse_line(match[1], match[2], place) for match in found if match is not None]
    if len(found) != len(kinds) or len(lines) != len(kinds):
        raise MalformedMessage("two signature lines were expected", place=place)
    if lines[0].name != lines[1].name:
        raise MalformedMessage("the two signature lines name two signers", place=place)
    for line, kind in zip(lines, kinds, strict=True):
        if len(line.signature) != _SIZES[kind]:
            raise MalformedMessage("a signature has the wrong length", place=place)
    return lines


def decode_base64(text: str, *, place: str = "") -> bytes:
    """Return the bytes of standard base64 in its one spelling: padded, unused bits zero.

    Raises:
        MalformedMessage: another spelling.
    """
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise MalformedMessage("not base64", place=place) from None
    if base64.b64encode(data).decode() != text:
        raise MalformedMessage("not the one spelling of base64", place=place)
    return data


def _parse_line(name: str, encoded: str, place: str) -> Line:
    data = decode_base64(encoded, place=place)
    return Line(name, data[:KEY_ID_SIZE], data[KEY_ID_SIZE:])
