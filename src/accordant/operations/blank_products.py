"""A document to begin from: every field of a kind is there, and says that nothing is known yet.

No position and no time is made up: what cannot be said to be unknown (the ring of a footprint, the
positions of a track) is left empty, and the document is refused until somebody fills it in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from accordant.errors import MalformedInput
from accordant.model.contents.attachment import Attachment
from accordant.model.contents.enclosure import Enclosure
from accordant.model.instant import Instant
from accordant.model.marking import Marker, Marking
from accordant.model.precedence import Precedence
from accordant.model.product import SECOND, Relation
from accordant.model.vocabulary import KINDS
from accordant.operations.node import Node
from accordant.operations.relations import equities_through, reached_from

UNKNOWN_WHEN = {"text": "unknown", "precision": "year", "zone": "", "instant": None}
UNKNOWN_FIGURE = {"state": "unknown", "value": "", "unit": ""}

BLANKS: dict[str, dict[str, Any]] = {
    "text": {"text": ""},
    "human-report": {
        "obtained": UNKNOWN_WHEN, "about": None, "reliability": "F", "credibility": "6",
        "access": "unknown", "text": "", "comment": "",
    },
    "imagery": {
        "taken": UNKNOWN_WHEN, "sensor": "unknown", "platform": "unknown",
        "resolution": UNKNOWN_FIGURE, "footprint": [], "interpretation": "", "picture": "",
    },
    "track": {
        "domain": "unknown", "name": "unknown", "points": [], "mmsi": "", "imo": "", "source": "",
    },
    "missile-warning": {
        "status": "preliminary", "launched": UNKNOWN_WHEN, "launch_point": None, "impact": None,
        "impact_point": None, "impact_radius": UNKNOWN_FIGURE, "missiles": None,
        "system": "unknown", "sensor": "unknown",
    },
    "cyber-report": {
        "actor": "unknown", "confidence": "unknown", "text": "", "indicators": [], "source": "",
    },
}  # fmt: skip
"""The fields of each kind of portion that is begun empty, as in its document."""


class Beginning(msgspec.Struct, frozen=True, kw_only=True):
    """What whoever begins a product already knows of it."""

    product: str
    version: int
    kind: str
    marking: Marking
    marker: Marker
    precedence: Precedence
    subjects: tuple[str, ...]
    purpose: str
    discipline: str
    title: str
    created: Instant
    relations: tuple[Relation, ...]


def blank(
    node: Node, beginning: Beginning, attachments: Sequence[Attachment | Enclosure]
) -> dict[str, Any]:
    """The document of a new product, with the originators its relations reach.

    Raises:
        MalformedInput: no such kind is begun empty, or there is nothing to put in.
        UnknownProduct, NotAuthorised, Oversized: see `relations.equities_through`.
    """
    equities = node.store.read(
        lambda reading: equities_through(reading, beginning.relations, (node.party,))
    )
    contents: list[Any] = [msgspec.to_builtins(each) for each in attachments]
    if beginning.kind in BLANKS:
        begun = {"kind": beginning.kind} | BLANKS[beginning.kind]
        if beginning.kind == "imagery" and len(attachments) == 1:
            begun["picture"] = attachments[0].digest
        contents.insert(0, begun)
    elif beginning.kind != "attachment" or not contents:
        known = ", ".join(sorted(set(KINDS) & {*BLANKS, "attachment"}))
        raise MalformedInput(f"nothing to begin with; the kinds are {known}", place="--kind")
    fields: dict[str, Any] = msgspec.to_builtins(beginning)
    del fields["discipline"]
    return fields | {
        "format": SECOND,
        "originators": [node.party],
        "form": "electronic",
        "valid_from": None,
        "valid_until": None,
        "reached": msgspec.to_builtins(reached_from(equities)),
        "portions": [
            {
                "marking": fields["marking"],
                "subjects": fields["subjects"],
                "discipline": beginning.discipline,
                "content": content,
            }
            for content in contents
        ],
    }
