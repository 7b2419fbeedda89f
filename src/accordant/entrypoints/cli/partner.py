"""`partner`: exchange party statements and compare fingerprints, once, between people."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from accordant.adapters import home as homes
from accordant.entrypoints.cli import files, pictures
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.envelope.keys import fingerprint as fingerprint_of
from accordant.errors import FingerprintMismatch
from accordant.operations import partners, queries
from accordant.operations.queries import PartnerView

PANEL = "People and partners"
KEY_SHOWN = 11  # characters of a fingerprint in a list: its first two groups


def add_to(app: typer.Typer) -> None:
    """Put the commands of this file where people find them."""
    group = typer.Typer(help="Other parties' nodes, each pinned by its party key.")
    app.add_typer(group, name="partner", rich_help_panel=PANEL)
    command(group, "export", example="accordant partner export kor.json")(export)
    command(group, "add", example="accordant partner add jpn.json")(add)
    command(group, "list", example="accordant partner list")(list_)


def export(
    session: Session,
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help="Where to write; `-` is standard output.")
    ],
) -> Shown:
    """Write this party's signed statement, to be given to partners by any means."""
    statement = session.opened.own_statement()
    own = session.node.statement
    fingerprint = fingerprint_of(own.party_key)
    if file == "-":
        sys.stdout.write(statement.decode() + "\n")
        session.errors.print(f"{own.party} {fingerprint}", soft_wrap=True)
        return Shown(None, written=True)
    homes.write_public(Path(file), statement)
    return Shown(
        {"party": own.party, "number": own.number, "file": file, "fingerprint": fingerprint},
        (
            Text(f"Statement {own.number} of {own.party} is in {file}."),
            Text("Whoever adds it compares this fingerprint with you, by telephone:\n"),
            Text(pictures.grouped(fingerprint), style="bold cyan"),
        ),
    )


def add(
    session: Session,
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help="The statement the partner exported.")
    ],
    *,
    fingerprint: Annotated[
        str,
        typer.Option(
            metavar="TEXT",
            help="What the other side read out; asked for if absent. Blanks and dashes are free.",
        ),
    ] = "",
) -> Shown:
    """Pin a partner, once a person compared its fingerprint with the other side."""
    envelope = files.read(file, partners.STATEMENT_SIZE_MAX).rstrip(b"\n")
    statement = partners.add(session.node, envelope, fingerprint or _ask(session, envelope))
    document = {
        "party": statement.party,
        "number": statement.number,
        "address": statement.address,
        "fingerprint": fingerprint_of(statement.party_key),
    }
    said = f"{statement.party} is a partner now: statement {statement.number}, "
    return Shown(document, (Text(said + f"reached at {statement.address}.", style="green"),))


def _ask(session: Session, envelope: bytes) -> str:
    """Show the fingerprint the file claims, and have the officer type what they heard."""
    if session.as_json or not sys.stdin.isatty():
        raise FingerprintMismatch(
            "the fingerprint was not compared",
            hint="Give what the other side read out with --fingerprint.",
        )
    claimed = partners.read_statement(envelope)
    session.say(
        Text(f"The file says it is of {claimed.party}, with the party key\n"),
        Text(pictures.grouped(fingerprint_of(claimed.party_key)), style="bold cyan"),
        Text("\nCall the other side by a number you know. Do not read it to them: let them read"),
    )
    return str(typer.prompt("theirs, and type what you hear"))


def list_(session: Session) -> Shown:
    """List partners and how far each link has come.

    Said and heard are leaves of the two logs; of what we said, how many the partner cosigned.
    """
    found = queries.partners(session.node)
    headings = ("Party", "Key, address!", "No.>", "Said>", "Cosigned>", "Heard>", "Waiting>", "")
    picture = pictures.filled(headings, map(_row, found), "No partner is pinned here.")
    return Shown(found, (picture,))


def _row(partner: PartnerView) -> tuple[str | Text, ...]:
    link = partner.link
    return (
        partner.party,
        Text.assemble((partner.fingerprint[:KEY_SHOWN], "cyan"), f"\n{partner.address}"),
        str(partner.number),
        str(link.said),
        str(link.said_cosigned),
        str(link.heard),
        str(link.waiting),
        Text(f"stopped: {link.stopped}", style="bold red") if link.stopped else "",
    )
