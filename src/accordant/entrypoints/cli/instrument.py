"""`instrument`: hold, check, adopt and notify agreements, and see how they stand."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import msgspec
import typer
from rich.console import RenderableType
from rich.text import Text

from accordant.entrypoints.cli import options, pictures, texts
from accordant.entrypoints.cli.cedar import cedar
from accordant.entrypoints.cli.check import check
from accordant.entrypoints.cli.drafting import new
from accordant.entrypoints.cli.options import DeliveredOption, OfficerOption
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.errors import DigestsDiffer, MalformedInput, UnknownInstrument
from accordant.law.instrument import Article, Instrument
from accordant.model.act import Act, Adopted, NoticeDelivered, RequirementsNotified
from accordant.operations import standing
from accordant.operations import texts as held
from accordant.operations.standing import Status

PANEL = "The law"

IdArgument: TypeAlias = Annotated[
    str, typer.Argument(metavar="ID", help="Identifier of a text held, or its clause digest.")
]
SourceArgument: TypeAlias = Annotated[
    str, typer.Argument(metavar="FILE|ID", help="A literate file, or the name of a packaged text.")
]


def add_to(app: typer.Typer) -> None:
    """Put the commands of this file where people find them."""
    group = typer.Typer(
        help="Agreements as executable texts: check, adopt, notify, see them stand."
    )
    app.add_typer(group, name="instrument", rich_help_panel=PANEL)
    look, act = "Look", "Act"
    command(group, "list", panel=look, example="accordant instrument list")(list_)
    command(
        group,
        "show",
        panel=look,
        example="accordant instrument show jpn-kor-gsomia-2016 --article 4",
    )(show)
    command(group, "check", panel=look, example="accordant instrument check my-agreement.md")(
        check
    )
    command(
        group, "status", panel=look, example="accordant instrument status jpn-kor-gsomia-2016"
    )(status)
    command(
        group, "cedar", panel=look,
        example="accordant instrument cedar jpn-kor-gsomia-2016 --out cedar",
    )(cedar)  # fmt: skip
    command(
        group,
        "new",
        panel=act,
        example="accordant instrument new kor-aus-gsomia-2009 --parties KOR,AUS --like gsomia",
    )(new)
    command(group, "add", panel=act, example="accordant instrument add jpn-kor-gsomia-2016")(add)
    command(
        group, "adopt", panel=act,
        example="accordant instrument adopt jpn-kor-gsomia-2016 --as treaty-desk",
    )(adopt)  # fmt: skip
    command(
        group, "notify", panel=act,
        example="accordant instrument notify jpn-kor-gsomia-2016 "
        "--delivered 2016-11-23T10:00:00+09:00 --as treaty-desk",
    )(notify)  # fmt: skip
    command(
        group, "notice", panel=act,
        example="accordant instrument notice jpn-kor-gsomia-2016 "
        "--delivered 2019-08-23T15:30:00+09:00 --channel diplomatic --as treaty-desk",
    )(notice)  # fmt: skip


def list_(session: Session) -> Shown:
    """List the instruments held and whether each is in force."""
    found = [each for each in standing.standings(session.node) if each.kind == "instrument"]
    return Shown(found, (texts.listed(found, "No instrument is held here."),))


def show(
    session: Session,
    identifier: IdArgument,
    *,
    article: Annotated[str, typer.Option(metavar="N", help="One article: `4`, `6(a)`.")] = "",
) -> Shown:
    """Show a text held: its articles, or one article with source, clauses and cases."""
    text = held.find(session.node, identifier)
    if article:
        return _show_article(text, article)
    rows = (
        (each.number, each.title, each.status, _kinds(each) or "not encoded")
        for each in text.articles
    )
    articles = pictures.filled(("Art.", "Title", "Source", "Clauses"), rows, "No article.")
    terms = (
        (level, " ".join(filter(None, (term.ko, term.ja))), term.latin, term.en)
        for level, term in text.terms.items()
    )
    levels = pictures.filled(("Level!", "Term!", "Romanised", "English"), terms, "")
    document = {
        "identifier": text.identifier,
        "title": text.title,
        "clauses_digest": text.clauses_digest,
        "terms": text.terms,
        "articles": [_article_document(each) for each in text.articles],
    }
    return Shown(document, (*texts.heading(text), levels, articles))


def _show_article(text: Instrument, number: str) -> Shown:
    found = next((each for each in text.articles if each.number == number), None)
    if found is None:
        raise MalformedInput(f"{text.identifier} has no Article {number[:20]}", place="--article")
    cases = [case.title for case in text.cases if case.article == number]
    lines: list[RenderableType] = [
        Text(f"{text.identifier}, Article {found.number}. {found.title}", style="bold"),
        Text(_paragraphs(found.prose)),
        *(Text(f"Source: {each.where}. {each.status}.", style="dim") for each in found.sources),
        *(Text(f"Not encoded: {reason}", style="yellow") for reason in found.not_encoded),
    ]
    for clause in found.clauses:
        fields = msgspec.to_builtins(clause)
        kind = fields.pop("kind")
        fields.pop("article")
        said = pictures.facts((key, _spelt(value)) for key, value in fields.items())
        lines += [Text(f"\nclause {kind}", style="cyan"), said]
    lines += [Text("\ncases", style="cyan"), pictures.bullets(cases)] if cases else []
    return Shown({**_article_document(found), "cases": cases}, tuple(lines))


def _article_document(article: Article) -> dict[str, object]:
    return {
        "article": article.number,
        "title": article.title,
        "prose": article.prose,
        "status": article.status,
        "not_encoded": article.not_encoded,
        "clauses": [msgspec.to_builtins(clause) for clause in article.clauses],
    }


def _paragraphs(prose: str) -> str:
    """Prose without the line ends of its file; a blank line stays one."""
    return "\n\n".join(" ".join(part.split()) for part in prose.split("\n\n"))


def _spelt(value: object) -> str:
    """A clause's field in words: rows of a table each on its line."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple) and value and isinstance(value[0], list | tuple):
        return "\n".join(" = ".join(map(str, row)) for row in value)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{key} {_spelt(inner)}" for key, inner in value.items())
    return str(value)


