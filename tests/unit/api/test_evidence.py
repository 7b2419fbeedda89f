"""The library's check of an export agrees with the verifier written apart from it: every vector."""

import json
from pathlib import Path

import pytest

from accordant.api.evidence import verify_log, verify_proof
from accordant.errors import AccordantError

VECTORS = Path(__file__).parents[2] / "vectors"
CHECKS = {"export": verify_log, "proof": verify_proof}
FILES = [
    pytest.param(check, file, id=f"{kind}/{file.stem}")
    for kind, check in CHECKS.items()
    for file in sorted((VECTORS / kind).glob("*.json"))
]


@pytest.mark.parametrize(("check", "file"), FILES)
def test_a_vector_is_verified_or_refused_with_its_place(check, file):
    vector = json.loads(file.read_text())
    data, fingerprints = vector["file"].encode(), vector["parties"]
    if vector["expect"] == "verified":
        log = check(data, fingerprints)
        assert log.origin == "accordant/KOR/JPN"
        assert log.opened
        assert all(0 <= each.index < log.size for each in log.opened)
    else:
        with pytest.raises(AccordantError) as refused:
            check(data, fingerprints, place="the file")
        assert refused.value.place.startswith("the file")


def test_a_proof_shows_what_the_entry_says():
    vector = json.loads((VECTORS / "proof/good.json").read_text())
    log = verify_proof(vector["file"].encode(), vector["parties"])
    (entry,) = log.opened
    assert (entry.index, entry.said["type"], entry.said["listener"]) == (2, "release", "JPN")
    assert log.signed <= log.cosigned
