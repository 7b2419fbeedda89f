"""The laws of a link: nothing altered is stored, and whatever happens both sides hold one log."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordant import canonical
from accordant.envelope.body import Body, body_digest
from accordant.errors import AccordantError, BadProof, PartnerError, RolledBack
from accordant.link import batch as batches
from accordant.link import precedence, recover
from accordant.log import checkpoint as checkpoints
from accordant.log.checkpoint import sign_checkpoint
from accordant.log.cosignature import cosign, verify_cosignature
from accordant.log.leaf import entry
from accordant.log.merkle import Frontier, Nodes, leaf_hash, nodes_of, root_of
from accordant.model.precedence import PRECEDENCES, rank_of
from accordant.signing import signing_key

ORIGIN, LISTENER = "accordant/KOR/JPN", "accordant/JPN"
LOG_KEY = signing_key(bytes([1]) * 32, bytes([2]) * 32)
COSIGN_KEY = signing_key(bytes([3]) * 32, bytes([4]) * 32)
ENTRIES_MAX = 4  # leaves in a batch of these tests, so that falling behind takes several


@lru_cache
def leaf(index: int) -> tuple[bytes, bytes]:
    """Entry and body of the leaf at an index."""
    body = Body(sealed=index.to_bytes(4) * 8, epoch=1)
    return entry(index.to_bytes(32), body_digest(body)), canonical.encode(body)


@lru_cache
def note(size: int) -> str:
    """The speaker's checkpoint of so many leaves."""
    leaves = [leaf_hash(leaf(index)[0]) for index in range(size)]
    return sign_checkpoint(ORIGIN, size, root_of(leaves), LOG_KEY, 1_488_839_640 + size)


@lru_cache
def cosigned(size: int) -> str:
    """It and the listener's cosignature lines."""
    return cosign(note(size), LISTENER, COSIGN_KEY, 1_488_839_641 + size)


def batch_of(first: int, end: int) -> bytes:
    leaves = [leaf(index) for index in range(first, end)]
    entries, bodies = [each for each, _ in leaves], [body for _, body in leaves]
    return batches.build(ORIGIN, first, entries, bodies, note(end))


class Listener:
    """One end: what it has stored survives; it cosigns after storing."""

    def __init__(self) -> None:
        self.entries: list[bytes] = []
        self.bodies: list[bytes] = []
        self.cosigned: int | None = None

    def nodes(self) -> Nodes:
        return nodes_of([leaf_hash(each) for each in self.entries])

    def receive(self, data: bytes) -> str:
        batch = batches.parse(data)
        frontier = Frontier().append(leaf_hash(each) for each in self.entries).to_bytes()
        held = batches.Held(len(self.entries), frontier)
        accepted = batches.accept(batch, held, self.nodes(), LOG_KEY.public)
        self.entries += accepted.entries
        self.bodies += accepted.bodies
        assert accepted.frontier.size == len(self.entries)
        self.cosigned = len(self.entries)
        return cosigned(self.cosigned)

    def restore(self, size: int) -> None:
        """Go back to a backup."""
        del self.entries[size:], self.bodies[size:]
        self.cosigned = size or None


class Speaker:
    """The other end: knows what it has said and, until a restart, what was cosigned."""

    def __init__(self, listener: Listener) -> None:
        self.size = 0
        self.partner_holds: int | None = None
        self.listener = listener

    def restart(self) -> None:
        self.partner_holds = None

    def resume(self) -> None:
        held = self.listener.cosigned
        theirs = None if held is None else checkpoints.parse(note(held))
        ours = nodes_of([leaf_hash(leaf(index)[0]) for index in range(self.size)])
        self.partner_holds = recover.compare(theirs, self.size, ours).first

    def say(self, *, request_lost: bool = False, answer_lost: bool = False) -> bool:
        """Say the next batch if there is one; whether there was."""
        if self.partner_holds is None:
            self.resume()
        assert self.partner_holds is not None
        first = self.partner_holds
        sizes = [len(leaf(index)[1]) for index in range(first, self.size)]
        end = first + precedence.fitting(sizes, entries_max=ENTRIES_MAX)
        if end == first or request_lost:
            return end > first
        try:
            lines = self.listener.receive(batch_of(first, end))
            if answer_lost:
                return True
            verify_cosignature(note(end), lines, LISTENER, COSIGN_KEY.public)
        except PartnerError:
            self.restart()  # something is not as remembered: ask again
            return True
        self.partner_holds = end
        return True


