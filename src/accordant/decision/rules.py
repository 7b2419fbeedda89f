"""The rules of the decision itself, which hold whatever an instrument says, and their sentences.

No recipient, nothing leaves. Unmarked, nothing leaves. What no instrument permits is withheld.
What no order and no authority released is referred. What cannot be evaluated is referred.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from msgspec import UnsetType, structs

from accordant.clauses import Remedy, Who
from accordant.clauses.kind import Clause
from accordant.clauses.standing_release import approve
from accordant.clauses.third_party_consent import consent_given, consents_to
from accordant.law.sentences import BASIS
from accordant.model.case import Case, Equity, Finding, InPlay
from accordant.model.vocabulary import OTHER_PURPOSE

RULE = "decision"
"""Stands where a finding names its clause kind, for a rule that no article holds."""


def _finding(
    verdict: Literal["pass", "withhold", "refer"],
    sentence: str,
    instrument: str = "",
    **facts: str,
) -> Finding:
    return Finding(verdict, instrument, "", RULE, sentence, facts)


NO_RECIPIENT = _finding("withhold", "no-recipient")
UNMARKED = _finding("withhold", "unmarked")
NO_INSTRUMENT = _finding("withhold", "no-instrument")
CLOCK_UNSOUND = _finding("refer", "clock-unsound")
NO_ORDER = _finding("refer", "no-order")
NO_ORDER_PERSONAL = _finding("refer", "no-order-personal")
NO_ORDER_UNCLASSIFIED = _finding("refer", "no-order-unclassified")
APPROVED = _finding("pass", "approved")
OUTSIDE = _finding("pass", "outside")
HUMAN_UNRELEASED = _finding("refer", "human-unreleased")
FOR_CONTRACTOR = _finding("refer", "for-contractor")
PURPOSE_OTHER = _finding("refer", "purpose-other")


def unfit(case: Case) -> Finding | None:
    """Return why the case cannot be considered at all, or None.

    A state releases to another state, and marks in its own terms.
    """
    releaser = case.releaser[:3]
    if not case.recipient or case.recipient[:3] == releaser:
        return NO_RECIPIENT
    if not case.level:
        return UNMARKED
    if case.level[:3] != releaser:
        return _finding("withhold", "foreign-term", level=case.level, releaser=case.releaser)
    return None


def unheld(digest: str) -> Finding:
    """An instrument whose text is not held here authorises nothing."""
    return _finding("withhold", "unheld", digest)


def no_route(digest: str, route: str) -> Finding:
    """A text that names no route lets items go directly, and through nobody."""
    return _finding("withhold", "no-route", digest, route=route)


def incomplete(digest: str, missing: str) -> Finding:
    """A text that does not say whom it binds, or which levels are equal, permits nothing."""
    return _finding("withhold", "incomplete", digest, missing=missing)


def force(in_play: InPlay) -> Finding:
    """The force of an instrument whose own clauses do not know the law's reason."""
    verdicts: dict[str, Literal["pass", "withhold", "refer"]] = {
        "in-force": "pass",
        "not-in-force": "withhold",
        "unknown": "refer",
    }
    sentence = in_play.basis if in_play.basis in BASIS else f"force-{in_play.force}"
    return _finding(verdicts[in_play.force], sentence, in_play.instrument, **in_play.facts)


def third_party(case: Case, equity: Equity) -> Finding:
    """An originator's item without a third-party clause at hand goes on only with consent."""
    facts = {"originator": equity.originator, "recipient": case.recipient}
    if any(consents_to(consent, equity, case) for consent in case.consents):
        return _finding("pass", "consented", equity.instrument, **facts)
    return _finding("withhold", "origin-unknown", equity.instrument, **facts)


def originator_controls(case: Case, equity: Equity, *, consented: bool) -> Finding:
    """An originator that controls its item has consented to this release, or nothing leaves."""
    facts = {
        "originator": equity.originator,
        "recipient": case.recipient,
        "product": equity.product,
        "version": str(equity.version),
    }
    if consented:
        return _finding("pass", "originator-consented", **facts)
    return _finding("withhold", "originator-control", **facts)


