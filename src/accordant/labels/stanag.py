"""The confidentiality label of STANAG 4774 (ADatP-4774, edition A) as a value, and written.

What this project does not interpret but the standard allows (a successor label, elements of other
namespaces) is carried as it came. Reading: `stanag_reading.py`. Format: docs/protocol/label.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Final, Literal, TypeAlias

import msgspec

from accordant.errors import MalformedInput
from accordant.labels.markup import XML, Element, element, write
from accordant.model.instant import Instant, format_instant

NAMESPACE: Final = "urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"
PREFIXES: Final = {NAMESPACE: "slab"}
LABEL_SIZE_MAX: Final = 256 * 1024  # bytes
CATEGORIES_MAX: Final = 64
VALUES_MAX: Final = 256

Role: TypeAlias = Literal["originator", "alternative", "metadata"]
CategoryType: TypeAlias = Literal["PERMISSIVE", "RESTRICTIVE", "INFORMATIVE"]

ROLES: Final[dict[str, Role]] = {
    "originatorConfidentialityLabel": "originator",
    "alternativeConfidentialityLabel": "alternative",
    "metadataConfidentialityLabel": "metadata",
}
TYPES: Final[tuple[CategoryType, ...]] = ("PERMISSIVE", "RESTRICTIVE", "INFORMATIVE")
ID_TYPES: Final = (
    "rfc822Name", "dNSName", "directoryName", "uniformResourceIdentifier", "iPAddress",
    "x400Address", "userPrincipalName", "jID",
)  # fmt: skip

Value: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^\S(.*\S)?\Z", max_length=256)]


class Category(msgspec.Struct, frozen=True):
    """A limit beside the classification, and whether one, all or none of its values is needed."""

    type: CategoryType
    tag: Value
    values: tuple[Value, ...]
    uri: str = ""


class Name(msgspec.Struct, frozen=True):
    """Who made the label, in one of the standard's eight forms."""

    type: str
    value: Value


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """One label, word for word."""

    role: Role = "originator"
    policy: Value
    policy_uri: str = ""
    classification: Value
    privacy_mark: str = ""
    categories: tuple[Category, ...] = ()
    originator: Name | None = None
    created: Instant
    review: Instant | None = None
    identifier: str = ""
    inside: tuple[Element, ...] = ()  # not interpreted, within the confidentiality information
    beside: tuple[Element, ...] = ()  # not interpreted, after the creation time


def spell(label: Label) -> bytes:
    """Return the label as a document in its one spelling.

    Raises:
        MalformedInput: a text has a character XML cannot carry, or blanks at an end.
    """
    return write(element_of(label), prefixes_of(label.inside + label.beside))


def element_of(label: Label) -> Element:
    """Return the label as an element, in the order the schema asks for.

    Raises:
        MalformedInput: a value is empty or has blanks at an end, or policy or classification has
            several blanks in a row, which the schema reads as one.
    """
    for each in (label.policy, label.classification):
        if each != " ".join(each.split()):
            raise MalformedInput("a name has blanks that a reader would join")
    for each in (label.policy, label.classification, *_values(label)):
        value_of(each, "")
    check_categories(label.categories, "")
    information = element(
        q("ConfidentialityInformation"),
        element(q("PolicyIdentifier"), text=label.policy, attributes={"URI": label.policy_uri}),
        element(q("Classification"), text=label.classification),
        *((element(q("PrivacyMark"), text=label.privacy_mark),) if label.privacy_mark else ()),
        *(_category_element(each) for each in label.categories),
        *label.inside,
    )
    name = label.originator
    return element(
        q({role: name for name, role in ROLES.items()}[label.role]),
        information,
        *(
            (element(q("OriginatorID"), text=name.value, attributes={"IDType": name.type}),)
            if name
            else ()
        ),
        element(q("CreationDateTime"), text=_time(label.created)),
        *label.beside,
        attributes={
            "Id": label.identifier,
            "ReviewDateTime": "" if label.review is None else _time(label.review),
        },
    )


def prefixes_of(carried: Iterable[Element]) -> dict[str, str]:
    """Return a prefix for each namespace: the standard's own, and n1, n2 for what is carried."""
    prefixes = dict(PREFIXES)
    waiting = list(carried)
    while waiting:
        each = waiting.pop(0)
        attributes = (key[1:].partition("}")[0] for key, _ in each.attributes if "}" in key)
        for namespace in (each.namespace, *attributes):
            if namespace not in ("", XML):
                prefixes.setdefault(namespace, f"n{len(prefixes)}")
        waiting += each.children
    return prefixes


def check_categories(categories: tuple[Category, ...], at: str) -> None:
    """Refuse what two readers would join differently: a list in two parts, a value twice.

    Raises:
        MalformedInput: there is such a category, or one without a value.
    """
    permissive = [each.tag for each in categories if each.type == "PERMISSIVE"]
    if len(set(permissive)) != len(permissive):
        raise MalformedInput("a permissive category stands twice", place=at)
    for each in categories:
        if not each.values or len(set(each.values)) != len(each.values):
            raise MalformedInput("a category has no value, or one twice", place=at)


def _category_element(category: Category) -> Element:
    return element(
        q("Category"),
        *(element(q("GenericValue"), text=each) for each in category.values),
        attributes={"Type": category.type, "TagName": category.tag, "URI": category.uri},
    )


def _values(label: Label) -> Iterable[str]:
    for each in label.categories:
        yield from (each.tag, *each.values)
    if label.originator is not None:
        yield label.originator.value
    if label.privacy_mark:
        yield label.privacy_mark


def value_of(text: str, at: str) -> str:
    """Return a text that can be a value.

    Raises:
        MalformedInput: it is empty, too long, of several lines or has blanks at its ends.
    """
    try:
        return msgspec.convert(text, Value)
    except msgspec.ValidationError:
        raise MalformedInput(
            "a value is one line of 1 to 256 characters without blanks at its ends", place=at
        ) from None


def _time(instant: Instant) -> str:
    return format_instant(instant).replace("+00:00", "Z")


def q(local: str) -> str:
    """The name of an element of the label's namespace."""
    return f"{{{NAMESPACE}}}{local}"
