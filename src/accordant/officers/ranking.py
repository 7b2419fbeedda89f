"""Which level a clearance or a letter reaches: within one ranking of one nation, never across.

Japan's specially designated secrets and its special defence secrets are not joined by any ranking,
and neither is any nation's with another's. What has no rank is reached by its own name alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from accordant.model.marking import is_unclassified


class Rung(NamedTuple):
    """Where a level stands: in which scheme, how high."""

    scheme: str
    rank: int


Rungs: TypeAlias = Mapping[str, Rung]
"""Every ranked level a node knows, from the vocabularies."""


def reaches(rungs: Rungs, highest: str, level: str) -> bool:
    """Whether a level is at or below another of the same scheme; the unclassified always is."""
    if is_unclassified(level) or level == highest:
        return True
    top, asked = rungs.get(highest), rungs.get(level)
    if top is None or asked is None:
        return False
    return top.scheme == asked.scheme and asked.rank <= top.rank


def cleared(rungs: Rungs, scheme: str, highest: str, level: str) -> bool:
    """Whether a clearance of a scheme reaches a level.

    A clearance that names another scheme than its level's own reaches nothing.
    """
    rung = rungs.get(highest)
    return (rung is None or rung.scheme == scheme) and reaches(rungs, highest, level)
