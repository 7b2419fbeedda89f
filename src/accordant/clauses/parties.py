"""An instrument governs what passes between its parties, and nothing else.

Releaser and recipient must both be parties, or organs of a party: `KOR:MND` acts for `KOR`. Where
an organ is the party, its state gives and receives through it; another organ of that state does
not. An instrument that names no parties authorises nobody.

Source: every agreement on the security of information opens with it; Japan-Korea 2016, preamble
and Art. 2(b)-(c), which define the providing and the receiving party.
"""

from __future__ import annotations

from collections.abc import Iterable
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
    lays_nothing,
    passes,
    remedy,
    withholds,
)
from accordant.model.case import Case, Finding
from accordant.model.party import Party


class Parties(Clause, frozen=True, tag="parties"):
    """Who is bound."""

    parties: Annotated[tuple[Party, ...], msgspec.Meta(min_length=2, max_length=64)]


def bound(parties: Iterable[str], end: str) -> bool:
    """Whether an end is one of these parties, an organ of one, or the state of one."""
    return any(end == party or end[:3] == party or end == party[:3] for party in parties)


def meaning(clause: Parties, setting: Setting) -> Evaluate:
    """Pass when both ends are parties or their organs; else withhold."""
    parties = frozenset(clause.parties) | {party[:3] for party in clause.parties}
    listed = ", ".join(clause.parties)
    both = passes(clause, setting, "both-bound", parties=listed)

    def evaluate(case: Case, _in_play: object) -> Finding:
        if case.releaser in parties and case.recipient in parties:
            return both
        for end in (case.releaser, case.recipient):
            if not bound(clause.parties, end):
                return withholds(clause, setting, "not-bound", party=end, parties=listed)
        return both

    return evaluate


def cure(clause: Parties, setting: Setting, _case: Case, finding: Finding) -> Remedy:
    """Only an instrument with that party helps; the treaty desk can bring one about."""
    return remedy(clause, setting, "treaty-desk", "conclude", party=finding.facts["party"])


def cedar(clause: Parties, _setting: Setting) -> Cedar:
    """Grant between the parties."""
    parties = cedar_set(clause.parties)
    admitted = cedar_set(frozenset(clause.parties) | {party[:3] for party in clause.parties})
    return Cedar(
        grant=" && ".join(
            f"({admitted}.contains(context.{end}) || {parties}.contains(context.{end}State))"
            for end in ("releaser", "recipient")
        )
    )


SENTENCES = {
    "both-bound": Sentence(
        en="Both sides are bound by this instrument ({parties}).",
        ko="쌍방은 모두 이 문서의 당사자이다({parties}).",
        ja="双方ともこの文書の当事者である({parties})。",
    ),
    "not-bound": Sentence(
        en="{party} is not bound by this instrument, which binds {parties} only.",
        ko="해당국({party})은 이 문서의 당사자가 아니며, 당사자는 다음에 한한다: {parties}.",
        ja="{party}はこの文書の当事者ではない。当事者は次に限られる:{parties}。",
    ),
    "conclude": Sentence(
        en="Bring into force an instrument that binds {party}, or rely on one that does.",
        ko="해당국({party})을 구속하는 문서를 발효시키거나, 이미 구속하는 문서에 의거하여야 한다.",
        ja="{party}を拘束する文書を発効させるか、既に拘束している文書によること。",
    ),
}

KIND = Kind(Parties, meaning, lays_nothing, cure, SENTENCES, cedar)
