"""Every vector of a fact is played; none has gone or changed, and every kind has one."""

import json

import pytest
from tests.vectors_for_tests import VECTORS, digests, listed, written_again

from accordant import canonical
from accordant.errors import MalformedInput
from accordant.model.fact import FACT_KINDS, NEEDS, Fact, fault_of

FOLDER = VECTORS / "fact"
FILES = sorted(FOLDER.glob("*.json"))


@pytest.mark.parametrize("file", [pytest.param(file, id=file.stem) for file in FILES])
def test_vector(file):
    vector = json.loads(file.read_text(encoding="utf-8"))
    document = vector["document"].encode()
    assert canonical.digest_of_bytes(document) == vector["digest"]
    if vector["expect"] == "malformed-input":
        with pytest.raises(MalformedInput):
            canonical.parse(document, Fact)
        return
    fact = canonical.parse(document, Fact)
    assert canonical.encode(fact) == document
    assert bool(fault_of(fact)) == (vector["expect"] == "incomplete")


def test_every_kind_has_a_whole_fact_and_no_kind_has_gone():
    kinds = {
        json.loads(json.loads(file.read_text(encoding="utf-8"))["document"])["kind"]
        for file in FOLDER.glob("good-*.json")
    }
    assert kinds == set(FACT_KINDS) == NEEDS.keys()


def test_no_vector_has_gone_or_changed():
    assert listed(FOLDER) == digests(FOLDER)


def test_the_generator_writes_these_very_files(tmp_path, monkeypatch):
    written = written_again("fact", tmp_path, monkeypatch)
    assert written == {file.name: file.read_bytes() for file in FILES}


@pytest.mark.parametrize("kind", FACT_KINDS)
def test_a_whole_fact_that_loses_what_its_kind_needs_has_a_fault(kind):
    vector = json.loads((FOLDER / f"good-{kind}.json").read_text(encoding="utf-8"))
    document = json.loads(vector["document"])
    plain = Fact.__struct_defaults__
    defaults = dict(zip(Fact.__struct_fields__[-len(plain) :], plain, strict=True))
    for need in NEEDS[kind]:
        without = canonical.encode(document | {need: defaults[need]})
        assert need in fault_of(canonical.parse(without, Fact))
