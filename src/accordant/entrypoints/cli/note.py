"""`note`: notes verbales between foreign ministries, from draft to delivery."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, TypeAlias, get_args

import typer
from rich.text import Text

from accordant.adapters import home, packaged
from accordant.entrypoints.cli import note_pictures, options
from accordant.entrypoints.cli.options import OfficerOption, PartyOption
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.errors import MalformedInput, UnknownInstrument, UnknownNote
from accordant.law.capitals import capital_of
from accordant.law.foresight import Foreseen
from accordant.law.instrument import Instrument
from accordant.model.fact import Fact
from accordant.model.instant import Instant, day_of, load_zone
from accordant.model.note import NOTE_KINDS, Note, NoteKind, NoteLanguage, digest_of
from accordant.operations import note_views, notes, texts
from accordant.operations.acts import Recorded
from accordant.operations.drafting import Wanted, draft
from accordant.operations.note_views import NoteView
from accordant.operations.notes import Delivery, Signatory, fact_of

PANEL = "The law"

NameArgument: TypeAlias = Annotated[
    str, typer.Argument(metavar="NAME", help="The note's name, as `note list` shows it.")
]
KindArgument: TypeAlias = Annotated[
    str, typer.Argument(metavar="KIND", help=f"One of: {', '.join(NOTE_KINDS)}.")
]
OfOption: TypeAlias = Annotated[
    str, typer.Option("--of", metavar="NAME", help="The earlier note it is about, by name.")
]
WordsOption: TypeAlias = Annotated[
    str,
    typer.Option("--words", metavar="TEXT", help="What it says, where its kind does not say it."),
]
GroundOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "--ground", metavar="WORD", help="Of a suspension: breach, impossibility or change."
    ),
]
AuthorityOption: TypeAlias = Annotated[
    str,
    typer.Option("--authority", metavar="PARTY", help="The authority designated: `KOR:MND`."),
]
ArticleOption: TypeAlias = Annotated[
    str,
    typer.Option("--article", metavar="N", help="The article; the kind's own if absent."),
]
NameOption: TypeAlias = Annotated[
    str,
    typer.Option("--name", metavar="NAME", help="The note's name; of kind and day if absent."),
]
SupposedOption: TypeAlias = Annotated[
    str,
    typer.Option("--at", metavar="INSTANT", help="Suppose it is delivered then; now if absent."),
]
OutOption: TypeAlias = Annotated[
    str,
    typer.Option("--out", metavar="FILE", help="Also write it, in that language, to a new file."),
]
YesOption: TypeAlias = Annotated[
    bool, typer.Option("--yes", help="Do not ask before a notice of termination.")
]
NoteLanguageOption: TypeAlias = Annotated[
    str, typer.Option("--language", metavar="en|ko|ja", help="Language shown.")
]


def add_to(app: typer.Typer) -> None:
    """Put the commands of this file where people find them."""
    group = typer.Typer(
        help="Notes verbales: draft, sign, record their delivery. Only a delivery has effect."
    )
    app.add_typer(group, name="note", rich_help_panel=PANEL)
    look, act = "Look", "Act"
    command(group, "list", panel=look, example="accordant note list")(list_)
    command(
        group, "show", panel=look,
        example="accordant note show kor-notice-of-termination-2019-08-23 --language ja",
    )(show)  # fmt: skip
    command(
        group, "draft", panel=act,
        example="accordant note draft notice-of-termination jpn-kor-gsomia-2016 --to JPN",
    )(draft_)  # fmt: skip
    command(
        group, "send", panel=act,
        example="accordant note send kor-notice-of-termination-2019-08-23 --as treaty-desk",
    )(send)  # fmt: skip
    command(
        group, "deliver", panel=act,
        example="accordant note deliver kor-notice-of-termination-2019-08-23 "
        "--at 2019-08-23T15:30:00+09:00 --channel diplomatic --place Seoul "
        "--signatory 'Vice Minister' --as treaty-desk",
    )(deliver)  # fmt: skip
    command(
        group, "acknowledge", panel=act,
        example="accordant note acknowledge kor-notice-of-termination-2019-08-23 "
        "--received 2019-08-23T15:30:00+09:00 --as treaty-desk",
    )(acknowledge)  # fmt: skip


def list_(session: Session) -> Shown:
    """List drafts and signed notes, own and received, with what became of each."""
    found = note_views.notes(session.node, session.opened.drafts)
    return Shown(found, (note_pictures.listed(found),))


def show(session: Session, name: NameArgument, *, language: NoteLanguageOption = "en") -> Shown:
    """Show a note in one language, and all that became of it."""
    view, shown_in = _view(session, name), _language(language)
    if view.note is None:
        return Shown(view, (note_pictures.became(session, view, shown_in),))
    wordbook = packaged.wordbook()
    title = "" if shown_in == "en" else wordbook.wordings[view.note.kind].title.of(shown_in)
    shown = note_pictures.became(session, view, shown_in, title)
    phrases = wordbook.phrases
    paper = note_pictures.paper(phrases, view.note, shown_in, signed=view.signed is not None)
    return Shown(view, (shown, Text(f"\n{paper}")))


def draft_(
    session: Session,
    kind: KindArgument,
    instrument: Annotated[str, typer.Argument(metavar="INSTRUMENT", help="A text held.")],
    *,
    to: PartyOption,
    of: OfOption = "",
    words: WordsOption = "",
    ground: GroundOption = "",
    authority: AuthorityOption = "",
    article: ArticleOption = "",
    name: NameOption = "",
    at: SupposedOption = "",
    language: NoteLanguageOption = "en",
    out: OutOption = "",
) -> Shown:
    """Draft a note in three languages, and say what it would do if it were delivered.

    The draft is a file in the home under notes/, to be changed in any editor until it is sent.
    """
    text, wordbook = _instrument(session, instrument), packaged.wordbook()
    shown_in, when = _language(language), options.instant_or_none(at, "--at")
    when = session.node.clock.now() if when is None else when
    zone = capital_of(session.node.party).zone
    wanted = Wanted(
        kind=_kind(kind),
        party=session.node.party,
        to=options.party(to),
        dated=day_of(when, zone),
        zone=zone,
        name=name,
        article=article or None,
        earlier=notes.earlier(session.node, of, text.identifier) if of else None,
        refers=of,
        words=words,
        ground=ground,
        authority=authority,
    )
    note = draft(wordbook, text, wanted)
    _check_new(session, note.name)
    paper = note_pictures.paper(wordbook.phrases, note, shown_in, signed=False)
    if out:
        home.write_public(Path(out), f"{paper}\n".encode())
    heading = wordbook.phrases.draft
    session.opened.drafts.keep(note, (heading.en, heading.ko, heading.ja))
    return _drafted(session, note, paper, _supposed(note, when), shown_in)


def send(
    session: Session, name: NameArgument, *, officer: OfficerOption, yes: YesOption = False
) -> Shown:
    """Show a draft as it stands and sign that; a partner gets a copy. Nothing begins to run."""
    drafts = session.opened.drafts
    note = drafts.read(name)
    if note is None:
        raise UnknownNote(f"there is no draft `{name[:80]}`")
    phrases = packaged.wordbook().phrases
    session.say(Text(note_pictures.paper(phrases, note, note.authentic, signed=False)), "")
    _confirm(session, note, _supposed(note, session.node.clock.now()), yes=yes)
    recorded = notes.sign_and_send(session.node, drafts, note, _signatory(session, officer))
    rest = "The legal act is its delivery: record it with `accordant note deliver`."
    return _done(recorded, f"{name} is signed: {note.kind}.", rest)


def deliver(
    session: Session,
    name: NameArgument,
    *,
    at: Annotated[
        str, typer.Option(metavar="INSTANT", help="When it was handed over, with offset.")
    ],
    channel: Annotated[str, typer.Option(metavar="WORD", help="How it went: `diplomatic`.")],
    place: Annotated[str, typer.Option(metavar="TEXT", help="Where it was handed over.")],
    signatory: Annotated[
        str, typer.Option(metavar="TEXT", help="Who handed it over: the office, not the person.")
    ],
    officer: OfficerOption,
    zone: Annotated[
        str, typer.Option(metavar="ZONE", help="Zone it is told in; that of this node if absent.")
    ] = "",
    yes: YesOption = False,
) -> Shown:
    """Record that a note was delivered, this party's or one received: what counts begins here."""
    told_in = zone or session.opened.settings.zone
    load_zone(told_in, place="--zone")
    delivery = Delivery(
        at=options.instant(at, "--at"),
        zone=told_in,
        channel=options.word(channel, "--channel"),
        place=place,
        signatory=signatory,
    )
    note = notes.held(session.node, name).note
    _confirm(session, note, delivery, yes=yes)
    recorded = notes.record_delivery(session.node, name, delivery, _signatory(session, officer))
    rest = f"See how it stands: `accordant status {note.instrument}`."
    return _done(recorded, f"The delivery of {name} is recorded.", rest)


