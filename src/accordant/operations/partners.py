"""Partners: this party's statement for others, theirs pinned here by the party key alone.

A partner is added once, by a person who compared the fingerprint by telephone or in person. From
then on newer statements are taken only if that same party key signed them.
"""

from __future__ import annotations

from functools import lru_cache

from accordant import canonical
from accordant.envelope import dsse
from accordant.envelope.keys import fingerprint
from accordant.envelope.statement import PAYLOAD_TYPE, check_usable, verify
from accordant.errors import (
    FingerprintMismatch,
    LogForked,
    MalformedInput,
    StatementRefused,
)
from accordant.model.statement import PartyStatement
from accordant.operations.node import Node
from accordant.operations.ports import PartnerRow, Reading, Transaction

STATEMENT_SIZE_MAX = 512 * 1024  # bytes of a signed party statement


@lru_cache(maxsize=64)
def read_statement(envelope: bytes) -> PartyStatement:
    """The statement inside a signed one that was verified before it was stored."""
    _, payload = dsse.read_unverified(envelope, PAYLOAD_TYPE)
    return canonical.parse(payload, PartyStatement)


def statement_of(row: PartnerRow) -> PartyStatement:
    """The newest statement of a partner."""
    return read_statement(row.statement)


def add(node: Node, envelope: bytes, compared: str) -> PartyStatement:
    """Pin a new partner after its fingerprint was compared by people.

    Args:
        node: this party's node.
        envelope: the party statement as the partner exported it (DSSE).
        compared: the fingerprint the other side read out; blanks and dashes do not matter.

    Raises:
        FingerprintMismatch: the statement is of another party key; nothing is stored.
        BadSignature, StatementRefused, MalformedMessage: see `envelope.statement`.
    """
    _, payload = dsse.read_unverified(envelope, PAYLOAD_TYPE)
    claimed = canonical.parse(payload, PartyStatement)
    if claimed.party == node.party:
        raise MalformedInput("this is this node's own party statement")
    actual = fingerprint(claimed.party_key)
    if _plain(compared) != _plain(actual):
        raise FingerprintMismatch
    statement = verify(envelope, actual)
    node.store.write(lambda transaction: _add(transaction, envelope, statement))
    node.wake()
    return statement


def _add(transaction: Transaction, envelope: bytes, statement: PartyStatement) -> None:
    held = transaction.partner(statement.party)
    if held is None:
        _save(transaction, envelope, statement)
        return
    if held.fingerprint != fingerprint(statement.party_key):
        raise FingerprintMismatch(
            f"{statement.party} is pinned here with another party key",
            hint="A new party key means a new pin: speak with the partner before anything else.",
        )
    renew(transaction, envelope, held)


def renew(
    transaction: Transaction, envelope: bytes, held: PartnerRow, *, place: str = ""
) -> PartnerRow:
    """Take a partner's next statement, by file or over the link; returns how it is held now.

    The one held already changes nothing.

    Raises:
        StatementRefused, BadSignature: not the next one of the pinned party key, or not usable.
    """
    if envelope == held.statement:
        return held
    statement = verify(envelope, held.fingerprint, statement_of(held), place=place)
    return _save(transaction, envelope, statement, place)


def _save(
    transaction: Transaction, envelope: bytes, statement: PartyStatement, place: str = ""
) -> PartnerRow:
    """Keep a verified statement, if a link can be made by it and no other link is harmed."""
    check_usable(statement, place=place)
    row = row_of(envelope, statement)
    other = transaction.partner_by_certificate(row.certificate)
    if other is not None and other.party != row.party:
        raise StatementRefused("the certificate is pinned for another partner", place=place)
    transaction.save_partner(row)
    return row


def row_of(envelope: bytes, statement: PartyStatement) -> PartnerRow:
    """How a verified statement is kept."""
    return PartnerRow(
        party=statement.party,
        fingerprint=fingerprint(statement.party_key),
        statement=envelope,
        number=statement.number,
        address=statement.address,
        certificate=canonical.digest_of_bytes(statement.node.certificate),
    )


def check_going(reading: Reading, party: str) -> None:
    """Refuse to say or take anything more over a link that was stopped.

    Raises:
        LogForked: it was, at this restart or a former one; a person must settle why.
    """
    stopped = reading.link_stopped(party)
    if stopped is not None:
        raise LogForked(f"the link with {party} is stopped ({stopped.reason})")


def _plain(text: str) -> str:
    """A fingerprint as read out: without blanks, colons and dashes, in small letters."""
    return "".join(letter for letter in text.lower() if letter.isalnum())
