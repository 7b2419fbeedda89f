"""Recipient versions per second, beside what the cryptography of one alone costs.

An item of four portions, two of which may go to Tokyo, with a release plan. *Looked for* is the
whole choice, nothing kept: item and plan opened, six decisions, the version written. *Made and
kept* also seals it and waits for the disk, one transaction each. The raw limit is
for 2 KiB, without the disk.

    python benchmarks/versions.py [COUNT]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import _nodes as nodes
from crypto import costs
from rich.console import Console
from rich.table import Table

from accordant import canonical
from accordant.model.contents.launch import Launch
from accordant.model.marking import Marking
from accordant.model.plan import ReleasePlan
from accordant.model.product import SECOND, Portion, Product, Text
from accordant.model.reported import Figure, Site, When
from accordant.operations.arrive import process
from accordant.operations.asked import Asked, row_asked
from accordant.operations.exchange import exchange
from accordant.operations.plans import keep_with_plan
from accordant.operations.previewing import make
from accordant.operations.release import asking_now, preview
from accordant.operations.versions import consider
from accordant.versions.render import Kept, frame_of, render
from accordant.wiring import OpenNode

COUNT = 300
SUBJECTS = ("dprk-missile",)
RAW = (
    "AES-256-GCM open 2 KiB",
    "AES key unwrap",
    "AES-256-GCM seal 2 KiB",
    "Ed25519 sign",
    "AES key wrap",
)


class Cost(NamedTuple):
    """Of one version: median microseconds waited for, and mean of processor time."""

    waited: float
    processor: float


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    figures = costs()
    opened, sealed = (sum(figures[name] for name in part) for part in (RAW[:2], RAW[2:]))
    with tempfile.TemporaryDirectory() as folder:
        made = measured(Path(folder), count)
    table = Table(title="Recipient versions", title_justify="left")
    for heading in ("", "per second", "us waited", "us of processor", "x raw"):
        table.add_column(heading, justify="left" if not heading else "right")
    raw = {"raw limit: open an item, seal one": Cost(opened + sealed, opened + sealed)}
    for name, cost in (raw | made).items():
        table.add_row(
            name,
            f"{1e6 / cost.waited:,.0f}",
            f"{cost.waited:,.0f}",
            f"{cost.processor:,.0f}",
            f"{cost.processor / (opened + sealed):.1f}",
        )
    Console().print(table)


def measured(root: Path, count: int) -> dict[str, Cost]:
    """Each way of making versions of `count` items for Tokyo."""
    seoul, tokyo = nodes.create(root, "KOR"), nodes.create(root, "JPN")
    with seoul, tokyo:
        _ready(seoul, tokyo)
        products = [item(number) for number in range(count)]
        for product in products:
            plan = ReleasePlan(product=product.product, reduce="portions", title="A launch")
            keep_with_plan(seoul.node, product, plan)
        asked = [Asked(each.product, 1, "JPN", nodes.POST) for each in products]
        answer = preview(seoul.node, asked[0])
        chosen = answer.considered and answer.considered.chosen
        if not chosen:
            raise SystemExit(f"no version may go: {answer.decision.determining}")
        kept = Kept(title="A launch", portions=chosen.product.portions, level="KOR:II")
        frame = frame_of(products[0])
        return {
            "written from what is kept": cost_of(
                lambda _: canonical.encode(render(frame, kept, "KOR-4f2k9", 1)), asked
            ),
            "looked for, nothing kept": cost_of(lambda each: _considered(seoul, each), asked),
            "made and kept, one transaction each": cost_of(
                lambda each: make(seoul.node, each), asked
            ),
        }


def _ready(seoul: OpenNode, tokyo: OpenNode) -> None:
    """Partners, with the agreement in force and an order that lets launch reports go."""
    nodes.introduce(seoul, tokyo)
    nodes.put_in_force(seoul, tokyo)
    for _ in range(3):
        for here, there in ((seoul, tokyo), (tokyo, seoul)):
            exchange(here.node, there.node.party, nodes.Direct(here, there), None)
            process(there.node, here.node.party)


def _considered(seoul: OpenNode, asked: Asked) -> object:
    """Everything that a release would look for."""
    node = seoul.node
    return node.store.read(
        lambda reading: consider(
            asking_now(node, reading, asked), reading, row_asked(reading, asked)
        )
    )


def cost_of(work: Callable[[Asked], object], asked: Iterable[Asked]) -> Cost:
    """What one costs, done for each."""
    taken, used = [], time.process_time()
    for each in asked:
        began = time.perf_counter()
        work(each)
        taken.append((time.perf_counter() - began) * 1e6)
    return Cost(statistics.median(taken), (time.process_time() - used) / len(taken) * 1e6)


def item(number: int) -> Product:
    """A report of four portions, the first two of which may go."""
    portions = (_launch(), _launch(), _words("KOR:I"), _words("KOR:II"))
    return Product(
        format=SECOND,
        product=f"KOR-report-{number}",
        kind="launch-report",
        originators=("KOR",),
        marking=Marking("KOR:I"),
        marker="TEST",
        precedence="immediate",
        subjects=SUBJECTS,
        purpose="dprk-missile-threat",
        created=nodes.SIGNED,
        portions=portions,
        title="A launch, and who said so",
        valid_from=None,
        valid_until=None,
        relations=(),
        reached=(),
    )


def _launch() -> Portion:
    unknown, source = Figure("unknown"), "as reported, " + "x" * 187
    content = Launch(
        When("2017-03-06", "day"), Site("Sohae"), "ER Scud", "success", unknown, unknown,
        source=source,
    )  # fmt: skip
    return Portion(Marking("KOR:II"), content, SUBJECTS, "measurement")


def _words(level: str) -> Portion:
    return Portion(Marking(level), Text("x" * 400), SUBJECTS, "all-source")


if __name__ == "__main__":
    main()
