"""Contract of the store: an enclosed file is kept chunk by chunk, in order, and held when whole."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from accordant.errors import StoreFailed
from accordant.operations.enclosure_ports import EnclosureRow

FIRST, SECOND, LAST = b"1" * 32, b"2" * 32, bytes(32)


def a_file(**fields):
    given = {
        "product": "KOR-1", "version": 1, "origin": "KOR", "number": 0, "state": "awaited",
        "chunks": 2, "at": 5, "expected": FIRST,
    }  # fmt: skip
    return EnclosureRow(**(given | fields))


def begun(store, **fields):
    row = a_file(**fields)
    return replace(row, place=store.write(lambda t: t.begin_enclosure(row)))


def files(store, origin="KOR"):
    return store.read(lambda r: r.enclosures("KOR-1", 1, origin))


def test_chunks_come_in_order_and_the_file_is_held_when_the_last_is_there(store):
    row = begun(store)
    assert files(store) == store.read(lambda r: r.awaited("KOR", 9)) == [row]
    store.write(lambda t: t.add_chunk(row, 0, b"one", SECOND))
    with pytest.raises(StoreFailed, match="not whole"):
        store.write(lambda t: t.hold_enclosure(row.place))
    one = replace(row, have=1, expected=SECOND)
    assert files(store) == [one]
    store.write(lambda t: t.add_chunk(one, 1, b"two", LAST))
    store.write(lambda t: t.hold_enclosure(row.place))
    assert files(store) == [replace(one, have=2, expected=LAST, state="held")]
    assert store.read(lambda r: [r.chunk(row.place, n) for n in range(3)]) == [
        b"one",
        b"two",
        None,
    ]
    assert store.read(lambda r: (r.awaited("KOR", 9), r.enclosed_chunks("KOR"))) == ([], 2)


def test_two_that_fetch_the_same_file_do_not_both_add(store):
    row = begun(store)
    store.write(lambda t: t.add_chunk(row, 0, b"one", SECOND))
    with pytest.raises(StoreFailed, match="another number"):
        store.write(lambda t: t.add_chunk(row, 0, b"one", SECOND))
    one = replace(row, have=1)
    with pytest.raises(StoreFailed):
        store.write(lambda t: t.add_chunk(one, 0, b"one", SECOND))  # it is there
    assert files(store)[0].have == 1


def test_a_dropped_file_leaves_no_chunk_and_is_not_held(store):
    row, kept = begun(store, chunks=3), begun(store, number=1)
    store.write(lambda t: t.add_chunk(kept, 0, b"kept", LAST))
    for have in range(3):
        store.write(lambda t, h=have: t.add_chunk(replace(row, have=h), h, b"one", LAST))
    store.write(lambda t: t.drop_enclosure(row.place))
    assert store.read(lambda r: r.enclosed_chunks("KOR")) == 4
    assert [store.write(lambda t: t.sweep(2)) for _ in range(3)] == [2, 1, 0]
    assert store.read(lambda r: [r.chunk(row.place, n) for n in range(3)]) == [None] * 3
    assert store.read(lambda r: (r.chunk(kept.place, 0), r.enclosed_chunks("KOR"))) == (b"kept", 1)
    assert [each.state for each in files(store)] == ["dropped", "awaited"]
    with pytest.raises(StoreFailed):
        store.write(lambda t: t.hold_enclosure(row.place))


def test_what_is_staged_belongs_to_no_item_until_it_is_held(store):
    old, new = (begun(store, state="staged", chunks=1, at=at) for at in (5, 9))
    for row in (old, new):
        store.write(lambda t, row=row: t.add_chunk(row, 0, b"one", LAST))
    assert files(store) == []
    assert store.write(lambda t: (t.forget_staged(9), t.sweep(9), t.sweep(9))) == (1, 1, 0)
    assert store.read(lambda r: (r.chunk(old.place, 0), r.chunk(new.place, 0))) == (None, b"one")
    store.write(lambda t: t.hold_enclosure(new.place))
    assert store.write(lambda t: t.forget_staged(99)) == 0
    assert [each.place for each in files(store)] == [new.place]


def test_the_leaves_of_an_item_wait_until_they_are_answered(store):
    for position in (7, 3, 7):
        store.write(lambda t, p=position: t.await_leaf("KOR", "KOR-1", 1, p))
    assert store.read(lambda r: r.awaiting_leaves("KOR", "KOR-1", 1)) == [3, 7]
    assert store.read(lambda r: r.awaiting_leaves("JPN", "KOR-1", 1)) == []
    store.write(lambda t: t.answer_leaves("KOR", "KOR-1", 1))
    assert store.read(lambda r: r.awaiting_leaves("KOR", "KOR-1", 1)) == []
