"""The closed words of products: subjects, disciplines, kinds, purposes, caveats, relations.

One table: parser, command line and docs/products.md read it. A word is added, never changed or
taken away. A word that is not here is refused where an item is written; in an item that arrives it
stays what it is, and no list of an instrument or order covers it unless it names it.

Source: whose usage a word follows. Korean and Japanese are ours, to be read by a native speaker.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Listed(NamedTuple):
    """What a word means, in three languages, and whose usage it follows."""

    en: str
    ko: str
    ja: str
    source: str


Table = Mapping[str, Listed]

_JK = "Japan-Korea agreement of 2016 and its practice"
_TISA = "trilateral arrangement of 2014"
_OURS = "ours"
_INTEL = "intelligence usage"

SUBJECTS: Table = MappingProxyType(
    {
        "dprk-missile": Listed(
            "missiles of North Korea", "북한 미사일", "北朝鮮のミサイル", _TISA
        ),
        "dprk-nuclear": Listed("nuclear weapons of North Korea", "북한 핵", "北朝鮮の核", _TISA),
        "dprk-space-launch": Listed(
            "satellite launches of North Korea", "북한 우주발사체", "北朝鮮の衛星打上げ", _OURS
        ),
        "dprk-military": Listed(
            "other forces of North Korea",
            "북한의 그 밖의 군사동향",
            "北朝鮮のその他の軍事動向",
            _JK,
        ),
        "dprk-leadership": Listed(
            "leadership and politics of North Korea", "북한 지도부 동향", "北朝鮮の指導部", _INTEL
        ),
        "dprk-sanctions": Listed(
            "evasion of sanctions",
            "대북제재 위반",
            "対北朝鮮制裁の回避",
            "Security Council resolution 1718 and after",
        ),
        "dprk-cyber": Listed(
            "North Korea in networks", "북한 사이버 활동", "北朝鮮のサイバー活動", _INTEL
        ),
        "submarine-track": Listed("tracks of submarines", "잠수함 항적", "潜水艦の航跡", _JK),
        "maritime-track": Listed("tracks of ships", "선박 항적", "船舶の航跡", _JK),
        "air-track": Listed("tracks of aircraft", "항공기 항적", "航空機の航跡", _INTEL),
        "cyber-threat": Listed("other threats in networks", "사이버 위협", "サイバー脅威", _INTEL),
        "terrorism": Listed("terrorism", "테러", "テロリズム", _INTEL),
        "search-and-rescue": Listed(
            "people in distress", "수색구조", "捜索救難", "SAR Convention of 1979"
        ),
    }
)

_DISCIPLINE = "allied joint intelligence doctrine, from memory"

DISCIPLINES: Table = MappingProxyType(
    {
        "human": Listed("from people", "인간정보", "人的情報", _DISCIPLINE),
        "imagery": Listed("from pictures", "영상정보", "画像情報", _DISCIPLINE),
        "signals": Listed("from signals", "신호정보", "信号情報", _DISCIPLINE),
        "acoustic": Listed("from sound", "음향정보", "音響情報", _DISCIPLINE),
        "measurement": Listed("from other measurement", "계측정보", "計測情報", _DISCIPLINE),
        "open-source": Listed("from open sources", "공개출처정보", "公開情報", _DISCIPLINE),
        "cyber": Listed("from networks", "사이버정보", "サイバー情報", _DISCIPLINE),
        "all-source": Listed("from several of these", "종합정보", "総合情報", _DISCIPLINE),
        "unknown": Listed("not stated", "미상", "不明", _OURS),
    }
)

KINDS: Table = MappingProxyType(
    {
        "text": Listed("plain text", "일반문서", "文書", _OURS),
        "launch-report": Listed("report of a launch", "발사 보고", "発射報告", _OURS),
        "human-report": Listed(
            "report from a human source", "인간정보 보고", "人的情報報告", _INTEL
        ),
        "imagery": Listed("what a picture shows", "영상판독", "画像判読", _INTEL),
        "track": Listed("positions in time", "항적", "航跡", _INTEL),
        "missile-warning": Listed(
            "warning of a missile in flight",
            "미사일 경보",
            "ミサイル警報",
            "warning link of December 2023",
        ),
        "cyber-report": Listed(
            "report of activity in networks", "사이버 보고", "サイバー報告", _INTEL
        ),
        "attachment": Listed("a file", "첨부파일", "添付ファイル", _OURS),
    }
)

OTHER_PURPOSE = "other"

PURPOSES: Table = MappingProxyType(
    {
        "dprk-missile-threat": Listed(
            "to meet the missile threat",
            "북한 미사일 위협 대응",
            "北朝鮮のミサイル脅威への対処",
            _TISA,
        ),
        "dprk-nuclear-threat": Listed(
            "to meet the nuclear threat", "북한 핵 위협 대응", "北朝鮮の核脅威への対処", _TISA
        ),
        "missile-defence": Listed("to warn and defend", "미사일 방어", "ミサイル防衛", _JK),
        "maritime-search": Listed("to search at sea", "해상 수색", "海上における捜索", _OURS),
        "maritime-security": Listed("to watch the sea", "해양안보", "海洋安全保障", _OURS),
        "sanctions-enforcement": Listed(
            "to enforce sanctions", "제재 이행", "制裁の履行", "Security Council resolutions"
        ),
        "cyber-defence": Listed("to defend networks", "사이버 방어", "サイバー防衛", _OURS),
        "counter-terrorism": Listed("to prevent terrorism", "대테러", "テロ対策", _OURS),
        "search-and-rescue": Listed(
            "to save people", "수색구조", "捜索救難", "SAR Convention of 1979"
        ),
        OTHER_PURPOSE: Listed(
            "none of these: a person decides each release",
            "기타: 사람이 건별로 결정",
            "その他:人が個別に判断",
            _OURS,
        ),
    }
)

CAVEATS: Table = MappingProxyType(
    {
        "originator-control": Listed(
            "no onward release without the originator",
            "원제공자 통제",
            "作成元の管理",
            "ORCON in the United States' marking system",
        ),
        "eyes-only": Listed(
            "for those named after it only: `eyes-only AUS JPN`",
            "열람자 한정",
            "閲覧者限定",
            "marking usage",
        ),
        "display-only": Listed(
            "to be shown, not handed over",
            "열람만 허용",
            "閲覧のみ",
            "DISPLAY ONLY in the United States' marking system",
        ),
        "source-sensitive": Listed("a source is at risk", "출처 보호", "情報源の保護", _INTEL),
        "personal-data": Listed(
            "about persons who can be told apart; an order must name it",
            "개인정보 포함",
            "個人情報を含む",
            "data protection law, as of Regulation 2016/679 Art. 4(1); the word is ours",
        ),
    }
)

RELATIONS: Table = MappingProxyType(
    {
        "corrects": Listed("puts right an own item", "정정", "訂正", _OURS),
        "retracts": Listed("takes back an own item", "철회", "撤回", _OURS),
        "derived-from": Listed("is built on an item", "근거 정보", "派生元", "STIX 2.1 usage"),
        "translated-from": Listed("is a translation", "번역 원본", "翻訳元", _OURS),
        "quotes": Listed("repeats words of an item", "인용", "引用", _OURS),
    }
)

TABLES: Mapping[str, Table] = MappingProxyType(
    {
        "subjects": SUBJECTS,
        "disciplines": DISCIPLINES,
        "kinds": KINDS,
        "purposes": PURPOSES,
        "caveats": CAVEATS,
        "relations": RELATIONS,
    }
)
"""Every table under the name of its heading in docs/products.md."""


def unknown_words(table: Table, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that a table has not, in their order."""
    return tuple(word for word in words if word not in table)
