"""One partner's connection: admitted through a bounded door, then held to bytes and seconds.

HTTP/1.1 as far as the link needs it (docs/protocol/link.md), on the parser of httptools: one
request at a time, no pipelining, no upgrade. A general server would bound neither what a peer may
send before its request is complete nor how long that may take, and would hide its certificate.
"""

from __future__ import annotations

import asyncio
import http
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

import httptools

from accordant import canonical
from accordant.adapters.certificate import digest
from accordant.errors import AccordantError, MalformedMessage, OutOfBounds
from accordant.link.batch import BATCH_BYTES_MAX
from accordant.link.problem import of_error

PROBLEM = "application/problem+json"  # the media type of RFC 9457; the members are our own

HEAD_BYTES_MAX = 8 * 1024  # request line and headers
CONNECTIONS_MAX = 64  # with a pinned certificate
HANDSHAKES_MAX = 32  # strangers at the door, at the same time
HANDSHAKE_SECONDS_MAX = 5.0
REQUEST_SECONDS_MAX = 10.0  # from the handshake, or the first byte, to the last byte
IDLE_SECONDS_MAX = 300.0  # between an answer and the next request
GOODBYE_SECONDS_MAX = 1.0  # for the peer to end TLS in order


@dataclass(frozen=True)
class Request:
    """What a partner asks, complete."""

    certificate_sha256: str
    method: bytes
    target: bytes  # path and query as they stand in the request line
    body: bytes


@dataclass(frozen=True)
class Answer:
    """What it is told."""

    status: int
    media_type: str = ""
    body: bytes = b""

    @classmethod
    def refusing(cls, error: Exception) -> Answer:
        """The problem document of an error."""
        problem = of_error(error)
        return cls(problem.status, PROBLEM, canonical.encode(problem))

    def spell(self, *, close: bool) -> bytes:
        """The bytes of the HTTP response."""
        lines = [f"HTTP/1.1 {self.status} {http.HTTPStatus(self.status).phrase}"]
        if self.media_type:
            lines.append(f"content-type: {self.media_type}")
        if self.status != http.HTTPStatus.NO_CONTENT:  # RFC 9110 section 8.6: none with 204
            lines.append(f"content-length: {len(self.body)}")
        if close:
            lines.append("connection: close")
        return "\r\n".join([*lines, "", ""]).encode("ascii") + self.body


class Service(Protocol):
    """What a connection asks of the endpoint it belongs to."""

    def trusts(self, certificate_sha256: str) -> bool:
        """Whether the certificate is pinned at this moment."""

    async def answer(self, request: Request) -> Answer:
        """Answer a request; never raises."""


