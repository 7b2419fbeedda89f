"""`timeline`: what happened to the agreements along an axis, with how they stood beside it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Annotated

import typer

from accordant.adapters import story_table
from accordant.entrypoints.cli import told as the_story
from accordant.entrypoints.cli.answer import language
from accordant.entrypoints.cli.options import LanguageOption
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.entrypoints.cli.timeline_bands import bands_of
from accordant.entrypoints.cli.timeline_picture import View, picture
from accordant.errors import MalformedInput, UnknownInstrument
from accordant.law.force import Matter
from accordant.law.lifecycle import FORCE_KINDS
from accordant.model.fact import FACT_KINDS, Fact
from accordant.model.instant import day_of
from accordant.operations import standing as on_record

PANEL = "The law"


def add_to(app: typer.Typer) -> None:
    """Put the command where people find it."""
    command(
        app, "timeline", panel=PANEL,
        example="accordant timeline jpn-kor-gsomia-2016 --from 2019-08-01 --to 2019-12-31",
    )(timeline)  # fmt: skip


def timeline(
    session: Session,
    instruments: Annotated[
        list[str] | None,
        typer.Argument(metavar="[INSTRUMENT ...]", help="These instruments; all if absent."),
    ] = None,
    *,
    since: Annotated[
        str, typer.Option("--from", metavar="DATE", help="First day, as 2019-08-01.")
    ] = "",
    until: Annotated[
        str, typer.Option("--to", metavar="DATE", help="Last day, itself included.")
    ] = "",
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="KIND", help="Facts of this kind; may stand repeatedly."),
    ] = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="Also who acted, where, and the source of each.")
    ] = False,
    recorded: Annotated[
        bool, typer.Option("--recorded", help="What this node has on record, not the story.")
    ] = False,
    spoken: LanguageOption = "en",
) -> Shown:
    """Draw what happened to the agreements from 1962 to now, each fact with its confidence.

    Beside the axis runs how each instrument stood by its facts. Without --recorded no node is
    needed: the facts come with Accordant and each names its source; docs/story.md tells how the
    table is made. Days are those of the place where a thing happened. What a fact says is in
    English; the language chosen is that of the words around it.
    """
    view = View(language(spoken), whole, len(instruments or ()) != 1)
    told = on_record.matters(session.node) if recorded else the_story.matters()
    facts = _of_instruments(_facts(told) if recorded else story_table.load(), instruments or [])
    facts = _of_kinds(facts, kind or [])
    first, last = _day(since, "--from", date.min), _day(until, "--to", date.max)
    facts = _within(facts, first, last)
    shown = {fact.instrument for fact in facts if fact.kind in FORCE_KINDS}
    bands = [
        band
        for matter in told
        if matter.text.identifier in shown
        for band in bands_of(matter, matter.text.zone or "UTC")
        if first <= day_of(band.since, band.zone) <= last
    ]
    return Shown(facts, picture(facts, view, bands))


def _facts(told: Iterable[Matter]) -> tuple[Fact, ...]:
    found = {entry.fact for matter in told for entry in matter.entries}
    return tuple(sorted(found, key=lambda fact: (fact.at, fact.name)))


def _of_instruments(facts: tuple[Fact, ...], wanted: list[str]) -> tuple[Fact, ...]:
    known = sorted({fact.instrument for fact in facts})
    for identifier in wanted:
        if identifier not in known:
            raise UnknownInstrument(
                f"the story has no instrument `{identifier[:80]}`",
                hint=f"It tells of: {', '.join(known)}.",
            )
    return tuple(fact for fact in facts if not wanted or fact.instrument in wanted)


def _of_kinds(facts: tuple[Fact, ...], wanted: list[str]) -> tuple[Fact, ...]:
    for kind in wanted:
        if kind not in FACT_KINDS:
            raise MalformedInput(
                f"`{kind[:48]}` is no kind of fact",
                hint=f"The kinds are: {', '.join(FACT_KINDS)}.",
                place="--kind",
            )
    return tuple(fact for fact in facts if not wanted or fact.kind in wanted)


def _day(text: str, option: str, absent: date) -> date:
    """A day as typed, in the one spelling."""
    if not text:
        return absent
    spelling = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text)
    try:
        return date.fromisoformat(spelling[0] if spelling else "")
    except ValueError:
        raise MalformedInput(
            f"`{text[:20]}`: a day is written as 2019-08-22", place=option
        ) from None


def _within(facts: tuple[Fact, ...], first: date, last: date) -> tuple[Fact, ...]:
    """Facts of these days, and whenever it was made each claim about one of them."""
    names = {fact.name for fact in facts if _first(fact) <= last and _last(fact) >= first}
    return tuple(
        fact
        for fact in facts
        if fact.name in names or (fact.kind == "claimed" and fact.of in names)
    )


def _first(fact: Fact) -> date:
    return day_of(fact.at, fact.zone)


def _last(fact: Fact) -> date:
    """The last day it can have been: what is known to the month may be its last day."""
    first = _first(fact)
    if fact.precision == "year":
        return first.replace(month=12, day=31)
    if fact.precision == "month":
        return first.replace(day=monthrange(first.year, first.month)[1])
    return first
