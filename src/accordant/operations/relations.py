"""What an item has to do with others: whose rules come along, and what was taken back.

The originators an item reaches are worked out when it is written, from items that are held, and
stand in the item itself. No way is walked later, so none can be endless; and nothing is derived
from an item that is not held here, since nobody could say whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from accordant.errors import MalformedInput, NotAuthorised, Oversized, UnknownProduct
from accordant.model.case import Equity
from accordant.model.marking import ORIGINATOR_CONTROL
from accordant.model.product import (
    DERIVING,
    REACHED_MAX,
    Product,
    Reached,
    Relation,
    reached_of,
    relations_of,
)
from accordant.operations.ports import OWN, ProductRow, Reading, RelationsRow


class Mark(msgspec.Struct, frozen=True):
    """What a later item says of one held: that it corrects it, or takes it back."""

    kind: str  # "corrects" or "retracts"
    by: str
    version: int  # of the later item


def equities_through(
    reading: Reading, relations: Iterable[Relation], makers: Sequence[str]
) -> tuple[Equity, ...]:
    """The equities that come along with what an item of these originators is derived from.

    Another organ of their own state is another originator.

    Raises:
        UnknownProduct: an item is not held here; one corrected or retracted was not written here.
        NotAuthorised: an item lies in quarantine.
        Oversized: more originators are reached than an item can name.
    """
    found: dict[Equity, None] = {}
    for relation in relations:
        row = _target(reading, relation)
        if relation.kind in DERIVING:
            made = (
                Equity(each, row.held_under, row.product, row.version) for each in row.originators
            )
            found.update(dict.fromkeys((*made, *row.equities)))
    others = tuple(each for each in found if each.originator not in makers)
    if len(others) > REACHED_MAX:
        raise Oversized(f"the item reaches more than {REACHED_MAX} originators")
    return others


def is_controlled(reading: Reading, relation: Relation) -> bool:
    """Whether the item a relation names is under its originators' control."""
    row = reading.product(relation.product, relation.version)
    return row is not None and not ORIGINATOR_CONTROL.isdisjoint(row.caveats)


def reached_from(equities: Iterable[Equity]) -> tuple[Reached, ...]:
    """What an item says of the equities it carries; under which text each came stays here."""
    named = (Reached(each.originator, each.product, each.version) for each in equities)
    return tuple(dict.fromkeys(named))


def equities_of(reached: Iterable[Reached], under: str) -> tuple[Equity, ...]:
    """The equities an item that arrived says it carries, under the text it came under."""
    return tuple(Equity(each.originator, under, each.product, each.version) for each in reached)


def checked_equities(reading: Reading, product: Product) -> tuple[Equity, ...]:
    """The equities of an item about to be kept; it may name more originators, never fewer.

    Raises:
        MalformedInput: an originator that is reached is not named.
        UnknownProduct, NotAuthorised, Oversized: see `equities_through`.
    """
    through = equities_through(reading, relations_of(product), product.originators)
    named = reached_of(product)
    if not set(reached_from(through)) <= set(named):
        raise MalformedInput(
            "an originator reached through what it is derived from is not named",
            place=product.product,
        )
    held = {(each.originator, each.product, each.version) for each in through}
    more = (each for each in named if (each.originator, each.product, each.version) not in held)
    return through + equities_of(more, "")


def marks_on(
    related: Sequence[RelationsRow], product: str, version: int, originators: Sequence[str]
) -> tuple[Mark, ...]:
    """What later items of the same originators say of an item, oldest first."""
    return tuple(
        Mark(relation.kind, row.product, row.version)
        for row in related
        if tuple(row.originators) == tuple(originators)
        for relation in row.relations
        if relation.kind not in DERIVING
        and (relation.product, relation.version) == (product, version)
    )


def _target(reading: Reading, relation: Relation) -> ProductRow:
    own = relation.kind not in DERIVING
    row = reading.product(relation.product, relation.version, OWN if own else None)
    if row is None:
        where = "was written here" if own else "is held here"
        raise UnknownProduct(
            f"no product {relation.product} version {relation.version} {where}",
            hint="Take the item in first, or leave the relation out and name the originators.",
        )
    if row.state == "quarantined":
        raise NotAuthorised(
            "an item in quarantine is not built upon",
            hint=f"See why with `accordant show {row.product}`.",
            place=row.register_number,
        )
    return row