def acknowledge(
    session: Session,
    name: NameArgument,
    *,
    received: Annotated[
        str, typer.Option(metavar="INSTANT", help="When it was received, with offset.")
    ],
    officer: OfficerOption,
) -> Shown:
    """Tell its writer that a note was received: a courtesy, and never a condition."""
    instant = options.instant(received, "--received")
    recorded = notes.acknowledge(session.node, name, instant, _signatory(session, officer))
    return _done(recorded, f"{name} is acknowledged.", "No clock begins or stops by it.")


# --- shared ------------------------------------------------------------------------------------


def _kind(word: str) -> NoteKind:
    for kind in NOTE_KINDS:
        if word == kind:
            return kind
    raise MalformedInput(
        f"`{word[:60]}` is no kind of note", hint=f"Kinds: {', '.join(NOTE_KINDS)}.", place="KIND"
    )


def _language(word: str) -> NoteLanguage:
    languages: tuple[NoteLanguage, ...] = get_args(NoteLanguage)
    for language in languages:
        if word == language:
            return language
    raise MalformedInput("a language is en, ko or ja", place="--language")


def _instrument(session: Session, name: str) -> Instrument:
    text = texts.in_effect(session.node, name, session.node.clock.now())
    if text.kind != "instrument":
        raise UnknownInstrument(f"`{name}` is an order, not an instrument")
    return text


