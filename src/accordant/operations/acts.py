"""Recording what officers sign, and telling the partners concerned.

An act is verified against the party statement that names the officer, then kept as a fact of the
law with the instant it was learnt. The partner's copy travels as a leaf; it is never a condition.
"""

from __future__ import annotations

import msgspec

from accordant import canonical
from accordant.clauses.standing_release import approval_of
from accordant.envelope import acts as signed_acts
from accordant.errors import (
    LevelNotInTable,
    MalformedInput,
    NotAuthorised,
    UnknownInstrument,
    UnknownProduct,
    UnknownRecipient,
)
from accordant.law.lifecycle import FORCE_KINDS
from accordant.model.act import (
    Act,
    Adopted,
    AssuranceGiven,
    ConsentGiven,
    DesignationWithdrawn,
    FactRecorded,
    LevelDesignated,
    NoteAcknowledged,
    NoteSigned,
    NoticeDelivered,
    OrderRevoked,
    OrderSigned,
    ReleaseApproved,
    RequirementsNotified,
)
from accordant.model.case import Case, Consent
from accordant.model.instant import Instant
from accordant.model.party import state_of
from accordant.model.precedence import rank_of
from accordant.operations import designations
from accordant.operations.journal import Journal
from accordant.operations.node import Node, keep_time
from accordant.operations.note_rules import fault_of_act
from accordant.operations.officer_acts import check_act
from accordant.operations.ports import OWN, ActRow, OutboxRow, Reading, Transaction
from accordant.operations.world import World
from accordant.signing import SigningKey

RANK = rank_of("immediate")  # acts go before routine products, after warnings

TOLD = FORCE_KINDS | {
    "contested",
    "reading-held",
    "authority-designated",
    "law-changed",
    "condition-met",
    "arrangement-made",
    "consultation",
}
"""The kinds of fact that are the other parties' to know; the rest stays at home."""

_TOLD_AS: dict[type[Act], str] = {
    ConsentGiven: "consent",
    AssuranceGiven: "assurance",
    NoteSigned: "note",
    NoteAcknowledged: "note",
}
"""The type of the message an act is told in, where that is not `statement`."""


class Recorded(msgspec.Struct, frozen=True):
    """An act kept here, and the partners it was queued for."""

    act: Act
    digest: str
    told: tuple[str, ...]


def sign_and_record(
    node: Node,
    act: Act,
    post: str,
    key: SigningKey,
    *,
    tell: tuple[str, ...] = (),
    quietly: bool = False,
) -> Recorded:
    """Sign an act by an officer of this party, record it and tell whom it concerns.

    Args:
        node: this party's node.
        act: what the officer was shown.
        post: the officer's post.
        key: the officer's private key.
        tell: partners to tell besides those the act itself concerns.
        quietly: tell nobody, whomever it concerns.

    Raises:
        NotAuthorised: the post's authority does not cover the act, the order names another post,
            the case approved is not one this node referred, or a consent is in the name of
            somebody who is no originator of the item.
        UnknownProduct: a consent for an item or version not written here.
        OfficerMayNot, ClockUnsound: a register of officers was begun and says no.
        MalformedInput: a note under a name taken, an acknowledgement of a note not held, or a
            fact that is none of its kind.
        UnknownInstrument: the act names a text this node does not hold.
        UnknownRecipient: somebody to tell is not a partner.
        UnknownProduct, LevelNotInTable: see `designations.check`.
    """
    envelope = signed_acts.sign(act, post, key)
    signed = signed_acts.verify(envelope, node.statement)
    recorded = node.store.write(
        lambda work: _record_own(node, work, envelope, signed, None if quietly else tell)
    )
    node.wake()
    return recorded


def _record_own(
    node: Node,
    transaction: Transaction,
    envelope: bytes,
    signed: signed_acts.SignedAct,
    tell: tuple[str, ...] | None,
) -> Recorded:
    act = signed.act
    world = node.worlds.current(transaction)
    _check_known(world, act)
    _check_meant(world, transaction, signed)
    if isinstance(act, LevelDesignated | DesignationWithdrawn):
        designations.check(transaction, world, node.policies(), act)
    check_act(node, transaction, world, signed)
    concerned: tuple[str, ...] = ()
    if tell is not None:
        concerned = tuple(sorted({*tell, *_concerned(world, act)} - {node.party}))
    if isinstance(act, FactRecorded | NoteSigned):
        # A note is delivered by hand also to a party that has no node.
        concerned = tuple(each for each in concerned if transaction.partner(each) is not None)
    now = node.clock.now()
    journal = Journal(node.party)
    if keep_verified(transaction, envelope, signed, now):
        journal.note("recorded", subject_of(act), signed.digest, _kind_of(act), now)
        if isinstance(act, LevelDesignated | DesignationWithdrawn):
            designations.apply(transaction, world, node.policies(), act, signed.digest)
        for partner in concerned:
            _enqueue(transaction, partner, act, envelope, now)
    keep_time(transaction, now)
    journal.close(transaction)
    return Recorded(act, signed.digest, concerned)


def keep_verified(
    transaction: Transaction, envelope: bytes, signed: signed_acts.SignedAct, learnt: Instant
) -> bool:
    """Keep an act whose signature and authority were verified; False when it is held already."""
    row = ActRow(
        digest=signed.digest,
        kind=_kind_of(signed.act),
        party=signed.act.party,
        subject=subject_of(signed.act),
        envelope=envelope,
        at=signed.act.at,
        learnt=learnt,
    )
    return transaction.save_act(row)


