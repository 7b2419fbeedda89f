"""A vertical axis of time by year, with a rail for each instrument whose force is known.

`Band` is the seam for the law: how an instrument stood between two instants.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.text import Text

from accordant.model.instant import Instant, Precision

YEAR_CELLS: Final = 4
BODY_CELLS_MAX: Final = 88  # a line longer than this is hard to follow

State: TypeAlias = Literal[
    "in-force", "notice-running", "suspended-effect", "operation-suspended", "disputed",
    "not-in-force", "unknown",
]  # fmt: skip
RAILS: Final = {
    "in-force": ("┃", "green"),
    "notice-running": ("╏", "red"),
    "suspended-effect": ("┇", "yellow"),
    "operation-suspended": ("┋", "yellow"),
    "disputed": ("┇", "magenta"),
}
NO_RAIL: Final = (" ", "")


class Band(NamedTuple):
    """How an instrument stood between two instants; `state` is a word of `timeline_words.STATE`.

    `until` None: to the end of the picture. `why` is said beside the word where it begins.
    """

    instrument: str
    state: State
    since: Instant
    until: Instant | None
    zone: str
    why: str = ""
    precision: Precision = "minute"  # of `since`


class Stand(NamedTuple):
    """One thing on the axis."""

    at: Instant
    rank: int  # at one instant the lower stands first
    year: int
    sign: Text
    when: Text
    body: RenderableType


class OnAxis:
    """One stand, or the heading of a year, with the axis and the rails running past it."""

    def __init__(
        self, rails: Text, sign: Text, when: Text, body: RenderableType, cells: int
    ) -> None:
        """Take what stands left of the axis, on it, beside it; `cells` is the width of dates."""
        self._rails, self._sign, self._when, self._body = rails, sign, when, body
        self._cells = cells

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        margin = self._rails.cell_len + 2 + self._cells + 2
        width = max(20, min(options.max_width - margin, BODY_CELLS_MAX))
        lines = console.render_lines(self._body, options.update(width=width), pad=False)
        for number, line in enumerate(lines):
            first = number == 0
            sign = self._sign if first else Text("│", style="dim")
            when = self._when if first else Text()
            room = " " * (self._cells - cell_len(when.plain))
            prefix = Text.assemble(self._rails, sign, " ", when, room, "  ")
            yield from prefix.render(console)
            yield from line
            yield from Text("\n").render(console)


def axis(stands: Sequence[Stand], bands: Sequence[Band]) -> list[RenderableType]:
    """Return the lines of the axis: a heading for each year, and under it what stands there."""
    made: list[RenderableType] = []
    year = None
    cells = max(max((stand.when.cell_len for stand in stands), default=0), YEAR_CELLS)
    for stand in stands:
        rails = _rails(stand.at, bands)
        if stand.year != year:
            year = stand.year
            heading = Text(str(year), style="bold underline")
            made.append(OnAxis(rails, Text("┼", style="dim"), heading, Text(" "), cells))
        made.append(OnAxis(rails, stand.sign, stand.when, stand.body, cells))
    return made


def _rails(at: Instant, bands: Sequence[Band]) -> Text:
    """One rail for each instrument that has bands, in the sign of how it stood at the instant."""
    made = Text()
    for instrument in dict.fromkeys(band.instrument for band in bands):
        state = next(
            (
                band.state
                for band in bands
                if band.instrument == instrument
                and band.since <= at
                and (band.until is None or at < band.until)
            ),
            "",
        )
        made.append(*RAILS.get(state, NO_RAIL)).append(" ")
    return made
