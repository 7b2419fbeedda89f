"""One partner's connection: HTTP/1.1 as far as the link needs it, held to bytes and seconds.

One request at a time, no pipelining, no upgrade (docs/protocol/link.md), on the parser of
httptools. A general web server would bound neither what a peer may send before its request is
complete nor how long that may take, and would hide the peer's certificate.
"""

from __future__ import annotations

import http
import socket
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

import httptools

from accordant import canonical
from accordant.errors import AccordantError, MalformedMessage, OutOfBounds
from accordant.link.batch import BATCH_BYTES_MAX
from accordant.link.problem import of_error

PROBLEM = "application/problem+json"  # the media type of RFC 9457; the members are our own

HEAD_BYTES_MAX = 8 * 1024  # request line and headers
READ_BYTES = 64 * 1024  # at a time
REQUEST_SECONDS_MAX = 10.0  # from the handshake, or the first byte, to the last byte
IDLE_SECONDS_MAX = 300.0  # between an answer and the next request
ANSWER_SECONDS_MAX = 10.0  # for the peer to take the answer
LINGER_SECONDS_MAX = 1.0  # for the peer to read a refusal before the connection is gone


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


class Answering(Protocol):
    """What answers the requests of a connection."""

    def answer(self, request: Request) -> Answer:
        """Answer a request, whatever happens."""

    def answered(self, request: Request) -> None:
        """Note that the answer is on its way, or that nobody takes it."""


class Connection:
    """Serves one admitted peer in the thread that calls `serve`."""

    def __init__(
        self,
        connection: ssl.SSLSocket,
        certificate_sha256: str,
        answering: Answering,
    ) -> None:
        """Take the connection, whose certificate is pinned, and what answers; never raises."""
        self._connection = connection
        self._certificate = certificate_sha256
        self._answering = answering
        self._reading = _Reading()
        self._busy = False
        self._stopping = False

    def serve(self) -> None:
        """Answer request after request until either side has enough."""
        seconds = REQUEST_SECONDS_MAX
        with self._connection, suppress(OSError):  # a peer that goes, or is slow, is no error
            while not self._stopping:
                try:
                    request = self._next(seconds)
                except AccordantError as error:
                    self._refuse(error)
                    return
                if request is None:
                    return
                self._busy = True
                close = self._reading.close or self._stopping
                try:
                    self._say(self._answering.answer(request).spell(close=close))
                finally:
                    self._answering.answered(request)
                self._busy = False
                if close:
                    return
                seconds = IDLE_SECONDS_MAX

    def stop(self) -> None:
        """End it from another thread: at once, or after the answer in hand."""
        self._stopping = True
        if not self._busy:
            with suppress(OSError):  # the peer has gone already
                # Beneath TLS, so that the thread that waits in `recv` is not disturbed otherwise.
                socket.socket.shutdown(self._connection, socket.SHUT_RDWR)

    def _next(self, seconds: float) -> Request | None:
        """The next request, or None when the peer has gone.

        Raises:
            OutOfBounds, MalformedMessage: it is too large or no request of this protocol.
            TimeoutError: it did not come, or not whole, within its seconds.
        """
        self._reading.begin()
        deadline = time.monotonic() + seconds
        while not self._reading.complete:
            self._connection.settimeout(max(deadline - time.monotonic(), 0.001))
            data = self._connection.recv(READ_BYTES)
            if not data:
                return None
            if not self._reading.received:
                deadline = time.monotonic() + REQUEST_SECONDS_MAX
            self._reading.feed(data)
        return self._reading.request(self._certificate)

    def _say(self, data: bytes) -> None:
        self._connection.settimeout(ANSWER_SECONDS_MAX)
        self._connection.sendall(data)  # one write: one wake-up over there

    def _refuse(self, error: AccordantError) -> None:
        """Say why, and see that it is not lost."""
        self._say(Answer.refusing(error).spell(close=True))
        linger(self._connection)


def linger(connection: ssl.SSLSocket) -> None:
    """Drop what a refused peer still sends, for a moment, so that it can read the reason.

    Closing with bytes unread resets the connection (RFC 9112 section 9.6). Beneath TLS: nothing
    of it is looked at.
    """
    with suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_WR)
        deadline = time.monotonic() + LINGER_SECONDS_MAX
        while (left := deadline - time.monotonic()) > 0:
            connection.settimeout(left)
            if not socket.socket.recv(connection, READ_BYTES):
                return


class _Reading:
    """The request that is arriving; the parser's callbacks fill it in.

    Attributes:
        complete: whether all of it is here.
        close: whether the peer wants no further request on this connection.
        received: how many bytes of it have come.
    """

    def __init__(self) -> None:
        self._parser = httptools.HttpRequestParser(self)
        self.begin()

    def begin(self) -> None:
        """Make ready for the next request."""
        self.complete = False
        self.close = False
        self.received = 0
        self._target = b""
        self._body = bytearray()

    def feed(self, data: bytes) -> None:
        """Take what came, never more than one request may have.

        Raises:
            OutOfBounds: the request is too large.
            MalformedMessage: it is no request of this protocol.
        """
        self.received += len(data)
        if self.received > HEAD_BYTES_MAX + BATCH_BYTES_MAX:
            raise _too_large()
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade) as error:
            # What one of the callbacks below raised is the context of the parser's own error.
            cause = error.__context__
            raise (cause if isinstance(cause, AccordantError) else _not_ours()) from None

    def request(self, certificate_sha256: str) -> Request:
        """The whole request."""
        method = self._parser.get_method()
        return Request(certificate_sha256, method, self._target, bytes(self._body))

    def on_message_begin(self) -> None:
        """A request begins; the one before must have been answered."""
        if self.complete:  # pipelining, RFC 9112 section 9.3.2
            raise _not_ours()

    def on_url(self, url: bytes) -> None:
        """A piece of the request target."""
        self._target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        """Refuse an announced length over the bound before any of it is read."""
        if name.lower() == b"content-length" and int(value) > BATCH_BYTES_MAX:
            raise _too_large()

    def on_body(self, body: bytes) -> None:
        """A piece of the body."""
        self._body += body
        if len(self._body) > BATCH_BYTES_MAX:
            raise _too_large()

    def on_message_complete(self) -> None:
        """The whole request is here."""
        self.complete = True
        self.close = not self._parser.should_keep_alive()


def _too_large() -> OutOfBounds:
    return OutOfBounds(f"A batch is at most {BATCH_BYTES_MAX} bytes.")


def _not_ours() -> MalformedMessage:
    return MalformedMessage("Not a request of this protocol.")
