"""Something due under an agreement: a last day, an end of a term, an answer owed.

A day belongs to the zone beside it and is due until that day ends there; an instant is due then.
Where a text leaves open how days are counted, one thing is due on several days: the earliest is
the safe one, and none is called firm.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeAlias

import msgspec

from accordant import canonical
from accordant.model.instant import Instant
from accordant.model.product import Short, Word
from accordant.model.text import Identifier

Counted: TypeAlias = Literal["firm", "earliest", "later"]
"""By every reading; by the one that makes it soonest, the safe one; by one that makes it later."""


class Due(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One thing due, on a day or at an instant and never both."""

    what: Word  # `last-day-for-notice`, `term-ends`, `inquiry-results`
    day: date | None = None
    instant: Instant | None = None
    zone: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_+/-]{1,40}\Z")]  # IANA
    counted: Counted = "firm"
    instrument: Identifier
    article: Annotated[str, msgspec.Meta(pattern=r"^[0-9A-Za-z().-]{0,20}\Z")] = ""
    about: Short = ""  # the notice, item or inquiry that is meant, where there can be several
    title: Annotated[str, msgspec.Meta(pattern=r"^[^\x00-\x1f\x7f-\x9f]+\Z", max_length=200)]
    description: Annotated[
        str, msgspec.Meta(pattern=r"^[^\x00-\x09\x0b-\x1f\x7f-\x9f]*\Z", max_length=4000)
    ] = ""  # lines end with a line feed


def identity_of(due: Due) -> str:
    """Return the digest of what is due and when; its words may change, in three languages too."""
    meant = (
        due.what, due.day, due.instant, due.zone, due.counted, due.instrument, due.article,
        due.about,
    )  # fmt: skip
    return canonical.digest(msgspec.to_builtins(meant))


def fault_of(due: Due) -> str:
    """Return what keeps it from being due at one time; empty when whole."""
    if (due.day is None) == (due.instant is None):
        return "something is due on a day or at an instant, not both and not neither"
    return ""
