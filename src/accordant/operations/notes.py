"""Notes verbales: signed by the treaty desk, copied to the partner, delivered by people.

Signing and sending a copy change nothing, and an acknowledgement is a courtesy. Only a delivery,
entered as a fact with its channel, place, instant and signatory, has effect; what effect is the
law's question. A party without a node is no error: its note is handed over on paper.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

import msgspec

from accordant.errors import MalformedInput, UnknownNote
from accordant.law.instrument import Instrument, clause_of
from accordant.model.act import FactRecorded, NoteAcknowledged, NoteSigned
from accordant.model.fact import Fact, FactKind
from accordant.model.instant import Instant, start_of_day
from accordant.model.note import Note, NoteKind, digest_of
from accordant.model.party import state_of
from accordant.operations.acts import Recorded, sign_and_record
from accordant.operations.facts import record
from accordant.operations.node import Node
from accordant.operations.note_rules import signed_note
from accordant.operations.ports import Drafts, Reading
from accordant.operations.texts import find, in_effect
from accordant.operations.world import act_of
from accordant.signing import SigningKey

FACT_OF: dict[NoteKind, FactKind] = {
    "requirements-met": "requirements-notified",
    "notice-of-termination": "notice-delivered",
    "revocation-of-notice": "notice-revoked",
    "suspension-of-effect": "notice-suspended",
    "withdrawal-of-suspension": "suspension-withdrawn",
    "withdrawal-of-notes": "notes-withdrawn",
    "amendment-proposal": "happened",
    "suspension-of-operation": "operation-suspended",
    "reservation-of-position": "contested",
    "law-changed": "law-changed",
    "authority-designated": "authority-designated",
    "consultation-request": "consultation",
    "acknowledgement": "happened",
}
"""What happens to an instrument when a note of a kind is delivered."""


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """How a note was handed over: all that starts a clock."""

    at: Instant
    zone: str
    channel: str
    place: str
    signatory: str  # who signed or handed it over: an office, and a name where the act is public


Signatory: TypeAlias = tuple[str, SigningKey]
"""An officer's post and its key."""


def fact_of(text: Instrument, note: Note, delivery: Delivery) -> Fact:
    """Return the fact that the delivery of a note is: pure, for foresight and for the record."""
    kind = FACT_OF[note.kind]
    term = clause_of(text, "term")
    if kind == "notice-delivered" and term is not None and term.notice is not None:
        kind = "denounced" if term.notice.act == "denunciation" else kind
    return Fact(
        name=note.name,
        kind=kind,
        instrument=note.instrument,
        party=note.party,
        at=delivery.at,
        zone=delivery.zone,
        channel=delivery.channel,
        place=delivery.place,
        signatory=delivery.signatory,
        of=None if note.refers is None else note.refers.name,
        ground=note.ground,
        authority=note.authority,
        words=note.words or note.kind,
        source=f"the note itself, SHA-256 {digest_of(note)}",
        confidence="established",
    )


def sign_and_send(node: Node, drafts: Drafts, note: Note, officer: Signatory) -> Recorded:
    """Sign a draft as the officer was shown it, and queue a copy for every partner it concerns.

    Raises:
        MalformedInput: the note is not this party's, or its name is taken.
        NotAuthorised, UnknownInstrument: see `sign_and_record`.
    """
    if state_of(note.party) != node.party:
        raise MalformedInput(f"the note is written by {note.party}, not by {node.party}")
    text = find(node, note.instrument)
    tell = _partners(node, (*text.parties, note.to))
    act = NoteSigned(note.party, note, node.clock.now())
    recorded = sign_and_record(node, act, *officer, tell=tell)
    drafts.discard(note.name)
    return recorded


