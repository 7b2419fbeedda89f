"""A file goes into an item and comes out the same, by the commands."""

from __future__ import annotations

import base64
import json
import subprocess
import sys

import pytest
from tests.vectors.generate_product import PNG

from accordant.entrypoints.cli import program
from accordant.entrypoints.cli.running import run

SAID = [
    "--level",
    "KOR:III",
    "--subject",
    "dprk-missile",
    "--purpose",
    "other",
    "--id",
    "KOR-file-1",
    "--home",
    "node",
]


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(program(), ["init", "KOR", "--address", "127.0.0.1:7410", "--home", "node"]) == 0
    (tmp_path / "dot.png").write_bytes(PNG)
    return tmp_path


@pytest.mark.parametrize("strip", [[], ["--strip"]])
def test_a_file_goes_in_and_comes_out(home, strip):
    begun = ["product", "new", "a.json", "--kind", "attachment", "--attach", "dot.png"]
    assert run(program(), [*begun, *strip, *SAID]) == 0
    for command in ("check", "add"):
        assert run(program(), ["product", command, "a.json", "--home", "node"]) == 0
    (home / "out").mkdir()
    shown = ["product", "show", "KOR-file-1", "--save", "out", "--home", "node"]
    assert run(program(), shown) == 0
    saved = home / "out/1-dot.png"
    held = json.loads((home / "a.json").read_text())["portions"][0]["content"]["data"]
    assert saved.read_bytes() == base64.b64decode(held)
    assert bool(strip) or saved.read_bytes() == PNG
    assert saved.stat().st_mode & 0o077 == 0
    assert run(program(), shown) != 0, "a file that is there is never overwritten"


def test_a_picture_that_is_attached_is_named_by_its_imagery(home):
    begun = ["product", "new", "a.json", "--kind", "imagery", "--attach", "dot.png"]
    assert run(program(), [*begun, *SAID]) == 0
    document = json.loads((home / "a.json").read_text())
    imagery, picture = (portion["content"] for portion in document["portions"])
    assert imagery["picture"] == picture["digest"]
    assert (home / "a.json").stat().st_mode & 0o077 == 0


def test_no_command_waits_for_a_library_that_it_does_not_use():
    heavy = "{'PIL', 'pyais', 'pypdf', 'stix2', 'requests'}"
    code = f"import sys, accordant.entrypoints.cli; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
