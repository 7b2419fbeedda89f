"""Each vector file holds one failure (or none) and what must happen; every one is played here."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from accordant import canonical
from accordant.envelope import acts, dsse, seal, statement
from accordant.envelope.body import Body
from accordant.envelope.keys import load_seal_key
from accordant.errors import AccordantError
from accordant.log import checkpoint, cosignature
from accordant.model.statement import PartyStatement, PublicKey

HERE = Path(__file__).parent
VERIFIER = HERE.parents[1] / "verifier" / "verify.py"


def vectors(*folders: str) -> list[Any]:
    files = [file for folder in folders for file in sorted((HERE / folder).glob("*.json"))]
    assert files, "no vectors"
    return [pytest.param(file, id=f"{file.parent.name}/{file.stem}") for file in files]


def data(vector: dict[str, Any], name: str) -> bytes:
    return base64.b64decode(vector[name], validate=True)


def play_checkpoint(vector: dict[str, Any]) -> None:
    key = canonical.parse(data(vector, "key"), PublicKey)
    told = checkpoint.verify(vector["text"], vector["origin"], key)
    body = checkpoint.body_of(told.origin, told.size, told.root)
    assert vector["text"].startswith(body + "\n")
    assert told.text == vector["text"]


def play_cosignature(vector: dict[str, Any]) -> None:
    key = canonical.parse(data(vector, "key"), PublicKey)
    cosignature.verify_cosignature(
        vector["checkpoint"], vector["cosignature"], vector["cosigner"], key
    )


def play_dsse(vector: dict[str, Any]) -> None:
    key = canonical.parse(data(vector, "key"), PublicKey)
    payload = dsse.verify(data(vector, "envelope"), vector["type"], key)
    assert payload == data(vector, "payload")


def play_statement(vector: dict[str, Any]) -> None:
    previous = data(vector, "previous") if "previous" in vector else None
    held = None if previous is None else canonical.parse(previous, PartyStatement)
    statement.verify(data(vector, "envelope"), vector["fingerprint"], held)


def play_act(vector: dict[str, Any]) -> None:
    held = canonical.parse(data(vector, "statement"), PartyStatement)
    acts.verify(data(vector, "envelope"), held)


def play_envelope(vector: dict[str, Any]) -> None:
    envelope = canonical.parse(data(vector, "envelope"), seal.Envelope)
    product = seal.open_content(envelope, data(vector, "content_key"), data(vector, "header_key"))
    assert product == data(vector, "product")


def play_sealed(vector: dict[str, Any]) -> None:
    body = canonical.parse(data(vector, "body"), Body)
    private = load_seal_key(data(vector, "seal_key"))
    opened = seal.open_message(body.sealed, private, data(vector, "header_digest"))
    assert opened.statement == data(vector, "statement")
    assert opened.content_key == data(vector, "content_key")


def play_canonical(vector: dict[str, Any]) -> None:
    value = canonical.parse(data(vector, "bytes"), object)
    assert canonical.encode(value) == data(vector, "bytes")


PLAYS = {
    "checkpoint": play_checkpoint,
    "cosignature": play_cosignature,
    "dsse": play_dsse,
    "statement": play_statement,
    "act": play_act,
    "note_verbale": play_act,
    "envelope": play_envelope,
    "sealed": play_sealed,
    "canonical": play_canonical,
}


@pytest.mark.parametrize("file", vectors(*PLAYS))
def test_vector(file):
    vector = json.loads(file.read_text(encoding="utf-8"))
    play = PLAYS[file.parent.name]
    if vector["expect"] == "ok":
        play(vector)
        return
    with pytest.raises(AccordantError) as refused:
        play(vector)
    assert refused.value.code == vector["expect"], vector["why"]


@pytest.mark.parametrize("file", vectors("export", "proof"))
def test_verifier(file, tmp_path):
    vector = json.loads(file.read_text(encoding="utf-8"))
    given = tmp_path / "given"
    given.write_text(vector["file"], encoding="utf-8")
    what = "log" if file.parent.name == "export" else "proof"
    ran = verify(what, given, vector["parties"])
    if vector["expect"] == "verified":
        assert (ran.returncode, ran.stderr) == (0, "")
        *told, verdict = ran.stdout.splitlines()
        assert (len(told), verdict) == (2, "VERIFIED")
        assert ran.stdout.replace("\n", "").isprintable()
    else:
        assert (ran.returncode, ran.stdout) == (1, "")
        assert ran.stderr.startswith("REFUSED: ")
        assert vector["expect"] in ran.stderr, vector["why"]


def verify(what: str, file: Path, parties: dict[str, str]) -> subprocess.CompletedProcess[str]:
    given = [word for item in parties.items() for word in ("--party", "=".join(item))]
    # -I: no environment, no user site, not this directory: the file as an opponent would run it.
    command = [sys.executable, "-I", str(VERIFIER), what, str(file), *given]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_every_refusal_of_these_formats_has_a_reason():
    for file in (file for folder in PLAYS for file in (HERE / folder).glob("*.json")):
        assert json.loads(file.read_text(encoding="utf-8"))["why"], file
