"""What the commands of `label` share: a marking as typed, an agreement's table, a proposal."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, TypeAlias

import msgspec
import typer

from accordant.entrypoints.cli import options, texts
from accordant.errors import MalformedInput
from accordant.labels import Policies, Proposal, proposed
from accordant.law.instrument import Instrument, clause_of, load
from accordant.model.marking import Marking

OutOption: TypeAlias = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Write it there; else it is shown.")
]
UnderOption: TypeAlias = Annotated[
    str, typer.Option("--under", metavar="FILE|ID", help="The agreement that maps the level.")
]


def marking_of(level: str, caveats: Iterable[str]) -> Marking:
    """A marking as typed.

    Raises:
        MalformedInput: the level or a caveat is not one.
    """
    options.level(level, "LEVEL")
    try:
        return msgspec.convert({"level": level, "caveats": tuple(caveats)}, Marking)
    except msgspec.ValidationError:
        raise MalformedInput(
            "a caveat is one line of at most 64 characters, and there are at most 16",
            place="--caveat",
        ) from None


def proposal_for(
    level: str, to: str, under: str, policies: Policies
) -> tuple[Proposal | None, Instrument]:
    """What an agreement and a recipient's vocabulary say of a level.

    Raises:
        MalformedInput: recipient or agreement is not named, or the text is an order.
        UnknownInstrument, InstrumentTextError: there is no such text, or it cannot be read.
    """
    if not (to and under):
        raise MalformedInput("name the recipient and the agreement, `--to` and `--under`")
    options.party(to)
    text, rows = agreement(under, "--under")
    return proposed(rows, level, to, policies.get(to)), text


def agreement(name: str, option: str) -> tuple[Instrument, tuple[tuple[str, ...], ...]]:
    """An agreement by file or identifier, and the rows of its table of levels.

    Raises:
        MalformedInput: the text is an order.
        UnknownInstrument, InstrumentTextError: there is no such text, or it cannot be read.
    """
    source, place = texts.source_of(name)
    text = load(source, place)
    if text.kind != "instrument":
        raise MalformedInput(f"`{text.identifier}` is an order, not an agreement", place=option)
    table = clause_of(text, "equivalence")
    return text, table.rows if table is not None else ()
