"""`accordant serve`: the node at work, with three workers for each partner.

The reader works through leaves that arrived, the speaker says what waits in the outbox, the
fetcher asks for enclosed files; they never wait for each other, so a partner we cannot reach still
gets its warnings read, and no picture holds one up. They are nudged by the link endpoint and by
the node's commands, and look by themselves four times a second.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal

from accordant.adapters.link_client import LinkClient
from accordant.entrypoints.link_fetching import OF_ONE_FILE, Fetcher
from accordant.entrypoints.link_server import LinkServer
from accordant.errors import AccordantError, LogForked, RolledBack, StoreFailed
from accordant.operations.arrive import Arrivals
from accordant.operations.enclosing import sweep
from accordant.operations.exchange import exchange, resume
from accordant.operations.node import Node
from accordant.operations.ports import Lease
from accordant.operations.providing import provide
from accordant.operations.receive import held_checkpoint, receive
from accordant.wiring import OpenNode

logger = logging.getLogger("accordant")

NUDGE_SECONDS_MAX = 0.25  # a worker looks by itself this often, nudged or not
RETRY_SECONDS_MIN = 0.05
SWITCH_SECONDS = 0.0005  # a thread back from the disk or the wire waits this long for its turn
HOLDER = "server"  # of the sequencer's lease; the fencing number tells one server from the next


class Server:
    """A node serving its links until stopped."""

    def __init__(self, opened: OpenNode) -> None:
        self._opened = opened
        self._node: Node = replace(opened.node, wake=self._nudge)
        self._links: dict[str, _Link] = {}
        self._rolled_back: set[str] = set()  # partners that hold more of our log than this store
        self._known_newest = False
        self._stopping = threading.Event()
        host, _, port = opened.settings.link.listen.rpartition(":")
        self._endpoint = LinkServer(
            host,
            int(port),
            opened.home.certificate,
            opened.home.certificate_key,
            self,
            opened.pinned(),
        )

    @property
    def port(self) -> int:
        """The port the link endpoint listens on."""
        return self._endpoint.port

    # --- what the link endpoint calls ----------------------------------------------------------

    def receive(self, certificate_sha256: str, data: bytes) -> str:
        """Take a batch; see `operations.receive`."""
        return receive(self._node, certificate_sha256, data)

    def answered(self) -> None:
        """Let the readers look; the partner has its answer, which they would have delayed."""
        for link in list(self._links.values()):
            link.arrived.set()

    def checkpoint(self, certificate_sha256: str, origin: str) -> str | None:
        """The last checkpoint of a partner's log cosigned here."""
        return held_checkpoint(self._node, certificate_sha256, origin)

    def chunk(self, certificate_sha256: str, leaf: int, number: int, position: int) -> bytes:
        """Provide a chunk of an enclosed file; see `operations.providing`."""
        return provide(self._node, certificate_sha256, leaf, number, position)

    # --- running -------------------------------------------------------------------------------

    def run(self, ready: Callable[[], None] = lambda: None) -> None:
        """Serve until `stop`; calls `ready` once the endpoint listens.

        Raises:
            OperatorError: the endpoint cannot listen.
        """
        sys.setswitchinterval(SWITCH_SECONDS)
        self._opened.wake.listen()
        self._join_partners()
        self._endpoint.start()
        ready()
        try:
            while not self._stopping.is_set():
                if self._opened.wake.wait(NUDGE_SECONDS_MAX):
                    self._nudge()
                self._join_partners()
        finally:
            self._endpoint.stop()
            for link in self._links.values():
                link.stop()

    def stop(self) -> None:
        """Ask a running server to end; from any thread or a signal handler."""
        self._stopping.set()

    def _nudge(self) -> None:
        for link in list(self._links.values()):
            link.waiting.set()

    def _join_partners(self) -> None:
        """Start the link of every partner that has none yet."""
        for row in self._node.store.read(lambda reading: reading.partners()):
            if row.party not in self._links:
                link = _Link(
                    self._opened, self._node, row.party, self._rolled_back, self._may_number
                )
                self._links[row.party] = link
                link.start()

    def _may_number(self) -> bool:
        """Whether this store is the newest, so that what arrives may be numbered and answered.

        An older copy of the store would give away register numbers for the second time. So the
        first leaf is read when every partner was asked once what it holds of our logs, reached or
        not; and none while a partner holds more than this store.
        """
        if not self._known_newest:
            self._known_newest = all(link.asked.is_set() for link in list(self._links.values()))
        return self._known_newest and not self._rolled_back


