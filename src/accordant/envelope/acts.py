"""Officers' acts: a person's signature over what was shown, believed within the post's authority.

An act is a DSSE envelope under the name `KOR/treaty-desk`. The party statement says which key the
post has and what it may sign; an act outside that authority is refused however well signed.
"""

from __future__ import annotations

from dataclasses import dataclass

from accordant import canonical
from accordant.envelope import dsse
from accordant.errors import MalformedMessage, NotAuthorised
from accordant.model.act import (
    Act,
    Adopted,
    AssuranceGiven,
    ConsentGiven,
    DesignationWithdrawn,
    FactRecorded,
    LevelDesignated,
    NoteAcknowledged,
    NoteSigned,
    NoticeDelivered,
    OrderRevoked,
    OrderSigned,
    ReleaseApproved,
    RequirementsNotified,
)
from accordant.model.party import state_of
from accordant.model.statement import Authority, Officer, PartyStatement
from accordant.signing import SigningKey

PAYLOAD_TYPE = "application/vnd.accordant.act.v1+json"
ACT_SIZE_MAX = 64 * 1024  # bytes

AUTHORITY_FOR: dict[type[Act], Authority] = {
    Adopted: "adopt",
    RequirementsNotified: "notify",
    NoticeDelivered: "notify",
    FactRecorded: "notify",
    NoteSigned: "notify",
    NoteAcknowledged: "notify",
    OrderSigned: "order",
    OrderRevoked: "order",
    ConsentGiven: "consent",
    AssuranceGiven: "assure",
    ReleaseApproved: "approve",
    LevelDesignated: "designate",
    DesignationWithdrawn: "designate",
}
"""What a post must be allowed to sign for each act."""


@dataclass(frozen=True, slots=True)
class SignedAct:
    """A verified act, the post that signed it and the digest of its envelope (hexadecimal)."""

    act: Act
    post: str
    digest: str


def sign(act: Act, post: str, key: SigningKey) -> bytes:
    """Return the act signed by an officer's post of the act's party.

    Raises:
        MalformedInput: a word of it has another form than its own; nobody could read it.
    """
    payload = canonical.encode(act)
    canonical.parse(payload, Act, size_max=ACT_SIZE_MAX)
    return dsse.sign(payload, PAYLOAD_TYPE, key, f"{act.party}/{post}")


def verify(envelope: bytes, statement: PartyStatement, *, place: str = "") -> SignedAct:
    """Return the act, once an officer of this party signed it within the post's authority.

    Raises:
        MalformedMessage: not a signed act.
        NotAuthorised: another party's, an unknown post, or beyond the post's authority.
        BadSignature: the post's key did not sign it.
    """
    keyid, _ = dsse.read_unverified(envelope, PAYLOAD_TYPE, place=place)
    officer = _officer(keyid, statement, place)
    payload = dsse.verify(envelope, PAYLOAD_TYPE, officer.key, place=place)
    act: Act = canonical.parse(
        payload, Act, size_max=ACT_SIZE_MAX, place=place, error=MalformedMessage
    )
    authority = AUTHORITY_FOR[type(act)]
    if authority not in officer.authority:
        raise NotAuthorised(f"the post `{officer.post}` may not {authority}", place=place)
    if _acting_party(act) != {statement.party}:
        raise NotAuthorised("the act is done in another party's name", place=place)
    return SignedAct(act, officer.post, canonical.digest_of_bytes(envelope))


def party_of(envelope: bytes, *, place: str = "") -> str:
    """Return the party whose officer an act claims to be signed by, to find its statement.

    Raises:
        MalformedMessage: not a signed act.
    """
    keyid, _ = dsse.read_unverified(envelope, PAYLOAD_TYPE, place=place)
    return keyid.partition("/")[0]


def post_of(envelope: bytes, *, place: str = "") -> str:
    """Return the post an act says it is signed by; verified when it was taken.

    Raises:
        MalformedMessage: not a signed act.
    """
    keyid, _ = dsse.read_unverified(envelope, PAYLOAD_TYPE, place=place)
    return keyid.partition("/")[2]


def _officer(keyid: str, statement: PartyStatement, place: str) -> Officer:
    """The officer a signer's name means."""
    for officer in statement.officers:
        if keyid == f"{statement.party}/{officer.post}":
            return officer
    raise NotAuthorised("the party statement names no such post", place=place)


def _acting_party(act: Act) -> set[str]:
    """Every party an act speaks for: its own, and whose consent, assurance or note it gives.

    A party consents for its own organs, each by name.
    """
    if isinstance(act, ConsentGiven):
        return {act.party, state_of(act.consent.originator)}
    if isinstance(act, AssuranceGiven):
        return {act.party, act.assurance.party}
    if isinstance(act, NoteSigned):
        return {act.party, act.note.party}
    return {act.party}
