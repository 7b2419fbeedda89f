"""What an item has to do with others, as one recipient knows them, and whose rules stay on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

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
from accordant.operations.relations import (
    equities_of,
    equities_through,
    is_controlled,
    reached_from,
)


class Tie(NamedTuple):
    """What one relation of an item comes to, for one recipient."""

    kind: str
    equities: tuple[Equity, ...]  # that come along with it
    known: tuple[Relation, ...]  # the relation, under every name the recipient knows
    controlled: bool  # what it draws on is under its originators' control


class Ties(msgspec.Struct, frozen=True):
    """What an item has to do with others, for one recipient: looked up once, asked often."""

    ties: tuple[Tie, ...]  # of its relations, in their order
    more: tuple[Equity, ...]  # of originators the author named with no relation

    def equities(self, draws: frozenset[int]) -> tuple[Equity, ...]:
        """The equities of what is drawn on, and of originators the author named besides.

        Args:
            draws: numbers of the relations whose information stays.
        """
        kept = (equity for tie in self._drawn(draws) for equity in tie.equities)
        return tuple(dict.fromkeys((*kept, *self.more)))

    def relations(self, draws: frozenset[int]) -> tuple[Relation, ...]:
        """The relations with the items as the recipient knows them; an unknown one is left out.

        Each is named once: how often an item was edited in between is nobody's business. What is
        retracted is not corrected as well.
        """
        found = dict.fromkeys(known for tie in self._drawn(draws) for known in tie.known)
        retracted = {(each.product, each.version) for each in found if each.kind == "retracts"}
        return tuple(
            each
            for each in found
            if each.kind != "corrects" or (each.product, each.version) not in retracted
        )

    def controlled(self, draws: frozenset[int]) -> bool:
        """Whether what is drawn on is under its originators' control."""
        return any(tie.controlled for tie in self._drawn(draws))

    def _drawn(self, draws: frozenset[int]) -> Iterator[Tie]:
        """The relations that stay: all that correct or retract, and those drawn on."""
        for number, tie in enumerate(self.ties, start=1):
            if tie.kind not in DERIVING or number in draws:
                yield tie


def ties_of(reading: Reading, product: Product, recipient: str) -> Ties:
    """Look up what an item of this party has to do with others.

    Raises:
        UnknownProduct, NotAuthorised, Oversized: see `relations.equities_through`.
    """
    makers = product.originators
    ties = tuple(
        Tie(
            each.kind,
            equities_through(reading, (each,), makers),
            tuple(_known_as(reading, each, recipient, makers[0])),
            each.kind in DERIVING and is_controlled(reading, each),
        )
        for each in relations_of(product)
    )
    stated = set(reached_from(equity for tie in ties for equity in tie.equities))
    more = equities_of((each for each in reached_of(product) if each not in stated), "")
    return Ties(ties, more)


def reached_abroad(equities: Sequence[Equity], party: str) -> tuple[Reached, ...]:
    """What a version says of other states' originators; organs of one's own stay at home."""
    own = state_of(party)
    return tuple(each for each in reached_from(equities) if state_of(each.originator) != own)


def names_the_unknown(reading: Reading, row: ProductRow, recipient: str) -> bool:
    """Whether the item names others otherwise than the recipient knows them.

    An own item that it knows as a version or not at all, or an organ of this party.
    """
    own = state_of(row.originators[0])
    if any(state_of(each.originator) == own for each in row.equities):
        return True
    for relation in row.relations:
        if state_of(relation.product) == own:
            known = _known_as(reading, relation, recipient, row.originators[0])
            if known != [relation]:
                return True
    return False


def names_the_withdrawn(reading: Reading, row: ProductRow, recipient: str) -> bool:
    """Whether a version names an own item that was to go before it and was held instead."""
    own = state_of(row.originators[0])
    return any(
        state_of(relation.product) == own
        and not _went(reading, relation.product, relation.version, recipient)
        for relation in row.relations
    )


def _known_as(reading: Reading, relation: Relation, recipient: str, party: str) -> list[Relation]:
    """Every item under which the recipient has what a relation names."""
    if state_of(relation.product) != state_of(party):
        return [relation]
    found = [
        replace(relation, product=made.product, version=made.version)
        for made in reading.versions_of(relation.product, recipient)
        if made.master_version == relation.version
        and _went(reading, made.product, made.version, recipient)
    ]
    if _went(reading, relation.product, relation.version, recipient):
        found.append(relation)
    return found


def _went(reading: Reading, product: str, version: int, recipient: str) -> bool:
    """Whether an item went to a recipient, or waits to."""
    return any(
        each.version == version and each.partner == recipient and each.state != "held"
        for each in reading.outbox_about(product)
    )
