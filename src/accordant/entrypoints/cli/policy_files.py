"""`label spif`: policy files (XML SPIF) from an agreement, and what a policy file says."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.text import Text

from accordant.adapters import home as homes
from accordant.adapters import terms_table
from accordant.adapters.clock import SystemClock
from accordant.canonical import digest_of_bytes
from accordant.entrypoints.cli import files, options, pictures
from accordant.entrypoints.cli.marked import OutOption, agreement
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.errors import MalformedInput
from accordant.labels.correspondence import (
    Compared,
    Correspondence,
    compared,
    correspondences,
    known,
    left_out,
    template,
)
from accordant.labels.markup import SIZE_MAX
from accordant.labels.policy_file import PolicyFile, parse
from accordant.labels.policy_writing import policy_file
from accordant.labels.terms import Policies

TLP_LEFT_OUT = "What the file says of TLP is left out: TLP is no level and equals none."
NO_AGREEMENT = "One nation's file is no agreement; it changes nothing here."


def add_to(group: typer.Typer) -> None:
    """Put the commands of this file where people find them."""
    spif = typer.Typer(help="Policy files of a nation, XML SPIF 2.1.")
    group.add_typer(spif, name="spif")
    command(
        spif, "export",
        example="accordant label spif export jpn-kor-gsomia-2016 --of KOR --out kor.spif.xml",
    )(export)  # fmt: skip
    command(
        spif, "import",
        example="accordant label spif import kor.spif.xml --against jpn-kor-gsomia-2016",
    )(import_)  # fmt: skip


def export(
    session: Session,
    instrument: Annotated[
        str, typer.Argument(metavar="INSTRUMENT", help="A literate file or packaged text.")
    ],
    *,
    of: Annotated[str, typer.Option("--of", metavar="PARTY", help="Whose policy, as `KOR`.")],
    created: Annotated[
        str, typer.Option(metavar="INSTANT", help="When the file was made; now if absent.")
    ] = "",
    out: OutOption = None,
) -> Shown:
    """Write a party's vocabulary with an agreement's table as its policy file.

    What such a file cannot say is told on the screen for errors.
    """
    text, rows = agreement(instrument, "INSTRUMENT")
    options.party(of, "--of")
    if of not in {each[:3] for each in text.parties}:
        parties = ", ".join(text.parties)
        raise MalformedInput(f"{of} is no party of {text.identifier}: {parties}", place="--of")
    now = options.instant_or_none(created, "--created") or SystemClock().now()
    made = policy_file(of, text.parties, rows, terms_table.load(), created=now)
    document = {"policy": of, "file": made.document.decode(), "unsaid": made.unsaid}
    if not session.as_json:
        for each in made.unsaid:
            session.errors.print(Text(each, style="yellow"), soft_wrap=True)
    if out is not None:
        homes.write_public(out, made.document)
        return Shown(document, (Text(f"The policy file is written to {out}.", style="green"),))
    if session.as_json:
        return Shown(document)
    sys.stdout.write(made.document.decode())
    return Shown(document, written=True)


def import_(
    session: Session,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="A policy file, XML SPIF.")],
    *,
    against: Annotated[
        str, typer.Option(metavar="FILE|ID", help="An agreement to compare its table with.")
    ] = "",
    drafted: Annotated[
        bool, typer.Option("--template", help="Write rows of a clause, to draft from.")
    ] = False,
) -> Shown:
    """Say what a nation's policy file says. It never becomes an agreement by itself."""
    del session
    policies = terms_table.load()
    data = files.read(file, SIZE_MAX)
    name = Path(file).name
    read = parse(data, name)
    found = correspondences(read, policies)
    rows: Sequence[Compared] = ()
    if against:
        _, table = agreement(against, "--against")
        if known(read.name, read.oid, policies) is None:
            raise MalformedInput(
                f"the policy `{read.name[:40]}` {read.oid} is of no known vocabulary",
                hint="Without --against the file is shown as it is.",
            )
        rows = compared(found, table, read.name)
    said = template(found, f"{name}, SHA-256 {digest_of_bytes(data)}") if drafted else ""
    remarks = [*read.remarks, *([TLP_LEFT_OUT] if left_out(read, policies) else ())]
    document = {
        "policy": read.name,
        "oid": read.oid,
        "schema": read.schema,
        "created": read.created,
        "classifications": read.classifications,
        "tag_sets": read.tag_sets,
        "equivalent_policies": read.equivalents,
        "correspondences": found,
        "compared": rows,
        "template": said,
        "remarks": remarks,
    }
    shown = [*_pictures(read, found, policies), *_compared(rows)]
    shown += [Text(said)] if said else []
    shown += [pictures.bullets(remarks, style="yellow"), Text(NO_AGREEMENT, style="dim")]
    return Shown(document, tuple(shown))


def _pictures(
    read: PolicyFile, found: Sequence[Correspondence], policies: Policies
) -> list[RenderableType]:
    vocabulary = known(read.name, read.oid, policies)
    rows = []
    for each in read.classifications:
        term = vocabulary.named(each.name) if vocabulary else None
        equals = (
            f"{one.equal or f'{one.policy} {one.code}'} ({one.applied})"
            for one in found
            if one.name == each.name
        )
        rows.append(
            (
                each.name + (" (obsolete)" if each.obsolete else ""),
                term.level if term else "—",
                str(each.code),
                str(each.hierarchy),
                "yes" if each.needs_list else "no",
                "\n".join(equals),
            )
        )
    sets = (
        (each.name, ", ".join(each.types), str(len(each.categories))) for each in read.tag_sets
    )
    headings = ("Classification", "Level!", "Number>", "Order>", "Needs a list!", "Equals (when)")
    return [
        pictures.facts(
            [
                ("policy", f"{read.name} {read.oid}"),
                ("known here", vocabulary.party if vocabulary else "no"),
                ("schema", read.schema),
                ("created", read.created),
            ]
        ),
        pictures.filled(headings, rows, "No classification."),
        pictures.filled(("Tag set", "Type", "Categories>"), sets, "No tag set."),
    ]


def _compared(rows: Sequence[Compared]) -> list[RenderableType]:
    if not rows:
        return []
    listed = ((each.level, each.equal, each.agreement, each.applied or "—") for each in rows)
    headings = ("Level!", "Equal!", "File and table", "In the file at")
    return [pictures.filled(headings, listed, "")]
