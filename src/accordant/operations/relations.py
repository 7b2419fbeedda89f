"""What an item has to do with others: whose rules come along, and what was taken back.

The originators an item reaches are worked out when it is written, from items that are held, and
stand in the item itself. No way is walked later, so none can be endless; and nothing is derived
from an item that is not held here, since nobody could say whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from accordant.decision.person import HUMAN, HUMAN_REPORT, UNCERTAIN
from accordant.errors import MalformedInput, NotAuthorised, Oversized, UnknownProduct
from accordant.model.case import Equity, ItemFacts
from accordant.model.item import item_facts
from accordant.model.marking import DISPLAY_ONLY, ORIGINATOR_CONTROL, PERSONAL_DATA, is_list
from accordant.model.party import state_of
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


def binding_caveats(reading: Reading, product: Product) -> set[str]:
    """The caveats of own items that bind what is made from them, and so this item.

    Who may pass on, lists, display only and personal data follow what is derived, translated or
    quoted; control by others than this party follows also a correction and the next version.
    """
    found: set[str] = set()
    for relation in relations_of(product):
        row = reading.product(relation.product, relation.version, OWN)
        if row is not None:
            found |= _binding(row, product, derived=relation.kind in DERIVING)
    if product.version > 1:
        row = reading.product(product.product, product.version - 1, OWN)
        found |= set() if row is None else _binding(row, product, derived=False)
    return found


def _binding(row: ProductRow, product: Product, *, derived: bool) -> set[str]:
    """What of one item's caveats binds another; control that others than this party have."""
    controls = set(ORIGINATOR_CONTROL.intersection(row.caveats))
    others = set(row.originators) - {state_of(product.product)}
    if not derived:
        return controls if others else set()
    lists = {each for each in row.caveats if is_list(each)}
    return controls | lists | {DISPLAY_ONLY, PERSONAL_DATA}.intersection(row.caveats)


def facts_kept(reading: Reading, product: Product) -> ItemFacts:
    """The facts of an item as it is kept.

    What is derived from a report from people, and does not say for certain how else it was come
    by, is taken to be from people.
    """
    facts = item_facts(product)
    uncertain = not UNCERTAIN.isdisjoint(facts.disciplines)
    if uncertain and any(
        relation.kind in DERIVING and is_from_people(reading, relation)
        for relation in relations_of(product)
    ):
        return msgspec.structs.replace(
            facts, disciplines=tuple(sorted({*facts.disciplines, HUMAN}))
        )
    return facts


def is_from_people(reading: Reading, relation: Relation) -> bool:
    """Whether the item a relation names is, or may be, a report from a human source."""
    row = reading.product(relation.product, relation.version)
    if row is None:
        return False
    item = row.item
    return row.kind == HUMAN_REPORT or (
        item is not None and (HUMAN_REPORT in item.contents or HUMAN in item.disciplines)
    )


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
