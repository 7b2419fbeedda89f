"""Plain prose: what fits no other kind, and the first thing every desk writes."""

from __future__ import annotations

import msgspec

from accordant.model.reported import Prose


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="text", tag_field="kind"):
    """Plain prose."""

    text: Prose
