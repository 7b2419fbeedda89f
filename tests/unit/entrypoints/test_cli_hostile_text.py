"""What a partner wrote cannot steer the terminal of whoever reads it."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from accordant.entrypoints.cli import pictures, product
from accordant.model.marking import Marking
from accordant.model.product import Figure, Launch, Portion, Site, Text, When

ATTACKS = {
    "clears the screen": "\x1b[2J",
    "writes the clipboard": "\x1b]52;c;AAAA\x07",
    "eight-bit control": "\x9b31m",
    "overwrites the line": "\r",
    "backspaces": "\x08\x08",
    "turns the direction": "\u202e",
    "isolates": "\u2067",
    "delete": "\x7f",
    "nothing": "\x00",
}


def shown(*renderables) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=200, highlight=False)
    for each in renderables:
        console.print(each)
    return stream.getvalue()


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_no_words_of_a_partner_steer_the_screen(attack):
    words = f"before{attack}after"
    nothing = Figure("unknown")
    launch = Launch(When(words, "day"), Site(words), words, "success", nothing, nothing)
    marking = Marking("KOR:II", (words,))
    told = shown(
        product._portion(Portion(marking, Text(words))),
        product._portion(Portion(marking, launch)),
        pictures.facts([("a", words)]),
        pictures.filled(["a"], [[words]], ""),
        pictures.bullets([words]),
    )
    assert attack not in told
    assert "before\ufffd" in told


def test_lines_and_tabs_and_every_script_stay():
    words = "첫째 줄\n\t둘째 줄 𐍈 é 極秘"
    assert pictures.plain(words) == words
