"""Parties, organs and posts by identifier.

A party is a state, three capital letters of ISO 3166-1 alpha-3 (`KOR`); an organ is a party and a
word (`KOR:MND`); a post or cell is an organ and a word (`JPN:DIH/watch`). Never a person's name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated, TypeAlias

import msgspec

PARTY_PATTERN = r"^[A-Z]{3}(:[A-Z0-9]{1,16})?\Z"
POST_PATTERN = r"^[A-Z]{3}(:[A-Z0-9]{1,16})(/[a-z0-9-]{1,32})?\Z"

Party: TypeAlias = Annotated[str, msgspec.Meta(pattern=PARTY_PATTERN)]
Post: TypeAlias = Annotated[str, msgspec.Meta(pattern=POST_PATTERN)]

_state = re.compile(r"^[A-Z]{3}")


@lru_cache(maxsize=4096)
def state_of(identifier: str) -> str:
    """Return the state an identifier of a party, organ, post or level belongs to, or empty."""
    found = _state.match(identifier)
    return found.group() if found else ""
