"""Taking what provides no item: answers to what we said, officers' acts, the next party statement.

Everything is checked before anything is kept, so a message is taken whole or not at all. An
answer must be about a leaf we really said. An act must be of a kind that concerns another party,
in the kind of message that is for it: orders and approvals are national, and a partner's would
release our own items to it. A note and its acknowledgement are kept and change nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from accordant.envelope import acts as signed_acts
from accordant.envelope import dsse
from accordant.envelope import statement as statements
from accordant.errors import MalformedMessage, NotAuthorised
from accordant.log.merkle import leaf_hash
from accordant.log.origin import link_origin
from accordant.model.act import (
    Act,
    Adopted,
    AssuranceGiven,
    ConsentGiven,
    FactRecorded,
    NoteAcknowledged,
    NoteSigned,
    NoticeDelivered,
    RequirementsNotified,
)
from accordant.model.message import (
    AssuranceMessage,
    ConsentMessage,
    NoteMessage,
    Receipt,
    Refusal,
    Signed,
)
from accordant.operations.acts import keep_verified
from accordant.operations.note_rules import fault_of_act, is_for
from accordant.operations.partners import renew, statement_of

if TYPE_CHECKING:
    from accordant.operations.arrive import Arrival

ACTS_TOLD: dict[type, tuple[type[Act], ...]] = {
    Signed: (Adopted, RequirementsNotified, NoticeDelivered, FactRecorded),
    ConsentMessage: (ConsentGiven,),
    AssuranceMessage: (AssuranceGiven,),
    NoteMessage: (NoteSigned, NoteAcknowledged),
}
"""The acts a partner may tell, by the message that tells them."""


def take(
    arrival: Arrival,
    message: Receipt | Refusal | Signed | ConsentMessage | AssuranceMessage | NoteMessage,
    place: str,
) -> None:
    """Take a message that provides no item.

    Raises:
        MalformedMessage, BadSignature, NotAuthorised, StatementRefused, FingerprintMismatch:
            nothing of it was kept.
    """
    if isinstance(message, Receipt):
        _take_receipt(arrival, message, place)
    elif isinstance(message, Refusal):
        _check_said(arrival, message.index, message.leaf, place)
        origin = _our_origin(arrival)
        arrival.transaction.save_refusal(origin, message.index, message.code, arrival.now)
    else:
        _take_signed(arrival, message, place)


def _take_receipt(arrival: Arrival, receipt: Receipt, place: str) -> None:
    for item in receipt.items:
        _check_said(arrival, item.index, item.leaf, place)
    for item in receipt.items:
        arrival.transaction.save_receipt(
            _our_origin(arrival), item.index, item.number, item.outcome, arrival.now
        )


def _take_signed(
    arrival: Arrival,
    message: Signed | ConsentMessage | AssuranceMessage | NoteMessage,
    place: str,
) -> None:
    """An officer's act, or the partner's next party statement."""
    envelope = message.envelope
    kind = dsse.payload_type_of(envelope, place=place)
    if isinstance(message, Signed) and kind == statements.PAYLOAD_TYPE:
        arrival.partner = renew(arrival.transaction, envelope, arrival.partner, place=place)
        return
    signed = signed_acts.verify(envelope, statement_of(arrival.partner), place=place)
    if not isinstance(signed.act, ACTS_TOLD[type(message)]):
        raise NotAuthorised("an act of this kind is not told in this message", place=place)
    _check_about(arrival, signed, place)
    if keep_verified(arrival.transaction, envelope, signed, arrival.now):
        arrival.law_changed = True


def _check_about(arrival: Arrival, signed: signed_acts.SignedAct, place: str) -> None:
    """A note is ours to hold, an acknowledgement is of a note we wrote, a fact is whole.

    Whose word about a fact counts for what is the law's question, not this one's.
    """
    act, party = signed.act, arrival.node.party
    fault = fault_of_act(arrival.transaction, act, signed.digest)
    if not fault and isinstance(act, NoteSigned) and not is_for(party, act, arrival.world):
        fault = "the note is for others"
    if fault:
        raise MalformedMessage(fault, place=place)


def _check_said(arrival: Arrival, index: int, leaf: str, place: str) -> None:
    """An answer must be about a leaf we really said."""
    if index >= arrival.said.size:
        raise MalformedMessage("it answers a leaf that was never said", place=place)
    (said,) = arrival.transaction.entries(_our_origin(arrival), index, index + 1)
    if leaf_hash(said).hex() != leaf:
        raise MalformedMessage("it answers another leaf than the one said", place=place)


def _our_origin(arrival: Arrival) -> str:
    return link_origin(arrival.node.party, arrival.partner.party)
