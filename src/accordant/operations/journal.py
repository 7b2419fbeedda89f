"""The node's own log: a salted commitment to everything it decided, sent, heard and registered.

Written in the same transaction as what it records. Nobody can add a release afterwards or take a
refusal away without breaking the log's root.
"""

from __future__ import annotations

import hashlib
from typing import Literal, TypeAlias

import msgspec

from accordant import canonical
from accordant.envelope.seal import new_salt
from accordant.log.leaf import commitment, entry
from accordant.log.origin import own_origin
from accordant.model.instant import Instant
from accordant.operations import logs
from accordant.operations.ports import Transaction

NO_BODY_DIGEST = hashlib.sha256(b"").digest()  # an entry of the own log has nothing beside it

Deed: TypeAlias = Literal[
    "decided", "dispatched", "held", "registered", "quarantined", "recorded", "read", "exported",
    "planned", "made",
]  # fmt: skip


class Noted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing the node did, as its own log commits to it."""

    salt: bytes
    did: Deed
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
        did: Deed,
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
        entries = [entry(commitment(each), NO_BODY_DIGEST) for each in self._statements]
        logs.extend(
            transaction,
            state,
            logs.grow(state, entries),
            entries,
            [None] * len(entries),
            statements=self._statements,
            checkpoint=state.checkpoint,  # signed at a cadence, not at every entry
        )
