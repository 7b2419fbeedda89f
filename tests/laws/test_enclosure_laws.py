"""Laws of enclosed files: any bytes come back, and nothing but exactly the sealed chunks is taken."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.unit.envelope.test_enclosure import opened, sealed

from accordant.envelope import enclosure
from accordant.envelope.enclosure import CHUNK_SIZE, SEALED_CHUNK_SIZE
from accordant.errors import ContentUnreadable, EnclosureAltered

SIZES = some.one_of(
    some.integers(8, 200),
    some.sampled_from([CHUNK_SIZE * n + d for n in (1, 2, 3) for d in (-1, 0, 1)]),
    some.integers(8, 5 * CHUNK_SIZE),
)


def bytes_of(size: int, seed: int) -> bytes:
    return hashlib.shake_128(seed.to_bytes(4)).digest(size)


def taken(first: bytes, chunks: list[bytes], count: int) -> int:
    """How many chunks a recipient takes of what it is given."""
    expected = first
    for position, chunk in enumerate(chunks):
        if position == count:
            return position  # a recipient asks for no more
        try:
            expected = enclosure.check_chunk(chunk, expected, last=position == count - 1)
        except EnclosureAltered:
            return position
    return len(chunks)


@given(SIZES, some.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_any_bytes_come_back_and_show_no_more_than_a_size_class(size, seed):
    data = bytes_of(size, seed)
    first, chunks = sealed(data)
    assert len(chunks) in enclosure.CHUNK_COUNTS
    assert {len(chunk) for chunk in chunks} == {SEALED_CHUNK_SIZE}
    assert taken(first, chunks, len(chunks)) == len(chunks)
    assert opened(chunks, data) == data


@given(SIZES, some.data())
@settings(max_examples=25, deadline=None)
def test_one_bit_of_a_chunk_anywhere_and_it_is_not_taken_nor_opened(size, draw):
    data = bytes_of(size, size)
    first, chunks = sealed(data)
    place = draw.draw(some.integers(0, len(chunks) - 1))
    bit = draw.draw(some.integers(0, 8 * SEALED_CHUNK_SIZE - 1))
    altered = bytearray(chunks[place])
    altered[bit // 8] ^= 1 << bit % 8
    changed = [*chunks[:place], bytes(altered), *chunks[place + 1 :]]
    assert taken(first, changed, len(chunks)) == place
    if bit >= 8 * enclosure.DIGEST_SIZE:  # the name of the next chunk is bound by digest alone
        with pytest.raises(ContentUnreadable):
            opened(changed, data)


@given(some.integers(CHUNK_SIZE + 1, 4 * CHUNK_SIZE), some.data())
@settings(max_examples=15, deadline=None)
def test_swapped_missing_repeated_or_added_chunks_are_not_taken(size, draw):
    data = bytes_of(size, size)
    first, chunks = sealed(data)
    one, other = draw.draw(some.permutations(range(len(chunks))))[:2]
    swapped = list(chunks)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    assert taken(first, swapped, len(chunks)) == min(one, other)
    assert taken(first, chunks[:one] + chunks[one + 1 :], len(chunks)) == min(one, len(chunks) - 1)
    repeated = [*chunks[: one + 1], chunks[one], *chunks[one + 1 :]]
    assert taken(first, repeated, len(chunks) + 1) <= one + 1 < len(repeated)
    for wrong in (swapped, chunks[:one] + chunks[one + 1 :]):
        with pytest.raises(ContentUnreadable):
            opened(wrong, data)