def purpose_differs(provided: str, purpose: str) -> Finding:
    """The item was written for one purpose and is asked for another."""
    return _finding("refer", "purpose-differs", provided=provided, purpose=purpose)


def not_yet_valid(since: str, at: str) -> Finding:
    """The item is asked for before its validity begins."""
    return _finding("refer", "not-yet-valid", since=since, at=at)


def no_longer_valid(until: str, at: str) -> Finding:
    """The item is asked for after its validity ended."""
    return _finding("refer", "no-longer-valid", until=until, at=at)


def erred(digest: str, clause: Clause) -> Finding:
    """A clause that could not be evaluated: a person must look."""
    return Finding("error", digest, clause.article, clause.kind, "erred")


def remedies(case: Case, finding: Finding) -> Iterator[Remedy]:
    """Yield what can be done about a finding of this page, or about an erring clause."""
    who, sentence = _CURES.get(finding.sentence, ("treaty-desk", "cure-instrument"))
    change: Callable[[Case], Case] | None = None
    if finding.sentence in _CONSENTED:
        change = consent_given(finding.facts["originator"])
    if finding.sentence == "clock-unsound":
        change = _set_clock
    if finding.sentence == "no-route":
        change = _directly
    if finding.sentence in _APPROVED and case.product:
        change = approve
    yield Remedy(who, finding.instrument, finding.article, RULE, sentence, finding.facts, change)
    if finding.sentence == "for-contractor":
        yield Remedy("analyst", "", "", RULE, "cure-government", finding.facts, _to_government)
    if finding.sentence == "purpose-differs" and finding.facts["provided"] != OTHER_PURPOSE:
        yield Remedy("analyst", "", "", RULE, "cure-purpose", finding.facts, _as_provided)


def _directly(case: Case) -> Case:
    return structs.replace(case, route="direct")


def _to_government(case: Case) -> Case:
    return structs.replace(case, contractor=False)


def _set_clock(case: Case) -> Case:
    return structs.replace(case, clock_sound=True)


def _as_provided(case: Case) -> Case:
    """Ask for the purpose the item was written for."""
    if isinstance(case.item, UnsetType):
        return case
    return structs.replace(case, purpose=case.item.provided_for)


_CONSENTED = frozenset({"origin-unknown", "originator-control"})
_APPROVED = frozenset(
    {
        "no-order", "no-order-personal", "human-unreleased", "for-contractor", "purpose-differs",
        "purpose-other", "not-yet-valid", "no-longer-valid",
    }
)  # fmt: skip

_CURES: dict[str, tuple[Who, str]] = {
    "no-recipient": ("analyst", "cure-recipient"),
    "unmarked": ("originator", "cure-mark"),
    "foreign-term": ("analyst", "cure-own-term"),
    "unheld": ("treaty-desk", "cure-load"),
    "incomplete": ("treaty-desk", "cure-text"),
    "no-route": ("analyst", "cure-direct"),
    "force-unknown": ("treaty-desk", "cure-facts"),
    "clock-unsound": ("operator", "cure-clock"),
    "origin-unknown": ("originator", "cure-consent"),
    "originator-control": ("originator", "cure-consent"),
    "human-unreleased": ("releasing-authority", "cure-approve"),
    "for-contractor": ("releasing-authority", "cure-approve"),
    "purpose-differs": ("releasing-authority", "cure-approve"),
    "purpose-other": ("releasing-authority", "cure-approve"),
    "not-yet-valid": ("releasing-authority", "cure-approve"),
    "no-longer-valid": ("releasing-authority", "cure-approve"),
    "not-on-list": ("originator", "cure-list"),
    "list-unreadable": ("originator", "cure-list"),
    "display-only": ("releasing-authority", "cure-show"),
    "no-order-personal": ("releasing-authority", "cure-approve"),
    "no-order": ("releasing-authority", "cure-approve"),
    "no-order-unclassified": ("releasing-authority", "cure-order"),
    "erred": ("treaty-desk", "cure-text"),
}
