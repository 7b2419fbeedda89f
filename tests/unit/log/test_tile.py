"""Proofs from tiles are the proofs from all leaves, and few tiles are read for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordant.errors import MalformedInput
from accordant.log import merkle, tile

COUNT = 66_000  # past 256 * 256, so that a tile of the third level begins
LEAVES = [merkle.leaf_hash(index.to_bytes(4)) for index in range(COUNT)]
KEPT: dict[tuple[int, int], bytes] = {}


def keep(size):
    """Write the full tiles of a log as a store would, growing in one step."""
    for level, index in tile.full_tiles(0, size):
        if level == 0:
            KEPT[level, index] = b"".join(LEAVES[index * 256 : index * 256 + 256])
        else:
            below = range(index * 256, index * 256 + 256)
            KEPT[level, index] = b"".join(tile.tile_root(KEPT[level - 1, each]) for each in below)


keep(COUNT)


def reader(size, read):
    """Read full tiles as kept; make the last one of a level from the level below."""

    def read_tile(level, index):
        read.append((level, index))
        if 256 ** (level + 1) * (index + 1) <= size:
            return KEPT[level, index]
        if level == 0:
            return b"".join(LEAVES[index * 256 : size])
        full = size // 256**level
        return b"".join(tile.tile_root(KEPT[level - 1, each]) for each in range(index * 256, full))

    return read_tile


@given(st.integers(1, COUNT), st.data())
def test_proofs_from_tiles_are_proofs_from_all_leaves(size, data):
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size))
    read = []
    nodes = tile.nodes_from_tiles(reader(size, read))
    path = merkle.inclusion_proof_from(nodes, index, size)
    assert len(set(read)) == len(read) <= 6
    merkle.verify_inclusion(LEAVES[index], index, size, path, merkle.root_of(LEAVES[:size]))
    if size < 2000:  # the slow way is slow
        assert path == merkle.inclusion_proof(LEAVES, index, size)
        proof = merkle.consistency_proof_from(nodes, old, size)
        assert proof == merkle.consistency_proof(LEAVES, old, size)


@given(st.lists(st.integers(0, 900), max_size=6))
def test_a_log_grown_in_any_steps_fills_each_tile_once(steps):
    filled, size = [], 0
    for step in steps:
        filled += tile.full_tiles(size, size + step)
        size += step
    assert sorted(filled) == sorted(tile.full_tiles(0, size))
    assert len(set(filled)) == len(filled)


def test_c2sp_example_of_seventy_thousand_leaves():
    filled = list(tile.full_tiles(0, 70_000))
    assert len([each for each in filled if each[0] == 0]) == 273
    assert [each for each in filled if each[0] > 0] == [(1, 0)]


def test_a_million_entries_are_proved_from_a_handful_of_tiles():
    size, read = 1_000_000, []

    def read_tile(level, index):
        read.append((level, index))
        return bytes(32 * min(256, size // 256**level - index * 256))

    nodes = tile.nodes_from_tiles(read_tile)
    assert len(merkle.inclusion_proof_from(nodes, 123_456, size)) == 20
    assert len(read) <= 6


def test_a_tile_that_is_not_whole_is_named():
    nodes = tile.nodes_from_tiles(lambda level, index: bytes(32 * 3))
    with pytest.raises(MalformedInput, match="tile 0/1"):
        nodes(0, 300)
    with pytest.raises(MalformedInput):
        tile.tile_root(bytes(32 * 255))


@pytest.mark.parametrize(
    ("level", "index", "width", "path"),
    [
        (0, 0, 256, "tile/0/000"),
        (0, 1_234_067, 256, "tile/0/x001/x234/067"),
        (2, 1000, 256, "tile/2/x001/000"),
        (1, 5, 17, "tile/1/005.p/17"),
    ],
)
def test_paths_are_those_of_c2sp(level, index, width, path):
    assert tile.tile_path(level, index, width) == path
