"""The terms of one policy: how a nation names, writes and ranks its levels and caveats.

A rank compares terms of one ranking of one policy and of nothing else; what equals what across
nations stands in the equivalence clause of an instrument alone. TLP is here as a policy that is
not national: it says how far to share and is never equated to a level of a nation (FIRST, TLP
2.0, introduction c). Data and sources: `accordant/data/terms`, docs/labels.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal, TypeAlias

import msgspec

from accordant.errors import LevelNotInTable
from accordant.model.marking import Level
from accordant.model.party import state_of

Known: TypeAlias = Literal["read", "second-hand", "unverified"]
"""Whether the source was read, read about elsewhere, or only remembered."""

ControlKind: TypeAlias = Literal[
    "originator-control", "no-foreign", "release-list", "eyes-only", "display-only", "other"
]
"""What a caveat does; `other` are words of the originator that nothing here interprets."""

Line: TypeAlias = Annotated[
    str, msgspec.Meta(pattern=r"^[^\x00-\x1f\x7f-\x9f]+\Z", max_length=300)
]
Oid: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[0-2](\.[0-9]{1,39}){1,20}\Z")]
"""An object identifier. Those packaged are of the arc 2.25 (ITU-T X.667), made by this project
from the party code: no nation has registered them."""


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same in three languages."""

    en: Line
    ko: Line
    ja: Line


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One level as its nation writes it."""

    level: Level
    native: Line  # in its own script
    latin: Line
    english: Line
    banner: Line
    portion: Line  # without its brackets
    label: Annotated[str, msgspec.Meta(pattern=r"^[^\x00-\x20]+( [^\x00-\x20]+)*\Z")]
    """Its name in labels and policy files; where an agreement romanises it, so."""
    code: Annotated[int, msgspec.Meta(ge=0, le=255)]  # lacv of a policy file
    hierarchy: Annotated[int, msgspec.Meta(ge=0, le=255)]  # a policy file knows one order only
    order: str = ""  # the ranking it belongs to; empty: it is not ranked
    rank: Annotated[int, msgspec.Meta(ge=0, le=255)] = 0  # within the ranking; higher is stricter
    open: bool = False  # no limit on who may have it
    basis: Line
    source: Line
    status: Known
    remark: str = ""
    onward: Words | None = None  # of TLP: how far it may be shared


class CaveatForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a nation writes one kind of caveat; `{list}` is A, B and `{slashes}` A/B."""

    kind: ControlKind
    banner: Line
    portion: Line
    source: Line
    status: Known
    remark: str = ""


class Preference(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which of several levels a nation proposes for what it receives."""

    among: Annotated[tuple[Level, ...], msgspec.Meta(min_length=2, max_length=16)]
    proposes: Level
    source: Line
    status: Known


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The vocabulary of one nation, or of TLP."""

    party: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}\Z")]
    language: Literal["en", "ko", "ja"]
    national: bool  # false: it says how far to share, and is no classification
    oid: Oid
    numeric: Annotated[str, msgspec.Meta(pattern=r"^([0-9]{3})?\Z")]  # ISO 3166-1; empty: none
    before_caveats: str
    between_caveats: str
    own_first: bool  # in lists the own country stands first, the others in alphabetical order
    foreign: str  # what it writes on foreign government information
    government: Words
    terms: tuple[Term, ...]
    caveats: tuple[CaveatForm, ...] = ()
    proposals: tuple[Preference, ...] = ()

    def term(self, level: str) -> Term:
        """The term of a level.

        Raises:
            LevelNotInTable: it is no level of this policy.
        """
        for each in self.terms:
            if each.level == level:
                return each
        raise LevelNotInTable(f"`{level[:40]}` is no level of {self.party}")

    def named(self, label: str) -> Term | None:
        """The term a label or policy file calls so, in exactly this spelling."""
        return next((each for each in self.terms if each.label == label), None)

    def form(self, kind: ControlKind) -> CaveatForm | None:
        """How this policy writes a kind of caveat, or None where it has no such caveat."""
        return next((each for each in self.caveats if each.kind == kind), None)


Policies: TypeAlias = dict[str, Policy]
"""Policies by party."""


def policy_of(policies: Policies, level: str) -> Policy:
    """Return the policy a level belongs to.

    Raises:
        LevelNotInTable: there is no vocabulary of that party.
    """
    found = policies.get(state_of(level))
    if found is None:
        known = ", ".join(sorted(policies))
        raise LevelNotInTable(
            f"there is no vocabulary for `{level[:40]}`", hint=f"Vocabularies are of: {known}."
        )
    return found


def outranks(policy: Policy, one: str, other: str) -> bool | None:
    """Return whether one level is stricter than another of the same policy; None: not ranked.

    Raises:
        LevelNotInTable: either is no level of this policy; ranks never compare across policies.
    """
    first, second = policy.term(one), policy.term(other)
    if not first.order or first.order != second.order:
        return None
    return first.rank > second.rank


def stricter(policy: Policy, level: str) -> tuple[str, ...]:
    """Return the levels of the same policy known to stand above a level.

    A level that belongs to no ranking stands where the one order of policy files has it: below
    the secrets, without being one. Between two rankings nothing is known.

    Raises:
        LevelNotInTable: it is no level of this policy.
    """
    low = policy.term(level)
    return tuple(
        high.level
        for high in policy.terms
        if (high.order == low.order and high.rank > low.rank)
        or (not low.order and high.hierarchy > low.hierarchy)
    )


def strictest(policy: Policy, levels: Iterable[str]) -> tuple[str, ...]:
    """Return the levels that no other among them outranks: one, or several if not ranked.

    Raises:
        LevelNotInTable: one is no level of this policy.
    """
    listed = tuple(dict.fromkeys(levels))
    return tuple(
        level
        for level in listed
        if not any(outranks(policy, other, level) for other in listed if other != level)
    )


def fault_of(policy: Policy) -> str:
    """Say what contradicts itself in a policy; empty when nothing does."""
    levels = [term.level for term in policy.terms]
    for what, listed in (
        ("level", levels),
        ("label", [term.label for term in policy.terms]),
        ("code", [str(term.code) for term in policy.terms]),
        ("caveat", [str(form.kind) for form in policy.caveats]),
    ):
        twice = next((each for each in listed if listed.count(each) > 1), None)
        if twice is not None:
            return f"the {what} `{twice}` stands twice"
    strange = next((each for each in levels if state_of(each) != policy.party), None)
    if strange is not None:
        return f"`{strange}` is a level of another party"
    for preference in policy.proposals:
        if not set(preference.among) <= set(levels) or preference.proposes not in preference.among:
            return "a proposal is among other levels than those listed"
    return ""
