"""`product diff`: what is another between two versions, items or files."""

from __future__ import annotations

import re
from typing import Annotated, NamedTuple

import typer

from accordant.entrypoints.cli import files
from accordant.entrypoints.cli.comparison_pictures import comparison_pictures
from accordant.entrypoints.cli.options import ReaderOption
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.errors import MalformedInput, NotAuthorised, UnknownProduct
from accordant.model.product import Product
from accordant.operations import products
from accordant.operations.comparing import compare
from accordant.operations.ports import OWN, ProductRow
from accordant.operations.release import held_product

_NUMBER = re.compile(r"[A-Z]{3}/[0-9]{4}/[0-9]{6,12}")
_ITEM = re.compile(r"([A-Z]{3}-[A-Za-z0-9][A-Za-z0-9-]{0,59})(?:/([1-9][0-9]{0,3}))?")


class _Side(NamedTuple):
    """One of the two: an item held, not opened yet, or a document read from a file."""

    row: ProductRow | None
    product: Product | None


def add_to(group: typer.Typer) -> None:
    """Put the command of this file among those of products."""
    command(group, "diff", example="accordant product diff KOR-4f2k9/1 KOR-4f2k9/2")(diff)


def diff(
    session: Session,
    one: Annotated[
        str, typer.Argument(metavar="ONE", help="An item, as `KOR-4f2k9/1`, a number, or a file.")
    ],
    other: Annotated[
        str,
        typer.Argument(metavar="[OTHER]", help="The other; of one item its two newest."),
    ] = "",
    *,
    officer: ReaderOption = "",
) -> Shown:
    """Show what is another between two versions of an item, or two items or files.

    Portion by portion: marking, subjects, discipline and fields, whatever order they stand in. Of
    a file name, type, size and digest are shown. That an item was read is recorded in the node's
    own log.
    """
    names = (one, other) if other else _newest_two(session, one)
    sides = [_side(session, name) for name in names]
    reader = session.reader(officer)
    before, after = (
        products.open_to_read(session.node, side.row, reader)
        if side.row is not None
        else side.product
        for side in sides
    )
    assert before is not None
    assert after is not None
    found = compare(before, after)
    document = {
        "before": {"product": before.product, "version": before.version},
        "after": {"product": after.product, "version": after.version},
        "same": found.same,
        "comparison": found,
    }
    return Shown(document, tuple(comparison_pictures(session, before, after, found)))


def _newest_two(session: Session, name: str) -> tuple[str, str]:
    """The newest version held of an item and the one before it."""
    match = _ITEM.fullmatch(name)
    if match is None or match[2]:
        raise MalformedInput("name two to compare, or an item without its version", place="diff")
    versions = _versions(session, name)
    if len(versions) < 2:
        raise UnknownProduct(f"no two versions of {name} are held here to be read")
    return f"{name}/{versions[-2]}", f"{name}/{versions[-1]}"


def _versions(session: Session, product: str) -> list[int]:
    """The versions of an item that are held and may be read, in order."""
    rows = session.node.store.read(lambda reading: reading.products_named(product))
    return sorted({each.version for each in rows if each.state != "quarantined"})


def _side(session: Session, name: str) -> _Side:
    """What a name means: nothing is opened before both are found."""
    if _NUMBER.fullmatch(name):
        rows = session.node.store.read(lambda reading: reading.products_named(name))
        if not rows:
            raise UnknownProduct(f"nothing is held under `{name}`")
        return _Side(_readable(rows[0]), None)
    if match := _ITEM.fullmatch(name):
        version = int(match[2] or (_versions(session, match[1]) or [1])[-1])
        row = session.node.store.read(lambda reading: held_product(reading, match[1], version))
        return _Side(_readable(row), None)
    return _Side(
        None, products.parse_product(files.read(name, products.PRODUCT_DOCUMENT_MAX), name)
    )


def _readable(row: ProductRow) -> ProductRow:
    if row.origin != OWN and row.state == "quarantined":
        raise NotAuthorised(
            "the item lies in quarantine and is not read",
            hint=f"See why with `accordant show {row.product}`.",
            place=row.register_number,
        )
    return row
