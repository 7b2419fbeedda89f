"""`product`: write items of this party, list them, open one to be read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from accordant.adapters import enclosure_file
from accordant.adapters.whole_file import check_files_of
from accordant.clauses import Language
from accordant.decision.saying import value
from accordant.entrypoints.cli import (
    files,
    options,
    pictures,
    product_diff,
    product_edit,
    product_files,
    product_new,
    product_plan,
    product_versions,
)
from accordant.entrypoints.cli.answer import language
from accordant.entrypoints.cli.law_words import said_of
from accordant.entrypoints.cli.options import (
    AuthorOption,
    LanguageOption,
    ReaderOption,
    VersionOption,
)
from accordant.entrypoints.cli.own_level import designation_rows
from accordant.entrypoints.cli.product_opened import opened
from accordant.entrypoints.cli.product_pictures import personal_warning
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.envelope.enclosure import count_of
from accordant.errors import MalformedInput, UnmarkedProduct
from accordant.model.marking import Marker, Marking
from accordant.model.personal_data import unmarked_signs
from accordant.model.precedence import Precedence
from accordant.model.product import Portion, Product, enclosures_of
from accordant.model.product import Text as Prose
from accordant.operations import designation_views as views
from accordant.operations import plans, products, queries
from accordant.operations.enclosing import check_files
from accordant.operations.enclosures import views_of
from accordant.operations.identifiers import drawn
from accordant.operations.launches import checked
from accordant.operations.officers import Signer, sign_as_author
from accordant.operations.ports import ProductRow
from accordant.operations.release import held_product

PANEL = "Products"


def add_to(app: typer.Typer) -> None:
    """Put the commands of this file where people find them."""
    group = typer.Typer(help="Items of intelligence: write, list, read.")
    app.add_typer(group, name="product", rich_help_panel=PANEL)
    command(group, "add", example="accordant product add report.json")(add)
    product_new.add_to(group)
    product_edit.add_to(group)
    command(group, "list", example="accordant product list")(list_)
    command(group, "show", example="accordant product show KOR-4f2k9")(show)
    product_plan.add_to(group)
    product_versions.add_to(group)
    product_diff.add_to(group)


def add(
    session: Session,
    file: Annotated[str, typer.Argument(metavar="[FILE|-]", help="A product document.")] = "",
    *,
    text: Annotated[
        str, typer.Option(metavar="FILE|-", help="Or plain text, described by what follows.")
    ] = "",
    level: Annotated[str, typer.Option(metavar="LEVEL", help="Its level, as `KOR:II`.")] = "",
    subject: Annotated[list[str] | None, typer.Option(metavar="WORD", help="About what.")] = None,
    purpose: Annotated[
        str, typer.Option(metavar="WORD", help="What it may be provided for.")
    ] = "",
    caveat: Annotated[list[str] | None, typer.Option(metavar="WORD", help="A caveat.")] = None,
    kind: Annotated[str, typer.Option(metavar="WORD", help="Its kind.")] = "text",
    marker: Annotated[Marker, typer.Option(help="What it is for.")] = "REAL",
    precedence: Annotated[Precedence, typer.Option(help="How soon it goes.")] = "routine",
    version: VersionOption = 1,
    identifier: Annotated[
        str, typer.Option("--id", metavar="ID", help="Its identifier; drawn at random if absent.")
    ] = "",
    plan: Annotated[
        str, typer.Option("--plan", metavar="FILE", help="Its release plan, kept with it.")
    ] = "",
    officer: AuthorOption = "",
) -> Shown:
    """Write an item: sealed at once, and opened only to be read or released."""
    if bool(file) == bool(text):
        raise MalformedInput("name a product document, or a text with --text", place="product add")
    if file:
        data = files.read(file, products.PRODUCT_DOCUMENT_MAX)
        product = products.parse_product(data, file)
    else:
        if not level:
            raise UnmarkedProduct("the text carries no marking", place="--level")
        marking = Marking(options.level(level), tuple(caveat or ()))
        product = Product(
            product=identifier or drawn(session.node.party),
            version=version,
            kind=options.word(kind, "--kind"),
            originators=(session.node.party,),
            marking=marking,
            marker=marker,
            precedence=precedence,
            subjects=tuple(options.word(each, "--subject") for each in subject or ()),
            purpose=options.word(purpose, "--purpose"),
            created=session.node.clock.now(),
            portions=(Portion(marking, Prose(_prose(text))),),
        )
        checked(product, place="product add")
    author = session.author(officer)
    kept = _keep(session, product, file, plan)
    _sign(session, product, author)
    said = "is kept, sealed." if kept.added else "was held already; nothing changed."
    document = {"product": product.product, "version": product.version, "added": bool(kept.added)}
    shown = f"{product.product} version {product.version} {said}"
    return Shown(document, (Text(shown), *personal_warning(unmarked_signs(product))))


def _keep(session: Session, product: Product, file: str, plan: str) -> products.Imported:
    """Seal an item with its enclosed files, which lie beside its document, and its plan."""
    beside = enclosure_file.beside(file, product) if file else {}
    check_files(product, beside)
    check_files_of(product, beside, file)
    allowed = product_plan.read_plan(plan) if plan else None
    total = sum(count_of(each.size) for each in enclosures_of(product))
    with session.progress("sealing the enclosed files", total) as told:
        rest = product_files.resting(told)
        return plans.keep_with_plan(session.node, product, allowed, beside, rest)


def _sign(session: Session, product: Product, author: Signer | None) -> None:
    """Have whoever wrote an item sign so, where somebody is named."""
    if author is not None:
        sign_as_author(session.node, [(product.product, product.version)], author)


def _prose(name: str) -> str:
    try:
        return files.read(name, products.PRODUCT_DOCUMENT_MAX).decode("utf-8")
    except UnicodeDecodeError:
        raise MalformedInput("the text is not UTF-8", place=name) from None


def list_(session: Session) -> Shown:
    """List what this party wrote, newest first; a version made for one recipient names it.

    What arrived is in `inbox`.
    """
    found = queries.own_items(session.node)
    headings = ("Product!", "Ver.>", "Kind", "Level!", "Marker!", "Precedence!")
    rows = (
        (
            f"{each.product}\n  for {each.made_for}" if each.made_for else each.product,
            str(each.version),
            each.kind,
            each.level,
            pictures.marker(each.marker),
            each.precedence,
        )
        for each in found
    )
    return Shown(found, (pictures.filled(headings, rows, "Nothing was written here yet."),))


def show(
    session: Session,
    identifier: Annotated[
        str, typer.Argument(metavar="ID", help="A product held, or a register number.")
    ],
    *,
    version: VersionOption = 1,
    save: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Write its attachments there.")
    ] = None,
    officer: ReaderOption = "",
    wait: Annotated[
        float,
        typer.Option(
            min=0, max=86_400, metavar="SECONDS", help="Wait for enclosed files still arriving."
        ),
    ] = 0,
    spoken: LanguageOption = "en",
) -> Shown:
    """Open an item to be read. That it was read is recorded in the node's own log.

    Once a register of officers is begun, who reads is named and must be cleared and need to know.

    Its attachments are written where they are asked for, each with the number of its portion in
    front of its name, for this user alone; a file that is there is never overwritten.
    """
    node = session.node
    found = node.store.read(lambda reading: reading.products_named(identifier))
    numbered = [each for each in found if each.register_number == identifier]
    row = (
        numbered[0]
        if numbered
        else node.store.read(lambda reading: held_product(reading, identifier, version))
    )
    reader = session.reader(officer)
    product = products.open_to_read(node, row, reader)
    if wait:
        product_files.wait_for(session, row, wait)
    if save is not None:
        product_files.save(session, row, product, save)
    here = _here(session, row, language(spoken))
    return Shown(product, opened(session, product, row.register_number, here))


def _here(session: Session, row: ProductRow, spoken: Language) -> list[tuple[str, str]]:
    """What this party has of an item that no document says, in the language chosen."""
    rows = {"level here": value(row.own_level, spoken)}
    rows |= dict(designation_rows(session, views.look(session.node, row), row.own_level, spoken))
    files = session.node.store.read(lambda reading: views_of(reading, row))
    rows["standing"] = ", ".join(map(pictures.mark_said, queries.marks_of(session.node, row)))
    rows["enclosed files"] = product_files.standing(files, spoken)
    return [(said_of(name, spoken), said) for name, said in rows.items()]
