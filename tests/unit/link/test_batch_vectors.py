"""Every vector of the batch is played: what must be stored is stored, all else has its error."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from accordant import canonical
from accordant.errors import AccordantError
from accordant.link import batch as batches
from accordant.log.leaf import ENTRY_SIZE
from accordant.log.merkle import Frontier, leaf_hash, nodes_of
from accordant.model.statement import PublicKey

VECTORS = sorted((Path(__file__).parents[2] / "vectors" / "batch").glob("*.json"))


def play(vector: dict[str, Any]) -> batches.Accepted:
    held = base64.b64decode(vector["held"])
    leaves = [leaf_hash(held[at : at + ENTRY_SIZE]) for at in range(0, len(held), ENTRY_SIZE)]
    frontier = Frontier().append(leaves).to_bytes() if leaves else b""
    key = canonical.parse(base64.b64decode(vector["key"]), PublicKey)
    batch = batches.parse(base64.b64decode(vector["batch"]))
    return batches.accept(batch, batches.Held(len(leaves), frontier), nodes_of(leaves), key)


def test_there_are_vectors() -> None:
    assert len(VECTORS) > 40


@pytest.mark.parametrize("file", [pytest.param(file, id=file.stem) for file in VECTORS])
def test_vector(file: Path) -> None:
    vector = json.loads(file.read_text(encoding="utf-8"))
    if vector["expect"] == "ok":
        accepted = play(vector)
        assert len(accepted.entries) == len(accepted.bodies) == vector["stored"]
        held = len(base64.b64decode(vector["held"])) // ENTRY_SIZE
        assert accepted.first_new == held
        assert accepted.frontier.size == held + vector["stored"]
    else:
        with pytest.raises(AccordantError) as refusal:
            play(vector)
        assert refusal.value.code == vector["expect"]
        assert refusal.value.place or refusal.value.message
