"""The page on the library runs as it stands, and the library is what the page and types say."""

import ast
import inspect
import re
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.markdown import CodeBlockParser

import accordant

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/python.md"
SAID = "what the last block printed"
LOADED = "import accordant, sys; print([each for each in sys.modules if 'accordant.' in each])"


class Told(PythonEvaluator):
    """Runs a block and keeps what it prints, for the block of text that must show it."""

    def __call__(self, example):
        shown(example.namespace)
        with redirect_stdout(StringIO()) as said:
            super().__call__(example)
        example.namespace[SAID] = said.getvalue()


def shown(namespace):
    """What a block printed stands under it."""
    assert namespace.get(SAID, "") == ""


def compare(example):
    assert example.namespace.pop(SAID, "") == example.parsed


@pytest.mark.parametrize(("page", "least"), [(PAGE, 20), (ROOT / "README.md", 2)])
def test_every_example_of_a_page_runs_and_prints_what_it_shows(page, least, monkeypatch):
    monkeypatch.chdir(ROOT)
    parsers = [CodeBlockParser("python", Told()), CodeBlockParser("text", compare)]
    document = Sybil(parsers=parsers, path=str(ROOT)).parse(page)
    examples = list(document.examples())
    for example in examples:
        example.evaluate()
    shown(document.namespace)
    assert len(examples) >= least


def test_importing_the_library_loads_nothing_of_it():
    loaded = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True
    )
    assert loaded.stdout == "[]\n"


@pytest.mark.parametrize("name", sorted(set(accordant.__all__) - {"__version__"}))
def test_a_name_of_the_library_is_there_with_a_docstring(name):
    assert inspect.getdoc(getattr(accordant, name))
    assert name in dir(accordant)


def test_what_a_type_checker_sees_is_what_is_loaded():
    (block,) = (
        each
        for each in ast.parse(Path(accordant.__file__).read_text()).body
        if isinstance(each, ast.If)
    )
    seen = {
        alias.asname or alias.name: f"{each.module}:{alias.name}".removeprefix("accordant.")
        for each in block.body
        for alias in each.names
    }
    assert seen == accordant._PLACES
    assert set(accordant.__all__) == {*seen, "__version__"}


def test_the_page_uses_and_lists_the_names_of_the_library():
    page = PAGE.read_text()
    blocks = re.findall(r"^(````?)python\n(.*?)^\1$", page, re.MULTILINE | re.DOTALL)
    used = {name for _, block in blocks for name in re.findall(r"\baccordant\.(\w+)", block)}
    _, _, table = page.partition("## Every name\n")
    listed = re.findall(r"`(\w+)`", "".join(re.findall(r"^\|.*?\|(.*)\|$", table, re.MULTILINE)))
    assert used <= set(listed)
    assert sorted([*listed, "__version__"]) == sorted(accordant.__all__)


def test_an_unknown_name_is_no_name_of_the_library():
    with pytest.raises(AttributeError, match="nowhere"):
        _ = accordant.nowhere
