"""What the tests of the link play with: TLS files, a client, a listener that answers as told."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from accordant.adapters import certificate
from accordant.adapters.link_client import LinkClient


class Node:
    """A party's TLS files."""

    def __init__(self, home: Path, party: str) -> None:
        self.files = (home / party / "certificate.pem", home / party / "key.pem")
        self.sha256 = certificate.create(party, *self.files)
        self.der = certificate.load(self.files[0])


@contextlib.contextmanager
def listening(context: ssl.SSLContext, answer: bytes, drip_seconds: float = 0) -> Iterator[int]:
    """A listener that reads once, answers these bytes and closes; gives its port."""

    def serve() -> None:
        with (
            contextlib.suppress(OSError),
            listener.accept()[0] as raw,
            context.wrap_socket(raw, server_side=True) as connection,
        ):
            connection.recv(65536)
            pieces = [bytes([letter]) for letter in answer] if drip_seconds else [answer]
            for piece in pieces:
                connection.sendall(piece)
                time.sleep(drip_seconds)
            if not answer:
                time.sleep(0.5)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1]
        thread.join()


def a_client(nodes: dict[str, Node], port: int) -> LinkClient:
    address = f"127.0.0.1:{port}"
    return LinkClient(
        address, *nodes["KOR"].files, nodes["JPN"].sha256, [nodes["JPN"].der]
    )  # fmt: skip