def _view(session: Session, name: str) -> NoteView:
    found = note_views.note_named(session.node, session.opened.drafts, name)
    if found is None:
        raise UnknownNote(f"neither a draft nor a signed note `{name[:80]}` is here")
    return found


def _check_new(session: Session, name: str) -> None:
    """Never draft over another note: its words may be changed already, or signed."""
    drafts = session.opened.drafts
    if note_views.note_named(session.node, drafts, name) is not None:
        raise MalformedInput(
            f"there is a note `{name}` already",
            hint="Give another with --name, or remove the draft's file if it is not signed.",
            place=str(drafts.place(name)),
        )


def _supposed(note: Note, at: Instant) -> Delivery:
    """A delivery as it would be by the channel notes go through."""
    return Delivery(at=at, zone=note.zone, channel="diplomatic", place="", signatory="")


def _foreseen(session: Session, note: Note, delivery: Delivery) -> tuple[Fact, Foreseen]:
    """The fact a delivery is, and what it does."""
    text = _instrument(session, note.instrument)
    fact = fact_of(text, note, delivery)
    return fact, note_views.foreseen(session.node, text, fact)


def _confirm(session: Session, note: Note, delivery: Delivery, *, yes: bool) -> None:
    """Show what a note does; have the officer say yes to a notice of termination.

    Raises:
        MalformedInput: there is nobody to ask.
        typer.Abort: the officer said no.
    """
    fact, found = _foreseen(session, note, delivery)
    if found.moves:
        session.say(*note_pictures.effect(found, fact))
    if yes or note.kind != "notice-of-termination":
        return
    if session.as_json or not sys.stdin.isatty():
        raise MalformedInput(
            "a notice of termination was not confirmed",
            hint="Look at what it does, then say --yes.",
        )
    typer.confirm("Go on with this notice of termination?", abort=True)


def _drafted(
    session: Session, note: Note, paper: str, delivery: Delivery, shown_in: NoteLanguage
) -> Shown:
    fact, found = _foreseen(session, note, delivery)
    place = session.opened.drafts.place(note.name)
    said = Text(f"\nDraft {note.name} is in {place}; `accordant note send` signs it.")
    effects = note_pictures.effect(found, fact, shown_in) if found.moves else ()
    document = {"note": note, "digest": digest_of(note), "foreseen": found}
    return Shown(document, (Text(paper), said, *effects))


def _signatory(session: Session, post: str) -> Signatory:
    return post, session.opened.officer_key(post)


def _done(recorded: Recorded, said: str, rest: str) -> Shown:
    told = ", ".join(recorded.told) or "nobody; hand it over on paper"
    document = {"act": recorded.act, "digest": recorded.digest, "told": recorded.told}
    lines = (Text(said, style="green"), Text(f"Queued to be told: {told}."), Text(rest))
    return Shown(document, lines)
