"""Cures: for a no, the smallest sets of acts by which it would become a yes.

A cure is found by trying: every remedy the clauses offer is applied to the case and decided
again, in sets of growing size, so that a cure promises nothing it does not hold. No remedy
touches the level. Where no set of acts helps, the answer is advice: who must do what.
Computed on demand, never while deciding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from msgspec.structs import replace

from accordant.clauses import KINDS, Remedy
from accordant.decision import rules
from accordant.decision.decide import Basis, decide, weigh
from accordant.decision.library import Library
from accordant.model.case import Case, Decision, Finding, Outcome
from accordant.model.marking import is_unclassified

CURES_MAX = 3
REMEDIES_MAX = 8  # tried together: at most 2^8 decisions, about 3 ms


class Cure(NamedTuple):
    """Acts that together give the outcome promised; or advice, which promises none."""

    remedies: tuple[Remedy, ...]
    promises: Outcome | None = None

    @property
    def applicable(self) -> bool:
        """Whether the effect on the case is known."""
        return self.promises is not None

    def apply(self, case: Case) -> Case:
        """Return the case as it would be after these acts; advice changes nothing.

        What is asked is settled first, so that whoever says yes says yes to that.
        """
        for each in sorted(self.remedies, key=lambda act: act.who != "analyst"):
            if each.change is not None:
                case = each.change(case)
        return case


def cures(library: Library, case: Case, decision: Decision) -> tuple[Cure, ...]:
    """Return up to three cures, none for a release, at least one for any other answer.

    Sets that release come first; failing those, sets that turn a withhold into a refer, with
    advice on the rest. A set is never listed beside a smaller one inside it.
    """
    if decision.outcome == "release":
        return ()
    remedies = tuple(_remedies(library, case))
    acts = tuple(each for each in remedies if each.change is not None)[:REMEDIES_MAX]
    found = _minimal(library, case, acts, "release")
    if not found:
        if decision.outcome == "withhold":
            found = _minimal(library, case, acts, "refer")
        found += [Cure((each,)) for each in remedies if each.change is None]
    found = found or [Cure((each._replace(change=None),)) for each in remedies]
    return tuple(found[:CURES_MAX])


def _minimal(
    library: Library, case: Case, acts: tuple[Remedy, ...], outcome: Outcome
) -> list[Cure]:
    """Return the smallest sets of acts that give this outcome, at most three."""
    found: dict[frozenset[int], Cure] = {}
    for size in range(1, len(acts) + 1):
        for chosen in map(frozenset, combinations(range(len(acts)), size)):
            if len(found) == CURES_MAX or any(less <= chosen for less in found):
                continue
            cure = Cure(tuple(acts[position] for position in sorted(chosen)), outcome)
            if decide(library, cure.apply(case)).outcome == outcome:
                found[chosen] = cure
    return list(found.values())


def _remedies(library: Library, case: Case) -> Iterator[Remedy]:
    """Yield each different remedy once, those of the nearest instrument first.

    Two that change this case alike are one act: an approval answers the nation, each leg and an
    article that wants each case decided, and two agreements may want the same form.
    """
    common, bases = weigh(library, case)
    about = [(case, each) for each in common]
    about += [pair for basis in bases for pair in _with_case(case, basis)]
    seen = set[object]()
    changed = [case]  # by each act so far; what changes nothing is none
    for each in _offered(library, case, about):
        key = (each.kind, each.sentence, each.instrument, each.article, *each.facts.items())
        after = None if each.change is None else each.change(case)
        if key not in seen and (after is None or after not in changed):
            seen.add(key)
            changed += [after] if after is not None else []
            yield each


def _with_case(case: Case, basis: Basis) -> Iterator[tuple[Case, Finding]]:
    """Yield each finding with the case it is about: of a leg, the case turned to its ends."""
    for finding in basis.findings:
        legs = (turned for turned, found in basis.turned if finding in found)
        yield next(legs, case), finding


def _offered(
    library: Library, case: Case, about: Iterable[tuple[Case, Finding]]
) -> Iterator[Remedy]:
    for turned, finding in about:
        if finding.verdict == "pass":
            continue
        if finding.clause == rules.RULE or finding.verdict == "error":
            for found in rules.remedies(turned, finding):
                yield _turned_back(found, case, turned)
            continue
        text = library.texts[finding.instrument]
        for clause in text.clauses:
            if (clause.article, clause.kind) == (finding.article, finding.clause):
                found = KINDS[clause.kind].cure(clause, text.setting, turned, finding)
                yield _turned_back(found, case, turned)
    if case.direction == "outbound" and case.product and not is_unclassified(case.level):
        yield from rules.remedies(case, rules.NO_ORDER)  # may be needed once the rest is cured


def _turned_back(found: Remedy, case: Case, turned: Case) -> Remedy:
    """Return a remedy of a leg as one of the whole case: its ends, post and route stay."""
    change = found.change
    if turned is case or change is None:
        return found

    def lifted(asked: Case) -> Case:
        leg = replace(
            asked, releaser=turned.releaser, recipient=turned.recipient, post=turned.post,
            route=turned.route,
        )  # fmt: skip
        return replace(
            change(leg), releaser=asked.releaser, recipient=asked.recipient, post=asked.post,
            route=asked.route,
        )  # fmt: skip

    return found._replace(change=lifted)
