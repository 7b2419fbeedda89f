"""Running the cases of a literate file: the question is decided, the answer compared.

A case holds when the outcome is the one expected, every article named is among the determining
ones, every duty named is taken on, and a cure exists or not as it says.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from accordant.decision.cures import cures
from accordant.decision.decide import decide
from accordant.decision.library import Library
from accordant.law.ask import Expect
from accordant.law.example import Example, to_case
from accordant.law.instrument import Instrument
from accordant.model.case import Case, Decision, Outcome


class CaseResult(msgspec.Struct, frozen=True):
    """One case, what it expected and what came out; `lacking` is empty when it holds."""

    title: str
    article: str
    place: str
    expected: Outcome
    got: Outcome
    lacking: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether everything expected came out."""
        return not self.lacking


def check(text: Instrument, beside: Mapping[str, Instrument]) -> tuple[CaseResult, ...]:
    """Run every case of a text; `beside` are the other texts its cases may name.

    Raises:
        InstrumentTextError: a case names a text that is not there.
    """
    library = Library.of([*beside.values(), text])
    return tuple(_result(library, example, text, beside) for example in text.cases)


def _result(
    library: Library, example: Example, text: Instrument, beside: Mapping[str, Instrument]
) -> CaseResult:
    case = to_case(example, text, beside)
    decision = decide(library, case)
    return CaseResult(
        example.title,
        example.article,
        example.place,
        example.expect.outcome,
        decision.outcome,
        tuple(_lacking(library, example.expect, case, decision)),
    )


def _lacking(library: Library, expect: Expect, case: Case, decision: Decision) -> list[str]:
    """What was expected and did not come out, in words."""
    found = []
    if decision.outcome != expect.outcome:
        found.append(f"{expect.outcome} was expected")
    articles = {each.article for each in decision.determining}
    found += [f"Article {each} does not decide" for each in expect.because if each not in articles]
    duties = {each.duty for each in decision.obligations}
    found += [f"no duty {each}" for each in expect.obligations if each not in duties]
    if expect.cure is not None:
        offered = any(each.applicable for each in cures(library, case, decision))
        if offered != expect.cure:
            found.append("no cure was expected" if offered else "a cure was expected")
    return found
