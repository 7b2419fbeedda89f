"""What people see: a live table in a terminal, plain rows anywhere else, and a picture of both.

Each row is printed once, when it is complete, so that the whole run can be scrolled back. In a
terminal the item being decided, the clock's banner and a progress bar stand below, live.
"""

from __future__ import annotations

import io
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from accordant.adapters.sqlite_file import converting
from accordant.entrypoints.demo import table
from accordant.entrypoints.demo.table import Figure, Note, Row
from accordant.model.instant import Instant

PLAIN_WIDTH = 118  # where nobody says how wide: a pipe, a file, continuous integration
PICTURE_WIDTH = 118
FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono"
REFRESH_SECONDS = 0.1

BANNER = "bold black on yellow"


class Screen:
    """Everything the demo shows goes through here."""

    def __init__(self, now: Callable[[], Instant], total: int) -> None:
        """Take the replay clock, and how many items will be asked for."""
        with suppress(AttributeError, ValueError):
            sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
        self.console = Console(highlight=False)
        if not self.console.is_terminal:
            self.console = Console(highlight=False, width=PLAIN_WIDTH)
        self._now = now
        self._total = total
        self._entries: list[Row | Note] = []
        self._live: Live | None = None

    @property
    def rows(self) -> list[Row]:
        """Every row shown so far."""
        return [each for each in self._entries if isinstance(each, Row)]

    # --- before and after the table ------------------------------------------------------------

    def banner(self) -> None:
        """The clock's banner, so that nobody takes replayed history for today."""
        width = self.console.width
        for line in ("", self._clock(), "History is replayed; nothing here is of today.", ""):
            self.console.print(Text(line.center(width), style=BANNER, no_wrap=True))

    def heading(self, text: str) -> None:
        """A heading across the screen."""
        self.console.print()
        self.console.rule(Text(text, style="bold"), align="left", style="dim")

    def done(self, what: str, more: str = "") -> None:
        """One finished step, with what it came to."""
        line = Text("  ✓ ", style="green").append(what, style="default")
        fits = line.cell_len + len(more) + 2 <= self.console.width
        self.console.print(line.append(f"  {more}", style="cyan") if fits else line)
        if not fits:
            self.say(more, "cyan", indent=" " * 6)

    def figure(self, figure: Figure) -> None:
        """A figure of the summary."""
        self.console.print(table.figure_line(figure, self.console.width))

    def say(self, text: str, style: str = "", indent: str = "  ") -> None:
        """Plain words."""
        for line in table.folded(indent, text, self.console.width, style):
            self.console.print(line)

    def command(self, text: str) -> None:
        """A command as it is typed, never broken into lines, so that it can be copied."""
        self.console.print(Text(f"  {text}", style="cyan"), soft_wrap=True)

    # --- the table -----------------------------------------------------------------------------

    @contextmanager
    def table(self) -> Iterator[None]:
        """The table while items go, with the live lines below it where there is a terminal."""
        self.console.print(table.heading(self.console.width))
        if not self.console.is_terminal:
            yield
            return
        with Live(console=self.console, auto_refresh=False, transient=False) as live:
            self._live = live
            try:
                yield
            finally:
                self.refresh()
                self._live = None

    def begin(self, row: Row) -> None:
        """Show an item as being decided."""
        self._entries.append(row)
        self.refresh()

    def finish(self, row: Row) -> None:
        """Show an item as it came out."""
        self.refresh()
        self._print(row)

    def note(self, note: Note) -> None:
        """Show a line of plain words."""
        self._entries.append(note)
        self.refresh()
        self._print(note)

    def pause(self, seconds: float) -> None:
        """Give people time to read; nobody reads a pipe."""
        deadline = time.perf_counter() + seconds
        while self._live is not None and time.perf_counter() < deadline:
            time.sleep(REFRESH_SECONDS)
            self.refresh()

    def refresh(self) -> None:
        """Draw the live table anew."""
        if self._live is not None:
            self._live.update(self._frame(), refresh=True)

    def _print(self, entry: Row | Note) -> None:
        for line in table.lines(entry, self.console.width):
            self.console.print(line)

    def _frame(self) -> RenderableType:
        width = self.console.width
        going = [each for each in self.rows[-1:] if each.outcome is None]
        return Group(
            *(line for row in going for line in table.lines(row, width)),
            Text(),
            self._banner_line(width),
            self._progress(width),
        )

    def _progress(self, width: int) -> RenderableType:
        rows = self.rows
        asked = sum(row.outcome is not None for row in rows)
        counts = {
            word: sum(row.outcome == outcome for row in rows)
            for outcome, word in table.WORDS.items()
        }
        words = "  ".join(f"{count} {word}" for word, count in counts.items())
        grid = Table.grid(padding=(0, 2))
        grid.add_row(
            ProgressBar(total=self._total, completed=asked, width=max(10, width - 58)),
            Text(f"{asked}/{self._total}"),
            Text(words, style="dim"),
        )
        return grid

    def _banner_line(self, width: int) -> Text:
        return Text(self._clock().center(width), style=BANNER, no_wrap=True)

    def _clock(self) -> str:
        return f"REPLAY CLOCK   {table.kst(self._now(), seconds=True)} in Seoul   NOT THE PRESENT"

    # --- the picture ---------------------------------------------------------------------------

    def picture(self, path: Path, figures: list[Figure], credit: str) -> None:
        """Write the run as an SVG: every row with words under it, few of those without.

        Raises:
            StoreFailed: it cannot be written.
        """
        console = Console(
            record=True, width=PICTURE_WIDTH, file=io.StringIO(), force_terminal=True,
            color_system="truecolor", highlight=False, legacy_windows=False,
        )  # fmt: skip
        console.print(self._banner_line(PICTURE_WIDTH))
        console.print()
        console.print(table.heading(PICTURE_WIDTH))
        for line in _condensed(self._entries):
            console.print(line)
        console.print()
        for figure in figures:
            console.print(table.figure_line(figure, PICTURE_WIDTH))
        console.print()
        for line in table.folded("  ", credit, PICTURE_WIDTH, "dim"):
            console.print(line)
        svg = _own_fonts(console.export_svg(title="accordant demo", theme=THEME))
        with converting(str(path)):
            path.write_text(svg, encoding="utf-8")


