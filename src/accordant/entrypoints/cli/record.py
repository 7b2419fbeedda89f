"""`inbox`, `show` and `outbox`: what arrived, what was said, and one item's whole life."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import msgspec
import typer
from rich.console import RenderableType
from rich.text import Text

from accordant.clauses import Language
from accordant.decision.explain import place_in_words
from accordant.decision.saying import value
from accordant.entrypoints.cli import explaining, pictures
from accordant.entrypoints.cli.answer import language
from accordant.entrypoints.cli.law_words import said_of, said_of_all
from accordant.entrypoints.cli.options import LanguageOption
from accordant.entrypoints.cli.own_level import designation_rows, here_label
from accordant.entrypoints.cli.product_files import standing
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.operations import queries
from accordant.operations.queries import (
    Because,
    DecisionView,
    ItemView,
    LeafView,
    Life,
    OutboxView,
)

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
            f"{each.level}\n{each.own_level or '—'}{_until(each)}",
            Text.assemble(pictures.marker(each.marker), "\n", each.precedence),
            _standing(each),
        )
        for each in found
    )
    headings = ("Register!", "Item!", "Level!", "Marker!", "State")
    return Shown(found, (pictures.filled(headings, rows, "Nothing has arrived."),))


def _until(item: ItemView) -> str:
    """Whether its own level stands only until the authority decides; `label pending` lists it."""
    undecided = item.choice is not None and item.choice.designated is None
    return "\nuntil designated" if undecided else ""


def _standing(item: ItemView) -> Text:
    """How an item is held; where it is kept apart, by which articles. `show` has them always."""
    said = pictures.styled(item.state)
    if item.state == "quarantined":
        said = Text.assemble(said, "\nArt. ", pictures.articles(item.because))
    if any(each.state == "awaited" for each in item.enclosures):
        said = Text.assemble(said, "\n", ("a file is still arriving", "yellow"))
    for mark in item.marks:
        said = Text.assemble(said, "\n", (pictures.mark_said(mark), "bold red"))
    return said


def outbox(session: Session, *, limit: LimitOption = 50) -> Shown:
    """List what was decided to be said, and what became of it."""
    found = queries.outbox(session.node, limit)
    return Shown(found, (_messages(session, found, "Nothing was decided to be said.", "en"),))


def show(
    session: Session,
    name: Annotated[
        str, typer.Argument(metavar="ID", help="An item's identifier, or a register number.")
    ],
    *,
    explain: Annotated[
        bool, typer.Option("--explain", help="Also explain each decision, by the texts held now.")
    ] = False,
    spoken: LanguageOption = "en",
) -> Shown:
    """Show one item's whole life: held, decided, said, cosigned, received, registered."""
    tongue = language(spoken)
    found = queries.life(session.node, name)
    if not explain:
        return Shown(found, tuple(_life(session, found, tongue)))
    past = explaining.past_decisions(session.node, found.decisions, tongue)
    document = msgspec.to_builtins(found) | {"explanations": [each.document() for each in past]}
    explained = [line for each in past for line in each.picture(session)]
    return Shown(document, (*_life(session, found, tongue), *explained))


def _life(session: Session, life: Life, spoken: Language) -> list[RenderableType]:
    shown = [_item(session, item, spoken) for item in life.items]
    shown += [_heading("Decisions", spoken), _decisions(session, life.decisions, spoken)]
    if life.said:
        shown.append(_heading("Said to partners", spoken))
        shown.append(_messages(session, life.said, "", spoken))
        shown += [_leaf(session, each.leaf, spoken) for each in life.said if each.leaf is not None]
    if life.heard:
        shown.append(_heading("Came in", spoken))
        shown += [_leaf(session, leaf, spoken) for leaf in life.heard]
    return shown


def _heading(label: str, spoken: Language) -> Text:
    return Text(f"\n{said_of(label, spoken)}", style="bold")


