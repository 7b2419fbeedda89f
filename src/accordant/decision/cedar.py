"""An instrument and its orders as Cedar policies: the second engine the tests compare with.

Two actions, `release` and `refer`; neither allowed means withhold. Cedar skips a policy that
errs, which could turn a no into a yes: whoever asks must count any error as a no. Cedar has no
dates and no search in records, so `context` states what holds at the instant: which assurances
and orders are in date, which conditions are met, and how many originators at stake have not
consented.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any, TypeAlias

from accordant.clauses import KINDS, Cedar
from accordant.clauses.assurance import State, assures, stated
from accordant.clauses.kind import Clause
from accordant.clauses.precondition import met
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

_RELEASE, _REFER = 'action == Action::"release"', 'action == Action::"refer"'
_Grant: TypeAlias = tuple[Clause, str]
_STATES: tuple[State, ...] = ("clearance", "need", "protection")


def policies(library: Library, instrument: str, orders: Iterable[str]) -> str:
    """Return the policy set of one instrument (`""`: the unclassified) with these orders.

    Every policy names the article it encodes; a permit, those without which it would not stand.
    """
    text = library.texts[instrument] if instrument else None
    forms = [(each, _form(each, text)) for each in (text.clauses if text else ())]
    lines = [OWN_RULES]
    for clause, form in forms:
        if form.withhold:
            lines.append(_policy([clause], "forbid", "action", form.withhold))
        if form.refer:
            lines.append(_policy([clause], "forbid", _RELEASE, form.refer))
    if text is None or {each.kind for each in text.clauses}.issuperset(REQUIRED):
        granted = [(clause, form.grant) for clause, form in forms if form.grant]
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
        "met": sorted(met(in_play)) if in_play else [],
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


def _policy(clauses: Sequence[Clause], effect: str, action: str, condition: str) -> str:
    articles = ", ".join(f"{each.article} {each.kind}" for each in clauses)
    annotation = f'@articles("{articles}")\n' if articles else ""
    return f"{annotation}{effect} (principal, {action}, resource) when {{ {condition} }};"


def _permits(granted: list[_Grant], orders: list[_Grant], classified: bool) -> Iterator[str]:
    """Yield the permits: to refer, to accept, to release by a standing order or as approved."""
    clauses = [clause for clause, _ in granted]
    base = " && ".join(f"({grant})" for _, grant in granted) or "true"
    yield _policy(clauses, "permit", _REFER, base)
    yield _policy(clauses, "permit", _RELEASE, f'{base} && context.direction == "inbound"')
    for clause, grant in orders:
        yield _policy([*clauses, clause], "permit", _RELEASE, f"{base} && {grant}")
    if classified:
        yield _policy(clauses, "permit", _RELEASE, f"{base} && context.approved")


def _order_grants(library: Library, text: Text | None, orders: Iterable[str]) -> Iterator[_Grant]:
    """Yield each standing release that acts under this instrument, with its condition."""
    under = text.setting.identifier if text else UNDER_NONE
    for digest in orders:
        order = library.texts[digest]
        for clause in order.clauses:
            if isinstance(clause, StandingRelease) and clause.under == under:
                level = clause.level_at_most
                levels = text.setting.at_most if text else {level: frozenset({level})}
                setting = order.setting._replace(at_most=levels)
                yield clause, KINDS[clause.kind].cedar(clause, setting).grant


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