def _own_fonts(svg: str) -> str:
    """The picture without fonts fetched from elsewhere: the reader's own fixed-width one."""
    local = re.sub(r"\s*@font-face \{.*?\n    \}\n", "\n", svg, flags=re.DOTALL)
    return local.replace("Fira Code, monospace", f"{FONTS}, monospace")


def _condensed(entries: list[Row | Note]) -> Iterator[Text]:
    """The entries for a picture; a run of plain releases is shortened, and says so."""
    plain: list[Row] = []
    for position, entry in enumerate(entries):
        following = entries[position + 1] if position + 1 < len(entries) else None
        if isinstance(entry, Row) and not isinstance(following, Note):
            plain.append(entry)
            continue
        yield from _shortened(plain)
        plain = []
        yield from table.lines(entry, PICTURE_WIDTH)
    yield from _shortened(plain)


def _shortened(plain: list[Row]) -> Iterator[Text]:
    """The first of a run, and how many more there were."""
    for row in plain[:1]:
        yield from table.lines(row, PICTURE_WIDTH)
    if len(plain) == 2:  # a line that says "one more" is no shorter than the row
        yield from table.lines(plain[1], PICTURE_WIDTH)
    elif len(plain) > 2:
        more = plain[1:]
        assert all(row.outcome == "release" for row in more)
        yield Text(
            f"{'⋮':>9}  {len(more)} more launches, all released and registered", style="dim"
        )


THEME = TerminalTheme(
    background=(13, 17, 23),
    foreground=(230, 237, 243),
    normal=[
        (13, 17, 23),
        (255, 123, 114),
        (63, 185, 80),
        (227, 179, 65),
        (88, 166, 255),
        (210, 168, 255),
        (121, 192, 255),
        (177, 186, 196),
    ],
    bright=[
        (110, 118, 129),
        (255, 161, 152),
        (86, 211, 100),
        (240, 200, 90),
        (121, 192, 255),
        (226, 197, 255),
        (165, 214, 255),
        (255, 255, 255),
    ],
)
