"""Write the vectors of the batch: what is held, what comes, and what must happen; one failure each.

Run: PYTHONPATH=src python tests/vectors/generate_batch.py
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from typing import Any

import scene
from scene import AUS, KOR, ORIGIN, SECONDS

from accordant import canonical
from accordant.envelope.body import Body, body_digest
from accordant.link.batch import ENTRIES_MAX
from accordant.log import checkpoint, leaf, merkle
from accordant.signing import SigningKey

PROOF, MALFORMED, SIGNATURE = "bad-proof", "malformed-message", "bad-signature"
BOUNDS, FORKED = "out-of-bounds", "log-forked"
KEY = base64.b64encode(canonical.encode(KOR.log.public)).decode()
Leaf = tuple[bytes, bytes]  # entry, body


def a_leaf(index: int, branch: str = "") -> Leaf:
    """A leaf with its body; another branch is another log."""
    body = Body(sealed=scene.seed(f"sealed {branch}{index}", 48), epoch=1)
    commitment = leaf.commitment(scene.message(index))
    return leaf.entry(commitment, body_digest(body)), canonical.encode(body)


LOG = [a_leaf(index) for index in range(8)]
FORK = [*LOG[:4], *(a_leaf(index, "fork ") for index in range(4, 8))]


def note(leaves: Sequence[Leaf], key: SigningKey = KOR.log, origin: str = ORIGIN) -> str:
    """The signed checkpoint of these leaves."""
    root = merkle.root_of([merkle.leaf_hash(entry) for entry, _ in leaves])
    return checkpoint.sign_checkpoint(origin, len(leaves), root, key, SECONDS)


def batch(
    first: int, leaves: Sequence[Leaf], text: str, *, origin: str = ORIGIN, **more: Any
) -> bytes:
    """The canonical bytes, unchecked; `more` replaces or adds fields."""
    fields = {
        "format": "accordant/batch/1",
        "origin": origin,
        "first": first,
        "entries": [base64.b64encode(entry).decode() for entry, _ in leaves],
        "bodies": [json.loads(body) for _, body in leaves],
        "checkpoint": text,
    } | more
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def write(
    name: str,
    expect: str,
    why: str,
    data: bytes,
    *,
    held: Sequence[Leaf] = LOG[:3],
    stored: int = 0,
) -> None:
    entries = b"".join(entry for entry, _ in held)
    scene.write(
        "batch", name, expect, why, stored=stored, key=KEY, held=entries, batch=data
    )  # fmt: skip


WHOLE = note(LOG)
GOOD = batch(3, LOG[3:], WHOLE)


def changed(alter: Callable[[dict[str, Any]], None]) -> bytes:
    """The good batch with one change, canonical again."""
    return scene.change(GOOD, alter)


def with_leaf(index: int, new: Leaf) -> list[Leaf]:
    """The good batch's leaves with one in another's place."""
    return [*LOG[3:index], new, *LOG[index + 1 :]]


def accepted() -> None:
    write("good", "ok", "five leaves that continue three", GOOD, stored=5)
    first = batch(0, LOG[:3], note(LOG[:3]))
    write("good_first", "ok", "the first batch of a log", first, held=(), stored=3)
    write("replayed", "ok", "the answer was lost, so all of it comes again", GOOD, held=LOG)
    write("replayed_partly", "ok", "the first two are held", GOOD, held=LOG[:5], stored=3)
    write("replayed_old", "ok", "an older batch with its older checkpoint", first, held=LOG)


def refused_proofs() -> None:
    entry, body = LOG[5]
    write("gap", PROOF, "leaf 2 is missing between", GOOD, held=LOG[:2])
    swapped = batch(3, [LOG[4], LOG[3], *LOG[5:]], WHOLE)
    write("reordered", PROOF, "two leaves have changed places with their bodies", swapped)
    write("truncated", PROOF, "the last leaf is left out", batch(3, LOG[3:7], WHOLE))
    write("truncated_first", PROOF, "the first leaf is left out", batch(3, LOG[4:], WHOLE))
    write("leaf_left_out", PROOF, "one in the middle", batch(3, [*LOG[3:5], *LOG[6:]], WHOLE))
    write("leaf_twice", PROOF, "one leaf comes twice", batch(3, [LOG[3], *LOG[3:]], WHOLE))
    twice = batch(3, [LOG[3], LOG[3], *LOG[4:7]], WHOLE)
    write("leaf_twice_same_size", PROOF, "twice, for the last one", twice)
    root = merkle.root_of([merkle.leaf_hash(each) for each, _ in LOG])
    for size in (7, 9):
        text = checkpoint.sign_checkpoint(ORIGIN, size, root, KOR.log, SECONDS)
        why = f"the speaker signed the root of eight leaves as one of {size}"
        write(f"size_{size}_of_8_signed", PROOF, why, batch(3, LOG[3:], text))
    altered = with_leaf(5, (scene.flip(entry, 0), body))
    write("commitment_bit_flipped", PROOF, "one bit of a commitment", batch(3, altered, WHOLE))
    altered = with_leaf(5, (scene.flip(entry), body))
    write("digest_bit_flipped", PROOF, "one bit of a body's digest", batch(3, altered, WHOLE))
    altered = with_leaf(5, (entry, LOG[6][1]))
    write("body_of_another", PROOF, "the body of another leaf", batch(3, altered, WHOLE))
    altered = with_leaf(5, a_leaf(5, "other "))
    write("leaf_of_another", PROOF, "a leaf that was not signed", batch(3, altered, WHOLE))
    again = batch(3, altered, WHOLE)
    write("replayed_altered", PROOF, "sent again with an altered leaf", again, held=LOG)
    part = "sent again in part with an altered leaf that is held"
    write("replayed_partly_altered", PROOF, part, again, held=LOG[:7])


def forks() -> None:
    same = batch(4, FORK[4:], note(FORK))
    write("forked", FORKED, "another log of the size held, signed", same, held=LOG)
    shorter = batch(4, FORK[4:6], note(FORK[:6]))
    write("forked_shorter", FORKED, "another log, shorter than held", shorter, held=LOG)
    write("forked_longer", FORKED, "another log, longer than held", same, held=LOG[:6])
    hidden = batch(3, LOG[3:], note(FORK))
    write("forked_entries_of_held", FORKED, "another root with the entries held", hidden, held=LOG)


def refused_signatures() -> None:
    foreign = batch(3, LOG[3:], note(LOG, key=AUS.log))
    write("resigned", SIGNATURE, "signed again with another key", foreign)
    for line, name in ((-2, "ed25519"), (-1, "mldsa44")):
        lines = WHOLE.splitlines(keepends=True)
        dash, signer, encoded = lines[line].split()
        flipped = base64.b64encode(scene.flip(base64.b64decode(encoded))).decode()
        lines[line] = f"{dash} {signer} {flipped}\n"
        data = batch(3, LOG[3:], "".join(lines))
        write(f"{name}_bit_flipped", SIGNATURE, f"one bit of the {name} signature", data)
    larger = WHOLE.replace("\n8\n", "\n9\n")
    write("size_altered", SIGNATURE, "the size in the text", batch(3, LOG[3:], larger))
    other = note(FORK).splitlines()[2]
    root = WHOLE.replace(WHOLE.splitlines()[2], other)
    write("root_altered", SIGNATURE, "the root in the text", batch(3, LOG[3:], root))


def refused_forms() -> None:
    elsewhere = "accordant/KOR/AUS"
    other = batch(3, LOG[3:], note(LOG, origin=elsewhere))
    write("checkpoint_of_another_log", MALFORMED, "said to another listener", other)
    write("origin_altered", MALFORMED, "not the checkpoint's", changed(_set("origin", elsewhere)))
    write("not_a_checkpoint", MALFORMED, "no signed note", changed(_set("checkpoint", "no")))
    write("unknown_field", MALFORMED, "a field of no version", changed(_set("more", 1)))
    write("unknown_format", MALFORMED, "a later version", changed(_set("format", "a/batch/2")))
    write("field_missing", MALFORMED, "no checkpoint", changed(lambda d: d.pop("checkpoint")))
    write("no_leaves", MALFORMED, "nothing in it", batch(8, [], WHOLE), held=LOG)
    write("body_missing", MALFORMED, "a leaf without body", changed(lambda d: d["bodies"].pop()))
    write("entry_short", MALFORMED, "63 bytes", changed(lambda d: _entry(d, LOG[3][0][:63])))
    write("first_negative", MALFORMED, "before the log", changed(_set("first", -1)))
    write("first_text", MALFORMED, "a number as text", changed(_set("first", "3")))
    write("white_space", MALFORMED, "another spelling", GOOD.replace(b'"first":3', b'"first": 3'))
    write("field_order", MALFORMED, "another order", _last_first(GOOD))
    write("field_twice", MALFORMED, "twice", GOOD.replace(b'"first":3', b'"first":3,"first":3'))
    write("base64_unpadded", MALFORMED, "no padding", GOOD.replace(b'==",', b'",', 1))
    write("cut_off", MALFORMED, "the last byte is missing", GOOD[:-1])
    write("empty", MALFORMED, "no bytes", b"")
    many = [a_leaf(index) for index in range(ENTRIES_MAX + 1)]
    data = batch(0, many, note(many))
    write("too_many_leaves", BOUNDS, f"{ENTRIES_MAX + 1} leaves", data, held=())


def _set(field: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda document: document.update({field: value})


def _entry(document: dict[str, Any], entry: bytes) -> None:
    document["entries"][0] = base64.b64encode(entry).decode()


def _last_first(data: bytes) -> bytes:
    fields = list(json.loads(data).items())
    document = dict([fields[-1], *fields[:-1]])
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


if __name__ == "__main__":
    accepted()
    refused_proofs()
    forks()
    refused_signatures()
    refused_forms()
