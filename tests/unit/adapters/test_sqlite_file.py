"""The SQLite file: identity, schema, durability settings, modes, and queries all described."""

from __future__ import annotations

import errno
import itertools
import re
import shutil
import sqlite3

import pytest
from msgspec.structs import replace

from accordant.adapters import sqlite_file
from accordant.adapters.sqlite_file import Layout, connect, converted
from accordant.adapters.sqlite_keystore import KEYSTORE, SqliteKeystore
from accordant.adapters.sqlite_store import STORE, SqliteStore
from accordant.errors import DiskFull, StoreFailed
from accordant.operations.ports import DecisionRow

SQL = sqlite_file._SQL


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "store.sqlite"
    SqliteStore(path, create=True).close()
    return path


def pragma(connection, name):
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_every_commit_is_flushed_before_it_returns(file):
    with SqliteStore(file) as store:
        assert pragma(store._writer, "journal_mode") == "wal"
        assert pragma(store._writer, "synchronous") == 2  # FULL
        assert pragma(store._writer, "secure_delete") == 1
        assert pragma(store._writer, "temp_store") == 2  # MEMORY


def test_a_reader_has_no_right_to_write(file):
    connection = connect(file, busy_milliseconds=100, readonly=True)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM outbox")
    connection.close()


def test_a_file_of_another_kind_is_refused(file, tmp_path):
    with pytest.raises(StoreFailed, match="not a keystore"):
        sqlite_file.prepare(connect(file, busy_milliseconds=100), KEYSTORE, "x", create=True)
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE theirs (a)")
    connection.close()
    with pytest.raises(StoreFailed, match="not a store"):
        SqliteStore(other, create=True)


def test_a_newer_schema_is_refused_and_left_alone(file):
    newer = len(STORE.migrations()) + 1
    with sqlite3.connect(file) as connection:
        connection.execute(f"PRAGMA user_version = {newer}")
    connection.close()
    with pytest.raises(StoreFailed, match=f"schema {newer}") as refused:
        SqliteStore(file, create=True)
    assert "newer version" in refused.value.hint
    connection = sqlite3.connect(file)
    assert pragma(connection, "user_version") == newer
    connection.close()


def test_missing_migrations_are_run_when_a_file_is_opened(tmp_path, monkeypatch):
    """An older file is brought forward; one broken migration leaves it as it was."""
    folder = tmp_path / "sql" / "things"
    folder.mkdir(parents=True)
    (folder / "0001_first.sql").write_text("CREATE TABLE one (a TEXT) STRICT;\n")
    monkeypatch.setattr(sqlite_file, "_SQL", tmp_path / "sql")
    layout, path = Layout("file of things", 77, "things"), tmp_path / "things.sqlite"
    path.touch()

    def opened():
        connection = connect(path, busy_milliseconds=100)
        try:
            sqlite_file.prepare(connection, layout, "things", create=True)
            names = connection.execute("SELECT name FROM sqlite_schema ORDER BY name").fetchall()
            return pragma(connection, "user_version"), [name for (name,) in names]
        finally:
            connection.close()

    assert opened() == (1, ["one"])
    second = folder / "0002_second.sql"
    second.write_text("CREATE TABLE two (a TEXT) STRICT;\nCREATE TABLE one (a TEXT) STRICT;\n")
    with pytest.raises(StoreFailed):
        opened()
    second.write_text("CREATE TABLE two (a TEXT) STRICT;\n")
    assert opened() == (2, ["one", "two"])


def test_what_arrived_before_designations_may_still_be_designated(tmp_path, monkeypatch):
    """Of an item from its originator the marking says what it bears; of one passed on nothing."""
    shutil.copytree(SQL, tmp_path / "sql")
    (newest,) = (tmp_path / "sql/store").glob("*_designations.sql")
    later = {each: each.read_text() for each in newest.parent.iterdir() if each >= newest}
    for each in later:
        each.unlink()
    monkeypatch.setattr(sqlite_file, "_SQL", tmp_path / "sql")
    file = tmp_path / "store.sqlite"
    SqliteStore(file, create=True).close()
    with sqlite3.connect(file) as connection:
        for origin, number in (
            ("own", ""),
            ("KOR", "JPN/2018/000001"),
            ("USA", "JPN/2018/000002"),
        ):
            connection.execute(
                "INSERT INTO product (product, version, origin, register_number, state, level,"
                " marker, precedence, kind, originators, subjects, caveats, form, purpose,"
                " held_under, own_level, post, arrived, wrapped_key, envelope) VALUES ('KOR-1', 1,"
                " ?, ?, 'registered', 'KOR:II', '', '', '', '[]', '[]', '[]', '', '', '',"
                " 'JPN:tokutei', '', 1, x'', x'')",
                (origin, number),
            )
    connection.close()
    for each, script in later.items():
        each.write_text(script)
    with SqliteStore(file) as store:
        (found,) = store.read(lambda r: r.undesignated())
    assert (found.register_number, found.bears) == ("JPN/2018/000001", "KOR:II")


