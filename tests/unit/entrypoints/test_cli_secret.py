"""Asking for a secret: lines of a descriptor in order, a terminal, or plainly nobody."""

from __future__ import annotations

import io
import os

import pytest

from accordant.entrypoints.cli.secret import SECRET_CHARACTERS_MAX, SecretAsker
from accordant.errors import MalformedInput, PassphraseNeeded


def descriptor_of(data: bytes) -> int:
    reading, writing = os.pipe()
    os.write(writing, data)
    os.close(writing)
    return reading


def test_each_secret_is_one_line_in_the_order_asked():
    ask = SecretAsker(descriptor_of("첫째 암호문\r\nsecond one \n".encode()), quiet=True)
    assert [ask("one"), ask("new two")] == ["첫째 암호문", "second one "]
    with pytest.raises(PassphraseNeeded, match="gave no line"):
        ask("three")


@pytest.mark.parametrize("data", [b"", b"\n", b"\xff\xfe\n", b"x" * SECRET_CHARACTERS_MAX])
def test_what_is_no_secret_is_refused(data):
    with pytest.raises((PassphraseNeeded, MalformedInput)):
        SecretAsker(descriptor_of(data), quiet=False)("one")


def test_a_descriptor_that_is_not_open_is_named():
    with pytest.raises(MalformedInput, match="gives no text"):
        SecretAsker(4000, quiet=False)("one")


@pytest.mark.parametrize("quiet", [True, False])
def test_without_terminal_or_descriptor_nobody_is_asked(quiet, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    with pytest.raises(PassphraseNeeded, match="one"):
        SecretAsker(None, quiet=quiet)("one")


def test_at_a_terminal_a_new_one_is_asked_for_twice_and_never_shown(monkeypatch):
    asked = []

    class Terminal:
        def isatty(self):
            return True

    def prompt(what, **options):
        asked.append((what, options))
        return "typed"

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("typer.prompt", prompt)
    ask = SecretAsker(None, quiet=False)
    assert (ask("passphrase"), ask("new passphrase")) == ("typed", "typed")
    assert [(what, each["confirmation_prompt"]) for what, each in asked] == [
        ("passphrase", False),
        ("new passphrase", True),
    ]
    assert all(each["hide_input"] and each["err"] for _, each in asked)
