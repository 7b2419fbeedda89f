"""Tables for people: eighty columns, whole identifiers, and the widths of Korean and Japanese."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from accordant.entrypoints.cli import pictures
from accordant.operations.queries import Because


def drawn(picture, width: int = 80) -> list[str]:
    console = Console(file=io.StringIO(), width=width)
    console.print(picture)
    return console.file.getvalue().splitlines()


def test_an_identifier_is_never_folded_and_the_rest_is() -> None:
    rows = [("KOR-44s3q55mkyic7ctl", "words " * 30)]
    lines = drawn(pictures.filled(("Item!", "Why"), rows, ""))
    assert sum("KOR-44s3q55mkyic7ctl" in line for line in lines) == 1
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("term", ["군사II급비밀", "特定秘密", "SECRET"])
def test_columns_stand_under_each_other_in_every_script(term) -> None:
    rows = [(term, "x"), ("plain", "x")]
    ends = {
        cell_len(line.rstrip())
        for line in drawn(pictures.filled(("Term", "Mark"), rows, ""))
        if line.rstrip().endswith("x")
    }
    assert len(ends) == 1


def test_no_row_is_a_sentence() -> None:
    assert drawn(pictures.filled(("Item",), [], "Nothing has arrived.")) == [
        "Nothing has arrived."
    ]


def test_a_fingerprint_is_grouped_to_be_read_out() -> None:
    fingerprint = "-".join(f"{number:05}" for number in range(12))
    lines = pictures.grouped(fingerprint).splitlines()
    assert [len(line.split()) for line in lines] == [4, 4, 4]
    assert "-".join(" ".join(lines).split()) == fingerprint


def test_places_name_text_and_articles_once() -> None:
    because = [
        Because("pact", "4"),
        Because("pact", "7(5)"),
        Because("order", "1"),
        Because("", ""),
    ]
    assert pictures.places(because) == "pact Art. 4, 7(5); order Art. 1"
    assert pictures.articles(because) == "4 7(5) 1"
    assert pictures.places([Because("", "")]) == "rule of the decision itself"
    assert pictures.articles([]) == "—"
