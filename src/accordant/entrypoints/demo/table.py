"""The rows of the demo and how they look: one line for each item, a line of words where needed.

Columns are measured in cells and fit eighty columns; where there is room the reasons and times
are told in full.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from accordant.model.case import Decision, Outcome
from accordant.model.instant import Instant, format_instant

ZONE = "Asia/Seoul"  # all times on the screen are Korean time, UTC+9
WIDE = 116  # columns from which the wide layout is used

STYLES: dict[str, str] = {
    "release": "bold green",
    "withhold": "bold red",
    "refer": "bold yellow",
    "flash": "bold",
    "immediate": "dim",
    "EXERCISE": "bold magenta",
    "note": "cyan",
    "said": "bold yellow",
}

WORDS: dict[Outcome, str] = {"release": "released", "withhold": "withheld", "refer": "referred"}
RULES: dict[Outcome, str] = {"withhold": "no instrument", "refer": "no order"}
SHORT = {"immediate": "immed."}

# The articles that turn on the item itself and on whom it is for; all others are in the record.
TELLING = ("third-party-consent", "equivalence", "assurance")


@dataclass(slots=True)
class Row:
    """One item somebody asked to release; filled in as it goes."""

    at: Instant
    title: str
    product: str  # identifier
    marker: str
    precedence: str
    releaser: str
    recipient: str
    outcome: Outcome | None = None
    ground: str = ""  # articles, and what let it go
    stored: float | None = None  # milliseconds from release to cosignature
    received: float | None = None  # milliseconds from release to receipt
    receipt: str = ""  # the recipient's register number
    leaf: int | None = None  # index in the log of the link


@dataclass(frozen=True, slots=True)
class Note:
    """A line of plain words under the row it explains, or a heading of its own."""

    text: str
    kind: Literal["note", "said"] = "note"


class Figure(NamedTuple):
    """A line of the summary: a name, a value and what it means."""

    name: str
    value: str
    more: str = ""


class Column(NamedTuple):
    """A heading and a width in cells; figures stand to the right."""

    heading: str
    width: int
    right: bool = False


WIDE_COLUMNS = (
    Column("time (KST)", 19),
    Column("product", 18),
    Column("precedence", 10),
    Column("decision", 8),
    Column("article", 16),
    Column("route", 14),
    Column("stored ms", 9, right=True),
    Column("receipt", 15),
)
NARROW_COLUMNS = (
    Column("time (KST)", 16),
    Column("product", 15),
    Column("prec.", 6),
    Column("decision", 8),
    Column("article", 7),
    Column("route", 7),
    Column("ms", 4, right=True),
    Column("receipt", 9),
)


def columns(width: int) -> tuple[Column, ...]:
    """The layout for a screen of this width."""
    return WIDE_COLUMNS if width >= WIDE else NARROW_COLUMNS


def heading(width: int) -> Text:
    """The line of headings."""
    cells = [_fit(column.heading, column) for column in columns(width)]
    return Text(" ".join(cells), style="bold underline", no_wrap=True)


def lines(entry: Row | Note, width: int) -> list[Text]:
    """An entry as lines that fit the width."""
    return [_row(entry, width)] if isinstance(entry, Row) else _note(entry, width)


def figure_line(figure: Figure, width: int) -> Text:
    """A figure with what it means beside it, where there is room."""
    line = Text().append(f"  {figure.name:<20}", style="dim").append(figure.value, style="bold")
    more = Text(f"  {figure.more}" if figure.more else "", style="dim")
    return line.append_text(more) if line.cell_len + more.cell_len <= width else line


def kst(at: Instant, *, seconds: bool = False) -> str:
    """An instant in Korean time, to the minute or second."""
    text = format_instant(at - at % 1000, ZONE).replace("T", " ")
    return text[: 19 if seconds else 16]


def ground_of(decision: Decision) -> str:
    """Why, in a few signs: the articles that decided, and who let it go."""
    found = decision.determining
    if decision.outcome != "release":
        articles = _articles(each.article for each in found)
        return articles or RULES[decision.outcome]
    telling = sorted(
        (each for each in found if each.clause in TELLING),
        key=lambda each: TELLING.index(each.clause),
    )
    by = "order" if decision.order else "officer"
    return f"{_articles(each.article for each in telling)} + {by}"


def _short_ground(ground: str) -> str:
    """The first two articles; none where no instrument or order says anything."""
    articles = ground.partition(" + ")[0].split()[:2]
    return "none" if ground in RULES.values() else " ".join(articles)


def _articles(articles: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(filter(None, articles)))


def _row(row: Row, width: int) -> Text:
    wide = width >= WIDE
    outcome = row.outcome or ""
    marked = row.title if row.marker == "REAL" else f"{row.marker} {row.title}"
    stored = "" if row.stored is None else f"{row.stored:.{1 if wide else 0}f}"
    values = (
        (kst(row.at, seconds=wide), "dim"),
        (marked, STYLES.get(row.marker, "bold")),
        (row.precedence if wide else SHORT.get(row.precedence, row.precedence),
         STYLES.get(row.precedence, "")),
        (WORDS[row.outcome] if row.outcome else "...", STYLES.get(outcome, "dim")),
        (row.ground if wide else _short_ground(row.ground), ""),
        (f"{row.releaser}→{row.recipient}{' direct' if wide else ''}", ""),
        (stored, "bold cyan"),
        (row.receipt if wide else row.receipt[-len("17/000012") :], "green"),
    )  # fmt: skip
    cells = [
        Text(_fit(value, column), style=style)
        for column, (value, style) in zip(columns(width), values, strict=True)
    ]
    return Text(" ").join(cells)


def _note(note: Note, width: int) -> list[Text]:
    first = "   ╰ " if note.kind == "note" else " ● "
    return folded(first, note.text, width, STYLES[note.kind])


def folded(first: str, text: str, width: int, style: str = "") -> list[Text]:
    """Words folded at the width, each line after the first standing under the first."""
    lines = textwrap.wrap(text, width - len(first) - 1, break_on_hyphens=False) or [""]
    heads = [first, *[" " * len(first)] * (len(lines) - 1)]
    return [Text(head + line, style=style) for head, line in zip(heads, lines, strict=True)]


def _fit(value: str, column: Column) -> str:
    """A value cut or filled to a column's cells."""
    if cell_len(value) > column.width:
        return f"{set_cell_size(value, column.width - 1)}…"
    return value.rjust(column.width) if column.right else set_cell_size(value, column.width)
