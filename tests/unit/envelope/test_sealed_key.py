"""A key under a passphrase: opened by it alone, bound to what stands beside it, within bounds."""

from __future__ import annotations

import json
import unicodedata

import msgspec
import pytest
from tests.vectors_for_tests import VECTORS

from accordant import canonical
from accordant.envelope.keys import to_bytes
from accordant.envelope.sealed_key import (
    PASSPHRASE_CHARACTERS_MIN,
    Cost,
    SealedKey,
    open_key,
    public_in,
    seal_key,
)
from accordant.errors import KeyMissing, MalformedInput, WrongPassphrase
from accordant.signing import signing_key

VECTOR = json.loads((VECTORS / "sealed_key/good.json").read_text(encoding="utf-8"))
DOCUMENT, PASSPHRASE = VECTOR["document"].encode(), VECTOR["passphrase"]
CHEAP = Cost(memory_kibibytes=8 * 1024, passes=1, lanes=1)
KEY = signing_key(bytes.fromhex(VECTOR["ed25519_seed"]), bytes.fromhex(VECTOR["mldsa44_seed"]))


def altered(**changes) -> bytes:
    held = canonical.parse(DOCUMENT, SealedKey)
    return canonical.encode(msgspec.structs.replace(held, **changes))


def test_a_key_sealed_long_ago_opens():
    assert to_bytes(open_key(DOCUMENT, PASSPHRASE)) == to_bytes(KEY)
    assert public_in(DOCUMENT) == KEY.public


def test_the_same_words_typed_decomposed_open_it():
    decomposed = unicodedata.normalize("NFD", PASSPHRASE)
    assert decomposed != PASSPHRASE
    assert open_key(DOCUMENT, decomposed).public == KEY.public


@pytest.mark.parametrize("wrong", ["", PASSPHRASE + " ", PASSPHRASE[:-1], "\udcff" * 12])
def test_no_other_words_do(wrong):
    with pytest.raises(WrongPassphrase):
        open_key(DOCUMENT, wrong)


@pytest.mark.parametrize(
    "changes",
    [
        {"public": signing_key(bytes(32), bytes(32)).public},
        {"cost": Cost(memory_kibibytes=8 * 1024, passes=2, lanes=1)},
        {"salt": bytes(16)},
        {"nonce": bytes(12)},
        {"sealed": bytes(64)},
    ],
)
def test_everything_in_the_open_is_bound_to_what_is_sealed(changes):
    with pytest.raises(WrongPassphrase):
        open_key(altered(**changes), PASSPHRASE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"memory_kibibytes":8192', b'"memory_kibibytes":2097152'),
        (b'"memory_kibibytes":8192', b'"memory_kibibytes":64'),
        (b'"passes":1', b'"passes":4000000'),
        (b'"lanes":1', b'"lanes":0'),
        (b"sealed-key/1", b"sealed-key/2"),
    ],
)
def test_a_cost_beyond_the_bounds_is_never_paid(old, new):
    assert old in DOCUMENT
    with pytest.raises(KeyMissing):
        open_key(DOCUMENT.replace(old, new), PASSPHRASE)


def test_two_sealings_share_nothing_and_a_short_passphrase_seals_nothing():
    one, two = (canonical.parse(seal_key(KEY, PASSPHRASE, CHEAP), SealedKey) for _ in range(2))
    assert not {one.salt, one.nonce, one.sealed} & {two.salt, two.nonce, two.sealed}
    with pytest.raises(MalformedInput, match="fewer than 12"):
        seal_key(KEY, "x" * (PASSPHRASE_CHARACTERS_MIN - 1), CHEAP)
