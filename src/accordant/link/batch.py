"""A batch: consecutive leaves of one link log with their bodies, under one signed checkpoint.

`build` is the speaker's side, `parse` and `accept` the listener's. Nothing here reads a store or a
clock: what is held comes in as values, what is new goes out as values, and every refusal has its
own error and place. Only a bad proof, signature, size or bound stops a batch; what the bodies mean
is asked later, so that one bad leaf cannot stop a link. Format: docs/protocol/batch.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

import msgspec

from accordant import canonical
from accordant.envelope.body import BODY_SIZE_MAX
from accordant.errors import (
    BadProof,
    LogForked,
    MalformedInput,
    MalformedMessage,
    OutOfBounds,
)
from accordant.log import checkpoint as checkpoints
from accordant.log.checkpoint import Checkpoint
from accordant.log.leaf import ENTRY_SIZE, halves
from accordant.log.merkle import SIZE_MAX, Frontier, Nodes, leaf_hash, range_root, subtrees
from accordant.log.note import TEXT_SIZE_MAX
from accordant.model.statement import PublicKey

ENTRIES_MAX = 256  # leaves in a batch
BODY_BYTES_MAX = BODY_SIZE_MAX  # one body in canonical JSON
BATCH_BYTES_MAX = 4 * 1024 * 1024  # the whole batch in canonical JSON
ORIGIN_LENGTH_MAX = 60  # characters: "accordant/" and two parties

BATCH_OVERHEAD_BYTES = 10 * 1024  # at most what a batch has besides its leaves
LEAF_OVERHEAD_BYTES = 2 * ENTRY_SIZE  # at most what a leaf has besides its body

Entry: TypeAlias = Annotated[bytes, msgspec.Meta(min_length=ENTRY_SIZE, max_length=ENTRY_SIZE)]


class Batch(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Leaves `first` and following of the log `origin`, up to exactly the checkpoint's size."""

    format: Literal["accordant/batch/1"] = "accordant/batch/1"
    origin: Annotated[str, msgspec.Meta(max_length=ORIGIN_LENGTH_MAX)]
    first: Annotated[int, msgspec.Meta(ge=0, le=SIZE_MAX)]
    entries: Annotated[tuple[Entry, ...], msgspec.Meta(min_length=1)]
    bodies: tuple[msgspec.Raw, ...]
    checkpoint: Annotated[str, msgspec.Meta(max_length=TEXT_SIZE_MAX)]

    @property
    def end(self) -> int:
        """The index after the last leaf: the size of the log with this batch."""
        return self.first + len(self.entries)


class Held(msgspec.Struct, frozen=True):
    """What the listener has of the log; all empty before the first batch."""

    size: int = 0
    frontier: bytes = b""  # log.merkle.Frontier, serialised
    checkpoint: str = ""  # the signed note of exactly `size`


class Accepted(msgspec.Struct, frozen=True):
    """What is to be stored before anything is cosigned; no entries when all was held already."""

    first_new: int
    entries: tuple[bytes, ...]
    bodies: tuple[
        bytes, ...
    ]  # exactly as they came; what each entry's second half is the digest of
    frontier: Frontier  # of the log with them
    checkpoint: Checkpoint  # verified


def build(
    origin: str,
    first: int,
    entries: Sequence[bytes],
    bodies: Sequence[bytes | None],
    checkpoint: str,
) -> bytes:
    """Return the bytes of a batch whose checkpoint is of exactly these leaves and all before.

    Raises:
        OutOfBounds: too many leaves or bytes; `precedence.fitting` says how many fit.
        BadProof: a body was dropped here after the partner had cosigned it, so the partner asks
            for what it had; its operator must restore a newer store.
    """
    if any(body is None for body in bodies):
        raise BadProof("The partner lost leaves whose bodies are kept here no longer.")
    batch = Batch(
        origin=origin,
        first=first,
        entries=tuple(entries),
        bodies=tuple(msgspec.Raw(body) for body in bodies if body is not None),
        checkpoint=checkpoint,
    )
    check_bounds(batch)
    data = canonical.encode(batch)
    if len(data) > BATCH_BYTES_MAX:
        raise _too_many_bytes()
    return data


def parse(data: bytes) -> Batch:
    """Return the batch in these bytes, within its bounds and in its one spelling.

    Raises:
        OutOfBounds: too many bytes, leaves, or bytes in a body.
        MalformedMessage: not a batch, an unknown field, another spelling, or a leaf without body.
    """
    if len(data) > BATCH_BYTES_MAX:
        raise _too_many_bytes()
    try:
        batch = canonical.parse(data, Batch, size_max=BATCH_BYTES_MAX, place="batch")
    except MalformedInput as error:
        raise MalformedMessage(error.message, place=error.place) from None
    check_bounds(batch)
    return batch


