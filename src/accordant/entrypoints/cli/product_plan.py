"""`product plan`: what the originator allows to be made of an item that may not go whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import msgspec
import typer
from rich.console import RenderableType
from rich.text import Text

from accordant.adapters import home as homes
from accordant.entrypoints.cli import files, options, pictures
from accordant.entrypoints.cli.options import VersionOption
from accordant.entrypoints.cli.product_pictures import portion_picture
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.model.plan import Reduce, ReleasePlan, TearLine
from accordant.model.precision import FIELDS
from accordant.operations import plans, products
from accordant.operations.blank_plans import BegunPlan, begin_plan


def add_to(group: typer.Typer) -> None:
    """Put the commands of this file among those of products."""
    plan = typer.Typer(help="What may be made of an item that may not go whole.")
    group.add_typer(plan, name="plan")
    command(
        plan,
        "new",
        example="accordant product plan new plan.json --for KOR-4f2k9 --title 'A launch'",
    )(new)
    command(plan, "check", example="accordant product plan check plan.json")(check)
    command(plan, "set", example="accordant product plan set plan.json")(set_)
    command(plan, "show", example="accordant product plan show KOR-4f2k9")(show)


def new(
    session: Session,
    file: options.NewFile,
    *,
    product: Annotated[
        str, typer.Option("--for", metavar="ID", help="The item it is for, kept here.")
    ],
    version: VersionOption = 1,
    reduce: Annotated[Reduce, typer.Option(help="To what the item may be reduced.")] = "portions",
    title: Annotated[
        str,
        typer.Option(metavar="TEXT", help="The title of what is made of portions."),
    ] = "",
    placeholder: Annotated[
        bool,
        typer.Option("--placeholder", help="The recipient may learn that something was left out."),
    ] = False,
) -> Shown:
    """Begin a release plan, with the item's portions and relations by number.

    Edit the file, look at it with `product plan check`, keep it with `product plan set`.
    """
    begun = begin_plan(
        session.node, product, version, reduce=reduce, title=title, placeholder=placeholder
    )
    data = msgspec.json.format(msgspec.json.encode(begun.document), indent=2) + b"\n"
    homes.write_private(file, data)  # it will hold content
    said = Text(f"The plan for {product} is begun in {file}; nothing is kept yet.")
    return Shown({"product": product, "file": str(file)}, (*_numbered(begun), said))


def check(session: Session, file: options.PlanFile) -> Shown:
    """Check a release plan as `product plan set` would, and keep nothing."""
    plan = read_plan(file)
    plans.check_whole_plan(session.node, plan)
    said = Text("The plan fits its item; nothing is kept.", style="green")
    return Shown(plan, (_facts(plan), said))


def set_(session: Session, file: options.PlanFile) -> Shown:
    """Keep a release plan for an item, sealed; it takes the place of an earlier one.

    It allows nothing by itself: what is made by it is decided like any item. It never leaves.
    """
    plan = read_plan(file)
    plans.keep_plan(session.node, plan)
    said = f"The plan for {plan.product} version {plan.version} is kept, sealed."
    document = {"product": plan.product, "version": plan.version, "reduce": plan.reduce}
    return Shown(document, (Text(said),))


def show(
    session: Session,
    identifier: Annotated[str, typer.Argument(metavar="ID", help="An item kept here.")],
    *,
    version: VersionOption = 1,
    officer: options.ReaderOption = "",
) -> Shown:
    """Open the release plan of an item. That it was read is recorded in the node's own log."""
    plan = plans.open_plan(session.node, identifier, version, session.reader(officer))
    lines = [each for line in plan.tear_lines for each in _line(session, line)]
    return Shown(plan, (_facts(plan), *lines))


def read_plan(file: str) -> ReleasePlan:
    """Read a plan's file.

    Raises:
        MalformedInput, Oversized: place and reason.
    """
    return plans.parse_plan(files.read(file, products.PRODUCT_DOCUMENT_MAX), file)


def _numbered(begun: BegunPlan) -> Iterator[RenderableType]:
    """What the numbers in a plan stand for."""
    rows = [
        (
            str(number),
            " ".join((each.marking.level, *each.marking.caveats)),
            str(each.content.__struct_config__.tag),
            str(each.discipline),
        )
        for number, each in enumerate(begun.portions, start=1)
    ]
    yield pictures.filled(("Portion>", "Marking", "Kind!", "Discipline!"), rows, "")
    if begun.relations:
        named = [
            (str(number), each.kind, f"{each.product}/{each.version}")
            for number, each in enumerate(begun.relations, start=1)
        ]
        yield pictures.filled(("Relation>", "Kind!", "Item"), named, "")


def _facts(plan: ReleasePlan) -> RenderableType:
    draws = (
        f"portion {each.portion} on {', '.join(map(str, each.relations)) or 'none'}"
        for each in plan.draws_on
    )
    return pictures.facts(
        [
            ("for", f"{plan.product} version {plan.version}"),
            ("reduced to", plan.reduce),
            ("title", plan.title),
            ("words", _words(plan)),
            ("placeholder", "yes" if plan.placeholder else "no"),
            ("draws on relations", "; ".join(draws)),
            ("tear lines", "; ".join(_for_whom(each) for each in plan.tear_lines)),
        ]
    )


def _words(plan: ReleasePlan) -> str:
    """What the author says the words are no finer than."""
    if plan.words is None:
        return "not said how fine"
    stated = msgspec.to_builtins(plan.words)
    return ", ".join(f"{name} {stated[name]}" for name in FIELDS if stated[name])


def _line(session: Session, line: TearLine) -> Iterator[RenderableType]:
    yield Text(pictures.plain(f"\n{line.title} ({_for_whom(line)})"), style="bold underline")
    for portion in line.portions:
        yield portion_picture(session, portion)


def _for_whom(line: TearLine) -> str:
    return " ".join(line.to) or "for every recipient"
