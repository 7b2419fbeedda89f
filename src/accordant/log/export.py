"""Documents for a reader who trusts nobody: a whole log, and the proof of one leaf of it.

Both carry the signed party statements of the two parties, so that fingerprints compared by people
are all the reader needs; `verifier/verify.py` checks them without this project. Format:
docs/protocol/export.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import UNSET, UnsetType

from accordant import canonical
from accordant.errors import BadProof, MalformedInput
from accordant.log import checkpoint as checkpoints
from accordant.log import leaf
from accordant.log.merkle import (
    HASH_SIZE,
    PROOF_LENGTH_MAX,
    SIZE_MAX,
    Frontier,
    Nodes,
    inclusion_proof_from,
    leaf_hash,
)
from accordant.log.note import NAME_PATTERN, TEXT_SIZE_MAX

EXPORT_SIZE_MAX = 512 * 1024 * 1024  # bytes: about five million entries
PROOF_SIZE_MAX = 4 * 1024 * 1024  # bytes

Entry: TypeAlias = Annotated[
    bytes, msgspec.Meta(min_length=leaf.ENTRY_SIZE, max_length=leaf.ENTRY_SIZE)
]
Hash: TypeAlias = Annotated[bytes, msgspec.Meta(min_length=HASH_SIZE, max_length=HASH_SIZE)]
Index: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=SIZE_MAX - 1)]
Note: TypeAlias = Annotated[str, msgspec.Meta(max_length=TEXT_SIZE_MAX)]
SignedStatements: TypeAlias = Annotated[
    tuple[bytes, ...], msgspec.Meta(min_length=2, max_length=256)
]
"""DSSE party statements of the two parties, every number whose keys signed something here."""


class CosignedCheckpoint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A checkpoint as its log signed it and the listener's two cosignature lines."""

    checkpoint: Note
    cosignature: Note


class Opened(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A leaf that is shown: its index and the canonical bytes of the statement, salt included."""

    index: Index
    statement: bytes


class Export(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A link log from its first leaf to its last checkpoint."""

    format: Literal["accordant/log-export/1"] = "accordant/log-export/1"
    origin: Annotated[str, msgspec.Meta(pattern=f"^{NAME_PATTERN}\\Z")]
    entries: tuple[Entry, ...]
    checkpoints: Annotated[tuple[CosignedCheckpoint, ...], msgspec.Meta(min_length=1)]
    opened: tuple[Opened, ...] = ()
    statements: SignedStatements


class Decided(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The case behind a release, and the note of the speaker's own log the release commits to."""

    note: bytes  # canonical, salt included
    case: bytes  # canonical


class Proof(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """That one statement stands at one index of a log both sides signed."""

    format: Literal["accordant/proof/1"] = "accordant/proof/1"
    index: Index
    entry: Entry
    path: Annotated[tuple[Hash, ...], msgspec.Meta(max_length=PROOF_LENGTH_MAX)]
    signed: CosignedCheckpoint
    statement: bytes
    statements: SignedStatements
    decided: Decided | UnsetType = UNSET  # shown where the speaker chose to show it


def build_export(
    entries: Iterable[bytes],
    signed: Sequence[CosignedCheckpoint],
    opened: Iterable[Opened],
    statements: Iterable[bytes],
) -> Export:
    """Return the export of a log from its entries and the checkpoints both sides signed.

    The entries are hashed again, so that a store at fault is found at home and not by the reader.

    Raises:
        MalformedInput: no checkpoint, checkpoints not in ascending size, or other entries than
            the last one says.
        BadProof: the entries do not have a checkpoint's root.
    """
    listed = tuple(entries)
    told = [checkpoints.parse(each.checkpoint) for each in signed]
    if not told or told[-1].size != len(listed):
        raise MalformedInput("an export ends at its last checkpoint")
    frontier = Frontier()
    for number, checkpoint in enumerate(told):
        place = f"checkpoint {number}"
        if checkpoint.size < frontier.size or checkpoint.origin != told[0].origin:
            raise MalformedInput("the checkpoints are not one log's in order", place=place)
        frontier = frontier.append(map(leaf_hash, listed[frontier.size : checkpoint.size]))
        if frontier.root() != checkpoint.root:
            raise BadProof("the entries do not have the root signed", place=place)
    return Export(
        origin=told[0].origin,
        entries=listed,
        checkpoints=tuple(signed),
        opened=tuple(sorted(opened, key=lambda each: each.index)),
        statements=tuple(statements),
    )


def build_proof(
    index: int,
    entry: bytes,
    nodes: Nodes,
    signed: CosignedCheckpoint,
    *,
    statement: bytes,
    statements: Iterable[bytes],
    decided: Decided | None = None,
) -> Proof:
    """Return the proof of one leaf under a checkpoint; `nodes` may come from tiles.

    Raises:
        MalformedInput: the leaf is not under that checkpoint, or the statement does not open it.
    """
    if leaf.commitment(statement) != leaf.halves(entry)[0]:
        raise MalformedInput("the statement is not the one this leaf commits to")
    size = checkpoints.parse(signed.checkpoint).size
    return Proof(
        index=index,
        entry=entry,
        path=tuple(inclusion_proof_from(nodes, index, size)),
        signed=signed,
        statement=statement,
        statements=tuple(statements),
        decided=decided or UNSET,
    )


def parse_export(data: bytes, *, place: str = "") -> Export:
    """Return the export in these bytes, unverified.

    Raises:
        MalformedInput: not a canonical export.
    """
    return canonical.parse(data, Export, size_max=EXPORT_SIZE_MAX, place=place)


def parse_proof(data: bytes, *, place: str = "") -> Proof:
    """Return the proof in these bytes, unverified.

    Raises:
        MalformedInput: not a canonical proof.
    """
    return canonical.parse(data, Proof, size_max=PROOF_SIZE_MAX, place=place)
