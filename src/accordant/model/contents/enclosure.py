"""A file too large for the body of its item: named here, sealed beside it in chunks of its own.

The portion holds what the file is; the bytes travel on another connection and are whole or not
there at all. `sealed` is the digest of the first sealed chunk, which names the next and so on to
the last (`envelope.enclosure`), so the originator's signature covers every sealed byte.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from accordant.model.contents.attachment import MediaType
from accordant.model.text import Digest

ENCLOSURE_BYTES_MAX = 16 * 1024 * 1024
"""A scanned report of a hundred pages or a picture of fifty million dots has less; a line of 128
kbit/s is busy with it for eighteen minutes. What is larger is a matter for another medium."""

ENCLOSURES_MAX = 4  # of one product


class Enclosure(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="enclosure", tag_field="kind"
):
    """One enclosed file: name, type, size and digest of its bytes, digest of its sealed chunks."""

    name: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}\Z")]
    media: MediaType
    size: Annotated[int, msgspec.Meta(ge=8, le=ENCLOSURE_BYTES_MAX)]
    digest: Digest
    sealed: Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{64})?\Z")] = ""
    """Empty only in a document that is not kept yet; what is kept or arrives has it."""
