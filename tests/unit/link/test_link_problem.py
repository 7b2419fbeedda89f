"""Problem documents: every code there and back, and nothing of the node in them."""

from __future__ import annotations

import json

import pytest

from accordant import canonical
from accordant.errors import (
    BadProof,
    BadSignature,
    DiskFull,
    LogForked,
    MalformedMessage,
    NotAuthorised,
    OutOfBounds,
    PartnerUnreachable,
    StatementRefused,
    WrongCertificate,
)
from accordant.link.problem import PROBLEM_BYTES_MAX, of_error, to_error


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (WrongCertificate, 403),
        (MalformedMessage, 400),
        (OutOfBounds, 413),
        (BadSignature, 422),
        (BadProof, 409),
        (LogForked, 409),
    ],
)
def test_a_fault_of_the_batch_is_told_and_understood(kind, status):
    problem = of_error(kind("what was wrong", place="leaf 3"))
    assert problem.status == status
    error = to_error(canonical.encode(problem), place="127.0.0.1:1")
    assert type(error) is kind
    assert "what was wrong" in error.message


def test_a_bad_proof_says_from_where_to_continue():
    error = to_error(canonical.encode(of_error(BadProof("a gap", held_size=9))))
    assert isinstance(error, BadProof)
    assert error.held_size == 9


@pytest.mark.parametrize(
    "error",
    [
        DiskFull("/var/lib/secret"),
        NotAuthorised("secret"),
        StatementRefused("secret"),
        KeyError("secret"),
    ],
)
def test_anything_else_is_only_unavailable(error):
    problem = of_error(error)
    assert (problem.code, problem.status) == ("unavailable", 503)
    document = canonical.encode(problem)
    assert b"secret" not in document
    assert isinstance(to_error(document), PartnerUnreachable)


def test_letters_that_would_drive_a_terminal_are_taken_out_and_refused():
    problem = of_error(MalformedMessage("a\x1b[2Jb\n" + "c" * 1000))
    assert problem.message.startswith("a [2Jb c")
    assert len(problem.message) == 400
    document = json.loads(canonical.encode(problem)) | {"message": "\x1b[2J"}
    text = json.dumps(document, sort_keys=True, separators=(",", ":")).encode()
    assert "not a problem document" in to_error(text).message


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Internal Server Error",
        b"{}",
        b'{"code":"bad-proof"}',
        canonical.encode({"code": "new", "format": "x", "hint": "", "message": ""}),
        b" " * (PROBLEM_BYTES_MAX + 1),
    ],
)
def test_a_strange_refusal_is_malformed(data):
    assert type(to_error(data)) is MalformedMessage


def test_an_unknown_code_is_malformed_and_not_repeated():
    document = canonical.encode(of_error(BadProof())).replace(b"bad-proof", b"so-called")
    error = to_error(document)
    assert type(error) is MalformedMessage
    assert "so-called" not in error.message
