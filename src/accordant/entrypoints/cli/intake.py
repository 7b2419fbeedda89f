"""`import geojson`, `import ais`, `import stix`: files of other formats become own products."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Annotated, TypeAlias

import msgspec
import typer
from rich.console import RenderableType
from rich.text import Text

from accordant.adapters import ais_file, geojson_file, stix_file
from accordant.adapters import home as homes
from accordant.entrypoints.cli import files, options, pictures
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.model.marking import Marker
from accordant.model.precedence import Precedence
from accordant.operations.importing import GROUP
from accordant.operations.intake import IntakeReport, IntakeTerms, take_in
from accordant.operations.products import Imported

FILE_BYTES_MAX = 16 * 1024 * 1024  # bytes; each reader says so too
REFUSED_SHOWN = 10  # rows listed for people; --refused and --json have all
FILE_NAME_MAX = 80  # characters of a file's name kept in places

FileArgument: TypeAlias = Annotated[
    str, typer.Argument(metavar="FILE|-", help="The file to take in.")
]
LevelOption: TypeAlias = Annotated[
    str, typer.Option(metavar="LEVEL", help="Marking of each, as `KOR:III`.")
]
SubjectOption: TypeAlias = Annotated[
    list[str], typer.Option(metavar="WORD", help="About what each is.")
]
PurposeOption: TypeAlias = Annotated[
    str, typer.Option(metavar="WORD", help="What they may be provided for.")
]
DisciplineOption: TypeAlias = Annotated[
    str, typer.Option(metavar="WORD", help="How the information was come by.")
]
MarkerOption: TypeAlias = Annotated[Marker, typer.Option(help="What they are for.")]
PrecedenceOption: TypeAlias = Annotated[Precedence, typer.Option(help="How soon they go.")]
DryOption: TypeAlias = Annotated[
    bool, typer.Option("--dry-run", help="Read and count; keep nothing, open no node.")
]
RefusedOption: TypeAlias = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write every refused row there, as CSV.")
]


def add_to(group: typer.Typer) -> None:
    """Put the commands of this file under `import`."""
    said = "--level KOR:III --subject maritime-track --purpose maritime-security"
    command(group, "geojson", example=f"accordant import geojson ships.geojson {said}")(geojson)
    command(group, "ais", example=f"accordant import ais heard.txt {said}")(ais)
    command(
        group,
        "stix",
        example="accordant import stix bundle.json --level KOR:III --subject dprk-cyber "
        "--purpose cyber-defence",
    )(stix)


def geojson(
    session: Session,
    file: FileArgument,
    *,
    level: LevelOption,
    subject: SubjectOption,
    purpose: PurposeOption,
    discipline: DisciplineOption = "unknown",
    marker: MarkerOption = "REAL",
    precedence: PrecedenceOption = "routine",
    dry_run: DryOption = False,
    refused: RefusedOption = None,
) -> Shown:
    """Import places and tracks from GeoJSON (RFC 7946): one product for each feature.

    A line is a track, a point a track of one position, a polygon a footprint. What is not stated
    stays unknown. Importing the same file again adds nothing.
    """
    terms = _terms(level, subject, purpose, discipline, marker, precedence)
    return _taken(session, geojson_file.read, file, None if dry_run else terms, refused)


def ais(
    session: Session,
    file: FileArgument,
    *,
    level: LevelOption,
    subject: SubjectOption,
    purpose: PurposeOption,
    discipline: DisciplineOption = "open-source",
    marker: MarkerOption = "REAL",
    precedence: PrecedenceOption = "routine",
    dry_run: DryOption = False,
    refused: RefusedOption = None,
) -> Shown:
    """Import tracks of ships from AIS sentences: one product for each ship.

    Every line is part of a track or refused with its reason. Sentences carry no date: a position
    has a time only where the receiver wrote one. Importing the same file again adds nothing.
    """
    terms = _terms(level, subject, purpose, discipline, marker, precedence)
    return _taken(session, ais_file.read, file, None if dry_run else terms, refused)


def stix(
    session: Session,
    file: FileArgument,
    *,
    level: LevelOption,
    subject: SubjectOption,
    purpose: PurposeOption,
    discipline: DisciplineOption = "cyber",
    marker: MarkerOption = "REAL",
    precedence: PrecedenceOption = "routine",
    dry_run: DryOption = False,
    refused: RefusedOption = None,
) -> Shown:
    """Import cyber reports from a bundle of STIX 2.1: one product for each object that reports.

    An object with a marking that limits it is refused. Importing the same file again adds nothing.
    """
    terms = _terms(level, subject, purpose, discipline, marker, precedence)
    return _taken(session, stix_file.read, file, None if dry_run else terms, refused)


def _terms(  # noqa: PLR0917 - the options that all three have
    level: str,
    subjects: list[str],
    purpose: str,
    discipline: str,
    marker: Marker,
    precedence: Precedence,
) -> IntakeTerms:
    return IntakeTerms(
        level=options.level(level),
        subjects=tuple(options.word(each, "--subject") for each in subjects),
        purpose=options.word(purpose, "--purpose"),
        discipline=options.word(discipline, "--discipline"),
        marker=marker,
        precedence=precedence,
    )


def _taken(
    session: Session,
    read: Callable[[bytes, str], IntakeReport],
    file: str,
    terms: IntakeTerms | None,
    refused: Path | None,
) -> Shown:
    """Read a file, keep what is in it where terms are given, and tell of every row."""
    report = read(files.read(file, FILE_BYTES_MAX), PurePath(file).name[:FILE_NAME_MAX])
    outcome = None
    if terms is not None:
        groups = -(-len(report.accepted) // GROUP)
        with session.progress("sealing", groups) as advance:
            outcome = take_in(session.node, report, terms, lambda _: advance())
    if refused is not None:
        homes.write_public(refused, _csv(report))
    return Shown(_document(report, outcome), _pictures(report, outcome))


def _document(report: IntakeReport, outcome: Imported | None) -> dict[str, object]:
    return {
        "rows": report.rows,
        "accepted": report.rows_accepted,
        "items": len(report.accepted),
        "refused": [msgspec.to_builtins(each) for each in report.refused],
        "by_reason": report.by_reason(),
        "notes": report.notes,
        "added": None if outcome is None else outcome.added,
        "held_already": None if outcome is None else outcome.held,
    }


def _pictures(report: IntakeReport, outcome: Imported | None) -> tuple[RenderableType, ...]:
    counted = pictures.table("Rows", "Count>")
    counted.add_row(f"accepted, in {len(report.accepted)} items", str(report.rows_accepted))
    for reason, count in report.by_reason().items():
        counted.add_row(Text(pictures.plain(f"refused: {reason}"), style="red"), str(count))
    counted.add_section()
    counted.add_row(Text("all rows", style="bold"), Text(str(report.rows), style="bold"))
    lines = [f"{each.place}: {each.reason}" for each in report.refused[:REFUSED_SHOWN]]
    if len(report.refused) > REFUSED_SHOWN:
        lines.append(f"and {len(report.refused) - REFUSED_SHOWN} more: --refused FILE has all")
    said = "Nothing was kept: this was a dry run."
    if outcome is not None:
        said = f"{len(outcome.added)} products added, {len(outcome.held)} held already."
    return (
        counted,
        pictures.bullets(lines, style="red"),
        pictures.bullets(report.notes, style="yellow"),
        Text(said, style="bold green"),
    )


def _csv(report: IntakeReport) -> bytes:
    """Refused rows as RFC 4180 text: place and reason, no content."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("place", "reason"))
    writer.writerows((each.place, each.reason) for each in report.refused)
    return text.getvalue().encode()
