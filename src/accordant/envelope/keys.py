"""Private keys: made, kept and loaded; and the fingerprint people compare by telephone.

A private key is kept as its seeds in a small self-describing document, so that a header key can
never be loaded as a party key. Format: docs/protocol/keys.md.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Literal, TypeAlias

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey

from accordant import canonical
from accordant.errors import KeyMissing, MalformedInput
from accordant.model.statement import PublicKey, SealKey
from accordant.signing import SEED_SIZE, SigningKey, signing_key

FINGERPRINT_DOMAIN = b"accordant/fingerprint/1\n"
FINGERPRINT_DIGITS = 60  # 199 bits
FINGERPRINT_GROUP = 5  # digits between hyphens

MLKEM768_SEED_SIZE = 64  # bytes, d || z, FIPS 203 algorithm 16
KEY_FILE_SIZE_MAX = 1024  # bytes


@dataclass(frozen=True, slots=True)
class HeaderKey:
    """The Ed25519 key that signs product headers, with its public form of 32 bytes."""

    ed25519: Ed25519PrivateKey
    public: bytes


@dataclass(frozen=True, slots=True)
class SealPrivateKey:
    """The recipient's HPKE key of one epoch, with its public form."""

    hpke: MLKEM768X25519PrivateKey
    mlkem768: MLKEM768PrivateKey
    x25519: X25519PrivateKey
    public: SealKey


PrivateKey: TypeAlias = SigningKey | HeaderKey | SealPrivateKey


def generate_signing_key() -> SigningKey:
    """Make a hybrid signing key: of a party, a log, a cosigner or an officer."""
    return signing_key(secrets.token_bytes(SEED_SIZE), secrets.token_bytes(SEED_SIZE))


def generate_header_key() -> HeaderKey:
    """Make the key a node signs product headers with."""
    return _header_key(secrets.token_bytes(SEED_SIZE))


def generate_seal_key(epoch: int) -> SealPrivateKey:
    """Make the key that what is sent to this node is sealed to, for one epoch."""
    seed = secrets.token_bytes(MLKEM768_SEED_SIZE)
    return _seal_key(epoch, seed, secrets.token_bytes(SEED_SIZE))


def fingerprint(key: PublicKey) -> str:
    """Return twelve groups of five digits that name a public key.

    Digits, because two officers without a common language read them to each other without error;
    sixty of them (199 bits), so that nobody finds a second key with the same ones.
    """
    hashed = hashlib.sha256(FINGERPRINT_DOMAIN + canonical.encode(key)).digest()
    digits = str(int.from_bytes(hashed) % 10**FINGERPRINT_DIGITS).zfill(FINGERPRINT_DIGITS)
    starts = range(0, FINGERPRINT_DIGITS, FINGERPRINT_GROUP)
    return "-".join(digits[start : start + FINGERPRINT_GROUP] for start in starts)


class _SigningSeeds(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="signing"):
    """Seeds of a hybrid signing key."""

    ed25519: bytes
    mldsa44: bytes
    format: Literal["accordant/private-key/1"] = "accordant/private-key/1"


class _HeaderSeed(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="header"):
    """Seed of a header key."""

    ed25519: bytes
    format: Literal["accordant/private-key/1"] = "accordant/private-key/1"


class _SealSeeds(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="seal"):
    """Seeds and epoch of a seal key."""

    epoch: int
    mlkem768: bytes
    x25519: bytes
    format: Literal["accordant/private-key/1"] = "accordant/private-key/1"


_Seeds: TypeAlias = _SigningSeeds | _HeaderSeed | _SealSeeds


def to_bytes(key: PrivateKey) -> bytes:
    """Return the document a private key is kept as. It is a secret: owner-only files."""
    return canonical.encode(_seeds_of(key))


def load_signing_key(data: bytes, *, place: str = "") -> SigningKey:
    """Return the signing key kept in these bytes.

    Raises:
        KeyMissing: the document is damaged or holds another kind of key.
    """
    seeds = _read(data, place)
    if not isinstance(seeds, _SigningSeeds):
        raise KeyMissing("this is not a signing key", place=place)
    try:
        return signing_key(seeds.ed25519, seeds.mldsa44)
    except MalformedInput as error:
        raise KeyMissing(error.message, place=place) from None


def load_header_key(data: bytes, *, place: str = "") -> HeaderKey:
    """Return the header key kept in these bytes.

    Raises:
        KeyMissing: the document is damaged or holds another kind of key.
    """
    seeds = _read(data, place)
    if not isinstance(seeds, _HeaderSeed) or len(seeds.ed25519) != SEED_SIZE:
        raise KeyMissing("this is not a header key", place=place)
    return _header_key(seeds.ed25519)


def load_seal_key(data: bytes, *, place: str = "") -> SealPrivateKey:
    """Return the seal key kept in these bytes.

    Raises:
        KeyMissing: the document is damaged or holds another kind of key.
    """
    seeds = _read(data, place)
    if not isinstance(seeds, _SealSeeds):
        raise KeyMissing("this is not a seal key", place=place)
    if (len(seeds.mlkem768), len(seeds.x25519)) != (MLKEM768_SEED_SIZE, SEED_SIZE):
        raise KeyMissing("a seal key's seeds have the wrong length", place=place)
    return _seal_key(seeds.epoch, seeds.mlkem768, seeds.x25519)


def _read(data: bytes, place: str) -> _Seeds:
    """The seeds in a key document; its reason never quotes the content."""
    try:
        seeds: _Seeds = canonical.parse(data, _Seeds, size_max=KEY_FILE_SIZE_MAX)
    except MalformedInput:
        raise KeyMissing("the private key's document is damaged", place=place) from None
    return seeds


def _seeds_of(key: PrivateKey) -> _Seeds:
    if isinstance(key, SigningKey):
        return _SigningSeeds(
            ed25519=key.ed25519.private_bytes_raw(), mldsa44=key.mldsa44.private_bytes_raw()
        )
    if isinstance(key, HeaderKey):
        return _HeaderSeed(ed25519=key.ed25519.private_bytes_raw())
    return _SealSeeds(
        epoch=key.public.epoch,
        mlkem768=key.mlkem768.private_bytes_raw(),
        x25519=key.x25519.private_bytes_raw(),
    )


def _header_key(seed: bytes) -> HeaderKey:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    return HeaderKey(private, private.public_key().public_bytes_raw())


def _seal_key(epoch: int, mlkem768_seed: bytes, x25519_seed: bytes) -> SealPrivateKey:
    mlkem768 = MLKEM768PrivateKey.from_seed_bytes(mlkem768_seed)
    x25519 = X25519PrivateKey.from_private_bytes(x25519_seed)
    public = SealKey(
        epoch=epoch,
        mlkem768=mlkem768.public_key().public_bytes_raw(),
        x25519=x25519.public_key().public_bytes_raw(),
    )
    return SealPrivateKey(MLKEM768X25519PrivateKey(mlkem768, x25519), mlkem768, x25519, public)
