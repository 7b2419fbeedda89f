"""From a command line to an exit status: every error told once, plainly, with what to do next.

0 done, and for a decision: release      10 withhold      11 refer
2 officer     what was asked or supplied is not right (also: a command line not understood)
3 law         an instrument, order or fact does not support the act
4 partner     the partner's node did something wrong
5 operator    this machine, its files or its configuration
70 unexpected a defect of this software; `--debug` shows where
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence

import msgspec
import typer
from rich.console import Console
from typer.core import TyperGroup as Command
from typer.exceptions import TyperException

from accordant.entrypoints.cli.pictures import plain
from accordant.errors import AccordantError, OfficerError

EXIT_USAGE = OfficerError.exit_status
EXIT_UNEXPECTED = 70  # EX_SOFTWARE of sysexits.h
EXIT_INTERRUPTED = 130
EXIT_BROKEN_PIPE = 141

COMMON = ("--home", "--json", "--debug", "--passphrase-fd")
"""What every command takes."""


class Told(msgspec.Struct, frozen=True):
    """An error as told: the same four things to people and to programs."""

    code: str
    message: str
    hint: str
    place: str = ""


def run(program: Command, arguments: Sequence[str]) -> int:
    """Run one command line and return its exit status; never raises, never shows a traceback."""
    arguments = _common_last(arguments)
    options = arguments[: _end_of_options(arguments)]
    try:
        return _status(program(args=arguments, prog_name="accordant", standalone_mode=False))
    except BrokenPipeError:
        sys.stdout = None  # whoever read has gone; nothing to flush
        return EXIT_BROKEN_PIPE
    except (KeyboardInterrupt, typer.Abort):
        return EXIT_INTERRUPTED
    except TyperException as error:
        return _told_usage(error, as_json="--json" in options)
    except Exception as error:  # noqa: BLE001  the last place: whatever it is, tell it plainly
        told, status = _told(error)
        if "--debug" in options and status == EXIT_UNEXPECTED:
            traceback.print_exc()
        tell(told, as_json="--json" in options)
        return status


def tell(told: Told, *, as_json: bool) -> None:
    """Print an error on standard error."""
    if as_json:
        sys.stderr.write(msgspec.json.encode({"error": told}).decode() + "\n")
        return
    errors = Console(file=sys.stderr, highlight=False, soft_wrap=True)
    errors.print("[bold red]accordant:[/bold red]", end=" ")
    errors.print(plain(f"{told.message} ({told.code})"), markup=False)
    for word, text in (("where", told.place), ("hint", told.hint)):
        if text:
            errors.print(plain(f"  {word}: {text}"), markup=False)


def _told(error: Exception) -> tuple[Told, int]:
    if isinstance(error, AccordantError):
        return Told(error.code, error.message, error.hint, error.place), error.exit_status
    hint = "This is a defect of Accordant; run it again with --debug and report what it shows."
    return Told(
        "unexpected", f"an unexpected error, {type(error).__name__}", hint
    ), EXIT_UNEXPECTED


def _told_usage(error: TyperException, *, as_json: bool) -> int:
    """A command line not understood; where a command is missing, its help was shown instead."""
    message = error.format_message().strip().rstrip(".").replace(": Value error, ", ": ")
    if message:
        tell(Told("usage", message, "Run the command with --help."), as_json=as_json)
    return EXIT_USAGE


def _status(returned: object) -> int:
    return returned if isinstance(returned, int) else 0


def _common_last(arguments: Sequence[str]) -> list[str]:
    """Let the options of every command also stand before the command."""
    rest, common = list(arguments), []
    while rest and rest[0].partition("=")[0] in COMMON:
        taken = 2 if rest[0] in ("--home", "--passphrase-fd") else 1
        common += rest[:taken]
        del rest[:taken]
    end = _end_of_options(rest)
    return [*rest[:end], *common, *rest[end:]] if rest else list(arguments)


def _end_of_options(arguments: Sequence[str]) -> int:
    return list(arguments).index("--") if "--" in arguments else len(arguments)
