"""A portion's content made as coarse as asked before it leaves; what cannot be is left out.

A machine reads times, positions and tracks. It does not read words, and it does not see what is
drawn in a picture. Prose and indicators stay only where the author says how fine the words of the
item are; else a line that can be blanked is, and a portion of prose is left out. A line that says
from where something is known is always blanked: an announcement that is named is dated to the
minute. A file never goes.

Made coarser twice is made coarser once. Why, and what it does not protect from: docs/adr/0021.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeAlias

from msgspec.structs import replace

from accordant.model.contents.cyber_report import CyberReport
from accordant.model.contents.human_report import HumanReport
from accordant.model.contents.imagery import Imagery
from accordant.model.contents.launch import Launch
from accordant.model.contents.missile_warning import MissileWarning
from accordant.model.contents.track import Track
from accordant.model.instant import INSTANT_MAX, Instant
from accordant.model.precision import Precision, satisfies
from accordant.model.product import Content, Text
from accordant.model.reported import Figure, Site, When
from accordant.versions import coarser, grid
from accordant.versions.thinned import track

Reduce: TypeAlias = Callable[[Any, Precision], Content]

PROSE: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {
        CyberReport: ("text", "indicators"),
        HumanReport: ("text", "comment"),
        Imagery: ("interpretation",),
        Text: ("text",),
    }
)
"""Fields in which anything may be said, and without which there is nothing to read."""


LINES: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {
        CyberReport: ("actor", "source"),
        HumanReport: ("access",),
        Imagery: ("platform",),
        Launch: ("system", "source", "confirmed_by"),
        MissileWarning: ("system", "sensor"),
        Track: ("name", "source"),
    }
)
"""Lines, in which anything may be said as well, and which may be left empty."""


def floored(at: Instant, precision: Precision) -> Instant:
    """Return an instant of the item itself (created, valid from, valid until) as it may go."""
    return at if precision.time is None else grid.beginning(at, precision.time)


def ended(at: Instant, precision: Precision) -> Instant:
    """Return the end of validity as it may go: the end of its step, so that nothing ends early."""
    if precision.time is None:
        return at
    begun = grid.beginning(at, precision.time)
    step = grid.time_step(precision.time) * 1_000
    return at if begun == at else min(begun + step, INSTANT_MAX)


def reduced(content: Content, precision: Precision, words: Precision | None) -> Content | None:
    """Return content no finer than asked; None: it cannot be made so for certain.

    Args:
        content: of one portion.
        precision: the finest that may go.
        words: what the author says the words of the item are no finer than; None: not said.
    """
    make = _REDUCE.get(type(content))
    if make is None:
        return None
    unsaid = not _coarse_enough(words, precision)
    if unsaid and any(getattr(content, name) for name in PROSE.get(type(content), ())):
        return None
    try:
        return make(_without_words(content) if unsaid else content, precision)
    except (ValueError, ArithmeticError):
        return None  # a part of it is not written as it should be: nobody knows how fine it is


def _without_words(content: Content) -> Content:
    """Content with lines and names of places empty, unless they say that nothing is known."""
    changed: dict[str, Any] = {}
    for name in content.__struct_fields__:
        value = getattr(content, name)
        if name in LINES.get(type(content), ()):
            changed[name] = "unknown" if value == "unknown" else ""
        elif isinstance(value, Site):
            changed[name] = replace(value, name="")
        elif isinstance(value, When):
            changed[name] = coarser.plain(value)
    made: Content = replace(content, **changed)
    return made


def _coarse_enough(words: Precision | None, asked: Precision) -> bool:
    """Whether words may go as they are; how fine a picture is is nothing words say."""
    if asked.time is None and asked.place is None and asked.track is None:
        return True
    return satisfies(words, replace(asked, resolution=None))


# --- one for each kind ---------------------------------------------------------------------------


def _text(content: Text, _asked: Precision) -> Text:
    return content


def _launch(content: Launch, asked: Precision) -> Launch:
    if asked.time is None and asked.place is None:
        return content
    return replace(
        content,
        when=coarser.when(content.when, asked.time),
        site=coarser.site(content.site, asked.place),
        distance=coarser.length(content.distance, asked.place),
        source="",
        confirmed_by="",
    )


def _human(content: HumanReport, asked: Precision) -> HumanReport:
    about = content.about
    return replace(
        content,
        obtained=coarser.when(content.obtained, asked.time),
        about=None if about is None else coarser.site(about, asked.place),
    )


def _warning(content: MissileWarning, asked: Precision) -> MissileWarning:
    impact = content.impact
    return replace(
        content,
        launched=coarser.when(content.launched, asked.time),
        launch_point=coarser.point(content.launch_point, asked.place),
        impact=None if impact is None else coarser.when(impact, asked.time),
        impact_point=coarser.point(content.impact_point, asked.place),
        impact_radius=coarser.radius(content.impact_radius, content.impact_point, asked.place),
    )


def _cyber(content: CyberReport, asked: Precision) -> CyberReport:
    if asked.time is None:
        return content
    indicators = tuple(
        replace(
            each,
            first_seen=None if each.first_seen is None else floored(each.first_seen, asked),
            last_seen=None if each.last_seen is None else floored(each.last_seen, asked),
        )
        for each in content.indicators
    )
    return replace(content, indicators=indicators, source="")


def _imagery(content: Imagery, asked: Precision) -> Imagery:
    """What was read off a picture; the picture itself, a file, does not travel with it."""
    return replace(
        content,
        taken=coarser.when(content.taken, asked.time),
        resolution=_resolution(content.resolution, asked.resolution),
        footprint=coarser.ring(content.footprint, asked.place),
        picture="",
    )


def _resolution(reported: Figure, centimetres: int | None) -> Figure:
    """How fine the picture was, told no better than asked: it tells which sensor saw it."""
    if reported.state != "stated" or centimetres is None:
        return reported
    if reported.unit != "m":
        return Figure("unknown")
    if Decimal(reported.value) * 100 >= centimetres:
        return reported
    return Figure("stated", f"{(Decimal(centimetres) / 100).normalize():f}", "m")


_REDUCE: Mapping[type, Reduce] = MappingProxyType(
    {
        CyberReport: _cyber,
        HumanReport: _human,
        Imagery: _imagery,
        Launch: _launch,
        MissileWarning: _warning,
        Text: _text,
        Track: track,
    }
)
"""A kind that does not stand here cannot be made coarser: today only files."""
