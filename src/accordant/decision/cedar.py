"""An instrument and its orders as Cedar policies: the second engine the tests compare with.

Two actions, `release` and `refer`; neither allowed means withhold. Cedar skips a policy that
errs, which could turn a no into a yes: whoever asks must count any error as a no. Cedar has no
dates and no search in records, so `context` states what holds at the instant: which assurances
and orders are in date, and how many originators at stake have not consented.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from accordant.clauses import KINDS, Cedar
from accordant.clauses.assurance import State, assures, stated
from accordant.clauses.kind import Clause
from accordant.clauses.standing_release import UNDER_NONE, StandingRelease, approves
from accordant.clauses.third_party_consent import consents_to
from accordant.decision.library import REQUIRED, Library, Text
from accordant.model.case import Case, InPlay

OWN_RULES = """\
// The rules of the decision itself.
forbid (principal, action, resource) when { context.recipientState == "" };
forbid (principal, action, resource) when { context.recipientState == context.releaserState };
forbid (principal, action, resource) when { context.level == "" };
forbid (principal, action, resource) when { context.levelState != context.releaserState };
forbid (principal, action, resource) when { context.unconsented > 0 };
forbid (principal, action, resource) when { context.force == "not-in-force" };
forbid (principal, action == Action::"release", resource) when { context.force == "unknown" };
forbid (principal, action == Action::"release", resource) unless { context.clockSound };
"""

_STATES: tuple[State, ...] = ("clearance", "need", "protection")


def policies(library: Library, instrument: str, orders: Iterable[str]) -> str:
    """Return the policy set of one instrument (`""`: the unclassified) with these orders."""
    text = library.texts[instrument] if instrument else None
    forms = [(each, _form(each, text)) for each in (text.clauses if text else ())]
    lines = [OWN_RULES]
    for clause, form in forms:
        if form.withhold:
            lines.append(_policy(clause, "forbid", "action", form.withhold))
        if form.refer:
            lines.append(_policy(clause, "forbid", 'action == Action::"release"', form.refer))
    if {each.kind for each, _ in forms}.issuperset(REQUIRED) or text is None:
        granted = [f"({form.grant})" for _, form in forms if form.grant]
        lines += _permits(granted, list(_order_grants(library, text, orders)), text is not None)
    return "\n".join(lines) + "\n"


def context(case: Case, in_play: InPlay | None) -> dict[str, Any]:
    """Return what holds of the case at its instant, under one instrument (None: unclassified)."""
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
        "subjects": sorted(set(case.subjects)),
        "form": case.form,
        "purpose": case.purpose,
        "marker": case.marker,
        "precedence": case.precedence,
        "route": case.route,
        "contractor": case.contractor,
        "clockSound": case.clock_sound,
        "at": case.at,
        "force": in_play.force if in_play else "in-force",
        "unconsented": _unconsented(case),
        "assured": sorted(_assured(case)),
        "orders": sorted(
            {
                each.order
                for each in case.orders
                if each.signed <= case.at and (each.revoked is None or case.at < each.revoked)
            }
        ),
        "approved": any(approves(each, case) for each in case.approvals),
    }


def _form(clause: Clause, text: Text | None) -> Cedar:
    if text is None or isinstance(clause, StandingRelease):
        return Cedar()
    return KINDS[clause.kind].cedar(clause, text.setting)


def _policy(clause: Clause, effect: str, action: str, condition: str) -> str:
    return (
        f'@article("{clause.article}") @clause("{clause.kind}")\n'
        f"{effect} (principal, {action}, resource) when {{ {condition} }};"
    )


def _permits(granted: list[str], orders: list[str], classified: bool) -> Iterator[str]:
    """Yield the permits: to refer, to accept, to release as approved or by a standing order."""
    releases = ['context.direction == "inbound"', *orders]
    if classified:
        releases.append("context.approved")
    base = " && ".join(granted) or "true"
    yield f'permit (principal, action == Action::"refer", resource) when {{ {base} }};'
    for condition in releases:
        yield (
            'permit (principal, action == Action::"release", resource) '
            f"when {{ {base} && ({condition}) }};"
        )


def _order_grants(library: Library, text: Text | None, orders: Iterable[str]) -> Iterator[str]:
    """Yield the condition of each standing release that acts under this instrument."""
    under = text.setting.identifier if text else UNDER_NONE
    for digest in orders:
        order = library.texts[digest]
        for clause in order.clauses:
            if isinstance(clause, StandingRelease) and clause.under == under:
                level = clause.level_at_most
                levels = text.setting.at_most if text else {level: frozenset({level})}
                setting = order.setting._replace(at_most=levels)
                yield KINDS[clause.kind].cedar(clause, setting).grant


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
