"""Parties, organs and posts by identifier.

A party is a state, three capital letters of ISO 3166-1 alpha-3 (`KOR`); an organ is a party and a
word (`KOR:MND`); a post or cell is an organ and a word (`JPN:DIH/watch`). Never a person's name.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

import msgspec

PARTY_PATTERN = r"^[A-Z]{3}(:[A-Z0-9]{1,16})?\Z"
POST_PATTERN = r"^[A-Z]{3}(:[A-Z0-9]{1,16})(/[a-z0-9-]{1,32})?\Z"

Party: TypeAlias = Annotated[str, msgspec.Meta(pattern=PARTY_PATTERN)]
Post: TypeAlias = Annotated[str, msgspec.Meta(pattern=POST_PATTERN)]

STATE_LENGTH = 3  # letters


def state_of(identifier: str) -> str:
    """Return the state an identifier of a party, organ, post or level belongs to, or empty."""
    state = identifier[:3]  # asked twenty times an item: a regular expression took longer
    capitals = state.isascii() and state.isalpha() and state.isupper()
    return state if capitals and len(state) == STATE_LENGTH else ""
