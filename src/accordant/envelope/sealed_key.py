"""An officer's private key under a passphrase: Argon2id, then AES-256-GCM over the key document.

The public key and the parameters stand in the open beside it and are bound to it. Parameters are
those of RFC 9106 section 4, second recommended option: 64 MiB, three passes, four lanes. A
passphrase is compared as NFC, so that one typed in Korean or Japanese is the same on every
keyboard. Format: docs/protocol/keys.md.
"""

from __future__ import annotations

import secrets
import unicodedata
from typing import Annotated, Literal

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from accordant import canonical
from accordant.envelope.keys import load_signing_key, to_bytes
from accordant.errors import KeyMissing, MalformedInput, WrongPassphrase
from accordant.model.statement import PublicKey
from accordant.signing import SigningKey

PASSPHRASE_CHARACTERS_MIN = 12
SALT_SIZE = 16  # bytes, RFC 9106 section 3.1
NONCE_SIZE = 12
KEY_SIZE = 32
SEALED_FILE_SIZE_MAX = 16 * 1024  # bytes


class Cost(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one try of a passphrase costs; bounds keep a file from exhausting the machine."""

    memory_kibibytes: Annotated[int, msgspec.Meta(ge=8 * 1024, le=1024 * 1024)] = 64 * 1024
    passes: Annotated[int, msgspec.Meta(ge=1, le=32)] = 3
    lanes: Annotated[int, msgspec.Meta(ge=1, le=16)] = 4


class SealedKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The document in the file; only `sealed` is secret, and everything is bound to it."""

    format: Literal["accordant/sealed-key/1"] = "accordant/sealed-key/1"
    public: PublicKey
    cost: Cost
    salt: Annotated[bytes, msgspec.Meta(min_length=SALT_SIZE, max_length=SALT_SIZE)]
    nonce: Annotated[bytes, msgspec.Meta(min_length=NONCE_SIZE, max_length=NONCE_SIZE)]
    sealed: Annotated[bytes, msgspec.Meta(max_length=4096)]


def seal_key(key: SigningKey, passphrase: str, cost: Cost | None = None) -> bytes:
    """Return the document of a private key under a passphrase.

    Raises:
        MalformedInput: the passphrase is too short.
    """
    if len(_normal(passphrase)) < PASSPHRASE_CHARACTERS_MIN:
        raise MalformedInput(
            f"the passphrase has fewer than {PASSPHRASE_CHARACTERS_MIN} characters",
            hint="Take four or five words that do not belong together.",
        )
    open_part = SealedKey(
        public=key.public,
        cost=cost or Cost(),
        salt=secrets.token_bytes(SALT_SIZE),
        nonce=secrets.token_bytes(NONCE_SIZE),
        sealed=b"",
    )
    cipher = AESGCM(_derived(open_part, passphrase))
    sealed = cipher.encrypt(open_part.nonce, to_bytes(key), canonical.encode(open_part))
    return canonical.encode(msgspec.structs.replace(open_part, sealed=sealed))


def open_key(data: bytes, passphrase: str, *, place: str = "") -> SigningKey:
    """Return the private key, once the passphrase opens it.

    Raises:
        WrongPassphrase: it does not, or the file was altered; which, nobody can tell.
        KeyMissing: the file is damaged, or holds another key than it says.
    """
    document = _read(data, place)
    bound = canonical.encode(msgspec.structs.replace(document, sealed=b""))
    try:
        opened = AESGCM(_derived(document, passphrase)).decrypt(
            document.nonce, document.sealed, bound
        )
    except InvalidTag:
        raise WrongPassphrase(place=place) from None
    key = load_signing_key(opened, place=place)
    if key.public != document.public:
        raise KeyMissing("the file holds another key than it says", place=place)
    return key


def public_in(data: bytes, *, place: str = "") -> PublicKey:
    """Return the public key the file says it holds; proved only by opening it.

    Raises:
        KeyMissing: the file is damaged.
    """
    return _read(data, place).public


def _read(data: bytes, place: str) -> SealedKey:
    try:
        return canonical.parse(data, SealedKey, size_max=SEALED_FILE_SIZE_MAX)
    except MalformedInput:
        raise KeyMissing("the sealed key's document is damaged", place=place) from None


def _derived(document: SealedKey, passphrase: str) -> bytes:
    kdf = Argon2id(
        salt=document.salt,
        length=KEY_SIZE,
        iterations=document.cost.passes,
        lanes=document.cost.lanes,
        memory_cost=document.cost.memory_kibibytes,
    )
    return kdf.derive(_normal(passphrase).encode("utf-8", "surrogatepass"))


def _normal(passphrase: str) -> str:
    return unicodedata.normalize("NFC", passphrase)
