"""How fast a file of 16 MiB travels between two whole nodes, and whether warnings wait for it.

Run: python benchmarks/enclosures.py [ROUNDS]

Seoul's node serves in this process, Tokyo's in another; everything is on: a decision for each
chunk, a check against what the originator signed, one durable transaction a chunk, the whole file
opened at the end, the receipt. Raw limit, from the same run: a bare TLS 1.3 round trip of a chunk,
its cryptography and one flush of it, one after the other. Machines are noisy, read the ratios.
"""

from __future__ import annotations

import hashlib
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path

import _nodes as nodes
import link
import loopback
import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from rich.console import Console
from rich.table import Table

from accordant.adapters import certificate
from accordant.adapters.tls import Listening, client_context
from accordant.entrypoints.serve import Server
from accordant.envelope.enclosure import CHUNK_SIZE, SEALED_CHUNK_SIZE
from accordant.model.contents.enclosure import ENCLOSURE_BYTES_MAX, Enclosure
from accordant.model.product import SECOND, Figure, Launch, Portion, Product, Site, When
from accordant.operations.products import keep
from accordant.operations.release import release
from accordant.wiring import OpenNode, open_node

SIZE = ENCLOSURE_BYTES_MAX
REQUEST_BYTES = 100  # about what asking for a chunk takes
MEBIBYTE = 1024 * 1024
QUIET = 60  # warnings with nothing else under way


class Noise:
    """A file that cannot be made smaller, made up as it is read."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def read(self, start: int, size: int) -> bytes:
        size = max(0, min(size, SIZE - start))
        numbers = range(start // CHUNK_SIZE, (start + size + CHUNK_SIZE - 1) // CHUNK_SIZE)
        made = b"".join(
            hashlib.shake_128(f"{self._seed}/{number}".encode()).digest(CHUNK_SIZE)
            for number in numbers
        )
        made = made[start % CHUNK_SIZE :][:size]
        return b"\x89PNG\r\n\x1a\n"[start:size] + made[8:] if start == 0 else made

    def digest(self) -> str:
        seen = hashlib.sha256()
        for start in range(0, SIZE, CHUNK_SIZE):
            seen.update(self.read(start, CHUNK_SIZE))
        return seen.hexdigest()


def with_picture(number: int, digest: str) -> Product:
    """A launch report with a picture of the largest size."""
    plain = nodes.report(number, "picture")
    marking, unknown = plain.marking, Figure("unknown")
    launch = Launch(
        When("unknown", "year", "", None), Site("Wonsan"), "unknown", "unknown", unknown, unknown
    )
    contents = launch, Enclosure("picture.png", "image/png", SIZE, digest)
    portions = (Portion(marking, each, plain.subjects, "imagery") for each in contents)
    return msgspec.structs.replace(
        plain, format=SECOND, title="", valid_from=None, valid_until=None, relations=(),
        reached=(), precedence="routine", portions=tuple(portions),
    )  # fmt: skip


# --- the raw limit ---


def _serve_chunks(home: Path, _: int, pipe: Connection) -> None:
    """The other process: each request answered with as many bytes as a chunk has."""
    context = Listening(
        *loopback.files(home, "JPN"), lambda: [loopback.der_of(home, "KOR")]
    ).context
    answer = bytes(SEALED_CHUNK_SIZE)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        pipe.send(listener.getsockname()[1])
        raw, _ = listener.accept()
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with context.wrap_socket(raw, server_side=True) as connection:
            while loopback.read(connection, REQUEST_BYTES):
                connection.sendall(answer)


def tls_milliseconds(home: Path, rounds: int = 1000) -> float:
    """Median of a bare TLS round trip that brings one chunk."""
    for party in ("KOR", "JPN"):
        certificate.create(party, home / party / "certificate.pem", home / party / "key.pem")
    context = client_context(*loopback.files(home, "KOR"), [loopback.der_of(home, "JPN")])
    with loopback.other_process(_serve_chunks, home, 0) as port:
        raw = socket.create_connection(("127.0.0.1", port))
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with context.wrap_socket(raw) as connection:

            def round_trip() -> None:
                connection.sendall(bytes(REQUEST_BYTES))
                loopback.read(connection, SEALED_CHUNK_SIZE)

            return loopback.times(round_trip, rounds).p50


def crypto_milliseconds(rounds: int = 300) -> float:
    """Median of what a chunk needs: one SHA-256 sealed, one AES-256-GCM, one SHA-256 plain."""
    key, nonce, plain = AESGCM(os.urandom(32)), bytes(12), os.urandom(CHUNK_SIZE)
    sealed = key.encrypt(nonce, plain, None)
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        hashlib.sha256(sealed).digest()
        hashlib.sha256(key.decrypt(nonce, sealed, None)).digest()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def flush_milliseconds(folder: Path, rounds: int = 64) -> list[float]:
    """Writing a chunk into a file that has its length and forcing it to disk, each time."""
    taken = []
    with (folder / "flush").open("wb", buffering=0) as file:
        file.write(bytes(rounds * SEALED_CHUNK_SIZE))
        os.fsync(file.fileno())
        file.seek(0)
        for _ in range(rounds):
            began = time.perf_counter()
            file.write(bytes(SEALED_CHUNK_SIZE))
            os.fdatasync(file.fileno())
            taken.append((time.perf_counter() - began) * 1000)
    return taken


# --- two nodes ---


def receipted(seoul: OpenNode, product: str) -> bool:
    def work(reading) -> bool:
        index = reading.outbox_about(product)[-1].index
        return index is not None and reading.answer(link.OURS, index) is not None

    return seoul.node.store.read(work)


def warn(seoul: OpenNode, watch: link.Watch, name: str) -> float:
    """Milliseconds from asking for a release until the partner's cosignature is kept."""
    watch.came_back.clear()
    began = time.perf_counter()
    release(seoul.node, link.ask(name))
    if not watch.came_back.wait(60):
        raise TimeoutError
    return (watch.at - began) * 1000


