"""The register of officers: making it of its facts, and asking it, beside one look-up.

    PYTHONPATH=src python benchmarks/officers.py [--officers 200]

Nothing is signed and nothing stored: it is the pure reading that is timed.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from accordant.model.officer import (
    LetterIssued,
    NeedDetermined,
    OfficerAppointed,
    OfficerCleared,
    OfficerFact,
)
from accordant.model.statement import PublicKey
from accordant.officers.asked import What
from accordant.officers.may import may
from accordant.officers.ranking import Rung
from accordant.officers.register import Held, Register

RUNGS = {"KOR:I": Rung("s", 3), "KOR:II": Rung("s", 2), "KOR:III": Rung("s", 1)}
WHAT = What(
    deed="approve", level="KOR:II", subjects=("dprk-missile",), countries=("JPN",), authors=()
)
SECONDS = 1.0  # of each timing


def facts(number: int) -> list[OfficerFact]:
    """Five facts of one officer: posted, cleared, in need, with two letters."""
    name = f"nis-{number:05}"
    key = PublicKey(number.to_bytes(32), b"")
    when = {"officer": name, "since": 0, "until": 1000}
    letter = {"categories": ("every",), "level": "KOR:I", "countries": ("every",), **when}
    return [
        OfficerAppointed(post=name, authority="KOR:NIS", key=key, **when),
        OfficerCleared(scheme="s", level="KOR:II", **when),
        NeedDetermined(group="north", subjects=("dprk-missile",), **when),
        LetterIssued(deeds=("approve",), **letter),
        LetterIssued(deeds=("order",), **letter),
    ]


def timed(work: Callable[[], object]) -> float:
    """Seconds of one call, over as many as fit the time."""
    count, started = 0, time.perf_counter()
    while (passed := time.perf_counter() - started) < SECONDS:
        work()
        count += 1
    return passed / count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--officers", type=int, default=200)
    count = parser.parse_args().officers
    held = [
        Held(f"{number:032x}{place:032x}", fact)
        for number in range(count)
        for place, fact in enumerate(facts(number))
    ]
    register = Register(held)
    table = dict(held)
    asked = f"nis-{count // 2:05}"
    assert may(register, RUNGS, asked, WHAT, 500).yes
    assert not may(register, RUNGS, asked, WHAT, 1001).yes
    key = PublicKey((count // 2).to_bytes(32), b"")
    raw = timed(lambda: table.get(held[0].digest))
    for what, seconds in (
        ("raw: one look-up in a table", raw),
        (f"the register made of {len(held)} facts", timed(lambda: Register(held))),
        ("may: a yes", timed(lambda: may(register, RUNGS, asked, WHAT, 500))),
        ("may: a no with its reasons", timed(lambda: may(register, RUNGS, asked, WHAT, 1001))),
        ("whose key this is", timed(lambda: register.holders(key, 500))),
    ):
        print(f"{what:45} {seconds * 1e6:10.1f} us")


if __name__ == "__main__":
    main()
