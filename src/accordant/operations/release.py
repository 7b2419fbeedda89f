"""Deciding: preview an answer, release an item, approve what was referred.

The first of the two transactions: the decision, the outbox entry and the entry of the own log are
kept together. Nothing has left yet; `dispatch` decides again at the instant it leaves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import msgspec

from accordant import canonical
from accordant.decision.decide import decide
from accordant.envelope.seal import new_content_key
from accordant.errors import MalformedInput, StoreFailed, UnknownRecipient
from accordant.model.case import Case, Decision
from accordant.model.precedence import rank_of
from accordant.model.product import Enclosure, enclosures_of
from accordant.operations.asked import Asked, Asking, Judged, held_product, row_asked
from accordant.operations.candidates import Candidate
from accordant.operations.enclosing import Ready, enclose
from accordant.operations.enclosures import files_of
from accordant.operations.journal import Journal
from accordant.operations.node import Node, clock_is_sound, keep_time
from accordant.operations.ports import DecisionRow, OutboxRow, ProductRow, Reading, Transaction
from accordant.operations.products import keep_ready, read_content
from accordant.operations.rows import MadeRow
from accordant.operations.versions import Considered, consider
from accordant.versions.render import unsealed

__all__ = [
    "Answer",
    "Asked",
    "by_route",
    "held_product",
    "keep_decision",
    "preview",
    "release",
    "was_given",
]


ENCLOSED = str(Enclosure.__struct_config__.tag)

Wanted: TypeAlias = Callable[[Asking, Reading, ProductRow], Candidate | None]
"""Which version of an item is wanted, looked for at one moment."""


class Answer(msgspec.Struct, frozen=True):
    """What was decided, from which case, and the outbox sequence when it goes."""

    case: Case
    decision: Decision
    identifier: int = 0  # of the stored decision; 0 for a preview
    sequence: int = 0  # in the outbox; 0 when nothing goes
    considered: Considered | None = None  # what else was looked at, where the whole may not go
    had: bool = False  # the recipient was given exactly this before; nothing is sent again


def preview(node: Node, asked: Asked) -> Answer:
    """Decide about the whole item without acting: no leaf, no record.

    What `release` would send instead where the whole may not go is in `considered`.

    Raises:
        UnknownProduct, NotAuthorised: no such item is held, or it may not be asked for.
        EnclosureAwaited: a file enclosed with it is still arriving; it goes whole or not at all.
        KeyMissing, ContentUnreadable: it would have to be opened and cannot be.
    """

    def work(reading: Reading) -> Answer:
        found = consider(asking_now(node, reading, asked), reading, row_asked(reading, asked))
        return Answer(found.whole.case, found.whole.decision, considered=found)

    return node.store.read(work)


def by_route(node: Node, answer: Answer, route: str) -> Answer:
    """The same question by another route: what a hub might carry. Nothing is sent that way."""
    library = node.store.read(lambda reading: node.worlds.current(reading).library)
    case = msgspec.structs.replace(answer.case, route=route)
    return Answer(case, decide(library, case))


def release(node: Node, asked: Asked, *, whole: bool = False) -> Answer:
    """Decide, record, and queue what may go: the item, or what its plan makes for the recipient.

    Args:
        node: this node.
        asked: the release asked for.
        whole: the item itself or nothing.

    Raises:
        UnknownProduct, NotAuthorised, UnknownRecipient, EnclosureAwaited: nothing was decided;
            nothing is stored.
        MalformedInput: files were to be enclosed with what may go, and meanwhile another may.
        KeyMissing, ContentUnreadable: see `preview`.
    """
    ready = enclosed_ahead(node, asked, lambda *looked: _going(consider(*looked), whole=whole))
    answer = node.store.write(
        lambda transaction: release_in(node, transaction, asked, whole=whole, ready=ready)
    )
    if answer.sequence:
        node.wake()
    return answer


def release_in(
    node: Node,
    transaction: Transaction,
    asked: Asked,
    *,
    whole: bool = False,
    ready: Ready | None = None,
) -> Answer:
    """The work of `release` inside a transaction that may do more.

    Args:
        node: this node.
        transaction: the transaction.
        asked: the release asked for.
        whole: the item itself or nothing.
        ready: a version whose files were enclosed before, by `enclosed_ahead`.
    """
    asking = asking_now(node, transaction, asked)
    if ready is not None:
        asking = msgspec.structs.replace(asking, identifier=ready.product.product)
    found = consider(asking, transaction, row_asked(transaction, asked))
    journal = Journal(node.party)
    answer = _kept(transaction, journal, found.whole, found)
    going = _going(found, whole=whole)
    if going is not None:
        check_partner(transaction, asked)  # before a key is made for it
        keep_version(asking, transaction, journal, going, ready)
        answer = _kept(transaction, journal, going.judged, found)
    if answer.decision.outcome == "release":
        answer = _queued(asking, transaction, answer)
    keep_time(transaction, answer.case.at)
    journal.close(transaction)
    return answer


def asking_now(node: Node, reading: Reading, asked: Asked) -> Asking:
    """The moment in which a release is asked for."""
    now = node.clock.now()
    world = node.worlds.current(reading)
    return Asking(node, world, asked, now, clock_is_sound(reading, now))


def _going(found: Considered, *, whole: bool) -> Candidate | None:
    """The version that goes; where only the whole may, that in the words the recipient knows."""
    chosen = found.chosen
    if chosen is None or not whole:
        return chosen
    return chosen if chosen.origin.as_it_is else None


def check_partner(reading: Reading, asked: Asked) -> None:
    """Refuse to make anything for a party that is no partner.

    Raises:
        UnknownRecipient: it is none.
    """
    if reading.partner(asked.recipient) is None:
        raise UnknownRecipient(f"{asked.recipient} is not a partner of this node")


def _chosen(asking: Asking, reading: Reading, row: ProductRow) -> Candidate | None:
    return consider(asking, reading, row).chosen


def enclosed_ahead(node: Node, asked: Asked, wanted: Wanted = _chosen) -> Ready | None:
    """The version wanted now, its files sealed for it; None where none are to be sealed.

    Before the transaction, which sixteen megabytes would hold for long. They are sealed anew, so a
    version has no sealed byte in common with its item or with another ally's. An item without
    files and without a plan has none to seal, and is not looked at twice.

    Raises:
        See `preview`.
    """

    def work(reading: Reading) -> tuple[ProductRow, Candidate] | None:
        row = reading.product(asked.product, asked.version)
        if row is None or not _may_enclose(reading, row):
            return None
        row = row_asked(reading, asked)
        version = wanted(asking_now(node, reading, asked), reading, row)
        return None if version is None else (row, version)

    found = node.store.read(work)
    if found is None or found[1].held is not None or not enclosures_of(found[1].product):
        return None
    row, version = found
    return enclose(node, version.product, files_of(node, row, read_content(node, row)))


def _may_enclose(reading: Reading, row: ProductRow) -> bool:
    """Whether something made of an item could have a file enclosed."""
    contents = () if row.item is None else row.item.contents
    return ENCLOSED in contents or reading.plan(row.product, row.version) is not None


def keep_version(
    asking: Asking,
    transaction: Transaction,
    journal: Journal,
    candidate: Candidate,
    ready: Ready | None = None,
) -> ProductRow:
    """Seal a version and keep what it was made of; one that says the same is kept once.

    Raises:
        Oversized: it does not fit one body.
        MalformedInput: its files were not enclosed, or with another version.
    """
    asked, product = asking.asked, candidate.product
    if candidate.instead is not None:
        transaction.drop_version(product.product, product.version)
    row = transaction.product(product.product, product.version)
    if row is None:
        row = keep_ready(
            asking.node,
            transaction,
            _ready(candidate, ready),
            candidate.equities,
            candidate.facts,
        )
    elif candidate.held is None:
        raise StoreFailed("another item has the version's number", place=product.product)
    made = MadeRow(
        product=product.product,
        version=product.version,
        master=asked.product,
        master_version=asked.version,
        recipient=asked.recipient,
        choice=candidate.choice,
        at=asking.at,
    )
    if transaction.save_version(made):
        envelope = canonical.digest_of_bytes(row.envelope)
        journal.note("made", product.product, envelope, candidate.choice, asking.at)
    return row


def _ready(candidate: Candidate, ready: Ready | None) -> Ready:
    """The version to be sealed, with the files that were enclosed for exactly what it says.

    Raises:
        MalformedInput: meanwhile another version may go.
    """
    product = candidate.product
    if not enclosures_of(product):
        return Ready(product, new_content_key())
    if ready is None or unsealed(ready.product) != product:
        raise MalformedInput(
            "what may go has changed while its files were sealed",
            hint="Ask again; nothing was stored.",
            place=product.product,
        )
    return ready


def _kept(transaction: Transaction, journal: Journal, judged: Judged, found: Considered) -> Answer:
    """Keep one decision."""
    case, decision = judged.case, judged.decision
    kept = keep_decision(transaction, journal, case, decision)
    return Answer(case, decision, kept.identifier, considered=found)


def _queued(asking: Asking, transaction: Transaction, answer: Answer) -> Answer:
    """Put what may go in the outbox; a version the recipient was given already stays here."""
    asked, case, found = asking.asked, answer.case, answer.considered
    check_partner(transaction, asked)
    chosen = None if found is None else found.chosen
    if chosen is not None and case is chosen.judged.case and was_given(transaction, asked, case):
        return msgspec.structs.replace(answer, had=True)
    going = msgspec.structs.replace(asked, product=case.product, version=case.version)
    row = OutboxRow(
        partner=asked.recipient,
        rank=rank_of(case.precedence),
        type="release",
        payload=canonical.encode(going),
        product=case.product,
        version=case.version,
        decision=answer.identifier,
        at=case.at,
    )
    return msgspec.structs.replace(answer, sequence=transaction.enqueue(row))


def was_given(reading: Reading, asked: Asked, case: Case) -> bool:
    """Whether exactly this was sent to this post for this purpose, or waits to be."""
    same = msgspec.structs.replace(asked, product=case.product, version=case.version)
    return any(
        each.state != "held" and canonical.parse(each.payload, Asked) == same
        for each in reading.outbox_about(case.product)
    )


class KeptDecision(msgspec.Struct, frozen=True):
    """Where a decision is kept."""

    identifier: int
    case_digest: str  # of the case; few enough facts that it can be guessed, so it stays here
    noted: str  # the own log's commitment to it, salted: tells nothing, and binds


def keep_decision(
    transaction: Transaction, journal: Journal, case: Case, decision: Decision
) -> KeptDecision:
    """Store a decision with its case and note it in the own log."""
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
    noted = journal.note("decided", case.product, case_digest, decision.outcome, case.at)
    return KeptDecision(transaction.save_decision(row), case_digest, noted)
