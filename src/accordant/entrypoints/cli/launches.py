"""`import launches`: reports of real launches from a public set become products of this party."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from accordant.adapters import home as homes
from accordant.adapters import launch_file, launch_table
from accordant.entrypoints.cli import intake, options, pictures
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.errors import MalformedInput
from accordant.model.marking import Marker
from accordant.model.precedence import Precedence
from accordant.operations.importing import (
    Terms,
    import_launches,
    report_of_table,
)
from accordant.operations.launches import LaunchReport
from accordant.operations.products import Imported

PANEL = "Products"
REFUSED_SHOWN = 10  # rows listed for people; --refused and --json have all

_terms = Terms()


def add_to(app: typer.Typer) -> None:
    """Put the commands of this file where people find them."""
    group = typer.Typer(help="Take in what others publish, as products of this party.")
    app.add_typer(group, name="import", rich_help_panel=PANEL)
    command(group, "launches", example="accordant import launches test.en.json --level KOR:III")(
        launches
    )
    intake.add_to(group)


def launches(
    session: Session,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="The public set's JSON file.")
    ] = None,
    *,
    own_table: Annotated[
        bool, typer.Option("--own-table", help="The table that comes with Accordant instead.")
    ] = False,
    level: Annotated[
        str, typer.Option(metavar="LEVEL", help="Marking of each; KOR:III for KOR if absent.")
    ] = "",
    marker: Annotated[Marker, typer.Option(help="What they are for.")] = _terms.marker,
    precedence: Annotated[Precedence, typer.Option(help="How soon they go.")] = _terms.precedence,
    purpose: Annotated[
        str, typer.Option(metavar="WORD", help="What they may be provided for.")
    ] = _terms.purpose,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read and count; keep nothing, open no node.")
    ] = False,
    refused: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write every refused row there, as CSV.")
    ] = None,
) -> Shown:
    """Import reports of launches. Every row is accepted, or refused with its reason.

    Importing again adds nothing: a launch keeps its identifier. What is unknown stays unknown,
    a missing time stays missing.
    """
    terms = Terms(
        level=options.level(level) if level else "",
        marker=marker,
        precedence=precedence,
        purpose=options.word(purpose, "--purpose"),
    )
    if own_table == (file is not None):
        raise MalformedInput("name a file, or --own-table", place="import launches")
    with _progress(session) as bar:
        report = _read(file, bar)
        outcome = None if dry_run else _keep(session, report, terms, bar)
    if refused is not None:
        homes.write_public(refused, _csv(report))
    return Shown(_document(report, outcome), _pictures(report, outcome))


def _read(file: Path | None, bar: Progress) -> LaunchReport:
    if file is None:
        return report_of_table(launch_table.load())
    task = bar.add_task("reading", total=None)
    return launch_file.read(
        file, lambda done, total: bar.update(task, completed=done, total=total)
    )


def _keep(session: Session, report: LaunchReport, terms: Terms, bar: Progress) -> Imported:
    task = bar.add_task("sealing", total=len(report.accepted))
    return import_launches(
        session.node, report, terms, lambda done: bar.update(task, completed=done)
    )


def _progress(session: Session) -> Progress:
    """A bar on standard error, for people at a terminal only."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=session.errors,
        transient=True,
        disable=session.as_json or not session.errors.is_terminal,
    )


def _document(report: LaunchReport, outcome: Imported | None) -> dict[str, object]:
    return {
        "rows": report.rows,
        "accepted": len(report.accepted),
        "refused": [msgspec.to_builtins(each) for each in report.refused],
        "by_precision": report.by_precision(),
        "by_reason": report.by_reason(),
        "notes": report.notes,
        "added": None if outcome is None else outcome.added,
        "held_already": None if outcome is None else outcome.held,
    }


def _pictures(report: LaunchReport, outcome: Imported | None) -> tuple[RenderableType, ...]:
    counted = pictures.table("Rows", "Count>")
    for precision, count in report.by_precision().items():
        counted.add_row(f"accepted, time to the {precision}", str(count))
    for reason, count in report.by_reason().items():
        counted.add_row(Text(f"refused: {reason}", style="red"), str(count))
    counted.add_section()
    counted.add_row(Text("all rows", style="bold"), Text(str(report.rows), style="bold"))
    lines = [f"{each.place}: {each.reason}" for each in report.refused[:REFUSED_SHOWN]]
    if len(report.refused) > REFUSED_SHOWN:
        lines.append(f"and {len(report.refused) - REFUSED_SHOWN} more: --refused FILE has all")
    return (
        counted,
        pictures.bullets(lines, style="red"),
        pictures.bullets(report.notes, style="yellow"),
        Text(_said(outcome), style="bold green"),
    )


def _said(outcome: Imported | None) -> str:
    if outcome is None:
        return "Nothing was kept: this was a dry run."
    kept = ", each as it was marked then" if outcome.held else ""
    return f"{len(outcome.added)} products added, {len(outcome.held)} held already{kept}."


def _csv(report: LaunchReport) -> bytes:
    """Refused rows as RFC 4180 text: place and reason, no content."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("place", "reason"))
    writer.writerows((each.place, each.reason) for each in report.refused)
    return text.getvalue().encode()
