"""What `instrument` and `order` share: finding a text by file or identifier, and showing texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from rich.console import RenderableType
from rich.text import Text

from accordant.adapters import packaged
from accordant.clauses import Language
from accordant.decision.saying import say
from accordant.entrypoints.cli import files, pictures
from accordant.entrypoints.cli.session import Session, Shown
from accordant.errors import UnknownInstrument
from accordant.law.instrument import Instrument
from accordant.law.sentences import BASIS
from accordant.operations import texts
from accordant.operations.texts import Standing

TEXT_SIZE_MAX = 4 * 1024 * 1024  # bytes of a literate file


def source_of(name: str) -> tuple[bytes, str]:
    """The bytes of a literate file, and its name for places: a file, else a packaged text.

    Raises:
        UnknownInstrument: neither a file nor the identifier of a packaged text.
    """
    if Path(name).is_file():
        return files.read(name, TEXT_SIZE_MAX), name
    source = packaged.read(name)
    if source is None:
        known = ", ".join(packaged.identifiers())
        raise UnknownInstrument(
            f"`{name[:80]}` is neither a file nor a packaged text", hint=f"Packaged are: {known}."
        )
    return source, f"{name}.md"


def add(session: Session, name: str, kind: str) -> Shown:
    """Keep a text; adopting or signing it is a separate act."""
    source, place = source_of(name)
    text = texts.keep(session.node, source, place)
    verb = "adopt" if text.kind == "instrument" else "sign"
    note = "" if text.kind == kind else f" It is an {text.kind}, not an {kind}."
    document = {
        "identifier": text.identifier,
        "kind": text.kind,
        "parties": text.parties,
        "clauses_digest": text.clauses_digest,
        "prose_digest": text.prose_digest,
    }
    return Shown(
        document,
        (
            Text(f"{text.identifier} is held.{note}"),
            Text(f"Clause digest {text.clauses_digest}", style="cyan"),
            Text(f"It has no effect yet: `accordant {text.kind} {verb} {text.identifier}`."),
        ),
    )


def listed(standings: Iterable[Standing], empty: str) -> RenderableType:
    """Texts as a table."""
    rows = (
        (
            Text.assemble(each.identifier, "\n", (pictures.short(each.digest), "cyan")),
            " ".join(each.parties),
            pictures.styled(each.state),
            sentence_of(each),
        )
        for each in standings
    )
    return pictures.filled(("Text, clause digest!", "Parties", "State!", "Why"), rows, empty)


def sentence_of(standing: Standing) -> str:
    """Why a text stands as it does, in words."""
    return sentence(standing.basis, standing.facts)


def sentence(basis: str, facts: Mapping[str, str], spoken: Language = "en") -> str:
    """A reason of the law in words; empty where it has none."""
    found = BASIS.get(basis)
    return say(found, facts, spoken) if found is not None else ""


def heading(text: Instrument) -> tuple[RenderableType, ...]:
    """What a text is, above its articles."""
    return (
        Text(text.title, style="bold"),
        pictures.facts(
            [
                ("identifier", text.identifier),
                ("kind", text.kind + (", written for this project" if text.model else "")),
                ("parties", " ".join(text.parties)),
                ("clauses", text.clauses_digest),
                ("prose", text.prose_digest),
            ]
        ),
    )
