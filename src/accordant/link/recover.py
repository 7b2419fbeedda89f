"""The check after a start or a restore, before anything is appended or said.

The partner's newest cosigned checkpoint of our log bears our own signature, so it tells what we
said even where our store has forgotten it. Four cases, one table:

| The partner holds            | Means                                         | Outcome       |
|------------------------------|-----------------------------------------------|---------------|
| exactly what we hold         | nothing happened                              | `EQUAL`       |
| less, and the same so far    | an answer or its store was lost: say it again | `BEHIND`      |
| more than we hold            | our store is older than what was sent         | `RolledBack`  |
| another log                  | this store is not the one that spoke          | `LogForked`   |
"""

from __future__ import annotations

from enum import Enum

import msgspec

from accordant.errors import LogForked, MalformedMessage, RolledBack
from accordant.log.checkpoint import Checkpoint
from accordant.log.merkle import Nodes, range_root
from accordant.log.note import TEXT_SIZE_MAX

COSIGNATURE_LINES = 2


class Standing(Enum):
    """How far the partner is with our log."""

    EQUAL = "equal"
    BEHIND = "behind"


class Resume(msgspec.Struct, frozen=True):
    """Where to continue: the partner holds the leaves below `first`."""

    standing: Standing
    first: int


def compare(theirs: Checkpoint | None, size: int, nodes: Nodes) -> Resume:
    """Return where to continue with a partner whose newest cosigned checkpoint is known.

    Args:
        theirs: that checkpoint, both its signatures and its cosignature verified; None when the
            partner says that it holds nothing of our log.
        size: how many leaves our store holds.
        nodes: hashes of complete subtrees of our log.

    Raises:
        RolledBack: it holds more than our store does.
        LogForked: what it holds is not the beginning of our log.
    """
    first = 0 if theirs is None else theirs.size
    if first > size:
        raise RolledBack(
            f"The partner cosigned {first} leaves of this log; this store holds {size}."
        )
    if theirs is not None and first and range_root(nodes, (0, first)) != theirs.root:
        raise LogForked(
            "The partner cosigned another log under our signature than this store holds.",
            place=f"checkpoint of {first} leaves",
        )
    return Resume(Standing.EQUAL if first == size else Standing.BEHIND, first)


def split_cosigned(text: str) -> tuple[str, str]:
    """Return the checkpoint and the cosignature lines a cosigned checkpoint consists of.

    Raises:
        MalformedMessage: it is too long, or has not the lines of both.
    """
    lines = text[: 2 * TEXT_SIZE_MAX].splitlines(keepends=True)
    if len(text) > 2 * TEXT_SIZE_MAX or len(lines) <= COSIGNATURE_LINES:
        raise MalformedMessage("This is no cosigned checkpoint.", place="checkpoint")
    return "".join(lines[:-COSIGNATURE_LINES]), "".join(lines[-COSIGNATURE_LINES:])
