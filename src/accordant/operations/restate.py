"""Restating a party: the next numbered statement, signed by the party key brought from offline.

Officers come, go and get new keys, and the node moves to another address, only so. Partners take
the statement over the link because the party key they pinned signed it; nothing is compared again.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from accordant import canonical
from accordant.envelope import statement as statements
from accordant.errors import MalformedInput, NotAuthorised
from accordant.model.instant import Instant
from accordant.model.precedence import rank_of
from accordant.model.statement import Authority, Officer, PartyStatement, PublicKey
from accordant.operations.journal import Journal
from accordant.operations.node import Node, keep_time
from accordant.operations.ports import OutboxRow, Transaction
from accordant.signing import SigningKey

RANK = rank_of("immediate")  # as an officer's act


def restate(
    previous: PartyStatement,
    party_key: SigningKey,
    *,
    issued: Instant,
    address: str,
    officers: tuple[Officer, ...],
) -> bytes:
    """Return the signed statement that follows another; the node's keys stay.

    Raises:
        NotAuthorised: the key is not the one the statement before names.
        MalformedInput: nobody would be left who may sign anything.
        StatementRefused: a post or key stands in it twice.
    """
    if party_key.public != previous.party_key:
        raise NotAuthorised(
            "this is not the party key of this node's statement",
            hint="Bring the party key made with this home; partners pinned no other.",
        )
    if not officers:
        raise MalformedInput("a party needs at least one officer")
    following = msgspec.structs.replace(
        previous,
        number=previous.number + 1,
        issued=max(issued, previous.issued),
        address=address,
        officers=officers,
    )
    return statements.sign(following, party_key)


def officers_after(
    previous: tuple[Officer, ...],
    appointed: Mapping[str, tuple[PublicKey, tuple[Authority, ...]]],
    dismissed: frozenset[str],
) -> tuple[Officer, ...]:
    """The officers of the next statement: those who stay, and those appointed with their new keys.

    Raises:
        MalformedInput: a post to dismiss is not there.
    """
    posts = {officer.post for officer in previous}
    if unknown := sorted(dismissed - posts):
        raise MalformedInput(f"there is no post `{unknown[0]}` to dismiss")
    gone = dismissed | set(appointed)
    stay = tuple(officer for officer in previous if officer.post not in gone)
    new = tuple(Officer(post, key, may) for post, (key, may) in appointed.items())
    return stay + new


def announce(node: Node, envelope: bytes) -> tuple[str, ...]:
    """Queue this party's new statement for every partner; returns whom it goes to."""
    told = node.store.write(lambda transaction: _announce(node, transaction, envelope))
    node.wake()
    return told


def _announce(node: Node, transaction: Transaction, envelope: bytes) -> tuple[str, ...]:
    now = node.clock.now()
    partners = tuple(row.party for row in transaction.partners())
    for partner in partners:
        row = OutboxRow(partner=partner, rank=RANK, type="statement", payload=envelope, at=now)
        transaction.enqueue(row)
    journal = Journal(node.party)
    digest = canonical.digest_of_bytes(envelope)
    journal.note("recorded", node.party, digest, "party-statement", now)
    keep_time(transaction, now)
    journal.close(transaction)
    return partners
