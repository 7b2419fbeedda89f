"""The link endpoint: takes partners' batches over mutual TLS 1.3 and hands them to a handler.

Three routes, nothing else (docs/protocol/link.md). Whoever has no pinned certificate gets no
further than the handshake; whoever has one is bounded in connections, bytes and time. Nothing a
partner sends and nothing that goes wrong here is ever written to a log or into an answer.

A thread for each connection: partners are few and their connections live long, OpenSSL tells a
stranger why it is refused, and a batch is answered without a hop between threads.
"""

from __future__ import annotations

import logging
import re
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote_to_bytes

from accordant.adapters.certificate import digest
from accordant.adapters.tls import Listening
from accordant.entrypoints.link_connection import Answer, Connection, Request, linger
from accordant.errors import AccordantError, MalformedMessage, NodeMisconfigured
from accordant.link.batch import ORIGIN_LENGTH_MAX

CONNECTIONS_MAX = 64  # with a pinned certificate
HANDSHAKES_MAX = 32  # strangers at the door, at the same time
HANDSHAKE_SECONDS_MAX = 5.0
BACKLOG = 64  # connections the machine keeps waiting before the door
GRACE_SECONDS_MAX = 5.0  # for batches in hand when the endpoint stops
LOOK_SECONDS = 0.1  # how often the door looks whether it is to close

NOTE = "text/plain; charset=utf-8"
CHUNK = "application/octet-stream"

_chunk = re.compile(rb"leaf=(0|[1-9][0-9]{0,15})&file=([0-9])&chunk=(0|[1-9][0-9]{0,2})")

_logger = logging.getLogger("accordant.link")


class Handler(Protocol):
    """What the endpoint asks of the node. Called in the connections' threads; may take its time.

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

    def chunk(self, certificate_sha256: str, leaf: int, number: int, position: int) -> bytes:
        """Return a sealed chunk of a file of the item that a leaf said to this partner provides.

        Raises:
            PartnerError: this partner may not have it now.
        """

    def answered(self) -> None:
        """Note that the answer to a batch is on its way; what waited for that may begin."""


class LinkServer:
    """Runs the endpoint in threads of its own, from `start` to `stop`.

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
        """Bind; `trusted` is asked at every handshake: the DER certificates pinned now.

        Raises:
            NodeMisconfigured: the address is not free, or the certificate files cannot be used.
        """
        self._trust = Listening(certificate_file, key_file, trusted)
        self._routes = _Routes(handler)
        self._listener = _bind(host, port)
        self.port: int = self._listener.getsockname()[1]
        self._places = threading.Semaphore(HANDSHAKES_MAX)
        self._threads: dict[threading.Thread, Connection | None] = {}
        self._changing = threading.Lock()
        self._stopping = threading.Event()
        self._door = threading.Thread(target=self._stand_open, name="link-door", daemon=True)

    def start(self) -> None:
        """Begin to accept; partners can connect from now on."""
        self._door.start()

    def stop(self) -> None:
        """Finish the batches in hand, close every connection, free the port."""
        self._stopping.set()
        if self._door.is_alive():
            self._door.join()
        self._listener.close()
        with self._changing:
            threads = dict(self._threads)
        for connection in threads.values():
            if connection is not None:
                connection.stop()
        for thread in threads:
            thread.join(GRACE_SECONDS_MAX)

    def _stand_open(self) -> None:
        """Accept; every stranger gets a thread, and only so many at a time."""
        while not self._stopping.is_set():
            if not self._places.acquire(timeout=LOOK_SECONDS):
                continue
            try:
                raw, _ = self._listener.accept()
            except OSError:  # nobody came, or the process has no descriptor left
                self._places.release()
                continue
            thread = threading.Thread(
                target=self._admit, args=(raw,), name="link-partner", daemon=True
            )
            with self._changing:
                self._threads[thread] = None
            thread.start()

    def _admit(self, raw: socket.socket) -> None:
        """Shake hands with a stranger and serve it if it is a partner."""
        try:
            try:
                connection = self._shake_hands(raw)
            finally:
                self._places.release()
            if connection is not None:
                connection.serve()
        except OSError:  # a stranger that was gone before it could be greeted
            raw.close()
        finally:
            with self._changing:
                del self._threads[threading.current_thread()]

    def _shake_hands(self, raw: socket.socket) -> Connection | None:
        """The connection of a peer that holds a certificate pinned now, or None."""
        secured = self._trust.context.wrap_socket(
            raw, server_side=True, do_handshake_on_connect=False
        )
        try:
            secured.settimeout(HANDSHAKE_SECONDS_MAX)
            secured.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            secured.do_handshake()
            certificate = digest(secured.getpeercert(binary_form=True) or b"")
            connection = Connection(secured, certificate, self._routes)
            if self._trust.trusts(certificate) and self._takes(connection):
                return connection
        except ssl.SSLError:  # the alert has been sent
            linger(secured)
        except (OSError, AccordantError):  # gone, too slow, or it cannot be told whom to trust
            pass
        secured.close()
        return None

    def _takes(self, connection: Connection) -> bool:
        """Whether there is room for one more; if so it is known from now on."""
        with self._changing:
            served = sum(each is not None for each in self._threads.values())
            if served >= CONNECTIONS_MAX or self._stopping.is_set():
                return False
            self._threads[threading.current_thread()] = connection
            return True


class _Routes:
    """The three routes, and the boundary where every exception becomes a problem document."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler

    def answer(self, request: Request) -> Answer:
        """Answer a request, whatever happens."""
        try:
            return self._route(request)
        except AccordantError as error:
            return Answer.refusing(error)
        except Exception as error:  # noqa: BLE001 - the boundary: nothing foreign leaves
            # The type alone: the text may hold what was being handled.
            _logger.error("link request failed: %s", type(error).__name__)  # noqa: TRY400
            return Answer.refusing(error)

    def answered(self, request: Request) -> None:
        """Tell the handler, if anything may have come."""
        if request.method == b"POST":
            self._handler.answered()

    def _route(self, request: Request) -> Answer:
        path, _, query = request.target.partition(b"?")
        certificate = request.certificate_sha256
        if (request.method, request.target) == (b"POST", b"/link/1/batch"):
            return _note(self._handler.receive(certificate, request.body))
        if (request.method, path) == (b"GET", b"/link/1/checkpoint"):
            return _note(self._handler.checkpoint(certificate, _origin(query)))
        if (request.method, path) == (b"GET", b"/link/1/chunk"):
            return Answer(200, CHUNK, self._handler.chunk(certificate, *_chunk_of(query)))
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


def _chunk_of(query: bytes) -> tuple[int, int, int]:
    """Leaf, file and chunk of a request for one.

    Raises:
        MalformedMessage: not exactly these three, in this order and spelling.
    """
    found = _chunk.fullmatch(query)
    if found is None:
        raise MalformedMessage("A chunk is named by leaf, file and chunk.")
    leaf, number, position = found.groups()
    return int(leaf), int(number), int(position)


def _bind(host: str, port: int) -> socket.socket:
    """A listening socket that does not wait for ever.

    Raises:
        NodeMisconfigured: the address cannot be bound.
    """
    try:
        listener = socket.create_server((host, port), backlog=BACKLOG)
    except OSError:
        raise NodeMisconfigured(f"The link address {host}:{port} cannot be bound.") from None
    listener.settimeout(LOOK_SECONDS)
    return listener
