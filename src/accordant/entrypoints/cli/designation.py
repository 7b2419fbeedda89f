"""`label designate`, `withdraw`, `pending`: the authority's choice among corresponding levels."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from accordant import canonical
from accordant.clauses import Language
from accordant.decision.saying import value
from accordant.entrypoints.cli import options, pictures
from accordant.entrypoints.cli.answer import language
from accordant.entrypoints.cli.law_words import said_of, said_of_all
from accordant.entrypoints.cli.options import LanguageOption, OfficerOption, VersionOption
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.errors import MalformedInput, NotAuthorised
from accordant.model.act import DesignationWithdrawn, LevelDesignated
from accordant.operations import designation_views as views
from accordant.operations.designation_views import Choice, Waiting
from accordant.operations.ports import ProductRow

HOUR = 3_600_000  # milliseconds
GROUND_MAX = 400  # characters, as the act holds

ItemArgument = Annotated[
    str, typer.Argument(metavar="ID", help="An item that arrived: register number or product.")
]
GroundOption = Annotated[
    str, typer.Option("--ground", metavar="TEXT", help="Why, in one line; it stays at home.")
]


def add_to(group: typer.Typer) -> None:
    """Put the commands of this file among those of labels."""
    command(
        group,
        "designate",
        example="accordant label designate JPN/2018/000001 --level JPN:gokuhi "
        "--ground 'not listed for special secrets' --as designating-authority",
    )(designate)
    command(
        group,
        "withdraw",
        example="accordant label withdraw JPN/2018/000001 --ground 'decided in error' "
        "--as designating-authority",
    )(withdraw)
    command(group, "pending", example="accordant label pending --language ja")(pending)


def designate(
    session: Session,
    name: ItemArgument,
    *,
    level: Annotated[str, typer.Option(metavar="LEVEL", help="One of the corresponding levels.")],
    ground: GroundOption,
    officer: OfficerOption,
    decided: Annotated[
        str, typer.Option("--on", metavar="INSTANT", help="When it was decided; now if absent.")
    ] = "",
    replace: Annotated[
        bool, typer.Option("--replace", help="In place of the designation that stands.")
    ] = False,
    version: VersionOption = 1,
    spoken: LanguageOption = "en",
) -> Shown:
    """Designate which of several corresponding levels an item that arrived has here.

    Decisions on passing it on go by that level from now on; the originator's label stays.
    """
    options.level(level)
    now, tongue = session.node.clock.now(), language(spoken)
    row, choice = _found(session, name, version)
    standing = choice.designated if choice is not None else None
    if standing is not None and standing.level == level:
        said = "{number} is {level} already; nothing changed."
        return _told(row, standing.digest, level, said, tongue, added=False)
    if standing is not None and not replace:
        raise NotAuthorised(
            f"it is designated {standing.level} already, by {standing.post} "
            f"on {session.time(standing.decided)}",
            hint="To designate anew, say `--replace`.",
            place=row.register_number,
        )
    act = LevelDesignated(
        party=session.node.party,
        number=row.register_number,
        product=row.product,
        version=row.version,
        item=canonical.digest_of_bytes(row.envelope),
        bears=choice.bears if choice is not None else row.level,
        level=level,
        ground=_line(ground),
        decided=options.instant_or_none(decided, "--on") or now,
        at=now,
        replaces=standing.digest if standing is not None else None,
    )
    recorded = session.sign(act, officer)
    said = "{number} is {level} from now on; the originator's {borne} stays as it came."
    return _told(row, recorded.digest, level, said, tongue, added=True)


def withdraw(
    session: Session,
    name: ItemArgument,
    *,
    ground: GroundOption,
    officer: OfficerOption,
    version: VersionOption = 1,
    spoken: LanguageOption = "en",
) -> Shown:
    """Withdraw a designation. The item is handled as the strictest until a new one."""
    row, choice = _found(session, name, version)
    if choice is None or choice.designated is None:
        raise NotAuthorised("no designation of it stands", place=row.register_number)
    act = DesignationWithdrawn(
        party=session.node.party,
        number=row.register_number,
        product=row.product,
        version=row.version,
        designation=choice.designated.digest,
        ground=_line(ground),
        at=session.node.clock.now(),
    )
    recorded = session.sign(act, officer)
    document = {"number": row.register_number, "act": act, "digest": recorded.digest}
    said = said_of(
        "The designation of {number} is withdrawn; it is handled as {handling} until the "
        "authority decides anew.",
        language(spoken),
        number=row.register_number,
        handling=", ".join(choice.handling),
    )
    return Shown(document, (Text(said, style="yellow"),))


def pending(
    session: Session,
    *,
    limit: Annotated[
        int, typer.Option(min=1, max=100_000, help="How many, the longest waiting first.")
    ] = 50,
    spoken: LanguageOption = "en",
) -> Shown:
    """List the items that wait for the designating authority, and how they are handled."""
    tongue = language(spoken)
    found = views.waiting(session.node, limit)
    headings = ("Item!", "Level!", "One of!", "Handled as!", "Waits>")
    shown = pictures.filled(
        said_of_all(headings, tongue),
        (_row(each, tongue) for each in found),
        said_of("Nothing waits for the designating authority.", tongue),
    )
    return Shown(found, (shown,))


def _row(each: Waiting, spoken: Language) -> tuple[str, ...]:
    days, hours = divmod(each.age // HOUR, 24)
    said = {"version": str(each.version), "partner": each.origin}
    return (
        f"{each.number}\n{each.product}\n"
        + said_of("version {version} from {partner}", spoken, **said),
        value(each.level, spoken),
        "\n".join(
            said_of("{level}, proposed", spoken, level=level)
            if level == each.choice.proposed
            else value(level, spoken)
            for level in each.choice.levels
        ),
        "\n".join(value(level, spoken) for level in each.choice.handling),
        said_of("{days} d {hours} h", spoken, days=str(days), hours=str(hours)),
    )


def _found(session: Session, name: str, version: int) -> tuple[ProductRow, Choice | None]:
    row = views.to_designate(session.node, name, version)
    return row, views.look(session.node, row)


def _line(ground: str) -> str:
    """A ground as typed.

    Raises:
        MalformedInput: blank, too long, or more than a line.
    """
    if not ground.strip() or len(ground) > GROUND_MAX or not ground.isprintable():
        raise MalformedInput(
            f"a ground is one line of at most {GROUND_MAX} characters", place="--ground"
        )
    return ground


def _told(
    row: ProductRow, digest: str, level: str, said: str, spoken: Language, *, added: bool
) -> Shown:  # fmt: skip
    document = {
        "number": row.register_number,
        "product": row.product,
        "version": row.version,
        "level": level,
        "digest": digest,
        "added": added,
    }
    words = said_of(said, spoken, number=row.register_number, level=level, borne=row.level)
    return Shown(document, (Text(words, style="green" if added else ""),))
