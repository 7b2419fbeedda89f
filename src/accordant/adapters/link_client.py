"""Calls a partner's link endpoint: one persistent TLS 1.3 connection, its certificate pinned.

Everything it sends may be sent again: a batch already held is answered by the cosignature of what
is held. So a connection that turns out to be dead is replaced once without asking.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

from accordant.adapters.certificate import digest
from accordant.adapters.tls import client_context
from accordant.envelope.enclosure import SEALED_CHUNK_SIZE
from accordant.errors import (
    MalformedMessage,
    NodeMisconfigured,
    OutOfBounds,
    PartnerUnreachable,
    WrongCertificate,
)
from accordant.link.batch import BATCH_BYTES_MAX
from accordant.link.problem import to_error

CONNECT_SECONDS_MAX = 5.0  # TCP and TLS
ANSWER_SECONDS_MAX = 15.0  # from the last byte sent to the last byte answered
NOTE_BYTES_MAX = 16 * 1024  # a checkpoint with its cosignature lines is about 8 KiB

# Alerts of RFC 8446 section 6.2 by which a listener refuses our certificate.
_CERTIFICATE_ALERTS = ("CERTIFICATE", "UNKNOWN_CA", "ACCESS_DENIED")


class LinkClient:
    """The speaker's end of one link. For one thread at a time.

    A context manager; outside one, `close` it.
    """

    def __init__(
        self,
        address: str,
        certificate_file: Path,
        key_file: Path,
        pinned_sha256: str,
        trusted: Sequence[bytes],
    ) -> None:
        """Take the partner's `host:port`, our own files, and the partner's certificate (DER).

        Connects when first used. `trusted` holds the certificate whose SHA-256 is pinned.

        Raises:
            NodeMisconfigured: the address or a file cannot be used.
        """
        self._host, self._port = _split(address)
        self._address = address
        self._context = client_context(certificate_file, key_file, trusted)
        self._pinned = pinned_sha256
        self._connection: ssl.SSLSocket | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def send(self, batch: bytes) -> str:
        """Deliver a batch; return the cosignature lines, which prove that it is stored.

        Raises:
            OutOfBounds: the batch is larger than the wire allows; nothing was sent.
            WrongCertificate: either end does not accept the other's certificate.
            PartnerUnreachable: no answer; the batch may or may not be stored: send it again.
            PartnerError: what the partner's problem document says.
        """
        if len(batch) > BATCH_BYTES_MAX:
            raise OutOfBounds(f"a batch is at most {BATCH_BYTES_MAX} bytes")
        head = f"POST /link/1/batch HTTP/1.1\r\nhost: {self._address}\r\n"
        status, body = self._ask(
            f"{head}content-type: application/json\r\ncontent-length: {len(batch)}\r\n\r\n",
            batch,
        )
        if status != http.client.OK:
            raise to_error(body, place=self._address)
        return self._note(body)

    def checkpoint(self, origin: str) -> str | None:
        """Return the newest checkpoint of this origin the partner cosigned; None when none.

        Raises:
            WrongCertificate: either end does not accept the other's certificate.
            PartnerUnreachable: no answer.
            PartnerError: what the partner's problem document says.
        """
        path = f"/link/1/checkpoint?origin={quote(origin, safe='')}"
        status, body = self._ask(self._get(path), b"")
        if status == http.client.NO_CONTENT:
            return None
        if status != http.client.OK:
            raise to_error(body, place=self._address)
        return self._note(body)

    def chunk(self, leaf: int, number: int, position: int) -> bytes:
        """Return a chunk of a file of the item a leaf provides, unchecked; see `ChunkWire`.

        Raises:
            WrongCertificate: either end does not accept the other's certificate.
            PartnerUnreachable: no answer.
            MalformedMessage: more came than a chunk has.
            PartnerError: what the partner's problem document says.
        """
        path = f"/link/1/chunk?leaf={leaf}&file={number}&chunk={position}"
        status, body = self._ask(self._get(path), b"", SEALED_CHUNK_SIZE)
        if status != http.client.OK:
            raise to_error(body, place=self._address)
        return body

    def close(self) -> None:
        """Let go of the connection; the next call makes a new one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _get(self, path: str) -> str:
        return f"GET {path} HTTP/1.1\r\nhost: {self._address}\r\n\r\n"

    def _ask(self, head: str, body: bytes, answer_max: int = NOTE_BYTES_MAX) -> tuple[int, bytes]:
        """One request and its answer, on a new connection if the one held has died."""
        request = head.encode("ascii") + body  # one write: one segment, one wake-up
        if self._connection is not None:
            try:
                return self._exchange(self._connection, request, answer_max)
            except PartnerUnreachable:
                pass  # it may have been closed while idle
        self._connection = self._connect()
        return self._exchange(self._connection, request, answer_max)

    def _exchange(
        self, connection: ssl.SSLSocket, request: bytes, answer_max: int
    ) -> tuple[int, bytes]:
        """Send and read on this connection, which is let go of unless it can be used again.

        Raises:
            PartnerUnreachable: it broke or stayed silent.
            WrongCertificate: the partner refused our certificate.
            MalformedMessage: the answer is not one of this protocol.
        """
        reading = _Reading(connection)
        answer = http.client.HTTPResponse(reading)  # type: ignore[arg-type]  # asks `makefile` only
        reusable = False
        try:
            _send(connection, request)
            reading.begin()
            answer.begin()
            body = answer.read(answer_max + 1)
            reusable = answer.isclosed() and not answer.will_close
        except (http.client.RemoteDisconnected, http.client.IncompleteRead, OSError) as error:
            raise self._trouble(error) from None
        except http.client.HTTPException:
            raise MalformedMessage("The answer is not HTTP.", place=self._address) from None
        finally:
            answer.close()
            if not reusable:
                self.close()
        if len(body) > answer_max:
            raise MalformedMessage("The answer is too long.", place=self._address)
        if answer.length:  # bytes that were announced and never came
            raise PartnerUnreachable(place=self._address)
        return answer.status, body

    def _connect(self) -> ssl.SSLSocket:
        """A new connection to the holder of the pinned certificate."""
        try:
            raw = socket.create_connection((self._host, self._port), CONNECT_SECONDS_MAX)
        except OSError as error:
            raise self._trouble(error) from None
        try:
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection = self._context.wrap_socket(raw)
        except OSError as error:
            raw.close()
            raise self._trouble(error) from None
        shown = connection.getpeercert(binary_form=True)
        if shown is None or digest(shown) != self._pinned:
            connection.close()
            raise WrongCertificate(place=self._address)
        return connection

    def _trouble(self, error: Exception) -> WrongCertificate | PartnerUnreachable:
        """What a failing connection means: one end refuses the other, or there is no way."""
        reason = str(getattr(error, "reason", "")) if isinstance(error, ssl.SSLError) else ""
        if any(alert in reason for alert in _CERTIFICATE_ALERTS):
            return WrongCertificate(
                "The partner does not accept this node's certificate.",
                hint="It must add this party's current statement: `accordant partner export`.",
                place=self._address,
            )
        return PartnerUnreachable(place=self._address)

    def _note(self, body: bytes) -> str:
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            raise MalformedMessage("The answer is not text.", place=self._address) from None


