"""A launch that happened, as reported: its facts are after the public set (docs/launches.md)."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from accordant.model.reported import Figure, Short, Site, When, Word


class Launch(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="launch", tag_field="kind"
):
    """One missile launched, as reported. Facts only, each with its source."""

    when: When
    site: Site
    system: Short  # as reported; "unknown" stays "unknown"
    outcome: Literal["success", "failure", "unknown"]
    distance: Figure
    apogee: Figure
    landing: Word = "unknown"
    salvo_number: Annotated[int, msgspec.Meta(ge=1, le=9999)] | None = None
    source: Short = ""
    confirmed_by: Short = ""  # a second source that was opened, else empty = unverified
