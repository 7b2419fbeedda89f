"""What a person or program may look up: read-only views of the record, one snapshot each.

Nothing here decides and nothing is recorded; opening an item to be read is an act of its own
(`operations.products.open_to_read`). How texts stand: `operations.standing`.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from accordant import canonical
from accordant.errors import UnknownProduct
from accordant.log.merkle import leaf_hash
from accordant.log.origin import link_origin
from accordant.model.act import Act
from accordant.model.case import Decision
from accordant.model.instant import Instant
from accordant.model.precedence import PRECEDENCES
from accordant.model.product import Relation
from accordant.operations.designation_views import Choice, choice_of
from accordant.operations.enclosures import EnclosureView, views_of
from accordant.operations.node import Node
from accordant.operations.ports import (
    LIST_MAX,
    OWN,
    DecisionRow,
    OutboxRow,
    PartnerRow,
    ProductRow,
    Reading,
    RelationsRow,
)
from accordant.operations.relations import Mark, marks_on
from accordant.operations.world import World, act_of


class LinkView(msgspec.Struct, frozen=True):
    """Both logs of a link, in leaves: what we said, what they cosigned of it, what we heard."""

    said: int
    said_cosigned: int
    heard: int  # every leaf heard was cosigned here when it was stored
    heard_processed: int
    waiting: int  # messages in the outbox
    stopped: str = ""  # error code, where nothing more goes over the link


class PartnerView(msgspec.Struct, frozen=True):
    """A partner as listed."""

    party: str
    fingerprint: str
    number: int  # of its newest party statement
    address: str
    link: LinkView


class Because(msgspec.Struct, frozen=True):
    """A place that decided: text and article; both empty for a rule of the decision itself."""

    text: str
    article: str


class DecisionView(msgspec.Struct, frozen=True):
    """A decision of the record."""

    identifier: int
    direction: str
    product: str
    version: int
    partner: str
    outcome: str
    at: Instant
    instrument: str  # identifier of the instrument relied on
    order: str
    because: tuple[Because, ...]
    case_digest: str


class ItemView(msgspec.Struct, frozen=True, kw_only=True):
    """An item held: own, or arrived and numbered."""

    product: str
    version: int
    origin: str  # "own" or the partner it came from
    number: str  # register number; empty for an own item
    state: str
    kind: str
    level: str  # the originator's
    own_level: str  # what this party added in its own terms
    marker: str
    precedence: str
    originators: tuple[str, ...]
    subjects: tuple[str, ...]
    purpose: str
    post: str
    held_under: str  # identifier of the instrument it was provided under
    arrived: Instant
    because: tuple[Because, ...] = ()  # of the decision on arrival
    relations: tuple[Relation, ...] = ()  # what it says of others
    reached: tuple[str, ...] = ()  # originators whose information is in it
    marks: tuple[Mark, ...] = ()  # what later items of its originators say of it
    enclosures: tuple[EnclosureView, ...] = ()  # how much of each enclosed file is here
    made_for: str = ""  # the recipient it is a version for; empty where it is none
    made_of: str = ""  # the item it was made of
    choice: Choice | None = None  # where several own levels correspond, and what was designated


class LeafView(msgspec.Struct, frozen=True):
    """A leaf of a log, with what the listener made of it."""

    origin: str
    index: int
    leaf: str  # hash, hexadecimal
    cosigned: bool
    answer: str = ""  # "registered", "quarantined", "refused"; empty while open
    number: str = ""  # the listener's register number
    code: str = ""  # of a refusal
    answered: Instant | None = None


class OutboxView(msgspec.Struct, frozen=True, kw_only=True):
    """A message decided to be said, waiting or settled."""

    sequence: int
    partner: str
    type: str
    product: str
    version: int
    precedence: str
    state: str
    reason: str
    at: Instant
    settled: Instant | None
    leaf: LeafView | None = None


class Life(msgspec.Struct, frozen=True):
    """One item's whole life in this node's record."""

    items: tuple[ItemView, ...]
    decisions: tuple[DecisionView, ...]
    said: tuple[OutboxView, ...]
    heard: tuple[LeafView, ...]  # the leaves it came in


class LogView(msgspec.Struct, frozen=True):
    """The head of a log."""

    origin: str
    size: int
    cosigned_size: int
    processed: int


# --- what may be asked -----------------------------------------------------------------------


def partners(node: Node) -> tuple[PartnerView, ...]:
    """Every partner with the state of its link."""

    def work(reading: Reading) -> tuple[PartnerView, ...]:
        return tuple(_partner_view(node.party, reading, row) for row in reading.partners())

    return node.store.read(work)


def is_partner(node: Node, party: str) -> bool:
    """Whether anything can be said to this party at all."""
    return node.store.read(lambda reading: reading.partner(party)) is not None


def acts_of_kind(node: Node, kind: str) -> tuple[Act, ...]:
    """Every act of one kind ("assurance-given/1"), in the order learnt."""
    return node.store.read(lambda reading: tuple(act_of(row) for row in reading.acts(kind)))


def inbox(node: Node, limit: int = LIST_MAX) -> tuple[ItemView, ...]:
    """What arrived, newest first."""

    def work(reading: Reading) -> tuple[ItemView, ...]:
        rows = reading.products(state="registered", limit=limit)
        rows += reading.products(state="quarantined", limit=limit)
        rows.sort(key=lambda row: (row.arrived, row.register_number), reverse=True)
        related = reading.relations()
        return tuple(_item(node, reading, row, related) for row in rows[:limit])

    return node.store.read(work)


def own_items(node: Node, limit: int = LIST_MAX) -> tuple[ItemView, ...]:
    """What this party wrote, newest first."""

    def work(reading: Reading) -> tuple[ItemView, ...]:
        rows = reading.products(origin=OWN, limit=limit)
        related = reading.relations()
        return tuple(_item(node, reading, row, related) for row in rows)

    return node.store.read(work)


def outbox(node: Node, limit: int = LIST_MAX) -> tuple[OutboxView, ...]:
    """What was decided to be said, newest first."""

    def work(reading: Reading) -> tuple[OutboxView, ...]:
        return tuple(_said(node.party, reading, row) for row in reading.outbox(limit=limit))

    return node.store.read(work)


def said_about(node: Node, product: str) -> tuple[OutboxView, ...]:
    """Every message about a product, oldest first."""

    def work(reading: Reading) -> tuple[OutboxView, ...]:
        return tuple(_said(node.party, reading, row) for row in reading.outbox_about(product))

    return node.store.read(work)


def life(node: Node, name: str) -> Life:
    """The whole life of an item named by its identifier or by a register number.

    Raises:
        UnknownProduct: nothing of that name is held or was decided.
    """

    def work(reading: Reading) -> Life:
        world = node.worlds.current(reading)
        rows = reading.products_named(name)
        product = rows[0].product if rows else name
        decisions = reading.decisions_of(product)
        if not rows and not decisions:
            raise UnknownProduct(f"nothing is held or was decided under `{name[:80]}`")
        held = reading.products_named(product)
        related = reading.relations()
        return Life(
            items=tuple(_item(node, reading, row, related) for row in held),
            decisions=tuple(_decision(world, row) for row in decisions),
            said=tuple(_said(node.party, reading, row) for row in reading.outbox_about(product)),
            heard=tuple(
                leaf
                for origin in sorted({row.origin for row in held} - {OWN})
                for leaf in _heard(reading, link_origin(origin, node.party), product)
            ),
        )

    return node.store.read(work)


def logs(node: Node) -> tuple[LogView, ...]:
    """Every log begun: spoken, heard, and the node's own."""

    def work(reading: Reading) -> tuple[LogView, ...]:
        return tuple(
            LogView(log.origin, log.size, log.cosigned_size, reading.processed(log.origin))
            for log in reading.logs()
        )

    return node.store.read(work)


