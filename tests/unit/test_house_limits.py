"""Style limits as tests. They start at the goal and are never loosened (docs/adr/0000)."""

from __future__ import annotations

import ast
import math
import re
import statistics
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

FILE_LINES_MAX = 500
FILE_LINES_MEDIAN_MAX = 170
FUNCTION_LINES_MAX = 60  # without its docstring
FUNCTION_LINES_P90_MAX = 30

MAILBOXES = {"utils", "util", "utilities", "helpers", "helper", "common", "misc", "tools", "lib"}
ABBREVIATIONS = frozenset(
    word
    for line in (
        "addr arr attr auth buf calc cfg cmd cnt coll cond conf conn ctx curr db decl def desc",
        "dest dict dst elem env err evt ext fmt fn func gen grp hdr idx img impl iter lib mgr msg",
        "num obj opt opts org param params pct pkg pos prev priv proc ptr pub pwd qty rcv rec",
        "recv repo req res resp ret sig spec src std svc sys tbl temp tmp ts usr util val vals",
        "var vec ver",
    )
    for word in line.split()
)
PRESCRIBED = {
    ("dsse.py", "sig"),  # a field of a public format
    ("link_connection.py", "msg"),  # an argument of the library method it replaces
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def trees() -> dict[Path, ast.Module]:
    """Every Python file that is part of the product, parsed."""
    return {path: ast.parse(path.read_text()) for path in python_files("src", "verifier")}


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def lines_of(function: Function) -> int:
    """Lines from `def` to the end, without the docstring."""
    assert function.end_lineno is not None
    total = function.end_lineno - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None:
        assert first.end_lineno is not None
        total -= first.end_lineno - first.lineno + 1
    return total


def public_things(body: list[ast.stmt], owner: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Public classes, functions and methods; what is inside a function is nobody's business."""
    for node in body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield owner + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from public_things(node.body, f"{node.name}.")


def place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def names_made(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Names this code chose: of functions, classes, arguments and variables."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name, node
            case ast.arg():
                yield node.arg, node
            case ast.Name(ctx=ast.Store()):
                yield node.id, node
            case ast.Attribute(value=ast.Name(id="self"), ctx=ast.Store()):
                yield node.attr, node


def words(name: str) -> set[str]:
    """The words of a snake_case or CamelCase name, in lower case."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def test_no_file_is_long() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in python_files("src", "verifier", "benchmarks", "tests")
        if (count := len(path.read_text().splitlines())) > FILE_LINES_MAX
    }
    assert not long


def test_half_the_files_are_short() -> None:
    counts = [len(path.read_text().splitlines()) for path in trees()]
    assert statistics.median(counts) <= FILE_LINES_MEDIAN_MAX


def test_no_function_is_long() -> None:
    long = {
        f"{place(path, function)} {function.name}": count
        for path, tree in trees().items()
        for function in functions(tree)
        if (count := lines_of(function)) > FUNCTION_LINES_MAX
    }
    assert not long


def test_nine_functions_in_ten_are_short() -> None:
    counts = sorted(
        lines_of(function) for tree in trees().values() for function in functions(tree)
    )
    assert counts[math.ceil(0.9 * len(counts)) - 1] <= FUNCTION_LINES_P90_MAX


def test_every_public_thing_says_what_it_is_for() -> None:
    silent = [place(path, tree) for path, tree in trees().items() if not ast.get_docstring(tree)]
    silent += [
        f"{place(path, node)} {name}"
        for path, tree in trees().items()
        for name, node in public_things(tree.body)
        if not ast.get_docstring(node) and not is_marked(node, "overload")  # type: ignore[arg-type]
    ]
    assert not silent


def test_every_public_function_is_annotated() -> None:
    bare = []
    for path, tree in trees().items():
        for name, node in public_things(tree.body):
            if not isinstance(node, Function):
                continue
            given = node.args.posonlyargs + node.args.args + node.args.kwonlyargs
            if "." in name and not is_marked(node, "staticmethod"):
                given = given[1:]
            if node.returns is None or any(argument.annotation is None for argument in given):
                bare.append(f"{place(path, node)} {name}")
    assert not bare


def is_marked(node: ast.AST, decorator: str) -> bool:
    return any(
        isinstance(mark, ast.Name) and mark.id == decorator
        for mark in getattr(node, "decorator_list", ())
    )


def test_no_module_is_a_mailbox() -> None:
    assert not [
        str(path.relative_to(ROOT))
        for path in trees()
        if path.stem in MAILBOXES or path.parent.name in MAILBOXES
    ]


def test_names_are_whole_words() -> None:
    short = {
        f"{place(path, node)} {name}"
        for path, tree in trees().items()
        for name, node in names_made(tree)
        if words(name) & ABBREVIATIONS and (path.name, name) not in PRESCRIBED
    }
    short |= {str(path.relative_to(ROOT)) for path in trees() if words(path.stem) & ABBREVIATIONS}
    assert not sorted(short)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("retry_delay_seconds_max", {"retry", "delay", "seconds", "max"}),
        ("ReleaseMessage", {"release", "message"}),
        ("TLSContext", {"tls", "context"}),
        ("_msg", {"msg"}),
    ],
)
def test_a_name_is_split_into_its_words(name: str, expected: set[str]) -> None:
    assert words(name) == expected
