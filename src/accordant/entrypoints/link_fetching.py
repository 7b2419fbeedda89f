"""The third worker of a link: fetches enclosed files, so that the others do not wait for them.

It has a connection of its own, opened when a file is awaited and let go of when none is. A file
that its partner does not give, or gives wrongly, is set aside for a while, and the others go on.
"""

from __future__ import annotations

import time

from accordant.adapters.link_client import LinkClient
from accordant.errors import (
    EnclosureAltered,
    MalformedMessage,
    NotProvided,
    PartnerError,
)
from accordant.operations.fetching import Fetching, fetch, next_file
from accordant.operations.node import Node
from accordant.wiring import OpenNode

ASIDE_SECONDS_MIN = 1.0
REST_SECONDS_MAX = 0.05  # between two chunks

OF_ONE_FILE = (EnclosureAltered, MalformedMessage, NotProvided)
"""What a partner may do about one file that says nothing of its others."""


class Fetcher:
    """Fetches what one partner's items enclose; for one thread at a time."""

    def __init__(self, opened: OpenNode, node: Node, partner: str) -> None:
        self._opened = opened
        self._node = node
        self._partner = partner
        self._client: LinkClient | None = None
        self._aside: dict[int, tuple[float, float]] = {}  # until when, and how long that was

    @property
    def untroubled(self) -> bool:
        """Whether no file is set aside."""
        return not self._aside

    def work(self) -> bool:
        """Fetch a few chunks of the most urgent file; whether there was anything to fetch.

        Raises:
            PartnerError: by its code; if it is about one file, that one is set aside.
            AccordantError: this node's own trouble.
        """
        fetching = next_file(self._node, self._partner, self._set_aside())
        if fetching is None:
            self.close()
            return False
        try:
            link = self._opened.settings.link
            way = _Restful(self._way())
            fetch(self._node, way, fetching, bytes_max=link.enclosed_bytes_max)
        except OF_ONE_FILE:
            self._put_aside(fetching)
            raise
        except PartnerError:
            self.close()
            raise
        self._aside.pop(fetching.file.place, None)
        return True

    def close(self) -> None:
        """Let go of the connection."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _way(self) -> LinkClient:
        if self._client is None:
            self._client = self._opened.link_client(self._partner)
        return self._client

    def _set_aside(self) -> frozenset[int]:
        now = time.monotonic()
        return frozenset(place for place, (until, _) in self._aside.items() if until > now)

    def _put_aside(self, fetching: Fetching) -> None:
        """Not to be asked for again for a while, each time for longer."""
        longest = self._opened.settings.link.retry_milliseconds_max / 1000
        _, before = self._aside.get(fetching.file.place, (0.0, ASIDE_SECONDS_MIN / 2))
        pause = min(2 * before, longest)
        self._aside[fetching.file.place] = (time.monotonic() + pause, pause)


class _Restful:
    """Rests after each chunk for as long as it took to store, so that the writer is half free.

    Whatever is urgent then waits for no more than one chunk; on a slow line it costs nothing much.
    """

    def __init__(self, client: LinkClient) -> None:
        self._client = client
        self._came = 0.0

    def chunk(self, leaf: int, number: int, position: int) -> bytes:
        """See `ChunkWire`."""
        if self._came:
            time.sleep(min(time.monotonic() - self._came, REST_SECONDS_MAX))
        data = self._client.chunk(leaf, number, position)
        self._came = time.monotonic()
        return data
