"""Two parties, their keys and a small log between them, the same every time but for signatures.

ML-DSA signing and sealing draw randomness, so a vector written again has other bytes and the same
meaning. The seeds are public: these keys are for tests and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from accordant import canonical
from accordant.envelope import acts, keys, seal, statement
from accordant.envelope.header import HeaderFields
from accordant.log import checkpoint, cosignature, export, leaf, merkle
from accordant.model.act import Adopted
from accordant.model.marking import Marking
from accordant.model.message import Answered, Receipt, Released, Seen
from accordant.model.statement import Officer, PartyStatement
from accordant.signing import SigningKey, signing_key

HERE = Path(__file__).parent
SECONDS = 1_488_839_640  # 2017-03-06T22:34:00Z
INSTANT = SECONDS * 1000
ORIGIN = "accordant/KOR/JPN"
AUTHORITIES = ("adopt", "notify", "order", "approve", "consent", "assure")


def seed(words: str, size: int = 32) -> bytes:
    """Bytes that anyone can make again from these words."""
    return hashlib.shake_256(b"accordant test seed: " + words.encode()).digest(size)


def hybrid(words: str) -> SigningKey:
    return signing_key(seed(f"{words} ed25519"), seed(f"{words} mldsa44"))


class Side:
    """One party with all its keys and its first statement."""

    def __init__(self, party: str) -> None:
        self.party = party
        self.key, self.log, self.cosign, self.officer = (
            hybrid(f"{party} {use}") for use in ("party", "log", "cosign", "officer")
        )
        self.header = keys._header_key(seed(f"{party} header"))
        self.seal = keys._seal_key(1, seed(f"{party} mlkem", 64), seed(f"{party} x25519"))
        self.fingerprint = keys.fingerprint(self.key.public)
        self.statement = PartyStatement(
            party=party,
            number=1,
            issued=INSTANT,
            party_key=self.key.public,
            address="127.0.0.1:8443",
            node=statement.node_keys(
                self.log, self.cosign, self.header, self.seal, b"a certificate, DER"
            ),
            officers=(Officer("treaty-desk", self.officer.public, AUTHORITIES),),
        )
        self.signed = statement.sign(self.statement, self.key)


KOR, JPN, AUS = Side("KOR"), Side("JPN"), Side("AUS")

FIELDS = HeaderFields(
    product="KOR-2017-0306",
    version=1,
    originators=("KOR",),
    marking=Marking("KOR:II"),
    marker="TEST",
    precedence="flash",
)


def adopted() -> bytes:
    """A signed act of KOR's treaty desk."""
    return acts.sign(
        Adopted("KOR", "jpn-kor-gsomia-2016", "cd" * 32, INSTANT), "treaty-desk", KOR.officer
    )


def message(index: int, speaker: str = "KOR", listener: str = "JPN") -> bytes:
    """The canonical statement of a leaf: a release, or every fifth time a receipt."""
    common = {
        "salt": seed(f"salt {speaker} {index}"),
        "speaker": speaker,
        "listener": listener,
        "seen": Seen(index, "ef" * 32),
        "dispatched": INSTANT + index,
        "own_root": "bc" * 32,
    }
    if index % 5 == 4:
        item = Answered(index, "12" * 32, f"JPN-{index}", "registered")
        return canonical.encode(Receipt(**common, items=(item,)))
    return canonical.encode(
        Released(
            **common, product=f"KOR-{index}", version=1, envelope="34" * 32, level="KOR:II",
            post="JPN:DIH/watch", purpose="dprk-missile-threat", kind="launch-report",
            subjects=("dprk-missile",), form="electronic", instrument="56" * 32, order="78" * 32,
            clauses=("4/equivalence",), obligations=(), case="9a" * 32, consents=(),
        )
    )  # fmt: skip


def entry(index: int) -> bytes:
    return leaf.entry(leaf.commitment(message(index)), seed(f"body {index}"))


def signed(size: int, root: bytes | None = None, at: int = SECONDS) -> export.CosignedCheckpoint:
    """The checkpoint of the first leaves, signed by KOR and cosigned by JPN."""
    if root is None:
        root = merkle.root_of([merkle.leaf_hash(entry(index)) for index in range(size)])
    text = checkpoint.sign_checkpoint(ORIGIN, size, root, KOR.log, at)
    return export.CosignedCheckpoint(
        text, cosignature.cosign(text, "accordant/JPN", JPN.cosign, at + 1)
    )


def whole_export(sizes: tuple[int, ...] = (3, 7)) -> export.Export:
    return export.build_export(
        [entry(index) for index in range(sizes[-1])],
        [signed(size, at=SECONDS + size) for size in sizes],
        [export.Opened(index, message(index)) for index in range(0, sizes[-1], 2)],
        [KOR.signed, JPN.signed],
    )


def one_proof(index: int = 2, size: int = 7) -> export.Proof:
    nodes = merkle.nodes_of([merkle.leaf_hash(entry(at)) for at in range(size)])
    return export.build_proof(
        index,
        entry(index),
        nodes,
        signed(size),
        statement=message(index),
        statements=[KOR.signed, JPN.signed],
    )


def content(product: bytes = b"a sealed product") -> tuple[seal.Envelope, bytes]:
    return seal.seal_content(product, FIELDS, KOR.header)


def write(folder: str, name: str, expect: str, why: str, **values: Any) -> None:
    """Write one vector: one failure (or none), what is to happen, and why."""
    path = HERE / folder / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    vector = {"expect": expect, "why": why, **{key: _text(each) for key, each in values.items()}}
    path.write_text(json.dumps(vector, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def change(document: bytes, alter: Callable[[dict[str, Any]], None]) -> bytes:
    """A canonical document with one change made, canonical again."""
    parsed = json.loads(document)
    alter(parsed)
    return json.dumps(parsed, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def flip(data: bytes, at: int = -1) -> bytes:
    """The same bytes with one bit turned."""
    changed = bytearray(data)
    changed[at] ^= 1
    return bytes(changed)


def flip_base64(text: str, at: int = -1) -> str:
    """Base64 of the same bytes with one bit turned."""
    return base64.b64encode(flip(base64.b64decode(text), at)).decode()


def altered(text: str, number: int, alter: Callable[[bytes], bytes]) -> str:
    """A text with the signature bytes of one of its two last lines altered."""
    lines = text.splitlines(keepends=True)
    at = len(lines) - 2 + number
    dash, name, encoded = lines[at].split()
    lines[at] = f"{dash} {name} {base64.b64encode(alter(base64.b64decode(encoded))).decode()}\n"
    return "".join(lines)


def unused_bits(text: str) -> str:
    """The same bytes in base64 that sets a bit no byte uses."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    at = len(text.rstrip("=")) - 1
    assert text.endswith("=")
    return text[:at] + alphabet[alphabet.index(text[at]) + 1] + text[at + 1 :]


def _text(each: Any) -> Any:
    """Bytes are written in base64."""
    return base64.b64encode(each).decode() if isinstance(each, bytes) else each
