"""How a text of the law is named: by its identifier among people, by its digest in the record."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import msgspec

Identifier: TypeAlias = Annotated[
    str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+){0,11}\Z", max_length=120)
]
"""Of an instrument or order: `jpn-kor-gsomia-2016`."""

Digest: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
"""A SHA-256 as 64 lower-case hexadecimal digits."""
