"""How texts and items are named: a text by identifier or digest, an item here by its number."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import msgspec

Identifier: TypeAlias = Annotated[
    str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+){0,11}\Z", max_length=120)
]
"""Of an instrument or order: `jpn-kor-gsomia-2016`."""

Digest: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
"""A SHA-256 as 64 lower-case hexadecimal digits."""

RegisterNumber: TypeAlias = Annotated[
    str, msgspec.Meta(pattern=r"^[A-Z]{3}/[0-9]{4}/[0-9]{6,12}\Z")
]
"""Of an item that arrived, in its recipient's register: `JPN/2018/000012`."""
