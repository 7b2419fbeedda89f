"""This node's own trouble: a full disk, a lost keystore, an old backup. Nothing acknowledged is
lost, nothing is done twice, and the operator is told what to do.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.one_real_node import Scene

from accordant.errors import (
    BadProof,
    DiskFull,
    KeyMissing,
    LogForked,
    OperatorError,
    RolledBack,
    StoreFailed,
)
from accordant.log.origin import link_origin
from accordant.model.marking import Marking
from accordant.model.product import Portion, Text
from accordant.operations.arrive import process
from accordant.operations.exchange import exchange, resume
from accordant.operations.products import keep, read_content
from accordant.wiring import open_node


def process_all(scene):
    while process(scene.real.node, "KOR").leaves:
        pass


def large(scene, identifier):
    """An item of about 60 KB."""
    portions = (Portion(Marking("KOR:II"), Text("x" * 60_000)),)
    return scene.release(identifier, product_changes={"portions": portions})


SMALL_BYTES = 2 * 1024 * 1024


# --- a full disk -----------------------------------------------------------------------------------


def mounted(path: Path) -> bool:
    """Make a small disk at a path; False where this system does not let us."""
    path.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_BYTES}", "tmpfs", str(path)]
    return subprocess.run(mounting, capture_output=True, check=False).returncode == 0


@pytest.fixture
def small_disk(stage, tmp_path) -> Iterator[tuple[Scene, Callable[[], None]]]:
    """A scene on a disk that is soon full, and how to get space.

    Without the right to mount, the store itself is bounded, which fails in the same way.
    """
    path = tmp_path / "small"
    is_mounted = mounted(path)
    scene = stage.copied(path)
    writer = scene.real.node.store._writer

    def enlarge() -> None:
        if is_mounted:
            subprocess.run(["mount", "-o", "remount,size=64m", str(path)], check=True)
        else:
            writer.execute("PRAGMA max_page_count = 100000")

    if not is_mounted:
        (pages,) = writer.execute("PRAGMA page_count").fetchone()
        writer.execute(f"PRAGMA max_page_count = {pages + 250}")
    try:
        yield scene, enlarge
    finally:
        scene.close()
        if is_mounted:
            subprocess.run(["umount", "-l", str(path)], check=True)


def test_a_full_disk_while_a_batch_comes_in(small_disk):
    """Nothing is cosigned that is not stored; the same batch said again arrives once."""
    scene, enlarge = small_disk
    names = [f"KOR-{number}" for number in range(40)]
    said, refused = 0, None
    for name in names:
        refused = scene.seoul.batch(len(scene.seoul.leaves), [leaf := large(scene, name)])
        before = scene.heard_size
        try:
            scene.deliver(refused)
        except DiskFull:
            break
        scene.seoul.leaves.append(leaf)
        said += 1
    assert 0 < said < len(names)
    assert scene.heard_size == before
    assert scene.real.node.store.read(lambda r: r.log(scene.seoul.origin)).cosigned_size == before
    enlarge()
    scene.deliver(refused)
    process_all(scene)
    arrived = [scene.state(name) for name in names[: said + 1]]
    assert arrived == ["registered"] * (said + 1)
    assert scene.numbers == [f"JPN/2018/{n:06d}" for n in range(1, said + 3)]


def test_a_full_disk_while_what_came_is_registered(small_disk):
    """A number drawn in a round that failed is drawn again by the next; none is lost or doubled."""
    scene, enlarge = small_disk
    while True:
        try:
            scene.deliver(scene.seoul.say(large(scene, f"KOR-{len(scene.seoul.leaves)}")))
        except DiskFull:
            scene.seoul.leaves.pop()
            break
    with pytest.raises(DiskFull) as told:
        process_all(scene)
    assert "Free space" in told.value.hint
    enlarge()
    process_all(scene)
    count = len(scene.numbers)
    assert scene.numbers == [f"JPN/2018/{n:06d}" for n in range(1, count + 1)]
    assert count == len(scene.seoul.leaves) - 2  # two leaves put the agreement in force
    scene.settle()
    assert scene.goes_on()


def test_a_full_disk_while_a_message_is_to_be_said(small_disk):
    """What was decided and not dispatched stays in the outbox; what was dispatched is said."""
    scene, enlarge = small_disk
    while True:
        try:
            scene.say(large(scene, f"KOR-{len(scene.seoul.leaves)}"))
        except DiskFull:
            break
    before = len(scene.seoul.heard)
    waiting = scene.real.node.store.read(lambda r: sum(each.count for each in r.pending()))
    assert waiting > 0
    try:
        scene.settle_with(scene.seoul)
    except DiskFull:
        assert len(scene.seoul.heard) in (before, before + waiting)
    enlarge()
    resume(scene.real.node, "KOR", scene.seoul)
    scene.settle_with(scene.seoul)
    assert scene.real.node.store.read(lambda r: r.pending()) == []
    log = scene.real.node.store.read(lambda r: r.log(scene.seoul.heard_origin))
    assert log.size == log.cosigned_size == len(scene.seoul.heard)


def test_a_full_disk_while_items_are_written(small_disk):
    scene, enlarge = small_disk
    written = []
    with suppress(DiskFull):
        for number in range(100):
            keep(scene.real.node, [own_item(scene, f"JPN-{number}", 60_000)])
            written.append(f"JPN-{number}")
    assert 0 < len(written) < 100
    enlarge()
    rows = scene.real.node.store.read(lambda r: r.products(origin="own", limit=1000))
    assert sorted(row.product for row in rows) == sorted(written)
    assert all(len(read_content(scene.real.node, row).portions) == 1 for row in rows)
    keep(scene.real.node, [own_item(scene, "JPN-after", 10)])


def own_item(scene, identifier, size):
    text = Text("x" * size)
    return scene.seoul.product(
        identifier,
        originators=("JPN",),
        level="JPN:gokuhi",
        portions=(Portion(Marking("JPN:gokuhi"), text),),
    )


# --- keystore and files --------------------------------------------------------------------------


def refuses_to_open(scene, error):
    with pytest.raises(error) as told:
        open_node(scene.root / "JPN")
    assert isinstance(told.value, OperatorError)
    assert told.value.hint
    return told.value


def test_a_keystore_that_is_gone(scene):
    scene.close()
    for file in (scene.root / "JPN").glob("keystore.sqlite*"):
        file.unlink()
    refuses_to_open(scene, StoreFailed)


@pytest.mark.parametrize("content", [b"", b"not a keystore at all", bytes(8192)])
def test_a_damaged_keystore(scene, content):
    scene.close()
    for file in (scene.root / "JPN").glob("keystore.sqlite-*"):
        file.unlink()
    (scene.root / "JPN" / "keystore.sqlite").write_bytes(content)
    refuses_to_open(scene, StoreFailed)


def test_a_keystore_of_another_node(scene, tmp_path):
    """With it everything sealed to this node would be refused as unreadable."""
    (tmp_path / "other").mkdir()
    other = Scene.set(tmp_path / "other")
    other.close()
    scene.close()
    shutil.copy(other.root / "JPN" / "keystore.sqlite", scene.root / "JPN" / "keystore.sqlite")
    told = refuses_to_open(scene, KeyMissing)
    assert "Restore the keystore" in told.hint


@pytest.mark.parametrize("name", ["store.sqlite", "party-statement.json", "node.toml"])
@pytest.mark.parametrize("content", [None, b"", b"\x00" * 5000])
def test_a_file_of_the_home_that_is_gone_or_damaged(scene, name, content):
    scene.close()
    for file in (scene.root / "JPN").glob(f"{name}*"):
        file.unlink()
    if content is not None:
        (scene.root / "JPN" / name).write_bytes(content)
    refuses_to_open(scene, OperatorError)


def test_an_item_key_that_is_gone_hurts_that_item_alone(scene):
    assert scene.goes_on("KOR-a")
    assert scene.real.node.keystore.destroy_item_key("KOR/KOR-a/1")
    with pytest.raises(KeyMissing):
        read_content(scene.real.node, scene.held("KOR-a"))
    assert read_content(scene.real.node, scene.held("KOR-first")).product == "KOR-first"
    assert scene.goes_on("KOR-b")


def test_an_older_keystore_is_no_loss_of_what_is_still_to_come(scene):
    """Items that arrived since its backup do not open; the next do."""
    scene.close()
    shutil.copy(scene.root / "JPN" / "keystore.sqlite", scene.root / "older")
    scene.real = open_node(scene.root / "JPN")
    assert scene.goes_on("KOR-a")
    scene.close()
    for file in (scene.root / "JPN").glob("keystore.sqlite*"):
        file.unlink()
    shutil.copy(scene.root / "older", scene.root / "JPN" / "keystore.sqlite")
    scene.real = open_node(scene.root / "JPN")
    with pytest.raises(KeyMissing):
        read_content(scene.real.node, scene.held("KOR-a"))
    assert scene.goes_on("KOR-b")
    assert read_content(scene.real.node, scene.held("KOR-b")).product == "KOR-b"


# --- an old backup -------------------------------------------------------------------------------


def backed_up(scene):
    """A copy of the store as it is now."""
    scene.close()
    shutil.copy(scene.root / "JPN" / "store.sqlite", scene.root / "backup")
    scene.real = open_node(scene.root / "JPN")


def restored(scene):
    scene.close()
    for file in (scene.root / "JPN").glob("store.sqlite*"):
        file.unlink()
    shutil.copy(scene.root / "backup", scene.root / "JPN" / "store.sqlite")
    scene.real = open_node(scene.root / "JPN")


def test_an_old_store_says_nothing_before_the_operator_acts(scene):
    backed_up(scene)
    assert scene.goes_on("KOR-a")  # and Tokyo's receipt is cosigned by Seoul
    restored(scene)
    ours = link_origin("JPN", "KOR")
    size = scene.real.node.store.read(lambda r: r.log(ours)).size
    with pytest.raises(RolledBack) as told:
        resume(scene.real.node, "KOR", scene.seoul)
    assert "restore the newest copy" in told.value.hint
    assert str(len(scene.seoul.heard)) in told.value.message
    assert scene.real.node.store.read(lambda r: r.log(ours)).size == size < len(scene.seoul.heard)


def test_an_old_store_that_is_spoken_from_all_the_same_forks_nothing_unseen(scene):
    """Were the check left out, the partner would refuse what contradicts the log it cosigned."""
    backed_up(scene)
    assert scene.goes_on("KOR-a")
    restored(scene)
    scene.deliver(scene.seoul.batch(2, scene.seoul.leaves[2:]))
    process(scene.real.node, "KOR")
    heard = list(scene.seoul.heard)
    with pytest.raises((LogForked, BadProof)):
        exchange(scene.real.node, "KOR", scene.seoul, None)
    assert scene.seoul.heard == heard


def test_a_listener_with_an_old_store_is_told_again(scene):
    """Nothing was answered since the backup, so nothing contradicts: the lost leaves come again."""
    scene.settle()
    backed_up(scene)
    leaves = [scene.release(name) for name in ("KOR-a", "KOR-b")]
    first = len(scene.seoul.leaves)
    scene.deliver(scene.seoul.say(*leaves))
    restored(scene)
    assert scene.heard_size == first
    assert resume(scene.real.node, "KOR", scene.seoul) == 0
    scene.deliver(scene.seoul.batch(first, leaves))
    process(scene.real.node, "KOR")
    assert (scene.state("KOR-a"), scene.state("KOR-b")) == ("registered", "registered")
    assert scene.numbers == [f"JPN/2018/00000{n}" for n in (1, 2, 3)]
    scene.settle()
    assert scene.goes_on()


def test_a_partner_with_an_old_store_is_told_again(scene):
    """The other way round: Seoul lost what Tokyo said, and asks for it by its last checkpoint."""
    scene.settle()
    older = scene.seoul.copied()
    assert scene.goes_on("KOR-a")
    lost = len(scene.seoul.heard) - len(older.heard)
    assert lost > 0
    assert resume(scene.real.node, "KOR", older) == lost
    assert [leaf.entry for leaf in older.heard] == [leaf.entry for leaf in scene.seoul.heard]


def test_nothing_waiting_is_lost_with_the_process(scene):
    """A receipt that was to be said is said by the next process."""
    index = scene.say(scene.release("KOR-a"))
    waiting = scene.real.node.store.read(lambda r: r.pending())
    scene.restart()
    assert scene.real.node.store.read(lambda r: r.pending()) == waiting != []
    scene.settle()
    assert scene.seoul.answers(index) == ["registered"]
