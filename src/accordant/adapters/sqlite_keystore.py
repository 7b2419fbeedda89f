"""The keystore in its own SQLite file: the node's private keys and one key per item held.

Destroying an item's key destroys its content wherever copies of the sealed item lie. The file is
for its owner alone and is backed up apart from the store. Deleted keys are overwritten with zeros
in the file and the write-ahead log is emptied at once; what a disk keeps of blocks it no longer
shows, and what older backups hold, this cannot reach: keep the file on an encrypted volume.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from accordant.adapters.sqlite_file import (
    BUSY_MILLISECONDS_MAX,
    Layout,
    Queries,
    connect,
    converting,
    create_private,
    prepare,
    refuse_shared,
)
from accordant.errors import KeyMissing, OperatorError, StoreFailed

KEYSTORE = Layout("keystore", int.from_bytes(b"ACKS"), "keystore")


class SqliteKeystore:
    """`operations.ports.Keystore` on SQLite; one connection, used by one thread at a time.

    Args:
        path: the file; must exist unless `create`.
        create: make the file, and lay it out, when it is not there or empty.
        busy_milliseconds: how long to wait for another process's transaction.

    Raises:
        NodeMisconfigured: others on this machine can reach the file.
        StoreFailed: missing, empty, damaged, of another program or of a newer schema.
    """

    def __init__(
        self,
        path: Path,
        *,
        create: bool = False,
        busy_milliseconds: int = BUSY_MILLISECONDS_MAX,
    ) -> None:
        self._place = path.name
        self._lock = threading.Lock()
        if create:
            create_private(path)
        refuse_shared(path)
        self._connection = connect(path, busy_milliseconds=busy_milliseconds)
        try:
            prepare(self._connection, KEYSTORE, self._place, create=create)
        except OperatorError:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def put_keys(self, keys: dict[str, bytes]) -> None:
        """See the port."""
        with self._transaction() as queries:
            queries.run_each(
                "put_key", [{"name": name, "secret": key} for name, key in keys.items()]
            )

    def key(self, name: str) -> bytes:
        """See the port."""
        return self._found("key", f"key `{name}`", name=name)

    def put_item_keys(self, keys: Sequence[tuple[str, bytes]]) -> None:
        """See the port."""
        with self._transaction() as queries:
            queries.run_each("put_item_key", [{"item": item, "secret": key} for item, key in keys])

    def item_key(self, item: str) -> bytes:
        """See the port."""
        return self._found("item_key", f"item {item}", item=item)

    def destroy_item_key(self, item: str) -> bool:
        """See the port.

        Raises:
            StoreFailed: the key is destroyed, but another process kept the write-ahead log from
                being emptied; destroying again empties it.
        """
        with self._transaction() as queries:
            destroyed = bool(queries.run("destroy_item_key", item=item))
        with self._lock, converting(self._place):
            busy, _, _ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StoreFailed(
                "the key is destroyed, but a trace of it may be left in the write-ahead log",
                hint="Destroy it again when no other process uses the keystore.",
                place=self._place,
            )
        return destroyed

    def close(self) -> None:
        """See the port."""
        with self._lock:
            self._connection.close()

    def _found(self, query: str, place: str, **parameters: str) -> bytes:
        with self._lock:
            secret: bytes | None = self._queries().run(query, **parameters)
        if secret is None:
            raise KeyMissing(place=place)
        return secret

    def _queries(self) -> Queries:
        return Queries("keystore.sql", self._connection, self._place)

    @contextmanager
    def _transaction(self) -> Iterator[Queries]:
        """One transaction: durable after it, or nothing of it is kept."""
        with self._lock, converting(self._place):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._queries()
                self._connection.execute("COMMIT")
            except (sqlite3.Error, StoreFailed):
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
