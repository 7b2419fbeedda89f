"""A file that travels inside a portion: whole or not at all, and what its first bytes say it is.

The types are closed: a file is known by its signature (PNG: ISO/IEC 15948 section 5.2; JPEG:
ISO/IEC 10918-1 annex B; PDF: ISO 32000-1 section 7.5.2), never by its name. Nothing opens it here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal, TypeAlias

import msgspec

ATTACHMENT_BYTES_MAX = 45_000  # with base64 and the rest of its product it fits one sealed body

MediaType: TypeAlias = Literal["image/png", "image/jpeg", "application/pdf"]

SIGNATURES: Mapping[MediaType, bytes] = MappingProxyType(
    {
        "image/png": b"\x89PNG\r\n\x1a\n",
        "image/jpeg": b"\xff\xd8\xff",
        "application/pdf": b"%PDF-",
    }
)


class Attachment(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="attachment", tag_field="kind"
):
    """One file: name, type, bytes and their digest."""

    name: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}\Z")]
    media: MediaType
    data: Annotated[bytes, msgspec.Meta(min_length=8, max_length=ATTACHMENT_BYTES_MAX)]
    digest: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]

    def __post_init__(self) -> None:
        """Refuse a file that is not what it is called, or not whole."""
        if media_of(self.data) != self.media:
            raise ValueError("the file's first bytes are not of its type")
        if hashlib.sha256(self.data).hexdigest() != self.digest:
            raise ValueError("the file is not the one its digest names")


def media_of(data: bytes) -> MediaType | None:
    """Return what the first bytes say a file is; None for none of the types taken."""
    return next((media for media, start in SIGNATURES.items() if data.startswith(start)), None)


def attachment_of(name: str, data: bytes, media: MediaType) -> Attachment:
    """Return the attachment that holds a file.

    Raises:
        ValueError: the bytes are not of that type.
    """
    return Attachment(name, media, data, hashlib.sha256(data).hexdigest())
