"""What a recipient writes on what it receives, by the agreement and its own vocabulary."""

from __future__ import annotations

from accordant.adapters import terms_table
from accordant.errors import LevelNotInTable
from accordant.labels.lines import Received, received
from accordant.labels.proposed import proposed
from accordant.law.instrument import Instrument, clause_of
from accordant.model.marking import Marking


def mark_received(
    marking: Marking, to: str, under: Instrument, *, designated: str = ""
) -> Received:
    """Return the line a recipient adds: the originating government's name and its own level.

    Where one level corresponds to two, both stand in the line until the recipient's authority
    has designated one.

    Args:
        marking: the originator's, which stays as it came.
        to: the recipient.
        under: the agreement, whose table alone says which levels are equal.
        designated: the recipient's level, once its authority has chosen.

    Raises:
        LevelNotInTable: the agreement gives the level no equal, or there is no vocabulary of the
            recipient; a level is never rounded.
    """
    policies = terms_table.load()
    table = clause_of(under, "equivalence")
    found = None
    if table is not None:
        found = proposed(table.rows, marking.level, to, policies.get(to[:3]))
    if found is None:
        raise LevelNotInTable(f"`{under.identifier}` gives {marking.level} no equal of {to}")
    return received(marking, found, policies, designated=designated)
