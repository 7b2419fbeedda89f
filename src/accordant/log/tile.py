"""Tiles: the tree's hashes kept in rows of 256, so that a proof reads few of them.

C2SP tlog-tiles: the tile at level L holds 256 hashes of complete subtrees of 256**L leaves; a
tree of a million leaves is proved from at most six tiles instead of a million hashes.
A store keeps each tile and its root once, when it is full; the hashes of the unfinished last
tile of a level are the roots kept below, or, at level 0, the newest leaves. Format:
docs/protocol/log.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from accordant.errors import MalformedInput
from accordant.log.merkle import HASH_SIZE, Frontier, Nodes, nodes_of

TILE_WIDTH = 256  # hashes
TILE_HEIGHT = 8  # levels of the tree in one tile
TILE_SIZE = TILE_WIDTH * HASH_SIZE  # 8,192 bytes

ReadTile: TypeAlias = Callable[[int, int], bytes]
"""Give tile level and tile index, get the concatenated hashes kept: all of a full tile, as many
as there are of the last one."""


def full_tiles(old: int, size: int) -> Iterator[tuple[int, int]]:
    """Return (level, index) of the tiles that become full when a log grows, lowest level first.

    A store writes exactly these on append, in this order: a tile of a level above is made from
    the full tiles below (`tile_root`).
    """
    level, width = 0, TILE_WIDTH
    while size >= width:
        yield from ((level, index) for index in range(old // width, size // width))
        level, width = level + 1, width * TILE_WIDTH


def tile_root(tile: bytes) -> bytes:
    """Return the hash a full tile has in the tile above it.

    Raises:
        MalformedInput: the tile is not full.
    """
    if len(tile) != TILE_SIZE:
        raise MalformedInput(f"a full tile has {TILE_SIZE} bytes")
    return Frontier().append(_hashes(tile)).root()


def nodes_from_tiles(read: ReadTile) -> Nodes:
    """Return a source of complete subtrees that reads tiles; each tile is read at most once.

    Raises:
        MalformedInput: (when asked) a tile holds fewer hashes than the log's size says.
    """
    tiles: dict[tuple[int, int], Nodes] = {}

    def node(level: int, index: int) -> bytes:
        tile_level, height = divmod(level, TILE_HEIGHT)
        across = TILE_WIDTH >> height  # nodes of this height in one tile
        tile_index, offset = divmod(index, across)
        if (tile_level, tile_index) not in tiles:
            tiles[tile_level, tile_index] = nodes_of(_hashes(read(tile_level, tile_index)))
        try:
            return tiles[tile_level, tile_index](height, offset)
        except IndexError:
            raise MalformedInput(
                "a tile of the log is not whole", place=f"tile {tile_level}/{tile_index}"
            ) from None

    return node


def tile_path(level: int, index: int, width: int = TILE_WIDTH) -> str:
    """Return a tile's path in C2SP tlog-tiles: `tile/0/x001/x234/067`, with `.p/5` if partial."""
    digits = f"{index:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    path = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
    partial = "" if width == TILE_WIDTH else f".p/{width}"
    return f"tile/{level}/{path}{partial}"


def _hashes(tile: bytes) -> list[bytes]:
    return [tile[at : at + HASH_SIZE] for at in range(0, len(tile), HASH_SIZE)]
