"""The next version of an own item: begun from the newest, kept whole or not at all."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace
from tests.one_real_node import NOW

from accordant.errors import (
    AccordantError,
    MalformedInput,
    NotAuthorised,
    Oversized,
    UnknownProduct,
    UnmarkedProduct,
)
from accordant.model.contents.attachment import attachment_of
from accordant.model.marking import Marking
from accordant.model.product import (
    RELATIONS_MAX,
    SECOND,
    Portion,
    Product,
    Reached,
    Relation,
    Text,
)
from accordant.operations import queries
from accordant.operations.products import keep, read_content
from accordant.operations.release import Asked, preview
from accordant.operations.revising import (
    Changes,
    begun_from,
    changed,
    keep_next,
    newest_own,
    spelled,
    whole,
)

SECRET = Marking("JPN:hi")
DOT = attachment_of("dot.png", b"\x89PNG\r\n\x1a\nplanted", "image/png")


def item(**changes):
    made = Product(
        format=SECOND, product="JPN-own", kind="text", originators=("JPN",), marking=SECRET,
        marker="EXERCISE", precedence="routine", subjects=("dprk-missile",),
        purpose="dprk-missile-threat", created=NOW, title="", valid_from=None, valid_until=None,
        relations=(), reached=(),
        portions=(
            Portion(SECRET, Text("하나"), ("dprk-missile",), "signals"),
            Portion(Marking("JPN:U"), DOT, ("dprk-missile",), "imagery"),
        ),
    )  # fmt: skip
    return replace(made, **changes)


def revised(scene, former, **said):
    document = changed(scene.real.node, begun_from(former, NOW + 1), Changes(**said))
    return whole(spelled(document), former, "here")


def newest(scene):
    return read_content(scene.real.node, newest_own(scene.real.node, "JPN-own"))


def versions(scene):
    return [each.version for each in queries.own_items(scene.real.node)]


def test_a_next_version_corrects_all_before_it(scene):
    keep(scene.real.node, [item()])
    for number in (2, 3):
        keep_next(scene.real.node, revised(scene, newest(scene), title=f"title {number}"))
    assert newest(scene).relations == tuple(
        Relation("corrects", "JPN-own", number) for number in (1, 2)
    )
    found = {each.version: each.marks for each in queries.own_items(scene.real.node)}
    assert [mark.version for mark in found[1]] == [2, 3]
    assert found[3] == ()


def test_of_very_many_versions_the_newest_are_named(scene):
    other = Relation("quotes", "JPN-1", 1)
    many = tuple(Relation("corrects", "JPN-own", n) for n in range(1, RELATIONS_MAX))
    former = item(version=RELATIONS_MAX, relations=(other, *many))
    found = whole(spelled(begun_from(former, NOW)), former, "here").relations
    assert len(found) == RELATIONS_MAX
    assert (found[0], found[-1]) == (other, Relation("corrects", "JPN-own", RELATIONS_MAX))


def test_what_bore_the_marking_of_the_product_follows_it_and_nothing_else(scene):
    keep(scene.real.node, [item()])
    later = revised(
        scene, newest(scene), level="JPN:gokuhi", subjects=("terrorism", "dprk-missile"),
        discipline="human", precedence="flash",
    )  # fmt: skip
    assert later.marking == later.portions[0].marking == Marking("JPN:gokuhi")
    assert later.portions[1].marking == Marking("JPN:U")
    assert {each.subjects for each in later.portions} == {("terrorism", "dprk-missile")}
    assert {each.discipline for each in later.portions} == {"human"}
    assert (later.precedence, later.version, later.created) == ("flash", 2, NOW + 1)


def test_files_stay_beside_the_document_and_come_back_whole(scene):
    keep(scene.real.node, [item()])
    document = spelled(begun_from(newest(scene), NOW))
    assert b"cGxhbnRlZ" not in document
    assert whole(document, newest(scene), "here").portions == item().portions
    with pytest.raises(MalformedInput, match="no file of this digest") as refused:
        whole(document.replace(DOT.digest.encode(), b"ab" * 32), newest(scene), "here")
    assert refused.value.place == "here, portion 2"


def test_what_the_former_reached_stays_reached(scene):
    relation, reached = Relation("derived-from", "KOR-first", 1), Reached("KOR", "KOR-first", 1)
    keep(scene.real.node, [item()])
    keep_next(scene.real.node, revised(scene, newest(scene), relations=(relation,)))
    assert newest(scene).reached == (reached,)
    document = begun_from(newest(scene), NOW)
    document["relations"] = document["relations"][1:]
    with pytest.raises(MalformedInput, match="`relations`"):
        whole(spelled(document), newest(scene), "here")
    document = begun_from(newest(scene), NOW) | {"reached": []}
    with pytest.raises(MalformedInput):
        whole(spelled(document), newest(scene), "here")
    keep_next(scene.real.node, revised(scene, newest(scene), title="later"))
    case = preview(scene.real.node, Asked("JPN-own", 3, "AUS", "AUS:DIO/watch")).case
    assert [each.originator for each in case.equities] == ["KOR"]


def test_an_item_of_the_first_format_goes_on_in_the_second(scene):
    first = Product(
        product="JPN-own", kind="text", originators=("JPN",), marking=SECRET, marker="EXERCISE",
        precedence="routine", subjects=("dprk-missile",), purpose="dprk-missile-threat",
        created=NOW, portions=(Portion(SECRET, Text("x")),),
    )  # fmt: skip
    keep(scene.real.node, [first])
    keep_next(scene.real.node, revised(scene, newest(scene), title="now"))
    later = newest(scene)
    assert (later.format, later.version) == (SECOND, 2)
    assert later.portions == (Portion(SECRET, Text("x"), ("dprk-missile",), "unknown"),)


@pytest.mark.parametrize(
    ("error", "change"),
    [
        (MalformedInput, {"product": "JPN-other"}),
        (MalformedInput, {"version": 3}),
        (MalformedInput, {"version": 1}),
        (MalformedInput, {"originators": ["KOR"]}),
        (MalformedInput, {"relations": []}),
        (MalformedInput, {"format": "accordant/product/1"}),
        (MalformedInput, {"portions": []}),
        (MalformedInput, {"portions": "none"}),
        (MalformedInput, {"portions": [1]}),
        (MalformedInput, {"title": 1}),
        (MalformedInput, {"more": "planted"}),
        (MalformedInput, {"valid_until": 1}),
        (UnmarkedProduct, {"marking": {}}),
    ],
)
def test_what_is_no_next_version_is_refused_with_its_place(error, change):
    former = item()
    document = begun_from(former, NOW) | change
    with pytest.raises(error) as refused:
        whole(spelled(document), former, "here")
    assert refused.value.place.startswith("here")
    assert "planted" not in str(refused.value)


@pytest.mark.parametrize("data", [b"", b"\xff", b"[]", b"[" * 100_000, b'{"portions":'])
def test_what_is_no_document_is_refused(data):
    with pytest.raises(MalformedInput):
        whole(data, item(), "here")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MalformedInput, {"subjects": ("whales",)}),
        (MalformedInput, {"caveats": ("whim",)}),
        (UnmarkedProduct, {"level": "KOR:II"}),
        (UnmarkedProduct, {"level": "JPN:unknown-level"}),
        (UnknownProduct, {"relations": (Relation("quotes", "KOR-never", 1),)}),
    ],
)
def test_what_is_refused_leaves_nothing_behind(scene, error, said):
    lower = item(portions=(*item().portions, Portion(Marking("JPN:hi", ("display-only",)),
                 Text("x"), ("dprk-missile",), "signals")),
                 marking=Marking("JPN:hi", ("display-only",)))  # fmt: skip
    keep(scene.real.node, [lower])
    with pytest.raises(error):
        keep_next(scene.real.node, revised(scene, newest(scene), **said))
    assert versions(scene) == [1]


def test_two_who_edit_at_once_do_not_overwrite_each_other(scene):
    keep(scene.real.node, [item()])
    former = newest(scene)
    one, other = (revised(scene, former, title=title) for title in ("one", "other"))
    keep_next(scene.real.node, one)
    with pytest.raises(MalformedInput, match="by somebody else meanwhile"):
        keep_next(scene.real.node, other)
    assert newest(scene).title == "one"


def test_what_has_grown_too_large_is_refused(scene):
    keep(scene.real.node, [item()])
    document = begun_from(newest(scene), NOW)
    document["portions"][0]["content"]["text"] = "x" * 70_000
    with pytest.raises(Oversized):
        keep_next(scene.real.node, whole(spelled(document), newest(scene), "here"))
    assert versions(scene) == [1]


def test_only_an_own_item_has_a_next_version(scene):
    node = scene.real.node
    with pytest.raises(NotAuthorised):
        newest_own(node, "KOR-first")
    for name in ("JPN-never", "", "JPN/2018/000001x"):
        with pytest.raises(UnknownProduct):
            newest_own(node, name)
    keep(node, [item(version=9999)])
    with pytest.raises(MalformedInput, match="9999 versions"):
        newest_own(node, "JPN-own")


def test_errors_never_hold_what_was_written(scene):
    document = json.loads(spelled(begun_from(item(), NOW)))
    document["portions"][0]["content"]["text"] = {"planted": "planted"}
    with pytest.raises(AccordantError) as refused:
        whole(spelled(document), item(), "here")
    assert "planted" not in f"{refused.value} {refused.value.hint}"
