"""Over real TLS: who gets to the door, and what a partner's own certificate can do to others."""

from __future__ import annotations

import socket
import ssl
from contextlib import suppress

import msgspec
import pytest
from tests.simulated_node import SimulatedNode

from accordant.adapters import certificate as certificates
from accordant.adapters.link_client import LinkClient
from accordant.adapters.tls import client_context
from accordant.entrypoints.link_server import LinkServer
from accordant.errors import BadProof, PartnerError, WrongCertificate
from accordant.operations.arrive import process
from accordant.operations.receive import held_checkpoint, receive


class Handler:
    """What `serve` does with a request, in this process."""

    def __init__(self, scene) -> None:
        self.scene = scene

    def receive(self, certificate_sha256: str, data: bytes) -> str:
        return receive(self.scene.real.node, certificate_sha256, data)

    def checkpoint(self, certificate_sha256: str, origin: str) -> str | None:
        return held_checkpoint(self.scene.real.node, certificate_sha256, origin)

    def answered(self) -> None:
        pass


@pytest.fixture
def door(scene):
    """Tokyo's endpoint."""
    home = scene.real.home
    running = LinkServer(
        "127.0.0.1", 0, home.certificate, home.certificate_key, Handler(scene), scene.real.pinned()
    )
    running.start()
    yield running
    running.stop()


@pytest.fixture
def calling(scene, door):
    """Make a client of Tokyo's endpoint with somebody's certificate."""
    made = []
    tokyo = scene.real.node.statement.node.certificate

    def call(somebody: SimulatedNode, pinned: bytes = tokyo, trusted: bytes = tokyo) -> LinkClient:
        address = f"127.0.0.1:{door.port}"
        made.append(LinkClient(address, *somebody.files, certificates.digest(pinned), [trusted]))
        return made[-1]

    yield call
    for client in made:
        client.close()


def says(scene, client, identifier):
    """Whether an item said over this client arrives."""
    lines = client.send(scene.seoul.say(scene.release(identifier)))
    process(scene.real.node, "KOR")
    return bool(lines) and scene.state(identifier) == "registered"


def test_a_partner_is_heard_over_its_own_certificate(scene, calling):
    client = calling(scene.seoul)
    assert says(scene, client, "KOR-a")
    assert client.checkpoint(scene.seoul.origin).startswith(f"{scene.seoul.origin}\n4\n")


def test_a_stranger_gets_no_further_than_the_handshake(scene, calling, tmp_path):
    stranger = SimulatedNode("KOR", tmp_path / "stranger", scene.seoul.now, "127.0.0.1:1")
    with pytest.raises(WrongCertificate):
        calling(stranger).checkpoint(scene.seoul.origin)
    assert says(scene, calling(scene.seoul), "KOR-a")


def test_a_right_certificate_for_the_wrong_party(scene, calling):
    batch = scene.seoul.batch(len(scene.seoul.leaves), [scene.release("KOR-a")])
    canberra = calling(scene.canberra)
    with pytest.raises(WrongCertificate):
        canberra.send(batch)
    with pytest.raises(WrongCertificate):
        canberra.checkpoint(scene.seoul.origin)
    assert scene.held("KOR-a") is None
    assert says(scene, calling(scene.seoul), "KOR-a")


def test_a_node_that_is_not_the_one_pinned_gets_nothing(scene, calling):
    """Somebody else answers at the partner's address."""
    other = scene.canberra.made_certificate
    with pytest.raises(WrongCertificate):
        calling(scene.seoul, pinned=other).checkpoint(scene.seoul.origin)
    with pytest.raises(WrongCertificate):
        calling(scene.seoul, pinned=other, trusted=other).checkpoint(scene.seoul.origin)


