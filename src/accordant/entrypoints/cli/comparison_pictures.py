"""How a comparison stands on the screen: what went in red, what came in green, signs for both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from rich.console import RenderableType
from rich.text import Text

from accordant.entrypoints.cli import pictures
from accordant.entrypoints.cli.session import Session
from accordant.model.product import Product, Reached, Relation
from accordant.operations.comparing import Change, Comparison, PortionChange, Value

GONE, NEW = "red", "green"
NOTHING: tuple[Value, ...] = (None, "", [])
INSTANTS = frozenset(
    {"valid_from", "valid_until", "created", "at", "instant", "first_seen", "last_seen"}
)
"""The last names of fields that hold milliseconds, which people read as a time."""


def comparison_pictures(
    session: Session, one: Product, other: Product, found: Comparison
) -> Iterator[RenderableType]:
    """The whole comparison, from the heading to the last portion."""
    sides = [f"{each.product} version {each.version}" for each in (one, other)]
    yield Text(" to ".join(dict.fromkeys(sides)), style="bold")
    if found.same:
        yield Text("The two say the same.")
    for each in found.fields:
        yield from _change(session, each)
    yield from _related("relation", found.relations_removed, found.relations_added)
    yield from _related("information of", found.reached_removed, found.reached_added)
    for portion in found.portions:
        yield from _portion(session, portion)
    stay = [str(each.after) for each in found.portions if each.was == "same"]
    if stay and not found.same:
        yield Text(f"\nUnchanged: portion {', '.join(stay)}.", style="dim")


def _related(
    name: str,
    gone: Iterable[Relation] | Iterable[Reached],
    new: Iterable[Relation] | Iterable[Reached],
) -> Iterator[Text]:
    for sign, style, those in (("-", GONE, gone), ("+", NEW, new)):
        for each in those:
            what = each.kind if isinstance(each, Relation) else each.originator
            yield Text(f"{sign} {name}: {what} {each.product}/{each.version}", style=style)


def _portion(session: Session, portion: PortionChange) -> Iterator[Text]:
    if portion.was == "same":
        return
    numbers = {
        "added": f"portion {portion.after}: added",
        "removed": f"what was portion {portion.before}: removed",
        "moved": f"portion {portion.after}: moved, was {portion.before}",
        "changed": f"portion {portion.after}: changed"
        + (f", was {portion.before}" if portion.before != portion.after else ""),
    }
    yield Text(f"\n{numbers[portion.was]}", style="bold")
    for change in portion.changes:
        yield from _change(session, change)
    if portion.portion is not None:
        sign, style = ("+", NEW) if portion.was == "added" else ("-", GONE)
        for field, value in _leaves("", portion.portion):
            if value not in NOTHING:
                yield from _lines(session, sign, style, field, value)


def _change(session: Session, change: Change) -> Iterator[Text]:
    before, after = change.before, change.after
    if isinstance(before, str) and isinstance(after, str) and "\n" in before + after:
        yield from _changed_lines(change.field, before.split("\n"), after.split("\n"))
        return
    for sign, style, value in (("-", GONE, before), ("+", NEW, after)):
        if value is not None:
            for field, each in _leaves(change.field, value):
                if field == change.field or each not in NOTHING:
                    yield from _lines(session, sign, style, field, each)


def _changed_lines(field: str, before: list[str], after: list[str]) -> Iterator[Text]:
    """Of a text of several lines those that are another, under the number where they stand."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, begin, stop in matcher.get_opcodes():
        if tag == "equal":
            continue
        yield Text(f"  {field}, line {begin + 1}:", style="dim")
        yield from (Text(f"- {pictures.plain(each)}", style=GONE) for each in before[start:end])
        yield from (Text(f"+ {pictures.plain(each)}", style=NEW) for each in after[begin:stop])


def _leaves(field: str, value: Value) -> Iterator[tuple[str, Value]]:
    """The fields inside a value, each with its name; a list of words is one."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _leaves(f"{field}.{name}" if field else name, each)
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        for number, each in enumerate(value, start=1):
            yield from _leaves(f"{field}[{number}]", each)
    else:
        yield field, value


def _lines(session: Session, sign: str, style: str, field: str, value: Value) -> Iterator[Text]:
    """A field under its sign; every line of a text has the sign before it."""
    if field.rpartition(".")[2] in INSTANTS and isinstance(value, int):
        value = session.time(value)
    if isinstance(value, list):
        value = " ".join(map(str, value))
    said = "none" if value in NOTHING else str(value)
    first, *more = pictures.plain(said).split("\n")
    yield Text(f"{sign} {field}: {first}", style=style)
    for line in more:
        yield Text(f"{sign}   {line}", style=style)
