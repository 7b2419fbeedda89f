"""From a kind of note, an instrument and a few facts to a whole note: pure, and nothing is kept.

Every place of the wording is filled from what the party states, the table of names and the text of
the instrument; what is missing is asked for, never left out.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import msgspec

from accordant.errors import MalformedInput
from accordant.law.instrument import Instrument, clause_of
from accordant.model.note import Note, NoteKind, NoteLanguage, digest_of
from accordant.model.party import state_of
from accordant.operations.wordings import LANGUAGES, Names, Phrases, Wordbook, fill


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What a party states about the note it wants drafted; the rest follows from the kind."""

    kind: NoteKind
    party: str
    to: str
    dated: date
    zone: str
    name: str = ""  # empty: made from party, kind and day
    article: str | None = None  # None: the article the kind rests on in this text
    earlier: Note | None = None  # the note it refers to, where that is held
    refers: str = ""  # the name of that note or fact, where it is not
    words: str = ""
    ground: str = ""
    authority: str = ""
    authentic: NoteLanguage | None = None  # None: as the instrument


def draft(wordbook: Wordbook, text: Instrument, wanted: Wanted) -> Note:
    """Return the note in three languages.

    Raises:
        MalformedInput: the kind needs something that was not stated, the other side is no party
            of the instrument, or a name is not in the table.
    """
    states = {state_of(party) for party in text.parties}
    for party in (wanted.party, wanted.to):
        if state_of(party) not in states:
            raise MalformedInput(f"{party} is no party of {text.identifier}")
    article = article_of(text, wanted.kind) if wanted.article is None else wanted.article
    wanted = msgspec.structs.replace(wanted, name=wanted.name or name_of(wanted))
    wording = wordbook.wordings[wanted.kind]
    texts = {
        language: fill(
            wording.text.of(language),
            _values(wordbook, text, wanted, article, language),
            language,
        )
        for language in LANGUAGES
    }
    return checked(
        {
            "format": "accordant/note/1",
            "name": wanted.name,
            "kind": wanted.kind,
            "instrument": text.identifier,
            "article": article,
            "from": wanted.party,
            "to": wanted.to,
            "refers": _reference(wanted),
            "dated": wanted.dated.isoformat(),
            "zone": wanted.zone,
            "authentic": wanted.authentic or text.authentic,
            "texts": texts,
            "words": wanted.words,
            "ground": wanted.ground or None,
            "authority": wanted.authority or None,
        }
    )


def checked(fields: dict[str, Any], place: str = "") -> Note:
    """Return the note of these fields.

    Raises:
        MalformedInput: it is none: the reason names the field.
    """
    try:
        return msgspec.convert(fields, Note, strict=True)
    except msgspec.ValidationError as error:
        # The library's reason names the field and its pattern, never what stood there.
        reason = re.sub(r" matching regex .*?(?= - at|$)", " of another form", str(error))
        raise MalformedInput(reason[:1].lower() + reason[1:], place=place) from None


def article_of(text: Instrument, kind: NoteKind) -> str:
    """Return the article of a text that a kind of note rests on; empty where none is encoded."""
    if kind == "law-changed":
        duties = (clause for clause in text.clauses if clause.kind == "duty")
        return next((each.article for each in duties if each.id == "inform-of-law"), "")  # type: ignore[attr-defined]
    clause = clause_of(
        text, {"requirements-met": "entry", "notice-of-termination": "term"}.get(kind, "")
    )
    return "" if clause is None else str(clause.article)


def name_of(wanted: Wanted) -> str:
    """Return the name a note gets by itself: `kor-notice-of-termination-2019-08-23`."""
    return f"{state_of(wanted.party).lower()}-{wanted.kind}-{wanted.dated.isoformat()}"


def day_in_words(day: date, language: NoteLanguage) -> str:
    """Return a day as it stands on a note."""
    if language == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    if language == "ko":
        return f"{day.year}년 {day.month}월 {day.day}일"
    return f"{day.year}年{day.month}月{day.day}日"


def article_in_words(article: str, language: NoteLanguage) -> str:
    """Return an article's number as each language cites it: `21(3)`, 제21조제3항, 第21条3."""
    number, *parts = article.replace(")", "").split("(")
    if language == "en":
        return article
    if language == "ko":
        cited = (f"제{part}항" if part.isdecimal() else f"({part})호" for part in parts)
        return f"제{number}조{''.join(cited)}"
    cited = (part if part.isdecimal() else f"({part})" for part in parts)
    return f"第{number}条{''.join(cited)}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def _reference(wanted: Wanted) -> dict[str, str] | None:
    if wanted.earlier is not None:
        return {"name": wanted.earlier.name, "digest": digest_of(wanted.earlier)}
    return {"name": wanted.refers} if wanted.refers else None


def _values(
    wordbook: Wordbook,
    text: Instrument,
    wanted: Wanted,
    article: str,
    language: NoteLanguage,
) -> dict[str, str]:
    """What each placeholder stands for; one that was not stated is empty and so refused."""
    phrases, own, other = (
        wordbook.phrases, wordbook.names.of(wanted.party), wordbook.names.of(wanted.to),
    )  # fmt: skip
    state = {"state": own.state.of(language), "other": other.state.of(language)}
    return state | {
        "number": wanted.name,
        "ministry": own.ministry.of(language),
        "capital": own.capital.of(language),
        "dated": day_in_words(wanted.dated, language),
        "embassy": fill(phrases.embassy.of(language), state, language),
        "government": fill(phrases.government.of(language), state, language),
        "agreement": _agreement(phrases, wordbook.names, text, language),
        "article": _article(phrases, article, language),
        "earlier": _earlier(phrases, wanted, language),
        "words": wanted.words,
        "ground": _ground(phrases, wanted, language),
        "authority": wanted.authority,
    }


def _agreement(phrases: Phrases, names: Names, text: Instrument, language: NoteLanguage) -> str:
    known = names.instrument.get(text.identifier)
    title = text.title if known is None else known.title.of(language)
    return fill(phrases.agreement.of(language), {"title": title}, language)


def _article(phrases: Phrases, article: str, language: NoteLanguage) -> str:
    if not article:
        return phrases.no_article.of(language)
    number = article_in_words(article, language)
    return fill(phrases.article.of(language), {"number": number}, language)


def _earlier(phrases: Phrases, wanted: Wanted, language: NoteLanguage) -> str:
    if wanted.earlier is None:
        phrase, values = phrases.earlier, {"number": wanted.refers}
        return fill(phrase.of(language), values, language) if wanted.refers else ""
    day = day_in_words(date.fromisoformat(wanted.earlier.dated), language)
    values = {"number": wanted.earlier.name, "dated": day}
    return fill(phrases.earlier_dated.of(language), values, language)


def _ground(phrases: Phrases, wanted: Wanted, language: NoteLanguage) -> str:
    grounds = {
        "breach": phrases.breach,
        "impossibility": phrases.impossibility,
        "change": phrases.change,
    }
    found = grounds.get(wanted.ground)
    return "" if found is None else found.of(language)
