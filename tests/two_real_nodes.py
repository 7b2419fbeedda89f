"""Seoul and Tokyo as real processes on loopback, to be killed; and what must hold afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import accordant
from accordant import canonical
from accordant.config import LinkSettings, Settings
from accordant.envelope.keys import fingerprint
from accordant.log.merkle import leaf_hash, root_of
from accordant.log.origin import link_origin, own_origin
from accordant.model.act import Act, Adopted, AssuranceGiven, OrderSigned, RequirementsNotified
from accordant.model.case import Assurance
from accordant.model.instant import parse_instant
from accordant.operations import texts
from accordant.operations.acts import sign_and_record
from accordant.operations.arrive import process
from accordant.operations.exchange import exchange, resume
from accordant.operations.exporting import export_log
from accordant.operations.logs import frontier_of
from accordant.operations.partners import add, read_statement
from accordant.operations.ports import LogState, Reading
from accordant.operations.receive import held_checkpoint, receive
from accordant.wiring import OpenNode, create_node, open_node

SOURCE = Path(accordant.__file__).parents[1]
VERIFIER = Path(__file__).parents[1] / "verifier" / "verify.py"
PARTIES = ("KOR", "JPN")
AGREEMENT, ORDER = "jpn-kor-gsomia-2016", "kor-order-launch-reports"
IN_FORCE = parse_instant("2016-11-23T12:00:00+09:00")
START_SECONDS_MAX = 60
SETTLE_SECONDS_MAX = 120

RELEASER = """
import sys, time
from pathlib import Path
from accordant.model.marking import Marking
from accordant.model.product import Portion, Product, Text
from accordant.operations.products import keep
from accordant.operations.release import Asked, release
from accordant.wiring import open_node

home, acknowledged, run, seconds = Path(sys.argv[1]), sys.argv[2], sys.argv[3], float(sys.argv[4])
with open_node(home) as opened, open(acknowledged, "a", buffering=1) as told:
    for number in range(10**6):
        name = f"KOR-r{run}-{number}"
        product = Product(
            product=name, kind="launch-report", originators=("KOR",), marking=Marking("KOR:II"),
            marker="TEST", precedence=("routine", "flash")[number % 7 == 0],
            subjects=("dprk-missile",), purpose="dprk-missile-threat",
            created=opened.node.clock.now(),
            portions=(Portion(Marking("KOR:II"), Text("x" * (100 + 300 * (number % 9)))),),
        )
        keep(opened.node, [product])
        answer = release(opened.node, Asked(name, 1, "JPN", "JPN:DIH/watch"))
        assert answer.decision.outcome == "release", answer.decision
        told.write(name + "\\n")
        time.sleep(seconds)
