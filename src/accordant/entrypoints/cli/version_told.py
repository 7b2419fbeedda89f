"""What is said where an item does not go as it is: which version does, or why none does."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any, Final

from rich.text import Text

from accordant.clauses import Language
from accordant.entrypoints.cli.law_words import said_of
from accordant.model.precision import Precision
from accordant.operations.candidates import Candidate
from accordant.operations.release import Answer
from accordant.operations.versions import Considered

_WHY_NOT: Final = MappingProxyType(
    {
        "no-plan": "Nothing goes in its place: no release plan says what may be made of it.",
        "not-reduced": "Nothing goes in its place: by its release plan it goes whole or not "
        "at all.",
        "nothing-may-go": "Nothing goes in its place: none of its portions may go.",
        "compiled": "Nothing goes in its place: together its portions say more than each, or "
        "none of their levels stands above the others. Its author may write a tear line.",
        "refused": "Nothing goes in its place: what its release plan makes of it may not go "
        "either.",
    }
)


def beside(answer: Answer, spoken: Language) -> Iterator[Text]:
    """The lines beside an answer about an item, in the language chosen."""
    found = answer.considered
    if found is None:
        return
    if found.reason:
        yield Text(said_of(_WHY_NOT[found.reason], spoken), style="dim")
    if found.chosen is not None:
        yield _in_its_place(answer, found, found.chosen, spoken)
    if answer.had:
        said = "{recipient} has exactly this already: nothing is sent again."
        yield Text(said_of(said, spoken, recipient=answer.case.recipient), style="yellow")


def _in_its_place(answer: Answer, found: Considered, chosen: Candidate, spoken: Language) -> Text:
    facts = {"item": found.whole.case.product, "choice": choice_of(found, chosen, spoken)}
    if answer.case == found.whole.case:
        said = "A release would send a version in its place: {choice}. `product preview` shows it."
        return Text(said_of(said, spoken, **facts), style="bold")
    outcome = found.whole.decision.outcome
    facts |= {"version": chosen.product.product, "outcome": outcome}
    if not chosen.goes:
        said = "{item} goes there only as {version}, which must be approved by this identifier."
        return Text(said_of(said, spoken, **facts), style="yellow")
    said = "{item} goes as {version}: {choice}."
    if outcome != "release":
        said = "{item} does not go as it is ({outcome}). In its place goes {version}: {choice}."
    return Text(said_of(said, spoken, **facts), style="bold")


def choice_of(found: Considered, chosen: Candidate, spoken: Language) -> str:
    """What a version was made of, in words."""
    precision = chosen.facts.precision
    if not isinstance(precision, Precision):
        return _made_of(found, chosen, spoken)
    facts = {
        "choice": "" if chosen.choice == "whole" else _made_of(found, chosen, spoken),
        "precision": ", ".join(_coarse(precision, spoken)),
    }
    said = "{choice}, made coarser ({precision})"
    if chosen.choice == "whole":
        said = "the whole item, made coarser ({precision})"
    return said_of(said, spoken, **facts)


def _made_of(found: Considered, chosen: Candidate, spoken: Language) -> str:
    if chosen.choice == "tear-line":
        return said_of("a tear line", spoken)
    if chosen.choice == "whole":
        return said_of("the whole item, naming others as the recipient knows them", spoken)
    numbers = ", ".join(map(str, chosen.numbers))
    said = "the portions that may go (number {numbers} of {count})"
    return said_of(said, spoken, numbers=numbers, count=str(len(found.portions)))


def _coarse(precision: Precision, spoken: Language) -> Iterator[str]:
    """Each thing a version is no finer than, with its unit."""
    labels = {
        "time": "times to {count} s",
        "place": "places to {count} m",
        "track": "positions every {count} s",
        "resolution": "resolution {count} cm",
    }
    for name, label in labels.items():
        count = getattr(precision, name)
        if count is not None:
            yield said_of(label, spoken, count=str(count))


def document(found: Considered | None) -> dict[str, Any]:
    """The same for programs; nothing is said where only the item itself was looked at."""
    if found is None or not (found.chosen or found.reason):
        return {}
    chosen = found.chosen
    return {
        "in_its_place": None
        if chosen is None
        else {
            "product": chosen.product.product,
            "version": chosen.product.version,
            "choice": chosen.choice,
            "outcome": chosen.judged.decision.outcome,
        },
        "whole": found.whole.decision.outcome,
        "why_nothing": found.reason,
        "portions": [
            {
                "number": each.number,
                "outcome": each.judged.decision.outcome,
                "goes": chosen is not None and each.number in chosen.numbers,
            }
            for each in found.portions
        ],
    }
