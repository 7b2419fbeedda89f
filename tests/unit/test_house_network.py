"""The guard of conftest.py: no test talks to anything but this machine."""

from __future__ import annotations

import socket
from contextlib import suppress

import pytest

BEYOND = "192.0.2.1"  # RFC 5737: an address for documentation, routed nowhere


@pytest.mark.parametrize("method", ["connect", "connect_ex"])
def test_a_connection_beyond_loopback_is_refused(method: str) -> None:
    with socket.socket() as outward, pytest.raises(BaseException, match=BEYOND):
        getattr(outward, method)((BEYOND, 9))


def test_a_name_is_not_looked_up() -> None:
    with pytest.raises(BaseException, match=r"example\.invalid"):
        socket.create_connection(("example.invalid", 9))


def test_no_code_under_test_can_hide_the_refusal() -> None:
    def careless() -> None:
        with suppress(Exception), socket.socket() as outward:
            outward.connect((BEYOND, 9))

    with pytest.raises(BaseException, match=BEYOND):
        careless()


def test_loopback_is_open() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        socket.create_connection(("localhost", listener.getsockname()[1])) as speaker,
    ):
        assert speaker.getpeername() == listener.getsockname()
