"""Registering an item that arrived: verified, decided inbound, numbered, its key re-wrapped.

The content key is unwrapped from the message once and kept only under the item's own key in the
keystore; the wrap it came in stays sealed to the epoch's key and is dropped with the body.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from accordant import canonical
from accordant.clauses.equivalence import corresponding
from accordant.decision.decide import decide
from accordant.envelope import acts as signed_acts
from accordant.envelope import header as headers
from accordant.envelope import item_key
from accordant.envelope.body import Body
from accordant.envelope.header import Header
from accordant.envelope.seal import Envelope, open_content
from accordant.errors import AccordantError, MalformedMessage
from accordant.law.instrument import clause_of
from accordant.log.merkle import leaf_hash
from accordant.model.act import ConsentGiven
from accordant.model.case import Consent
from accordant.model.instant import day_of
from accordant.model.marking import is_unclassified
from accordant.model.message import Answered, Released
from accordant.model.party import state_of
from accordant.model.precedence import rank_of
from accordant.model.product import Product
from accordant.operations.casework import inbound_case
from accordant.operations.partners import statement_of
from accordant.operations.ports import ProductRow
from accordant.operations.products import item_key_for, item_name, known_header_key
from accordant.operations.release import keep_decision

if TYPE_CHECKING:
    from accordant.operations.arrive import Arrival

ItemState: TypeAlias = Literal["registered", "quarantined"]

REGISTER_ZONE = "UTC"  # the year of a register number is that of the arrival in UTC


class Item(msgspec.Struct, frozen=True):
    """An item as it lies in a leaf: where, what was said of it, and how it opens."""

    index: int
    leaf: bytes
    message: Released
    body: Body
    envelope: bytes  # the body's, canonical; empty without one
    content_key: bytes | None
    place: str


class _Opened(msgspec.Struct, frozen=True):
    """What an item turned out to be: verified, readable, and what it says it is."""

    product: Product
    content_key: bytes


def register(arrival: Arrival, item: Item) -> tuple[Answered, int]:
    """Number an item and keep it as registered or quarantined; the answer and its urgency.

    An item given twice keeps the number it has.

    Raises:
        MalformedMessage, ContentUnreadable, BadSignature: it cannot be read at all, or is another
            item under a name already registered; it is refused by message and its body stays
            beside the log.
    """
    opened = _open(arrival, item)
    product = opened.product
    held = arrival.transaction.product(product.product, product.version, arrival.partner.party)
    if held is None:
        state = _decide_inbound(arrival, item, product)
        number = _number(arrival)
        _keep(arrival, item, opened, state, number)
    else:
        state, number = _given_again(held, item), held.register_number
    answered = Answered(item.index, leaf_hash(item.leaf).hex(), number, state)
    return answered, rank_of(product.precedence)


def _given_again(held: ProductRow, item: Item) -> ItemState:
    """The state of an item held already, if it is that item and no other."""
    if held.envelope != item.envelope:
        raise MalformedMessage("another item is held under this name", place=item.place)
    return "registered" if held.state == "registered" else "quarantined"


def _open(arrival: Arrival, item: Item) -> _Opened:
    """Open an item and check everything it says of itself."""
    envelope, content_key = _envelope_of(item)
    header = headers.read(envelope.header, place=item.place)
    public = _header_key(arrival, header, item.place)
    data = open_content(envelope, content_key, public, place=item.place)
    product = canonical.parse(data, Product, place=item.place, error=MalformedMessage)
    headers.check_product(header, product, place=item.place)
    _check_said(item.message, product, item.place)
    return _Opened(product, content_key)


def _envelope_of(item: Item) -> tuple[Envelope, bytes]:
    """Envelope and content key, if they are the ones the statement names."""
    envelope = item.body.envelope
    if envelope is None or item.content_key is None:
        raise MalformedMessage("a release came without its item", place=item.place)
    if canonical.digest_of_bytes(item.envelope) != item.message.envelope:
        raise MalformedMessage("the item is not the one the release names", place=item.place)
    return envelope, item.content_key


def _header_key(arrival: Arrival, header: Header, place: str) -> bytes:
    """The header key of the originator, who must be known here by a pinned party statement."""
    originator = header.originators[0]
    if state_of(originator) == state_of(arrival.node.party):
        return arrival.node.statement.node.header
    if state_of(originator) == arrival.partner.party:
        return statement_of(arrival.partner).node.header
    public = known_header_key(arrival.transaction, originator)
    if public is None:
        raise MalformedMessage("the originator's header key is not known here", place=place)
    return public


def _check_said(message: Released, product: Product, place: str) -> None:
    """The statement and the item must say the same of the item."""
    said = (message.product, message.version, message.kind, message.subjects, message.form)
    held = (product.product, product.version, product.kind, product.subjects, product.form)
    if said != held:
        raise MalformedMessage("the release describes another item than it carries", place=place)
    if state_of(message.post) != message.listener:
        raise MalformedMessage("the release is for a post of another party", place=place)
    marked = (product.marking, *(portion.marking for portion in product.portions))
    if is_unclassified(message.level) and not all(is_unclassified(each.level) for each in marked):
        raise MalformedMessage("the release calls a classified item unclassified", place=place)
    originator = state_of(product.originators[0])
    if state_of(product.product) != originator:
        raise MalformedMessage("the identifier is not its originator's", place=place)
    if originator == state_of(message.speaker) and message.level != product.marking.level:
        raise MalformedMessage("the release names another level than the item", place=place)


def _decide_inbound(arrival: Arrival, item: Item, product: Product) -> ItemState:
    """Accept only what should have come, as of its dispatch and as of now.

    As of dispatch by the instrument the release names, as of now by any; and at every level the
    item bears. The decision kept is the one that determines: the first no, else the first yes.
    """
    message = item.message
    consents = _consents(arrival, item)
    cases = [
        inbound_case(
            arrival.law(),
            message,
            product,
            consents,
            level=level,
            under=under,
            at=at,
            clock_sound=arrival.clock_sound,
        )
        for at, under in ((message.dispatched, message.instrument), (arrival.now, None))
        for level in _levels(message, product)
    ]
    made = [(case, decide(arrival.law().library, case)) for case in cases]
    kept = next((each for each in made if each[1].outcome != "release"), made[0])
    keep_decision(arrival.transaction, arrival.journal, *kept)
    return "registered" if kept[1].outcome == "release" else "quarantined"


def _levels(message: Released, product: Product) -> tuple[str, ...]:
    """The levels an item bears in the speaker's terms: its own and, if it wrote it, its portions'.

    The portions of an item passed on are marked in its originator's terms, which say nothing here.
    """
    if state_of(product.originators[0]) != state_of(message.speaker):
        return (message.level,)
    portions = (portion.marking.level for portion in product.portions)
    return tuple(dict.fromkeys((message.level, *portions)))


def _consents(arrival: Arrival, item: Item) -> tuple[Consent, ...]:
    """The consents that came along and verify under their originator's own statement."""
    found = []
    for envelope in item.message.consents:
        row = arrival.transaction.partner(_originator_of(envelope, item.place))
        if row is None:
            continue
        try:
            signed = signed_acts.verify(envelope, statement_of(row), place=item.place)
        except AccordantError:
            continue  # a consent that does not verify is no consent; the decision says so
        if isinstance(signed.act, ConsentGiven):
            found.append(signed.act.consent)
    return tuple(found)


