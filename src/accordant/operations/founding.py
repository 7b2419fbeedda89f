"""Beginning a register of officers: whoever holds a post today goes on, by the party key's word.

Each post of the party statement gets an officer of its own name with the key the statement names,
and a letter for what the statement lets it sign, up to one level and until one day. Nothing is
given without an end.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from accordant.errors import MalformedInput
from accordant.model.instant import Instant
from accordant.model.officer import (
    DEEDS,
    EVERY,
    Deed,
    LetterIssued,
    NeedDetermined,
    OfficerAppointed,
    OfficerCleared,
    OfficerFact,
)
from accordant.model.statement import Authority, Officer
from accordant.operations import officers
from accordant.operations.node import Node
from accordant.operations.officer_registers import EntryKept, begun
from accordant.operations.officers import Signer

NOBODY_NAMED: Mapping[str, str] = MappingProxyType({})

APPOINTING: Authority = "assure"
"""Who answers to partners for clearances appoints at home (national security authority)."""

UNRANKED = "unranked"  # scheme of a level that no vocabulary ranks
FOUNDING_GROUP = "founding"

_SEEING: frozenset[Deed] = frozenset({"approve", "consent", "order", "designate"})


def begin(
    node: Node,
    signer: Signer,
    level: str,
    until: Instant,
    names: Mapping[str, str] = NOBODY_NAMED,
) -> list[EntryKept]:
    """Appoint the holder of every post of the party statement, all or none.

    Args:
        node: this party's node.
        signer: the party key, under the name `party`.
        level: the highest level of the party's own terms that clearances and letters reach.
        until: the last instant of every clearance and letter.
        names: what the officer of a post is called; by the post where it is absent.

    Raises:
        MalformedInput: a register was begun already, or there is no post of a name given.
        NotAuthorised, LevelNotInTable, ClockUnsound: see `operations.officers.record`.
    """
    if node.store.read(begun):
        raise MalformedInput(
            "a register of officers was begun here already",
            hint="Appoint with `accordant officer appoint`; see it with `accordant officer list`.",
        )
    if unknown := names.keys() - {officer.post for officer in node.statement.officers}:
        raise MalformedInput(f"the party statement has no post `{min(unknown)}`")
    now = node.clock.now()
    rungs = officers.rungs_of(node.policies())
    rung = rungs.get(level)
    given = Founding(node.party, level, UNRANKED if rung is None else rung.scheme, now, until)
    facts = [
        fact
        for officer in node.statement.officers
        for fact in founding_facts(names.get(officer.post, officer.post), officer, given)
    ]
    return officers.record(node, facts, signer)


class Founding(NamedTuple):
    """What every founding officer is given alike."""

    party: str
    level: str
    scheme: str
    since: Instant
    until: Instant


def founding_facts(name: str, officer: Officer, given: Founding) -> list[OfficerFact]:
    """What the holder of one post is given: the post, a letter, and what its deeds ask besides."""
    party, level, scheme, since, until = given
    deeds: list[Deed] = [deed for deed in DEEDS if deed in officer.authority]
    if APPOINTING in officer.authority:
        deeds.append("appoint")
    facts: list[OfficerFact] = [
        OfficerAppointed(
            officer=name, post=officer.post, authority=party, key=officer.key, since=since
        )
    ]
    if deeds:
        facts.append(
            LetterIssued(
                officer=name,
                deeds=tuple(deeds),
                categories=(EVERY,),
                level=level,
                countries=(EVERY,),
                since=since,
                until=until,
            )
        )
    if _SEEING & set(deeds):
        facts += [
            OfficerCleared(officer=name, scheme=scheme, level=level, since=since, until=until),
            NeedDetermined(
                officer=name,
                group=FOUNDING_GROUP,
                subjects=(EVERY,),
                since=since,
                until=until,
            ),
        ]
    return facts
