"""Contract of the store: logs grow only at their end, under their lease, and forget only bodies."""

from __future__ import annotations

import pytest

from accordant.errors import StoreFailed
from accordant.operations.ports import AnswerRow, Lease, LogState

ORIGIN = "accordant/KOR/JPN"


def extend(transaction, first, count, *, origin=ORIGIN, lease=None, **change):
    leaves = range(first, first + count)
    given = {
        "entries": [b"%064d" % n for n in leaves],
        "bodies": [b"body %d" % n for n in leaves],
        "statements": [b"statement %d" % n if n % 2 else None for n in leaves],
        **change,
    }
    transaction.append(
        origin, first, **given, frontier=b"f%d" % (first + count),
        checkpoint=f"size {first + count}", lease=lease,
    )  # fmt: skip


@pytest.fixture
def five(store):
    """A store whose log has five leaves, appended in two batches."""
    store.write(lambda t: extend(t, 0, 3))
    store.write(lambda t: extend(t, 3, 2))
    return store


class TestAppend:
    def test_a_log_not_begun_is_empty(self, store):
        assert store.read(lambda r: r.log(ORIGIN)) == LogState(origin=ORIGIN)
        assert store.read(lambda r: (r.entries(ORIGIN, 0, 0), r.logs())) == ([], [])

    def test_leaves_and_head_come_back(self, five):
        expected = LogState(origin=ORIGIN, size=5, frontier=b"f5", checkpoint="size 5")
        assert five.read(lambda r: r.log(ORIGIN)) == expected
        assert five.read(lambda r: r.entries(ORIGIN, 2, 4)) == [b"%064d" % 2, b"%064d" % 3]
        assert five.read(lambda r: r.bodies(ORIGIN, 4, 5)) == [b"body 4"]
        assert five.read(lambda r: [r.statement(ORIGIN, n) for n in (2, 3)]) == [
            None, b"statement 3",
        ]  # fmt: skip

    def test_logs_do_not_mix(self, five):
        five.write(lambda t: extend(t, 0, 1, origin="accordant/JPN/KOR"))
        sizes = five.read(lambda r: [(log.origin, log.size) for log in r.logs()])
        assert sizes == [("accordant/JPN/KOR", 1), (ORIGIN, 5)]

    @pytest.mark.parametrize("first", [0, 4, 6])
    def test_only_the_end_is_extended(self, five, first):
        with pytest.raises(StoreFailed, match="5 leaves"):
            five.write(lambda t: extend(t, first, 2))
        assert five.read(lambda r: r.log(ORIGIN)).size == 5

    @pytest.mark.parametrize(
        "change", [{"bodies": [b"one"]}, {"statements": []}, {"entries": [b"short", b"x" * 64]}]
    )
    def test_a_malformed_batch_leaves_no_trace(self, five, change):
        with pytest.raises(StoreFailed):
            five.write(lambda t: extend(t, 5, 2, **change))
        assert five.read(lambda r: r.log(ORIGIN)).size == 5
        with pytest.raises(StoreFailed):
            five.read(lambda r: r.entries(ORIGIN, 5, 6))

    @pytest.mark.parametrize(("start", "end"), [(-1, 2), (4, 6), (3, 2), (7, 8)])
    def test_a_range_not_wholly_held_is_an_error(self, five, start, end):
        for name in ("entries", "bodies"):
            with pytest.raises(StoreFailed):
                five.read(lambda r, name=name: getattr(r, name)(ORIGIN, start, end))


