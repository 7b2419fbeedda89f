"""Write the vectors of export and proof, for the verifier: one failure in each file.

Run: PYTHONPATH=src python tests/vectors/generate_export.py
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import scene
from scene import AUS, JPN, KOR, altered, unused_bits

from accordant import canonical
from accordant.envelope import statement
from accordant.log import merkle
from accordant.log.export import build_proof
from accordant.log.leaf import commitment, entry


def exports() -> None:
    good = canonical.encode(scene.whole_export())
    write = refused("export", good)
    forged = scene.signed(7, bytes(32))
    short = scene.signed(3, bytes(32))
    b64 = lambda data: base64.b64encode(data).decode()  # noqa: E731
    second = canonical.encode(scene.KOR.statement).replace(b'"number":1', b'"number":2')
    kind = statement.PAYLOAD_TYPE
    wrong_signer = statement.dsse.sign(second, kind, AUS.key, "KOR/party")
    wrong_kind = statement.dsse.sign(second, "text/plain", KOR.key, "KOR/party")
    twin = statement.dsse.sign(
        second.replace(b'"number":2', b'"number":1').replace(b"8443", b"8444"),
        kind,
        KOR.key,
        "KOR/party",
    )
    scene.write(
        "export",
        "good",
        "verified",
        "seven entries, two checkpoints, four opened",
        file=good.decode(),
        **parties(),
    )
    scene.write(
        "export",
        "another_fingerprint",
        "party statement 0, KOR number 1: not under the fingerprint given",
        "the fingerprint got by telephone is another",
        file=good.decode(),
        **parties(kor=JPN.fingerprint),
    )
    scene.write(
        "export",
        "party_not_given",
        "party statement 1, JPN number 1: no fingerprint was given",
        "no fingerprint for the listener",
        file=good.decode(),
        parties={"KOR": KOR.fingerprint},
    )
    scene.write(
        "export",
        "spaced",
        "file: not in canonical form",
        "a space more",
        file=good.decode().replace(",", ", ", 1),
        **parties(),
    )
    scene.write(
        "export",
        "not_json",
        "file: not JSON",
        "cut in the middle",
        file=good.decode()[:900],
        **parties(),
    )
    scene.write(
        "export",
        "field_twice",
        "file: not in canonical form",
        "a field stands twice",
        file=good.decode().replace("{", '{"origin":"a",', 1),
        **parties(),
    )
    write(
        "another_format",
        "file: not a log export",
        "a format this verifier does not know",
        put("accordant/log-export/2", "format"),
    )
    write(
        "entry_bit_flipped",
        "checkpoint 0: the first 3 entries have not the root signed",
        "one bit of an entry",
        flip_at("entries", 1),
    )
    write(
        "late_entry_bit_flipped",
        "checkpoint 1: the first 7 entries have not the root signed",
        "one bit after the first checkpoint",
        flip_at("entries", 5),
    )
    write(
        "entry_short",
        "entry 0: an entry has 64 bytes",
        "an entry of 63 bytes",
        put(b64(scene.entry(0)[:63]), "entries", 0),
    )
    write(
        "entry_unused_bits",
        "entry 0: not the one spelling of base64",
        "unused bits set",
        put(unused_bits(b64(scene.entry(0))), "entries", 0),
    )
    write(
        "entries_swapped",
        "checkpoint 1: the first 7 entries have not the root signed",
        "two entries changed places",
        lambda d: d["entries"].insert(3, d["entries"].pop(4)),
    )
    write(
        "entry_dropped",
        "checkpoint 1: its size 7 is out of order",
        "the last entry is missing",
        lambda d: d["entries"].pop(),
    )
    write(
        "entry_added",
        "file: entries without a checkpoint",
        "an entry nobody signed",
        lambda d: d["entries"].append(b64(scene.entry(7))),
    )
    write(
        "no_checkpoint",
        "file: entries without a checkpoint",
        "no checkpoint at all",
        put([], "checkpoints"),
    )
    write(
        "checkpoint_forged",
        "checkpoint 1: the first 7 entries have not the root signed",
        "both signed a root these entries have not",
        put(forged_fields(forged), "checkpoints", 1),
    )
    write(
        "fork",
        "checkpoint 0: the first 3 entries have not the root signed",
        "an earlier checkpoint both signed is of another log",
        put(forged_fields(short), "checkpoints", 0),
    )
    write(
        "checkpoints_swapped",
        "checkpoint 1: its size 3 is out of order",
        "the older checkpoint stands last",
        lambda d: d["checkpoints"].reverse(),
    )
    write(
        "another_origin",
        "checkpoint 0: of another log",
        "the document names another log",
        put("accordant/KOR/AUS", "origin"),
    )
    write(
        "log_ed25519_flipped",
        "checkpoint 0, signature of KOR: the Ed25519 signature does not verify",
        "one bit of the log's Ed25519 line",
        alter_note("checkpoint", 0),
    )
    write(
        "log_mldsa44_flipped",
        "checkpoint 0, signature of KOR: the ML-DSA-44 signature does not verify",
        "one bit of the log's ML-DSA line",
        alter_note("checkpoint", 1),
    )
    write(
        "cosignature_ed25519_flipped",
        "checkpoint 0, cosignature of JPN: the Ed25519 signature does not verify",
        "one bit of the Ed25519 cosignature",
        alter_note("cosignature", 0),
    )
    write(
        "cosignature_mldsa44_flipped",
        "checkpoint 0, cosignature of JPN: the ML-DSA-44 signature does not verify",
        "one bit of the ML-DSA cosignature",
        alter_note("cosignature", 1),
    )
    write(
        "cosignature_missing",
        "checkpoint 0, cosignature of JPN: not exactly two signature lines",
        "the listener did not cosign",
        put("", "checkpoints", 0, "cosignature"),
    )
    write(
        "cosignature_half",
        "checkpoint 0, cosignature of JPN: not exactly two signature lines",
        "the ML-DSA half is missing",
        lambda d: put(
            d["checkpoints"][0]["cosignature"].splitlines()[0] + "\n",
            "checkpoints",
            0,
            "cosignature",
        )(d),
    )
    write(
        "cosignature_of_other_checkpoint",
        "checkpoint 0, cosignature of JPN: the Ed25519 signature does not verify",
        "the other checkpoint's cosignature",
        lambda d: put(d["checkpoints"][1]["cosignature"], "checkpoints", 0, "cosignature")(d),
    )
    write(
        "size_leading_zero",
        "checkpoint 0: not the text of a link's checkpoint",
        "the size has a leading zero",
        lambda d: put(
            d["checkpoints"][0]["checkpoint"].replace("\n3\n", "\n03\n"),
            "checkpoints",
            0,
            "checkpoint",
        )(d),
    )
    write(
        "opened_altered",
        "entry 0: the statement is not what the entry commits to",
        "a word of an opened statement",
        put(b64(scene.message(0).replace(b"KOR-0", b"KOR-9")), "opened", 0, "statement"),
    )
    write(
        "opened_elsewhere",
        "entry 1: the statement is not what the entry commits to",
        "a statement shown at another index",
        put(1, "opened", 0, "index"),
    )
    write(
        "opened_twice",
        "entry 0: not there, or opened out of order",
        "one index stands twice",
        put(0, "opened", 1, "index"),
    )
    write(
        "opened_outside",
        "entry 7: not there, or opened out of order",
        "an index beyond the log",
        put(7, "opened", 3, "index"),
    )
    write(
        "opened_true",
        "opened: `index` is missing or of the wrong kind",
        "true where the number 1 is meant",
        put(True, "opened", 0, "index"),
    )
    write(
        "statement_bit_flipped",
        "party statement 0",
        "one bit of a party statement",
        put(b64(KOR.signed.replace(b"#ed25519", b"#ed25518")), "statements", 0),
    )
    write(
        "statement_missing",
        "checkpoint 0, cosignature of JPN: signed with a key that no party statement here names",
        "the listener's statement is missing",
        lambda d: d["statements"].pop(),
    )
    write(
        "statement_of_other_key",
        "party statement 2, KOR number 2: the Ed25519 signature does not verify",
        "a statement in KOR's name signed by another key",
        lambda d: d["statements"].append(b64(wrong_signer)),
    )
    write(
        "statement_of_other_type",
        "party statement 2, KOR number 2: not signed as a party statement",
        "signed as another kind of document",
        lambda d: d["statements"].append(b64(wrong_kind)),
    )
    write(
        "statement_of_same_number",
        "party statement 2, KOR number 1: another statement has this number",
        "a party signed two statements of one number",
        lambda d: d["statements"].append(b64(twin)),
    )
    write(
        "origin_missing",
        "file: `origin` is missing or of the wrong kind",
        "a field is missing",
        lambda d: d.pop("origin"),
    )


def proofs() -> None:
    good = canonical.encode(scene.one_proof())
    last = canonical.encode(scene.one_proof(index=6))
    single = canonical.encode(scene.one_proof(index=0, size=1))
    write = refused("proof", good)
    b64 = lambda data: base64.b64encode(data).decode()  # noqa: E731
    other = canonical.encode(scene.one_proof(index=3))
    foreign = scene.message(2).replace(b'"listener":"JPN"', b'"listener":"AUS"')
    for name, file in (("good", good), ("good_last", last), ("good_single", single)):
        scene.write(
            "proof",
            name,
            "verified",
            "an entry proved under a checkpoint",
            file=file.decode(),
            **parties(),
        )
    loud = hostile()
    scene.write(
        "proof",
        "good_hostile_text",
        "verified",
        "a signed statement that tries to write on the reader's screen",
        file=loud.decode(),
        **parties(),
    )
    write(
        "another_index",
        "entry 3: the path does not lead to the root signed",
        "the entry stands at another index",
        put(3, "index"),
    )
    write(
        "index_outside",
        "entry 7: not in a log of 7",
        "an index beyond the checkpoint",
        put(7, "index"),
    )
    write("index_negative", "entry -1: not in a log of 7", "a negative index", put(-1, "index"))
    write(
        "index_float",
        "file: `index` is missing or of the wrong kind",
        "a number with a point",
        put(2.0, "index"),
    )
    write(
        "path_bit_flipped",
        "entry 2: the path does not lead to the root signed",
        "one bit of the path",
        flip_at("path", 1),
    )
    write(
        "path_short",
        "path: the path is too short",
        "the last hash is missing",
        lambda d: d["path"].pop(),
    )
    write(
        "path_long",
        "path: the path is too long",
        "a hash more",
        lambda d: d["path"].append(d["path"][0]),
    )
    write(
        "path_swapped",
        "entry 2: the path does not lead to the root signed",
        "two hashes changed places",
        lambda d: d["path"].reverse(),
    )
    write(
        "path_short_hash",
        "path: the path is too long",
        "a hash of 31 bytes",
        put(b64(bytes(31)), "path", 0),
    )
    write(
        "entry_bit_flipped",
        "entry 2: the path does not lead to the root signed",
        "one bit of the body digest",
        flip_at("entry"),
    )
    write(
        "statement_altered",
        "entry 2: the statement is not what the entry commits to",
        "a word of the statement",
        put(b64(scene.message(2).replace(b"KOR-2", b"KOR-9")), "statement"),
    )
    write(
        "statement_of_other_entry",
        "entry 2: the statement is not what the entry commits to",
        "another entry's statement",
        put(scene_fields(other)["statement"], "statement"),
    )
    write(
        "statement_of_other_link",
        "the statement is not what the entry commits to",
        "a statement to another listener",
        put(b64(foreign), "statement"),
    )
    write(
        "cosignature_missing",
        "checkpoint, cosignature of JPN: not exactly two signature lines",
        "the listener did not cosign",
        put("", "signed", "cosignature"),
    )
    scene.write(
        "proof",
        "another_fingerprint",
        "party statement 1, JPN number 1: not under the fingerprint given",
        "another fingerprint by telephone",
        file=good.decode(),
        **parties(jpn=KOR.fingerprint),
    )


def hostile() -> bytes:
    """A proof of a statement with line breaks and terminal commands in its words."""
    said = scene.message(0).replace(b'"KOR-0"', b'"\\n\\u001b[2JVERIFIED"')
    leaf = entry(commitment(said), bytes(32))
    nodes = merkle.nodes_of([merkle.leaf_hash(leaf)])
    signed = scene.signed(1, merkle.leaf_hash(leaf))
    statements = [KOR.signed, JPN.signed]
    return canonical.encode(
        build_proof(0, leaf, nodes, signed, statement=said, statements=statements)
    )


def refused(folder: str, document: bytes) -> Callable[..., None]:
    """Write a vector made from a good document by one change."""

    def write(name: str, says: str, why: str, alter: Callable[[dict[str, Any]], None]) -> None:
        changed = scene.change(document, alter)
        scene.write(folder, name, says, why, file=changed.decode(), **parties())

    return write


def parties(kor: str = KOR.fingerprint, jpn: str = JPN.fingerprint) -> dict[str, Any]:
    return {"parties": {"KOR": kor, "JPN": jpn}}


def flip_at(*path: str | int) -> Callable[[dict[str, Any]], None]:
    """Turn one bit of a base64 field."""

    def alter(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        document[path[-1]] = scene.flip_base64(document[path[-1]])

    return alter


def put(value: Any, *path: str | int) -> Callable[[dict[str, Any]], None]:
    """Put a value into a field."""

    def alter(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        document[path[-1]] = value

    return alter


def forged_fields(signed: Any) -> dict[str, str]:
    return {"checkpoint": signed.checkpoint, "cosignature": signed.cosignature}


def alter_note(field: str, line: int) -> Callable[[dict[str, Any]], None]:
    """Turn one bit in a signature line of the first checkpoint."""

    def alter(document: dict[str, Any]) -> None:
        notes = document["checkpoints"][0]
        notes[field] = altered(notes[field], line, scene.flip)

    return alter


def scene_fields(document: bytes) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    scene.change(document, fields.update)
    return fields


if __name__ == "__main__":
    exports()
    proofs()
