"""The Merkle tree of RFC 6962 section 2.1: roots, and proofs of inclusion and consistency.

A proof is a list of ranges of leaves, each hashed to its root; every range is cut into complete
subtrees, named by level and index, so the same code proves from leaves in memory and from tiles.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias

from accordant.errors import BadProof, MalformedInput

HASH_SIZE = 32  # bytes, SHA-256
EMPTY_ROOT = hashlib.sha256(b"").digest()
SIZE_MAX = 2**53 - 1  # leaves: what canonical JSON can count
PROOF_LENGTH_MAX = 64  # hashes: a tree of SIZE_MAX needs fewer

Nodes: TypeAlias = Callable[[int, int], bytes]
"""Give level and index, get the hash of the complete subtree of 2**level leaves there."""

Range: TypeAlias = tuple[int, int]
"""Leaves from the first up to, not including, the second."""


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of a leaf, prefix 0x00."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node, prefix 0x01."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of a tree: all that is needed to append to it and to know its root.

    Attributes:
        size: number of leaves.
        peaks: roots of the complete subtrees the tree is cut into, largest first; one for each
            one-bit of `size`.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def append(self, leaf_hashes: Iterable[bytes]) -> Frontier:
        """Return the frontier after these leaves, in order; this one stays as it is."""
        size, peaks = self.size, list(self.peaks)
        for hashed in leaf_hashes:
            carried, full = hashed, size
            while full & 1:
                carried, full = node_hash(peaks.pop(), carried), full >> 1
            peaks.append(carried)
            size += 1
        return Frontier(size, tuple(peaks))

    def root(self) -> bytes:
        """Return the root of the tree, 32 bytes."""
        return _fold(self.peaks) if self.peaks else EMPTY_ROOT

    def to_bytes(self) -> bytes:
        """Return size (8 bytes, big-endian) and peaks, largest first."""
        return self.size.to_bytes(8) + b"".join(self.peaks)

    @classmethod
    def from_bytes(cls, data: bytes) -> Frontier:
        """Return the frontier kept in these bytes.

        Raises:
            MalformedInput: the number of peaks does not fit the size.
        """
        size, peaks = int.from_bytes(data[:8]), _split(data[8:])
        if len(data) < 8 or size > SIZE_MAX or len(data) != 8 + HASH_SIZE * size.bit_count():
            raise MalformedInput("the kept right edge of the log is damaged")
        return cls(size, peaks)


def root_of(leaf_hashes: Sequence[bytes]) -> bytes:
    """Return the root of a whole tree."""
    return Frontier().append(leaf_hashes).root()


def nodes_of(leaf_hashes: Sequence[bytes]) -> Nodes:
    """Return a source of complete subtrees over leaves in memory; each is hashed at most once."""
    levels: list[Sequence[bytes]] = [leaf_hashes]

    def node(level: int, index: int) -> bytes:
        while len(levels) <= level:
            below = levels[-1]
            pairs = range(0, len(below) - 1, 2)
            levels.append([node_hash(below[at], below[at + 1]) for at in pairs])
        return levels[level][index]

    return node


def inclusion_proof(leaf_hashes: Sequence[bytes], index: int, size: int) -> list[bytes]:
    """Return the audit path of a leaf in the tree of the first `size` leaves, leaf side first.

    Raises:
        MalformedInput: the leaf is not in that tree, or the tree is larger than the leaves given.
    """
    _check_given(leaf_hashes, size)
    return inclusion_proof_from(nodes_of(leaf_hashes[:size]), index, size)


def inclusion_proof_from(nodes: Nodes, index: int, size: int) -> list[bytes]:
    """As `inclusion_proof`, from any source of complete subtrees (RFC 6962 section 2.1.1)."""
    if not 0 <= index < size <= SIZE_MAX:
        raise MalformedInput(f"leaf {index} is not in a log of {size}")
    return [range_root(nodes, part) for part in _path(index, size)]


def consistency_proof(leaf_hashes: Sequence[bytes], old: int, size: int) -> list[bytes]:
    """Return the proof that the tree of `old` leaves is the beginning of the tree of `size`.

    Raises:
        MalformedInput: `old` is greater than `size`, or `size` than the leaves given.
    """
    _check_given(leaf_hashes, size)
    return consistency_proof_from(nodes_of(leaf_hashes[:size]), old, size)


def consistency_proof_from(nodes: Nodes, old: int, size: int) -> list[bytes]:
    """As `consistency_proof`, from any source of complete subtrees (RFC 6962 section 2.1.2)."""
    if not 0 <= old <= size <= SIZE_MAX:
        raise MalformedInput(f"a log of {size} leaves has no beginning of {old}")
    return [range_root(nodes, part) for part in _consistency_ranges(old, size)]


def range_root(nodes: Nodes, leaves: Range) -> bytes:
    """Return the root over a range that starts where a subtree of its size may start."""
    return _fold([nodes(level, index) for level, index in subtrees(leaves)])


def subtrees(leaves: Range) -> Iterator[tuple[int, int]]:
    """Cut a range into complete subtrees (level, index), from left to right, largest first."""
    start, end = leaves
    while start < end:
        level = (end - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes, *, place: str = ""
) -> None:
    """Accept that a leaf hash stands at an index of the tree of this size and root, or raise.

    RFC 9162 section 2.1.3.2.

    Raises:
        BadProof: it does not.
    """
    if not 0 <= index < size <= SIZE_MAX:
        raise BadProof(f"leaf {index} is not in a log of {size}", place=place)
    inner = (index ^ (size - 1)).bit_length()
    border = (index >> inner).bit_count()
    if len(proof) != inner + border or any(len(part) != HASH_SIZE for part in proof):
        raise BadProof("the inclusion proof has the wrong length", place=place)
    hashed = _climb(leaf, index, proof[:inner])
    hashed = reduce(lambda right, left: node_hash(left, right), proof[inner:], hashed)
    if hashed != root:
        raise BadProof(f"leaf {index} is not what the root says", place=place)


def verify_consistency(
    old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes], *, place: str = ""
) -> None:
    """Accept that the older tree is the beginning of the newer one, or raise.

    RFC 9162 section 2.1.4.2.

    Raises:
        BadProof: it is not.
    """
    if not 0 <= old <= size <= SIZE_MAX or len(proof) > PROOF_LENGTH_MAX:
        raise BadProof(f"a log of {size} leaves has no beginning of {old}", place=place)
    if old in (0, size):
        expected = EMPTY_ROOT if old == 0 else root
        if proof or old_root != expected:
            raise BadProof("the two trees are not one log", place=place)
        return
    if any(len(part) != HASH_SIZE for part in proof):
        raise BadProof("the consistency proof has the wrong length", place=place)
    if _roots_of_consistency(old, old_root, size, proof) != (old_root, root):
        raise BadProof("the newer tree does not continue the older one", place=place)


def _roots_of_consistency(
    old: int, old_root: bytes, size: int, proof: Sequence[bytes]
) -> tuple[bytes, bytes] | None:
    """Both roots as the proof has them, or None where its length does not fit."""
    shift = (old & -old).bit_length() - 1  # the complete subtrees at the old right edge
    inner = (old - 1 ^ (size - 1)).bit_length() - shift
    border = ((old - 1) >> (inner + shift)).bit_count()
    whole = old == 1 << shift  # the old tree is one subtree: its root is not sent
    if len(proof) != inner + border + (not whole):
        return None
    seed, path = (old_root, proof) if whole else (proof[0], proof[1:])
    index = (old - 1) >> shift
    newer = _climb(seed, index, path[:inner])
    lefts = [part for level, part in enumerate(path[:inner]) if index >> level & 1]
    older = reduce(lambda right, left: node_hash(left, right), lefts, seed)
    for left in path[inner:]:
        older, newer = node_hash(left, older), node_hash(left, newer)
    return older, newer


def _climb(hashed: bytes, index: int, path: Sequence[bytes]) -> bytes:
    """Hash upwards: a sibling stands left where the index has a one-bit, else right."""
    for level, sibling in enumerate(path):
        left = index >> level & 1
        hashed = node_hash(sibling, hashed) if left else node_hash(hashed, sibling)
    return hashed


def _path(index: int, size: int) -> list[Range]:
    """The siblings met on the way down to a leaf, leaf side first."""
    start, end, path = 0, size, list[Range]()
    while end - start > 1:
        middle = start + _split_at(end - start)
        if index < middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    return path[::-1]


def _consistency_ranges(old: int, size: int) -> list[Range]:
    """The siblings met on the way down to the old right edge, and that edge's own subtree."""
    if old in (0, size):
        return []
    start, end, path = 0, size, list[Range]()
    while end != old:
        middle = start + _split_at(end - start)
        if old <= middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    return ([(start, end)] if start else []) + path[::-1]


def _split_at(count: int) -> int:
    """The largest power of two smaller than a count of two or more."""
    return 1 << ((count - 1).bit_length() - 1)


def _fold(peaks: Sequence[bytes]) -> bytes:
    """The root over complete subtrees, hashed together from the right."""
    return reduce(lambda right, left: node_hash(left, right), reversed(peaks))


def _split(data: bytes) -> tuple[bytes, ...]:
    return tuple(data[at : at + HASH_SIZE] for at in range(0, len(data), HASH_SIZE))


def _check_given(leaf_hashes: Sequence[bytes], size: int) -> None:
    if size > len(leaf_hashes):
        raise MalformedInput(f"{len(leaf_hashes)} leaves were given for a log of {size}")
