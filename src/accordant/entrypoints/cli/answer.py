"""A decision as people read it: the answer, why, what it obliges to, and what would cure a no."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from accordant.clauses import LANGUAGES, Language, Sentence
from accordant.decision.explain import Words, explain
from accordant.decision.explanation import Explanation, explanation_of
from accordant.decision.library import Library
from accordant.decision.saying import value, word
from accordant.entrypoints.cli import pictures
from accordant.errors import MalformedInput
from accordant.model.case import Case, Decision, Outcome
from accordant.operations.node import Node
from accordant.operations.release import Answer

EXIT_BY_OUTCOME: dict[Outcome, int] = {"release": 0, "withhold": 10, "refer": 11}

HELP = Sentence(en="What would help:", ko="가능한 조치:", ja="可能な措置:")
DUTIES = Sentence(en="The recipient takes on:", ko="접수국이 지는 의무:", ja="受領国が負う義務:")
DUTIES_COUNTED = Sentence(
    en="The recipient takes on {count} duties (Art. {articles}); --duties spells them out.",
    ko="접수국이 지는 의무는 {count}개이다(조항: {articles}). 전문은 --duties로 표시된다.",
    ja="受領国が負う義務は{count}件である(条項: {articles})。全文は--dutiesで表示される。",
)
NOT_CHOSEN = Sentence(en="Not chosen:", ko="선택되지 않은 문서:", ja="選択されなかった文書:")


JUDGED_BY = Sentence(en="Judged by: {facts}", ko="판단한 사실: {facts}", ja="判断した事実:{facts}")
LACKING = Sentence(en="Missing: {facts}", ko="부족한 사실: {facts}", ja="足りない事実:{facts}")
NEXT_ACT = Sentence(en="; and ", ko="; 아울러 ", ja="。併せて、")
ITEM = Sentence(
    en="{product} version {version}, {level}, {marker}, {precedence}, to {to}",
    ko="{product} 제{version}판, {level}, {marker}, {precedence}, 접수처 {to}",
    ja="{product}第{version}版、{level}、{marker}、{precedence}、宛先{to}",
)


class Explained(NamedTuple):
    """A decision with its explanation, and that in words of one language."""

    explanation: Explanation
    words: Words


def language(text: str) -> Language:
    """A language as typed.

    Raises:
        MalformedInput: not one of the three.
    """
    for each in LANGUAGES:
        if each == text:
            return each
    raise MalformedInput(f"`{text[:20]}`: sentences are in en, ko or ja", place="--language")


def library_of(node: Node) -> Library:
    """The texts held now."""
    return node.store.read(lambda reading: node.worlds.current(reading).library)


def explained(node: Node, case: Case, decision: Decision, spoken: Language) -> Explained:
    """Explain a decision, new or of the record, by the texts held now."""
    library = library_of(node)
    explanation = explanation_of(library, case, decision)
    return Explained(explanation, explain(explanation, spoken))


def pictures_of(
    answer: Answer, told: Explained, *, duties: bool, facts: bool = False
) -> tuple[RenderableType, ...]:
    """The answer for people; with `facts`, what each sentence rests on and what was missing."""
    decision, words = answer.decision, told.words
    style = pictures.OUTCOME_STYLES[decision.outcome]
    shown: list[RenderableType] = [
        Text.assemble((_banner(decision.outcome, words), f"{style} reverse"), _headline(words)),
        _item(answer.case, words.language),
        *(Text(each, style="bold yellow") for each in words.flags),
        *reasons(words, facts=facts),
    ]
    shown += _obligations(answer, words, spelt_out=duties)
    for headline, *against in words.alternatives:
        said = f"{getattr(NOT_CHOSEN, words.language)} {headline}"
        shown += [Text(said, style="dim"), pictures.bullets(against, "dim")]
    shown += help_of(words)
    return tuple(shown)


def reasons(words: Words, *, facts: bool) -> Iterator[RenderableType]:
    """The sentences that decided; with `facts`, under each what it rests on."""
    if not facts:
        yield pictures.bullets(words.because)
        return
    for said, used, missing in zip(words.because, words.used, words.missing, strict=True):
        yield pictures.bullets([said])
        between = "、" if words.language == "ja" else ", "
        for sentence, names in ((JUDGED_BY, used), (LACKING, missing)):
            if names:
                line = getattr(sentence, words.language).format(facts=between.join(names))
                yield Padding(Text(pictures.plain(line), style="dim"), (0, 0, 0, 4))


def help_of(words: Words) -> list[RenderableType]:
    """What would help, where something would."""
    if not words.cures:
        return []
    between: str = getattr(NEXT_ACT, words.language)
    heading = Text(getattr(HELP, words.language), style="bold")
    return [heading, pictures.bullets(_joined(acts, between) for acts in words.cures)]


def _joined(acts: Sequence[str], between: str) -> str:
    """Several acts in one sentence: only the last has its full stop."""
    return between.join([*(each.rstrip(".。") for each in acts[:-1]), *acts[-1:]])


def _banner(outcome: Outcome, words: Words) -> str:
    return f" {outcome.upper() if words.language == 'en' else word(outcome, words.language)} "


def _item(case: Case, spoken: Language) -> Text:
    """What was asked about: the marker keeps its colour, so that an exercise never looks real."""
    parts = {
        "product": case.product,
        "version": str(case.version),
        "level": value(case.level, spoken),
        "precedence": value(case.precedence, spoken),
        "to": f"{value(case.recipient, spoken)} {case.post}".strip(),
    }
    before, after = getattr(ITEM, spoken).split("{marker}")
    return Text.assemble(
        before.format_map(parts),
        (value(case.marker, spoken), pictures.MARKER_STYLES.get(case.marker, "")),
        after.format_map(parts),
        style="dim",
    )


def _headline(words: Words) -> str:
    """The answer in words, where they say more than the word before them."""
    return "" if words.headline in ("Release.", "Withhold.") else f"  {words.headline}"


def _obligations(answer: Answer, words: Words, *, spelt_out: bool) -> list[RenderableType]:
    duties = answer.decision.obligations
    if not duties:
        return []
    if spelt_out:
        heading = Text(getattr(DUTIES, words.language), style="bold")
        return [heading, pictures.bullets(words.obligations)]
    listed = ", ".join(dict.fromkeys(duty.article for duty in duties))
    counted: str = getattr(DUTIES_COUNTED, words.language)
    return [Text(counted.format(count=len(duties), articles=listed), style="dim")]


def document(answer: Answer, told: Explained) -> dict[str, Any]:
    """The answer for programs: the decision itself, its case, why, and the words."""
    return {
        "outcome": answer.decision.outcome,
        "decision": msgspec.to_builtins(answer.decision),
        "case": msgspec.to_builtins(answer.case),
        "explanation": msgspec.to_builtins(told.explanation),
        "words": msgspec.to_builtins(told.words),
    }
