"""The next version of an own item: begun from the newest, changed by a person, kept whole or not.

A new version corrects every version before it, so that whoever holds one of them sees that there
is a later. What the former reached stays reached: taking a relation away in a later version does
not take away the rule of whoever's information the item was made from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from accordant import canonical
from accordant.errors import MalformedInput, NotAuthorised, UnknownProduct
from accordant.model.contents.attachment import Attachment
from accordant.model.contents.enclosure import Enclosure
from accordant.model.instant import Instant
from accordant.model.product import (
    DERIVING,
    RELATIONS_MAX,
    SECOND,
    Product,
    Relation,
    reached_of,
    relations_of,
)
from accordant.operations.enclosing import Source
from accordant.operations.node import Node
from accordant.operations.ports import OWN, ProductRow
from accordant.operations.products import PRODUCT_DOCUMENT_MAX, keep, parse_product
from accordant.operations.relations import equities_through, reached_from

VERSION_MAX = 9999

Document = dict[str, Any]
"""A product as a person edits it: files are named by their digest and travel beside it."""


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be another in the next version; what is not said stays."""

    kind: str | UnsetType = UNSET
    level: str | UnsetType = UNSET
    caveats: tuple[str, ...] | UnsetType = UNSET
    subjects: tuple[str, ...] | UnsetType = UNSET
    purpose: str | UnsetType = UNSET
    discipline: str | UnsetType = UNSET
    title: str | UnsetType = UNSET
    marker: str | UnsetType = UNSET
    precedence: str | UnsetType = UNSET
    relations: tuple[Relation, ...] = ()
    attachments: tuple[Attachment | Enclosure, ...] = ()


def newest_own(node: Node, identifier: str) -> ProductRow:
    """The newest version of an item of this party.

    Raises:
        UnknownProduct: none of the name was written here.
        NotAuthorised: it is another's.
        MalformedInput: there is no number left for a next one.
    """
    found = node.store.read(lambda reading: reading.products_named(identifier))
    own = [each for each in found if each.origin == OWN and each.product == identifier]
    if found and not own:
        raise NotAuthorised("only its originator writes the next version of an item")
    if not own:
        raise UnknownProduct(f"no product {identifier[:80]} was written here")
    newest = max(own, key=lambda row: row.version)
    if newest.version >= VERSION_MAX:
        raise MalformedInput(f"an item has at most {VERSION_MAX} versions", place=identifier)
    return newest


def begun_from(former: Product, now: Instant) -> Document:
    """The document of the next version while nothing is changed, always of the second format.

    Args:
        former: the newest version; one of the first format gets the fields it did not have.
        now: when the next one is written.
    """
    fields: Document = msgspec.to_builtins(former)
    second: Document = {
        "title": "", "valid_from": None, "valid_until": None, "relations": [], "reached": [],
    }  # fmt: skip
    for portion in fields["portions"]:
        portion.setdefault("subjects", list(former.subjects))
        portion.setdefault("discipline", "unknown")
        if portion["content"]["kind"] == "attachment":
            del portion["content"]["data"]
        if portion["content"]["kind"] == "enclosure":
            portion["content"]["sealed"] = ""  # anew, under the key of the next version
    relations = _correcting(former)
    return (
        second
        | fields
        | {
            "format": SECOND,
            "version": former.version + 1,
            "created": now,
            "relations": msgspec.to_builtins(relations),
        }
    )