# --- from rows to views ----------------------------------------------------------------------


def _partner_view(party: str, reading: Reading, row: PartnerRow) -> PartnerView:
    said = reading.log(link_origin(party, row.party))
    heard = link_origin(row.party, party)
    stopped = reading.link_stopped(row.party)
    link = LinkView(
        said=said.size,
        said_cosigned=said.cosigned_size,
        heard=reading.log(heard).size,
        heard_processed=reading.processed(heard),
        waiting=sum(each.count for each in reading.pending() if each.partner == row.party),
        stopped="" if stopped is None else stopped.reason,
    )
    return PartnerView(row.party, row.fingerprint, row.number, row.address, link)


def _item(node: Node, reading: Reading, row: ProductRow, related: list[RelationsRow]) -> ItemView:
    """An item; one that arrived with the reasons of the last decision on its arrival."""
    world = node.worlds.current(reading)
    arrivals = [
        each
        for each in (reading.decisions_of(row.product, row.version) if row.origin != OWN else ())
        if (each.direction, each.partner) == ("inbound", row.origin)
    ]
    against = [each for each in arrivals if each.outcome != "release"]
    decided = (against or arrivals)[-1:]
    made = reading.version_made(row.product) if row.origin == OWN else []
    return ItemView(
        product=row.product,
        version=row.version,
        origin=row.origin,
        number=row.register_number,
        state=row.state,
        kind=row.kind,
        level=row.level,
        own_level=row.own_level,
        marker=row.marker,
        precedence=row.precedence,
        originators=row.originators,
        subjects=row.subjects,
        purpose=row.purpose,
        post=row.post,
        held_under=world.identifier_of(row.held_under) if row.held_under else "",
        arrived=row.arrived,
        because=_decision(world, decided[0]).because if decided else (),
        relations=row.relations,
        reached=tuple(dict.fromkeys(each.originator for each in row.equities)),
        marks=marks_on(related, row.product, row.version, row.originators),
        enclosures=views_of(reading, row),
        made_for=made[0].recipient if made else "",
        made_of=made[0].master if made else "",
        choice=choice_of(node, reading, world, row),
    )


