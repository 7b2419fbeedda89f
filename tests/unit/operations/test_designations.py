"""Which own level an item has: the strictest until the authority decides, then its word."""

from __future__ import annotations

import dataclasses

import pytest
from msgspec import structs
from tests.one_real_node import NOW, officer_signs

from accordant import canonical
from accordant.errors import (
    LevelNotInTable,
    MalformedInput,
    NotAuthorised,
    UnknownProduct,
)
from accordant.log.origin import own_origin
from accordant.model.act import DesignationWithdrawn, LevelDesignated
from accordant.operations import designation_views as views
from accordant.operations import queries
from accordant.operations.release import Asked, preview

POST = "designating-authority"


def row(scene, version=1):
    return scene.real.node.store.read(lambda r: r.product("KOR-first", version, "KOR"))


def designated(scene, level="JPN:gokuhi", **changes):
    held = row(scene)
    act = LevelDesignated(
        party="JPN", number=held.register_number, product="KOR-first", version=1,
        item=canonical.digest_of_bytes(held.envelope), bears="KOR:II", level=level,
        ground="not on the list", decided=NOW, at=NOW,
    )  # fmt: skip
    return structs.replace(act, **changes)


def sign(scene, act, post=POST):
    officer_signs(scene.real, post, act)
    return scene.real.node.store.read(lambda r: r.acts(type(act).__struct_config__.tag))[-1].digest


def waits(scene):
    return [(each.product, each.version) for each in views.waiting(scene.real.node)]


def level_of_the_next_case(scene):
    return preview(scene.real.node, Asked("KOR-first", 1, "AUS", "AUS:DIO/watch")).case.level


def test_the_word_of_the_authority_is_the_level_from_then_on(scene):
    assert row(scene).own_level == level_of_the_next_case(scene) == "JPN:tokutei"
    (waiting,) = views.waiting(scene.real.node)
    assert waiting.choice.levels == ("JPN:gokuhi", "JPN:tokutei")
    assert waiting.choice.proposed == "JPN:tokutei"
    before = row(scene)
    digest = sign(scene, designated(scene))
    assert row(scene) == structs.replace(before, own_level="JPN:gokuhi")
    assert level_of_the_next_case(scene) == "JPN:gokuhi"
    assert waits(scene) == []
    (item,) = queries.life(scene.real.node, "KOR-first").items
    assert (item.level, item.own_level) == ("KOR:II", "JPN:gokuhi")
    assert item.choice.designated == views.Designated(
        "JPN:gokuhi", POST, "not on the list", NOW, NOW, digest
    )


def test_it_stands_in_the_nodes_own_log(scene):
    digest = sign(scene, designated(scene))
    origin = own_origin("JPN")

    def last(reading):
        return reading.statement(origin, reading.log(origin).size - 1)

    said = scene.real.node.store.read(last)
    assert digest.encode() in said
    assert b"level-designated/1" in said
    assert b"not on the list" not in said


def test_a_later_word_takes_the_place_of_the_one_it_names(scene):
    first = sign(scene, designated(scene))
    with pytest.raises(NotAuthorised, match="another designation stands"):
        sign(scene, designated(scene, "JPN:tokutei"))  # by one who never saw the first
    second = sign(scene, designated(scene, "JPN:tokutei", replaces=first))
    assert row(scene).own_level == "JPN:tokutei"
    with pytest.raises(NotAuthorised, match="another designation stands"):
        sign(scene, designated(scene, replaces=first))
    assert views.look(scene.real.node, row(scene)).designated.digest == second


def test_one_withdrawn_leaves_the_higher_handling(scene):
    digest = sign(scene, designated(scene))
    held = row(scene)
    act = DesignationWithdrawn(
        "JPN", held.register_number, "KOR-first", 1, digest, "in error", NOW
    )
    sign(scene, act)
    assert row(scene).own_level == "JPN:tokutei"
    assert waits(scene) == [("KOR-first", 1)]
    with pytest.raises(NotAuthorised):
        sign(scene, structs.replace(act, ground="again"))
    sign(scene, designated(scene))
    assert waits(scene) == []


