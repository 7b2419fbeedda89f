"""A marking is a level in the originator's own terms plus caveats; never a number, never rounded.

A level is written `KOR:II`: the state, then the term's key in the instrument's `[terms]`. An
unclassified product is marked too, with the key `U` (`KOR:U`): it is outside every instrument.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, TypeAlias

import msgspec

LEVEL_PATTERN = r"^[A-Z]{3}:[A-Za-z0-9-]{1,24}\Z"
Level: TypeAlias = Annotated[str, msgspec.Meta(pattern=LEVEL_PATTERN)]

Caveat: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[^\x00-\x1f\x7f-\x9f]{1,64}\Z")]
"""A handling caveat in the originator's own words; nothing that could disturb a screen."""

UNCLASSIFIED_KEY = "U"
_UNCLASSIFIED_ENDING = f":{UNCLASSIFIED_KEY}"

Marker: TypeAlias = Literal["REAL", "EXERCISE", "TEST"]
"""What a product is for. Stands in the signed header; nothing downstream can strip it."""


class Marking(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The originator's label of a product or portion."""

    level: Level
    caveats: Annotated[tuple[Caveat, ...], msgspec.Meta(max_length=16)] = ()


EYES_ONLY = "eyes-only"
DISPLAY_ONLY = "display-only"
PERSONAL_DATA = "personal-data"
ORIGINATOR_CONTROL = frozenset({"originator-control", "ORCON"})
"""The word of the vocabulary, and how labels and banners spell it."""

_LIST = re.compile(r"eyes-only(?: [A-Z]{3})+")


def is_list(caveat: str) -> bool:
    """Whether a caveat means to name who may have the item: `eyes-only AUS JPN`."""
    return caveat.startswith(f"{EYES_ONLY} ")


def listed(caveat: str) -> frozenset[str] | None:
    """Return the states an eyes-only list names; None where it cannot be read."""
    if not _LIST.fullmatch(caveat):
        return None
    return frozenset(caveat.split(" ")[1:])


def is_unclassified(level: str) -> bool:
    """Whether the level says the product is outside every instrument."""
    return level.endswith(_UNCLASSIFIED_ENDING)
