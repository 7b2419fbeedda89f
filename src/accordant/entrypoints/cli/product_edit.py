"""`product edit`: the next version of an own item, in an editor or by options."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from msgspec import UNSET
from rich.text import Text

from accordant.adapters import enclosure_file
from accordant.adapters.edit_folder import run_editor
from accordant.entrypoints.cli import options, product_files
from accordant.entrypoints.cli.product_new import relation_of
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.envelope.enclosure import count_of
from accordant.errors import AccordantError, NodeMisconfigured
from accordant.model.contents.attachment import ATTACHMENT_BYTES_MAX, Attachment
from accordant.model.contents.enclosure import Enclosure
from accordant.model.marking import Marker
from accordant.model.precedence import Precedence
from accordant.model.product import Product, enclosures_of
from accordant.operations import products, revising
from accordant.operations.enclosing import Source
from accordant.operations.enclosures import files_of
from accordant.operations.launches import checked
from accordant.operations.officers import Signer, sign_as_author
from accordant.operations.revising import Changes, Document

TYPED = "product edit"
"""The place of what was said with options."""


def add_to(group: typer.Typer) -> None:
    """Put the command of this file among those of products."""
    command(group, "edit", example="accordant product edit KOR-4f2k9 --level KOR:III")(edit)


def edit(
    session: Session,
    identifier: Annotated[str, typer.Argument(metavar="ID", help="An item of this party.")],
    *,
    kind: Annotated[str | None, typer.Option(metavar="WORD", help="Its kind.")] = None,
    level: Annotated[str | None, typer.Option(metavar="LEVEL", help="Its level.")] = None,
    subject: Annotated[list[str] | None, typer.Option(metavar="WORD", help="About what.")] = None,
    purpose: Annotated[
        str | None, typer.Option(metavar="WORD", help="What it may be provided for.")
    ] = None,
    discipline: Annotated[
        str | None, typer.Option(metavar="WORD", help="Of every portion.")
    ] = None,
    caveat: Annotated[list[str] | None, typer.Option(metavar="WORD", help="A caveat.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Its title.")] = None,
    relation: Annotated[
        list[str] | None, typer.Option(metavar="KIND=ID/VERSION", help="One more relation.")
    ] = None,
    attach: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="One more PNG, JPEG or PDF file.")
    ] = None,
    strip: Annotated[
        bool, typer.Option("--strip", help="Strip the files of their metadata.")
    ] = False,
    marker: Annotated[Marker | None, typer.Option(help="What it is for.")] = None,
    precedence: Annotated[Precedence | None, typer.Option(help="How soon it goes.")] = None,
    afresh: Annotated[
        bool, typer.Option("--afresh", help="Give up the document that waits in the home.")
    ] = False,
    officer: options.AuthorOption = "",
) -> Shown:
    """Write the next version of an own item: all of it is checked, then sealed and kept.

    Without options the newest version opens in VISUAL or EDITOR. What is refused stays in the home
    and is opened again next time; the store keeps nothing of it. With options no editor opens, and
    a portion that bore the product's marking or subjects follows it. The next version corrects
    those before it. That the item was read is recorded in the node's own log.
    """
    changes = Changes(
        kind=UNSET if kind is None else options.word(kind, "--kind"),
        level=UNSET if level is None else options.level(level),
        caveats=tuple(caveat) if caveat else UNSET,
        subjects=_words(subject, "--subject") if subject else UNSET,
        purpose=UNSET if purpose is None else options.word(purpose, "--purpose"),
        discipline=UNSET if discipline is None else options.word(discipline, "--discipline"),
        title=UNSET if title is None else title,
        marker=UNSET if marker is None else marker,
        precedence=UNSET if precedence is None else precedence,
        relations=tuple(relation_of(each) for each in relation or ()),
    )
    node = session.node
    author = session.author(officer)
    row = revising.newest_own(node, identifier)
    former = products.open_to_read(node, row, None if author is None else author.key.public)
    found, more = _attached(former, attach or (), strip=strip)
    changes = msgspec.structs.replace(changes, attachments=found)
    files = files_of(node, row, former) | more
    return _edited(session, former, files, changes, afresh=afresh, author=author)


def _attached(
    former: Product, paths: Sequence[Path], *, strip: bool
) -> tuple[tuple[Attachment | Enclosure, ...], dict[str, Source]]:
    """The files added: in the item while there is room, else enclosed from where they lie."""
    contents = [portion.content for portion in former.portions]
    room = ATTACHMENT_BYTES_MAX
    room -= sum(len(each.data) for each in contents if isinstance(each, Attachment))
    found: list[Attachment | Enclosure] = []
    files: dict[str, Source] = {}
    for path in paths:
        each, file = enclosure_file.taken(path, strip=strip, room=room)
        found.append(each)
        if isinstance(each, Attachment):
            room -= len(each.data)
        else:
            files[each.digest] = file
    return tuple(found), files


def _words(typed: Sequence[str], option: str) -> tuple[str, ...]:
    return tuple(options.word(each, option) for each in typed)


def _edited(
    session: Session,
    former: Product,
    files: dict[str, Source],
    changes: Changes,
    *,
    afresh: bool,
    author: Signer | None,
) -> Shown:
    node = session.node
    begun = revising.begun_from(former, node.clock.now())
    if changes != Changes():
        document = revising.changed(node, begun, changes)
        product = revising.whole(revising.spelled(document), former, TYPED)
        if _same(product, revising.spelled(begun), former):
            return _unchanged(former)
        checked(product, place=TYPED)
        _keep(session, product, files, author)
        return _kept(product)
    return _by_hand(session, former, files, begun, afresh=afresh, author=author)


def _keep(
    session: Session, product: Product, files: dict[str, Source], author: Signer | None
) -> None:
    """Seal the next version, its enclosed files anew; who wrote it signs, where one is named."""
    total = sum(count_of(each.size) for each in enclosures_of(product))
    with session.progress("sealing the enclosed files", total) as told:
        revising.keep_next(session.node, product, files, product_files.resting(told))
    if author is not None:
        sign_as_author(session.node, [(product.product, product.version)], author)


def _by_hand(
    session: Session,
    former: Product,
    files: dict[str, Source],
    begun: Document,
    *,
    afresh: bool,
    author: Signer | None,
) -> Shown:
    """The next version as the person leaves it in an editor; what is refused waits in the home."""
    edits, name = session.opened.edits, f"{former.product}.{former.version + 1}"
    if afresh:
        edits.discard(name)
    place, data = str(edits.place(name)), revising.spelled(begun)
    is_new = edits.begin(name, data)
    if not is_new:
        session.say(Text(f"Going on with {place}.", style="yellow"))
    try:
        run_editor(edits.place(name))
        product = revising.whole(edits.read(name, products.PRODUCT_DOCUMENT_MAX), former, place)
        changed = not _same(product, data, former)
        if changed:
            checked(product, place=place)
            _keep(session, product, files, author)
    except NodeMisconfigured:
        if is_new:
            edits.discard(name)  # nobody has seen it
        raise
    except AccordantError as refused:
        refused.hint = (
            f"{refused.hint} The document waits in {place}: `accordant product edit "
            f"{former.product}` goes on with it, `--afresh` gives it up."
        )
        raise
    edits.discard(name)
    return _kept(product) if changed else _unchanged(former)


def _same(product: Product, begun: bytes, former: Product) -> bool:
    """Whether nothing was changed but the instant it was begun."""
    try:
        untouched = revising.whole(begun, former, "")
    except AccordantError:
        return False  # what is begun may have to be changed, as a validity that has ended
    return msgspec.structs.replace(product, created=untouched.created) == untouched


def _unchanged(former: Product) -> Shown:
    document = {"product": former.product, "version": former.version, "added": False}
    said = f"Nothing is another than in version {former.version}; nothing is kept."
    return Shown(document, (Text(said),))


def _kept(product: Product) -> Shown:
    document = {"product": product.product, "version": product.version, "added": True}
    said = f"{product.product} version {product.version} is kept, sealed."
    hint = f"What changed: `accordant product diff {product.product}`."
    return Shown(document, (Text(said, style="green"), Text(hint, style="dim")))
