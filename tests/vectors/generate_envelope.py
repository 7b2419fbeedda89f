"""Write the vectors of dsse, statement, act, envelope and sealed: one failure in each file.

Run: PYTHONPATH=src python tests/vectors/generate_envelope.py
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import msgspec
import scene
from scene import AUS, INSTANT, JPN, KOR

from accordant import canonical
from accordant.envelope import acts, body, dsse, header, keys, seal, statement
from accordant.model.act import Adopted, AssuranceGiven, ConsentGiven
from accordant.model.case import Assurance, Consent
from accordant.model.statement import Officer, PartyStatement

BAD, MALFORMED, INPUT = "bad-signature", "malformed-message", "malformed-input"
UNREADABLE, REFUSED, NOT_AUTHORISED = "content-unreadable", "statement-refused", "not-authorised"
TYPE = "application/vnd.accordant.example.v1+json"


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def set_field(name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda document: document.update({name: value})


def dsse_vectors() -> None:
    payload = b'{"a":1}'
    good = dsse.sign(payload, TYPE, KOR.officer, "KOR/treaty-desk")
    other = dsse.sign(payload, TYPE, AUS.officer, "KOR/treaty-desk")
    parts, others = json.loads(good)["signatures"], json.loads(other)["signatures"]
    ed25519, mldsa44 = parts

    def write(name: str, expect: str, why: str, envelope: bytes) -> None:
        key = canonical.encode(KOR.officer.public)
        scene.write(
            "dsse", name, expect, why, envelope=envelope, key=key, type=TYPE, payload=payload
        )

    def signatures(*listed: dict[str, str]) -> bytes:
        return scene.change(good, set_field("signatures", list(listed)))

    write("good", "ok", "a payload signed with both halves", good)
    write(
        "payload_changed",
        BAD,
        "another payload than signed",
        scene.change(good, set_field("payload", b64(b'{"a":2}'))),
    )
    write(
        "ed25519_bit_flipped",
        BAD,
        "one bit of the Ed25519 half",
        signatures({**ed25519, "sig": scene.flip_base64(ed25519["sig"])}, mldsa44),
    )
    write(
        "mldsa44_bit_flipped",
        BAD,
        "one bit of the ML-DSA half",
        signatures(ed25519, {**mldsa44, "sig": scene.flip_base64(mldsa44["sig"])}),
    )
    write("another_key", BAD, "signed by another key under the same name", other)
    write("mixed_keys", BAD, "the ML-DSA half is another key's", signatures(ed25519, others[1]))
    write("swapped", BAD, "the ML-DSA half stands first", signatures(mldsa44, ed25519))
    write(
        "two_signers",
        BAD,
        "the two halves are under two names",
        signatures(ed25519, {**mldsa44, "keyid": "JPN/treaty-desk#mldsa44"}),
    )
    write(
        "name_without_half",
        BAD,
        "the name does not say which half",
        signatures({**ed25519, "keyid": "KOR/treaty-desk"}, mldsa44),
    )
    write("half_twice", BAD, "the Ed25519 half stands twice", signatures(ed25519, ed25519))
    write("half_missing", MALFORMED, "the ML-DSA half is missing", signatures(ed25519))
    write("third_signature", MALFORMED, "a third signature", signatures(ed25519, mldsa44, mldsa44))
    write(
        "another_type",
        MALFORMED,
        "signed as another type",
        dsse.sign(payload, "text/plain", KOR.officer, "KOR/treaty-desk"),
    )
    write(
        "type_changed",
        BAD,
        "another type than signed",
        scene.change(
            dsse.sign(payload, "text/plain", KOR.officer, "KOR/treaty-desk"),
            set_field("payloadType", TYPE),
        ),
    )
    write("unknown_field", MALFORMED, "a field more", scene.change(good, set_field("extra", 1)))
    write("spaced", MALFORMED, "a space after a comma", good.replace(b",", b", ", 1))
    write("trailing_newline", MALFORMED, "a newline after the document", good + b"\n")
    write(
        "payload_unpadded",
        MALFORMED,
        "base64 without padding",
        scene.change(good, set_field("payload", b64(payload).rstrip("="))),
    )
    write(
        "payload_urlsafe",
        MALFORMED,
        "the other base64 alphabet",
        scene.change(good, set_field("payload", "-___")),
    )


def statement_vectors() -> None:
    first = KOR.statement
    second = msgspec.structs.replace(first, number=2)

    def write(
        name: str, expect: str, why: str, envelope: bytes, previous: PartyStatement | None = None
    ) -> None:
        held = {} if previous is None else {"previous": canonical.encode(previous)}
        scene.write(
            "statement", name, expect, why, envelope=envelope, fingerprint=KOR.fingerprint, **held
        )

    def signed(document: PartyStatement, name: str = "KOR/party") -> bytes:
        return dsse.sign(canonical.encode(document), statement.PAYLOAD_TYPE, KOR.key, name)

    node = first.node
    write("good_first", "ok", "the first statement seen", KOR.signed)
    write("good_next", "ok", "the next number", signed(second), first)
    write("number_repeated", REFUSED, "the number held already", KOR.signed, first)
    write(
        "number_skipped",
        REFUSED,
        "a number is skipped",
        signed(msgspec.structs.replace(first, number=3)),
        first,
    )
    write("number_back", REFUSED, "an older number", KOR.signed, second)
    write(
        "dated_back",
        REFUSED,
        "dated before the one held",
        signed(msgspec.structs.replace(second, issued=INSTANT - 1)),
        first,
    )
    write(
        "another_party",
        REFUSED,
        "the party changed",
        signed(msgspec.structs.replace(second, party="PRK"), "PRK/party"),
        first,
    )
    write(
        "another_name",
        REFUSED,
        "signed under an officer's name",
        signed(second, "KOR/treaty-desk"),
        first,
    )
    write(
        "another_key", "fingerprint-mismatch", "another party key than the one pinned", AUS.signed
    )
    write(
        "key_replaced",
        "fingerprint-mismatch",
        "the next statement names a new party key",
        dsse.sign(
            canonical.encode(msgspec.structs.replace(second, party_key=AUS.key.public)),
            statement.PAYLOAD_TYPE,
            AUS.key,
            "KOR/party",
        ),
        first,
    )
    write(
        "forged",
        BAD,
        "names the pinned key, signed by another",
        dsse.sign(canonical.encode(second), statement.PAYLOAD_TYPE, AUS.key, "KOR/party"),
        first,
    )
    write(
        "key_twice",
        REFUSED,
        "one key signs and cosigns",
        signed(
            msgspec.structs.replace(first, node=msgspec.structs.replace(node, cosign=node.log))
        ),
    )
    write(
        "header_key_shared",
        REFUSED,
        "the header key is the log's Ed25519 half",
        signed(
            msgspec.structs.replace(
                first, node=msgspec.structs.replace(node, header=node.log.ed25519)
            )
        ),
    )
    write(
        "post_twice",
        REFUSED,
        "one post stands twice",
        signed(
            msgspec.structs.replace(
                first,
                officers=(*first.officers, Officer("treaty-desk", AUS.officer.public, ("adopt",))),
            )
        ),
    )
    write(
        "key_short",
        REFUSED,
        "a key half is too short",
        signed(
            msgspec.structs.replace(first, node=msgspec.structs.replace(node, header=bytes(31)))
        ),
    )
    write(
        "unknown_authority",
        MALFORMED,
        "an authority this version does not know",
        dsse.sign(
            canonical.encode(first).replace(b'"adopt"', b'"admit"'),
            statement.PAYLOAD_TYPE,
            KOR.key,
            "KOR/party",
        ),
    )
    write("not_a_statement", MALFORMED, "an act where a party statement belongs", scene.adopted())


def act_vectors() -> None:
    act = Adopted("KOR", "jpn-kor-gsomia-2016", "cd" * 32, INSTANT)
    narrow = msgspec.structs.replace(
        KOR.statement, officers=(Officer("treaty-desk", KOR.officer.public, ("order",)),)
    )
    consent = Consent("JPN", "JPN-1", 1, "AUS", "dprk-missile-threat", INSTANT)
    assurance = Assurance(
        "JPN",
        "KOR",
        "JPN:DIH/watch",
        "JPN:hi",
        clearance=True,
        need=True,
        protection=True,
        given=INSTANT,
    )

    def write(
        name: str, expect: str, why: str, envelope: bytes, held: PartyStatement = KOR.statement
    ) -> None:
        scene.write("act", name, expect, why, envelope=envelope, statement=canonical.encode(held))

    write("good", "ok", "the treaty desk adopts", scene.adopted())
    write(
        "beyond_authority", NOT_AUTHORISED, "a post that may order only", scene.adopted(), narrow
    )
    write(
        "unknown_post",
        NOT_AUTHORISED,
        "a post the statement does not name",
        acts.sign(act, "watch", KOR.officer),
    )
    write(
        "another_partys_statement",
        NOT_AUTHORISED,
        "held against another party",
        scene.adopted(),
        JPN.statement,
    )
    write(
        "in_another_name",
        NOT_AUTHORISED,
        "an act of JPN signed by KOR's officer",
        dsse.sign(
            canonical.encode(msgspec.structs.replace(act, party="JPN")),
            acts.PAYLOAD_TYPE,
            KOR.officer,
            "KOR/treaty-desk",
        ),
    )
    write(
        "consent_of_another",
        NOT_AUTHORISED,
        "KOR consents for JPN",
        acts.sign(ConsentGiven("KOR", consent, INSTANT), "treaty-desk", KOR.officer),
    )
    write(
        "assurance_of_another",
        NOT_AUTHORISED,
        "KOR assures for JPN",
        acts.sign(AssuranceGiven("KOR", assurance, INSTANT), "treaty-desk", KOR.officer),
    )
    write(
        "another_key",
        BAD,
        "signed by a key that is not the post's",
        acts.sign(act, "treaty-desk", AUS.officer),
    )
    write(
        "unknown_act",
        MALFORMED,
        "an act of a later version",
        dsse.sign(
            canonical.encode(act).replace(b"adopted/1", b"adopted/2"),
            acts.PAYLOAD_TYPE,
            KOR.officer,
            "KOR/treaty-desk",
        ),
    )
    write("not_an_act", MALFORMED, "a party statement where an act belongs", KOR.signed)


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


if __name__ == "__main__":
    dsse_vectors()
    statement_vectors()
    act_vectors()
    envelope_vectors()
    sealed_vectors()
