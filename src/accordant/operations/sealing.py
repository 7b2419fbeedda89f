"""From something waiting in the outbox to a statement and its sealed body."""

from __future__ import annotations

from typing import TypedDict

import msgspec

from accordant import canonical
from accordant.clauses.third_party_consent import consents_to
from accordant.envelope import body as bodies
from accordant.envelope import header as headers
from accordant.envelope.seal import Envelope, new_salt, seal_message
from accordant.errors import Oversized, StoreFailed
from accordant.model.act import ConsentGiven
from accordant.model.case import Case
from accordant.model.instant import Instant
from accordant.model.message import (
    Answered,
    AssuranceMessage,
    ConsentMessage,
    Message,
    NoteMessage,
    Receipt,
    Refusal,
    RefusalCode,
    Seen,
    Signed,
)
from accordant.model.statement import SealKey
from accordant.operations.node import Node
from accordant.operations.ports import OutboxRow, ProductRow, Reading
from accordant.operations.products import content_key
from accordant.operations.world import act_of

CONSENTS_MAX = 8  # of one release: what `Released.consents` holds


class RefusedLeaf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a waiting refusal is about: the payload of its outbox row."""

    index: int
    leaf: str
    code: RefusalCode


class _Common(TypedDict):
    """What every statement says first."""

    salt: bytes
    speaker: str
    listener: str
    seen: Seen
    dispatched: Instant
    own_root: str


def message_of(
    waiting: OutboxRow,
    *,
    speaker: str,
    listener: str,
    seen: Seen,
    dispatched: Instant,
    own_root: str,
) -> Message:
    """The statement behind the leaf a waiting message becomes; releases are built by `dispatch`.

    Raises:
        StoreFailed: the outbox holds a type this software does not write.
    """
    common = _Common(
        salt=new_salt(),
        speaker=speaker,
        listener=listener,
        seen=seen,
        dispatched=dispatched,
        own_root=own_root,
    )
    payload = waiting.payload
    match waiting.type:
        case "receipt":
            return Receipt(items=canonical.parse(payload, tuple[Answered, ...]), **common)
        case "refusal":
            leaf = canonical.parse(payload, RefusedLeaf)
            return Refusal(index=leaf.index, leaf=leaf.leaf, code=leaf.code, **common)
        case "statement":
            return Signed(envelope=payload, **common)
        case "consent":
            return ConsentMessage(envelope=payload, **common)
        case "assurance":
            return AssuranceMessage(envelope=payload, **common)
        case "note":
            return NoteMessage(envelope=payload, **common)
    raise StoreFailed(f"the outbox holds a message of unknown type `{waiting.type}`")


class SealedBody(msgspec.Struct, frozen=True):
    """A body ready to travel: its canonical bytes, and how many of them are sealed."""

    data: bytes
    sealed_size: int


def seal_body(
    node: Node, statement: bytes, row: ProductRow | None, recipient: SealKey
) -> SealedBody:
    """Seal a statement to the recipient, with the content key where an item is provided.

    The item's envelope is the one its originator made: header and ciphertext travel untouched,
    also when the item is passed on, so nothing downstream can strip what the header says.
    """
    if row is None:
        sealed = seal_message(statement, None, None, recipient)
        return SealedBody(bodies.spell(sealed, recipient.epoch, None), len(sealed))
    envelope = canonical.parse(row.envelope, Envelope)
    sealed = seal_message(
        statement,
        content_key(node.keystore, row),
        headers.digest(envelope.header),
        recipient,
    )
    return SealedBody(bodies.spell(sealed, recipient.epoch, row.envelope), len(sealed))


def consent_artefacts(reading: Reading, case: Case) -> tuple[bytes, ...]:
    """The signed consents a release rests on, as the originators' officers signed them.

    One for each originator of another state and item: whatever else was signed about an item, and
    how the organs of this state settled it among themselves, stays here.

    Raises:
        Oversized: the release rests on more consents than a message holds.
    """
    foreign = [each for each in case.equities if each.originator[:3] != case.releaser[:3]]
    if not foreign:
        return ()
    found: dict[tuple[str, str], bytes] = {}
    products = dict.fromkeys(equity.product for equity in foreign)
    for row in (row for product in products for row in reading.acts_about(product)):
        act = act_of(row)
        if isinstance(act, ConsentGiven) and any(
            consents_to(act.consent, equity, case) for equity in foreign
        ):
            found.setdefault((act.consent.originator, act.consent.product), row.envelope)
    if len(found) > CONSENTS_MAX:
        raise Oversized(f"the release rests on more than {CONSENTS_MAX} consents")
    return tuple(found.values())
