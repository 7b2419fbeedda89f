"""Client and endpoint over real TLS on loopback: who is let in, how far, and what is answered."""

from __future__ import annotations

import contextlib
import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from tests.unit.adapters.link_stage import a_client, listening

from accordant.adapters.link_client import LinkClient
from accordant.adapters.tls import Listening, client_context
from accordant.entrypoints import link_connection, link_server
from accordant.entrypoints.link_server import LinkServer
from accordant.errors import (
    BadProof,
    LogForked,
    NotProvided,
    OutOfBounds,
    PartnerUnreachable,
    StoreFailed,
    WrongCertificate,
)
from accordant.link.batch import BATCH_BYTES_MAX

LINES = "— accordant/JPN AAAA\n"
CHUNK = bytes(range(256)) * 256 + bytes(48)
SECRET = "a track of a submarine"


class Recorder:
    """A handler that remembers what it was given and answers or raises as told."""

    def __init__(self) -> None:
        self.received: list[tuple[str, bytes]] = []
        self.asked: list[str] = []
        self.chunks: list[tuple[str, int, int, int]] = []
        self.raises: Exception | None = None
        self.held: str | None = None
        self.wait: Callable[[], object] = lambda: None
        self.answers = 0

    def receive(self, certificate_sha256: str, data: bytes) -> str:
        self.received.append((certificate_sha256, data))
        self.wait()
        if self.raises is not None:
            raise self.raises
        return LINES

    def checkpoint(self, certificate_sha256: str, origin: str) -> str | None:
        self.asked.append(origin)
        return self.held

    def chunk(self, certificate_sha256: str, leaf: int, number: int, position: int) -> bytes:
        self.chunks.append((certificate_sha256, leaf, number, position))
        if self.raises is not None:
            raise self.raises
        return CHUNK

    def answered(self) -> None:
        self.answers += 1


@pytest.fixture
def handler() -> Recorder:
    return Recorder()


@pytest.fixture
def trusted(nodes) -> list[bytes]:
    return [nodes["KOR"].der]


@pytest.fixture
def server(nodes, handler, trusted) -> Iterator[LinkServer]:
    """JPN's endpoint, which trusts KOR."""
    running = LinkServer("127.0.0.1", 0, *nodes["JPN"].files, handler, lambda: tuple(trusted))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def call(nodes, server) -> Iterator[Callable[..., LinkClient]]:
    """Make clients of JPN's endpoint, as KOR unless told otherwise."""
    with contextlib.ExitStack() as closing:

        def make(party: str = "KOR", pin: str = "JPN", trust: str = "JPN") -> LinkClient:
            return closing.enter_context(
                LinkClient(
                    f"127.0.0.1:{server.port}",
                    *nodes[party].files,
                    nodes[pin].sha256,
                    [nodes[trust].der],
                )
            )

        yield make


@pytest.fixture
def connect(nodes, server) -> Iterator[Callable[[], ssl.SSLSocket]]:
    """Make bare TLS connections to JPN's endpoint as KOR."""
    context = client_context(*nodes["KOR"].files, [nodes["JPN"].der])
    with contextlib.ExitStack() as closing:

        def make() -> ssl.SSLSocket:
            raw = socket.create_connection(("127.0.0.1", server.port), 5)
            return closing.enter_context(context.wrap_socket(raw))

        yield make


def read_to_end(connection: socket.socket) -> bytes:
    """All the endpoint says until it closes, in order or not."""
    data = b""
    with contextlib.suppress(ConnectionResetError, ssl.SSLEOFError):
        while piece := connection.recv(65536):
            data += piece
    return data


# --- what is said and answered -------------------------------------------------------------------


def test_a_batch_arrives_whole_with_the_certificate_it_came_under(call, handler, nodes):
    data = bytes(range(256)) * 1000
    client = call()
    assert [client.send(data), client.send(b"{}")] == [LINES, LINES]
    assert handler.received == [(nodes["KOR"].sha256, data), (nodes["KOR"].sha256, b"{}")]


def test_a_batch_of_the_largest_size_passes(call, handler):
    call().send(bytes(BATCH_BYTES_MAX))
    assert len(handler.received[0][1]) == BATCH_BYTES_MAX


def test_the_checkpoint_held_is_told_or_that_there_is_none(call, handler):
    client = call()
    assert client.checkpoint("accordant/KOR:MND/JPN") is None
    handler.held = "a checkpoint — with a cosignature\n"
    assert client.checkpoint("accordant/KOR:MND/JPN") == handler.held
    assert handler.asked == ["accordant/KOR:MND/JPN"] * 2


