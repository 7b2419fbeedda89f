"""A recipient version: a product of its own, written from the portions that may go.

What is left out never comes here. `Frame` is what an item says of itself whatever is kept, `Kept`
is what may go; everything else of the version (level, caveats, subjects, kind) is worked out from
the portions kept. So two items that differ only in what is withheld give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec
from msgspec import UnsetType
from msgspec.structs import replace

from accordant.model.contents.attachment import Attachment
from accordant.model.contents.enclosure import Enclosure
from accordant.model.contents.imagery import Imagery
from accordant.model.instant import Instant
from accordant.model.marking import Level, Marker, Marking
from accordant.model.precedence import Precedence
from accordant.model.product import (
    SECOND,
    Content,
    Portion,
    Product,
    Reached,
    Relation,
    Text,
)
from accordant.model.vocabulary import KINDS

FILES = (Attachment, Enclosure)

PLACEHOLDER = (
    "A part of this item was not provided.\n"
    "이 정보의 일부는 제공되지 않았다.\n"
    "この情報の一部は提供されていない。"
)
"""All that may be said of what was left out: neither how much nor of which level."""

AtMost = Callable[[Level], frozenset[Level]]
"""The levels known to stand at or below one, itself included."""


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """What an item says of itself whatever of it is kept."""

    originators: tuple[str, ...]
    marker: Marker
    precedence: Precedence
    purpose: str
    form: str
    created: Instant
    valid_from: Instant | None
    valid_until: Instant | None


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What may go."""

    title: str
    portions: tuple[Portion, ...]  # as `complete` gives them
    level: Level
    relations: tuple[Relation, ...] = ()  # named as the recipient knows them
    reached: tuple[Reached, ...] = ()
    caveats: tuple[str, ...] = ()  # of the item, that bind all that is made of it
    subjects: tuple[str, ...] = ()  # likewise
    kind: str = ""  # empty: that of the first portion
    placeholder: bool = False  # close with the words that something was left out


def frame_of(product: Product) -> Frame:
    """Return what a version takes over from its item."""
    return Frame(
        originators=product.originators,
        marker=product.marker,
        precedence=product.precedence,
        purpose=product.purpose,
        form=product.form,
        created=product.created,
        valid_from=None if isinstance(product.valid_from, UnsetType) else product.valid_from,
        valid_until=None if isinstance(product.valid_until, UnsetType) else product.valid_until,
    )


def complete(portion: Portion, product: Product) -> Portion:
    """Return a portion as the second format has it: with its own subjects and discipline."""
    subjects, discipline = portion.subjects, portion.discipline
    return replace(
        portion,
        subjects=product.subjects if isinstance(subjects, UnsetType) else subjects,
        discipline="unknown" if isinstance(discipline, UnsetType) else discipline,
    )


def highest(levels: Iterable[Level], at_most: AtMost) -> Level | None:
    """Return the level that all others are known to stand at or below; None: there is none."""
    found = tuple(dict.fromkeys(levels))
    return next((level for level in found if at_most(level).issuperset(found)), None)


def kind_of(portion: Portion) -> str:
    """Return the kind of product a portion would make alone."""
    return kind_of_content(portion.content)


def kind_of_content(content: Content) -> str:
    """Return the kind of product a content would make alone: an enclosed file is a file too."""
    return kind_named(str(content.__struct_config__.tag))


def kind_named(content: str) -> str:
    """Return the kind of product that a kind of content alone would make."""
    if content == "enclosure":
        return "attachment"
    return content if content in KINDS else f"{content}-report"


def render(frame: Frame, kept: Kept, identifier: str, version: int) -> Product:
    """Return the recipient version as a product.

    Args:
        frame: what the item says of itself.
        kept: what may go.
        identifier: of the version, which says nothing of the item's.
        version: counted for this recipient alone.
    """
    portions = _without_pictures(tuple(map(_unsealed, kept.portions)))
    own = (caveat for portion in portions for caveat in portion.marking.caveats)
    caveats = dict.fromkeys((*kept.caveats, *own))
    about = (word for portion in portions for word in subjects_of(portion))
    subjects = tuple(dict.fromkeys((*kept.subjects, *about)))
    marking = Marking(kept.level, tuple(caveats))
    closing: tuple[Portion, ...] = ()
    if kept.placeholder:
        closing = (Portion(Marking(kept.level), Text(PLACEHOLDER), subjects, "unknown"),)
    return Product(
        format=SECOND,
        product=identifier,
        version=version,
        kind=kept.kind or kind_of(portions[0]),
        originators=frame.originators,
        marking=marking,
        marker=frame.marker,
        precedence=frame.precedence,
        subjects=subjects,
        purpose=frame.purpose,
        form=frame.form,
        created=frame.created,
        portions=(*portions, *closing),
        title=kept.title,
        valid_from=frame.valid_from,
        valid_until=frame.valid_until,
        relations=kept.relations,
        reached=kept.reached,
    )


def said_by(version: Product) -> Product:
    """Return what a version says, whatever its number and whenever it was written.

    Two versions that say the same are one to their recipient, so the second is not sent. That a
    version corrects an earlier one of its own is no news by itself; that it retracts one is.
    """
    relations = () if isinstance(version.relations, UnsetType) else version.relations
    news = tuple(
        each for each in relations if each.product != version.product or each.kind != "corrects"
    )
    return replace(unsealed(version), version=1, created=0, relations=news)


def unsealed(version: Product) -> Product:
    """Return a version as it is before its files are enclosed."""
    return replace(version, portions=tuple(map(_unsealed, version.portions)))


def _unsealed(portion: Portion) -> Portion:
    """A file enclosed with the item is enclosed with the version anew, under another key."""
    if isinstance(portion.content, Enclosure):
        return replace(portion, content=replace(portion.content, sealed=""))
    return portion


def _without_pictures(portions: tuple[Portion, ...]) -> tuple[Portion, ...]:
    """What is read off a picture no longer names one that stays: its digest would say which."""
    there = {each.content.digest for each in portions if isinstance(each.content, FILES)}
    return tuple(
        replace(each, content=replace(each.content, picture=""))
        if isinstance(each.content, Imagery) and each.content.picture not in there
        else each
        for each in portions
    )


def subjects_of(portion: Portion) -> tuple[str, ...]:
    """Return the subjects a portion says of itself; none in the first format."""
    return () if isinstance(portion.subjects, UnsetType) else portion.subjects
