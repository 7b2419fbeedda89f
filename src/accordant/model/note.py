"""A note verbale: what one party's foreign ministry writes to another about an instrument.

A note is words. Signing it changes nothing, and neither does a copy sent over the link: the legal
act is its delivery, which is a fact of its own (`model.fact`) with its instant, channel and place.
The format is kept for good, so a kind is never renamed (docs/protocol/note.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Literal, TypeAlias, get_args

import msgspec

from accordant import canonical
from accordant.model.party import Party, state_of
from accordant.model.product import Short
from accordant.model.text import Digest, Identifier

NoteKind: TypeAlias = Literal[
    "requirements-met",
    "notice-of-termination",
    "revocation-of-notice",
    "suspension-of-effect",
    "withdrawal-of-suspension",
    "withdrawal-of-notes",
    "amendment-proposal",
    "suspension-of-operation",
    "reservation-of-position",
    "law-changed",
    "authority-designated",
    "consultation-request",
    "acknowledgement",
]

NOTE_KINDS: tuple[NoteKind, ...] = get_args(NoteKind)

NoteLanguage: TypeAlias = Literal["en", "ko", "ja"]

ArticleNumber: TypeAlias = Annotated[
    str, msgspec.Meta(pattern=r"^([1-9][0-9]{0,2}(\(([a-z]|[1-9][0-9]?)\)){0,3})?\Z")
]
"""`21(3)`; empty where a note rests on no single article."""

Day: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[12][0-9]{3}-[01][0-9]-[0-3][0-9]\Z")]
"""A calendar day: `2019-08-23`."""

NoteText: TypeAlias = Annotated[
    str,
    msgspec.Meta(
        # Line ends, and nothing else that moves a cursor, turns a line round or cannot be seen.
        pattern=r"^[^\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f"
        r"\ufeff]*\Z",
        min_length=1,
        max_length=2000,
    ),
]
"""The words in one language. Three of the longest still fit one sealed statement."""


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a note in the three languages; the note says which of them is authentic."""

    en: NoteText
    ko: NoteText
    ja: NoteText

    def of(self, language: NoteLanguage) -> str:
        """The words in one language."""
        return {"en": self.en, "ko": self.ko, "ja": self.ja}[language]


class Reference(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An earlier note by name, and by digest where its bytes are held."""

    name: Identifier
    digest: Digest | None = None


class Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One note from one party to another, whole in three languages."""

    format: Literal["accordant/note/1"] = "accordant/note/1"
    name: Identifier  # begins with the writing state: nobody takes another's names
    kind: NoteKind
    instrument: Identifier
    article: ArticleNumber = ""  # under which it is given
    party: Party = msgspec.field(name="from")
    to: Party
    refers: Reference | None = None
    dated: Day  # as written on it; the day that counts is that of its delivery
    zone: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_+/-]{1,40}\Z")]  # IANA, of `dated`
    authentic: NoteLanguage
    texts: Texts
    words: Short = ""  # what it says in one line, where its kind does not say it
    ground: Literal["breach", "impossibility", "change"] | None = None  # suspension-of-operation
    authority: Party | None = None  # authority-designated

    def __post_init__(self) -> None:
        """Refuse a note that is none of its kind, whoever wrote it."""
        fault = fault_of_note(self)
        if fault:
            raise ValueError(fault)


NOTE_NEEDS: Mapping[NoteKind, tuple[str, ...]] = MappingProxyType(
    {
        "requirements-met": (),
        "notice-of-termination": (),
        "revocation-of-notice": ("refers",),
        "suspension-of-effect": ("refers",),
        "withdrawal-of-suspension": ("refers",),
        "withdrawal-of-notes": ("refers",),
        "amendment-proposal": ("words",),
        "suspension-of-operation": ("ground",),
        "reservation-of-position": ("refers",),
        "law-changed": ("words",),
        "authority-designated": ("authority",),
        "consultation-request": ("words",),
        "acknowledgement": ("refers",),
    }
)
"""The fields a kind cannot do without, beside those every note has."""


def fault_of_note(note: Note) -> str:
    """Return why a note is none of its kind; empty when it is whole."""
    return _fault_of_parties(note) or _fault_of_kind(note) or _fault_of_day(note.dated)


def digest_of(note: Note) -> str:
    """Return the digest a note is referred to and acknowledged by."""
    return canonical.digest(note)


def _fault_of_parties(note: Note) -> str:
    state = state_of(note.party)
    if state == state_of(note.to):
        return "a note goes to another party"
    if not note.name.startswith(f"{state.lower()}-"):
        return f"the name of a note of {note.party} begins with its state"
    if note.authority is not None and state_of(note.authority) != state:
        return "a party designates an authority of its own"
    return ""


def _fault_of_kind(note: Note) -> str:
    needed = NOTE_NEEDS[note.kind]
    missing = [name for name in needed if not getattr(note, name)]
    if missing:
        return f"a note of kind `{note.kind}` states its `{missing[0]}`"
    for name in ("ground", "authority"):
        if getattr(note, name) is not None and name not in needed:
            return f"a note of kind `{note.kind}` states no `{name}`"
    if note.refers is not None and note.refers.name == note.name:
        return "a note refers to another, not to itself"
    return ""


def _fault_of_day(day: str) -> str:
    try:
        date.fromisoformat(day)
    except ValueError:
        return "the note is dated on a day that does not exist"
    return ""
