"""Incidents: what left under an instrument that, as is known today, was not in force then.

No act works backwards. A release made before the node learnt of an end stays recorded as it was
decided; what became known since makes it an incident, which people settle with the partner.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from accordant import canonical
from accordant.model.case import Case, Decision, InPlay
from accordant.model.instant import Instant
from accordant.operations.node import Node
from accordant.operations.ports import DecisionRow, Reading
from accordant.operations.world import World


class Incident(msgspec.Struct, frozen=True):
    """One release that would not be made by what is known now."""

    decision: int  # identifier
    direction: str
    product: str
    version: int
    partner: str
    at: Instant
    instrument: str  # identifier
    then: InPlay  # as decided
    now: InPlay  # as known today


def incidents(node: Node) -> tuple[Incident, ...]:
    """Every release whose instrument, as is known now, was not in force then; oldest first.

    An item is decided when it is asked for and again as it leaves: it is one incident, the last.
    """

    def work(reading: Reading) -> tuple[Incident, ...]:
        world = node.worlds.current(reading)
        rows = reading.recent_decisions(-1)
        found = sorted(_found(world, rows), key=lambda each: each.decision)
        last = {
            (each.direction, each.product, each.version, each.partner, each.instrument): each
            for each in found
        }
        return tuple(sorted(last.values(), key=lambda each: each.decision))

    return node.store.read(work)


def _found(world: World, rows: list[DecisionRow]) -> Iterator[Incident]:
    for row in rows:
        if row.outcome != "release":
            continue
        case = canonical.parse(row.case, Case)
        relied = canonical.parse(row.decision, Decision).instrument
        then = next((each for each in case.instruments if each.instrument == relied), None)
        if then is None:
            continue  # outside every instrument
        text = world.texts.get(relied)
        if text is None:
            continue
        now = world.play.force_of(text.identifier, row.at)
        if now is not None and (now.instrument != relied or now.force != "in-force"):
            yield Incident(
                row.identifier,
                row.direction,
                row.product,
                row.version,
                row.partner,
                row.at,
                text.identifier,
                then,
                now,
            )
