"""Reads a confidentiality label of STANAG 4774.

Strict by the standard's schema and its prose: names, order and case are exact, values are
`GenericValue`, a classification has no URI. What is allowed and not interpreted is carried.
Format: docs/protocol/label.md.
"""

from __future__ import annotations

import re
from typing import Final

from accordant.errors import MalformedInput
from accordant.labels.markup import SCHEMA_INSTANCE, Element, read
from accordant.labels.stanag import (
    CATEGORIES_MAX,
    ID_TYPES,
    LABEL_SIZE_MAX,
    NAMESPACE,
    ROLES,
    TYPES,
    VALUES_MAX,
    Category,
    Label,
    Name,
    check_categories,
    q,
    value_of,
)
from accordant.model.instant import Instant, parse_instant

_HINT: Final = f"{{{SCHEMA_INSTANCE}}}schemaLocation"  # where a schema lies; nothing is fetched
_date_time = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,3})?(Z|[+-][0-9]{2}:[0-9]{2})"
)


def parse(data: bytes, place: str) -> Label:
    """Return the label of a document whose root is a label.

    Raises:
        MalformedInput: it is no such document, with file and line.
        Oversized: it is over LABEL_SIZE_MAX or the bounds of a document.
    """
    return label_of(read(data, place, size_max=LABEL_SIZE_MAX), place)


def label_of(root: Element, place: str) -> Label:
    """Return the label an element is.

    Raises:
        MalformedInput: it is none, with file and line.
    """
    at = f"{place}:{root.line}"
    role = ROLES.get(root.local) if root.namespace == NAMESPACE else None
    if role is None:
        raise MalformedInput("it is no confidentiality label of STANAG 4774", place=at)
    _only_attributes(root, ("Id", "ReviewDateTime"), at)
    rest = _Children(root, place)
    information = rest.one("ConfidentialityInformation")
    name = rest.some("OriginatorID")
    created = _instant(rest.one("CreationDateTime"), place)
    _only_attributes(information, (), f"{place}:{information.line}")
    inner = _Children(information, place)
    policy = inner.one("PolicyIdentifier")
    classification = inner.one("Classification")
    privacy_mark = inner.some("PrivacyMark")
    categories = tuple(_category(each, place) for each in inner.many("Category"))
    check_categories(categories, at)
    _only_attributes(policy, ("URI",), f"{place}:{policy.line}")
    _only_attributes(classification, (), f"{place}:{classification.line}")
    review = root.get("ReviewDateTime")
    return Label(
        role=role,
        policy=value_of(" ".join(policy.text.split()), f"{place}:{policy.line}"),
        policy_uri=policy.get("URI"),
        classification=value_of(
            " ".join(classification.text.split()), f"{place}:{classification.line}"
        ),
        privacy_mark=_text(privacy_mark, place) if privacy_mark else "",
        categories=categories,
        originator=_name(name, place) if name else None,
        created=created,
        review=_moment(review, at) if review else None,
        identifier=root.get("Id"),
        inside=inner.left(),
        beside=rest.left(successor=True),
    )


class _Children:
    """Takes children off in the order the schema asks for."""

    def __init__(self, parent: Element, place: str) -> None:
        if parent.text.strip():
            raise MalformedInput(
                f"`{parent.local}` holds elements, not text", place=f"{place}:{parent.line}"
            )
        self._left = list(parent.children)
        self._parent = parent
        self._place = place

    def one(self, local: str) -> Element:
        found = self.some(local)
        if found is None:
            at = self._left[0].line if self._left else self._parent.line
            raise MalformedInput(
                f"`{local}` is missing here, or out of order", place=f"{self._place}:{at}"
            )
        return found

    def some(self, local: str) -> Element | None:
        if self._left and self._left[0].name == q(local):
            return self._left.pop(0)
        return None

    def many(self, local: str) -> list[Element]:
        found = []
        while (each := self.some(local)) is not None:
            found.append(each)
            if len(found) > CATEGORIES_MAX:
                raise MalformedInput(
                    f"more than {CATEGORIES_MAX} of `{local}`", place=f"{self._place}:{each.line}"
                )
        return found

    def left(self, *, successor: bool = False) -> tuple[Element, ...]:
        """What remains: of other namespaces only, and a successor label before them."""
        taken = [self.some("SuccessionHandling")] if successor else []
        strange = next((each for each in self._left if each.namespace in (NAMESPACE, "")), None)
        if strange is not None:
            raise MalformedInput(
                f"`{strange.local[:40]}` is not understood here, or stands twice",
                place=f"{self._place}:{strange.line}",
            )
        return (*(each for each in taken if each is not None), *self._left)


def _category(found: Element, place: str) -> Category:
    at = f"{place}:{found.line}"
    _only_attributes(found, ("Type", "TagName", "URI"), at)
    kind = next((each for each in TYPES if each == found.get("Type")), None)
    if kind is None:
        raise MalformedInput("a category is PERMISSIVE, RESTRICTIVE or INFORMATIVE", place=at)
    if not found.children or any(each.name != q("GenericValue") for each in found.children):
        raise MalformedInput("a category has values, each a `GenericValue`", place=at)
    if len(found.children) > VALUES_MAX:
        raise MalformedInput(f"a category of more than {VALUES_MAX} values", place=at)
    for each in found.children:
        _only_attributes(each, (), f"{place}:{each.line}")
    values = tuple(_text(each, place) for each in found.children)
    return Category(kind, value_of(found.get("TagName"), at), values, found.get("URI"))


def _name(found: Element, place: str) -> Name:
    at = f"{place}:{found.line}"
    _only_attributes(found, ("IDType",), at)
    if found.get("IDType") not in ID_TYPES:
        raise MalformedInput(f"an `IDType` is one of {', '.join(ID_TYPES)}", place=at)
    return Name(found.get("IDType"), _text(found, place))


def _text(found: Element, place: str) -> str:
    if found.children:
        raise MalformedInput(
            f"`{found.local}` holds text, not elements", place=f"{place}:{found.line}"
        )
    return value_of(found.text, f"{place}:{found.line}")


def _instant(found: Element, place: str) -> Instant:
    _only_attributes(found, (), f"{place}:{found.line}")
    return _moment(" ".join(found.text.split()), f"{place}:{found.line}")


def _moment(text: str, at: str) -> Instant:
    if not _date_time.fullmatch(text):
        raise MalformedInput("a time is written as 2018-05-01T00:00:00Z, with its zone", place=at)
    return parse_instant(text, place=at)


def _only_attributes(found: Element, known: tuple[str, ...], at: str) -> None:
    for name, _ in found.attributes:
        if name not in known and name != _HINT:
            raise MalformedInput(
                f"`{found.local}` has an attribute that is not read: `{name[:60]}`", place=at
            )
