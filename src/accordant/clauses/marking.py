"""The recipient marks what it receives with the originator's name and its own equal level.

What it derives from the item is marked alike. The originator's own marking is a rule of the
decision, before any instrument: an unmarked item leaves by none.

Source: Japan-Korea 2016, Art. 4(2)-(3).
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from accordant.clauses.kind import (
    Clause,
    Kind,
    Remedy,
    Sentence,
    Setting,
    asks_nothing,
    not_in_cedar,
    obliges,
    remedy,
)
from accordant.model.case import Case, Finding, Obligation

DUTIES = {"originator": "mark-with-originator", "own-level": "mark-with-own-level"}


class MarkingClause(Clause, frozen=True, tag="marking"):
    """What the recipient adds, and whether derived documents are marked too."""

    recipient_adds: Annotated[
        tuple[Literal["originator", "own-level"], ...], msgspec.Meta(min_length=1)
    ]
    derived: bool


def obligations(clause: MarkingClause, setting: Setting) -> tuple[Obligation, ...]:
    """One duty for each mark to add, and one for derived documents."""
    marks = [obliges(clause, setting, DUTIES[mark]) for mark in clause.recipient_adds]
    derived = [obliges(clause, setting, "mark-derived")] if clause.derived else []
    return (*marks, *derived)


def cure(clause: MarkingClause, setting: Setting, _case: Case, _finding: Finding) -> Remedy:
    """Mark the item as the article says."""
    return remedy(clause, setting, "recipient", "mark")


SENTENCES = {
    "mark-with-originator": Sentence(
        en="Mark the item with the name of the originating government.",
        ko="해당 정보에 제공국 정부의 명칭을 표시한다.",
        ja="当該情報に提供国政府の名称を表示する。",
    ),
    "mark-with-own-level": Sentence(
        en="Mark the item with the recipient's own corresponding level.",
        ko="해당 정보에 이에 상응하는 접수국의 비밀등급을 표시한다.",
        ja="当該情報に、これに相当する受領国の秘密区分を表示する。",
    ),
    "mark-derived": Sentence(
        en="Mark documents that contain the item in the same way.",
        ko="해당 정보를 포함하는 문서에도 같은 방법으로 표시한다.",
        ja="当該情報を含む文書にも同様に表示する。",
    ),
    "mark": Sentence(
        en="Mark the item as the article says.",
        ko="이 조에 따라 해당 정보에 표시하여야 한다.",
        ja="この条に従い当該情報に表示すること。",
    ),
}

KIND = Kind(MarkingClause, asks_nothing, obligations, cure, SENTENCES, not_in_cedar)
