"""Stories: scripts over the real commands, each in a directory of its own.

    # a comment; the first line says what the story shows
    clock 2018-05-01T09:00:00+09:00        one replay clock for all nodes (set or moved forward)
    nodes KOR JPN                          `init` each (homes kor, jpn), exchange statements
    accordant decide KOR-1 --to JPN        a real command
    ? 10                                   its exit status (0 where nothing is said)
    > WITHHOLD                             standing in what it printed
    ! unmarked-product                     standing in what it said on standard error
    - Traceback                            standing in neither
    agreed KOR JPN                         both adopt the agreement of 2016 and notify; delivered
    keep FP fingerprint                    a field of its JSON, for `$FP` further down
    deliver                                carry everything over the links, until nothing waits
    setback 2018-05-01T08:00:00+09:00      the replay clock set back, as nobody should
    fill FILE 70000                        a file of so many bytes (`.pdf`: begins as one does)
    copy ID                                a packaged text into a file
    edit FILE OLD => NEW                   change a file
    editor FILE                            from here on EDITOR is sed with this script
    alter HOME SQL                         change a store behind the node's back
    serve HOME ... / stop HOME ...         a server process each (stories of `whole/` only)
    eventually accordant ... > FRAGMENT    repeat until it prints this
    unheard WORDS                          standing in no home's files and no server's log
    -- NAME --                             from here to the next such line: a file of this name

Blanks at the ends and runs of blanks in the output do not matter, so a folded line still matches.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from unittest import mock

import pytest
from tests.enclosed_items import scan

import accordant
from accordant import canonical
from accordant.adapters import packaged
from accordant.adapters.clock import ReplayClock
from accordant.entrypoints.cli import program
from accordant.entrypoints.cli.running import run
from accordant.model.instant import parse_instant
from accordant.operations.arrive import process
from accordant.operations.exchange import exchange, resume
from accordant.operations.receive import held_checkpoint, receive
from accordant.wiring import OpenNode, open_node

FOLDER = Path(__file__).parent
FAST = sorted(FOLDER.glob("*.txt"))
WHOLE = sorted((FOLDER / "whole").glob("*.txt"))

ROUNDS_MAX = 50  # of a delivery; a link that does not come to rest is a fault
START_SECONDS_MAX = 60
MARKS = "?>!-"  # of lines that look at the command before


class Told(AssertionError):
    """A story that went otherwise, with its line and what was printed."""


class DirectWire:
    """The way from one node to another, without a network."""

    def __init__(self, speaker: OpenNode, listener: OpenNode) -> None:
        self.certificate = canonical.digest_of_bytes(speaker.node.statement.node.certificate)
        self.listener = listener

    def send(self, batch: bytes) -> str:
        return receive(self.listener.node, self.certificate, batch)

    def checkpoint(self, origin: str) -> str | None:
        return held_checkpoint(self.listener.node, self.certificate, origin)


class Story:
    """One script while it is played."""

    def __init__(self, script: str, folder: Path) -> None:
        self.folder = folder
        self.names: dict[str, str] = {}
        self.servers: dict[str, subprocess.Popen[str]] = {}
        self.status, self.out, self.err, self.expected = 0, "", "", 0
        self.editor = ""
        self.steps = list(self._steps(script))

    def _steps(self, script: str) -> Iterator[tuple[int, str]]:
        """The lines to play; files at the end are written at once."""
        head, *files = re.split(r"^-- (\S+) --\n", script, flags=re.MULTILINE)
        for name, text in zip(files[::2], files[1::2], strict=True):
            (self.folder / name).write_text(text)
        for number, line in enumerate(head.splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                yield number, line

    def play(self) -> None:
        for number, line in self.steps:
            try:
                if line[0] not in MARKS:
                    self._settle()
                self._play(line)
            except AssertionError as difference:
                shown = f"\n--- out ---\n{self.out}\n--- err ---\n{self.err}"
                raise Told(f"line {number}: {line}\n{difference}{shown}") from None
        self._settle()

    def _settle(self) -> None:
        """The status of the command before, where the story named another or none."""
        status, expected, self.status, self.expected = self.status, self.expected, 0, 0
        assert status == expected, f"the command before ended with {status}, not {expected}"

    def _play(self, line: str) -> None:
        mark, rest = line[0], line[1:].strip()
        if mark == "?":
            self.expected = int(rest)
        elif mark in ">!":
            printed = self.out if mark == ">" else self.err
            assert plain(self._filled(rest)) in plain(printed), "it was not said"
        elif mark == "-":
            assert plain(rest) not in plain(self.out + self.err), "it was said"
        else:
            word, _, rest = line.partition(" ")
            getattr(self, f"do_{word}")(self._filled(rest))

    def _filled(self, text: str) -> str:
        return re.sub(r"\$([A-Z_]+)", lambda found: self.names[found.group(1)], text)

    # --- the words of a story ------------------------------------------------------------------

    def do_accordant(self, line: str) -> None:
        out, err = io.StringIO(), io.StringIO()
        with (
            contextlib.chdir(self.folder),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            mock.patch.dict(os.environ, {"EDITOR": self.editor, "VISUAL": ""}),
        ):
            self.status = run(program(), shlex.split(line))
        self.out, self.err = out.getvalue(), err.getvalue()

    def do_keep(self, line: str) -> None:
        name, _, path = line.partition(" ")
        found = json.loads(self.out)
        for step in path.split("."):
            found = found[int(step)] if step.isdecimal() else found[step]
        self.names[name] = str(found)

    def do_clock(self, line: str) -> None:
        path, to = self.folder / "clock.json", parse_instant(line)
        if path.exists():
            ReplayClock.advance(path, to)
        else:
            ReplayClock.create(path, to)

    def do_nodes(self, line: str) -> None:
        clock = "--replay-clock clock.json" if (self.folder / "clock.json").exists() else ""
        parties = line.split()
        for party in parties:
            home, port = party.lower(), free_port()
            self._must(f"init {party} --home {home} --address 127.0.0.1:{port} {clock} --json")
            self.names[f"{party}_PRINT"] = json.loads(self.out)["fingerprint"]
            self._must(f"partner export {home}.json --home {home}")
        for ours, theirs in permutations(parties, 2):
            home, file = ours.lower(), f"{theirs.lower()}.json"
            compared = self.names[f"{theirs}_PRINT"]
            self._must(f"partner add {file} --home {home} --fingerprint {compared}")

    def do_agreed(self, line: str) -> None:
        agreement = "jpn-kor-gsomia-2016"
        for party in line.split():
            home = f"--home {party.lower()}"
            signing = f"{agreement} --as treaty-desk {home}"
            self._must(f"instrument add {agreement} {home}")
            self._must(f"instrument adopt {signing}")
            self._must(f"instrument notify {signing} --delivered 2016-11-23T10:00:00+09:00")
        self.do_deliver("")

    def _must(self, line: str) -> None:
        self.do_accordant(line)
        assert self.status == 0, f"{line} ended with {self.status}"

    def do_deliver(self, _line: str) -> None:
        homes = sorted(path.parent for path in self.folder.glob("*/node.toml"))
        with contextlib.ExitStack() as files:
            opened = [files.enter_context(open_node(home)) for home in homes]
            nodes = {each.node.party: each for each in opened}
            links = [
                (nodes[row.party], speaker)
                for speaker in opened
                for row in speaker.node.store.read(lambda reading: reading.partners())
                if row.party in nodes
            ]
            for _ in range(ROUNDS_MAX):
                if not sum(carry(speaker, listener) for listener, speaker in links):
                    return
        raise Told("the links do not come to rest")

    def do_setback(self, line: str) -> None:
        ReplayClock.create(self.folder / "clock.json", parse_instant(line))

    def do_fill(self, line: str) -> None:
        name, count = line.split()
        words = b"planted-word "
        data = words[: int(count)] * (int(count) // len(words))
        if name.endswith(".pdf"):
            data = scan(len(b"%PDF-") + len(data), words)
        (self.folder / name).write_bytes(data)

    def do_copy(self, line: str) -> None:
        (self.folder / f"{line}.md").write_bytes(packaged.read(line) or b"")

    def do_edit(self, line: str) -> None:
        name, _, change = line.partition(" ")
        old, _, new = change.partition(" => ")
        text = (self.folder / name).read_text()
        assert old in text, f"`{old}` does not stand in {name}"
        (self.folder / name).write_text(text.replace(old, new))

    def do_editor(self, name: str) -> None:
        self.editor = f"sed -i -f {self.folder / name}"

    def do_alter(self, line: str) -> None:
        home, _, statement = line.partition(" ")
        with contextlib.closing(sqlite3.connect(self.folder / home / "store.sqlite")) as store:
            store.execute(statement)
            store.commit()

    def do_serve(self, line: str) -> None:
        for home in line.split():
            ready = self.folder / f"{home}.ready"
            ready.unlink(missing_ok=True)
            command = ["accordant", "serve", "--home", home, "--ready-file", ready.name]
            with (self.folder / f"{home}.log").open("w") as log:
                self.servers[home] = subprocess.Popen(
                    [sys.executable, "-m", *command],
                    cwd=self.folder,
                    env=os.environ | {"PYTHONPATH": str(Path(accordant.__file__).parents[1])},
                    stdout=subprocess.DEVNULL,
                    stderr=log,
                    text=True,
                )
            until(lambda home=home, ready=ready: self._is_ready(home, ready))

    def _is_ready(self, home: str, ready: Path) -> bool:
        assert self.servers[home].poll() is None, (self.folder / f"{home}.log").read_text()
        return ready.exists() and ready.read_text().endswith("\n")

    def do_stop(self, line: str) -> None:
        for home in line.split():
            server = self.servers.pop(home)
            server.send_signal(signal.SIGTERM)
            assert server.wait(timeout=20) == 0, f"the server of {home} did not end in order"

    def do_eventually(self, line: str) -> None:
        """Repeat a command until it prints what follows ` > `."""
        command, _, fragment = line.partition(" > ")

        def said() -> bool:
            self.do_accordant(command.removeprefix("accordant "))
            self.status = 0
            return plain(fragment) in plain(self.out)

        until(said)

    def do_unheard(self, line: str) -> None:
        for path in [*self.folder.glob("*.log"), *self.folder.glob("*/*")]:
            assert not path.is_file() or line.encode() not in path.read_bytes(), str(path)

    def close(self) -> None:
        for server in self.servers.values():
            server.kill()
            server.wait()


def carry(speaker: OpenNode, listener: OpenNode) -> int:
    """Say what waits from one node to another and have it read; how much was done."""
    party = listener.node.party
    wire = DirectWire(speaker, listener)
    resume(speaker.node, party, wire)
    said = exchange(speaker.node, party, wire, None)
    return said.cosigned + said.held + process(listener.node, speaker.node.party).leaves


def plain(text: str) -> str:
    """Text without borders of tables and with every run of blanks as one."""
    return " ".join(re.sub(r"[│╭╮╰╯─]", " ", text).split())


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


def until(ready) -> None:
    deadline = time.monotonic() + START_SECONDS_MAX
    while not ready():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.05)


def played(path: Path, folder: Path) -> None:
    story = Story(path.read_text(), folder)
    try:
        story.play()
    finally:
        story.close()


@pytest.mark.parametrize("path", FAST, ids=lambda path: path.stem)
def test_story(path: Path, tmp_path: Path) -> None:
    played(path, tmp_path)


@pytest.mark.whole
@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.stem)
def test_story_with_servers(path: Path, tmp_path: Path) -> None:
    played(path, tmp_path)
