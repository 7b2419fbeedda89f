"""Write the vectors of envelope and sealed: one failure in each file.

Run: PYTHONPATH=src python tests/vectors/generate_envelope.py
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import scene
from scene import AUS, JPN, KOR

from accordant import canonical
from accordant.envelope import body, header, keys, seal

BAD, MALFORMED, INPUT = "bad-signature", "malformed-message", "malformed-input"
UNREADABLE = "content-unreadable"


def envelope_vectors() -> None:
    product = b"a sealed product"
    envelope, key = scene.content(product)
    good = canonical.encode(envelope)

    def write(
        name: str,
        expect: str,
        why: str,
        changed: bytes,
        content_key: bytes = key,
        header_key: bytes = KOR.header.public,
    ) -> None:
        scene.write(
            "envelope",
            name,
            expect,
            why,
            envelope=changed,
            content_key=content_key,
            header_key=header_key,
            product=product,
        )

    def resigned(
        alter: Callable[[dict[str, Any]], None], key: bytes = key, padded: bytes | None = None
    ) -> bytes:
        """A header changed and signed again by the originator, the content sealed under it."""
        changed = scene.change(envelope.header, alter)
        plain = seal._pad(product) if padded is None else padded
        ciphertext = seal.AESGCM(key).encrypt(bytes(12), plain, changed)
        again = seal.Envelope(
            header=changed, signature=header.sign(changed, KOR.header), ciphertext=ciphertext
        )
        return canonical.encode(again)

    nothing: Callable[[dict[str, Any]], None] = lambda document: None  # noqa: E731
    unsigned = scene.change(envelope.header, set_field("marker", "REAL"))
    framed = len(product).to_bytes(4) + product
    write("good", "ok", "a product of sixteen bytes in 1,024", good)
    write(
        "marker_stripped",
        BAD,
        "TEST turned into REAL",
        scene.change(good, set_field("header", b64(unsigned))),
    )
    write(
        "signature_bit_flipped",
        BAD,
        "one bit of the header's signature",
        scene.change(good, set_field("signature", b64(scene.flip(envelope.signature)))),
    )
    write(
        "another_originator",
        BAD,
        "held against another header key",
        good,
        header_key=AUS.header.public,
    )
    write(
        "ciphertext_bit_flipped",
        UNREADABLE,
        "one bit of the ciphertext",
        scene.change(good, set_field("ciphertext", b64(scene.flip(envelope.ciphertext, 0)))),
    )
    write(
        "tag_bit_flipped",
        UNREADABLE,
        "one bit of the tag",
        scene.change(good, set_field("ciphertext", b64(scene.flip(envelope.ciphertext)))),
    )
    write("another_content_key", UNREADABLE, "another content key", good, content_key=bytes(32))
    write("short_content_key", UNREADABLE, "a content key of 31 bytes", good, content_key=key[:31])
    write(
        "another_header",
        UNREADABLE,
        "sealed under another header, which the originator signed too",
        scene.change(
            resigned(set_field("precedence", "routine")),
            set_field("ciphertext", b64(envelope.ciphertext)),
        ),
    )
    write(
        "commitment_changed",
        UNREADABLE,
        "the header commits to another content",
        resigned(set_field("commitment", "00" * 32)),
    )
    write(
        "commitment_of_another_key",
        UNREADABLE,
        "the same content under a key not committed to",
        resigned(nothing, bytes(32)),
        content_key=bytes(32),
    )
    write(
        "padding_not_zero",
        UNREADABLE,
        "something hidden in the padding",
        resigned(nothing, padded=framed.ljust(1023, b"\0") + b"x"),
    )
    write(
        "length_too_large",
        UNREADABLE,
        "the length reaches beyond the content",
        resigned(nothing, padded=(2000).to_bytes(4) + product.ljust(1020, b"\0")),
    )
    write(
        "padded_too_far",
        UNREADABLE,
        "a larger size than needed",
        resigned(set_field("size", 2048), padded=framed.ljust(2048, b"\0")),
    )
    write(
        "size_not_a_step",
        MALFORMED,
        "a size that is no step",
        resigned(set_field("size", 1025), padded=framed.ljust(1025, b"\0")),
    )
    write(
        "ciphertext_truncated",
        MALFORMED,
        "a byte is missing",
        scene.change(good, set_field("ciphertext", b64(envelope.ciphertext[:-1]))),
    )
    write(
        "header_unknown_field",
        MALFORMED,
        "the signed header names its recipient",
        resigned(set_field("recipient", "JPN")),
    )
    write(
        "header_unknown_marker",
        MALFORMED,
        "a marker outside the closed list",
        resigned(set_field("marker", "DRILL")),
    )
    write("header_version_zero", MALFORMED, "version zero", resigned(set_field("version", 0)))
    write(
        "unknown_field", INPUT, "a field more", scene.change(good, set_field("recipient", "JPN"))
    )
    write("spaced", INPUT, "a space after a comma", good.replace(b",", b", ", 1))
    write(
        "signature_short",
        INPUT,
        "a signature of 63 bytes",
        scene.change(good, set_field("signature", b64(envelope.signature[:63]))),
    )


def sealed_vectors() -> None:
    said = scene.message(0)
    envelope, content_key = scene.content()
    bound = header.digest(envelope.header)
    sealed = seal.seal_message(said, content_key, bound, JPN.seal.public)

    def write(
        name: str,
        expect: str,
        why: str,
        changed: bytes,
        to: scene.Side = JPN,
        digest: bytes = bound,
        epoch: int = 1,
    ) -> None:
        wire = canonical.encode(body.Body(changed, epoch, envelope))
        scene.write(
            "sealed",
            name,
            expect,
            why,
            body=wire,
            seal_key=keys.to_bytes(to.seal),
            header_digest=digest,
            statement=said,
            content_key=content_key,
        )

    def framed(plain: bytes) -> bytes:
        return seal._SUITE.encrypt(plain, seal._public_key(JPN.seal.public), seal._info(bound))

    write("good", "ok", "a release sealed to JPN", sealed)
    write("another_recipient", UNREADABLE, "sealed to another party", sealed, to=AUS)
    write("another_header", UNREADABLE, "moved to another item's header", sealed, digest=bytes(32))
    write("kem_bit_flipped", UNREADABLE, "one bit of the key encapsulation", scene.flip(sealed, 0))
    write(
        "x25519_bit_flipped", UNREADABLE, "one bit of the X25519 share", scene.flip(sealed, 1100)
    )
    write("tag_bit_flipped", UNREADABLE, "one bit of the tag", scene.flip(sealed))
    write("truncated", UNREADABLE, "shorter than the encapsulation", sealed[:64])
    write("empty", UNREADABLE, "nothing", b"")
    write("unknown_frame", UNREADABLE, "an inner form of a later version", framed(b"\x02" + said))
    write("frame_empty", UNREADABLE, "no inner form at all", framed(b""))
    write(
        "frame_short",
        UNREADABLE,
        "the inner form promises a key it has not",
        framed(b"\x01" + content_key[:31]),
    )


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def set_field(name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda document: document.update({name: value})


if __name__ == "__main__":
    envelope_vectors()
    sealed_vectors()
