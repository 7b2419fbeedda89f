"""A file goes into an item and comes out the same, by the commands."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import shutil
import subprocess
import sys

import pytest
from PIL import Image
from tests.enclosed_items import scan
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


@pytest.mark.parametrize("strip", [[], ["--strip"]])
def test_a_larger_file_is_enclosed_and_comes_out_the_same(home, strip):
    picture = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "planted-position"
    Image.effect_noise((700, 500), 90).save(picture, "PNG", exif=exif)
    (home / "large.png").write_bytes(picture.getvalue())
    begun = ["product", "new", "a.json", "--kind", "attachment", "--attach", "large.png"]
    assert run(program(), [*begun, "--attach", "dot.png", *strip, *SAID]) == 0
    (beside,) = (home / "a.json.files").iterdir()
    plain = beside.read_bytes()
    assert beside.stat().st_mode & 0o077 == 0
    assert (b"planted" in plain) is not bool(strip)
    for command in ("check", "add"):
        assert run(program(), ["product", command, "a.json", "--home", "node"]) == 0
    assert b"planted" not in b"".join(f.read_bytes() for f in (home / "node").glob("store*"))
    beside.unlink()
    (home / "out").mkdir()
    shown = ["product", "show", "KOR-file-1", "--save", "out", "--home", "node"]
    assert run(program(), shown) == 0
    assert (home / "out/1-large.png").read_bytes() == plain
    assert sorted(path.name for path in (home / "out").iterdir()) == ["1-large.png", "2-dot.png"]
    assert (home / "out/1-large.png").stat().st_mode & 0o077 == 0
    assert run(program(), shown) != 0, "a file that is there is never overwritten"


def test_a_document_whose_file_is_gone_or_altered_is_refused(home, capsys):
    (home / "large.pdf").write_bytes(scan(60_000, b"one "))
    begun = ["product", "new", "a.json", "--kind", "attachment", "--attach", "large.pdf"]
    assert run(program(), [*begun, *SAID]) == 0
    (beside,) = (home / "a.json.files").iterdir()
    beside.write_bytes(b"%PDF-" + bytes(60_001))
    for command in ("check", "add"):
        assert run(program(), ["product", command, "a.json", "--home", "node"]) == 2
        assert "not the one the document names" in capsys.readouterr().err
    beside.unlink()
    assert run(program(), ["product", "add", "a.json", "--home", "node"]) == 2
    assert "not beside the document" in capsys.readouterr().err


def test_what_is_too_large_or_none_of_the_types_is_refused_before_anything_is_written(home):
    with (home / "huge.pdf").open("wb") as file:
        file.write(b"%PDF-")
        file.truncate(16 * 1024 * 1024 + 1)
    (home / "program.png").write_bytes(b"MZ" + bytes(60_000))
    (home / "cut.pdf").write_bytes(scan(60_000, b"one ")[:-20])
    (home / "noise.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(60_000))
    for name in ("huge.pdf", "program.png", "missing.png", "cut.pdf", "noise.png"):
        begun = ["product", "new", "a.json", "--kind", "attachment", "--attach", name]
        assert run(program(), [*begun, *SAID]) == 2
    assert not (home / "a.json").exists()
    assert not (home / "a.json.files").exists()


def test_the_next_version_has_the_enclosed_files_of_the_former_and_one_more(home, capsys):
    for name in ("one.pdf", "two.pdf"):
        (home / name).write_bytes(scan(140_000, name.encode()))
    begun = ["product", "new", "a.json", "--kind", "attachment", "--attach", "one.pdf"]
    assert run(program(), [*begun, *SAID]) == 0
    assert run(program(), ["product", "add", "a.json", "--home", "node"]) == 0
    shutil.rmtree(home / "a.json.files")
    edited = ["product", "edit", "KOR-file-1", "--attach", "two.pdf", "--home", "node"]
    assert run(program(), edited) == 0
    capsys.readouterr()
    assert run(program(), ["product", "diff", "KOR-file-1", "--home", "node", "--json"]) == 0
    told = capsys.readouterr().out
    assert '"sealed"' not in told
    assert [each["was"] for each in json.loads(told)["comparison"]["portions"]] == [
        "same",
        "added",
    ]
    (home / "out").mkdir()
    shown = ["product", "show", "KOR-file-1", "--version", "2", "--save", "out", "--home", "node"]
    assert run(program(), shown) == 0
    for place, name in ((1, "one.pdf"), (2, "two.pdf")):
        assert (home / f"out/{place}-{name}").read_bytes() == (home / name).read_bytes()


def test_a_document_whose_picture_is_none_is_refused_with_its_portion(home, capsys):
    """By hand nobody is kept from writing one: what it holds is opened before it is kept."""
    begun = ["product", "new", "a.json", "--kind", "attachment", "--attach", "dot.png"]
    assert run(program(), [*begun, *SAID]) == 0
    document = json.loads((home / "a.json").read_text())
    data = b"\x89PNG\r\n\x1a\n" + bytes(60)
    document["portions"][0]["content"] |= {
        "data": base64.b64encode(data).decode(), "digest": hashlib.sha256(data).hexdigest(),
    }  # fmt: skip
    (home / "a.json").write_text(json.dumps(document))
    for command in ("check", "add"):
        assert run(program(), ["product", command, "a.json", "--home", "node"]) == 2
        told = capsys.readouterr().err
        assert "does not open whole as image/png" in told
        assert "a.json, portion 1" in told
