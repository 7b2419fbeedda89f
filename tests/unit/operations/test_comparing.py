"""What is another between two products, whatever order their portions stand in."""

from __future__ import annotations

import itertools
import json

import pytest
from msgspec import json as spelled
from msgspec.structs import replace

from accordant.model.contents.attachment import attachment_of
from accordant.model.contents.track import Track, TrackPoint
from accordant.model.marking import Marking
from accordant.model.product import SECOND, Portion, Product, Reached, Relation, Text
from accordant.operations.comparing import Change, compare

SECRET = Marking("KOR:II")


def portion(content, **changes):
    if isinstance(content, str):
        content = Text(content)
    return replace(Portion(SECRET, content, ("dprk-missile",), "signals"), **changes)


def product(*portions, **changes):
    made = Product(
        format=SECOND, product="KOR-1", kind="text", originators=("KOR",), marking=SECRET,
        marker="REAL", precedence="routine", subjects=("dprk-missile",),
        purpose="dprk-missile-threat", created=0, title="", valid_from=None, valid_until=None,
        relations=(), reached=(),
        portions=tuple(each if isinstance(each, Portion) else portion(each) for each in portions),
    )  # fmt: skip
    return replace(made, **changes)


def track(*speeds):
    points = tuple(
        TrackPoint(
            at=None, latitude="38.1", longitude="129.2", accuracy=None, course=None, speed=n
        )
        for n in speeds
    )
    return Track(domain="surface", name="배", points=points, mmsi="", imo="", source="")


def told(one, other):
    return [(each.was, each.before, each.after) for each in compare(one, other).portions]


def test_a_product_says_the_same_as_itself_and_as_its_next_version_unchanged():
    one = product("하나", "둘", track(1, 2))
    assert compare(one, one).same
    assert compare(one, one).fields == ()
    assert compare(one, replace(one, version=2, created=9)).same


def test_fields_of_the_product_are_told_with_both_sides():
    later = replace(
        product("x"),
        marking=Marking("KOR:III", ("ORCON",)),
        subjects=("dprk-missile", "terrorism"),
    )
    found = compare(product("x"), later)
    assert found.fields == (
        Change("marking.level", "KOR:II", "KOR:III"),
        Change("marking.caveats", [], ["ORCON"]),
        Change("subjects", ["dprk-missile"], ["dprk-missile", "terrorism"]),
    )
    assert not found.same


def test_relations_and_originators_reached_come_and_go():
    old, new = Relation("quotes", "JPN-1", 1), Relation("corrects", "KOR-1", 1)
    one = product("x", relations=(old,), reached=(Reached("JPN", "JPN-1", 1),))
    found = compare(one, replace(one, relations=(new,), reached=()))
    assert (found.relations_added, found.relations_removed) == ((new,), (old,))
    assert (found.reached_added, found.reached_removed) == ((), one.reached)


@pytest.mark.parametrize("order", list(itertools.permutations(("가", "나", "다"))))
def test_what_only_stands_elsewhere_is_moved_and_nothing_else(order):
    one, other = product("가", "나", "다"), product(*order)
    found = compare(one, other).portions
    assert {each.was for each in found} <= {"same", "moved"}
    for each in found:
        assert one.portions[each.before - 1] == other.portions[each.after - 1]
        if order == ("다", "나", "가"):
            assert (each.was == "same") == (each.after == 2)


def test_one_put_in_front_leaves_the_others_as_they_were():
    assert told(product("가", "나"), product("새것", "가", "나")) == [
        ("added", 0, 1), ("same", 1, 2), ("same", 2, 3),
    ]  # fmt: skip


def test_a_portion_that_was_changed_is_paired_with_the_one_it_was():
    one = product("두 발이 발사되었다.", "배가 남쪽으로 간다.", track(1, 2))
    other = product(track(1, 3), "배가 남쪽으로 갔다.", "두 발이 발사되었다고 한다.")
    assert told(one, other) == [("changed", 3, 1), ("changed", 2, 2), ("changed", 1, 3)]


def test_what_has_nothing_in_common_is_removed_and_added():
    one, other = product("aaaa", "bbbb", "same"), product("0000", "1111", "same")
    assert told(one, other) == [
        ("added", 0, 1), ("added", 0, 2), ("same", 3, 3), ("removed", 1, 0), ("removed", 2, 0),
    ]  # fmt: skip


def test_a_marking_of_a_portion_is_told_by_itself():
    later = product(portion("x", marking=Marking("KOR:III"), discipline="human"))
    (found,) = compare(product("x"), later).portions
    assert found.changes == (
        Change("marking.level", "KOR:II", "KOR:III"),
        Change("discipline", "signals", "human"),
    )


def test_a_position_put_in_does_not_change_those_behind_it():
    (found,) = compare(product(track(1, 2, 3)), product(track(9, 1, 2, 3))).portions
    assert [each.field for each in found.changes] == ["content.points[1]"]
    (found,) = compare(product(track(1, 2, 3)), product(track(1, 7, 3))).portions
    assert found.changes == (Change("content.points[2].speed", 2, 7),)


def test_of_a_file_size_and_digest_are_told_and_never_bytes():
    files = [
        attachment_of("dot.png", b"\x89PNG\r\n\x1a\n" + fill, "image/png")
        for fill in (b"planted-one", b"planted-other")
    ]
    found = compare(*(product(portion(each)) for each in files))
    assert [each.field for each in found.portions[0].changes] == ["content.size", "content.digest"]
    added = compare(product("x"), product("x", portion(files[0])))
    assert added.portions[1].portion["content"] == {
        "kind": "attachment", "name": "dot.png", "media": "image/png", "size": 19,
        "digest": files[0].digest,
    }  # fmt: skip
    for comparison in (found, added):
        assert b"data" not in spelled.encode(comparison)
        assert "cGxhbnRlZ" not in json.dumps(spelled.decode(spelled.encode(comparison)))


def test_the_first_format_beside_the_second():
    first = Product(
        product="KOR-1", kind="text", originators=("KOR",), marking=SECRET, marker="REAL",
        precedence="routine", subjects=("dprk-missile",), purpose="dprk-missile-threat",
        created=0, portions=(Portion(SECRET, Text("x")),),
    )  # fmt: skip
    found = compare(first, product("x"))
    assert Change("format", "accordant/product/1", "accordant/product/2") in found.fields
    assert [each.field for each in found.portions[0].changes] == ["subjects", "discipline"]