class Connection(asyncio.Protocol):
    """The callbacks of asyncio and of the parser for one partner's connection.

    Attributes:
        closed: set when nothing more comes or goes.
    """

    def __init__(self, service: Service, connections: set[Connection]) -> None:
        self.closed = asyncio.Event()
        self._service = service
        self._connections = connections
        self._loop = asyncio.get_running_loop()
        self._parser = httptools.HttpRequestParser(self)
        self._transport: asyncio.Transport
        self._certificate = ""
        self._deadline: asyncio.TimerHandle | None = None
        self._answering: asyncio.Task[None] | None = None
        self._received = 0  # bytes of the request that is arriving
        self._target = b""
        self._body = bytearray()

    # --- from asyncio ------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The handshake is done: admit the holder of a pinned certificate, for so long."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        shown = transport.get_extra_info("ssl_object").getpeercert(binary_form=True)
        self._certificate = digest(shown)
        if len(self._connections) >= CONNECTIONS_MAX or not self._is_trusted():
            transport.abort()
            return
        self._connections.add(self)
        self._within(REQUEST_SECONDS_MAX)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it; an answer being worked on is worked on to its end, then dropped."""
        del exc
        self._stop_waiting()
        self._connections.discard(self)
        self.closed.set()

    def data_received(self, data: bytes) -> None:
        """Feed the parser, never more than one request may have."""
        if self._transport.is_closing():
            return
        if not self._received:
            self._within(REQUEST_SECONDS_MAX)
        self._received += len(data)
        if self._received > HEAD_BYTES_MAX + BATCH_BYTES_MAX:
            self._refuse(_too_large())
            return
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade) as error:
            # What one of the callbacks below raised is the cause of the parser's own error.
            cause = error.__context__
            known = cause if isinstance(cause, AccordantError) else _not_ours()
            self._refuse(known)

    def pause_writing(self) -> None:
        """A peer that asks and asks and never reads has no more to be told."""
        self._transport.abort()

    # --- from the parser ---------------------------------------------------------------------

    def on_message_begin(self) -> None:
        """A request begins; none may be waiting for its answer (no pipelining, RFC 9112 9.3.2).

        Raises:
            MalformedMessage: the one before is not answered yet.
        """
        if self._answering is not None:
            raise _not_ours()
        self._target = b""
        self._body = bytearray()

    def on_url(self, url: bytes) -> None:
        """A piece of the request target."""
        self._target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        """Refuse an announced length over the bound before any of it is read.

        Raises:
            OutOfBounds: the body would be larger than a batch may be.
        """
        if name.lower() == b"content-length" and int(value) > BATCH_BYTES_MAX:
            raise _too_large()

    def on_body(self, body: bytes) -> None:
        """A piece of the body.

        Raises:
            OutOfBounds: the body has become larger than a batch may be.
        """
        self._body += body
        if len(self._body) > BATCH_BYTES_MAX:
            raise _too_large()

    def on_message_complete(self) -> None:
        """Begin to answer; that may take its time."""
        self._stop_waiting()
        self._received = 0
        request = Request(
            self._certificate, self._parser.get_method(), self._target, bytes(self._body)
        )
        self._body = bytearray()
        close = self._parser.get_http_version() != "1.1" or not self._parser.should_keep_alive()
        self._answering = self._loop.create_task(self._answer(request, close=close))

    # --- ours --------------------------------------------------------------------------------

    def finish(self) -> asyncio.Task[None] | None:
        """Close, after the answer in hand if there is one, which is returned."""
        if self._answering is None:
            self._transport.abort()
        return self._answering

    def abort(self) -> None:
        """Close at once."""
        self._transport.abort()

    async def _answer(self, request: Request, *, close: bool) -> None:
        answer = await self._service.answer(request)
        self._answering = None
        if self._transport.is_closing():
            return
        self._transport.write(answer.spell(close=close))  # one write, one wake-up over there
        if close:
            self._transport.close()
        else:
            self._within(IDLE_SECONDS_MAX)

    def _refuse(self, error: AccordantError) -> None:
        """Answer outside any request, then close; whatever else arrives is not read."""
        self._stop_waiting()
        self._transport.write(Answer.refusing(error).spell(close=True))
        self._transport.close()

    def _is_trusted(self) -> bool:
        try:
            return self._service.trusts(self._certificate)
        except AccordantError:  # whom to trust cannot be told now: nobody
            return False

    def _within(self, seconds: float) -> None:
        """Something must happen within so many seconds, or the connection ends."""
        self._stop_waiting()
        self._deadline = self._loop.call_later(seconds, self._transport.abort)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class Door:
    """Accepts connections: so many handshakes at a time, each within its seconds."""

    def __init__(
        self,
        listener: socket.socket,
        context: ssl.SSLContext,
        protocol: Callable[[], asyncio.Protocol],
    ) -> None:
        self._listener = listener
        self._context = context
        self._protocol = protocol
        self._places = asyncio.Semaphore(HANDSHAKES_MAX)
        self._admissions: set[asyncio.Task[None]] = set()

    async def stand_open(self) -> None:
        """Accept until cancelled; who stands at the door then is sent away."""
        try:
            while True:
                await self._places.acquire()
                admission = asyncio.create_task(self._admit(await self._next()))
                self._admissions.add(admission)
                admission.add_done_callback(self._gone)
        finally:
            for admission in self._admissions:
                admission.cancel()
            await asyncio.gather(*self._admissions, return_exceptions=True)

    async def _next(self) -> socket.socket:
        """The next stranger; while the process has no descriptor left, nobody."""
        while True:
            try:
                connection, _ = await asyncio.get_running_loop().sock_accept(self._listener)
            except OSError:
                await asyncio.sleep(HANDSHAKE_SECONDS_MAX)
            else:
                return connection

    async def _admit(self, connection: socket.socket) -> None:
        # A failed handshake is answered by a TLS alert and is nobody's error here.
        with suppress(OSError, TimeoutError):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            await asyncio.get_running_loop().connect_accepted_socket(
                self._protocol,
                connection,
                ssl=self._context,
                ssl_handshake_timeout=HANDSHAKE_SECONDS_MAX,
                ssl_shutdown_timeout=GOODBYE_SECONDS_MAX,
            )

    def _gone(self, admission: asyncio.Task[None]) -> None:
        self._admissions.discard(admission)
        self._places.release()


def _too_large() -> OutOfBounds:
    return OutOfBounds(f"A batch is at most {BATCH_BYTES_MAX} bytes.")


def _not_ours() -> MalformedMessage:
    return MalformedMessage("Not a request of this protocol.")
