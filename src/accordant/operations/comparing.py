"""What is another between two products: fields, relations, and portion by portion.

Pure. A portion that only stands elsewhere is told as moved; one that was changed is paired with
the one it most likely was. Of a file its name, type, size and digest are compared and shown, never
its bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from operator import itemgetter
from typing import Any, Literal, TypeAlias

import msgspec

from accordant.model.product import (
    Portion,
    Product,
    Reached,
    Relation,
    reached_of,
    relations_of,
)

ALIKE_MIN = 0.5  # of a portion's words in common: with less it was replaced, not changed
ALIKE_CHARACTERS_MAX = 4_000  # of a portion's words that are looked at to pair it

Value: TypeAlias = Any  # of JSON

FIELDS = (
    "format", "title", "kind", "originators", "marking", "marker", "precedence", "subjects",
    "purpose", "form", "valid_from", "valid_until", "created",
)  # fmt: skip
"""The fields of a product beside its name, portions, relations and originators reached."""


class Change(msgspec.Struct, frozen=True):
    """One field that is another; null where a side has none."""

    field: str  # `content.when.text`, `content.points[3]`
    before: Value
    after: Value


Was: TypeAlias = Literal["same", "moved", "changed", "added", "removed"]


class PortionChange(msgspec.Struct, frozen=True):
    """One portion on either side, by its number there; 0 where it is not."""

    was: Was
    before: int
    after: int
    changes: tuple[Change, ...] = ()
    portion: Value = None  # of one added or removed, all of it


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is another between two products."""

    fields: tuple[Change, ...]
    relations_added: tuple[Relation, ...]
    relations_removed: tuple[Relation, ...]
    reached_added: tuple[Reached, ...]
    reached_removed: tuple[Reached, ...]
    portions: tuple[PortionChange, ...]

    @property
    def same(self) -> bool:
        """Whether they say the same, but for name, version, format and when they were made."""
        said = [each for each in self.fields if each.field not in {"created", "format"}]
        links = (self.relations_added, self.relations_removed)
        reached = (self.reached_added, self.reached_removed)
        moved = any(each.was != "same" for each in self.portions)
        return not (said or any(links) or any(reached) or moved)


def compare(one: Product, other: Product) -> Comparison:
    """Return what is another in the second product."""
    before, after = (_shown(each) for each in (one, other))
    return Comparison(
        fields=tuple(
            change
            for name in FIELDS
            for change in _changes(name, before.get(name), after.get(name))
        ),
        relations_added=_missing(relations_of(other), relations_of(one)),
        relations_removed=_missing(relations_of(one), relations_of(other)),
        reached_added=_missing(reached_of(other), reached_of(one)),
        reached_removed=_missing(reached_of(one), reached_of(other)),
        portions=tuple(_portions(one.portions, other.portions)),
    )


def _portions(one: Sequence[Portion], other: Sequence[Portion]) -> Iterator[PortionChange]:
    """The portions of the second product in order, then those that are gone."""
    before, after = ([_shown(each) for each in portions] for portions in (one, other))
    pairs = _paired(before, after)
    in_order = _standing_in_order(pairs)
    for place, portion in enumerate(after):
        origin = pairs.get(place)
        if origin is None:
            yield PortionChange("added", 0, place + 1, portion=portion)
            continue
        changes = tuple(
            change
            for name in ("marking", "subjects", "discipline", "content")
            for change in _changes(name, before[origin].get(name), portion.get(name))
        )
        stands: Was = "same" if place in in_order else "moved"
        yield PortionChange("changed" if changes else stands, origin + 1, place + 1, changes)
    for origin in sorted(set(range(len(before))) - set(pairs.values())):
        yield PortionChange("removed", origin + 1, 0, portion=before[origin])