def _kinds(article: Article) -> str:
    return ", ".join(dict.fromkeys(clause.kind for clause in article.clauses))


def status(
    session: Session,
    identifier: IdArgument,
    *,
    at: Annotated[str, typer.Option(metavar="INSTANT", help="As of then; now if absent.")] = "",
) -> Shown:
    """Say whether an instrument is in force, why, and who adopted which encoding.

    Exit status 3 when the parties adopted different encodings.
    """
    found = standing.status(session.node, identifier, options.instant_or_none(at, "--at"))
    pictures_ = _status_pictures(session, found)
    return Shown(
        found, pictures_, error=DigestsDiffer(place=identifier) if found.differs else None
    )


def _status_pictures(session: Session, found: Status) -> tuple[RenderableType, ...]:
    stands = found.standing
    rows = (
        (each.party, f"{session.time(each.at)}\n{each.digest}" if each.digest else "nothing yet")
        for each in found.adoptions
    )
    return (
        pictures.facts(
            [
                ("instrument", stands.identifier),
                ("as of", session.time(found.at)),
                ("force", pictures.styled(stands.state)),
                ("why", texts.sentence_of(stands)),
                ("last day", stands.facts.get("until", "")),
                (
                    "assumed",
                    "by a notice that is only assumed" if "assumed" in stands.facts else "",
                ),
                ("held here", stands.digest),
            ]
        ),
        pictures.filled(("Party", "Adopted, when and which clause digest!"), rows, ""),
    )


def add(session: Session, source: SourceArgument) -> Shown:
    """Hold a text here. It has no effect until both parties adopt it."""
    return texts.add(session, source, "instrument")


def adopt(session: Session, identifier: IdArgument, *, officer: OfficerOption) -> Shown:
    """Adopt the encoding held, by its clause digest; the other party is told."""
    text = _instrument(session, identifier)
    now = session.node.clock.now()
    act = Adopted(session.node.party, text.identifier, text.clauses_digest, now)
    return _signed(session, act, officer, f"{session.node.party} adopts {text.identifier}.")


def notify(
    session: Session,
    identifier: IdArgument,
    *,
    delivered: DeliveredOption,
    officer: OfficerOption,
) -> Shown:
    """Record that this party notified the other that its domestic requirements are met."""
    text = _instrument(session, identifier)
    act = RequirementsNotified(
        session.node.party,
        text.identifier,
        options.instant(delivered, "--delivered"),
        session.node.clock.now(),
    )
    return _signed(session, act, officer, f"Notified under {text.identifier}.")


def notice(
    session: Session,
    identifier: IdArgument,
    *,
    delivered: DeliveredOption,
    channel: Annotated[str, typer.Option(metavar="WORD", help="How it went: `diplomatic`.")],
    officer: OfficerOption,
    counterfactual: Annotated[
        bool, typer.Option("--counterfactual", help="Only assumed, for a rehearsal.")
    ] = False,
) -> Shown:
    """Record this party's written notice to end an instrument, as delivered.

    The legal act is the delivery through the channel the instrument names; this records it.
    """
    text = _instrument(session, identifier)
    act = NoticeDelivered(
        session.node.party,
        text.identifier,
        options.word(channel, "--channel"),
        options.instant(delivered, "--delivered"),
        session.node.clock.now(),
        counterfactual,
    )
    return _signed(session, act, officer, f"Notice given under {text.identifier}.")


def _instrument(session: Session, identifier: str) -> Instrument:
    text = held.find(session.node, identifier)
    if text.kind != "instrument":
        raise UnknownInstrument(f"`{identifier}` is an order, not an instrument")
    return text


def _signed(session: Session, act: Act, officer: str, said: str) -> Shown:
    recorded = session.sign(act, officer)
    told = ", ".join(recorded.told) or "nobody"
    document = {"act": act, "digest": recorded.digest, "told": recorded.told}
    return Shown(document, (Text(said, style="green"), Text(f"Queued to be told: {told}.")))
