"""Contracts of the clock and of the wake-up call."""

from __future__ import annotations

import time
from threading import Thread

import pytest

from accordant.adapters.wake import UnixWake


def test_the_clock_runs_forward_in_milliseconds(clock):
    first = clock.now()
    time.sleep(0.01)
    assert clock.now() > first
    assert isinstance(first, int)


def test_only_a_replay_clock_has_a_banner(clock):
    replay = "Replay" in type(clock).__name__
    assert (clock.banner is not None) == replay
    assert not replay or "REPLAY" in clock.banner


@pytest.fixture
def wake(folder):
    made = UnixWake(folder / "wake.sock")
    yield made
    made.close()


def test_a_nudge_without_a_server_is_no_error(wake, folder):
    wake.send()
    UnixWake(folder / "nowhere" / "wake.sock").send()
    assert not wake.wait(0)


def test_nudges_sent_since_listening_wake_once(wake, folder):
    wake.listen()
    for _ in range(5):
        UnixWake(folder / "wake.sock").send()
    assert wake.wait(0)
    assert not wake.wait(0)


def test_a_nudge_ends_the_wait(wake):
    wake.listen()
    Thread(target=wake.send).start()
    started = time.monotonic()
    assert wake.wait(30)
    assert time.monotonic() - started < 10


def test_a_flood_of_nudges_neither_fails_nor_waits(wake):
    wake.listen()
    for _ in range(2000):
        wake.send()
    assert wake.wait(0)


def test_a_later_listener_takes_the_place_of_an_earlier(wake, folder):
    later = UnixWake(folder / "wake.sock")
    wake.listen()
    later.listen()
    wake.close()
    UnixWake(folder / "wake.sock").send()
    assert later.wait(1)
    later.close()


def test_a_home_far_down_still_has_its_socket(folder):
    far = folder / ("d" * 60) / ("e" * 60)
    far.mkdir(parents=True)
    listener = UnixWake(far / "wake.sock")
    listener.listen()
    UnixWake(far / "wake.sock").send()
    assert listener.wait(1)
    listener.close()
