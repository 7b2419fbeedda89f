"""A release commits to its case: it tells the recipient nothing, and binds whoever made it."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from msgspec import structs
from tests.real_seoul import Seoul

from accordant import canonical
from accordant.envelope.keys import fingerprint
from accordant.errors import UnknownProduct
from accordant.log.leaf import commitment
from accordant.model.case import Case
from accordant.model.message import Released
from accordant.operations.exporting import prove_item
from accordant.operations.journal import Noted

VERIFIER = runpy.run_path(str(Path(__file__).parents[3] / "verifier" / "verify.py"))


@pytest.fixture(scope="module")
def seoul(tmp_path_factory):
    made = Seoul.set(tmp_path_factory.mktemp("stage"))
    for name in ("KOR-a", "KOR-b"):
        made.keeps(name)
        made.releases(name)
    made.say()
    yield made
    made.close()


def proof(seoul, index=None, **asked):
    node = seoul.real.node
    if index is None:
        log = node.store.read(lambda reading: reading.log("accordant/KOR/JPN"))
        index = log.cosigned_size - 1
    given = {"heard": False, "with_case": True} | asked
    return prove_item(node, seoul.real.own_statement(), "JPN", index, **given)


def verified(seoul, tmp_path, document):
    file = tmp_path / "proof.json"
    file.write_bytes(canonical.encode(document))
    parties = {
        "KOR": fingerprint(seoul.real.node.statement.party_key),
        "JPN": seoul.tokyo.fingerprint,
    }
    return VERIFIER["verify"]("proof", file, parties)


def test_what_is_said_of_the_case_can_be_guessed_by_nobody(seoul):
    said = [each.case for each in seoul.tokyo.messages(Released)]
    rows = seoul.real.node.store.read(lambda reading: reading.decisions_of("KOR-a"))
    assert rows
    for row in rows:
        case = canonical.parse(row.case, Case)
        for written in (False, True):
            guess = structs.replace(case, item=structs.replace(case.item, for_release=written))
            assert canonical.digest(guess) not in said
    assert len(set(said)) == len(said) == 2


def test_the_speaker_can_show_the_case_and_that_it_was_that_one(seoul, tmp_path):
    shown = proof(seoul)
    released = canonical.parse(shown.statement, Released)
    assert commitment(shown.decided.note).hex() == released.case
    noted = canonical.parse(shown.decided.note, Noted)
    assert (noted.did, noted.outcome) == ("decided", "release")
    assert canonical.digest_of_bytes(shown.decided.case) == noted.digest
    case = canonical.parse(shown.decided.case, Case)
    assert (case.product, case.recipient) == (released.product, "JPN")
    assert verified(seoul, tmp_path, shown)[1].startswith("case: as committed to, decided 20")
    assert len(verified(seoul, tmp_path, proof(seoul, with_case=False))) == 2


def test_no_other_case_is_taken_for_it(seoul, tmp_path):
    shown = proof(seoul)
    case = canonical.parse(shown.decided.case, Case)
    noted = canonical.parse(shown.decided.note, Noted)
    other = canonical.encode(structs.replace(case, at=case.at + 1))
    renoted = structs.replace(noted, digest=canonical.digest_of_bytes(other))
    earlier = proof(seoul, shown.index - 1)
    for wrong, message in (
        (structs.replace(shown.decided, case=other), "not the case the note is of"),
        (
            structs.replace(shown.decided, case=other, note=canonical.encode(renoted)),
            "the note is not what the release commits to",
        ),
        (earlier.decided, "the note is not what the release commits to"),
    ):
        with pytest.raises(VERIFIER["Refused"], match=message):
            verified(seoul, tmp_path, structs.replace(shown, decided=wrong))


def test_there_is_no_case_behind_what_was_heard_or_is_no_release(seoul):
    with pytest.raises(UnknownProduct, match="no case stands behind"):
        proof(seoul, 0)