@given(data=st.data())
def test_a_single_bit_changed_is_refused_or_stores_nothing_else(data: st.DataObject) -> None:
    good = batch_of(3, 6)
    bit = data.draw(st.integers(0, len(good) * 8 - 1))
    changed = bytearray(good)
    changed[bit // 8] ^= 1 << bit % 8
    listener = Listener()
    listener.receive(batch_of(0, 3))
    try:
        listener.receive(bytes(changed))
    except AccordantError:
        assert len(listener.entries) == 3
    else:
        assert [*zip(listener.entries, listener.bodies, strict=True)] == [*map(leaf, range(6))]


@given(data=st.data())
def test_a_single_bit_changed_in_a_replay_is_refused_or_stores_nothing(
    data: st.DataObject,
) -> None:
    good = batch_of(3, 6)
    bit = data.draw(st.integers(0, len(good) * 8 - 1))
    changed = bytearray(good)
    changed[bit // 8] ^= 1 << bit % 8
    listener = Listener()
    listener.receive(batch_of(0, 4))
    listener.receive(batch_of(4, 8))
    try:
        lines = listener.receive(bytes(changed))
    except AccordantError:
        pass
    else:
        assert lines == cosigned(8)
    assert listener.entries == [leaf(index)[0] for index in range(8)]


EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("append"), st.integers(1, 6)),
        st.tuples(
            st.sampled_from(["say", "request lost", "answer lost", "repeat", "restart"]),
            st.just(0),
        ),
        st.tuples(st.just("listener restored"), st.integers(0, 12)),
    ),
    max_size=25,
)


def play(speaker: Speaker, event: str, number: int) -> None:
    listener = speaker.listener
    match event:
        case "append" if speaker.size < 24:
            speaker.size += number
        case "say":
            speaker.say()
        case "request lost":
            speaker.say(request_lost=True)
        case "answer lost":
            speaker.say(answer_lost=True)
        case "repeat" if listener.entries:
            size = len(listener.entries)
            listener.receive(batch_of(max(size - 2, 0), size))
        case "restart":
            speaker.restart()
        case "listener restored":
            listener.restore(min(number, len(listener.entries)))


@given(events=EVENTS)
def test_whatever_is_lost_or_repeated_both_sides_end_with_one_log(
    events: list[tuple[str, int]],
) -> None:
    speaker = Speaker(Listener())
    for event, number in events:
        play(speaker, event, number)
        held = speaker.listener.entries
        assert held == [leaf(index)[0] for index in range(len(held))], "never another log"
    speaker.restart()
    for _ in range(speaker.size + 2):
        if not speaker.say():
            break
    listener = speaker.listener
    assert [*zip(listener.entries, listener.bodies, strict=True)] == [
        leaf(index) for index in range(speaker.size)
    ]
    assert speaker.partner_holds == speaker.size


@pytest.mark.parametrize("held", range(8))
def test_any_good_slice_adds_exactly_what_is_missing(held: int) -> None:
    for first, end in combinations(range(11), 2):
        listener = Listener()
        listener.entries = [leaf(index)[0] for index in range(held)]
        if first > held:
            with pytest.raises(BadProof) as gap:
                listener.receive(batch_of(first, end))
            assert (gap.value.held_size, gap.value.place) == (held, "batch")
        else:
            listener.receive(batch_of(first, end))
        expected = held if first > held else max(end, held)
        assert listener.entries == [leaf(index)[0] for index in range(expected)]


@given(held=st.integers(1, 12), size=st.integers(0, 12))
def test_a_store_older_than_what_was_sent_never_speaks(held: int, size: int) -> None:
    speaker = Speaker(Listener())
    speaker.size = size
    speaker.listener.cosigned = held
    if held > size:
        with pytest.raises(RolledBack):
            speaker.resume()
    else:
        speaker.resume()
        assert speaker.partner_holds == held


WAITING = st.lists(
    st.builds(
        precedence.Waiting,
        sequence=st.integers(1, 10_000),
        rank=st.sampled_from([rank_of(name) for name in PRECEDENCES]),
        size=st.integers(0, batches.BODY_BYTES_MAX),
    ),
    max_size=300,
    unique_by=lambda message: message.sequence,
)


def rest(waiting: list[precedence.Waiting]) -> Iterator[list[precedence.Waiting]]:
    """Batch after batch until nothing waits."""
    while waiting:
        batch = precedence.compose(waiting)
        waiting = [message for message in waiting if message not in batch]
        yield batch


@given(waiting=WAITING)
def test_the_highest_precedence_goes_first_and_nothing_is_left(
    waiting: list[precedence.Waiting],
) -> None:
    batches_sent = list(rest(waiting))
    sent = [message for batch in batches_sent for message in batch]
    assert sent == sorted(waiting, key=lambda message: (-message.rank, message.sequence))
    assert all(batches_sent)


@given(waiting=WAITING)
def test_no_batch_exceeds_its_bounds_or_mixes_urgent_and_routine(
    waiting: list[precedence.Waiting],
) -> None:
    for batch in rest(waiting):
        size = sum(message.size + batches.LEAF_OVERHEAD_BYTES for message in batch)
        assert size + batches.BATCH_OVERHEAD_BYTES <= batches.BATCH_BYTES_MAX
        assert len(batch) <= batches.ENTRIES_MAX
        urgent = {message.rank >= rank_of(precedence.URGENT) for message in batch}
        assert len(urgent) == 1
