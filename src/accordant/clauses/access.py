"""Only those who are cleared and need to know have access; rank alone opens nothing.

The rule binds the recipient with the item in hand; before the release it is the assurance that
speaks. It therefore lays duties and is no condition here.

Source: Japan-Korea 2016, Art. 7(1)-(2); the same words in Art. 16(a) for contractors.
"""

from __future__ import annotations

from typing import Literal

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


class Access(Clause, frozen=True, tag="access"):
    """What a reader must have, and what does not count."""

    need_to_know: Literal[True]
    clearance: Literal[True]
    by_rank: Literal[False]


def obligations(clause: Access, setting: Setting) -> tuple[Obligation, ...]:
    """The recipient gives access to the cleared who need it, and to nobody by rank."""
    return (
        obliges(clause, setting, "access-by-need"),
        obliges(clause, setting, "no-access-by-rank"),
    )


def cure(clause: Access, setting: Setting, _case: Case, _finding: Finding) -> Remedy:
    """Clear the reader and establish the need."""
    return remedy(clause, setting, "recipient", "clear")


SENTENCES = {
    "access-by-need": Sentence(
        en="Give access only to those who are cleared and whose duties require it.",
        ko="비밀취급인가를 받고 직무상 필요가 있는 자에 한하여 접근을 허용한다.",
        ja="秘密取扱資格を有し、職務上必要とする者に限り、アクセスを認める。",
    ),
    "no-access-by-rank": Sentence(
        en="Nobody is given access by rank, post or clearance alone.",
        ko="계급, 직위 또는 비밀취급인가만을 이유로 접근을 허용하지 아니한다.",
        ja="階級、職位又は秘密取扱資格のみを理由としてアクセスを認めてはならない。",
    ),
    "clear": Sentence(
        en="Clear the reader to the level needed and establish the need to know.",
        ko="열람자에게 필요한 등급의 비밀취급인가를 부여하고 직무상 필요를 확인하여야 한다.",
        ja="閲覧者に必要な区分の秘密取扱資格を与え、職務上の必要性を確認すること。",
    ),
}

KIND = Kind(Access, asks_nothing, obligations, cure, SENTENCES, not_in_cedar)