def test_a_chunk_comes_as_it_is_or_is_refused_by_name(call, handler, nodes):
    client = call()
    assert client.chunk(7, 0, 255) == CHUNK
    assert handler.chunks == [(nodes["KOR"].sha256, 7, 0, 255)]
    assert handler.answers == 0, "nothing has arrived, so no reader is woken"
    handler.raises = NotProvided("why stays home")
    with pytest.raises(NotProvided) as refused:
        client.chunk(7, 0, 0)
    assert "The partner says" in refused.value.message


@pytest.mark.parametrize("error", [LogForked(), WrongCertificate(), OutOfBounds("too many")])
def test_a_refusal_is_the_same_error_over_there(call, handler, error):
    handler.raises = error
    with pytest.raises(type(error), match=error.message):
        call().send(b"{}")


def test_the_handler_hears_that_an_answer_is_on_its_way_also_of_a_refusal(call, handler):
    client = call()
    client.send(b"{}")
    handler.raises = BadProof("no")
    with pytest.raises(BadProof):
        client.send(b"{}")
    until = time.monotonic() + 5
    while handler.answers < 2 and time.monotonic() < until:
        time.sleep(0.01)
    assert handler.answers == 2


def test_a_gap_says_from_where_to_continue(call, handler):
    handler.raises = BadProof("a gap", held_size=7)
    with pytest.raises(BadProof) as refusal:
        call().send(b"{}")
    assert refusal.value.held_size == 7


@pytest.mark.parametrize("error", [StoreFailed(SECRET), KeyError(SECRET), MemoryError(SECRET)])
def test_trouble_inside_stays_inside(call, handler, caplog, error):
    handler.raises = error
    caplog.set_level(logging.DEBUG)
    with pytest.raises(PartnerUnreachable) as refusal:
        call().send(SECRET.encode())
    assert SECRET not in str(refusal.value)
    assert SECRET not in caplog.text
    handler.raises = None
    assert call().send(b"{}") == LINES


def test_the_connection_lives_on_after_a_refusal(call, handler, server, monkeypatch):
    client = call()
    handler.raises = BadProof()
    with pytest.raises(BadProof):
        client.send(b"{}")
    handler.raises = None
    monkeypatch.setattr(client, "_connect", lambda: pytest.fail("connected again"))
    assert client.send(b"{}") == LINES


def test_the_client_connects_again_after_the_endpoint_was_away(nodes, handler, trusted):
    first = LinkServer("127.0.0.1", 0, *nodes["JPN"].files, handler, lambda: trusted)
    first.start()
    address = f"127.0.0.1:{first.port}"
    pin = nodes["JPN"].sha256, [nodes["JPN"].der]
    with LinkClient(address, *nodes["KOR"].files, *pin) as client:
        client.send(b"1")
        first.stop()
        with pytest.raises(PartnerUnreachable):
            client.send(b"2")
        again = LinkServer("127.0.0.1", first.port, *nodes["JPN"].files, handler, lambda: trusted)
        again.start()
        assert client.send(b"3") == LINES
        again.stop()


def test_a_batch_in_hand_is_answered_before_the_endpoint_stops(call, handler, server):
    begun, go_on = threading.Event(), threading.Event()
    handler.wait = lambda: (begun.set(), go_on.wait(5))
    answers: list[str] = []
    sending = threading.Thread(target=lambda: answers.append(call().send(b"{}")))
    sending.start()
    begun.wait(5)
    stopping = threading.Thread(target=server.stop)
    stopping.start()
    go_on.set()
    stopping.join(5)
    sending.join(5)
    assert answers == [LINES]


# --- certificates --------------------------------------------------------------------------------


def test_a_certificate_nobody_pinned_is_refused(call, handler):
    for _ in range(10):  # the alert races with the request; neither may hide the reason
        with pytest.raises(WrongCertificate):
            call(party="AUS").send(b"{}" * 2000)
    assert handler.received == []


def test_the_endpoint_must_show_the_certificate_pinned(call, handler):
    with pytest.raises(WrongCertificate):
        call(pin="AUS", trust="AUS").send(b"{}")
    with pytest.raises(WrongCertificate):
        call(pin="AUS", trust="JPN").send(b"{}")
    assert handler.received == []


