"""What is exchanged enters through the registries the instrument names, and is numbered there.

A registry is a post of the recipient's side. An item for another post is withheld until it is sent
to the registry, which passes it on; so is every item for a side the text names no registry of.

Source: the common form of the European Union's agreements on the security of information, about
Art. 9 (from memory, unverified): correspondence goes to named points of entry, and a mark on it
says which official it is for.
"""

from __future__ import annotations

from typing import Annotated

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
    obliges,
    passes,
    remedy,
    withholds,
)
from accordant.model.case import Case, Finding, Obligation
from accordant.model.party import Post, state_of


class Registry(Clause, frozen=True, tag="registry"):
    """The posts through which correspondence enters."""

    posts: Annotated[tuple[Post, ...], msgspec.Meta(min_length=1, max_length=64)]


def registries_of(clause: Registry, party: str) -> tuple[str, ...]:
    """Return the registries on the side of a party, as the text lists them."""
    state = state_of(party)
    return tuple(post for post in clause.posts if state_of(post) == state)


def meaning(clause: Registry, setting: Setting) -> Evaluate:
    """Pass when the item is for a registry of the recipient's side; else withhold."""
    findings = {post: passes(clause, setting, "named", post=post) for post in clause.posts}

    def evaluate(case: Case, _in_play: object) -> Finding:
        registries = registries_of(clause, case.recipient)
        if not registries:
            return withholds(clause, setting, "none-named", recipient=case.recipient)
        if case.post in registries:
            return findings[case.post]
        return withholds(clause, setting, "elsewhere", registries=", ".join(registries))

    return evaluate


def obligations(clause: Registry, setting: Setting) -> tuple[Obligation, ...]:
    """The recipient numbers the item at its registry before anybody reads it."""
    return (obliges(clause, setting, "through-registry"),)


def cure(clause: Registry, setting: Setting, case: Case, _finding: Finding) -> Remedy:
    """Send the item to the first registry of that side; where none is named, name one."""
    registries = registries_of(clause, case.recipient)
    if not registries:
        return remedy(clause, setting, "treaty-desk", "name", recipient=case.recipient)
    post = registries[0]

    def change(case: Case) -> Case:
        return msgspec.structs.replace(case, post=post)

    return remedy(clause, setting, "analyst", "send-through", change, post=post)


def cedar(clause: Registry, _setting: Setting) -> Cedar:
    """Withhold unless the post is a registry of the recipient's side."""
    enough = " || ".join(
        f'(context.recipientState == "{state}" && '
        f"{cedar_set(registries_of(clause, state))}.contains(context.post))"
        for state in sorted({state_of(post) for post in clause.posts})
    )
    return Cedar(withhold=f"!({enough})")


SENTENCES = {
    "named": Sentence(
        en="The item goes to {post}, a registry the instrument names.",
        ko="해당 정보는 이 문서가 정한 등록소({post})로 송부된다.",
        ja="当該情報はこの文書の定める登録機関({post})に送付される。",
    ),
    "elsewhere": Sentence(
        en="What is exchanged enters through a registry the instrument names: {registries}.",
        ko="교환되는 정보는 이 문서가 정한 등록소를 거쳐야 한다: {registries}.",
        ja="交換される情報は、この文書の定める登録機関を経なければならない:{registries}。",
    ),
    "none-named": Sentence(
        en="The instrument names no registry of {recipient}.",
        ko="이 문서는 접수국({recipient})의 등록소를 정하고 있지 않다.",
        ja="この文書は{recipient}の登録機関を定めていない。",
    ),
    "send-through": Sentence(
        en="Send the item to the registry {post}, which passes it on.",
        ko="해당 정보를 등록소({post})로 송부하여 전달되도록 하여야 한다.",
        ja="当該情報を登録機関({post})に送付し、そこから回付させること。",
    ),
    "name": Sentence(
        en="Agree on a registry of {recipient}, and name it in the instrument.",
        ko="접수국({recipient})의 등록소를 합의하여 이 문서에 정하여야 한다.",
        ja="{recipient}の登録機関について合意し、この文書に定めること。",
    ),
    "through-registry": Sentence(
        en="Number the item at the registry on its arrival, and pass it on from there only.",
        ko="접수한 때에 등록소에서 해당 정보에 번호를 부여하고, 등록소를 통해서만 전달한다.",
        ja="受領の時に登録機関において当該情報に番号を付し、そこからのみ回付する。",
    ),
}

KIND = Kind(Registry, meaning, obligations, cure, SENTENCES, cedar)
