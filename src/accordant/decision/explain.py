"""A decision in words: each sentence with the instrument and article it rests on."""

from __future__ import annotations

from collections.abc import Mapping

from accordant.clauses import KINDS, Language, Sentence
from accordant.decision import rules, sentences
from accordant.decision.cures import Cure
from accordant.decision.library import Library
from accordant.law.sentences import BASIS
from accordant.model.case import Decision, Finding, Obligation

_ARTICLE = Sentence(
    en="{text}, Art. {number}{part}: ",
    ko="{text} 제{number}조{part}: ",
    ja="{text}第{number}条{part}:",
)
_TEXT = Sentence(en="{text}: ", ko="{text}: ", ja="{text}:")


def explain(library: Library, decision: Decision, language: Language = "en") -> tuple[str, ...]:
    """Return the answer, then one sentence for each determining finding."""
    headline: str = getattr(sentences.HEADLINES[decision.outcome], language)
    return (
        headline,
        *(explain_finding(library, each, language) for each in decision.determining),
    )


def explain_finding(library: Library, finding: Finding, language: Language = "en") -> str:
    """Return what one clause said, with its place."""
    key = finding.sentence
    if finding.clause == rules.RULE or finding.verdict == "error":
        sentence = sentences.RULES.get(key) or BASIS[key]
    else:
        sentence = KINDS[finding.clause].sentences[key]
    place = _place(library, finding.instrument, finding.article, language)
    return place + _fill(sentence, finding.facts, language)


def explain_obligation(library: Library, duty: Obligation, language: Language = "en") -> str:
    """Return a duty the recipient takes on, with its place."""
    for clause in (
        library.texts[duty.instrument].clauses if duty.instrument in library.texts else ()
    ):
        known = KINDS[clause.kind].sentences
        if clause.article == duty.article and duty.sentence in known:
            place = _place(library, duty.instrument, duty.article, language)
            return place + _fill(known[duty.sentence], duty.facts, language)
    return _place(library, duty.instrument, duty.article, language) + duty.duty


def explain_cure(cure: Cure, language: Language = "en") -> tuple[str, ...]:
    """Return one sentence for each act, headed by who must act."""
    said = []
    for each in cure.remedies:
        known = sentences.CURES if each.kind == rules.RULE else KINDS[each.kind].sentences
        actor: str = getattr(sentences.ACTORS[each.who], language)
        said.append(f"{actor}: {_fill(known[each.sentence], each.facts, language)}")
    return tuple(said)


class _Facts(dict[str, str]):
    """A fact that was not recorded shows as a dash instead of stopping the explanation."""

    def __missing__(self, key: str) -> str:
        return "—"


def _fill(sentence: Sentence, facts: Mapping[str, str], language: Language) -> str:
    template: str = getattr(sentence, language)
    return template.format_map(_Facts(facts))


def _place(library: Library, digest: str, article: str, language: Language) -> str:
    if not digest:
        return ""
    number = article.split("(", 1)[0]
    template: str = getattr(_ARTICLE if article else _TEXT, language)
    return template.format(
        text=library.identifier(digest), number=number, part=article[len(number) :]
    )
