"""A nation's security policy as a file of XML SPIF 2.1, read: what it says, in a typed view.

The document itself is kept beside the view, so that writing it again loses nothing; what the view
does not explain is named. Files of schema 2.0, whose equivalent policies stand earlier, are read
and reported. A policy file never is an agreement: see `correspondence.py`.
Format: docs/protocol/policy-file.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal, NamedTuple, TypeAlias

import msgspec

from accordant.errors import MalformedInput
from accordant.labels.markup import XML, Element, read, write

NAMESPACE: Final = "http://www.xmlspif.org/spif"
PREFIXES: Final = {NAMESPACE: "spif"}
VERSIONS: Final = ("2.0", "2.1")

Applied: TypeAlias = Literal["encrypt", "decrypt", "both"]
"""When an equivalence applies: at origination, at reception, or always."""

APPLIED: Final[tuple[Applied, ...]] = ("encrypt", "decrypt", "both")
_oid = re.compile(r"[0-2](\.[0-9]+)+")
_number = re.compile(r"-?[0-9]{1,9}")
_order: Final = (
    "defaultSecurityPolicyId", "securityPolicyId", "updateInfo", "securityClassifications",
    "securityCategoryTagSets", "privacyMarks", "equivalentPolicies", "markingData",
    "markingQualifier", "extensions",
)  # fmt: skip
_explained: Final = frozenset(
    {
        "SPIF", "defaultSecurityPolicyId", "securityPolicyId", "securityClassifications",
        "securityClassification", "equivalentClassification", "markingData", "code",
        "requiredCategory", "categoryGroup", "securityCategoryTagSets", "securityCategoryTagSet",
        "securityCategoryTag", "tagCategory", "excludedClass", "equivalentPolicies",
        "equivalentPolicy", "equivalentSecCategoryTag",
    }
)  # fmt: skip


class Equal(msgspec.Struct, frozen=True):
    """One classification's equal in another policy, by that policy's number for it."""

    policy: str
    code: int
    applied: Applied


class Phrase(msgspec.Struct, frozen=True):
    """How a classification is marked, in one language."""

    language: str
    words: str
    where: tuple[str, ...]


class Classification(msgspec.Struct, frozen=True, kw_only=True):
    """One level of a policy file."""

    name: str
    code: int
    hierarchy: int
    obsolete: bool
    equals: tuple[Equal, ...]
    phrases: tuple[Phrase, ...]
    needs_list: bool  # whether it requires a permissive category, so that none means nobody
    line: int


class TagSet(msgspec.Struct, frozen=True):
    """One set of categories: of what type, and their names."""

    name: str
    oid: str
    types: tuple[str, ...]
    categories: tuple[str, ...]
    obsolete: tuple[str, ...]


class PolicyFile(msgspec.Struct, frozen=True, kw_only=True):
    """A policy file: the typed view, what is to be said of it, and the document itself."""

    name: str
    oid: str
    schema: str
    created: str  # as written: real files have it in several forms
    classifications: tuple[Classification, ...]  # from the highest
    tag_sets: tuple[TagSet, ...]
    equivalents: dict[str, str]  # name of another policy to its identifier
    remarks: tuple[str, ...]
    document: Element


def parse(data: bytes, place: str) -> PolicyFile:
    """Return the policy file of a document.

    Raises:
        MalformedInput: it is no policy file of schema 2.0 or 2.1, or contradicts itself; with
            file and line.
        Oversized: it is over the bounds of a document.
    """
    root = read(data, place)
    if root.name != q("SPIF"):
        raise MalformedInput("it is no policy file (XML SPIF)", place=f"{place}:{root.line}")
    reader = _Reader(place)
    if root.get("schemaVersion") not in VERSIONS:
        raise reader.error(root, "its schema is neither 2.0 nor 2.1")
    own = reader.one(root, "securityPolicyId")
    classes = reader.one(root, "securityClassifications")
    equivalents = reader.equivalents(root)
    classifications = tuple(
        reader.classification(each, equivalents)
        for each in classes.all(q("securityClassification"))
    )
    reader.check_classifications(classes, classifications)
    tag_sets = tuple(
        reader.tag_set(each)
        for sets in root.all(q("securityCategoryTagSets"))
        for each in sets.all(q("securityCategoryTagSet"))
    )
    return PolicyFile(
        name=reader.needed(own, "name"),
        oid=reader.oid(own, "id"),
        schema=root.get("schemaVersion"),
        created=root.get("creationDate"),
        classifications=tuple(sorted(classifications, key=lambda each: -each.hierarchy)),
        tag_sets=tag_sets,
        equivalents=equivalents,
        remarks=tuple(_remarks(root, classifications)),
        document=root,
    )


def spell(file: PolicyFile) -> bytes:
    """Return the document in its one spelling; nothing of it is lost.

    Raises:
        MalformedInput: a text has a character XML cannot carry.
    """
    prefixes = dict(PREFIXES)
    for each in _all(file.document):
        names = (each.name, *(key for key, _ in each.attributes))
        for namespace in (name[1:].partition("}")[0] for name in names if name.startswith("{")):
            if namespace != XML:
                prefixes.setdefault(namespace, f"n{len(prefixes)}")
    return write(file.document, prefixes)


def q(local: str) -> str:
    """The name of an element of the policy file's namespace."""
    return f"{{{NAMESPACE}}}{local}"