class TestAfterwards:
    def test_a_statement_is_added_once_and_never_changed(self, five):
        five.write(lambda t: (t.set_statement(ORIGIN, 2, b"s"), t.set_statement(ORIGIN, 2, b"s")))
        assert five.read(lambda r: r.statement(ORIGIN, 2)) == b"s"
        for index, statement in ((2, b"other"), (9, b"s")):
            with pytest.raises(StoreFailed):
                five.write(lambda t, i=index, s=statement: t.set_statement(ORIGIN, i, s))

    def test_a_cosignature_only_grows_and_never_beyond_the_log(self, five):
        kept = five.write(lambda t: [t.save_cosigned(ORIGIN, n, f"c{n}") for n in (3, 3, 2, 4)])
        assert kept == [True, False, False, True]
        head = five.read(lambda r: r.log(ORIGIN))
        assert (head.cosigned_size, head.cosigned, head.size) == (4, "c4", 5)
        with pytest.raises(StoreFailed):
            five.write(lambda t: t.save_cosigned(ORIGIN, 6, "c6"))

    def test_bodies_are_dropped_up_to_what_is_cosigned_and_entries_stay(self, five):
        five.write(lambda t: t.save_cosigned(ORIGIN, 3, "c3"))
        with pytest.raises(StoreFailed):
            five.write(lambda t: t.drop_bodies(ORIGIN, 4))
        assert five.write(lambda t: (t.drop_bodies(ORIGIN, 2), t.drop_bodies(ORIGIN, 3))) == (2, 1)
        assert five.read(lambda r: r.bodies(ORIGIN, 1, 4)) == [None, None, b"body 3"]
        assert len(five.read(lambda r: r.entries(ORIGIN, 0, 5))) == 5

    def test_a_tile_is_full_and_never_changes(self, store):
        full = bytes(range(256)) * 32
        store.write(lambda t: (t.save_tile("o", 0, 1, full), t.save_tile("o", 0, 1, full)))
        assert store.read(lambda r: (r.tile("o", 0, 1), r.tile("o", 1, 1))) == (full, None)
        for hashes in (full[:-32], full[::-1]):
            with pytest.raises(StoreFailed):
                store.write(lambda t, h=hashes: t.save_tile("o", 0, 1, h))

    def test_the_cursor_moves_forward_within_the_log(self, five):
        assert five.read(lambda r: (r.processed(ORIGIN), r.processed("none"))) == (0, 0)
        five.write(lambda t: (t.set_processed(ORIGIN, 2), t.set_processed(ORIGIN, 5)))
        assert five.read(lambda r: r.processed(ORIGIN)) == 5
        for index in (4, 6):
            with pytest.raises(StoreFailed):
                five.write(lambda t, i=index: t.set_processed(ORIGIN, i))

    def test_the_first_answer_to_a_leaf_stands(self, store):
        assert store.write(lambda t: t.save_receipt(ORIGIN, 3, "JPN-1", "registered", 8))
        assert not store.write(lambda t: t.save_refusal(ORIGIN, 3, "unreadable", 9))
        assert store.write(lambda t: t.save_refusal(ORIGIN, 4, "unreadable", 9))
        assert store.read(lambda r: [r.answer(ORIGIN, n) for n in (3, 4, 5)]) == [
            AnswerRow(origin=ORIGIN, index=3, outcome="registered", number="JPN-1", at=8),
            AnswerRow(origin=ORIGIN, index=4, outcome="refused", code="unreadable", at=9),
            None,
        ]


class TestLease:
    def test_one_holder_at_a_time(self, store):
        assert store.write(lambda t: t.take_lease("s", "a", 0, 100)) == Lease("s", "a", 1, 100)
        assert store.write(lambda t: t.take_lease("s", "b", 99, 100)) is None
        assert store.write(lambda t: t.take_lease("s", "b", 100, 100)) == Lease("s", "b", 2, 200)

    def test_every_taking_has_a_higher_number(self, store):
        numbers = [
            store.write(lambda t, n=n: t.take_lease("s", "a", n, 100)).number for n in range(3)
        ]
        assert numbers == [1, 2, 3]

    def test_a_lease_is_renewed_until_another_takes_it(self, store):
        lease = store.write(lambda t: t.take_lease("s", "a", 0, 100))
        lease = store.write(lambda t: t.renew_lease(lease, 90, 100))
        assert lease == Lease("s", "a", 1, 190)
        assert store.write(lambda t: t.take_lease("s", "b", 120, 100)) is None
        store.write(lambda t: t.take_lease("s", "b", 190, 100))
        assert store.write(lambda t: t.renew_lease(lease, 191, 100)) is None

    def test_a_lease_given_back_is_free_and_its_number_is_not_used_again(self, store):
        lease = store.write(lambda t: t.take_lease("s", "a", 50, 100))
        store.write(lambda t: t.release_lease(lease))
        assert store.write(lambda t: t.take_lease("s", "b", 51, 100)).number == 2
        store.write(lambda t: t.release_lease(lease))
        assert store.write(lambda t: t.take_lease("s", "c", 52, 100)) is None

    def test_a_sequencer_that_slept_through_the_loss_of_its_lease_cannot_append(self, store):
        old = store.write(lambda t: t.take_lease("s", "a", 0, 100))
        store.write(lambda t: extend(t, 0, 1, lease=old))
        new = store.write(lambda t: t.take_lease("s", "b", 100, 100))
        with pytest.raises(StoreFailed, match="lease"):
            store.write(lambda t: extend(t, 1, 1, lease=old))
        store.write(lambda t: extend(t, 1, 1, lease=new))
        assert store.read(lambda r: r.log(ORIGIN)).size == 2

    def test_a_log_once_under_a_lease_stays_under_it(self, store):
        lease = store.write(lambda t: t.take_lease("s", "a", 0, 100))
        other = store.write(lambda t: t.take_lease("other", "a", 0, 100))
        store.write(lambda t: extend(t, 0, 1, lease=lease))
        for wrong in (None, other, Lease("never", "a", 1, 100)):
            with pytest.raises(StoreFailed, match="lease"):
                store.write(lambda t, w=wrong: extend(t, 1, 1, lease=w))
