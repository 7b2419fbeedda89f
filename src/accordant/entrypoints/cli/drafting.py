"""`instrument new`: begin a literate file from a template. Needs no node.

The template is a whole text already: it is readable and its cases hold before a word is changed,
so that every later fault is the drafter's newest line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Template
from typing import Annotated

import typer
from rich.text import Text

from accordant.adapters import home as homes
from accordant.adapters import packaged
from accordant.entrypoints.cli.session import Session, Shown
from accordant.errors import InstrumentTextError, MalformedInput
from accordant.law.instrument import load
from accordant.model.party import PARTY_PATTERN, state_of

MARK = "FILL IN"
"""Stands at every place the drafter must look at."""

PARTIES_MAX = 16  # of a draft; a text may name more
STATES_MIN = {"arrangement": 3}
LEVELS = {"SECRET": "SECRET", "CONFIDENTIAL": "CONFIDENTIAL"}
OUTSIDE = {"TOP-SECRET": "TOP SECRET", "U": "UNCLASSIFIED"}
"""Levels of each state by key: in the table of the draft, and named but outside it."""

_party = re.compile(PARTY_PATTERN)


def new(
    session: Session,
    identifier: Annotated[
        str, typer.Argument(metavar="ID", help="Name of the new text, as `kor-aus-gsomia-2009`.")
    ],
    *,
    parties: Annotated[
        str, typer.Option(metavar="A,B,...", help="States or organs, as `KOR,AUS` or `KOR:MND`.")
    ],
    like: Annotated[
        str, typer.Option(metavar="gsomia|arrangement|union", help="Which template to begin from.")
    ] = "gsomia",
    out: Annotated[
        str, typer.Option(metavar="FILE", help="Where to write; `ID.md` here if absent.")
    ] = "",
) -> Shown:
    """Begin a literate file from a template: a whole model with the places to fill in marked.

    `gsomia` is an agreement with levels, assurance, term and notice.

    `arrangement` stands between organs and binds nobody; the hub is named last.

    `union` is the common form of the European Union's agreements.
    """
    del session
    path = _path(identifier, out)
    named = _parties(parties, states_min=STATES_MIN.get(like, 2))
    text = draft(_template(like), identifier, named)
    try:
        digest = load(text, path.name).clauses_digest
    except InstrumentTextError as error:
        raise MalformedInput(f"{error.message}: `{identifier[:60]}`", place="ID") from None
    homes.write_public(path, text.encode())
    places = text.count(MARK)
    document = {
        "identifier": identifier,
        "file": str(path),
        "places": places,
        "clauses_digest": digest,
    }
    lines = (
        Text(f"{path} is a model text, whole as it stands."),
        Text(f"{places} places are marked {MARK}. Try the cases whenever you changed one:"),
        Text(f"  accordant instrument check {path}", style="cyan"),
    )
    return Shown(document, lines)


def draft(template: str, identifier: str, parties: tuple[str, ...]) -> str:
    """Return a literate file of these parties, of at least two states."""
    states = tuple(dict.fromkeys(map(state_of, parties)))
    first = parties[0]
    second = next(party for party in parties if state_of(party) != state_of(first))
    return Template(template).substitute(
        identifier=identifier,
        listed=f"{', '.join(parties[:-1])} and {parties[-1]}",
        parties=_quoted(parties),
        terms="\n".join(_terms(state) for state in states),
        rows="\n".join(f"  [{_quoted(f'{each}:{key}' for each in states)}]," for key in LEVELS),
        hub=_hub(parties),
        legs="\n".join(_legs(states)),
        registries=_quoted(_registry(party) for party in parties),
        first=first,
        second=second,
        first_state=state_of(first),
        second_state=state_of(second),
    )


def _terms(state: str) -> str:
    lines = [f"# {MARK} the levels of {state}: own script (ko, ja), romanised (latin), English"]
    lines += [f'"{state}:{key}" = {{ en = "{name}" }}' for key, name in (LEVELS | OUTSIDE).items()]
    return "\n".join(lines)


def _hub(parties: tuple[str, ...]) -> str:
    """The last party named: the organ an arrangement goes through."""
    return parties[-1] if ":" in parties[-1] else f"{parties[-1]}:HQ"


def _legs(states: tuple[str, ...]) -> Iterator[str]:
    """Each leg between the hub's state, the last, and another."""
    hub = states[-1]
    for state in states[:-1]:
        name = f"{state.lower()}-{hub.lower()}-agreement"
        yield f'  {{ between = ["{state}", "{hub}"], instrument = "{name}" }},'


def _registry(party: str) -> str:
    return f"{party}/registry" if ":" in party else f"{party}:HQ/registry"


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)


def _path(identifier: str, out: str) -> Path:
    """Where to write; a text is found by the name of its file."""
    path = Path(out or f"{identifier}.md")
    if path.name != f"{identifier}.md":
        raise MalformedInput(
            f"the file of a text is named after it: `{identifier[:60]}.md`", place="--out"
        )
    return path


def _template(name: str) -> str:
    found = packaged.template(name)
    if found is None:
        known = ", ".join(packaged.templates())
        raise MalformedInput(f"`{name[:40]}` is no template; known: {known}", place="--like")
    return found


def _parties(text: str, *, states_min: int) -> tuple[str, ...]:
    parties = tuple(text.split(","))
    odd = [each for each in parties if not _party.fullmatch(each)]
    if odd:
        raise MalformedInput(
            f"`{odd[0][:40]}`: a party is a state as `KOR`, or an organ as `KOR:MND`",
            place="--parties",
        )
    if len(set(parties)) != len(parties) or len(parties) > PARTIES_MAX:
        raise MalformedInput(
            f"name each party once, at most {PARTIES_MAX} of them", place="--parties"
        )
    if len({state_of(each) for each in parties}) < states_min:
        raise MalformedInput(
            "an instrument stands between two states or more, an arrangement with its hub, named "
            "last, between three",
            place="--parties",
        )
    return parties
