"""Several labels of one item together: the binding of STANAG 4778, without its signature.

One originator's label and its alternatives in other policies, each in a `Metadata` of its own,
bound to references of the data. The originator's label is never replaced by an alternative
(ADatP-4774.1, 4.2). A signature is not checked here, so a binding that has one is refused rather
than shown as if it had been. Format: docs/protocol/label.md.
"""

from __future__ import annotations

from typing import Annotated, Final

import msgspec

from accordant.errors import MalformedInput
from accordant.labels.markup import Element, element, read, write
from accordant.labels.stanag import LABEL_SIZE_MAX, Label, element_of, prefixes_of
from accordant.labels.stanag_reading import label_of

NAMESPACE: Final = "urn:nato:stanag:4778:bindinginformation:1:0"
LABELS_MAX: Final = 16
_ROOT: Final = f"{{{NAMESPACE}}}BindingInformation"


class Labels(msgspec.Struct, frozen=True, kw_only=True):
    """The labels of one item: the originator's, and what others call the same level."""

    originator: Label
    alternatives: Annotated[tuple[Label, ...], msgspec.Meta(max_length=LABELS_MAX)] = ()
    data: tuple[str, ...] = ()  # references to what is labelled


def parse(data: bytes, place: str) -> Labels:
    """Return the labels of a document: a binding, or the originator's label alone.

    Raises:
        MalformedInput: it is neither, has two originator's labels or none, two labels in one
            place or of one policy, or a signature.
        Oversized: it is over the bounds.
    """
    root = read(data, place, size_max=LABEL_SIZE_MAX)
    if root.name != _ROOT:
        return _joined([label_of(root, place)], (), place)
    containers = _only(root, "MetadataBindingContainer", place)
    bindings = [each for one in containers for each in _only(one, "MetadataBinding", place)]
    if len(bindings) != 1:
        raise MalformedInput("a binding of several items is not read", place=place)
    labels, references = [], []
    for each in bindings[0].children:
        at = f"{place}:{each.line}"
        if each.name == _q("Metadata"):
            if len(each.children) != 1:
                raise MalformedInput("each `Metadata` holds one label", place=at)
            labels.append(label_of(each.children[0], place))
        elif each.name == _q("DataReference") and not each.children and each.get("URI"):
            references.append(each.get("URI"))
        else:
            raise MalformedInput(f"`{each.local[:40]}` is not read in a binding", place=at)
    return _joined(labels, tuple(references), place)


def spell(labels: Labels) -> bytes:
    """Return the labels as a document: the one label alone, or a binding.

    Raises:
        MalformedInput: alternatives without data to bind them to, two labels of one policy, or a
            character XML cannot carry.
    """
    _joined([labels.originator, *labels.alternatives], labels.data, "")
    all_labels = (labels.originator, *labels.alternatives)
    carried = [part for each in all_labels for part in each.inside + each.beside]
    prefixes = prefixes_of(carried)
    if not labels.alternatives and not labels.data:
        return write(element_of(labels.originator), prefixes)
    if not labels.data:
        raise MalformedInput("alternative labels are bound to data; name what is labelled")
    binding = element(
        _q("MetadataBinding"),
        *(element(_q("Metadata"), element_of(each)) for each in all_labels),
        *(element(_q("DataReference"), attributes={"URI": each}) for each in labels.data),
    )
    container = element(_q("MetadataBindingContainer"), binding)
    return write(element(_ROOT, container), {NAMESPACE: "mb", **prefixes})


def _joined(labels: list[Label], data: tuple[str, ...], place: str) -> Labels:
    originators = [each for each in labels if each.role == "originator"]
    if len(originators) != 1 or len(labels) > LABELS_MAX:
        raise MalformedInput(
            "an item has one originator's label, no more and no less", place=place
        )
    alternatives = tuple(each for each in labels if each.role == "alternative")
    if len(alternatives) + 1 != len(labels):
        raise MalformedInput("a label of the metadata itself is not read here", place=place)
    named = [(each.policy, each.policy_uri) for each in labels]
    if len(set(named)) != len(named):
        raise MalformedInput("two labels are of the same policy", place=place)
    return Labels(originator=originators[0], alternatives=alternatives, data=data)


def _only(parent: Element, local: str, place: str) -> tuple[Element, ...]:
    strange = next((each for each in parent.children if each.name != _q(local)), None)
    if strange is not None or not parent.children:
        at = f"{place}:{(strange or parent).line}"
        what = f"`{strange.local[:40]}` is not read in a binding" if strange else "it is empty"
        raise MalformedInput(what, place=at)
    return parent.children


def _q(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"
