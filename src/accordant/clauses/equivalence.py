"""Levels of the parties correspond row by row; a level outside the table is never rounded.

Rows stand from the highest level to the lowest. A party may have several levels in a row; which
of them the recipient uses is its own choice under its own law, so the answer names them all. A
level without an equal for the recipient is withheld, and the answer says why it has none: another
party has its equal; or it stands in no row, above or beside those that do; or it is below them
all, as far as the case says what stands above it. An instrument without a table maps nothing.

Source: Japan-Korea 2016, Art. 4(1): SECRET and CONFIDENTIAL only, with two Japanese levels for
one Korean; the highest level of either side has no equal there.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import UnsetType

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
from accordant.model.case import SECOND, Case, Finding
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
        found = findings.get((case.level, case.recipient[:3]))
        return found if found is not None else _unequal(clause, setting, case)

    return evaluate


def _unequal(clause: Equivalence, setting: Setting, case: Case) -> Finding:
    """Why a level has no equal; a case of the first format knows one reason only."""
    state, level = state_of(case.level), case.level
    own = [
        ", ".join(each for each in row if state_of(each) == state)
        for row in clause.rows
        if state in map(state_of, row)
    ]
    if case.format != SECOND or not own or any(level in row for row in clause.rows):
        return withholds(clause, setting, "no-equal", level=level, recipient=case.recipient)
    named = {each for row in clause.rows for each in row if state_of(each) == state}
    if not isinstance(case.above, UnsetType) and named <= set(case.above):
        return withholds(clause, setting, "below", level=level, state=state, lowest=own[-1])
    return withholds(clause, setting, "outside", level=level, state=state, levels=", ".join(own))


def cure(clause: Equivalence, setting: Setting, case: Case, finding: Finding) -> Remedy:
    """Never another level: a version written for the recipient, or another instrument."""
    if finding.sentence == "below":
        return remedy(clause, setting, "treaty-desk", "map-level", level=case.level)
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
    "outside": Sentence(
        en="Level {level} stands in no row of the table, whose levels of {state} are {levels}; it "
        "is not rounded to one of them.",
        ko="등급 {level}은(는) 표의 어느 행에도 없다(표에 있는 {state}의 등급: {levels}). "
        "그중 하나로 조정하지 아니한다.",
        ja="秘密区分{level}は表のいずれの行にもない(表にある{state}の区分:{levels})。"
        "そのいずれにも読み替えない。",
    ),
    "below": Sentence(
        en="Level {level} is below {lowest}, the lowest level of {state} in the table; what is "
        "below the table is not exchanged under it, and is not marked higher to fit.",
        ko="등급 {level}은(는) 표에 있는 {state}의 최하 등급 {lowest}보다 낮다. 표보다 낮은 "
        "정보는 이 문서에 따라 교환하지 아니하며, 이에 맞추어 등급을 높이지 아니한다.",
        ja="秘密区分{level}は、表にある{state}の最も低い区分{lowest}より低い。表より低い"
        "情報はこの文書により交換せず、これに合わせて高い区分を付さない。",
    ),
    "map-level": Sentence(
        en="Rely on an instrument whose table has {level}, or agree on a row for it.",
        ko="등급 {level}을(를) 표에 둔 문서에 의거하거나, 이를 위한 행을 합의하여야 한다.",
        ja="{level}を表に置く文書によるか、そのための行について合意すること。",
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
