"""A process that writes to a store, for tests that kill it or let two of them meet.

store_child.py write FILE WRITER    enqueue numbers until killed; print each once acknowledged
store_child.py draw FILE COUNT      draw register numbers and print them
store_child.py fill FILE BYTES      write until files may not grow beyond BYTES, then lift that
"""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path
from queue import Queue
from threading import Thread

from accordant.adapters.sqlite_store import SqliteStore
from accordant.errors import DiskFull
from accordant.operations.ports import OutboxRow


def tell(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def enqueue(writer: str, number: int):
    row = OutboxRow(partner=writer, rank=1, type="note", payload=b"%d" % number, at=number)
    return lambda transaction: transaction.enqueue(row)


def write(store: SqliteStore, writer: str) -> None:
    """Keep up to 64 writes under way; acknowledge on standard output what the store resolved."""
    under_way: Queue = Queue(64)

    def acknowledge() -> None:
        while True:
            number, future = under_way.get()
            future.result()
            tell(str(number))

    Thread(target=acknowledge, daemon=True).start()
    number = store.read(lambda r: max((row.at for row in r.outbox(partner=writer)), default=0))
    while True:
        number += 1
        under_way.put((number, store.submit(enqueue(writer, number))))


def draw(store: SqliteStore, count: str) -> None:
    for _ in range(int(count)):
        tell(str(store.write(lambda t: t.next_register_number(2017, "JPN"))))


def fill(store: SqliteStore, size: str) -> None:
    """Print how many writes were acknowledged before the disk was full, and of one after."""
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), limit[1]))
    acknowledged = 0
    try:
        while True:
            store.write(enqueue("JPN", acknowledged))
            acknowledged += 1
    except DiskFull:
        tell(f"full {acknowledged}")
    resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    store.write(enqueue("JPN", acknowledged))
    tell("goes on")


if __name__ == "__main__":
    what, file, argument = sys.argv[1:]
    with SqliteStore(Path(file)) as opened:
        {"write": write, "draw": draw, "fill": fill}[what](opened, argument)