def test_a_decision_is_found_with_its_document_kept_once_or_as_it_was_before(file):
    """Equal documents are one row; a row of the first schema has its document itself."""
    row = DecisionRow(
        case_digest="d" * 64, case=b"case", decision=b"said", direction="outbound",
        product="KOR-1", version=1, partner="JPN", outcome="release", at=1,
    )  # fmt: skip
    with SqliteStore(file) as store:
        for document in (b"said", b"said", b"else"):
            store.write(lambda t, d=document: t.save_decision(replace(row, decision=d)))
        store._writer.execute(
            'INSERT INTO decision (case_digest, "case", decision, direction, product, version,'
            " partner, outcome, at) VALUES ('', x'', ?, 'outbound', 'KOR-1', 1, '', 'release', 1)",
            (b"before",),
        )
        found = [each.decision for each in store.read(lambda r: r.decisions_of("KOR-1"))]
        kept = store._writer.execute("SELECT count(*) FROM decision_document").fetchone()
    assert found == [b"said", b"said", b"else", b"before"]
    assert kept == (2,)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(errno.ENOSPC, "full"), DiskFull),
        (OSError(errno.EDQUOT, "quota"), DiskFull),
        (OSError(errno.EACCES, "denied"), StoreFailed),
        (sqlite3.OperationalError("odd"), StoreFailed),
    ],
)
def test_foreign_errors_become_ours(error, kind):
    assert type(converted(error, "place")) is kind


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (sqlite3.SQLITE_FULL, DiskFull, "no space"),
        (sqlite3.SQLITE_IOERR_WRITE, DiskFull, "no space"),
        (sqlite3.SQLITE_IOERR_READ, StoreFailed, "could not be used"),
        (sqlite3.SQLITE_CORRUPT, StoreFailed, "damaged"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreFailed, "another process"),
    ],
)
def test_sqlite_codes_are_read_by_what_they_mean(code, kind, words):
    error = sqlite3.OperationalError("x")
    error.sqlite_errorcode = code
    found = converted(error, "place")
    assert type(found) is kind
    assert words in found.message


def test_an_error_shows_no_value_that_was_to_be_kept(tmp_path):
    with SqliteKeystore(tmp_path / "keystore.sqlite", create=True) as keystore:
        keystore.put_item_keys([("KOR-1", b"topsecret-one")])
        with pytest.raises(StoreFailed) as refused:
            keystore.put_item_keys([("KOR-1", b"topsecret-two")])
    assert "topsecret" not in f"{refused.value} {refused.value.hint} {refused.value.__cause__}"


def test_another_process_that_never_ends_is_named(file):
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with (
        SqliteStore(file, busy_milliseconds=50) as store,
        pytest.raises(StoreFailed, match="another process"),
    ):
        store.write(lambda t: t.raise_high_water(1))
    other.close()


def test_every_named_query_is_described_and_used():
    code = "".join(path.read_text() for path in SQL.parent.glob("sqlite_*.py"))
    for file in SQL.glob("*.sql"):
        blocks = re.split(r"^-- name: ", file.read_text(), flags=re.MULTILINE)[1:]
        for block in blocks:
            name, description = re.match(r"(\w+)\(.*?\)[\^$!<*]*\n(.*)", block).groups()
            assert description.startswith("-- "), f"{name} is not described"
            used = f'"{name}"' in code or (name.startswith("append_") and 'f"append_' in code)
            assert used, f"{name} is not used"


def test_every_table_and_migration_says_what_it_is_for():
    for file in SQL.rglob("0*.sql"):
        lines = file.read_text().splitlines()
        assert lines[0].startswith("-- ")
        for before, line in itertools.pairwise(lines):
            if line.startswith("CREATE TABLE"):
                assert before.startswith("-- "), line
