"""`consent`: the originator's prior written approval for one onward release of its item."""

from __future__ import annotations

from typing import Annotated

import typer
from msgspec import UNSET
from rich.text import Text

from accordant.entrypoints.cli import options, pictures
from accordant.entrypoints.cli.options import OfficerOption, UntilOption, VersionOption
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.model.act import ConsentGiven
from accordant.model.case import Consent
from accordant.operations import queries

PANEL = "People and partners"


def add_to(app: typer.Typer) -> None:
    """Put the commands of this file where people find them."""
    group = typer.Typer(help="Consents of originators to passing an item on.")
    app.add_typer(group, name="consent", rich_help_panel=PANEL)
    command(
        group,
        "give",
        example="accordant consent give KOR-4f2k9 --for AUS --purpose dprk-missile-threat "
        "--to JPN --as releasing-authority",
    )(give)
    command(group, "list", example="accordant consent list")(list_)


def give(
    session: Session,
    product: Annotated[str, typer.Argument(metavar="PRODUCT", help="The item it is about.")],
    *,
    recipient: Annotated[
        str, typer.Option("--for", metavar="PARTY", help="Who may then receive the item.")
    ],
    purpose: Annotated[str, typer.Option(metavar="WORD", help="For what, and for nothing else.")],
    to: Annotated[str, typer.Option(metavar="PARTY", help="The holder who may pass it on.")],
    officer: OfficerOption,
    organ: Annotated[
        str, typer.Option(metavar="ORGAN", help="In the name of this organ of ours: KOR:DIA.")
    ] = "",
    version: VersionOption = 1,
    until: UntilOption = "",
    contractor: Annotated[
        bool,
        typer.Option("--contractor", help="For a contractor of the recipient's, and only that."),
    ] = False,
) -> Shown:
    """Consent, as originator, to a holder's passing on one version of one item.

    A consent is for exactly this originator, item, version, recipient and purpose: an organ that
    controls its item consents by its own name, and a consent to the government is none to its
    contractor.
    """
    party, now = session.node.party, session.node.clock.now()
    consent = Consent(
        originator=options.organ(organ, party) if organ else party,
        product=product,
        version=version,
        recipient=options.party(recipient, "--for"),
        purpose=options.purpose(purpose),
        given=now,
        until=options.instant_or_none(until, "--until"),
        contractor=contractor or UNSET,
    )
    holder = options.party(to)
    recorded = session.sign(ConsentGiven(party, consent, now), officer, tell=(holder,))
    document = {"consent": consent, "digest": recorded.digest, "told": recorded.told}
    whom = _whom(consent)
    said = f"{holder} may release {product} version {version} to {whom} for {purpose}."
    return Shown(document, (Text(said, style="green"),))


def list_(session: Session) -> Shown:
    """List the consents given and received."""
    acts = queries.acts_of_kind(session.node, "consent-given/1")
    found = [act.consent for act in acts if isinstance(act, ConsentGiven)]
    rows = (
        (
            each.originator,
            f"{each.product}\nversion {each.version}",
            f"{_whom(each)}\n{each.purpose}",
            f"{session.time(each.given)}\n{session.time(each.until)}",
        )
        for each in found
    )
    headings = ("By", "Item!", "For, purpose!", "Given, until!")
    return Shown(found, (pictures.filled(headings, rows, "No consent was given or received."),))


def _whom(consent: Consent) -> str:
    """Who may receive the item."""
    return f"{'a contractor of ' if consent.contractor is True else ''}{consent.recipient}"
