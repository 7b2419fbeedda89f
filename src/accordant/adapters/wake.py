"""The nudge from a node's commands to its server: one datagram on a Unix socket in the home.

A nudge carries nothing. It only saves the server from waiting for its next look at the outbox, so
a lost one costs time and nothing else.
"""

from __future__ import annotations

import contextlib
import os
import select
import socket
from collections.abc import Iterator
from pathlib import Path

from accordant.errors import NodeMisconfigured

ADDRESS_BYTES_MAX = 100  # of a socket's path; the shortest limit among systems is 104 with its end
NUDGES_READ_MAX = 4096  # at one waking, so that a flood cannot hold the server


class UnixWake:
    """`operations.ports.Wake` on a Unix datagram socket; `listen` or the first `wait` listens.

    There is one listener: a later one takes the place of an earlier.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._listener: socket.socket | None = None

    def send(self) -> None:
        """See the port."""
        with (
            contextlib.suppress(OSError),  # no server, or one with nudges enough
            socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender,
            _address(self._path) as address,
        ):
            sender.setblocking(False)
            sender.sendto(b"", address)

    def listen(self) -> None:
        """See the port.

        Raises:
            NodeMisconfigured: the socket cannot be made in the home.
        """
        if self._listener is None:
            self._listener = self._bound()

    def wait(self, timeout_seconds: float) -> bool:
        """See the port; listens from the first call on if `listen` was not called before."""
        self.listen()
        assert self._listener is not None
        poll = select.poll()  # `select` itself fails beyond a thousand open files
        poll.register(self._listener, select.POLLIN)
        nudged = bool(poll.poll(timeout_seconds * 1000))
        with contextlib.suppress(BlockingIOError):
            for _ in range(NUDGES_READ_MAX if nudged else 0):
                self._listener.recv(1)
        return nudged

    def close(self) -> None:
        """See the port."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None  # the path stays: it may be a later listener's by now

    def _bound(self) -> socket.socket:
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            self._path.unlink(missing_ok=True)
            with _address(self._path) as address:
                listener.bind(address)
            self._path.chmod(0o600)
        except OSError as error:
            listener.close()
            raise NodeMisconfigured(
                f"the wake-up socket cannot be made: {error}", place=str(self._path)
            ) from None
        listener.setblocking(False)
        return listener


@contextlib.contextmanager
def _address(path: Path) -> Iterator[str]:
    """A spelling of the path short enough for a socket.

    Linux shows an open directory under a short name; elsewhere a long path stays and is refused.
    """
    if len(os.fsencode(path)) <= ADDRESS_BYTES_MAX or not Path("/proc/self/fd").is_dir():
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
