"""Keys are kept as one kind of document each, and fingerprints are for people."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordant.envelope import keys
from accordant.errors import BadSignature, KeyMissing, MalformedInput
from accordant.model.statement import PublicKey
from accordant.signing import check_public_key, signing_key, verify_ed25519, verify_mldsa44

KINDS = [
    (keys.generate_signing_key, keys.load_signing_key),
    (keys.generate_header_key, keys.load_header_key),
    (lambda: keys.generate_seal_key(3), keys.load_seal_key),
]


@pytest.mark.parametrize(("generate", "load"), KINDS)
def test_a_key_is_loaded_back_as_it_was(generate, load):
    key = generate()
    kept = keys.to_bytes(key)
    assert load(kept).public == key.public
    assert keys.to_bytes(load(kept)) == kept


@pytest.mark.parametrize(("generate", "load"), KINDS)
def test_no_key_is_loaded_as_another_kind(generate, load):
    kept = keys.to_bytes(generate())
    for _, other in KINDS:
        if other is not load:
            with pytest.raises(KeyMissing):
                other(kept)


@pytest.mark.parametrize("load", [load for _, load in KINDS])
@pytest.mark.parametrize("damage", [b"", b"{}", b"not a key", b"\xff" * 40, b"x" * 2000])
def test_a_damaged_key_is_named_by_its_place_and_never_quoted(load, damage):
    with pytest.raises(KeyMissing, match=r"officers/a\.key") as refused:
        load(damage, place="officers/a.key")
    assert "not a key" not in str(refused.value)


@pytest.mark.parametrize(("generate", "load"), KINDS)
def test_a_seed_of_another_length_is_refused(generate, load):
    kept = keys.to_bytes(generate())
    cut = re.sub(rb'"(ed25519|x25519)":"[^"]*"', rb'"\1":"AAAA"', kept, count=1)
    with pytest.raises(KeyMissing):
        load(cut)


@pytest.mark.parametrize(("generate", "load"), KINDS)
def test_a_keys_repr_shows_no_seed(generate, load):
    key = generate()
    for text in re.findall(rb'"([A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==)"', keys.to_bytes(key)):
        assert text.decode() not in repr(key)


def test_generated_keys_differ():
    assert keys.generate_signing_key().public != keys.generate_signing_key().public


def test_a_fingerprint_is_twelve_groups_of_five_digits_and_stable():
    first, second = (signing_key(bytes([n]) * 32, bytes(32)).public for n in (1, 2))
    assert re.fullmatch(r"(\d{5}-){11}\d{5}", keys.fingerprint(first))
    assert keys.fingerprint(first) != keys.fingerprint(second)
    swapped = PublicKey(first.ed25519, signing_key(bytes(32), b"\1" * 32).public.mldsa44)
    assert keys.fingerprint(swapped) != keys.fingerprint(first)
    document = b'accordant/fingerprint/1\n{"ed25519":"","mldsa44":""}'
    number = int(hashlib.sha256(document).hexdigest(), 16) % 10**60
    assert keys.fingerprint(PublicKey(b"", b"")).replace("-", "") == f"{number:060}"


@given(st.binary(max_size=40), st.binary(max_size=40), st.binary(max_size=40))
def test_no_bytes_verify_by_chance_or_raise_anything_else(public, signature, message):
    for verify in (verify_ed25519, verify_mldsa44):
        with pytest.raises(BadSignature):
            verify(public, signature, message)


def test_halves_of_wrong_length_are_refused():
    with pytest.raises(MalformedInput):
        signing_key(bytes(31), bytes(32))
    with pytest.raises(MalformedInput):
        check_public_key(PublicKey(bytes(32), bytes(1311)))
