"""Which own level a recipient gives to what it receives, where one level corresponds to several.

The agreement names them all and leaves the choice to the recipient's own law (Japan-Korea 2016,
Art. 4(1): two Japanese levels for one Korean). The nation's policy proposes, its designating
authority decides, and until then the item is handled as the strictest of them by the nation's own
ranking. Where that ranking does not order them, the handling rules of each apply together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

import msgspec

from accordant.errors import LevelNotInTable
from accordant.labels.terms import Policy, strictest
from accordant.model.party import state_of

Because: TypeAlias = Literal["only-one", "ranked", "not-ranked", "no-policy"]
"""Why an undecided item is handled so."""

SHARING_ONLY = "TLP"
"""The one policy that is no classification; it equals nothing."""


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """What the recipient may call an item, what it should, and how it handles it meanwhile."""

    level: str  # proposed: the only one, or the one the policy names; empty: the policy is silent
    levels: tuple[str, ...]  # all that correspond, in the order of the table
    handling: tuple[str, ...]  # whose handling rules apply, all of them, until designated
    because: Because
    source: str = ""  # whence the ranking is known, and the proposal

    @property
    def alternatives(self) -> tuple[str, ...]:
        """What the authority may choose instead of the proposed level."""
        return tuple(each for each in self.levels if each != self.level)

    @property
    def provisional(self) -> str:
        """The one level it is handled as until designated; empty where several apply together.

        An item without a level goes nowhere, so one of several rules is never picked in silence.
        """
        return self.handling[0] if len(self.handling) == 1 else ""

    @property
    def undecided(self) -> bool:
        """Whether a person must still designate the level."""
        return len(self.levels) > 1


def proposed(
    table: Sequence[Sequence[str]], level: str, party: str, policy: Policy | None
) -> Proposal | None:
    """Return what a party should call an item of a level; None when the level has no equal.

    Args:
        table: the rows of the instrument's equivalence clause.
        level: the originator's level, `KOR:II`.
        party: the recipient.
        policy: the recipient's vocabulary; None where there is none, and then nothing is ranked.

    Raises:
        LevelNotInTable: the table equates TLP to a level, or the policy is not the party's or
            does not know a level the table gives it.
    """
    levels = _corresponding(table, level, party)
    if not levels:
        return None
    if policy is None:
        because: Because = "only-one" if len(levels) == 1 else "no-policy"
        only = levels[0] if len(levels) == 1 else ""
        return Proposal(level=only, levels=levels, handling=levels, because=because)
    if policy.party != state_of(party):
        raise LevelNotInTable(f"the vocabulary is of {policy.party}, not of {party}")
    handling = strictest(policy, levels)
    if len(levels) == 1:
        return Proposal(level=levels[0], levels=levels, handling=levels, because="only-one")
    preference = next((p for p in policy.proposals if set(p.among) == set(levels)), None)
    sources = [policy.term(each).source for each in handling] if len(handling) == 1 else []
    sources += [preference.source] if preference else []
    return Proposal(
        level=preference.proposes if preference else "",
        levels=levels,
        handling=handling,
        because="ranked" if len(handling) == 1 else "not-ranked",
        source="; ".join(sources),
    )


def _corresponding(table: Sequence[Sequence[str]], level: str, party: str) -> tuple[str, ...]:
    """The levels of the party's state in the level's row; never of another row, never of TLP."""
    state = state_of(party)
    for row in table:
        if level not in row:
            continue
        if any(state_of(each) == SHARING_ONLY for each in row):
            raise LevelNotInTable("TLP says how far to share; no level of a nation equals it")
        return tuple(each for each in row if state_of(each) == state)
    return ()
