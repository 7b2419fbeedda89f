"""How an item stands with the designating authority, and the items that wait for it: read only."""

from __future__ import annotations

import msgspec

from accordant.errors import MalformedInput, NotAuthorised, UnknownProduct
from accordant.labels.proposed import Proposal
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
    """The items nobody designated yet, those that wait longest first.

    Of what an item may be called only the text it came under and what it bears are asked, so each
    pair is worked out once: of a hundred thousand items there are a few.
    """

    def work(reading: Reading) -> tuple[Waiting, ...]:
        proposals, now = Proposals(node, reading), node.clock.now()
        found: list[Waiting] = []
        rows = reading.undesignated()
        while rows and len(found) < limit:
            found += (each for row in rows if (each := _waiting(proposals, row, now)))
            rows = reading.undesignated(after=rows[-1].place)
        return tuple(found[:limit])

    return node.store.read(work)


class Proposals:
    """What may be chosen for items of one snapshot, worked out once for each text and level."""

    def __init__(self, node: Node, reading: Reading) -> None:
        self._party, self._policies = node.party, node.policies()
        self._texts = node.worlds.current(reading).texts
        self._found: dict[tuple[str, str], Proposal | None] = {}

    def under(self, digest: str, bears: str) -> Proposal | None:
        """As `proposal_under`, of a text by its clause digest."""
        if (digest, bears) not in self._found:
            text = self._texts.get(digest)
            self._found[digest, bears] = proposal_under(text, bears, self._party, self._policies)
        return self._found[digest, bears]


def _waiting(proposals: Proposals, row: UndesignatedRow, now: Instant) -> Waiting | None:
    proposal = proposals.under(row.held_under, row.bears)
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
