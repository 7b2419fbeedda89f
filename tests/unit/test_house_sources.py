"""What must hold in every file of the project: names, rooms, locks, and no trace of a machine."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PARTS = ("src", "tests", "docs", "benchmarks", "verifier", ".ci")
TEXT = {".py", ".md", ".toml", ".sql", ".txt", ".lock", ".json", ".cedar", ".sh", ""}

# Spelt in pieces, so that this file passes its own test.
REGISTRIES = re.compile(
    "|".join(["py" + r"pi\b", "python" + "hosted", "extra-" + "index-url"]), re.IGNORECASE
)
MACHINE_PATHS = re.compile(
    r"(?<![\w.:/<-])/(?:"
    + "|".join(["wo" + "rk", "tm" + "p", "ro" + "ot", "ho" + "me/[a-z]"])
    + r")\b"
)


def files() -> list[Path]:
    """Every text file that belongs to the project, whoever made the checkout."""
    found = [path for path in ROOT.iterdir() if path.is_file() and path.name != ".git"]
    found += [path for part in PARTS for path in (ROOT / part).rglob("*") if path.is_file()]
    return sorted(
        path for path in found if path.suffix in TEXT and "__pycache__" not in path.parts
    )


def test_no_file_names_a_machine_or_a_registry() -> None:
    traces = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in files()
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if REGISTRIES.search(line) or MACHINE_PATHS.search(line)
    ]
    assert not traces


def test_text_is_utf8_with_unix_lines_and_ends_with_one() -> None:
    odd = []
    for path in files():
        data = path.read_bytes()
        vector = "vectors" in path.parts  # a vector's bytes are what they are
        if not vector and (b"\r" in data or (data and not data.endswith(b"\n"))):
            odd.append(str(path.relative_to(ROOT)))
        if not vector:
            data.decode()
    assert not odd


def test_the_core_opens_no_file_and_prints_nothing() -> None:
    """What .importlinter cannot see, because these need no import."""
    core = (
        "literate", "clauses", "labels", "law", "decision", "envelope", "log", "link", "model",
    )  # fmt: skip
    outward = {"open", "print", "input", "breakpoint", "exec", "eval", "__import__"}
    calls = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.func.id}"
        for room in core
        for path in (ROOT / "src/accordant" / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id in outward
    ]
    assert not calls


def test_a_form_has_one_spelling_also_at_its_end() -> None:
    """In a regular expression `$` also lets a line feed through; the end is written `\\Z`."""
    loose = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "src").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "pattern"
        if ast.unparse(node.value).rstrip("'\"").endswith("$")
    ]
    assert not loose


def test_unit_tests_mirror_the_rooms() -> None:
    rooms = {path.stem for path in (ROOT / "src/accordant").iterdir()}
    folders = {
        path.name
        for path in (ROOT / "tests/unit").iterdir()
        if path.is_dir() and path.name != "__pycache__"
    }
    assert folders <= rooms | {"verifier"}


def test_test_files_have_different_names() -> None:
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert not {name for name in names if names.count(name) > 1}


def locked(name: str) -> dict[str, str]:
    """Name and version of every requirement pinned in a lock."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))


def wanted(requirements: list[str]) -> set[str]:
    """The names alone of requirements as pyproject.toml writes them."""
    return {re.split(r"[<>=~!\[; ]", text, maxsplit=1)[0].lower() for text in requirements}


def test_the_locks_pin_with_hashes_all_that_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    runtime, development = locked("requirements.lock"), locked("requirements-dev.lock")
    groups = project["dependency-groups"]
    assert wanted(project["project"]["dependencies"] + groups["build"]) <= runtime.keys()
    assert wanted(groups["dev"]) <= development.keys()
    assert runtime.items() <= development.items(), "one version of a library in both locks"
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        for block in re.split(r"\n(?=[a-z0-9])", text)[1:]:
            assert "--hash=sha256:" in block
