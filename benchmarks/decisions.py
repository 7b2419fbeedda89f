"""Decisions per second, beside the raw limit of this machine.

The case is the ordinary one: a launch report of Seoul for Tokyo under the agreement of 2016, one
standing order, one assurance, released. Sentences and cures are computed later, on demand, and
are measured apart. Every figure is the median of several rounds of processor time, so that a busy
machine shows in the raw limit as well; ratios are what compares between machines.

    python benchmarks/decisions.py
"""

from __future__ import annotations

import gc
import hashlib
import statistics
import time
from collections.abc import Callable

from rich.console import Console
from rich.table import Table

from accordant import canonical
from accordant.adapters import packaged
from accordant.decision.cures import cures
from accordant.decision.decide import decide
from accordant.decision.explain import explain
from accordant.decision.explanation import explanation_of
from accordant.decision.library import Library
from accordant.law.instrument import Instrument, load
from accordant.model.case import SECOND, Assurance, Case, InPlay, ItemFacts, OrderInPlay

PACT, ORDER = "jpn-kor-gsomia-2016", "kor-order-launch-reports"
SIZES = (1, 10, 50, 200)  # instruments in the library
ROUNDS = 9
CASES = 5_000  # decisions in a round
AIM_PER_SECOND = 100_000


def read(name: str) -> Instrument:
    return load(packaged.read(name) or b"", f"{name}.md")


def ordinary_case(pact: Instrument, order: Instrument) -> Case:
    """Return the case the standing order is there for."""
    clause = next(each for each in order.clauses if each.kind == "standing-release")
    at = max(1_525_132_800_000, clause.starts + 1)
    return Case(
        releaser=clause.by,
        recipient=clause.to,
        post=clause.posts[0],
        product="KOR-benchmark",
        kind=clause.kinds[0],
        level=clause.level_at_most,
        subjects=("dprk-missile",) if clause.subjects == ("any",) else clause.subjects[:1],
        purpose=clause.purposes[0],
        marker=clause.markers[0],
        precedence=clause.precedences[0],
        instruments=(
            InPlay(pact.clauses_digest, "in-force", "in-force", {"since": "2016-11-23"}),
        ),
        orders=(OrderInPlay(order.clauses_digest, clause.starts),),
        assurances=(
            Assurance(
                clause.to, clause.by, clause.posts[0], "JPN:tokutei", True, True, True, at - 1
            ),
        ),
        at=at,
        format=SECOND,
        item=ItemFacts(
            contents=("launch",), provided_for=clause.purposes[0], originators=(clause.by,)
        ),
    )


class Other:
    """The agreement under another name and digest: one more text in the library."""

    def __init__(self, text: Instrument, number: int) -> None:
        self.identifier = f"{text.identifier}-{number}"
        self.clauses = text.clauses
        self.clauses_digest = f"{number:064x}"


def seconds_each(work: Callable[[Case], object], cases: list[Case]) -> float:
    """Return the median processor time of one call, over all rounds."""
    rounds = []
    for _ in range(ROUNDS):
        gc.collect()
        start = time.process_time()
        for case in cases:
            work(case)
        rounds.append((time.process_time() - start) / len(cases))
    return statistics.median(rounds)


def main() -> None:
    pact, order = read(PACT), read(ORDER)
    case = ordinary_case(pact, order)
    cases = [case] * CASES
    library = Library.of([pact, order])
    decision = decide(library, case)
    if decision.outcome != "release":
        raise SystemExit(f"the ordinary case is not released: {decision.determining}")

    index = {f"{number:064x}": number for number in range(200)}
    raw = {
        "empty function call": seconds_each(lambda _: None, cases),
        "one SHA-256 and one dictionary lookup": seconds_each(
            lambda case: (hashlib.sha256(b"x" * 64).hexdigest(), index.get(case.releaser)), cases
        ),
    }
    limit = raw["one SHA-256 and one dictionary lookup"]
    table = Table(title="Decisions", title_justify="left")
    for heading in ("", "per second", "microseconds", "x one SHA-256 and lookup"):
        table.add_column(heading, justify="left" if not heading else "right")

    def row(name: str, each: float) -> None:
        table.add_row(name, f"{1 / each:,.0f}", f"{each * 1e6:.2f}", f"{each / limit:.1f}")

    for name, each in raw.items():
        row(f"raw limit: {name}", each)
    table.add_section()
    decided = {}
    for size in SIZES:
        texts = [pact, order, *(Other(pact, number) for number in range(size - 1))]
        held = Library.of(texts)
        decided[size] = seconds_each(lambda case, held=held: decide(held, case), cases)
        row(f"decide, {size} instruments in the library", decided[size])
    table.add_section()
    row("digest of the case, stored with the decision", seconds_each(canonical.digest, cases))
    few = cases[:200]
    refused = Case(**{**case_fields(case), "assurances": (), "orders": ()})
    no = decide(library, refused)
    row(
        "explanation in words, on demand",
        seconds_each(lambda case: explain(explanation_of(library, case, decision)), few),
    )
    row("cures of a no, on demand", seconds_each(lambda _: cures(library, refused, no), few))

    console = Console()
    console.print(table)
    console.print(f"flat from 1 to 200 instruments: x {decided[200] / decided[1]:.2f}")
    reached = 1 / decided[1] >= AIM_PER_SECOND
    console.print(f"aim {AIM_PER_SECOND:,} per second: {'reached' if reached else 'missed'}")


def case_fields(case: Case) -> dict[str, object]:
    return {name: getattr(case, name) for name in case.__struct_fields__}


if __name__ == "__main__":
    main()
