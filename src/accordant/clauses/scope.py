"""An instrument covers all subjects, or a closed list of them.

Every subject of the item must be in the list; one that is not takes the whole item outside. An
item whose subjects are not stated cannot be judged against a list and is referred.

Source: Japan-Korea 2016 covers any defence-related information (Art. 2(a)); the trilateral
arrangement of 2014 is limited to the nuclear and missile threats of North Korea.
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
    refers,
    remedy,
    withholds,
)
from accordant.model.case import Case, Finding
from accordant.model.product import Word

ANY = "any"


class Scope(Clause, frozen=True, tag="scope"):
    """Which subjects are covered."""

    subjects: Annotated[tuple[Word, ...], msgspec.Meta(min_length=1, max_length=64)]

    def __post_init__(self) -> None:
        """Refuse `any` beside other words: the reader could not tell which is meant."""
        if ANY in self.subjects and len(self.subjects) > 1:
            raise ValueError("`any` stands alone, or the subjects are listed")


def meaning(clause: Scope, setting: Setting) -> Evaluate:
    """Pass when every subject is covered; withhold when one is not; refer when none is stated."""
    covered = passes(clause, setting, "covered")
    if clause.subjects == (ANY,):
        return lambda _case, _in_play: covered
    subjects = frozenset(clause.subjects)

    def evaluate(case: Case, _in_play: object) -> Finding:
        if not case.subjects:
            return refers(clause, setting, "not-stated")
        if subjects.issuperset(case.subjects):
            return covered
        outside = ", ".join(sorted(set(case.subjects) - subjects))
        return withholds(clause, setting, "outside", subjects=outside)

    return evaluate


def cure(clause: Scope, setting: Setting, _case: Case, finding: Finding) -> Remedy:
    """Name the subjects, or prepare a version without those outside."""
    if finding.sentence == "not-stated":
        return remedy(clause, setting, "analyst", "state")
    return remedy(clause, setting, "originator", "separate", subjects=finding.facts["subjects"])


def cedar(clause: Scope, _setting: Setting) -> Cedar:
    """Withhold what is outside the list; refer what names no subject."""
    if clause.subjects == (ANY,):
        return Cedar()
    return Cedar(
        withhold=f"!{cedar_set(clause.subjects)}.containsAll(context.subjects)",
        refer="context.subjects.isEmpty()",
    )


SENTENCES = {
    "covered": Sentence(
        en="The instrument covers the subject of this item.",
        ko="이 문서는 해당 정보의 주제를 적용대상으로 한다.",
        ja="この文書は当該情報の主題を対象としている。",
    ),
    "outside": Sentence(
        en="The instrument does not cover: {subjects}.",
        ko="다음 주제는 이 문서의 적용대상이 아니다: {subjects}.",
        ja="次の主題はこの文書の対象外である:{subjects}。",
    ),
    "not-stated": Sentence(
        en="The item names no subject, so it cannot be judged against the list.",
        ko="주제가 명시되지 않아 적용대상 여부를 판단할 수 없다.",
        ja="主題が明示されていないため、対象となるかを判断できない。",
    ),
    "state": Sentence(
        en="State the subjects of the item.",
        ko="해당 정보의 주제를 명시하여야 한다.",
        ja="当該情報の主題を明示すること。",
    ),
    "separate": Sentence(
        en="Prepare a version without: {subjects}; or rely on an instrument that covers them.",
        ko="다음 주제를 제외한 판을 작성하거나, "
        "이를 대상으로 하는 문서에 의거하여야 한다: {subjects}.",
        ja="次の主題を除いた版を作成するか、これを対象とする文書によること:{subjects}。",
    ),
}

KIND = Kind(Scope, meaning, lays_nothing, cure, SENTENCES, cedar)