"""


class _Direct:
    """The way between two nodes opened in this process, for onboarding only."""

    def __init__(self, speaker: OpenNode, listener: OpenNode) -> None:
        self._certificate = canonical.digest_of_bytes(speaker.node.statement.node.certificate)
        self._listener = listener

    def send(self, batch: bytes) -> str:
        return receive(self._listener.node, self._certificate, batch)

    def checkpoint(self, origin: str) -> str | None:
        return held_checkpoint(self._listener.node, self._certificate, origin)


class Pair:
    """Two homes, the processes that serve them, and the process that releases."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.servers: dict[str, subprocess.Popen[bytes]] = {}
        self.releaser: subprocess.Popen[bytes] | None = None
        self.acknowledged = root / "acknowledged.txt"
        self.runs = 0
        onboard(root)

    def home(self, party: str) -> Path:
        return self.root / party

    # --- processes -----------------------------------------------------------------------------

    def start(self, party: str) -> None:
        """Start a server; returns when it listens."""
        ready = self.root / f"{party}.ready"
        ready.unlink(missing_ok=True)
        command = ["serve", "--home", str(self.home(party)), "--ready-file", str(ready)]
        self.servers[party] = server = self._run(party, "-m", "accordant", *command)
        eventually(lambda: self._listens(server, party, ready), START_SECONDS_MAX)

    def _listens(self, server: subprocess.Popen[bytes], party: str, ready: Path) -> bool:
        assert server.poll() is None, self.told(party)
        return ready.exists() and ready.read_text().endswith("\n")

    def _run(self, name: str, *command: str) -> subprocess.Popen[bytes]:
        with (self.root / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, *command],
                env=os.environ | {"PYTHONPATH": str(SOURCE)},
                stdout=subprocess.DEVNULL,
                stderr=log,
            )

    def release_steadily(self, seconds: float) -> None:
        """Start a process that keeps and releases an item every so many seconds."""
        self.runs += 1
        home, told = str(self.home("KOR")), str(self.acknowledged)
        self.releaser = self._run(
            "releaser", "-c", RELEASER, home, told, str(self.runs), str(seconds)
        )

    def kill(self, name: str) -> None:
        """SIGKILL: no chance to finish anything."""
        victim = self.releaser if name == "releaser" else self.servers.pop(name)
        assert victim is not None
        assert victim.poll() is None, self.told(name)
        victim.send_signal(signal.SIGKILL)
        victim.wait()

    def stop(self, party: str) -> None:
        server = self.servers.pop(party)
        server.terminate()
        assert server.wait(30) == 0, self.told(party)

    def close(self) -> None:
        for each in [*self.servers.values(), *([self.releaser] if self.releaser else [])]:
            each.kill()
            each.wait()

    def told(self, name: str) -> str:
        """What a process wrote on standard error."""
        return (self.root / f"{name}.log").read_text()

    # --- stores --------------------------------------------------------------------------------

    def copy_store(self, party: str, name: str) -> None:
        """Back up the store of a node that does not run."""
        shutil.copy(self.home(party) / "store.sqlite", self.root / name)

    def put_store(self, party: str, name: str) -> None:
        """Restore a backup."""
        for file in self.home(party).glob("store.sqlite*"):
            file.unlink()
        shutil.copy(self.root / name, self.home(party) / "store.sqlite")

    def items_at(self, party: str) -> dict[str, str]:
        """The register numbers of what arrived, by product."""
        with open_node(self.home(party)) as opened:
            rows = opened.node.store.read(lambda r: r.products(limit=10**6))
        return {row.product: row.register_number for row in rows if row.register_number}

    # --- what must hold ------------------------------------------------------------------------

    def settled(self) -> None:
        """Wait until nothing waits, and everything said is cosigned and worked through."""
        nodes = {party: open_node(self.home(party)) for party in PARTIES}
        try:
            eventually(lambda: all(_rests(node) for node in nodes.values()), SETTLE_SECONDS_MAX)
        finally:
            for node in nodes.values():
                node.resources.close()

    def check(self) -> int:
        """Hold both stores against each other and against what was acknowledged; items counted."""
        seoul, tokyo = (open_node(self.home(party)) for party in PARTIES)
        with seoul, tokyo:
            check_logs(seoul, tokyo)
            check_verified(seoul, tokyo, self.root)
            return check_items(seoul, tokyo, self.acknowledged.read_text().splitlines())


def eventually(holds: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.05)


def _rests(opened: OpenNode) -> bool:
    def work(reading) -> bool:
        partner = "JPN" if opened.node.party == "KOR" else "KOR"
        said = reading.log(link_origin(opened.node.party, partner))
        heard = reading.log(link_origin(partner, opened.node.party))
        return (
            not reading.pending()
            and said.cosigned_size == said.size
            and reading.processed(heard.origin) == heard.size
        )

    return opened.node.store.read(work)


def check_logs(seoul: OpenNode, tokyo: OpenNode) -> None:
    """Both hold the same two logs: entries, root, cosigned checkpoint; own logs are whole."""
    for origin in (link_origin("KOR", "JPN"), link_origin("JPN", "KOR")):
        (one, entries), (other, others) = (_log(node, origin) for node in (seoul, tokyo))
        assert entries == others, origin
        assert one.cosigned == other.cosigned != "", origin
        assert one.cosigned_size == other.cosigned_size == len(entries), origin
    for node in (seoul, tokyo):
        _log(node, own_origin(node.node.party))


def _log(opened: OpenNode, origin: str) -> tuple[LogState, list[bytes]]:
    """A log's head and entries, once its root is that of its entries."""

    def work(reading: Reading) -> tuple[LogState, list[bytes]]:
        state = reading.log(origin)
        return state, reading.entries(origin, 0, state.size)

    state, entries = opened.node.store.read(work)
    assert frontier_of(state).root() == root_of([leaf_hash(leaf) for leaf in entries]), origin
    return state, entries