def changed(node: Node, document: Document, changes: Changes) -> Document:
    """The document with what the person says; a portion that bore what the product did follows.

    Raises:
        UnknownProduct, NotAuthorised, Oversized: see `relations.equities_through`.
    """
    marking = document["marking"]
    after = marking | {
        name: said
        for name, said in (("level", changes.level), ("caveats", changes.caveats))
        if not isinstance(said, UnsetType)
    }
    subjects = _said(changes.subjects, document["subjects"])
    fields = {
        name: _said(getattr(changes, name), document[name])
        for name in ("kind", "purpose", "title", "marker", "precedence")
    }
    portions = [
        portion
        | {
            "marking": after if portion["marking"] == marking else portion["marking"],
            "subjects": subjects
            if portion["subjects"] == document["subjects"]
            else portion["subjects"],
            "discipline": _said(changes.discipline, portion["discipline"]),
        }
        for portion in document["portions"]
    ]
    portions += [
        {
            "marking": after,
            "subjects": subjects,
            "discipline": _said(changes.discipline, "unknown"),
            "content": msgspec.to_builtins(each),
        }
        for each in changes.attachments
    ]
    more = node.store.read(
        lambda reading: reached_from(equities_through(reading, changes.relations, node.party))
    )
    reached = [*document["reached"], *msgspec.to_builtins(more)]
    return (
        document
        | fields
        | {
            "marking": after,
            "subjects": subjects,
            "portions": portions,
            "relations": [*document["relations"], *msgspec.to_builtins(changes.relations)],
            "reached": [each for n, each in enumerate(reached) if each not in reached[:n]],
        }
    )


def spelled(document: Document) -> bytes:
    """A document as people read and change it."""
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def whole(data: bytes, former: Product, place: str) -> Product:
    """The next version as written, its files put back where they are named by digest.

    Raises:
        MalformedInput: not the next version of the item, a file that the former did not hold, or
            not a product; place and reason.
        UnmarkedProduct: the product or a portion carries no level.
    """
    document = canonical.read(data, dict[str, Any], size_max=PRODUCT_DOCUMENT_MAX, place=place)
    portions = document.get("portions")
    for number, portion in enumerate(portions if isinstance(portions, list) else (), start=1):
        _put_back(portion, former, f"{place}, portion {number}")
    product = parse_product(msgspec.json.encode(document), place)
    for name, is_next in (
        ("format", product.format == SECOND),
        ("product", product.product == former.product),
        ("version", product.version == former.version + 1),
        ("originators", product.originators == former.originators),
        ("relations", set(_correcting(former)) <= set(relations_of(product))),
        ("reached", set(reached_of(former)) <= set(reached_of(product))),
    ):
        if not is_next:
            raise MalformedInput(
                f"`{name}` is not that of the next version",
                hint="Format, identifier, version, originators, corrections and the originators "
                "reached stay; more may be added. Another item is begun with `product new`.",
                place=place,
            )
    return product


def keep_next(
    node: Node,
    product: Product,
    files: Mapping[str, Source] = MappingProxyType({}),
    told: Callable[[], None] = lambda: None,
) -> None:
    """Seal and keep the next version, with the files enclosed by their digest.

    Raises:
        MalformedInput: the version was written by somebody else meanwhile.
        See `products.keep`; then nothing is kept.
    """
    if not keep(node, [product], files, told).added:
        raise MalformedInput(
            f"version {product.version} was written by somebody else meanwhile",
            hint="Edit again; what was just written is not kept.",
            place=product.product,
        )


def _said(said: Any, stays: Any) -> Any:
    return stays if isinstance(said, UnsetType) else said


def _correcting(former: Product) -> tuple[Relation, ...]:
    """What the next version relates to: all the former did, and every version before it.

    Beyond the bound of a product the oldest versions are no longer named.
    """
    kept = relations_of(former)
    versions = [each for each in kept if _is_earlier(each, former)]
    others = [each for each in kept if not _is_earlier(each, former)]
    versions = [each for each in versions if each.version != former.version]
    versions.append(Relation("corrects", former.product, former.version))
    room = max(1, RELATIONS_MAX - len(others))
    return (*others, *versions[-room:])


def _is_earlier(relation: Relation, former: Product) -> bool:
    return relation.kind not in DERIVING and relation.product == former.product


def _put_back(portion: Any, former: Product, place: str) -> None:
    """Give a portion that names a file of the former version its bytes."""
    content = portion.get("content") if isinstance(portion, dict) else None
    if not isinstance(content, dict) or content.get("kind") != "attachment" or "data" in content:
        return
    for each in former.portions:
        if isinstance(each.content, Attachment) and each.content.digest == content.get("digest"):
            content["data"] = msgspec.to_builtins(each.content)["data"]
            return
    raise MalformedInput(
        "no file of this digest is in the former version",
        hint="Add a file with `--attach`.",
        place=place,
    )
