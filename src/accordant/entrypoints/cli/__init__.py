"""`accordant`, the command line: one file for each group of commands.

Every command is a function that returns what it has to show; `session` gives it the node and
prints the answer, `running` turns errors into words and exit statuses. docs/commands.md lists all.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_group

from accordant.entrypoints.cli import (
    assurance,
    calendar,
    consent,
    deciding,
    demo,
    fact,
    instrument,
    label,
    launches,
    log,
    node,
    note,
    officer,
    order,
    partner,
    party,
    product,
    record,
    status,
    timeline,
)
from accordant.entrypoints.cli.running import run

GROUPS = (
    node, demo, party, officer, partner, assurance, consent, instrument, note, fact, status,
    timeline, calendar, order, launches, label, product, deciding, record, log,
)  # fmt: skip

ORDER = (
    "init", "serve", "demo", "party", "officer", "partner", "assurance", "consent", "instrument",
    "note", "status", "timeline", "calendar", "fact", "incidents", "order", "import", "product",
    "label", "decide",
    "release", "approve", "inbox", "show", "outbox", "log",
)  # fmt: skip


class _InOrder(TyperGroup):
    """Lists commands under their headings in the order a node is used, not of registration."""

    def list_commands(self, context: Any) -> list[str]:
        """The names in order."""
        names = super().list_commands(context)
        return sorted(names, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))


def build() -> typer.Typer:
    """The whole command line."""
    app = typer.Typer(
        cls=_InOrder,
        help="Share intelligence with allies as fast as the threat needs and only as the "
        "agreements allow.",
        epilog="Exit status: 0 done or release, 10 withhold, 11 refer; 2 officer, 3 law, "
        "4 partner, 5 operator. Every command takes --home and --json.",
        no_args_is_help=True,
        context_settings={"help_option_names": ["--help", "-h"]},
        add_completion=False,
    )
    for group in GROUPS:
        group.add_to(app)
    return app


@cache
def program() -> TyperGroup:
    """The whole command line, ready to be run any number of times."""
    return get_group(build())


def program_for(arguments: Sequence[str]) -> TyperGroup:
    """The command line as far as one line of it needs it.

    Making seventy commands ready takes longer than most of them run. The groups that a line does
    not name are left out; one that names none, or asks for help first, gets the whole.
    """
    app = build()
    named = [each for each in app.registered_groups if each.name in arguments]
    if any(each.name in arguments for each in app.registered_commands) or named:
        app.registered_groups = named
    return get_group(app)


def main() -> None:
    """The entry point `accordant`."""
    arguments = sys.argv[1:]
    sys.exit(run(program_for(arguments), arguments))
