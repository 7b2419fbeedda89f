"""From officers' acts to the facts of one instrument, and to each party's account of them.

A party's own acts count in everybody's account when that party recorded them. What one party
records of another's act counts in its own account only, until the other says the same: the
recipient of a note may record its delivery, and can move nobody's law but its own by it. What all
parties do together counts when all of them recorded it, of one day; they may differ in the minute.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from accordant.model.act import Act, FactRecorded, NoticeDelivered, RequirementsNotified
from accordant.model.fact import FACT_KINDS, JOINT, Fact, known_from
from accordant.model.instant import Instant, day_of
from accordant.model.party import state_of

FROM_ACT = "the officer's own act"


ENDING = frozenset({"terminated", "replaced", "operation-suspended"})
"""Joint kinds that close: told of two instants the earlier counts; of other kinds the later."""


class Entry(NamedTuple):
    """One fact as recorded: the states whose officers recorded it, and whether it is assumed."""

    fact: Fact
    by: frozenset[str]
    assumed: bool = False  # of a rehearsal, never mixed with history
    heard: Instant = 0  # when it was first recorded here by who did it, else by anybody


def entries_about(
    identifier: str, acts: Iterable[Act], known_at: Instant | None = None
) -> tuple[Entry, ...]:
    """Return the facts of an instrument in the order they happened, each once.

    Args:
        identifier: of the instrument.
        acts: in any order, with repetition.
        known_at: what could be known only later does not count; None = everything.
    """
    found: dict[object, Entry] = {}
    for act in acts:
        entry = _entry_of(act, identifier)
        if entry is None or (known_at is not None and learnt(act) > known_at):
            continue
        key = _essence(entry)
        held = found.get(key)
        found[key] = entry if held is None else _merged(held, entry)
    return tuple(sorted(_joined(found.values()), key=_place))


def account_of(party: str, entries: Iterable[Entry], parties: Iterable[str]) -> tuple[Entry, ...]:
    """Return the facts as one party holds them to be.

    Args:
        party: whose account; a state.
        entries: everything recorded.
        parties: the parties of the instrument, whose joint acts need the word of each.
    """
    states = frozenset(state_of(each) for each in parties)
    return tuple(each for each in entries if _counts(each, party, states))


def _counts(entry: Entry, party: str, states: frozenset[str]) -> bool:
    if is_joint(entry.fact):
        return entry.by >= states
    return party in entry.by or state_of(entry.fact.party) in entry.by


def is_joint(fact: Fact) -> bool:
    """Whether a fact is an act of all parties together."""
    return fact.kind in JOINT or (fact.kind == "operation-suspended" and not fact.party)


def as_all_recorded(facts: Iterable[Fact], parties: Iterable[str]) -> tuple[FactRecorded, ...]:
    """Return facts as if every party had recorded them, each when it could first be known.

    For a story told in a table: no node recorded it, and nobody disputes that it happened.
    """
    states = sorted({state_of(each) for each in parties})
    return tuple(FactRecorded(state, fact, known_from(fact)) for fact in facts for state in states)


def is_awaiting(entry: Entry, parties: Iterable[str]) -> tuple[str, ...]:
    """Return the states whose word a joint act still lacks."""
    if not is_joint(entry.fact):
        return ()
    return tuple(sorted({state_of(each) for each in parties} - entry.by))


def learnt(act: Act) -> Instant:
    """Return when an act could first be known: as it says, else when its officer signed it."""
    if isinstance(act, FactRecorded) and act.fact.learnt is not None:
        return act.fact.learnt
    return act.at


def _entry_of(act: Act, identifier: str) -> Entry | None:
    """The fact an act states about an instrument."""
    if isinstance(act, FactRecorded):
        about = act.fact.instrument == identifier
        return Entry(act.fact, _by(act), heard=act.at) if about else None
    if isinstance(act, NoticeDelivered) and act.instrument == identifier:
        fact = _simple(act, "notice-delivered", act.channel)
        return Entry(fact, _by(act), act.counterfactual, act.at)
    if isinstance(act, RequirementsNotified) and act.instrument == identifier:
        return Entry(_simple(act, "requirements-notified", "diplomatic"), _by(act), heard=act.at)
    return None


def _by(act: Act) -> frozenset[str]:
    return frozenset({state_of(act.party)})


def _simple(act: NoticeDelivered | RequirementsNotified, kind: str, channel: str) -> Fact:
    return Fact(
        name=f"{act.party.lower().replace(':', '-')}-{kind}-{act.delivered}".replace("--", "-"),
        kind=kind,  # type: ignore[arg-type]  # one of the two the caller names
        instrument=act.instrument,
        party=act.party,
        at=act.delivered,
        zone="UTC",
        precision="millisecond",
        channel=channel,
        source=FROM_ACT,
        confidence="established",
        learnt=act.at,
    )


def _essence(entry: Entry) -> object:
    """What makes two records the same fact; not their source and words, nor whose clock told."""
    fact = entry.fact
    if is_joint(fact):
        return (*_agreed(fact), _counted(fact))
    bare = msgspec.structs.replace(
        fact, source="", words="", confidence="reported", learnt=None, place="", signatory="",
        zone="UTC", precision="minute",
    )  # fmt: skip
    return (msgspec.json.encode(bare), entry.assumed)


def _merged(one: Entry, other: Entry) -> Entry:
    """The same fact recorded twice: in the words of who did it, else of who knew it first."""
    first, second = sorted(
        (one, other), key=lambda each: (not _own(each), known_from(each.fact), _place(each))
    )
    heard = min(first.heard, second.heard) if _own(first) == _own(second) else first.heard
    return Entry(first.fact, first.by | second.by, first.assumed, heard)


def _joined(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Take for one what parties agreed on a day, and each of them told of another minute.

    What one party told of twice is two things.
    """
    made: dict[object, list[Entry]] = {}
    for entry in sorted(entries, key=_place):
        fact = entry.fact
        if not is_joint(fact):
            yield entry
            continue
        day = made.setdefault((*_agreed(fact), day_of(_counted(fact), fact.zone)), [])
        apart = next((other for other in day if not other.by & entry.by), None)
        if apart is None:
            day.append(entry)
        else:
            day[day.index(apart)] = _as_one(apart, entry)
    for day in made.values():
        yield from day


def _as_one(one: Entry, other: Entry) -> Entry:
    """What closes counts from the earlier instant, what opens from the later."""
    choose = min if one.fact.kind in ENDING else max
    fact = choose((one.fact, other.fact), key=lambda each: (_counted(each), each.name))
    return Entry(fact, one.by | other.by, one.assumed, max(one.heard, other.heard))


def _agreed(fact: Fact) -> tuple[object, ...]:
    return (fact.kind, fact.of, fact.clauses, fact.governs_held, fact.by, fact.ground)


def _counted(fact: Fact) -> Instant:
    """When a joint act takes effect."""
    return fact.at if fact.effect is None else fact.effect


def _own(entry: Entry) -> bool:
    return state_of(entry.fact.party) in entry.by


def _place(entry: Entry) -> tuple[Instant, int, str, bytes, bool]:
    """In order of time; of one instant in the order of a life, as the kinds are listed."""
    fact = entry.fact
    kind = FACT_KINDS.index(fact.kind)
    return (fact.at, kind, fact.name, msgspec.json.encode(fact), entry.assumed)
