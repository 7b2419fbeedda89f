"""Before anything is provided, the recipient assures that its reader is fit to have it.

The assurance names a post or cell, never a person: cleared at the needed level, in need for
official purposes, the item protected as the originator would. It must be given by the recipient
to the releaser, for this post, at a level at or above the equal of the item's, and be in date.
The rule binds the giver: it is not asked again when the item arrives.

Source: Japan-Korea 2016, Art. 7(5)(a)-(c).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Literal

import msgspec

from accordant.clauses.kind import (
    Cedar,
    Clause,
    Evaluate,
    Kind,
    Remedy,
    Sentence,
    Setting,
    cedar_set,
    lays_nothing,
    remedy,
    withholds,
)
from accordant.model.case import SECOND, Assurance, Case, Finding

State = Literal["clearance", "need", "protection"]


class AssuranceClause(Clause, frozen=True, tag="assurance"):
    """Who assures what, and when."""

    by: Literal["recipient"]
    before: Literal["providing"]
    states: Annotated[tuple[State, ...], msgspec.Meta(min_length=1, max_length=3)]
    named_by: Literal["post"]


def assures(states: tuple[State, ...], given: Assurance, case: Case) -> bool:
    """Whether this is the recipient's word to the releaser for this post, in date and whole.

    For an organ that is to receive, as a hub, its state may give the word. A case of the first
    format did not take that.
    """
    whose = given.party == case.recipient or (
        case.format == SECOND and given.party == case.recipient[:3]
    )
    return (
        given.post == case.post
        and whose
        and given.to == case.releaser
        and given.given <= case.at
        and (given.until is None or case.at <= given.until)
        and (given.clearance or "clearance" not in states)
        and (given.need or "need" not in states)
        and (given.protection or "protection" not in states)
    )


def posts_assured(case: Case) -> tuple[str, ...]:
    """Return the recipient's own posts for which it has given its word, in date, to the releaser.

    For a leg of an arrangement: a case names the final recipient's post, never the hub's.
    """
    own = {
        given.post
        for given in case.assurances
        if given.post.partition("/")[0] == case.recipient
        and assures((), given, msgspec.structs.replace(case, post=given.post))
    }
    return tuple(sorted(own))


def meaning(clause: AssuranceClause, setting: Setting) -> Evaluate:
    """Pass with a sufficient assurance; else withhold.

    Nothing is asked inbound, nor for a level without an equal: the equivalence withholds that.
    """
    states, sufficient = clause.states, setting.sufficient
    digest, article = setting.digest, clause.article

    def evaluate(case: Case, _in_play: object) -> Finding | None:
        levels = sufficient.get((case.level, case.recipient[:3]))
        if levels is None or case.direction == "inbound":
            return None
        if not case.post:
            return withholds(clause, setting, "no-post", recipient=case.recipient)
        for given in case.assurances:
            if given.level in levels and assures(states, given, case):
                facts = {"recipient": case.recipient, "post": case.post}
                return Finding("pass", digest, article, "assurance", "assured", facts)
        return withholds(clause, setting, "not-assured", recipient=case.recipient, post=case.post)

    return evaluate


def assured_at(level: str) -> Callable[[Case], Case]:
    """Return the change of a case by the recipient's whole assurance, as if given now."""

    def change(case: Case) -> Case:
        given = Assurance(
            party=case.recipient,
            to=case.releaser,
            post=case.post,
            level=level,
            clearance=True,
            need=True,
            protection=True,
            given=case.at,
        )
        return msgspec.structs.replace(case, assurances=(*case.assurances, given))

    return change


def cure(clause: AssuranceClause, setting: Setting, case: Case, finding: Finding) -> Remedy:
    """The recipient may assure for the post, at a level that suffices where there is one."""
    recipient, post = case.recipient, case.post
    if finding.sentence == "no-post":
        return remedy(clause, setting, "analyst", "name-post", recipient=recipient)
    levels = setting.sufficient[case.level, recipient[:3]]
    change = assured_at(min(levels)) if levels else None
    return remedy(clause, setting, "recipient", "assure", change, recipient=recipient, post=post)


def stated(level: str, states: Iterable[str]) -> str:
    """Return an assurance as one Cedar string: the level and what is assured of it."""
    return " ".join((level, *sorted(states)))


def cedar(clause: AssuranceClause, setting: Setting) -> Cedar:
    """Withhold outbound unless the levels assured reach the one needed."""
    enough = " || ".join(
        f'(context.level == "{level}" && context.recipientState == "{state}" && '
        + cedar_set(frozenset(stated(above, clause.states) for above in levels))
        + ".containsAny(context.assured))"
        for (level, state), levels in sorted(setting.sufficient.items())
        if levels
    )
    return Cedar(withhold=f'context.direction == "outbound" && !({enough or "false"})')


SENTENCES = {
    "assured": Sentence(
        en="{recipient} has assured that {post} is cleared, in need and will protect the item.",
        ko="접수국({recipient})은 해당 직위({post})가 비밀취급인가와 공무상 필요를 갖추었고 "
        "상응하는 보호를 제공함을 보장하였다.",
        ja="{recipient}は、当該職({post})が秘密取扱資格及び公務上の必要性を有し、"
        "同等の保護を与えることを保証した。",
    ),
    "not-assured": Sentence(
        en="{recipient} has given no assurance in date for {post} at the level needed.",
        ko="접수국({recipient})은 해당 직위({post})에 대하여 "
        "필요한 등급의 유효한 보장을 하지 않았다.",
        ja="{recipient}は当該職({post})について、必要な区分の有効な保証を行っていない。",
    ),
    "no-post": Sentence(
        en="No post of {recipient} is named, so no assurance can be found.",
        ko="접수국({recipient})의 직위가 지정되지 않아 보장 여부를 확인할 수 없다.",
        ja="{recipient}の職が指定されていないため、保証を確認できない。",
    ),
    "assure": Sentence(
        en="Ask {recipient} to assure, before providing, that {post} is cleared at the level "
        "needed, in need, and will protect the item alike.",
        ko="제공에 앞서 접수국({recipient})에 해당 직위({post})의 필요 등급 "
        "비밀취급인가, 공무상 필요 및 상응하는 보호에 대한 보장을 요청하여야 한다.",
        ja="提供に先立ち、{recipient}に対し、当該職({post})の必要な区分の秘密取扱資格、公務上の必要性"
        "及び同等の保護についての保証を求めること。",
    ),
    "name-post": Sentence(
        en="Name the post or cell of {recipient} the item is for.",
        ko="해당 정보를 받을 접수국({recipient})의 직위 또는 부서를 지정하여야 한다.",
        ja="当該情報を受け取る{recipient}の職又は部署を指定すること。",
    ),
}

KIND = Kind(AssuranceClause, meaning, lays_nothing, cure, SENTENCES, cedar)
