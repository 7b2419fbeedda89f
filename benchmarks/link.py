"""Release to verified-and-stored between two whole nodes, beside the raw limit of this machine.

Run: python benchmarks/link.py [ITEMS]

Seoul's node serves in this process, Tokyo's in another; everything is on: decisions at release, at
dispatch and on arrival, sealing, two signatures and two cosignatures a batch, own log, register,
receipts, full durability. Nothing here is a pass or a fail: machines are noisy, read the ratios.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import _nodes as nodes
import crypto
import loopback
from rich.console import Console
from rich.table import Table

from accordant.entrypoints import serve
from accordant.entrypoints.serve import Server
from accordant.operations.arrive import process
from accordant.operations.dispatch import dispatch
from accordant.operations.exchange import Exchanged, _say
from accordant.operations.products import keep
from accordant.operations.release import Asked, release, release_in
from accordant.wiring import OpenNode, open_node

OURS, THEIRS = "accordant/KOR/JPN", "accordant/JPN/KOR"
SINGLE = 200  # items one at a time
WARM = 20
STAGED = 256  # items taken through the stages one after the other
BATCH = 64


def ask(product: str) -> Asked:
    return Asked(product, 1, "JPN", nodes.POST)


def wait_until(done: Callable[[], bool], seconds: float = 120.0) -> None:
    """Look now and then; a look takes a turn from the threads at work."""
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.02)


class Watch:
    """Notes when an exchange came back: the partner's cosignature is then on disk here.

    Looking for it in the store instead would take turns from the threads being measured.
    """

    def __init__(self) -> None:
        self.came_back = threading.Event()
        self.at = 0.0
        self._exchange = serve.exchange
        serve.exchange = self._watched

    def _watched(self, *given: Any, **named: Any) -> Exchanged:
        done = self._exchange(*given, **named)
        if done.cosigned:
            self.at = time.perf_counter()
            self.came_back.set()
        return done


def one_at_a_time(seoul: OpenNode, watch: Watch) -> list[float]:
    """Milliseconds from asking for a release until the partner's cosignature is kept."""
    keep(seoul.node, [nodes.report(number, "single") for number in range(SINGLE + WARM)])
    times = []
    for number in range(SINGLE + WARM):
        watch.came_back.clear()
        began = time.perf_counter()
        release(seoul.node, ask(f"KOR-single-{number}"))
        if not watch.came_back.wait(60):
            raise TimeoutError
        times.append((watch.at - began) * 1000)
        time.sleep(0.05)  # let the receipt come back, as it would between two real warnings
    return times[WARM:]


class Sustained(NamedTuple):
    """Items a second until cosigned and until receipted; processor time of each side."""

    cosigned: float
    receipted: float
    speaking: float  # microseconds an item
    hearing: float


def sustained(seoul: OpenNode, tokyo: subprocess.Popen[str], count: int) -> Sustained:
    """Release all at once and wait for the last receipt."""
    store = seoul.node.store
    keep(seoul.node, [nodes.report(number, "many") for number in range(count)])
    used = time.process_time(), nodes.processor_seconds(tokyo)
    last = None
    began = time.perf_counter()
    for number in range(count):
        asked = ask(f"KOR-many-{number}")
        last = store.submit(lambda work, asked=asked: release_in(seoul.node, work, asked))
        if number % BATCH == 0:
            seoul.node.wake()
    assert last is not None
    last.result()
    seoul.node.wake()
    size = store.read(lambda reading: reading.log(OURS)).size

    def cosigned() -> bool:
        state = store.read(lambda reading: (reading.log(OURS), reading.pending()))
        return not state[1] and state[0].cosigned_size == state[0].size >= size

    wait_until(cosigned, 600)
    until_cosigned = time.perf_counter() - began
    end = store.read(lambda reading: reading.log(OURS)).size
    wait_until(lambda: store.read(lambda reading: reading.answer(OURS, end - 1)) is not None, 600)
    until_receipted = time.perf_counter() - began
    ours, theirs = time.process_time() - used[0], nodes.processor_seconds(tokyo) - used[1]
    return Sustained(
        count / until_cosigned, count / until_receipted, ours / count * 1e6, theirs / count * 1e6
    )


