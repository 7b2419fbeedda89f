"""`status`: what is in force between two parties, as of any instant and as known at any other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, TypeAlias

import typer
from rich.console import RenderableType
from rich.text import Text

from accordant.clauses import Language
from accordant.decision.saying import parted, value
from accordant.entrypoints.cli import options, pictures, texts, told
from accordant.entrypoints.cli.answer import language
from accordant.entrypoints.cli.law_words import said_of, said_of_all
from accordant.entrypoints.cli.options import LanguageOption
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.errors import MalformedInput
from accordant.law.asof import Stand
from accordant.law.deadlines import Deadline
from accordant.law.facts import FROM_ACT
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
    spoken: LanguageOption = "en",
) -> Shown:
    """Say what is in force, since when, until when, what comes next, and under which facts.

    Every answer depends on two instants: the one asked about, and the one whose knowledge counts.
    """
    tongue = language(spoken)
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
        tuple(
            each
            for stand in found
            for each in pictures_of(clock, stand, decides=not story, spoken=tongue)
        ),
    )


def pictures_of(
    clock: Clock, stand: Stand, *, decides: bool, spoken: Language = "en"
) -> tuple[RenderableType, ...]:
    """How one instrument stands, for people.

    Args:
        clock: how an instant is written.
        stand: how it stands.
        decides: whether decisions are made by it here, so that adoptions matter.
        spoken: the language of everything but titles and the words of facts.
    """
    binds = "" if stand.binding else said_of("  (binds nobody)", spoken)
    known = clock(stand.known_at) if stand.known_at else said_of("today", spoken)
    rows: list[tuple[str, str | Text]] = [
        ("instrument", stand.identifier),
        ("as of", clock(stand.at)),
        ("by what was known", known),
        ("stands", _stands(stand.by_facts, spoken)),
        ("decisions here", _decisions(stand, spoken) if decides else ""),
        ("first out of force", "\n".join(_endings(stand, spoken))),
        ("governed by", value(stand.governed_by, spoken)),
    ]
    return (
        Text.assemble((stand.title, "bold"), binds),
        pictures.facts((said_of(name, spoken), said) for name, said in rows),
        *_accounts(stand, spoken),
        *_tables(clock, stand, spoken),
        *_remarks(stand, spoken),
    )


def _accounts(stand: Stand, spoken: Language) -> Iterator[RenderableType]:
    """What each party holds, where they differ or one holds a reading."""
    apart = len({str(view.force) for view in stand.views}) > 1
    if not apart and not any(view.readings for view in stand.views):
        return
    rows = (
        (
            value(view.party, spoken),
            _stands(view.force, spoken),
            "\n".join(_reading(each, spoken) for each in view.readings) or said_of("none", spoken),
        )
        for view in stand.views
    )
    headings = said_of_all(("Party", "In its account", "Reading held"), spoken)
    yield pictures.filled(headings, rows, "")


def _tables(clock: Clock, stand: Stand, spoken: Language) -> Iterator[RenderableType]:
    """What falls due, the facts it stands by, and those beside it."""
    if stand.deadlines:
        dues = (_due(each, spoken) for each in stand.deadlines)
        yield pictures.filled(said_of_all(("Due", "What"), spoken), dues, "")
    nothing = said_of("Nothing that moves it was recorded.", spoken)
    for heading, facts, always in (
        ("By these facts", stand.under, True),
        ("Beside it", stand.around, False),
    ):
        if facts or always:
            rows = (
                (_when(clock, fact), _fact(fact, spoken), value(fact.confidence, spoken))
                for fact in facts
            )
            headings = said_of_all(("When", heading, "Confidence!"), spoken)
            yield pictures.filled(headings, rows, nothing)


def _stands(force: InPlay, spoken: Language) -> Text:
    words = texts.sentence(force.basis, force.facts, spoken)
    style = pictures.OUTCOME_STYLES.get(force.force, "")
    return Text.assemble((value(force.force, spoken), style), "\n", words)


def _decisions(stand: Stand, spoken: Language) -> Text | str:
    """What decisions go by, where the adoptions make another answer of it."""
    return "" if stand.adopted == stand.by_facts else _stands(stand.adopted, spoken)


def _endings(stand: Stand, spoken: Language) -> Iterable[str]:
    return (
        said_of("{moment} in {capital}", spoken, moment=each.local, capital=each.capital)
        for each in stand.endings
    )


def _reading(fact: Fact, spoken: Language) -> str:
    question, answer = value(fact.question or "", spoken), value(fact.answer or "", spoken)
    return f"{question}: {answer} ({fact.source})"


def _due(deadline: Deadline, spoken: Language) -> tuple[str, str]:
    what = said_of(WHATS[deadline.what], spoken)
    if deadline.ways:
        what += said_of(", counted by {ways}", spoken, ways=" or ".join(deadline.ways))
    if deadline.article:
        number, part = parted(deadline.article)
        what += said_of(", Art. {number}{part}", spoken, number=number, part=part)
    return f"{deadline.day} {deadline.zone}", what


def _when(clock: Clock, fact: Fact) -> str:
    """When it happened, no finer than it is known."""
    return clock(fact.at)[: _DIGITS.get(fact.precision, 25)]


_DIGITS = {"year": 4, "month": 7, "day": 10}


def _fact(fact: Fact, spoken: Language) -> str:
    by = f"{value(fact.party, spoken)} " if fact.party else ""
    named = "" if fact.source == FROM_ACT else f": {fact.words or fact.name}"
    return f"{by}{value(fact.kind, spoken)}{named}"


def _remarks(stand: Stand, spoken: Language) -> list[RenderableType]:
    """What stands in the record and moved nothing: never silently dropped."""
    lines = [
        said_of(
            "{name} ({kind}) has no effect. {reason}", spoken, name=each.fact.name,
            kind=each.fact.kind, reason=reason_of(each, spoken),
        )
        for each in stand.without_effect
    ]  # fmt: skip
    lines += [
        said_of(
            "{name} ({kind}) waits for the word of {missing}.", spoken, name=fact.name,
            kind=fact.kind, missing=", ".join(missing),
        )
        for fact, missing in stand.awaiting
    ]  # fmt: skip
    if stand.claims:
        how = f"`accordant timeline {stand.identifier} --kind claimed`"
        label = "{count} claims are kept as evidence: {how}."
        lines.append(said_of(label, spoken, count=str(len(stand.claims)), how=how))
    return [pictures.bullets(lines, style="yellow")] if lines else []
