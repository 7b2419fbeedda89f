"""Every vector of a product is played; none has gone or changed, and every kind has one."""

import hashlib
import json
import re
import runpy
from pathlib import Path

import pytest

from accordant import canonical
from accordant.errors import MalformedInput
from accordant.model.product import FIRST, Product
from accordant.model.vocabulary import KINDS

VECTORS = Path(__file__).parents[2] / "vectors"
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
    assert {file.stem[5:] for file in FOLDER.glob("good-*.json")} == {*KINDS, "first"}


def test_the_first_format_has_exactly_the_fields_it_always_had():
    document = json.loads(json.loads((FOLDER / "good-first.json").read_text())["document"])
    assert document["format"] == FIRST
    assert set(document) == {
        "created", "form", "format", "kind", "marker", "marking", "originators", "portions",
        "precedence", "product", "purpose", "subjects", "version",
    }  # fmt: skip
    assert set(document["portions"][0]) == {"content", "marking"}


def test_no_vector_has_gone_or_changed():
    listed = re.findall(
        r"^- (\S+) ([0-9a-f]{16})$", (FOLDER / "README.md").read_text(), re.MULTILINE
    )
    digests = {file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:16] for file in FILES}
    assert dict(listed) == digests


def test_the_generator_writes_these_very_files(tmp_path, monkeypatch):
    made = runpy.run_path(str(VECTORS / "generate_product.py"))
    monkeypatch.setitem(made["write"].__globals__, "FOLDER", tmp_path)
    made["main"]()
    written = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert written == {file.name: file.read_bytes() for file in FILES}
