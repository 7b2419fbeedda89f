"""A decision as people read it: the answer, why, what it obliges to, and what would cure a no."""

from __future__ import annotations

from typing import Any

import msgspec
from rich.console import RenderableType
from rich.text import Text

from accordant.clauses import LANGUAGES, Language, Sentence
from accordant.decision.cures import cures
from accordant.decision.explain import (
    explain,
    explain_cure,
    explain_finding,
    explain_obligation,
)
from accordant.decision.library import Library
from accordant.entrypoints.cli import pictures
from accordant.errors import MalformedInput
from accordant.model.case import Outcome
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


class Explained(msgspec.Struct, frozen=True):
    """An answer in words of one language."""

    language: Language
    headline: str
    because: tuple[str, ...]
    obligations: tuple[str, ...]
    alternatives: tuple[tuple[str, ...], ...]  # of each other instrument: what stood against it
    cures: tuple[tuple[str, ...], ...]  # each a set of acts


def language(text: str) -> Language:
    """A language as typed.

    Raises:
        MalformedInput: not one of the three.
    """
    for each in LANGUAGES:
        if each == text:
            return each
    raise MalformedInput(f"`{text[:20]}`: sentences are in en, ko or ja", place="--language")


def explained(node: Node, answer: Answer, spoken: Language) -> Explained:
    """Put an answer into words, by the texts held now."""
    library = node.store.read(lambda reading: node.worlds.current(reading).library)
    decision = answer.decision
    headline, *because = explain(library, decision, spoken)
    return Explained(
        spoken,
        headline,
        tuple(because),
        tuple(explain_obligation(library, each, spoken) for each in decision.obligations),
        _alternatives(library, answer, spoken),
        tuple(explain_cure(each, spoken) for each in cures(library, answer.case, decision)),
    )


def _alternatives(
    library: Library, answer: Answer, spoken: Language
) -> tuple[tuple[str, ...], ...]:
    """What each instrument not chosen came to, and the findings against it."""
    return tuple(
        (
            f"{library.identifier(each.instrument)}, {each.route}: {each.outcome}",
            *(
                explain_finding(library, finding, spoken)
                for finding in each.findings
                if finding.verdict != "pass"
            ),
        )
        for each in answer.decision.alternatives
    )


def pictures_of(answer: Answer, words: Explained, *, duties: bool) -> tuple[RenderableType, ...]:
    """The answer for people."""
    case, decision = answer.case, answer.decision
    style = pictures.OUTCOME_STYLES[decision.outcome]
    to = f"{case.recipient} {case.post}".strip()
    shown: list[RenderableType] = [
        Text.assemble((f" {decision.outcome.upper()} ", f"{style} reverse"), _headline(words)),
        Text.assemble(
            f"{case.product} version {case.version}, {case.level}, ",
            pictures.marker(case.marker),
            f", {case.precedence}, to {to}",
            style="dim",
        ),
        pictures.bullets(words.because),
    ]
    shown += _obligations(answer, words, spelt_out=duties)
    for headline, *against in words.alternatives:
        said = f"{getattr(NOT_CHOSEN, words.language)} {headline}"
        shown += [Text(said, style="dim"), pictures.bullets(against, "dim")]
    if words.cures:
        shown.append(Text(getattr(HELP, words.language), style="bold"))
        shown.append(pictures.bullets("; and ".join(acts) for acts in words.cures))
    return tuple(shown)


def _headline(words: Explained) -> str:
    """The answer in words, where they say more than the word before them."""
    return "" if words.headline in ("Release.", "Withhold.") else f"  {words.headline}"


def _obligations(answer: Answer, words: Explained, *, spelt_out: bool) -> list[RenderableType]:
    duties = answer.decision.obligations
    if not duties:
        return []
    if spelt_out:
        heading = Text(getattr(DUTIES, words.language), style="bold")
        return [heading, pictures.bullets(words.obligations)]
    listed = ", ".join(dict.fromkeys(duty.article for duty in duties))
    counted: str = getattr(DUTIES_COUNTED, words.language)
    return [Text(counted.format(count=len(duties), articles=listed), style="dim")]


def document(answer: Answer, words: Explained) -> dict[str, Any]:
    """The answer for programs: the decision itself, the case's digest, and the words."""
    case = msgspec.to_builtins(answer.case)
    return {
        "outcome": answer.decision.outcome,
        "decision": msgspec.to_builtins(answer.decision),
        "case": case,
        "words": msgspec.to_builtins(words),
    }