def stages(root: Path) -> dict[str, float]:
    """Microseconds an item of each stage, one stage at a time, without a network."""
    seoul, tokyo = nodes.create(root, "KOR"), nodes.create(root, "JPN")
    with seoul, tokyo:
        nodes.introduce(seoul, tokyo)
        ways = {"KOR": nodes.Direct(seoul, tokyo), "JPN": nodes.Direct(tokyo, seoul)}
        nodes.put_in_force(seoul, tokyo)
        for _ in range(3):
            for here, there in ((seoul, "JPN"), (tokyo, "KOR")):
                _carry(here, there, ways[here.node.party])
            process(seoul.node, "JPN")
            process(tokyo.node, "KOR")
        spent: dict[str, float] = {}

        def stage(name: str, work: Callable[[], object]) -> None:
            began = time.perf_counter()
            work()
            spent[name] = spent.get(name, 0.0) + time.perf_counter() - began

        stage("write and seal", lambda: keep(seoul.node, map_reports(STAGED)))
        futures = []
        stage(
            "decide and record",
            lambda: (
                [
                    futures.append(
                        seoul.node.store.submit(
                            lambda work, n=n: release_in(seoul.node, work, ask(f"KOR-staged-{n}"))
                        )
                    )
                    for n in range(STAGED)
                ]
                and futures[-1].result()
            ),
        )
        for _ in range(STAGED // BATCH):
            stage("decide again, seal, append, sign", lambda: dispatch(seoul.node, "JPN"))
            stage("verify, store, cosign", lambda: _carry(seoul, "JPN", ways["KOR"], False))
            stage("open, decide, register", lambda: process(tokyo.node, "KOR"))
            stage("receipt and its way back", lambda: _carry(tokyo, "KOR", ways["JPN"]))
            stage("receipt and its way back", lambda: process(seoul.node, "JPN"))
    return {name: seconds / STAGED * 1e6 for name, seconds in spent.items()}


def map_reports(count: int) -> list:
    return [nodes.report(number, "staged") for number in range(count)]


def _carry(here: OpenNode, there: str, way: nodes.Direct, first: bool = True) -> None:
    """Dispatch (unless done) and say what is not cosigned yet."""
    if first:
        dispatch(here.node, there)
    origin = f"accordant/{here.node.party}/{there}"
    row, state = here.node.store.read(
        lambda reading: (reading.partner(there), reading.log(origin))
    )
    _say(here.node, row, way, state.cosigned_size)


def fsync_milliseconds(folder: Path, rounds: int = 200) -> float:
    """Median of appending 4 KiB to a file and forcing it to disk."""
    times = []
    with (folder / "fsync").open("wb", buffering=0) as file:
        for _ in range(rounds):
            began = time.perf_counter()
            file.write(b"x" * 4096)
            os.fsync(file.fileno())
            times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def floors(root: Path) -> tuple[float, float, dict[str, float]]:
    """The least milliseconds for one item alone, the least core-milliseconds an item in batches,
    and the parts of the first.
    """
    figures = crypto.costs()
    sums = crypto.item(figures)
    trip = loopback.measure()
    parts = {
        "loopback TLS 1.3 round trip": trip.raw.p50,
        "fsync (5 on the way)": 5 * fsync_milliseconds(root),
        "cryptographic operations": (
            sums["sending an item"] + sums["sending a batch"] + sums["receiving a batch"]
        )
        / 1000,
    }
    a_batch = (sums["sending a batch"] + sums["receiving a batch"]) / BATCH
    in_batches = (sums["sending an item"] + sums["receiving an item"] + a_batch) / 1000
    return sum(parts.values()), in_batches, parts


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    console = Console(width=96)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        floor, in_batches, parts = floors(root)
        seoul, tokyo = nodes.create(root, "KOR"), nodes.create(root, "JPN")
        nodes.introduce(seoul, tokyo)
        nodes.put_in_force(seoul, tokyo)
        tokyo.resources.close()
        watch = Watch()
        server = Server(seoul)
        with nodes.served(root / "JPN") as other:
            thread = threading.Thread(target=server.run)
            thread.start()
            wait_until(lambda: ready(seoul))
            times = sorted(one_at_a_time(seoul, watch))
            rates = sustained(seoul, other, count)
            server.stop()
            thread.join()
        seoul.resources.close()
        with open_node(root / "JPN") as again:
            arrived = len(again.node.store.read(lambda reading: reading.products(limit=-1)))
        assert arrived == count + SINGLE + WARM, arrived
        spent = stages(root / "staged")
    _print(console, times, floor, parts)
    _print_sustained(console, count, rates, in_batches)
    _print_stages(console, spent)


def ready(seoul: OpenNode) -> bool:
    """Whether everything said before the benchmark has arrived on both sides."""
    state = seoul.node.store.read(
        lambda reading: (reading.log(OURS), reading.log(THEIRS), reading.processed(THEIRS))
    )
    return state[0].cosigned_size >= 2 and state[1].size >= 3 and state[2] == state[1].size


def _print(console: Console, times: list[float], floor: float, parts: dict[str, float]) -> None:
    def at(share: float) -> float:
        return times[min(len(times) - 1, int(len(times) * share))]

    table = Table(title=f"Release to verified-and-stored, one item at a time ({len(times)} items)")
    for column in ("", "ms", "x raw limit"):
        table.add_column(column, justify="left" if not column else "right")
    for name, share in (("p50", 0.5), ("p90", 0.9), ("p99", 0.99)):
        table.add_row(name, f"{at(share):.2f}", f"{at(share) / floor:.1f}")
    for name, value in parts.items():
        table.add_row(f"raw: {name}", f"{value:.2f}", "")
    table.add_row("raw limit, sum", f"{floor:.2f}", "1.0")
    console.print(table)


def _print_sustained(console: Console, count: int, rates: Sustained, in_batches: float) -> None:
    cores = os.cpu_count() or 1
    limit = 1000 * min(cores, 2) / in_batches
    table = Table(title=f"Sustained, {count} items of about 2 KiB, everything on, two processes")
    for column in ("", "items/s", "share of raw limit"):
        table.add_column(column, justify="left" if not column else "right")
    for name, rate in (("until cosigned", rates.cosigned), ("until receipted", rates.receipted)):
        table.add_row(name, f"{rate:,.0f}", f"{rate / limit:.0%}")
    table.add_row("raw: cryptography alone on two cores", f"{limit:,.0f}", "100%")
    console.print(table)
    console.print(
        f"processor time an item: {rates.speaking:,.0f} us speaking, {rates.hearing:,.0f} us "
        f"hearing; of it cryptography {in_batches * 1000:,.0f} us on both sides"
    )


def _print_stages(console: Console, spent: dict[str, float]) -> None:
    total = sum(spent.values())
    table = Table(title=f"Where the time goes, batches of {BATCH}, one stage at a time")
    for column in ("stage", "us an item", "share"):
        table.add_column(column, justify="left" if column == "stage" else "right")
    for name, value in spent.items():
        table.add_row(name, f"{value:,.0f}", f"{value / total:.0%}")
    table.add_row("all", f"{total:,.0f}", "100%")
    console.print(table)


if __name__ == "__main__":
    main()
