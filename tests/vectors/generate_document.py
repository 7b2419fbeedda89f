"""Write the vectors of dsse, statement and act: one failure in each file.

Run: PYTHONPATH=src python tests/vectors/generate_document.py
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
from accordant.envelope import acts, dsse, statement
from accordant.model.act import (
    Adopted,
    AssuranceGiven,
    ConsentGiven,
    DesignationWithdrawn,
    LevelDesignated,
)
from accordant.model.case import Assurance, Consent
from accordant.model.statement import Officer, PartyStatement

BAD, MALFORMED = "bad-signature", "malformed-message"
REFUSED, NOT_AUTHORISED = "statement-refused", "not-authorised"
TYPE = "application/vnd.accordant.example.v1+json"


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


def designation_vectors() -> None:
    """Acts of the authority that designates levels, by a post that may do nothing else."""
    held = msgspec.structs.replace(
        JPN.statement,
        officers=(Officer("designating-authority", JPN.officer.public, ("designate",)),),
    )
    act = LevelDesignated(
        party="JPN", number="JPN/2017/000012", product="KOR-2017-0306", version=1,
        item="ab" * 32, bears="KOR:II", level="JPN:gokuhi", ground="別表に該当しない",
        decided=INSTANT, at=INSTANT,
    )  # fmt: skip
    withdrawn = DesignationWithdrawn(
        "JPN", "JPN/2017/000012", "KOR-2017-0306", 1, "cd" * 32, "in error", INSTANT
    )

    def write(name: str, expect: str, why: str, payload: bytes, statement: PartyStatement) -> None:
        envelope = dsse.sign(payload, acts.PAYLOAD_TYPE, JPN.officer, "JPN/designating-authority")
        scene.write(
            "act", name, expect, why, envelope=envelope, statement=canonical.encode(statement)
        )

    good, may_consent = (
        canonical.encode(act),
        msgspec.structs.replace(
            held, officers=(Officer("designating-authority", JPN.officer.public, ("consent",)),)
        ),
    )
    write("level_designated", "ok", "the authority designates a level", good, held)
    write(
        "designation_withdrawn", "ok", "the authority withdraws a designation",
        canonical.encode(withdrawn), held,
    )  # fmt: skip
    write(
        "level_designated_unauthorised", NOT_AUTHORISED, "a post that may consent only", good,
        may_consent,
    )  # fmt: skip
    write(
        "level_designated_no_ground", MALFORMED, "a designation without a ground",
        good.replace("別表に該当しない".encode(), b""), held,
    )  # fmt: skip
    write(
        "level_designated_number", MALFORMED, "a register number of another form",
        good.replace(b"/000012", b"/12"), held,
    )  # fmt: skip


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def set_field(name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda document: document.update({name: value})


if __name__ == "__main__":
    dsse_vectors()
    statement_vectors()
    act_vectors()
    designation_vectors()
