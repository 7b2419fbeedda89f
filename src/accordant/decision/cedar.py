"""An instrument and its orders as Cedar policies: the second engine the tests compare with.

Two actions, `release` and `refer`; neither allowed means withhold. Cedar skips a policy that
errs, which could turn a no into a yes: whoever asks must count any error as a no. Cedar has no
dates and no search in records, so `context` states what holds at the instant: which assurances
and orders are in date, which conditions are met, and how many originators at stake have not
consented.

An arrangement rests on other texts, and no policy can ask another. So each leg is asked by the
policies of its own text (`leg`), and `context` states for the arrangement what the legs came to.
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
from accordant.decision.caveats import SHOWN
from accordant.decision.library import STANDS, Library, Text, lacking
from accordant.model.case import Case, InPlay, Outcome
from accordant.model.marking import DISPLAY_ONLY, is_list, listed

STANDING_RULES = """\
forbid (principal, action, resource) when { context.force == "not-in-force" };
forbid (principal, action == Action::"release", resource) when { context.force == "unknown" };
"""

OWN_RULES = f"""\
// The rules of the decision itself.
forbid (principal, action, resource) when {{ context.recipientState == "" }};
forbid (principal, action, resource) when {{ context.recipientState == context.releaserState }};
forbid (principal, action, resource) when {{ context.level == "" }};
forbid (principal, action, resource) when {{ context.levelState != context.releaserState }};
forbid (principal, action, resource) when {{ context.unconsented > 0 }};
forbid (principal, action, resource) when {{ context.barred }};
forbid (principal, action == Action::"release", resource) when {{ context.listUnreadable }};
forbid (principal, action == Action::"release", resource) unless {{ context.clockSound }};
{STANDING_RULES}"""

_RELEASE, _REFER = 'action == Action::"release"', 'action == Action::"refer"'
_Grant: TypeAlias = tuple[Clause, str]
_STATES: tuple[State, ...] = ("clearance", "need", "protection")


def policies(library: Library, instrument: str, orders: Iterable[str], first: str = "") -> str:
    """Return the policy set of one instrument (`""`: the unclassified) with these orders.

    Every policy names the article it encodes; a permit, those without which it would not stand.
    Under an arrangement `first` is the text of the first leg, whose levels bound the orders.
    """
    text = library.texts[instrument] if instrument else None
    bounds = library.texts[first] if first else text
    granted, lines = _clauses(text.clauses if text else (), text)
    if text is None or not lacking(text.clauses):
        way = text.arrangement if text else None
        standing = () if way is not None and way.approval == "per-item" else orders
        grants = list(_order_grants(library, text, bounds, standing))
        lines += _permits(granted, grants, text is not None)
    return "\n".join((OWN_RULES, *lines)) + "\n"


def leg(library: Library, instrument: str, *, whole: bool) -> str:
    """Return the policies of a leg of an arrangement: of the text it rests on, without the nation.

    The first leg is asked by the whole text, the second only whether the text stands. The request
    is about the case turned to the leg's own ends.
    """
    text = library.texts[instrument]
    asked = [each for each in text.clauses if whole or each.kind in STANDS]
    granted, lines = _clauses(asked, text)
    if not text.borrowed and not lacking(text.clauses):
        base = " && ".join(f"({grant})" for _, grant in granted) or "true"
        lines.append(_policy([clause for clause, _ in granted], "permit", "action", base))
    return "\n".join((OWN_RULES if whole else STANDING_RULES, *lines)) + "\n"


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
        "firstLeg": legs[0],
        "secondLeg": legs[1],
    }


def _barred(case: Case) -> bool:
    """Whether a caveat leaves this recipient or this form out; Cedar does not take text apart."""
    lists = [listed(each) for each in case.caveats if is_list(each)]
    outside = any(each is not None and case.recipient[:3] not in each for each in lists)
    return outside or (DISPLAY_ONLY in case.caveats and case.form not in SHOWN)


def _clauses(clauses: Iterable[Clause], text: Text | None) -> tuple[list[_Grant], list[str]]:
    """Return what the clauses grant, and the policies by which they withhold and refer."""
    granted, lines = [], []
    for clause in clauses:
        form = _form(clause, text)
        if form.withhold:
            lines.append(_policy([clause], "forbid", "action", form.withhold))
        if form.refer:
            lines.append(_policy([clause], "forbid", _RELEASE, form.refer))
        if form.grant:
            granted.append((clause, form.grant))
    return granted, lines


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


def _order_grants(
    library: Library, text: Text | None, bounds: Text | None, orders: Iterable[str]
) -> Iterator[_Grant]:
    """Yield each standing release that acts under this instrument, with its condition."""
    under = text.setting.identifier if text else UNDER_NONE
    for digest in orders:
        order = library.texts[digest]
        for clause in order.clauses:
            if isinstance(clause, StandingRelease) and clause.under == under:
                level = clause.level_at_most
                levels = bounds.setting.at_most if bounds else {level: frozenset({level})}
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
