"""Where the entries of a table in TOML stand, so that every refusal names file and line.

The TOML parser keeps no line numbers. The tables of this project have one entry under each
`[[heading]]` and one field on a line, so a search from the entry's heading finds the field.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from accordant.errors import MalformedInput

Part = TypeVar("Part")


def convert(value: Any, kind: type[Part], place: Callable[[str], str]) -> Part:
    """Return the value as the type asked for; the decoder names the field, never its content.

    Raises:
        MalformedInput: it is not one, at the place of the field at fault.
    """
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        reason, _, path = str(error).partition(" - at `$")
        field = re.match(r"\.([a-z_]+)", path)
        raise MalformedInput(reason, place=place(field.group(1) if field else "")) from None


class Lines:
    """Line numbers of a table's entries, for places."""

    def __init__(self, text: str, file: str, entry: str) -> None:
        """Look through the text once; `entry` is the word of the entries' heading."""
        self._lines = text.splitlines()
        self._file = file
        heading = f"[[{entry}]]"
        self._starts = [
            number for number, line in enumerate(self._lines, 1) if line.strip() == heading
        ]

    def document(self, text: str) -> dict[str, Any]:
        """The parsed text.

        Raises:
            MalformedInput: it is not TOML, or nested without bound.
        """
        try:
            return tomllib.loads(text)
        except ValueError as error:  # not TOML, or a number of thousands of digits
            raise MalformedInput("the table is not TOML", place=self._of_error(error)) from None
        except RecursionError:
            raise MalformedInput("the table is nested too deeply", place=self._file) from None

    def of_head(self, field: str) -> str:
        """The line of a field or table of the head."""
        return self._first(rf"{field}\s*=|\[{field}\]|\[\[{field}\]\]", 1, len(self._lines))

    def of_key(self, key: str) -> str:
        """The one line of a key of a table of the head."""
        return self._first(rf"{re.escape(key)}\s*=", 1, len(self._lines))

    def of_entry(self, number: int, field: str) -> str:
        """The line of a field of the entry counted from 0, else the line it starts on."""
        if number >= len(self._starts):
            return self._file
        start = self._starts[number]
        end = (*self._starts[number + 1 :], len(self._lines) + 1)[0]
        return self._first(rf"{field}\s*=", start, end - 1) if field else f"{self._file}:{start}"

    def _of_error(self, error: ValueError) -> str:
        """The line the TOML parser names, else the last."""
        found = re.search(r"at line (\d+)", str(error))
        return f"{self._file}:{found.group(1) if found else len(self._lines)}"

    def _first(self, pattern: str, start: int, end: int) -> str:
        """The place of the first line that matches, else of the first line searched."""
        for number in range(start, end + 1):
            if re.match(pattern, self._lines[number - 1]):
                return f"{self._file}:{number}"
        return f"{self._file}:{start}"
