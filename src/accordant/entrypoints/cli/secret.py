"""Asking a person for a passphrase or a PIN: at the terminal, or from a descriptor already open.

A secret is never an argument, never a variable of the environment, never in a file of ours, in a
log or in an error. From a descriptor each secret is one line, in the order asked.
"""

from __future__ import annotations

import os
import sys
from typing import TextIO

import typer

from accordant.errors import MalformedInput, PassphraseNeeded

SECRET_CHARACTERS_MAX = 1024


class SecretAsker:
    """Asks for secrets during one command.

    Args:
        descriptor: an open file descriptor to read lines from; None: ask at the terminal.
        quiet: for a program, which is not asked anything.
    """

    def __init__(self, descriptor: int | None, *, quiet: bool) -> None:
        self._descriptor, self._quiet = descriptor, quiet
        self._lines: TextIO | None = None

    def __call__(self, what: str) -> str:
        """Return the secret asked for; a new one is asked for twice at a terminal.

        Raises:
            PassphraseNeeded: nobody can be asked, or the descriptor has no more lines.
            MalformedInput: the descriptor is not open for reading, or the line is too long.
        """
        if self._descriptor is not None:
            return self._line(what)
        if self._quiet or not sys.stdin.isatty():
            raise PassphraseNeeded(place=what)
        twice = what.startswith("new ")
        asked = typer.prompt(what, hide_input=True, confirmation_prompt=twice, err=True)
        return str(asked)

    def _line(self, what: str) -> str:
        try:
            if self._lines is None:
                assert self._descriptor is not None
                self._lines = os.fdopen(self._descriptor, encoding="utf-8", closefd=False)
            line = self._lines.readline(SECRET_CHARACTERS_MAX)
        except (OSError, ValueError):
            raise MalformedInput("the descriptor gives no text", place="--passphrase-fd") from None
        if len(line) == SECRET_CHARACTERS_MAX:
            raise MalformedInput("the line is too long for a secret", place="--passphrase-fd")
        secret = line.rstrip("\r\n")
        if not secret:
            raise PassphraseNeeded("the descriptor gave no line for this", place=what)
        return secret
