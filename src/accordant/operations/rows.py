"""What a node keeps, one frozen row type per kind of record. No behaviour, no SQL.

Byte fields hold canonical documents of other rooms and are opaque here. Instants are milliseconds
UTC. Digests are 64 lower-case hexadecimal digits. `index` is a leaf's position in its log.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from accordant.model.case import Equity, ItemFacts
from accordant.model.instant import Instant
from accordant.model.product import Relation

OWN = "own"
"""The origin of a product this node's party wrote itself."""

ProductState: TypeAlias = Literal["held", "registered", "quarantined"]
OutboxState: TypeAlias = Literal["waiting", "dispatched", "held"]
Choice: TypeAlias = Literal["whole", "tear-line", "portions"]
"""What a recipient version was made of: everything, a tear line, the portions that may go."""

AnswerOutcome: TypeAlias = Literal["registered", "quarantined", "refused"]


class TextRow(msgspec.Struct, frozen=True):
    """An instrument or order as a literate file, under the digest of its clauses."""

    digest: str
    identifier: str
    kind: str  # "instrument" or "order"
    source: str


class ActRow(msgspec.Struct, frozen=True):
    """An officer's signed act: a fact of the law once recorded."""

    digest: str  # of the DSSE envelope
    kind: str  # tag of the act: "adopted/1"
    party: str
    subject: str  # what it is about: an instrument, order, product or note
    envelope: bytes  # DSSE
    at: Instant  # signed
    learnt: Instant  # recorded here


class PartnerRow(msgspec.Struct, frozen=True):
    """A partner by its newest party statement; the fingerprint is that of its party key."""

    party: str
    fingerprint: str
    statement: bytes  # DSSE over a PartyStatement
    number: int  # of the statement; never goes back
    address: str  # "host:port"
    certificate: str  # SHA-256 of the DER certificate, hexadecimal


class StoppedLink(msgspec.Struct, frozen=True):
    """A link nothing more is sent over or taken from, and why."""

    party: str
    reason: str  # error code
    at: Instant


class EvidenceRow(msgspec.Struct, frozen=True):
    """Two signed things of a partner that cannot both be true, kept as they came."""

    kind: str  # "log-forked"
    partner: str
    first: bytes
    second: bytes
    at: Instant


class ProductRow(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a product as one origin gave it: sealed content and what was said of it."""

    product: str
    version: int
    origin: str  # OWN, or the partner it came from
    register_number: str = ""
    state: ProductState
    envelope: bytes  # canonical Envelope: header, signature, ciphertext
    wrapped_key: bytes  # content key under the item key in the keystore
    level: str
    marker: str
    precedence: str
    kind: str
    originators: tuple[str, ...]
    subjects: tuple[str, ...]
    caveats: tuple[str, ...]
    form: str
    purpose: str
    held_under: str = ""  # clause digest of the instrument it was provided under
    own_level: str = ""  # the level this party added in its own terms
    post: str = ""
    arrived: Instant
    equities: tuple[Equity, ...] = ()  # originators reached, each under what its item came under
    relations: tuple[Relation, ...] = ()
    item: ItemFacts | None = None  # None: kept before these were


class DesignationRow(msgspec.Struct, frozen=True):
    """What an item bears that may be several of this party's levels, and which act chose one."""

    product: str
    version: int
    origin: str
    bears: str  # in the terms of the party it came from; stays as first kept
    act: str = ""  # digest of the designation in force; empty: none


class UndesignatedRow(msgspec.Struct, frozen=True):
    """A registered item whose level nobody designated yet; there may be no choice to make."""

    place: int  # grows with arrival
    product: str
    version: int
    origin: str
    register_number: str
    level: str  # the originator's
    bears: str
    own_level: str  # handled as, meanwhile
    held_under: str
    arrived: Instant


class RelationsRow(msgspec.Struct, frozen=True):
    """What one item held says of others."""

    product: str
    version: int
    origin: str
    originators: tuple[str, ...]
    relations: tuple[Relation, ...]


class PlanRow(msgspec.Struct, frozen=True):
    """What the originator allows to be made of one version of an item: sealed, and kept here."""

    product: str
    version: int
    at: Instant  # kept
    wrapped_key: bytes  # content key under the item key in the keystore
    envelope: bytes  # canonical Envelope over a ReleasePlan


class MadeRow(msgspec.Struct, frozen=True):
    """That an item was made of another for one recipient; several masters may give one version."""

    product: str  # the recipient version
    version: int  # counted for this recipient
    master: str
    master_version: int
    recipient: str
    choice: Choice
    at: Instant  # made


class DecisionRow(msgspec.Struct, frozen=True, kw_only=True):
    """A decision with the case it was made from: replays to the same answer."""

    identifier: int = 0  # given by the store
    case_digest: str
    case: bytes  # canonical Case
    decision: bytes  # canonical Decision
    direction: str
    product: str
    version: int
    partner: str
    outcome: str
    at: Instant


class OutboxRow(msgspec.Struct, frozen=True, kw_only=True):
    """Something decided to be said to a partner, waiting for the sequencer or settled by it."""

    sequence: int = 0  # given by the store; the order of enqueuing
    partner: str
    rank: int  # precedence, 1 (routine) to 5 (override)
    type: str  # message type
    payload: bytes
    product: str = ""  # what it is about: a product, or a note by name
    version: int = 0
    decision: int = 0  # identifier of the decision, 0 = none was needed
    at: Instant  # enqueued
    state: OutboxState = "waiting"
    index: int | None = None  # leaf index once dispatched
    reason: str = ""  # why it was held: a code
    settled: Instant | None = None  # dispatched or held


class Pending(msgspec.Struct, frozen=True):
    """How many messages wait for a partner at one rank."""

    partner: str
    rank: int
    count: int


class LogState(msgspec.Struct, frozen=True, kw_only=True):
    """The head of a log this node speaks or hears; all empty when nothing was said yet."""

    origin: str
    size: int = 0
    frontier: bytes = b""  # log.merkle.Frontier, serialised
    checkpoint: str = ""  # signed note of exactly `size`
    cosigned_size: int = 0
    cosigned: str = ""  # newest checkpoint with its cosignature lines


class AnswerRow(msgspec.Struct, frozen=True, kw_only=True):
    """What the listener said of one leaf: a receipt with its register number, or a refusal."""

    origin: str  # the log the answered leaf stands in
    index: int
    outcome: AnswerOutcome
    number: str = ""  # the recipient's register number; empty for a refusal
    code: str = ""  # of a refusal
    at: Instant


class Lease(msgspec.Struct, frozen=True):
    """The right to append to logs, for a time; a later holder has a higher number."""

    name: str
    holder: str
    number: int  # fencing number
    until: Instant
