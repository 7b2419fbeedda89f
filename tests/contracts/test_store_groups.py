"""Contract of the store: group commit, isolation of failures, snapshots, several writers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event

import pytest

from accordant.errors import MalformedInput, StoreFailed


@pytest.fixture
def grouped(store):
    """Submit several works so that they share one commit: a first one holds the writer."""

    def submit(*works):
        gate = Event()
        held = store.submit(lambda _: gate.wait(10))
        futures = [store.submit(work) for work in works]
        gate.set()
        held.result()
        wait(futures)
        return futures

    return submit


def failing(work):
    def attempt(transaction):
        work(transaction)
        raise MalformedInput("on purpose")

    return attempt


def test_a_failure_in_a_group_undoes_its_own_work_only(store, grouped, a_message):
    first, second, third = grouped(
        lambda t: t.enqueue(a_message(payload=b"1")),
        failing(lambda t: t.enqueue(a_message(payload=b"2"))),
        lambda t: t.enqueue(a_message(payload=b"3")),
    )
    assert isinstance(second.exception(), MalformedInput)
    assert first.result() < third.result()
    assert [row.payload for row in store.read(lambda r: r.outbox())] == [b"3", b"1"]


def test_a_refused_row_in_a_group_undoes_its_own_work_only(store, grouped, a_message):
    def out_of_bounds(transaction):
        transaction.enqueue(a_message(payload=b"1"))
        transaction.enqueue(a_message(rank=9))

    first, second = grouped(out_of_bounds, lambda t: t.enqueue(a_message(payload=b"2")))
    assert isinstance(first.exception(), StoreFailed)
    assert second.exception() is None
    assert [row.payload for row in store.read(lambda r: r.outbox())] == [b"2"]


def test_later_work_of_a_group_sees_earlier_work(grouped):
    futures = grouped(*[lambda t: t.next_register_number(2017, "JPN") for _ in range(5)])
    assert [future.result() for future in futures] == [1, 2, 3, 4, 5]


def test_a_number_drawn_by_failing_work_is_drawn_again(grouped):
    def draw(transaction):
        return transaction.next_register_number(2017, "JPN")

    futures = grouped(draw, failing(draw), draw)
    assert [futures[0].result(), futures[2].result()] == [1, 2]


def test_numbers_are_gapless_when_many_draw_at_once(open_store):
    stores = [open_store(), open_store()]

    def draw(turn):
        work = lambda t: t.next_register_number(2017, "JPN")  # noqa: E731
        return stores[turn % 2].write(failing(work) if turn % 3 == 0 else work)

    with ThreadPoolExecutor(8) as many:
        futures = [many.submit(draw, turn) for turn in range(120)]
    drawn = [future.result() for future in futures if future.exception() is None]
    assert sorted(drawn) == list(range(1, 81))


def test_registers_of_years_and_parties_are_apart(store):
    drawn = store.write(
        lambda t: [
            t.next_register_number(*which)
            for which in [(2017, "JPN"), (2017, "KOR"), (2018, "JPN"), (2017, "JPN")]
        ]
    )
    assert drawn == [1, 1, 1, 2]


def test_a_snapshot_does_not_move_while_others_write(store, a_message):
    def look_twice(reading):
        before = len(reading.outbox())
        store.write(lambda t: t.enqueue(a_message()))
        return before, len(reading.outbox())

    assert store.read(look_twice) == (0, 0)
    assert len(store.read(lambda r: r.outbox())) == 1


def test_a_reader_sees_what_another_opening_of_the_store_wrote(open_store, a_message):
    one, other = open_store(), open_store()
    one.write(lambda t: t.enqueue(a_message()))
    assert len(other.read(lambda r: r.outbox())) == 1


def test_a_reader_cannot_write(store, a_message):
    with pytest.raises(AttributeError):
        store.read(lambda r: r.enqueue(a_message()))


def test_an_error_of_a_reader_reaches_its_caller_and_harms_nobody(store):
    def stumble(_):
        raise MalformedInput("on purpose")

    with pytest.raises(MalformedInput):
        store.read(stumble)
    assert store.read(lambda r: r.outbox()) == []


def test_work_that_waits_for_the_store_is_refused_instead_of_standing_still(store, a_message):
    def nested(_):
        store.write(lambda t: t.enqueue(a_message()))

    with pytest.raises(StoreFailed, match="must not wait"):
        store.write(nested)


def test_cancelled_work_is_not_done(store, a_message):
    gate = Event()
    held = store.submit(lambda _: gate.wait(10))
    future = store.submit(lambda t: t.enqueue(a_message()))
    assert future.cancel()
    gate.set()
    held.result()
    store.write(lambda _: None)
    assert store.read(lambda r: r.outbox()) == []


def test_closing_finishes_what_is_queued_and_refuses_more(open_store, a_message):
    store = open_store()
    gate = Event()
    store.submit(lambda _: gate.wait(10))
    futures = [store.submit(lambda t: t.enqueue(a_message())) for _ in range(20)]
    gate.set()
    store.close()
    assert [future.result(0) for future in futures] == list(range(1, 21))
    for attempt in (lambda: store.submit(print), lambda: store.read(print)):
        with pytest.raises(StoreFailed, match="closed"):
            attempt()
    assert len(open_store().read(lambda r: r.outbox())) == 20
