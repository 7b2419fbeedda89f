"""The demo as people run it: three processes, real launches, and a script it is held against."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from accordant.entrypoints.demo.place import DemoHome

pytestmark = [pytest.mark.whole, pytest.mark.xdist_group("demo")]

SECONDS_MAX = 180  # on a machine that does other things as well

KEY_LINES = (
    r"REPLAY CLOCK   2016-11-23 12:00:\d\d in Seoul   NOT THE PRESENT",
    r"Seoul and Tokyo adopted jpn-kor-gsomia-2016  both the clauses [0-9a-f]{16}",
    r"Tokyo's node: in force  since 2016-11-23, Art\. 21\(1\)",
    r"2017-02-12 08:00:0\d Pukguksong-2 +flash +released 4 7\(5\) \+ order +KOR→JPN direct",
    r"\d+\.\d JPN/2017/000001",
    r"Scud-C MaRV +immediate +withheld no instrument +KOR→AUS",
    r"Hwasong-14 full +flash +withheld 4 ",
    r"EXERCISE drill +flash +released 4 7\(5\) \+ order",
    r"Hwasong-12 +flash +withheld 6\(a\) +JPN→AUS",
    r"The nearest cure: Ask KOR for its prior written approval",
    r"Hwasong-12 +flash +released 6\(a\) 2 4 \+ order +JPN→AUS direct +\d+\.\d AUS/2017/000001",
    r"Hwasong-15 +flash +referred no order",
    r"Hwasong-15 +flash +released 4 7\(5\) \+ officer",
    r"Both nodes compute the last day in force: 2019-11-22",
    r"COUNTERFACTUAL from here",
    r"2019-11-22 23:59:5\d KN-25 v2 +immediate +released",
    r"2019-11-23 00:00:0\d KN-25 v3 +immediate +withheld 21\(3\)",
    r"2019-11-28 17:04:\d\d KN-25 +immediate +withheld 21\(3\)",
    r"WHAT REALLY HAPPENED, entered now",
    r"By what was known this morning: no\. By what is known now: yes",
    r"2019-11-29 09:05:\d\d KN-25 +immediate +released",
    r"Each holds its reading; both hold",
    r"2022-11-18 10:19:\d\d Hwasong-17 +flash +released",
    r"21 March 2023: Seoul withdraws both notes of 2019",
    r"2026-01-04 07:59:\d\d Hwasong-11E +\w+ +released",
    r"2023-11-21 22:48:\d\d Chollima-1 +flash +referred no order",
    r"Items +48: 40 released, 6 withheld, 2 referred",
    r"Release to stored +median \d+\.\d ms, p95 \d+\.\d ms",
    r"Verifier +5 of 5 documents hold",
    r"Script +as stated before it was played",
)


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "accordant", *words]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*words), capture_output=True, text=True, timeout=SECONDS_MAX, check=False
    )


def processes_of(home: Path) -> list[int]:
    """The nodes the demo started here that still run."""
    named = [int(word) for word in (home / "running").read_text().split()]
    return [each for each in named if _runs(each, home)]


def _runs(process: int, home: Path) -> bool:
    try:
        said = Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False
    return str(home).encode() in said


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory):
    """A demo that was kept, ended when the module is done."""
    place = tmp_path_factory.mktemp("stage") / "demo-nodes"
    yield place
    for process in processes_of(place):
        os.kill(process, signal.SIGTERM)


@pytest.fixture(scope="module")
def kept(home: Path) -> subprocess.CompletedProcess[str]:
    return run("demo", "--keep", "--home", str(home))


def test_everything_comes_out_as_the_script_says(kept):
    assert kept.returncode == 0, kept.stdout + kept.stderr
    for line in KEY_LINES:
        assert re.search(line, kept.stdout), f"missing: {line}\n{kept.stdout}"
    assert kept.stdout.count("VERIFIED") == 5
    assert "NOT AS THE SCRIPT SAYS" not in kept.stdout


def test_kept_nodes_run_on_and_are_not_overwritten(kept, home):
    assert kept.returncode == 0
    assert len(processes_of(home)) == 3
    again = run("demo", "--home", str(home))
    assert again.returncode == 5
    assert "nodes of a demo are running in this directory" in again.stderr
    assert len(processes_of(home)) == 3


def test_what_the_demo_says_to_try_works(kept, home):
    """Every command it prints, in its order, as typed."""
    said = kept.stdout.partition("to look further")[2]
    lines = [line.strip().split() for line in said.splitlines() if line.startswith("  ")]
    typed = [words[1:] for words in lines if Path(words[0]).name == "accordant"]
    assert [words[0] for words in typed] == [
        "timeline",
        "status",
        "inbox",
        "show",
        "decide",
        "consent",
        "release",
    ]
    statuses = [run(*words) for words in typed]
    assert [each.returncode for each in statuses] == [0, 0, 0, 0, 10, 0, 0], statuses
    assert "registered as AUS/2026/000001" in statuses[-1].stdout
    assert lines[-1][0] == "kill"
    assert sorted(map(int, lines[-1][1:])) == sorted(processes_of(home))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_demo_leaves_no_process(tmp_path, number):
    place = tmp_path / "demo-nodes"
    with subprocess.Popen(
        command("demo", "--home", str(place)), stdout=subprocess.PIPE, text=True
    ) as demo:
        assert demo.stdout is not None
        while "Pukguksong-2" not in demo.stdout.readline():
            assert demo.poll() is None
        assert len(processes_of(place)) == 3
        demo.send_signal(number)
        demo.communicate(timeout=60)
    assert demo.returncode in {130, 143}
    assert processes_of(place) == []


def test_a_directory_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "letters.txt").write_text("dear")
    refused = run("demo", "--home", str(tmp_path))
    assert refused.returncode == 5
    assert "something that is not a demo" in refused.stderr
    assert (tmp_path / "letters.txt").read_text() == "dear"


def test_a_demo_that_ended_is_replaced_by_the_next(tmp_path):
    """What an earlier demo left is emptied; a lock nobody holds does not stop the next."""
    place = tmp_path / "demo-nodes"
    first = DemoHome(place)
    (place / "KOR").mkdir()
    (place / "KOR" / "store.sqlite").write_bytes(b"old")
    first.close()
    second = DemoHome(place)
    try:
        assert not (place / "KOR").exists()
    finally:
        second.close()
