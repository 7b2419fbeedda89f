"""The raw limit: what each cryptographic operation costs here, with nothing of ours around it.

Run: PYTHONPATH=src python benchmarks/crypto.py [COUNT]

`costs()` gives the same figures to other benchmarks. `item()` adds up what one item costs at
least: whatever a node needs beyond it is our own doing.
"""

from __future__ import annotations

import hashlib
import os
import statistics
import sys
import time
from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap

ITEM_SIZE = 2048  # bytes
STATEMENT_SIZE = 1024  # bytes

SENDING = ("AES-256-GCM seal 2 KiB", "Ed25519 sign", "HPKE seal 1 KiB")
RECEIVING = ("HPKE open 1 KiB", "Ed25519 verify", "AES-256-GCM open 2 KiB", "AES key wrap")
SENDING_BATCH = ("Ed25519 sign", "ML-DSA-44 sign", "Ed25519 verify", "ML-DSA-44 verify")
RECEIVING_BATCH = ("Ed25519 verify", "ML-DSA-44 verify", "Ed25519 sign", "ML-DSA-44 sign")


def costs(count: int = 300) -> dict[str, float]:
    """Median microseconds of each operation, by name."""
    return {name: median_of(operation, count) for name, operation in operations().items()}


def item(figures: dict[str, float]) -> dict[str, float]:
    """Least microseconds for an item and for a batch on each side, from `costs()`."""
    sums = {
        "sending an item": SENDING,
        "receiving an item": RECEIVING,
        "sending a batch": SENDING_BATCH,
        "receiving a batch": RECEIVING_BATCH,
    }
    return {name: sum(figures[part] for part in parts) for name, parts in sums.items()}


def operations() -> dict[str, Callable[[], object]]:
    """Every operation a node makes for an item or a batch, with keys and inputs ready."""
    message, statement = os.urandom(ITEM_SIZE), os.urandom(STATEMENT_SIZE)
    ed25519, mldsa44 = Ed25519PrivateKey.generate(), MLDSA44PrivateKey.generate()
    ed25519_public, mldsa44_public = ed25519.public_key(), mldsa44.public_key()
    ed25519_signature, mldsa44_signature = ed25519.sign(message), mldsa44.sign(message)
    key, nonce = os.urandom(32), bytes(12)
    aead = AESGCM(key)
    ciphertext, wrapped = aead.encrypt(nonce, message, b""), aes_key_wrap(key, key)
    suite = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    private = MLKEM768X25519PrivateKey(MLKEM768PrivateKey.generate(), X25519PrivateKey.generate())
    public = private.public_key()
    sealed = suite.encrypt(statement, public)
    return {
        "SHA-256 of 2 KiB": lambda: hashlib.sha256(message).digest(),
        "SHA-256 of a tree node": lambda: hashlib.sha256(message[:65]).digest(),
        "AES-256-GCM seal 2 KiB": lambda: aead.encrypt(nonce, message, b""),
        "AES-256-GCM open 2 KiB": lambda: aead.decrypt(nonce, ciphertext, b""),
        "AES key wrap": lambda: aes_key_wrap(key, key),
        "AES key unwrap": lambda: aes_key_unwrap(key, wrapped),
        "Ed25519 sign": lambda: ed25519.sign(message),
        "Ed25519 verify": lambda: ed25519_public.verify(ed25519_signature, message),
        "ML-DSA-44 sign": lambda: mldsa44.sign(message),
        "ML-DSA-44 verify": lambda: mldsa44_public.verify(mldsa44_signature, message),
        "HPKE seal 1 KiB": lambda: suite.encrypt(statement, public),
        "HPKE open 1 KiB": lambda: suite.decrypt(sealed, private),
    }


def median_of(operation: Callable[[], object], count: int) -> float:
    """Median microseconds of one call."""
    times = []
    for _ in range(count):
        start = time.perf_counter_ns()
        operation()
        times.append(time.perf_counter_ns() - start)
    return statistics.median(times) / 1000


def main() -> None:
    figures = costs(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
    for name, microseconds in [*figures.items(), *item(figures).items()]:
        print(f"{name:24} {microseconds:10.1f} us")


if __name__ == "__main__":
    main()
