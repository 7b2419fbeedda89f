"""Fit a TOML table to a schema, with refusals in words a drafter of treaties reads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

import msgspec

from accordant.errors import InstrumentTextError
from accordant.literate.document import Table

T = TypeVar("T")

_words = {"str": "text", "int": "a number", "bool": "true or false", "array": "a list",
          "object": "a table", "datetime": "a date and time", "null": "nothing",
          "float": "a number with a decimal point"}  # fmt: skip
_typed = re.compile(r"`(\w+)`")
_pattern = re.compile(r" matching regex '.*'$")
_choice = re.compile(r"^Invalid enum value '?(.*?)'?$")
_top_key = re.compile(r"unknown field `([^`]+)`$| - at `\$\.([\w-]+)")


def fit(table: Table, schema: type[T], place: str, lines: Mapping[str, int] | None = None) -> T:
    """Return the table as a value of the schema.

    `place` is the file and the line of the block, or the file alone when `lines` gives the line
    of each key.

    Raises:
        InstrumentTextError: an unknown or missing key, or a value of another kind.
    """
    try:
        return msgspec.convert(table, schema, strict=True)
    except msgspec.ValidationError as error:
        reason = str(error)
    found = _top_key.search(reason)
    key = (found.group(1) or found.group(2)) if found else ""
    if lines is not None:
        place = f"{place}:{lines.get(key, 1)}"
    raise InstrumentTextError(_plain(reason), place=place)


def _plain(reason: str) -> str:
    """The reason without the names of types."""
    words = reason.replace("Object contains unknown field", "there is no key")
    words = words.replace("Object missing required field", "the key is missing:")
    words, _, where = words.partition(" - at ")
    words = _pattern.sub(" of another form", words)
    words = _choice.sub(r"`\1` is not among the words allowed", words)
    if words.startswith("Expected"):
        words = _typed.sub(lambda found: _words.get(found.group(1), found.group()), words)
    words = words[:1].lower() + words[1:]
    where = where.strip("`").removeprefix("$").removeprefix(".")
    return f"`{where}`: {words}" if where else words
