"""A picture of many megabytes between two whole nodes: warnings pass it, and no kill loses it."""

from __future__ import annotations

import sqlite3
import subprocess
import time
from contextlib import closing

import pytest
from tests.enclosed_items import by_digest, picture, report, scan
from tests.two_real_nodes import Pair, eventually

from accordant.log.origin import link_origin
from accordant.model.product import enclosures_of
from accordant.operations.enclosures import held_file, pieces
from accordant.operations.products import keep, read_content
from accordant.operations.release import Asked, release
from accordant.wiring import OpenNode, open_node

pytestmark = pytest.mark.whole

POST = "JPN:DIH/watch"
MEBIBYTE = 1024 * 1024


@pytest.fixture
def pair(tmp_path):
    made = Pair(tmp_path)
    yield made
    made.close()


def give(pair: Pair, seoul: OpenNode, name: str, *files: bytes, **fields) -> None:
    keep(seoul.node, [report(name, *files, **fields)], by_digest(*files))
    assert release(seoul.node, Asked(name, 1, "JPN", POST)).sequence
    with pair.acknowledged.open("a") as told:
        told.write(name + "\n")


def arrived(tokyo: OpenNode, name: str) -> tuple[str, int]:
    """State of the item's one file, and how many chunks are there."""
    files = tokyo.node.store.read(lambda r: r.enclosures(name, 1, "KOR"))
    return (files[0].state, files[0].have) if files else ("", 0)


def receipted(seoul: OpenNode, name: str) -> bool:
    def work(reading) -> bool:
        index = reading.outbox_about(name)[-1].index
        origin = link_origin("KOR", "JPN")
        return index is not None and reading.answer(origin, index) is not None

    return seoul.node.store.read(work)


def read_back(tokyo: OpenNode, name: str) -> bytes:
    row = tokyo.node.store.read(lambda r: r.product(name, 1))
    named = enclosures_of(read_content(tokyo.node, row))[0]
    return b"".join(pieces(tokyo.node, row, held_file(tokyo.node, row, 0), named))


def test_warnings_pass_a_picture_of_ten_megabytes(pair):
    for party in ("KOR", "JPN"):
        pair.start(party)
    data = picture(10 * MEBIBYTE, "ten")
    with open_node(pair.home("KOR")) as seoul, open_node(pair.home("JPN")) as tokyo:
        give(pair, seoul, "KOR-picture", data)
        eventually(lambda: arrived(tokyo, "KOR-picture")[1] > 0, 30)
        passed = 0
        while arrived(tokyo, "KOR-picture")[0] == "awaited":
            name = f"KOR-flash-{passed}"
            give(pair, seoul, name, precedence="flash")
            began = time.monotonic()
            eventually(lambda name=name: receipted(seoul, name), 10)
            assert time.monotonic() - began < 5, "a warning waited for a picture"
            passed += 1
        eventually(lambda: receipted(seoul, "KOR-picture"), 30)
        assert passed > 0
        assert read_back(tokyo, "KOR-picture") == data
    pair.settled()
    for party in ("KOR", "JPN"):
        pair.stop(party)
    assert pair.check() == passed + 1


@pytest.mark.parametrize("victim", ["JPN", "KOR"])
def test_a_kill_in_the_middle_and_it_goes_on_behind_the_last_chunk(pair, victim):
    for party in ("KOR", "JPN"):
        pair.start(party)
    data = picture(16 * MEBIBYTE, victim)
    with open_node(pair.home("KOR")) as seoul, open_node(pair.home("JPN")) as tokyo:
        give(pair, seoul, "KOR-picture", data)
        kills, most = 0, 0
        while (state := arrived(tokyo, "KOR-picture"))[0] != "held":
            assert state[1] >= most, "what was stored is never asked for again"
            most = state[1]
            if state[1] > 60 * kills + 10 and kills < 3:
                pair.kill(victim)
                now = arrived(tokyo, "KOR-picture")
                assert now[0] == "awaited", "nothing half there counts as held"
                assert not receipted(seoul, "KOR-picture")
                pair.start(victim)
                kills += 1
            time.sleep(0.002)
        eventually(lambda: receipted(seoul, "KOR-picture"), 30)
        assert kills > 0
        assert read_back(tokyo, "KOR-picture") == data
    pair.settled()
    for party in ("KOR", "JPN"):
        pair.stop(party)
    assert pair.check() == 1
    for party in ("KOR", "JPN"):
        assert "Traceback" not in pair.told(party)
        assert "unexpected" not in pair.told(party)


def test_a_kill_while_a_file_is_sealed_leaves_no_item_and_the_next_try_keeps_it(pair):
    home, data = pair.home("KOR"), scan(16 * MEBIBYTE, b"sealed ")
    (pair.root / "scan.pdf").write_bytes(data)
    document = str(pair.root / "scan.json")

    def command(*words: str) -> subprocess.Popen[bytes]:
        return pair._run("product", "-m", "accordant", "product", *words, "--home", str(home))

    begun = ["new", document, "--kind", "attachment", "--attach", str(pair.root / "scan.pdf")]
    said = ["--level", "KOR:III", "--subject", "dprk-missile", "--purpose", "dprk-missile-threat"]
    assert command(*begun, *said, "--id", "KOR-scan").wait(60) == 0, pair.told("product")
    with open_node(home) as seoul:

        def staged() -> int:
            with closing(sqlite3.connect(home / "store.sqlite")) as store:
                return store.execute("SELECT count(*) FROM enclosure_chunk").fetchone()[0]

        adding = command("add", document)
        eventually(lambda: staged() > 20, 60)
        adding.kill()
        adding.wait()
        assert 20 < staged() < 256
        assert seoul.node.store.read(lambda r: r.product("KOR-scan", 1)) is None
        assert command("add", document).wait(120) == 0, pair.told("product")
        row = seoul.node.store.read(lambda r: r.product("KOR-scan", 1))
        named = enclosures_of(read_content(seoul.node, row))[0]
        file = held_file(seoul.node, row, 0)
        assert b"".join(pieces(seoul.node, row, file, named)) == data
