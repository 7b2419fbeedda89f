"""The words of a timeline in three languages: kinds of facts, how far to trust them, how it stood.

What a fact says is shown as its table has it; only what the picture adds is said here. Kinds and
confidence have the words of the term list.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, get_args

from accordant.clauses.kind import Sentence
from accordant.decision.saying import sentence_of
from accordant.model.fact import FACT_KINDS, Confidence

KIND: Final[Mapping[str, Sentence]] = MappingProxyType(
    {kind: sentence_of(kind) for kind in FACT_KINDS}
)

CONFIDENCE: Final[Mapping[str, Sentence]] = MappingProxyType(
    {word: sentence_of(word) for word in get_args(Confidence)}
)

CLASS: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "legal": Sentence("legal act", "법적 행위", "法的行為"),
        "reading": Sentence("reading", "해석", "解釈"),
        "claim": Sentence("claim", "주장", "主張"),
        "step": Sentence("step", "절차", "手続"),
        "around": Sentence("around", "경과", "経過"),
    }
)

STATE: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "in-force": Sentence("in force", "발효 중", "効力あり"),
        "notice-running": Sentence(
            "in force, notice running", "발효 중, 통보 기간 진행", "効力あり、通告期間進行中"
        ),
        "suspended-effect": Sentence(
            "in force, effect of the notice suspended",
            "발효 중, 통보의 효력 정지",
            "効力あり、通告の効力停止中",
        ),
        "operation-suspended": Sentence(
            "in force, operation suspended", "발효 중, 운용 정지", "効力あり、運用停止中"
        ),
        "not-in-force": Sentence("not in force", "효력 없음", "効力なし"),
        "unknown": Sentence("unknown", "알 수 없음", "不明"),
        "disputed": Sentence("the parties disagree", "당사자 간 이견", "当事者の見解不一致"),
    }
)

NOTE: Final = Sentence(
    "A day without a time: no time is known. ~ means about; abbreviations are those of the zone.",
    "시각이 없는 날: 시각은 알려지지 않음. ~은 대략; 약어는 해당 시간대의 것.",
    "時刻のない日付：時刻は不明。~はおよそ；略号はその時間帯のもの。",
)
TOLD: Final = Sentence("told of it:", "이에 관한 주장:", "これについての主張：")
TOLD_DIFFERENTLY: Final = Sentence(
    "told of it, and told differently:",
    "이에 관한 서로 다른 주장:",
    "これについての互いに異なる主張：",
)
CLAIMED_WHEN: Final = Sentence(
    "when it takes effect, as claimed:", "주장된 발효 시점:", "主張された発効時点："
)
TOLD_OF: Final = Sentence("told of", "다음에 관한 주장:", "次についての主張：")
SAYS_WHEN: Final = Sentence("told", "주장한 날", "述べた日")
KNOWN_FROM: Final = Sentence("known from", "알려진 날", "知られた日")
NOTHING: Final = Sentence(
    "Nothing to show.", "표시할 내용이 없습니다.", "表示するものがありません。"
)
MONTHS: Final = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
