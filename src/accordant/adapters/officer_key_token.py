"""Officers' keys in a PKCS#11 token: the Ed25519 half is made in it and never leaves it.

No token offers ML-DSA yet. That half's seed rests in the home, sealed by an AES key that does not
leave the token either, and is in this process's memory while it signs. So whoever takes the home
has neither half, and whoever takes the machine while the token is open has one of the two, which
signs nothing. Format of the document: docs/protocol/keys.md. Tried against SoftHSM 2.6.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Annotated, Any, Literal

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from accordant import canonical
from accordant.adapters.home import Home
from accordant.adapters.officer_key_files import KeyFolder
from accordant.errors import (
    BadSignature,
    KeyMissing,
    MalformedInput,
    TokenLocked,
    TokenMissing,
    TokenUnusable,
    WrongPassphrase,
)
from accordant.model.statement import PublicKey
from accordant.operations.officer_keys import AskSecret, MadeKey
from accordant.signing import ED25519_PUBLIC_SIZE, SEED_SIZE, SigningKey, verify_ed25519

EDWARDS25519 = bytes.fromhex("06032b6570")  # DER of the OID 1.3.101.112, RFC 8410
NONCE_SIZE = 12
TAG_BITS = 128
NAME_SIZE = 16  # bytes of CKA_ID, drawn
DOCUMENT_SIZE_MAX = 16 * 1024  # bytes


class TokenKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The document beside the token: which key in which token, and the sealed other half."""

    format: Literal["accordant/token-key/1"] = "accordant/token-key/1"
    public: PublicKey
    token: Annotated[str, msgspec.Meta(min_length=1, max_length=32)]  # its label
    name: Annotated[bytes, msgspec.Meta(min_length=NAME_SIZE, max_length=NAME_SIZE)]  # CKA_ID
    nonce: Annotated[bytes, msgspec.Meta(min_length=NONCE_SIZE, max_length=NONCE_SIZE)]
    sealed: Annotated[bytes, msgspec.Meta(max_length=256)]  # the ML-DSA seed


class TokenEd25519(Ed25519PrivateKey):
    """An Ed25519 key that signs in its token; there is nothing else to be had of it."""

    def __init__(self, handle: Any, public: bytes, token: TokenKeys) -> None:
        self._handle, self._public, self._token = handle, public, token

    def sign(self, data: Any) -> bytes:
        """Sign in the token, and look at the signature before anybody believes it."""
        made = self._token.sign(self._handle, bytes(data))
        try:
            verify_ed25519(self._public, made, bytes(data))
        except BadSignature:
            raise TokenUnusable("the token made a signature that does not verify") from None
        return made

    def public_key(self) -> Ed25519PublicKey:
        """The public half."""
        return Ed25519PublicKey.from_public_bytes(self._public)

    def private_bytes(self, *_: Any, **__: Any) -> bytes:
        """There are none outside the token.

        Raises:
            UnsupportedAlgorithm: always.
        """
        raise UnsupportedAlgorithm("the key does not leave its token")

    def private_bytes_raw(self) -> bytes:
        """There are none outside the token; raises as `private_bytes`."""
        return self.private_bytes()

    def __copy__(self) -> TokenEd25519:
        return self

    def __deepcopy__(self, _: Any) -> TokenEd25519:
        return self


