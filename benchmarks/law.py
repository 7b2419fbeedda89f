"""The law of ten thousand instruments with a hundred facts each, beside the raw limit.

Compiling sorts out what was recorded of an instrument and lives its life in each party's account
under every reading; asking looks the answer up. The raw limit of compiling is reading the same
acts from their canonical JSON and sorting them by their instants, which nothing that starts from
a store can do without; that of asking is one dictionary lookup and one bisection. Every figure is
processor time; ratios are what compares between machines. Compiling stops at a bound of time; the
last line says how many instruments were reached, and the law of those stands in for the others.

    python benchmarks/law.py                  # within 40 seconds
    python benchmarks/law.py --seconds 900    # all ten thousand
"""

from __future__ import annotations

import argparse
import statistics
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, product
from string import ascii_uppercase

import msgspec
from rich.console import Console
from rich.table import Table

from accordant import canonical
from accordant.adapters import packaged
from accordant.decision.decide import decide
from accordant.decision.library import Library
from accordant.law.instrument import Instrument, load
from accordant.law.play import Play
from accordant.model.act import Act, Adopted, FactRecorded
from accordant.model.case import Approval, Assurance, Case, OrderInPlay
from accordant.model.fact import Fact, FactKind

PACT, ORDER = "jpn-kor-gsomia-2016", "kor-order-launch-reports"
INSTRUMENTS, FACTS = 10_000, 100
CHUNK = 50  # instruments compiled in one round, all of them different
SECONDS = 40.0  # of processor time, unless told, for compiling and for making what is compiled
ROUNDS, QUESTIONS = 9, 20_000
DAY = 86_400_000
BEGUN = 1_479_870_000_000  # 23 November 2016
ASKED = BEGUN + 10 * 365 * DAY + 40 * DAY

YEAR: tuple[tuple[FactKind, int, dict[str, object]], ...] = (
    ("notice-delivered", 20, {"channel": "diplomatic"}),
    ("notice-suspended", 60, {"channel": "diplomatic", "of": "notice-delivered"}),
    ("consultation", 70, {"words": "The two sides met."}),
    ("notes-withdrawn", 100, {"channel": "diplomatic", "of": "notice-delivered"}),
    ("operation-suspended", 120, {"ground": "breach"}),
    ("law-changed", 130, {"words": "A law on the protection of secrets was changed."}),
    ("operation-resumed", 150, {"of": "operation-suspended"}),
)
"""What happens in a year: the kind, on which day, and what else it says."""


def read(name: str) -> Instrument:
    return load(packaged.read(name) or b"", f"{name}.md")


def instruments(pact: Instrument) -> Iterator[Instrument]:
    """The agreement of 2016 itself, and then between other parties under other names."""
    yield pact
    names = ("".join(three) for three in product(ascii_uppercase, repeat=3))
    others = (name for name in names if name not in pact.parties)  # KOR and JPN are words too
    for number, other in enumerate(islice(others, INSTRUMENTS - 1)):
        yield msgspec.structs.replace(
            pact,
            identifier=f"another-{number}",
            clauses_digest=f"{number + 1:064x}",
            parties=("JPN", other),
        )


def recorded(text: Instrument) -> Iterator[Act]:
    """The adoptions and a hundred facts: entry into force, and then year after year."""
    for party in text.parties:
        yield Adopted(party, text.identifier, text.clauses_digest, BEGUN)
        yield from told(text, "requirements-notified", BEGUN, party, {"channel": "diplomatic"})
    for number in range(FACTS - 2):
        year, place = divmod(number, len(YEAR))
        kind, day, more = YEAR[place]
        party = "" if kind == "operation-resumed" else text.parties[year % 2]
        at = BEGUN + (year * 365 + day) * DAY // 2
        named = {**more, "of": f"{more['of']}-{year}"} if "of" in more else more
        yield from told(text, kind, at, party, {**named, "name": f"{kind}-{year}"})


def told(
    text: Instrument, kind: FactKind, at: int, party: str, more: dict[str, object]
) -> Iterator[Act]:
    fact = Fact(
        **{
            "name": f"{party.lower()}-{kind}",
            "kind": kind,
            "instrument": text.identifier,
            "party": party,
            "at": at,
            "zone": "Asia/Seoul",
            "source": "made for this measurement",
            **more,
        }
    )
    for teller in (party,) if party else text.parties:
        yield FactRecorded(teller, fact, at)


