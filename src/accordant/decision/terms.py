"""The term list: one word of the law, of the decision or of the people in it, in three languages.

Sentences use these words and no others for these things; docs/terms.md is made from this table.
`source` names the text in which the word was read in that sense; `unverified` stands where it is
from general usage or memory and was not read anywhere.
"""

from __future__ import annotations

from typing import NamedTuple

UNVERIFIED = "unverified"


class Term(NamedTuple):
    """One word in three languages, and where it was read; `word` is its spelling in the record."""

    en: str
    ko: str
    ja: str
    source: str = UNVERIFIED
    word: str = ""


LAW = (
    Term("article", "조", "条"),
    Term("instrument", "문서", "文書"),
    Term("encoding", "부호화본", "符号化"),
    Term("clause", "조항", "条項"),
    Term("clause digest", "조항 다이제스트", "条項ダイジェスト"),
    Term("party", "당사국", "当事国"),
    Term("bound", "당사자", "当事者"),
    Term("third party", "제3자", "第三者"),
    Term("in force", "효력", "効力"),
    Term("enters into force", "발효", "効力を生ずる"),
    Term("adopted", "채택", "採択"),
    Term("notice", "통보", "通告"),
    Term("amendment", "개정", "改正"),
    Term("corrigendum", "정정", "訂正"),
    Term("full powers", "전권", "全権"),
    Term("suspended", "정지", "停止"),
    Term("operation of the instrument", "운용", "運用"),
    Term("arrangement", "약정", "取決め"),
    Term("binding instrument", "구속력 있는 문서", "拘束力のある文書"),
    Term("domestic requirements", "국내 절차", "国内手続"),
    Term("national law", "국내법령", "国内法令"),
    Term("channel", "경로", "経路"),
    Term("last day in force", "효력의 마지막 날", "効力の最終日"),
    Term("contested", "이의", "異議"),
    Term("condition", "요건", "条件"),
    Term("surviving", "존속", "存続"),
    Term("term", "기간", "期間"),
    Term("signed", "서명", "署名"),
    Term("reading", "해석", "解釈"),
    Term("article's duty", "의무", "義務"),
    Term("ended", "종료", "終了"),
)

DECISION = (
    Term("release", "제공", "提供"),
    Term("withhold", "보류", "留保"),
    Term("refer", "회부", "付する"),
    Term("level", "등급", "区分"),
    Term("classification", "비밀등급", "秘密区分"),
    Term("unclassified", "평문", "秘密でない"),
    Term("marked", "표시", "表示"),
    Term("standing order", "상시제공명령", "常時提供命令"),
    Term("case by case", "건별", "個別"),
    Term("category", "범주", "範疇"),
    Term("approved", "승인", "承認"),
    Term("prior written approval", "사전 서면 승인", "事前の書面による承認"),
    Term("assurance", "보장", "保証"),
    Term("cleared", "비밀취급인가", "秘密取扱資格"),
    Term("purpose", "목적", "目的"),
    Term("subject", "주제", "主題"),
    Term("route", "경로", "経路"),
    Term("direct", "직접", "直接"),
    Term("form", "형태", "形態"),
    Term("registry", "등록소", "登録機関"),
    Term("post", "직위", "職"),
    Term("contractor", "계약업체", "契約業者"),
    Term("loss", "분실", "紛失"),
    Term("compromise", "누설", "漏えい"),
    Term("custody", "보관", "保管"),
    Term("a person must", "담당자", "担当者"),
    Term("clock", "시각", "時刻"),
    Term("node", "노드", "ノード"),
    Term("item", "해당 정보", "当該情報"),
    Term("hub", "중계", "中継"),
    Term("protect", "보호", "保護"),
    Term("facility", "시설", "施設"),
    Term("personal data", "개인정보", "個人情報"),
    Term("recorded", "기록", "記録"),
    Term("human source", "인간정보원", "人的情報源"),
    Term("discipline", "정보 분야", "情報分野"),
    Term("dissemination", "배포", "配布"),
    Term("validity", "유효기간", "有効期間"),
)

PEOPLE = (
    Term("originator", "제공국", "提供国"),
    Term("original provider", "원제공국", "原提供国"),
    Term("recipient", "접수국", "受領国"),
    Term("other side", "상대", "相手"),
    Term("releasing authority", "제공승인권자", "提供承認権者"),
    Term("treaty desk", "조약 담당 부서", "条約担当部署"),
    Term("analyst", "분석관", "分析官"),
    Term("operator", "운용자", "運用者"),
    Term("security representatives", "보안대표", "保安代表者"),
)
