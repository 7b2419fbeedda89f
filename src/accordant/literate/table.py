"""TOML as literate files use it: errors carry the file's line, and nothing that cannot be hashed.

Floats have many spellings and local times have no instant, so both are refused where they stand.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, time

from accordant.canonical import INTEGER_MAX
from accordant.errors import InstrumentTextError
from accordant.literate.document import Table

_position = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def parse_table(text: str, file: str, first_line: int) -> Table:
    """Return the table; `first_line` is the line of the file on which `text` begins.

    Raises:
        InstrumentTextError: not TOML, or a value of a kind that is not allowed.
    """
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        reason, line = _explain(error, text)
        raise InstrumentTextError(reason, place=f"{file}:{first_line + line}") from None
    for key, value in table.items():
        fault = _fault(value)
        if fault:
            line = line_of(key, text)
            raise InstrumentTextError(f"`{key}`: {fault}", place=f"{file}:{first_line + line}")
    return table


def line_of(key: str, text: str) -> int:
    """Return how many lines below the first the key is set, or 0 when that is not plain to see."""
    spelled = re.compile(rf'^\s*\[?"?{re.escape(key)}"?\s*[\]=.]')
    return next((n for n, line in enumerate(text.split("\n")) if spelled.match(line)), 0)


def _explain(error: Exception, text: str) -> tuple[str, int]:
    """The reason in plain words, and the line counted from 0."""
    message = str(error)
    found = _position.search(message)
    if not found:  # an integer of thousands of digits, or brackets nested without end
        return "the block is not TOML: a value is too long or nested too deep", 0
    line = int(found.group(1)) - 1 if found.group(1) else max(text.count("\n") - 1, 0)
    return f"the block is not TOML: {message[: found.start()].lower()}", line


def _fault(value: object) -> str:
    """Why a value may not stand in a table, or nothing."""
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return next((fault for fault in map(_fault, inner) if fault), "")
    if isinstance(value, float):
        return "numbers with a decimal point are not allowed"
    if isinstance(value, int) and abs(value) > INTEGER_MAX:
        return "the number is too large"
    if isinstance(value, date | time) and getattr(value, "tzinfo", None) is None:
        return "a date or time must name its zone offset"
    return ""
