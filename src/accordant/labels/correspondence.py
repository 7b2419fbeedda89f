"""What policy files and equivalence tables say of each other; a file never becomes an agreement.

Reading a file gives its correspondences, one by one with their direction. They can be compared
with the table of an instrument, or written as a template of a clause for people to draft from;
only adoption by both parties makes it law. TLP is never equated to a level, whoever says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

import msgspec

from accordant.errors import MalformedInput
from accordant.labels.policy_file import Applied, PolicyFile
from accordant.labels.proposed import SHARING_ONLY
from accordant.labels.terms import Policies, Policy
from accordant.model.party import state_of

Rows: TypeAlias = Sequence[Sequence[str]]
Agreement: TypeAlias = Literal["same", "one-way", "only-in-file", "only-in-table", "not-known"]


class Correspondence(msgspec.Struct, frozen=True, kw_only=True):
    """One equivalence of a file, as written and, where the vocabularies know it, as levels."""

    name: str
    level: str  # empty: this classification is of no known vocabulary
    policy: str
    policy_oid: str
    code: int
    equal: str  # the level of the other policy; empty: not known
    applied: Applied


class Compared(msgspec.Struct, frozen=True):
    """How one pair of levels stands in a file and in a table."""

    level: str
    equal: str
    agreement: Agreement
    applied: str = ""


def correspondences(file: PolicyFile, policies: Policies) -> tuple[Correspondence, ...]:
    """Return what a file says equals what, from the highest classification, TLP left out."""
    own = known(file.name, file.oid, policies)
    if _sharing_only(file.name, file.oid, policies):
        return ()
    found = []
    for each in file.classifications:
        term = own.named(each.name) if own is not None else None
        for equal in each.equals:
            oid = file.equivalents[equal.policy]
            if _sharing_only(equal.policy, oid, policies):
                continue
            other = known(equal.policy, oid, policies)
            found.append(
                Correspondence(
                    name=each.name,
                    level=term.level if term is not None else "",
                    policy=equal.policy,
                    policy_oid=oid,
                    code=equal.code,
                    equal=_level(other, equal.code),
                    applied=equal.applied,
                )
            )
    return tuple(found)


def left_out(file: PolicyFile, policies: Policies) -> bool:
    """Return whether the file equates TLP to something, which is not read."""
    if _sharing_only(file.name, file.oid, policies):
        return bool(file.equivalents)
    return any(_sharing_only(name, oid, policies) for name, oid in file.equivalents.items())


def known(name: str, oid: str, policies: Policies) -> Policy | None:
    """Return the vocabulary of a policy by name and identifier together; names alone repeat."""
    found = policies.get(name)
    return found if found is not None and found.oid == oid else None


def compared(found: Iterable[Correspondence], rows: Rows, own: str) -> tuple[Compared, ...]:
    """Compare a file's correspondences with an instrument's table, pair by pair.

    Args:
        found: of one file.
        rows: of the instrument's equivalence clause.
        own: the party whose policy the file is.
    """
    said: dict[tuple[str, str], set[str]] = {}
    answer = []
    parties = set()
    for each in found:
        if each.level and each.equal:
            said.setdefault((each.level, each.equal), set()).add(each.applied)
        else:
            other = each.equal or f"{each.policy} {each.code}"
            answer.append(Compared(each.level or each.name, other, "not-known", each.applied))
        parties.add(state_of(each.equal))
    table = [
        (level, equal)
        for row in rows
        for level in row
        if state_of(level) == own
        for equal in row
        if state_of(equal) != own
    ]
    for pair in dict.fromkeys([*table, *said]):
        applied = said.get(pair, set())
        both = "both" in applied or {"encrypt", "decrypt"} <= applied
        agreement: Agreement = (
            "only-in-table"
            if not applied
            else "only-in-file"
            if pair not in table
            else "same"
            if both
            else "one-way"
        )
        answer.append(Compared(*pair, agreement, "both" if both else "".join(applied)))
    return tuple(answer)


def rows_of(found: Iterable[Correspondence]) -> tuple[tuple[str, ...], ...]:
    """Return the rows that correspondences with one other policy come to, in the file's order.

    Raises:
        MalformedInput: a level that is not known, several other policies (one table would equate
            what the file never did), or levels that would join two rows.
    """
    rows: list[list[str]] = []
    others = set()
    for each in found:
        if not (each.level and each.equal):
            raise MalformedInput(
                f"`{each.name}` or its equal {each.policy} {each.code} is of no known vocabulary"
            )
        others.add(state_of(each.equal))
        if len(others) > 1:
            raise MalformedInput("equals of several policies make no one table")
        touched = [row for row in rows if each.level in row or each.equal in row]
        if len(touched) > 1:
            raise MalformedInput(f"`{each.equal}` would join two rows; equals are never chained")
        row = touched[0] if touched else []
        if not touched:
            rows.append(row)
        row += [level for level in (each.level, each.equal) if level not in row]
    return tuple(tuple(sorted(row)) for row in rows)


def template(found: Sequence[Correspondence], source: str) -> str:
    """Return the table of a clause in TOML to draft from, one for each other policy.

    Each is headed by where it comes from and what it is not.

    Raises:
        MalformedInput: as for `rows_of`, or the file says no correspondence at all.
    """
    if not found:
        raise MalformedInput("the file says of no known level what it equals")
    by_policy: dict[tuple[str, str], list[Correspondence]] = {}
    for each in found:
        by_policy.setdefault((each.policy, each.policy_oid), []).append(each)
    said = "".join(each if each.isprintable() else " " for each in source)
    return "\n".join(_table(group, said) for group in by_policy.values())


def _table(found: Sequence[Correspondence], source: str) -> str:
    rows = rows_of(found)
    lines = [
        f"# A template from the policy file {source}.",
        "# One nation's file is no agreement: it holds once both parties adopt a text.",
    ]
    lines += [
        f"# One way only in the file: {each.level} and {each.equal} ({each.applied})."
        for each in found
        if each.applied != "both"
    ]
    listed = ["    [" + ", ".join(f'"{level}"' for level in row) + "]," for row in rows]
    return "\n".join([*lines, "rows = [", *listed, "]", ""])


def _level(policy: Policy | None, code: int) -> str:
    if policy is None:
        return ""
    return next((term.level for term in policy.terms if term.code == code), "")


def _sharing_only(name: str, oid: str, policies: Policies) -> bool:
    """Whether a policy is TLP, by its name or by the identifier this project gives it."""
    ours = policies.get(SHARING_ONLY)
    return name.upper().startswith(SHARING_ONLY) or (ours is not None and oid == ours.oid)
