"""What a picture from above shows and where: the footprint is a ring on the ground.

The ring follows RFC 7946 section 3.1.6: four positions or more, the last the same as the first.
The picture itself, where it travels, is an attachment named by its digest.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec

from accordant.model.reported import Figure, Point, Prose, Short, When

RING_MAX = 200  # positions of a ring

Ring: TypeAlias = Annotated[tuple[Point, ...], msgspec.Meta(min_length=4, max_length=RING_MAX)]
"""A closed ring of positions."""


class Imagery(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="imagery", tag_field="kind"
):
    """What was seen in a picture, and the ground the picture covers."""

    taken: When
    sensor: Literal["optical", "infrared", "radar", "unknown"]
    platform: Short  # as reported; "unknown" stays "unknown"
    resolution: Figure  # on the ground, in metres
    footprint: Ring
    interpretation: Prose
    picture: Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{64})?\Z")] = ""
    """SHA-256 of the attachment that holds the picture; empty: it does not travel."""

    def __post_init__(self) -> None:
        """Refuse a ring that is not closed: which ground it covers would be a guess."""
        if self.footprint[0] != self.footprint[-1]:
            raise ValueError("the last position of a footprint is the first")
