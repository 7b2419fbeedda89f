"""The link endpoint: takes partners' batches over mutual TLS 1.3 and hands them to a handler.

Two routes, nothing else (docs/protocol/link.md). Whoever has no pinned certificate gets no
further than the handshake; whoever has one is bounded in connections, bytes and time. Nothing a
partner sends and nothing that goes wrong here is ever written to a log or into an answer.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote_to_bytes

from accordant.adapters.tls import Listening
from accordant.entrypoints.link_connection import (
    Answer,
    Connection,
    Door,
    Request,
)
from accordant.errors import AccordantError, MalformedMessage, NodeMisconfigured
from accordant.link.batch import ORIGIN_LENGTH_MAX

WORKERS = 4  # batches of different partners handled at the same time; the store has one writer
BACKLOG = 64  # connections the machine keeps waiting before the door
START_SECONDS_MAX = 10.0
GRACE_SECONDS_MAX = 5.0  # for batches in hand when the endpoint stops

NOTE = "text/plain; charset=utf-8"

_logger = logging.getLogger("accordant.link")


class Handler(Protocol):
    """What the endpoint asks of the node. Called in worker threads; may take its time.

    The certificate was pinned when the connection was made. Whose it is, and whether it still is,
    the handler says, in the same transaction in which it stores.
    """

    def receive(self, certificate_sha256: str, data: bytes) -> str:
        """Check and store a batch; return the cosignature lines.

        Raises:
            PartnerError: the batch is refused, and the partner is told the code.
            AccordantError: it cannot be stored now, and the partner is told no more than that.
        """

    def checkpoint(self, certificate_sha256: str, origin: str) -> str | None:
        """Return the newest checkpoint of the origin this node cosigned, or None.

        Raises:
            PartnerError: this partner may not ask for that origin.
        """


class LinkServer:
    """Runs the endpoint in a thread of its own, from `start` to `stop`.

    Attributes:
        port: the port it listens on, also when it was asked for any free one (0).
    """

    def __init__(  # noqa: PLR0917 - where, with what, to whom, for whom: read in this order
        self,
        host: str,
        port: int,
        certificate_file: Path,
        key_file: Path,
        handler: Handler,
        trusted: Callable[[], Sequence[bytes]],
    ) -> None:
        """Bind; `trusted` is asked often and must be quick: the DER certificates pinned now.

        Raises:
            NodeMisconfigured: the address is not free, or the certificate files cannot be used.
        """
        self._trust = Listening(certificate_file, key_file, trusted)
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="link")
        self._service = _Service(handler, self._trust, self._workers)
        self._listener = _bind(host, port)
        self.port: int = self._listener.getsockname()[1]
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self._thread = threading.Thread(target=self._run, name="link-server", daemon=True)

    def start(self) -> None:
        """Begin to accept; returns when partners can connect.

        Raises:
            NodeMisconfigured: the endpoint did not come up.
        """
        self._thread.start()
        if not self._ready.wait(START_SECONDS_MAX):
            raise NodeMisconfigured("The link endpoint did not start.")

    def stop(self) -> None:
        """Finish the batches in hand, close every connection, free the port."""
        if self._loop is not None and self._stopping is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join()
        self._listener.close()
        self._workers.shutdown()

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        connections: set[Connection] = set()
        door = Door(
            self._listener, self._trust.context, lambda: Connection(self._service, connections)
        )
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        accepting = asyncio.create_task(door.stand_open())
        self._ready.set()
        await self._stopping.wait()
        accepting.cancel()
        with suppress(asyncio.CancelledError):
            await accepting
        await _finish(connections)


class _Service:
    """The two routes, and the boundary behind which every exception becomes a problem document."""

    def __init__(self, handler: Handler, trust: Listening, workers: ThreadPoolExecutor) -> None:
        self._handler = handler
        self._trust = trust
        self._workers = workers

    def trusts(self, certificate_sha256: str) -> bool:
        """Whether the certificate is pinned at this moment."""
        return self._trust.trusts(certificate_sha256)

    async def answer(self, request: Request) -> Answer:
        """Answer a request, whatever happens."""
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._workers, self._route, request)
        except Exception as error:  # noqa: BLE001 - the boundary: nothing foreign leaves
            if not isinstance(error, AccordantError):
                # The type alone: the text may hold what was being handled.
                _logger.error("link request failed: %s", type(error).__name__)  # noqa: TRY400
            return Answer.refusing(error)

    def _route(self, request: Request) -> Answer:
        path, _, query = request.target.partition(b"?")
        certificate = request.certificate_sha256
        if (request.method, request.target) == (b"POST", b"/link/1/batch"):
            return _note(self._handler.receive(certificate, request.body))
        if (request.method, path) == (b"GET", b"/link/1/checkpoint"):
            return _note(self._handler.checkpoint(certificate, _origin(query)))
        return Answer(404)


def _note(text: str | None) -> Answer:
    """Signed note text, or the plain statement that there is none."""
    return Answer(204) if text is None else Answer(200, NOTE, text.encode())


def _origin(query: bytes) -> str:
    """The one query parameter of a checkpoint request.

    Raises:
        MalformedMessage: another, more, none, or not an origin's letters.
    """
    name, _, value = query.partition(b"=")
    origin = unquote_to_bytes(value)
    if name != b"origin" or not origin or len(origin) > ORIGIN_LENGTH_MAX or not origin.isascii():
        raise MalformedMessage("A checkpoint request names one origin.")
    return origin.decode("ascii")


def _bind(host: str, port: int) -> socket.socket:
    """A listening socket.

    Raises:
        NodeMisconfigured: the address cannot be bound.
    """
    try:
        listener = socket.create_server((host, port), backlog=BACKLOG)
    except OSError:
        raise NodeMisconfigured(f"The link address {host}:{port} cannot be bound.") from None
    listener.setblocking(False)
    return listener


async def _finish(connections: set[Connection]) -> None:
    """Let every answer in hand be given, then see every connection closed."""
    closing = tuple(connections)
    answers = [answer for each in closing if (answer := each.finish())]
    if answers:
        await asyncio.wait(answers, timeout=GRACE_SECONDS_MAX)
    for each in closing:
        each.abort()
    await asyncio.gather(*(each.closed.wait() for each in closing))
