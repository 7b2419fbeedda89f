"""One error tree by who can act; every error has code, words and hint, and stands in the page."""

from __future__ import annotations

import ast
import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

from accordant import errors
from accordant.errors import AccordantError

ROOT = Path(__file__).parents[2]
BRANCHES = AccordantError.__subclasses__()


def below(kind: type[AccordantError]) -> Iterator[type[AccordantError]]:
    for child in kind.__subclasses__():
        yield child
        yield from below(child)


LEAVES = [kind for branch in BRANCHES for kind in below(branch)]


@pytest.mark.parametrize("kind", LEAVES)
def test_an_error_says_what_happened_and_what_to_do(kind: type[AccordantError]) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.__dict__.get("code", ""))
    assert (kind.__doc__ or "").strip().endswith(".")
    assert kind.default_hint.endswith(".")
    error = kind()
    assert error.message
    assert error.hint
    assert f"[{kind.code}]" in str(error)
    assert kind.__name__ not in str(error), "messages never name a Python type"


def test_codes_are_unique() -> None:
    codes = [kind.code for kind in LEAVES]
    assert len(codes) == len(set(codes))


def test_each_branch_has_its_own_exit_status() -> None:
    statuses = [branch.exit_status for branch in BRANCHES]
    assert len(statuses) == len(set(statuses))
    assert all(leaf.exit_status in statuses for leaf in LEAVES)


@pytest.mark.parametrize("branch", [AccordantError, *BRANCHES])
def test_a_branch_is_not_raised_itself(branch: type[AccordantError]) -> None:
    with pytest.raises(TypeError):
        branch("anything")


def test_the_tree_is_in_one_file() -> None:
    strays = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in (ROOT / "src").rglob("*.py")
        if path.name != "errors.py" or path.parent.name != "accordant"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef)
        if any(
            isinstance(base, ast.Name)
            and (base.id.endswith(("Exception", "Error")) or hasattr(errors, base.id))
            for base in node.bases
        )
    ]
    assert not strays


def test_the_page_lists_exactly_these_errors() -> None:
    page = runpy.run_path(str(ROOT / "tests/tools/errors_page.py"))["page"]
    assert (ROOT / "docs/errors.md").read_text() == page(), "run `make pages`"


def test_hints_name_only_the_accordant_command() -> None:
    """A hint's command starts with `accordant`, or continues one already named in it."""
    for kind in LEAVES:
        quoted = re.findall(r"`([^`]+)`", kind.default_hint)
        assert not quoted or any(text.startswith("accordant ") for text in quoted), kind
