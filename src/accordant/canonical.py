"""The only JSON that is hashed or signed: RFC 8785, without floating-point numbers.

One value has one spelling. `parse` takes only that spelling: bytes that decode to a value whose
own encoding differs are refused, as are unknown fields, duplicate fields and anything over the
stated size. `rfc8785` is the oracle in the tests; msgspec does the work because it is fast.
"""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar

import msgspec

from accordant.errors import AccordantError, MalformedInput

T = TypeVar("T")

INTEGER_MAX = 2**53 - 1  # RFC 8785 section 3.2.2.3: what an IEEE double holds exactly
SIZE_MAX = 16 * 1024 * 1024  # bytes of one canonical document

_encoder = msgspec.json.Encoder(order="sorted")
_decoders: dict[Any, msgspec.json.Decoder[Any]] = {}


def encode(value: object) -> bytes:
    """Return the canonical bytes of a msgspec Struct, mapping, list or scalar.

    Binary fields become standard base64 with padding. Keys are sorted as ASCII strings, which
    is the order of RFC 8785 section 3.2.3 for the field names this project uses; a mapping key
    outside ASCII is refused by `check` in the tests' oracle. Floats never occur: no type of
    this project has one, and `parse` refuses them.

    Raises:
        MalformedInput: the value holds something JSON cannot spell.
    """
    try:
        return _encoder.encode(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise MalformedInput("a value cannot be written as canonical JSON") from error


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical bytes as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(encode(value)).hexdigest()


def digest_of_bytes(data: bytes) -> str:
    """Return the SHA-256 of bytes already canonical, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def parse(
    data: bytes,
    kind: type[T],
    *,
    size_max: int = SIZE_MAX,
    place: str = "",
    error: type[AccordantError] = MalformedInput,
) -> T:
    """Return the value of exactly the type asked for, from its one spelling.

    `error` is raised instead where the bytes come from somebody else than the person at hand:
    MalformedMessage for a partner's, KeyMissing for a key's document.

    Raises:
        MalformedInput: too large, not JSON, unknown or missing field, wrong type, or another
            spelling (white space, field order, escapes, number form) of a good value.
    """
    if len(data) > size_max:
        raise error(f"longer than {size_max} bytes", place=place)
    decoder = _decoders.get(kind)
    if decoder is None:
        decoder = _decoders[kind] = msgspec.json.Decoder(kind, strict=True)
    try:
        value: T = decoder.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as reason:
        # The decoder's text names the field, never its content.
        raise error(_plain(reason), place=place) from None
    if encode(value) != data:
        raise error("not in canonical form (RFC 8785)", place=place)
    return value


def _plain(error: Exception) -> str:
    """The decoder's reason in words a user reads: where, and what was expected."""
    text = str(error)
    return text[:1].lower() + text[1:] if text else "not valid JSON"