def marks_of(node: Node, row: ProductRow) -> tuple[Mark, ...]:
    """What later items of the same originators say of one held."""
    return node.store.read(
        lambda reading: marks_on(reading.relations(), row.product, row.version, row.originators)
    )


def _decision(world: World, row: DecisionRow) -> DecisionView:
    decision = canonical.parse(row.decision, Decision)
    return DecisionView(
        identifier=row.identifier,
        direction=row.direction,
        product=row.product,
        version=row.version,
        partner=row.partner,
        outcome=row.outcome,
        at=row.at,
        instrument=world.identifier_of(decision.instrument) if decision.instrument else "",
        order=world.identifier_of(decision.order) if decision.order else "",
        because=because(world, decision),
        case_digest=row.case_digest,
    )


def because(world: World, decision: Decision) -> tuple[Because, ...]:
    """The places that decided, each once, in their order."""
    return tuple(
        dict.fromkeys(
            Because(world.identifier_of(each.instrument) if each.instrument else "", each.article)
            for each in decision.determining
        )
    )


def _said(party: str, reading: Reading, row: OutboxRow) -> OutboxView:
    leaf = None
    if row.index is not None:
        leaf = _leaf(reading, link_origin(party, row.partner), row.index)
    return OutboxView(
        sequence=row.sequence,
        partner=row.partner,
        type=row.type,
        product=row.product,
        version=row.version,
        precedence=PRECEDENCES[row.rank - 1],
        state=row.state,
        reason=row.reason,
        at=row.at,
        settled=row.settled,
        leaf=leaf,
    )


def _leaf(reading: Reading, origin: str, index: int) -> LeafView:
    (entry,) = reading.entries(origin, index, index + 1)
    cosigned = index < reading.log(origin).cosigned_size
    answer = reading.answer(origin, index)
    if answer is None:
        return LeafView(origin, index, leaf_hash(entry).hex(), cosigned)
    return LeafView(
        origin,
        index,
        leaf_hash(entry).hex(),
        cosigned,
        answer.outcome,
        answer.number,
        answer.code,
        answer.at,
    )


class _Named(msgspec.Struct, frozen=True):
    """The one field asked of a heard statement; the rest of it is not looked at."""

    product: str = ""


def _heard(reading: Reading, origin: str, product: str) -> Iterator[LeafView]:
    """The leaves of a heard log that provide a product, oldest first."""
    for index in range(reading.processed(origin)):
        statement = reading.statement(origin, index)
        if statement and msgspec.json.decode(statement, type=_Named).product == product:
            yield _leaf(reading, origin, index)