class TokenKeys(KeyFolder):
    """`OfficerKeys` in one token of one PKCS#11 module.

    Args:
        place: the home, where a small document for each post says which key it is.
        module: path of the module, `node.toml` names it; empty: none is used here.
        label: of the token.
        ask: asks for the PIN.
    """

    suffix = ".token"

    def __init__(self, place: Home, module: str, label: str, ask: AskSecret) -> None:
        super().__init__(place)
        self._module, self._label, self._ask = module, label, ask
        self._session: Any = None

    def make(self) -> MadeKey:
        """See the port."""
        pkcs11, session = self._opened(self._label)
        name = secrets.token_bytes(NAME_SIZE)
        private = {pkcs11.Attribute.SENSITIVE: True, pkcs11.Attribute.EXTRACTABLE: False}
        with self._converting(pkcs11):
            curve = session.create_domain_parameters(
                pkcs11.KeyType.EC_EDWARDS, {pkcs11.Attribute.EC_PARAMS: EDWARDS25519}, local=True
            )
            public, _ = curve.generate_keypair(
                mechanism=pkcs11.Mechanism.EC_EDWARDS_KEY_PAIR_GEN,
                id=name,
                label="accordant",
                store=True,
                private_template=private,
            )
            wrapping = session.generate_key(
                pkcs11.KeyType.AES, 256, id=name, label="accordant", store=True, template=private
            )
            point = bytes(public[pkcs11.Attribute.EC_POINT])[-ED25519_PUBLIC_SIZE:]
            return self._document(pkcs11, wrapping, name, point)

    def public(self, post: str) -> PublicKey:
        """See the port."""
        return self._read(post).public

    def key(self, post: str) -> SigningKey:
        """See the port."""
        document = self._read(post)
        pkcs11, session = self._opened(document.token)
        with self._converting(pkcs11, str(self.path(post))):
            handle = session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, id=document.name)
            wrapping = session.get_key(
                object_class=pkcs11.ObjectClass.SECRET_KEY, id=document.name
            )
            seed = wrapping.decrypt(document.sealed, **self._gcm(pkcs11, document.nonce))
        other = MLDSA44PrivateKey.from_seed_bytes(bytes(seed))
        if other.public_key().public_bytes_raw() != document.public.mldsa44:
            raise KeyMissing("the document holds another key than it says", place=post)
        ed25519 = TokenEd25519(handle, document.public.ed25519, self)
        return SigningKey(ed25519, other, document.public)

    def sign(self, handle: Any, data: bytes) -> bytes:
        """Sign with a key of this token; for `TokenEd25519` alone.

        Raises:
            TokenMissing, TokenLocked, TokenUnusable: as `key`.
        """
        pkcs11 = _library()
        with self._converting(pkcs11):
            return bytes(handle.sign(data, mechanism=pkcs11.Mechanism.EDDSA))

    def close(self) -> None:
        """See the port."""
        session, self._session = self._session, None
        if session is not None:
            session.close()

    def _document(self, pkcs11: ModuleType, wrapping: Any, name: bytes, point: bytes) -> MadeKey:
        seed = secrets.token_bytes(SEED_SIZE)
        nonce = secrets.token_bytes(NONCE_SIZE)
        other = MLDSA44PrivateKey.from_seed_bytes(seed).public_key().public_bytes_raw()
        document = TokenKey(
            public=PublicKey(ed25519=point, mldsa44=other),
            token=self._label,
            name=name,
            nonce=nonce,
            sealed=bytes(wrapping.encrypt(seed, **self._gcm(pkcs11, nonce))),
        )
        return MadeKey(document.public, canonical.encode(document))

    def _gcm(self, pkcs11: ModuleType, nonce: bytes) -> dict[str, Any]:
        parameters = pkcs11.GCMParams(nonce=nonce, aad=None, tag_bits=TAG_BITS)
        return {"mechanism": pkcs11.Mechanism.AES_GCM, "mechanism_param": parameters}

    def _read(self, post: str) -> TokenKey:
        try:
            return canonical.parse(self.document(post), TokenKey, size_max=DOCUMENT_SIZE_MAX)
        except MalformedInput:
            place = str(self.path(post))
            raise KeyMissing("the document of the key is damaged", place=place) from None

    def _opened(self, label: str) -> tuple[ModuleType, Any]:
        """The library and one session on the token, opened with its PIN when first needed."""
        pkcs11 = _library()
        if self._session is None:
            if not self._module:
                raise TokenMissing("no PKCS#11 module is named in node.toml")
            with self._converting(pkcs11, f"token {label}"):
                token = pkcs11.lib(self._module).get_token(token_label=label)
                if pkcs11.TokenFlag.USER_PIN_LOCKED in token.flags:
                    raise TokenLocked(place=f"token {label}")
                pin = self._ask(f"PIN of the token {label}")
                self._session = token.open(rw=True, user_pin=pin)
        return pkcs11, self._session

    @contextmanager
    def _converting(self, pkcs11: ModuleType, place: str = "") -> Iterator[None]:
        """Turn the library's errors within into ours; none of them carries the PIN."""
        errors = pkcs11.exceptions
        try:
            yield
        except errors.PinLocked:
            raise TokenLocked(place=place) from None
        except (errors.PinIncorrect, errors.PinInvalid, errors.PinLenRange):
            raise WrongPassphrase("the token does not take this PIN", place=place) from None
        except (errors.NoSuchToken, errors.TokenNotPresent, errors.DeviceRemoved):
            raise TokenMissing(place=place) from None
        except errors.NoSuchKey:
            raise TokenMissing("the key is not in the token", place=place) from None
        except (errors.PKCS11Error, RuntimeError, ValueError):
            raise TokenUnusable(place=place) from None


def _library() -> ModuleType:
    try:
        import pkcs11  # noqa: PLC0415  a node without a token needs it not
        import pkcs11.exceptions  # noqa: PLC0415
    except ImportError:
        raise TokenMissing(
            "what speaks to tokens is not installed",
            hint="Install this project with its extra, token; docs/officers.md says how.",
        ) from None
    return pkcs11
