"""From an item and a recipient to the case `decide` reads: facts gathered, nothing judged."""

from __future__ import annotations

import msgspec

from accordant.errors import StoreFailed
from accordant.model.case import (
    SECOND,
    Assurance,
    Case,
    Consent,
    Equity,
    InPlay,
)
from accordant.model.instant import Instant
from accordant.model.item import item_facts
from accordant.model.message import Released
from accordant.model.party import state_of
from accordant.model.product import Product, reached_of
from accordant.operations.ports import OWN, ProductRow
from accordant.operations.world import World


def outbound_case(
    world: World,
    row: ProductRow,
    *,
    releaser: str,
    recipient: str,
    post: str,
    purpose: str,
    at: Instant,
    clock_sound: bool = True,
    contractor: bool = False,
) -> Case:
    """The case of giving a held product to a recipient's post at an instant.

    Raises:
        StoreFailed: the row has no facts of its item (`products.with_facts` has them).
    """
    if row.item is None:
        raise StoreFailed("the facts of an item are not at hand", place=row.product)
    equities = _equities(world, row, releaser, at)
    instruments = world.play.between(releaser, recipient, at)
    level = row.level if row.origin == OWN else row.own_level
    at_stake = {(equity.originator, equity.product) for equity in equities}
    return Case(
        direction="outbound",
        releaser=releaser,
        recipient=recipient,
        post=post,
        product=row.product,
        version=row.version,
        kind=row.kind,
        level=level,
        caveats=row.caveats,
        subjects=row.subjects,
        form=row.form,
        purpose=purpose or row.purpose,
        marker=row.marker,  # type: ignore[arg-type]  # stored from a checked header
        precedence=row.precedence,  # type: ignore[arg-type]
        contractor=contractor,
        equities=equities,
        instruments=instruments,
        orders=world.play.orders(releaser, recipient, at),
        consents=tuple(
            consent
            for product in dict.fromkeys((row.product, *(each.product for each in equities)))
            for consent in world.consents.get(product, ())
            if (consent.originator, consent.product) in at_stake
        ),
        assurances=_assurances(world, releaser, recipient, instruments),
        approvals=world.approvals.get((releaser, row.product), ()),
        clock_sound=clock_sound,
        at=at,
        format=SECOND,
        item=row.item,
        above=world.above(level, instruments),
    )


def inbound_case(
    world: World,
    message: Released,
    product: Product,
    consents: tuple[Consent, ...],
    *,
    level: str,
    under: str | None,
    at: Instant,
    clock_sound: bool = True,
) -> Case:
    """The case of having been given an item, as of one instant (dispatch, then arrival).

    Args:
        world: the law.
        message: the release as said.
        product: the item it carries.
        consents: those that came along and verified.
        level: of the levels the item bears, the one asked about.
        under: clause digest of the one instrument to judge by; None = all between the two.
        at: the instant.
        clock_sound: whether this node's clock can be believed.
    """
    others = tuple(
        Equity(originator, "", message.product, message.version)
        for originator in product.originators
        if state_of(originator) != state_of(message.speaker)
    )
    others += tuple(
        Equity(each.originator, "", each.product, each.version)
        for each in reached_of(product)
        if state_of(each.originator) != state_of(message.speaker)
    )
    instruments = world.play.between(message.speaker, message.listener, at)
    if under is not None:
        instruments = tuple(each for each in instruments if each.instrument == under)
    return Case(
        direction="inbound",
        releaser=message.speaker,
        recipient=message.listener,
        post=message.post,
        product=message.product,
        version=message.version,
        kind=product.kind,
        level=level,
        caveats=product.marking.caveats,
        subjects=product.subjects,
        form=product.form,
        purpose=message.purpose,
        marker=product.marker,
        precedence=product.precedence,
        contractor=message.contractor is True,
        equities=others,
        instruments=instruments,
        consents=consents,
        clock_sound=clock_sound,
        at=at,
        format=SECOND,
        item=item_facts(product),
        above=world.above(level, instruments),
    )


def _assurances(
    world: World, releaser: str, recipient: str, instruments: tuple[InPlay, ...]
) -> tuple[Assurance, ...]:
    """The recipient's word, and that of each hub an arrangement in play goes through."""
    held = (world.library.texts.get(each.instrument) for each in instruments)
    hubs = [each.arrangement.hub for each in held if each is not None and each.arrangement]
    givers = dict.fromkeys((recipient, *hubs, *map(state_of, hubs)))
    return tuple(
        given for giver in givers for given in world.assurances.get((giver, releaser), ())
    )


def _equities(world: World, row: ProductRow, releaser: str, at: Instant) -> tuple[Equity, ...]:
    """Every originator other than the releaser keeps its rule on the item.

    Those who made it, and those reached through what it is derived from, each under the
    instrument its own information came under. An organ of the releaser's own state is named for
    the caveat of originator control; it is no third party.
    """
    under = world.play.governing(row.held_under, at)
    made = (Equity(each, under, row.product, row.version) for each in row.originators)
    reached = (
        msgspec.structs.replace(each, instrument=world.play.governing(each.instrument, at))
        for each in row.equities
    )
    return tuple(
        dict.fromkeys(equity for equity in (*made, *reached) if equity.originator != releaser)
    )
