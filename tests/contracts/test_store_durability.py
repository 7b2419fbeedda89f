"""Contract of the store: what was acknowledged survives kills, full disks and other processes.

A kill shows that nothing acknowledged lives in the process alone. That the disk was flushed before
acknowledging is shown by its settings (test_sqlite_file), not by killing: the operating system keeps
what a killed process wrote.
"""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

import accordant
from accordant.adapters.sqlite_store import SqliteStore
from accordant.errors import DiskFull, StoreFailed

CHILD = Path(__file__).with_name("store_child.py")
SOURCE = Path(accordant.__file__).parent.parent


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "store.sqlite"
    SqliteStore(path, create=True).close()
    return path


def start(what, file, argument):
    return subprocess.Popen(
        [sys.executable, CHILD, what, file, str(argument)],
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": str(SOURCE)},
    )


def written(file, writer):
    """Every number of a writer in the store, in order."""
    with SqliteStore(file) as store:
        rows = store.read(lambda r: r.outbox(partner=writer, limit=1_000_000))
    return [row.at for row in reversed(rows)]


def test_every_acknowledged_write_survives_kills_exactly_once(file):
    chance = random.Random(2)
    acknowledged = []
    for _ in range(4):
        child = start("write", file, "JPN")
        lines = [child.stdout.readline()]  # it is writing now
        time.sleep(chance.uniform(0.05, 0.4))
        child.kill()
        lines += child.stdout.read().splitlines(keepends=True)
        child.wait()
        child.stdout.close()
        acknowledged += [int(line) for line in lines if line.endswith(b"\n")]
        found = written(file, "JPN")
        assert found == list(range(1, len(found) + 1)), "each once, in order, none missing"
        assert acknowledged
        assert set(acknowledged) <= set(found)


def test_two_processes_write_the_same_store(file):
    children = {writer: start("write", file, writer) for writer in ("JPN", "AUS")}
    for child in children.values():
        for _ in range(50):
            child.stdout.readline()
    for child in children.values():
        child.kill()
        child.wait()
        child.stdout.close()
    for writer in children:
        found = written(file, writer)
        assert found == list(range(1, len(found) + 1))
        assert len(found) >= 50


def test_numbers_are_gapless_across_processes(file):
    children = [start("draw", file, 40) for _ in range(3)]
    drawn = [int(number) for child in children for number in child.communicate()[0].split()]
    assert sorted(drawn) == list(range(1, 121))


def test_a_disk_that_is_full_is_named_and_the_store_goes_on_when_there_is_space(file):
    output, _ = start("fill", file, 400_000).communicate()
    full, goes_on = output.decode().splitlines()
    count = int(full.removeprefix("full "))
    assert goes_on == "goes on"
    assert written(file, "JPN") == list(range(count + 1))


@pytest.fixture
def small_disk(tmp_path):
    """A file system of its own, 2 MiB."""
    place = tmp_path / "small"
    place.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place]
    if subprocess.run(mounting, capture_output=True, check=False).returncode:
        pytest.skip("may not mount a file system; the limit on file sizes is tested above")
    yield place
    subprocess.run(["umount", place], check=True)


def until_full(store, message):
    """The sequence numbers acknowledged until the disk is full."""
    acknowledged = []
    with contextlib.suppress(DiskFull):
        while len(acknowledged) < 10_000:
            acknowledged.append(store.write(lambda t: t.enqueue(message)))
    assert len(acknowledged) < 10_000
    return acknowledged


def test_a_file_system_that_is_full_is_named_and_the_store_goes_on(small_disk, a_message):
    with SqliteStore(small_disk / "store.sqlite", create=True) as store:
        filler = small_disk / "filler"
        with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
            while file.write(bytes(4096)) == 4096:
                pass
        kept = len(until_full(store, a_message(payload=bytes(4096))))
        assert len(store.read(lambda r: r.outbox())) == kept
        filler.unlink()
        store.write(lambda t: t.enqueue(a_message(payload=b"after")))
        assert len(store.read(lambda r: r.outbox())) == kept + 1


class TestDamage:
    """A file that is not what it should be is refused, never repaired by guessing."""

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (None, "could not be used"),
            (b"", "empty"),
            (b"not a database, but long enough to be looked at" * 100, "damaged"),
        ],
    )
    def test_a_file_that_is_no_store_is_refused(self, tmp_path, content, reason):
        path = tmp_path / "store.sqlite"
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(StoreFailed, match=reason):
            SqliteStore(path)
        assert (path.read_bytes() if path.exists() else None) == content

    def test_damaged_pages_are_noticed_when_read_and_the_error_is_ours(self, file, a_message):
        with SqliteStore(file) as store:
            store.write(lambda t: [t.enqueue(a_message(payload=bytes(900))) for _ in range(200)])
        data = file.read_bytes()
        file.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))
        with pytest.raises(StoreFailed, match="damaged"), SqliteStore(file) as store:
            store.read(lambda r: r.outbox())

    def test_a_file_cut_short_is_noticed(self, file, a_message):
        with SqliteStore(file) as store:
            store.write(lambda t: [t.enqueue(a_message(payload=bytes(900))) for _ in range(200)])
        data = file.read_bytes()
        file.write_bytes(data[: len(data) // 2 // 4096 * 4096])
        with pytest.raises(StoreFailed, match="damaged"), SqliteStore(file) as store:
            store.read(lambda r: r.outbox())
