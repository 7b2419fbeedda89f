"""The texts a decision may rely on, compiled once and found by digest.

A library never changes; adding a text gives another library. Looking a text up costs the same
with one text as with two hundred, and a clause is compiled when the library is built, never when
a case is decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple, Protocol, Self, TypeAlias, TypeVar

from accordant import canonical
from accordant.clauses import KINDS, Evaluate, Setting
from accordant.clauses.arrangement import Arrangement, borrowed
from accordant.clauses.equivalence import Equivalence, at_most, sufficient
from accordant.clauses.kind import Clause
from accordant.clauses.parties import Parties, bound
from accordant.decision import rules
from accordant.model.case import SECOND, Case, Finding, Obligation

REQUIRED = ("parties", "equivalence")
"""Without whom it binds and which levels are equal, a text permits nothing."""
STANDS = frozenset({"parties", "entry", "term", "precondition"})
"""Kinds that say between whom and from when to when an instrument stands."""

_Key = TypeVar("_Key")
Condition: TypeAlias = tuple[Clause, Evaluate]


class Source(Protocol):
    """What a library needs of an instrument or order: `law.instrument.Instrument` has it."""

    @property
    def identifier(self) -> str:
        """The name people use."""

    @property
    def clauses(self) -> Sequence[Clause]:
        """The encoded articles."""

    @property
    def clauses_digest(self) -> str:
        """The name the record uses."""


class Text(NamedTuple):
    """One instrument or order, ready to be asked."""

    setting: Setting
    clauses: tuple[Clause, ...]  # each once, in the order findings are listed
    conditions: tuple[Condition, ...]  # asked with the InPlay of this text
    third_party: tuple[Condition, ...]  # asked with each Equity under this text
    standing: tuple[Condition, ...]  # asked with the Setting of the instrument acted under
    obligations: tuple[Obligation, ...]
    bases: frozenset[str]  # the law's reasons about force that a clause of this text answers
    stands: tuple[Condition, ...] = ()  # of the conditions, those of whether it stands at all
    arrangement: Arrangement | None = None  # how a text that binds nobody routes
    borrowed: tuple[str, ...] = ()  # identifiers of the instruments such a text borrows from

    def binds(self, case: Case) -> bool:
        """Whether its own clauses bind both ends of a case."""
        lists = [each.parties for each in self.clauses if isinstance(each, Parties)]
        ends = (case.releaser, case.recipient)
        return bool(lists) and all(bound(each, end) for each in lists for end in ends)


@dataclass(frozen=True, slots=True)
class Library:
    """Compiled texts by clause digest."""

    texts: Mapping[str, Text]

    @classmethod
    def of(cls, sources: Iterable[Source]) -> Self:
        """Compile these instruments and orders."""
        return cls(MappingProxyType({each.clauses_digest: compile_text(each) for each in sources}))

    def with_(self, source: Source) -> Self:
        """Return a library that holds this text as well."""
        texts = {**self.texts, source.clauses_digest: compile_text(source)}
        return type(self)(MappingProxyType(texts))

    def identifier(self, digest: str) -> str:
        """Return the name people use for a text, or the start of its digest when not held."""
        text = self.texts.get(digest)
        return text.setting.identifier if text else digest[:12]


def compile_text(source: Source) -> Text:
    """Compile each clause of a text once; the order and repetition of clauses do not matter."""
    clauses = in_order(source.clauses)
    setting = _setting(source, clauses)
    asked = [
        (clause, evaluate)
        for clause in clauses
        if (evaluate := KINDS[clause.kind].meaning(clause, setting)) is not None
    ]
    apart = {"third-party-consent", "standing-release"}
    conditions = [each for each in asked if each[0].kind not in apart]
    missing = _missing(clauses, setting)
    arrangements = [each for each in clauses if isinstance(each, Arrangement)]
    return Text(
        setting=setting,
        clauses=clauses,
        conditions=(*conditions, *_direct_only(clauses, setting), *missing),
        third_party=tuple(each for each in asked if each[0].kind == "third-party-consent"),
        standing=tuple(each for each in asked if each[0].kind == "standing-release"),
        obligations=tuple(
            duty for clause in clauses for duty in KINDS[clause.kind].obligations(clause, setting)
        ),
        bases=frozenset(
            key
            for clause in clauses
            if clause.kind in {"entry", "term"}
            for key in KINDS[clause.kind].sentences
        ),
        stands=(*(each for each in conditions if each[0].kind in STANDS), *missing),
        arrangement=arrangements[0] if len(arrangements) == 1 else None,
        borrowed=borrowed(arrangements),
    )


def in_order(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """Return each clause once, by kind, then article, then its own spelling."""
    rank = {kind: position for position, kind in enumerate(KINDS)}
    spelled = {canonical.encode(clause): clause for clause in clauses}
    return tuple(
        clause
        for _, clause in sorted(
            spelled.items(), key=lambda pair: (rank[pair[1].kind], pair[1].article, pair[0])
        )
    )


def _setting(source: Source, clauses: tuple[Clause, ...]) -> Setting:
    """Return the levels the whole text agrees on: every equivalence clause must say so."""
    tables = [clause for clause in clauses if isinstance(clause, Equivalence)]
    return Setting(
        source.clauses_digest,
        source.identifier,
        MappingProxyType(_agreed([sufficient(table) for table in tables])),
        MappingProxyType(_agreed([at_most(table) for table in tables])),
    )


def _agreed(tables: list[dict[_Key, frozenset[str]]]) -> dict[_Key, frozenset[str]]:
    keys = set(tables[0]).intersection(*tables) if tables else set()
    return {key: frozenset.intersection(*(table[key] for table in tables)) for key in keys}


def lacking(clauses: Sequence[Clause]) -> list[str]:
    """Return the kinds without which a text permits nothing.

    An arrangement borrows its levels, unless it asks for an assurance of its own, which has one;
    with two arrangements in one text, no way to go is named.
    """
    held = {clause.kind for clause in clauses}
    arrangements = sum(clause.kind == "arrangement" for clause in clauses)
    found = [kind for kind in REQUIRED if kind not in held]
    if arrangements and "equivalence" in found and "assurance" not in held:
        found.remove("equivalence")
    return found + ["arrangement"] * (arrangements > 1)


def _direct_only(clauses: tuple[Clause, ...], setting: Setting) -> list[Condition]:
    """Return the condition of a text that names no route: through a hub nothing goes under it."""
    if any(clause.kind in {"route", "arrangement"} for clause in clauses):
        return []

    def evaluate(case: Case, _in_play: object) -> Finding | None:
        if case.route == "direct" or case.format != SECOND:
            return None
        return rules.no_route(setting.digest, case.route)

    return [(Clause(article=""), evaluate)]


def _missing(clauses: tuple[Clause, ...], setting: Setting) -> list[Condition]:
    """Return a condition that withholds for each required kind the text lacks."""

    def withhold(kind: str) -> Condition:
        found = rules.incomplete(setting.digest, kind)

        def evaluate(_case: Case, _in_play: object) -> Finding:
            return found

        return Clause(article=""), evaluate

    return [withhold(kind) for kind in lacking(clauses)]
