"""The adapters each contract suite runs on. An adapter supplies a constructor and nothing else.

Exceptions, with reasons:
- memory: `test_store_durability` does not run on it, because /dev/shm forgets everything with the
  machine; it still shows that no test relies on how slow a disk is. Left out where it is missing.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from accordant.adapters.clock import ReplayClock, SystemClock
from accordant.adapters.sqlite_keystore import SqliteKeystore
from accordant.adapters.sqlite_store import SqliteStore
from accordant.operations.ports import Clock, Keystore, OutboxRow, ProductRow, Store

MEMORY = Path("/dev/shm")
SQLITE = [
    "sqlite-disk",
    pytest.param(
        "sqlite-memory", marks=pytest.mark.skipif(not MEMORY.is_dir(), reason="no /dev/shm")
    ),
]


@pytest.fixture(params=SQLITE)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """Where an adapter keeps its files."""
    if request.param == "sqlite-disk":
        yield tmp_path
        return
    made = Path(tempfile.mkdtemp(dir=MEMORY))
    yield made
    shutil.rmtree(made)


@pytest.fixture
def open_store(folder: Path) -> Iterator[Callable[[], Store]]:
    """Open the same store once more, as another process would."""
    opened: list[SqliteStore] = []

    def opening() -> Store:
        opened.append(SqliteStore(folder / "store.sqlite", create=True))
        return opened[-1]

    yield opening
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Store:
    return open_store()


@pytest.fixture
def keystore(folder: Path) -> Iterator[Keystore]:
    with SqliteKeystore(folder / "keystore.sqlite", create=True) as opened:
        yield opened


@pytest.fixture(params=["system", "replay"])
def clock(request: pytest.FixtureRequest, tmp_path: Path) -> Clock:
    if request.param == "system":
        return SystemClock()
    return ReplayClock.create(tmp_path / "clock.json", 1_488_841_200_000, rate=60_000)


@pytest.fixture
def a_product() -> Callable[..., ProductRow]:
    """A product row with what a test does not care about filled in."""

    def make(**fields: object) -> ProductRow:
        given: dict[str, object] = {
            "product": "KOR-1", "version": 1, "origin": "own", "state": "held",
            "envelope": b"envelope", "wrapped_key": b"wrapped", "level": "KOR:II",
            "marker": "EXERCISE", "precedence": "flash", "kind": "launch-report",
            "originators": ("KOR",), "subjects": ("missile", "launch"), "purpose": "warning",
            "caveats": ("eyes-only",), "form": "electronic", "arrived": 10,
        }  # fmt: skip
        return ProductRow(**{**given, **fields})  # type: ignore[arg-type]

    return make


@pytest.fixture
def a_message() -> Callable[..., OutboxRow]:
    """An outbox row with what a test does not care about filled in."""

    def make(partner: str = "JPN", rank: int = 1, payload: bytes = b"", at: int = 1) -> OutboxRow:
        return OutboxRow(partner=partner, rank=rank, type="release", payload=payload, at=at)

    return make