def test_a_certificate_is_dead_as_soon_as_the_next_statement_is_known(scene, calling, tmp_path):
    seoul = scene.seoul
    old = calling(seoul)
    assert says(scene, old, "KOR-a")
    files = (tmp_path / "new.pem", tmp_path / "new.key")
    certificates.create("KOR", *files)
    node = msgspec.structs.replace(seoul.statement.node, certificate=certificates.load(files[0]))
    assert old.send(seoul.say(seoul.signed(seoul.renew(node=node))))
    process(scene.real.node, "KOR")
    batch = seoul.batch(len(seoul.leaves), [scene.release("KOR-b")])
    with pytest.raises(WrongCertificate):  # the connection that stands
        old.send(batch)
    with pytest.raises(WrongCertificate):  # a new one
        calling(seoul).send(batch)
    seoul.files = files
    assert says(scene, calling(seoul), "KOR-b")


def test_a_certificate_that_bears_another_partners_name_shuts_nobody_out(scene, calling, tmp_path):
    """TLS finds trusted certificates by name; Canberra's next one says that it is Seoul's."""
    canberra = scene.canberra
    files = (tmp_path / "false.pem", tmp_path / "false.key")
    certificates.create("KOR", *files)
    node = msgspec.structs.replace(
        canberra.statement.node, certificate=certificates.load(files[0])
    )
    index = scene.say(canberra.signed(canberra.restated(node=node)), speaker=canberra)
    scene.settle()
    assert canberra.answers(index) == ["unreadable"]
    assert says(scene, calling(scene.seoul), "KOR-a")
    assert calling(canberra).checkpoint(canberra.origin) is not None


def test_a_certificate_nobody_can_read_shuts_nobody_out(scene, door, calling):
    """Should one ever be pinned, its party alone has no link."""
    good = scene.real.pinned()
    door._trust._trusted = lambda: [b"no certificate", *good(), b""]
    assert says(scene, calling(scene.seoul), "KOR-a")


def test_one_partner_cannot_wear_out_the_door(scene, door, calling):
    """Connections that say nothing, or half of something, leave room for the next."""
    context = client_context(*scene.canberra.files, [scene.real.node.statement.node.certificate])
    idle = []
    for number in range(20):
        raw = socket.create_connection(("127.0.0.1", door.port), 5)
        if number % 2:
            raw = context.wrap_socket(raw)
            raw.sendall(b"POST /link/1/batch HTTP/1.1\r\ncontent-length: 4000000\r\n\r\n{")
        idle.append(raw)
    assert says(scene, calling(scene.seoul), "KOR-a")
    for each in idle:
        each.close()


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET /link/1/checkpoint HTTP/1.1\r\n\r\n",
        b"GET /link/1/checkpoint?origin=../../etc/passwd HTTP/1.1\r\n\r\n",
        b"GET /link/1/checkpoint?origin=%00 HTTP/1.1\r\n\r\n",
        b"POST /link/1/batch HTTP/1.1\r\ncontent-length: -1\r\n\r\n",
        b"POST /link/1/batch HTTP/1.1\r\ncontent-length: 99999999999999999999\r\n\r\n",
        b"POST /link/1/batch HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"\x00" * 64,
        b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 100_000 + b"\r\n",
    ],
)
def test_a_request_that_is_none_is_refused_and_the_next_is_heard(
    scene, door, calling, request_bytes
):
    context = client_context(*scene.seoul.files, [scene.real.node.statement.node.certificate])
    answer = b""
    with (
        socket.create_connection(("127.0.0.1", door.port), 5) as raw,
        context.wrap_socket(raw) as secured,
        suppress(ssl.SSLError, ConnectionError),
    ):
        secured.sendall(request_bytes)
        answer = secured.recv(65_536)
    assert not answer.startswith(b"HTTP/1.1 200")
    assert b"Traceback" not in answer
    assert says(scene, calling(scene.seoul), "KOR-a")


def test_a_refusal_over_the_wire_is_the_same_error(scene, calling):
    client = calling(scene.seoul)
    seoul = scene.seoul
    a, b = scene.release("KOR-a"), scene.release("KOR-b")
    signed = seoul.checkpoint_of([*seoul.leaves, a, b])
    with pytest.raises(BadProof) as told:
        client.send(seoul.batch(len(seoul.leaves), [b, a], signed))
    assert told.value.held_size == scene.heard_size
    with pytest.raises(PartnerError):
        client.send(b"{}")
    assert says(scene, client, "KOR-c")
