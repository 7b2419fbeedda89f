"""A case as Cedar is asked about it: the request's context, and the schema it follows.

The context states what holds at the case's instant, worked out from the record by the same words
the clauses use. An opponent who asks another engine must take these facts from the case himself;
docs/cedar.md says how each is worked out.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from accordant.clauses.assurance import State, assures, stated
from accordant.clauses.precondition import met
from accordant.clauses.standing_release import applied, approves
from accordant.clauses.third_party_consent import consents_to
from accordant.decision.caveats import SHOWN
from accordant.decision.originators import controls
from accordant.decision.person import for_a_person
from accordant.model.case import SECOND, Case, InPlay, Outcome
from accordant.model.marking import DISPLAY_ONLY, is_list, listed
from accordant.model.precision import FIELDS

PRINCIPAL, RESOURCE = "Party", "Item"
ACTIONS = ("release", "refer")

_TEXTS = (
    "direction", "releaser", "releaserState", "recipient", "recipientState", "post", "kind",
    "level", "levelState", "form", "purpose", "marker", "precedence", "route", "force",
    "firstLeg", "secondLeg",
)  # fmt: skip
_FLAGS = ("viaHub", "contractor", "clockSound", "approved", "barred", "listUnreadable")
_NUMBERS = (
    "at", "unconsented", "uncontrolled", "forAPerson",
    "timePrecision", "placePrecision", "trackPrecision", "resolutionPrecision",
)  # fmt: skip
_SETS = ("caveats", "subjects", "met", "assured", "orders")
_STATES: tuple[State, ...] = ("clearance", "need", "protection")


def schema() -> str:
    """Return the Cedar schema every exported policy set and request follows."""
    typed = [
        *((name, "String") for name in _TEXTS),
        *((name, "Bool") for name in _FLAGS),
        *((name, "Long") for name in _NUMBERS),
        *((name, "Set<String>") for name in _SETS),
    ]
    fields = "".join(f"  {name}: {kind},\n" for name, kind in sorted(typed))
    actions = ", ".join(f'"{each}"' for each in ACTIONS)
    return (
        f"entity {PRINCIPAL};\nentity {RESOURCE};\n\n"
        f"type Asked = {{\n{fields}}};\n\n"
        f"action {actions} appliesTo {{\n"
        f"  principal: [{PRINCIPAL}],\n  resource: [{RESOURCE}],\n  context: Asked,\n}};\n"
    )


def request(action: str, context_: dict[str, Any]) -> dict[str, Any]:
    """Return a whole request. Who asks and for what is in the context; the entities only name."""
    return {
        "principal": f'{PRINCIPAL}::"releaser"',
        "action": f'Action::"{action}"',
        "resource": f'{RESOURCE}::"item"',
        "context": context_,
    }


def context(
    case: Case, in_play: InPlay | None, legs: tuple[Outcome, Outcome] = ("withhold", "withhold")
) -> dict[str, Any]:
    """Return what holds of the case at its instant, under one instrument (None: unclassified).

    Of an arrangement, `legs` are the answers of its two legs.
    """
    return {
        "direction": case.direction,
        "releaser": case.releaser,
        "releaserState": case.releaser[:3],
        "recipient": case.recipient,
        "recipientState": case.recipient[:3],
        "post": case.post,
        "kind": case.kind,
        "level": case.level,
        "levelState": case.level[:3],
        "caveats": sorted(set(case.caveats)),
        "barred": _barred(case),
        "listUnreadable": any(is_list(each) and listed(each) is None for each in case.caveats),
        "subjects": sorted(set(case.subjects)),
        "form": case.form,
        "purpose": case.purpose,
        "marker": case.marker,
        "precedence": case.precedence,
        "route": case.route,
        "viaHub": case.route != "direct" and case.format == SECOND,
        "contractor": case.contractor,
        "clockSound": case.clock_sound,
        "at": case.at,
        "force": in_play.force if in_play else "in-force",
        "met": sorted(met(in_play)) if in_play else [],
        "unconsented": _unconsented(case),
        "uncontrolled": sum(each.verdict != "pass" for each in controls(case)),
        "forAPerson": sum(each.verdict != "pass" for each in for_a_person(case)),
        "assured": sorted(_assured(case)),
        "orders": sorted(set(_orders(case))),
        "approved": any(approves(each, case) for each in case.approvals),
        "firstLeg": legs[0],
        "secondLeg": legs[1],
        **{f"{name}Precision": getattr(applied(case), name, None) or 0 for name in FIELDS},
    }


def _barred(case: Case) -> bool:
    """Whether a caveat leaves this recipient or this form out; Cedar does not take text apart."""
    lists = [listed(each) for each in case.caveats if is_list(each)]
    outside = any(each is not None and case.recipient[:3] not in each for each in lists)
    return outside or (DISPLAY_ONLY in case.caveats and case.form not in SHOWN)


def _orders(case: Case) -> Iterator[str]:
    """Every order signed and not revoked at the instant."""
    for each in case.orders:
        if each.signed <= case.at and (each.revoked is None or case.at < each.revoked):
            yield each.order


def _unconsented(case: Case) -> int:
    """Count the items of other originators at stake that lack their consent."""
    ends = (case.releaser[:3], case.recipient[:3])
    return sum(
        not any(consents_to(consent, equity, case) for consent in case.consents)
        for equity in set(case.equities)
        if equity.originator[:3] not in ends
    )


def _assured(case: Case) -> set[str]:
    """Return every level assured for the post at this instant, with each set of assured states."""
    return {
        stated(given.level, states)
        for given in case.assurances
        for size in (1, 2, 3)
        for states in combinations(_STATES, size)
        if assures(states, given, case)
    }
