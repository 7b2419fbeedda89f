"""The party statement: what a party says of its node and officers, under its offline party key.

Partners pin the party key only. Rotation, compromise and a change of officers are new statements
with the next number; the number never goes back.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec

from accordant.model.instant import Instant
from accordant.model.party import Party

Authority: TypeAlias = Literal[
    "adopt", "notify", "order", "approve", "consent", "assure", "designate"
]
"""What an officer may sign: treaty desk adopts and notifies; releasing authority orders,
approves and consents; security authority assures; designating authority designates."""


class PublicKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A hybrid signing key: both signatures are required, always."""

    ed25519: bytes  # 32 bytes, RFC 8032
    mldsa44: bytes  # 1,312 bytes, FIPS 204


class SealKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A recipient key for HPKE with ML-KEM-768 and X25519, of one epoch."""

    epoch: Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
    mlkem768: bytes  # 1,184 bytes, FIPS 203
    x25519: bytes  # 32 bytes, RFC 7748


class NodeKeys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The node's keys, one per kind of statement it makes."""

    log: PublicKey  # signs checkpoints of the logs this party speaks
    cosign: PublicKey  # cosigns checkpoints of the logs this party hears
    header: bytes  # Ed25519, 32 bytes: signs product headers
    seal: SealKey
    certificate: Annotated[bytes, msgspec.Meta(max_length=4096)]  # DER, pinned by its SHA-256


class Officer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An officer by post, never by name, with what the post may sign."""

    post: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,47}\Z")]
    key: PublicKey
    authority: tuple[Authority, ...]


class PartyStatement(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything a partner needs to know of a party, of one number."""

    format: Literal["accordant/party-statement/1"] = "accordant/party-statement/1"
    party: Party
    number: Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
    issued: Instant
    party_key: PublicKey
    address: str  # "host:port" of the link endpoint
    node: NodeKeys
    officers: Annotated[tuple[Officer, ...], msgspec.Meta(max_length=64)]
