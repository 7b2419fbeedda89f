"""What a person may look up of the register: who stands in it, with what, as of any instant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

import msgspec
from msgspec import UnsetType

from accordant.errors import UnknownOfficer
from accordant.model.instant import Instant
from accordant.model.officer import (
    AbsenceCovered,
    LetterIssued,
    NeedDetermined,
    OfficerAppointed,
    OfficerCleared,
    OfficerFact,
    SecondPersonAsked,
    kind_of,
    officer_of,
)
from accordant.officers.register import Ended, Register
from accordant.operations.node import Node
from accordant.operations.officer_registers import EntryKept, entries, register_of
from accordant.operations.ports import Reading

State: TypeAlias = Literal["stands", "not-yet", "over", "ends-others"]


class OfficerView(msgspec.Struct, frozen=True, kw_only=True):
    """An officer as of an instant; what does not stand then is left out."""

    officer: str
    name: str
    posts: tuple[str, ...]
    authority: tuple[str, ...]
    cleared: tuple[OfficerCleared, ...]
    needs: tuple[NeedDetermined, ...]
    letters: tuple[LetterIssued, ...]
    covers: tuple[AbsenceCovered, ...]
    removed: Instant | None
    next_end: Instant | None  # the first instant after which something of this stands no more


class FactView(msgspec.Struct, frozen=True):
    """A fact of the register with its document: by whom, when, and whether it stands."""

    digest: str
    kind: str
    fact: OfficerFact
    state: State
    until: Instant | None  # its real last instant
    by: str
    at: Instant


def listed(
    node: Node, at: Instant | None = None, known_at: Instant | None = None
) -> list[OfficerView]:
    """Every officer ever appointed, as of an instant (now if absent) and as known at another."""

    def work(reading: Reading) -> list[OfficerView]:
        register = register_of(reading, known_at)
        moment = node.clock.now() if at is None else at
        return [_officer(register, name, moment) for name in register.officers]

    return node.store.read(work)


def facts_of(
    node: Node, officer: str, at: Instant | None = None, known_at: Instant | None = None
) -> list[FactView]:
    """Every fact about one officer, or with an empty name every rule, in the order recorded.

    Raises:
        UnknownOfficer: nobody of this name was ever appointed.
    """

    def work(reading: Reading) -> list[FactView]:
        register = register_of(reading, known_at)
        if officer and officer not in register.officers:
            raise UnknownOfficer(f"nobody called `{officer[:60]}` was ever appointed here")
        moment = node.clock.now() if at is None else at
        return [
            _fact(register, kept, moment)
            for kept in entries(reading)
            if _concerns(kept.entry.fact, officer)
            and (known_at is None or kept.learnt <= known_at)
        ]

    return node.store.read(work)


def digest_of(node: Node, start: str) -> tuple[str, OfficerFact] | None:
    """The one fact whose digest begins so; None where there is none, or more than one."""
    kept = node.store.read(entries)
    found = [each for each in kept if start and each.digest.startswith(start)]
    return (found[0].digest, found[0].entry.fact) if len(found) == 1 else None


def _officer(register: Register, name: str, at: Instant) -> OfficerView:
    posts = list(register.standing(name, OfficerAppointed, at))
    named = [fact.name for _, fact, _ in register.all_of(name, OfficerAppointed)]
    kinds = (OfficerAppointed, OfficerCleared, NeedDetermined, LetterIssued, AbsenceCovered)
    ends = [
        until
        for kind in kinds
        for _, _, until in register.standing(name, kind, at)
        if until is not None
    ]
    return OfficerView(
        officer=name,
        name=next((each for each in reversed(named) if not isinstance(each, UnsetType)), ""),
        posts=tuple(sorted({fact.post for _, fact, _ in posts})),
        authority=tuple(sorted({fact.authority for _, fact, _ in posts})),
        cleared=tuple(fact for _, fact, _ in register.standing(name, OfficerCleared, at)),
        needs=tuple(fact for _, fact, _ in register.standing(name, NeedDetermined, at)),
        letters=tuple(fact for _, fact, _ in register.standing(name, LetterIssued, at)),
        covers=tuple(fact for _, fact, _ in register.standing(name, AbsenceCovered, at)),
        removed=None if posts else register.removed(name, at),
        next_end=min(ends, default=None),
    )


def _fact(register: Register, kept: EntryKept, at: Instant) -> FactView:
    entry = kept.entry
    found = next(_found(register, kept), None)
    state: State = "ends-others"
    until = None
    if found is not None:
        until = found[1]
        state = "stands"
        if at < found[0]:
            state = "not-yet"
        if until is not None and at > until:
            state = "over"
    return FactView(kept.digest, kind_of(entry.fact), entry.fact, state, until, entry.by, entry.at)


def _found(register: Register, kept: EntryKept) -> Iterator[tuple[Instant, Instant | None]]:
    fact = kept.entry.fact
    if isinstance(fact, Ended):
        for digest, held, until in register.all_of(officer_of(fact), type(fact)):
            if digest == kept.digest:
                yield held.since, until


def _concerns(fact: OfficerFact, officer: str) -> bool:
    if isinstance(fact, SecondPersonAsked):
        return not officer
    if isinstance(fact, AbsenceCovered) and fact.absent == officer:
        return True
    return officer_of(fact) == officer
