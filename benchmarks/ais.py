"""Taking in 100,000 AIS sentences, beside what pyais needs to decode them and nothing else.

The sentences are made here: a thousand ships, each heard a hundred times, in turn. Each row is a
process of its own, so that its peak of memory is its own; processor time, since waiting for the
disk of a busy machine says nothing. The command's row is what an officer types: it reads, makes a
product for each ship, seals each and keeps it.

    python benchmarks/ais.py
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from pyais import encode_dict
from rich.console import Console
from rich.table import Table

SENTENCES, SHIPS, ROUNDS = 100_000, 1_000, 3
TERMS = (
    "--level", "KOR:III", "--subject", "maritime-track", "--purpose", "maritime-security",
)  # fmt: skip

DECODE = """
import sys
from pyais import decode
for line in open(sys.argv[1], "rb").read().splitlines():
    decode(line)
"""
READ = """
import sys
from accordant.adapters.ais_file import read
report = read(open(sys.argv[1], "rb").read(), "heard.txt")
assert (report.rows, len(report.refused)) == (int(sys.argv[2]), 0)
"""
IMPORTS = {
    DECODE: "from pyais import decode",
    READ: "from pyais import decode; from accordant.adapters.ais_file import read",
}


class Spent(NamedTuple):
    """What one process took."""

    processor: float  # seconds, system included
    peak: int  # KiB resident


def sentences(count: int) -> str:
    dice = random.Random(1)
    written = []
    for number in range(count):
        fields = {
            "type": 1, "mmsi": 440_000_000 + number % SHIPS, "second": dice.randrange(60),
            "lat": 30 + dice.random() * 10, "lon": 125 + dice.random() * 10,
            "course": dice.random() * 359, "speed": dice.random() * 20,
        }  # fmt: skip
        written += encode_dict(fields, talker_id="AI", sentence_type="VDM")
    return "\n".join(written) + "\n"


def spent(*command: str) -> Spent:
    """Run a command to its end; refuse one that fails."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {' '.join(command[:6])}")
    return Spent(usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def without_start(program: str, *arguments: str) -> Spent:
    """What a program took beyond loading its libraries."""
    whole = spent(sys.executable, "-c", program, *arguments)
    start = spent(sys.executable, "-c", IMPORTS[program])
    return Spent(whole.processor - start.processor, whole.peak)


def whole_command(home: Path, file: Path) -> Spent:
    accordant = (sys.executable, "-m", "accordant")
    spent(*accordant, "init", "KOR", "--address", "127.0.0.1:7410", "--home", str(home))
    return spent(*accordant, "import", "ais", str(file), *TERMS, "--home", str(home))


def main() -> None:
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("--sentences", type=int, default=SENTENCES)
    count = asked.parse_args().sentences
    rows: dict[str, list[Spent]] = {
        "pyais decodes each line": [],
        "our reader": [],
        "import ais, whole": [],
    }
    decoded, read, kept = rows.values()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "heard.txt"
        file.write_text(sentences(count))
        began = time.perf_counter()
        for number in range(ROUNDS):  # in turn, so that a busy moment meets all three alike
            decoded.append(without_start(DECODE, str(file)))
            read.append(without_start(READ, str(file), str(count)))
            kept.append(whole_command(Path(folder) / str(number), file))
        waited = time.perf_counter() - began
    show(rows, count)
    Console().print(f"{ROUNDS} rounds, {waited:.0f} s waited for")


def show(rows: dict[str, list[Spent]], count: int) -> None:
    table = Table(title=f"{count:,} AIS sentences, {SHIPS:,} ships", title_justify="left")
    for heading in ("", "processor s", "sentences/s", "x decoding", "peak MiB"):
        table.add_column(heading, justify="left" if not heading else "right")
    raw = statistics.median(each.processor for each in rows["pyais decodes each line"])
    for name, taken in rows.items():
        each = statistics.median(one.processor for one in taken)
        peak = max(one.peak for one in taken) / 1024
        row = (f"{each:.2f}", f"{count / each:,.0f}", f"{each / raw:.1f}", f"{peak:.0f}")
        table.add_row(name, *row)
    Console().print(table)


if __name__ == "__main__":
    main()
