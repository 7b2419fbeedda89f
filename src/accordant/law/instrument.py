"""An instrument or order as a value: its articles, clauses and cases, and three digests.

The clause digest is what parties adopt: it covers the front matter that has meaning and the
clauses in their order. Prose and cases have digests of their own, so that mending a word of prose
never changes what was adopted. What each digest covers: docs/protocol/literate.md.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any, Literal

import msgspec

from accordant import canonical, clauses
from accordant.clauses.kind import Clause
from accordant.errors import InstrumentAltered, InstrumentTextError
from accordant.law.ask import Example, instants_of, parse_example
from accordant.law.front import Front, InstrumentFront, OrderFront, Term, front_of
from accordant.literate import Document, Section, Source, Status, read
from accordant.model.party import state_of

ONCE = ("parties", "entry", "term", "equivalence", "survival", "arrangement")
"""Kinds that stand at most once in a text: two of them could contradict each other."""


TEXTS_KEPT = 512
"""Read texts kept in memory; reading one takes some 60 ms, an instrument has a few."""


class Article(msgspec.Struct, frozen=True):
    """One article: its words, how well its source is known, and the clauses that encode it."""

    number: str
    title: str
    prose: str
    status: Status
    sources: tuple[Source, ...]
    not_encoded: tuple[str, ...]
    clauses: tuple[Clause, ...]
    place: str


class Instrument(msgspec.Struct, frozen=True, kw_only=True):
    """A text as governed data: an agreement between parties, or a party's own standing order."""

    identifier: str
    kind: Literal["instrument", "order"]
    title: str
    parties: tuple[str, ...]  # of an order: the one party that orders
    authority: str  # of an order: the post that signs it; else empty
    zone: str
    authentic: str
    model: bool
    binding: bool  # false: an arrangement, which authorises nothing alone
    terms: dict[str, Term]
    articles: tuple[Article, ...]
    clauses: tuple[Clause, ...]  # of all articles, in their order
    cases: tuple[Example, ...]
    clauses_digest: str
    prose_digest: str
    cases_digest: str


def load(source: str | bytes, place: str) -> Instrument:
    """Return the instrument or order of a literate file; the file is named after its identifier.

    Raises:
        InstrumentTextError: the text does not follow its format; place is "file:line".
    """
    document = read(source, place)
    front = front_of(document)
    named = PurePosixPath(place).name.removesuffix(".md")
    if named != front.id:
        line = document.front_lines.get("id", 1)
        raise InstrumentTextError(
            f"the identifier is `{front.id}` and the file is named `{named}`",
            place=f"{place}:{line}",
        )
    articles = tuple(_article(section) for section in document.sections if section.article)
    encoded = tuple(clause for article in articles for clause in article.clauses)
    _check_whole(document, front, encoded)
    return Instrument(
        identifier=front.id,
        kind="order" if isinstance(front, OrderFront) else "instrument",
        title=front.title,
        parties=(front.party,) if isinstance(front, OrderFront) else front.parties,
        authority=front.authority if isinstance(front, OrderFront) else "",
        zone=front.zone,
        authentic=front.authentic,
        model=front.model,
        binding=isinstance(front, OrderFront) or front.binding,
        terms=front.terms if isinstance(front, InstrumentFront) else {},
        articles=articles,
        clauses=encoded,
        cases=tuple(
            parse_example(block, section.article)
            for section in document.sections
            for block in section.blocks
            if block.word == "case"
        ),
        clauses_digest=_clauses_digest(document),
        prose_digest=_prose_digest(document, front),
        cases_digest=_cases_digest(document),
    )


@lru_cache(maxsize=TEXTS_KEPT)
def load_held(source: str | bytes, identifier: str, digest: str) -> Instrument:
    """Return a text from the store, when it still is the one that was stored.

    The law is compiled anew whenever an act is recorded; the texts hardly ever change. So a text
    read once is kept: the function is pure and its answer immutable.

    Raises:
        InstrumentAltered: its clause digest is not `digest`.
        InstrumentTextError: it is not readable, or is another text.
    """
    instrument = load(source, identifier)
    if instrument.clauses_digest != digest:
        raise InstrumentAltered(place=identifier)
    return instrument


def clause_of(instrument: Instrument, kind: str) -> Any:
    """Return the first clause of a kind, or None: the kinds of `ONCE` have no second."""
    return next((clause for clause in instrument.clauses if clause.kind == kind), None)


