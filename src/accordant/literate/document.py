"""The parts of a literate file, as values; every part knows the line it stands on."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import msgspec

Status: TypeAlias = Literal["read", "unverified", "model"]
"""How well an article's source is known: its text was read, it was not, or there is no outside
text because the article is this project's own model."""

Table: TypeAlias = dict[str, Any]
"""A TOML table without floats or local times: strings, integers, booleans, aware datetimes."""


class Source(msgspec.Struct, frozen=True):
    """One `> Source:` line: where the article was found and how far it was read."""

    where: str
    status: Status
    remark: str
    line: int


class Block(msgspec.Struct, frozen=True):
    """One fenced block: a clause (its name is the kind) or a case (its name is the title)."""

    word: Literal["clause", "case"]
    name: str
    table: Table
    place: str  # "file:line" of the fence


class Section(msgspec.Struct, frozen=True):
    """What stands under one level-2 heading. `article` is empty for other headings."""

    article: str  # "4", "21(3)", "6(a)"
    title: str
    prose: str  # the author's lines, without fences and quoted lines
    sources: tuple[Source, ...]
    not_encoded: tuple[str, ...]  # reasons why the article, or a part of it, has no clause
    blocks: tuple[Block, ...]
    place: str  # "file:line" of the heading

    @property
    def status(self) -> Status:
        """The weakest of the sources: one unverified part makes the article unverified."""
        statuses = {source.status for source in self.sources}
        return statuses.pop() if len(statuses) == 1 else "unverified"


class Document(msgspec.Struct, frozen=True):
    """A literate file as read: front matter, the words before the first heading, sections."""

    front: Table
    front_lines: dict[str, int]  # the line each key of the front matter stands on
    preamble: str
    sections: tuple[Section, ...]
    place: str  # the file's name, as given
