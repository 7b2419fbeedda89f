"""Where a node's time comes from: the machine's clock, or a replay clock shared by a demo's nodes.

The replay clock is one small file that every node of a demo reads: the replay instant that stood
at a real instant, and how fast replay time runs. Whoever directs the demo moves it forward; every
screen carries its banner, so that nobody takes replayed history for today.
"""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from accordant import canonical
from accordant.errors import AccordantError, ClockUnsound
from accordant.model.instant import INSTANT_MIN, Instant, format_instant

REAL_SPEED = 1000  # replay milliseconds in a real second


def _real_now() -> Instant:
    """The machine's clock in milliseconds since the epoch."""
    return time.time_ns() // 1_000_000


class SystemClock:
    """The machine's clock, as it is: whether it went back is for the high-water mark to notice."""

    banner: str | None = None

    def now(self) -> Instant:
        """The instant."""
        return _real_now()


class Anchor(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The replay clock's file, canonical JSON: `replay` stood at `real`; `rate` since then.

    A rate of 1000 is real time, 60000 a minute in a second, 0 stands still until moved.
    """

    format: Literal["accordant/replay-clock/1"] = "accordant/replay-clock/1"
    replay: Instant
    real: Instant
    rate: Annotated[int, msgspec.Meta(ge=0, le=10**9)]  # replay milliseconds in a real second

    def at(self, real: Instant) -> Instant:
        """The replay instant at a real one; stands still if the real clock was set back."""
        return self.replay + max(0, real - self.real) * self.rate // 1000


class ReplayClock:
    """`operations.ports.Clock` on the shared file; never goes back within a process.

    Raises:
        ClockUnsound: the file is missing or not a replay clock's.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._seen: tuple[int, int] = (0, 0)
        self._latest = INSTANT_MIN
        self._anchor = _read(path)

    @property
    def banner(self) -> str | None:
        """What every screen says."""
        return f"REPLAY CLOCK: {format_instant(self.now())} is not the present time"

    def now(self) -> Instant:
        """The replay instant.

        Raises:
            ClockUnsound: the file is gone or not a replay clock's.
        """
        with self._lock:
            self._refresh()
            self._latest = max(self._latest, self._anchor.at(_real_now()))
            return self._latest

    def _refresh(self) -> None:
        """Read the file again if it was replaced: a new file has another identity or time."""
        try:
            status = self._path.stat()
        except OSError:
            raise ClockUnsound("the replay clock is gone", place=str(self._path)) from None
        seen = (status.st_ino, status.st_mtime_ns)
        if seen != self._seen:
            self._anchor = _read(self._path)
            self._seen = seen

    @staticmethod
    def create(path: Path, start: Instant, *, rate: int = REAL_SPEED) -> ReplayClock:
        """Start a replay clock at an instant, replacing one that is there.

        Raises:
            ClockUnsound: the file cannot be written.
        """
        _write(path, Anchor(replay=start, real=_real_now(), rate=rate))
        return ReplayClock(path)

    @staticmethod
    def advance(path: Path, to: Instant, *, rate: int | None = None) -> None:
        """Move a replay clock forward to an instant; it runs on at its rate, or at a new one.

        Raises:
            ClockUnsound: it shows that instant or a later one already, or cannot be read or
                written.
        """
        anchor, real = _read(path), _real_now()
        if to < anchor.at(real):
            raise ClockUnsound("a replay clock only moves forward", place=str(path))
        _write(path, Anchor(replay=to, real=real, rate=anchor.rate if rate is None else rate))


def _read(path: Path) -> Anchor:
    try:
        return canonical.parse(path.read_bytes(), Anchor, size_max=1024)
    except (OSError, AccordantError):
        raise ClockUnsound(
            "the replay clock cannot be read",
            hint="Name an existing replay clock in node.toml, or none for the machine's clock.",
            place=str(path),
        ) from None


def _write(path: Path, anchor: Anchor) -> None:
    """Replace the file in one step: a reader sees the old clock or the new one."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        beside.write_bytes(canonical.encode(anchor))
        beside.replace(path)
    except OSError as error:
        raise ClockUnsound(
            f"the replay clock cannot be written: {error}", place=str(path)
        ) from None
