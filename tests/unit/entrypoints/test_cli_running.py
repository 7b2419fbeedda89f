"""The frame of every command: exit statuses, errors told once, options that all commands share."""

from __future__ import annotations

import json
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup
from typer.main import get_group

from accordant import errors
from accordant.entrypoints.cli import ORDER, program, program_for
from accordant.entrypoints.cli.running import run
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.errors import AccordantError

ROOT = Path(__file__).parents[3]


def leaves(group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, object]]:
    """Every command with the words that call it."""
    for name, inner in group.commands.items():
        if hasattr(inner, "commands"):
            yield from leaves(inner, (*path, name))
        else:
            yield " ".join((*path, name)), inner


COMMANDS = dict(leaves(program()))


def app_of(work) -> TyperGroup:
    """A command line of two commands, one of which does `work`."""
    app = typer.Typer()
    command(app, "work", example="accordant work")(work)
    command(app, "rest", example="accordant rest")(lambda session: Shown(None))
    return get_group(app)


def raising(error: BaseException) -> TyperGroup:
    def work(session: Session) -> Shown:
        """Fail."""
        raise error

    return app_of(work)


KINDS = [
    kind
    for branch in AccordantError.__subclasses__()
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, branch) and kind.code
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_an_error_ends_with_the_status_of_who_can_act(kind, capsys) -> None:
    assert run(raising(kind(place="the place")), ["work"]) == kind.exit_status
    out, told = capsys.readouterr()
    assert out == ""
    assert f"({kind.code})" in told
    assert "where: the place" in told
    assert f"hint: {kind.default_hint}" in told


def test_an_error_is_one_line_of_json_for_programs(capsys) -> None:
    assert run(raising(errors.UnknownProduct(place="x")), ["work", "--json"]) == 2
    told = json.loads(capsys.readouterr().err)["error"]
    assert told["code"] == "unknown-product"
    assert set(told) == {"code", "message", "hint", "place"}


def test_what_nobody_expected_is_told_in_a_line_and_never_as_a_traceback(capsys) -> None:
    app = raising(ZeroDivisionError("secret words"))
    assert run(app, ["work"]) == 70
    told = capsys.readouterr().err
    assert "(unexpected)" in told
    assert "Traceback" not in told
    assert "secret words" not in told
    assert run(app, ["work", "--debug"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_an_error_after_an_answer_keeps_the_answer(capsys) -> None:
    def work(session: Session) -> Shown:
        """Answer, and say what is wrong."""
        return Shown({"seen": 1}, error=errors.DigestsDiffer())

    assert run(app_of(work), ["work", "--json"]) == 3
    out, told = capsys.readouterr()
    assert json.loads(out) == {"seen": 1}
    assert json.loads(told)["error"]["code"] == "digests-differ"


def test_an_answer_may_have_a_status_of_its_own(capsys) -> None:
    def work(session: Session) -> Shown:
        """Say no."""
        return Shown("no", exit_status=10)

    assert run(app_of(work), ["work"]) == 10
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("raised", "status"), [(KeyboardInterrupt(), 130), (BrokenPipeError(), 141)]
)
def test_being_cut_off_is_quiet(raised, status, capsys, monkeypatch) -> None:
    monkeypatch.setattr(sys, "stdout", sys.stdout)  # put back what a broken pipe takes away
    assert run(raising(raised), ["work"]) == status
    assert capsys.readouterr().err == ""


def test_the_options_of_every_command_may_stand_before_it(capsys) -> None:
    def work(session: Session, words: list[str] | None = None) -> Shown:
        """Say where home is."""
        return Shown([str(session.home), session.as_json])

    for line in (
        ["work", "--home", "there", "--json"],
        ["--home", "there", "--json", "work"],
        ["--home=there", "--json", "work"],
        ["--json", "work", "--home", "there"],
    ):
        assert run(app_of(work), line) == 0
        assert json.loads(capsys.readouterr().out) == ["there", True]


def test_the_home_may_be_named_by_the_environment(capsys, monkeypatch) -> None:
    def work(session: Session) -> Shown:
        """Say where home is."""
        return Shown(str(session.home))

    monkeypatch.setenv("ACCORDANT_HOME", "elsewhere")
    assert run(app_of(work), ["work", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == "elsewhere"


@pytest.mark.parametrize("name", COMMANDS)
def test_help_names_an_example_and_the_options_of_every_command(name, capsys) -> None:
    assert run(program(), [*name.split(), "--help"]) == 0
    shown = " ".join(capsys.readouterr().out.replace("│", " ").split())
    assert f"Example: accordant {name}" in shown
    assert "--home" in shown
    assert ("--json" in shown) == (name != "demo"), "the demo alone is for people only"


def test_the_list_of_commands_is_whole() -> None:
    assert set(ORDER) == set(program().commands)


def test_the_page_of_commands_is_made_from_them() -> None:
    page = runpy.run_path(str(ROOT / "tests/tools/commands_page.py"))["page"]
    assert (ROOT / "docs/commands.md").read_text() == page(), "run `make pages`"


def test_no_command_shows_help_and_is_told_apart_from_success(capsys) -> None:
    assert run(program(), []) == 2
    out, told = capsys.readouterr()
    assert "The node" in out
    assert told == ""


@pytest.mark.parametrize("name", COMMANDS)
def test_a_line_needs_no_more_of_the_command_line_than_it_names(name) -> None:
    """And gets the same command, wherever the options of all commands stand."""
    for line in ([*name.split(), "--json"], ["--home", "x", *name.split()]):
        found = program_for(line)
        for word in name.split():
            found = found.commands[word]
        assert [each.opts for each in found.params] == [
            each.opts for each in COMMANDS[name].params
        ]


def test_a_line_that_names_no_command_gets_the_whole() -> None:
    for line in ([], ["--help"], ["no-such-command"]):
        assert set(program_for(line).commands) == set(program().commands)
