"""The packaged story asked like a node: as if every party had recorded its facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from accordant.adapters import packaged, story_table
from accordant.adapters.clock import SystemClock
from accordant.errors import UnknownInstrument
from accordant.law import instrument as instruments
from accordant.law.asof import Stand, stand_at
from accordant.law.capitals import CAPITALS
from accordant.law.facts import as_all_recorded
from accordant.law.force import Matter
from accordant.law.instrument import Instrument
from accordant.model.act import FactRecorded
from accordant.model.instant import Instant, format_instant
from accordant.operations.standing import AsOf, between


def texts() -> list[Instrument]:
    """The packaged instruments, read."""
    read = ((name, packaged.read(name) or b"") for name in packaged.identifiers())
    loaded = [instruments.load(source, f"{name}.md") for name, source in read]
    return [text for text in loaded if text.kind == "instrument"]


def stands(names: Sequence[str], asked: AsOf) -> tuple[Stand, ...]:
    """How the packaged instruments stand by the packaged story.

    Raises:
        UnknownInstrument: none of that name, or none between the two.
    """
    held = texts()
    found = [each for each in held if len(names) == 1 and each.identifier == names[0]]
    if len(names) == 1 and not found:
        known = ", ".join(each.identifier for each in held)
        raise UnknownInstrument(f"`{names[0][:80]}` is no packaged text", hint=f"Known: {known}.")
    found = found or between(held, names)
    at = SystemClock().now() if asked.at is None else asked.at
    return tuple(_stand(text, at, asked) for text in found)


def clock_of(names: Sequence[str]) -> Callable[[Instant | None], str]:
    """How instants are written: on the clocks of the first capital named, else in UTC."""
    zone = CAPITALS[names[0]].zone if names[0] in CAPITALS else "UTC"

    def written(instant: Instant | None) -> str:
        return "—" if instant is None else format_instant(instant - instant % 1000, zone)

    return written


def matters() -> list[Matter]:
    """Every packaged instrument with its facts of the story."""
    return [Matter.of(text, _acts(text)) for text in texts()]


def _stand(text: Instrument, at: Instant, asked: AsOf) -> Stand:
    return stand_at(text, _acts(text), at, known_at=asked.known_at, party=asked.party)


def _acts(text: Instrument) -> tuple[FactRecorded, ...]:
    facts = [fact for fact in story_table.load() if fact.instrument == text.identifier]
    return as_all_recorded(facts, text.parties)
