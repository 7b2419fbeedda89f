"""Decisions of the record, explained: why it was decided so, in the words of one language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec
from rich.console import RenderableType
from rich.text import Text

from accordant import canonical
from accordant.clauses import Language, Sentence
from accordant.decision.saying import say
from accordant.entrypoints.cli import answer, pictures
from accordant.entrypoints.cli.answer import Explained, explained
from accordant.entrypoints.cli.session import Session
from accordant.model.case import Case, Decision
from accordant.operations.node import Node
from accordant.operations.queries import DecisionView

_NUMBER = Sentence(en="Decision {number}", ko="결정 {number}", ja="決定{number}")


class Past(NamedTuple):
    """A decision of the record with its explanation."""

    view: DecisionView
    told: Explained

    def picture(self, session: Session) -> list[RenderableType]:
        """The decision for people: number and instant, the answer, and by which facts."""
        words = self.told.words
        number = say(_NUMBER, {"number": str(self.view.identifier)}, words.language)
        style = pictures.OUTCOME_STYLES[self.view.outcome]
        return [
            Text(f"\n{number}, {session.time(self.view.at)}", style="bold"),
            Text(words.headline, style=style),
            *answer.reasons(words, facts=True),
            *answer.help_of(words),
        ]

    def document(self) -> dict[str, Any]:
        """The decision's explanation for programs."""
        return {
            "decision": self.view.identifier,
            "explanation": msgspec.to_builtins(self.told.explanation),
            "words": msgspec.to_builtins(self.told.words),
        }


def past_decisions(
    node: Node, views: Iterable[DecisionView], spoken: Language
) -> tuple[Past, ...]:
    """Explain decisions of the record, each from the case that was stored with it."""
    return tuple(_past(node, view, spoken) for view in views)


def _past(node: Node, view: DecisionView, spoken: Language) -> Past:
    rows = node.store.read(lambda reading: reading.decisions_of(view.product, view.version))
    row = next(each for each in rows if each.identifier == view.identifier)
    case, decision = canonical.parse(row.case, Case), canonical.parse(row.decision, Decision)
    return Past(view, explained(node, case, decision, spoken))
