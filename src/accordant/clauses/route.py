"""Information passes only by the routes the instrument names, from government to government.

Source: Japan-Korea 2016, Art. 9 (government channels). The trilateral arrangement of 2014 knows
one route only, through the United States Department of Defense.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from accordant.clauses.kind import (
    Cedar,
    Clause,
    Evaluate,
    Kind,
    Remedy,
    Sentence,
    Setting,
    cedar_set,
    lays_nothing,
    passes,
    remedy,
    withholds,
)
from accordant.model.case import Case, Finding

ROUTE_PATTERN = r"^(direct|hub:[A-Z]{3}(:[A-Z0-9]{1,16})?)\Z"
RouteWord = Annotated[str, msgspec.Meta(pattern=ROUTE_PATTERN)]
"""`direct`, or `hub:USA:DOD`: through that party."""


class Route(Clause, frozen=True, tag="route"):
    """By which routes."""

    channel: Literal["government-to-government"]
    routes: Annotated[tuple[RouteWord, ...], msgspec.Meta(min_length=1, max_length=16)]


def meaning(clause: Route, setting: Setting) -> Evaluate:
    """Pass when the case takes a route that is named; else withhold."""
    findings = {route: passes(clause, setting, "named", route=route) for route in clause.routes}

    def evaluate(case: Case, _in_play: object) -> Finding:
        return findings.get(case.route) or withholds(
            clause, setting, "not-named", route=case.route, routes=", ".join(clause.routes)
        )

    return evaluate


def cure(clause: Route, setting: Setting, _case: Case, _finding: Finding) -> Remedy:
    """Take a route that is named: direct where it may be, else the first."""
    route = "direct" if "direct" in clause.routes else clause.routes[0]

    def change(case: Case) -> Case:
        return msgspec.structs.replace(case, route=route)

    return remedy(clause, setting, "analyst", "take", change, route=route)


def cedar(clause: Route, _setting: Setting) -> Cedar:
    """Withhold on any other route."""
    return Cedar(withhold=f"!{cedar_set(clause.routes)}.contains(context.route)")


SENTENCES = {
    "named": Sentence(
        en="The item passes from government to government by a route the instrument names "
        "({route}).",
        ko="정보는 이 문서가 정한 정부 간 경로({route})로 전달된다.",
        ja="情報はこの文書の定める政府間の経路({route})により送付される。",
    ),
    "not-named": Sentence(
        en="The instrument does not name the route {route}; it names: {routes}.",
        ko="경로({route})는 이 문서가 정한 경로가 아니다. 정해진 경로: {routes}.",
        ja="経路({route})はこの文書の定める経路ではない。定められた経路:{routes}。",
    ),
    "take": Sentence(
        en="Send the item by the route {route}.",
        ko="다음 경로로 송부하여야 한다: {route}.",
        ja="次の経路により送付すること:{route}。",
    ),
}

KIND = Kind(Route, meaning, lays_nothing, cure, SENTENCES, cedar)
