"""`officer list`, `show` and `may`: asking the register, as of any instant."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

from accordant.entrypoints.cli import officer_pictures as pictured
from accordant.entrypoints.cli import options
from accordant.entrypoints.cli.answer import language
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.errors import MalformedInput
from accordant.model.officer import DEEDS
from accordant.officers.asked import Ruling, What
from accordant.officers.may import may as ask
from accordant.operations import officer_views, officers
from accordant.operations.officer_acts import what_of_item
from accordant.operations.officer_registers import register_of
from accordant.operations.ports import Reading
from accordant.operations.release import held_product

NO = 10
"""Exit status of a no, as of *withhold*."""

AtOption: TypeAlias = Annotated[
    str, typer.Option("--at", metavar="INSTANT", help="As of when; now if absent.")
]
KnownOption: TypeAlias = Annotated[
    str, typer.Option("--known-at", metavar="INSTANT", help="By what was recorded until then.")
]


def add_to(group: typer.Typer) -> None:
    """Put the commands of this file where people find them."""
    command(group, "list", example="accordant officer list")(list_)
    command(group, "show", example="accordant officer show nis-0417")(show)
    command(
        group,
        "may",
        example="accordant officer may nis-0417 approve --item KOR-4f2k9 --country JPN",
    )(may)


def list_(session: Session, *, at: AtOption = "", known_at: KnownOption = "") -> Shown:
    """List the officers as of an instant, with what each has and what of it ends first."""
    moment = options.instant_or_none(at, "--at")
    known = options.instant_or_none(known_at, "--known-at")
    found = officer_views.listed(session.node, moment, known)
    shown_at = session.node.clock.now() if moment is None else moment
    return Shown(found, (pictured.officers(session, found, shown_at),))


def show(
    session: Session,
    officer: Annotated[
        str, typer.Argument(metavar="OFFICER", help="Of whom; the rules for all if absent.")
    ] = "",
    *,
    at: AtOption = "",
    known_at: KnownOption = "",
) -> Shown:
    """Show every fact of one officer: by whom it was signed, and whether it stands."""
    moment = options.instant_or_none(at, "--at")
    known = options.instant_or_none(known_at, "--known-at")
    found = officer_views.facts_of(session.node, officer, moment, known)
    return Shown(found, (pictured.facts(session, found),))


def may(
    session: Session,
    officer: Annotated[str, typer.Argument(metavar="OFFICER", help="Who.")],
    deed: Annotated[str, typer.Argument(metavar="DEED", help=f"What: {', '.join(DEEDS)}.")],
    *,
    item: Annotated[
        str, typer.Option(metavar="PRODUCT", help="An item held: its level, subjects, authors.")
    ] = "",
    version: options.VersionOption = 1,
    level: Annotated[str, typer.Option(metavar="LEVEL", help="Or a level, in own terms.")] = "",
    subject: Annotated[list[str] | None, typer.Option(metavar="WORD", help="About what.")] = None,
    country: Annotated[
        list[str] | None, typer.Option(metavar="PARTY", help="Towards whom.")
    ] = None,
    instrument: Annotated[str, typer.Option(metavar="ID", help="Under which.")] = "",
    at: AtOption = "",
    known_at: KnownOption = "",
    spoken: options.LanguageOption = "en",
) -> Shown:
    """Ask whether an officer may do something, and if not, everything that is missing.

    Nothing is recorded. Exit status 0 yes, 10 no.
    """
    tongue = language(spoken)
    if deed not in DEEDS:
        raise MalformedInput(f"a deed is one of: {', '.join(DEEDS)}", place="DEED")
    towards = tuple(options.party(each, "--country") for each in country or ())
    more: dict[str, object] = {"deed": deed, "countries": towards, "instrument": instrument}
    moment = options.instant_or_none(at, "--at")
    known = options.instant_or_none(known_at, "--known-at")

    if not item:
        more |= {"level": options.level(level) if level else None, "subjects": subject or ()}
    elif level or subject:
        raise MalformedInput("ask about an item, or about a level and subjects", place="--item")

    def work(reading: Reading) -> tuple[What, Ruling]:
        what = _what(reading, item, version, more)
        register = register_of(reading, known)
        rungs = officers.rungs_of(session.node.policies())
        when = session.node.clock.now() if moment is None else moment
        return what, ask(register, rungs, officer, what, when)

    what, ruling = session.node.store.read(work)
    document = {
        "officer": officer,
        "what": what,
        "ruling": ruling,
        "words": {
            "grounds": pictured.words(session, ruling.grounds, tongue),
            "lacking": pictured.words(session, ruling.lacking, tongue),
        },
    }
    return Shown(document, pictured.ruling(session, ruling, tongue), 0 if ruling.yes else NO)


def _what(reading: Reading, item: str, version: int, more: dict[str, object]) -> What:
    """The question: about an item held, or about what is named; then nobody of ours wrote it."""
    if item:
        return what_of_item(reading, held_product(reading, item, version), **more)
    asked: dict[str, object] = {"authors": ()} | more
    return What(**(asked | {"subjects": tuple(more["subjects"])}))  # type: ignore[arg-type]
