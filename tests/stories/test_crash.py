"""Whole nodes killed with SIGKILL at random moments: nothing acknowledged is lost or doubled.

ACCORDANT_SOAK=1            ten minutes instead of ten seconds
ACCORDANT_CRASH_SECONDS=90  or as long as is said
ACCORDANT_SEED=...          the moments of an earlier run, which printed it
"""

from __future__ import annotations

import os
import random
import time

import pytest
from tests.two_real_nodes import Pair, eventually

pytestmark = pytest.mark.whole

SOAK = bool(os.environ.get("ACCORDANT_SOAK"))
SECONDS = int(os.environ.get("ACCORDANT_CRASH_SECONDS") or (600 if SOAK else 10))
VICTIMS = ("KOR", "JPN", "KOR", "JPN", "releaser", "both")


@pytest.fixture
def pair(tmp_path):
    made = Pair(tmp_path)
    yield made
    made.close()


@pytest.mark.timeout(300 + 2 * SECONDS)
def test_whatever_is_killed_every_acknowledged_item_arrives_exactly_once(pair):
    seed = int(os.environ.get("ACCORDANT_SEED") or random.SystemRandom().randrange(10**6))
    print(f"ACCORDANT_SEED={seed}")
    dice = random.Random(seed)
    for party in ("KOR", "JPN"):
        pair.start(party)
    pair.release_steadily(0.01)
    kills, end = 0, time.monotonic() + SECONDS
    while time.monotonic() < end:
        time.sleep(dice.uniform(0.05, 1.2))
        victim = dice.choice(VICTIMS)
        victims = ("KOR", "JPN") if victim == "both" else (victim,)
        for each in victims:
            pair.kill(each)
        time.sleep(dice.choice((0.0, 0.0, dice.uniform(0, 0.5))))
        for each in victims:
            if each == "releaser":
                pair.release_steadily(0.01)
            else:
                pair.start(each)
        kills += len(victims)
    pair.kill("releaser")
    pair.settled()
    for party in ("KOR", "JPN"):
        pair.stop(party)
    items = pair.check()
    print(f"{items} items, {kills} kills")
    assert items >= len(pair.acknowledged.read_text().splitlines()) > 20
    for party in ("KOR", "JPN", "releaser"):
        assert "Traceback" not in pair.told(party)
        assert "unexpected" not in pair.told(party)


def test_a_server_on_an_old_store_says_and_numbers_nothing_until_the_newest_is_back(pair):
    """Tokyo's store is restored from a backup that is older than what Seoul has cosigned."""
    for party in ("KOR", "JPN"):
        pair.start(party)
    pair.release_steadily(0.02)
    eventually(lambda: len(pair.items_at("JPN")) > 5, 60)
    pair.stop("JPN")
    pair.copy_store("JPN", "old")
    pair.start("JPN")
    eventually(lambda: len(pair.items_at("JPN")) > 15, 60)
    pair.kill("releaser")
    pair.settled()
    pair.stop("JPN")
    pair.copy_store("JPN", "newest")
    newest = pair.items_at("JPN")

    pair.put_store("JPN", "old")
    old = pair.items_at("JPN")
    assert set(old.items()) < set(newest.items())
    pair.start("JPN")
    eventually(lambda: "rolled-back" in pair.told("JPN"), 60)
    assert "restore the newest copy" in pair.told("JPN")
    pair.release_steadily(0.02)  # Seoul goes on; what it says is stored and cosigned, not numbered
    time.sleep(2)
    pair.kill("releaser")
    assert pair.items_at("JPN") == old
    pair.kill("JPN")

    pair.put_store("JPN", "newest")
    pair.start("JPN")
    eventually(lambda: set(newest.items()) < set(pair.items_at("JPN").items()), 60)
