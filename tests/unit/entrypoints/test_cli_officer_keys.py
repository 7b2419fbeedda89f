"""Officers' keys by the real commands: protected, asked for, in a token; never in what is said."""

from __future__ import annotations

import io
import json
import os
import shlex
from pathlib import Path

import pytest
from tests import softhsm_for_tests as softhsm

from accordant.entrypoints.cli import build
from accordant.entrypoints.cli.running import run

pytestmark = pytest.mark.whole  # makes a whole node's keys, and each try of a passphrase is dear

SECRET, WRONG = "four words in a row", "planted wrong words"


class Desk:
    """One home, and what its commands said."""

    def __init__(self, folder: Path, capsys) -> None:
        self.home, self.capsys, self.heard = folder / "kor", capsys, ""
        self.says("init KOR --address 127.0.0.1:7410")
        self.says("order add kor-order-launch-reports")

    def says(self, line: str, *secrets: str, status: int = 0) -> str:
        arguments = [*shlex.split(line), "--home", str(self.home)]
        if secrets:
            reading, writing = os.pipe()
            os.write(writing, "".join(f"{each}\n" for each in secrets).encode())
            os.close(writing)
            arguments += ["--passphrase-fd", str(reading)]
        found = run(build(), arguments)
        said = "".join(self.capsys.readouterr())
        self.heard += said
        assert found == status, said
        return said


@pytest.fixture
def desk(tmp_path, capsys) -> Desk:
    return Desk(tmp_path, capsys)


ORDER = "order sign kor-order-launch-reports --as releasing-authority"


def test_a_protected_key_signs_with_its_passphrase_alone(desk, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert "in the open" in desk.says("officer keys")
    before = json.loads(desk.says("officer keys --json"))
    assert "too short" not in desk.says("officer protect releasing-authority", SECRET)
    after = json.loads(desk.says("officer keys --json"))
    assert [each["fingerprint"] for each in before] == [each["fingerprint"] for each in after]
    kept = {each["post"]: each["kept_in"] for each in after}
    assert kept.pop("releasing-authority") == "passphrase"
    assert set(kept.values()) == {"file"}
    assert "(passphrase-needed)" in desk.says(ORDER, status=2)
    assert "(wrong-passphrase)" in desk.says(ORDER, WRONG, status=2)
    assert "is signed" in desk.says(ORDER, SECRET)
    assert SECRET not in desk.heard
    assert WRONG not in desk.heard
    for path in desk.home.rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes()


def test_a_short_passphrase_protects_nothing(desk):
    assert "fewer than 12 characters" in desk.says(
        "officer protect treaty-desk", "short", status=2
    )
    assert (desk.home / "officers/treaty-desk.key").is_file()
    assert "(key-missing)" in desk.says("officer protect nobody", SECRET, status=5)


def test_a_new_officer_may_have_a_key_under_a_passphrase(desk):
    desk.says("officer begin --level KOR:II --until 2099-12-31")
    appoint = "officer appoint nis-0417 --post north-desk --keep passphrase"
    desk.says(f"{appoint} --as security-authority", SECRET)
    desk.says("officer clear nis-0417 --level KOR:II --until 2099-12-31 --as security-authority")
    assert [path.name for path in (desk.home / "officers").glob("north*")] == ["north-desk.sealed"]


def test_a_key_in_a_token_signs_what_partners_believe(desk, tmp_path_factory):
    module = softhsm.made(tmp_path_factory.mktemp("softhsm"))
    configuration = desk.home / "node.toml"
    text = configuration.read_text().replace('module = ""', f'module = "{module}"')
    configuration.write_text(text.replace('token = ""', f'token = "{softhsm.LABEL}"'))
    desk.says("party restate --officer releasing-authority:order --keep token", softhsm.PIN)
    assert "in a token" in desk.says("officer keys")
    assert "(wrong-passphrase)" in desk.says(ORDER, WRONG, status=2)
    assert "is signed" in desk.says(ORDER, softhsm.PIN)
    configuration.write_text(text.replace('token = ""', 'token = "other"'))
    assert "is revoked" in desk.says(ORDER.replace("sign", "revoke", 1), softhsm.PIN)
    configuration.write_text(text.replace(module, "/nowhere/module.so"))
    assert "(token-unusable)" in desk.says(ORDER, softhsm.PIN, status=5)
    assert softhsm.PIN not in desk.heard
