"""A report of activity in networks: who, as assessed, and by which signs it is known.

Kinds of indicator follow the observable types of STIX 2.1 chapter 6, of which they are the most
used. A value is text to be compared, never an address to be opened.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from accordant.model.instant import Instant
from accordant.model.reported import Prose, Short

INDICATORS_MAX = 300


class Indicator(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sign by which an activity is known."""

    type: Literal[
        "ipv4", "ipv6", "domain", "url", "email", "md5", "sha1", "sha256", "file-name", "pattern"
    ]
    value: Annotated[str, msgspec.Meta(pattern=r"^[^\x00-\x1f\x7f-\x9f]+\Z", max_length=2000)]
    first_seen: Instant | None = None  # None: unknown
    last_seen: Instant | None = None


class CyberReport(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="cyber-report", tag_field="kind"
):
    """An activity in networks, as assessed."""

    actor: Short  # as assessed; "unknown" stays "unknown"
    confidence: Literal["high", "moderate", "low", "unknown"]  # in the actor named
    text: Prose
    indicators: Annotated[tuple[Indicator, ...], msgspec.Meta(max_length=INDICATORS_MAX)] = ()
    source: Short = ""
