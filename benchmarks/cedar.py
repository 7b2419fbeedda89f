"""Decisions per second of `decide`, beside cedarpy on the same random worlds.

The worlds are those of the laws (tests/laws/worlds.py): one instrument, 1 to 1,000 standing orders
in play, and cases of which most are no ordinary ones; then cases that an order releases, which is
where both must look at every order. What both answer is compared for every case measured.

Each engine is asked the way it is best asked. `decide`: texts compiled once. Cedar: policies,
entities (none) and schema parsed once, whole batches in one call, `refer` asked only of what was
not released. Not counted against Cedar: the context of each request, which states what its
language cannot find out (which assurance is in date, who consented); its column stands apart. So
does what a question costs whose answer needs no thought, one policy that permits, asked with the
same contexts in batches: that is the way into the engine and out of it, and no part of judging.

What each answers is not the same thing. `decide` gives outcome, every determining finding with its
article, the duties and the alternatives. Cedar gives allowed or not and the names of the policies
that determined it.

    python benchmarks/cedar.py
"""

from __future__ import annotations

import gc
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import cedarpy
from msgspec.structs import replace
from rich.console import Console
from rich.table import Table

from accordant.decision import cedar
from accordant.decision.cedar_case import context, request, schema
from accordant.decision.decide import decide
from accordant.decision.library import Library, lacking
from accordant.model.case import Case, OrderInPlay, Outcome
from accordant.model.marking import is_unclassified

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.laws import worlds

ORDERS = (1, 10, 100, 1_000)
ROUNDS = 3
ASKED = 2_000  # cases times orders in a round, and at least CASES_MIN cases
CASES_MIN = 40
TEXTS = 8  # different instruments that hold what they need, each with its orders
NOTHING = cedarpy.PolicySet.from_str("permit (principal, action, resource);")
NO_ENTITIES = cedarpy.Entities.from_json_str("[]")
SCHEMA = cedarpy.Schema.from_str(schema())


class World(NamedTuple):
    """One instrument with its orders, compiled for both, and cases under it."""

    library: Library
    policies: str
    parsed: cedarpy.PolicySet
    cases: list[Case]
    contexts: list[dict[str, Any]]


