"""Registering an item that arrived: verified, decided inbound, numbered, its key re-wrapped.

The content key is unwrapped from the message once and kept only under the item's own key in the
keystore; the wrap it came in stays sealed to the epoch's key and is dropped with the body.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from accordant.decision.decide import decide
from accordant.envelope import acts as signed_acts
from accordant.envelope import item_key
from accordant.envelope.enclosure import count_of
from accordant.errors import AccordantError, MalformedMessage
from accordant.labels.proposed import Proposal
from accordant.log.merkle import leaf_hash
from accordant.model.act import ConsentGiven
from accordant.model.case import Consent
from accordant.model.instant import day_of
from accordant.model.item import item_facts
from accordant.model.marking import is_unclassified
from accordant.model.message import Answered, Released
from accordant.model.party import state_of
from accordant.model.precedence import rank_of
from accordant.model.product import Product, enclosures_of, reached_of, relations_of
from accordant.operations.casework import inbound_case
from accordant.operations.designations import highest_borne, proposal_under
from accordant.operations.enclosing import is_whole
from accordant.operations.enclosure_ports import EnclosureRow
from accordant.operations.node import Node
from accordant.operations.opening import Leaf, Opened, header_of, open_item
from accordant.operations.partners import statement_of
from accordant.operations.ports import DesignationRow, PartnerRow, ProductRow
from accordant.operations.products import item_key_for, item_name, known_header_key
from accordant.operations.relations import equities_of
from accordant.operations.release import keep_decision

if TYPE_CHECKING:
    from accordant.operations.arrive import Arrival

ItemState: TypeAlias = Literal["registered", "quarantined"]

REGISTER_ZONE = "UTC"  # the year of a register number is that of the arrival in UTC


def register(arrival: Arrival, leaf: Leaf, message: Released) -> tuple[Answered | None, int]:
    """Number an item and keep it as registered or quarantined; the answer and its urgency.

    An item given twice keeps the number it has. One whose enclosed files are not all here yet is
    numbered and read, and not receipted: a receipt claims the whole of it (`fetching`).

    Raises:
        MalformedMessage, ContentUnreadable, BadSignature: it cannot be read at all, or is another
            item under a name already registered; it is refused by message and its body stays
            beside the log.
    """
    opened = _opened(arrival, leaf)
    product = opened.product
    _check_said(message, product, leaf.place)
    held = arrival.transaction.product(product.product, product.version, arrival.partner.party)
    if held is None:
        state = decide_inbound(arrival, message, product, leaf.place)
        number = _number(arrival)
        _keep(arrival, leaf, message, opened, state, number)
        _expect(arrival, product, state)
    else:
        state, number = _given_again(held, leaf), held.register_number
    name = (arrival.partner.party, product.product, product.version)
    if state == "registered" and not is_whole(arrival.transaction, *name[1:], name[0]):
        arrival.transaction.await_leaf(*name, leaf.index)
        return None, rank_of(product.precedence)
    answered = Answered(leaf.index, leaf_hash(leaf.entry).hex(), number, state)
    return answered, rank_of(product.precedence)


def key_at_hand(node: Node, partner: PartnerRow, originator: str) -> bytes | None:
    """The header key of an originator who is this party or the partner itself."""
    if state_of(originator) == state_of(node.party):
        return node.statement.node.header
    if state_of(originator) == partner.party:
        return statement_of(partner).node.header
    return None


def _given_again(held: ProductRow, leaf: Leaf) -> ItemState:
    """The state of an item held already, if it is that item and no other."""
    if held.envelope != leaf.envelope:
        raise MalformedMessage("another item is held under this name", place=leaf.place)
    return "registered" if held.state == "registered" else "quarantined"


def _opened(arrival: Arrival, leaf: Leaf) -> Opened:
    """The item, verified under the header key its originator has now.

    The originator must be known here by a pinned party statement. A statement taken since the item
    was opened may have brought another key; then what was found under the old one counts nothing.
    """
    originator = header_of(leaf).originators[0]
    public = key_at_hand(arrival.node, arrival.partner, originator)
    if public is None:
        public = known_header_key(arrival.transaction, originator)
    if public is None:
        raise MalformedMessage("the originator's header key is not known here", place=leaf.place)
    if leaf.opened is not None and leaf.opened.header_key == public:
        return leaf.opened
    return open_item(leaf, public)


def _check_said(message: Released, product: Product, place: str) -> None:
    """The statement and the item must say the same of the item."""
    said = (message.product, message.version, message.kind, message.subjects, message.form)
    held = (product.product, product.version, product.kind, product.subjects, product.form)
    if said != held:
        raise MalformedMessage("the release describes another item than it carries", place=place)
    if state_of(message.post) != message.listener:
        raise MalformedMessage("the release is for a post of another party", place=place)
    marked = (product.marking, *(portion.marking for portion in product.portions))
    if not all(each.sealed for each in enclosures_of(product)):
        raise MalformedMessage("an enclosed file is not committed to", place=place)
    if is_unclassified(message.level) and not all(is_unclassified(each.level) for each in marked):
        raise MalformedMessage("the release calls a classified item unclassified", place=place)
    originator = state_of(product.originators[0])
    if state_of(product.product) != originator:
        raise MalformedMessage("the identifier is not its originator's", place=place)
    if originator == state_of(message.speaker) and message.level != product.marking.level:
        raise MalformedMessage("the release names another level than the item", place=place)


def decide_inbound(arrival: Arrival, message: Released, product: Product, place: str) -> ItemState:
    """Accept only what should have come, as of its dispatch and as of now.

    As of dispatch by the instrument the release names, as of now by any; and at every level the
    item bears. The decision kept is the one that determines: the first no, else the first yes.
    """
    consents = _consents(arrival, message, place)
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


def _consents(arrival: Arrival, message: Released, place: str) -> tuple[Consent, ...]:
    """The consents that came along and verify under their originator's own statement."""
    found = []
    for envelope in message.consents:
        row = arrival.transaction.partner(_originator_of(envelope, place))
        if row is None:
            continue
        try:
            signed = signed_acts.verify(envelope, statement_of(row), place=place)
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


