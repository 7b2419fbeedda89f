"""Reasons of the register of officers as sentences; instants as the asker's node writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from accordant.clauses import Language
from accordant.decision.saying import say
from accordant.model.instant import Instant, format_instant
from accordant.officers.asked import Reason
from accordant.officers.sentences import SENTENCES, WORDS

Written = Callable[[Instant], str]


def in_words(reason: Reason, language: Language = "en", written: Written | None = None) -> str:
    """One reason as a sentence; instants in UTC unless said how they are written."""
    write = written or _in_utc
    facts = {
        name: write(value) if isinstance(value, int) else _words(value, language)
        for name, value in reason.facts.items()
    }
    return say(SENTENCES[reason.word], facts, language)


def all_in_words(reasons: Iterable[Reason]) -> str:
    """All reasons as one English text, for an error."""
    return " ".join(in_words(each) for each in reasons)


def _words(text: str, language: Language) -> str:
    """A value whose words of the register are said in a language; the rest is `say`'s."""
    parts = (WORDS.get(part) for part in text.split(", "))
    said = (
        part if word is None else str(getattr(word, language))
        for part, word in zip(text.split(", "), parts, strict=True)
    )
    return ", ".join(said)


def _in_utc(instant: Instant) -> str:
    return format_instant(instant - instant % 1000)
