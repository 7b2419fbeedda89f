"""How much of an item may go where the whole may not: the originator's own word, kept at home.

A release plan stands beside a product and never leaves. It allows nothing by itself: what it
makes of the item is decided like any item. It says what an ally who may not have the whole is
given instead: a tear line (text the originator wrote for release), or the portions that may go.

Source: the tear line and portion marking of intelligence usage; docs/products.md.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import UnsetType

from accordant.model.precision import Precision
from accordant.model.product import PORTIONS_MAX, RELATIONS_MAX, Portion, ProductId, Version
from accordant.model.reported import Short

TEAR_LINES_MAX = 16

State: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}\Z")]
Title: TypeAlias = Annotated[
    str, msgspec.Meta(pattern=r"^[^\x00-\x1f\x7f-\x9f]+\Z", max_length=400)
]
Number: TypeAlias = Annotated[int, msgspec.Meta(ge=1, le=max(PORTIONS_MAX, RELATIONS_MAX))]
"""Of a portion or a relation of the item, counted from 1."""

Numbers: TypeAlias = Annotated[tuple[Number, ...], msgspec.Meta(max_length=RELATIONS_MAX)]

Reduce: TypeAlias = Literal["whole", "tear-lines", "portions"]
"""How far the item may be reduced: not at all, to a tear line, to the portions that may go."""


class TearLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the originator wrote for release, to some states or to all."""

    title: Title
    to: Annotated[tuple[State, ...], msgspec.Meta(max_length=64)] = ()  # empty: every recipient
    portions: Annotated[tuple[Portion, ...], msgspec.Meta(min_length=1, max_length=PORTIONS_MAX)]
    draws_on: Numbers | None = None  # relations whose originators keep their rule; None: of all


class DrawsOn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which of the item's relations one portion has its information from."""

    portion: Number
    relations: Numbers


class ReleasePlan(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the originator allows to be made of one version of an item."""

    format: Literal["accordant/release-plan/1"] = "accordant/release-plan/1"
    product: ProductId
    version: Version = 1
    reduce: Reduce
    title: Short = ""  # of what is made of portions; the item's own may say too much
    placeholder: bool = False  # whether the recipient may learn that something was left out
    tear_lines: Annotated[tuple[TearLine, ...], msgspec.Meta(max_length=TEAR_LINES_MAX)] = ()
    draws_on: Annotated[tuple[DrawsOn, ...], msgspec.Meta(max_length=PORTIONS_MAX)] = ()
    words: Precision | None = (
        None  # no words of item, titles or tear lines are finer; None: unsaid
    )

    def __post_init__(self) -> None:
        """Refuse a plan that says two things, or leaves open what it would make."""
        if self.reduce == "whole" and (self.tear_lines or self.draws_on):
            raise ValueError("the item is not to be reduced, and yet it is said how")
        if self.reduce == "tear-lines" and not self.tear_lines:
            raise ValueError("there is no tear line")
        if self.reduce == "portions" and not self.title:
            raise ValueError("the title of what is made of portions is missing")
        _check_lines(self.tear_lines)
        numbers = [each.portion for each in self.draws_on]
        if len(set(numbers)) < len(numbers):
            raise ValueError("a portion is said twice to draw on something")


def _check_lines(lines: tuple[TearLine, ...]) -> None:
    for line in lines:
        for portion in line.portions:
            if isinstance(portion.subjects, UnsetType) or isinstance(
                portion.discipline, UnsetType
            ):
                raise ValueError("a portion lacks its subjects or its discipline")  # noqa: TRY004
    named = [state for line in lines for state in line.to]
    if len(set(named)) < len(named) or sum(not line.to for line in lines) > 1:
        raise ValueError("two tear lines are for the same recipient")


def lines_for(plan: ReleasePlan, state: str) -> tuple[TearLine, ...]:
    """The tear lines a state may have: the one that names it before the one for everybody."""
    named = tuple(line for line in plan.tear_lines if state in line.to)
    return named + tuple(line for line in plan.tear_lines if not line.to)


def drawn_on(plan: ReleasePlan, portion: int, relations: int) -> frozenset[int]:
    """Numbers of the relations a portion draws on; of all where the originator does not say."""
    for each in plan.draws_on:
        if each.portion == portion:
            return frozenset(each.relations)
    return frozenset(range(1, relations + 1))
