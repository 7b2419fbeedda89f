"""How each kind of portion stands on the screen: short names, plain values, no map needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from rich.console import Group, RenderableType
from rich.text import Text

from accordant.entrypoints.cli import pictures
from accordant.entrypoints.cli.session import Session
from accordant.model.contents.attachment import Attachment
from accordant.model.contents.cyber_report import CyberReport
from accordant.model.contents.enclosure import Enclosure
from accordant.model.contents.human_report import HumanReport
from accordant.model.contents.imagery import Imagery
from accordant.model.contents.missile_warning import MissileWarning
from accordant.model.contents.text import Text as Prose
from accordant.model.contents.track import Track, TrackPoint
from accordant.model.marking import PERSONAL_DATA
from accordant.model.personal_data import Sign
from accordant.model.product import Content, Figure, Launch, Portion, Site, When
from accordant.model.reported import Point

POINTS_SHOWN = 12  # of a track: its ends; --json has all
INDICATORS_SHOWN = 20

Facts: TypeAlias = list[tuple[str, str]]


def personal_warning(signs: Sequence[Sign]) -> tuple[RenderableType, ...]:
    """What looks like personal data, by place and kind; nothing of the content is shown."""
    if not signs:
        return ()
    places = [
        f"{each.looks_like} ({f'portion {each.portion}' if each.portion else 'title'})"
        for each in signs
    ]
    said = (
        f"This looks like personal data: {', '.join(places)}. If it is, add the caveat "
        f"`{PERSONAL_DATA}`: no standing order then covers the item unless it names it."
    )
    return (Text(said, style="yellow"),)


def portion_picture(session: Session, portion: Portion) -> RenderableType:
    """A portion under its marking."""
    marking = pictures.plain(f"({' '.join((portion.marking.level, *portion.marking.caveats))}) ")
    head = Text(f"\n{marking}", style="bold")
    if isinstance(portion.content, Prose):
        return Text.assemble(head, pictures.plain(portion.content.text))
    return Group(head, *_content(session, portion.content))


def _content(session: Session, content: Content) -> tuple[RenderableType, ...]:
    match content:
        case Launch():
            return (pictures.facts(_launch(content)),)
        case Track():
            return _track(session, content)
        case CyberReport():
            return _cyber(session, content)
        case _:
            return _prosaic(content)


def _prosaic(content: Content) -> tuple[RenderableType, ...]:
    """Kinds that are facts, with prose below them or none."""
    match content:
        case HumanReport():
            below = "\n\n".join(filter(None, (content.text, content.comment)))
            return (pictures.facts(_human(content)), Text(pictures.plain(below)))
        case Imagery():
            return (
                pictures.facts(_imagery(content)),
                Text(pictures.plain(content.interpretation)),
            )
        case MissileWarning():
            return (pictures.facts(_warning(content)),)
        case Attachment() | Enclosure():
            return (pictures.facts(_attachment(content)),)
        case _:
            return ()


def _launch(launch: Launch) -> Facts:
    return [
        ("launched", _when(launch.when)),
        ("from", _site(launch.site)),
        ("system", launch.system),
        ("outcome", launch.outcome),
        ("distance", _figure(launch.distance)),
        ("apogee", _figure(launch.apogee)),
        ("landing", launch.landing),
        ("source", launch.source),
        ("confirmed by", launch.confirmed_by or "unverified"),
    ]


def _human(report: HumanReport) -> Facts:
    return [
        ("obtained", _when(report.obtained)),
        ("about", "" if report.about is None else _site(report.about)),
        ("source, information", f"{report.reliability}{report.credibility}"),
        ("access", report.access),
    ]


def _imagery(imagery: Imagery) -> Facts:
    ring = imagery.footprint
    return [
        ("taken", _when(imagery.taken)),
        ("sensor", f"{imagery.sensor}, {imagery.platform or 'unknown'}"),
        ("resolution", _figure(imagery.resolution)),
        ("footprint", f"{len(ring) - 1} corners, {_box(ring)}"),
        ("picture", imagery.picture),
    ]


def _warning(warning: MissileWarning) -> Facts:
    radius = _figure(warning.impact_radius)
    return [
        ("status", warning.status),
        ("launched", _when(warning.launched)),
        ("from", _point(warning.launch_point)),
        ("impact expected", "unknown" if warning.impact is None else _when(warning.impact)),
        ("impact", f"{_point(warning.impact_point)}, radius {radius}"),
        ("missiles", "unknown" if warning.missiles is None else str(warning.missiles)),
        ("system", warning.system),
        ("sensor", warning.sensor),
    ]


def _attachment(file: Attachment | Enclosure) -> Facts:
    size = file.size if isinstance(file, Enclosure) else len(file.data)
    return [
        ("file", file.name),
        ("type", file.media),
        ("size", f"{size} bytes"),
        ("SHA-256", file.digest),
    ]


def _track(session: Session, track: Track) -> tuple[RenderableType, ...]:
    points = track.points
    half = POINTS_SHOWN // 2
    shown = points if len(points) <= POINTS_SHOWN else (*points[:half], *points[-half:])
    first = range(1, half + 1) if len(shown) < len(points) else range(1, len(points) + 1)
    last = range(len(points) - half + 1, len(points) + 1) if len(shown) < len(points) else ()
    numbered = zip((*first, *last), shown, strict=True)
    rows = [_point_row(session, number, point) for number, point in numbered]
    if len(points) > POINTS_SHOWN:
        rows.insert(half, ("…", f"{len(points) - POINTS_SHOWN} more", "", "", "", ""))
    return (
        pictures.facts(
            [
                ("track", f"{track.name or 'unknown'}, {track.domain}"),
                ("MMSI", track.mmsi),
                ("IMO", track.imo),
                ("positions", f"{len(points)}, {_box(points)}"),
                ("source", track.source),
            ]
        ),
        pictures.filled(("No.>", "At", "Position!", "±m>", "Course>", "Knots>"), rows, ""),
    )


def _point_row(session: Session, number: int, point: TrackPoint) -> tuple[str, ...]:
    return (
        str(number),
        session.time(point.at),
        f"{point.latitude} {point.longitude}",
        "—" if point.accuracy is None else str(point.accuracy),
        _tenths(point.course),
        _tenths(point.speed),
    )


def _cyber(session: Session, report: CyberReport) -> tuple[RenderableType, ...]:
    rows: list[tuple[str, str, str]] = [
        (each.type, each.value, session.time(each.last_seen))
        for each in report.indicators[:INDICATORS_SHOWN]
    ]
    more = len(report.indicators) - len(rows)
    if more:
        rows.append(("…", f"{more} more: --json has all", ""))
    return (
        pictures.facts(
            [
                ("actor", report.actor or "unknown"),
                ("confidence", report.confidence),
                ("source", report.source),
            ]
        ),
        Text(pictures.plain(report.text)),
        pictures.filled(("Type!", "Indicator", "Last seen"), rows, ""),
    )


def _tenths(value: int | None) -> str:
    return "—" if value is None else f"{value // 10}.{value % 10}"


def _box(points: Sequence[Point | TrackPoint]) -> str:
    """The least and greatest latitude and longitude, as the texts they were read as."""
    latitudes = sorted((each.latitude for each in points), key=float)
    longitudes = sorted((each.longitude for each in points), key=float)
    return f"{latitudes[0]} to {latitudes[-1]}, {longitudes[0]} to {longitudes[-1]}"


def _point(point: Point | None) -> str:
    return "unknown" if point is None else f"{point.latitude} {point.longitude}"


def _site(site: Site) -> str:
    return f"{site.name} ({site.latitude}, {site.longitude})" if site.latitude else site.name


def _when(when: When) -> str:
    return when.text if when.text == "unknown" else f"{when.text} (to the {when.precision})"


def _figure(figure: Figure) -> str:
    return f"{figure.value} {figure.unit}" if figure.state == "stated" else figure.state
