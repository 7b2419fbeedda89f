"""`instrument check`: run the cases a literate file holds. Needs no node."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated

import msgspec
import typer
from rich.console import Group, RenderableType
from rich.text import Text

from accordant.adapters import packaged
from accordant.decision.check import CaseResult
from accordant.decision.check import check as run_cases
from accordant.entrypoints.cli import files, pictures
from accordant.entrypoints.cli.session import Session, Shown
from accordant.entrypoints.cli.texts import TEXT_SIZE_MAX
from accordant.errors import LawError
from accordant.law.instrument import Instrument, load

EXIT_CASE_FAILED = LawError.exit_status


def check(
    session: Session,
    file: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILE]...", help="Literate files; the packaged texts if absent."),
    ] = None,
) -> Shown:
    """Read literate files strictly and run the cases they hold.

    Exit status 3 when a file is not readable or a case gives another answer than it says.
    """
    del session
    shipped = {name: _packaged(name) for name in packaged.identifiers()}
    chosen = [_file(name) for name in file] if file else list(shipped.values())
    beside = {**shipped, **{text.identifier: text for text in chosen}}
    results = {
        text.identifier: run_cases(text, _without(beside, text.identifier)) for text in chosen
    }
    failed = sum(not each.holds for cases in results.values() for each in cases)
    total = sum(map(len, results.values()))
    document = {
        "cases": total,
        "failed": failed,
        "texts": [
            {
                "identifier": text.identifier,
                "clauses_digest": text.clauses_digest,
                "cases": [_document(each) for each in results[text.identifier]],
            }
            for text in chosen
        ],
    }
    count = f"{total} cases, {failed} failed"
    summary = Text(count, style="bold red" if failed else "bold green")
    tables = [_picture(text, results[text.identifier], whole=bool(file)) for text in chosen]
    return Shown(document, (*tables, summary), EXIT_CASE_FAILED if failed else 0)


def _packaged(name: str) -> Instrument:
    return load(packaged.read(name) or b"", f"{name}.md")


def _file(name: str) -> Instrument:
    return load(files.read(name, TEXT_SIZE_MAX), str(PurePath(name)))


def _without(beside: dict[str, Instrument], identifier: str) -> dict[str, Instrument]:
    return {name: text for name, text in beside.items() if name != identifier}


def _document(result: CaseResult) -> dict[str, object]:
    return {**msgspec.to_builtins(result), "holds": result.holds}


def _picture(text: Instrument, results: tuple[CaseResult, ...], *, whole: bool) -> RenderableType:
    """Every case of a file that was named; of the packaged texts, those that fail."""
    failed = [each for each in results if not each.holds]
    if not whole and not failed:
        return Text(f"{text.identifier}: {len(results)} cases hold")
    rows = (
        (
            each.article,
            each.title,
            pictures.styled(each.expected),
            Text(each.got, style="green" if each.holds else "bold red"),
        )
        for each in (results if whole else failed)
    )
    headings = ("Art.", "Case", "Expected!", "Got!")
    return Group(
        Text(text.identifier, style="bold"),
        pictures.filled(headings, rows, "The file holds no case."),
        pictures.bullets(map(_against, failed), style="red"),
    )


def _against(result: CaseResult) -> str:
    return f"{result.place}: {'; '.join(result.lacking)} ({result.title})"