class _Link:
    """One link: reader, speaker and fetcher, each its own thread, each with its own nudge."""

    def __init__(
        self,
        opened: OpenNode,
        node: Node,
        partner: str,
        rolled_back: set[str],
        may_number: Callable[[], bool],
    ) -> None:
        self._opened = opened
        self._node = node
        self._partner = partner
        self.arrived = threading.Event()
        self.waiting = threading.Event()
        self.awaited = threading.Event()  # enclosed files, perhaps
        self.asked = threading.Event()  # what the partner holds of our log, reached or not
        self._rolled_back = rolled_back
        self._may_number = may_number
        self._stopping = threading.Event()
        self._trouble = {"reading": "", "speaking": "", "fetching": ""}  # the codes reported last
        self._threads = [
            threading.Thread(target=self._read, name=f"read-{partner}", daemon=True),
            threading.Thread(target=self._speak, name=f"speak-{partner}", daemon=True),
            threading.Thread(target=self._fetch, name=f"fetch-{partner}", daemon=True),
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self.arrived.set()
        self.waiting.set()
        self.awaited.set()
        for thread in self._threads:
            thread.join(timeout=5)

    def _pause(self, nudge: threading.Event, seconds: float) -> None:
        if nudge.wait(
            seconds
        ):  # one that comes just after the time ran out stays for the next look
            nudge.clear()

    # --- reading -------------------------------------------------------------------------------

    def _read(self) -> None:
        pause = NUDGE_SECONDS_MAX
        arrivals = Arrivals(self._node, self._partner)
        while not self._stopping.is_set():
            if not self._may_number():
                self._stopping.wait(RETRY_SECONDS_MIN)
                continue
            try:
                while (done := arrivals.process()).leaves:
                    if done.defect:
                        logger.error("%s: a leaf was refused (%s)", self._partner, done.defect)
                    self.awaited.set()
                pause = NUDGE_SECONDS_MAX
                self._report("reading", None)
            except Exception as error:  # noqa: BLE001 - a defect must not silence a link for good
                pause = self._longer(pause)
                self._report("reading", error)
            self._pause(self.arrived, pause)

    # --- speaking ------------------------------------------------------------------------------

    def _speak(self) -> None:
        """Resume, then say what waits; start again from resuming after any trouble."""
        pause = RETRY_SECONDS_MIN
        while not self._stopping.is_set():
            try:
                with self._opened.link_client(self._partner) as client:
                    self._resume(client)
                    pause = RETRY_SECONDS_MIN
                    self._report("speaking", None)
                    self._say_on(client)
            except Exception as error:  # noqa: BLE001 - a defect must not silence a link for good
                if isinstance(error, RolledBack | LogForked):
                    pause = self._longest
                self._report("speaking", error)
                self.asked.set()
                self._stopping.wait(pause)
                pause = self._longer(pause)

    def _resume(self, client: LinkClient) -> None:
        """Ask what the partner holds of our log, and say what it lacks."""
        try:
            resume(self._node, self._partner, client, self._known)
        except RolledBack:
            self._rolled_back.add(self._partner)
            raise

    def _known(self) -> None:
        """The partner holds no more of our log than this store."""
        self._rolled_back.discard(self._partner)
        self.asked.set()

    def _say_on(self, client: LinkClient) -> None:
        """Say what waits, whenever it does, until trouble, the end or a newer certificate.

        A partner whose store was restored has lost leaves and does not know it; so it is asked
        again from time to time, also when there is nothing to say.
        """
        lease: Lease | None = None
        pinned = self._pinned()
        ask = self._opened.settings.link.ask_milliseconds / 1000
        asked = time.monotonic()
        while not self._stopping.is_set() and self._pinned() == pinned:
            lease = self._lease(lease)
            done = exchange(
                self._node,
                self._partner,
                client,
                lease,
                limit=self._opened.settings.link.batch_entries_max,
            )
            if time.monotonic() - asked > ask:
                self._resume(client)
                asked = time.monotonic()
            if not done.cosigned and not done.held:
                self._pause(self.waiting, NUDGE_SECONDS_MAX)

    def _pinned(self) -> int | None:
        """The number of the partner's newest statement, which names address and certificate."""
        row = self._node.store.read(lambda reading: reading.partner(self._partner))
        return None if row is None else row.number

    def _lease(self, lease: Lease | None) -> Lease:
        """The sequencer's lease, taken or prolonged well before it ends."""
        ttl = self._opened.settings.store.lease_milliseconds
        now = self._node.clock.now()
        if lease is not None and lease.until - now > ttl // 2:
            return lease
        name = f"sequencer/{self._partner}"

        if lease is not None:
            held = lease
            taken = self._node.store.write(lambda work: work.renew_lease(held, now, ttl))
        else:
            taken = self._node.store.write(lambda work: work.take_lease(name, HOLDER, now, ttl))
        if taken is None:
            raise StoreFailed(f"another sequencer speaks to {self._partner}")
        return taken

    # --- fetching ------------------------------------------------------------------------------

    def _fetch(self) -> None:
        """Fetch what is awaited; trouble about one file does not hold up the others."""
        pause = NUDGE_SECONDS_MAX
        fetcher = Fetcher(self._opened, self._node, self._partner)
        swept = False  # of what a kill left
        while not self._stopping.is_set():
            if not self._may_number():  # receipts follow
                self._stopping.wait(RETRY_SECONDS_MIN)
                continue
            try:
                if not swept:
                    sweep(self._node)
                    swept = True
                while not self._stopping.is_set() and fetcher.work():
                    pause = NUDGE_SECONDS_MAX
                if fetcher.untroubled:
                    self._report("fetching", None)
            except Exception as error:  # noqa: BLE001 - a defect must not silence a link for good
                self._report("fetching", error)
                if isinstance(error, OF_ONE_FILE):
                    continue
                pause = self._longer(pause)
            self._pause(self.awaited, pause)
        fetcher.close()

    # --- trouble -------------------------------------------------------------------------------

    @property
    def _longest(self) -> float:
        return self._opened.settings.link.retry_milliseconds_max / 1000

    def _longer(self, pause: float) -> float:
        return min(pause * 2, self._longest)

    def _report(
        self, doing: Literal["reading", "speaking", "fetching"], error: Exception | None
    ) -> None:
        """One line for the operator when trouble begins, changes or ends. Never content."""
        code = _code_of(error)
        if code == self._trouble[doing]:
            return
        self._trouble[doing] = code
        if error is None:
            logger.info("%s: %s goes again", self._partner, doing)
        elif isinstance(error, AccordantError):
            logger.warning("%s: %s Hint: %s", self._partner, error, error.hint)
        else:  # its text might hold content; where it arose does not
            logger.error("%s: %s at %s", self._partner, code, _place_of(error))


def _code_of(error: Exception | None) -> str:
    if error is None:
        return ""
    return error.code if isinstance(error, AccordantError) else "unexpected"


def _place_of(error: Exception) -> str:
    """Where a defect arose: file and line."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"
