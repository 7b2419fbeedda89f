"""Documents are checked like code: form of the records, links, commands named, words used."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RECORDS = sorted((ROOT / "docs/adr").glob("[0-9]*.md"))
HEADINGS = ["Context", "Considered options", "Decision", "Consequences", "Validation"]


def documents() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_records_are_numbered_without_gaps() -> None:
    assert [int(path.name[:4]) for path in RECORDS] == list(range(len(RECORDS)))


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_record_has_its_form_and_names_its_price(path: Path) -> None:
    text = path.read_text()
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS
    assert re.search(r"^- Status: (proposed|accepted|superseded by \d{4})", text, re.MULTILINE)
    assert re.search(r"^- Date: \d{4}-\d{2}-\d{2}$", text, re.MULTILINE)
    assert len(re.findall(r"^- ", part(text, "Considered options"), re.MULTILINE)) >= 2
    assert "\n- Good: " in part(text, "Consequences")
    assert "\n- Bad: " in part(text, "Consequences")


def part(text: str, heading: str) -> str:
    return text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def test_every_record_is_listed() -> None:
    listed = re.findall(
        r"^\| \[\d{4}\]\((.+?)\)", (ROOT / "docs/adr/README.md").read_text(), re.MULTILINE
    )
    assert listed == [path.name for path in RECORDS]


def without_code(text: str) -> str:
    return re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)


def test_links_between_documents_lead_somewhere() -> None:
    dead = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in documents()
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", without_code(path.read_text()))
        if "://" not in target and not (path.parent / target).exists()
    ]
    assert not dead


def test_targets_of_make_that_are_named_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        (str(path.relative_to(ROOT)), target)
        for path in documents()
        for target in re.findall(r"(?:^|`)make ([a-z]+)", path.read_text(), re.MULTILINE)
    }
    assert not {where for where in named if where[1] not in targets}


def test_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    assert (ROOT / ".ci/run").read_text().splitlines()[-1] == "make test"


# --- the glossary ------------------------------------------------------------------------------


def rows() -> list[list[str]]:
    """Term, meaning, source, words not to use; one list per row of the glossary's tables."""
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (ROOT / "docs/glossary.md").read_text().splitlines()
        if line.startswith("| ") and not line.startswith("| Term ")
    ]
    assert all(len(row) == 4 for row in cells)
    return cells


def split(cell: str) -> set[str]:
    """The words of a cell, without what stands in brackets."""
    return set(re.findall(r"[a-z]+", re.sub(r"\(.*?\)", "", cell).lower()))


def test_a_term_stands_once_with_meaning_and_source() -> None:
    terms = [row[0] for row in rows()]
    assert len(terms) == len(set(terms))
    assert all(meaning and source for _, meaning, source, _ in rows())


def test_names_in_the_code_use_the_words_of_the_glossary() -> None:
    wanted = set().union(*(split(term) for term, *_ in rows()))
    unwanted = {
        word
        for *_, cell in rows()
        for phrase in cell.split(",")
        if len(split(phrase)) == 1  # a phrase bans itself, not each of its words
        for word in split(phrase)
    } - wanted
    strays = []
    for path in (ROOT / "src").rglob("*.py"):
        names = [(1, path.stem)]
        names += [
            (node.lineno, node.name)
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.ClassDef)
        ]
        strays += [
            f"{path.relative_to(ROOT)}:{line} {name}"
            for line, name in names
            if {word.lower() for word in re.findall(r"[A-Z]?[a-z]+", name)} & unwanted
        ]
    assert not strays
