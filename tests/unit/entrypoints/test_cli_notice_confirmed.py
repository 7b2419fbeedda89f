"""A notice of termination is asked about, after what it does was shown; nothing else is."""

from __future__ import annotations

import contextlib
import io

import pytest

from accordant.adapters import packaged
from accordant.adapters.clock import ReplayClock
from accordant.config import ClockSettings, Settings
from accordant.entrypoints.cli import program
from accordant.entrypoints.cli.running import EXIT_INTERRUPTED, run
from accordant.model.instant import parse_instant
from accordant.operations import texts
from accordant.operations.note_views import note_named
from accordant.wiring import create_node, open_node

AGREEMENT = "jpn-kor-gsomia-2016"
NOTICE = "kor-notice-of-termination-2019-08-23"
QUESTION = "Go on with this notice of termination?"
NOW = parse_instant("2019-08-23T16:00:00+09:00")


class Terminal(io.StringIO):
    """What a person types, on a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def home(tmp_path):
    """Seoul's node, alone: no partner, the agreement held."""
    ReplayClock.create(tmp_path / "clock", NOW, rate=0)
    clock = ClockSettings(replay="../clock")
    create_node(tmp_path / "kor", Settings(format="accordant/node/1", party="KOR", clock=clock))
    with open_node(tmp_path / "kor") as opened:
        texts.keep(opened.node, packaged.read(AGREEMENT) or b"", AGREEMENT)
    return tmp_path / "kor"


def accordant(monkeypatch, home, *line, typed=None):
    out, err = io.StringIO(), io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO() if typed is None else Terminal(typed))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = run(program(), ["note", *line, "--home", str(home)])
    return status, out.getvalue(), err.getvalue()


def states(home):
    with open_node(home) as opened:
        return note_named(opened.node, opened.drafts, NOTICE).states


def test_a_no_signs_nothing_and_a_yes_signs(monkeypatch, home):
    accordant(monkeypatch, home, "draft", "notice-of-termination", AGREEMENT, "--to", "JPN")
    send = ("send", NOTICE, "--as", "treaty-desk")
    for typed in ("n\n", "\n"):
        status, out, _ = accordant(monkeypatch, home, *send, typed=typed)
        assert (status, states(home)) == (EXIT_INTERRUPTED, ("drafted",))
        assert QUESTION in out
        assert "delivered" in out[: out.index(QUESTION)]
    status, out, _ = accordant(monkeypatch, home, *send, typed="y\n")
    assert (status, states(home)) == (0, ("signed",))
    assert "Queued to be told: nobody; hand it over on paper." in out


def test_recording_the_delivery_of_a_notice_is_asked_about_as_well(monkeypatch, home):
    accordant(monkeypatch, home, "draft", "notice-of-termination", AGREEMENT, "--to", "JPN")
    accordant(monkeypatch, home, "send", NOTICE, "--as", "treaty-desk", "--yes")
    deliver = (
        "deliver", NOTICE, "--at", "2019-08-23T15:30:00+09:00", "--channel", "diplomatic",
        "--place", "Seoul", "--signatory", "Vice Minister", "--as", "treaty-desk",
    )  # fmt: skip
    assert accordant(monkeypatch, home, *deliver, typed="n\n")[0] == EXIT_INTERRUPTED
    assert states(home) == ("signed",)
    assert accordant(monkeypatch, home, *deliver, typed="y\n")[0] == 0
    assert states(home) == ("signed", "delivered")


def test_a_party_without_a_node_is_no_error(monkeypatch, home):
    """Tokyo has none that Seoul knows: the note goes by hand and is on record all the same."""
    accordant(monkeypatch, home, "draft", "requirements-met", AGREEMENT, "--to", "JPN")
    name = "kor-requirements-met-2019-08-23"
    status, out, _ = accordant(monkeypatch, home, "send", name, "--as", "treaty-desk")
    assert (status, "nobody; hand it over on paper" in out) == (0, True)
    status, out, _ = accordant(
        monkeypatch, home, "deliver", name, "--at", "2019-08-23T15:30:00+09:00", "--channel",
        "diplomatic", "--place", "Seoul", "--signatory", "Minister", "--as", "treaty-desk",
    )  # fmt: skip
    assert (status, "nobody; hand it over on paper" in out) == (0, True)


def test_without_anybody_to_ask_nothing_is_signed(monkeypatch, home):
    accordant(monkeypatch, home, "draft", "notice-of-termination", AGREEMENT, "--to", "JPN")
    send = ("send", NOTICE, "--as", "treaty-desk")
    assert accordant(monkeypatch, home, *send)[0] == 2
    assert accordant(monkeypatch, home, *send, "--json", typed="y\n")[0] == 2
    assert states(home) == ("drafted",)
    assert accordant(monkeypatch, home, *send, "--yes", "--json")[0] == 0


def test_no_other_kind_is_asked_about(monkeypatch, home):
    accordant(
        monkeypatch, home, "draft", "law-changed", AGREEMENT, "--to", "JPN", "--words", "a new Act"
    )
    status, out, _ = accordant(
        monkeypatch, home, "send", "kor-law-changed-2019-08-23", "--as", "treaty-desk"
    )
    assert status == 0
    assert QUESTION not in out


def test_a_file_that_is_there_already_leaves_no_draft(monkeypatch, home, tmp_path):
    (tmp_path / "paper.txt").write_text("another")
    line = ("draft", "notice-of-termination", AGREEMENT, "--to", "JPN")
    status, _, err = accordant(monkeypatch, home, *line, "--out", str(tmp_path / "paper.txt"))
    assert (status, (tmp_path / "paper.txt").read_text()) == (5, "another")
    assert "there already" in err
    assert accordant(monkeypatch, home, *line)[0] == 0


@pytest.mark.parametrize("language", ["fr", "EN", ""])
def test_a_language_there_is_not(monkeypatch, home, language):
    line = ("draft", "notice-of-termination", AGREEMENT, "--to", "JPN", "--language", language)
    assert accordant(monkeypatch, home, *line)[0] == 2
