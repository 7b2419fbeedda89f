"""`officer`: the register of this party's own officers: appoint, clear, delegate, cover, ask.

Whoever signs is named with --as; without it the party key signs, from where it is kept offline.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, TypeAlias

import typer
from msgspec import UNSET
from rich.text import Text

from accordant.entrypoints.cli import officer_asking, officer_key, options
from accordant.entrypoints.cli import officer_pictures as pictured
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.errors import MalformedInput
from accordant.model.instant import Instant, start_of_day
from accordant.model.officer import (
    DEEDS,
    PARTY_SIGNER,
    AbsenceCovered,
    Deed,
    LetterIssued,
    NeedDetermined,
    OfficerAppointed,
    OfficerCleared,
    OfficerFact,
    OfficerRemoved,
    SecondPersonAsked,
    Withdrawn,
    kind_of,
    officer_of,
)
from accordant.officers.may import DIGEST_SHOWN
from accordant.operations import founding, officer_views, officers
from accordant.operations.officer_registers import EntryKept
from accordant.operations.officers import Signer

PANEL = "People and partners"

LETTER = "--category dprk-missile --level KOR:II --country JPN --until 2027-06-30"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

NameArgument: TypeAlias = Annotated[
    str, typer.Argument(metavar="OFFICER", help="The officer, by service number or other word.")
]
SignerOption: TypeAlias = Annotated[
    str,
    typer.Option("--as", metavar="POST", help="The post that signs; if absent, the party key."),
]
PartyKeyOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="The party key, brought from where it is kept offline."),
]
FromOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "--from", metavar="DAY", help="First day, or instant with offset; now if absent."
    ),
]
LastOption: TypeAlias = Annotated[
    str, typer.Option("--until", metavar="DAY", help="Last day, or instant with offset.")
]
LevelOption: TypeAlias = Annotated[
    str, typer.Option(metavar="LEVEL", help="The highest level, in own terms: `KOR:II`.")
]


def add_to(app: typer.Typer) -> None:
    """Put the commands of this file where people find them."""
    group = typer.Typer(
        help="This party's own officers: who may do what, until when, and why not."
    )
    app.add_typer(group, name="officer", rich_help_panel=PANEL)
    by = "--as security-authority"
    for name, work, example in (
        ("begin", begin, "--level KOR:I --until 2027-12-31"),
        ("appoint", appoint, f"nis-0417 --post release-desk --authority KOR:MND {by}"),
        ("clear", clear, f"nis-0417 --level KOR:II --until 2028-06-30 {by}"),
        (
            "group",
            group_,
            f"nis-0417 --group north --subject dprk-missile --until 2027-12-31 {by}",
        ),
        (
            "delegate",
            delegate,
            f"nis-0417 --may approve {LETTER} {by}",
        ),
        ("cover", cover, f"nis-0417 --for nis-0033 --from 2027-08-01 --until 2027-08-14 {by}"),
        ("two", two, f"--may approve --level KOR:II {by}"),
        ("wrote", wrote, "KOR-4f2k9 --as release-desk"),
        ("withdraw", withdraw, f"3f9a6c21 {by}"),
        ("remove", remove, f"nis-0417 {by}"),
    ):
        command(group, name, example=f"accordant officer {name} {example}")(work)
    officer_asking.add_to(group)
    officer_key.add_to(group)


def begin(
    session: Session,
    *,
    level: LevelOption,
    until: LastOption,
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="POST=OFFICER", help="What a post's officer is called; as the post."),
    ] = None,
    party_key: PartyKeyOption = None,
) -> Shown:
    """Begin the register: whoever holds a post of the party statement goes on in it.

    Each gets a letter for what the statement lets the post sign. From now on every act and every
    reading asks the register; until it is begun, posts alone decide.
    """
    signer = session.opened.party_signer(party_key)
    last = last_instant(session, until, "--until")
    names = dict(_named(each) for each in name or ())
    kept = founding.begin(session.node, signer, options.level(level), last, names)
    views = officer_views.listed(session.node)
    said = Text("The register of officers is begun.", style="green")
    return Shown(kept, (said, pictured.officers(session, views, session.node.clock.now())))


def appoint(
    session: Session,
    officer: NameArgument,
    *,
    post: Annotated[str, typer.Option(metavar="POST", help="The post taken.")],
    authority: Annotated[
        str, typer.Option(metavar="PARTY", help="The competent authority, as `KOR:MND`.")
    ] = "",
    name: Annotated[str, typer.Option(metavar="TEXT", help="A name, kept at home only.")] = "",
    keep: options.KeepOption = "file",
    since: FromOption = "",
    until: LastOption = "",
    signer: SignerOption = "",
    party_key: PartyKeyOption = None,
) -> Shown:
    """Appoint an officer to a post, with the post's key; a new post gets a new key in this home.

    A post alone lets nobody do anything: clearance, group and letter come after it.
    """
    fact = OfficerAppointed(
        officer=options.word(officer, "OFFICER"),
        post=options.word(post, "--post"),
        authority=authority or session.node.party,
        key=session.opened.key_for_post(post, keep),
        since=_first(session, since),
        until=last_instant(session, until, "--until") if until else UNSET,
        name=name or UNSET,
    )
    return _recorded(session, fact, signer, party_key)


def clear(
    session: Session,
    officer: NameArgument,
    *,
    level: LevelOption,
    until: LastOption,
    scheme: Annotated[
        str, typer.Option(metavar="WORD", help="The scheme of the clearance; as the level's.")
    ] = "",
    since: FromOption = "",
    signer: SignerOption = "",
    party_key: PartyKeyOption = None,
) -> Shown:
    """Record a clearance: one scheme, up to a level, until a day."""
    rung = officers.rungs_of(session.node.policies()).get(options.level(level))
    own = founding.UNRANKED if rung is None else rung.scheme
    fact = OfficerCleared(
        officer=officer,
        scheme=options.word(scheme or own, "--scheme"),
        level=level,
        since=_first(session, since),
        until=last_instant(session, until, "--until"),
    )
    return _recorded(session, fact, signer, party_key)


def group_(
    session: Session,
    officer: NameArgument,
    *,
    group: Annotated[str, typer.Option(metavar="WORD", help="The group worked in.")],
    subject: Annotated[
        list[str], typer.Option(metavar="WORD", help="What it is about; `every` for all.")
    ],
    until: LastOption,
    since: FromOption = "",
    signer: SignerOption = "",
    party_key: PartyKeyOption = None,
) -> Shown:
    """Record a need to know: the officer's duty requires what a group works on."""
    fact = NeedDetermined(
        officer=officer,
        group=options.word(group, "--group"),
        subjects=tuple(options.word(each, "--subject") for each in subject),
        since=_first(session, since),
        until=last_instant(session, until, "--until"),
    )
    return _recorded(session, fact, signer, party_key)


