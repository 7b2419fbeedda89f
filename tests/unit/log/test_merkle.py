"""The tree agrees with a naive reading of RFC 6962, and proofs prove what they say only."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordant.errors import BadProof, MalformedInput
from accordant.log import merkle
from accordant.log.merkle import Frontier

LEAVES = [merkle.leaf_hash(index.to_bytes(2)) for index in range(300)]
SIZES = st.integers(1, 300)


def naive_split(count):
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def naive_root(entries):
    """MTH of RFC 6962 section 2.1, word for word."""
    if not entries:
        return hashlib.sha256().digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\0" + entries[0]).digest()
    middle = naive_split(len(entries))
    left, right = naive_root(entries[:middle]), naive_root(entries[middle:])
    return hashlib.sha256(b"\1" + left + right).digest()


def naive_path(index, entries):
    """PATH of RFC 6962 section 2.1.1."""
    if len(entries) == 1:
        return []
    middle = naive_split(len(entries))
    if index < middle:
        return [*naive_path(index, entries[:middle]), naive_root(entries[middle:])]
    return [*naive_path(index - middle, entries[middle:]), naive_root(entries[:middle])]


def naive_proof(old, entries, whole=True):
    """SUBPROOF of RFC 6962 section 2.1.2."""
    if old == len(entries):
        return [] if whole else [naive_root(entries)]
    middle = naive_split(len(entries))
    if old <= middle:
        return [*naive_proof(old, entries[:middle], whole), naive_root(entries[middle:])]
    return [*naive_proof(old - middle, entries[middle:], False), naive_root(entries[:middle])]


@given(st.lists(st.binary(max_size=8), max_size=80))
def test_root_is_the_naive_root(entries):
    assert merkle.root_of([merkle.leaf_hash(entry) for entry in entries]) == naive_root(entries)


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=80), st.data())
def test_inclusion_path_is_the_naive_path_and_verifies(entries, data):
    index = data.draw(st.integers(0, len(entries) - 1))
    hashes = [merkle.leaf_hash(entry) for entry in entries]
    path = merkle.inclusion_proof(hashes, index, len(entries))
    assert path == naive_path(index, entries)
    merkle.verify_inclusion(hashes[index], index, len(entries), path, naive_root(entries))


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=80), st.data())
def test_consistency_proof_is_the_naive_proof_and_verifies(entries, data):
    old = data.draw(st.integers(0, len(entries)))
    hashes = [merkle.leaf_hash(entry) for entry in entries]
    proof = merkle.consistency_proof(hashes, old, len(entries))
    assert proof == (naive_proof(old, entries) if old else [])
    roots = naive_root(entries[:old]), naive_root(entries)
    merkle.verify_consistency(old, roots[0], len(entries), roots[1], proof)


@given(SIZES, st.data())
def test_no_other_leaf_index_or_path_is_proved(size, data):
    index = data.draw(st.integers(0, size - 1))
    root = merkle.root_of(LEAVES[:size])
    path = merkle.inclusion_proof(LEAVES, index, size)
    wrong_index = data.draw(st.integers(0, 400).filter(lambda other: other != index))
    with pytest.raises(BadProof):
        merkle.verify_inclusion(LEAVES[index], wrong_index, size, path, root)
    with pytest.raises(BadProof):
        merkle.verify_inclusion(bytes(32), index, size, path, root)
    with pytest.raises(BadProof):
        merkle.verify_inclusion(LEAVES[index], index, size, [*path, bytes(32)], root)
    for at in range(len(path)):
        altered = [*path[:at], bytes(32), *path[at + 1 :]]
        shorter = path[:at] + path[at + 1 :]
        for other in (altered, shorter):
            with pytest.raises(BadProof):
                merkle.verify_inclusion(LEAVES[index], index, size, other, root)


@given(SIZES, st.data())
def test_no_log_that_was_rewritten_is_consistent(size, data):
    old = data.draw(st.integers(1, size))
    changed = data.draw(st.integers(0, old - 1))
    rewritten = [*LEAVES[:changed], bytes(32), *LEAVES[changed + 1 : size]]
    old_root, root = merkle.root_of(LEAVES[:old]), merkle.root_of(rewritten)
    for hashes in (LEAVES, rewritten):
        proof = merkle.consistency_proof(hashes, old, size)
        with pytest.raises(BadProof):
            merkle.verify_consistency(old, old_root, size, root, proof)


@given(SIZES, st.data())
def test_no_consistency_proof_that_was_altered_verifies(size, data):
    old = data.draw(st.integers(0, size))
    roots = merkle.root_of(LEAVES[:old]), merkle.root_of(LEAVES[:size])
    proof = merkle.consistency_proof(LEAVES, old, size)
    for altered in [
        [*proof, bytes(32)],
        *([*proof[:at], bytes(32), *proof[at + 1 :]] for at in range(len(proof))),
        *([*proof[:at], *proof[at + 1 :]] for at in range(len(proof))),
        *([*proof[:at], b"", *proof[at + 1 :]] for at in range(len(proof))),
    ]:
        with pytest.raises(BadProof):
            merkle.verify_consistency(old, roots[0], size, roots[1], altered)
    with pytest.raises(BadProof):
        merkle.verify_consistency(old, bytes(32), size, roots[1], proof)
    if old:  # every log continues the empty one
        with pytest.raises(BadProof):
            merkle.verify_consistency(old, roots[0], size, bytes(32), proof)


@given(st.lists(st.integers(0, 40), max_size=6))
def test_a_frontier_grown_in_any_steps_is_the_same(steps):
    frontier, size = Frontier(), 0
    for step in steps:
        frontier = frontier.append(LEAVES[size : size + step])
        size += step
    assert frontier == Frontier().append(LEAVES[:size])
    assert frontier.root() == merkle.root_of(LEAVES[:size])
    assert Frontier.from_bytes(frontier.to_bytes()) == frontier
    assert len(frontier.to_bytes()) == 8 + 32 * size.bit_count()


def test_appending_leaves_the_older_frontier_as_it_was():
    older = Frontier().append(LEAVES[:3])
    root = older.root()
    older.append(LEAVES[3:9])
    assert (older.size, older.root()) == (3, root)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes(7),
        (1).to_bytes(8),
        (1).to_bytes(8) + bytes(31),
        (1).to_bytes(8) + bytes(64),
        bytes(8) + bytes(32),
        (2**53).to_bytes(8) + bytes(32),
    ],
)
def test_a_damaged_frontier_is_refused(data):
    with pytest.raises(MalformedInput):
        Frontier.from_bytes(data)


@pytest.mark.parametrize(("index", "size"), [(3, 3), (-1, 3), (0, 0), (0, 301)])
def test_no_proof_is_made_of_a_leaf_that_is_not_there(index, size):
    with pytest.raises(MalformedInput):
        merkle.inclusion_proof(LEAVES, index, size)


@pytest.mark.parametrize(("old", "size"), [(4, 3), (-1, 3), (0, 301)])
def test_no_consistency_proof_is_made_backwards(old, size):
    with pytest.raises(MalformedInput):
        merkle.consistency_proof(LEAVES, old, size)


@pytest.mark.parametrize(("old", "size"), [(4, 3), (-1, 3), (1, 2**53)])
def test_no_consistency_is_believed_out_of_bounds(old, size):
    with pytest.raises(BadProof):
        merkle.verify_consistency(old, bytes(32), size, bytes(32), [])
