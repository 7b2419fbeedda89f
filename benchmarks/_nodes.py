"""Two nodes with an agreement in force, for the benchmarks that need whole nodes."""

from __future__ import annotations

import contextlib
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from accordant import canonical
from accordant.config import LinkSettings, Settings
from accordant.envelope.keys import fingerprint
from accordant.model.act import Act, Adopted, AssuranceGiven, OrderSigned, RequirementsNotified
from accordant.model.case import Assurance
from accordant.model.instant import parse_instant
from accordant.model.marking import Marking
from accordant.model.product import Portion, Product, Text
from accordant.operations import texts
from accordant.operations.acts import sign_and_record
from accordant.operations.partners import add, read_statement
from accordant.operations.receive import held_checkpoint, receive
from accordant.wiring import OpenNode, create_node, open_node

AGREEMENT = "jpn-kor-gsomia-2016"
ORDER = "kor-order-launch-reports"
POST = "JPN:DIH/watch"
SIGNED = parse_instant("2016-11-23T12:00:00+09:00")
ITEM_BYTES = 2048  # of a product's canonical form, about

SERVE = """
import signal, sys, time
from pathlib import Path
from accordant.entrypoints.serve import Server
from accordant.wiring import open_node
server = Server(open_node(Path(sys.argv[1])))
signal.signal(signal.SIGTERM, lambda *_: server.stop())
signal.signal(signal.SIGUSR1, lambda *_: print(time.process_time(), flush=True))
server.run(lambda: print("ready", flush=True))
"""


def free_port() -> int:
    """A port of the loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def create(root: Path, party: str) -> OpenNode:
    """A new node of a party, opened."""
    address = f"127.0.0.1:{free_port()}"
    link = LinkSettings(listen=address, address=address, batch_entries_max=128)
    create_node(root / party, Settings(format="accordant/node/1", party=party, link=link))
    return open_node(root / party)


def introduce(first: OpenNode, second: OpenNode) -> None:
    """Make two nodes partners of each other."""
    for node, other in ((first, second), (second, first)):
        envelope = other.own_statement()
        add(node.node, envelope, fingerprint(read_statement(envelope).party_key))


def act(opened: OpenNode, post: str, done: Act) -> None:
    """An act of one of the party's officers."""
    sign_and_record(opened.node, done, post, opened.officer_key(post))


def put_in_force(seoul: OpenNode, tokyo: OpenNode) -> None:
    """Adopt and notify on both sides, assure, and sign Seoul's standing order."""
    for opened in (seoul, tokyo):
        party = opened.node.party
        digest = hold(opened, AGREEMENT)
        act(opened, "treaty-desk", Adopted(party, AGREEMENT, digest, SIGNED))
        act(opened, "treaty-desk", RequirementsNotified(party, AGREEMENT, SIGNED, SIGNED))
    word = Assurance(
        party="JPN",
        to="KOR",
        post=POST,
        level="JPN:gokuhi",
        clearance=True,
        need=True,
        protection=True,
        given=SIGNED,
    )
    act(tokyo, "security-authority", AssuranceGiven("JPN", word, SIGNED))
    digest = hold(seoul, ORDER)
    act(seoul, "releasing-authority", OrderSigned("KOR", ORDER, digest, SIGNED))


def hold(opened: OpenNode, name: str) -> str:
    """Keep a packaged text; its clause digest."""
    source = resources.files("accordant.instruments").joinpath(f"{name}.md").read_bytes()
    return texts.keep(opened.node, source, f"{name}.md").clauses_digest


def report(number: int, prefix: str = "item") -> Product:
    """A launch report of about ITEM_BYTES."""
    marking = Marking("KOR:II")
    return Product(
        product=f"KOR-{prefix}-{number}",
        kind="launch-report",
        originators=("KOR",),
        marking=marking,
        marker="TEST",
        precedence="immediate",
        subjects=("dprk-missile",),
        purpose="dprk-missile-threat",
        created=SIGNED,
        portions=(Portion(marking, Text("x" * (ITEM_BYTES - 440))),),
    )


class Direct:
    """The way from one node to another without a network."""

    def __init__(self, speaker: OpenNode, listener: OpenNode) -> None:
        certificate = speaker.node.statement.node.certificate
        self._certificate = canonical.digest_of_bytes(certificate)
        self._listener = listener

    def send(self, batch: bytes) -> str:
        """Have a batch taken."""
        return receive(self._listener.node, self._certificate, batch)

    def checkpoint(self, origin: str) -> str | None:
        """What the listener cosigned last."""
        return held_checkpoint(self._listener.node, self._certificate, origin)


@contextlib.contextmanager
def served(root: Path) -> Iterator[subprocess.Popen[str]]:
    """A node serving in a process of its own."""
    with subprocess.Popen(
        [sys.executable, "-c", SERVE, str(root)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            yield process
        finally:
            process.terminate()
            process.wait(30)


def processor_seconds(process: subprocess.Popen[str]) -> float:
    """What a node served in a process of its own has used so far, user and system."""
    process.send_signal(signal.SIGUSR1)
    assert process.stdout is not None
    return float(process.stdout.readline())
