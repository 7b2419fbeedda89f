"""Acts and readings asked of the register: before an act is kept, and before an item is opened.

Where no register was begun nothing is asked, and the party statement alone says what a post may
sign, as before. Where one was, both are asked: the statement for partners, the register at home.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from accordant import canonical
from accordant.clauses import standing_release
from accordant.clauses.scope import ANY
from accordant.clauses.standing_release import StandingRelease
from accordant.envelope.acts import AUTHORITY_FOR, SignedAct
from accordant.envelope.statement import public_key_of
from accordant.errors import OfficerMayNot
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
from accordant.model.case import Decision
from accordant.model.instant import Instant
from accordant.model.officer import EVERY
from accordant.model.party import state_of
from accordant.model.statement import PublicKey
from accordant.officers.asked import Ruling, What
from accordant.officers.register import Register
from accordant.officers.together import together
from accordant.operations import officers
from accordant.operations.node import Node
from accordant.operations.note_rules import signed_note
from accordant.operations.officer_registers import authors_of, begun
from accordant.operations.officer_words import all_in_words
from accordant.operations.ports import OWN, ProductRow, Reading
from accordant.operations.world import World


def check_act(node: Node, reading: Reading, world: World, signed: SignedAct) -> None:
    """Refuse an act whose officer may not do it now.

    Args:
        node: this party's node.
        reading: the snapshot the act is to be kept in.
        world: the law at that snapshot.
        signed: the act, verified against the party statement.

    Raises:
        OfficerMayNot: with everything that is missing.
        ClockUnsound: the clock stands behind what was recorded already.
    """
    if not begun(reading):
        return
    now = officers.sound_now(node, reading)
    register = node.registers.current(reading)
    key = public_key_of(node.statement, signed.post)
    name = _by(register, key, signed.post, now)
    rungs = officers.rungs_of(node.policies())
    for what in whats_of(node.party, reading, world, signed.act):
        ruling = together(register, rungs, (name,), what, now)
        if not ruling.yes:
            raise _refused(name, what, ruling)


def check_reading(node: Node, reading: Reading, row: ProductRow, reader: PublicKey | None) -> str:
    """Refuse to open an item for somebody who may not read it now; return who reads.

    Returns:
        The officer's name; empty where no register was begun.

    Raises:
        OfficerMayNot, ClockUnsound: as `check_act`; also where nobody says who reads.
    """
    if not begun(reading):
        return ""
    if reader is None:
        raise OfficerMayNot(
            "it is not said who reads",
            hint="A register of officers is begun here: name the post with --as.",
        )
    now = officers.sound_now(node, reading)
    register = node.registers.current(reading)
    name, _ = officers.officer_by(register, reader, now)
    what = what_of_item(reading, row)
    ruling = together(register, officers.rungs_of(node.policies()), (name,), what, now)
    if not ruling.yes:
        raise _refused(name, what, ruling)
    return name


def what_of_item(reading: Reading, row: ProductRow, **more: object) -> What:
    """What an item asks of whoever reads it, or does what else is named with it."""
    own = row.origin == OWN
    fields: dict[str, object] = {
        "deed": "read",
        "level": (row.level if own else row.own_level) or None,
        "subjects": row.subjects,
        "authors": _authors(reading, row.product, row.version) if own else (),
    }
    return What(**(fields | more))  # type: ignore[arg-type]  # names and types of What


def _authors(reading: Reading, product: str, version: int) -> tuple[str, ...] | None:
    """Who wrote an own item; of a recipient version, who wrote what it was made of."""
    masters = [each for each in reading.version_made(product) if each.version == version]
    if not masters:
        return authors_of(reading, product, version)
    found = [authors_of(reading, each.master, each.master_version) for each in masters]
    if any(each is None for each in found):
        return None
    return tuple(sorted({name for each in found if each is not None for name in each}))


def whats_of(party: str, reading: Reading, world: World, act: Act) -> tuple[What, ...]:
    """Everything an act asks: of an order, one question for each of its clauses."""
    match act:
        case OrderSigned() | OrderRevoked():
            stopping = isinstance(act, OrderRevoked)
            clauses = world.texts[act.clauses].clauses
            return tuple(
                _what_of_clause(each, stopping=stopping)
                for each in clauses
                if isinstance(each, StandingRelease)
            ) or (What(deed="order", stopping=stopping),)
        case ReleaseApproved():
            approval = act.approval
            under = _relied_on(reading, world, act)
            row = reading.product(approval.product, approval.version)
            return (_what_towards("approve", reading, row, approval.recipient, under),)
        case ConsentGiven():
            consent = act.consent
            row = reading.product(consent.product, consent.version)
            return (_what_towards("consent", reading, row, consent.recipient, ""),)
        case AssuranceGiven():
            given = act.assurance
            return (What(deed="assure", level=given.level, countries=(state_of(given.to),)),)
        case LevelDesignated() | DesignationWithdrawn():
            return tuple(_whats_of_level(reading, act))
        case _:
            return (_what_of_law(party, reading, world, act),)


def _whats_of_level(
    reading: Reading, act: LevelDesignated | DesignationWithdrawn
) -> Iterator[What]:
    """A designation asks for the level an item is handled at, and for the one it gets."""
    rows = [each for each in reading.products_named(act.number) if each.product == act.product]
    item = what_of_item(reading, rows[0]) if rows else What(deed="designate")
    origin = state_of(rows[0].origin) if rows else ""
    stopping = isinstance(act, DesignationWithdrawn)
    found = structs.replace(
        item, deed="designate", countries=(origin,) if origin else (), stopping=stopping
    )
    yield found
    if isinstance(act, LevelDesignated):
        yield structs.replace(found, level=act.level)


def _what_of_law(party: str, reading: Reading, world: World, act: Act) -> What:
    """An act about an instrument: towards its other parties."""
    identifier = ""
    match act:
        case Adopted() | RequirementsNotified() | NoticeDelivered():
            identifier = act.instrument
        case FactRecorded():
            identifier = act.fact.instrument
        case NoteSigned():
            identifier = act.note.instrument
        case NoteAcknowledged():
            held = signed_note(reading, act.note)
            identifier = "" if held is None else held[1].note.instrument
        case _:
            pass
    parties = {
        state_of(each)
        for text in world.texts.values()
        if text.identifier == identifier
        for each in text.parties
    }
    countries = tuple(sorted(parties - {party}))
    return What(deed=AUTHORITY_FOR[type(act)], countries=countries, instrument=identifier)


def _what_towards(
    deed: str, reading: Reading, row: ProductRow | None, recipient: str, instrument: str
) -> What:
    more = {"deed": deed, "countries": (state_of(recipient),), "instrument": instrument}
    if row is None:  # an item that is not held here: neither level nor author is known
        return What(**more)  # type: ignore[arg-type]  # names and types of What
    return what_of_item(reading, row, **more)


def _what_of_clause(clause: StandingRelease, *, stopping: bool) -> What:
    under = "" if clause.under == standing_release.UNDER_NONE else clause.under
    return What(
        deed="order",
        level=clause.level_at_most,
        subjects=(EVERY,) if clause.subjects == (ANY,) else clause.subjects,
        countries=(state_of(clause.to),),
        instrument=under,
        stopping=stopping,
    )


def _relied_on(reading: Reading, world: World, act: ReleaseApproved) -> str:
    """The instrument the case shown was referred under."""
    for row in reading.decisions_of(act.approval.product, act.approval.version):
        if row.case_digest == act.case:
            digest = canonical.parse(row.decision, Decision).instrument
            return world.identifier_of(digest) if digest else ""
    return ""


def _by(register: Register, key: PublicKey | None, post: str, now: Instant) -> str:
    if key is None:
        raise OfficerMayNot(f"the party statement names no post `{post}`")
    name, held = officers.officer_by(register, key, now)
    if held != post:
        raise OfficerMayNot(f"{name} holds the post `{held}` and signs for no other")
    return name


def _refused(name: str, what: What, ruling: Ruling) -> OfficerMayNot:
    return OfficerMayNot(f"{name} may not {what.deed}. {all_in_words(ruling.lacking)}")
