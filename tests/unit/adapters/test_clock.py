"""The replay clock: one file for all nodes, forward only, and never mistaken for the present."""

from __future__ import annotations

import pytest

from accordant.adapters import clock
from accordant.adapters.clock import ReplayClock
from accordant.errors import ClockUnsound

START = 1_488_841_200_000  # 2017-03-06T23:00:00Z


@pytest.fixture
def path(tmp_path):
    return tmp_path / "clock.json"


@pytest.fixture
def real(monkeypatch):
    """The machine's clock in the test's hand."""
    hand = {"now": 2_000_000}
    monkeypatch.setattr(clock, "_real_now", lambda: hand["now"])
    return hand


def test_replay_time_runs_at_its_rate(path, real):
    replay = ReplayClock.create(path, START, rate=60_000)
    real["now"] += 2_500
    assert replay.now() == START + 150_000


def test_a_rate_of_nothing_stands_still_until_moved(path, real):
    replay = ReplayClock.create(path, START, rate=0)
    real["now"] += 10_000
    assert replay.now() == START
    ReplayClock.advance(path, START + 5)
    assert replay.now() == START + 5


def test_all_nodes_on_one_file_see_the_same_time_also_after_it_moved(path, real):
    one, other = ReplayClock.create(path, START), ReplayClock(path)
    real["now"] += 1_000
    ReplayClock.advance(path, START + 86_400_000, rate=0)
    assert one.now() == other.now() == START + 86_400_000


def test_a_clock_moved_keeps_its_rate_unless_told(path, real):
    replay = ReplayClock.create(path, START, rate=2_000)
    ReplayClock.advance(path, START + 100)
    real["now"] += 1_000
    assert replay.now() == START + 2_100


def test_nothing_moves_it_back(path, real):
    replay = ReplayClock.create(path, START)
    real["now"] += 1_000
    with pytest.raises(ClockUnsound, match="forward"):
        ReplayClock.advance(path, START + 999)
    assert replay.now() == START + 1_000
    real["now"] -= 5_000
    assert replay.now() == START + 1_000
    ReplayClock.create(path, START - 1)
    assert replay.now() == START + 1_000


def test_the_banner_names_the_instant_and_says_what_it_is(path, real):
    banner = ReplayClock.create(path, START, rate=0).banner
    assert banner == "REPLAY CLOCK: 2017-03-06T23:00:00+00:00 is not the present time"


@pytest.mark.parametrize("content", [None, b"", b"{}", b"\xff", b"1" * 2000])
def test_a_file_that_is_no_replay_clock_gives_no_time(path, content):
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ClockUnsound):
        ReplayClock(path)


def test_a_clock_that_goes_away_is_noticed(path):
    replay = ReplayClock.create(path, START)
    path.unlink()
    with pytest.raises(ClockUnsound, match="gone"):
        replay.now()
