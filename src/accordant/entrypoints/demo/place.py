"""The directory the demo's nodes live in: made anew, and never under nodes that still run.

A lock on it is handed down to every node started, so it is held as long as any of them lives,
however the demo itself ended.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

from accordant.adapters.sqlite_file import converting
from accordant.errors import NodeMisconfigured

PARTIES = {"KOR": "Seoul", "JPN": "Tokyo", "AUS": "Canberra"}
"""The cast, with the city each party is known by on the screen."""

LOCK = "running"  # names the processes that hold it
CLOCK = "clock"  # the replay clock all nodes read
EXPORTS = "exports"  # the logs as exported for the independent verifier
KNOWN = frozenset({*PARTIES, LOCK, CLOCK, EXPORTS})


class DemoHome:
    """The demo's directory, taken; whoever inherits `lock` keeps it taken."""

    def __init__(self, root: Path) -> None:
        """Take the directory and empty it of an earlier demo.

        Raises:
            NodeMisconfigured: something else lies there, or nodes of a demo run in it.
            StoreFailed: it cannot be made or emptied.
        """
        self.root = root
        with converting(str(root)):
            _refuse_strange(root)
            root.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.lock = os.open(root / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
            self._refuse_running()
            for name in KNOWN - {LOCK}:
                _remove(root / name)

    @property
    def clock(self) -> Path:
        """The replay clock's file."""
        return self.root / CLOCK

    @property
    def exports(self) -> Path:
        """Where exported logs go."""
        return self.root / EXPORTS

    def node(self, party: str) -> Path:
        """The home of a party's node."""
        return self.root / party

    def name_processes(self, processes: list[int]) -> None:
        """Write down which processes run here, for whoever wants to end them."""
        os.ftruncate(self.lock, 0)
        os.pwrite(self.lock, " ".join(map(str, processes)).encode(), 0)

    def close(self) -> None:
        """Let go; nodes left running hold the lock on."""
        os.close(self.lock)

    def _refuse_running(self) -> None:
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            processes = os.pread(self.lock, 1024, 0).decode("ascii", "replace")
            os.close(self.lock)
            raise NodeMisconfigured(
                "nodes of a demo are running in this directory",
                hint=f"End them with `kill {processes}`, or name another directory.",
                place=str(self.root),
            ) from None


def _refuse_strange(root: Path) -> None:
    """Never empty a directory that is not a demo's."""
    names = {each.name for each in root.iterdir()} if root.exists() else set()
    if names and (LOCK not in names or not names <= KNOWN):
        raise NodeMisconfigured(
            "something that is not a demo lies in this directory",
            hint="Name an empty directory, or one that does not exist yet.",
            place=str(root),
        )


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
