"""What one recipient would open, looked at ahead of a release; and a version made to be approved.

Both ask what `release` asks, by the same code, so that what is looked at is what goes.
"""

from __future__ import annotations

import msgspec

from accordant import canonical
from accordant.envelope.seal import padded_size
from accordant.model.product import Product, enclosures_of
from accordant.model.statement import PublicKey
from accordant.operations.asked import Asked, Asking, row_asked
from accordant.operations.candidates import Candidate
from accordant.operations.journal import Journal
from accordant.operations.node import Node, keep_time
from accordant.operations.officer_acts import check_reading
from accordant.operations.ports import ProductRow, Reading, Transaction
from accordant.operations.products import read_content
from accordant.operations.release import (
    Answer,
    asking_now,
    check_partner,
    enclosed_ahead,
    keep_version,
    was_given,
)
from accordant.operations.versions import Considered, consider, referred

DIGEST_DIGITS = 64  # of a SHA-256, hexadecimal


class Seen(msgspec.Struct, frozen=True):
    """What a release would give one recipient."""

    answer: Answer  # of what would go; of the whole item where nothing would
    product: Product | None = None  # exactly what the recipient opens; None: nothing goes
    size: int = 0  # bytes of it as it travels, padded
    made: bool = True  # it is kept already; else a release may draw another identifier for it
    portions: int = 0  # of the item itself


def look(node: Node, asked: Asked, reader: PublicKey | None = None) -> Seen:
    """Open what would go, for a person of this party, and record that it was read.

    Args:
        node: this party's node.
        asked: to whom it would go.
        reader: the public key of whoever looks; needed once a register of officers is begun.

    Raises:
        OfficerMayNot, ClockUnsound: the register of officers says no; nothing is recorded.
        See `release.preview`; Oversized: it does not fit one body. Nothing is recorded then.
    """

    def work(transaction: Transaction) -> Seen:
        asking = asking_now(node, transaction, asked)
        row = row_asked(transaction, asked)
        name = check_reading(node, transaction, row, reader)
        seen = _seen(asking, transaction, row)
        if seen.product is not None:
            digest = canonical.digest_of_bytes(row.envelope)
            journal = Journal(node.party)
            by = f" by {name}" if name else ""
            journal.note("read", row.product, digest, f"version {row.version}{by}", asking.at)
            keep_time(transaction, asking.at)
            journal.close(transaction)
        return seen

    return node.store.write(work)


def _seen(asking: Asking, transaction: Transaction, row: ProductRow) -> Seen:
    found = consider(asking, transaction, row)
    chosen = found.chosen
    judged = found.whole if chosen is None else chosen.judged
    answer = Answer(judged.case, judged.decision, considered=found)
    if answer.decision.outcome != "release":
        return Seen(answer)
    whole = read_content(asking.node, row)
    product = whole if chosen is None else chosen.product
    made = transaction.product(product.product, product.version) is not None
    if chosen is not None and was_given(transaction, asking.asked, answer.case):
        answer = msgspec.structs.replace(answer, had=True)
    return Seen(answer, product, _size(product), made, len(whole.portions))


def _size(product: Product) -> int:
    """Bytes it travels as; a file that is not sealed for it yet will be named by a digest more."""
    unsealed = sum(not each.sealed for each in enclosures_of(product))
    return padded_size(len(canonical.encode(product)) + DIGEST_DIGITS * unsealed)


class Made(msgspec.Struct, frozen=True):
    """A version made, or why none was: the answer is then that of the whole item."""

    answer: Answer
    version: Candidate | None = None


def make(node: Node, asked: Asked) -> Made:
    """Make and keep the version that may go, else the one that a person could approve.

    Nothing is queued and nothing allowed: it is released or approved by its own identifier.

    Raises:
        See `release.release`; Oversized: it does not fit one body.
    """
    ready = enclosed_ahead(node, asked, lambda *looked: _wanted(*looked)[1])

    def work(transaction: Transaction) -> Made:
        asking = asking_now(node, transaction, asked)
        if ready is not None:
            asking = msgspec.structs.replace(asking, identifier=ready.product.product)
        found, version = _wanted(asking, transaction, row_asked(transaction, asked))
        if version is None:
            return Made(Answer(found.whole.case, found.whole.decision, considered=found))
        journal = Journal(node.party)
        check_partner(transaction, asked)
        keep_version(asking, transaction, journal, version, ready)
        keep_time(transaction, asking.at)
        journal.close(transaction)
        judged = version.judged
        return Made(Answer(judged.case, judged.decision, considered=found), version)

    return node.store.write(work)


def _wanted(
    asking: Asking, reading: Reading, row: ProductRow
) -> tuple[Considered, Candidate | None]:
    """What was looked at, and the version that may go or be approved, where there is one."""
    found = consider(asking, reading, row)
    version = found.chosen
    if version is None and found.whole.decision.outcome != "release":
        version = referred(asking, reading, row)
    if version is not None and version.judged.decision.outcome == "withhold":
        version = None
    return found, version
