"""What an item has to do with others, as one recipient knows them, and whose rules stay on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from accordant.model.case import Equity
from accordant.model.party import state_of
from accordant.model.product import (
    DERIVING,
    Product,
    Reached,
    Relation,
    reached_of,
    relations_of,
)
from accordant.operations.ports import ProductRow, Reading
from accordant.operations.relations import equities_of, equities_through, reached_from


class Ties(msgspec.Struct, frozen=True):
    """What an item has to do with others, for one recipient."""

    reading: Reading
    product: Product
    recipient: str

    def equities(self, draws: frozenset[int]) -> tuple[Equity, ...]:
        """The equities of what is drawn on, and of originators the author named with no relation.

        Args:
            draws: numbers of the relations whose information stays.
        """
        product, reading = self.product, self.reading
        through = equities_through(reading, relations_of(product), product.originators)
        stated = set(reached_from(through))
        more = equities_of((each for each in reached_of(product) if each not in stated), "")
        kept = equities_through(reading, self._drawn(draws), product.originators)
        return tuple(dict.fromkeys((*kept, *more)))

    def relations(self, draws: frozenset[int]) -> tuple[Relation, ...]:
        """The relations with the items as the recipient knows them; an unknown one is left out."""
        known = (
            _known_as(self.reading, each, self.recipient, self.product.originators[0])
            for each in self._drawn(draws)
        )
        return tuple(each for each in known if each is not None)

    def _drawn(self, draws: frozenset[int]) -> Iterator[Relation]:
        """The relations that stay: all that correct or retract, and those drawn on."""
        for number, relation in enumerate(relations_of(self.product), start=1):
            if relation.kind not in DERIVING or number in draws:
                yield relation


def reached_abroad(equities: Sequence[Equity], party: str) -> tuple[Reached, ...]:
    """What a version says of other states' originators; organs of one's own stay at home."""
    own = state_of(party)
    return tuple(each for each in reached_from(equities) if state_of(each.originator) != own)


def names_a_version(reading: Reading, row: ProductRow, recipient: str) -> bool:
    """Whether the recipient knows an item this one names under another identifier."""
    own = state_of(row.originators[0])
    return any(
        reading.versions_of(relation.product, recipient)
        for relation in row.relations
        if state_of(relation.product) == own
    )


def _known_as(reading: Reading, relation: Relation, recipient: str, party: str) -> Relation | None:
    if state_of(relation.product) != state_of(party):
        return relation
    for made in reading.versions_of(relation.product, recipient):
        if made.master_version == relation.version:
            return replace(relation, product=made.product, version=made.version)
    given = any(
        each.version == relation.version and each.partner == recipient and each.state != "held"
        for each in reading.outbox_about(relation.product)
    )
    return relation if given else None
