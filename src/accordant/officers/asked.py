"""What an officer wants to do, what that asks of him, and the answer with its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from accordant.model.officer import Deed


class What(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A deed with everything that limits it; what is not known is never taken as harmless.

    Attributes:
        deed: what is done.
        level: of the information, in this party's own terms; None: not known.
        subjects: what it is about.
        countries: whom it goes to or concerns.
        instrument: identifier of the instrument relied on; empty: none, or not known.
        authors: officers who wrote it; empty: it was written elsewhere; None: not known.
        stopping: it only stops or narrows what another started, so a letter's limits do not count.
    """

    deed: Deed
    level: str | None = None
    subjects: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    instrument: str = ""
    authors: tuple[str, ...] | None = None
    stopping: bool = False


class Reason(msgspec.Struct, frozen=True):
    """One thing found or missing: a word of `sentences.SENTENCES` with what fills it.

    A whole number among the facts is an instant, for the teller to write in people's own zone.
    """

    word: str
    facts: dict[str, str | int] = {}


class Ruling(msgspec.Struct, frozen=True):
    """Yes with what it rests on, or no with everything that is missing."""

    yes: bool
    grounds: tuple[Reason, ...]
    lacking: tuple[Reason, ...] = ()


class Asks(NamedTuple):
    """What a deed asks besides a post held."""

    letter: bool = True
    clearance: bool = False
    need: bool = False  # every subject in some group of the officer
    categories: bool = False  # the letter's limits that count
    level: bool = False
    countries: bool = False
    stranger: bool = False  # that the officer did not write it


ASKS: Mapping[Deed, Asks] = MappingProxyType(
    {
        "read": Asks(letter=False, clearance=True, need=True),
        "approve": Asks(True, True, True, True, True, True, True),
        "consent": Asks(True, True, True, True, True, True, True),
        "order": Asks(clearance=True, categories=True, level=True, countries=True),
        "adopt": Asks(countries=True),
        "notify": Asks(countries=True),
        "assure": Asks(level=True, countries=True),
        "designate": Asks(clearance=True, level=True, countries=True),
        "appoint": Asks(),
    }
)
"""No deed asks for nothing: whoever only reads needs clearance and need, all others a letter."""
