"""The ways an item could go, weighed: all in a table, and a word where only a hub may carry it.

This node sends on direct links only. Where an arrangement lets an item go through its hub and
nothing lets it go directly, people hand it to the hub by the hub's own channel; it is said so
plainly, and nothing is released on the direct link for it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec
from rich.console import RenderableType
from rich.text import Text

from accordant.clauses import Language, Sentence
from accordant.decision.explain import say_reason
from accordant.decision.explanation import Other, ways_explained
from accordant.decision.library import Library
from accordant.decision.routes import DIRECT, only_by
from accordant.decision.saying import say, value
from accordant.entrypoints.cli import pictures
from accordant.model.case import Case

_TITLE = Sentence(
    en="Ways weighed, the best first:",
    ko="검토한 경로(가장 유리한 순):",
    ja="検討した経路(最も有利な順):",
)
_HEADINGS = (
    Sentence(en="Instrument", ko="문서", ja="文書"),
    Sentence(en="Route!", ko="경로!", ja="経路!"),
    Sentence(en="Outcome!", ko="결과!", ja="結果!"),
    Sentence(en="Why not", ko="불가 사유", ja="不可の理由"),
)
_ONLY_BY = Sentence(
    en="Only the way {route} under {text} leads on ({outcome}). This node sends directly only and "
    "sends nothing by that way: hand the item to {hub} by its own channel, for passing on to "
    "{recipient} and to nobody else, or bring an agreement with {recipient} into force.",
    ko="{text}에 따른 경로({route})만이 가능하다({outcome}). 이 노드는 직접 송부만 하며 "
    "그 경로로는 송부하지 아니한다. {recipient}에 한하여 전달하도록 {hub}의 경로로 정보를 "
    "인도하거나, {recipient}과의 문서를 발효시켜야 한다.",
    ja="{text}による経路({route})のみが可能である({outcome})。このノードは直接の送付のみを行い、その"
    "経路では送付しない。{recipient}に限り伝達するものとして{hub}の経路で情報を引き渡すか、"
    "{recipient}との文書を発効させること。",
)
_NOT_SENT = Sentence(
    en="This is the answer for the way {route}; this node sends directly only, and `release` "
    "decides for the direct link.",
    ko="이는 경로({route})에 대한 답이다. 이 노드는 직접 송부만 하며, `release`는 직접 경로에 "
    "대하여 결정한다.",
    ja="これは経路({route})についての答えである。このノードは直接の送付のみを行い、`release`は"
    "直接の経路について決定する。",
)


class Ways(NamedTuple):
    """What stands beside one answer: every way, and the hub's where nothing goes directly."""

    every: tuple[Other, ...]
    notes: tuple[str, ...]

    def pictures(self, spoken: Language) -> tuple[RenderableType, ...]:
        """The table, with everything that stands against each way."""
        rows = [
            (
                each.place.text or "-",
                value(each.route, spoken),
                value(each.outcome, spoken),
                "\n".join(dict.fromkeys(say_reason(one, spoken) for one in each.against)) or "-",
            )
            for each in self.every
        ]
        headings = [getattr(each, spoken) for each in _HEADINGS]
        title = Text(getattr(_TITLE, spoken), style="bold")
        return title, pictures.filled(headings, rows, "")

    def document(self) -> dict[str, Any]:
        """The same for programs."""
        return {"ways": msgspec.to_builtins(self.every), "notes": self.notes}


def ways_of(library: Library, case: Case, spoken: Language) -> Ways:
    """Weigh every way of a case."""
    notes = []
    if case.route != DIRECT:
        notes.append(say(_NOT_SENT, {"route": case.route}, spoken))
    elif (way := only_by(library, case)) is not None:
        facts = {
            "route": way.route,
            "hub": way.route.removeprefix("hub:"),
            "text": library.identifier(way.instrument),
            "outcome": way.outcome,
            "recipient": case.recipient,
        }
        notes.append(say(_ONLY_BY, facts, spoken))
    return Ways(ways_explained(library, case), tuple(notes))
