"""The product header: what may be known of an item without opening it, signed by its originator.

It names no link and no recipient, so the same header serves everyone the item is provided to and
everyone it is passed on to: no one downstream can strip REAL, EXERCISE or TEST. The header is the
associated data of the content and the context of every seal. Format: docs/protocol/envelope.md.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Annotated, Literal

import msgspec

from accordant import canonical
from accordant.envelope.keys import HeaderKey
from accordant.errors import AccordantError, ContentUnreadable, MalformedInput, MalformedMessage
from accordant.model.marking import Marker, Marking
from accordant.model.party import Party
from accordant.model.precedence import Precedence
from accordant.model.product import Product, ProductId, Version
from accordant.signing import verify_ed25519

SIGNATURE_DOMAIN = b"accordant/header/1\n"
HEADER_SIZE_MAX = 4096  # bytes


class HeaderFields(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a header takes from the product, word for word."""

    product: ProductId
    version: Version
    originators: Annotated[tuple[Party, ...], msgspec.Meta(min_length=1, max_length=8)]
    marking: Marking
    marker: Marker
    precedence: Precedence


class Header(HeaderFields, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The signed header: the product's fields, the padded size and the content's commitment."""

    format: Literal["accordant/header/1"] = "accordant/header/1"
    size: Annotated[int, msgspec.Meta(ge=1, le=2**32)]  # bytes of the padded content
    commitment: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]


def fields_of(product: Product) -> HeaderFields:
    """Return what the header of a product says of it."""
    return HeaderFields(
        product=product.product,
        version=product.version,
        originators=product.originators,
        marking=product.marking,
        marker=product.marker,
        precedence=product.precedence,
    )


def sign(header: bytes, key: HeaderKey) -> bytes:
    """Return the originator's Ed25519 signature of a header's bytes."""
    return key.ed25519.sign(SIGNATURE_DOMAIN + header)


def verify(header: bytes, signature: bytes, public: bytes, *, place: str = "") -> Header:
    """Return the header, once the originator's signature verifies.

    Raises:
        BadSignature: the signature is not the header key's over these bytes.
        MalformedMessage: the bytes are not a canonical header.
    """
    verify_ed25519(public, signature, SIGNATURE_DOMAIN + header, place=place)
    return read(header, place=place)


def read(
    header: bytes, *, place: str = "", error: type[AccordantError] = MalformedMessage
) -> Header:
    """Return the header in these bytes, its signature unverified.

    Raises:
        MalformedMessage, or the error asked for: the bytes are not a canonical header.
    """
    try:
        return _parsed(header)
    except MalformedInput as reason:
        raise error(reason.message, place=place) from None


# The same bytes are asked three times when an item is opened: whose key signed them, what the
# signature covers, and what the content is bound to.
@lru_cache(maxsize=8)
def _parsed(header: bytes) -> Header:
    return canonical.parse(header, Header, size_max=HEADER_SIZE_MAX)


def digest(header: bytes) -> bytes:
    """Return the SHA-256 of a header's bytes (32 bytes), which every seal is bound to."""
    return hashlib.sha256(header).digest()


def check_product(header: Header, product: Product, *, place: str = "") -> None:
    """Refuse a product that says otherwise of itself than the header it came under.

    Raises:
        ContentUnreadable: a field differs; the message names the field, never its content.
    """
    said = fields_of(product)
    for name in HeaderFields.__struct_fields__:
        if getattr(said, name) != getattr(header, name):
            raise ContentUnreadable(f"product and header disagree on `{name}`", place=place)
