"""The term list, second half: words and codes that stand in the record, as people read them.

A level's word is its own language's. In the others it is written by its sound or its characters,
never by the reader's own level of like meaning: which level corresponds to which is for an
instrument's table to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from accordant.decision.terms import DECISION, LAW, PEOPLE, UNVERIFIED, Term
from accordant.model.vocabulary import DISCIPLINES, KINDS, PURPOSES, SUBJECTS

_JAPANESE_READ = "Japanese: Japan-Korea 2016, Art. 4, read; Korean and English `unverified`"
_JAPANESE_NAMED = "Japanese: Japan-Korea 2016, Art. 4, paragraph 1, read; the rest `unverified`"
_AS_ENCODED = "Korean: as jpn-kor-gsomia-2016 encodes Art. 4; Japanese and English `unverified`"


def _word(word: str, en: str, ko: str, ja: str, source: str = UNVERIFIED) -> Term:
    return Term(en, ko, ja, source, word)


OUTCOMES = (
    _word("release", "release", "제공", "提供"),
    _word("withhold", "withhold", "보류", "留保"),
    _word("refer", "refer", "회부", "付議"),
    _word("pass", "met", "충족", "充足"),
    _word("error", "could not be evaluated", "평가 불능", "評価不能"),
)

STATES = (
    _word("in-force", "in force", "효력 있음", "効力あり"),
    _word("not-in-force", "not in force", "효력 없음", "効力なし"),
    _word("unknown", "not known", "확인되지 않음", "不明"),
    _word("unsigned", "not signed", "미서명", "未署名"),
    _word("notified", "notified by some", "일부 통보", "一部通告"),
    _word("ending", "ending", "종료 예정", "終了予定"),
    _word("ended", "ended", "종료", "終了"),
    _word("revoked", "revoked", "취소", "取消し"),
    _word(
        "in-force-until", "in force, end known", "효력 있음, 종료일 확정", "効力あり、終了日確定"
    ),
    _word("not-yet", "not yet in force", "발효 전", "発効前"),
    _word("not-adopted", "not adopted", "미채택", "未採択"),
    _word("other-text", "another encoding adopted", "다른 부호화본 채택", "別の符号化を採択"),
    _word("text-not-held", "text not held", "본문 미보유", "本文未保有"),
    _word("digests-differ", "encodings differ", "부호화본 불일치", "符号化の不一致"),
    _word("awaiting-notification", "awaiting notification", "통보 대기", "通告待ち"),
    _word("awaiting-signature", "awaiting signature", "서명 대기", "署名待ち"),
    _word("end-disputed", "end disputed", "종료일 다툼", "終了日に争い"),
    _word("midnights-differ", "midnights differ", "자정 불일치", "日付の相違"),
    _word("readings-differ", "readings differ", "해석 불일치", "解釈の相違"),
)

FACTS = (
    _word("signed", "signed", "서명", "署名"),
    _word(
        "requirements-notified",
        "requirements notified",
        "국내 절차 완료 통보",
        "国内手続完了の通告",
    ),
    _word("notice-delivered", "notice delivered", "종료 통보 전달", "終了通告の手交"),
    _word("denounced", "denounced", "폐기", "廃棄"),
    _word("notice-revoked", "notice revoked", "통보 취소", "通告の取消し"),
    _word(
        "notice-suspended", "effect of the notice suspended", "통보의 효력 정지", "通告の効力停止"
    ),
    _word("suspension-withdrawn", "suspension withdrawn", "정지 철회", "停止の撤回"),
    _word("notes-withdrawn", "both notes withdrawn", "두 공한 철회", "両口上書の撤回"),
    _word("operation-suspended", "operation suspended", "운용 정지", "運用停止"),
    _word("operation-resumed", "operation resumed", "운용 재개", "運用再開"),
    _word("amended", "amended", "개정", "改正"),
    _word("corrected", "corrected", "정정", "訂正"),
    _word("terminated", "terminated", "종료", "終了"),
    _word("replaced", "replaced", "대체", "代替"),
    _word("contested", "contested", "이의 제기", "異議"),
    _word("reading-held", "reading held", "해석", "解釈"),
    _word("authority-designated", "authority designated", "권한 당국 지정", "当局の指定"),
    _word("law-changed", "law changed", "법령 변경", "法令の変更"),
    _word("domestic-step", "domestic step", "국내 절차", "国内手続"),
    _word("arrangement-made", "arrangement made", "약정 체결", "取決めの作成"),
    _word("condition-met", "condition met", "조건 충족", "条件の充足"),
    _word("consultation", "consultation", "협의", "協議"),
    _word("claimed", "claimed", "주장", "主張"),
    _word("happened", "happened", "경과", "経過"),
    _word("established", "established", "확인됨", "確認済み"),
    _word("reported", "reported", "보도됨", "報道"),
    _word("disputed", "disputed", "다툼 있음", "争いあり"),
    _word("memory", "from memory", "기억에 의함", "記憶による"),
)

VALUES = (
    _word("document", "document", "문서", "文書"),
    _word("electronic", "electronic", "전자", "電子"),
    _word("oral", "oral", "구두", "口頭"),
    _word("visual", "visual", "시각", "視覚"),
    _word("magnetic", "magnetic", "자기", "磁気"),
    _word("equipment", "equipment", "장비", "装備"),
    _word("technology", "technology", "기술", "技術"),
    _word("direct", "direct", "직접", "直接"),
    _word("diplomatic", "diplomatic", "외교", "外交"),
    _word("press", "press", "언론", "報道機関"),
    _word("consent", "consent", "합의", "合意"),
    _word("breach", "breach", "중대한 위반", "重大な違反"),
    _word("impossibility", "impossibility", "이행 불능", "履行不能"),
    _word("change", "change of circumstances", "사정 변경", "事情の変更"),
    _word("parties", "parties", "당사자", "当事者"),
    _word("equivalence", "equivalence", "등급 상응", "区分の相当"),
    _word("arrangement", "arrangement", "약정", "取決め"),
    _word("launch-report", "launch report", "발사 보고", "発射報告"),
    _word("text", "text", "문서 보고", "文書報告"),
    _word("assessment-visit", "assessment visit", "평가 방문", "評価訪問"),
    _word("implementing-arrangement", "implementing arrangement", "이행 약정", "実施取決め"),
    _word("inspections", "inspections", "점검", "検査"),
    _word("dprk-missile", "missiles of North Korea", "북한 미사일", "北朝鮮のミサイル"),
    _word("dprk-nuclear", "nuclear matters of North Korea", "북한 핵", "北朝鮮の核"),
    _word(
        "dprk-space-launch", "space launches of North Korea", "북한 우주발사", "北朝鮮の宇宙発射"
    ),
    _word(
        "dprk-missile-threat",
        "missile threat of North Korea",
        "북한 미사일 위협",
        "北朝鮮のミサイルの脅威",
    ),
    _word("expiry", "back from the first day out of force", "효력 상실일 기산", "失効日起算"),
    _word("last-day", "back from the last day in force", "효력 최종일 기산", "効力最終日起算"),
    _word("clear", "full days between", "초일·말일 불산입", "初日及び末日不算入"),
    _word("counting", "how days are counted", "기간 계산", "期間の計算"),
    _word("zone", "in whose time", "시간대", "時間帯"),
    _word("suspended-notice", "what a suspended notice is worth", "정지된 통보", "停止された通告"),
    _word("operation", "whether it operates", "운용", "運用"),
    _word("revivable", "can be revived", "회복 가능", "復活可能"),
    _word("spent", "spent", "소진", "失効済み"),
    _word("suspended", "suspended", "정지", "停止"),
    _word("running", "running", "운용 중", "運用中"),
    _word("REAL", "REAL", "실제", "実"),
    _word("EXERCISE", "EXERCISE", "훈련", "訓練"),
    _word("TEST", "TEST", "시험", "試験"),
    _word("routine", "routine", "일반", "通常"),
    _word("priority", "priority", "우선", "優先"),
    _word("immediate", "immediate", "긴급", "緊急"),
    _word("flash", "flash", "최긴급", "最緊急"),
    _word("override", "override", "초긴급", "最優先"),
    _word("drafted", "drafted", "작성 중", "作成中"),
    _word("unreadable", "unreadable", "판독 불가", "判読不能"),
    _word("copy-cosigned", "copy cosigned", "사본 연서", "写しの連署"),
    _word("delivered", "delivered", "전달", "手交"),
    _word("acknowledged", "acknowledged", "접수 확인", "受領確認"),
    _word("en", "English", "영어", "英語"),
    _word("ko", "Korean", "한국어", "韓国語"),
    _word("ja", "Japanese", "일본어", "日本語"),
    _word("registered", "registered", "등록", "登録"),
    _word("quarantined", "quarantined", "격리", "隔離"),
    _word("refused", "refused", "거부", "拒否"),
    _word("held", "held", "보유", "保有"),
    _word("awaited", "awaited", "도착 대기", "到着待ち"),
    _word("dropped", "never taken", "받지 않음", "受領せず"),
    _word(
        "enclosure-awaited",
        "an enclosed file still to arrive",
        "동봉 파일 미도착",
        "同封ファイル未着",
    ),
    _word("held-back", "held back", "보류", "留保"),
    _word("waiting", "waiting", "대기", "待機"),
    _word("settled", "settled", "완료", "完了"),
    _word("dispatched", "dispatched", "발송", "発送"),
    _word("own", "own", "자국", "自国"),
    _word("queued", "queued", "대기", "待機"),
    _word("sent", "sent", "송부", "送付"),
    _word("answered", "answered", "답변", "回答"),
    _word("cosigned", "cosigned", "연서", "連署"),
    _word("yes", "yes", "예", "はい"),
    _word("no", "no", "아니요", "いいえ"),
    _word(
        "Vienna Convention on the Law of Treaties, 1969",
        "Vienna Convention on the Law of Treaties, 1969",
        "조약법에 관한 비엔나협약(1969년)",
        "条約法に関するウィーン条約(1969年)",
    ),
    _word(
        "customary law of treaties",
        "customary law of treaties",
        "조약에 관한 국제관습법",
        "条約に関する国際慣習法",
    ),
    _word("the parties together", "the parties together", "당사국 공동", "当事国共同"),
    _word(
        "nothing; make a new instrument",
        "nothing; make a new instrument",
        "없음, 새 문서를 작성하여야 한다",
        "なし、新たな文書を作成すること",
    ),
)

COUNTRIES = (
    _word("AUS", "Australia", "호주", "オーストラリア"),
    _word("EUE", "European Union", "유럽연합", "欧州連合"),
    _word("JPN", "Japan", "일본국", "日本国", _JAPANESE_READ),
    _word("KOR", "Republic of Korea", "대한민국", "大韓民国", _JAPANESE_READ),
    _word("USA", "United States of America", "미합중국", "アメリカ合衆国"),
    _word("DOD", "Department of Defense", "국방부", "国防省"),
    _word("MND", "Ministry of National Defense", "국방부", "国防部"),
    _word("MOD", "Ministry of Defense", "방위성", "防衛省"),
    _word("INDOPACOM", "Indo-Pacific Command", "인도태평양사령부", "インド太平洋軍"),
)

LEVELS = (
    _word("JPN:kimitsu", "Kimitsu", "기밀", "機密"),
    _word("JPN:gokuhi", "Gokuhi", "극비", "極秘", _JAPANESE_READ),
    _word("JPN:tokutei", "Tokutei Himitsu", "특정비밀", "特定秘密", _JAPANESE_READ),
    _word("JPN:hi", "Hi", "비", "秘", _JAPANESE_NAMED),
    _word("JPN:toriatsukai", "Toriatsukai Chui", "취급주의", "取扱注意"),
    _word("JPN:U", "Himitsu Shitei Nashi", "비밀 미지정", "秘密指定なし"),
    _word("KOR:I", "Gunsa I-geup Bimil", "군사I급비밀", "軍事I級秘密"),
    _word("KOR:II", "Gunsa II-geup Bimil", "군사II급비밀", "軍事II級秘密", _AS_ENCODED),
    _word("KOR:III", "Gunsa III-geup Bimil", "군사III급비밀", "軍事III級秘密", _AS_ENCODED),
    _word("KOR:U", "Pyeongmun", "평문", "平文"),
    _word("USA:TS", "TOP SECRET", "미국 톱시크릿", "米国トップシークレット"),
    _word("USA:S", "SECRET", "미국 시크릿", "米国シークレット"),
    _word("USA:C", "CONFIDENTIAL", "미국 컨피덴셜", "米国コンフィデンシャル"),
    _word("USA:U", "UNCLASSIFIED", "미국 비밀 미지정", "米国秘密指定なし"),
    _word("AUS:TOP-SECRET", "TOP SECRET", "호주 톱시크릿", "豪州トップシークレット"),
    _word("AUS:SECRET", "SECRET", "호주 시크릿", "豪州シークレット"),
    _word("AUS:PROTECTED", "PROTECTED", "호주 프로텍티드", "豪州プロテクテッド"),
    _word("AUS:U", "UNCLASSIFIED", "호주 비밀 미지정", "豪州秘密指定なし"),
    _word(
        "EUE:TRES-SECRET",
        "TRES SECRET UE/EU TOP SECRET",
        "유럽연합 톱시크릿",
        "欧州連合トップシークレット",
    ),
    _word("EUE:SECRET", "SECRET UE/EU SECRET", "유럽연합 시크릿", "欧州連合シークレット"),
    _word(
        "EUE:CONFIDENTIEL",
        "CONFIDENTIEL UE/EU CONFIDENTIAL",
        "유럽연합 컨피덴셜",
        "欧州連合コンフィデンシャル",
    ),
    _word(
        "EUE:RESTREINT",
        "RESTREINT UE/EU RESTRICTED",
        "유럽연합 레스트릭티드",
        "欧州連合レストリクテッド",
    ),
    _word("EUE:U", "UNCLASSIFIED", "유럽연합 비밀 미지정", "欧州連合秘密指定なし"),
)

_LISTED = (*OUTCOMES, *STATES, *FACTS, *VALUES)

VOCABULARY = tuple(
    _word(word, listed.en, listed.ko, listed.ja)
    for table in (KINDS, SUBJECTS, DISCIPLINES, PURPOSES)
    for word, listed in table.items()
    if word not in {term.word for term in _LISTED}
)
"""The closed words of products, where the list above has no word of its own for them."""

HEADINGS: Mapping[str, tuple[Term, ...]] = MappingProxyType(
    {
        "Law": LAW,
        "Decision": DECISION,
        "People": PEOPLE,
        "Outcomes and verdicts": OUTCOMES,
        "States of an instrument, and why": STATES,
        "Facts, and how sure they are": FACTS,
        "Values": VALUES,
        "Words of products": VOCABULARY,
        "States, organs": COUNTRIES,
        "Levels": LEVELS,
    }
)
"""The whole list under the headings of its page."""

WORDS: Mapping[str, Term] = MappingProxyType(
    {term.word: term for terms in HEADINGS.values() for term in terms if term.word}
)
"""By the word or code of the record."""