def _article(section: Section) -> Article:
    return Article(
        number=section.article,
        title=section.title,
        prose=section.prose,
        status=section.status,
        sources=section.sources,
        not_encoded=section.not_encoded,
        clauses=tuple(
            clauses.parse(block.name, block.table, article=section.article, place=block.place)
            for block in section.blocks
            if block.word == "clause"
        ),
        place=section.place,
    )


def _check_whole(document: Document, front: Front, encoded: tuple[Clause, ...]) -> None:
    """What only the whole text shows: the clauses it needs, once, and of its own parties."""
    kinds = [clause.kind for clause in encoded]
    twice = [kind for kind in ONCE if kinds.count(kind) > 1]
    reason = f"clause `{twice[0]}` stands more than once" if twice else ""
    if isinstance(front, OrderFront):
        reason = reason or _fault_of_order(front, encoded)
    else:
        reason = reason or _fault_of_instrument(front, encoded)
    if reason:
        raise InstrumentTextError(reason, place=f"{document.place}:1")


def _fault_of_order(front: OrderFront, encoded: tuple[Any, ...]) -> str:
    if not encoded or any(clause.kind != "standing-release" for clause in encoded):
        return "an order holds clauses of kind `standing-release` and no others"
    if any(clause.by != front.party for clause in encoded):
        return "an order releases by its own party only"
    return ""


def _fault_of_instrument(front: InstrumentFront, encoded: tuple[Any, ...]) -> str:
    kinds = [clause.kind for clause in encoded]
    for kind in ("parties", "entry"):
        if kind not in kinds:
            return f"an instrument needs a clause `{kind}`"
    if "standing-release" in kinds:
        return "a standing release belongs to an order"
    parties = next(clause for clause in encoded if clause.kind == "parties")
    if sorted(parties.parties) != sorted(front.parties):
        return "clause `parties` names others than the front matter"
    fault = _fault_of_registry(front, encoded) or _fault_of_arrangement(front, encoded)
    if fault:
        return fault
    levels = {
        level for clause in encoded if clause.kind == "equivalence" for row in clause.rows
        for level in row
    }  # fmt: skip
    unnamed = sorted(levels - set(front.terms))
    return f"level `{unnamed[0]}` has no name under [terms]" if unnamed else ""


def _fault_of_registry(front: InstrumentFront, encoded: tuple[Any, ...]) -> str:
    states = {state_of(party) for party in front.parties}
    registries = [post for each in encoded if each.kind == "registry" for post in each.posts]
    foreign = sorted(post for post in registries if state_of(post) not in states)
    return f"the registry `{foreign[0]}` is of no party" if foreign else ""


def _fault_of_arrangement(front: InstrumentFront, encoded: tuple[Any, ...]) -> str:
    """What binds nobody says through whom it goes; its legs join the states of its parties."""
    found = next((clause for clause in encoded if clause.kind == "arrangement"), None)
    if front.binding:
        return "" if found is None else "a clause `arrangement` needs `binding = false` above"
    if found is None:
        return "a text with `binding = false` needs a clause `arrangement`"
    states = {party[:3] for party in front.parties}
    ends = {found.hub[:3]}.union(*(each.between for each in found.borrows))
    if ends != states:
        return "the legs of clause `arrangement` do not join the states of the parties"
    return ""


def _clauses_digest(document: Document) -> str:
    """Digest of what has legal effect: the tables as written, each under its article and kind."""
    return canonical.digest(
        {
            "format": "accordant/clauses/1",
            "front": {key: value for key, value in document.front.items() if key != "title"},
            "clauses": [
                {
                    "article": section.article,
                    "kind": block.name,
                    "table": instants_of(block.table, block.place),
                }
                for section in document.sections
                for block in section.blocks
                if block.word == "clause"
            ],
        }
    )


def _prose_digest(document: Document, front: Front) -> str:
    """Digest of the words: title, preamble, and each section with its quoted lines."""
    return canonical.digest(
        {
            "format": "accordant/prose/1",
            "id": front.id,
            "title": front.title,
            "preamble": document.preamble,
            "sections": [
                {
                    "article": section.article,
                    "title": section.title,
                    "prose": section.prose,
                    "sources": [
                        {"where": s.where, "status": s.status, "remark": s.remark}
                        for s in section.sources
                    ],
                    "not_encoded": list(section.not_encoded),
                }
                for section in document.sections
            ],
        }
    )


def _cases_digest(document: Document) -> str:
    """Digest of the cases: title, article and table of each."""
    return canonical.digest(
        {
            "format": "accordant/cases/1",
            "cases": [
                {
                    "article": section.article,
                    "title": block.name,
                    "table": instants_of(block.table, block.place),
                }
                for section in document.sections
                for block in section.blocks
                if block.word == "case"
            ],
        }
    )
