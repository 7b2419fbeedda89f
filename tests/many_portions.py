"""Items of several portions and the plans for them, for every test of recipient versions."""

from __future__ import annotations

from typing import Any

from accordant.model.contents.human_report import HumanReport
from accordant.model.contents.launch import Launch
from accordant.model.contents.track import Track, TrackPoint
from accordant.model.marking import Marking
from accordant.model.plan import ReleasePlan, TearLine
from accordant.model.product import SECOND, Portion, Product, Text
from accordant.model.reported import Figure, Site, When

MISSILE = ("dprk-missile",)
UNKNOWN = Figure("unknown")
WHEN = When("2017-03-06", "day")


def words(text: str = "what may go", level: str = "KOR:II", **changes: Any) -> Portion:
    """A portion of prose."""
    given = {"subjects": MISSILE, "discipline": "all-source"} | changes
    caveats = given.pop("caveats", ())
    return Portion(Marking(level, caveats), Text(text), **given)


def launch(level: str = "KOR:II", system: str = "unknown") -> Portion:
    """A portion on a launch."""
    content = Launch(WHEN, Site("Wonsan"), system, "unknown", UNKNOWN, UNKNOWN)
    return Portion(Marking(level), content, MISSILE, "measurement")


def from_people(level: str = "KOR:II", text: str = "what was said") -> Portion:
    """A portion from a human source."""
    content = HumanReport(WHEN, None, "B", "2", "not stated", text, "")
    return Portion(Marking(level), content, MISSILE, "human")


def track(*points: tuple[int, str, str], level: str = "KOR:II") -> Portion:
    """A portion of positions: milliseconds, latitude, longitude."""
    given = tuple(TrackPoint(at, north, east, 10, 0, 0) for at, north, east in points)
    return Portion(Marking(level), Track("surface", "unknown", given), MISSILE, "signals")


def item(
    *portions: Portion, name: str = "KOR-item", level: str = "KOR:I", **changes: Any
) -> Product:
    """An item of these portions, above what Tokyo may have unless another level is given."""
    subjects = tuple(dict.fromkeys(word for each in portions for word in each.subjects))
    caveats = tuple(dict.fromkeys(word for each in portions for word in each.marking.caveats))
    given = {
        "format": SECOND, "product": name, "version": 1, "kind": "launch-report",
        "originators": ("KOR",), "marking": Marking(level, caveats), "marker": "REAL",
        "precedence": "immediate", "subjects": subjects, "purpose": "dprk-missile-threat",
        "created": 0, "title": "the title of the whole", "valid_from": None, "valid_until": None,
        "relations": (), "reached": (), "portions": portions,
    }  # fmt: skip
    return Product(**(given | changes))


def by_portions(name: str = "KOR-item", **changes: Any) -> ReleasePlan:
    """A plan by which the portions that may go do."""
    given = {"product": name, "reduce": "portions", "title": "a launch"}
    return ReleasePlan(**(given | changes))


def by_tear_lines(*lines: TearLine, name: str = "KOR-item", **changes: Any) -> ReleasePlan:
    """A plan by which a tear line goes, and no portion of the item."""
    return ReleasePlan(product=name, reduce="tear-lines", tear_lines=lines, **changes)


def tear_line(*portions: Portion, to: tuple[str, ...] = (), **changes: Any) -> TearLine:
    """Text written for release."""
    return TearLine(title="what may be said", to=to, portions=portions, **changes)
