"""Item keys: a content key at rest opens only with its item's own key, kept in the keystore.

Destroying the item key destroys the content, its copies and its exports. RFC 3394 key wrap needs
no nonce, so wrapping the same content key twice gives the same 40 bytes and reveals nothing more.
"""

from __future__ import annotations

import secrets

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from accordant.errors import ContentUnreadable

ITEM_KEY_SIZE = 32  # bytes, AES-256
WRAPPED_SIZE = 40  # bytes, RFC 3394 section 2.2.1


def generate() -> bytes:
    """Make the key of one item: 32 random bytes."""
    return secrets.token_bytes(ITEM_KEY_SIZE)


def wrap(content_key: bytes, item_key: bytes) -> bytes:
    """Return the content key wrapped under its item key, 40 bytes."""
    return aes_key_wrap(item_key, content_key)


def unwrap(wrapped: bytes, item_key: bytes, *, place: str = "") -> bytes:
    """Return the content key.

    Raises:
        ContentUnreadable: the wrap was altered or the item key is another item's.
    """
    try:
        return aes_key_unwrap(item_key, wrapped)
    except (InvalidUnwrap, ValueError):
        raise ContentUnreadable("the item key does not open this item", place=place) from None
