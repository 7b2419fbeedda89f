"""What one node says to another: the statement behind a leaf, by type. Closed and versioned.

A statement is hashed with its salt into the leaf (a commitment) and travels sealed to the
listener. Wire form and commitment: docs/protocol/leaf.md.

Every statement names the root of the speaker's own log as it stood (`own_root`). The root says
nothing to the partner; but once the leaf is cosigned, the speaker can no longer change anything it
had decided, recorded or read before.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec

from accordant.model.case import Obligation
from accordant.model.instant import Instant
from accordant.model.product import Version

Salt: TypeAlias = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]

Count: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
"""A number of leaves or the index of one."""

Digest: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]

MESSAGE_TYPES = (
    "release", "withdrawn", "receipt", "refusal", "consent", "assurance", "return-request",
    "answer", "retraction", "regrade", "request", "note", "loss", "statement",
)  # fmt: skip


class Seen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Size and root of the opposite log as last seen by the speaker."""

    size: Count
    root: str  # hexadecimal


class Released(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    kw_only=True,
    tag_field="type",
    tag="release",
):
    """An item provided: what, under which articles, with which obligations, when."""

    salt: Salt
    speaker: str
    listener: str
    seen: Seen
    dispatched: Instant
    own_root: Digest
    product: str
    version: Version
    envelope: str  # digest of the envelope (header, signature, ciphertext), hexadecimal
    level: str  # the speaker's marking for this release, in its own terms
    post: str
    purpose: str
    kind: str
    subjects: tuple[str, ...]
    form: str
    instrument: str  # clause digest relied on ("" for unclassified by order)
    order: str  # digest of the order, or "" where an officer approved
    clauses: tuple[str, ...]  # "article/kind", the determining clauses
    obligations: tuple[Obligation, ...]
    case: str  # digest of the case decided at dispatch
    consents: tuple[bytes, ...]  # DSSE: consents of other originators, for an item passed on


class Answered(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One item of a receipt: which leaf of the opposite log, under which register number."""

    index: Count
    leaf: str  # leaf hash, hexadecimal
    number: str  # the recipient's register number
    outcome: Literal["registered", "quarantined"]


class Receipt(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    kw_only=True,
    tag_field="type",
    tag="receipt",
):
    """The recipient verified, decided and numbered these items. Answered by cosignature only."""

    salt: Salt
    speaker: str
    listener: str
    seen: Seen
    dispatched: Instant
    own_root: Digest
    items: Annotated[tuple[Answered, ...], msgspec.Meta(min_length=1, max_length=256)]


RefusalCode: TypeAlias = Literal["unknown-type", "unreadable", "not-accepted"]
"""Constant words to the partner; the reason itself stays home."""


class Refusal(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    kw_only=True,
    tag_field="type",
    tag="refusal",
):
    """A leaf was stored and cosigned but not acted on; the code is constant, reasons stay home."""

    salt: Salt
    speaker: str
    listener: str
    seen: Seen
    dispatched: Instant
    own_root: Digest
    index: Count
    leaf: str
    code: RefusalCode


class Signed(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    kw_only=True,
    tag_field="type",
    tag="statement",
):
    """An officer's signed act or a party statement, for the partner's record."""

    salt: Salt
    speaker: str
    listener: str
    seen: Seen
    dispatched: Instant
    own_root: Digest
    envelope: bytes  # DSSE


class ConsentMessage(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    kw_only=True,
    tag_field="type",
    tag="consent",
):
    """The originator's consent artefact."""

    salt: Salt
    speaker: str
    listener: str
    seen: Seen
    dispatched: Instant
    own_root: Digest
    envelope: bytes  # DSSE over ConsentGiven


class AssuranceMessage(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    kw_only=True,
    tag_field="type",
    tag="assurance",
):
    """The recipient's assurance artefact."""

    salt: Salt
    speaker: str
    listener: str
    seen: Seen
    dispatched: Instant
    own_root: Digest
    envelope: bytes  # DSSE over AssuranceGiven


Message: TypeAlias = Released | Receipt | Refusal | Signed | ConsentMessage | AssuranceMessage