def _originator_of(envelope: bytes, place: str) -> str:
    return signed_acts.party_of(envelope, place=place)


def _number(arrival: Arrival) -> str:
    """The next number of this party's register: `JPN/2019/000012`."""
    party = arrival.node.party
    year = day_of(arrival.now, REGISTER_ZONE).year
    number = arrival.transaction.next_register_number(year, party)
    return f"{party}/{year}/{number:06d}"


def _keep(arrival: Arrival, item: Item, opened: _Opened, state: ItemState, number: str) -> None:
    """Keep an item in the register, its content key under its own key in the keystore."""
    product = opened.product
    origin = arrival.partner.party
    name = item_name(origin, product.product, product.version)
    wrapping, new = item_key_for(arrival.node.keystore, name)
    if new:
        arrival.item_keys.append((name, wrapping))
    row = ProductRow(
        product=product.product,
        version=product.version,
        origin=origin,
        register_number=number,
        state=state,
        envelope=item.envelope,
        wrapped_key=item_key.wrap(opened.content_key, wrapping),
        level=product.marking.level,
        marker=product.marker,
        precedence=product.precedence,
        kind=product.kind,
        originators=product.originators,
        subjects=product.subjects,
        caveats=product.marking.caveats,
        form=product.form,
        purpose=item.message.purpose,
        held_under=item.message.instrument,
        own_level=_own_level(arrival, item.message, product),
        post=item.message.post,
        arrived=arrival.now,
    )
    arrival.transaction.save_product(row)
    arrival.journal.note(state, product.product, item.leaf.hex()[:64], number, arrival.now)


def _own_level(arrival: Arrival, message: Released, product: Product) -> str:
    """This party's level for the highest level the item bears.

    Where the table offers two, the first until designated.
    """
    text = arrival.law().texts.get(message.instrument)
    table = None if text is None else clause_of(text, "equivalence")
    if table is None:
        return ""
    borne = set(_levels(message, product))
    highest = next((level for row in table.rows for level in row if level in borne), "")
    levels = corresponding(table, highest, arrival.node.party)
    return levels[0] if levels else ""
