"""Precedence of a message, RFC 6477 names; orders every outbox and nothing else.

Precedence is never a reason to release: it says how soon, not whether.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

Precedence: TypeAlias = Literal["routine", "priority", "immediate", "flash", "override"]

PRECEDENCES: tuple[Precedence, ...] = ("routine", "priority", "immediate", "flash", "override")

_rank = {name: rank for rank, name in enumerate(PRECEDENCES, start=1)}


def rank_of(precedence: Precedence) -> int:
    """Return 1 (routine) to 5 (override); higher goes first."""
    return _rank[precedence]
