"""Signs that a product has personal data: a warning to its writer, never a decision.

What looks like a name beside its field, an address, a telephone number or a number of a person is
told by portion and kind alone, so that no word of the content is shown or recorded. Numbers of
ships are no persons'. A sign may be wrong, and what has none may still be about somebody: the
caveat `personal-data` is the writer's word, and only that word decides anything.

Sources: ICAO Doc 9303 part 3 for document numbers (up to nine letters and digits; Korea one letter
and eight digits, Japan two letters and seven digits, as issued), ITU-T E.164 for telephone
numbers; the Korean resident registration number has six and seven digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from accordant.model.marking import PERSONAL_DATA, Marking
from accordant.model.product import Product

TITLE = 0  # the number of no portion: the title of the whole

_APART = frozenset({"kind", "digest", "data", "media", "picture", "mmsi", "imo", "pattern"})
"""Fields that hold no words of a person: types, bytes, and the numbers of ships."""

SIGNS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "name": re.compile(
            r"(?im)^\s*(?:(?:full |sur|family |given )?names?|성명|이름|氏名|姓名)\s*[:=:]\s*\S"
        ),
        "e-mail address": re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"),
        "telephone number": re.compile(
            r"(?<![\w.+-])(?:\+\d{1,3}[ -]?(?:\d{1,4}[ -]?){2,4}\d{3,4}|0\d{1,3}-\d{3,4}-\d{4})"
            r"(?![\w-]|\.\d)"
        ),
        "passport number": re.compile(r"(?<![\w-])(?:[A-Z]\d{8}|[A-Z]{2}\d{7})(?![\w-])"),
        "resident number": re.compile(r"(?<![\w-])\d{6}-[1-8]\d{6}(?![\w-])"),
    }
)
"""What is looked for, by what it is called."""


class Sign(NamedTuple):
    """Where something looks like personal data, and like what."""

    portion: int  # from 1; TITLE for the title
    looks_like: str


def unmarked_signs(product: Product) -> tuple[Sign, ...]:
    """Return the signs in a product that is not marked as having personal data."""
    if PERSONAL_DATA in product.marking.caveats:
        return ()
    title = product.title if isinstance(product.title, str) else ""
    found = list(unmarked_signs_of(title, product.marking))
    for number, portion in enumerate(product.portions, start=1):
        words = list(_words_of(msgspec.to_builtins(portion.content)))
        found += [Sign(number, each) for each in _signs_in(words)]
    return tuple(found)


def unmarked_signs_of(title: str, marking: Marking) -> tuple[Sign, ...]:
    """Return the signs in a title, where the marking does not say it."""
    if PERSONAL_DATA in marking.caveats:
        return ()
    return tuple(Sign(TITLE, each) for each in _signs_in([title]))


def _signs_in(words: list[str]) -> list[str]:
    return [name for name, sign in SIGNS.items() if any(sign.search(each) for each in words)]


def _words_of(value: Any) -> Iterator[str]:
    """Every text of a content, but of the fields that hold none."""
    match value:
        case str():
            yield value
        case dict():
            for name, each in value.items():
                if name not in _APART:
                    yield from _words_of(each)
        case list() | tuple():
            for each in value:
                yield from _words_of(each)
