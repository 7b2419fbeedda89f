"""Opening an SQLite file of this project: identity, schema, durability, errors in our words.

A file says what it is (`application_id`) and how it is laid out (`user_version`, the number of the
last migration run); both are checked before anything else is read. Every commit is on disk before
it returns: write-ahead log with `synchronous=FULL` (https://sqlite.org/wal.html).
"""

from __future__ import annotations

import errno
import os
import re
import sqlite3
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import aiosql
import msgspec
from aiosql.types import SQLOperationType

from accordant.errors import DiskFull, NodeMisconfigured, OperatorError, StoreFailed

SQLITE_VERSION_MIN = (3, 37, 0)  # STRICT tables
BUSY_MILLISECONDS_MAX = 10_000  # how long to wait for another process's transaction
CHECKPOINT_PAGES = 1_000  # of 4 KiB; four times as many gave no more items and twice the tail
CACHE_KIBIBYTES = 32_768

_SQL = Path(__file__).parent / "sql"
_MIGRATION = re.compile(r"^(\d{4})_[a-z0-9_]+\.sql$")

# SQLite names ENOSPC `FULL` where it writes and `SHMSIZE` where it maps the index of the log; a
# quota or a file size limit (EDQUOT, EFBIG) shows as a write cut short.
_NO_SPACE = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE}
)
_NO_SPACE_FOR_FILES = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_UNREADABLE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class Layout(msgspec.Struct, frozen=True):
    """A kind of file: what it is called, its mark and its folder of migrations under `sql/`."""

    name: str
    application_id: int  # four ASCII letters as a number
    folder: str

    def migrations(self) -> list[Path]:
        """The numbered files in order; their numbers are 1, 2, 3 ... without gaps."""
        files = sorted((_SQL / self.folder).glob("*.sql"))
        numbers = [int(found[1]) for file in files if (found := _MIGRATION.match(file.name))]
        assert numbers == list(range(1, len(files) + 1)), "migrations are numbered without gaps"
        return files


class _Named(NamedTuple):
    """One query of a file: its text and what its kind returns."""

    sql: str
    result: Callable[[sqlite3.Cursor], Any]


_RESULTS: dict[SQLOperationType, Callable[[sqlite3.Cursor], Any]] = {
    SQLOperationType.SELECT: sqlite3.Cursor.fetchall,
    SQLOperationType.SELECT_ONE: sqlite3.Cursor.fetchone,
    SQLOperationType.SELECT_VALUE: lambda cursor: (cursor.fetchone() or (None,))[0],
    SQLOperationType.INSERT_RETURNING: lambda cursor: cursor.lastrowid,
    SQLOperationType.INSERT_UPDATE_DELETE: lambda cursor: cursor.rowcount,
    SQLOperationType.INSERT_UPDATE_DELETE_MANY: lambda cursor: cursor.rowcount,
}


@cache
def _named_queries(name: str) -> dict[str, _Named]:
    """The queries of a file, read once.

    aiosql reads the file; its own functions are not called, they cost more than the statement.
    """
    queries = aiosql.from_path(_SQL / name, "sqlite3")
    functions = [getattr(queries, each) for each in queries.available_queries]
    return {
        each.__name__: _Named(each.sql, _RESULTS[each.operation])
        for each in functions
        if each.operation in _RESULTS
    }


class Queries:
    """The named queries of one `.sql` file on one connection, with our errors.

    SQLite may undo a whole transaction when a statement fails (full disk, I/O error). A query
    tried after that would be a transaction of its own, so it is refused instead.
    """

    def __init__(self, name: str, connection: sqlite3.Connection, place: str) -> None:
        self._named = _named_queries(name)
        self._connection = connection
        self._place = place
        self.undone = False

    def run(self, query: str, /, **parameters: Any) -> Any:
        """Run a query; returns what its kind returns: rows, a row, a value, a count, a number.

        Raises:
            StoreFailed: as SQLite says; `DiskFull` when there is no space.
        """
        return self._run(self._connection.execute, query, parameters)

    def run_each(self, query: str, parameters: Sequence[Mapping[str, Any]]) -> int:
        """Run a query once per set of parameters; how many rows changed. Raises as `run` does."""
        changed: int = self._run(self._connection.executemany, query, parameters)
        return changed

    def _run(self, execute: Callable[..., sqlite3.Cursor], query: str, given: Any) -> Any:
        if self.undone:
            raise StoreFailed("the transaction was undone before", place=self._place)
        named = self._named[query]
        inside = self._connection.in_transaction
        try:
            return named.result(execute(named.sql, given))
        except (sqlite3.Error, OverflowError) as error:
            self.undone = inside and not self._connection.in_transaction
            raise converted(error, self._place) from None


