"""Exports and proofs are built only from what holds, and are parsed back as they were."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from accordant import canonical
from accordant.errors import BadProof, MalformedInput
from accordant.log import checkpoint, export, leaf, merkle
from accordant.log.export import CosignedCheckpoint, Opened
from accordant.signing import signing_key

KEY = signing_key(bytes(32), bytes(32))
STATEMENTS = [b"of KOR", b"of JPN"]
SAID = [b'{"salt":"%d"}' % index for index in range(9)]
ENTRIES = [leaf.entry(leaf.commitment(said), bytes(32)) for said in SAID]
HASHES = [merkle.leaf_hash(entry) for entry in ENTRIES]


def signed(size, root=None, origin="accordant/KOR/JPN"):
    root = root or merkle.root_of(HASHES[:size])
    return CosignedCheckpoint(checkpoint.sign_checkpoint(origin, size, root, KEY, 1), "lines")


def test_an_export_is_parsed_back_as_it_was():
    opened = [Opened(5, SAID[5]), Opened(1, SAID[1])]
    built = export.build_export(ENTRIES, [signed(4), signed(9)], opened, STATEMENTS)
    assert [each.index for each in built.opened] == [1, 5]
    written = canonical.encode(built)
    assert export.parse_export(written) == built
    assert canonical.encode(export.parse_export(written)) == written


def test_a_proof_is_parsed_back_as_it_was_and_proves():
    nodes = merkle.nodes_of(HASHES)
    built = export.build_proof(
        3, ENTRIES[3], nodes, signed(8), statement=SAID[3], statements=STATEMENTS
    )
    assert export.parse_proof(canonical.encode(built)) == built
    root = merkle.root_of(HASHES[:8])
    merkle.verify_inclusion(merkle.leaf_hash(built.entry), 3, 8, built.path, root)


@pytest.mark.parametrize(
    "checkpoints",
    [
        [],
        [signed(8)],
        [signed(9), signed(4), signed(9)],
        [signed(4, origin="accordant/KOR/AUS"), signed(9)],
    ],
)
def test_an_export_ends_at_its_last_checkpoint_and_is_one_log(checkpoints):
    with pytest.raises(MalformedInput):
        export.build_export(ENTRIES, checkpoints, [], STATEMENTS)


def test_a_store_at_fault_is_found_at_home():
    with pytest.raises(BadProof, match="checkpoint 1"):
        export.build_export(ENTRIES, [signed(4), signed(9, bytes(32))], [], STATEMENTS)


def test_no_proof_is_made_that_would_not_open():
    nodes = merkle.nodes_of(HASHES)
    with pytest.raises(MalformedInput):
        export.build_proof(
            3, ENTRIES[3], nodes, signed(8), statement=SAID[4], statements=STATEMENTS
        )
    with pytest.raises(MalformedInput):
        export.build_proof(
            8, ENTRIES[8], nodes, signed(8), statement=SAID[8], statements=STATEMENTS
        )


def test_leaf_entries_have_two_halves():
    assert leaf.halves(ENTRIES[0]) == (leaf.commitment(SAID[0]), bytes(32))
    with pytest.raises(MalformedInput):
        leaf.halves(ENTRIES[0][:-1])
    with pytest.raises(MalformedInput):
        leaf.entry(bytes(31), bytes(32))


def test_the_verifier_imports_nothing_of_the_product():
    path = Path(__file__).parents[3] / "verifier" / "verify.py"
    source = path.read_text(encoding="utf-8")
    imports = [line for line in source.splitlines() if line.startswith(("import ", "from "))]
    roots = {line.split()[1].partition(".")[0] for line in imports}
    assert "    import " not in source
    assert "accordant" not in roots
    spec = importlib.util.find_spec("accordant")
    assert spec is not None, "the test would say nothing where the product is not installed"
    assert roots - {"cryptography"} <= set(__import__("sys").stdlib_module_names)