def seconds(work: Callable[[], object]) -> float:
    """The processor time of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def each(work: Callable[[int], object], questions: Sequence[int]) -> float:
    """The median processor time of one question, over all rounds."""

    def ask() -> None:
        for question in questions:
            work(question)

    return statistics.median(seconds(ask) for _ in range(ROUNDS)) / len(questions)


def read_and_sort(lines: Sequence[bytes]) -> list[Act]:
    """The raw limit of compiling."""
    acts: list[Act] = [canonical.parse(line, Act) for line in lines]  # type: ignore[arg-type]
    return sorted(acts, key=lambda act: act.at)


def compiled(texts: Iterator[Instrument], bound: float) -> tuple[Play, list[float], list[float]]:
    """Everything compiled within the bound of time: the law, and seconds per instrument."""
    ours, raw, whole = [], [], Play.of([], [])
    began = time.process_time()
    while chunk := list(islice(texts, CHUNK)):
        acts = [act for text in chunk for act in recorded(text)]
        made: list[Play] = []
        ours.append(seconds(lambda: made.append(Play.of(chunk, acts))) / len(chunk))  # noqa: B023
        if len(raw) < ROUNDS:
            lines = [canonical.encode(act) for act in acts]
            raw.append(seconds(lambda: read_and_sort(lines)) / len(chunk))  # noqa: B023
        whole.instruments.update(made[0].instruments)
        if time.process_time() - began > bound:
            break
    return whole, ours, raw


def case_of(order: Instrument, play: Play, pair: tuple[str, str]) -> Case:
    """The order's own case, with every yes that can be given, under what is in play."""
    clause = order.clauses[0]
    post, purpose = clause.posts[0], clause.purposes[0]
    return Case(
        releaser=pair[0],
        recipient=pair[1],
        post=post,
        product="KOR-1",
        kind=clause.kinds[0],
        level=clause.level_at_most,
        subjects=clause.subjects,
        purpose=purpose,
        instruments=play.between(*pair, ASKED),
        orders=(OrderInPlay(order.clauses_digest, clause.starts),),
        assurances=(
            Assurance(pair[1], pair[0], post, "JPN:tokutei", True, True, True, ASKED - DAY),
        ),
        approvals=(Approval("KOR-1", 1, pair[1], purpose, ASKED - DAY, post),),
        at=ASKED,
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("--seconds", type=float, default=SECONDS, help="bound of compiling")
    bound: float = asked.parse_args().seconds
    pact, order = read(PACT), read(ORDER)
    pair = ("KOR", "JPN")
    alone = Play.of([pact], list(recorded(pact)))
    whole, ours, raw = compiled(instruments(pact), bound)
    reached = len(whole.instruments) // 2
    laws = list(whole.instruments.values())
    for number, text in enumerate(instruments(pact)):
        for between in (text.parties, text.parties[::-1]):
            whole.instruments.setdefault(between, laws[number % len(laws)])
    pairs = list(whole.instruments)
    starts = sorted(BEGUN + number * DAY for number in range(FACTS))
    index = dict.fromkeys(pairs, starts)
    questions = [number * 7919 % len(pairs) for number in range(QUESTIONS)]
    one, all_of_them = (
        (play, Library.of([order, *texts]))
        for play, texts in (
            (alone, [pact]),
            (whole, list(instruments(pact))),
        )
    )
    outcome = decide(one[1], case_of(order, alone, pair)).outcome
    if outcome != "release" or whole.between(*pair, ASKED) != alone.between(*pair, ASKED):
        raise SystemExit(f"the ordinary case is not released: {outcome}")

    table = Table(title="The law of many instruments", title_justify="left")
    for heading in ("", "per second", "microseconds", "x its raw limit"):
        table.add_column(heading, justify="left" if not heading else "right")

    def row(name: str, taken: float, limit: float) -> None:
        table.add_row(name, f"{1 / taken:,.0f}", f"{taken * 1e6:,.2f}", f"{taken / limit:,.1f}")

    limit = statistics.median(raw)
    row(f"raw limit: read and sort the acts of {FACTS} facts", limit, limit)
    row(f"compile an instrument with {FACTS} facts", statistics.median(ours), limit)
    table.add_section()
    limit = each(lambda n: bisect_right(index[pairs[n]], ASKED - n), questions)
    row("raw limit: one look-up and one bisection", limit, limit)
    row(
        f"ask the force of one of {INSTRUMENTS:,}",
        each(lambda n: whole.between(*pairs[n], ASKED - n), questions),
        limit,
    )
    table.add_section()
    few = questions[: QUESTIONS // 10]

    def decides(world: tuple[Play, Library]) -> float:
        return each(lambda _: decide(world[1], case_of(order, world[0], pair)), few)

    limit = decides(one)
    row("raw limit: a decision with one instrument loaded", limit, limit)
    row(f"the same decision with {INSTRUMENTS:,} loaded", decides(all_of_them), limit)

    console = Console()
    console.print(table)
    total = statistics.median(ours) * INSTRUMENTS
    console.print(f"{reached:,} of {INSTRUMENTS:,} compiled; all of them: {total:.1f} s")


if __name__ == "__main__":
    main()
