"""What a listener answers when it does not cosign: a problem document with a closed set of codes.

Wire form: docs/protocol/link.md. Reasons inside the node stay there: whatever is not a fault of
the speaker's batch is `unavailable`, and the speaker simply tries again later.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec

from accordant import canonical
from accordant.errors import (
    AccordantError,
    BadProof,
    BadSignature,
    LogForked,
    MalformedInput,
    MalformedMessage,
    NotProvided,
    OutOfBounds,
    PartnerError,
    PartnerUnreachable,
    WrongCertificate,
)

PROBLEM_BYTES_MAX = 4096

UNAVAILABLE = "unavailable"

_Text: TypeAlias = Annotated[
    str, msgspec.Meta(max_length=400, pattern=r"^[^\x00-\x1f\x7f-\x9f]*\Z")
]

_ERRORS: dict[str, type[PartnerError]] = {
    error.code: error
    for error in (
        WrongCertificate,
        MalformedMessage,
        OutOfBounds,
        BadSignature,
        BadProof,
        LogForked,
        NotProvided,
    )
}

_STATUSES = {  # RFC 9110 section 15; for logs and proxies only, the code alone decides
    WrongCertificate.code: 403,
    MalformedMessage.code: 400,
    OutOfBounds.code: 413,
    BadSignature.code: 422,
    BadProof.code: 409,
    LogForked.code: 409,
    NotProvided.code: 404,
    UNAVAILABLE: 503,
}


class Problem(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Why nothing was stored."""

    format: Literal["accordant/problem/1"] = "accordant/problem/1"
    code: str
    message: _Text
    hint: _Text
    size: Annotated[int, msgspec.Meta(ge=0)] | None = None
    """With `bad-proof`: how many leaves the listener holds, to continue from."""

    @property
    def status(self) -> int:
        """The HTTP status that goes with the code."""
        return _STATUSES.get(self.code, 500)


def of_error(error: Exception) -> Problem:
    """Return what the partner may know of an error: its own faults, nothing of this node."""
    if not isinstance(error, AccordantError) or error.code not in _ERRORS:
        return Problem(
            code=UNAVAILABLE,
            message="The node cannot answer at the moment.",
            hint="Nothing was stored; send the same batch again later.",
        )
    return Problem(
        code=error.code,
        message=_printable(error.message),
        hint=_printable(error.default_hint),
        size=error.held_size if isinstance(error, BadProof) else None,
    )


def to_error(data: bytes, *, place: str = "") -> PartnerError:
    """Return the error a partner's problem document stands for; a strange one is itself an error.

    The result is for the caller to raise. Its message says that the words are the partner's.
    """
    try:
        problem = canonical.parse(data, Problem, size_max=PROBLEM_BYTES_MAX, place=place)
    except MalformedInput:
        return MalformedMessage("The partner's refusal is not a problem document.", place=place)
    message = f"The partner says: {problem.message}"
    if problem.code == UNAVAILABLE:
        return PartnerUnreachable(message, place=place)
    if problem.code == BadProof.code:
        return BadProof(message, place=place, held_size=problem.size)
    kind = _ERRORS.get(problem.code)
    if kind is None:
        return MalformedMessage("The partner's refusal has an unknown code.", place=place)
    return kind(message, place=place)


def _printable(text: str) -> str:
    """Text that fits a problem document whatever an error's message holds."""
    return "".join(letter if letter.isprintable() else " " for letter in text)[:400]
