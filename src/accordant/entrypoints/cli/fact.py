"""`fact`: what happened to an instrument, entered by the treaty desk, and what it came to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from rich.text import Text

from accordant.adapters import story_table
from accordant.decision.saying import value
from accordant.entrypoints.cli import options, pictures
from accordant.entrypoints.cli.answer import language
from accordant.entrypoints.cli.law_words import said_of, said_of_all
from accordant.entrypoints.cli.options import LanguageOption, OfficerOption
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.errors import MalformedInput
from accordant.model.fact import Fact
from accordant.operations import facts, incidents

PANEL = "The law"
TOGETHER = "all"
STORY = "story"


def add_to(app: typer.Typer) -> None:
    """Put the commands of this file where people find them."""
    group = typer.Typer(help="What happened to an instrument: entered, imported, listed.")
    app.add_typer(group, name="fact", rich_help_panel=PANEL)
    command(
        group, "record",
        example="accordant fact record notice-suspended jpn-kor-gsomia-2016 --name kor-suspends "
        "--at 2019-11-22T18:00:00+09:00 --with channel=diplomatic --with of=kor-notice "
        '--source "our note of that day" --as treaty-desk',
    )(record)  # fmt: skip
    command(
        group, "import", example="accordant fact import story --as treaty-desk",
    )(import_)  # fmt: skip
    command(group, "list", example="accordant fact list jpn-kor-gsomia-2016")(list_)
    command(
        app, "incidents", panel=PANEL, example="accordant incidents",
    )(incidents_)  # fmt: skip


def record(
    session: Session,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="What happened; docs/facts.md.")],
    instrument: Annotated[str, typer.Argument(metavar="ID", help="Of which instrument.")],
    *,
    name: Annotated[str, typer.Option(metavar="NAME", help="Of the fact, as `kor-notice-2019`.")],
    at: Annotated[
        str, typer.Option(metavar="INSTANT", help="When it counts; of a note, its delivery.")
    ],
    source: Annotated[str, typer.Option(help="Where that is written.")],
    officer: OfficerOption,
    by: Annotated[
        str, typer.Option(metavar="PARTY", help="Who did it; this party if absent, or `all`.")
    ] = "",
    more: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="KEY=VALUE", help="What the kind needs: `channel=...`."),
    ] = None,
) -> Shown:
    """Enter a fact of an instrument; an act of this party without effect is refused.

    The legal act is what happened, never this entry: a note counts from its delivery.
    """
    said: dict[str, Any] = {
        "zone": session.opened.settings.zone,
        "confidence": "established",
        **_more(more or ()),
        "name": name,
        "kind": kind,
        "instrument": instrument,
        "party": "" if by == TOGETHER else (by or session.node.party),
        "at": options.instant(at, "--at"),
        "source": source,
    }
    fact = _fact(said)
    key = session.opened.officer_key(officer)
    recorded = facts.record(session.node, fact, officer, key)
    told = ", ".join(recorded.told) or "nobody"
    return Shown(
        {"act": recorded.act, "digest": recorded.digest, "told": recorded.told},
        (Text(f"{name} is recorded.", style="green"), Text(f"Queued to be told: {told}.")),
    )


def _more(pairs: Iterable[str]) -> dict[str, Any]:
    """What stands behind `--with`: each key once, an instant or a yes where one is asked for."""
    found: dict[str, Any] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        key = key.replace("-", "_")
        if not equals or key in found:
            raise MalformedInput(
                f"`{pair[:40]}` is not KEY=VALUE, or stands twice", place="--with"
            )
        if key in ("effect", "learnt"):
            found[key] = options.instant(value, f"--with {key}")
        elif key in ("full_powers", "governs_held"):
            if value not in ("yes", "no"):
                raise MalformedInput(f"`{key}` is yes or no", place="--with")
            found[key] = value == "yes"
        else:
            found[key] = value
    return found


def _fact(said: dict[str, Any]) -> Fact:
    try:
        return msgspec.convert(said, Fact)
    except msgspec.ValidationError as error:
        reason = str(error)
        raise MalformedInput(reason[:1].lower() + reason[1:], place="fact") from None


def import_(
    session: Session,
    source: Annotated[
        str, typer.Argument(metavar="FILE|story", help="A table of facts, or the packaged story.")
    ],
    *,
    officer: OfficerOption,
) -> Shown:
    """Enter the facts of a table as this party's own account.

    The other parties are told what is theirs to know of it.

    Facts of instruments whose texts are not held here are left out, and counted.
    """
    found = story_table.load() if source == STORY else story_table.read_file(Path(source))
    past = [fact for fact in found if fact.at <= session.node.clock.now()]
    key = session.opened.officer_key(officer)
    with session.progress("Entering facts", len(past)) as advance:
        done = facts.import_facts(session.node, past, officer, key, advance)
    lines = [
        f"{len(done.recorded)} recorded, {len(done.held)} held already.",
        f"{len(done.not_held)} are about instruments whose text is not held here.",
        f"{len(found) - len(past)} lie in the future of this node's clock.",
    ]
    return Shown(done, tuple(Text(line) for line in lines))


def list_(
    session: Session,
    instrument: Annotated[str, typer.Argument(metavar="ID", help="Of which instrument.")],
    *,
    spoken: LanguageOption = "en",
) -> Shown:
    """List what was recorded about an instrument, and by whom."""
    tongue = language(spoken)
    found = facts.facts_about(session.node, instrument)
    rows = (
        (
            session.time(act.fact.at),
            value(act.fact.party, tongue) or said_of("together", tongue),
            f"{value(act.fact.kind, tongue)}\n{act.fact.name}",
            value(act.party, tongue),
            act.fact.source,
        )
        for act in found
    )
    headings = said_of_all(("When!", "Who!", "What!", "By!", "Source"), tongue)
    nothing = said_of("Nothing was recorded.", tongue)
    return Shown(found, (pictures.filled(headings, rows, nothing),))


def incidents_(session: Session) -> Shown:
    """List releases whose instrument was not in force then, as is known now."""
    found = incidents.incidents(session.node)
    rows = (
        (
            session.time(each.at),
            f"{each.product} v{each.version}",
            f"{each.direction} {each.partner}",
            each.instrument,
            f"{each.now.force}: {each.now.basis}",
        )
        for each in found
    )
    headings = ("When", "Item", "Link", "Instrument", "As is known now")
    return Shown(found, (pictures.filled(headings, rows, "No release turned out wrong."),))
