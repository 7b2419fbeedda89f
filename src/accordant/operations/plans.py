"""Release plans: kept sealed beside the item they are for, opened only to make versions of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import msgspec

from accordant import canonical
from accordant.decision.person import HUMAN
from accordant.envelope import header as headers
from accordant.envelope import item_key
from accordant.envelope.seal import Envelope, open_held, seal_content
from accordant.errors import MalformedInput, NotAuthorised, UnknownProduct
from accordant.model.contents.human_report import HumanReport
from accordant.model.plan import ReleasePlan, TearLine
from accordant.model.product import FIRST, Portion, Product, relations_of
from accordant.model.statement import PublicKey
from accordant.operations.asked import held_product
from accordant.operations.enclosing import Source
from accordant.operations.journal import Journal
from accordant.operations.node import Node
from accordant.operations.officer_acts import check_reading
from accordant.operations.ports import OWN, PlanRow, ProductRow, Reading, Transaction
from accordant.operations.products import (
    PRODUCT_DOCUMENT_MAX,
    Imported,
    check_own,
    check_words,
    item_name,
    keep,
    read_content,
)
from accordant.versions.render import Kept, frame_of, highest, render

COPIED_MIN = 20  # characters that are not alike by chance

PROSE = ("text", "comment", "interpretation")
"""The fields in which a portion says something at length."""


def parse_plan(data: bytes, place: str) -> ReleasePlan:
    """Read a plan's file: JSON in any spelling a person writes, but only known fields.

    Raises:
        MalformedInput: place and reason.
    """
    return canonical.read(data, ReleasePlan, size_max=PRODUCT_DOCUMENT_MAX, place=place)


def keep_plan(node: Node, plan: ReleasePlan) -> None:
    """Seal and keep a plan for an item written here; it takes the place of an earlier one.

    Raises:
        UnknownProduct: this party did not write the item.
        MalformedInput, UnmarkedProduct, NotAuthorised: what the plan says does not fit the item.
        Oversized: it does not fit one body.
    """
    node.store.write(lambda transaction: keep_plan_in(node, transaction, plan))


def keep_plan_in(node: Node, transaction: Transaction, plan: ReleasePlan) -> None:
    """The work of `keep_plan` inside a transaction that may do more; raises as it does."""
    row, product = _item_of(node, transaction, plan)
    now = node.clock.now()
    fields = headers.fields_of(product)
    envelope, key = seal_content(canonical.encode(plan), fields, node.keys.header)
    sealed = canonical.encode(envelope)
    wrapping = node.keystore.item_key(item_name(OWN, row.product, row.version))
    transaction.save_plan(
        PlanRow(
            product=row.product,
            version=row.version,
            at=now,
            wrapped_key=item_key.wrap(key, wrapping),
            envelope=sealed,
        )
    )
    journal = Journal(node.party)
    journal.note("planned", row.product, canonical.digest_of_bytes(sealed), plan.reduce, now)
    transaction.raise_high_water(now)
    journal.close(transaction)


def keep_with_plan(
    node: Node,
    product: Product,
    plan: ReleasePlan | None,
    files: Mapping[str, Source] = MappingProxyType({}),
    told: Callable[[], None] = lambda: None,
) -> Imported:
    """Keep an item and the plan for it, where there is one, or neither.

    Raises:
        MalformedInput: the plan is for another item; or as `keep_plan`.
        Whatever `products.keep` raises.
    """
    if plan is None:
        return keep(node, [product], files, told)
    if (plan.product, plan.version) != (product.product, product.version):
        raise MalformedInput(
            f"the plan is for {plan.product} version {plan.version}", place=product.product
        )
    allowed = plan

    def also(transaction: Transaction, _kept: Imported) -> None:
        keep_plan_in(node, transaction, allowed)

    return keep(node, [product], files, told, also)


def check_whole_plan(node: Node, plan: ReleasePlan) -> None:
    """Check a plan as `keep_plan` would, and keep nothing; raises as it does."""
    node.store.read(lambda reading: _item_of(node, reading, plan))


def open_plan(
    node: Node, identifier: str, version: int, reader: PublicKey | None = None
) -> ReleasePlan:
    """Open a plan for a person, and record that it was read: a tear line is content.

    Raises:
        OfficerMayNot, ClockUnsound: the register of officers says no; as of its item.
        UnknownProduct: no such item is held, or there is no plan for it.
        KeyMissing, ContentUnreadable: it cannot be opened; nothing is recorded.
    """

    def work(transaction: Transaction) -> ReleasePlan:
        row = held_product(transaction, identifier, version)
        name = check_reading(node, transaction, row, reader)
        plan = plan_of(node, transaction, row)
        if plan is None:
            raise UnknownProduct(
                f"there is no release plan for {identifier} version {version}",
                hint="Begin one with `accordant product plan new FILE --for ID`.",
            )
        journal, now = Journal(node.party), node.clock.now()
        by = f" by {name}" if name else ""
        digest = canonical.digest_of_bytes(row.envelope)
        journal.note("read", identifier, digest, f"plan {version}{by}", now)
        transaction.raise_high_water(now)
        journal.close(transaction)
        return plan

    return node.store.write(work)


def plan_of(node: Node, reading: Reading, row: ProductRow) -> ReleasePlan | None:
    """The plan for an item, opened; None where there is none.

    Raises:
        KeyMissing, ContentUnreadable: it cannot be opened.
    """
    held = reading.plan(row.product, row.version) if row.origin == OWN else None
    if held is None:
        return None
    place = f"the plan for {row.product} version {row.version}"
    wrapping = node.keystore.item_key(item_name(OWN, row.product, row.version))
    envelope = canonical.parse(held.envelope, Envelope, place=place)
    data = open_held(envelope, item_key.unwrap(held.wrapped_key, wrapping), place=place)
    return canonical.parse(data, ReleasePlan, place=place)


def _item_of(node: Node, reading: Reading, plan: ReleasePlan) -> tuple[ProductRow, Product]:
    """The item a plan is for, opened, once the plan is found to fit it."""
    row = reading.product(plan.product, plan.version, OWN)
    if row is None:
        raise MalformedInput(
            "the plan is for an item that was not written here",
            hint="Keep the item first; the plan names its identifier and version.",
            place=plan.product,
        )
    if reading.version_made(row.product):
        raise NotAuthorised(
            "no version is made of a recipient version",
            hint="Write the plan for the item it was made of.",
            place=row.product,
        )
    product = read_content(node, row)
    check_plan(node, reading, plan, product)
    return row, product


def check_plan(node: Node, reading: Reading, plan: ReleasePlan, product: Product) -> None:
    """Refuse a plan that names what the item has not, or words and levels nobody knows.

    Raises:
        MalformedInput, UnmarkedProduct: with the place.
    """
    relations = len(relations_of(product))
    if plan.reduce == "portions" and product.format == FIRST:
        raise MalformedInput(
            "the portions of an item of the first format have no subjects of their own",
            hint="Write a tear line, or the item anew with `product edit`.",
            place=plan.product,
        )
    for each in plan.draws_on:
        if each.portion > len(product.portions) or any(n > relations for n in each.relations):
            raise MalformedInput(
                "it says what a portion draws on, and the item has no such portion or relation",
                place=plan.product,
            )
    at_most = node.worlds.current(reading).at_most
    for number, line in enumerate(plan.tear_lines, start=1):
        place = f"{plan.product}, tear line {number}"
        if any(each > relations for each in line.draws_on or ()):
            raise MalformedInput("the item has no relation of this number", place=place)
        if any(_copies(each, product) for each in line.portions):
            raise MalformedInput(
                "it copies what came from people, word for word",
                hint="Write for release what may be known of it.",
                place=place,
            )
        level = highest((each.marking.level for each in line.portions), at_most)
        if level is None:
            raise MalformedInput(
                "no level of its portions is known to stand above the others", place=place
            )
        made = render(frame_of(product), kept_of(line, level), product.product, product.version)
        _checked(node, made, place)


def _copies(portion: Portion, product: Product) -> bool:
    """Whether a portion of a tear line says again, word for word, what came from people."""
    says = " ".join(_words_of(portion))
    return any(
        told in says if len(told) >= COPIED_MIN else told == says
        for each in product.portions
        if isinstance(each.content, HumanReport) or each.discipline == HUMAN
        for told in _words_of(each)
    )


def _words_of(portion: Portion) -> list[str]:
    """What a portion says in prose, without regard to case and blanks."""
    said = (getattr(portion.content, name, "") for name in PROSE)
    return [plain for plain in ("".join(str(each).split()).casefold() for each in said) if plain]


def kept_of(line: TearLine, level: str) -> Kept:
    """What goes by a tear line: all of it, as the originator wrote it."""
    return Kept(title=line.title, portions=line.portions, level=level)


def _checked(node: Node, made: Product, place: str) -> None:
    """A tear line must make a product that could be written here and read anywhere."""
    check_own(node.party, made)
    check_words(made)
    try:
        msgspec.convert(msgspec.to_builtins(made), Product)
    except msgspec.ValidationError:
        raise MalformedInput(
            "it makes no product: a field is outside its bounds", place=place
        ) from None