@pytest.mark.parametrize(
    ("error", "changes"),
    [
        (LevelNotInTable, {"level": "JPN:hi"}),
        (LevelNotInTable, {"level": "KOR:II"}),
        (NotAuthorised, {"party": "KOR"}),
        (NotAuthorised, {"replaces": "ab" * 32}),
        (UnknownProduct, {"number": "JPN/2018/000099"}),
        (UnknownProduct, {"product": "KOR-other"}),
        (UnknownProduct, {"version": 2}),
        (MalformedInput, {"item": "ab" * 32}),
        (MalformedInput, {"bears": "KOR:III"}),
        (MalformedInput, {"ground": ""}),
        (MalformedInput, {"ground": " "}),
        (MalformedInput, {"ground": "two\nlines"}),
        (MalformedInput, {"decided": NOW + 1}),
        (MalformedInput, {"decided": NOW - 86_400_000}),
    ],
)
def test_what_is_not_about_the_item_as_it_is_held_is_refused_and_not_kept(scene, error, changes):
    before = row(scene)
    with pytest.raises(error):
        sign(scene, designated(scene, **changes))
    assert row(scene) == before
    assert scene.real.node.store.read(lambda r: r.acts("level-designated/1")) == []


def test_another_post_does_not_designate(scene):
    with pytest.raises(NotAuthorised, match="may not designate"):
        sign(scene, designated(scene), post="releasing-authority")


def test_what_lies_in_quarantine_neither_waits_nor_is_designated(scene):
    act = designated(scene)
    scene.real.node.store.write(lambda t: t.move_product("KOR-first", 1, "KOR", "quarantined"))
    assert waits(scene) == []
    with pytest.raises(NotAuthorised, match="quarantine"):
        sign(scene, act)
    with pytest.raises(NotAuthorised, match="quarantine"):
        views.to_designate(scene.real.node, "KOR-first", 1)


def test_a_new_version_waits_anew_and_the_same_item_again_does_not(scene):
    leaf = scene.release("KOR-twice")
    scene.say(leaf)
    assert waits(scene) == [("KOR-first", 1), ("KOR-twice", 1)]
    sign(scene, designated(scene))
    scene.say(leaf)
    product = scene.seoul.product("KOR-first", version=2)
    scene.say(scene.seoul.release(product, scene.instrument))
    assert waits(scene) == [("KOR-twice", 1), ("KOR-first", 2)]
    assert (row(scene).own_level, row(scene, 2).own_level) == ("JPN:gokuhi", "JPN:tokutei")


def test_where_one_level_corresponds_there_is_nothing_to_designate(scene):
    scene.say(scene.release("KOR-third", product_changes={"level": "KOR:III"}))
    assert waits(scene) == [("KOR-first", 1)]
    held = scene.held("KOR-third")
    assert held.own_level == "JPN:hi"
    act = designated(
        scene, number=held.register_number, product="KOR-third", bears="KOR:III", level="JPN:hi"
    )
    with pytest.raises(LevelNotInTable, match="no choice"):
        sign(scene, act)


def test_a_name_that_several_items_bear_is_not_guessed(scene):
    held = structs.replace(row(scene), origin="AUS", register_number="JPN/2018/000002")
    scene.real.node.store.write(lambda t: t.save_product(held))
    with pytest.raises(MalformedInput, match="several items") as refused:
        views.to_designate(scene.real.node, "KOR-first", 1)
    assert "JPN/2018/000002" in refused.value.hint
    found = views.to_designate(scene.real.node, "JPN/2018/000002", 1)
    assert found.origin == "AUS"
    assert views.look(scene.real.node, found) is None  # nobody kept what it bears here


def test_where_nothing_ranks_the_levels_it_has_none_until_the_word(scene):
    """The rules of both apply together, and an item without a level goes nowhere."""
    node = dataclasses.replace(scene.real.node, policies=dict)
    scene.real = dataclasses.replace(scene.real, node=node)
    scene.say(scene.release("KOR-unranked"))
    held = scene.held("KOR-unranked")
    assert held.own_level == ""
    assert waits(scene) == [("KOR-first", 1), ("KOR-unranked", 1)]
    act = designated(
        scene, number=held.register_number, product="KOR-unranked",
        item=canonical.digest_of_bytes(held.envelope),
    )  # fmt: skip
    digest = sign(scene, act)
    assert scene.held("KOR-unranked").own_level == "JPN:gokuhi"
    sign(
        scene,
        DesignationWithdrawn("JPN", held.register_number, "KOR-unranked", 1, digest, "x", NOW),
    )
    assert scene.held("KOR-unranked").own_level == ""
