"""A recipient version: worked out from the portions kept, and from nothing else."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.many_portions import MISSILE, UNKNOWN, WHEN, from_people, item, launch, words

from accordant.model.contents.imagery import Imagery
from accordant.model.marking import Marking
from accordant.model.product import Portion
from accordant.model.reported import Point
from accordant.versions.render import (
    PLACEHOLDER,
    Kept,
    complete,
    frame_of,
    highest,
    kind_of,
    render,
    said_by,
)

BELOW = {"KOR:I": {"KOR:I", "KOR:II"}, "KOR:II": {"KOR:II"}, "KOR:III": {"KOR:III"}}
RING = tuple(Point(*each) for each in (("1", "1"), ("1", "2"), ("2", "2"), ("1", "1")))


def at_most(level):
    return frozenset(BELOW[level])


def made(*portions, **changes):
    given = {"title": "t", "portions": portions, "level": "KOR:II"} | changes
    return render(frame_of(item(launch())), Kept(**given), "KOR-drawn", 3)


def test_what_it_says_of_itself_comes_from_what_is_kept():
    version = made(words(caveats=("originator-control",), subjects=("dprk-nuclear",)), launch())
    assert (version.product, version.version, version.kind) == ("KOR-drawn", 3, "text")
    assert version.marking == Marking("KOR:II", ("originator-control",))
    assert version.subjects == ("dprk-nuclear", *MISSILE)
    assert (version.title, version.relations, version.reached) == ("t", (), ())


def test_the_placeholder_closes_at_the_level_of_what_is_kept():
    version = made(launch(), placeholder=True)
    assert version.portions[0] == launch()
    closing = version.portions[1]
    assert (closing.content.text, closing.marking) == (PLACEHOLDER, Marking("KOR:II"))


@pytest.mark.parametrize(
    ("levels", "found"),
    [
        (["KOR:II"], "KOR:II"),
        (["KOR:II", "KOR:I", "KOR:II"], "KOR:I"),
        (["KOR:I", "KOR:III"], None),
        ([], None),
    ],
)
def test_the_highest_level_is_one_all_others_are_known_to_stand_below(levels, found):
    assert highest(levels, at_most) == found


def test_a_picture_left_behind_is_not_named_by_what_was_read_off_it():
    content = Imagery(WHEN, "radar", "unknown", UNKNOWN, RING, "a site", "a" * 64)
    version = made(Portion(Marking("KOR:II"), content, MISSILE, "imagery"))
    assert version.portions[0].content.picture == ""


def test_a_portion_of_the_first_format_takes_the_subjects_of_its_item():
    bare = Portion(Marking("KOR:II"), words().content)
    assert complete(bare, item(words())) == replace(words(), discipline="unknown")
    assert complete(words(), item(words())) == words()


def test_a_portion_alone_is_of_its_own_kind():
    assert [kind_of(each) for each in (launch(), words(), from_people())] == [
        "launch-report",
        "text",
        "human-report",
    ]


def test_the_same_said_later_is_the_same_and_another_word_is_not():
    version = made(launch())
    later = replace(version, version=9, created=5)
    assert said_by(later) == said_by(version)
    assert said_by(made(launch(system="Scud"))) != said_by(version)
    assert said_by(made(launch(), title="u")) != said_by(version)
