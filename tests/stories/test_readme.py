"""What the documents tell people to type does what they say.

Every `console` block of the README is typed into a shell, in order and to the letter: the story of
two parties on one machine, by hand. So is every one of the guide to encoding. Only the ports are free ones, and what the text asks a person
to put in (the fingerprints, the item picked from the list) is put in. And every command that stands
anywhere in a document or in the hint of an error is one there is, with options it takes.
"""

from __future__ import annotations

import contextlib
import os
import pty
import re
import select
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import accordant
from accordant.entrypoints.cli import program

ROOT = Path(accordant.__file__).parents[2]
README = ROOT / "README.md"
GUIDE = ROOT / "docs" / "encoding-an-agreement.md"
DOCUMENTS = [
    README,
    ROOT / "ARCHITECTURE.md",
    ROOT / "CONTRIBUTING.md",
    *ROOT.glob("docs/**/*.md"),
]

CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STEP_SECONDS_MAX = 60
LOOKS_MAX = 40  # at what comes about by itself
ENDED = "\x1e"  # record separator: no command prints it

# What each step of the README must show, by how it begins. `repeat`: the text says "a moment later".
SHOWN = {
    "accordant partner add jpn.json": "JPN is a partner now",
    "accordant partner add kor.json": "KOR is a partner now",
    "accordant import launches": "37 products added, 0 held already",
    "accordant product list": "launch-report",
    "accordant release": "registered as JPN/",
    "accordant status JPN KOR --story": "2016-11-23",
    "accordant timeline": "effect of the notice suspended",
    "accordant calendar": "events written to deadlines.ics",
    "accordant inbox": "JPN:tokutei",
    "accordant product show": "launched",
    "accordant show": "answer registered JPN/",
    "accordant log export": "3 leaves of accordant/KOR/JPN, 3 opened",
    "python ../verifier/verify.py": "VERIFIED",
}
COMES_ABOUT = {
    "accordant instrument status": "in-force",
    "accordant assurance list": "JPN:DIH/watch",
}
# And each step of the guide: the same digest after a corrigendum, another after an amendment.
SHOWN_BY_THE_GUIDE = {
    "accordant instrument new": "is a model text, whole as it stands",
    "accordant instrument check": " 0 failed",
    "accordant instrument add": "Clause digest",
    "accordant instrument show": "Two levels correspond.",
}
NOT_SAID = ("Traceback", "unexpected", "accordant:")


class Shell:
    """A person's shell on a terminal of eighty columns, and the person."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ours, theirs = pty.openpty()
        settings = {"HOME": str(folder), "COLUMNS": "80", "TERM": "dumb", "LANG": "C.UTF-8"}
        self._process = subprocess.Popen(
            ["bash", "--norc", "--noprofile", "--noediting"],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=folder,
            env=settings | {"PATH": os.environ["PATH"], "PS1": "", "PS2": ""},
            start_new_session=True,
        )
        os.close(theirs)
        self.type("stty -echo; PS1=; PS2=")

    def type(self, command: str, answers: dict[str, str] | None = None) -> tuple[int, str]:
        """Type a command, answer what it asks, and return its status and what stood there."""
        step = self.folder / ".step"
        step.write_text(command + "\n")
        # One line, so that a command that asks finds nothing typed ahead.
        self._write(f". {step}; printf '\\036%d\\036' $?\n")
        said, deadline, open_answers = "", time.monotonic() + STEP_SECONDS_MAX, dict(answers or {})
        while said.count(ENDED) < 2:
            assert time.monotonic() < deadline, f"{command}\n{said}"
            said += self._read()
            for asked in [each for each in open_answers if each in said]:
                self._write(open_answers.pop(asked) + "\n")
        before, status, _ = said.split(ENDED)
        return int(status), before.replace("\r\n", "\n")

    def close(self) -> None:
        """End the shell and whatever still runs in it."""
        for line in self.type("jobs -p")[1].split():
            if line.isdecimal():
                os.kill(int(line), signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        os.close(self._ours)

    def _write(self, text: str) -> None:
        os.write(self._ours, text.encode())

    def _read(self) -> str:
        ready, _, _ = select.select([self._ours], [], [], 1)
        return os.read(self._ours, 65536).decode(errors="replace") if ready else ""


class Reader:
    """A person who reads the README and does what it says."""

    def __init__(self, folder: Path) -> None:
        self.shell = Shell(folder)
        self.fingerprints: dict[str, str] = {}
        self.item = ""

    def do(self, command: str) -> str:
        """Type one command with what the person puts in; what it showed."""
        typed = command.replace("KOR-...", self.item)
        for party, fingerprint in self.fingerprints.items():
            typed = typed.replace(f"{party}=...", f"{party}={fingerprint}")
        partner = re.search(r"partner add (\w+)\.json", command)
        asked = {"what you hear": self.fingerprints[partner[1].upper()]} if partner else {}
        status, said = self.shell.type(typed, asked)
        assert status == 0, f"{typed} ended with {status}\n{said}"
        for word in NOT_SAID:
            assert word not in said, f"{typed}\n{said}"
        self._note(command, said)
        return said

    def come_about(self, command: str, fragment: str) -> None:
        """Type a command again until it shows what comes about by itself."""
        for _ in range(LOOKS_MAX):
            said = self.do(command)
            if fragment in said:
                return
            time.sleep(0.25)
        raise AssertionError(f"{command}\n{said}")

    def _note(self, command: str, said: str) -> None:
        """Write down what the README lets people use further down."""
        made = re.match(r"accordant init (\w+)", command)
        if made:
            self.fingerprints[made[1]] = "-".join(re.findall(r"\b\d{5}\b", said))
        if command.startswith("accordant product list"):
            self.item = re.findall(r"KOR-\w+", said)[0]


def commands(document: Path) -> Iterator[str]:
    """The commands of a document's console blocks, in order; a broken line made whole."""
    for block in CONSOLE.findall(document.read_text()):
        for line in block.replace("\\\n", "").splitlines():
            assert line.startswith("$ "), f"{document.name}: {line}"
            yield " ".join(line.removeprefix("$ ").split())


