"""Every vector of a product is played; none has gone or changed, and every kind has one."""

import json

import pytest
from tests.vectors_for_tests import VECTORS, digests, listed, written_again

from accordant import canonical
from accordant.errors import MalformedInput
from accordant.model.product import FIRST, Product
from accordant.model.vocabulary import KINDS

FOLDER = VECTORS / "product"
FILES = sorted(FOLDER.glob("*.json"))


@pytest.mark.parametrize("file", [pytest.param(file, id=file.stem) for file in FILES])
def test_vector(file):
    vector = json.loads(file.read_text(encoding="utf-8"))
    document = vector["document"].encode()
    assert canonical.digest_of_bytes(document) == vector["digest"]
    if vector["expect"] == "malformed-input":
        with pytest.raises(MalformedInput):
            canonical.parse(document, Product)
        with pytest.raises(MalformedInput):
            canonical.read(document, Product)
        return
    assert canonical.encode(canonical.parse(document, Product)) == document


def test_every_kind_has_a_whole_product():
    assert {file.stem[5:] for file in FOLDER.glob("good-*.json")} == {
        *KINDS, "first", "enclosure",
    }  # fmt: skip


def test_the_first_format_has_exactly_the_fields_it_always_had():
    document = json.loads(json.loads((FOLDER / "good-first.json").read_text())["document"])
    assert document["format"] == FIRST
    assert set(document) == {
        "created", "form", "format", "kind", "marker", "marking", "originators", "portions",
        "precedence", "product", "purpose", "subjects", "version",
    }  # fmt: skip
    assert set(document["portions"][0]) == {"content", "marking"}


def test_no_vector_has_gone_or_changed():
    assert listed(FOLDER) == digests(FOLDER)


def test_the_generator_writes_these_very_files(tmp_path, monkeypatch):
    written = written_again("product", tmp_path, monkeypatch)
    assert written == {file.name: file.read_bytes() for file in FILES}
