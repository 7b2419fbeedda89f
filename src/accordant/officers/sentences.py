"""The reasons of `may` in three languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from accordant.clauses import Sentence

GROUNDS: Mapping[str, Sentence] = MappingProxyType(
    {
        "in-office": Sentence(
            en="{officer} holds the post {post}.",
            ko="담당관({officer})은 현재 직위({post})에 있다.",
            ja="担当官({officer})は職({post})に就いている。",
        ),
        "cleared": Sentence(
            en="Cleared up to {level}, until {until}.",
            ko="비밀취급 인가: {level}까지, {until}까지 유효.",
            ja="秘密取扱資格:{level}まで、{until}まで有効。",
        ),
        "needs": Sentence(
            en="Duty requires it: group {group}.",
            ko="직무상 알 필요가 있다: 그룹 {group}.",
            ja="職務上知る必要がある:グループ{group}。",
        ),
        "letter": Sentence(
            en="Letter {digest} delegates it ({deed}), until {until}.",
            ko="위임장 {digest}에 의하여 위임됨({deed}), {until}까지 유효.",
            ja="委任状{digest}により委任されている({deed})、{until}まで有効。",
        ),
        "covers": Sentence(
            en="Covers for {absent} until {until}, on the letters of {absent}.",
            ko="부재자({absent})의 위임장에 따라 {until}까지 대리한다.",
            ja="不在者({absent})の委任状に基づき{until}まで代行する。",
        ),
    }
)
"""What a yes rests on."""

LACKING: Mapping[str, Sentence] = MappingProxyType(
    {
        "not-in-office": Sentence(
            en="{officer} holds no post at this instant.",
            ko="담당관({officer})은 이 시점에 어떠한 직위에도 있지 않다.",
            ja="担当官({officer})はこの時点でいかなる職にも就いていない。",
        ),
        "appointment-over": Sentence(
            en="The appointment of {officer} ended at {until}.",
            ko="담당관({officer})의 임명은 {until}에 끝났다.",
            ja="担当官({officer})の任命は{until}に終了した。",
        ),
        "removed": Sentence(
            en="{officer} was removed as of {since}.",
            ko="담당관({officer})은 {since}부로 해임되었다.",
            ja="担当官({officer})は{since}付けで解任された。",
        ),
        "level-unknown": Sentence(
            en="The level in this party's own terms is not known.",
            ko="자국 용어에 따른 등급이 확인되지 않는다.",
            ja="自国の用語による秘密区分が不明である。",
        ),
        "not-cleared": Sentence(
            en="No clearance reaches {level}.",
            ko="{level}에 이르는 비밀취급 인가가 없다.",
            ja="{level}に及ぶ秘密取扱資格がない。",
        ),
        "clearance-over": Sentence(
            en="The clearance for {level} ended at {until}.",
            ko="{level}에 대한 비밀취급 인가는 {until}에 끝났다.",
            ja="{level}についての秘密取扱資格は{until}に終了した。",
        ),
        "no-subject": Sentence(
            en="It names no subject, so nobody's duty is known to require it.",
            ko="주제가 명시되어 있지 않아 직무상 알 필요를 확인할 수 없다.",
            ja="主題が示されていないため、職務上知る必要を確認できない。",
        ),
        "no-need": Sentence(
            en="No group of the officer is about {subject}.",
            ko="담당관이 속한 그룹 가운데 해당 주제({subject})를 다루는 그룹이 없다.",
            ja="担当官の属するグループに主題({subject})を扱うものがない。",
        ),
        "author": Sentence(
            en="{officer} wrote the item, and nobody approves what he wrote.",
            ko="담당관({officer})은 이 정보의 작성자이며, 작성자는 스스로 승인하지 못한다.",
            ja="担当官({officer})はこの情報の作成者であり、作成者は自ら承認できない。",
        ),
        "author-unknown": Sentence(
            en="Nobody has signed as the author of the item.",
            ko="이 정보의 작성자로 서명한 사람이 없다.",
            ja="この情報の作成者として署名した者がいない。",
        ),
        "no-letter": Sentence(
            en="No letter delegates it ({deed}).",
            ko="이를 위임하는 위임장이 없다({deed}).",
            ja="これを委任する委任状がない({deed})。",
        ),
        "letter-over": Sentence(
            en="The last letter that delegated it ({deed}) ended at {until}.",
            ko="이를 위임한 마지막 위임장({deed})은 {until}에 끝났다.",
            ja="これを委任した最後の委任状({deed})は{until}に終了した。",
        ),
        "letter-short": Sentence(
            en="The letter that delegates it ({deed}) does not cover: {limits}.",
            ko="위임장({deed})의 범위를 벗어난다: {limits}.",
            ja="委任状({deed})の範囲を超える:{limits}。",
        ),
        "cover-short": Sentence(
            en="The cover for {absent} does not help: {absent} may not do it either.",
            ko="부재자({absent})에게도 권한이 없으므로 대리로도 할 수 없다.",
            ja="不在者({absent})にも権限がないため、代行によることもできない。",
        ),
        "second-person": Sentence(
            en="It takes two officers ({deed}), neither on the other's letters.",
            ko="두 사람의 담당관이 필요하다({deed}). 한 사람이 다른 사람의 위임장으로 할 수 없다.",
            ja="担当官2名を要する({deed})。一方が他方の委任状によることはできない。",
        ),
    }
)
"""What a no comes from."""

WORDS: Mapping[str, Sentence] = MappingProxyType(
    {
        "read": Sentence("read", "열람", "閲覧"),
        "approve": Sentence("approve", "제공 승인", "提供の承認"),
        "consent": Sentence("consent", "재제공 동의", "再提供への同意"),
        "order": Sentence("order", "제공명령", "提供命令"),
        "adopt": Sentence("adopt", "채택", "採択"),
        "notify": Sentence("notify", "통보", "通告"),
        "assure": Sentence("assure", "보증", "保証"),
        "designate": Sentence("designate", "지정", "指定"),
        "appoint": Sentence("appoint", "임명", "任命"),
        "every": Sentence("every", "전부", "すべて"),
    }
)
"""The words of the register that the term list does not have, or has in another sense."""

SENTENCES: Mapping[str, Sentence] = MappingProxyType({**GROUNDS, **LACKING})
"""Every reason by its word. Korean and Japanese are ours, to be read by a native speaker."""