def clone(folder: Path) -> None:
    """What the README presupposes: the clone and the environment that `make demo` makes."""
    shutil.copytree(ROOT / "verifier", folder / "verifier")
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "activate").write_text(f'PATH="{programs}:$PATH"\n')
    source = shlex.quote(str(ROOT / "src"))
    python = shlex.quote(sys.executable)
    for name, start in {"accordant": "-m accordant", "python": ""}.items():
        program = programs / name
        program.write_text(f'#!/bin/sh\nPYTHONPATH={source} exec {python} {start} "$@"\n')
        program.chmod(0o755)


def free_ports(*written: str) -> dict[str, str]:
    """A free port of this machine for each port written."""
    with contextlib.ExitStack() as held:
        opened = [held.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in written]
        return {
            port: str(each.getsockname()[1]) for port, each in zip(written, opened, strict=True)
        }


@pytest.mark.whole
def test_the_readme_by_hand_to_the_letter(tmp_path: Path) -> None:
    clone(tmp_path)
    reader = Reader(tmp_path)
    seen = set()
    ports = free_ports("7410", "7420")
    try:
        for command in commands(README):
            typed = re.sub(r"(?<=127\.0\.0\.1:)\d+", lambda found: ports[found[0]], command)
            begins = next(
                (each for each in {**SHOWN, **COMES_ABOUT} if typed.startswith(each)), ""
            )
            seen.add(begins)
            if begins in COMES_ABOUT:
                reader.come_about(typed, COMES_ABOUT[begins])
            else:
                assert SHOWN.get(begins, "") in " ".join(reader.do(typed).split()), typed
    finally:
        reader.shell.close()
    assert seen >= {*SHOWN, *COMES_ABOUT}, "the README no longer shows all this"


def test_the_guide_to_the_letter(tmp_path: Path) -> None:
    clone(tmp_path)
    shell = Shell(tmp_path)
    seen, digests = set(), []
    try:
        shell.type(". .venv/bin/activate")
        for command in commands(GUIDE):
            status, said = shell.type(command)
            told = " ".join(said.split())
            assert status == 0, f"{command} ended with {status}\n{said}"
            for word in NOT_SAID:
                assert word not in said, f"{command}\n{said}"
            begins = next((each for each in SHOWN_BY_THE_GUIDE if command.startswith(each)), "")
            assert SHOWN_BY_THE_GUIDE.get(begins, "") in told, f"{command}\n{said}"
            seen.add(begins)
            digests += re.findall(r"Clause digest ([0-9a-f]{64})", told)
    finally:
        shell.close()
    assert seen >= {*SHOWN_BY_THE_GUIDE}, "the guide no longer shows all this"
    before, corrected, amended = digests
    assert before == corrected != amended


# --- every command that stands anywhere ------------------------------------------------------

BETWEEN_BACKTICKS = re.compile(r"`(?:\.venv/bin/)?accordant ([^`]+)`")
SET_IN = re.compile(r"^ {4}accordant (.+)$", re.MULTILINE)
PLACEHOLDER = re.compile(r"[A-Z\[{]")


def named_commands() -> Iterator[tuple[str, str]]:
    """Every command that stands in a document, or between backticks in the source: where, which."""
    for path in [*DOCUMENTS, *(ROOT / "src").rglob("*.py")]:
        text = path.read_text()
        lines = BETWEEN_BACKTICKS.findall(text)
        lines += SET_IN.findall(text) if path in DOCUMENTS else []
        yield from ((path.name, " ".join(line.split())) for line in lines)
    for document in (README, GUIDE):
        for command in commands(document):
            if command.startswith("accordant "):
                yield document.name, command.removeprefix("accordant ")


def fault(program: Any, line: str) -> str:
    """What is wrong with a command as written; empty where nothing is."""
    words = line.replace("[", " ").replace("]", " ").split()
    here = program
    while words and hasattr(here, "commands") and not words[0].startswith("-"):
        if PLACEHOLDER.match(words[0]):
            return ""  # COMMAND
        if words[0] not in here.commands:
            return f"there is no command {words[0]}"
        here = here.commands[words.pop(0)]
    options = {name for each in here.params for name in each.opts} | {"--help"}
    unknown = [word for word in words if re.match(r"--\w", word) and word not in options]
    return f"it does not take {unknown}" if unknown else ""


def test_every_command_that_is_named_anywhere_exists() -> None:
    whole, found = program(), list(named_commands())
    assert len(found) > 80  # commands.md alone has one for each command
    for where, line in found:
        assert fault(whole, line) == "", f"{where}: accordant {line}"


def test_only_readme_and_guide_tell_people_to_type_a_story() -> None:
    """A console block elsewhere would not be tried: add it to a story first."""
    tried = (README, GUIDE)
    others = [
        path.name for path in DOCUMENTS if path not in tried and CONSOLE.search(path.read_text())
    ]
    assert others == []
