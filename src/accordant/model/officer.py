"""What a party records of its own officers: who holds a post, is cleared, needs to know, may act.

Nothing of this travels: partners know posts and keys from the party statement and never a person.
Each fact is dated, has an end wherever power has one, and is never changed: another fact ends it.

Sources: nobody has access by rank, post or clearance alone (Japan-Korea agreement of 2016,
art. 7(1) and (2)); need to know is a determination (32 CFR 2001.40(d)); a disclosure officer works
from a delegation letter, category by level by country (practice under NDP-1).
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias, get_args

import msgspec
from msgspec import UNSET, UnsetType

from accordant.model.instant import Instant
from accordant.model.marking import Level
from accordant.model.party import Party
from accordant.model.reported import ProductId, Short, Version, Word
from accordant.model.statement import PublicKey
from accordant.model.text import Digest, Identifier

OfficerName: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,47}\Z")]
"""What an officer is called in the record: a service number, `nis-0417`. Kept at home."""

Deed: TypeAlias = Literal[
    "read", "approve", "consent", "order", "adopt", "notify", "assure", "designate", "appoint"
]
"""What an officer does. All but `appoint` and `read` are also words of the party statement, or
will be; `appoint` covers every fact of this register."""

DEEDS: tuple[Deed, ...] = get_args(Deed)

EVERY = "every"
"""In a list of categories or countries: no limit of that kind, said in so many words."""

Category: TypeAlias = Word
"""A subject of the vocabulary of products, or `every`."""

Country: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^([A-Z]{3}|every)\Z")]
"""A state, or `every`."""

Categories: TypeAlias = Annotated[tuple[Category, ...], msgspec.Meta(min_length=1, max_length=64)]
Countries: TypeAlias = Annotated[tuple[Country, ...], msgspec.Meta(min_length=1, max_length=64)]
Deeds: TypeAlias = Annotated[tuple[Deed, ...], msgspec.Meta(min_length=1, max_length=16)]


class OfficerAppointed(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="fact",
    tag="officer-appointed/1", kw_only=True,
):  # fmt: skip
    """An officer takes a post under a competent authority, with the key he signs by."""

    officer: OfficerName
    post: Word
    authority: Party  # competent authority: `KOR:MND`
    key: PublicKey
    since: Instant
    until: Instant | UnsetType = UNSET  # last instant; absent: until removed
    name: Short | UnsetType = UNSET


class OfficerCleared(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="fact",
    tag="officer-cleared/1", kw_only=True,
):  # fmt: skip
    """An officer is cleared up to a level of one scheme: one ranking of one nation's terms."""

    officer: OfficerName
    scheme: Word  # as the vocabulary calls the ranking: `military-secrets`
    level: Level
    since: Instant
    until: Instant


class NeedDetermined(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="fact",
    tag="need-determined/1", kw_only=True,
):  # fmt: skip
    """An officer's duty requires what a group works on; it ends when the duty does."""

    officer: OfficerName
    group: Word
    subjects: Categories
    since: Instant
    until: Instant


class LetterIssued(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="fact",
    tag="letter-issued/1", kw_only=True,
):  # fmt: skip
    """A delegation letter: which deeds, about what, up to which level, to whom, until when."""

    officer: OfficerName
    deeds: Deeds
    categories: Categories
    level: Level  # the highest it covers, in its own ranking alone
    countries: Countries
    instruments: (
        Annotated[tuple[Identifier, ...], msgspec.Meta(min_length=1, max_length=64)] | UnsetType
    ) = UNSET  # absent: whichever instrument
    since: Instant
    until: Instant


class AbsenceCovered(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="fact",
    tag="absence-covered/1", kw_only=True,
):  # fmt: skip
    """While an officer is away another acts on his letters, never beyond them."""

    officer: OfficerName  # who covers
    absent: OfficerName
    since: Instant
    until: Instant


class Withdrawn(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="fact",
    tag="withdrawn/1", kw_only=True,
):  # fmt: skip
    """A clearance, need, letter, cover, appointment or rule ends before its day."""

    officer: Annotated[str, msgspec.Meta(pattern=r"^([a-z0-9][a-z0-9-]{0,47})?\Z")]  # "": a rule's
    withdrawn: Digest  # of the signed fact
    since: Instant  # from this instant on


class OfficerRemoved(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="fact",
    tag="officer-removed/1", kw_only=True,
):  # fmt: skip
    """An officer leaves: everything he was given before ends with it."""

    officer: OfficerName
    since: Instant


class SecondPersonAsked(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="fact",
    tag="second-person-asked/1", kw_only=True,
):  # fmt: skip
    """From a level on a deed takes two officers."""

    deeds: Deeds
    level: Level  # this level and above; what is in another ranking counts as above
    since: Instant
    until: Instant | UnsetType = UNSET


class Authored(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="fact",
    tag="authored/1", kw_only=True,
):  # fmt: skip
    """An officer signs that he wrote an item: he never approves its release."""

    officer: OfficerName
    product: ProductId
    version: Version
    digest: Digest  # of the sealed item
    since: Instant


OfficerFact: TypeAlias = (
    OfficerAppointed
    | OfficerCleared
    | NeedDetermined
    | LetterIssued
    | AbsenceCovered
    | Withdrawn
    | OfficerRemoved
    | SecondPersonAsked
    | Authored
)

PARTY_SIGNER = "party"
"""Who signs with the offline party key; no officer is called so."""


class OfficerEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One signed document of the register: a fact, in whose register, by whom, signed when."""

    format: Literal["accordant/officer-entry/1"] = "accordant/officer-entry/1"
    party: Party
    by: OfficerName  # an officer, or `party`
    at: Instant
    fact: OfficerFact


def officer_of(fact: OfficerFact) -> str:
    """Whom a fact is about; empty for a rule that is about every officer."""
    return "" if isinstance(fact, SecondPersonAsked) else fact.officer


def kind_of(fact: OfficerFact) -> str:
    """The stable name of a fact's kind, with its version: `officer-appointed/1`."""
    return str(type(fact).__struct_config__.tag)
