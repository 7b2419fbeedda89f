"""An explanation in words: each sentence with the instrument and article it rests on."""

from __future__ import annotations

import msgspec

from accordant.clauses import Language, Sentence
from accordant.decision.explanation import Duty, Explanation, Help, Other, Place, Reason
from accordant.decision.needs import FACT_WORDS
from accordant.decision.phrases import PHRASES, WHO
from accordant.decision.saying import parted, say, value

_ARTICLE = Sentence(
    en="{text}, Art. {number}{part}: ",
    ko="{text} 제{number}조{part}: ",
    ja="{text}第{number}条{part}:",
)
_TEXT = Sentence(en="{text}: ", ko="{text}: ", ja="{text}:")
_FACT = Sentence(en="{name}: {value}", ko="{name}: {value}", ja="{name}:{value}")
_OTHER = Sentence(
    en="{text}, {route}: {outcome}",
    ko="{text}, {route}: {outcome}",
    ja="{text}、{route}:{outcome}",
)
_STEP = Sentence(en="{who}: {sentence}", ko="{who}: {sentence}", ja="{who}: {sentence}")


class Words(msgspec.Struct, frozen=True):
    """An explanation in one language; `used` and `missing` stand in the order of `because`."""

    language: Language
    headline: str
    flags: tuple[str, ...]
    because: tuple[str, ...]
    used: tuple[tuple[str, ...], ...]
    missing: tuple[tuple[str, ...], ...]
    obligations: tuple[str, ...]
    alternatives: tuple[tuple[str, ...], ...]  # of each other instrument: what stood against it
    cures: tuple[tuple[str, ...], ...]  # each a set of acts


def explain(explanation: Explanation, language: Language = "en") -> Words:
    """Return an explanation in words."""
    reasons = explanation.reasons
    return Words(
        language=language,
        headline=say(PHRASES[explanation.headline], {}, language),
        flags=tuple(say(PHRASES[each], {}, language) for each in explanation.flags),
        because=tuple(say_reason(each, language) for each in reasons),
        used=tuple(_used(each, language) for each in reasons),
        missing=tuple(
            tuple(say(FACT_WORDS[name], {}, language) for name in each.missing) for each in reasons
        ),
        obligations=tuple(say_duty(each, language) for each in explanation.obligations),
        alternatives=tuple(_other(each, language) for each in explanation.alternatives),
        cures=tuple(say_help(each, language) for each in explanation.cures),
    )


def say_reason(reason: Reason, language: Language = "en") -> str:
    """Return what one clause said, with its place."""
    said = say(PHRASES[reason.sentence], reason.facts, language)
    return _place(reason.place, language) + said


def say_duty(duty: Duty, language: Language = "en") -> str:
    """Return a duty with its place; of a text not held, its name alone."""
    sentence = PHRASES.get(duty.sentence)
    said = duty.duty if sentence is None else say(sentence, duty.facts, language)
    return _place(duty.place, language) + said


def say_help(help_: Help, language: Language = "en") -> tuple[str, ...]:
    """Return one sentence for each act, headed by who must act."""
    return tuple(
        getattr(_STEP, language).format(
            who=say(PHRASES[f"{WHO}/{each.who}"], {}, language),
            sentence=say(PHRASES[each.sentence], each.facts, language),
        )
        for each in help_.steps
    )


def _used(reason: Reason, language: Language) -> tuple[str, ...]:
    return tuple(
        getattr(_FACT, language).format(
            name=say(FACT_WORDS[name], {}, language), value=value(each, language)
        )
        for name, each in reason.used.items()
    )


def _other(other: Other, language: Language) -> tuple[str, ...]:
    headline = getattr(_OTHER, language).format(
        text=other.place.text,
        route=value(other.route, language),
        outcome=value(other.outcome, language),
    )
    return (headline, *(say_reason(each, language) for each in other.against))


def place_in_words(text: str, article: str, language: Language) -> str:
    """Return a text and its article as a place is named; empty where there is none."""
    return _place(Place(text, text, article), language).rstrip(": ")


def _place(place: Place, language: Language) -> str:
    if not place.digest:
        return ""
    number, part = parted(place.article)
    template: str = getattr(_ARTICLE if place.article else _TEXT, language)
    return template.format(text=place.text, number=number, part=part)
