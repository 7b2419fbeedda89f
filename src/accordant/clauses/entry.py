"""An instrument is in force from the last of its parties' notifications, or of their signatures.

The law computes force from the recorded acts and gives its reason; this clause turns a reason
about the beginning into a finding under its own article. In force passes, not yet in force is
withheld, and what the acts leave open is referred.

Source: Japan-Korea 2016, Art. 21(1). Adoption of one encoding by both parties is a condition of
this software, not of the agreement.
"""

from __future__ import annotations

from typing import Literal

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

VERDICTS: dict[str, Literal["pass", "withhold", "refer"]] = {
    "in-force": "pass",
    "not-in-force": "withhold",
    "unknown": "refer",
}


class Entry(Clause, frozen=True, tag="entry"):
    """When force begins, and how each party says so."""

    on: Literal["later-of-notifications", "signature"]
    form: Literal["written"] = "written"
    channel: Literal["diplomatic"] = "diplomatic"  # of the notifications


def meaning(clause: Entry, setting: Setting) -> Evaluate:
    """Answer the law's force where its reason is about the beginning."""
    digest, article = setting.digest, clause.article

    def evaluate(_case: Case, in_play: InPlay) -> Finding | None:
        if in_play.basis not in SENTENCES:
            return None
        verdict = VERDICTS[in_play.force]
        return Finding(verdict, digest, article, "entry", in_play.basis, in_play.facts)

    return evaluate


def cure(clause: Entry, setting: Setting, _case: Case, _finding: Finding) -> Remedy:
    """The treaty desks complete the adoption and the notifications."""
    return remedy(clause, setting, "treaty-desk", "complete")


def cedar(_clause: Entry, _setting: Setting) -> Cedar:
    """Withhold out of force; refer where force is open."""
    return Cedar(withhold='context.force == "not-in-force"', refer='context.force == "unknown"')


SENTENCES = {
    "in-force": Sentence(
        en="The instrument has been in force since {since}.",
        ko="이 문서는 {since}부터 효력을 가진다.",
        ja="この文書は{since}から効力を有する。",
    ),
    "not-yet": Sentence(
        en="The instrument enters into force on {since}.",
        ko="이 문서는 {since}에 발효한다.",
        ja="この文書は{since}に効力を生ずる。",
    ),
    "not-adopted": Sentence(
        en="{party} has not adopted this encoding of the instrument.",
        ko="당사국({party})이 이 문서의 부호화본을 채택하지 않았다.",
        ja="{party}はこの文書の符号化を採択していない。",
    ),
    "digests-differ": Sentence(
        en="The parties have adopted different encodings of the instrument.",
        ko="당사국들이 채택한 부호화본이 서로 다르다.",
        ja="当事国が採択した符号化が互いに異なっている。",
    ),
    "awaiting-notification": Sentence(
        en="{party} has not yet notified that its domestic requirements are met.",
        ko="당사국({party})이 국내 절차의 완료를 아직 통보하지 않았다.",
        ja="{party}は国内手続の完了をまだ通告していない。",
    ),
    "complete": Sentence(
        en="Both treaty desks adopt the same encoding and record the two notifications.",
        ko="쌍방 조약 담당 부서가 동일한 부호화본을 채택하고 두 통보를 기록하여야 한다.",
        ja="双方の条約担当部署が同一の符号化を採択し、二つの通告を記録すること。",
    ),
}

KIND = Kind(Entry, meaning, lays_nothing, cure, SENTENCES, cedar)