class _Reading(io.RawIOBase):
    """An answer as it arrives, whole within its seconds: a partner may not drip it for ever."""

    def __init__(self, connection: ssl.SSLSocket) -> None:
        self._connection = connection
        self.begin()

    def begin(self) -> None:
        """Count the seconds from now."""
        self._deadline = time.monotonic() + ANSWER_SECONDS_MAX

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What `http.client` asks of a socket."""
        return io.BufferedReader(self)

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what is there; raises TimeoutError when the seconds are over."""
        self._connection.settimeout(max(self._deadline - time.monotonic(), 0.001))
        return self._connection.recv_into(buffer)


def _send(connection: ssl.SSLSocket, request: bytes) -> None:
    """Send the request; a listener that stops reading has said why, so that is read instead."""
    connection.settimeout(ANSWER_SECONDS_MAX)
    try:
        connection.sendall(request)
    except (BrokenPipeError, ConnectionResetError):
        # In TLS 1.3 the client is done before the server has looked at its certificate
        # (RFC 8446 section 4.4.2.4), so the alert or the refusal may be waiting to be read.
        return


def _split(address: str) -> tuple[str, int]:
    """Host and port of `host:port`; an IPv6 host stands in brackets.

    Raises:
        NodeMisconfigured: the address has another form.
    """
    host, colon, port = address.rpartition(":")
    if not colon or not host or not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise NodeMisconfigured(f"`{address[:80]}` is not an address of the form host:port.")
    return host.removeprefix("[").removesuffix("]"), int(port)
