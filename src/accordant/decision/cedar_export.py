"""What is handed to another engine: policy sets by name, and the requests one case makes of them.

An instrument is one policy set. An arrangement is one as well, with two more for each text it
borrows: as the first leg asks it, whole, and as the second does, whether it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeAlias

from msgspec.structs import replace

from accordant.clauses.arrangement import leg as leg_of
from accordant.decision import cedar
from accordant.decision.cedar_case import context
from accordant.decision.decide import outcome_of, weigh, worse
from accordant.decision.legs import Leg, legs_of
from accordant.decision.library import Library, Text
from accordant.model.case import Case, Finding, InPlay, Outcome

POLICIES, FIRST_LEG, SECOND_LEG = "policies", "leg-first", "leg-second"
_BEST: tuple[Outcome, ...] = ("release", "refer", "withhold")

Ask: TypeAlias = Callable[[str, dict[str, Any]], Outcome]
"""An engine: it is given a policy set and a context; whatever goes wrong in it is a no."""


class Request(NamedTuple):
    """What one policy set is asked, and what the engine answered."""

    policies: str  # name of the set
    context: dict[str, Any]
    answer: Outcome


class SecondAnswer(NamedTuple):
    """What the other engine came to, and all it was asked on the way, the legs first."""

    outcome: Outcome
    requests: tuple[Request, ...]


def policy_sets(
    library: Library, instrument: str, orders: Iterable[str], held: Mapping[str, str]
) -> dict[str, str]:
    """Return every policy set of an instrument by name.

    Args:
        library: the texts.
        instrument: clause digest.
        orders: clause digests of the standing orders.
        held: by identifier the text an arrangement's legs rest on; one that is not held has no
            set, and the leg that would rest on it is a no.
    """
    text = library.texts[instrument]
    first: dict[str, str] = {}
    if text.arrangement is not None:
        ends = {end for each in text.arrangement.borrows for end in each.between}
        first = {end: held.get(leg_of(text.arrangement, end), "") for end in sorted(ends)}
    sets = {POLICIES: cedar.policies(library, instrument, orders, first)}
    for identifier in text.borrowed:
        if identifier in held:
            digest = held[identifier]
            sets[f"{FIRST_LEG}-{identifier}"] = cedar.leg(library, digest, whole=True)
            sets[f"{SECOND_LEG}-{identifier}"] = cedar.leg(library, digest, whole=False)
    return sets


def under(library: Library, case: Case, instrument: str) -> Case:
    """Return the case with this instrument alone in play, beside those its legs rest on."""
    borrowed = library.texts[instrument].borrowed
    plays = tuple(
        each
        for each in case.instruments
        if each.instrument == instrument or library.identifier(each.instrument) in borrowed
    )
    return replace(case, instruments=plays)


def first_answer(library: Library, instrument: str, case: Case) -> Outcome:
    """Return what `decide` makes of a case under one instrument, whatever else it weighs beside.

    What an arrangement borrows may stand between the case's own ends as well, and be better.
    """
    common, bases = weigh(library, case)
    own = next((each.outcome for each in bases if each.instrument == instrument), None)
    if own is None:
        return "withhold"  # it is not in play, or the case is unfit to be considered at all
    return worse(outcome_of(common), own)


def second_answer(
    library: Library, instrument: str, case: Case, sets: Mapping[str, str], ask: Ask
) -> SecondAnswer:
    """Return what the other engine says of a case under one instrument.

    The instrument must pass each time it is in play; where it is not, it is not in force.
    """
    text = library.texts[instrument]
    requests: list[Request] = []
    legs: tuple[Outcome, Outcome] = ("withhold", "withhold")
    found = legs_of(library, text, case)
    if len(found) == len(legs):
        first, second = (_leg(each, sets, ask, requests) for each in found)
        legs = (first, second)
    plays = [each for each in case.instruments if each.instrument == instrument]
    contexts = [
        context(case, each, legs) for each in plays or [InPlay(instrument, "not-in-force")]
    ]
    outcome = _each_time(POLICIES, contexts, sets, ask, requests)
    return SecondAnswer(outcome, tuple(requests))


def _leg(leg: Leg, sets: Mapping[str, str], ask: Ask, requests: list[Request]) -> Outcome:
    """What a leg comes to at the hub's post nearest to a yes; a no where it rests on nothing."""
    if isinstance(leg.rests, Finding):
        return "withhold"
    text, plays = leg.rests
    name = f"{FIRST_LEG if leg.whole else SECOND_LEG}-{_identifier(text)}"
    answers = [
        _each_time(name, [context(case, each) for each in plays], sets, ask, requests)
        for case in leg.cases
    ]
    return min(answers, key=_BEST.index)


def _each_time(
    name: str,
    contexts: Iterable[dict[str, Any]],
    sets: Mapping[str, str],
    ask: Ask,
    requests: list[Request],
) -> Outcome:
    outcome: Outcome = "release"
    for each in contexts:
        answer = ask(sets[name], each)
        requests.append(Request(name, each, answer))
        outcome = worse(outcome, answer)
    return outcome


def _identifier(text: Text) -> str:
    return text.setting.identifier
