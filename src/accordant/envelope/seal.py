"""Seal and open: the product under its content key, the message under the recipient's key.

Per item: one AES-256-GCM over the padded product, one Ed25519 over its header, one HPKE over the
statement and the content key. AES-GCM alone does not commit to key and plaintext, so the header
does. Randomness enters the project here and in `keys` only. Format: docs/protocol/envelope.md.
"""

from __future__ import annotations

import hashlib
import secrets
from functools import lru_cache
from typing import Annotated, Literal

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PublicKey, Suite

from accordant import canonical
from accordant.envelope import header as headers
from accordant.envelope.header import Header, HeaderFields
from accordant.envelope.keys import HeaderKey, SealPrivateKey
from accordant.errors import ContentUnreadable, MalformedInput, MalformedMessage, Oversized
from accordant.model.statement import SealKey

CONTENT_DOMAIN = b"accordant/content/1\n"
SEAL_DOMAIN = b"accordant/seal/1\n"

CONTENT_KEY_SIZE = 32  # bytes, AES-256
LENGTH_SIZE = 4  # bytes, big-endian length before the product's bytes
CONTENT_SIZES = tuple(
    sorted(base << power for base in (2, 3) for power in range(9, 16) if base << power <= 1 << 16)
)  # 1,024, 1,536, 2,048, 3,072 ... 65,536 bytes
PRODUCT_SIZE_MAX = CONTENT_SIZES[-1] - LENGTH_SIZE  # bytes of a product that travels in one body
TAG_SIZE = 16  # bytes
SALT_SIZE = 32  # bytes

NO_HEADER = bytes(32)
_NONCE = bytes(12)  # a content key encrypts once, so its nonce never repeats
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_WITHOUT_KEY, _WITH_KEY = b"\x00", b"\x01"


class Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A sealed product: the same bytes for every recipient, also when it is passed on."""

    format: Literal["accordant/envelope/1"] = "accordant/envelope/1"
    header: Annotated[bytes, msgspec.Meta(max_length=headers.HEADER_SIZE_MAX)]
    signature: Annotated[bytes, msgspec.Meta(min_length=64, max_length=64)]
    ciphertext: Annotated[bytes, msgspec.Meta(max_length=CONTENT_SIZES[-1] + TAG_SIZE)]


class Sealed(msgspec.Struct, frozen=True):
    """What a sealed message held: a statement's canonical bytes and perhaps a content key."""

    statement: bytes
    content_key: bytes | None

    def __repr__(self) -> str:
        """Show nothing: both are secrets."""
        return "Sealed(...)"


def new_salt() -> bytes:
    """Return the 32 random bytes that make a statement's commitment say nothing."""
    return secrets.token_bytes(SALT_SIZE)


def new_content_key() -> bytes:
    """Return 32 random bytes: the key of one version of one product."""
    return secrets.token_bytes(CONTENT_KEY_SIZE)


def seal_content(
    product: bytes, fields: HeaderFields, header_key: HeaderKey, key: bytes | None = None
) -> tuple[Envelope, bytes]:
    """Seal a product's canonical bytes under a fresh content key; return both.

    Args:
        product: canonical bytes.
        fields: what its header says of it.
        header_key: the originator's.
        key: made for this version by `new_content_key` before, when its enclosed files were
            sealed under keys that follow from it; it seals nothing else. None: made here.

    Raises:
        Oversized: the product has more than PRODUCT_SIZE_MAX bytes.
    """
    padded = _pad(product)
    key = new_content_key() if key is None else key
    header = Header(
        product=fields.product,
        version=fields.version,
        originators=fields.originators,
        marking=fields.marking,
        marker=fields.marker,
        precedence=fields.precedence,
        size=len(padded),
        commitment=_commitment(key, product),
    )
    header_bytes = canonical.encode(header)
    ciphertext = AESGCM(key).encrypt(_NONCE, padded, header_bytes)
    signature = headers.sign(header_bytes, header_key)
    return Envelope(header=header_bytes, signature=signature, ciphertext=ciphertext), key


def verify_header(envelope: Envelope, header_public: bytes, *, place: str = "") -> Header:
    """Return the envelope's header, once signature and sizes agree; opens nothing.

    Raises:
        BadSignature: the originator's header key did not sign it.
        MalformedMessage: not a canonical header, or the ciphertext has another size than it says.
    """
    header = headers.verify(envelope.header, envelope.signature, header_public, place=place)
    if header.size not in CONTENT_SIZES or len(envelope.ciphertext) != header.size + TAG_SIZE:
        raise MalformedMessage("the ciphertext has not the size the header says", place=place)
    return header


