"""The shape of a clause kind: six parts, all required, kept together in one file per kind.

A kind file reads from top to bottom as the rule does: what it says and where it comes from,
its schema, its meaning, the duties it lays, how a no is cured, its Cedar form, its sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, NamedTuple, TypeAlias, TypeVar

import msgspec

from accordant.model.case import Case, Finding, Obligation

Language: TypeAlias = Literal["en", "ko", "ja"]
LANGUAGES: tuple[Language, ...] = ("en", "ko", "ja")

Who: TypeAlias = Literal[
    "originator", "recipient", "releasing-authority", "treaty-desk", "analyst", "operator"
]
"""Who must act for a cure."""


class Clause(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    kw_only=True,
    rename="kebab",
    tag_field="kind",
    tag="clause",
):
    """The encoded part of one article. Each kind adds its own fields."""

    article: str

    @property
    def kind(self) -> str:
        """The kind's name, as it stands after `clause` in the literate file."""
        return str(self.__struct_config__.tag)


class Sentence(NamedTuple):
    """One sentence in the three languages, with the same placeholders in each."""

    en: str
    ko: str
    ja: str


class Setting(NamedTuple):
    """The text a clause stands in, as far as one clause may depend on another.

    Only levels reach across clauses: an assurance must be high enough for the level the
    equivalence gives. Both tables are empty where the text maps no levels.
    """

    digest: str  # clause digest of the instrument or order
    identifier: str
    sufficient: Mapping[tuple[str, str], frozenset[str]]
    """(level, state) to the levels of that state at or above its equal."""
    at_most: Mapping[str, frozenset[str]]
    """A level to the levels of the same state at or below it."""


class Remedy(NamedTuple):
    """What someone can do about one finding: an act with its effect on the case, or advice."""

    who: Who
    instrument: str
    article: str
    kind: str
    sentence: str
    facts: Mapping[str, str]
    change: Callable[[Case], Case] | None = None  # None: advice


class Cedar(NamedTuple):
    """A clause as Cedar conditions over the request's context; empty means none.

    `grant`: without it nothing is permitted. `withhold`: forbids release and refer.
    `refer`: forbids release only.
    """

    grant: str = ""
    withhold: str = ""
    refer: str = ""


Evaluate: TypeAlias = Callable[[Case, Any], Finding | None]
"""The compiled meaning. None: the clause has nothing to say about this case.

The second argument is what the clause is asked about beside the case: the `InPlay` of its own
instrument; for a third-party rule the `Equity` at stake; for a standing release the `Setting` of
the instrument it would act under. What raises is erring: it refers and never releases.
"""

C = TypeVar("C", bound=Clause)


@dataclass(frozen=True, slots=True)
class Kind(Generic[C]):
    """The six parts of a clause kind."""

    schema: type[C]
    meaning: Callable[[C, Setting], Evaluate | None]
    obligations: Callable[[C, Setting], tuple[Obligation, ...]]
    cure: Callable[[C, Setting, Case, Finding], Remedy]
    sentences: Mapping[str, Sentence]
    cedar: Callable[[C, Setting], Cedar]


def passes(clause: Clause, setting: Setting, sentence: str, **facts: str) -> Finding:
    """Return the finding that the clause is met."""
    return Finding("pass", setting.digest, clause.article, clause.kind, sentence, facts)


def withholds(clause: Clause, setting: Setting, sentence: str, **facts: str) -> Finding:
    """Return the finding that the clause stands against the release."""
    return Finding("withhold", setting.digest, clause.article, clause.kind, sentence, facts)


def refers(clause: Clause, setting: Setting, sentence: str, **facts: str) -> Finding:
    """Return the finding that a person must decide."""
    return Finding("refer", setting.digest, clause.article, clause.kind, sentence, facts)


def obliges(clause: Clause, setting: Setting, duty: str, sentence: str = "") -> Obligation:
    """Return the duty the recipient takes on; its sentence has the duty's name unless given."""
    return Obligation(setting.digest, clause.article, duty, sentence or duty)


def remedy(
    clause: Clause,
    setting: Setting,
    who: Who,
    sentence: str,
    change: Callable[[Case], Case] | None = None,
    **facts: str,
) -> Remedy:
    """Return what `who` can do about a finding of this clause."""
    return Remedy(who, setting.digest, clause.article, clause.kind, sentence, facts, change)


def asks_nothing(_clause: Clause, _setting: Setting) -> None:
    """For a kind that lays duties but is never a condition of the release itself."""


def lays_nothing(_clause: Clause, _setting: Setting) -> tuple[Obligation, ...]:
    """For a kind that is a condition of the release and no duty of the recipient."""
    return ()


def not_in_cedar(_clause: Clause, _setting: Setting) -> Cedar:
    """For a kind that permits and forbids nothing."""
    return Cedar()


def cedar_set(words: tuple[str, ...] | frozenset[str]) -> str:
    """Return a Cedar set of strings, sorted, so that one meaning has one spelling."""
    return "[" + ", ".join(f'"{word}"' for word in sorted(words)) + "]"


def cedar_holds(words: tuple[str, ...] | frozenset[str], one: str) -> str:
    """Return the condition that one of these words is `one`; Cedar knows no empty set."""
    return f"{cedar_set(words)}.contains({one})" if words else "false"


def cedar_holds_all(words: tuple[str, ...] | frozenset[str], several: str) -> str:
    """Return the condition that every word of the set `several` is one of these."""
    return f"{cedar_set(words)}.containsAll({several})" if words else f"{several}.isEmpty()"
