"""Writes docs/commands.md from the command line itself; `make pages` runs it, a test compares."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import typer

from accordant.entrypoints.cli import program

HEAD = """# Commands

Made from `src/accordant/entrypoints/cli` by `make pages`; a test compares the two.

Every command but `demo` takes `--home PATH` (default: `ACCORDANT_HOME`, else `node`), `--json`,
`--debug` and `--passphrase-fd NUMBER` (an open descriptor from which passphrases and PINs are read, one
a line; without it they are asked for at the terminal); they may stand before the command as well. `accordant COMMAND --help` says the same as
this page.

## For programs

With `--json` a command writes one JSON document to standard output. Instants in it are milliseconds
since 1970-01-01T00:00:00Z, as in every document of this project; digests are whole. An error is one
line on standard error, after the banner of a replay clock where there is one:

```json
{"error":{"code":"unknown-product","message":"...","hint":"...","place":"..."}}
```

| Exit status | Meaning |
|---|---|
| 0 | done; for `decide`, `release` and `approve`: release |
| 10 | withhold |
| 11 | refer: a person must decide |
| 2 | officer: what was asked or supplied is not right, or the command line is not understood |
| 3 | law: an instrument, order or fact does not support the act; a case of `instrument check` failed |
| 4 | partner: the partner's node sent or did something wrong |
| 5 | operator: this machine, its files or its configuration |
| 70 | unexpected: a defect of this software; `--debug` shows where |
| 130 | interrupted |

Codes of errors: [errors.md](errors.md). A withhold and a refer are answers, not errors.
"""


def page() -> str:
    """The whole page."""
    group: Any = program()
    context = typer.Context(group, info_name="accordant")
    parts, panel = [HEAD], ""
    for name in group.list_commands(context):
        inner = group.commands[name]
        if inner.rich_help_panel != panel:
            panel = inner.rich_help_panel
            parts.append(f"## {panel}\n")
        parts += command_parts(inner, f"accordant {name}")
    return "\n".join(parts).rstrip() + "\n"


def command_parts(command: Any, called: str) -> Iterator[str]:
    """A command, or each of a group's."""
    if hasattr(command, "commands"):
        for name, inner in command.commands.items():
            yield from command_parts(inner, f"{called} {name}")
        return
    yield f"### `{called}`\n"
    yield f"{command.help}\n"
    rows = [
        f"| {spelt(each)} | {each.help}{default(each)} |"
        for each in command.params
        if each.name not in {"home", "as_json", "debug", "passphrase_fd", "help"}
    ]
    if rows:
        yield "\n".join(["| | |", "|---|---|", *rows]) + "\n"
    yield "    " + command.epilog.partition("[/bold] ")[2] + "\n"


def spelt(option: Any) -> str:
    """An option or argument as it is typed."""
    if option.param_type_name == "argument":
        return f"`{option.metavar or option.name.upper()}`".replace("|", "\\|")
    metavar = "" if option.is_flag else f" {option.metavar or kinds(option)}"
    return f"`{option.opts[0]}{metavar}`".replace("|", "\\|")


def kinds(option: Any) -> str:
    choices = option.type_descriptor.choices
    return "|".join(map(str, choices)) if choices else str(option.name).upper()


def default(option: Any) -> str:
    if option.required:
        return " Required." if option.param_type_name == "option" else ""
    plain = option.default not in (None, "", False, 0)
    return f" Default: `{option.default}`." if plain else ""


if __name__ == "__main__":
    sys.stdout.write(page())
