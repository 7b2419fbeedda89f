"""Every way an item could go: each instrument in play, directly and through each hub, weighed.

`decide` answers for the route a case names. Here the same is asked for every route there is, and
the ways stand in one order: by outcome, then direct before a hub, a standing order before a case
by case yes, the nearest to a yes, the route and the lowest digest. Nothing is released by being
weighed: whoever sends asks `decide` for the route it takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from accordant.clauses.route import Route
from accordant.decision.decide import Basis, decide, distance, outcome_of, weigh, worse
from accordant.decision.library import Library
from accordant.model.case import Case, Decision, Finding, Outcome
from accordant.model.marking import is_unclassified

DIRECT = "direct"
_BEST: tuple[Outcome, ...] = ("release", "refer", "withhold")


class Way(NamedTuple):
    """One instrument on one route: what it comes to, by which order, and what stands against."""

    route: str
    instrument: str  # clause digest; "": outside every instrument, or none
    outcome: Outcome
    order: str  # of the standing order relied on; "": none
    against: tuple[Finding, ...]


def routes_of(library: Library, case: Case) -> tuple[str, ...]:
    """Return the routes to be weighed: direct, each hub of an arrangement in play, the case's."""
    held = (library.texts.get(each.instrument) for each in case.instruments)
    hubs = {each.arrangement.hub for each in held if each is not None and each.arrangement}
    if is_unclassified(case.level):
        hubs = set()  # outside every instrument, and so of every arrangement
    return tuple(dict.fromkeys((DIRECT, *(f"hub:{each}" for each in sorted(hubs)), case.route)))


def ways(library: Library, case: Case) -> tuple[Way, ...]:
    """Return every way weighed, the best first."""
    found = [
        (_merit(way, basis, common), way)
        for route in routes_of(library, case)
        for common, basis in _weighed(library, replace(case, route=route))
        for way in (_way(common, basis),)
    ]
    return tuple(way for _, way in sorted(found, key=lambda each: each[0]))


def choose(library: Library, case: Case) -> tuple[Case, Decision]:
    """Return the case on the best route there is, with the decision for it."""
    named = replace(case, route=ways(library, case)[0].route)
    return named, decide(library, named)


def only_by(library: Library, case: Case) -> Way | None:
    """Return the way through a hub that is better than every direct one; None: there is none."""
    best = ways(library, replace(case, route=DIRECT))[0]
    return None if best.route == DIRECT or best.outcome == "withhold" else best


def _weighed(library: Library, case: Case) -> list[tuple[Sequence[Finding], Basis]]:
    """What each instrument comes to on the case's route, if the route is any of its own."""
    common, bases = weigh(library, case)
    if len(bases) == 1 and case.route == DIRECT:
        return [(common, bases[0])]
    found = [(common, each) for each in bases if _goes(library, each)]
    return found or ([(common, bases[0])] if case.route == DIRECT else [])


def _goes(library: Library, basis: Basis) -> bool:
    """Whether a text has anything to do with a route: what is sure to be withheld is no way."""
    text = library.texts.get(basis.instrument)
    if text is None:
        return basis.route == DIRECT
    if text.arrangement is not None:
        return basis.route == f"hub:{text.arrangement.hub}"
    if basis.route == DIRECT or basis.outcome != "withhold":
        return True
    return any(basis.route in each.routes for each in text.clauses if isinstance(each, Route))


def _way(common: Sequence[Finding], basis: Basis) -> Way:
    against = tuple(each for each in (*common, *basis.findings) if each.verdict != "pass")
    outcome = worse(outcome_of(common), basis.outcome)
    order = basis.order if outcome == "release" else ""
    return Way(basis.route, basis.instrument, outcome, order, against)


def _merit(
    way: Way, basis: Basis, common: Sequence[Finding]
) -> tuple[int, bool, bool, int, str, str]:
    nearest = distance((*common, *basis.findings))[1]
    rank = _BEST.index(way.outcome)
    return (rank, way.route != DIRECT, not basis.order, nearest, way.route, way.instrument)
