"""How far the store is from the disk: items kept per second beside the flushes the disk can do.

    python benchmarks/store.py [FOLDER] [--seconds N]

One item is what the node does for it: a decision, a product, an outbox entry, a leaf with its body
and statement, the dispatch mark and a receipt (eight rows in six operations). Raw limits, measured
in the same run on the same disk: one flush of 4 KiB (`fdatasync`), and one flush of a whole group.
Prints medians; figures in docs/store.md name the machine.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from accordant.adapters.sqlite_store import SqliteStore
from accordant.operations.ports import DecisionRow, OutboxRow, ProductRow

ORIGIN = "accordant/KOR/JPN"
BATCH = 64  # items in one batch of leaves
CASE, DECISION, STATEMENT = bytes(1100), bytes(700), bytes(900)
ENVELOPE, BODY = os.urandom(2900), os.urandom(6400)  # a product of 2 KiB, sealed; on the wire


def decide(number: int) -> Callable:
    """The first transaction of an item: what was decided and that it is to be said."""
    name = f"KOR-{number}"

    def work(t):
        t.save_product(
            ProductRow(
                product=name, version=1, origin="own", state="held", envelope=ENVELOPE,
                wrapped_key=bytes(60), level="KOR:II", marker="TEST", precedence="flash",
                kind="text", originators=("KOR",), subjects=("launch",), caveats=(),
                form="electronic", purpose="warning", arrived=number,
            )
        )  # fmt: skip
        decision = t.save_decision(
            DecisionRow(
                case_digest="0" * 64, case=CASE, decision=DECISION, direction="outbound",
                product=name, version=1, partner="JPN", outcome="release", at=number,
            )
        )  # fmt: skip
        return t.enqueue(
            OutboxRow(
                partner="JPN", rank=4, type="release", payload=bytes(200), product=name, version=1,
                decision=decision, at=number,
            )
        )  # fmt: skip

    return work


def dispatch(first: int) -> Callable:
    """The second transaction, of a batch: leaves, marks and the head."""

    def work(t):
        rows = t.take("JPN", BATCH)
        count = len(rows)
        t.append(
            ORIGIN, first, [bytes(64)] * count, [BODY] * count, [STATEMENT] * count,
            frontier=bytes(640), checkpoint="note", lease=None,
        )  # fmt: skip
        for index, row in enumerate(rows, start=first):
            t.mark_dispatched(row.sequence, index, 1)
            t.save_receipt(ORIGIN, index, "JPN-2017-1", "registered", 1)
        return count

    return work


def flushes(folder: Path, size: int, seconds: float) -> list[float]:
    """Seconds of each write and flush of `size` bytes at the end of a file."""
    taken = []
    path = folder / "flush"
    with path.open("wb", buffering=0) as file:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            started = time.perf_counter()
            file.write(bytes(size))
            os.fdatasync(file.fileno())
            taken.append(time.perf_counter() - started)
    path.unlink()
    return taken


def one_at_a_time(store: SqliteStore, seconds: float) -> list[float]:
    """Seconds of each write of one item's first transaction, waited for."""
    taken = []
    end = time.perf_counter() + seconds
    number = 0
    while time.perf_counter() < end:
        number += 1
        started = time.perf_counter()
        store.write(decide(10**9 + number))
        taken.append(time.perf_counter() - started)
    for row in store.read(lambda r: r.take("JPN", 10**6)):
        store.submit(lambda t, s=row.sequence: t.mark_held(s, "benchmark", 1))
    return taken


def sustained(store: SqliteStore, seconds: float) -> tuple[float, float, float]:
    """Items per second over all batches and in the median one, processor milliseconds an item."""
    first, batches = 0, []
    end, processor = time.perf_counter() + seconds, time.process_time()
    while time.perf_counter() < end:
        started = time.perf_counter()
        decided = [store.submit(decide(first + offset)) for offset in range(BATCH)]
        decided[-1].result()
        first += store.write(dispatch(first))
        batches.append(time.perf_counter() - started)
    used = (time.process_time() - processor) / first * 1000
    return first / sum(batches), BATCH / statistics.median(batches), used


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, help="on the disk to measure")
    parser.add_argument("--seconds", type=float, default=5.0, help="per measurement")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder) as made:
        folder = Path(made)
        flush = flushes(folder, 4096, chosen.seconds)
        group = flushes(folder, BATCH * 8192, chosen.seconds)
        with SqliteStore(folder / "store.sqlite", create=True) as store:
            single = one_at_a_time(store, chosen.seconds)
            items, typical, processor = sustained(store, chosen.seconds)

    def line(what: str, value: float, unit: str, note: str = "") -> None:
        sys.stdout.write(f"{what:<44}{value:>10.2f} {unit:<10}{note}\n")

    raw, alone = statistics.median(flush) * 1000, statistics.median(single) * 1000
    flushed = statistics.median(group) * 1000
    line("raw: flush of 4 KiB, median", raw, "ms")
    line("raw: flush of a group's bytes, median", flushed, "ms")
    line("store: one item waited for, median", alone, "ms", f"{alone / raw:.1f} x raw")
    tail = sorted(single)[int(len(single) * 0.99)] * 1000
    line("store: one item waited for, 99th percentile", tail, "ms")
    line("store: sustained, batches of 64", items, "items/s")
    line(
        "store: the median batch of 64",
        typical,
        "items/s",
        f"{processor:.2f} ms processor an item",
    )
    limit = BATCH / (2 * flushed) * 1000
    line(
        "raw: two flushes of a group's bytes per 64",
        limit,
        "items/s",
        f"ratio {typical / limit:.2f}",
    )


if __name__ == "__main__":
    main()
