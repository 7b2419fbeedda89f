"""The picture of facts: honest about time, claims side by side, straight in every width."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from accordant.adapters import story_table
from accordant.entrypoints.cli import timeline_words as words
from accordant.entrypoints.cli.timeline_axis import RAILS, Band
from accordant.entrypoints.cli.timeline_picture import CLASSES, View, picture
from accordant.entrypoints.cli.timeline_time import day, when
from accordant.model.fact import FACT_KINDS, Fact
from accordant.model.instant import parse_instant

GSOMIA = "jpn-kor-gsomia-2016"
NOTICE = parse_instant("2019-08-23T15:30+09:00")
SUSPENSION = parse_instant("2019-11-22T18:00+09:00")


def drawn(facts, view: View | None = None, bands=(), width: int = 80) -> list[str]:
    console = Console(file=io.StringIO(), width=width)
    for each in picture(facts, view or View(), bands):
        console.print(each)
    return [line.rstrip() for line in console.file.getvalue().splitlines()]


def fact(name: str, kind: str = "happened", **changes) -> Fact:
    fields = {
        "instrument": GSOMIA, "at": NOTICE, "zone": "Asia/Seoul", "source": "A source",
        "words": "Something.",
    }  # fmt: skip
    return Fact(name=name, kind=kind, **(fields | changes))


@pytest.fixture(scope="module")
def story():
    return story_table.load()


@pytest.mark.parametrize("width", [80, 100, 120, 200])
@pytest.mark.parametrize("language", ["en", "ko", "ja"])
def test_the_whole_story_fits_every_width(story, width, language):
    lines = drawn(story, View(language, whole=True, instruments=True), width=width)
    assert max(map(cell_len, lines)) <= width
    assert not [line for line in lines if "…" in line], "nothing is cut off"


def test_the_axis_runs_through_every_line_and_years_ascend(story):
    lines = drawn(story)
    axis = lines[lines.index("") + 1 :]
    assert {line[0] for line in axis} <= set("│┼◆»?○·")
    years = [int(line.split()[1]) for line in axis if line.startswith("┼")]
    assert years == sorted(set(years))


@pytest.mark.parametrize(
    ("precision", "shown"),
    [
        ("year", "2019 KST"),
        ("month", "Aug KST"),
        ("day", "23 Aug KST"),
        ("hour", "23 Aug ~15:30 KST"),
        ("minute", "23 Aug 15:30 KST"),
        ("second", "23 Aug 15:30:00 KST"),
        ("millisecond", "23 Aug 15:30:00 KST"),
    ],
)
def test_time_is_shown_only_as_far_as_it_is_known(precision, shown):
    assert when(NOTICE, "Asia/Seoul", precision, "en").plain == shown


@pytest.mark.parametrize(
    ("language", "shown", "month"),
    [
        ("en", "23 Aug 2019", "Aug 2019"),
        ("ko", "2019년 8월 23일", "2019년 8월"),
        ("ja", "2019年8月23日", "2019年8月"),
    ],
)
def test_a_day_in_running_text(language, shown, month):
    assert day(NOTICE, "Asia/Seoul", language) == shown
    assert day(NOTICE, "Asia/Seoul", language, "month") == month
    assert day(NOTICE, "Asia/Seoul", language, "year").startswith("2019")


def test_the_zone_is_that_of_the_place():
    early = parse_instant("2023-08-18T09:00-04:00")
    assert when(early, "America/New_York", "day", "en").plain == "18 Aug EDT"
    assert when(early, "Asia/Phnom_Penh", "minute", "en").plain == "18 Aug 20:00 +07"


def test_claims_stand_under_what_they_are_about_and_the_instants_beside_each_other():
    lines = drawn(
        [
            fact("notice", "notice-delivered", party="KOR", channel="diplomatic"),
            fact("later", at=SUSPENSION),
            fact(
                "end-24", "claimed", of="notice", words="The 24th.", confidence="disputed",
                effect=parse_instant("2019-11-24T00:00+09:00"), at=NOTICE - 86_400_000,
                precision="day",
            ),
            fact(
                "end-23", "claimed", of="notice", words="The 23rd.",
                effect=parse_instant("2019-11-23T00:00+09:00"), at=SUSPENSION,
            ),
            fact("other", "claimed", of="notice", words="No notice at all."),
        ]
    )  # fmt: skip
    told = [
        next(number for number, line in enumerate(lines) if words in line)
        for words in (
            "notice delivered", "No notice", "when it takes effect", "23 Nov 2019  The 23rd.",
            "24 Nov 2019  The 24th. (disputed, told 22 Aug 2019)", "22 Nov 18:00 KST",
        )
    ]  # fmt: skip
    assert told == sorted(told)


def test_claims_whose_fact_is_not_shown_name_it():
    lines = drawn([fact("a", "claimed", of="notice"), fact("b", "claimed", of="notice")])
    assert sum("told of notice" in line for line in lines) == 1


def test_a_fact_learnt_later_says_so():
    assert "known from 22 Nov 2019" in "\n".join(drawn([fact("a", learnt=SUSPENSION)]))


def test_bands_are_rails_and_their_turns_are_words():
    bands = [
        Band(GSOMIA, "in-force", NOTICE - 1000, NOTICE, "Asia/Seoul"),
        Band(GSOMIA, "notice-running", NOTICE, SUSPENSION, "Asia/Seoul"),
        Band(GSOMIA, "suspended-effect", SUSPENSION, None, "Asia/Seoul", "two readings"),
    ]
    facts = [
        fact("notice", "notice-delivered", party="KOR", channel="diplomatic"),
        fact("rests", "notice-suspended", party="KOR", of="notice", at=SUSPENSION),
        fact("reading", "reading-held", party="KOR", at=SUSPENSION),
        fact("between", at=NOTICE + 1000),
    ]
    lines = drawn(facts, bands=bands)
    for state, words_ in (
        ("notice-running", "Something."),
        ("suspended-effect", "reading held"),
    ):
        line = next(each for each in lines[5:] if words_ in each and each[0] == RAILS[state][0])
        assert line[1] == " "
    order = [
        next(number for number, line in enumerate(lines) if each in line)
        for each in ("effect of the notice suspended", "two readings", "reading held")
    ]
    assert order == sorted(order), "the act, how it stands then, what is thought of it"


def test_each_instrument_has_a_rail_of_its_own():
    bands = [
        Band(GSOMIA, "in-force", NOTICE - 1000, None, "Asia/Seoul", precision="day"),
        Band("another", "not-in-force", NOTICE - 1000, None, "Asia/Tokyo"),
    ]
    lines = drawn([fact("a")], View(instruments=True), bands)
    assert any(line.startswith("  ┃ ·") for line in lines)
    assert any("not in force  another" in line for line in lines)
    assert max(map(cell_len, lines)) <= 80


def test_nothing_to_show_is_a_sentence():
    assert drawn([]) == ["Nothing to show."]


def test_every_kind_state_and_confidence_has_its_words_and_class():
    assert words.KIND.keys() == CLASSES.keys() == set(FACT_KINDS)
    assert {class_ for class_, _, _ in CLASSES.values()} == words.CLASS.keys()
    assert RAILS.keys() <= words.STATE.keys()
    assert words.CONFIDENCE.keys() == {"established", "reported", "disputed", "memory"}
    for sentence in (*words.KIND.values(), *words.STATE.values(), *words.CONFIDENCE.values()):
        assert all(sentence)


def test_words_that_would_steer_the_screen_are_shown_as_a_sign():
    lines = "\n".join(
        drawn([fact("a", words="left\u202eright", place="\u2066x")], View(whole=True))
    )
    assert "left�right" in lines
    assert "\u202e" not in lines