def open_content(
    envelope: Envelope, content_key: bytes, header_public: bytes, *, place: str = ""
) -> bytes:
    """Return the product's bytes after checking signature, key, commitment and padding.

    Raises:
        BadSignature, MalformedMessage: as `verify_header`.
        ContentUnreadable: it does not open with this key, or is not what the header commits to.
    """
    verify_header(envelope, header_public, place=place)
    return open_held(envelope, content_key, place=place)


def open_held(envelope: Envelope, content_key: bytes, *, place: str = "") -> bytes:
    """Open an item whose signature was verified when it was taken; key and commitment still bind.

    The originator's newest header key may be another by now: what is held stays readable.

    Raises:
        ContentUnreadable: it does not open with this key, or is not what the header commits to.
    """
    header = headers.read(envelope.header, place=place, error=ContentUnreadable)
    try:
        padded = AESGCM(content_key).decrypt(_NONCE, envelope.ciphertext, envelope.header)
    except (InvalidTag, ValueError):
        raise ContentUnreadable("the content does not open with its key", place=place) from None
    product = _unpad(padded, place)
    if _commitment(content_key, product) != header.commitment:
        raise ContentUnreadable("the content is not what its header commits to", place=place)
    return product


def seal_message(
    statement: bytes, content_key: bytes | None, header_digest: bytes | None, recipient: SealKey
) -> bytes:
    """Seal a statement, and the content key of the item it provides, to one recipient.

    Raises:
        MalformedInput: the recipient's key is none, or the content key has the wrong length.
    """
    if content_key is not None and len(content_key) != CONTENT_KEY_SIZE:
        raise MalformedInput(f"a content key has {CONTENT_KEY_SIZE} bytes")
    framed = _WITHOUT_KEY if content_key is None else _WITH_KEY + content_key
    try:
        return _SUITE.encrypt(framed + statement, _public_key(recipient), _info(header_digest))
    except ValueError:  # a point of low order, RFC 7748 section 6.1
        raise MalformedInput("the recipient's seal key is not a key") from None


def open_message(
    sealed: bytes, private: SealPrivateKey, header_digest: bytes | None, *, place: str = ""
) -> Sealed:
    """Open what was sealed to this node under a header (None where no item travels).

    Raises:
        ContentUnreadable: altered, sealed to another key or under another header.
    """
    try:
        framed = _SUITE.decrypt(sealed, private.hpke, _info(header_digest))
    except (InvalidTag, ValueError):
        raise ContentUnreadable("the message does not open with this key", place=place) from None
    if framed[:1] == _WITHOUT_KEY:
        return Sealed(framed[1:], None)
    if framed[:1] == _WITH_KEY and len(framed) > CONTENT_KEY_SIZE:
        return Sealed(framed[1 + CONTENT_KEY_SIZE :], framed[1 : 1 + CONTENT_KEY_SIZE])
    raise ContentUnreadable("the message's inner form is not known", place=place)


def _commitment(key: bytes, product: bytes) -> str:
    """Bind key and plaintext; the key is random, so the commitment says nothing of the product."""
    plaintext_digest = hashlib.sha256(product).digest()
    return hashlib.sha256(CONTENT_DOMAIN + key + plaintext_digest).hexdigest()


def _info(header_digest: bytes | None) -> bytes:
    return SEAL_DOMAIN + (NO_HEADER if header_digest is None else header_digest)


def padded_size(length: int) -> int:
    """Return the bytes of content that a product of this length travels as.

    Raises:
        Oversized: the product has more than PRODUCT_SIZE_MAX bytes.
    """
    if length > PRODUCT_SIZE_MAX:
        raise Oversized(f"the product has more than {PRODUCT_SIZE_MAX} bytes")
    return next(size for size in CONTENT_SIZES if size >= LENGTH_SIZE + length)


def _pad(product: bytes) -> bytes:
    """Length, product, zeros up to the next size, so that the size says little."""
    size = padded_size(len(product))
    return (len(product).to_bytes(LENGTH_SIZE) + product).ljust(size, b"\0")


def _unpad(padded: bytes, place: str) -> bytes:
    """The product in padded content; only the one padding `_pad` makes is taken."""
    product = padded[LENGTH_SIZE : LENGTH_SIZE + int.from_bytes(padded[:LENGTH_SIZE])]
    if len(product) > PRODUCT_SIZE_MAX or _pad(product) != padded:
        raise ContentUnreadable("the content's padding is not ours", place=place)
    return product


@lru_cache(maxsize=256)
def _public_key(key: SealKey) -> MLKEM768X25519PublicKey:
    """The recipient's key, read once per epoch."""
    try:
        return MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(key.mlkem768),
            X25519PublicKey.from_public_bytes(key.x25519),
        )
    except ValueError:
        raise MalformedInput("the recipient's seal key is not a key") from None
