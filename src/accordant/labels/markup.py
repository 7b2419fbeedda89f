"""XML as a value: read hardened and bounded, written in one spelling. The one file that uses lxml.

Refused: a document type or entity of any kind, an encoding other than UTF-8, processing
instructions, text beside elements, a comment inside a text (it would read as two words to one
program and as one to another), and whatever is larger or deeper than the bounds. Nothing is
fetched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from accordant.errors import MalformedInput, Oversized

SIZE_MAX: Final = 4 * 1024 * 1024  # bytes
DEPTH_MAX: Final = 24
ELEMENTS_MAX: Final = 50_000

XML: Final = "http://www.w3.org/XML/1998/namespace"
SCHEMA_INSTANCE: Final = "http://www.w3.org/2001/XMLSchema-instance"

_declared = re.compile(rb"\A<\?xml[^>]*?encoding\s*=\s*['\"]([^'\"]*)['\"]")
_forbidden = re.compile(r"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Element:
    """An element: name as `{namespace}local`, attributes in order of name, text or children."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    text: str = ""
    children: tuple[Element, ...] = ()
    line: int = field(default=0, compare=False)  # where it stood; 0: nowhere

    @property
    def local(self) -> str:
        """The name without its namespace."""
        return self.name.rpartition("}")[2]

    @property
    def namespace(self) -> str:
        """The namespace, or empty."""
        return self.name[1:].partition("}")[0] if self.name.startswith("{") else ""

    def get(self, attribute: str) -> str:
        """The value of an attribute, or empty."""
        return dict(self.attributes).get(attribute, "")

    def all(self, name: str) -> tuple[Element, ...]:
        """The children of a name."""
        return tuple(each for each in self.children if each.name == name)


def element(
    name: str, *children: Element, text: str = "", attributes: Mapping[str, str] | None = None
) -> Element:
    """Return an element as `read` would: attributes in order of name, none of them empty."""
    given = {key: value for key, value in (attributes or {}).items() if value}
    return Element(name, tuple(sorted(given.items())), text, children)


def read(data: bytes, place: str, *, size_max: int = SIZE_MAX) -> Element:
    """Return the document's root.

    Raises:
        Oversized: over `size_max` bytes, ELEMENTS_MAX elements or DEPTH_MAX deep.
        MalformedInput: it is not well-formed, or has what this project does not read.
    """
    if len(data) > size_max:
        raise Oversized(f"the document is longer than {size_max} bytes", place=place)
    _check_bytes(data, place)
    # A parser is made for each document: one that has failed keeps what it failed on.
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
        strip_cdata=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.position[0] if error.position else 1
        raise MalformedInput("it is not well-formed XML", place=f"{place}:{line}") from None
    except (ValueError, etree.LxmlError):
        raise MalformedInput("it is not well-formed XML", place=place) from None
    if root.getroottree().docinfo.doctype:
        raise MalformedInput("a document type is not read", place=place)
    beside = [*root.itersiblings(), *root.itersiblings(preceding=True)]
    if any(each.tag is not etree.Comment for each in beside):
        raise MalformedInput("a processing instruction is not read", place=place)
    return _Reader(place).element(root, 1)


def write(root: Element, prefixes: Mapping[str, str]) -> bytes:
    """Return the document of an element: UTF-8, declared, indented by two, prefixes as given.

    Args:
        root: what to write.
        prefixes: a prefix for each namespace, all declared at the root.

    Raises:
        MalformedInput: a text has a character XML cannot carry, or a namespace has no prefix.
    """
    try:
        made = _made(root, None, {prefix: namespace for namespace, prefix in prefixes.items()})
        etree.indent(made, space="  ")
        written = etree.tostring(made, xml_declaration=True, encoding="UTF-8")
    except (ValueError, TypeError, etree.LxmlError):
        raise MalformedInput("a text has a character that XML cannot carry") from None
    return bytes(written) + b"\n"


def _check_bytes(data: bytes, place: str) -> None:
    """Before any parser sees it: one encoding, and no document type or entity, wherever."""
    declared = _declared.match(data.removeprefix(_BYTE_ORDER_MARK))
    if declared is not None and declared.group(1).upper() != b"UTF-8":
        raise MalformedInput("the encoding is not UTF-8", place=place)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise MalformedInput("the encoding is not UTF-8", place=place) from None
    if "\x00" in text:  # UTF-16 or UTF-32, in which what follows would not be found
        raise MalformedInput("the encoding is not UTF-8", place=place)
    found = _forbidden.search(text)
    if found is not None:
        line = text.count("\n", 0, found.start()) + 1
        raise MalformedInput("a document type or entity is not read", place=f"{place}:{line}")


class _Reader:
    """Turns the library's elements into ours, counting them."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._count = 0

    def element(self, found: etree._Element, depth: int) -> Element:
        line = int(found.sourceline or 0)
        place = f"{self._place}:{line}"
        self._count += 1
        if depth > DEPTH_MAX or self._count > ELEMENTS_MAX:
            raise Oversized("the document is too deep or has too many elements", place=place)
        children = []
        texts = [found.text or ""]
        for child in found:
            texts.append(child.tail or "")
            if child.tag is etree.Comment:
                continue
            if not isinstance(child.tag, str):
                raise MalformedInput("a processing instruction or entity is not read", place=place)
            children.append(self.element(child, depth + 1))
        said = "".join(texts)
        if len(found) and said.strip():
            raise MalformedInput("text stands beside an element or a comment", place=place)
        attributes = tuple(sorted((str(key), str(value)) for key, value in found.attrib.items()))
        text = "" if len(found) else said
        return Element(str(found.tag), attributes, text, tuple(children), line)


def _made(
    given: Element, parent: etree._Element | None, prefixes: dict[str, str]
) -> etree._Element:
    names = (
        given.namespace,
        *(key[1:].partition("}")[0] for key, _ in given.attributes if "}" in key),
    )
    if any(name and name != XML and name not in prefixes.values() for name in names):
        raise ValueError(given.name)
    if parent is None:
        made = etree.Element(given.name, nsmap=dict(prefixes))
    else:
        made = etree.SubElement(parent, given.name)
    for key, value in given.attributes:
        made.set(key, value)
    if given.children:
        for child in given.children:
            _made(child, made, prefixes)
    elif given.text:
        made.text = given.text
    return made
