"""`label export` and `label import`: labels of STANAG 4774 as files."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated, Final, Literal, NamedTuple

import typer
from msgspec import structs
from rich.console import RenderableType
from rich.text import Text

from accordant.adapters import home as homes
from accordant.adapters import terms_table
from accordant.adapters.clock import SystemClock
from accordant.entrypoints.cli import files, options, pictures
from accordant.entrypoints.cli.answer import EXIT_BY_OUTCOME, language
from accordant.entrypoints.cli.marked import OutOption, UnderOption, marking_of, proposal_for
from accordant.entrypoints.cli.options import LanguageOption, VersionOption
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.errors import LevelNotInTable, MalformedInput
from accordant.labels import binding
from accordant.labels.sentences import AT_BEST, NO_LIST, WHY
from accordant.labels.stanag import ID_TYPES, LABEL_SIZE_MAX, Name
from accordant.labels.understood import Reading, label_for, reading_of
from accordant.model.instant import Instant, format_instant
from accordant.model.marking import LEVEL_PATTERN, Marking
from accordant.model.party import state_of
from accordant.operations import designation_views as views
from accordant.operations.release import held_product

REVIEW_MILLISECONDS: Final = (
    365 * 86_400_000
)  # the standard asks for a review; after how long is ours
STYLES: Final = {"release": "green", "refer": "bold yellow", "withhold": "bold red"}


class _Subject(NamedTuple):
    """What is labelled: its marking, and a reference to it, where there is one."""

    marking: Marking
    reference: str
    designated: str = ""  # this party's level for it, by its authority's word


def add_to(group: typer.Typer) -> None:
    """Put the commands of this file where people find them."""
    command(
        group, "export",
        example="accordant label export KOR:II --caveat 'REL TO KOR, JPN' --out label.xml",
    )(export)  # fmt: skip
    command(group, "import", example="accordant label import label.xml")(import_)


def export(
    session: Session,
    subject: Annotated[
        str, typer.Argument(metavar="PRODUCT|LEVEL", help="A product held, or a level.")
    ],
    *,
    kind: Annotated[
        Literal["stanag-4774"], typer.Option("--format", help="Form of the label.")
    ] = "stanag-4774",
    caveat: Annotated[
        list[str] | None, typer.Option(metavar="WORDS", help="A caveat, beside a level.")
    ] = None,
    releasable_to: Annotated[
        list[str] | None, typer.Option(metavar="PARTY", help="Who may have it; repeat for each.")
    ] = None,
    originator: Annotated[
        str, typer.Option(metavar="TYPE=VALUE", help="Who, as `rfc822Name=watch@mnd.example`.")
    ] = "",
    created: Annotated[
        str, typer.Option(metavar="INSTANT", help="When the label was made; now if absent.")
    ] = "",
    review: Annotated[
        str, typer.Option(metavar="INSTANT", help="When to review it; 365 days later if absent.")
    ] = "",
    to: Annotated[
        str, typer.Option("--to", metavar="PARTY", help="Also an alternative label for it.")
    ] = "",
    under: UnderOption = "",
    designated: Annotated[
        str, typer.Option(metavar="LEVEL", help="Its level, where it has the choice of several.")
    ] = "",
    data: Annotated[
        str,
        typer.Option(metavar="URI", help="What the labels are of; a product's name if absent."),
    ] = "",
    out: OutOption = None,
    version: VersionOption = 1,
) -> Shown:
    """Write the label of a marking. A classified level needs its release list.

    What a label cannot say is refused, never left out: a level without a list, TLP, an exercise.
    """
    del kind  # there is one
    policies = terms_table.load()
    found = _subject(session, subject, caveat or [], version)
    marking = _released(found.marking, releasable_to or [])
    now = options.instant_or_none(created, "--created") or _now()
    name = _name(originator)
    later = options.instant_or_none(review, "--review") or now + REVIEW_MILLISECONDS
    own = label_for(marking, policies, created=now, originator=name, review=later)
    labels = binding.Labels(originator=own)
    if to or under:
        chosen = found.designated if to == state_of(found.designated) else ""
        level = _own_level(marking.level, to, under, designated or chosen)
        own_marking = Marking(level, marking.caveats)
        other = label_for(own_marking, policies, created=now, review=later)
        other = structs.replace(other, role="alternative")
        reference = data or found.reference
        if not reference:
            raise MalformedInput("several labels are bound to what they are of", place="--data")
        labels = binding.Labels(originator=own, alternatives=(other,), data=(reference,))
    return _written(session, labels, out)


def import_(
    session: Session,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="A label, or several bound.")],
    *,
    spoken: LanguageOption = "en",
) -> Shown:
    """Say what a label says, and what of it is not understood. Nothing is stored.

    Exit status 11 where a person must look, 10 where it gives no known level.
    """
    del session
    policies = terms_table.load()
    labels = binding.parse(files.read(file, LABEL_SIZE_MAX), Path(file).name)
    readings = [reading_of(each, policies) for each in (labels.originator, *labels.alternatives)]
    chosen = readings[0]
    shown: list[RenderableType] = []
    for reading in readings:
        shown += _pictures(reading, language(spoken), alternative=reading is not chosen)
    document = {
        "originator": _document(chosen),
        "alternatives": [_document(each) for each in readings[1:]],
        "data": labels.data,
        "at_best": chosen.at_best,
    }
    return Shown(document, tuple(shown), EXIT_BY_OUTCOME[chosen.at_best])


def _subject(session: Session, subject: str, caveats: list[str], version: int) -> _Subject:
    """A level as typed, or the marking of a product held; its content stays sealed."""
    if re.fullmatch(LEVEL_PATTERN, subject):
        return _Subject(marking_of(subject, caveats), "")
    if caveats:
        raise MalformedInput("a product held has its caveats already", place="--caveat")
    row = session.node.store.read(lambda reading: held_product(reading, subject, version))
    if row.marker != "REAL":
        raise MalformedInput(
            f"the item is marked {row.marker}, and a label has no word for that",
            hint="A label without it would make it look real; such an item travels as it is.",
        )
    choice = views.look(session.node, row)
    chosen = choice.designated.level if choice is not None and choice.designated else ""
    return _Subject(Marking(row.level, row.caveats), row.product, chosen)


def _released(marking: Marking, parties: list[str]) -> Marking:
    if not parties:
        return marking
    listed = ", ".join(options.party(each, "--releasable-to") for each in parties)
    return marking_of(marking.level, [f"REL TO {listed}", *marking.caveats])


def _now() -> Instant:
    """Now, to the second."""
    now = SystemClock().now()
    return now - now % 1000


def _name(text: str) -> Name | None:
    if not text:
        return None
    type_, _, value = text.partition("=")
    if type_ not in ID_TYPES or not value:
        raise MalformedInput(
            f"who made it is TYPE=VALUE; a type is one of {', '.join(ID_TYPES)}",
            place="--originator",
        )
    return Name(type_, value)


def _own_level(level: str, to: str, under: str, designated: str) -> str:
    """The recipient's level: only one that is the only one, or designated."""
    proposal, _ = proposal_for(level, to, under, terms_table.load())
    if proposal is None:
        raise LevelNotInTable(f"{level} has no equal for {to}; it is not rounded")
    if designated and designated not in proposal.levels:
        raise LevelNotInTable(f"`{designated[:40]}` is not among {', '.join(proposal.levels)}")
    if proposal.undecided and not designated:
        raise LevelNotInTable(
            f"{to} has yet to designate one of {', '.join(proposal.levels)}",
            hint="Name the level designated with `--designated`, or leave out `--to`.",
        )
    return designated or proposal.levels[0]


