"""Deciding: preview an answer, release an item, approve what was referred.

The first of the two transactions: the decision, the outbox entry and the entry of the own log are
kept together. Nothing has left yet; `dispatch` decides again at the instant it leaves.
"""

from __future__ import annotations

import msgspec
from msgspec import UNSET, UnsetType

from accordant import canonical
from accordant.decision.decide import decide
from accordant.errors import (
    EnclosureAwaited,
    NotAuthorised,
    UnknownProduct,
    UnknownRecipient,
)
from accordant.model.case import Case, Decision
from accordant.model.precedence import rank_of
from accordant.model.product import Version
from accordant.operations.casework import outbound_case
from accordant.operations.enclosing import is_whole
from accordant.operations.journal import Journal
from accordant.operations.node import Node, clock_is_sound, keep_time
from accordant.operations.ports import DecisionRow, OutboxRow, ProductRow, Reading, Transaction
from accordant.operations.products import with_facts


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A release asked for: which item, to whom, for what. Kept in the outbox as it was asked."""

    product: str
    version: Version
    recipient: str
    post: str
    purpose: str = ""  # empty = as the product states
    contractor: bool | UnsetType = UNSET  # set: meant for a contractor


class Answer(msgspec.Struct, frozen=True):
    """What was decided, from which case, and the outbox sequence when it goes."""

    case: Case
    decision: Decision
    identifier: int = 0  # of the stored decision; 0 for a preview
    sequence: int = 0  # in the outbox; 0 when nothing goes


def preview(node: Node, asked: Asked) -> Answer:
    """Decide without acting: no leaf, no record; the same answer `release` would give now.

    Raises:
        UnknownProduct, NotAuthorised: no such item is held, or it lies in quarantine.
        EnclosureAwaited: a file enclosed with it is still arriving; it goes whole or not at all.
        KeyMissing, ContentUnreadable: an item kept before its facts were does not open for them.
    """
    return node.store.read(lambda reading: _answer(node, reading, asked))


def by_route(node: Node, answer: Answer, route: str) -> Answer:
    """The same question by another route: what a hub might carry. Nothing is sent that way."""
    library = node.store.read(lambda reading: node.worlds.current(reading).library)
    case = msgspec.structs.replace(answer.case, route=route)
    return Answer(case, decide(library, case))


def release(node: Node, asked: Asked) -> Answer:
    """Decide, record, and queue the item if the answer is *release*.

    Raises:
        UnknownProduct, NotAuthorised, UnknownRecipient, EnclosureAwaited: nothing was decided;
            nothing is stored.
    """
    answer = node.store.write(lambda transaction: release_in(node, transaction, asked))
    if answer.sequence:
        node.wake()
    return answer


def release_in(node: Node, transaction: Transaction, asked: Asked) -> Answer:
    """The work of `release` inside a transaction that may do more."""
    answer = _answer(node, transaction, asked)
    journal = Journal(node.party)
    identifier, _ = keep_decision(transaction, journal, answer.case, answer.decision)
    sequence = 0
    if answer.decision.outcome == "release":
        if transaction.partner(asked.recipient) is None:
            raise UnknownRecipient(f"{asked.recipient} is not a partner of this node")
        row = OutboxRow(
            partner=asked.recipient,
            rank=rank_of(answer.case.precedence),
            type="release",
            payload=canonical.encode(asked),
            product=asked.product,
            version=asked.version,
            decision=identifier,
            at=answer.case.at,
        )
        sequence = transaction.enqueue(row)
    keep_time(transaction, answer.case.at)
    journal.close(transaction)
    return msgspec.structs.replace(answer, identifier=identifier, sequence=sequence)


def keep_decision(
    transaction: Transaction, journal: Journal, case: Case, decision: Decision
) -> tuple[int, str]:
    """Store a decision with its case and note it in the own log; identifier and case digest."""
    data = canonical.encode(case)
    case_digest = canonical.digest_of_bytes(data)
    row = DecisionRow(
        case_digest=case_digest,
        case=data,
        decision=canonical.encode(decision),
        direction=case.direction,
        product=case.product,
        version=case.version,
        partner=case.recipient if case.direction == "outbound" else case.releaser,
        outcome=decision.outcome,
        at=case.at,
    )
    journal.note("decided", case.product, case_digest, decision.outcome, case.at)
    return transaction.save_decision(row), case_digest


def held_product(reading: Reading, product: str, version: int) -> ProductRow:
    """The item, or an error in the user's words.

    Raises:
        UnknownProduct: it is not held here.
    """
    row = reading.product(product, version)
    if row is None:
        raise UnknownProduct(f"no product {product} version {version} is held here")
    return row


def _answer(node: Node, reading: Reading, asked: Asked) -> Answer:
    now = node.clock.now()
    world = node.worlds.current(reading)
    row = held_product(reading, asked.product, asked.version)
    if row.state == "quarantined":
        raise NotAuthorised(
            "the item lies in quarantine and is not passed on",
            hint=f"See why with `accordant show {row.product}`.",
            place=row.register_number,
        )
    if not is_whole(reading, row.product, row.version, row.origin):
        raise EnclosureAwaited(place=row.register_number)
    case = outbound_case(
        world,
        with_facts(node, row),
        releaser=node.party,
        recipient=asked.recipient,
        post=asked.post,
        purpose=asked.purpose,
        at=now,
        clock_sound=clock_is_sound(reading, now),
        contractor=asked.contractor is True,
    )
    return Answer(case, decide(world.library, case))
