"""The client against a listener that misbehaves: every strange answer is an error of the tree."""

from __future__ import annotations

import socket
import time

import pytest
from tests.unit.adapters.link_stage import a_client, listening

from accordant.adapters import link_client
from accordant.adapters.tls import Listening
from accordant.errors import MalformedMessage, PartnerUnreachable

STRANGE_CODE = (
    b"HTTP/1.1 400 X\r\ncontent-length: 81\r\n\r\n"
    b'{"code":"strange","format":"accordant/problem/1","hint":"","message":"","size":1}'
)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b"not http at all\r\n\r\n", MalformedMessage),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 20000\r\n\r\n" + bytes(20000), MalformedMessage),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n\xff\xff", MalformedMessage),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\ncut off", PartnerUnreachable),
        (b"HTTP/1.1 503 X\r\ncontent-length: 4\r\n\r\nBusy", MalformedMessage),
        (STRANGE_CODE, MalformedMessage),
        (b"", PartnerUnreachable),
    ],
)
def test_a_strange_answer_is_an_error_of_the_tree(nodes, monkeypatch, answer, error):
    monkeypatch.setattr(link_client, "ANSWER_SECONDS_MAX", 0.3)
    context = Listening(*nodes["JPN"].files, lambda: [nodes["KOR"].der]).context
    with (
        listening(context, answer) as port,
        a_client(nodes, port) as client,
        pytest.raises(error),
    ):
        client.send(b"{}")


def test_an_answer_that_drips_is_not_waited_for_without_end(nodes, monkeypatch):
    monkeypatch.setattr(link_client, "ANSWER_SECONDS_MAX", 0.3)
    context = Listening(*nodes["JPN"].files, lambda: [nodes["KOR"].der]).context
    started = time.monotonic()
    with (
        listening(context, b"HTTP/1.1 200 OK\r\n" + b"x" * 100, drip_seconds=0.1) as port,
        a_client(nodes, port) as client,
        pytest.raises(PartnerUnreachable),
    ):
        client.checkpoint("accordant/KOR/JPN")
    assert time.monotonic() - started < 2  # not one timeout for every byte


def test_more_bytes_than_a_chunk_has_are_not_taken(nodes):
    context = Listening(*nodes["JPN"].files, lambda: [nodes["KOR"].der]).context
    chunked = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n20000\r\n" + bytes(0x20000)
    announced = b"HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n" + bytes(0x20000)
    for answer in (chunked, announced):
        with (
            listening(context, answer) as port,
            a_client(nodes, port) as client,
            pytest.raises(MalformedMessage, match="too long"),
        ):
            client.chunk(0, 0, 0)


def test_nobody_listens(nodes):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(PartnerUnreachable):
        a_client(nodes, port).send(b"{}")