def converted(error: Exception, place: str) -> StoreFailed:
    """Return our error for one of SQLite's; its text names tables and columns, never values."""
    primary = getattr(error, "sqlite_errorcode", 0)
    if primary in _NO_SPACE or getattr(error, "errno", 0) in _NO_SPACE_FOR_FILES:
        return DiskFull(place=place)
    if primary & 0xFF in _UNREADABLE:
        return StoreFailed(
            "the file is damaged",
            hint="Stop the node, keep the damaged file and restore the newest backup.",
            place=place,
        )
    if primary & 0xFF == sqlite3.SQLITE_BUSY:
        return StoreFailed("another process has held the file too long", place=place)
    return StoreFailed(f"the file could not be used: {error}", place=place)


@contextmanager
def converting(place: str) -> Iterator[None]:
    """Turn SQLite's and the file system's errors within into ours."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise converted(error, place) from None


def create_private(path: Path) -> None:
    """Create an empty file only its owner can read, unless the path exists.

    SQLite gives its `-wal` and `-shm` files the mode of the file they belong to.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        raise converted(error, str(path)) from None


def refuse_shared(path: Path) -> None:
    """Refuse a file that group or world can read or write.

    Raises:
        NodeMisconfigured: the mode is wider than 0600.
        StoreFailed: the file is not there.
    """
    with converting(str(path)):
        mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        raise NodeMisconfigured(
            f"others on this machine can reach a private file (mode {mode:04o})",
            hint=f"Run `chmod 600 {path}`, then consider whether its keys must be replaced.",
            place=str(path),
        )


def connect(path: Path, *, busy_milliseconds: int, readonly: bool = False) -> sqlite3.Connection:
    """Open an existing file without looking at what it is; `prepare` does that.

    Transactions are begun and ended by name only. The connection may pass from thread to thread,
    one at a time.

    Raises:
        StoreFailed: the file is not there or cannot be opened.
    """
    mode = "ro" if readonly else "rw"
    with converting(str(path)):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=busy_milliseconds / 1000,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )
        try:
            for pragma in (
                "trusted_schema = OFF",
                "cell_size_check = ON",
                "synchronous = FULL",
                "secure_delete = ON",  # what is dropped is overwritten with zeros
                "temp_store = MEMORY",  # nothing of ours in files outside the home
                f"cache_size = -{CACHE_KIBIBYTES}",
                f"wal_autocheckpoint = {CHECKPOINT_PAGES}",
            ):
                connection.execute(f"PRAGMA {pragma}")
        except sqlite3.Error:
            connection.close()
            raise
    return connection


def prepare(connection: sqlite3.Connection, layout: Layout, place: str, *, create: bool) -> None:
    """Check that the file is of this layout and bring it to the newest schema.

    Raises:
        StoreFailed: not such a file, damaged, empty (unless `create`), or of a newer schema.
    """
    migrations = layout.migrations()
    with converting(place):
        if _schema_number(connection, layout, place, create=create) < len(migrations):
            _migrate(connection, layout, place, migrations)
        (journal,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        # The first read lays out the log's index; later a full disk would stop readers as well.
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if journal != "wal":
        raise StoreFailed("the file system does not support a write-ahead log", place=place)


def _schema_number(
    connection: sqlite3.Connection, layout: Layout, place: str, *, create: bool
) -> int:
    """The number of the last migration run, of a file that is what it should be."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if (application, number, tables) == (0, 0, 0):
        if create:
            return 0
        raise StoreFailed(
            f"the file is empty; it is not a {layout.name}",
            hint="Restore the newest backup; a new node is made with `accordant init`.",
            place=place,
        )
    if application != layout.application_id:
        raise StoreFailed(f"the file is not a {layout.name} of this program", place=place)
    newest = len(layout.migrations())
    if number > newest:
        raise StoreFailed(
            f"the {layout.name} has schema {number}; this program knows up to {newest}",
            hint="Run the newer version of Accordant that wrote it.",
            place=place,
        )
    return int(number)


def _migrate(
    connection: sqlite3.Connection, layout: Layout, place: str, migrations: list[Path]
) -> None:
    """Run what is missing in one transaction; another process may have been first."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        done = _schema_number(connection, layout, place, create=True)
        for file in migrations[done:]:
            for statement in _statements(file.read_text(encoding="utf-8")):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {layout.application_id}")
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    except (sqlite3.Error, OperatorError):
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: `executescript` would commit by itself."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    assert not statement.strip(), "a migration ends with a complete statement"
