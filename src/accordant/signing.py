"""The hybrid signature: Ed25519 and ML-DSA-44, both made and both required, always.

One home for the rule, because envelopes and logs both sign and may not import each other. A thing
signed is believed only when both halves verify: breaking one algorithm forges nothing. Encodings:
docs/protocol/keys.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from accordant.errors import BadSignature, MalformedInput
from accordant.model.statement import PublicKey

ED25519_PUBLIC_SIZE = 32  # bytes, RFC 8032 section 5.1.5
ED25519_SIGNATURE_SIZE = 64
MLDSA44_PUBLIC_SIZE = 1312  # bytes, FIPS 204 table 2
MLDSA44_SIGNATURE_SIZE = 2420
SEED_SIZE = 32  # bytes of either private key: RFC 8032 section 5.1.5, FIPS 204 algorithm 6


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A hybrid private key with its public form; its repr shows neither seed."""

    ed25519: Ed25519PrivateKey
    mldsa44: MLDSA44PrivateKey
    public: PublicKey


def signing_key(ed25519_seed: bytes, mldsa44_seed: bytes) -> SigningKey:
    """Return the hybrid key of two seeds of 32 bytes.

    Raises:
        MalformedInput: a seed has another length.
    """
    if len(ed25519_seed) != SEED_SIZE or len(mldsa44_seed) != SEED_SIZE:
        raise MalformedInput(f"a signing key's seeds have {SEED_SIZE} bytes each")
    ed25519 = Ed25519PrivateKey.from_private_bytes(ed25519_seed)
    mldsa44 = MLDSA44PrivateKey.from_seed_bytes(mldsa44_seed)
    public = PublicKey(
        ed25519=ed25519.public_key().public_bytes_raw(),
        mldsa44=mldsa44.public_key().public_bytes_raw(),
    )
    return SigningKey(ed25519, mldsa44, public)


def check_public_key(key: PublicKey, *, place: str = "") -> None:
    """Refuse a public key that no signature could ever verify under.

    Raises:
        MalformedInput: a half has the wrong length.
    """
    sizes = (len(key.ed25519), len(key.mldsa44))
    if sizes != (ED25519_PUBLIC_SIZE, MLDSA44_PUBLIC_SIZE):
        raise MalformedInput("a public key half has the wrong length", place=place)


def verify_ed25519(public: bytes, signature: bytes, message: bytes, *, place: str = "") -> None:
    """Accept an Ed25519 signature or raise.

    Raises:
        BadSignature: it does not verify, or key or signature has the wrong length.
    """
    try:
        _ed25519(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        raise BadSignature("the Ed25519 signature does not verify", place=place) from None


def verify_mldsa44(public: bytes, signature: bytes, message: bytes, *, place: str = "") -> None:
    """Accept an ML-DSA-44 signature (empty context string) or raise.

    Raises:
        BadSignature: it does not verify, or key or signature has the wrong length.
    """
    try:
        _mldsa44(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        raise BadSignature("the ML-DSA-44 signature does not verify", place=place) from None


# A node meets a handful of keys again and again; reading one costs more than a hash.
@lru_cache(maxsize=1024)
def _ed25519(public: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public)


@lru_cache(maxsize=1024)
def _mldsa44(public: bytes) -> MLDSA44PublicKey:
    return MLDSA44PublicKey.from_public_bytes(public)
