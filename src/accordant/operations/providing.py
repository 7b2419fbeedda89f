"""Providing chunks of enclosed files to a partner that asks, one by one.

A partner names a leaf that was said to it, so it can ask for nothing that was not released to it;
what it may have is decided again for each chunk, as of the instant the chunk leaves. A no, an item
that is not here, a chunk that does not exist: all are answered alike, and the reason stays here.
"""

from __future__ import annotations

from functools import partial

import msgspec

from accordant import canonical
from accordant.decision.decide import decide
from accordant.errors import MalformedInput, NotProvided, WrongCertificate
from accordant.log.origin import link_origin
from accordant.model.case import Case, Decision
from accordant.model.message import Message, Released
from accordant.operations.casework import outbound_case
from accordant.operations.enclosure_ports import EnclosureRow
from accordant.operations.journal import Journal
from accordant.operations.node import Node, clock_is_sound, keep_time
from accordant.operations.partners import check_going
from accordant.operations.ports import PartnerRow, ProductRow, Reading, Transaction
from accordant.operations.products import with_facts
from accordant.operations.release import keep_decision


class _Found(msgspec.Struct, frozen=True):
    """What was decided of a chunk, and the chunk where it may go."""

    case: Case
    decision: Decision
    chunk: bytes | None


def provide(node: Node, certificate: str, leaf: int, number: int, position: int) -> bytes:
    """A sealed chunk of a file enclosed with the item that a leaf provides.

    Args:
        node: this party's node.
        certificate: SHA-256 (hexadecimal) of the certificate the connection was made with.
        leaf: index in the log spoken to that partner.
        number: of the file among those of the item, from 0.
        position: of the chunk, from 0.

    Raises:
        WrongCertificate: it is not pinned for any partner.
        NotProvided: the leaf provides no such chunk, or the decision is no longer *release*.
        LogForked: the link is stopped.
    """

    def work(reading: Reading) -> _Found:
        partner = reading.partner_by_certificate(certificate)
        if partner is None:
            raise WrongCertificate("this certificate is not pinned for any partner")
        check_going(reading, partner.party)
        return _look(node, reading, partner, leaf, (number, position))

    found = node.store.read(work)
    if found.decision.outcome != "release":
        node.store.write(partial(_keep_once, node=node, found=found))
        raise NotProvided
    if found.chunk is None:
        raise NotProvided
    return found.chunk


def _look(
    node: Node, reading: Reading, partner: PartnerRow, leaf: int, wanted: tuple[int, int]
) -> _Found:
    """Decide of an item again, and take the chunk where the answer is yes."""
    number, position = wanted
    message = released_by(reading, link_origin(node.party, partner.party), leaf)
    if message is None:
        raise NotProvided
    row, files = _provided(reading, message)
    now = node.clock.now()
    world = node.worlds.current(reading)
    case = outbound_case(
        world,
        with_facts(node, row),
        releaser=node.party,
        recipient=partner.party,
        post=message.post,
        purpose=message.purpose,
        at=now,
        clock_sound=clock_is_sound(reading, now),
        contractor=message.contractor is True,
    )
    decision = decide(world.library, case)
    if decision.outcome != "release" or not 0 <= number < len(files):
        return _Found(case, decision, None)
    return _Found(case, decision, reading.chunk(files[number].place, position))


def released_by(reading: Reading, origin: str, leaf: int) -> Released | None:
    """The release a leaf of a log stands for; None where it is none, or not known here."""
    statement = reading.statement(origin, leaf)
    try:
        message = None if statement is None else canonical.parse(statement, Message)
    except MalformedInput:  # of a type newer or older than this software
        return None
    return message if isinstance(message, Released) else None


def _provided(reading: Reading, message: Released) -> tuple[ProductRow, list[EnclosureRow]]:
    """The very item a release named, where its files are whole here.

    Raises:
        NotProvided: it is not here, lies in quarantine, or is not whole.
    """
    for row in reading.products_named(message.product):
        if row.version != message.version or row.state == "quarantined":
            continue
        files = reading.enclosures(row.product, row.version, row.origin)
        if not all(each.state == "held" for each in files):
            continue
        if canonical.digest_of_bytes(row.envelope) == message.envelope:
            return row, files
    raise NotProvided


def _keep_once(transaction: Transaction, *, node: Node, found: _Found) -> None:
    """Keep that what was released goes no further, once however often it is asked for."""
    case = found.case
    earlier = [
        each
        for each in transaction.decisions_of(case.product, case.version)
        if (each.direction, each.partner) == ("outbound", case.recipient)
    ]
    if earlier and earlier[-1].outcome == found.decision.outcome:
        return
    journal = Journal(node.party)
    keep_decision(transaction, journal, case, found.decision)
    keep_time(transaction, case.at)
    journal.close(transaction)
