"""Which encoding of an instrument the parties adopted: all the same one, or none.

The latest adoption of a party counts. Adopting one encoding and another at the same instant is
adopting none: nobody could say which.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from accordant.model.act import Adopted
from accordant.model.instant import Instant


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
