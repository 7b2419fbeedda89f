"""An instrument runs for a term, extends by itself, and ends on notice given in time.

The last day in force is inclusive. The law computes the bound from the recorded notices; this
clause turns a reason about the end into a finding under its own article. Past the end nothing
new is provided. Where counting the notice gives two answers, a person decides.

Source: Japan-Korea 2016, Art. 21(3): one year, extended by a year each time unless notice is
given in writing through the diplomatic channel ninety days in advance. The text does not say
how the days are counted (`counting = "open"`).
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec

from accordant.clauses.entry import VERDICTS
from accordant.clauses.kind import (
    Cedar,
    Clause,
    Evaluate,
    Kind,
    Remedy,
    Sentence,
    Setting,
    lays_nothing,
    remedy,
)
from accordant.model.case import Case, Finding, InPlay

Duration = Annotated[str, msgspec.Meta(pattern=r"^P([1-9][0-9]?Y|[1-9][0-9]{0,2}M)\Z")]
"""ISO 8601, in years or months: `P1Y`, `P6M`."""


Counting: TypeAlias = Literal["open", "expiry", "last-day", "clear"]
"""How a notice is counted (`law.term`); `open`: the text does not say."""


class Notice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a party ends the instrument."""

    form: Literal["written"]
    channel: Literal["diplomatic"]
    counting: Counting
    days: Annotated[int, msgspec.Meta(ge=1, le=3650)] | None = None
    months: Annotated[int, msgspec.Meta(ge=1, le=120)] | None = None
    act: Literal["notice", "denunciation"] = "notice"

    def __post_init__(self) -> None:
        """Refuse a notice without a length, or with two."""
        if (self.days is None) == (self.months is None):
            raise ValueError("a notice is so many `days` or so many `months`, not both")


class Term(Clause, frozen=True, tag="term"):
    """How long, how extended, how ended.

    Without `first` the instrument has no end of its own, and a notice ends it so long after its
    delivery. With `first` and no `extends` it ends by itself. With both, a notice ends a term.
    """

    first: Duration | None = None
    extends: Duration | None = None
    notice: Notice | None = None

    def __post_init__(self) -> None:
        """Refuse an extension of nothing, and a term that nothing could ever end."""
        if self.extends is not None and self.first is None:
            raise ValueError("`extends` prolongs a `first` term, which is not stated")
        if self.notice is None and (self.extends is not None or self.first is None):
            raise ValueError("without `notice` nothing could ever end the instrument")


def meaning(clause: Term, setting: Setting) -> Evaluate:
    """Answer the law's force where its reason is about the end."""
    digest, article = setting.digest, clause.article

    def evaluate(_case: Case, in_play: InPlay) -> Finding | None:
        if in_play.basis not in SENTENCES:
            return None
        verdict = VERDICTS[in_play.force]
        return Finding(verdict, digest, article, "term", in_play.basis, in_play.facts)

    return evaluate


def cure(clause: Term, setting: Setting, _case: Case, _finding: Finding) -> Remedy:
    """Only a new instrument or another one in force helps."""
    return remedy(clause, setting, "treaty-desk", "renew")


def cedar(_clause: Term, _setting: Setting) -> Cedar:
    """Withhold out of force; refer where force is open."""
    return Cedar(withhold='context.force == "not-in-force"', refer='context.force == "unknown"')


SENTENCES = {
    "in-force-until": Sentence(
        en="The instrument has been in force since {since}; its last day in force is {until}.",
        ko="이 문서는 {since}부터 효력을 가지며, 효력의 마지막 날은 {until}이다.",
        ja="この文書は{since}から効力を有し、効力の最終日は{until}である。",
    ),
    "ended": Sentence(
        en="The instrument ended; its last day in force was {until}.",
        ko="이 문서는 종료되었으며, 효력의 마지막 날은 {until}이었다.",
        ja="この文書は終了しており、効力の最終日は{until}であった。",
    ),
    "end-disputed": Sentence(
        en="Counted one way the instrument ends on {earliest}, another way on {latest}.",
        ko="기간 계산 방법에 따라 이 문서의 종료일은 {earliest} 또는 {latest}이 된다.",
        ja="期間の計算方法により、この文書の終了日は{earliest}又は{latest}となる。",
    ),
    "renew": Sentence(
        en="Provide nothing new under this instrument; the treaty desk may renew it, or rely on "
        "another in force.",
        ko="이 문서에 따라 새로운 정보를 제공할 수 없다. 조약 담당 부서가 이를 갱신하거나, "
        "효력 있는 다른 문서에 의거하여야 한다.",
        ja="この文書に基づく新たな提供はできない。条約担当部署が更新するか、"
        "効力を有する他の文書によること。",
    ),
}

KIND = Kind(Term, meaning, lays_nothing, cure, SENTENCES, cedar)
