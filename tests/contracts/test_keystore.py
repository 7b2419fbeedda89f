"""Contract of the keystore: kept for good or destroyed for good, for its owner alone."""

from __future__ import annotations

import os

import pytest

from accordant.adapters.sqlite_keystore import SqliteKeystore
from accordant.errors import KeyMissing, NodeMisconfigured, StoreFailed


def test_a_node_key_comes_back_and_can_be_replaced(keystore):
    keystore.put_keys({"log": b"1", "header": b"2"})
    keystore.put_keys({"log": b"3"})
    assert (keystore.key("log"), keystore.key("header")) == (b"3", b"2")


def test_a_missing_key_is_named(keystore):
    with pytest.raises(KeyMissing, match="seal"):
        keystore.key("seal")
    with pytest.raises(KeyMissing, match="KOR-1"):
        keystore.item_key("KOR-1")


def test_item_keys_are_kept_again_without_harm_but_never_replaced(keystore):
    keystore.put_item_keys([("KOR-1", b"1"), ("KOR-2", b"2")])
    keystore.put_item_keys([("KOR-1", b"1")])
    with pytest.raises(StoreFailed):
        keystore.put_item_keys([("KOR-3", b"3"), ("KOR-2", b"other")])
    assert keystore.item_key("KOR-2") == b"2"
    with pytest.raises(KeyMissing):
        keystore.item_key("KOR-3")


def test_keys_are_there_for_whoever_opens_the_file_next(keystore, folder):
    keystore.put_item_keys([("KOR-1", b"1")])
    with SqliteKeystore(folder / "keystore.sqlite") as other:
        assert other.item_key("KOR-1") == b"1"


def test_a_destroyed_key_is_gone_from_every_file(keystore, folder):
    secrets = {f"KOR-{n}": os.urandom(32) for n in range(50)}
    keystore.put_item_keys(list(secrets.items()))
    assert keystore.destroy_item_key("KOR-7")
    assert not keystore.destroy_item_key("KOR-7")
    with pytest.raises(KeyMissing):
        keystore.item_key("KOR-7")
    assert keystore.item_key("KOR-8") == secrets["KOR-8"]
    files = b"".join(file.read_bytes() for file in folder.iterdir())
    assert secrets["KOR-7"] not in files
    assert secrets["KOR-8"] in files


def test_only_the_owner_can_reach_the_files(keystore, folder):
    keystore.put_keys({"log": b"1"})
    modes = {file.name: file.stat().st_mode & 0o777 for file in folder.iterdir()}
    assert len(modes) == 3
    assert set(modes.values()) == {0o600}


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_file_others_can_reach_is_refused(keystore, folder, mode):
    keystore.close()
    path = folder / "keystore.sqlite"
    path.chmod(mode)
    with pytest.raises(NodeMisconfigured, match="others"):
        SqliteKeystore(path)


def test_a_store_is_no_keystore(open_store, folder):
    open_store().close()
    with pytest.raises(StoreFailed, match="not a keystore"):
        SqliteKeystore(folder / "store.sqlite")
