"""Beginning a register of officers: whoever holds a post today goes on, by the party key's word.

Each post of the party statement gets an officer of its own name with the key the statement names,
and a letter for what the statement lets it sign, up to one level and until one day. Nothing is
given without an end.
"""

from __future__ import annotations

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
from accordant.officers.ranking import Rung
from accordant.operations import officers
from accordant.operations.node import Node
from accordant.operations.officers import EntryKept, Signer

APPOINTING: Authority = "assure"
"""Who answers to partners for clearances appoints at home (national security authority)."""

UNRANKED = "unranked"  # scheme of a level that no vocabulary ranks
FOUNDING_GROUP = "founding"

_SEEING: frozenset[Deed] = frozenset({"approve", "consent", "order"})


def begin(node: Node, signer: Signer, level: str, until: Instant) -> list[EntryKept]:
    """Appoint the holder of every post of the party statement, all or none.

    Args:
        node: this party's node.
        signer: the party key, under the name `party`.
        level: the highest level of the party's own terms that clearances and letters reach.
        until: the last instant of every clearance and letter.

    Raises:
        MalformedInput: a register was begun already.
        NotAuthorised, LevelNotInTable, ClockUnsound: see `operations.officers.record`.
    """
    if node.store.read(officers.begun):
        raise MalformedInput(
            "a register of officers was begun here already",
            hint="Appoint with `accordant officer appoint`; see it with `accordant officer list`.",
        )
    now = node.clock.now()
    rungs = officers.rungs_of(node.policies())
    facts = [
        fact
        for officer in node.statement.officers
        for fact in founding_facts(officer, node.party, rungs.get(level), level, (now, until))
    ]
    return officers.record(node, facts, signer)


def founding_facts(
    officer: Officer, party: str, rung: Rung | None, level: str, period: tuple[Instant, Instant]
) -> list[OfficerFact]:
    """What the holder of one post is given: the post, a letter, and what its deeds ask besides."""
    since, until = period
    deeds: list[Deed] = [deed for deed in DEEDS if deed in officer.authority]
    if APPOINTING in officer.authority:
        deeds.append("appoint")
    facts: list[OfficerFact] = [
        OfficerAppointed(
            officer=officer.post, post=officer.post, authority=party, key=officer.key, since=since
        )
    ]
    if deeds:
        facts.append(
            LetterIssued(
                officer=officer.post,
                deeds=tuple(deeds),
                categories=(EVERY,),
                level=level,
                countries=(EVERY,),
                since=since,
                until=until,
            )
        )
    if _SEEING & set(deeds):
        scheme = UNRANKED if rung is None else rung.scheme
        facts += [
            OfficerCleared(
                officer=officer.post, scheme=scheme, level=level, since=since, until=until
            ),
            NeedDetermined(
                officer=officer.post,
                group=FOUNDING_GROUP,
                subjects=(EVERY,),
                since=since,
                until=until,
            ),
        ]
    return facts
