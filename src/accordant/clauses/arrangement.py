"""An arrangement that binds nobody never authorises alone: it routes what others may give.

Its participants give to each other through a hub. Each leg of the way, from the provider to the
hub and from the hub to the final recipient, rests on a binding instrument named here; levels and
protection are borrowed from these. This clause says which way the item must go and which
instruments its legs rest on; the decision judges the legs by those instruments' own clauses.

Where `approval` is "per-item" the provider's releasing authority approves each item for its final
recipient before it goes on, and no standing order stands in for that.

Source: the trilateral arrangement of 2014, paragraphs 3, 4 and 8 (read) and 5 (number unverified).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal, TypeAlias

import msgspec

from accordant.clauses.kind import (
    Cedar,
    Clause,
    Evaluate,
    Kind,
    Remedy,
    Sentence,
    Setting,
    obliges,
    passes,
    remedy,
    withholds,
)
from accordant.clauses.standing_release import approve
from accordant.model.case import Case, Finding, Obligation
from accordant.model.text import Identifier

State: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}\Z")]
Organ: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}:[A-Z0-9]{1,16}\Z")]


class Borrowed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The binding instrument a leg between two states rests on."""

    between: tuple[State, State]
    instrument: Identifier


class Arrangement(Clause, frozen=True, tag="arrangement"):
    """Through whom, resting on what, and whether each item is approved by itself."""

    hub: Organ
    borrows: Annotated[tuple[Borrowed, ...], msgspec.Meta(min_length=2, max_length=16)]
    approval: Literal["per-item", "standing"]

    def __post_init__(self) -> None:
        """Refuse a leg that does not meet the hub, and two instruments for one leg."""
        ends = [frozenset(each.between) for each in self.borrows]
        if any(len(pair) < 2 or self.hub[:3] not in pair for pair in ends):
            raise ValueError("a leg runs between the hub's state and another")
        if len(set(ends)) != len(ends):
            raise ValueError("a leg rests on one instrument")


def borrowed(clauses: Iterable[Clause]) -> tuple[str, ...]:
    """Return the identifiers of the instruments a text borrows from; of a binding text, none.

    Whoever composes a case under the text puts these in play beside it: `InPlay` of each.
    """
    arrangements = (each for each in clauses if isinstance(each, Arrangement))
    return tuple(sorted({one.instrument for each in arrangements for one in each.borrows}))


def leg(clause: Arrangement, party: str) -> str:
    """Return the instrument between the hub and a party's state; empty where there is none."""
    pair = {clause.hub[:3], party[:3]}
    return next((each.instrument for each in clause.borrows if set(each.between) == pair), "")


def meaning(clause: Arrangement, setting: Setting) -> Evaluate:
    """Pass through the hub between two states that have a leg each; else withhold."""
    route = f"hub:{clause.hub}"

    def evaluate(case: Case, _in_play: object) -> Finding:
        if case.route != route:
            return withholds(clause, setting, "not-by-hub", route=case.route, hub=clause.hub)
        for end in (case.releaser, case.recipient):
            if not leg(clause, end):
                return withholds(clause, setting, "no-leg", party=end, hub=clause.hub)
        return passes(clause, setting, "by-hub", hub=clause.hub, recipient=case.recipient)

    return evaluate


def not_standing(clause: Arrangement, setting: Setting, instrument: str) -> Finding:
    """Return the finding that a borrowed instrument is not in play, or binds nobody either."""
    return withholds(clause, setting, "leg-not-standing", instrument=instrument)


def not_approved(clause: Arrangement, setting: Setting) -> Finding:
    """Return the finding that this very item still needs its approval."""
    return Finding("refer", setting.digest, clause.article, clause.kind, "not-approved")


def obligations(clause: Arrangement, setting: Setting) -> tuple[Obligation, ...]:
    """The hub gives the item to nobody else, and both protect it as they are bound to."""
    return (
        obliges(clause, setting, "pass-on-as-named"),
        obliges(clause, setting, "protect-as-borrowed"),
    )


def cure(clause: Arrangement, setting: Setting, case: Case, finding: Finding) -> Remedy:
    """Go by the hub, have the item approved, or bring the legs' instruments in play."""
    route = f"hub:{clause.hub}"

    def by_hub(asked: Case) -> Case:
        return msgspec.structs.replace(asked, route=route)

    match finding.sentence:
        case "not-by-hub":
            return remedy(clause, setting, "analyst", "take-hub", by_hub, route=route)
        case "not-approved":
            change = approve if case.product else None
            return remedy(clause, setting, "releasing-authority", "approve-item", change)
        case "no-leg":
            return remedy(clause, setting, "treaty-desk", "other-instrument")
    instrument = finding.facts["instrument"]
    return remedy(clause, setting, "treaty-desk", "bring-legs", instrument=instrument)


