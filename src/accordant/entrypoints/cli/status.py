"""`status`: what is in force between two parties, as of any instant and as known at any other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, TypeAlias

import typer
from rich.console import RenderableType
from rich.text import Text

from accordant.entrypoints.cli import options, pictures, texts, told
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.errors import MalformedInput
from accordant.law.asof import Stand
from accordant.law.deadlines import Deadline
from accordant.model.case import InPlay
from accordant.model.fact import Fact
from accordant.model.instant import Instant
from accordant.operations import standing
from accordant.operations.facts import reason_of
from accordant.operations.standing import AsOf

PANEL = "The law"
PARTIES = 2

Clock: TypeAlias = Callable[[Instant | None], str]

WHATS = {
    "last-day-for-notice": "last day for a notice",
    "end-of-term": "end of the running term",
    "last-day-in-force": "last day in force",
}


def add_to(app: typer.Typer) -> None:
    """Put the command of this file where people find it."""
    command(
        app, "status", panel=PANEL,
        example="accordant status JPN KOR --at 2019-11-22T23:59+09:00 "
        "--known-at 2019-11-22T17:00+09:00",
    )(status)  # fmt: skip


def status(
    session: Session,
    names: Annotated[
        list[str], typer.Argument(metavar="PARTY PARTY|ID", help="Two parties, or one text.")
    ],
    *,
    at: Annotated[str, typer.Option(metavar="INSTANT", help="As of then; now if absent.")] = "",
    known_at: Annotated[
        str, typer.Option(metavar="INSTANT", help="By what was known then; today if absent.")
    ] = "",
    reading: Annotated[
        str, typer.Option(metavar="PARTY", help="In this party's account and reading.")
    ] = "",
    story: Annotated[
        bool, typer.Option("--story", help="By the packaged texts and story; needs no node.")
    ] = False,
) -> Shown:
    """Say what is in force, since when, until when, what comes next, and under which facts.

    Every answer depends on two instants: the one asked about, and the one whose knowledge counts.
    """
    if len(names) > PARTIES:
        raise MalformedInput("name two parties, or one text", place="status")
    if len(names) == PARTIES:
        names = [options.party(each, "status") for each in names]
    asked = AsOf(
        at=options.instant_or_none(at, "--at"),
        known_at=options.instant_or_none(known_at, "--known-at"),
        party=options.party(reading, "--reading") if reading else None,
    )
    if story:
        found = told.stands(names, asked)
        clock = told.clock_of(names)
    else:
        found = standing.stands(session.node, names, asked)
        clock = session.time
    return Shown(
        found,
        tuple(each for stand in found for each in pictures_of(clock, stand, decides=not story)),
    )


def pictures_of(clock: Clock, stand: Stand, *, decides: bool) -> tuple[RenderableType, ...]:
    """How one instrument stands, for people.

    Args:
        clock: how an instant is written.
        stand: how it stands.
        decides: whether decisions are made by it here, so that adoptions matter.
    """
    shown: list[RenderableType] = [
        Text.assemble((stand.title, "bold"), "" if stand.binding else "  (binds nobody)"),
        pictures.facts(
            [
                ("instrument", stand.identifier),
                ("as of", clock(stand.at)),
                ("by what was known", clock(stand.known_at) if stand.known_at else "today"),
                ("stands", _stands(stand.by_facts)),
                ("decisions here", _decisions(stand) if decides else ""),
                ("first out of force", "\n".join(_endings(stand))),
                ("governed by", stand.governed_by),
            ]
        ),
    ]
    if len({str(view.force) for view in stand.views}) > 1 or any(
        view.readings for view in stand.views
    ):
        rows = (
            (view.party, _stands(view.force), "\n".join(map(_reading, view.readings)) or "none")
            for view in stand.views
        )
        shown.append(pictures.filled(("Party", "In its account", "Reading held"), rows, ""))
    if stand.deadlines:
        shown.append(pictures.filled(("Due", "What"), map(_due, stand.deadlines), ""))
    shown.append(
        pictures.filled(
            ("When", "By these facts", "Confidence!"),
            ((_when(clock, fact), _fact(fact), fact.confidence) for fact in stand.under),
            "Nothing that moves it was recorded.",
        )
    )
    if stand.around:
        beside = ((_when(clock, fact), _fact(fact), fact.confidence) for fact in stand.around)
        shown.append(pictures.filled(("When", "Beside it", "Confidence!"), beside, ""))
    shown += _remarks(stand)
    return tuple(shown)


def _stands(force: InPlay) -> Text:
    words = texts.sentence(force.basis, force.facts)
    return Text.assemble(pictures.styled(force.force), "\n", words)


def _decisions(stand: Stand) -> Text | str:
    """What decisions go by, where the adoptions make another answer of it."""
    return "" if stand.adopted == stand.by_facts else _stands(stand.adopted)


def _endings(stand: Stand) -> Iterable[str]:
    return (f"{each.local} in {each.capital}" for each in stand.endings)


def _reading(fact: Fact) -> str:
    return f"{fact.question}: {fact.answer} ({fact.source})"


def _due(deadline: Deadline) -> tuple[str, str]:
    ways = f", counted by {' or '.join(deadline.ways)}" if deadline.ways else ""
    article = f", Art. {deadline.article}" if deadline.article else ""
    return f"{deadline.day} {deadline.zone}", f"{WHATS[deadline.what]}{ways}{article}"


def _when(clock: Clock, fact: Fact) -> str:
    """When it happened, no finer than it is known."""
    return clock(fact.at)[: _DIGITS.get(fact.precision, 25)]


_DIGITS = {"year": 4, "month": 7, "day": 10}


def _fact(fact: Fact) -> str:
    by = f"{fact.party} " if fact.party else ""
    return f"{by}{fact.kind}: {fact.words or fact.name}"


def _remarks(stand: Stand) -> list[RenderableType]:
    """What stands in the record and moved nothing: never silently dropped."""
    lines = [
        f"{each.fact.name} ({each.fact.kind}) has no effect. {reason_of(each)}"
        for each in stand.without_effect
    ]
    lines += [
        f"{fact.name} ({fact.kind}) waits for the word of {', '.join(missing)}."
        for fact, missing in stand.awaiting
    ]
    if stand.claims:
        lines.append(
            f"{len(stand.claims)} claims are kept as evidence: "
            f"`accordant timeline {stand.identifier} --kind claimed`."
        )
    return [pictures.bullets(lines, style="yellow")] if lines else []
