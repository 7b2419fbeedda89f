"""Tables and lines for people, made to be read at eighty columns.

Widths of Korean and Japanese text are those of the terminal (rich measures cells, not characters).
Colour adds nothing that the words do not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from accordant.operations.queries import Because
from accordant.operations.relations import Mark

OUTCOME_STYLES = {
    "release": "bold green",
    "withhold": "bold red",
    "refer": "bold yellow",
    "registered": "green",
    "quarantined": "red",
    "refused": "red",
    "held": "yellow",
    "in-force": "green",
    "not-in-force": "red",
    "unknown": "yellow",
    "signed": "green",
    "revoked": "red",
}
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
MARKER_STYLES = {"REAL": "", "EXERCISE": "bold magenta", "TEST": "bold cyan"}
DIGEST_SHOWN = 16  # digits of a digest a person compares at a glance; --json has all


def plain(text: str) -> str:
    """Text that only says something: what would steer a terminal is shown as a sign instead.

    A partner's words stand on this screen. Escape sequences could clear it, and marks of writing
    direction could make a line read as another; lines and tabs stay.
    """
    return _STEERING.sub("�", text)


def table(*headings: str, title: str = "") -> Table:
    """An empty table; a heading ending in `>` is of figures, one ending in `!` never folds."""
    made = Table(box=box.SIMPLE_HEAD, title=title or None, title_justify="left", pad_edge=False)
    for heading in headings:
        made.add_column(
            heading.rstrip(">!"),
            justify="right" if heading.endswith(">") else "left",
            no_wrap=heading.endswith("!"),
            overflow="fold",
        )
    return made


def filled(
    headings: Sequence[str], rows: Iterable[Sequence[str | Text]], empty: str
) -> Table | Text:
    """A table of rows, or the plain sentence that there are none."""
    made = table(*headings)
    for row in rows:
        made.add_row(*(each if isinstance(each, Text) else Text(plain(each)) for each in row))
    return made if made.row_count else Text(empty)


def facts(pairs: Iterable[tuple[str, str | Text]]) -> Table:
    """Names and values, one pair to a line; pairs without a value are left out."""
    made = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    made.add_column(style="dim", no_wrap=True)
    made.add_column(overflow="fold")
    for name, value in pairs:
        if value:
            made.add_row(name, value if isinstance(value, Text) else Text(plain(value)))
    return made


def styled(word: str) -> Text:
    """An outcome or state in its colour."""
    return Text(word, style=OUTCOME_STYLES.get(word, ""))


def marker(word: str) -> Text:
    """REAL, EXERCISE or TEST: an exercise must never look like the real thing."""
    return Text(word, style=MARKER_STYLES.get(word, ""))


def short(digest: str) -> str:
    """The start of a digest."""
    return digest[:DIGEST_SHOWN]


def articles(because: Iterable[Because]) -> str:
    """The articles that decided, without the texts they stand in: `4 7(5) 21(3)`."""
    return " ".join(dict.fromkeys(each.article for each in because if each.article)) or "—"


def places(because: Iterable[Because]) -> str:
    """The articles that decided under the name of each text."""
    by_text: dict[str, list[str]] = {}
    for each in because:
        by_text.setdefault(each.text, []).append(each.article)
    said = [
        f"{text} Art. {', '.join(filter(None, listed))}"
        for text, listed in by_text.items()
        if text
    ]
    return "; ".join(said) or "rule of the decision itself"


def grouped(fingerprint: str) -> str:
    """A fingerprint in lines of four groups, to be read out and followed with a finger."""
    groups = fingerprint.split("-")
    lines = ["  ".join(groups[start : start + 4]) for start in range(0, len(groups), 4)]
    return "\n".join(f"    {line}" for line in lines)


def bullets(lines: Iterable[str], style: str = "") -> Table:
    """A list of sentences that wrap under themselves."""
    made = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
    made.add_column(width=1)
    made.add_column(overflow="fold")
    for line in lines:
        made.add_row("•", Text(plain(line), style=style))
    return made


_MARKS = {"corrects": "corrected", "retracts": "retracted"}


def mark_said(mark: Mark) -> str:
    """What a later item made of this one: `retracted by KOR-4f2k9 version 2`."""
    return f"{_MARKS[mark.kind]} by {mark.by} version {mark.version}"