def cedar(clause: Arrangement, _setting: Setting) -> Cedar:
    """Grant between states that have a leg; withhold and refer as the legs came to.

    `context.firstLeg` and `context.secondLeg` are what the borrowed instruments' own policies
    answered: "release", "refer" or "withhold".
    """
    spokes = sorted({end for each in clause.borrows for end in each.between} - {clause.hub[:3]})
    states = "[" + ", ".join(f'"{state}"' for state in spokes) + "]"
    return Cedar(
        grant=f"{states}.containsAll([context.releaserState, context.recipientState])",
        withhold=f'context.route != "hub:{clause.hub}"'
        ' || context.firstLeg == "withhold" || context.secondLeg == "withhold"',
        refer='context.firstLeg == "refer" || context.secondLeg == "refer"',
    )


SENTENCES = {
    "by-hub": Sentence(
        en="The item goes to {hub}, which passes it on to {recipient}.",
        ko="정보는 {hub}에 제공되고, {hub}이(가) 이를 {recipient}에 전달한다.",
        ja="情報は{hub}に提供され、{hub}がこれを{recipient}に伝達する。",
    ),
    "not-by-hub": Sentence(
        en="The arrangement binds nobody and allows no route {route}; it only lets items go "
        "through {hub}.",
        ko="이 약정은 법적 구속력이 없으며 {route} 경로의 제공을 허용하지 아니한다. "
        "정보는 {hub}을(를) 통해서만 전달된다.",
        ja="この取決めは法的拘束力を有さず、経路({route})による提供を認めない。"
        "情報は{hub}を通じてのみ伝達される。",
    ),
    "no-leg": Sentence(
        en="The arrangement names no binding instrument between {hub} and {party}.",
        ko="이 약정은 {hub}와(과) {party} 사이의 구속력 있는 문서를 정하고 있지 않다.",
        ja="この取決めは{hub}と{party}との間の拘束力のある文書を定めていない。",
    ),
    "leg-not-standing": Sentence(
        en="The binding instrument the arrangement rests on is not at hand: {instrument}.",
        ko="이 약정이 의거하는 구속력 있는 문서를 확인할 수 없다: {instrument}.",
        ja="この取決めが依拠する拘束力のある文書を確認できない:{instrument}。",
    ),
    "not-approved": Sentence(
        en="The provider approves each item before it is passed on, and has not approved this "
        "one; no standing order stands in for that.",
        ko="제공국은 전달에 앞서 정보마다 승인하여야 하며, 해당 정보는 아직 승인되지 않았다. "
        "상시제공명령은 이를 갈음하지 못한다.",
        ja="提供国は伝達に先立ち情報ごとに承認するものとされ、当該情報はまだ承認されていない。"
        "常時提供命令はこれに代わらない。",
    ),
    "pass-on-as-named": Sentence(
        en="Pass the item on to the recipient named, and to nobody else.",
        ko="해당 정보는 지정된 접수국에만 전달한다.",
        ja="当該情報は指定された受領国に限り伝達する。",
    ),
    "protect-as-borrowed": Sentence(
        en="Identify the item as shared under this arrangement and protect it as the binding "
        "instruments of each leg require.",
        ko="해당 정보가 이 약정에 따라 공유된 것임을 표시하고, "
        "각 구간의 구속력 있는 문서에 따라 보호한다.",
        ja="当該情報がこの取決めに基づき共有されたものであることを示し、"
        "各区間の拘束力のある文書に従って保護する。",
    ),
    "take-hub": Sentence(
        en="Send the item through the hub, by the route {route}.",
        ko="다음 경로로 중계하여 송부하여야 한다: {route}.",
        ja="次の経路により中継して送付すること:{route}。",
    ),
    "approve-item": Sentence(
        en="Ask the releasing authority to approve this item for its final recipient.",
        ko="최종 접수국에 대한 해당 정보의 제공에 관하여 제공승인권자의 승인을 받아야 한다.",
        ja="最終の受領国への当該情報の提供について提供承認権者の承認を求めること。",
    ),
    "other-instrument": Sentence(
        en="Rely on a binding instrument between the two sides.",
        ko="쌍방 간의 구속력 있는 문서에 의거하여야 한다.",
        ja="双方の間の拘束力のある文書によること。",
    ),
    "bring-legs": Sentence(
        en="Hold the text of the binding instrument and record its acts: {instrument}.",
        ko="구속력 있는 문서의 본문을 보유하고 관련 행위를 기록하여야 한다: {instrument}.",
        ja="拘束力のある文書の本文を保有し、関係する行為を記録すること:{instrument}。",
    ),
}

KIND = Kind(Arrangement, meaning, obligations, cure, SENTENCES, cedar)
