"""Why a decision is what it is, as one structure without a language: keys, names and values.

Every language is made from it by `explain`; programs read it as JSON. It holds the sentence of
each finding by its key, where it stands, the facts it rests on, the facts that are missing, the
duties, and for a no what would help, by whom, and whether its effect is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec
from msgspec.structs import replace

from accordant.clauses import KINDS, Who
from accordant.decision import needs
from accordant.decision.cures import Cure, cures
from accordant.decision.decide import weigh
from accordant.decision.library import Library
from accordant.decision.phrases import FLAG, HEADLINE, key_of, key_of_cure
from accordant.decision.routes import ways
from accordant.decision.sentences import FLAGS
from accordant.model.case import Case, Decision, Finding, Obligation, Outcome


class Place(msgspec.Struct, frozen=True):
    """Where a sentence stands; all empty for a rule of the decision itself."""

    text: str = ""  # identifier
    digest: str = ""
    article: str = ""


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """What one clause said, and by which facts."""

    sentence: str  # key of `phrases`
    place: Place
    clause: str
    verdict: Literal["pass", "withhold", "refer", "error"]
    facts: dict[str, str]  # what stands in the sentence
    used: dict[str, str] = {}  # what the clause judged by, by name
    missing: tuple[str, ...] = ()  # what it would have needed, by name


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """A duty the recipient takes on; `sentence` is empty where its text is not held."""

    sentence: str
    place: Place
    duty: str
    facts: dict[str, str]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One act of a cure: who must act, and whether its effect on the case is known."""

    who: Who
    sentence: str
    place: Place
    act: str
    facts: dict[str, str]
    applicable: bool


class Help(msgspec.Struct, frozen=True):
    """Acts that together give the outcome promised; None promises nothing: advice."""

    steps: tuple[Step, ...]
    promises: Outcome | None = None


class Other(msgspec.Struct, frozen=True):
    """What another instrument came to, and what stood against it."""

    place: Place
    route: str
    outcome: Outcome
    against: tuple[Reason, ...]


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """One decision explained."""

    format: Literal["accordant/explanation/1"] = "accordant/explanation/1"
    headline: str
    outcome: Outcome
    flags: tuple[str, ...] = ()  # keys of `phrases`: what is said of the item in any case
    reasons: tuple[Reason, ...]
    obligations: tuple[Duty, ...]
    alternatives: tuple[Other, ...]
    cures: tuple[Help, ...]


def explanation_of(library: Library, case: Case, decision: Decision) -> Explanation:
    """Return the explanation of a decision of this case, by the texts of the library.

    A past decision is explained by the texts held now; what is not held is named by its digest.
    """
    return Explanation(
        headline=f"{HEADLINE}/{decision.outcome}",
        outcome=decision.outcome,
        flags=tuple(f"{FLAG}/{each}" for each in sorted(set(case.caveats) & FLAGS.keys())),
        reasons=tuple(_reasons(library, case, decision)),
        obligations=tuple(duty_of(library, each) for each in decision.obligations),
        alternatives=tuple(
            Other(
                place_of(library, each.instrument),
                each.route,
                each.outcome,
                tuple(
                    reason_of(library, case, finding)
                    for finding in each.findings
                    if finding.verdict != "pass"
                ),
            )
            for each in decision.alternatives
        ),
        cures=tuple(help_of(library, each) for each in cures(library, case, decision)),
    )


def ways_explained(library: Library, case: Case) -> tuple[Other, ...]:
    """Return every way an item could go, the best first, and what stands against each."""
    return tuple(
        Other(
            place_of(library, way.instrument),
            way.route,
            way.outcome,
            tuple(
                reason_of(library, replace(case, route=way.route), each) for each in way.against
            ),
        )
        for way in ways(library, case)
    )


def reason_of(library: Library, case: Case, finding: Finding) -> Reason:
    """Return one finding explained; `case` is the one its clause was asked about."""
    key = key_of(finding)
    used = needs.used(library, case, finding)
    missing = needs.MISSING.get(key, ())
    if finding.verdict == "error":
        missing = tuple(name for name in needs.READS[finding.clause] if name not in used)
    return Reason(
        sentence=key,
        place=place_of(library, finding.instrument, finding.article),
        clause=finding.clause,
        verdict=finding.verdict,
        facts=finding.facts,
        used=used,
        missing=missing,
    )


def duty_of(library: Library, duty: Obligation) -> Duty:
    """Return a duty with the key of its sentence."""
    text = library.texts.get(duty.instrument)
    kinds = [
        clause.kind
        for clause in (text.clauses if text is not None else ())
        if clause.article == duty.article and duty.sentence in KINDS[clause.kind].sentences
    ]
    return Duty(
        sentence=f"{kinds[0]}/{duty.sentence}" if kinds else "",
        place=place_of(library, duty.instrument, duty.article),
        duty=duty.duty,
        facts=duty.facts,
    )


def help_of(library: Library, cure: Cure) -> Help:
    """Return a cure as its steps."""
    return Help(
        tuple(
            Step(
                who=each.who,
                sentence=key_of_cure(each.kind, each.sentence),
                place=place_of(library, each.instrument, each.article),
                act=each.sentence,
                facts=dict(each.facts),
                applicable=each.change is not None,
            )
            for each in cure.remedies
        ),
        cure.promises,
    )


def place_of(library: Library, digest: str, article: str = "") -> Place:
    """Return where a clause stands, by the name people use for its text."""
    return Place(library.identifier(digest) if digest else "", digest, article)


def _reasons(library: Library, case: Case, decision: Decision) -> Iterator[Reason]:
    """Each determining finding; one of a leg with the case turned to the leg's own ends."""
    turned = [pair for basis in weigh(library, case)[1] for pair in basis.turned]
    for finding in decision.determining:
        legs = (leg for leg, found in turned if finding in found)
        yield reason_of(library, next(legs, case), finding)
