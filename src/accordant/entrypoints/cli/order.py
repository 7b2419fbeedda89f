"""`order`: a releasing authority's standing orders: hold, sign, revoke."""

from __future__ import annotations

import typer
from rich.text import Text

from accordant.entrypoints.cli import texts
from accordant.entrypoints.cli.instrument import PANEL, IdArgument, SourceArgument
from accordant.entrypoints.cli.options import OfficerOption
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.errors import UnknownInstrument
from accordant.law.instrument import Instrument
from accordant.model.act import OrderRevoked, OrderSigned
from accordant.operations import standing
from accordant.operations import texts as held


def add_to(app: typer.Typer) -> None:
    """Put the commands of this file where people find them."""
    group = typer.Typer(help="Standing orders: what may be released without asking a person.")
    app.add_typer(group, name="order", rich_help_panel=PANEL)
    command(group, "list", example="accordant order list")(list_)
    command(group, "add", example="accordant order add kor-order-launch-reports")(add)
    command(
        group,
        "sign",
        example="accordant order sign kor-order-launch-reports --as releasing-authority",
    )(sign)
    command(
        group,
        "revoke",
        example="accordant order revoke kor-order-launch-reports --as releasing-authority",
    )(revoke)


def list_(session: Session) -> Shown:
    """List the orders held and whether each is signed."""
    found = [each for each in standing.standings(session.node) if each.kind == "order"]
    return Shown(found, (texts.listed(found, "No order is held here."),))


def add(session: Session, source: SourceArgument) -> Shown:
    """Hold an order here. It lets nothing go until it is signed."""
    return texts.add(session, source, "order")


def sign(session: Session, identifier: IdArgument, *, officer: OfficerOption) -> Shown:
    """Sign an order. From now on what it covers goes without asking a person."""
    text = _order(session, identifier)
    act = OrderSigned(
        session.node.party, text.identifier, text.clauses_digest, session.node.clock.now()
    )
    digest = session.sign(act, officer).digest
    return Shown({"act": act, "digest": digest}, (Text(f"{text.identifier} is signed.", "green"),))


def revoke(session: Session, identifier: IdArgument, *, officer: OfficerOption) -> Shown:
    """Revoke an order. From now on what it covered is decided by a person."""
    text = _order(session, identifier)
    act = OrderRevoked(
        session.node.party, text.identifier, text.clauses_digest, session.node.clock.now()
    )
    digest = session.sign(act, officer).digest
    return Shown({"act": act, "digest": digest}, (Text(f"{text.identifier} is revoked.", "red"),))


def _order(session: Session, identifier: str) -> Instrument:
    text = held.find(session.node, identifier)
    if text.kind != "order":
        raise UnknownInstrument(f"`{identifier}` is an instrument, not an order")
    return text
