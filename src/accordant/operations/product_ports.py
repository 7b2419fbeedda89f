"""What the store does to a product that is held: keep it, move it, and change what is said of it.

A part of `Transaction` in `ports`. Every method raises as those do: `StoreFailed`.
"""

from __future__ import annotations

from typing import Protocol

from accordant.model.case import ItemFacts
from accordant.operations.rows import ProductRow, ProductState


class ProductTransaction(Protocol):
    """Part of `Transaction`."""

    def save_product(self, row: ProductRow) -> bool:
        """Keep a product; False when this origin's product and version are there already."""

    def move_product(self, product: str, version: int, origin: str, state: ProductState) -> None:
        """Change a product's state.

        Raises:
            StoreFailed: no such product from this origin.
        """

    def set_item_facts(self, product: str, version: int, origin: str, item: ItemFacts) -> None:
        """Give a product other facts than those it was kept with.

        Raises:
            StoreFailed: no such product from this origin.
        """

    def set_own_level(self, product: str, version: int, origin: str, level: str) -> None:
        """Give an item another level of this party's own terms.

        Raises:
            StoreFailed: no such product from this origin.
        """
