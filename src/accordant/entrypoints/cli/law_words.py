"""The labels of what the law answers, in three languages: rows, headings and short remarks.

A label is named by its English words, so that a command reads as it speaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from accordant.clauses import Language, Sentence
from accordant.decision.saying import say
from accordant.entrypoints.cli.record_words import RECORD
from accordant.entrypoints.cli.version_words import VERSIONS

_ALL: Final = (
    # rows of a status
    Sentence("instrument", "문서", "文書"),
    Sentence("as of", "기준 시점", "基準時点"),
    Sentence("by what was known", "알려진 시점", "知られていた時点"),
    Sentence("today", "현재", "現在"),
    Sentence("stands", "효력", "効力"),
    Sentence("decisions here", "이곳의 결정 기준", "ここでの決定の基準"),
    Sentence("first out of force", "효력 상실 시점", "失効の時点"),
    Sentence("governed by", "준거법", "準拠法"),
    Sentence("  (binds nobody)", "  (법적 구속력 없음)", "  (法的拘束力なし)"),
    Sentence("{moment} in {capital}", "{moment} ({capital})", "{moment}({capital})"),
    Sentence("none", "없음", "なし"),
    # headings
    Sentence("Party", "당사국", "当事国"),
    Sentence("In its account", "당사국의 기록", "当事国の記録"),
    Sentence("Reading held", "해석", "解釈"),
    Sentence("Due", "기한", "期限"),
    Sentence("Counted", "계산", "計算"),
    Sentence("Art.", "조", "条"),
    Sentence("What", "내용", "内容"),
    Sentence("When", "시점", "時点"),
    Sentence("Who", "행위자", "行為者"),
    Sentence("By", "기록자", "記録者"),
    Sentence("Source", "출처", "出典"),
    Sentence("By these facts", "근거 사실", "根拠となる事実"),
    Sentence("Beside it", "관련 사실", "関連する事実"),
    Sentence("Confidence", "신뢰도", "確度"),
    # days that matter
    Sentence("last day for a notice", "종료 통보의 마지막 날", "終了通告の最終日"),
    Sentence("end of the running term", "진행 중인 기간의 만료", "現行の期間の満了"),
    Sentence("last day in force", "효력의 마지막 날", "効力の最終日"),
    Sentence(", counted by {ways}", ", 계산: {ways}", "、計算:{ways}"),
    Sentence(", Art. {number}{part}", ", 제{number}조{part}", "、第{number}条{part}"),
    Sentence("firm", "확정", "確定"),
    Sentence("earliest", "가장 이름", "最も早い"),
    Sentence("later", "더 늦음", "より遅い"),
    Sentence("Nothing falls due.", "도래하는 기한이 없다.", "到来する期限はない。"),
    # remarks
    Sentence(
        "{name} ({kind}) has no effect. {reason}",
        "{name}({kind})은(는) 효력이 없다. {reason}",
        "{name}({kind})は効力を有しない。{reason}",
    ),
    Sentence(
        "{name} ({kind}) waits for the word of {missing}.",
        "{name}({kind})은(는) 다음 측의 기록을 기다린다: {missing}.",
        "{name}({kind})は次の者の記録を待っている:{missing}。",
    ),
    Sentence(
        "{count} claims are kept as evidence: {how}.",
        "주장 {count}건을 증거로 보관한다: {how}.",
        "主張{count}件を証拠として保管している:{how}。",
    ),
    Sentence(
        "Nothing that moves it was recorded.",
        "효력을 움직이는 사실이 기록되지 않았다.",
        "効力を動かす事実は記録されていない。",
    ),
    Sentence("Nothing was recorded.", "기록된 사실이 없다.", "記録された事実はない。"),
    Sentence("together", "공동", "共同"),
    # what became of a note
    Sentence("note", "구상서", "口上書"),
    Sentence("kind", "종류", "種類"),
    Sentence("about", "대상", "対象"),
    Sentence("refers to", "참조", "参照"),
    Sentence("authentic", "정본 언어", "正文の言語"),
    Sentence("digest", "다이제스트", "ダイジェスト"),
    Sentence("state", "상태", "状態"),
    Sentence("signed", "서명", "署名"),
    Sentence("copies", "사본", "写し"),
    Sentence("acknowledged", "접수 확인", "受領確認"),
    Sentence("reason", "이유", "理由"),
    Sentence(
        "{party} to {to}, {instrument}",
        "{party}에서 {to}(으)로, {instrument}",
        "{party}から{to}へ、{instrument}",
    ),
    Sentence(", Article {number}{part}", ", 제{number}조{part}", "、第{number}条{part}"),
    Sentence("cosigned", "연서됨", "連署済み"),
    Sentence("waiting", "대기 중", "待機中"),
    Sentence(
        "not delivered: no clock runs",
        "전달되지 않음: 어떠한 기간도 진행하지 아니한다",
        "未手交:いかなる期間も進行しない",
    ),
    Sentence(
        "{moment}, {channel}, {place}, by {signatory}; recorded by {party} {recorded}",
        "{moment}, {channel}, {place}, 서명자: {signatory}; 기록: {party} {recorded}",
        "{moment}、{channel}、{place}、署名者:{signatory}；記録:{party} {recorded}",
    ),
    Sentence(
        "by {party}, received {moment}",
        "{party}, 접수 시점: {moment}",
        "{party}、受領時点:{moment}",
    ),
    # what a note would do
    Sentence("delivered", "전달", "手交"),
    Sentence(
        "{moment} through the channel `{channel}`",
        "{moment}, 경로: {channel}",
        "{moment}、経路:{channel}",
    ),
    Sentence("effect", "효과", "効果"),
    Sentence("none. {reason}", "없음. {reason}", "なし。{reason}"),
    Sentence(
        "none on force: it stands in the record",
        "효력에 미치는 효과 없음: 기록으로 남음",
        "効力への効果なし:記録に残る",
    ),
    Sentence("would stand", "그 경우의 효력", "その場合の効力"),
    Sentence("last day", "마지막 날", "最終日"),
    Sentence("{day}, counting {ways}", "{day}, 계산: {ways}", "{day}、計算:{ways}"),
    Sentence("out of force", "효력 상실", "失効"),
    Sentence("too late", "기한 경과", "期限の経過"),
    Sentence(
        "yes: by some way of counting it misses the term that runs and ends a later one",
        "예: 일부 계산 방법에 따르면 진행 중인 기간을 놓치고 이후의 기간을 종료시킨다",
        "はい:数え方によっては現行の期間に間に合わず、後の期間を終了させる",
    ),
    Sentence("lapses", "효력을 잃는 조항", "失効する条項"),
    Sentence("stays", "존속하는 조항", "存続する条項"),
    Sentence(
        "nothing: the text has no clause on survival",
        "없음: 본문에 존속에 관한 조항이 없다",
        "なし:本文に存続に関する条項がない",
    ),
    Sentence(
        "If it is delivered, and only then:",
        "전달된 경우에 한하여:",
        "手交された場合に限り:",
    ),
)

LABELS: Final[Mapping[str, Sentence]] = MappingProxyType(
    {each.en: each for each in (*_ALL, *RECORD, *VERSIONS)}
)
"""By the English words."""


def said_of(label: str, spoken: Language, **facts: str) -> str:
    """A label in the language chosen; a sign at its end that steers a column (`!`, `>`) stays."""
    plain = label.rstrip("!>")
    return say(LABELS[plain], facts, spoken) + label[len(plain) :]


def said_of_all(labels: Iterable[str], spoken: Language) -> tuple[str, ...]:
    """Several labels, as headings of a table."""
    return tuple(said_of(each, spoken) for each in labels)
