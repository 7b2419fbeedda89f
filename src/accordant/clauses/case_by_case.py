"""Each release is decided by itself, unless both sides agreed on a category that goes without.

A standing order is a yes given once for many items, which such an article does not let suffice: an
item whose kind is no agreed category goes only when a releasing authority approved exactly this
release. The rule binds the giver and is not asked again on arrival.

Source: the common form of the European Union's agreements on the security of information, about
Art. 5 (from memory, unverified): case by case, no automatic release unless a procedure for a
category is agreed. The official summary of the Japan-Korea draft of 2012 says of each item too
that it is considered by itself.
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
    cedar_holds,
    lays_nothing,
    passes,
    refers,
    remedy,
)
from accordant.clauses.standing_release import approve, approves
from accordant.model.case import Case, Finding
from accordant.model.product import Word


class CaseByCase(Clause, frozen=True, tag="case-by-case"):
    """Which kinds of product are agreed categories; an empty list: none is."""

    categories: Annotated[tuple[Word, ...], msgspec.Meta(max_length=64)]


def meaning(clause: CaseByCase, setting: Setting) -> Evaluate:
    """Pass for an agreed category and for a case that was approved; else refer.

    Nothing is asked inbound: it is the giver who decides.
    """
    categories = {
        kind: passes(clause, setting, "category", category=kind) for kind in clause.categories
    }
    decided = passes(clause, setting, "decided")

    def evaluate(case: Case, _in_play: object) -> Finding | None:
        if case.direction == "inbound":
            return None
        if any(approves(each, case) for each in case.approvals):
            return decided
        found = categories.get(case.kind)
        return found or refers(clause, setting, "each-case", category=case.kind)

    return evaluate


def cure(clause: CaseByCase, setting: Setting, case: Case, _finding: Finding) -> Remedy:
    """A releasing authority approves this release; an item without a name cannot be approved."""
    change = approve if case.product else None
    return remedy(clause, setting, "releasing-authority", "decide", change)


def cedar(clause: CaseByCase, _setting: Setting) -> Cedar:
    """Refer outbound what is neither of an agreed category nor approved."""
    return Cedar(
        refer='context.direction == "outbound" && !context.approved'
        f" && !{cedar_holds(clause.categories, 'context.kind')}"
    )


SENTENCES = {
    "category": Sentence(
        en="Both sides agreed to release the category {category} without deciding each case.",
        ko="쌍방은 이 범주({category})를 건별 결정 없이 제공하기로 합의하였다.",
        ja="双方は、この範疇({category})を個別の決定によらず提供することに合意している。",
    ),
    "decided": Sentence(
        en="A releasing authority decided on this release by itself.",
        ko="제공승인권자가 이 건의 제공을 개별적으로 승인하였다.",
        ja="提供承認権者がこの件の提供を個別に承認した。",
    ),
    "each-case": Sentence(
        en="Each release is decided case by case: for {category} a standing order is not enough.",
        ko="제공 여부는 건별로 결정하며, 이 종류({category})에는 상시제공명령만으로 부족하다.",
        ja="提供の可否は個別に決定し、この種類({category})には常時提供命令のみでは足りない。",
    ),
    "decide": Sentence(
        en="Ask the releasing authority to decide on this release by itself.",
        ko="이 건의 제공에 대한 제공승인권자의 개별 승인을 받아야 한다.",
        ja="この件の提供について、提供承認権者の個別の承認を求めること。",
    ),
}

KIND = Kind(CaseByCase, meaning, lays_nothing, cure, SENTENCES, cedar)