def delegate(
    session: Session,
    officer: NameArgument,
    *,
    may: Annotated[
        list[str], typer.Option(metavar="DEED", help=f"What it covers: {', '.join(DEEDS[1:])}.")
    ],
    level: LevelOption,
    until: LastOption,
    category: Annotated[
        list[str] | None, typer.Option(metavar="WORD", help="About what; `every` for all.")
    ] = None,
    country: Annotated[
        list[str] | None, typer.Option(metavar="PARTY", help="Towards whom; `every` for all.")
    ] = None,
    instrument: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Under which; any if absent.")
    ] = None,
    since: FromOption = "",
    signer: SignerOption = "",
    party_key: PartyKeyOption = None,
) -> Shown:
    """Issue a delegation letter: deeds, categories, level and countries, with a last day."""
    if not category or not country:
        raise MalformedInput("say about what with --category and towards whom with --country")
    fact = LetterIssued(
        officer=officer,
        deeds=deeds(may),
        categories=tuple(options.word(each, "--category") for each in category),
        level=options.level(level),
        countries=tuple(country),
        instruments=tuple(instrument) if instrument else UNSET,
        since=_first(session, since),
        until=last_instant(session, until, "--until"),
    )
    return _recorded(session, fact, signer, party_key)


def cover(
    session: Session,
    officer: NameArgument,
    *,
    absent: Annotated[str, typer.Option("--for", metavar="OFFICER", help="Who is away.")],
    until: LastOption,
    since: FromOption = "",
    signer: SignerOption = "",
    party_key: PartyKeyOption = None,
) -> Shown:
    """Record who covers for an absent officer: on his letters, never beyond what he may."""
    fact = AbsenceCovered(
        officer=officer,
        absent=options.word(absent, "--for"),
        since=_first(session, since),
        until=last_instant(session, until, "--until"),
    )
    return _recorded(session, fact, signer, party_key)


