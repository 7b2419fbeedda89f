"""The two-person rule: how many officers a deed takes, and whether these may do it together.

Two are two only when each may by himself and neither acts on the other's letters: whoever covers
an absent officer is no second person beside him.
"""

from __future__ import annotations

from collections.abc import Sequence

from accordant.model.instant import Instant
from accordant.model.marking import is_unclassified
from accordant.model.officer import SecondPersonAsked
from accordant.officers.asked import ASKS, Reason, Ruling, What
from accordant.officers.may import may
from accordant.officers.ranking import Rungs
from accordant.officers.register import Register


def persons_asked(register: Register, rungs: Rungs, what: What, at: Instant) -> int:
    """How many officers a deed takes at an instant: one, or two where a rule asks it."""
    if what.stopping and ASKS[what.deed].letter:
        return 1
    rules = register.standing("", SecondPersonAsked, at)
    asked = any(
        what.deed in rule.deeds and _at_or_above(rungs, what.level, rule.level)
        for _, rule, _ in rules
    )
    return 2 if asked else 1


def together(
    register: Register, rungs: Rungs, officers: Sequence[str], what: What, at: Instant
) -> Ruling:
    """Answer whether these officers may do together what is asked at an instant."""
    rulings = [may(register, rungs, each, what, at) for each in officers]
    grounds = tuple(reason for ruling in rulings for reason in ruling.grounds)
    lacking = tuple(reason for ruling in rulings for reason in ruling.lacking)
    asked = persons_asked(register, rungs, what, at)
    powers = {_whose(each, ruling) for each, ruling in zip(officers, rulings, strict=True)}
    count = min(len(set(officers)), len(powers))
    if count < asked:
        lacking += (Reason("second-person", {"deed": what.deed}),)
    return Ruling(not lacking, grounds, lacking)


def _whose(officer: str, ruling: Ruling) -> str:
    """Whose letters an officer acts on."""
    lent = [each.facts["absent"] for each in ruling.grounds if each.word == "covers"]
    return str(lent[0]) if lent else officer


def _at_or_above(rungs: Rungs, level: str | None, rule: str) -> bool:
    """Whether a rule from a level on catches another; what cannot be compared is caught."""
    if level is None or is_unclassified(rule) or level == rule:
        return True
    if is_unclassified(level):
        return False
    asked, bound = rungs.get(level), rungs.get(rule)
    if asked is None or bound is None or asked.scheme != bound.scheme:
        return True
    return asked.rank >= bound.rank
