"""Originator control: who made the item decides, each for itself, where the item goes on.

An item with this caveat goes only where every originator other than the releaser has consented:
the exact organ, also of the releaser's own state, for exactly this item, version, recipient and
purpose. The rule is the item's own: no instrument softens it, and none need be in play. What an
originator or its own post is to receive needs no consent of it. On arrival only originators of
a third state are asked again; how a state settles it among its own organs is its own affair.

Source: ORCON in the marking system of the United States (dissemination and extraction of
information controlled by originator), which labels spell so; ours for the exactness.
"""

from __future__ import annotations

from msgspec import UnsetType

from accordant.clauses.third_party_consent import consents_to
from accordant.decision import rules
from accordant.model.case import Case, Equity, Finding
from accordant.model.marking import ORIGINATOR_CONTROL


def controlled(case: Case) -> tuple[Equity, ...]:
    """Return whose consent the item's caveat asks for, each with the item it came in."""
    if isinstance(case.item, UnsetType) or ORIGINATOR_CONTROL.isdisjoint(case.caveats):
        return ()
    made = {(each, case.product, case.version) for each in case.item.originators}
    made |= {(each.originator, each.product, each.version) for each in case.equities}
    ends = {case.releaser, case.recipient, case.post.partition("/")[0]}
    states = {case.releaser[:3], case.recipient[:3]} if case.direction == "inbound" else set()
    return tuple(
        Equity(originator, "", product, version)
        for originator, product, version in sorted(made)
        if originator not in ends and originator[:3] not in states
    )


def controls(case: Case) -> list[Finding]:
    """Return what each controlling originator has said of giving the item to this recipient."""
    return [
        rules.originator_controls(
            case, each, consented=any(consents_to(one, each, case) for one in case.consents)
        )
        for each in controlled(case)
    ]
