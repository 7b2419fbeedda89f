"""Which encoding of an instrument the parties adopted: all the same one, or none.

The latest adoption of a party counts. Adopting one encoding and another at the same instant is
adopting none: nobody could say which. The encoding of an amendment counts from the cut-over all
parties recorded, however early it was adopted: until then the old one governs.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from accordant.law.facts import account_of, entries_about
from accordant.model.act import Act, Adopted
from accordant.model.fact import Fact
from accordant.model.instant import Instant
from accordant.model.party import state_of


class Adoption(msgspec.Struct, frozen=True):
    """The clause digest all parties adopted, or a sentence key why there is none."""

    digest: str = ""
    basis: str = ""
    facts: dict[str, str] = {}


def adoption_at(parties: Iterable[str], acts: Iterable[Adopted], at: Instant) -> Adoption:
    """Return what the parties have adopted at an instant, by the acts up to and including it."""
    known = [act for act in acts if act.at <= at]
    adopted: set[str] = set()
    for party in parties:
        own = [act for act in known if act.party == party]
        if not own:
            return Adoption(basis="not-adopted", facts={"party": party})
        latest = max(act.at for act in own)
        adopted.update(act.clauses for act in own if act.at == latest)
    if len(adopted) != 1:
        return Adoption(basis="digests-differ")
    return Adoption(digest=adopted.pop())


def adoptions_about(
    identifier: str,
    acts: Iterable[Act],
    known_at: Instant | None = None,
    parties: Iterable[str] = (),
) -> tuple[Adopted, ...]:
    """Return what was adopted of an instrument, an amended text not before its cut-over.

    Args:
        identifier: of the instrument.
        acts: in any order.
        known_at: what could be known only later does not count; None = everything.
        parties: of the instrument; where no text says, whoever adopted it.
    """
    known = list(acts)
    adopted = [
        act
        for act in known
        if isinstance(act, Adopted)
        and act.instrument == identifier
        and (known_at is None or act.at <= known_at)
    ]
    named = set(parties) or {act.party for act in adopted}
    amendments = _amendments(identifier, known, named, known_at)
    return tuple(
        msgspec.structs.replace(act, at=_counts_from(act, adopted, amendments)) for act in adopted
    )


def amendments_about(
    identifier: str,
    acts: Iterable[Act],
    parties: Iterable[str],
    known_at: Instant | None = None,
) -> tuple[Fact, ...]:
    """Return the amendments that every party recorded, in the order they take effect."""
    named = sorted(state_of(each) for each in parties)
    if not named:
        return ()
    entries = entries_about(identifier, acts, known_at)
    account = account_of(named[0], entries, named)
    found = [each.fact for each in account if each.fact.kind == "amended"]
    return tuple(sorted(found, key=lambda fact: (fact.effect or fact.at, fact.name)))


def _amendments(
    identifier: str, acts: list[Act], parties: set[str], known_at: Instant | None
) -> dict[str, list[Fact]]:
    """The amendments all parties recorded, by the text that each puts in place."""
    found: dict[str, list[Fact]] = {}
    for fact in amendments_about(identifier, acts, parties, known_at):
        if fact.clauses and fact.effect is not None:
            found.setdefault(fact.clauses, []).append(fact)
    return found


def _counts_from(
    act: Adopted, adopted: list[Adopted], amendments: dict[str, list[Fact]]
) -> Instant:
    """When an adoption counts: at once, or from the next cut-over to its text.

    What stood before an amendment was agreed was not adopted for it: a text that a later amendment
    brings back keeps the time in which it governed first.
    """
    replaces = any(
        each.party == act.party and each.clauses != act.clauses and each.at < act.at
        for each in adopted
    )
    ahead = [
        fact.effect
        for fact in amendments.get(act.clauses, ())
        if fact.effect is not None and fact.effect > act.at and (replaces or fact.at <= act.at)
    ]
    return min(ahead, default=act.at)
