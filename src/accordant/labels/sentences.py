"""What the room has to say, in three languages: of a recipient's level, and of a label."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from accordant.labels.proposed import Proposal
from accordant.labels.terms import Words

NO_EQUAL: Final = Words(
    en="Level {level} has no equal for {party} in the table, and is not rounded.",
    ko="등급 {level}에 상응하는 접수국({party})의 등급이 표에 없으며, "
    "다른 등급으로 조정하지 아니한다.",
    ja="秘密区分{level}に相当する{party}の区分は表になく、他の区分に読み替えない。",
)

PROPOSED: Final[Mapping[str, Words]] = {
    "only-one": Words(
        en="Level {level} corresponds to {levels} and to no other.",
        ko="등급 {level}에 상응하는 접수국({party})의 등급은 {levels}뿐이다.",
        ja="秘密区分{level}に相当する{party}の区分は{levels}のみである。",
    ),
    "ranked": Words(
        en="Level {level} corresponds to {levels}; the designating authority of {party} decides. "
        "Until then it is handled as {handling}, the strictest by the nation's own ranking.",
        ko="등급 {level}에 상응하는 등급은 {levels}이며, "
        "접수국({party})의 지정권자가 이를 지정한다. "
        "지정 시까지 자국의 서열에 따라 가장 엄격한 {handling}(으)로 취급한다.",
        ja="秘密区分{level}に相当する区分は{levels}であり、{party}の指定権者がこれを指定する。"
        "指定までは、国内の序列で最も厳格な{handling}として取り扱う。",
    ),
    "not-ranked": Words(
        en="Level {level} corresponds to {levels}; the designating authority of {party} decides. "
        "No ranking orders them, so until then the handling rules of each apply together.",
        ko="등급 {level}에 상응하는 등급은 {levels}이며, "
        "접수국({party})의 지정권자가 이를 지정한다. "
        "이들 사이의 서열이 정하여져 있지 아니하므로, "
        "지정 시까지 각 등급의 취급 규정을 모두 적용한다.",
        ja="秘密区分{level}に相当する区分は{levels}であり、{party}の指定権者がこれを指定する。"
        "相互の序列が定められていないため、指定まではそれぞれの取扱いに関する規定を全て適用する。",
    ),
}
SUGGESTED: Final = Words(
    en="The policy of {party} proposes {proposed}.",
    ko="접수국({party})의 방침은 {proposed}을(를) 제안한다.",
    ja="{party}の方針は{proposed}を提案する。",
)

AT_BEST: Final[Mapping[str, Words]] = {
    "release": Words(
        en="All of the label is understood. Whether the item may go is for the decision.",
        ko="표지의 내용을 모두 해석하였다. 제공 여부는 별도로 결정한다.",
        ja="ラベルの内容は全て解釈された。提供の可否は別に決定する。",
    ),
    "refer": Words(
        en="A person must look at this label: the best a decision can come to is refer.",
        ko="담당자가 이 표지를 확인하여야 하며, 결정은 담당자에게 회부하는 데 그친다.",
        ja="担当者がこのラベルを確認すること。決定は担当者に付するにとどまる。",
    ),
    "withhold": Words(
        en="The label gives no level that is known here, and an item without a level is withheld.",
        ko="표지에 알려진 등급이 없으며, 등급이 없는 정보는 제공하지 아니한다.",
        ja="ラベルに既知の秘密区分がなく、区分のない情報は提供しない。",
    ),
}
NO_LIST: Final = Words(
    en="It has no release list. That names nobody; it is not leave for everyone.",
    ko="제공 대상 목록이 없다. 이는 제공 대상이 없음을 뜻하며, "
    "모두에게 제공할 수 있음을 뜻하지 아니한다.",
    ja="提供先の一覧がない。これは提供先がないことを意味し、全ての者への提供を認めるものではない。",
)

WHY: Final[Mapping[str, Words]] = {
    "not-originators": Words(
        en="it is not the originator's label",
        ko="제공국의 표지가 아니다",
        ja="提供国のラベルではない",
    ),
    "no-vocabulary": Words(
        en="no vocabulary here has this name",
        ko="이 명칭의 용어집이 없다",
        ja="この名称の用語集がない",
    ),
    "other-identifier": Words(
        en="the name is known, but not under this identifier",
        ko="명칭은 알려져 있으나 식별자가 다르다",
        ja="名称は既知であるが識別子が異なる",
    ),
    "no-term": Words(
        en="it is no term of the policy",
        ko="해당 방침의 용어가 아니다",
        ja="当該方針の用語ではない",
    ),
    "policy-unknown": Words(
        en="its policy is not known",
        ko="방침이 알려져 있지 아니하다",
        ja="方針が知られていない",
    ),
    "no-caveat": Words(
        en="no caveat of the policy is said so",
        ko="해당 방침에 이러한 취급 제한이 없다",
        ja="当該方針にこのような取扱制限がない",
    ),
    "not-interpreted": Words(
        en="none is interpreted here",
        ko="여기서는 해석하지 아니한다",
        ja="ここでは解釈しない",
    ),
    "successor": Words(
        en="the label changes at a date; a successor is not applied here",
        ko="표지가 특정 일자에 변경되며, 후속 표지는 여기서 적용하지 아니한다",
        ja="ラベルは一定の日に変更されるが、後継のラベルはここでは適用しない",
    ),
    "other-standard": Words(
        en="it is of another standard",
        ko="다른 표준의 요소이다",
        ja="他の規格の要素である",
    ),
    "not-a-marking": Words(
        en="together they make no marking of the policy",
        ko="전체로서 해당 방침의 표시가 되지 아니한다",
        ja="全体として当該方針の表示とならない",
    ),
}


def proposal_in_words(
    proposal: Proposal | None, level: str, party: str, language: Literal["en", "ko", "ja"]
) -> tuple[str, ...]:
    """Return what is proposed to a recipient, and why, in sentences."""
    if proposal is None:
        said: str = getattr(NO_EQUAL, language)
        return (said.format(level=level, party=party),)
    key = "not-ranked" if proposal.because == "no-policy" else proposal.because
    facts = {
        "level": level,
        "party": party,
        "levels": ", ".join(proposal.levels),
        "handling": ", ".join(proposal.handling),
        "proposed": proposal.level,
    }
    words = [PROPOSED[key]]
    if proposal.undecided and proposal.level:
        words.append(SUGGESTED)
    return tuple(str(getattr(each, language)).format_map(facts) for each in words)
