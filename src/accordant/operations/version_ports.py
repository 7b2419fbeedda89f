"""What the store does for recipient versions: plans, what was made of what, numbers given back.

Parts of `Reading` and `Transaction` in `ports`. Every method raises as those do: `StoreFailed`.
"""

from __future__ import annotations

from typing import Protocol

from accordant.operations.rows import MadeRow, PlanRow


class VersionReading(Protocol):
    """Looking for plans and for what was made of items."""

    def plan(self, product: str, version: int) -> PlanRow | None:
        """What the originator allows to be made of an item; None: it goes whole or not at all."""

    def versions_of(self, master: str, recipient: str | None = None) -> list[MadeRow]:
        """What was made of an item, for one recipient or all, in the order of their numbers."""

    def version_made(self, product: str) -> list[MadeRow]:
        """What an item is a version of, by its own identifier; empty where it is none."""


class VersionTransaction(Protocol):
    """Keeping them."""

    def save_plan(self, row: PlanRow) -> None:
        """Keep a plan for an item; a later one takes the place of the earlier."""

    def save_version(self, row: MadeRow) -> bool:
        """Keep what a version was made of; False when that is kept already."""

    def drop_version(self, product: str, version: int) -> None:
        """Let a recipient version go that never left; its number may be given again.

        Raises:
            StoreFailed: no such version was made.
        """
