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
from msgspec import UNSET, UnsetType

from accordant.model.case import Obligation
from accordant.model.instant import Instant
from accordant.model.marking import Level
from accordant.model.party import Party, Post
from accordant.model.product import ProductId, Version, Word
from accordant.model.text import Digest

Salt: TypeAlias = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]

Count: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
"""A number of leaves or the index of one."""

DigestOrNone: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{64})?\Z")]

RegisterNumber: TypeAlias = Annotated[
    str, msgspec.Meta(pattern=r"^[A-Z]{3}[A-Za-z0-9:/-]{1,60}\Z")
]
"""A partner's register number, `JPN/2019/000012`; nothing that could disturb a screen."""

Place: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[^\x00-\x1f\x7f-\x9f]{1,120}\Z")]
"""An article and a clause kind, as in `4/equivalence`."""

Artefact: TypeAlias = Annotated[bytes, msgspec.Meta(max_length=48 * 1024)]
"""A DSSE envelope that fits the sealed statement it travels in."""

MESSAGE_TYPES = (
    "release", "withdrawn", "receipt", "refusal", "consent", "assurance", "return-request",
    "answer", "retraction", "regrade", "request", "note", "loss", "statement",
)  # fmt: skip


class Seen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Size and root of the opposite log as last seen by the speaker."""

    size: Count
    root: Digest


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
    speaker: Party
    listener: Party
    seen: Seen
    dispatched: Instant
    own_root: Digest
    product: ProductId
    version: Version
    envelope: Digest  # of the envelope: header, signature, ciphertext
    level: Level  # the speaker's marking for this release, in its own terms
    post: Post
    purpose: Word
    kind: Word
    subjects: Annotated[tuple[Word, ...], msgspec.Meta(min_length=1, max_length=16)]
    form: Word
    instrument: DigestOrNone  # clause digest relied on ("" for unclassified by order)
    order: DigestOrNone  # digest of the order, or "" where an officer approved
    clauses: Annotated[tuple[Place, ...], msgspec.Meta(max_length=256)]  # that determined
    obligations: Annotated[tuple[Obligation, ...], msgspec.Meta(max_length=256)]
    case: Digest  # of the case decided at dispatch
    consents: Annotated[tuple[Artefact, ...], msgspec.Meta(max_length=8)]
    """Consents of other originators, for an item passed on: DSSE."""
    contractor: bool | UnsetType = UNSET  # set: the item is meant for a contractor


class Answered(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One item of a receipt: which leaf of the opposite log, under which register number."""

    index: Count
    leaf: Digest  # leaf hash
    number: RegisterNumber  # the recipient's
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
    speaker: Party
    listener: Party
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
    speaker: Party
    listener: Party
    seen: Seen
    dispatched: Instant
    own_root: Digest
    index: Count
    leaf: Digest
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
    speaker: Party
    listener: Party
    seen: Seen
    dispatched: Instant
    own_root: Digest
    envelope: Artefact


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
    speaker: Party
    listener: Party
    seen: Seen
    dispatched: Instant
    own_root: Digest
    envelope: Artefact  # over ConsentGiven


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
    speaker: Party
    listener: Party
    seen: Seen
    dispatched: Instant
    own_root: Digest
    envelope: Artefact  # over AssuranceGiven


class NoteMessage(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    kw_only=True,
    tag_field="type",
    tag="note",
):
    """A copy of a note verbale, or the acknowledgement of one; neither is a legal act."""

    salt: Salt
    speaker: Party
    listener: Party
    seen: Seen
    dispatched: Instant
    own_root: Digest
    envelope: Artefact  # over NoteSigned or NoteAcknowledged


Message: TypeAlias = (
    Released | Receipt | Refusal | Signed | ConsentMessage | AssuranceMessage | NoteMessage
)
