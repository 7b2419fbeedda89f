"""A party's running system as the use cases see it: its name, keys, store, keystore and clock.

Built by `wiring`; everything here receives it. An operation reads the clock once, asks the core,
and writes in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from accordant.envelope.keys import HeaderKey, SealPrivateKey
from accordant.labels.terms import Policies
from accordant.model.instant import Instant
from accordant.model.statement import PartyStatement
from accordant.operations.officer_registers import Registers
from accordant.operations.ports import Clock, Keystore, Reading, Store, Transaction
from accordant.operations.world import Worlds
from accordant.signing import SigningKey

CLOCK_BEHIND_MAX = 2_000  # milliseconds the clock may stand behind what was already seen
CLOCK_STEP = 1_000  # milliseconds between two recordings of the latest instant


@dataclass(frozen=True, slots=True)
class NodePrivateKeys:
    """The node's private keys, one per kind of statement it makes."""

    log: SigningKey
    cosign: SigningKey
    header: HeaderKey
    seal: SealPrivateKey


@dataclass(frozen=True, slots=True)
class Node:
    """Everything an operation may use."""

    party: str
    statement: PartyStatement  # this party's own, of the newest number
    keys: NodePrivateKeys
    store: Store
    keystore: Keystore
    clock: Clock
    wake: Callable[[], None]
    policies: Callable[[], Policies] = dict  # vocabularies of markings, read when first needed
    worlds: Worlds = field(default_factory=Worlds)
    registers: Registers = field(default_factory=Registers)  # of this party's own officers


def clock_is_sound(reading: Reading, now: Instant) -> bool:
    """Whether now is not behind the latest instant this node has recorded.

    A clock set back could revive an ended instrument; the answer is then *refer*.
    """
    return now >= reading.high_water() - CLOCK_BEHIND_MAX


def keep_time(transaction: Transaction, now: Instant) -> None:
    """Record the latest instant seen, a second at a time: finer than `CLOCK_BEHIND_MAX` asks."""
    if now >= transaction.high_water() + CLOCK_STEP:
        transaction.raise_high_water(now)
