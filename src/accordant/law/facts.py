"""From officers' acts to the facts of one instrument, and to each party's account of them.

A party's own acts count in everybody's account when that party recorded them. What one party
records of another's act counts in its own account only, until the other says the same: the
recipient of a note may record its delivery, and can move nobody's law but its own by it. What
undoes a notice counts in another's account from the instant its officer signed the record, however
early it is said to have been delivered, unless the other recorded it too: nobody revives by its
word alone what had ended. What all parties do together counts when all of them recorded it, of one
day; they may differ in the minute.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from accordant.model.act import Act, FactRecorded, NoticeDelivered, RequirementsNotified
from accordant.model.fact import JOINT, Fact, known_from
from accordant.model.instant import Instant, day_of
from accordant.model.party import state_of

FROM_ACT = "the officer's own act"


UNDOING = frozenset({"notice-revoked", "notice-suspended", "notes-withdrawn"})
"""Kinds by which a party takes back what it did to end the instrument."""

ENDING = frozenset({"terminated", "replaced", "operation-suspended"})
"""Joint kinds that close: told of two instants the earlier counts; of other kinds the later."""


class Entry(NamedTuple):
    """One fact as recorded: the states whose officers recorded it, and whether it is assumed."""

    fact: Fact
    by: frozenset[str]
    signed: Instant  # the first record of it
    assumed: bool = False  # of a rehearsal, never mixed with history


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
    return tuple(sorted(found.values(), key=_place))


def account_of(party: str, entries: Iterable[Entry], parties: Iterable[str]) -> tuple[Entry, ...]:
    """Return the facts as one party holds them to be.

    Args:
        party: whose account; a state.
        entries: everything recorded.
        parties: the parties of the instrument, whose joint acts need the word of each.
    """
    states = frozenset(state_of(each) for each in parties)
    held = [_as_held(each, party) for each in entries if _counts(each, party, states)]
    return tuple(sorted(held, key=_place))


def _as_held(entry: Entry, party: str) -> Entry:
    """An entry as one party's account has it."""
    fact = entry.fact
    if fact.kind not in UNDOING or party in entry.by or entry.signed <= fact.at:
        return entry
    return entry._replace(fact=msgspec.structs.replace(fact, at=entry.signed))


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
        return Entry(act.fact, _by(act), act.at) if act.fact.instrument == identifier else None
    if isinstance(act, NoticeDelivered) and act.instrument == identifier:
        fact = _simple(act, "notice-delivered", act.channel)
        return Entry(fact, _by(act), act.at, act.counterfactual)
    if isinstance(act, RequirementsNotified) and act.instrument == identifier:
        return Entry(_simple(act, "requirements-notified", "diplomatic"), _by(act), act.at)
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
    """What makes two records the same fact; their source and words do not."""
    fact = entry.fact
    if is_joint(fact):
        day = day_of(_counted(fact), fact.zone)
        said = (fact.of, fact.clauses, fact.governs_held, fact.by, fact.ground)
        return (fact.kind, *said, day)
    bare = msgspec.structs.replace(
        fact, source="", words="", confidence="reported", learnt=None, place="", signatory=""
    )
    return (msgspec.json.encode(bare), entry.assumed)


def _merged(one: Entry, other: Entry) -> Entry:
    """The same fact recorded twice: in the words of who did it, else of who knew it first."""
    first, second = sorted(
        (one, other), key=lambda each: (not _own(each), known_from(each.fact), _place(each))
    )
    fact, signed = first.fact, min(one.signed, other.signed)
    if is_joint(fact):
        choose = min if fact.kind in ENDING else max
        fact = choose((first.fact, second.fact), key=lambda each: (_counted(each), each.name))
    return Entry(fact, first.by | second.by, signed, first.assumed)


def _counted(fact: Fact) -> Instant:
    """When a joint act takes effect."""
    return fact.at if fact.effect is None else fact.effect


def _own(entry: Entry) -> bool:
    return state_of(entry.fact.party) in entry.by


def _place(entry: Entry) -> tuple[Instant, str, str, bytes, bool]:
    fact = entry.fact
    return (fact.at, fact.kind, fact.name, msgspec.json.encode(fact), entry.assumed)
