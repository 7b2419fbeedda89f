"""What is opened ahead of its turn counts only if it still would at its turn."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec import structs
from tests.one_real_node import Scene

from accordant.envelope.keys import generate_header_key
from accordant.errors import StoreFailed
from accordant.operations import arrive
from accordant.operations.arrive import Arrivals, process


def numbers(scene: Scene, names: list[str]) -> list[str]:
    rows = [scene.held(name) for name in names]
    return [row.register_number for row in rows if row is not None]


def stored(scene: Scene, count: int) -> list[str]:
    """Items that arrived and are not processed yet."""
    names = [f"KOR-{number}" for number in range(count)]
    scene.deliver(scene.seoul.say(*(scene.release(name) for name in names)))
    return names


def test_a_header_key_replaced_in_the_same_round_no_longer_opens_what_follows(scene):
    """The item was opened under the old key before its turn; at its turn the new one stands."""
    seoul, new = scene.seoul, generate_header_key()
    before, after = scene.release("KOR-before"), scene.release("KOR-after")
    node = structs.replace(seoul.statement.node, header=new.public)
    restated = seoul.signed(seoul.renew(node=node))
    seoul.keys = replace(seoul.keys, header=new)
    signed_anew = scene.release("KOR-anew")
    first = scene.say(before, restated, after, signed_anew)
    scene.settle()
    answers = [seoul.answers(index) for index in (first, first + 2, first + 3)]
    assert answers == [["registered"], ["unreadable"], ["registered"]]
    assert scene.held("KOR-after") is None


def test_rounds_opened_ahead_are_acted_on_once_and_in_order(scene):
    names = stored(scene, 5)
    arrivals = Arrivals(scene.real.node, "KOR")
    assert [arrivals.process(limit=2).registered for _ in range(4)] == [2, 2, 1, 0]
    assert numbers(scene, names) == [f"JPN/2018/{n:06d}" for n in range(2, 7)]


def test_a_round_another_process_was_faster_with_is_not_acted_on_again(scene):
    names = stored(scene, 6)
    arrivals = Arrivals(scene.real.node, "KOR")
    arrivals.process(limit=2)
    assert process(scene.real.node, "KOR", limit=3).registered == 3
    assert arrivals.process(limit=2).registered == 1
    assert numbers(scene, names) == [f"JPN/2018/{n:06d}" for n in range(2, 8)]


def test_a_round_that_could_not_be_kept_is_taken_up_again(scene, monkeypatch):
    names = stored(scene, 4)
    arrivals = Arrivals(scene.real.node, "KOR")
    arrivals.process(limit=2)

    def full(keys):
        raise StoreFailed("no space")

    monkeypatch.setattr(scene.real.node.keystore, "put_item_keys", full)
    with pytest.raises(StoreFailed):
        arrivals.process(limit=2)
    monkeypatch.undo()
    assert arrivals.process(limit=2).registered == 2
    assert numbers(scene, names) == [f"JPN/2018/{n:06d}" for n in range(2, 6)]


def test_a_leaf_and_an_opened_item_show_no_content_in_a_report(scene):
    stored(scene, 1)
    found = arrive._open(scene.real.node, "KOR", 64)
    assert found is not None
    shown = f"{found.leaves} {found.leaves[0].opened}"
    assert "what was seen" not in shown
    assert shown == f"[Leaf({found.leaves[0].place})] Opened(...)"
