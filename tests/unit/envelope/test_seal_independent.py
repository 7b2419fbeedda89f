"""A sealed message opens with HPKE written here from RFC 9180 and X-Wing from its draft.

So the page docs/protocol/envelope.md is enough for someone who has neither this project nor the
library it seals with.
"""

from __future__ import annotations

import hashlib
import hmac

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from accordant.envelope import keys, seal

KEM_ID, KDF_ID, AEAD_ID = 0x647A, 1, 2  # X-Wing, HKDF-SHA256, AES-256-GCM
SUITE_ID = b"HPKE" + KEM_ID.to_bytes(2) + KDF_ID.to_bytes(2) + AEAD_ID.to_bytes(2)
X_WING_LABEL = b"\\.//^\\"


def extract(salt, label, secret):
    message = b"HPKE-v1" + SUITE_ID + label + secret
    return hmac.digest(salt or bytes(32), message, "sha256")


def expand(secret, label, context, length):
    message = length.to_bytes(2) + b"HPKE-v1" + SUITE_ID + label + context
    return hmac.digest(secret, message + b"\1", "sha256")[:length]


def decapsulate(enc, private):
    """X-Wing: both shared secrets, the X25519 share and key, and the label under SHA3-256."""
    mlkem_part, x25519_part = enc[:1088], enc[1088:]
    secret = private.mlkem768.decapsulate(mlkem_part)
    agreed = private.x25519.exchange(X25519PublicKey.from_public_bytes(x25519_part))
    parts = secret + agreed + x25519_part + private.public.x25519 + X_WING_LABEL
    return hashlib.sha3_256(parts).digest()


def open_independently(sealed, private, info):
    shared = decapsulate(sealed[:1120], private)
    context = b"\0" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", info)
    secret = extract(shared, b"secret", b"")
    key, nonce = expand(secret, b"key", context, 32), expand(secret, b"base_nonce", context, 12)
    return AESGCM(key).decrypt(nonce, sealed[1120:], b"")


def test_a_sealed_message_opens_with_an_implementation_of_its_own():
    private, bound = keys.generate_seal_key(1), hashlib.sha256(b"a header").digest()
    with_item = seal.seal_message(b"a statement", b"k" * 32, bound, private.public)
    info = b"accordant/seal/1\n"
    opened = open_independently(with_item, private, info + bound)
    assert opened == b"\1" + b"k" * 32 + b"a statement"
    without = seal.seal_message(b"a statement", None, None, private.public)
    assert open_independently(without, private, info + bytes(32)) == b"\0a statement"