def two(
    session: Session,
    *,
    may: Annotated[list[str], typer.Option(metavar="DEED", help="What takes two officers.")],
    level: Annotated[str, typer.Option(metavar="LEVEL", help="From which level on.")],
    since: FromOption = "",
    until: LastOption = "",
    signer: SignerOption = "",
    party_key: PartyKeyOption = None,
) -> Shown:
    """Ask two officers for a deed from a level on; what one alone then does is refused."""
    fact = SecondPersonAsked(
        deeds=deeds(may),
        level=options.level(level),
        since=_first(session, since),
        until=last_instant(session, until, "--until") if until else UNSET,
    )
    return _recorded(session, fact, signer, party_key)


def wrote(
    session: Session,
    product: Annotated[list[str], typer.Argument(metavar="PRODUCT", help="Own items held.")],
    *,
    officer: options.OfficerOption,
    version: options.VersionOption = 1,
) -> Shown:
    """Sign as the author of own items, all or none. An author never approves their release."""
    items = [(each, version) for each in product]
    kept = officers.sign_as_author(session.node, items, session.key_as(officer))
    said = (f"{kept[0].entry.by} is an author of {each} version {version}." for each in product)
    return Shown(kept, (Text("\n".join(said), style="green"),))


def withdraw(
    session: Session,
    fact: Annotated[str, typer.Argument(metavar="FACT", help="How the fact's digest begins.")],
    *,
    since: FromOption = "",
    signer: SignerOption = "",
    party_key: PartyKeyOption = None,
) -> Shown:
    """End a clearance, need, letter, cover, appointment or rule before its day."""
    found = officer_views.digest_of(session.node, fact)
    if found is None:
        raise MalformedInput(
            f"`{fact[:64]}` begins the digest of no fact, or of more than one",
            hint="The digests are in `accordant officer show OFFICER`.",
        )
    ended = Withdrawn(
        officer=officer_of(found[1]), withdrawn=found[0], since=_first(session, since)
    )
    return _recorded(session, ended, signer, party_key)


def remove(
    session: Session,
    officer: NameArgument,
    *,
    since: FromOption = "",
    signer: SignerOption = "",
    party_key: PartyKeyOption = None,
) -> Shown:
    """Remove an officer: from now on he does nothing and reads nothing, whatever he was given."""
    fact = OfficerRemoved(officer=officer, since=_first(session, since))
    return _recorded(session, fact, signer, party_key)


def deeds(words: list[str]) -> tuple[Deed, ...]:
    """Deeds as typed, each as a word of its own or several with commas.

    Raises:
        MalformedInput: one is no deed.
    """
    asked = [each for word in words for each in word.split(",")]
    found = tuple(deed for deed in DEEDS if deed in asked)
    if len(found) != len(set(asked)):
        raise MalformedInput(f"a deed is one of: {', '.join(DEEDS)}", place="--may")
    return found


def last_instant(session: Session, text: str, option: str) -> Instant:
    """The last instant of a day in the node's zone, or an instant as typed.

    Raises:
        MalformedInput: neither a day nor an instant.
    """
    if DAY.fullmatch(text):
        return start_of_day(_day(text, option) + timedelta(days=1), _zone(session)) - 1
    return options.instant(text, option)


def _named(text: str) -> tuple[str, str]:
    post, _, officer = text.partition("=")
    return options.word(post, "--name"), options.word(officer, "--name")


def _first(session: Session, text: str) -> Instant:
    """The first instant of a day, an instant as typed, or now."""
    if not text:
        return session.node.clock.now()
    if DAY.fullmatch(text):
        return start_of_day(_day(text, "--from"), _zone(session))
    return options.instant(text, "--from")


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise MalformedInput(f"`{text[:20]}` is not a day", place=option) from None


def _zone(session: Session) -> str:
    return session.opened.settings.zone


def _recorded(session: Session, fact: OfficerFact, post: str, party_key: Path | None) -> Shown:
    signer = _signer(session, post, party_key)
    (kept,) = officers.record(session.node, [fact], signer)
    return Shown(kept, _told(kept))


def _signer(session: Session, post: str, party_key: Path | None) -> Signer:
    """The officer of a post, or the party key where none is named."""
    if not post:
        return session.opened.party_signer(party_key)
    return session.key_as(post)


def _told(kept: EntryKept) -> tuple[Text, ...]:
    by = "the party key" if kept.entry.by == PARTY_SIGNER else kept.entry.by
    fact = kept.entry.fact
    who = officer_of(fact) or "every officer"
    kind = kind_of(fact).partition("/")[0]
    said = ": ".join(filter(None, (kind, pictured.in_short(fact).replace("\n", "; "))))
    lines = f"Recorded of {who}: {said}.\nFact {kept.digest[:DIGEST_SHOWN]}, signed by {by}."
    return (Text(lines, style="green"),)
