"""How an item stands with the designating authority, and the items that wait for it: read only."""

from __future__ import annotations

import msgspec

from accordant.errors import MalformedInput, NotAuthorised, UnknownProduct
from accordant.model.instant import Instant
from accordant.operations.designations import (
    check_choosable,
    designation_in_force,
    open_choice,
    proposal_under,
)
from accordant.operations.node import Node
from accordant.operations.ports import LIST_MAX, OWN, ProductRow, Reading, UndesignatedRow
from accordant.operations.world import World


class Designated(msgspec.Struct, frozen=True):
    """The authority's word in force."""

    level: str
    post: str  # that signed it
    ground: str
    decided: Instant
    recorded: Instant  # from when on it works
    digest: str  # of the act


class Choice(msgspec.Struct, frozen=True):
    """Which levels an item may have here, which one is proposed, and what was decided."""

    bears: str  # in the terms of the party it came from
    levels: tuple[str, ...]
    proposed: str  # empty: the policy is silent
    handling: tuple[str, ...]  # whose rules apply while nothing is decided
    designated: Designated | None = None


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """An item that nobody designated yet."""

    number: str
    product: str
    version: int
    origin: str
    level: str  # the originator's
    arrived: Instant
    age: int  # milliseconds since it arrived
    choice: Choice


def choice_of(node: Node, reading: Reading, world: World, row: ProductRow) -> Choice | None:
    """How an item stands; None where there is no choice to make."""
    found = open_choice(reading, world.texts, node.party, node.policies(), row)
    if found is None:
        return None
    kept, proposal = found
    standing = designation_in_force(reading, kept)
    designated = None
    if standing is not None:
        act, post = standing
        designated = Designated(act.level, post, act.ground, act.decided, act.at, kept.act)
    return Choice(kept.bears, proposal.levels, proposal.level, proposal.handling, designated)


def look(node: Node, row: ProductRow) -> Choice | None:
    """As `choice_of`, of a row found before."""
    return node.store.read(
        lambda reading: choice_of(node, reading, node.worlds.current(reading), row)
    )


def to_designate(node: Node, name: str, version: int) -> ProductRow:
    """The one item a name means to the designating authority: a register number, or a product.

    Raises:
        UnknownProduct: nothing of the name arrived here.
        NotAuthorised: it is this party's own, or lies in quarantine.
        MalformedInput: several items bear the name.
    """
    rows = node.store.read(lambda reading: reading.products_named(name))
    found = [
        each
        for each in rows
        if each.register_number == name or (each.product, each.version) == (name, version)
    ]
    if not found:
        raise UnknownProduct(f"no product {name[:80]} version {version} is held here")
    arrived = [each for each in found if each.origin != OWN]
    if not arrived:
        raise NotAuthorised(
            "an item of this party bears its own level; none is designated",
            hint="Only what arrived from others is designated.",
            place=found[0].product,
        )
    choosable = [each for each in arrived if each.state == "registered"]
    if len(choosable) > 1:
        numbers = ", ".join(each.register_number for each in choosable)
        raise MalformedInput(
            "several items here bear this name", hint=f"Name one by its number: {numbers}."
        )
    row = (choosable or arrived)[0]
    check_choosable(row)
    return row


def waiting(node: Node, limit: int = LIST_MAX) -> tuple[Waiting, ...]:
    """The items nobody designated yet, those that wait longest first."""

    def work(reading: Reading) -> tuple[Waiting, ...]:
        world, now = node.worlds.current(reading), node.clock.now()
        found: list[Waiting] = []
        rows = reading.undesignated()
        while rows and len(found) < limit:
            found += (each for row in rows if (each := _waiting(node, world, row, now)))
            rows = reading.undesignated(after=rows[-1].place)
        return tuple(found[:limit])

    return node.store.read(work)


def _waiting(node: Node, world: World, row: UndesignatedRow, now: Instant) -> Waiting | None:
    text = world.texts.get(row.held_under)
    proposal = proposal_under(text, row.bears, node.party, node.policies())
    if proposal is None or not proposal.undecided:
        return None
    return Waiting(
        number=row.register_number,
        product=row.product,
        version=row.version,
        origin=row.origin,
        level=row.level,
        arrived=row.arrived,
        age=max(0, now - row.arrived),
        choice=Choice(row.bears, proposal.levels, proposal.level, proposal.handling),
    )
