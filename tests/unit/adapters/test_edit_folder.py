"""Documents while a person changes them, and the editor that is run on them."""

from __future__ import annotations

import pytest

from accordant.adapters.edit_folder import EditFolder, run_editor
from accordant.errors import MalformedInput, NodeMisconfigured, Oversized


@pytest.fixture
def edits(tmp_path):
    return EditFolder(tmp_path / "edits")


def test_a_document_is_for_its_owner_alone_and_goes_with_all_beside_it(edits):
    assert edits.begin("KOR-1.2", b"one")
    path = edits.place("KOR-1.2")
    modes = [each.stat().st_mode & 0o777 for each in (path, path.parent, path.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]
    (path.parent / "KOR-1.2.json~").write_bytes(b"what an editor leaves")
    assert edits.read("KOR-1.2", 3) == b"one"
    edits.discard("KOR-1.2")
    assert list(path.parent.parent.iterdir()) == []
    edits.discard("KOR-1.2")


def test_what_waits_is_not_written_over(edits):
    edits.begin("KOR-1.2", b"one")
    assert not edits.begin("KOR-1.2", b"another")
    assert edits.read("KOR-1.2", 10) == b"one"
    edits.place("KOR-1.2").unlink()
    with pytest.raises(MalformedInput, match="gone"):
        edits.read("KOR-1.2", 10)
    assert edits.begin("KOR-1.2", b"again")
    with pytest.raises(Oversized):
        edits.read("KOR-1.2", 4)


@pytest.mark.parametrize(
    ("visual", "editor", "error"),
    [
        ("", "", NodeMisconfigured),
        ("", "'", NodeMisconfigured),
        ("", "/nowhere/editor", NodeMisconfigured),
        ("false", "true", MalformedInput),
    ],
)
def test_without_an_editor_that_ends_well_nothing_goes_on(
    tmp_path, monkeypatch, visual, editor, error
):
    monkeypatch.setenv("VISUAL", visual)
    monkeypatch.setenv("EDITOR", editor)
    with pytest.raises(error):
        run_editor(tmp_path)


def test_the_editor_is_given_the_file_and_no_shell(tmp_path, monkeypatch):
    file = tmp_path / "a $(touch pwned) b"
    monkeypatch.setenv("VISUAL", "")
    monkeypatch.setenv("EDITOR", "cp /dev/null")
    run_editor(file)
    assert file.read_bytes() == b""
    assert [each.name for each in tmp_path.iterdir()] == [file.name]