def check_verified(seoul: OpenNode, tokyo: OpenNode, folder: Path) -> None:
    """The independent verifier accepts every copy of both logs."""
    pins = []
    for node in (seoul, tokyo):
        key = read_statement(node.own_statement()).party_key
        pins += ["--party", f"{node.node.party}={fingerprint(key)}"]
    for node, partner in ((seoul, "JPN"), (tokyo, "KOR")):
        for heard in (False, True):
            export = export_log(node.node, node.own_statement(), partner, heard=heard, opened=True)
            file = folder / f"{node.node.party}-{heard}.json"
            file.write_bytes(canonical.encode(export))
            done = subprocess.run(
                [sys.executable, str(VERIFIER), "log", str(file), *pins],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stdout + done.stderr


def check_items(seoul: OpenNode, tokyo: OpenNode, acknowledged: list[str]) -> int:
    """Every released item is at the partner exactly once, under a number of its own, receipted."""
    sent = seoul.node.store.read(lambda r: r.outbox(partner="JPN", limit=10**6))
    releases = {row.product: row for row in sent if row.type == "release"}
    assert len(releases) == sum(row.type == "release" for row in sent)
    assert set(acknowledged) <= set(releases)
    assert {row.state for row in releases.values()} == {"dispatched"}
    rows = tokyo.node.store.read(lambda r: r.products(origin="KOR", limit=10**6))
    held = {row.product: row for row in rows}
    assert len(held) == len(rows)
    assert set(held) == set(releases)
    assert {row.state for row in rows} == {"registered"}
    numbers = sorted(int(row.register_number.rsplit("/", 1)[1]) for row in rows)
    assert numbers == list(range(1, len(rows) + 1))
    origin = link_origin("KOR", "JPN")
    for name, row in releases.items():
        answer = seoul.node.store.read(lambda r, index=row.index: r.answer(origin, index))
        assert answer is not None, name
        assert (answer.outcome, answer.number) == ("registered", held[name].register_number)
    return len(rows)


def free_ports(count: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(each.getsockname()[1]) for each in held]
    for each in held:
        each.close()
    return ports


def onboard(root: Path) -> None:
    """Two homes, partners of each other, the agreement in force, Tokyo's watch assured."""
    for party, port in zip(PARTIES, free_ports(2), strict=True):
        place = f"127.0.0.1:{port}"
        link = LinkSettings(
            listen=place, address=place, retry_milliseconds_max=500, ask_milliseconds=1000
        )
        settings = Settings(format="accordant/node/1", party=party, link=link)
        create_node(root / party, settings)
    seoul, tokyo = (open_node(root / party) for party in PARTIES)
    with seoul, tokyo:
        for one, other in ((seoul, tokyo), (tokyo, seoul)):
            key = read_statement(other.own_statement()).party_key
            add(one.node, other.own_statement(), fingerprint(key))
            digest = _hold(one, AGREEMENT)
            party = one.node.party
            _act(one, "treaty-desk", Adopted(party, AGREEMENT, digest, IN_FORCE))
            _act(one, "treaty-desk", RequirementsNotified(party, AGREEMENT, IN_FORCE, IN_FORCE))
        word = Assurance(
            "JPN", "KOR", "JPN:DIH/watch", "JPN:gokuhi", True, True, True, IN_FORCE
        )  # fmt: skip
        _act(tokyo, "security-authority", AssuranceGiven("JPN", word, IN_FORCE))
        digest = _hold(seoul, ORDER)
        _act(seoul, "releasing-authority", OrderSigned("KOR", ORDER, digest, IN_FORCE))
        for speaker, listener in ((seoul, tokyo), (tokyo, seoul)):
            wire = _Direct(speaker, listener)
            resume(speaker.node, listener.node.party, wire)
            exchange(speaker.node, listener.node.party, wire, None)
            process(listener.node, speaker.node.party)


def _hold(opened: OpenNode, name: str) -> str:
    source = resources.files("accordant.instruments").joinpath(f"{name}.md").read_bytes()
    return texts.keep(opened.node, source, name).clauses_digest


def _act(opened: OpenNode, post: str, act: Act) -> None:
    sign_and_record(opened.node, act, post, opened.officer_key(post))
