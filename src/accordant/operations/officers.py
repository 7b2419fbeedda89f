"""The register of one's own officers as the store holds it, and recording a fact in it.

A register is begun by the first fact, and from then on every act and every reading asks it. Only
the offline party key can begin it: it is the root the officers' powers come from, and the way back
in when nobody is left who may appoint. Facts are believed from the party key, or from an officer
whom the register itself lets appoint at that instant, and never about himself. docs/officers.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from accordant import canonical
from accordant.envelope import officers as signed_entries
from accordant.errors import ClockUnsound, NotAuthorised, OfficerMayNot, UnknownProduct
from accordant.labels.terms import Policies
from accordant.model.instant import Instant
from accordant.model.officer import (
    PARTY_SIGNER,
    AbsenceCovered,
    Authored,
    OfficerEntry,
    OfficerFact,
    kind_of,
    officer_of,
)
from accordant.model.statement import PublicKey
from accordant.officers.asked import What
from accordant.officers.may import may
from accordant.officers.ranking import Rung, Rungs
from accordant.officers.register import Register
from accordant.officers.together import persons_asked
from accordant.operations.journal import Journal
from accordant.operations.node import Node, clock_is_sound, keep_time
from accordant.operations.officer_registers import EntryKept, begun
from accordant.operations.officer_rows import OfficerRow
from accordant.operations.officer_rules import check_fact
from accordant.operations.officer_words import all_in_words
from accordant.operations.ports import OWN, Reading, Transaction
from accordant.signing import SigningKey


class Signer(NamedTuple):
    """Who signs a fact of the register: an officer by name, or `party`, and the private key."""

    name: str
    key: SigningKey


def rungs_of(policies: Policies) -> Rungs:
    """Where each ranked level of the vocabularies stands; what has no ranking has no rung."""
    return {
        term.level: Rung(term.order, term.rank)
        for policy in policies.values()
        for term in policy.terms
        if term.order
    }


def officer_by(register: Register, key: PublicKey, at: Instant) -> tuple[str, str]:
    """Who signs by this key at an instant, and in which post.

    Raises:
        OfficerMayNot: nobody in office holds it, or more than one does.
    """
    holders = register.holders(key, at)
    if len(holders) == 1:
        return holders[0]
    if holders:
        names = ", ".join(sorted({name for name, _ in holders}))
        raise OfficerMayNot(f"one key is held by more than one officer or post: {names}")
    raise OfficerMayNot(
        "nobody in office holds this key",
        hint="A register of officers is begun here: appoint whoever holds the post with "
        "`accordant officer appoint`.",
    )


def record(node: Node, facts: Sequence[OfficerFact], signer: Signer) -> list[EntryKept]:
    """Sign facts of the register and keep them, all or none.

    Args:
        node: this party's node.
        facts: what becomes so, each judged with those before it kept.
        signer: an officer who may appoint, the party key, or for an authorship the author.

    Raises:
        OfficerMayNot: the signer may not; the message says what is missing.
        NotAuthorised: the key is not the party key of this node's statement.
        UnknownOfficer, MalformedInput, LevelNotInTable, UnknownProduct: see `officer_rules`.
        ClockUnsound: the clock stands behind what was recorded already.
    """
    return node.store.write(lambda work: [_record(node, work, fact, signer) for fact in facts])


def _record(node: Node, transaction: Transaction, fact: OfficerFact, signer: Signer) -> EntryKept:
    now = sound_now(node, transaction)
    register = node.registers.current(transaction)
    rungs = rungs_of(node.policies())
    check_fact(node, transaction, register, rungs, fact)
    if signer.name == PARTY_SIGNER:
        _check_party_key(node, signer, fact)
    else:
        _check_officer(register, rungs, fact, signer, now)
    entry = OfficerEntry(party=node.party, by=signer.name, at=now, fact=fact)
    envelope = signed_entries.sign(entry, signer.key)
    signed_entries.verify(envelope, signer.key.public)
    digest = canonical.digest_of_bytes(envelope)
    row = OfficerRow(
        digest=digest,
        officer=officer_of(fact),
        kind=kind_of(fact),
        subject=fact.product if isinstance(fact, Authored) else "",
        envelope=envelope,
        at=now,
        learnt=now,
    )
    if transaction.save_officer_row(row):
        journal = Journal(node.party)
        journal.note("recorded", officer_of(fact), digest, kind_of(fact), now)
        journal.close(transaction)
    keep_time(transaction, now)
    return EntryKept(digest, entry, now)


def sign_as_author(
    node: Node, items: Sequence[tuple[str, int]], author: Signer
) -> list[EntryKept]:
    """Have an officer sign that he wrote own items, named by product and version; all or none.

    Raises:
        UnknownProduct: one is not held here as an own item.
        OfficerMayNot, ClockUnsound: see `record`.
    """
    rows = node.store.read(lambda reading: [(each, reading.product(*each, OWN)) for each in items])
    facts = list[Authored]()
    for (product, version), row in rows:
        if row is None:
            raise UnknownProduct(f"no own item {product} version {version} is held here")
        digest = canonical.digest_of_bytes(row.envelope)
        facts.append(
            Authored(
                officer=author.name,
                product=product,
                version=version,
                digest=digest,
                since=node.clock.now(),
            )
        )
    return record(node, facts, author)


def name_of(node: Node, key: PublicKey) -> str:
    """The officer in office who holds a key now.

    Raises:
        OfficerMayNot: nobody does, or more than one, or no register is begun.
        ClockUnsound: the clock stands behind what was recorded already.
    """

    def work(reading: Reading) -> str:
        if not begun(reading):
            raise OfficerMayNot(
                "no register of officers is begun here",
                hint="Begin it with `accordant officer begin`; until then posts alone decide.",
            )
        return officer_by(node.registers.current(reading), key, sound_now(node, reading))[0]

    return node.store.read(work)


def sound_now(node: Node, reading: Reading) -> Instant:
    """The instant now, by a clock that can be believed.

    Raises:
        ClockUnsound: it was set back; what has ended could stand again.
    """
    now = node.clock.now()
    if not clock_is_sound(reading, now):
        raise ClockUnsound(hint="Set the clock right; until then no officer acts or reads.")
    return now


def _check_party_key(node: Node, signer: Signer, fact: OfficerFact) -> None:
    if signer.key.public != node.statement.party_key:
        raise NotAuthorised("this is not the party key of this node's statement")
    if isinstance(fact, Authored):
        raise NotAuthorised("an author signs himself, by his own key")


def _check_officer(
    register: Register, rungs: Rungs, fact: OfficerFact, signer: Signer, now: Instant
) -> None:
    name, _ = officer_by(register, signer.key.public, now)
    if name != signer.name:
        raise OfficerMayNot(f"this is the key of {name}")
    if isinstance(fact, Authored):
        if fact.officer != name:
            raise OfficerMayNot("an author signs himself, by his own key")
        return
    concerned = {officer_of(fact)}
    if isinstance(fact, AbsenceCovered):
        concerned.add(fact.absent)
    if name in concerned:
        raise OfficerMayNot(
            f"{name} signs nothing about himself",
            hint="Another officer who may appoint signs it, or the party key does.",
        )
    what = What(deed="appoint")
    ruling = may(register, rungs, name, what, now)
    if not ruling.yes:
        raise OfficerMayNot(f"{name} may not appoint. {all_in_words(ruling.lacking)}")
    if persons_asked(register, rungs, what, now) > 1:
        raise OfficerMayNot("appointing takes two officers here: the party key signs it")
