"""Two real nodes in one process: real keys, real SQLite files, and a wire without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path

import pytest
from tests.one_real_node import Scene
from tests.real_seoul import Seoul

from accordant import canonical
from accordant.adapters.clock import ReplayClock
from accordant.config import ClockSettings, LinkSettings, Settings
from accordant.envelope.keys import fingerprint
from accordant.errors import PartnerUnreachable
from accordant.model.act import (
    Act,
    Adopted,
    AssuranceGiven,
    OrderSigned,
    RequirementsNotified,
)
from accordant.model.case import Assurance
from accordant.model.instant import parse_instant
from accordant.model.marking import Marking
from accordant.model.product import Portion, Product, Text
from accordant.operations import texts
from accordant.operations.acts import sign_and_record
from accordant.operations.arrive import process
from accordant.operations.exchange import exchange, resume
from accordant.operations.partners import add, read_statement
from accordant.operations.receive import held_checkpoint, receive
from accordant.wiring import OpenNode, create_node, open_node

IN_FORCE = parse_instant("2016-11-23T12:00:00+09:00")
START = parse_instant("2018-05-01T09:00:00+09:00")


class DirectWire:
    """The way from one node to another without a network; can be cut before or after delivery."""

    def __init__(self, speaker: OpenNode, listener: OpenNode) -> None:
        self.certificate = canonical.digest_of_bytes(speaker.node.statement.node.certificate)
        self.listener = listener
        self.sent: list[bytes] = []
        self.cut_before = False
        self.cut_after = False

    def send(self, batch: bytes) -> str:
        if self.cut_before:
            raise PartnerUnreachable
        lines = receive(self.listener.node, self.certificate, batch)
        self.sent.append(batch)
        if self.cut_after:
            raise PartnerUnreachable
        return lines

    def checkpoint(self, origin: str) -> str | None:
        return held_checkpoint(self.listener.node, self.certificate, origin)


class World:
    """Seoul and Tokyo, partners of each other, on one replay clock."""

    def __init__(self, root: Path) -> None:
        self.clock = root / "clock"
        ReplayClock.create(self.clock, START)
        self.nodes: dict[str, OpenNode] = {}
        for number, party in enumerate(("KOR", "JPN", "AUS")):
            settings = Settings(
                format="accordant/node/1",
                party=party,
                link=LinkSettings(
                    listen=f"127.0.0.1:{17410 + number}", address=f"127.0.0.1:{17410 + number}"
                ),
                clock=ClockSettings(replay="../clock"),
            )
            create_node(root / party, settings)
            self.nodes[party] = open_node(root / party)
        for party, opened in self.nodes.items():
            for other, stranger in self.nodes.items():
                if other != party:
                    envelope = stranger.own_statement()
                    key = read_statement(envelope).party_key
                    add(opened.node, envelope, fingerprint(key))
        self.wires = {
            (a, b): DirectWire(self.nodes[a], self.nodes[b])
            for a in self.nodes
            for b in self.nodes
            if a != b
        }

    def __getitem__(self, party: str) -> OpenNode:
        return self.nodes[party]

    def act(self, party: str, post: str, act: Act, tell: tuple[str, ...] = ()) -> None:
        opened = self.nodes[party]
        sign_and_record(opened.node, act, post, opened.officer_key(post), tell=tell)

    def hold(self, party: str, name: str) -> str:
        source = resources.files("accordant.instruments").joinpath(f"{name}.md").read_bytes()
        return texts.keep(self.nodes[party].node, source, f"{name}.md").clauses_digest

    def settle(self) -> None:
        """Exchange and process until nobody has anything left to say."""
        busy = True
        while busy:
            busy = False
            for (speaker, listener), wire in self.wires.items():
                done = exchange(self.nodes[speaker].node, listener, wire, None)
                read = process(self.nodes[listener].node, speaker)
                busy = busy or bool(done.cosigned or done.held or read.leaves)

    def put_in_force(self, name: str, parties: tuple[str, str]) -> None:
        for party in parties:
            digest = self.hold(party, name)
            self.act(party, "treaty-desk", Adopted(party, name, digest, IN_FORCE))
            self.act(party, "treaty-desk", RequirementsNotified(party, name, IN_FORCE, IN_FORCE))
        self.settle()

    def assure(self, party: str, to: str, post: str, level: str) -> None:
        word = Assurance(
            party=party,
            to=to,
            post=post,
            level=level,
            clearance=True,
            need=True,
            protection=True,
            given=IN_FORCE,
        )
        self.act(party, "security-authority", AssuranceGiven(party, word, IN_FORCE))
        self.settle()

    def order(self, party: str, name: str) -> None:
        digest = self.hold(party, name)
        self.act(party, "releasing-authority", OrderSigned(party, name, digest, IN_FORCE))

    def close(self) -> None:
        for opened in self.nodes.values():
            opened.resources.close()


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """One real node and its partner, set up once for a module; a test works on a copy."""
    made = Scene.set(tmp_path_factory.mktemp("stage"))
    yield made
    made.close()


@pytest.fixture
def scene(stage: Scene, tmp_path: Path) -> Iterator[Scene]:
    """A copy of the stage, to change as one likes."""
    copied = stage.copied(tmp_path / "home")
    yield copied
    copied.close()


@pytest.fixture(scope="module")
def seoul_stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seoul]:
    """Seoul's real node ready to release, set up once for a module; a module may set its own."""
    made = Seoul.set(tmp_path_factory.mktemp("stage"))
    yield made
    made.close()


@pytest.fixture
def seoul(seoul_stage: Seoul, tmp_path: Path) -> Iterator[Seoul]:
    """A copy of Seoul's stage, to change as one likes."""
    copied = seoul_stage.copied(tmp_path)
    yield copied
    copied.close()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.close()


@pytest.fixture
def ready(world: World) -> World:
    """In force, assured, with Seoul's standing order."""
    world.put_in_force("jpn-kor-gsomia-2016", ("KOR", "JPN"))
    world.assure("JPN", "KOR", "JPN:DIH/watch", "JPN:gokuhi")
    world.order("KOR", "kor-order-launch-reports")
    return world


@pytest.fixture
def report() -> Callable[..., Product]:
    def make(identifier: str = "KOR-test-1", level: str = "KOR:II", **fields: object) -> Product:
        given: dict[str, object] = {
            "product": identifier,
            "kind": "launch-report",
            "originators": ("KOR",),
            "marking": Marking(level),
            "marker": "REAL",
            "precedence": "immediate",
            "subjects": ("dprk-missile",),
            "purpose": "dprk-missile-threat",
            "created": START,
            "portions": (Portion(Marking(level), Text("a test")),),
        }
        return Product(**(given | fields))  # type: ignore[arg-type]

    return make


__all__ = ["DirectWire", "World", "resume"]
