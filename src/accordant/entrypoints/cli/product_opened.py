"""An item opened: its marking, what it says of itself, and every portion under its marking."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import UnsetType
from rich.console import RenderableType
from rich.text import Text

from accordant.entrypoints.cli import pictures
from accordant.entrypoints.cli.product_pictures import portion_picture
from accordant.entrypoints.cli.session import Session
from accordant.model.product import Product, reached_of, relations_of


def opened(
    session: Session, product: Product, number: str = "", here: Iterable[tuple[str, str]] = ()
) -> tuple[RenderableType, ...]:
    """The whole item on the screen of whoever holds it.

    Args:
        session: for the times of this node.
        product: the item.
        number: of its register, if it arrived.
        here: the level this party gives it, name and value.
    """
    banner = " ".join((product.marking.level, *product.marking.caveats))
    return (
        Text(pictures.plain(f"{banner}  {product.marker}"), style="bold reverse"),
        pictures.facts(
            [
                ("product", f"{product.product} version {product.version}"),
                ("registered as", number),
                *here,
                ("originators", " ".join(product.originators)),
                ("kind", product.kind),
                ("precedence", product.precedence),
                ("subjects", " ".join(product.subjects)),
                ("purpose", product.purpose),
                ("created", session.time(product.created)),
                *_second(session, product),
            ]
        ),
        *(portion_picture(session, portion) for portion in product.portions),
    )


def _second(session: Session, product: Product) -> list[tuple[str, str]]:
    """What the second format says more; what is not stated is left out."""
    relations = (f"{each.kind} {each.product}/{each.version}" for each in relations_of(product))
    reached = (f"{each.originator} ({each.product})" for each in reached_of(product))
    validity = [
        f"{word} {session.time(instant)}"
        for word, instant in (("from", product.valid_from), ("until", product.valid_until))
        if isinstance(instant, int)
    ]
    return [
        ("title", "" if isinstance(product.title, UnsetType) else product.title),
        ("valid", " ".join(validity)),
        ("relations", ", ".join(relations)),
        ("information of", ", ".join(reached)),
    ]
