"""The facts of an item that a decision asks for, taken from the product once, when it is kept.

They name kinds, purpose, dates and originators and nothing that a portion says, so that they may
stand beside a sealed item in the clear, as its level and its subjects do.
"""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from accordant.model.case import ItemFacts
from accordant.model.precision import Precision
from accordant.model.product import Product


def item_facts(
    product: Product, *, for_release: bool = False, precision: Precision | None = None
) -> ItemFacts:
    """Return the facts of a product.

    Args:
        product: the product.
        for_release: all its portions were written for release.
        precision: what it was reduced to; None: it is as it was written.
    """
    disciplines = {
        portion.discipline
        for portion in product.portions
        if not isinstance(portion.discipline, UnsetType)
    }
    contents = {str(portion.content.__struct_config__.tag) for portion in product.portions}
    return ItemFacts(
        disciplines=tuple(sorted(disciplines)),
        contents=tuple(sorted(contents)),
        for_release=for_release,
        provided_for=product.purpose,
        valid_from=None if isinstance(product.valid_from, UnsetType) else product.valid_from,
        valid_until=None if isinstance(product.valid_until, UnsetType) else product.valid_until,
        originators=product.originators,
        precision=UNSET if precision is None else precision,
    )
