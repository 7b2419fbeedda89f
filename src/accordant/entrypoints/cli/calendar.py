"""`calendar`: what falls due under the agreements, on the screen or for any calendar program."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from accordant.adapters import home as homes
from accordant.adapters.clock import SystemClock
from accordant.entrypoints.cli import options, pictures, told
from accordant.entrypoints.cli.answer import language
from accordant.entrypoints.cli.law_words import said_of, said_of_all
from accordant.entrypoints.cli.options import LanguageOption
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.operations import standing
from accordant.operations.calendar import dues_of

PANEL = "The law"


def add_to(app: typer.Typer) -> None:
    """Put the command of this file where people find it."""
    command(
        app, "calendar", panel=PANEL, example="accordant calendar --out deadlines.ics"
    )(calendar)  # fmt: skip


def calendar(
    session: Session,
    *,
    at: Annotated[
        str, typer.Option(metavar="INSTANT", help="What is due from then on; now if absent.")
    ] = "",
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write an iCalendar file, RFC 5545.")
    ] = None,
    story: Annotated[
        bool, typer.Option("--story", help="By the packaged texts and story; needs no node.")
    ] = False,
    spoken: LanguageOption = "en",
) -> Shown:
    """Say what falls due: last days for a notice, ends of terms, last days in force.

    Where the text leaves open how days are counted, each way stands in it, the earliest first.
    """
    clock = SystemClock() if story else session.node.clock
    now = options.instant_or_none(at, "--at") or clock.now()
    matters = told.matters() if story else standing.matters(session.node, now)
    tongue = language(spoken)
    dues = dues_of(matters, now, tongue)
    if out is not None:
        from accordant.adapters import calendar_file  # noqa: PLC0415  other commands start sooner

        homes.write_public(out, calendar_file.encode(dues, stamped=clock.now()))
    rows = (
        (f"{due.day} {due.zone}", said_of(due.counted, tongue), due.article or "—", due.title)
        for due in dues
    )
    headings = said_of_all(("Due!", "Counted!", "Art.!", "What"), tongue)
    pictures_ = [pictures.filled(headings, rows, said_of("Nothing falls due.", tongue))]
    if out is not None:
        pictures_.append(Text(f"{len(dues)} events written to {out}.", style="green"))
    return Shown(dues, tuple(pictures_))
