"""JSON of other people's files: numbers stay text, and nothing stands twice or nests too deep.

Errors name the file and the line, never the content.
"""

from __future__ import annotations

import json
from typing import Any, Final

from accordant.errors import MalformedInput, Oversized

DEPTH_MAX: Final = 64  # of lists and objects
VALUES_MAX: Final = 3_000_000  # a small file of nothing but brackets would fill the memory


class NumberText(str):
    """A JSON number as the text it was written with: 2111.5 stays "2111.5", never a float."""

    __slots__ = ()


def parse(data: bytes, file: str, bytes_max: int) -> Any:
    """Return what the file says, with numbers as `NumberText`.

    Raises:
        MalformedInput: not JSON of RFC 8259, a field twice, NaN or Infinity, nested too deeply.
        Oversized: longer than `bytes_max`, or of more than VALUES_MAX values.
    """
    if len(data) > bytes_max:
        raise Oversized(f"the file is larger than {bytes_max} bytes", place=file)
    if sum(map(data.count, (b",", b"[", b"{"))) > VALUES_MAX:
        raise Oversized(f"the file holds more than {VALUES_MAX} values", place=file)
    try:
        value = json.loads(
            data.decode("utf-8"),
            parse_float=NumberText,
            parse_int=NumberText,
            parse_constant=_refuse,
            object_pairs_hook=_object,
        )
    except UnicodeDecodeError:
        raise MalformedInput("the file is not UTF-8", place=file) from None
    except json.JSONDecodeError as error:
        raise MalformedInput("the file is not JSON", place=f"{file}:{error.lineno}") from None
    except RecursionError:
        raise MalformedInput("the file is nested too deeply", place=file) from None
    except MalformedInput as error:
        raise MalformedInput(error.message, place=file) from None
    _check_depth(value, file)
    return value


def whole(text: str) -> str:
    """Return a text, once it is one: an escape can name half a character, which nobody can write.

    Raises:
        MalformedInput: it holds half a character.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise MalformedInput("a text holds half a character") from None
    return text


def _refuse(_: str) -> Any:
    raise MalformedInput("the file has a number that is none")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise MalformedInput("a field stands twice in an object")
    return fields


def _check_depth(value: Any, file: str) -> None:
    """Walk without recursion, level by level."""
    level = [value]
    for _ in range(DEPTH_MAX):
        inner: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                inner += each.values()
            elif isinstance(each, list):
                inner += each
        if not inner:
            return
        level = inner
    raise MalformedInput("the file is nested too deeply", place=file)
