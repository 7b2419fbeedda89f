"""Before the first exchange certain things must have been done, and the record must say so.

The text names its conditions by word: a technical arrangement between the security offices, an
assessment visit. The law says which of them the record holds as met; one that it does not is
withheld, on sending and on arrival, whatever else is in order. A condition nobody recorded is not
met: silence never opens the exchange.

Source: the common form of the European Union's agreements on the security of information, about
Art. 11 (from memory, unverified): an implementing arrangement and a visit come first.
"""

from __future__ import annotations

from collections.abc import Callable
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
    passes,
    remedy,
    withholds,
)
from accordant.model.case import Case, Finding, InPlay
from accordant.model.product import Word

MET = "met"
"""Among the law's facts: the conditions recorded as met, as words with one blank between them."""


class Precondition(Clause, frozen=True, tag="precondition"):
    """What must have been done, and before what."""

    before: Literal["first-exchange"]
    requires: Annotated[tuple[Word, ...], msgspec.Meta(min_length=1, max_length=16)]


def met(in_play: InPlay) -> frozenset[str]:
    """Return the conditions of an instrument that the record says are met."""
    return frozenset(in_play.facts.get(MET, "").split())


def with_met(in_play: InPlay, words: frozenset[str]) -> InPlay:
    """Return the same instrument in play with these conditions met as well."""
    every = " ".join(sorted(met(in_play) | words))
    return msgspec.structs.replace(in_play, facts={**in_play.facts, MET: every})


def meaning(clause: Precondition, setting: Setting) -> Evaluate:
    """Pass when every condition is recorded as met; else withhold and name the others."""
    required = frozenset(clause.requires)
    whole = passes(clause, setting, "met", conditions=", ".join(clause.requires))

    def evaluate(_case: Case, in_play: InPlay) -> Finding:
        missing = sorted(required - met(in_play))
        if not missing:
            return whole
        return withholds(clause, setting, "not-met", conditions=", ".join(missing))

    return evaluate


def recorded(instrument: str, words: frozenset[str]) -> Callable[[Case], Case]:
    """Return the change of a case by the record that these conditions of a text are met."""

    def change(case: Case) -> Case:
        plays = tuple(
            with_met(each, words) if each.instrument == instrument else each
            for each in case.instruments
        )
        return msgspec.structs.replace(case, instruments=plays)

    return change


def cure(clause: Precondition, setting: Setting, _case: Case, finding: Finding) -> Remedy:
    """The treaty desk records the fact `condition-met` once each is truly met."""
    change = recorded(setting.digest, frozenset(clause.requires))
    conditions = finding.facts["conditions"]
    return remedy(clause, setting, "treaty-desk", "record", change, conditions=conditions)


def cedar(clause: Precondition, _setting: Setting) -> Cedar:
    """Withhold while a condition is not among those met."""
    return Cedar(withhold=f"!context.met.containsAll({cedar_set(clause.requires)})")


SENTENCES = {
    "met": Sentence(
        en="What must come before the first exchange has been done: {conditions}.",
        ko="최초 교환에 앞서 갖추어야 할 요건이 충족되었다: {conditions}.",
        ja="最初の交換に先立つ条件は満たされている:{conditions}。",
    ),
    "not-met": Sentence(
        en="Before the first exchange this is still to be done: {conditions}.",
        ko="최초 교환에 앞서 갖추어야 할 다음 요건이 아직 충족되지 않았다: {conditions}.",
        ja="最初の交換に先立つ次の条件がまだ満たされていない:{conditions}。",
    ),
    "record": Sentence(
        en="Do what is missing together with the other side, and have the treaty desk record it "
        "as met: {conditions}.",
        ko="상대측과 함께 다음 요건을 갖추고, "
        "조약 담당 부서가 그 충족을 기록하여야 한다: {conditions}.",
        ja="相手側とともに次の条件を満たし、条約担当部署がその充足を記録すること:{conditions}。",
    ),
}

KIND = Kind(Precondition, meaning, lays_nothing, cure, SENTENCES, cedar)
