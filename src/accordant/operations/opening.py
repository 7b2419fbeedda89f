"""Opening what arrived before its turn in the store: all that needs a key and no transaction.

Seals, signatures and forms take most of an item's time. They depend on the leaf's own bytes and
on keys alone, so they are looked at while the one writer is free for others; what is found is
acted on in the transaction, in the order of the leaves. An item opened under one header key counts
only while that key is the one that stands at its turn; otherwise it is opened again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from accordant import canonical
from accordant.envelope import body as bodies
from accordant.envelope import header as headers
from accordant.envelope.body import Body
from accordant.envelope.header import Header
from accordant.envelope.keys import SealPrivateKey
from accordant.envelope.seal import open_content, open_message
from accordant.errors import AccordantError, MalformedMessage
from accordant.log.leaf import commitment, halves
from accordant.model.message import Message, Released
from accordant.model.product import Product

UNDERSTOOD = frozenset(
    {"release", "receipt", "refusal", "statement", "consent", "assurance", "note"}
)
"""Message types this version acts on; the others of the closed list are refused by message."""


class Opened(msgspec.Struct, frozen=True):
    """An item that opened: what it is, its content key, and the header key it verified under."""

    product: Product
    content_key: bytes
    header_key: bytes

    def __repr__(self) -> str:
        """Show nothing: it holds content and a key."""
        return "Opened(...)"


@dataclass(slots=True, repr=False)
class Leaf:
    """A stored leaf, read as far as it can be; `error` says what stopped the reading."""

    index: int
    entry: bytes
    place: str
    carries_item: bool = False
    kind: str = ""  # of the statement, as far as it is known
    statement: bytes = b""
    message: Message | None = None  # None also where the kind is not understood
    body: Body | None = None
    envelope: bytes = b""  # the body's, canonical; empty without one
    content_key: bytes | None = None
    header: Header | None = None  # of the item, once it is found to be the one the statement names
    opened: Opened | None = None
    error: AccordantError | None = None

    def __repr__(self) -> str:
        """Show the place alone: the rest is content and a key."""
        return f"Leaf({self.place})"


class _Type(msgspec.Struct, frozen=True):
    """The type of a message that may be newer than this software."""

    type: str


def look(index: int, entry: bytes, data: bytes | None, place: str, key: SealPrivateKey) -> Leaf:
    """Read a leaf and its body; whatever is wrong with them is kept beside the leaf."""
    leaf = Leaf(index, entry, place)
    try:
        _read(leaf, data, key)
    except AccordantError as error:
        leaf.error = error
    return leaf


def open_ahead(leaf: Leaf, key_of: Callable[[str], bytes | None]) -> None:
    """Open the item a leaf provides, if it does and the originator's header key is at hand.

    An item that does not open is opened again at its turn, which tells why.
    """
    if not isinstance(leaf.message, Released):
        return
    try:
        public = key_of(header_of(leaf).originators[0])
        if public is not None:
            leaf.opened = open_item(leaf, public)
    except AccordantError:
        return


def header_of(leaf: Leaf) -> Header:
    """The header of the item a leaf provides, its signature unverified; read once.

    Raises:
        MalformedMessage: no item came, or another than the statement names.
    """
    if leaf.header is not None:
        return leaf.header
    if not leaf.envelope or leaf.content_key is None:
        raise MalformedMessage("a release came without its item", place=leaf.place)
    assert leaf.body is not None
    assert leaf.body.envelope is not None
    assert isinstance(leaf.message, Released)
    if canonical.digest_of_bytes(leaf.envelope) != leaf.message.envelope:
        raise MalformedMessage("the item is not the one the release names", place=leaf.place)
    leaf.header = headers.read(leaf.body.envelope.header, place=leaf.place)
    return leaf.header


def open_item(leaf: Leaf, header_key: bytes) -> Opened:
    """Open the item a leaf provides and check all that it says of itself.

    Raises:
        MalformedMessage, BadSignature, ContentUnreadable: it is not what it should be.
    """
    header = header_of(leaf)
    assert leaf.body is not None
    assert leaf.body.envelope is not None
    assert leaf.content_key is not None
    data = open_content(leaf.body.envelope, leaf.content_key, header_key, place=leaf.place)
    product = canonical.parse(data, Product, place=leaf.place, error=MalformedMessage)
    headers.check_product(header, product, place=leaf.place)
    return Opened(product, leaf.content_key, header_key)


def _read(leaf: Leaf, data: bytes | None, key: SealPrivateKey) -> None:
    """Fill in what the body says, step by step, as far as it goes."""
    if data is None:
        raise MalformedMessage("the body is not there", place=leaf.place)
    leaf.body, leaf.envelope = body, _ = bodies.read(data, place=leaf.place)
    leaf.carries_item = body.envelope is not None
    digest = None if body.envelope is None else headers.digest(body.envelope.header)
    sealed = open_message(body.sealed, key, digest, place=leaf.place)
    if commitment(sealed.statement) != halves(leaf.entry)[0]:
        raise MalformedMessage(
            "the statement is not the one the leaf commits to", place=leaf.place
        )
    leaf.statement, leaf.content_key = sealed.statement, sealed.content_key
    leaf.kind = _type_of(leaf.statement, leaf.place)
    if leaf.kind in UNDERSTOOD:
        leaf.message = canonical.parse(
            leaf.statement, Message, place=leaf.place, error=MalformedMessage
        )


def _type_of(statement: bytes, place: str) -> str:
    """The message type alone, of a statement that may be newer than this software."""
    try:
        return msgspec.json.decode(statement, type=_Type).type
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise MalformedMessage("the statement names no type", place=place) from None
