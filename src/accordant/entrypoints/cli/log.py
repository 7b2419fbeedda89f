"""`log`: the logs of every link, and documents for a reader who trusts nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer
from rich.text import Text

from accordant import canonical
from accordant.adapters import home as homes
from accordant.entrypoints.cli import options, pictures
from accordant.entrypoints.cli.options import NewFile
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.envelope.keys import fingerprint
from accordant.operations import exporting, queries
from accordant.operations.partners import statement_of

PANEL = "The record"

PartnerArgument: TypeAlias = Annotated[
    str, typer.Argument(metavar="PARTNER", help="The party at the other end, as `JPN`.")
]
HeardOption: TypeAlias = Annotated[
    bool, typer.Option("--heard", help="The partner's log to us instead of ours to the partner.")
]


def add_to(app: typer.Typer) -> None:
    """Put the commands of this file where people find them."""
    group = typer.Typer(help="The logs both sides sign: list, export, prove one item.")
    app.add_typer(group, name="log", rich_help_panel=PANEL)
    command(group, "list", example="accordant log list")(list_)
    command(group, "export", example="accordant log export JPN kor-jpn.json")(export)
    command(group, "prove", example="accordant log prove JPN 12 proof.json")(prove)


def list_(session: Session) -> Shown:
    """List the logs: what this party said, what it heard, and the node's own."""
    found = queries.logs(session.node)
    rows = ((e.origin, str(e.size), str(e.cosigned_size), str(e.processed)) for e in found)
    headings = ("Log", "Leaves>", "Cosigned>", "Processed>")
    return Shown(found, (pictures.filled(headings, rows, "No log has begun."),))


def export(
    session: Session,
    partner: PartnerArgument,
    file: NewFile,
    *,
    heard: HeardOption = False,
    opened: Annotated[
        bool,
        typer.Option("--opened", help="Open every statement known here; else only commitments."),
    ] = False,
) -> Shown:
    """Write a whole log as both sides signed it, for the independent verifier."""
    partner = options.party(partner, "PARTNER")
    document = exporting.export_log(
        session.node, session.opened.own_statement(), partner, heard=heard, opened=opened
    )
    data = canonical.encode(document)
    said = f"{len(document.entries)} leaves of {document.origin}, {len(document.opened)} opened"
    return _written(session, partner, file, data, said=said)


def prove(
    session: Session,
    partner: PartnerArgument,
    index: Annotated[int, typer.Argument(min=0, metavar="INDEX", help="The leaf, from 0.")],
    file: NewFile,
    *,
    heard: HeardOption = False,
    case: Annotated[
        bool,
        typer.Option("--case", help="Show also the case a release of ours was decided on."),
    ] = False,
) -> Shown:
    """Write the proof that one leaf stands in the log both sides signed.

    A release commits to its case and says nothing of it. With `--case` the reader sees the whole
    case, its approvals and consents included, and that the release was decided on it.
    """
    partner = options.party(partner, "PARTNER")
    document = exporting.prove_item(
        session.node, session.opened.own_statement(), partner, index, heard=heard, with_case=case
    )
    data = canonical.encode(document)
    return _written(session, partner, file, data, said=f"The proof of leaf {index}")


def _written(session: Session, partner: str, file: Path, data: bytes, *, said: str) -> Shown:
    """Record that the document leaves, then write it: nothing leaves off the record."""
    exporting.record_export(session.node, partner, data)
    homes.write_public(file, data)
    prints = {session.node.party: fingerprint(session.node.statement.party_key)}
    row = session.node.store.read(lambda reading: reading.partner(partner))
    if row is not None:
        prints[partner] = fingerprint(statement_of(row).party_key)
    lines = [f"{said}, in {file}.", "The verifier asks for the fingerprints of both parties:"]
    lines += [f"  {party}  {each}" for party, each in prints.items()]
    document = {"file": str(file), "bytes": len(data), "fingerprints": prints}
    return Shown(document, (Text("\n".join(lines)),))
