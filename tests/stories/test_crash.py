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
from tests.two_real_nodes import Pair

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
