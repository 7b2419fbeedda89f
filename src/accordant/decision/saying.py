"""A sentence said in one language: its places filled with words of that language.

What stands in the record is codes: `KOR:II`, `in-force`, `2019-11-22`. English keeps them, as the
record has them. Korean and Japanese say the word of the term list; a name the list does not have,
as of a post or a text, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from accordant.clauses import Language, Sentence
from accordant.decision.particles import settle
from accordant.decision.value_terms import WORDS

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_BETWEEN = re.compile(r"(, |; (?=[A-Z]{3}\b)|: (?=[a-z])| or )")
_DATES = {"ko": "{}년 {}월 {}일", "ja": "{}年{}月{}日"}
_JOINED = {"ko": {" or ": " 또는 "}, "ja": {" or ": "又は", ", ": "、", "; ": "、", ": ": ":"}}
_HUB = {"ko": "{} 중계", "ja": "{}経由"}


class Facts(dict[str, str]):
    """A fact that was not recorded shows as a dash instead of stopping the explanation."""

    def __missing__(self, key: str) -> str:
        return "—"


def say(sentence: Sentence, facts: Mapping[str, str], language: Language = "en") -> str:
    """Return a sentence with its facts in one language."""
    filled = Facts({name: value(each, language) for name, each in facts.items()})
    said: str = getattr(sentence, language).format_map(filled)
    return settle(said) if language == "ko" else said


def value(text: str, language: Language) -> str:
    """Return a value of the record in words: one code, or several in a row."""
    if language == "en" or not text:
        return text
    if text in WORDS:
        return word(text, language)
    joined = _JOINED[language]
    parts = _BETWEEN.split(text)
    return "".join(
        joined.get(part, part) if position % 2 else word(part, language)
        for position, part in enumerate(parts)
    )


def parted(article: str) -> tuple[str, str]:
    """Return an article's number and the part in brackets: of `7(5)`, 7 and (5)."""
    number = article.split("(", 1)[0]
    return number, article[len(number) :]


def word(code: str, language: Language) -> str:
    """Return one code in words; what the list does not have stays as it is."""
    if language == "en":
        return code
    term = WORDS.get(code)
    if term is not None:
        return str(getattr(term, language))
    if code.startswith("hub:"):
        return _HUB[language].format(word(code.removeprefix("hub:"), language))
    if dated := _DATE.fullmatch(code):
        return _DATES[language].format(*map(int, dated.groups()))
    state, colon, organ = code.partition(":")
    if colon and state in WORDS and organ in WORDS and WORDS[state].word.isupper():
        between = " " if language == "ko" else ""
        return word(state, language) + between + word(organ, language)
    return code


def sentence_of(code: str) -> Sentence:
    """Return a code of the term list in the three languages.

    Raises:
        KeyError: the list does not have it.
    """
    term = WORDS[code]
    return Sentence(term.en, term.ko, term.ja)