def record_delivery(node: Node, name: str, delivery: Delivery, officer: Signatory) -> Recorded:
    """Enter that a note was delivered, this party's own or one received; the only act with effect.

    Raises:
        UnknownNote: no signed note of this name is held.
        MalformedInput: it names no place or signatory, lies in the future or before the note was
            written, or is recorded here already.
        ActWithoutEffect: it is this party's own, and would move nothing: through the press, say.
        NotAuthorised, UnknownInstrument: see `sign_and_record`.
    """
    note, now = held(node, name).note, node.clock.now()
    _check_delivery(note, delivery, now)
    if any(each.party == node.party for each in deliveries(node, note)):
        raise MalformedInput(
            "the delivery of this note is recorded already",
            hint="A fact never changes; see it with `accordant note show`.",
        )
    text = in_effect(node, note.instrument, delivery.at)
    tell = _partners(node, (*text.parties, note.to))
    return record(node, fact_of(text, note, delivery), *officer, tell=tell)


def acknowledge(node: Node, name: str, received: Instant, officer: Signatory) -> Recorded:
    """Confirm to its writer that a note was received.

    Raises:
        UnknownNote: no signed note of this name is held.
        MalformedInput: it was not written to this party, lies in the future, or was acknowledged.
        NotAuthorised: see `sign_and_record`.
    """
    note, now = held(node, name).note, node.clock.now()
    if received > now:
        raise MalformedInput("a note is acknowledged once it was received", place="--received")
    act = NoteAcknowledged(node.party, note.name, digest_of(note), received, now)
    return sign_and_record(node, act, *officer, tell=_partners(node, (note.party,)))


def earlier(node: Node, name: str, instrument: str) -> Note | None:
    """The note another refers to; None where a fact of that name is held and no note of it.

    Raises:
        UnknownNote: neither is held: a reference to nothing would have no effect.
    """

    def work(reading: Reading) -> tuple[NoteSigned | None, bool]:
        found = signed_note(reading, name)
        acts = (act_of(row) for row in reading.acts_about(instrument))
        facts = (act.fact.name for act in acts if isinstance(act, FactRecorded))
        return None if found is None else found[1], name in facts

    signed, is_fact = node.store.read(work)
    if signed is None and not is_fact:
        raise UnknownNote(f"neither a note nor a fact `{name[:80]}` is held here")
    return None if signed is None else signed.note


def held(node: Node, name: str) -> NoteSigned:
    """The signed note of a name.

    Raises:
        UnknownNote: none is held.
    """
    found = node.store.read(lambda reading: signed_note(reading, name))
    if found is None:
        raise UnknownNote(f"no signed note `{name[:80]}` is held here")
    return found[1]


def deliveries(node: Node, note: Note) -> tuple[FactRecorded, ...]:
    """Who recorded the delivery of a note: this party, the other, both or nobody."""
    return node.store.read(lambda reading: deliveries_in(reading, note))


def deliveries_in(reading: Reading, note: Note) -> tuple[FactRecorded, ...]:
    """As `deliveries`, on a snapshot; a fact that borrows the name is none."""
    acts = (act_of(row) for row in reading.acts_about(note.instrument))
    return tuple(
        act
        for act in acts
        if isinstance(act, FactRecorded)
        and (act.fact.name, act.fact.party) == (note.name, note.party)
        and act.fact.kind in _kinds_of(note)
    )


def _check_delivery(note: Note, delivery: Delivery, now: Instant) -> None:
    """Refuse a delivery that cannot have been: a clock must not be wound by a slip of the hand."""
    for field in ("place", "signatory"):
        if not getattr(delivery, field).strip():
            raise MalformedInput(f"a delivery names its {field}", place=f"--{field}")
    if delivery.at > now:
        raise MalformedInput("a delivery is recorded once it has happened", place="--at")
    if delivery.at < start_of_day(date.fromisoformat(note.dated), note.zone):
        raise MalformedInput(f"the note is dated {note.dated}, after that", place="--at")


def _kinds_of(note: Note) -> tuple[FactKind, ...]:
    """The facts a delivery of the note can be."""
    kind = FACT_OF[note.kind]
    return (kind, "denounced") if kind == "notice-delivered" else (kind,)


def _partners(node: Node, parties: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the parties that can be told anything; the others get paper."""
    states = {state_of(party) for party in parties} - {node.party}

    def known(reading: Reading) -> tuple[str, ...]:
        return tuple(sorted(each for each in states if reading.partner(each) is not None))

    return node.store.read(known)
