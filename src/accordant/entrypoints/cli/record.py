"""`inbox`, `show` and `outbox`: what arrived, what was said, and one item's whole life."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import RenderableType
from rich.text import Text

from accordant.entrypoints.cli import pictures
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.operations import queries
from accordant.operations.queries import (
    DecisionView,
    ItemView,
    LeafView,
    Life,
    OutboxView,
)
from accordant.operations.relations import Mark

PANEL = "The record"

LimitOption = Annotated[int, typer.Option(min=1, max=100_000, help="How many, newest first.")]


def add_to(app: typer.Typer) -> None:
    """Put the commands of this file where people find them."""
    command(app, "inbox", panel=PANEL, example="accordant inbox --limit 20")(inbox)
    command(app, "show", panel=PANEL, example="accordant show JPN/2018/000012")(show)
    command(app, "outbox", panel=PANEL, example="accordant outbox")(outbox)


def inbox(session: Session, *, limit: LimitOption = 50) -> Shown:
    """List what arrived: numbered, at whose level and at ours, accepted or quarantined."""
    found = queries.inbox(session.node, limit)
    rows = (
        (
            each.number,
            f"{each.product}\nversion {each.version} from {each.origin}",
            f"{each.level}\n{each.own_level or '—'}",
            Text.assemble(pictures.marker(each.marker), "\n", each.precedence),
            _standing(each),
        )
        for each in found
    )
    headings = ("Register!", "Item!", "Level!", "Marker!", "State")
    return Shown(found, (pictures.filled(headings, rows, "Nothing has arrived."),))


def _standing(item: ItemView) -> Text:
    """How an item is held; where it is kept apart, by which articles. `show` has them always."""
    said = pictures.styled(item.state)
    if item.state == "quarantined":
        said = Text.assemble(said, "\nArt. ", pictures.articles(item.because))
    for mark in item.marks:
        said = Text.assemble(said, "\n", (_mark(mark), "bold red"))
    return said


_MARKS = {"corrects": "corrected", "retracts": "retracted"}


def _mark(mark: Mark) -> str:
    """What a later item made of this one: `retracted by KOR-4f2k9`."""
    return f"{_MARKS[mark.kind]} by {mark.by}"


def outbox(session: Session, *, limit: LimitOption = 50) -> Shown:
    """List what was decided to be said, and what became of it."""
    found = queries.outbox(session.node, limit)
    return Shown(found, (_messages(session, found, "Nothing was decided to be said."),))


def show(
    session: Session,
    name: Annotated[
        str, typer.Argument(metavar="ID", help="An item's identifier, or a register number.")
    ],
) -> Shown:
    """Show one item's whole life: held, decided, said, cosigned, received, registered."""
    found = queries.life(session.node, name)
    return Shown(found, tuple(_life(session, found)))


def _life(session: Session, life: Life) -> list[RenderableType]:
    shown = [_item(session, item) for item in life.items]
    shown += [_heading("Decisions"), _decisions(session, life.decisions)]
    if life.said:
        shown.append(_heading("Said to partners"))
        shown.append(_messages(session, life.said, ""))
        shown += [_leaf(session, each.leaf) for each in life.said if each.leaf is not None]
    if life.heard:
        shown.append(_heading("Came in"))
        shown += [_leaf(session, leaf) for leaf in life.heard]
    return shown


def _heading(text: str) -> Text:
    return Text(f"\n{text}", style="bold")


def _item(session: Session, item: ItemView) -> RenderableType:
    own = item.origin == "own"
    return pictures.facts(
        [
            ("item", f"{item.product} version {item.version}"),
            ("from", "this party" if own else item.origin),
            ("state", pictures.styled(item.state)),
            ("registered as", item.number),
            ("level", f"{item.level}, here {item.own_level}" if item.own_level else item.level),
            ("marker", pictures.marker(item.marker)),
            ("precedence", item.precedence),
            ("originators", " ".join(item.originators)),
            ("standing", Text("\n".join(map(_mark, item.marks)), style="bold red")),
            ("relations", ", ".join(f"{each.kind} {each.product}" for each in item.relations)),
            ("information of", " ".join(item.reached)),
            ("purpose", item.purpose),
            ("for post", item.post),
            ("under", item.held_under),
            ("kept" if own else "arrived", session.time(item.arrived)),
            ("decided by", pictures.places(item.because) if item.because else ""),
        ]
    )


def _decisions(session: Session, decisions: tuple[DecisionView, ...]) -> RenderableType:
    rows = (
        (
            str(each.identifier),
            session.time(each.at),
            f"{'to' if each.direction == 'outbound' else 'from'} {each.partner}",
            pictures.styled(each.outcome),
            pictures.places(each.because),
        )
        for each in decisions
    )
    return pictures.filled(("No.>", "At!", "", "Outcome!", "By"), rows, "Nothing was decided yet.")


def _messages(session: Session, messages: tuple[OutboxView, ...], empty: str) -> RenderableType:
    rows = (
        (
            str(each.sequence),
            each.partner,
            f"{each.type}, {each.precedence}\n{each.product}".rstrip(),
            Text.assemble(
                pictures.styled(each.state), "\n", session.time(each.settled or each.at)
            ),
            _answer(each),
        )
        for each in messages
    )
    headings = ("No.>", "To", "What!", "State!", "Partner")
    return pictures.filled(headings, rows, empty)


def _answer(message: OutboxView) -> Text:
    leaf = message.leaf
    if leaf is None:
        return Text(message.reason or "—")
    if leaf.answer:
        return Text.assemble(pictures.styled(leaf.answer), f"\n{leaf.number or leaf.code}")
    return Text("cosigned" if leaf.cosigned else "not yet")


def _leaf(session: Session, leaf: LeafView) -> RenderableType:
    return pictures.facts(
        [
            ("leaf", f"{leaf.index} of {leaf.origin}"),
            ("hash", leaf.leaf),
            ("cosigned", "yes" if leaf.cosigned else "not yet"),
            ("answer", f"{leaf.answer} {leaf.number or leaf.code}".strip()),
            ("answered", session.time(leaf.answered) if leaf.answered is not None else ""),
        ]
    )