def subject_of(act: Act) -> str:
    """What an act is about: an instrument, an order, a product, an assured post or a note."""
    match act:
        case Adopted() | RequirementsNotified() | NoticeDelivered():
            return act.instrument
        case OrderSigned() | OrderRevoked():
            return act.order
        case NoteAcknowledged():
            return act.note
        case LevelDesignated() | DesignationWithdrawn():
            return act.product
    return _subject_inside(act)


def _subject_inside(act: Act) -> str:
    """What an act is about, where that stands in the document it signs."""
    match act:
        case FactRecorded():
            return act.fact.instrument
        case NoteSigned():
            return act.note.name
        case ConsentGiven():
            return act.consent.product
        case AssuranceGiven():
            return act.assurance.post
        case ReleaseApproved():
            return act.approval.product
    raise MalformedInput("an act of no known kind")


def _concerned(world: World, act: Act) -> tuple[str, ...]:
    """The parties an act concerns by its nature; orders and approvals stay at home.

    Notes are told by `operations.notes`.
    """
    match act:
        case Adopted() | RequirementsNotified() | NoticeDelivered():
            return _parties_of(world, act.instrument)
        case FactRecorded() if act.fact.kind in TOLD:
            return _parties_of(world, act.fact.instrument)
        case AssuranceGiven():
            return (act.assurance.to,)
        case _:
            return ()


def _parties_of(world: World, identifier: str) -> tuple[str, ...]:
    texts = [text for text in world.texts.values() if text.identifier == identifier]
    return tuple({state_of(party) for text in texts for party in text.parties})


def _check_known(world: World, act: Act) -> None:
    """Refuse an act about a text or level this node does not hold."""
    match act:
        case Adopted() | OrderSigned() | OrderRevoked():
            if act.clauses not in world.texts:
                raise UnknownInstrument("no text with this clause digest is held here")
        case RequirementsNotified() | NoticeDelivered() | NoteSigned() | FactRecorded():
            if not _parties_of(world, _instrument_of(act)):
                raise UnknownInstrument(f"no text `{_instrument_of(act)}` is held here")
        case AssuranceGiven():
            terms = {term for text in world.texts.values() for term in text.terms}
            if act.assurance.level not in terms:
                raise LevelNotInTable(f"`{act.assurance.level}` is not a term of any text held")
        case _:
            pass


def _instrument_of(
    act: RequirementsNotified | NoticeDelivered | NoteSigned | FactRecorded,
) -> str:
    return act.note.instrument if isinstance(act, NoteSigned) else subject_of(act)


def _check_meant(world: World, reading: Reading, signed: signed_acts.SignedAct) -> None:
    """Refuse an order signed by another post than it names, and a yes to a case never shown.

    Also a consent for what this party did not write, a note under a name taken, an acknowledgement
    of none, and a fact that is no fact.
    """
    act = signed.act
    fault = fault_of_act(reading, act, signed.digest)
    if fault:
        raise MalformedInput(fault)
    if isinstance(act, OrderSigned | OrderRevoked):
        post = world.texts[act.clauses].authority
        if signed.post != post:
            raise NotAuthorised(f"this order is signed and revoked by the post `{post}`")
    if isinstance(act, ConsentGiven):
        _check_consent(reading, act.consent)
    if isinstance(act, ReleaseApproved) and not _was_referred(reading, act):
        raise NotAuthorised(
            "the case approved is not one that was referred here",
            hint="Ask for the release first; what is then referred can be approved.",
        )


def _check_consent(reading: Reading, consent: Consent) -> None:
    """Refuse a consent for an item, version or agency that this party cannot consent for.

    It would be kept, travel, and open nothing: whoever waits for it should hear so now.
    """
    row = reading.product(consent.product, consent.version, OWN)
    if row is None:
        raise UnknownProduct(
            f"no product {consent.product} version {consent.version} was written here",
            hint="A consent is its originator's, for one version of one item written there.",
            place=consent.product,
        )
    if consent.originator not in row.originators:
        known = ", ".join(row.originators)
        raise NotAuthorised(
            f"{consent.originator} is no originator of {consent.product}; it has: {known}",
            hint="Name the originator with --organ; a party does not consent for its organ.",
            place=consent.product,
        )


def _was_referred(reading: Reading, act: ReleaseApproved) -> bool:
    """Whether the case is in the record, was referred, and is what the approval says yes to."""
    approval = act.approval
    for row in reading.decisions_of(approval.product, approval.version):
        if (row.case_digest, row.direction, row.outcome) == (act.case, "outbound", "refer"):
            shown = approval_of(canonical.parse(row.case, Case))
            return msgspec.structs.replace(shown, given=approval.given) == approval
    return False


def _enqueue(
    transaction: Transaction, partner: str, act: Act, envelope: bytes, now: Instant
) -> None:
    if transaction.partner(partner) is None:
        raise UnknownRecipient(f"{partner} is not a partner of this node")
    row = OutboxRow(
        partner=partner,
        rank=RANK,
        type=_TOLD_AS.get(type(act), "statement"),
        payload=envelope,
        product=subject_of(act) if isinstance(act, NoteSigned | NoteAcknowledged) else "",
        at=now,
    )
    transaction.enqueue(row)


def _kind_of(act: Act) -> str:
    return str(type(act).__struct_config__.tag)
