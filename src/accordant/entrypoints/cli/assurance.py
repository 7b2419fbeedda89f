"""`assurance`: this party's word that a post of its own is cleared, in need and protects alike."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from accordant.entrypoints.cli import options, pictures
from accordant.entrypoints.cli.options import OfficerOption, UntilOption
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.model.act import AssuranceGiven
from accordant.model.case import Assurance
from accordant.operations import queries

PANEL = "People and partners"


def add_to(app: typer.Typer) -> None:
    """Put the commands of this file where people find them."""
    group = typer.Typer(help="Assurances about posts, given by a recipient before anything comes.")
    app.add_typer(group, name="assurance", rich_help_panel=PANEL)
    command(
        group,
        "give",
        example="accordant assurance give --to KOR --post JPN:DIH/watch --level JPN:tokutei "
        "--as security-authority",
    )(give)
    command(group, "list", example="accordant assurance list")(list_)


def give(
    session: Session,
    *,
    to: Annotated[str, typer.Option(metavar="PARTY", help="The providing party.")],
    post: Annotated[
        str, typer.Option(metavar="POST", help="A post of this party, as `JPN:DIH/watch`.")
    ],
    level: Annotated[
        str, typer.Option(metavar="LEVEL", help="The highest level it is cleared for, own term.")
    ],
    officer: OfficerOption,
    until: UntilOption = "",
) -> Shown:
    """Assure a partner that a post is cleared, in need, and will protect what it is given."""
    party, now = session.node.party, session.node.clock.now()
    assurance = Assurance(
        party=party,
        to=options.party(to),
        post=options.post(post, party),
        level=options.level(level),
        clearance=True,
        need=True,
        protection=True,
        given=now,
        until=options.instant_or_none(until, "--until"),
    )
    recorded = session.sign(AssuranceGiven(party, assurance, now), officer)
    document = {"assurance": assurance, "digest": recorded.digest, "told": recorded.told}
    return Shown(document, (Text(f"{to} is assured of {post} up to {level}.", style="green"),))


def list_(session: Session) -> Shown:
    """List the assurances given and received."""
    acts = queries.acts_of_kind(session.node, "assurance-given/1")
    found = [act.assurance for act in acts if isinstance(act, AssuranceGiven)]
    rows = (
        (
            each.party,
            each.to,
            each.post,
            each.level,
            f"{session.time(each.given)}\n{session.time(each.until)}",
        )
        for each in found
    )
    headings = ("By", "To", "Post!", "Level!", "Given, until!")
    return Shown(found, (pictures.filled(headings, rows, "No assurance was given or received."),))
