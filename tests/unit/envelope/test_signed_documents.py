"""DSSE, party statements and acts: bounds and names that the vectors do not show."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordant import canonical
from accordant.envelope import acts, dsse, keys, statement
from accordant.errors import (
    FingerprintMismatch,
    MalformedInput,
    MalformedMessage,
    StatementRefused,
)
from accordant.model.act import Act, Adopted, AssuranceGiven, ConsentGiven, NoticeDelivered
from accordant.model.case import Assurance, Consent
from accordant.model.statement import Authority, Officer, PartyStatement

PARTY, LOG, COSIGN, OFFICER = (keys.generate_signing_key() for _ in range(4))
HEADER, SEAL = keys.generate_header_key(), keys.generate_seal_key(1)


def party_statement(**changes):
    first = PartyStatement(
        party="KOR",
        number=1,
        issued=0,
        party_key=PARTY.public,
        address="127.0.0.1:8443",
        node=statement.node_keys(LOG, COSIGN, HEADER, SEAL, b"a certificate, DER"),
        officers=(Officer("treaty-desk", OFFICER.public, ("adopt",)),),
    )
    return msgspec.structs.replace(first, **changes)


@given(st.binary(max_size=300), st.text(max_size=20))
def test_what_is_signed_is_the_encoding_dsse_defines(payload, kind):
    encoded = dsse.pre_authentication_encoding(payload, kind)
    length = len(kind.encode())
    assert encoded == f"DSSEv1 {length} {kind} {len(payload)} ".encode() + payload


@given(st.binary(max_size=300))
def test_a_payload_comes_back_as_signed(payload):
    envelope = dsse.sign(payload, "a/b", OFFICER, "KOR/treaty-desk")
    assert dsse.verify(envelope, "a/b", OFFICER.public) == payload
    assert dsse.read_unverified(envelope, "a/b") == ("KOR/treaty-desk", payload)


def test_an_oversized_envelope_is_refused_before_it_is_read():
    with pytest.raises(MalformedMessage, match="longer than"):
        dsse.verify(b" " * (dsse.ENVELOPE_SIZE_MAX + 1), "a/b", OFFICER.public)


def test_the_largest_party_statement_fits_its_bound():
    officers = tuple(
        Officer("a" * 45 + f"-{n:02d}", keys.generate_signing_key().public, get_args(Authority))
        for n in range(64)
    )
    signed = statement.sign(party_statement(officers=officers), PARTY)
    assert statement.verify(signed, keys.fingerprint(PARTY.public)).officers == officers


def test_a_party_signs_only_a_statement_that_would_be_believed():
    with pytest.raises(FingerprintMismatch):
        statement.sign(party_statement(), LOG)
    twice = (Officer("watch", PARTY.public, ("order",)),)
    with pytest.raises(StatementRefused):
        statement.sign(party_statement(officers=twice), PARTY)


def test_every_act_needs_an_authority():
    assert set(acts.AUTHORITY_FOR) == set(get_args(Act))
    assert set(acts.AUTHORITY_FOR.values()) == set(get_args(Authority))


@pytest.mark.parametrize(
    "act",
    [
        Adopted("KOR", "a-text\x1b[2J", "ab" * 32, 0),
        Adopted("KOR", "a-text", "AB" * 32, 0),
        NoticeDelivered("KOR", "a-text", "by pigeon", 0, 0),
        ConsentGiven("KOR", Consent("KOR", "KOR-1", 1, "AUS\n", "study", 0), 0),
        ConsentGiven("KOR", Consent("KOR", "KOR-1", 1, "AUS", "a" * 40_000, 0), 0),
        AssuranceGiven(
            "KOR", Assurance("KOR", "JPN", "KOR:A/\x1b]0;x\x07", "KOR:II", True, True, True, 0), 0
        ),
    ],
    ids=lambda act: type(act).__name__,
)
def test_an_act_holds_words_of_a_closed_form_only(act):
    """What is signed is shown on screens: nothing that moves a cursor, and nothing without end."""
    with pytest.raises(MalformedInput):
        acts.sign(act, "treaty-desk", OFFICER)
    envelope = dsse.sign(canonical.encode(act), acts.PAYLOAD_TYPE, OFFICER, "KOR/treaty-desk")
    with pytest.raises(MalformedMessage):
        acts.verify(envelope, party_statement())


def test_an_act_tells_its_post_and_digest():
    act = Adopted("KOR", "jpn-kor-gsomia-2016", "cd" * 32, 5)
    envelope = acts.sign(act, "treaty-desk", OFFICER)
    signed = acts.verify(envelope, party_statement())
    assert (signed.act, signed.post) == (act, "treaty-desk")
    assert signed.digest == canonical.digest_of_bytes(envelope)


def test_a_posts_key_is_found_or_not():
    held = party_statement()
    assert statement.public_key_of(held, "treaty-desk") == OFFICER.public
    assert statement.public_key_of(held, "watch") is None
