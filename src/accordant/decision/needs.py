"""Which facts a clause judges by, and which it would have needed: the names, their words, values.

Names are those of the case where the case has them. What a clause reads stands here per kind;
what is missing, per sentence: only a sentence that says something is lacking names anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import UnsetType

from accordant.clauses import Sentence
from accordant.clauses.standing_release import approves
from accordant.clauses.third_party_consent import consents_to
from accordant.decision.library import Library
from accordant.decision.originators import controlled
from accordant.model.case import Case, Finding, InPlay, ItemFacts
from accordant.model.instant import Instant, format_instant

READS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "parties": ("releaser", "recipient"),
        "entry": ("force", "at"),
        "term": ("force", "at"),
        "precondition": ("met",),
        "scope": ("subjects",),
        "form": ("form",),
        "equivalence": ("level", "recipient"),
        "route": ("route",),
        "registry": ("recipient", "post"),
        "arrangement": ("route", "releaser", "recipient", "approval"),
        "purpose": ("purpose",),
        "third-party-consent": ("recipient", "purpose", "consent"),
        "assurance": ("recipient", "post", "level", "assurance"),
        "case-by-case": ("kind", "approval"),
        "access": (),
        "contractor": ("contractor",),
        "marking": (),
        "duty": (),
        "survival": (),
        "standing-release": (
            "releaser", "recipient", "post", "level", "kind", "marker", "precedence", "purpose",
            "subjects", "caveats", "order", "at",
        ),
        "decision": (),
    }
)  # fmt: skip
"""What a clause kind judges by."""

_OWN_READS: dict[str, tuple[str, ...]] = {
    "no-recipient": ("releaser", "recipient"),
    "unmarked": ("level",),
    "foreign-term": ("level", "releaser"),
    "consented": ("recipient", "purpose", "consent"),
    "origin-unknown": ("recipient", "purpose"),
    "no-order": ("order",),
    "no-order-personal": ("caveats", "order"),
    "no-order-unclassified": ("level", "order"),
    "approved": ("approval", "recipient", "post", "purpose"),
    "human-unreleased": ("kind", "contents", "disciplines", "for_release", "approval"),
    "for-contractor": ("contractor", "approval"),
    "purpose-differs": ("purpose", "provided_for", "approval"),
    "purpose-other": ("purpose", "approval"),
    "not-yet-valid": ("valid_from", "at", "approval"),
    "no-longer-valid": ("valid_until", "at", "approval"),
    "originator-control": ("caveats", "recipient", "purpose"),
    "originator-consented": ("caveats", "recipient", "purpose", "consent"),
    "outside": ("level",),
    "no-instrument": ("releaser", "recipient"),
    "unheld": (),
    "no-route": ("route",),
    "incomplete": (),
    "clock-unsound": ("at",),
}
"""What a rule of the decision itself judges by; all others ask for the force, at the instant."""

MISSING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "entry/not-adopted": ("adoption",),
        "entry/awaiting-notification": ("notification",),
        "precondition/not-met": ("met",),
        "scope/not-stated": ("subjects",),
        "form/not-stated": ("form",),
        "registry/none-named": ("registry",),
        "arrangement/no-leg": ("instrument",),
        "arrangement/leg-not-standing": ("text",),
        "arrangement/not-approved": ("approval",),
        "purpose/not-stated": ("purpose",),
        "third-party-consent/needs-consent": ("consent",),
        "assurance/no-post": ("post",),
        "assurance/not-assured": ("assurance",),
        "case-by-case/each-case": ("approval",),
        "decision/no-recipient": ("recipient",),
        "decision/unmarked": ("level",),
        "decision/no-instrument": ("instrument",),
        "decision/unheld": ("text",),
        "decision/incomplete": ("clause",),
        "decision/force-unknown": ("force",),
        "decision/clock-unsound": ("clock",),
        "decision/origin-unknown": ("consent",),
        "decision/originator-control": ("consent",),
        "decision/human-unreleased": ("approval",),
        "decision/for-contractor": ("approval",),
        "decision/purpose-differs": ("approval",),
        "decision/purpose-other": ("approval",),
        "decision/not-yet-valid": ("approval",),
        "decision/no-longer-valid": ("approval",),
        "decision/no-order": ("order", "approval"),
        "decision/no-order-personal": ("order", "approval"),
        "decision/no-order-unclassified": ("order",),
        "law/not-adopted": ("adoption",),
        "law/text-not-held": ("text",),
        "law/awaiting-notification": ("notification",),
        "law/awaiting-signature": ("signature",),
    }
)
"""By sentence: what would have been needed and was not there."""

FACT_WORDS: Mapping[str, Sentence] = MappingProxyType(
    {
        "releaser": Sentence("releaser", "제공국", "提供国"),
        "recipient": Sentence("recipient", "접수국", "受領国"),
        "post": Sentence("post", "직위", "職"),
        "kind": Sentence("kind", "종류", "種類"),
        "level": Sentence("level", "등급", "秘密区分"),
        "caveats": Sentence("caveats", "제한", "制限"),
        "subjects": Sentence("subjects", "주제", "主題"),
        "form": Sentence("form", "제공 형태", "提供の形態"),
        "purpose": Sentence("purpose", "제공 목적", "提供の目的"),
        "contents": Sentence("kinds of content", "내용의 종류", "内容の種類"),
        "disciplines": Sentence("disciplines", "정보 분야", "情報分野"),
        "for_release": Sentence(
            "written for release", "제공용 작성 여부", "提供のために作成したか"
        ),
        "provided_for": Sentence(
            "purpose it was written for", "작성 당시의 제공 목적", "作成の目的"
        ),
        "valid_from": Sentence("valid from", "유효기간의 시작", "有効期間の始まり"),
        "valid_until": Sentence("valid until", "유효기간의 끝", "有効期間の終わり"),
        "marker": Sentence("marker", "실제·훈련 구분", "実・訓練の別"),
        "precedence": Sentence("precedence", "긴급도", "優先度"),
        "route": Sentence("route", "경로", "経路"),
        "contractor": Sentence("for a contractor", "계약업체용 여부", "契約業者向けか否か"),
        "at": Sentence("at", "시각", "時刻"),
        "force": Sentence("force", "효력", "効力"),
        "met": Sentence("conditions met", "충족된 요건", "満たされた条件"),
        "assurance": Sentence("assurance in date", "유효한 보장", "有効な保証"),
        "consent": Sentence(
            "originator's consent", "원제공국의 사전 서면 승인", "原提供国の事前の書面による承認"
        ),
        "approval": Sentence(
            "releasing authority's approval", "제공승인권자의 승인", "提供承認権者の承認"
        ),
        "order": Sentence("standing order", "상시제공명령", "常時提供命令"),
        "registry": Sentence("registry", "등록소", "登録機関"),
        "instrument": Sentence("instrument", "문서", "文書"),
        "text": Sentence("text of the instrument", "문서의 본문", "文書の本文"),
        "clause": Sentence("clause", "조항", "条項"),
        "adoption": Sentence("adoption", "채택", "採択"),
        "notification": Sentence(
            "notification of domestic requirements", "국내 절차 완료 통보", "国内手続完了の通告"
        ),
        "signature": Sentence("signature", "서명", "署名"),
        "clock": Sentence("sound clock", "신뢰할 수 있는 시각", "信頼できる時刻"),
    }
)
"""What each fact is called."""


_OF_ITEM = frozenset(ItemFacts.__struct_fields__)


def used(library: Library, case: Case, finding: Finding) -> dict[str, str]:
    """Return the facts a finding rests on, by name, as far as the case states them."""
    names = READS[finding.clause]
    if finding.clause == "decision":
        names = _OWN_READS.get(finding.sentence, ("force", "at"))
    found = {
        name: _of_item(case, name) if name in _OF_ITEM else _value(library, case, finding, name)
        for name in names
    }
    return {name: said for name, said in found.items() if said}


def _value(library: Library, case: Case, finding: Finding, name: str) -> str:
    match name:
        case "subjects" | "caveats":
            return ", ".join(getattr(case, name))
        case "contractor":
            return "yes" if case.contractor else "no"
        case "at":
            return _whole_second(case.at)
        case "force" | "met":
            return _in_play(case, finding, name)
        case "assurance" | "consent" | "approval" | "order":
            return ", ".join(dict.fromkeys(_given(library, case, finding, name)))
    return str(getattr(case, name))


def _of_item(case: Case, name: str) -> str:
    said = None if isinstance(case.item, UnsetType) else getattr(case.item, name)
    if isinstance(said, bool):
        return "yes" if said else "no"
    if isinstance(said, int):
        return _whole_second(said)
    return said if isinstance(said, str) else ", ".join(said or ())


def _whole_second(instant: Instant) -> str:
    return format_instant(instant - instant % 1000, "UTC")


def _in_play(case: Case, finding: Finding, name: str) -> str:
    plays = (each for each in case.instruments if each.instrument == finding.instrument)
    in_play = next(plays, InPlay(finding.instrument, "unknown"))
    return in_play.force if name == "force" else ", ".join(in_play.facts.get("met", "").split())


def _given(library: Library, case: Case, finding: Finding, name: str) -> list[str]:
    """What stood for this case at its instant: levels assured, who consented, orders signed."""
    at = case.at
    if name == "assurance":
        return [
            each.level
            for each in case.assurances
            if (each.party, each.to, each.post) == (case.recipient, case.releaser, case.post)
            and each.given <= at
            and (each.until is None or at <= each.until)
        ]
    if name == "consent":
        return [
            each.originator
            for each in case.consents
            if each.originator == finding.facts.get("originator")
            and any(
                consents_to(each, equity, case) for equity in (*case.equities, *controlled(case))
            )
        ]
    if name == "approval":
        return ["yes" for each in case.approvals if approves(each, case)]
    return [
        library.identifier(each.order)
        for each in case.orders
        if each.signed <= at and (each.revoked is None or at < each.revoked)
    ]