def random_cases(dice: random.Random, orders: int, count: int) -> Iterator[World]:
    """Worlds as the laws choose them, with this many orders in play in each case."""
    for _ in range(TEXTS):
        choose = worlds.Chooser(dice.randrange)
        pacts = (worlds.instrument(choose) for _ in iter(int, 1))
        pact = next(each for each in pacts if not lacking(each.clauses))
        standing = [worlds.order(choose, number) for number in range(orders)]
        made = (
            worlds.case(worlds.Chooser(dice.randrange), [pact], standing) for _ in iter(int, 1)
        )
        classified = (each for each in made if not is_unclassified(each.level))
        yield whole(choose, pact, standing, [next(classified) for _ in range(count // TEXTS)])


def released_cases(dice: random.Random, orders: int, count: int) -> Iterator[World]:
    """Worlds in which every order covers every case: a yes that looks at all of them."""
    choose = worlds.Chooser(dice.randrange)
    made = worlds.released(choose)
    standing = [worlds.order(choose, number) for number in range(orders)]
    cases = [replace(made.case, at=made.case.at) for _ in range(count)]
    yield whole(choose, made.texts[0], standing, cases)


def whole(
    choose: worlds.Chooser, pact: worlds.Written, standing: list[worlds.Written], cases: list[Case]
) -> World:
    library = Library.of([pact, *standing])
    signed = tuple(OrderInPlay(each.clauses_digest, worlds.NOW - 10) for each in standing)
    plays = [worlds.play(choose, [pact.clauses_digest]) for _ in cases]
    plays = [replace(each, instrument=pact.clauses_digest) for each in plays]
    asked = [
        replace(case, instruments=(play,), orders=signed)
        for case, play in zip(cases, plays, strict=True)
    ]
    digests = [each.clauses_digest for each in standing]
    policies = cedar.policies(library, pact.clauses_digest, digests)
    contexts = [context(case, case.instruments[0]) for case in asked]
    return World(library, policies, cedarpy.PolicySet.from_str(policies), asked, contexts)


def decided(made: Sequence[World]) -> list[Outcome]:
    return [decide(world.library, case).outcome for world in made for case in world.cases]


def asked_in_batches(made: Sequence[World], form: cedarpy.Schema | None = None) -> list[Outcome]:
    found: list[Outcome] = []
    for world in made:
        release = [request("release", each) for each in world.contexts]
        yes = [allowed(each) for each in batch(release, world, form)]
        left = [
            request("refer", each)
            for each, yes_ in zip(world.contexts, yes, strict=True)
            if not yes_
        ]
        refer = iter([allowed(each) for each in batch(left, world, form)] if left else [])
        found += ["release" if each else "refer" if next(refer) else "withhold" for each in yes]
    return found


def batch(
    requests: list[dict[str, Any]], world: World, form: cedarpy.Schema | None
) -> list[cedarpy.AuthzResult]:
    return cedarpy.is_authorized_batch(requests, world.parsed, NO_ENTITIES, form)


def asked_nothing(made: Sequence[World]) -> None:
    for world in made:
        release = [request("release", each) for each in world.contexts]
        cedarpy.is_authorized_batch(release, NOTHING, NO_ENTITIES)


def asked_one_by_one(made: Sequence[World]) -> list[Outcome]:
    found: list[Outcome] = []
    for world in made:
        for each in world.contexts:
            said: Outcome = "withhold"
            for action, outcome in (("release", "release"), ("refer", "refer")):
                asked = request(action, each)
                if allowed(cedarpy.is_authorized(asked, world.parsed, NO_ENTITIES)):
                    said = outcome  # type: ignore[assignment]
                    break
            found.append(said)
    return found


def allowed(result: cedarpy.AuthzResult) -> bool:
    """An error is a no: Cedar skips a policy that errs."""
    return bool(result.allowed) and not result.diagnostics.errors


def seconds_each(work: Callable[[], object], count: int) -> float:
    """The median processor time of one case, over all rounds."""
    rounds = []
    for _ in range(ROUNDS):
        gc.collect()
        start = time.process_time()
        work()
        rounds.append((time.process_time() - start) / count)
    return statistics.median(rounds)


def measure(made: list[World], table: Table, orders: int, name: str) -> None:
    count = sum(len(world.cases) for world in made)
    ours = decided(made)
    for other in (asked_in_batches(made), asked_in_batches(made, SCHEMA), asked_one_by_one(made)):
        if other != ours:
            raise SystemExit(f"the engines differ with {orders} orders")
    each = seconds_each(lambda: decided(made), count)
    batches = seconds_each(lambda: asked_in_batches(made), count)
    checked = seconds_each(lambda: asked_in_batches(made, SCHEMA), count)
    single = seconds_each(lambda: asked_one_by_one(made), count)
    stated = seconds_each(
        lambda: [context(case, case.instruments[0]) for world in made for case in world.cases],
        count,
    )
    crossing = seconds_each(lambda: asked_nothing(made), count)
    mixed = Counter(ours)
    told = " ".join(f"{mixed[word]}" for word in ("release", "refer", "withhold"))
    rates = (f"{1 / seconds:,.0f}" for seconds in (each, batches, single, checked, crossing))
    ratio, needed = f"{batches / each:,.1f}", f"{stated * 1e6:,.0f}"
    table.add_row(f"{orders:,}", name, told, *rates, ratio, needed)


def main() -> None:
    table = Table(title="Decisions per second, the same answers", title_justify="left")
    for heading in (
        "orders", "worlds", "yes refer no", "decide", "cedarpy, batches",
        "one by one", "with schema", "one permit",
        "x", "context us",
    ):  # fmt: skip
        table.add_column(heading, justify="left" if heading == "worlds" else "right")
    parsing = Table(title="Once for each set of texts, milliseconds", title_justify="left")
    for heading in ("orders", "Library.of", "cedarpy parses", "policies KiB"):
        parsing.add_column(heading, justify="right")
    for orders in ORDERS:
        count = max(CASES_MIN, ASKED // orders)
        dice = random.Random(orders)
        measure(list(random_cases(dice, orders, count)), table, orders, "random")
        measure(list(released_cases(dice, orders, count)), table, orders, "released")
        parse(parsing, orders)
    console = Console(width=120)
    console.print(table)
    console.print(parsing)


def parse(table: Table, orders: int) -> None:
    choose = worlds.Chooser(random.Random(orders).randrange)
    pact = worlds.released(choose).texts[0]
    texts = [pact, *(worlds.order(choose, each) for each in range(orders))]
    digests = [each.clauses_digest for each in texts]
    policies = cedar.policies(Library.of(texts), digests[0], digests[1:])
    ours = seconds_each(lambda: Library.of(texts), 1)
    theirs = seconds_each(lambda: cedarpy.PolicySet.from_str(policies), 1)
    size = len(policies.encode()) / 1024
    table.add_row(f"{orders:,}", f"{ours * 1e3:.1f}", f"{theirs * 1e3:.1f}", f"{size:.0f}")


if __name__ == "__main__":
    main()
