"""A warning while a missile flies: launch point, time, and where it may come down.

The three together are what the warning link of 2023 shares. Nothing is filled in: before the
impact can be computed, it is None, and a cancelled warning stays a warning that was cancelled.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from accordant.model.reported import Figure, Point, Short, When


class MissileWarning(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    tag="missile-warning",
    tag_field="kind",
):
    """One launch seen, and what is computed of it so far."""

    status: Literal["preliminary", "confirmed", "cancelled"]
    launched: When
    launch_point: Point | None  # None: not known yet
    impact: When | None  # expected; None: not computed
    impact_point: Point | None
    impact_radius: Figure  # around the impact point, in kilometres
    missiles: Annotated[int, msgspec.Meta(ge=1, le=999)] | None  # None: not counted yet
    system: Short  # as assessed; "unknown" stays "unknown"
    sensor: Short  # what saw it, in words that may travel
