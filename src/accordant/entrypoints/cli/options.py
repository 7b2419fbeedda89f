"""Options that several commands take, and the words they accept.

What people type is checked here, at the edge: a party, a post, a level or an instant in another
spelling is refused before anything is opened.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from accordant.clauses.route import ROUTE_PATTERN
from accordant.errors import MalformedInput
from accordant.model.instant import Instant, parse_instant
from accordant.model.marking import LEVEL_PATTERN
from accordant.model.party import PARTY_PATTERN, POST_PATTERN, state_of
from accordant.model.vocabulary import PURPOSES
from accordant.operations.officer_keys import KeptIn

PARTY = re.compile(r"^[A-Z]{3}$")
ADDRESS = re.compile(r"[A-Za-z0-9.-]{1,253}:[0-9]{1,5}")
WORD = re.compile(r"^[a-z0-9][a-z0-9-]{0,47}$")
_post = re.compile(POST_PATTERN)
_route = re.compile(ROUTE_PATTERN)
_party_or_organ = re.compile(PARTY_PATTERN)
_level = re.compile(LEVEL_PATTERN)

PartyOption: TypeAlias = Annotated[
    str, typer.Option("--to", metavar="PARTY", help="The other party, as `JPN`.")
]
RecipientPostOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "--post", metavar="POST", help="The recipient's post the item is for, as `JPN:DIH/watch`."
    ),
]
PurposeOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "--purpose", metavar="WORD", help="What it is provided for; as the product says if absent."
    ),
]
VersionOption: TypeAlias = Annotated[
    int, typer.Option("--version", min=1, max=9999, help="Version of the product.")
]
OfficerOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "--as",
        metavar="POST",
        help="The officer's post that signs; its key lies in the home under officers/.",
    ),
]
ReaderOption: TypeAlias = Annotated[
    str,
    typer.Option("--as", metavar="POST", help="Who reads: the post whose key lies in the home."),
]
AuthorOption: TypeAlias = Annotated[
    str,
    typer.Option("--as", metavar="POST", help="Who wrote it, to sign so; never its approver."),
]
KeepOption: TypeAlias = Annotated[
    KeptIn,
    typer.Option(metavar="WHERE", help="How a new key is kept: file, passphrase or token."),
]
UntilOption: TypeAlias = Annotated[
    str, typer.Option("--until", metavar="INSTANT", help="Last instant it holds; open if absent.")
]
DeliveredOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "--delivered",
        metavar="INSTANT",
        help="When it was delivered, with offset: 2016-11-23T10:00:00+09:00.",
    ),
]
LanguageOption: TypeAlias = Annotated[
    str, typer.Option("--language", metavar="en|ko|ja", help="Language of the sentences.")
]
PlanFile: TypeAlias = Annotated[
    str, typer.Argument(metavar="FILE|-", help="A release plan's document.")
]
NewFile: TypeAlias = Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")]


def address(text: str, option: str) -> str:
    """A host and port as typed.

    Raises:
        MalformedInput: not `host:port`.
    """
    return _matching(ADDRESS, text, option, "an address is host:port, as `seoul.example:7410`")


def party(text: str, option: str = "--to") -> str:
    """A party as typed.

    Raises:
        MalformedInput: not three capital letters.
    """
    return _matching(PARTY, text, option, "a party is three capital letters, as `JPN`")


def post(text: str, of: str, option: str = "--post") -> str:
    """A post of a party as typed.

    Raises:
        MalformedInput: not a post, or not of that party.
    """
    _matching(_post, text, option, f"a post is written as `{of}:DIH/watch`")
    if state_of(text) != of:
        raise MalformedInput(f"`{text}` is not a post of {of}", place=option)
    return text


def organ(text: str, of: str, option: str = "--organ") -> str:
    """An organ of a party as typed.

    Raises:
        MalformedInput: not an organ, or not of that party.
    """
    _matching(_party_or_organ, text, option, f"an organ is written as `{of}:DIA`")
    if state_of(text) != of:
        raise MalformedInput(f"`{text}` is not an organ of {of}", place=option)
    return text


def route(text: str, option: str = "--route") -> str:
    """A route as typed.

    Raises:
        MalformedInput: neither direct nor through a hub.
    """
    return _matching(_route, text, option, "a route is `direct`, or `hub:USA:DOD`")


def level(text: str, option: str = "--level") -> str:
    """A level as typed.

    Raises:
        MalformedInput: not a state and a term.
    """
    return _matching(_level, text, option, "a level is a state and its term, as `KOR:II`")


def word(text: str, option: str) -> str:
    """A word of a closed vocabulary as typed.

    Raises:
        MalformedInput: not small letters, digits and dashes.
    """
    return _matching(WORD, text, option, "a word is small letters, digits and dashes")


def purpose(text: str, option: str = "--purpose") -> str:
    """A purpose as typed: a word of the vocabulary; the rest is `other`, for a person.

    Raises:
        MalformedInput: no such word.
    """
    if text not in PURPOSES:
        raise MalformedInput(
            "it is no purpose of the vocabulary",
            hint="The words are in docs/products.md; what is none of them is `other`.",
            place=option,
        )
    return text


def instant(text: str, option: str) -> Instant:
    """An instant as typed, with its offset.

    Raises:
        MalformedInput: not a date and time with an offset.
    """
    return parse_instant(text, place=option)


def instant_or_none(text: str, option: str) -> Instant | None:
    """As `instant`; None where nothing was typed."""
    return instant(text, option) if text else None


def _matching(pattern: re.Pattern[str], text: str, option: str, form: str) -> str:
    if not pattern.fullmatch(text):
        raise MalformedInput(f"`{text[:60]}`: {form}", place=option)
    return text
