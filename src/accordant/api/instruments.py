"""Texts of agreements without a node: read one, and ask whether it is in force and by what."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from accordant.adapters import packaged, story_table
from accordant.clauses import KINDS, Language
from accordant.decision.saying import say
from accordant.errors import MalformedInput, Oversized, UnknownInstrument
from accordant.law.facts import as_all_recorded
from accordant.law.force import Matter
from accordant.law.instrument import Instrument, load
from accordant.law.sentences import BASIS
from accordant.model.case import Force, InPlay
from accordant.model.fact import Fact
from accordant.model.instant import Instant

TEXT_SIZE_MAX = 4 * 1024 * 1024  # bytes of a literate file


class InForce(msgspec.Struct, frozen=True):
    """Whether a text is in force at an instant, and the article that says so."""

    identifier: str
    force: Force
    article: str  # of the text; empty where general treaty law or no article answers
    in_play: InPlay  # the same as a `Case` takes it

    def __bool__(self) -> bool:
        """Whether it is in force. What is unknown is not."""
        return self.force == "in-force"

    def say(self, language: Language = "en") -> str:
        """Return the reason as a sentence."""
        return say(BASIS[self.in_play.basis], self.in_play.facts, language)


def read_packaged(identifier: str) -> Instrument:
    """Return an agreement or order that comes with the library.

    Raises:
        UnknownInstrument: there is none of that name; the hint lists those there are.
    """
    source = packaged.read(identifier)
    if source is None:
        known = ", ".join(packaged.identifiers())
        raise UnknownInstrument(
            f"`{identifier[:80]}` is no packaged text", hint=f"Packaged are: {known}."
        )
    return load(source, f"{identifier}.md")


def read_file(path: str | Path) -> Instrument:
    """Return the agreement or order of a literate file, named after its identifier.

    Raises:
        MalformedInput, Oversized: the file cannot be read, or is larger than 4 MiB.
        InstrumentTextError: it does not follow the format; place is "file:line".
    """
    try:
        with Path(path).open("rb") as file:
            source = file.read(TEXT_SIZE_MAX + 1)
    except OSError:
        raise MalformedInput("the file cannot be read", place=str(path)) from None
    if len(source) > TEXT_SIZE_MAX:
        raise Oversized("the file is over 4 MiB", place=str(path))
    return load(source, str(path))


def in_force(
    text: Instrument,
    at: Instant,
    *,
    facts: Iterable[Fact] | None = None,
    known_at: Instant | None = None,
    party: str | None = None,
) -> InForce:
    """Return whether an instrument is in force at an instant, by what happened to it.

    Facts alone count, whoever adopted which encoding of the text: that is asked of a node.

    Args:
        text: the instrument.
        at: the instant asked about.
        facts: what happened, as all parties agree it did; None = the packaged story.
        known_at: by what was known then; None = by every fact.
        party: in this party's account and reading; None = as every party's supports it.

    Raises:
        MalformedInput: an order is in force by its signature alone; or `party` is no party.
    """
    if text.kind != "instrument":
        raise MalformedInput(f"`{text.identifier}` is an order, no instrument")
    told = story_table.load() if facts is None else facts
    own = [fact for fact in told if fact.instrument == text.identifier]
    matter = Matter.of(text, as_all_recorded(own, text.parties), known_at)
    found = matter.by_facts(at, party)
    return InForce(text.identifier, found.force, _article(text, found.basis), found)


def _article(text: Instrument, basis: str) -> str:
    """The article of the clause that knows this reason; none where the text is silent."""
    clauses = (each for each in text.clauses if each.kind in {"entry", "term"})
    said = (each.article for each in clauses if basis in KINDS[each.kind].sentences)
    return next(said, "")
