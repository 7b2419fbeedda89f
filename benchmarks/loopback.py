"""How long a round trip takes on this machine's loopback: bare TLS 1.3, then our HTTP on top.

The bare figure is the raw limit the link is held against: two processes, blocking sockets, the
same certificates and TLS settings as the link, one message of the given size there and a
cosignature's worth of bytes back. Run alone it prints both; `measure` returns them.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from accordant.adapters import certificate
from accordant.adapters.link_client import LinkClient
from accordant.adapters.tls import Listening, client_context
from accordant.entrypoints.link_server import LinkServer

REQUEST_BYTES = 4096
ANSWER_BYTES = 3600  # two cosignature lines, one of them ML-DSA-44
ROUNDS = 2000
WARM_UP_ROUNDS = 200

_processes = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class RoundTrip:
    """Round trips of one kind, in milliseconds."""

    p50: float
    p99: float


@dataclass(frozen=True)
class Loopback:
    """What this machine does at best, and what the link's transport makes of it."""

    raw: RoundTrip
    http: RoundTrip

    @property
    def ratio(self) -> float:
        """How many times the raw limit our round trip takes."""
        return self.http.p50 / self.raw.p50


def measure(rounds: int = ROUNDS, request_bytes: int = REQUEST_BYTES) -> Loopback:
    """Measure both, one after the other, on certificates made for the occasion."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        for party in ("KOR", "JPN"):
            certificate.create(party, home / party / "certificate.pem", home / party / "key.pem")
        return Loopback(
            raw=_measure_raw(home, rounds, request_bytes),
            http=_measure_http(home, rounds, request_bytes),
        )


def _measure_raw(home: Path, rounds: int, request_bytes: int) -> RoundTrip:
    request = bytes(request_bytes)
    context = client_context(*files(home, "KOR"), [der_of(home, "JPN")])
    with other_process(_serve_raw, home, request_bytes) as port:
        raw = socket.create_connection(("127.0.0.1", port))
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with context.wrap_socket(raw) as connection:

            def round_trip() -> None:
                connection.sendall(request)
                read(connection, ANSWER_BYTES)

            return times(round_trip, rounds)


def _measure_http(home: Path, rounds: int, request_bytes: int) -> RoundTrip:
    request = bytes(request_bytes)
    der = der_of(home, "JPN")
    pinned = certificate.digest(der)
    with (
        other_process(_serve_http, home, request_bytes) as port,
        LinkClient(f"127.0.0.1:{port}", *files(home, "KOR"), pinned, [der]) as client,
    ):
        return times(lambda: client.send(request), rounds)


def times(round_trip: Callable[[], object], rounds: int) -> RoundTrip:
    for _ in range(WARM_UP_ROUNDS):
        round_trip()
    taken = []
    for _ in range(rounds):
        begin = time.perf_counter()
        round_trip()
        taken.append((time.perf_counter() - begin) * 1000)
    return RoundTrip(p50=statistics.median(taken), p99=statistics.quantiles(taken, n=100)[98])


def _serve_raw(home: Path, request_bytes: int, pipe: Connection) -> None:
    """The other process: one connection, each request answered with a fixed string."""
    context = Listening(*files(home, "JPN"), lambda: [der_of(home, "KOR")]).context
    answer = bytes(ANSWER_BYTES)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        pipe.send(listener.getsockname()[1])
        raw, _ = listener.accept()
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with context.wrap_socket(raw, server_side=True) as connection:
            while read(connection, request_bytes):
                connection.sendall(answer)


def _serve_http(home: Path, _request_bytes: int, pipe: Connection) -> None:
    """The other process: our endpoint with a handler that does nothing."""
    der = der_of(home, "KOR")
    server = LinkServer("127.0.0.1", 0, *files(home, "JPN"), _Silent(), lambda: [der])
    server.start()
    pipe.send(server.port)
    with contextlib.suppress(EOFError):
        pipe.recv()
    server.stop()


class _Silent:
    """A handler that costs nothing."""

    def receive(self, certificate_sha256: str, data: bytes) -> str:
        del certificate_sha256, data
        return "x" * ANSWER_BYTES

    def checkpoint(self, certificate_sha256: str, origin: str) -> str | None:
        del certificate_sha256, origin

    def chunk(self, certificate_sha256: str, leaf: int, number: int, position: int) -> bytes:
        del certificate_sha256, leaf, number, position
        return b""

    def answered(self) -> None:
        """Nothing waits for it."""


@contextlib.contextmanager
def other_process(
    serve: Callable[[Path, int, Connection], None], home: Path, request_bytes: int
) -> Iterator[int]:
    """Run a server in a process of its own; gives its port."""
    ours, theirs = _processes.Pipe()
    process = _processes.Process(target=serve, args=(home, request_bytes, theirs))
    process.start()
    theirs.close()
    try:
        yield ours.recv()
    finally:
        ours.close()
        process.join()


def read(connection: socket.socket, size: int) -> bool:
    """Read exactly so many bytes; False when the other end has gone."""
    while size:
        piece = connection.recv(size)
        if not piece:
            return False
        size -= len(piece)
    return True


def files(home: Path, party: str) -> tuple[Path, Path]:
    return home / party / "certificate.pem", home / party / "key.pem"


def der_of(home: Path, party: str) -> bytes:
    return certificate.load(home / party / "certificate.pem")


def main() -> None:
    """Print both round trips."""
    result = measure()
    print(f"bare TLS 1.3 echo   p50 {result.raw.p50:.3f} ms   p99 {result.raw.p99:.3f} ms")
    print(f"our HTTPS           p50 {result.http.p50:.3f} ms   p99 {result.http.p99:.3f} ms")
    print(f"ratio of medians    {result.ratio:.1f}")


if __name__ == "__main__":
    sys.exit(main())
