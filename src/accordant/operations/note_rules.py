"""What a note, its acknowledgement and a fact must be to be kept, whoever signed them.

One name is one note: an act under a name taken is refused unless it is the very act held, which is
then held already. An acknowledgement answers a note its party was really sent, once. Nothing here
asks whether a note has effect; that is the law's, and only of a delivery.
"""

from __future__ import annotations

from accordant.errors import MalformedInput
from accordant.model.act import Act, FactRecorded, NoteAcknowledged, NoteSigned
from accordant.model.fact import fault_of
from accordant.model.instant import load_zone
from accordant.model.note import digest_of
from accordant.model.party import state_of
from accordant.operations.ports import ActRow, Reading
from accordant.operations.world import World, act_of


def acts_named(reading: Reading, name: str) -> list[tuple[ActRow, NoteSigned | NoteAcknowledged]]:
    """The note under a name and what was said of it, as learnt."""
    found = ((row, act_of(row)) for row in reading.acts_about(name))
    return [
        (row, act)
        for row, act in found
        if isinstance(act, NoteSigned | NoteAcknowledged) and row.subject == name
    ]


def signed_note(reading: Reading, name: str) -> tuple[ActRow, NoteSigned] | None:
    """The note under a name with the act that signed it, or None."""
    return next(
        ((row, act) for row, act in acts_named(reading, name) if isinstance(act, NoteSigned)),
        None,
    )


def fault_of_act(reading: Reading, act: Act, digest: str) -> str:
    """Return why an act about a note, or a fact, is not kept; empty when it may be.

    Args:
        reading: what is held.
        act: the act; others than notes, acknowledgements and facts have no fault here.
        digest: of its signed envelope.
    """
    match act:
        case FactRecorded():
            return _fault_of_fact(act)
        case NoteSigned():
            held = signed_note(reading, act.note.name)
            if held is not None and held[0].digest != digest:
                return f"another note is signed under the name `{act.note.name}`"
        case NoteAcknowledged():
            return _fault_of_acknowledgement(reading, act, digest)
        case _:
            pass
    return ""


def is_for(party: str, note: NoteSigned, world: World) -> bool:
    """Whether a note is a party's to hold: addressed to it, or under an instrument it shares."""
    written, to = note.note, state_of(note.note.to)
    if party in (to, state_of(written.party)):
        return True
    needed = {party, to, state_of(written.party)}
    return any(
        text.identifier == written.instrument and needed <= {state_of(p) for p in text.parties}
        for text in world.texts.values()
    )


def _fault_of_fact(act: FactRecorded) -> str:
    fault = fault_of(act.fact)
    if fault:
        return fault
    try:
        load_zone(act.fact.zone)  # the law counts days in it
    except MalformedInput as error:
        return error.message
    return ""


def _fault_of_acknowledgement(reading: Reading, act: NoteAcknowledged, digest: str) -> str:
    held = signed_note(reading, act.note)
    if held is None or digest_of(held[1].note) != act.digest:
        return "it acknowledges a note that is not held here"
    if state_of(held[1].note.to) != act.party:
        return "it acknowledges a note that was written to another party"
    others = [
        row
        for row, each in acts_named(reading, act.note)
        if isinstance(each, NoteAcknowledged) and each.party == act.party
    ]
    if any(row.digest != digest for row in others):
        return "the note is acknowledged already; the first acknowledgement stands"
    return ""
