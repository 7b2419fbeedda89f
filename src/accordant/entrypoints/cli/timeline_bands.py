"""How an instrument stood over time, as bands beside the axis: the law's answer, not a claim."""

from __future__ import annotations

from collections.abc import Iterator

from accordant.entrypoints.cli.timeline_axis import Band, State
from accordant.law.force import Matter
from accordant.law.timeline import Timeline
from accordant.model.case import InPlay
from accordant.model.instant import INSTANT_MIN, Instant, Precision

STATES: dict[str, State] = {
    "in-force": "in-force",
    "in-force-until": "notice-running",
    "notice-suspended": "suspended-effect",
    "operation-suspended": "operation-suspended",
}


def bands_of(matter: Matter, zone: str) -> Iterator[Band]:
    """Yield how an instrument stood, by its facts alone, from its first change to its last.

    Args:
        matter: the instrument and its facts.
        zone: whose days the words beside a change are in.
    """
    timeline = Timeline.of(matter.changes(), matter.by_facts)
    ends = (*timeline.starts[1:], None)
    for since, until, stood in zip(timeline.starts, ends, timeline.values, strict=True):
        state = _state(stood)
        if since > INSTANT_MIN and not (state == "not-in-force" and not _was(timeline, since)):
            precision = _precision(matter, since)
            yield Band(matter.text.identifier, state, since, until, zone, _why(stood), precision)


def _state(stood: InPlay) -> State:
    if stood.force == "unknown":
        return "disputed"
    return STATES.get(stood.basis, "not-in-force")


def _was(timeline: Timeline[InPlay], at: Instant) -> bool:
    """Whether it was ever in force before."""
    return any(
        value.force == "in-force"
        for start, value in zip(timeline.starts, timeline.values, strict=True)
        if start < at
    )


def _why(stood: InPlay) -> str:
    """What the word of the state does not say by itself."""
    until = stood.facts.get("until", "")
    return f"→ {until}" if until else stood.facts.get("views", "")


def _precision(matter: Matter, at: Instant) -> Precision:
    """As fine as the fact that made the change is known."""
    found = [entry.fact.precision for entry in matter.entries if entry.fact.at == at]
    return found[0] if found else "minute"
