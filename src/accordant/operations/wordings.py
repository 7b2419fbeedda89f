"""The words notes are drafted from: one wording for each kind, and names in three languages.

A wording has closed placeholders, the same in each language; one that is not known, or has no
value, is an error and never an empty place in a note. The files are package data under `notes/`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Annotated, Literal, TypeVar

import msgspec

from accordant.errors import MalformedInput
from accordant.model.note import NoteKind, NoteLanguage
from accordant.model.party import state_of

LANGUAGES: tuple[NoteLanguage, ...] = ("en", "ko", "ja")

PLACEHOLDERS = frozenset(
    {
        "number", "ministry", "embassy", "state", "other", "government", "capital", "dated",
        "agreement", "article", "earlier", "words", "ground", "authority", "title",
    }
)  # fmt: skip
"""Everything a wording or phrase may ask for."""

_placeholder = re.compile(r"\{([a-z]+)\}")
_particle = re.compile(r"(.)(은\(는\)|을\(를\)|이\(가\)|과\(와\))")

Document = TypeVar("Document")


class Trilingual(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing in the three languages."""

    en: Annotated[str, msgspec.Meta(min_length=1)]
    ko: Annotated[str, msgspec.Meta(min_length=1)]
    ja: Annotated[str, msgspec.Meta(min_length=1)]

    def of(self, language: NoteLanguage) -> str:
        """It in one language."""
        return {"en": self.en, "ko": self.ko, "ja": self.ja}[language]


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a note of one kind reads."""

    format: Literal["accordant/wording/1"]
    kind: NoteKind
    title: Trilingual
    text: Trilingual


class PartyNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a state, its capital and its foreign ministry are called, and how well known it is."""

    source: str
    status: Literal["read", "unverified"]
    state: Trilingual
    capital: Trilingual
    ministry: Trilingual


class InstrumentNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The titles of an instrument, and how well they are known."""

    source: str
    status: Literal["read", "unverified"]
    title: Trilingual


class Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every name a note needs, by party and by instrument."""

    format: Literal["accordant/names/1"]
    party: dict[str, PartyNames]
    instrument: dict[str, InstrumentNames]

    def of(self, party: str) -> PartyNames:
        """The names of a party's state.

        Raises:
            MalformedInput: the table has none.
        """
        found = self.party.get(state_of(party))
        if found is None:
            raise MalformedInput(
                f"the table of names has no row for `{party}`",
                hint="Add its names, in the three languages, to the table of names of notes.",
            )
        return found


class Phrases(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What stands above a note, and the words that fill a placeholder."""

    format: Literal["accordant/phrases/1"]
    draft: Trilingual
    signed: Trilingual
    embassy: Trilingual
    government: Trilingual
    agreement: Trilingual
    article: Trilingual
    no_article: Trilingual
    earlier: Trilingual
    earlier_dated: Trilingual
    breach: Trilingual
    impossibility: Trilingual
    change: Trilingual


class Wordbook(msgspec.Struct, frozen=True):
    """All that notes are drafted from."""

    wordings: Mapping[NoteKind, Wording]
    names: Names
    phrases: Phrases


def read(source: bytes, kind: type[Document], place: str) -> Document:
    """Read one of the files notes are drafted from.

    Raises:
        MalformedInput: not TOML, or another form.
    """
    try:
        return msgspec.convert(tomllib.loads(source.decode()), kind, strict=True)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        reason = str(error)
        raise MalformedInput(reason[:1].lower() + reason[1:], place=place) from None


def placeholders_of(text: str) -> frozenset[str]:
    """Return the placeholders a text asks for.

    Raises:
        MalformedInput: one is not known, or a brace belongs to none.
    """
    found = frozenset(_placeholder.findall(text))
    unknown = sorted(found - PLACEHOLDERS)
    if unknown:
        raise MalformedInput(f"`{unknown[0]}` is no placeholder of a wording")
    if set("{}") & set(_placeholder.sub("", text)):
        raise MalformedInput("a brace in a wording belongs to no placeholder")
    return found


def fill(text: str, values: Mapping[str, str], language: NoteLanguage) -> str:
    """Return a text with its placeholders filled, once: what a value holds is not filled again.

    Raises:
        MalformedInput: a placeholder is not known or has no value.
    """
    missing = sorted(name for name in placeholders_of(text) if not values.get(name))
    if missing:
        raise MalformedInput(f"a note of this kind needs its `{missing[0]}`")
    filled = _placeholder.sub(lambda found: values[found[1]], text)
    return _particle.sub(_with_particle, filled) if language == "ko" else filled


def _with_particle(found: re.Match[str]) -> str:
    """A Korean particle in the form its word asks for: after a consonant 은, after a vowel 는.

    Where the word does not end in a Korean syllable both forms stay, as is usual on paper.
    """
    word, both = found[1], found[2]
    if not "가" <= word <= "힣":
        return word + both
    after_consonant, after_vowel = both[0], both[2]
    closed = (ord(word) - ord("가")) % 28 != 0
    return word + (after_consonant if closed else after_vowel)
