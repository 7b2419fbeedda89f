"""Read a literate file: front matter, level-2 sections, quoted lines, fenced blocks.

Markdown that could hide something is refused: a fence inside a list, a heading drawn with
underlines, raw HTML, a fence nobody closed. What is left is prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from accordant.errors import InstrumentTextError
from accordant.literate.document import Block, Document, Section, Source, Status
from accordant.literate.table import line_of, parse_table
from accordant.literate.text import checked_text

FENCE = "+++"

_heading = re.compile(r"^Article ([1-9]\d{0,2}(?:\((?:[a-z]|[1-9]\d?)\)){0,3})\. (\S.*)$")
_clause = re.compile(r"^toml clause ([a-z]+(?:-[a-z]+)*)$")
_case = re.compile(r'^toml case "([^"]{1,160})"$')
_source = re.compile(r"^(\S.*?)\. (Read|Unverified|Model)(?:; (\S.*?))?\.$", re.DOTALL)
_statuses: dict[str, Status] = {"Read": "read", "Unverified": "unverified", "Model": "model"}
_quoted = re.compile(r"^([A-Z][a-z]*(?: [a-z]+)?): *", re.MULTILINE)
_QUOTED_WORDS = {"Source", "Not encoded"}


def read(source: str | bytes, place: str) -> Document:
    """Return the document of a literate file; `place` is the name used in errors.

    Raises:
        InstrumentTextError: the text does not follow the format; place is "file:line".
    """
    text = checked_text(source, place)
    front_text = _front_matter(text, place)
    front = parse_table(front_text, place, 2)
    taken = front_text.count("\n") + 3  # lines of the front matter with its two fences
    body = "\n" * taken + "\n".join(text.split("\n")[taken:])
    reading = _Reading(body, place)
    sections = tuple(reading.sections())
    _refuse_twice(sections)
    return Document(
        front=front,
        front_lines={key: line_of(key, front_text) + 2 for key in front},
        preamble=reading.preamble(),
        sections=sections,
        place=place,
    )


def _front_matter(text: str, place: str) -> str:
    """The text between the fences; never empty of lines."""
    lines = text.split("\n")
    if lines[0] != FENCE:
        raise InstrumentTextError(f"the file must begin with `{FENCE}`", place=f"{place}:1")
    try:
        end = lines.index(FENCE, 1)
    except ValueError:
        raise InstrumentTextError(
            f"the front matter is not closed with `{FENCE}`", place=f"{place}:1"
        ) from None
    if end == 1:
        raise InstrumentTextError("the front matter is empty", place=f"{place}:1")
    return "\n".join(lines[1:end])


class _Reading:
    """One pass over the tokens of one file."""

    def __init__(self, body: str, file: str) -> None:
        self._file = file
        self._lines = body.split("\n")
        tokens = MarkdownIt("commonmark").parse(body)
        self._top = [token for token in tokens if token.level == 0 and token.map]
        self._inline = {id(a): b.content for a, b in pairwise(tokens)}
        for token in tokens:
            self._refuse_hidden(token)
        self._refuse_unseen()
        self._starts = [n for n, token in enumerate(self._top) if token.type == "heading_open"]

    def preamble(self) -> str:
        """The words between the front matter and the first heading."""
        head = self._top[: self._starts[0]] if self._starts else self._top
        for token in head:
            if token.type in {"fence", "blockquote_open"}:
                raise self._error("this stands outside any article", token)
        return self._prose(head)

    def sections(self) -> Iterator[Section]:
        """Every section, in the order of the file."""
        for start, end in pairwise([*self._starts, len(self._top)]):
            yield self._section(self._top[start], self._top[start + 1 : end])

    def _section(self, heading: Token, content: Sequence[Token]) -> Section:
        words = self._inline[id(heading)]
        found = _heading.match(words)
        if words.startswith("Article") and not found:
            raise self._error("an article is headed `## Article 4. Title`", heading)
        quoted = [part for token in content for part in self._quoted(token)]
        section = Section(
            article=found.group(1) if found else "",
            title=found.group(2) if found else words,
            prose=self._prose(content),
            sources=tuple(self._source(*part[1:]) for part in quoted if part[0] == "Source"),
            not_encoded=tuple(part[1] for part in quoted if part[0] == "Not encoded"),
            blocks=tuple(self._block(token) for token in content if token.type == "fence"),
            place=self._place(heading),
        )
        self._refuse_incomplete(section)
        return section

    def _block(self, token: Token) -> Block:
        """A fence: a clause or a case, and nothing else."""
        start, end = _lines(token)
        if token.markup != "```" or self._lines[end - 1] != "```" or end - 1 == start:
            raise self._error("the block is not closed with three backticks", token)
        clause, case = _clause.match(token.info), _case.match(token.info)
        found = clause or case
        if not found:
            raise self._error('a block is `toml clause KIND` or `toml case "TITLE"`', token)
        word: Literal["clause", "case"] = "clause" if clause else "case"
        table = parse_table(token.content, self._file, start + 2)
        return Block(word=word, name=found.group(1), table=table, place=self._place(token))

    def _quoted(self, token: Token) -> Iterator[tuple[str, str, int]]:
        """The quoted statements of a blockquote: word, text, line."""
        if token.type != "blockquote_open":
            return
        start, end = _lines(token)
        lines = [line.removeprefix(">").strip() for line in self._lines[start:end]]
        if not all(line.startswith(">") for line in self._lines[start:end] if line):
            raise self._error("every quoted line begins with `>`", token)
        text = "\n".join(lines)
        starts = [*_quoted.finditer(text)]
        if not starts or starts[0].start() != 0:
            raise self._error("a quoted line is `> Source:` or `> Not encoded:`", token)
        stops = [found.start() for found in starts[1:]] + [len(text)]
        for found, stop in zip(starts, stops, strict=True):
            words = " ".join(text[found.end() : stop].split())
            line = start + text.count("\n", 0, found.start()) + 1
            if not words or found.group(1) not in _QUOTED_WORDS:
                fault = "says nothing" if not words else "is no word of this format"
                raise InstrumentTextError(
                    f"`> {found.group(1)}:` {fault}", place=f"{self._file}:{line}"
                )
            yield found.group(1), words, line

    def _source(self, words: str, line: int) -> Source:
        found = _source.match(words)
        if not found:
            raise InstrumentTextError(
                "a source ends with `. Read.`, `. Unverified.` or `. Model.`, "
                "or with one of them and `; remark.`",
                place=f"{self._file}:{line}",
            )
        where, status, remark = found.groups(default="")
        return Source(where, _statuses[status], remark, line)

    def _prose(self, content: Sequence[Token]) -> str:
        """The author's lines of the prose tokens, blocks parted by one empty line."""
        parts = []
        for token in content:
            if token.type not in {"fence", "blockquote_open"}:
                start, end = _lines(token)
                parts.append("\n".join(self._lines[start:end]).strip("\n"))
        return "\n\n".join(parts)

    def _refuse_hidden(self, token: Token) -> None:
        """Markdown in which a clause or heading could be overlooked."""
        inner = {child.type for child in token.children or ()}
        if token.type in {"html_block", "code_block"} or "html_inline" in inner:
            raise self._error("raw HTML and indented code are not allowed", token)
        if token.type == "fence" and token.level:
            raise self._error("a block may not stand inside a list or quotation", token)
        if token.type == "heading_open" and (token.markup != "##" or token.level):
            raise self._error("headings are of level 2, written `## `", token)

    def _refuse_unseen(self) -> None:
        """Lines that Markdown swallows without a trace, such as link definitions."""
        seen = {line for token in self._top for line in range(*_lines(token))}
        for number, line in enumerate(self._lines):
            if line.strip() and number not in seen:
                raise InstrumentTextError(
                    "this line would not be shown to a reader", place=f"{self._file}:{number + 1}"
                )

    def _refuse_incomplete(self, section: Section) -> None:
        """What every article must have, and no other section may have."""
        reason = ""
        clauses = [block for block in section.blocks if block.word == "clause"]
        if not section.article and (section.blocks or section.not_encoded):
            reason = "a clause or case stands outside an article"
        elif section.article and not section.sources:
            reason = f"article {section.article} has no `> Source:`"
        elif section.article and not clauses and not section.not_encoded:
            reason = f"article {section.article} has neither a clause nor `> Not encoded:`"
        if reason:
            raise InstrumentTextError(reason, place=section.place)

    def _place(self, token: Token) -> str:
        return f"{self._file}:{_lines(token)[0] + 1}"

    def _error(self, reason: str, token: Token) -> InstrumentTextError:
        return InstrumentTextError(reason, place=self._place(token))


def _lines(token: Token) -> tuple[int, int]:
    """The lines a token covers: the first, counted from 0, and the one after the last."""
    start, end = token.map or (0, 0)
    return start, end


def _refuse_twice(sections: Sequence[Section]) -> None:
    """An article is numbered once, and a case's title names one case."""
    seen: dict[str, str] = {}
    for section in sections:
        names = [(f"article {section.article}", section.place)] if section.article else []
        names += [(f"case `{b.name}`", b.place) for b in section.blocks if b.word == "case"]
        for name, place in names:
            if name in seen:
                raise InstrumentTextError(f"{name} stands already at {seen[name]}", place=place)
            seen[name] = place
