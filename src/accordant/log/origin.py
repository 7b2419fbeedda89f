"""The names of logs and signers.

A link has two logs, one for each speaker: `accordant/KOR/JPN` is what KOR says to JPN. A node's
own log is `accordant/KOR`, and so is the name a party cosigns under (its keys are other ones).
"""

from __future__ import annotations

from accordant.errors import MalformedMessage
from accordant.log.note import check_name


def link_origin(speaker: str, listener: str) -> str:
    """Return the origin of the log of what one party says to another."""
    return f"accordant/{speaker}/{listener}"


def own_origin(party: str) -> str:
    """Return the origin of a node's own log."""
    return f"accordant/{party}"


def cosigner_name(party: str) -> str:
    """Return the name a party cosigns checkpoints under."""
    return f"accordant/{party}"


def parties_of(origin: str, *, place: str = "") -> tuple[str, str]:
    """Return speaker and listener of a link log's origin.

    Raises:
        MalformedMessage: it is not a link log's origin.
    """
    check_name(origin, place=place)
    parts = origin.split("/")
    if len(parts) != 3 or parts[1] == parts[2]:
        raise MalformedMessage("this origin names no speaker and listener", place=place)
    return parts[1], parts[2]
