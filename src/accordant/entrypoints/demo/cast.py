"""The cast: three homes, three `accordant serve` processes, one replay clock.

The demo acts as the officers' commands do: it opens each node's files beside the node's server,
and what it does reaches the partners over the real links only.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import TypeVar

from accordant.adapters.clock import ReplayClock
from accordant.config import ClockSettings, LinkSettings, Settings
from accordant.entrypoints.demo.place import CLOCK, PARTIES, DemoHome
from accordant.errors import NodeMisconfigured, PartnerUnreachable
from accordant.log.origin import own_origin, parties_of
from accordant.model.act import Act
from accordant.model.instant import Instant
from accordant.operations.acts import Recorded, sign_and_record, subject_of
from accordant.operations.node import Node
from accordant.operations.ports import Reading
from accordant.wiring import OpenNode, create_node, open_node

START_SECONDS_MAX = 30.0
WAIT_SECONDS_MAX = 20.0  # for anything that should come over a link in milliseconds
POLL_SECONDS = 0.001
END_SECONDS_MAX = 5.0
ZONES = {"KOR": "Asia/Seoul", "JPN": "Asia/Tokyo", "AUS": "Australia/Sydney"}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Player:
    """One party of the cast: its files as its officers open them, and its server."""

    opened: OpenNode
    fingerprint: str
    process: subprocess.Popen[bytes]

    @property
    def node(self) -> Node:
        """What the operations take."""
        return self.opened.node


class Cast:
    """The running nodes, by party, and the clock they share."""

    def __init__(self, place: DemoHome, players: dict[str, Player]) -> None:
        self.place = place
        self._players = players

    def __getitem__(self, party: str) -> Player:
        return self._players[party]

    @property
    def parties(self) -> tuple[str, ...]:
        """Who plays, in the order they are introduced."""
        return tuple(self._players)

    def now(self) -> Instant:
        """What every node's clock shows."""
        return self["KOR"].node.clock.now()

    def advance(self, to: Instant) -> None:
        """Move the clock forward to an instant; one that has passed leaves it as it is."""
        if to > self.now():
            ReplayClock.advance(self.place.clock, to)

    def sign(self, post: str, act: Act, *, tell: tuple[str, ...] = ()) -> Recorded:
        """An officer signs an act; it is recorded and told to the partners it concerns."""
        opened = self[act.party].opened
        return sign_and_record(opened.node, act, post, opened.officer_key(post), tell=tell)

    def told(self, recorded: Recorded) -> None:
        """Wait until every partner told of an act has it in its own record.

        Raises:
            PartnerUnreachable: it did not come over the link in time.
        """
        subject = subject_of(recorded.act)
        for partner in recorded.told:
            node = self[partner].node

            def known(node: Node = node) -> bool | None:
                rows = node.store.read(lambda reading: reading.acts_about(subject))
                return any(row.digest == recorded.digest for row in rows) or None

            until(known, f"the act about {subject} at {partner}")

    def settled(self) -> None:
        """Wait until nobody has anything left to say and all that was said is cosigned.

        Raises:
            PartnerUnreachable: a link does not come to rest in time.
        """
        nodes = [self[party].node for party in self.parties]
        # Twice: what one node said last may have reached another that was looked at before.
        until(lambda: all(map(_at_rest, nodes * 2)) or None, "rest on all links")


def until(ask: Callable[[], T | None], what: str, seconds: float = WAIT_SECONDS_MAX) -> T:
    """Ask about every millisecond until there is an answer.

    Raises:
        PartnerUnreachable: none came in time.
    """
    deadline = time.perf_counter() + seconds
    while (found := ask()) is None:
        if time.perf_counter() > deadline:
            raise PartnerUnreachable(
                f"{what} did not come about in {seconds:.0f} seconds",
                hint="Read serve.log in the nodes' homes.",
            )
        time.sleep(POLL_SECONDS)
    return found


@contextmanager
def assembled(place: DemoHome, start: Instant, *, keep: bool) -> Iterator[Cast]:
    """Make the homes, start the nodes, and end them however the demo ends.

    Args:
        place: the demo's directory, taken and empty.
        start: what the replay clock shows at first; it runs at real speed.
        keep: leave the nodes running when the demo ends as it should.

    Raises:
        NodeMisconfigured: a node did not come up; its log says why.
        StoreFailed: the homes cannot be made.
    """
    ReplayClock.create(place.clock, start)
    with ExitStack() as files, ExitStack() as processes:
        players: dict[str, Player] = {}
        ports = _free_ports(len(PARTIES))
        fingerprints = {
            party: create_node(place.node(party), _settings(party, port))
            for party, port in zip(PARTIES, ports, strict=True)
        }
        running: dict[str, subprocess.Popen[bytes]] = {}
        processes.callback(_end, running)
        for party in PARTIES:
            running[party] = _serve(place, party)
        place.name_processes([process.pid for process in running.values()])
        for party, port in zip(PARTIES, ports, strict=True):
            opened = files.enter_context(open_node(place.node(party)))
            players[party] = Player(opened, fingerprints[party], running[party])
            _await_listening(place, party, port, running[party])
        yield Cast(place, players)
        if keep:
            processes.pop_all()


def _settings(party: str, port: int) -> Settings:
    address = f"127.0.0.1:{port}"
    return Settings(
        format="accordant/node/1",
        party=party,
        zone=ZONES[party],
        link=LinkSettings(listen=address, address=address),
        clock=ClockSettings(replay=f"../{CLOCK}"),
    )


def _free_ports(count: int) -> list[int]:
    """Ports of the loopback interface that nobody listens on now."""
    with ExitStack() as held:
        sockets = [
            held.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)
        ]
        return [each.getsockname()[1] for each in sockets]


def _serve(place: DemoHome, party: str) -> subprocess.Popen[bytes]:
    """Start a node in a session of its own, so that Ctrl-C reaches the demo alone."""
    home = place.node(party)
    command = [sys.executable, "-m", "accordant", "serve", "--home", str(home)]
    with (home / "serve.log").open("wb") as log:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            pass_fds=(place.lock,),
            start_new_session=True,
        )


def _end(running: dict[str, subprocess.Popen[bytes]]) -> None:
    """Ask the nodes to end, and end those that do not."""
    for process in running.values():
        process.terminate()
    for process in running.values():
        try:
            process.wait(END_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await_listening(
    place: DemoHome, party: str, port: int, process: subprocess.Popen[bytes]
) -> None:
    def listening() -> bool | None:
        if process.poll() is not None:
            raise NodeMisconfigured(
                f"the node of {party} ended as it started",
                hint="Its log says why.",
                place=str(place.node(party) / "serve.log"),
            )
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return True
        return None

    until(listening, f"the node of {party}", START_SECONDS_MAX)


def _at_rest(node: Node) -> bool:
    """Whether nothing waits, all that was said is cosigned and all that was heard is processed."""

    def work(reading: Reading) -> bool:
        links = [state for state in reading.logs() if state.origin != own_origin(node.party)]
        return not reading.pending() and all(
            state.cosigned_size == state.size
            if parties_of(state.origin)[0] == node.party
            else reading.processed(state.origin) == state.size
            for state in links
        )

    return node.store.read(work)