class _Reader(NamedTuple):
    """Reads elements of one document, with its name for places."""

    place: str

    def error(self, at: Element, reason: str) -> MalformedInput:
        return MalformedInput(reason, place=f"{self.place}:{at.line}")

    def one(self, parent: Element, local: str) -> Element:
        found = parent.all(q(local))
        if len(found) != 1:
            raise self.error(parent, f"it needs one `{local}`, no more and no less")
        return found[0]

    def needed(self, found: Element, attribute: str) -> str:
        value = found.get(attribute)
        if not value or len(value) > 256 or not value.isprintable():
            raise self.error(found, f"`{attribute}` of `{found.local}` is missing or no name")
        return value

    def number(self, found: Element, attribute: str) -> int:
        value = found.get(attribute).strip()
        if not _number.fullmatch(value):
            raise self.error(found, f"`{attribute}` of `{found.local}` is no number")
        return int(value)

    def oid(self, found: Element, attribute: str) -> str:
        value = found.get(attribute)
        if len(value) > 256 or not _oid.fullmatch(value):
            raise self.error(found, f"`{attribute}` of `{found.local}` is no object identifier")
        return value

    def equivalents(self, root: Element) -> dict[str, str]:
        found: dict[str, str] = {}
        for group in root.all(q("equivalentPolicies")):
            for each in group.all(q("equivalentPolicy")):
                name = self.needed(each, "name")
                if name in found:
                    raise self.error(each, "an equivalent policy stands twice")
                found[name] = self.oid(each, "id")
        return found

    def classification(self, found: Element, equivalents: dict[str, str]) -> Classification:
        return Classification(
            name=self.needed(found, "name"),
            code=self.number(found, "lacv"),
            hierarchy=self.number(found, "hierarchy"),
            obsolete=found.get("obsolete") in ("true", "1"),
            equals=tuple(
                self.equal(each, equivalents) for each in found.all(q("equivalentClassification"))
            ),
            phrases=tuple(
                Phrase(
                    each.get(f"{{{XML}}}lang"),
                    each.get("phrase"),
                    tuple(code.text for code in each.all(q("code"))),
                )
                for each in found.all(q("markingData"))
            ),
            needs_list=any(
                _is_permissive(group)
                for required in found.all(q("requiredCategory"))
                for group in required.all(q("categoryGroup"))
            ),
            line=found.line,
        )

    def equal(self, found: Element, equivalents: dict[str, str]) -> Equal:
        policy = self.needed(found, "policyRef")
        applied = next((each for each in APPLIED if each == found.get("applied")), None)
        if applied is None:
            raise self.error(found, "an equivalence is applied at encrypt, decrypt or both")
        if policy not in equivalents:
            raise self.error(found, "it refers to a policy that is not among the equivalent ones")
        return Equal(policy, self.number(found, "lacv"), applied)

    def check_classifications(self, at: Element, found: tuple[Classification, ...]) -> None:
        if not found:
            raise self.error(at, "it has no classification")
        for what in ("name", "code"):
            values = [getattr(each, what) for each in found]
            if len(set(values)) != len(values):
                raise self.error(at, f"two classifications have the same {what}")

    def tag_set(self, found: Element) -> TagSet:
        tags = found.all(q("securityCategoryTag"))
        categories = [each for tag in tags for each in tag.all(q("tagCategory"))]
        return TagSet(
            self.needed(found, "name"),
            self.oid(found, "id"),
            tuple(dict.fromkeys(tag.get("enumType") or tag.get("tagType") for tag in tags)),
            tuple(self.needed(each, "name") for each in categories),
            tuple(
                each.get("name") for each in categories if each.get("obsolete") in ("true", "1")
            ),
        )


def _is_permissive(group: Element) -> bool:
    return "permissive" in (group.get("tagType"), group.get("enumType"))


def _remarks(root: Element, classifications: tuple[Classification, ...]) -> Iterable[str]:
    """What a reader must know of the file: where it deviates, and what it leaves open."""
    names = [each.local for each in root.children if each.local in _order]
    if names != sorted(names, key=_order.index):
        yield "Its parts are not in the order of schema 2.1."
    lowest = min(each.hierarchy for each in classifications)
    open_ended = [
        each.name for each in classifications if not each.needs_list and each.hierarchy > lowest
    ]
    if open_ended:
        said = ", ".join(f"`{each}`" for each in open_ended)
        yield (
            f"A label at {said} needs no release list by this file, and a program that follows it "
            "takes a forgotten list for everyone. Accordant takes it for nobody."
        )
    strange: dict[str, int] = {}
    for each in _all(root):
        if each.namespace != NAMESPACE or each.local not in _explained:
            strange[each.local] = strange.get(each.local, 0) + 1
    if strange:
        said = ", ".join(f"{name} ({count})" for name, count in sorted(strange.items()))
        yield f"Carried and not interpreted: {said}."


def _all(root: Element) -> Iterable[Element]:
    waiting = [root]
    while waiting:
        each = waiting.pop()
        yield each
        waiting += each.children
