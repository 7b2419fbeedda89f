"""What every test stands on: how long laws are searched, and no network beyond loopback."""

from __future__ import annotations

import ipaddress
import os
import socket
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# A gate must give the same answer twice: the two everyday profiles draw the same examples each
# time. New ground is searched by `make soak`, which draws at random and prints how to repeat.
# No deadline and no slowness check: a busy machine is no defect of the code.
_ANY_MACHINE: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow],
}
settings.register_profile("quick", max_examples=40, derandomize=True, **_ANY_MACHINE)
settings.register_profile("thorough", max_examples=200, derandomize=True, **_ANY_MACHINE)
settings.register_profile("soak", max_examples=10_000, print_blob=True, **_ANY_MACHINE)
settings.load_profile("soak" if os.environ.get("ACCORDANT_SOAK") else "quick")


class NetworkRefused(BaseException):
    """A test tried to leave the machine. Not an Exception, so that no code under test hides it."""


def _refuse_beyond_loopback(address: Any) -> None:
    if not isinstance(address, tuple):
        return  # a unix socket
    host = address[0]
    if host in ("", "localhost"):
        return
    try:
        if ipaddress.ip_address(host).is_loopback:
            return
    except ValueError:
        pass
    raise NetworkRefused(f"tests do not leave this machine: {host}")


_connect = socket.socket.connect
_connect_and_tell = socket.socket.connect_ex
_look_up = socket.getaddrinfo


def _guarded_connect(self: socket.socket, address: Any) -> None:
    _refuse_beyond_loopback(address)
    _connect(self, address)


def _guarded_connect_and_tell(self: socket.socket, address: Any) -> int:
    _refuse_beyond_loopback(address)
    return _connect_and_tell(self, address)


def _guarded_look_up(host: Any, *rest: Any, **named: Any) -> Any:
    name = host.decode() if isinstance(host, bytes) else host
    if name not in (None, "0.0.0.0", "::"):  # listening, not leaving
        _refuse_beyond_loopback((name,))
    return _look_up(host, *rest, **named)


socket.socket.connect = _guarded_connect  # type: ignore[method-assign]
socket.socket.connect_ex = _guarded_connect_and_tell  # type: ignore[method-assign]
socket.getaddrinfo = _guarded_look_up


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that start whole nodes run one after the other within their file."""
    for item in items:
        if item.get_closest_marker("whole"):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.split("::", 1)[0]))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say plainly what could not be tried on this machine; a quiet skip would look like a pass."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = {str(each.longrepr[2]) for each in skipped if isinstance(each.longrepr, tuple)}
    for reason in sorted(each for each in reasons if "NOT TRIED" in each):
        terminalreporter.write_line(reason.removeprefix("Skipped: "), yellow=True, bold=True)