def _paired(before: Sequence[Value], after: Sequence[Value]) -> dict[int, int]:
    """For each portion after, the one it was: equal, else of equal content, else most alike."""
    pairs: dict[int, int] = {}
    parts: tuple[Callable[[Value], Value], ...] = (lambda portion: portion, itemgetter("content"))
    for part in parts:
        for place, portion in enumerate(after):
            for origin, each in enumerate(before):
                free = place not in pairs and origin not in pairs.values()
                if free and part(each) == part(portion):
                    pairs[place] = origin
    scored = sorted(
        (
            (-_likeness(before[origin], after[place]), place, origin)
            for place in set(range(len(after))) - set(pairs)
            for origin in set(range(len(before))) - set(pairs.values())
            if before[origin]["content"]["kind"] == after[place]["content"]["kind"]
        ),
    )
    for score, place, origin in scored:
        alone = sum(each[1] == place or each[2] == origin for each in scored) == 1
        free = place not in pairs and origin not in pairs.values()
        if free and (alone or -score >= ALIKE_MIN):
            pairs[place] = origin
    return pairs


def _likeness(one: Value, other: Value) -> float:
    """How much of what two contents say is in common, from 0 to 1, and cheaply."""
    a, b = ("\n".join(_words(each["content"]))[:ALIKE_CHARACTERS_MAX] for each in (one, other))
    return SequenceMatcher(None, a, b, autojunk=False).quick_ratio()


def _words(value: Value) -> Iterator[str]:
    """Everything a value says, without its kind and the names of its fields."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _words(None if name == "kind" else each)
    elif isinstance(value, list):
        for each in value:
            yield from _words(each)
    elif value is not None:
        yield str(value)


def _standing_in_order(pairs: dict[int, int]) -> set[int]:
    """The places of the longest run of pairs that stand in one order on both sides.

    Of several as long, one with more portions under the number they had.
    """

    def worth(run: list[int]) -> tuple[int, int]:
        return len(run), sum(pairs[place] == place for place in run)

    best: dict[int, list[int]] = {}
    longest: list[int] = []
    for place in sorted(pairs):
        runs = [best[each] for each in best if pairs[each] < pairs[place]]
        best[place] = [*max(runs, key=worth), place] if runs else [place]
        longest = max(longest, best[place], key=worth)
    return set(longest)


def _changes(field: str, before: Value, after: Value) -> Iterator[Change]:
    """The fields below one that are another, each by the shortest way to it."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for name in dict.fromkeys((*before, *after)):
            yield from _changes(f"{field}.{name}", before.get(name), after.get(name))
    elif isinstance(before, list) and isinstance(after, list) and _of_parts(before, after):
        yield from _changes_of_list(field, before, after)
    else:
        yield Change(field, before, after)


def _of_parts(before: list[Value], after: list[Value]) -> bool:
    """Whether a list is of things with fields of their own; words are shown together."""
    return all(isinstance(each, dict) for each in (*before, *after))


def _changes_of_list(field: str, before: list[Value], after: list[Value]) -> Iterator[Change]:
    """Positions, indicators: one put in does not make all that follow it another."""
    one, other = ([msgspec.json.encode(each) for each in side] for side in (before, after))
    for tag, start, end, begin, stop in SequenceMatcher(
        None, one, other, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            continue
        for step in range(max(end - start, stop - begin)):
            gone = before[start + step] if start + step < end else None
            new = after[begin + step] if begin + step < stop else None
            number = begin + step if new is not None else start + step
            yield from _changes(f"{field}[{number + 1}]", gone, new)


def _shown(part: msgspec.Struct) -> Value:
    """A product or portion as JSON has it; of a file its size instead of its bytes.

    How an enclosed file was sealed is another in every version and says nothing of it.
    """
    return _without_bytes(msgspec.to_builtins(part, builtin_types=(bytes,)))


def _without_bytes(value: Value) -> Value:
    if isinstance(value, dict):
        if value.get("kind") == "enclosure":
            value = {name: each for name, each in value.items() if name != "sealed"}
        return {
            ("size" if isinstance(each, bytes) else name): _without_bytes(each)
            for name, each in value.items()
        }
    if isinstance(value, list | tuple):
        return [_without_bytes(each) for each in value]
    return len(value) if isinstance(value, bytes) else value


def _missing(those: Sequence[Any], among: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(each for each in those if each not in among)
