"""The text of a literate file before any parsing: one spelling only, or a refusal with its line.

What two people see alike must be alike, because they sign its digest: UTF-8 without a byte order
mark, lines ended by a line feed, Unicode normal form C, no control or direction-changing
characters (which can make a clause read otherwise than it parses).
"""

from __future__ import annotations

import re
import unicodedata

from accordant.errors import InstrumentTextError

SIZE_MAX = 256 * 1024  # bytes of one literate file; the longest here is a quarter of it

# C0 and C1 controls but the line feed, line separators, direction marks, and invisible characters.
_forbidden = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)


def checked_text(source: str | bytes, place: str) -> str:
    """Return the text, when it is spelled as a literate file must be.

    Raises:
        InstrumentTextError: too large, not UTF-8, or a character or form that is not allowed;
            the place is the file and line.
    """
    data = source if isinstance(source, bytes) else _encoded(source, place)
    if len(data) > SIZE_MAX:
        raise InstrumentTextError(f"the file is longer than {SIZE_MAX} bytes", place=f"{place}:1")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InstrumentTextError("the text is not UTF-8", place=f"{place}:{line}") from None
    _refuse_characters(text, place)
    return text


def _encoded(source: str, place: str) -> bytes:
    try:
        return source.encode("utf-8")
    except UnicodeEncodeError as error:
        line = source.count("\n", 0, error.start) + 1
        raise InstrumentTextError("the text is not UTF-8", place=f"{place}:{line}") from None


def _refuse_characters(text: str, place: str) -> None:
    found = _forbidden.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise InstrumentTextError(
            f"{_name(found.group())} is not allowed here", place=f"{place}:{line}"
        )
    if not unicodedata.is_normalized("NFC", text):
        lines = text.split("\n")
        line = next(n for n, t in enumerate(lines, 1) if not unicodedata.is_normalized("NFC", t))
        raise InstrumentTextError("the text is not in normal form C", place=f"{place}:{line}")


def _name(character: str) -> str:
    known = {"\x00": "a zero byte", "\r": "a carriage return", "\t": "a tab",
             "\ufeff": "a byte order mark"}  # fmt: skip
    return known.get(character, f"the invisible character U+{ord(character):04X}")
