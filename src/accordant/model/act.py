"""What officers sign: every human act is one of these, as a DSSE payload (canonical JSON).

An act is in the past tense once recorded: it becomes a fact of the law. `party` is the party the
officer acts for; `at` is when the officer signed; other instants say what the act is about. Every
word in it has a closed form: what a partner signs is shown on our screens and kept for good.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

import msgspec

from accordant.model.case import Approval, Assurance, Consent
from accordant.model.fact import Fact
from accordant.model.instant import Instant
from accordant.model.marking import Level
from accordant.model.note import Note
from accordant.model.party import Party
from accordant.model.product import ProductId, Short, Version, Word
from accordant.model.text import Digest, Identifier, RegisterNumber


class Adopted(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="act", tag="adopted/1"
):
    """The competent authority adopts an encoding of an instrument, by clause digest."""

    party: Party
    instrument: Identifier
    clauses: Digest
    at: Instant


class RequirementsNotified(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    tag_field="act",
    tag="requirements-notified/1",
):
    """A party notified the other, in writing, that its domestic requirements are met."""

    party: Party
    instrument: Identifier
    delivered: Instant  # the instant that counts
    at: Instant


class NoticeDelivered(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    tag_field="act",
    tag="notice-delivered/1",
):
    """A party's written notice of intent to terminate was delivered through the channel named."""

    party: Party
    instrument: Identifier
    channel: Word
    delivered: Instant
    at: Instant
    counterfactual: bool = False  # an assumption of a rehearsal, never mixed with history


class OrderSigned(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="act", tag="order-signed/1"
):
    """A releasing authority signs a standing order of its own party."""

    party: Party
    order: Identifier
    clauses: Digest
    at: Instant


class OrderRevoked(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="act", tag="order-revoked/1"
):
    """A releasing authority revokes a standing order."""

    party: Party
    order: Identifier
    clauses: Digest
    at: Instant


class ConsentGiven(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="act", tag="consent-given/1"
):
    """The originator's prior written approval for one onward release."""

    party: Party
    consent: Consent
    at: Instant


class AssuranceGiven(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    tag_field="act",
    tag="assurance-given/1",
):
    """The recipient's assurance before anything is provided."""

    party: Party
    assurance: Assurance
    at: Instant


class ReleaseApproved(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    tag_field="act",
    tag="release-approved/1",
):
    """A releasing authority approves one referred release, over the case that was shown."""

    party: Party
    approval: Approval
    case: Digest  # of the case shown
    at: Instant


class FactRecorded(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="act", tag="fact-recorded/1"
):
    """The treaty desk enters a fact of an instrument: its own party's act, or another's."""

    party: Party
    fact: Fact
    at: Instant


class NoteSigned(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="act", tag="note-signed/1"
):
    """The treaty desk signs a note verbale; until it is delivered that changes nothing."""

    party: Party
    note: Note
    at: Instant


class NoteAcknowledged(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    tag_field="act",
    tag="note-acknowledged/1",
):
    """A party confirms that it received another's note: a courtesy, and never a condition."""

    party: Party
    note: Identifier
    digest: Digest  # of the note
    received: Instant
    at: Instant


Ground: TypeAlias = Annotated[Short, msgspec.Meta(min_length=1)]
"""Why an authority decided so, in one line; it stays at home."""


class LevelDesignated(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    tag_field="act",
    tag="level-designated/1",
):
    """The recipient's designating authority gives an item one of its corresponding levels.

    The originator's label stays as it came (Japan-Korea 2016, Art. 4(2)-(3)).
    """

    party: Party
    number: RegisterNumber  # of the item, in this party's register
    product: ProductId
    version: Version
    item: Digest  # of the sealed item as it came
    bears: Level  # in the terms of the party it came from
    level: Level  # in this party's own terms, from now on
    ground: Ground
    decided: Instant  # the date the decision bears; it works from `at` on
    at: Instant
    replaces: Digest | None = None  # the designation it takes the place of


class DesignationWithdrawn(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    tag_field="act",
    tag="designation-withdrawn/1",
):
    """The designating authority takes a designation back; the higher handling applies again."""

    party: Party
    number: RegisterNumber
    product: ProductId
    version: Version
    designation: Digest  # the act withdrawn
    ground: Ground
    at: Instant


Act: TypeAlias = (
    Adopted
    | RequirementsNotified
    | NoticeDelivered
    | FactRecorded
    | OrderSigned
    | OrderRevoked
    | ConsentGiven
    | AssuranceGiven
    | ReleaseApproved
    | NoteSigned
    | NoteAcknowledged
    | LevelDesignated
    | DesignationWithdrawn
)
