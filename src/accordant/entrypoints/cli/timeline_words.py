"""The words of a timeline in three languages: kinds of facts, how far to trust them, how it stood.

What a fact says is shown as its table has it; only what the picture adds is said here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from accordant.clauses.kind import Sentence

KIND: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "signed": Sentence("signed", "서명", "署名"),
        "requirements-notified": Sentence(
            "requirements notified", "국내 절차 완료 통보", "国内手続完了の通告"
        ),
        "notice-delivered": Sentence("notice delivered", "종료 통보 전달", "終了通告の手交"),
        "denounced": Sentence("denounced", "폐기", "廃棄"),
        "notice-revoked": Sentence("notice revoked", "통보 취소", "通告の取消し"),
        "notice-suspended": Sentence(
            "effect of the notice suspended", "통보의 효력 정지", "通告の効力停止"
        ),
        "suspension-withdrawn": Sentence("suspension withdrawn", "정지 철회", "停止の撤回"),
        "notes-withdrawn": Sentence("both notes withdrawn", "두 공한 철회", "両口上書の撤回"),
        "operation-suspended": Sentence("operation suspended", "운용 정지", "運用停止"),
        "operation-resumed": Sentence("operation resumed", "운용 재개", "運用再開"),
        "amended": Sentence("amended", "개정", "改正"),
        "corrected": Sentence("corrected", "정정", "訂正"),
        "terminated": Sentence("terminated", "종료", "終了"),
        "replaced": Sentence("replaced", "대체", "代替"),
        "contested": Sentence("contested", "이의 제기", "異議"),
        "reading-held": Sentence("reading held", "해석", "解釈"),
        "authority-designated": Sentence("authority designated", "권한 당국 지정", "当局の指定"),
        "law-changed": Sentence("law changed", "법령 변경", "法令の変更"),
        "domestic-step": Sentence("domestic step", "국내 절차", "国内手続"),
        "arrangement-made": Sentence("arrangement made", "약정 체결", "取決めの作成"),
        "condition-met": Sentence("condition met", "조건 충족", "条件の充足"),
        "consultation": Sentence("consultation", "협의", "協議"),
        "claimed": Sentence("claimed", "주장", "主張"),
        "happened": Sentence("happened", "경과", "経過"),
    }
)

CONFIDENCE: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "established": Sentence("established", "확인됨", "確認済み"),
        "reported": Sentence("reported", "보도됨", "報道"),
        "disputed": Sentence("disputed", "다툼 있음", "争いあり"),
        "memory": Sentence("from memory", "기억에 의함", "記憶による"),
    }
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
