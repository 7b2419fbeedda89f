"""The register of officers as of an instant: which facts stand, and who is in office.

A fact stands from its first to its last instant, unless it was withdrawn or its officer removed
in between. A removal ends everything that began at or before it; what begins later is a new
appointment and needs its own letters. The order in which facts came does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias, TypeVar

from msgspec import UnsetType

from accordant.model.instant import Instant
from accordant.model.officer import (
    AbsenceCovered,
    LetterIssued,
    NeedDetermined,
    OfficerAppointed,
    OfficerCleared,
    OfficerFact,
    OfficerRemoved,
    SecondPersonAsked,
    Withdrawn,
    officer_of,
)
from accordant.model.statement import PublicKey

Ended: TypeAlias = (
    OfficerAppointed
    | OfficerCleared
    | NeedDetermined
    | LetterIssued
    | AbsenceCovered
    | SecondPersonAsked
)
"""The kinds of fact that stand for a time; the others end one or bear witness."""

F = TypeVar("F", bound=Ended)


class Held(NamedTuple):
    """A fact under the digest of its signed document."""

    digest: str
    fact: OfficerFact


class Standing(NamedTuple):
    """A fact that stands for a time, with its real last instant; None: no end is known."""

    digest: str
    fact: Ended
    until: Instant | None


class Register:
    """Every fact of a party's officers; immutable once made.

    Args:
        facts: under the digests of their documents, in any order, each as often as one likes.
    """

    def __init__(self, facts: Iterable[Held]) -> None:
        self._withdrawn: dict[tuple[str, str], Instant] = {}
        self._removed: dict[str, list[Instant]] = {}
        self._of: dict[str, list[Standing]] = {}
        distinct = sorted(dict(facts).items())
        for _, fact in distinct:
            self._note_end(fact)
        for digest, fact in distinct:
            if isinstance(fact, Ended):
                found = Standing(digest, fact, self._last_instant(digest, fact))
                self._of.setdefault(officer_of(fact), []).append(found)

    @property
    def officers(self) -> tuple[str, ...]:
        """Everybody who was ever appointed, by name."""
        return tuple(
            name
            for name, held in sorted(self._of.items())
            if any(isinstance(each.fact, OfficerAppointed) for each in held)
        )

    def removed(self, officer: str, at: Instant) -> Instant | None:
        """When the officer was removed last, by this instant; None: never."""
        return max((each for each in self._removed.get(officer, ()) if each <= at), default=None)

    def all_of(self, officer: str, kind: type[F]) -> Iterator[tuple[str, F, Instant | None]]:
        """Every fact of a kind about an officer, whenever it stands, with its last instant."""
        for digest, fact, until in self._of.get(officer, ()):
            if isinstance(fact, kind):
                yield digest, fact, until

    def standing(
        self, officer: str, kind: type[F], at: Instant
    ) -> Iterator[tuple[str, F, Instant | None]]:
        """The facts of a kind about an officer that stand at an instant."""
        for digest, fact, until in self.all_of(officer, kind):
            if fact.since <= at and (until is None or at <= until):
                yield digest, fact, until

    def in_office(self, officer: str, at: Instant) -> bool:
        """Whether the officer holds any post at an instant."""
        return any(True for _ in self.standing(officer, OfficerAppointed, at))

    def holders(self, key: PublicKey, at: Instant) -> tuple[tuple[str, str], ...]:
        """Who holds a key at an instant, and in which post; more than one is nobody's key."""
        return tuple(
            (name, fact.post)
            for name in self.officers
            for _, fact, _ in self.standing(name, OfficerAppointed, at)
            if fact.key == key
        )

    def _note_end(self, fact: OfficerFact) -> None:
        if isinstance(fact, Withdrawn):
            key = (fact.officer, fact.withdrawn)
            self._withdrawn[key] = min(fact.since, self._withdrawn.get(key, fact.since))
        elif isinstance(fact, OfficerRemoved):
            self._removed.setdefault(fact.officer, []).append(fact.since)

    def _last_instant(self, digest: str, fact: Ended) -> Instant | None:
        """The earliest of its own end, its withdrawal, and a removal at or after its beginning."""
        officer = officer_of(fact)
        ends = [each - 1 for each in self._removed.get(officer, ()) if each >= fact.since]
        if isinstance(fact, AbsenceCovered):  # the cover of one who left has nothing to cover
            left = self._removed.get(fact.absent, ())
            ends += [each - 1 for each in left if each >= fact.since]
        if (officer, digest) in self._withdrawn:
            ends.append(self._withdrawn[officer, digest] - 1)
        if not isinstance(fact.until, UnsetType):
            ends.append(fact.until)
        return min(ends, default=None)
