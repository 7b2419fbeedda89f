"""The store in one SQLite file: one writer thread, group commit, readers on snapshots.

The writer takes everything queued, runs each piece of work in its own savepoint and commits once
for the group, so one flush of the disk serves many; then it resolves the futures. While it waits
for the disk the next group gathers. Other processes may write the same file in between.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Self, TypeVar

from accordant.adapters.sqlite_file import (
    BUSY_MILLISECONDS_MAX,
    Layout,
    Queries,
    connect,
    converted,
    create_private,
    prepare,
)
from accordant.adapters.sqlite_reading import SqliteReading
from accordant.adapters.sqlite_transaction import SqliteTransaction
from accordant.errors import StoreFailed
from accordant.operations.ports import Reading, Transaction

T = TypeVar("T")

STORE = Layout("store", int.from_bytes(b"ACST"), "store")
GROUP_MAX = 512  # pieces of work in one commit


class _Piece:
    """A piece of work, its future and how it ended before the commit."""

    def __init__(self, work: Callable[[Transaction], Any]) -> None:
        self.work = work
        self.future: Future[Any] = Future()
        self.result: Any = None
        self.error: BaseException | None = None

    def resolve(self) -> None:
        """Tell the caller; only after the commit that made the work durable."""
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


class SqliteStore:
    """`operations.ports.Store` on SQLite.

    Args:
        path: the file; must exist unless `create`.
        create: make the file, and lay it out, when it is not there or empty.
        busy_milliseconds: how long to wait for another process's transaction.

    Raises:
        StoreFailed: missing, empty, damaged, of another program or of a newer schema.
    """

    def __init__(
        self,
        path: Path,
        *,
        create: bool = False,
        busy_milliseconds: int = BUSY_MILLISECONDS_MAX,
    ) -> None:
        self._path = path
        self._place = path.name
        self._busy = busy_milliseconds
        if create:
            create_private(path)
        self._writer = connect(path, busy_milliseconds=busy_milliseconds)
        try:
            prepare(self._writer, STORE, self._place, create=create)
        except StoreFailed:
            self._writer.close()
            raise
        self._idle: SimpleQueue[tuple[sqlite3.Connection, Queries]] = SimpleQueue()
        self._queue: SimpleQueue[_Piece | None] = SimpleQueue()
        self._gate = threading.Lock()  # nothing is queued behind the end
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- the port ----------------------------------------------------------------------------

    def submit(self, work: Callable[[Transaction], T]) -> Future[T]:
        """See the port."""
        piece = _Piece(work)
        with self._gate:
            if self._closed:
                raise StoreFailed("the store is closed", place=self._place)
            self._queue.put(piece)
        return piece.future

    def write(self, work: Callable[[Transaction], T]) -> T:
        """See the port."""
        if threading.current_thread() is self._thread:
            raise StoreFailed("work of the store must not wait for the store", place=self._place)
        return self.submit(work).result()

    def read(self, work: Callable[[Reading], T]) -> T:
        """See the port."""
        connection, queries = self._reader()
        try:
            connection.execute("BEGIN")
            result = work(SqliteReading(queries))
            connection.execute("ROLLBACK")
        except sqlite3.Error as error:
            connection.close()
            raise converted(error, self._place) from None
        except BaseException:
            connection.close()  # whatever happened, the next reader starts afresh
            raise
        self._idle.put((connection, queries))
        return result

    def close(self) -> None:
        """See the port."""
        with self._gate:
            if self._closed:
                return
            self._closed = True
            self._queue.put(None)
        self._thread.join()
        with suppress(Empty):
            while True:
                self._idle.get_nowait()[0].close()
        self._writer.close()  # the last connection copies the write-ahead log into the file

    # --- readers -----------------------------------------------------------------------------

    def _reader(self) -> tuple[sqlite3.Connection, Queries]:
        """A read-only connection nobody uses: an idle one, else a new one."""
        if self._closed:
            raise StoreFailed("the store is closed", place=self._place)
        try:
            return self._idle.get_nowait()
        except Empty:
            connection = connect(self._path, busy_milliseconds=self._busy, readonly=True)
            return connection, Queries("store.sql", connection, self._place)

    # --- the writer --------------------------------------------------------------------------

    def _run(self) -> None:
        """Commit group after group until the end is reached."""
        last = False
        while not last:
            group, last = self._collect()
            if group:
                self._commit(group)

    def _collect(self) -> tuple[list[_Piece], bool]:
        """Everything queued, at least one piece, and whether it is the last group."""
        piece = self._queue.get()
        group: list[_Piece] = []
        while piece is not None:
            if piece.future.set_running_or_notify_cancel():
                group.append(piece)
            if len(group) >= GROUP_MAX:
                return group, False
            try:
                piece = self._queue.get_nowait()
            except Empty:
                return group, False
        return group, True

    def _commit(self, group: list[_Piece]) -> None:
        """Run a group in one transaction, then resolve every future of it."""
        queries = Queries("store.sql", self._writer, self._place)
        try:
            self._writer.execute("BEGIN IMMEDIATE")
            for piece in group:
                self._work(piece, queries)
            self._writer.execute("COMMIT")
        except (sqlite3.Error, StoreFailed) as error:
            self._undo(group, error)
        for piece in group:
            piece.resolve()

    def _work(self, piece: _Piece, queries: Queries) -> None:
        """Run one piece in its savepoint; its own failure undoes it alone."""
        self._writer.execute("SAVEPOINT piece")
        try:
            piece.result = piece.work(SqliteTransaction(queries))
        except BaseException as error:  # noqa: BLE001 - handed to the caller of this piece
            piece.error = error
        if not self._writer.in_transaction:
            # A full disk or an I/O error made SQLite undo the whole group.
            raise piece.error if isinstance(piece.error, StoreFailed) else StoreFailed()
        if piece.error is not None:
            self._writer.execute("ROLLBACK TO piece")
        self._writer.execute("RELEASE piece")

    def _undo(self, group: list[_Piece], error: sqlite3.Error | StoreFailed) -> None:
        """Nothing of the group was kept: every piece without an error of its own gets this one."""
        with suppress(sqlite3.Error):
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")
        cause = error if isinstance(error, StoreFailed) else converted(error, self._place)
        for piece in group:
            piece.error = piece.error or cause
