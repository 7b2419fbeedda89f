"""What was provided stays protected after the instrument has ended.

Survival permits nothing new. It keeps the named articles alive for what was provided before:
the third-party rule is considered for an item of an ended instrument as before.

Source: Japan-Korea 2016, Art. 21(4): all articles, for everything provided, without an end.
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


class Survival(Clause, frozen=True, tag="survival"):
    """Which articles survive, for what, until when."""

    articles: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=64)]
    of: Literal["provided"]
    until: Literal["open"]


def obligations(clause: Survival, setting: Setting) -> tuple[Obligation, ...]:
    """The recipient goes on protecting the item after the end."""
    return (obliges(clause, setting, "protect-after-end"),)


def cure(clause: Survival, setting: Setting, _case: Case, _finding: Finding) -> Remedy:
    """The originator may release the recipient from a duty."""
    return remedy(clause, setting, "originator", "waive")


SENTENCES = {
    "protect-after-end": Sentence(
        en="Go on protecting the item under this instrument after its end.",
        ko="이 문서가 종료된 후에도 해당 정보를 이 문서에 따라 계속 보호한다.",
        ja="この文書の終了後も、当該情報をこの文書に従って引き続き保護する。",
    ),
    "waive": Sentence(
        en="Ask the originator to release the recipient from the surviving duty.",
        ko="존속하는 의무의 면제를 제공국에 요청하여야 한다.",
        ja="存続する義務の免除を提供国に求めること。",
    ),
}

KIND = Kind(Survival, asks_nothing, obligations, cure, SENTENCES, not_in_cedar)
