"""A standing order at an instant: signed by its own party's authority, standing until revoked.

An order never acts before its signature. A signature over another digest signs another text.
Signed and revoked at one instant is revoked.
"""

from __future__ import annotations

from collections.abc import Iterable

from accordant.law.instrument import Instrument
from accordant.model.act import Act, OrderRevoked, OrderSigned
from accordant.model.case import OrderInPlay
from accordant.model.instant import Instant


def order_at(
    order: Instrument, acts: Iterable[Act], at: Instant, known_at: Instant | None = None
) -> OrderInPlay | None:
    """Return the order as it stands at an instant, or None when it was not signed by then."""
    own = [act for act in acts_about(order, acts) if known_at is None or act.at <= known_at]
    signed = max(
        (act.at for act in own if isinstance(act, OrderSigned) and act.at <= at), default=None
    )
    if signed is None:
        return None
    revoked = min(
        (act.at for act in own if isinstance(act, OrderRevoked) and signed <= act.at <= at),
        default=None,
    )
    return OrderInPlay(order.clauses_digest, signed, revoked)


def acts_about(order: Instrument, acts: Iterable[Act]) -> list[OrderSigned | OrderRevoked]:
    """Return the acts of the order's own party about exactly this text."""
    return [
        act
        for act in acts
        if isinstance(act, OrderSigned | OrderRevoked)
        and act.order == order.identifier
        and act.clauses == order.clauses_digest
        and (act.party,) == order.parties
    ]
