"""The front matter of an instrument or order: closed keys, checked where they stand."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec

from accordant.errors import InstrumentTextError, MalformedInput
from accordant.literate.document import Document
from accordant.literate.fit import fit
from accordant.model.instant import load_zone
from accordant.model.marking import Level
from accordant.model.party import Party, state_of
from accordant.model.text import Identifier

INSTRUMENT_FORMAT = "accordant/instrument/1"
ORDER_FORMAT = "accordant/order/1"

Language: TypeAlias = Literal["en", "ja", "ko"]
Name: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The names of one level: in English, in its own script and romanised."""

    en: Name
    latin: str = ""
    ko: str = ""
    ja: str = ""


class InstrumentFront(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands above the articles of an agreement."""

    format: Literal["accordant/instrument/1"]
    id: Identifier
    title: Name
    parties: Annotated[tuple[Party, ...], msgspec.Meta(min_length=2, max_length=64)]
    authentic: Language  # the language of the text that binds
    zone: str = ""  # IANA name: the days of the text are days here; empty: the text names none
    terms: dict[Level, Term] = {}
    model: bool = False  # true: written for this project, not the text of an agreement
    binding: bool = True  # false: an arrangement, which authorises nothing alone


class OrderFront(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands above the articles of a national standing order."""

    format: Literal["accordant/order/1"]
    id: Identifier
    title: Name
    party: Party  # whose releasing authority orders
    authority: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,47}\Z")]  # a post
    authentic: Language
    zone: str
    model: bool = False


Front: TypeAlias = InstrumentFront | OrderFront


def front_of(document: Document) -> Front:
    """Return the front matter, checked.

    Raises:
        InstrumentTextError: an unknown format or key, a party named twice, parties of one state
            alone, a level of a state that is no party, or a zone that does not exist; the place
            is the key's line.
    """
    front: Front
    if document.front.get("format") == ORDER_FORMAT:
        front = fit(document.front, OrderFront, document.place, document.front_lines)
    else:
        front = fit(document.front, InstrumentFront, document.place, document.front_lines)
        _check_parties(document, front)
    try:
        if front.zone or isinstance(front, OrderFront):
            load_zone(front.zone)
    except MalformedInput as error:
        raise _error(document, "zone", error.message) from None
    return front


def _check_parties(document: Document, front: InstrumentFront) -> None:
    if len(set(front.parties)) != len(front.parties):
        raise _error(document, "parties", "a party is named twice")
    states = {state_of(party) for party in front.parties}
    if len(states) < 2:
        raise _error(document, "parties", "the parties are all of one state")
    for level in front.terms:
        if state_of(level) not in states:
            raise _error(document, "terms", f"`{level}` is a level of no party")


def _error(document: Document, key: str, reason: str) -> InstrumentTextError:
    line = document.front_lines.get(key, 1)
    return InstrumentTextError(reason, place=f"{document.place}:{line}")
