"""The legs of an arrangement: what each rests on, and the case as it stands between their ends.

An item that goes through a hub goes twice: from the releaser to the hub, from the hub to the
final recipient. Each leg rests on a binding instrument the arrangement borrows, which stands in
the case beside the arrangement itself. Levels are compared on the first leg only; on the second
they are the hub's own decision, so that no table is ever chained to another.
"""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from accordant.clauses.arrangement import leg, not_standing
from accordant.clauses.assurance import posts_assured
from accordant.decision.library import Library, Text
from accordant.model.case import Case, Finding, InPlay


class Leg(NamedTuple):
    """One leg to be judged, or the finding that it rests on nothing."""

    cases: tuple[Case, ...]  # turned to the leg's own ends, one for each post at the hub
    rests: tuple[Text, tuple[InPlay, ...]] | Finding
    whole: bool  # asked by every clause of that text; else only whether the text stands


def legs_of(library: Library, text: Text, case: Case) -> tuple[Leg, ...]:
    """Return both legs of a case under an arrangement, or none where it does not go that way."""
    clause = text.arrangement
    if clause is None or case.route != f"hub:{clause.hub}":
        return ()
    names = [leg(clause, end) for end in (case.releaser, case.recipient)]
    if not all(names):
        return ()
    first = replace(case, recipient=clause.hub, route="direct")
    posts = posts_assured(first) or (clause.hub,)
    at_hub = tuple([replace(first, post=post) for post in posts])
    onward = (replace(case, releaser=clause.hub, route="direct"),)
    rests = [
        _resting_on(library, case, name) or not_standing(clause, text.setting, name)
        for name in names
    ]
    return Leg(at_hub, rests[0], whole=True), Leg(onward, rests[1], whole=False)


def aside(library: Library, case: Case) -> frozenset[str]:
    """Return the instruments in play for a leg only: no agreement between the case's own ends."""
    held = {
        each.instrument: text
        for each in case.instruments
        if (text := library.texts.get(each.instrument)) is not None
    }
    names = {name for text in held.values() for name in text.borrowed}
    return frozenset(
        digest
        for digest, text in held.items()
        if text.setting.identifier in names and not text.borrowed and not text.binds(case)
    )


def _resting_on(library: Library, case: Case, name: str) -> tuple[Text, tuple[InPlay, ...]] | None:
    """Return the one binding text of this name in play, with what the law says of it."""
    plays = tuple(
        each
        for each in case.instruments
        if (text := library.texts.get(each.instrument)) is not None
        and text.setting.identifier == name
        and not text.borrowed
    )
    if len({each.instrument for each in plays}) != 1:
        return None
    return library.texts[plays[0].instrument], plays
