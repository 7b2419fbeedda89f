"""Identifiers drawn at random: they say nothing of what they name, and follow no other."""

from __future__ import annotations

import base64

from accordant.envelope.seal import new_salt

IDENTIFIER_BYTES = 10  # 80 random bits, 16 characters of base32


def drawn(party: str) -> str:
    """An identifier of a party's that says nothing of the content: `KOR-4f2k9...`."""
    short = base64.b32encode(new_salt()[:IDENTIFIER_BYTES]).decode("ascii").lower()
    return f"{party}-{short}"