def test_a_caller_without_certificate_is_refused(nodes, server, handler):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.load_verify_locations(cadata=nodes["JPN"].der)
    with (
        socket.create_connection(("127.0.0.1", server.port), 5) as raw,
        context.wrap_socket(raw) as connection,
        pytest.raises(ssl.SSLError, match="CERTIFICATE_REQUIRED"),
    ):
        connection.recv(1)
    assert handler.received == []


def test_nothing_older_than_tls_1_3_is_spoken(nodes, server):
    context = client_context(*nodes["KOR"].files, [nodes["JPN"].der])
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with (
        socket.create_connection(("127.0.0.1", server.port), 5) as raw,
        pytest.raises(ssl.SSLError, match="PROTOCOL_VERSION"),
    ):
        context.wrap_socket(raw)


def test_a_listener_of_an_older_tls_is_not_spoken_to(nodes, monkeypatch):
    context = Listening(*nodes["JPN"].files, lambda: [nodes["KOR"].der]).context
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with listening(context, b"") as port, pytest.raises(PartnerUnreachable):
        a_client(nodes, port).send(b"{}")


def test_partners_come_and_go_while_the_endpoint_runs(call, nodes, trusted, handler):
    with pytest.raises(WrongCertificate):
        call(party="AUS").send(b"{}")
    trusted.append(nodes["AUS"].der)
    assert call(party="AUS").send(b"{}") == LINES
    trusted.remove(nodes["KOR"].der)
    with pytest.raises(WrongCertificate):
        call(party="KOR").send(b"{}")
    assert [sha256 for sha256, _ in handler.received] == [nodes["AUS"].sha256]


def test_when_it_cannot_be_told_whom_to_trust_nobody_is(nodes, handler):
    def trusted() -> list[bytes]:
        raise StoreFailed

    server = LinkServer("127.0.0.1", 0, *nodes["JPN"].files, handler, trusted)
    server.start()
    with a_client(nodes, server.port) as client, pytest.raises(PartnerUnreachable):
        client.send(b"{}")
    server.stop()
    assert handler.received == []


# --- bounds --------------------------------------------------------------------------------------


def test_the_client_sends_no_batch_that_is_too_large(call, handler):
    with pytest.raises(OutOfBounds):
        call().send(bytes(BATCH_BYTES_MAX + 1))
    assert handler.received == []


def test_a_body_announced_too_large_is_refused_unread(connect, handler):
    connection = connect()
    head = f"POST /link/1/batch HTTP/1.1\r\ncontent-length: {BATCH_BYTES_MAX + 1}\r\n\r\n"
    connection.sendall(head.encode())
    answer = read_to_end(connection)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b'"code":"out-of-bounds"' in answer
    assert handler.received == []


