"""How precise an item may be where it goes: the grid of its times and places, rate and resolution.

A coarser grid satisfies a finer one. None in a field means that it is left as it is.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

import msgspec
from msgspec import UnsetType

Seconds: TypeAlias = Annotated[int, msgspec.Meta(ge=1, le=366 * 86_400)]
Metres: TypeAlias = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
Centimetres: TypeAlias = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]


class Precision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """No finer than this."""

    time: Seconds | None = None  # times are given to this many seconds, UTC
    place: Metres | None = None  # places are given as a cell at least this wide
    track: Seconds | None = None  # at most one position of a track in so many seconds
    resolution: Centimetres | None = None  # what a picture shows apart, on the ground

    def __post_init__(self) -> None:
        """Refuse a precision that asks nothing."""
        if not any(getattr(self, name) for name in FIELDS):
            raise ValueError("no precision is stated: name time, place, track or resolution")


FIELDS = ("time", "place", "track", "resolution")


def stricter(one: Precision | None, other: Precision | None) -> Precision | None:
    """Return the precision that satisfies both."""
    if one is None or other is None:
        return one or other
    coarser = (max(getattr(one, name) or 0, getattr(other, name) or 0) for name in FIELDS)
    return Precision(*(each or None for each in coarser))


def satisfies(applied: Precision | UnsetType | None, asked: Precision | UnsetType | None) -> bool:
    """Whether what was reduced to one precision is no finer than another; unknown is as it was."""
    if asked is None or isinstance(asked, UnsetType):
        return True
    if applied is None or isinstance(applied, UnsetType):
        return False
    return all((getattr(applied, name) or 0) >= (getattr(asked, name) or 0) for name in FIELDS)
