"""The demo's rows and words fit the screens they are made for, and the script is whole."""

from __future__ import annotations

import pytest

from accordant.entrypoints.demo import scenes, table
from accordant.entrypoints.demo.table import Figure, Note, Row
from accordant.model.case import Decision, Finding

ROW = Row(
    at=scenes.LAST_SECONDS,
    title="A system with a name much longer than any column",
    product="KOR-x",
    marker="EXERCISE",
    precedence="immediate",
    releaser="KOR",
    recipient="JPN",
    outcome="release",
    ground="6(a) 2 4 + officer",
    stored=12345.6,
    received=23456.7,
    receipt="JPN/2019/000011",
)
WORDS = "Words enough to be folded on every screen there is, wide or narrow. " * 3


@pytest.mark.parametrize("width", [80, 100, 118, 200])
@pytest.mark.parametrize("entry", [ROW, Note(WORDS), Note(WORDS, "said")], ids=type)
def test_every_line_fits_the_screen(width, entry):
    assert all(line.cell_len <= width for line in table.lines(entry, width))
    assert table.heading(width).cell_len <= width


def test_an_exercise_says_so_and_comes_first():
    (line,) = table.lines(ROW, 80)
    assert line.plain.split()[2] == "EXERCISE"


def test_words_are_folded_and_none_is_lost():
    said = " ".join(line.plain.strip(" ╰") for line in table.lines(Note(WORDS), 80))
    assert said.split() == WORDS.split()


def test_what_a_figure_means_is_left_out_where_there_is_no_room():
    figure = Figure("Verifier", "5 of 5 documents hold", "one file")
    assert table.figure_line(figure, 80).plain.endswith("one file")
    assert table.figure_line(figure, 45).plain.endswith("hold")


@pytest.mark.parametrize(
    ("outcome", "found", "order", "ground"),
    [
        ("withhold", [("4", "equivalence")], "", "4"),
        ("withhold", [("", "decision")], "", "no instrument"),
        ("refer", [("", "decision")], "", "no order"),
        (
            "release",
            [("4", "equivalence"), ("6(a)", "third-party-consent")],
            "x",
            "6(a) 4 + order",
        ),
        ("release", [("9", "route"), ("7(5)", "assurance")], "", "7(5) + officer"),
    ],
)
def test_the_ground_of_a_decision_in_a_few_signs(outcome, found, order, ground):
    determining = tuple(
        Finding("pass", "", article, clause, "sentence") for article, clause in found
    )
    decision = Decision(outcome=outcome, order=order, determining=determining)
    assert table.ground_of(decision) == ground


def test_the_script_is_in_order_and_replays_every_launch_since_the_first_day():
    script = scenes.scenes()
    assert [scene.at for scene in script] == sorted(scene.at for scene in script)
    assert scenes.items(script) == 48
    assert all(scenes.OPENING < scene.at < scenes.CLOSING for scene in script)
