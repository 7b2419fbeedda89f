"""The node's own log: a salted commitment to everything it decided, sent, heard and registered.

Written in the same transaction as what it records. Nobody can add a release afterwards or take a
refusal away without breaking the log's root.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from accordant import canonical
from accordant.envelope.seal import new_salt
from accordant.log.leaf import commitment, entry_of
from accordant.log.merkle import Frontier
from accordant.model.instant import Instant
from accordant.operations.node import own_origin
from accordant.operations.ports import Transaction

NO_BODY = b""  # an entry of the own log has nothing beside it


class Noted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing the node did, as its own log commits to it."""

    salt: bytes
    did: Literal["decided", "dispatched", "held", "registered", "quarantined", "recorded"]
    about: str  # product, act or leaf; never content
    digest: str  # of the case, act or statement concerned
    outcome: str
    at: Instant
    format: Literal["accordant/journal/1"] = "accordant/journal/1"


class Journal:
    """Collects what one transaction did and appends it once, at the end of the transaction."""

    def __init__(self, party: str) -> None:
        self._origin = own_origin(party)
        self._statements: list[bytes] = []

    def note(
        self,
        did: Literal["decided", "dispatched", "held", "registered", "quarantined", "recorded"],
        about: str,
        digest: str,
        outcome: str,
        at: Instant,
    ) -> None:
        """Remember one thing to be appended by `close`."""
        noted = Noted(new_salt(), did, about, digest, outcome, at)
        self._statements.append(canonical.encode(noted))

    def close(self, transaction: Transaction) -> None:
        """Append what was noted to the own log, in the transaction that did it."""
        if not self._statements:
            return
        state = transaction.log(self._origin)
        frontier = Frontier.parse(state.frontier) if state.frontier else Frontier()
        entries = [entry_of(commitment(statement), NO_BODY) for statement in self._statements]
        frontier = frontier.extend(entries)
        transaction.append(
            self._origin,
            state.size,
            entries,
            [NO_BODY] * len(entries),
            self._statements,
            frontier=frontier.to_bytes(),
            checkpoint=state.checkpoint,  # signed at a cadence, not at every entry
        )