def test_a_body_of_unannounced_length_is_cut_off(connect, handler):
    connection = connect()
    connection.sendall(b"POST /link/1/batch HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n")
    chunk = b"10000\r\n" + bytes(0x10000) + b"\r\n"
    with contextlib.suppress(ConnectionError, ssl.SSLError):
        for _ in range(BATCH_BYTES_MAX // 0x10000 + 1):
            connection.sendall(chunk)
    assert b'"code":"out-of-bounds"' in read_to_end(connection)
    assert handler.received == []


def test_a_head_without_end_is_cut_off(connect, handler):
    connection = connect()
    connection.sendall(b"POST /link/1/batch HTTP/1.1\r\nx: ")
    with contextlib.suppress(ConnectionError, ssl.SSLError):
        for _ in range(BATCH_BYTES_MAX // 65536 + 2):
            connection.sendall(b"x" * 65536)
    assert b'"code":"out-of-bounds"' in read_to_end(connection)
    assert handler.received == []


def test_a_slow_request_is_cut_off(connect, handler, monkeypatch):
    monkeypatch.setattr(link_connection, "REQUEST_SECONDS_MAX", 0.3)
    connection = connect()
    begin = time.monotonic()
    with contextlib.suppress(ConnectionError, ssl.SSLError):
        for letter in b"POST /link/1/batch HTTP/1.1\r\ncontent-length: 3\r\n\r\nab" * 9:
            connection.sendall(bytes([letter]))
            time.sleep(0.01)
    assert time.monotonic() - begin < 4
    assert handler.received == []


def test_a_connection_that_says_nothing_is_closed(connect, monkeypatch):
    monkeypatch.setattr(link_connection, "REQUEST_SECONDS_MAX", 0.2)
    assert read_to_end(connect()) == b""


def test_a_stranger_who_never_begins_tls_is_sent_away(nodes, handler, trusted, monkeypatch):
    monkeypatch.setattr(link_server, "HANDSHAKE_SECONDS_MAX", 0.2)
    monkeypatch.setattr(link_server, "HANDSHAKES_MAX", 1)
    server = LinkServer("127.0.0.1", 0, *nodes["JPN"].files, handler, lambda: trusted)
    server.start()
    with socket.create_connection(("127.0.0.1", server.port), 5) as stranger:
        with a_client(nodes, server.port) as client:
            assert client.send(b"{}") == LINES  # once the stranger's time is over
        assert read_to_end(stranger) == b""
    server.stop()


def test_only_so_many_connections_at_a_time(connect, monkeypatch):
    monkeypatch.setattr(link_server, "CONNECTIONS_MAX", 2)
    first, second = connect(), connect()
    for admitted in (first, second):  # the handshake is over there only once it is answered
        admitted.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert admitted.recv(4096).startswith(b"HTTP/1.1 404 ")
    assert read_to_end(connect()) == b""
    first.close()
    second.sendall(b"GET / HTTP/1.1\r\nconnection: close\r\n\r\n")
    assert read_to_end(second).startswith(b"HTTP/1.1 404 ")


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET /link/1/batch HTTP/1.1\r\n\r\n", 404),
        (b"POST /link/1/batch?x=1 HTTP/1.1\r\ncontent-length: 0\r\n\r\n", 404),
        (b"GET /link/2/checkpoint?origin=a HTTP/1.1\r\n\r\n", 404),
        (b"GET /link/1/checkpoint HTTP/1.1\r\n\r\n", 400),
        (b"GET /link/1/checkpoint?origin= HTTP/1.1\r\n\r\n", 400),
        (b"GET /link/1/checkpoint?origin=" + b"a" * 99 + b" HTTP/1.1\r\n\r\n", 400),
        (b"GET /link/1/checkpoint?name=a HTTP/1.1\r\n\r\n", 400),
        (b"GET /link/1/chunk?leaf=1&file=0 HTTP/1.1\r\n\r\n", 400),
        (b"GET /link/1/chunk?leaf=01&file=0&chunk=0 HTTP/1.1\r\n\r\n", 400),
        (b"GET /link/1/chunk?leaf=1&file=0&chunk=0&more=1 HTTP/1.1\r\n\r\n", 400),
        (b"GET /link/1/chunk?leaf=1&file=0&chunk=9999 HTTP/1.1\r\n\r\n", 400),
        (b"POST /link/1/chunk?leaf=1&file=0&chunk=0 HTTP/1.1\r\ncontent-length: 0\r\n\r\n", 404),
        (b"what is this?\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n", 400),
        (b"POST /link/1/batch HTTP/1.1\r\ncontent-length: -1\r\n\r\n", 400),
        (b"\x16\x03\x01", 400),
    ],
)
def test_anything_else_is_refused(connect, handler, request_bytes, status):
    connection = connect()
    connection.sendall(
        request_bytes.replace(b"HTTP/1.1\r\n", b"HTTP/1.1\r\nconnection: close\r\n")
    )
    assert read_to_end(connection).startswith(f"HTTP/1.1 {status} ".encode())
    assert handler.received == []
    assert handler.asked == []
    assert handler.chunks == []


def test_a_second_request_before_the_first_answer_is_refused(connect, handler):
    connection = connect()
    connection.sendall(b"POST /link/1/batch HTTP/1.1\r\ncontent-length: 0\r\n\r\n" * 2)
    assert b"malformed-message" in read_to_end(connection)
    assert len(handler.received) <= 1


def test_a_stranger_gone_before_the_greeting_leaves_nothing_behind(server, call, monkeypatch):
    """Its thread is forgotten: a thousand such strangers must not add up."""
    context = server._trust.context
    with monkeypatch.context() as patched:
        gone = threading.Event()

        def wrap_socket(*_: object, **__: object) -> ssl.SSLSocket:
            gone.set()
            raise ConnectionResetError

        patched.setattr(context, "wrap_socket", wrap_socket)
        socket.create_connection(("127.0.0.1", server.port), 5).close()
        assert gone.wait(5)
        deadline = time.monotonic() + 5
        while server._threads and time.monotonic() < deadline:
            time.sleep(0.01)
    assert not server._threads
    assert call().send(b"{}") == LINES
