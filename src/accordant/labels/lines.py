"""The lines people see: banner and portion mark as the nation writes them, and the recipient's.

The recipient marks with the originating government's name and its own corresponding level, and
leaves the originator's label as it came (Japan-Korea agreement of 2016, Art. 4(2)-(3)).
"""

from __future__ import annotations

import msgspec

from accordant.errors import LevelNotInTable
from accordant.labels.controls import Control, controls_of
from accordant.labels.proposed import Proposal
from accordant.labels.terms import CaveatForm, Policies, Policy, policy_of
from accordant.model.marking import Marking
from accordant.model.party import state_of

UNTIL = {"en": "until designated", "ko": "지정 시까지", "ja": "指定まで"}


class Received(msgspec.Struct, frozen=True):
    """What stands on an item at its recipient."""

    original: str  # the originator's banner, untouched
    line: str  # what the recipient adds, in its own form and language
    levels: tuple[str, ...]  # the recipient's levels in the line
    designated: bool  # false: several levels are possible and the authority has not yet chosen


def banner(marking: Marking, policies: Policies) -> str:
    """Return the line at the top and bottom of a page: `SECRET//ORCON/REL TO USA, JPN`.

    Raises:
        LevelNotInTable: the level is of no known vocabulary.
        MalformedInput: a caveat is misspelt, contradicts another, or is not of this nation.
    """
    policy = policy_of(policies, marking.level)
    caveats = [_written(each, policy, "banner") for each in _in_order(marking, policy)]
    return _joined(policy.term(marking.level).banner, caveats, policy)


def portion(marking: Marking, policies: Policies) -> str:
    """Return the mark before a portion: `(S//OC/REL TO USA, JPN)`.

    Raises:
        LevelNotInTable, MalformedInput: as for `banner`.
    """
    policy = policy_of(policies, marking.level)
    caveats = [_written(each, policy, "portion") for each in _in_order(marking, policy)]
    return f"({_joined(policy.term(marking.level).portion, caveats, policy)})"


def received(
    marking: Marking, proposal: Proposal, policies: Policies, *, designated: str = ""
) -> Received:
    """Return what a recipient writes on an item that came with this marking.

    Args:
        marking: the originator's, untouched.
        proposal: what `proposed` said of its level for the recipient.
        policies: the vocabularies of both sides.
        designated: the recipient's level its authority chose; empty: not yet chosen.

    Raises:
        LevelNotInTable: a level of no known vocabulary, a choice that is not among the proposal's
            levels, or a policy that is not national.
        MalformedInput: a caveat is misspelt or contradicts another.
    """
    originator = policy_of(policies, marking.level)
    if designated and designated not in proposal.levels:
        raise LevelNotInTable(f"`{designated[:40]}` is not among the corresponding levels")
    levels = (designated,) if designated else proposal.handling
    recipient = policy_of(policies, levels[0])
    if not (originator.national and recipient.national):
        raise LevelNotInTable("TLP says how far to share; it has no equal among levels")
    terms = " + ".join(recipient.term(level).banner for level in levels)
    chosen = bool(designated) or len(proposal.levels) == 1
    line = recipient.foreign.format(
        level=terms,
        party=state_of(marking.level),
        government=getattr(originator.government, recipient.language),
    )
    if not chosen:
        line = f"{line} ({UNTIL[recipient.language]})"
    return Received(banner(marking, policies), line, levels, chosen)


def _in_order(marking: Marking, policy: Policy) -> list[Control]:
    """Caveats in the order the nation writes them: as its table lists them, its own words last."""
    kinds = [form.kind for form in policy.caveats]
    read = controls_of(marking, policy)
    return sorted(read, key=lambda each: kinds.index(each.kind) if each.kind in kinds else 99)


def _written(control: Control, policy: Policy, where: str) -> str:
    form: CaveatForm | None = policy.form(control.kind)
    if form is None:  # the originator's own words
        return control.words
    parties = control.parties
    if policy.own_first:
        parties = tuple(sorted(parties, key=lambda each: (each != policy.party, len(each), each)))
    written: str = getattr(form, where)
    return written.format(list=", ".join(parties), slashes="/".join(parties))


def _joined(level: str, caveats: list[str], policy: Policy) -> str:
    if not caveats:
        return level
    return level + policy.before_caveats + policy.between_caveats.join(caveats)
