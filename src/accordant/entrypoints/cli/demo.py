"""`demo`: three nodes on this machine, and real launches over real links."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

PANEL = "The node"


def add_to(app: typer.Typer) -> None:
    """Put the command where people find it; it makes homes of its own and answers on screen."""
    epilog = "[bold]Example:[/bold] accordant demo --keep"
    app.command("demo", epilog=epilog, rich_help_panel=PANEL)(demo)


def demo(
    *,
    keep: Annotated[
        bool, typer.Option("--keep", help="Leave the nodes running and say what to try.")
    ] = False,
    home: Annotated[
        Path, typer.Option(metavar="DIR", help="Directory for the demo's nodes.")
    ] = Path("demo-nodes"),
    picture: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also write what was shown as a picture (SVG)."),
    ] = None,
) -> int:
    """Run three nodes as processes on this machine and replay real launches between them.

    Exit status 0 when everything came out as the script says.
    """
    from accordant.entrypoints.demo import run  # noqa: PLC0415  other commands start sooner

    return run(keep, home, picture)