def _written(session: Session, labels: binding.Labels, out: Path | None) -> Shown:
    spelling = binding.spell(labels)
    document = {"label": spelling.decode(), "labels": labels}
    if out is not None:
        homes.write_public(out, spelling)
        return Shown(document, (Text(f"The label is written to {out}.", style="green"),))
    if session.as_json:
        return Shown(document)
    sys.stdout.write(spelling.decode())
    return Shown(document, written=True)


def _pictures(
    reading: Reading, spoken: Literal["en", "ko", "ja"], *, alternative: bool
) -> list[RenderableType]:
    label = reading.label
    marking = reading.marking
    pairs: list[tuple[str, str | Text]] = [
        ("label", "alternative" if alternative else label.role),
        ("policy", f"{label.policy} {label.policy_uri}"),
        ("classification", label.classification),
        *((c.type.lower(), f"{c.tag}: {', '.join(c.values)}") for c in label.categories),
        ("by", label.originator.value if label.originator else ""),
        ("created", format_instant(label.created)),
        ("review", format_instant(label.review) if label.review is not None else ""),
        ("level", reading.level),
        ("marking", " ".join((marking.level, *marking.caveats)) if marking else ""),
        ("released to", " ".join(reading.releasable_to or ())),
    ]
    said = [getattr(AT_BEST[reading.at_best], spoken)]
    if reading.releasable_to is None:
        said.append(getattr(NO_LIST, spoken))
    missing = [
        f"{each.what} `{each.value}`: {getattr(WHY[each.why], spoken)}"
        for each in reading.not_understood
    ]
    return [
        pictures.facts(pairs),
        pictures.bullets(missing, style="yellow"),
        Text(" ".join(said), style=STYLES[reading.at_best]),
    ]


def _document(reading: Reading) -> dict[str, object]:
    return {
        "level": reading.level,
        "marking": reading.marking,
        "releasable_to": reading.releasable_to,
        "not_understood": reading.not_understood,
        "at_best": reading.at_best,
        "label": reading.label,
    }
