"""A product of intelligence: typed, made of marked portions, by named originators.

Two formats stand side by side (docs/adr/0017): `accordant/product/1` has prose and launches, and
`accordant/product/2` every kind of portion, with relations between products and the originators
reached through them. One type reads both, so that what was sealed under the first reads and
spells as ever; each format has exactly its own fields, all of them.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import UNSET, UnsetType

from accordant.model.contents.attachment import Attachment
from accordant.model.contents.cyber_report import CyberReport
from accordant.model.contents.enclosure import ENCLOSURES_MAX, Enclosure
from accordant.model.contents.human_report import HumanReport
from accordant.model.contents.imagery import Imagery
from accordant.model.contents.launch import Launch
from accordant.model.contents.missile_warning import MissileWarning
from accordant.model.contents.text import Text
from accordant.model.contents.track import Track
from accordant.model.instant import Instant
from accordant.model.marking import Marker, Marking
from accordant.model.party import Party, state_of
from accordant.model.precedence import Precedence
from accordant.model.reported import (
    PORTION_TEXT_MAX,
    Brief,
    Figure,
    ProductId,
    Short,
    Site,
    Version,
    When,
    Word,
)

__all__ = [
    "DERIVING",
    "FIRST",
    "PORTIONS_MAX",
    "PORTION_TEXT_MAX",
    "REACHED_MAX",
    "RELATIONS_MAX",
    "SECOND",
    "Brief",
    "Content",
    "Enclosure",
    "Figure",
    "Launch",
    "Portion",
    "Product",
    "ProductId",
    "Reached",
    "Relation",
    "RelationKind",
    "Short",
    "Site",
    "Text",
    "Version",
    "When",
    "Word",
    "enclosures_of",
    "reached_of",
    "relations_of",
]

PORTIONS_MAX = 64
RELATIONS_MAX = 16
REACHED_MAX = 32  # originators reached through relations; beyond it nothing is written

Format: TypeAlias = Literal["accordant/product/1", "accordant/product/2"]

FIRST: Format = "accordant/product/1"
SECOND: Format = "accordant/product/2"

Content: TypeAlias = (
    Launch
    | Text
    | HumanReport
    | Imagery
    | Track
    | MissileWarning
    | CyberReport
    | Attachment
    | Enclosure
)
"""What a portion holds."""

RelationKind: TypeAlias = Literal[
    "corrects", "retracts", "derived-from", "translated-from", "quotes"
]

DERIVING: frozenset[str] = frozenset({"derived-from", "translated-from", "quotes"})
"""Relations by which another's information is in the item: its originators keep their rule."""


class Relation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one item has to do with another; the other is always named to the version."""

    kind: RelationKind
    product: ProductId
    version: Version


class Reached(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An originator whose information is in the item, and the item it came in.

    Written out in full when the item is written, however long the way, so that whoever holds the
    item reads its equities from the item alone and no way is walked at a decision.
    """

    originator: Party
    product: ProductId
    version: Version


class Portion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a product with its own marking; in the second format also its own subjects."""

    marking: Marking
    content: Content
    subjects: (
        Annotated[tuple[Word, ...], msgspec.Meta(min_length=1, max_length=16)] | UnsetType
    ) = UNSET
    discipline: Word | UnsetType = UNSET  # how the information was come by


class Product(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One version of an item of intelligence, as its originator wrote it."""

    format: Format = "accordant/product/1"
    product: ProductId
    version: Version = 1
    kind: Word  # "launch-report", "text", ...
    originators: Annotated[tuple[Party, ...], msgspec.Meta(min_length=1, max_length=8)]
    marking: Marking
    marker: Marker
    precedence: Precedence
    subjects: Annotated[tuple[Word, ...], msgspec.Meta(min_length=1, max_length=16)]
    purpose: Word  # what it may be provided for
    form: Word = "electronic"
    created: Instant
    portions: Annotated[tuple[Portion, ...], msgspec.Meta(min_length=1, max_length=PORTIONS_MAX)]
    title: Short | UnsetType = UNSET
    valid_from: Instant | UnsetType | None = UNSET  # None: from when it was created
    valid_until: Instant | UnsetType | None = UNSET  # inclusive; None: not stated
    relations: (
        Annotated[tuple[Relation, ...], msgspec.Meta(max_length=RELATIONS_MAX)] | UnsetType
    ) = UNSET
    reached: Annotated[tuple[Reached, ...], msgspec.Meta(max_length=REACHED_MAX)] | UnsetType = (
        UNSET
    )

    def __post_init__(self) -> None:
        """Refuse a document that mixes the two formats, or says two things of itself."""
        if self.format == FIRST:
            _check_first(self)
        else:
            _check_second(self)


