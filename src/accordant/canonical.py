"""The only JSON that is hashed or signed: RFC 8785, without floating-point numbers.

One value has one spelling. `parse` takes only that spelling: bytes that decode to a value whose
own encoding differs are refused, as are unknown fields, duplicate fields and anything over the
stated size. `rfc8785` is the oracle in the tests; msgspec does the work because it is fast, and
this module mends the three places where it says less than the standard: the order of keys beyond
the basic plane, integers a double cannot hold, and floats. Format: docs/protocol/canonical.md.
"""

from __future__ import annotations

import hashlib
from types import UnionType
from typing import Any, TypeVar, overload

import msgspec
from msgspec import inspect

from accordant.errors import AccordantError, MalformedInput

T = TypeVar("T")

INTEGER_MAX = 2**53 - 1  # RFC 8785 section 3.2.2.3: what an IEEE double holds exactly
SIZE_MAX = 16 * 1024 * 1024  # bytes of one canonical document

_encoder = msgspec.json.Encoder(order="sorted")
_encoder_in_order = msgspec.json.Encoder()
_decoders: dict[Any, msgspec.json.Decoder[Any]] = {}
_open_kinds: dict[type, bool] = {}
_CLOSED = (
    inspect.StrType,
    inspect.BytesType,
    inspect.BoolType,
    inspect.NoneType,
    inspect.LiteralType,
    inspect.RawType,  # bytes of another document, which is parsed by itself
)
_ASTRAL_LEADS = tuple(bytes([lead]) for lead in range(0xF0, 0xF5))  # UTF-8 beyond U+FFFF


def encode(value: object) -> bytes:
    """Return the canonical bytes of a msgspec Struct, mapping, list or scalar.

    Binary fields become standard base64 with padding. Keys are sorted by UTF-16 code units
    (RFC 8785 section 3.2.3), which differs from the order of code points beyond the basic plane.

    Raises:
        MalformedInput: the value holds something this form cannot spell: a float, an integer
            beyond INTEGER_MAX, a lone surrogate, a key that is no text.
    """
    try:
        data = _encoder.encode(value)
        if _has_open_numbers(type(value)):
            _check(msgspec.to_builtins(value))
    except (TypeError, ValueError, OverflowError, RecursionError):
        raise MalformedInput("a value cannot be written as canonical JSON") from None
    if data.isascii() or not any(lead in data for lead in _ASTRAL_LEADS):
        return data
    return _encoder_in_order.encode(_sorted_by_utf16(msgspec.json.decode(data)))


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical bytes as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(encode(value)).hexdigest()


def digest_of_bytes(data: bytes) -> str:
    """Return the SHA-256 of bytes already canonical, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


@overload
def parse(
    data: bytes,
    kind: type[T],
    *,
    size_max: int = SIZE_MAX,
    place: str = "",
    error: type[AccordantError] = MalformedInput,
) -> T: ...


@overload
def parse(
    data: bytes,
    kind: UnionType,
    *,
    size_max: int = SIZE_MAX,
    place: str = "",
    error: type[AccordantError] = MalformedInput,
) -> Any: ...


def parse(
    data: bytes,
    kind: Any,
    *,
    size_max: int = SIZE_MAX,
    place: str = "",
    error: type[AccordantError] = MalformedInput,
) -> Any:
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
        value = decoder.decode(data)
        spelling = encode(value)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as reason:
        # The decoder's text names the field, never its content.
        raise error(_plain(reason), place=place) from None
    except MalformedInput as reason:
        raise error(reason.message, place=place) from None
    if spelling != data:
        raise error("not in canonical form (RFC 8785)", place=place)
    return value


def read(data: bytes, kind: type[T], *, size_max: int = SIZE_MAX, place: str = "") -> T:
    """Return a value from JSON as a person writes it: any spacing and order, known fields only.

    For files at the edge alone; nothing that is hashed or signed is read this way.

    Raises:
        MalformedInput: too large, not JSON, unknown or missing field, or a wrong type.
    """
    if len(data) > size_max:
        raise MalformedInput(f"longer than {size_max} bytes", place=place)
    try:
        return msgspec.json.decode(data, type=kind, strict=True)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as reason:
        raise MalformedInput(_plain(reason), place=place) from None


def _plain(error: Exception) -> str:
    """The decoder's reason in words a user reads: where, and what was expected."""
    text = str(error)
    return text[:1].lower() + text[1:] if text else "not valid JSON"


def _sorted_by_utf16(value: Any) -> Any:
    """The same value with the keys of its mappings in the order of RFC 8785."""
    if isinstance(value, dict):
        in_order = sorted(value.items(), key=lambda item: item[0].encode("utf-16-be"))
        return {key: _sorted_by_utf16(member) for key, member in in_order}
    if isinstance(value, list):
        return [_sorted_by_utf16(member) for member in value]
    return value


def _check(value: Any) -> None:
    """Refuse floats, integers beyond the bound and keys that are no text, at any depth."""
    if isinstance(value, float):
        raise TypeError
    if isinstance(value, int) and abs(value) > INTEGER_MAX:
        raise OverflowError
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise TypeError
        value = list(value.values())
    if isinstance(value, list | tuple):
        for member in value:
            _check(member)


def _has_open_numbers(kind: type) -> bool:
    """Whether a type lets in numbers this form cannot spell; found out once for each type.

    A type all of whose integers are bounded needs no look at its values, so a bound in the model
    is also a saving on every item.
    """
    known = _open_kinds.get(kind)
    if known is None:
        try:
            known = _is_open(inspect.type_info(kind), set())
        except (TypeError, NameError):
            known = True
        _open_kinds[kind] = known
    return known


def _is_open(info: inspect.Type, seen: set[Any]) -> bool:
    if isinstance(info, inspect.StructType):
        if info.cls in seen:
            return False
        seen.add(info.cls)
    if isinstance(info, inspect.IntType):
        return not _is_bounded(info)
    if isinstance(info, _CLOSED):
        return False
    parts = _parts(info)
    return not parts or any(_is_open(part, seen) for part in parts)


def _is_bounded(info: inspect.IntType) -> bool:
    lower = info.ge if info.ge is not None else info.gt
    upper = info.le if info.le is not None else info.lt
    return None not in (lower, upper) and max(abs(lower or 0), abs(upper or 0)) <= INTEGER_MAX


def _parts(info: inspect.Type) -> list[inspect.Type]:
    """The types inside a type; none for those not known here, which count as open."""
    if isinstance(info, inspect.StructType):
        return [field.type for field in info.fields]
    if isinstance(info, inspect.UnionType | inspect.TupleType):
        return list(info.types if isinstance(info, inspect.UnionType) else info.item_types)
    if isinstance(info, inspect.VarTupleType | inspect.ListType):
        return [info.item_type]
    if isinstance(info, inspect.DictType) and isinstance(info.key_type, inspect.StrType):
        return [info.value_type]
    return [info.type] if isinstance(info, inspect.Metadata) else []
