"""What became of each note: drafted, signed, its copy cosigned, delivered, acknowledged.

These are separate things and none stands for another: a copy cosigned or a note acknowledged says
nothing about its delivery. What a note would do is asked of the law and not kept.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from accordant.errors import MalformedInput
from accordant.law.foresight import Foreseen, foresee
from accordant.law.instrument import Instrument
from accordant.log.origin import link_origin
from accordant.model.act import FactRecorded, NoteAcknowledged, NoteSigned
from accordant.model.fact import Fact
from accordant.model.instant import Instant
from accordant.model.note import Note, digest_of
from accordant.operations.facts import known_acts
from accordant.operations.node import Node
from accordant.operations.note_rules import acts_named
from accordant.operations.notes import deliveries_in
from accordant.operations.ports import Drafts, Reading

NoteState: TypeAlias = Literal[
    "drafted", "unreadable", "signed", "copy-cosigned", "delivered", "acknowledged"
]


class CopyView(msgspec.Struct, frozen=True):
    """A copy of this party's note for one partner."""

    partner: str
    cosigned: bool


class DeliveryView(msgspec.Struct, frozen=True):
    """One party's record of a delivery."""

    recorded_by: str
    fact: Fact
    recorded: Instant


class AcknowledgedView(msgspec.Struct, frozen=True):
    """The other party's word that it has the note."""

    party: str
    received: Instant
    at: Instant


class NoteView(msgspec.Struct, frozen=True, kw_only=True):
    """A note and all that became of it."""

    name: str
    states: tuple[NoteState, ...]
    note: Note | None  # None: a draft that cannot be read
    digest: str = ""
    signed: Instant | None = None
    copies: tuple[CopyView, ...] = ()
    delivered: tuple[DeliveryView, ...] = ()
    acknowledged: tuple[AcknowledgedView, ...] = ()
    reason: str = ""  # why a draft cannot be read


def notes(node: Node, drafts: Drafts) -> tuple[NoteView, ...]:
    """Every note signed, own and received, as learnt; then every draft."""

    def work(reading: Reading) -> list[NoteView]:
        rows = reading.acts("note-signed/1")
        return [_signed(node.party, reading, row.subject) for row in rows]

    signed = node.store.read(work)
    names = {view.name for view in signed}
    return (*signed, *(_drafted(drafts, name) for name in drafts.names() if name not in names))


def note_named(node: Node, drafts: Drafts, name: str) -> NoteView | None:
    """One note, signed or drafted; None where there is neither."""

    def work(reading: Reading) -> NoteView | None:
        acts = (act for _, act in acts_named(reading, name))
        is_held = any(isinstance(act, NoteSigned) for act in acts)
        return _signed(node.party, reading, name) if is_held else None

    signed = node.store.read(work)
    if signed is not None or name not in drafts.names():
        return signed
    return _drafted(drafts, name)


def foreseen(node: Node, text: Instrument, fact: Fact) -> Foreseen:
    """What a fact would do to an instrument, by the acts held here."""
    return foresee(text, known_acts(node, text), fact)


def _drafted(drafts: Drafts, name: str) -> NoteView:
    """A draft as it stands; one that cannot be read is listed with the reason."""
    try:
        note = drafts.read(name)
    except MalformedInput as error:
        return NoteView(name=name, states=("unreadable",), note=None, reason=str(error))
    digest = "" if note is None else digest_of(note)
    return NoteView(name=name, states=("drafted",), note=note, digest=digest)


def _signed(party: str, reading: Reading, name: str) -> NoteView:
    found = acts_named(reading, name)
    row, signed = next((row, act) for row, act in found if isinstance(act, NoteSigned))
    note, copies = signed.note, _copies(party, reading, signed)
    delivered = tuple(_delivery(act) for act in deliveries_in(reading, note))
    acknowledged = tuple(
        AcknowledgedView(act.party, act.received, act.at)
        for _, act in found
        if isinstance(act, NoteAcknowledged)
    )
    holds: dict[NoteState, bool] = {
        "signed": True,
        "copy-cosigned": any(copy.cosigned for copy in copies),
        "delivered": bool(delivered),
        "acknowledged": bool(acknowledged),
    }
    return NoteView(
        name=name,
        states=tuple(state for state, held in holds.items() if held),
        note=note,
        digest=digest_of(note),
        signed=row.at,
        copies=copies,
        delivered=delivered,
        acknowledged=acknowledged,
    )


def _delivery(act: FactRecorded) -> DeliveryView:
    return DeliveryView(act.party, act.fact, act.at)


def _copies(party: str, reading: Reading, signed: NoteSigned) -> tuple[CopyView, ...]:
    """The copies of an own note; of a note received there are none to be said."""
    if signed.party != party:
        return ()
    return tuple(
        CopyView(
            row.partner,
            row.index is not None
            and row.index < reading.log(link_origin(party, row.partner)).cosigned_size,
        )
        for row in reading.outbox_about(signed.note.name)
        if row.type == "note"
    )
