"""Every vector of the register of officers is played; none has gone or changed."""

import json
from typing import get_args

import pytest
from tests.vectors_for_tests import VECTORS, digests, listed, written_again

from accordant import canonical
from accordant.model.officer import OfficerEntry, OfficerFact, kind_of

FOLDER = VECTORS / "officer_entry"
FILES = sorted(FOLDER.glob("*.json"))


@pytest.mark.parametrize("file", [pytest.param(file, id=file.stem) for file in FILES])
def test_vector(file):
    vector = json.loads(file.read_text(encoding="utf-8"))
    document = vector["document"].encode()
    assert canonical.digest_of_bytes(document) == vector["digest"]
    assert canonical.encode(canonical.parse(document, OfficerEntry)) == document


def test_every_kind_has_one():
    entries = [json.loads(file.read_text(encoding="utf-8"))["document"] for file in FILES]
    kinds = {kind_of(canonical.parse(each.encode(), OfficerEntry).fact) for each in entries}
    assert kinds == {str(kind.__struct_config__.tag) for kind in get_args(OfficerFact)}


def test_no_vector_has_gone_or_changed():
    assert listed(FOLDER) == digests(FOLDER)


def test_the_generator_writes_these_very_files(tmp_path, monkeypatch):
    written = written_again("officer_entry", tmp_path, monkeypatch)
    assert written == {file.name: file.read_bytes() for file in FILES}