def accept(batch: Batch, held: Held, nodes: Nodes, speaker: PublicKey) -> Accepted:
    """Return what is new in a batch once it is proven to continue what is held.

    Args:
        batch: parsed, in the log its sender may speak in.
        held: the log as held here.
        nodes: hashes of complete subtrees of the log as held; asked only where the batch reaches
            back behind `held.size`.
        speaker: the speaker's log key.

    Raises:
        MalformedMessage: the checkpoint is not one, or is another log's.
        BadSignature: one of its two signatures does not verify.
        BadProof: a gap, leaves missing, reordered or altered, a body that is not its entry's.
        LogForked: the speaker's signatures prove two logs; both checkpoints are evidence.
    """
    checkpoint = checkpoints.verify(batch.checkpoint, batch.origin, speaker, place="checkpoint")
    check_end(batch, checkpoint, held)
    check_bodies(batch)
    check_gap(batch, held)
    leaves = [leaf_hash(entry) for entry in batch.entries]
    frontier = Frontier.from_bytes(held.frontier) if held.frontier else Frontier()
    if batch.end <= held.size:
        check_signed_once(checkpoint, nodes)
    check_overlap(batch, leaves, nodes, held, checkpoint)
    if batch.end <= held.size:
        return Accepted(held.size, (), (), frontier, checkpoint)
    old = held.size - batch.first
    grown = frontier.append(leaves[old:])
    check_root(grown, checkpoint, held)
    bodies = tuple(bytes(body) for body in batch.bodies[old:])
    return Accepted(held.size, batch.entries[old:], bodies, grown, checkpoint)


# --- the checks, each with its own error ---------------------------------------------------------


def check_bounds(batch: Batch) -> None:
    """Every leaf has its body, and there are no more and no larger ones than agreed.

    Raises:
        OutOfBounds: too many leaves, or a body too large.
        MalformedMessage: the lists have not the same length.
    """
    if len(batch.entries) > ENTRIES_MAX:
        raise OutOfBounds(f"A batch has at most {ENTRIES_MAX} leaves.", place="batch")
    if len(batch.bodies) != len(batch.entries):
        raise MalformedMessage("A batch has one body for each entry.", place="batch")
    for index, body in enumerate(batch.bodies, start=batch.first):
        if memoryview(body).nbytes > BODY_BYTES_MAX:
            raise OutOfBounds(f"A body has at most {BODY_BYTES_MAX} bytes.", place=_leaf(index))


def check_end(batch: Batch, checkpoint: Checkpoint, held: Held) -> None:
    """The checkpoint is of exactly the log that ends with this batch.

    Raises:
        BadProof: leaves were left out or added.
    """
    if checkpoint.size != batch.end:
        raise BadProof(
            f"The checkpoint is of {checkpoint.size} leaves, the batch ends at {batch.end}.",
            place="checkpoint",
            held_size=held.size,
        )


def check_bodies(batch: Batch) -> None:
    """Each body is the one its entry commits to.

    Raises:
        BadProof: a body was altered or exchanged.
    """
    for index, (entry, body) in enumerate(
        zip(batch.entries, batch.bodies, strict=True), start=batch.first
    ):
        _, digest = halves(entry)
        if hashlib.sha256(body).digest() != digest:
            raise BadProof("The body is not the one its entry commits to.", place=_leaf(index))


def check_gap(batch: Batch, held: Held) -> None:
    """The batch begins no later than what is held ends.

    Raises:
        BadProof: leaves between are missing; it says from where to continue.
    """
    if batch.first > held.size:
        raise BadProof(
            f"The batch begins at leaf {batch.first}; {held.size} leaves are held.",
            place="batch",
            held_size=held.size,
        )


def check_signed_once(checkpoint: Checkpoint, nodes: Nodes) -> None:
    """A checkpoint of leaves all held has the root they have here.

    Raises:
        LogForked: the speaker signed another log of this size, whatever entries it shows.
    """
    if range_root(nodes, (0, checkpoint.size)) != checkpoint.root:
        raise LogForked(place=f"checkpoint of {checkpoint.size} leaves")


def check_overlap(
    batch: Batch, leaves: Sequence[bytes], nodes: Nodes, held: Held, checkpoint: Checkpoint
) -> None:
    """Entries sent again are those held.

    Raises:
        LogForked: they differ, and what was sent is exactly what the speaker signed.
        BadProof: they differ, and the checkpoint does not stand for them either.
    """
    for index, leaf in enumerate(leaves[: max(held.size - batch.first, 0)], start=batch.first):
        if nodes(0, index) != leaf:
            before = tuple(nodes(*part) for part in subtrees((0, batch.first)))
            if Frontier(batch.first, before).append(leaves).root() == checkpoint.root:
                raise LogForked(place=_leaf(index))
            raise BadProof(
                "The entry is not the one held.", place=_leaf(index), held_size=held.size
            )


def check_root(grown: Frontier, checkpoint: Checkpoint, held: Held) -> None:
    """What is held and what is new make exactly the tree that was signed.

    Raises:
        BadProof: entries were altered or reordered, or are not this log's continuation.
    """
    if grown.root() != checkpoint.root:
        raise BadProof(
            "The leaves do not make the tree that was signed.",
            place="checkpoint",
            held_size=held.size,
        )


def _leaf(index: int) -> str:
    return f"leaf {index}"


def _too_many_bytes() -> OutOfBounds:
    return OutOfBounds(f"A batch has at most {BATCH_BYTES_MAX} bytes.", place="batch")