def _keep(  # noqa: PLR0917 - what, where it lay, what was said of it, what became of it
    arrival: Arrival,
    leaf: Leaf,
    message: Released,
    opened: Opened,
    state: ItemState,
    number: str,
) -> None:
    """Keep an item in the register, its content key under its own key in the keystore."""
    product = opened.product
    origin = arrival.partner.party
    name = item_name(origin, product.product, product.version)
    wrapping, new = item_key_for(arrival.node.keystore, name)
    if new:
        arrival.item_keys.append((name, wrapping))
    bears, proposal = _proposal(arrival, message, product)
    row = ProductRow(
        product=product.product,
        version=product.version,
        origin=origin,
        register_number=number,
        state=state,
        envelope=leaf.envelope,
        wrapped_key=item_key.wrap(opened.content_key, wrapping),
        level=product.marking.level,
        marker=product.marker,
        precedence=product.precedence,
        kind=product.kind,
        originators=product.originators,
        subjects=product.subjects,
        caveats=product.marking.caveats,
        form=product.form,
        purpose=message.purpose,
        held_under=message.instrument,
        own_level="" if proposal is None else proposal.provisional,
        post=message.post,
        arrived=arrival.now,
        equities=equities_of(reached_of(product), message.instrument),
        relations=relations_of(product),
        item=item_facts(product),
    )
    arrival.transaction.save_product(row)
    if proposal is not None and proposal.undecided:
        arrival.transaction.save_designation(
            DesignationRow(row.product, row.version, row.origin, bears)
        )
    arrival.journal.note(state, product.product, leaf.entry.hex()[:64], number, arrival.now)


def _expect(arrival: Arrival, product: Product, state: ItemState) -> None:
    """Make room for the enclosed files; those of an item that should not have come never come."""
    for number, each in enumerate(enclosures_of(product)):
        row = EnclosureRow(
            product=product.product,
            version=product.version,
            origin=arrival.partner.party,
            number=number,
            state="awaited" if state == "registered" else "dropped",
            chunks=count_of(each.size),
            at=arrival.now,
            expected=bytes.fromhex(each.sealed),
        )
        arrival.transaction.begin_enclosure(row)


def _proposal(
    arrival: Arrival, message: Released, product: Product
) -> tuple[str, Proposal | None]:
    """The highest level the item bears, and this party's for it; none: it has none, and stays.

    Where the table offers several, the strictest by this party's own ranking applies until its
    designating authority decides (`operations.designations`).
    """
    text = arrival.law().texts.get(message.instrument)
    bears = highest_borne(text, _levels(message, product))
    return bears, proposal_under(text, bears, arrival.node.party, arrival.node.policies())