def _item(session: Session, item: ItemView, spoken: Language) -> RenderableType:
    own = item.origin == "own"
    level = value(item.level, spoken)
    if item.own_level:
        level = said_of(here_label(item), spoken, level=item.level, own=item.own_level)
    version = {"product": item.product, "version": str(item.version)}
    rows: list[tuple[str, str | Text]] = [
        ("item", said_of("{product} version {version}", spoken, **version)),
        ("from", said_of("this party", spoken) if own else value(item.origin, spoken)),
        ("state", _styled(item.state, spoken)),
        ("registered as", item.number),
        ("level", level),
        *designation_rows(session, item.choice, item.own_level, spoken),
        ("marker", Text(value(item.marker, spoken), pictures.MARKER_STYLES.get(item.marker, ""))),
        ("precedence", value(item.precedence, spoken)),
        ("originators", " ".join(value(each, spoken) for each in item.originators)),
        ("standing", Text("\n".join(map(pictures.mark_said, item.marks)), style="bold red")),
        ("made for", value(item.made_for, spoken)),
        ("made of", item.made_of),
        ("relations", ", ".join(f"{each.kind} {each.product}" for each in item.relations)),
        ("information of", " ".join(value(each, spoken) for each in item.reached)),
        ("purpose", value(item.purpose, spoken)),
        ("for post", item.post),
        ("under", item.held_under),
        ("kept" if own else "arrived", session.time(item.arrived)),
        ("decided by", _places(item.because, spoken) if item.because else ""),
        ("enclosed files", standing(item.enclosures, spoken)),
    ]
    return pictures.facts((said_of(name, spoken), said) for name, said in rows)


def _styled(word: str, spoken: Language) -> Text:
    return Text(value(word, spoken), style=pictures.OUTCOME_STYLES.get(word, ""))


def _settled(state: str, spoken: Language) -> Text:
    """A message that is held is held back; an item that is held is kept."""
    style = pictures.OUTCOME_STYLES.get(state, "")
    back = state == "held" and spoken != "en"
    return Text(value("held-back" if back else state, spoken), style=style)


def _places(because: Iterable[Because], spoken: Language) -> str:
    """The articles that decided under the name of each text."""
    if spoken == "en":
        return pictures.places(because)
    own = said_of("rule of the decision itself", spoken)
    said = (place_in_words(each.text, each.article, spoken) for each in because)
    return "; ".join(dict.fromkeys(filter(None, said))) or own


def _decisions(
    session: Session, decisions: tuple[DecisionView, ...], spoken: Language
) -> RenderableType:
    rows = (
        (
            str(each.identifier),
            session.time(each.at),
            said_of(
                "to {partner}" if each.direction == "outbound" else "from {partner}",
                spoken,
                partner=each.partner,
            ),
            _styled(each.outcome, spoken),
            _places(each.because, spoken),
        )
        for each in decisions
    )
    number, at, outcome = said_of_all(("No.>", "At!", "Outcome!"), spoken)
    by = "By" if spoken == "en" else said_of("Of", spoken)
    nothing = said_of("Nothing was decided yet.", spoken)
    return pictures.filled((number, at, "", outcome, by), rows, nothing)


def _messages(
    session: Session, messages: tuple[OutboxView, ...], empty: str, spoken: Language
) -> RenderableType:
    rows = (
        (
            str(each.sequence),
            value(each.partner, spoken),
            f"{_what(each, spoken)}\n{each.product}".rstrip(),
            Text.assemble(
                _settled(each.state, spoken), "\n", session.time(each.settled or each.at)
            ),
            _answer(each, spoken),
        )
        for each in messages
    )
    headings = said_of_all(("No.>", "To", "What!", "State!", "Partner"), spoken)
    return pictures.filled(headings, rows, empty)


def _what(message: OutboxView, spoken: Language) -> str:
    return f"{value(message.type, spoken)}, {value(message.precedence, spoken)}"


def _answer(message: OutboxView, spoken: Language) -> Text:
    leaf = message.leaf
    if leaf is None:
        return Text(value(message.reason, spoken) or "—")
    if leaf.answer:
        return Text.assemble(_styled(leaf.answer, spoken), f"\n{leaf.number or leaf.code}")
    return Text(said_of("cosigned" if leaf.cosigned else "not yet", spoken))


def _leaf(session: Session, leaf: LeafView, spoken: Language) -> RenderableType:
    place = {"index": str(leaf.index), "origin": leaf.origin}
    rows = [
        ("leaf", said_of("{index} of {origin}", spoken, **place)),
        ("hash", leaf.leaf),
        ("cosigned", said_of("yes" if leaf.cosigned else "not yet", spoken)),
        ("answer", f"{value(leaf.answer, spoken)} {leaf.number or leaf.code}".strip()),
        ("answered", session.time(leaf.answered) if leaf.answered is not None else ""),
    ]
    return pictures.facts((said_of(name, spoken), said) for name, said in rows)
