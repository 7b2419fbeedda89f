"""Print docs/errors.md from the error tree: `make pages`."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from accordant import errors

HEAD = """# Errors

Made from `src/accordant/errors.py` by `make pages`; a test compares the two.

An error says what went wrong, has a stable code for programs, and says what to do next. *Withhold* and
*refer* are answers of a decision, not errors. The exit status of a command tells who can act.
Errors carry no secret and no product content.
"""


def branches() -> Iterator[type[errors.AccordantError]]:
    """The branches of the tree in the order of the file: who can act."""
    yield from errors.AccordantError.__subclasses__()


def leaves(branch: type[errors.AccordantError]) -> Iterator[type[errors.AccordantError]]:
    """Every class below a branch, each before what is derived from it."""
    for kind in branch.__subclasses__():
        yield kind
        yield from leaves(kind)


def in_one_line(kind: type[errors.AccordantError]) -> str:
    """The class's docstring, which is also its default message, as a table cell."""
    return " ".join((inspect.getdoc(kind) or "").split()).replace("|", "\\|")


def page() -> str:
    """The page: one table per branch, one row per error."""
    parts = [HEAD]
    for branch in branches():
        who = branch.__name__.removesuffix("Error").lower()
        parts.append(f"\n## {who.capitalize()}: exit status {branch.exit_status}\n")
        parts.append(f"\n{in_one_line(branch)}\n")
        parts.append("\n| Code | What happened | What to do |\n|---|---|---|\n")
        parts.extend(
            f"| `{kind.code}` | {in_one_line(kind)} | {kind.default_hint} |\n"
            for kind in leaves(branch)
        )
    return "".join(parts)


if __name__ == "__main__":
    print(page(), end="")
