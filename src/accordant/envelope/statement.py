"""Party statements: signed by the offline party key, believed under the pinned fingerprint only.

Each statement replaces the one before: the next number, nothing skipped, the same party and the
same party key. Format: docs/protocol/party-statement.md.
"""

from __future__ import annotations

import re

from cryptography.x509 import Name, NameAttribute, load_der_x509_certificate
from cryptography.x509.oid import NameOID

from accordant import canonical
from accordant.envelope import dsse
from accordant.envelope.keys import HeaderKey, SealPrivateKey, fingerprint
from accordant.envelope.seal import seal_message
from accordant.errors import (
    FingerprintMismatch,
    MalformedInput,
    MalformedMessage,
    StatementRefused,
)
from accordant.model.statement import NodeKeys, PartyStatement, PublicKey
from accordant.signing import ED25519_PUBLIC_SIZE, SigningKey, check_public_key

_ADDRESS = re.compile(r"(\[[0-9a-fA-F:.]{2,45}\]|[A-Za-z0-9.-]{1,253}):[0-9]{1,5}")

PAYLOAD_TYPE = "application/vnd.accordant.party-statement.v1+json"


def node_keys(
    log: SigningKey,
    cosign: SigningKey,
    header: HeaderKey,
    seal: SealPrivateKey,
    certificate: bytes,
) -> NodeKeys:
    """Return the public keys of a node; `certificate` is its TLS certificate, DER."""
    return NodeKeys(
        log=log.public,
        cosign=cosign.public,
        header=header.public,
        seal=seal.public,
        certificate=certificate,
    )


def keyid_of(party: str) -> str:
    """Return the name a party key signs under."""
    return f"{party}/party"


def sign(statement: PartyStatement, key: SigningKey) -> bytes:
    """Return the signed statement.

    Raises:
        FingerprintMismatch: the statement names another party key.
        StatementRefused: one key stands in it twice, or a post does.
    """
    if statement.party_key != key.public:
        raise FingerprintMismatch("the statement names another party key than the one signing")
    _check_keys(statement, "")
    return dsse.sign(canonical.encode(statement), PAYLOAD_TYPE, key, keyid_of(statement.party))


def verify(
    envelope: bytes,
    pinned: str,
    previous: PartyStatement | None = None,
    *,
    place: str = "",
) -> PartyStatement:
    """Return the party statement, once it is signed by the pinned key and is the next one.

    Args:
        envelope: the signed statement.
        pinned: the party key's fingerprint, compared by people.
        previous: the statement held, or None where this is the first one seen.
        place: where the bytes came from, for the error.

    Raises:
        MalformedMessage: not a signed party statement.
        FingerprintMismatch: another party key.
        BadSignature: the party key did not sign it.
        StatementRefused: not the next number, another party, or a key that stands in it twice.
    """
    keyid, payload = dsse.read_unverified(envelope, PAYLOAD_TYPE, place=place)
    claimed = canonical.parse(payload, PartyStatement, place=place, error=MalformedMessage)
    if fingerprint(claimed.party_key) != pinned:
        raise FingerprintMismatch(place=place)
    dsse.verify(envelope, PAYLOAD_TYPE, claimed.party_key, place=place)
    if keyid != keyid_of(claimed.party):
        raise StatementRefused("the statement is signed under another name", place=place)
    _check_keys(claimed, place)
    if previous is not None:
        _check_next(claimed, previous, place)
    return claimed


def check_usable(statement: PartyStatement, *, place: str = "") -> None:
    """Refuse a statement by which no link can be made, however well signed.

    Raises:
        StatementRefused: the certificate is none or bears another name than the party's, the
            seal key is none, or the address has not the form host:port.
    """
    if not _ADDRESS.fullmatch(statement.address):
        raise StatementRefused("the address has not the form host:port", place=place)
    try:
        certificate = load_der_x509_certificate(statement.node.certificate)
        names = {certificate.subject, certificate.issuer}
        seal_message(b"", None, None, statement.node.seal)
    except (ValueError, MalformedInput):
        raise StatementRefused(
            "the certificate or the seal key cannot be used", place=place
        ) from None
    # TLS finds a trusted certificate by its name: one that bore another partner's would be found
    # in place of that partner's own, and shut it out.
    if names != {Name([NameAttribute(NameOID.COMMON_NAME, statement.party)])}:
        raise StatementRefused("the certificate bears another name than the party's", place=place)


def _check_next(statement: PartyStatement, previous: PartyStatement, place: str) -> None:
    if statement.party != previous.party:
        raise StatementRefused("the statement is another party's", place=place)
    if statement.number != previous.number + 1:
        raise StatementRefused(
            f"statement {previous.number + 1} was expected, not {statement.number}", place=place
        )
    if statement.issued < previous.issued:
        raise StatementRefused("the statement is dated before the one held", place=place)


def _check_keys(statement: PartyStatement, place: str) -> None:
    """Separate keys for separate statements: no key and no post stands twice."""
    node, officers = statement.node, statement.officers
    hybrid = [statement.party_key, node.log, node.cosign, *(each.key for each in officers)]
    try:
        for key in hybrid:
            check_public_key(key, place=place)
    except MalformedInput as error:
        raise StatementRefused(error.message, place=place) from None
    if len(node.header) != ED25519_PUBLIC_SIZE:
        raise StatementRefused("the header key has the wrong length", place=place)
    if _repeats([*(key.ed25519 for key in hybrid), node.header]) or _repeats(
        [key.mldsa44 for key in hybrid]
    ):
        raise StatementRefused("one key stands in the statement twice", place=place)
    if _repeats([officer.post for officer in officers]):
        raise StatementRefused("one post stands in the statement twice", place=place)


def _repeats(values: list[bytes] | list[str]) -> bool:
    return len(set(values)) != len(values)


def public_key_of(statement: PartyStatement, post: str) -> PublicKey | None:
    """Return the key of an officer's post, or None where the statement names no such post."""
    return next((each.key for each in statement.officers if each.post == post), None)