def transfer(seoul: OpenNode, number: int, watch: link.Watch | None) -> tuple[float, float, list]:
    """Seconds to seal and keep, seconds from release to receipt, warnings' milliseconds beside."""
    noise, times = Noise(number), []
    product = with_picture(number, noise.digest())
    began = time.perf_counter()
    keep(seoul.node, [product], {product.portions[1].content.digest: noise})
    sealed = time.perf_counter() - began
    began = time.perf_counter()
    release(seoul.node, link.ask(product.product))
    while not receipted(seoul, product.product):
        if watch is None:
            time.sleep(0.02)
            continue
        time.sleep(0.03)
        name = f"KOR-beside-{number}-{len(times)}"
        keep(seoul.node, [msgspec.structs.replace(nodes.report(0), product=name)])
        times.append(warn(seoul, watch, name))
    return sealed, time.perf_counter() - began, times


def most_mebibytes(other: subprocess.Popen[str]) -> tuple[float, float]:
    """The most memory this process and the other have had so far."""
    status = Path(f"/proc/{other.pid}/status").read_text()
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return ours, int(status.split("VmHWM:")[1].split()[0]) / 1024


def quiet(seoul: OpenNode, watch: link.Watch) -> list[float]:
    keep(seoul.node, [nodes.report(number, "quiet") for number in range(QUIET)])
    times = []
    for number in range(QUIET):
        times.append(warn(seoul, watch, f"KOR-quiet-{number}"))
        time.sleep(0.03)
    return times


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        raw = {
            "bare TLS 1.3 round trip of a chunk": tls_milliseconds(root / "raw"),
            "cryptography of a chunk": crypto_milliseconds(),
        }
        flushes = flush_milliseconds(root)
        seoul, tokyo = nodes.create(root, "KOR"), nodes.create(root, "JPN")
        nodes.introduce(seoul, tokyo)
        nodes.put_in_force(seoul, tokyo)
        tokyo.resources.close()
        watch = link.Watch()
        server = Server(seoul)
        with nodes.served(root / "JPN") as other:
            thread = threading.Thread(target=server.run)
            thread.start()
            link.wait_until(lambda: link.ready(seoul))
            alone = quiet(seoul, watch)
            before, done = most_mebibytes(other), []
            for number in range(rounds):
                done.append(transfer(seoul, number, None))
                flushes += flush_milliseconds(root)  # the disk is shared: measured in between
            after = most_mebibytes(other)
            beside = [transfer(seoul, rounds + number, watch) for number in range(rounds)]
            server.stop()
            thread.join()
        seoul.resources.close()
        with open_node(root / "JPN") as again:
            files = again.node.store.read(
                lambda r: [r.enclosures(f"KOR-picture-{n}", 1, "KOR") for n in range(2 * rounds)]
            )
        assert all(each[0].state == "held" for each in files)
    raw["write and flush of a chunk"] = statistics.median(flushes)
    _print(raw, done, alone, [ms for each in beside for ms in each[2]], (before, after))


def _print(raw: dict, done: list, alone: list[float], beside: list[float], memory: tuple) -> None:
    console = Console(width=96)
    limit = CHUNK_SIZE / MEBIBYTE / sum(raw.values()) * 1000
    table = Table(title=f"A file of {SIZE // MEBIBYTE} MiB, median of {len(done)}")
    for column in ("", "MiB/s", "of raw"):
        table.add_column(column, justify="left" if not column else "right")
    for what, place in (("sealed and kept", 0), ("released to receipted", 1)):
        rate = SIZE / MEBIBYTE / statistics.median(each[place] for each in done)
        table.add_row(what, f"{rate:.1f}", f"{rate / limit:.0%}")
    table.add_row("raw limit, one chunk after the other", f"{limit:.1f}", "100%")
    console.print(table)
    for name, value in raw.items():
        console.print(f"raw: {name} {value:.2f} ms")
    table = Table(title="A warning, released to cosigned, ms")
    for column in ("", "p50", "p90", "most", "warnings"):
        table.add_column(column, justify="left" if not column else "right")
    for what, times in (("nothing else under way", alone), ("beside a transfer", beside)):
        found = sorted(times)
        at = [found[int(len(found) * share)] for share in (0.5, 0.9)]
        table.add_row(what, *(f"{ms:.1f}" for ms in (*at, found[-1])), str(len(found)))
    console.print(table)
    (seoul, tokyo), (seoul_after, tokyo_after) = memory
    console.print(
        f"most memory before and after the transfers: {seoul:.0f} to {seoul_after:.0f} MiB "
        f"providing, {tokyo:.0f} to {tokyo_after:.0f} MiB fetching"
    )


if __name__ == "__main__":
    main()
