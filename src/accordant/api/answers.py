"""A decision in words, and the same release judged by an engine none of us wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from accordant.adapters.cedar_engine import CedarEngine
from accordant.clauses import Language
from accordant.decision import cedar_case, cedar_export
from accordant.decision.cedar_export import SecondAnswer
from accordant.decision.explain import Words
from accordant.decision.explain import explain as in_words
from accordant.decision.explanation import explanation_of
from accordant.decision.library import Library
from accordant.law.instrument import Instrument
from accordant.model.case import Case, Decision


def explain(library: Library, case: Case, decision: Decision, language: Language = "en") -> Words:
    """Return why a case was decided so, in one language, with the cures of a no.

    `explanation_of` gives the same as one structure without a language.
    """
    return in_words(explanation_of(library, case, decision), language)


def to_cedar(
    instrument: Instrument, orders: Iterable[Instrument] = (), beside: Iterable[Instrument] = ()
) -> dict[str, str]:
    """Return an instrument, with the orders that act under it, as Cedar policy sets by name.

    An agreement is one set, `policies`. An arrangement is more: one for each leg of each text it
    borrows. Nothing is validated here; `CedarEngine.faults` does, with the extra `cedar`.

    Args:
        instrument: the agreement or arrangement.
        orders: standing orders.
        beside: the texts an arrangement borrows; a leg whose text is missing is a no.
    """
    standing, others = tuple(orders), tuple(beside)
    library = Library.of([instrument, *standing, *others])
    held = {each.identifier: each.clauses_digest for each in others}
    digests = [each.clauses_digest for each in standing]
    return cedar_export.policy_sets(library, instrument.clauses_digest, digests, held)


def ask_cedar(
    library: Library, instrument: Instrument, case: Case, policies: Mapping[str, str]
) -> SecondAnswer:
    """Return what the Cedar engine says of a case under one instrument, and all it was asked.

    Raises:
        EngineMissing: the extra `cedar` is not installed.
    """
    engine = CedarEngine(cedar_case.schema())
    digest = instrument.clauses_digest
    return cedar_export.second_answer(library, digest, case, policies, engine.answer)
