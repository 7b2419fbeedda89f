"""What a partner wrote cannot steer the terminal of whoever reads it."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest
from rich.console import Console
from tests.notes_for_tests import AGREEMENT, NOTICE, WORDBOOK, note

from accordant.entrypoints.cli import note_pictures, pictures
from accordant.entrypoints.cli.product_pictures import portion_picture
from accordant.law.foresight import Foreseen
from accordant.law.life import WithoutEffect
from accordant.model.case import InPlay
from accordant.model.contents.cyber_report import CyberReport, Indicator
from accordant.model.contents.human_report import HumanReport
from accordant.model.contents.imagery import Imagery
from accordant.model.contents.missile_warning import MissileWarning
from accordant.model.contents.track import Track, TrackPoint
from accordant.model.fact import Fact
from accordant.model.marking import Marking
from accordant.model.note import Texts
from accordant.model.product import Figure, Launch, Portion, Site, Text, When
from accordant.model.reported import Point
from accordant.operations.note_views import DeliveryView, NoteView

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
    session = SimpleNamespace(time=str)
    where = Point("1", "2")
    contents = [
        Text(words),
        launch,
        HumanReport(When(words, "day"), Site(words), "A", "1", words, words, words),
        Imagery(When(words, "day"), "radar", words, nothing, (where,) * 4, words, words),
        Track("air", words, (TrackPoint(None, "1", "2", None),) * 13, words, words, words),
        MissileWarning(
            "confirmed", When(words, "day"), where, None, None, nothing, 1, words, words
        ),
        CyberReport(words, "low", words, (Indicator("domain", words),) * 21, words),
    ]
    told = shown(
        *(portion_picture(session, Portion(marking, each)) for each in contents),
        pictures.facts([("a", words)]),
        pictures.filled(["a"], [[words]], ""),
        pictures.bullets([words]),
    )
    assert attack not in told
    assert "before\ufffd" in told


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_nor_do_those_of_a_note_or_of_its_delivery(attack):
    words = f"before{attack}after"
    hostile = note(texts=Texts(words, words, words), words=words)
    delivered = Fact(
        name=NOTICE, kind="notice-delivered", instrument=AGREEMENT, party="KOR", at=0, zone="UTC",
        channel=words, place=words, signatory=words, source=words,
    )  # fmt: skip
    view = NoteView(
        name=NOTICE, states=("delivered",), note=hostile, signed=0, reason=words,
        delivered=(DeliveryView("KOR", delivered, 0),),
    )  # fmt: skip
    session = SimpleNamespace(time=str)
    nothing = WithoutEffect(delivered, "other-channel", "in-force", ("amended",))
    stood = InPlay("0" * 64, "in-force", "in-force", {"since": words})
    told = shown(
        note_pictures.paper(WORDBOOK.phrases, hostile, "en", signed=True),
        note_pictures.became(session, view),
        note_pictures.listed([view]),
        *note_pictures.effect(Foreseen(moves=True, obstacle=nothing, becomes=stood), delivered),
        *note_pictures.effect(Foreseen(moves=False, becomes=stood), delivered),
        *note_pictures.effect(
            Foreseen(moves=True, becomes=stood, ends={"KOR": "then"}), delivered
        ),
    )
    assert attack not in told
    assert "before\ufffd" in told


def test_lines_and_tabs_and_every_script_stay():
    words = "첫째 줄\n\t둘째 줄 𐍈 é 極秘"
    assert pictures.plain(words) == words