def relations_of(product: Product) -> tuple[Relation, ...]:
    """What an item has to do with others; nothing in the first format."""
    return () if isinstance(product.relations, UnsetType) else product.relations


def enclosures_of(product: Product) -> tuple[Enclosure, ...]:
    """The files enclosed with an item, in the order of its portions."""
    contents = (portion.content for portion in product.portions)
    return tuple(each for each in contents if isinstance(each, Enclosure))


def reached_of(product: Product) -> tuple[Reached, ...]:
    """The originators reached through an item's relations; none in the first format."""
    return () if isinstance(product.reached, UnsetType) else product.reached


def _check_first(product: Product) -> None:
    later = (
        product.title,
        product.valid_from,
        product.valid_until,
        product.relations,
        product.reached,
        *(portion.subjects for portion in product.portions),
        *(portion.discipline for portion in product.portions),
    )
    if not all(isinstance(each, UnsetType) for each in later):
        raise ValueError("a field is of the second format of products")
    if not all(isinstance(portion.content, Launch | Text) for portion in product.portions):
        raise ValueError("a portion is of a kind of the second format of products")


def _check_second(product: Product) -> None:
    if isinstance(product.title, UnsetType):
        raise ValueError("the title is missing")  # noqa: TRY004 - read as one refusal
    start, end = product.valid_from, product.valid_until
    if isinstance(start, UnsetType) or isinstance(end, UnsetType):
        raise ValueError("the validity is missing")  # noqa: TRY004
    if end is not None and end < (product.created if start is None else start):
        raise ValueError("the validity ends before it begins")
    for portion in product.portions:
        if isinstance(portion.subjects, UnsetType) or isinstance(portion.discipline, UnsetType):
            raise ValueError("a portion lacks its subjects or its discipline")  # noqa: TRY004
        if not set(portion.subjects) <= set(product.subjects):
            raise ValueError("a portion has a subject that the product has not")
    if len(enclosures_of(product)) > ENCLOSURES_MAX:
        raise ValueError(f"more than {ENCLOSURES_MAX} files are enclosed")
    _check_pictures(product)
    _check_relations(product)


def _check_pictures(product: Product) -> None:
    """A picture that is said to travel does."""
    contents = [portion.content for portion in product.portions]
    there = {each.digest for each in contents if isinstance(each, Attachment | Enclosure)}
    named = {each.picture for each in contents if isinstance(each, Imagery)} - {""}
    if not named <= there:
        raise ValueError("a picture that is named is not among the attachments")


def _check_relations(product: Product) -> None:
    """An item derived from another state's says whose; otherwise their rule would be lost."""
    if isinstance(product.relations, UnsetType) or isinstance(product.reached, UnsetType):
        raise ValueError("the relations or the originators reached are missing")  # noqa: TRY004
    named = {(each.product, each.version) for each in product.reached}
    own = {state_of(originator) for originator in product.originators}
    for relation in product.relations:
        if relation.product == product.product and relation.kind in DERIVING:
            raise ValueError("an item is not derived from itself")
        foreign = state_of(relation.product) not in own
        if relation.kind in DERIVING and foreign:
            if (relation.product, relation.version) not in named:
                raise ValueError("an item it is derived from is missing among those reached")
        elif foreign:
            raise ValueError("only its originator corrects or retracts an item")
