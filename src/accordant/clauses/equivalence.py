"""Levels of the parties correspond row by row; a level outside the table is never rounded.

Rows stand from the highest level to the lowest. A party may have several levels in a row; which
of them the recipient uses is its own choice under its own law, so the answer names them all. A
level without an equal for the recipient is withheld. An instrument without a table maps nothing.

Source: Japan-Korea 2016, Art. 4(1): SECRET and CONFIDENTIAL only, with two Japanese levels for
one Korean; the highest level of either side has no equal there.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from accordant.clauses.kind import (
    Cedar,
    Clause,
    Evaluate,
    Kind,
    Remedy,
    Sentence,
    Setting,
    cedar_set,
    lays_nothing,
    passes,
    remedy,
    withholds,
)
from accordant.model.case import Case, Finding
from accordant.model.marking import Level
from accordant.model.party import state_of

Row = Annotated[tuple[Level, ...], msgspec.Meta(min_length=2, max_length=64)]


class Equivalence(Clause, frozen=True, tag="equivalence"):
    """Which levels are equal, from the highest row to the lowest."""

    rows: Annotated[tuple[Row, ...], msgspec.Meta(min_length=1, max_length=16)]

    def __post_init__(self) -> None:
        """Refuse a level named twice and a row of one state: neither says what is equal."""
        levels = [level for row in self.rows for level in row]
        if len(set(levels)) != len(levels):
            raise ValueError("a level stands twice in the table")
        if any(len({state_of(level) for level in row}) < 2 for row in self.rows):
            raise ValueError("a row names the levels of one state only")


def corresponding(clause: Equivalence, level: str, party: str) -> tuple[str, ...]:
    """Return the levels of the party's state that equal a level; empty when it has none."""
    state = state_of(party)
    for row in clause.rows:
        if level in row:
            return tuple(other for other in row if state_of(other) == state)
    return ()


def at_most(clause: Equivalence) -> dict[str, frozenset[str]]:
    """Map each level to the levels of the same state at or below it."""
    return {
        level: frozenset(
            below for lower in clause.rows[rank:] for below in lower if below[:3] == level[:3]
        )
        for rank, row in enumerate(clause.rows)
        for level in row
    }


def sufficient(clause: Equivalence) -> dict[tuple[str, str], frozenset[str]]:
    """Map (level, another state) to the levels of that state at or above the level's equal."""
    return {
        (level, equal[:3]): frozenset(
            above for row in clause.rows[: rank + 1] for above in row if above[:3] == equal[:3]
        )
        for rank, row in enumerate(clause.rows)
        for level in row
        for equal in row
        if equal[:3] != level[:3]
    }


def meaning(clause: Equivalence, setting: Setting) -> Evaluate:
    """Pass when the level has an equal for the recipient; else withhold."""
    findings = {}
    for level, state in sufficient(clause):
        equal = ", ".join(corresponding(clause, level, state))
        findings[level, state] = passes(clause, setting, "equals", level=level, equal=equal)

    def evaluate(case: Case, _in_play: object) -> Finding:
        return findings.get((case.level, case.recipient[:3])) or withholds(
            clause, setting, "no-equal", level=case.level, recipient=case.recipient
        )

    return evaluate


def cure(clause: Equivalence, setting: Setting, case: Case, _finding: Finding) -> Remedy:
    """Never a lower level: a version written for the recipient, or another instrument."""
    return remedy(clause, setting, "originator", "write-for-recipient", recipient=case.recipient)


def cedar(clause: Equivalence, _setting: Setting) -> Cedar:
    """Grant each level to the states that have its equal."""
    states: dict[str, set[str]] = {}
    for level, state in sufficient(clause):
        states.setdefault(level, set()).add(state)
    rows = (
        f'(context.level == "{level}"'
        f" && {cedar_set(frozenset(equals))}.contains(context.recipientState))"
        for level, equals in sorted(states.items())
    )
    return Cedar(grant=" || ".join(rows))


SENTENCES = {
    "equals": Sentence(
        en="Level {level} corresponds to {equal}.",
        ko="등급 {level}은(는) 다음 등급에 상응한다: {equal}.",
        ja="秘密区分{level}は{equal}に相当する。",
    ),
    "no-equal": Sentence(
        en="Level {level} has no equal for {recipient} in the table, and is not rounded down.",
        ko="등급 {level}에 상응하는 접수국({recipient})의 등급이 표에 없으며, "
        "하향 조정하지 아니한다.",
        ja="秘密区分{level}に相当する{recipient}の区分は表になく、下位の区分に読み替えない。",
    ),
    "write-for-recipient": Sentence(
        en="Write a version for {recipient} whose own content is of a level in the table, "
        "or rely on an instrument that maps this level.",
        ko="내용 자체가 표에 있는 등급에 해당하는 접수국({recipient})용 판을 작성하거나, "
        "이 등급을 정한 문서에 의거하여야 한다.",
        ja="内容そのものが表の区分に当たる{recipient}向けの版を作成するか、"
        "この区分を定める文書によること。",
    ),
}

KIND = Kind(Equivalence, meaning, lays_nothing, cure, SENTENCES, cedar)
