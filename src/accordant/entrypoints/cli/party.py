"""`party`: what this party says of itself, and saying it anew under the next number."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, get_args

import typer
from rich.text import Text

from accordant.entrypoints.cli import options, pictures
from accordant.entrypoints.cli.partner import PANEL
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.envelope.keys import fingerprint
from accordant.errors import MalformedInput
from accordant.model.statement import Authority, PartyStatement
from accordant.operations.partners import read_statement

AUTHORITIES: tuple[Authority, ...] = get_args(Authority)


def add_to(app: typer.Typer) -> None:
    """Put the commands of this file where people find them."""
    group = typer.Typer(help="This party: its key, address and officers, as it states them.")
    app.add_typer(group, name="party", rich_help_panel=PANEL)
    command(group, "show", example="accordant party show")(show)
    command(
        group,
        "restate",
        example="accordant party restate --officer night-desk:approve,consent --dismiss old-desk",
    )(restate)


def show(session: Session) -> Shown:
    """Show this party's newest statement: number, fingerprint, address and officers."""
    return _shown(session, session.node.statement, ())


def restate(
    session: Session,
    *,
    address: Annotated[
        str, typer.Option(metavar="HOST:PORT", help="Where partners reach this node from now on.")
    ] = "",
    officer: Annotated[
        list[str] | None,
        typer.Option(
            metavar="POST:MAY,MAY",
            help="Appoint a post with a new key: adopt, notify, order, approve, consent, assure, "
            "designate. "
            "A post that is there gets a new key; what the old one signs is believed no more.",
        ),
    ] = None,
    dismiss: Annotated[
        list[str] | None, typer.Option(metavar="POST", help="A post that may sign no more.")
    ] = None,
    keep: options.KeepOption = "file",
    party_key: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The party key, brought from where it is kept offline."),
    ] = None,
) -> Shown:
    """Sign the next party statement with the party key, and tell every partner."""
    if address:
        options.address(address, "--address")
    appointed = dict(_appointment(each) for each in officer or ())
    if not (address or appointed or dismiss):
        raise MalformedInput("nothing to state anew: give --address, --officer or --dismiss")
    envelope, told = session.opened.restate(
        address=address,
        appointed=appointed,
        dismissed=frozenset(dismiss or ()),
        party_key=party_key,
        kept_in=keep,
    )
    return _shown(session, read_statement(envelope), told)


def _appointment(text: str) -> tuple[str, tuple[Authority, ...]]:
    post, _, words = text.partition(":")
    may = tuple(word for word in AUTHORITIES if word in words.split(","))
    if not may or len(may) != len(words.split(",")):
        raise MalformedInput(
            f"`{text[:60]}` is not POST:MAY,MAY",
            hint=f"What a post may: {', '.join(AUTHORITIES)}.",
        )
    return post, may


def _shown(session: Session, statement: PartyStatement, told: tuple[str, ...]) -> Shown:
    key = fingerprint(statement.party_key)
    officers = {each.post: list(each.authority) for each in statement.officers}
    document = {
        "party": statement.party,
        "number": statement.number,
        "issued": statement.issued,
        "fingerprint": key,
        "address": statement.address,
        "officers": officers,
        "told": list(told),
    }
    rows = [(post, ", ".join(may)) for post, may in officers.items()]
    pairs = (
        ("Party", statement.party),
        ("Statement", str(statement.number)),
        ("Issued", session.time(statement.issued)),
        ("Address", statement.address),
        ("Told", ", ".join(told)),
    )
    pictured = (
        pictures.facts(pairs),
        Text(pictures.grouped(key), style="bold cyan"),
        pictures.filled(("Post", "May"), rows, "No officer."),
    )
    return Shown(document, pictured)
