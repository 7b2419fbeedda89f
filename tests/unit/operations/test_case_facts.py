"""The case of a release has the facts of the item, and of a level that no table names."""

from __future__ import annotations

import sqlite3

from msgspec import UNSET, structs
from tests.one_real_node import NOW
from tests.unit.operations.test_relations import item

from accordant.decision import person
from accordant.model.item import item_facts
from accordant.model.marking import Marking
from accordant.model.product import Portion
from accordant.operations.products import keep, read_content
from accordant.operations.release import Asked, preview


def asked(scene, name):
    return preview(scene.real.node, Asked(name, 1, "KOR", "KOR:MND/watch"))


def test_what_is_kept_beside_an_item_is_what_the_item_says(scene):
    late = item("JPN-late", valid_until=NOW - 1, created=0)
    text = Portion(late.marking, late.portions[0].content, late.subjects, "human")
    keep(scene.real.node, [structs.replace(late, portions=(text,))])
    row = scene.real.node.store.read(lambda reading: reading.product("JPN-late", 1))
    product = read_content(scene.real.node, row)
    assert (row.item.disciplines, row.item.valid_until) == (("human",), product.valid_until)
    case = asked(scene, "JPN-late").case
    assert [each.sentence for each in person.reasons(case)] == [
        "human-unreleased",
        "no-longer-valid",
    ]


def test_an_item_kept_before_its_facts_were_is_opened_for_them(scene):
    late = item("JPN-before", valid_until=NOW - 1, created=0)
    keep(scene.real.node, [late])
    scene.real.resources.close()
    with sqlite3.connect(scene.root / "JPN" / "store.sqlite") as file:
        file.execute("UPDATE product SET item = 'null' WHERE product = 'JPN-before'")
    scene.restart()
    row = scene.real.node.store.read(lambda reading: reading.product("JPN-before", 1))
    assert row.item is None
    assert asked(scene, "JPN-before").case.item == item_facts(late)


def test_what_stands_above_a_level_is_asked_of_the_vocabulary_where_no_row_has_it(scene):
    low, high = Marking("JPN:toriatsukai"), Marking("JPN:hi")
    for name, marking in (("JPN-low", low), ("JPN-high", high)):
        made = item(name)
        portions = (structs.replace(made.portions[0], marking=marking),)
        keep(scene.real.node, [structs.replace(made, marking=marking, portions=portions)])
    answer = asked(scene, "JPN-low")
    assert answer.case.above == ("JPN:kimitsu", "JPN:tokutei", "JPN:gokuhi", "JPN:hi")
    assert "below" in {each.sentence for each in answer.decision.determining}
    assert asked(scene, "JPN-high").case.above is UNSET
