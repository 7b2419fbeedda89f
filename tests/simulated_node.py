"""A partner that can say anything: its own valid keys, and no scruples.

It is built on the project's own envelopes, logs and batches, so that what a test alters is the one
thing that is wrong. Whatever it is told to do it signs. Towards the real node it is also a `Wire`:
it listens honestly, unless told otherwise, and opens what it hears.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from accordant import canonical
from accordant.adapters import certificate as certificates
from accordant.envelope import acts as signed_acts
from accordant.envelope import header as headers
from accordant.envelope import statement as statements
from accordant.envelope.body import Body
from accordant.envelope.keys import fingerprint
from accordant.envelope.seal import (
    Envelope,
    new_salt,
    open_message,
    seal_content,
    seal_message,
)
from accordant.link import batch as batches
from accordant.log.checkpoint import sign_checkpoint
from accordant.log.cosignature import cosign
from accordant.log.leaf import commitment, entry
from accordant.log.merkle import Frontier, leaf_hash, nodes_of
from accordant.log.origin import cosigner_name, link_origin
from accordant.model.act import Act
from accordant.model.instant import Instant
from accordant.model.marking import Marking
from accordant.model.message import Message, Receipt, Refusal, Released, Seen, Signed
from accordant.model.product import Portion, Product, Text
from accordant.model.statement import PartyStatement, SealKey
from accordant.operations.establish import establish
from accordant.signing import SigningKey


class Leaf(NamedTuple):
    """An entry and the canonical bytes of its body."""

    entry: bytes
    body: bytes


class SimulatedNode:
    """One party's node in memory, for one real partner."""

    def __init__(self, party: str, folder: Path, now: Instant, address: str) -> None:
        self.party = party
        self.now = now
        folder.mkdir(parents=True, exist_ok=True)
        self.files = (folder / f"{party}.pem", folder / f"{party}.key")
        certificates.create(party, *self.files)
        self.made = establish(party, address, certificates.load(self.files[0]), now - 1000)
        self.keys = self.made.node_keys
        self.signed_statement = self.made.statement
        self.statement = self._read(self.made.statement)
        self.partner: PartyStatement | None = None
        self.leaves: list[Leaf] = []
        self.heard: list[Leaf] = []
        self.heard_checkpoint = ""
        self.heard_cosigned = ""
        self.opened: list[tuple[int, Message]] = []

    def copied(self) -> SimulatedNode:
        """The same party at the same point, going its own way from here."""
        twin = copy.copy(self)
        twin.leaves, twin.heard = list(self.leaves), list(self.heard)
        twin.opened = list(self.opened)
        return twin

    def _read(self, signed: bytes) -> PartyStatement:
        key = signed_acts.dsse.read_unverified(signed, statements.PAYLOAD_TYPE)[1]
        return canonical.parse(key, PartyStatement)

    # --- who it is -----------------------------------------------------------------------------

    @property
    def certificate(self) -> str:
        """SHA-256 of its certificate, as the real node's endpoint tells it."""
        return canonical.digest_of_bytes(self.made_certificate)

    @property
    def made_certificate(self) -> bytes:
        return self.statement.node.certificate

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.statement.party_key)

    def know(self, partner: PartyStatement) -> None:
        self.partner = partner

    @property
    def listener(self) -> PartyStatement:
        assert self.partner is not None
        return self.partner

    @property
    def origin(self) -> str:
        return link_origin(self.party, self.listener.party)

    @property
    def heard_origin(self) -> str:
        return link_origin(self.listener.party, self.party)

    def restated(self, key: SigningKey | None = None, **changes: Any) -> bytes:
        """A later party statement with whatever is changed, signed by the party key or another."""
        changed = msgspec.structs.replace(
            self.statement, **({"number": self.statement.number + 1} | changes)
        )
        payload = canonical.encode(changed)
        return signed_acts.dsse.sign(
            payload,
            statements.PAYLOAD_TYPE,
            key or self.made.party_key,
            statements.keyid_of(self.party),
        )

    def renew(self, **changes: Any) -> bytes:
        """Become what the next statement says, and return it."""
        self.signed_statement = self.restated(**changes)
        self.statement = self._read(self.signed_statement)
        return self.signed_statement

    def act(
        self, act: Act, post: str, *, party: str | None = None, key: SigningKey | None = None
    ) -> bytes:
        """A signed act, under any name and by any key."""
        return signed_acts.dsse.sign(
            canonical.encode(act),
            signed_acts.PAYLOAD_TYPE,
            key or self.made.officer_keys[post],
            f"{party or self.party}/{post}",
        )

    # --- what it says --------------------------------------------------------------------------

    def common(self, **changes: Any) -> dict[str, Any]:
        """What every statement says first."""
        frontier = Frontier().append(leaf_hash(leaf.entry) for leaf in self.heard)
        return {
            "salt": new_salt(),
            "speaker": self.party,
            "listener": self.listener.party,
            "seen": Seen(frontier.size, frontier.root().hex()),
            "dispatched": self.now,
            "own_root": "00" * 32,
        } | changes

    def leaf(
        self,
        statement: Message | bytes | dict[str, Any],
        envelope: Envelope | None = None,
        content_key: bytes | None = None,
        *,
        seal_to: SealKey | None = None,
        committed: bytes | None = None,
    ) -> Leaf:
        """A leaf for any statement, sealed to anyone, committing to anything."""
        data = statement if isinstance(statement, bytes) else canonical.encode(statement)
        key = seal_to or self.listener.node.seal
        digest = None if envelope is None else headers.digest(envelope.header)
        body = Body(seal_message(data, content_key, digest, key), key.epoch, envelope)
        return self.leaf_of(committed or data, canonical.encode(body))

    def leaf_of(self, statement: bytes, body: bytes) -> Leaf:
        """A leaf over any bytes."""
        digest = bytes.fromhex(canonical.digest_of_bytes(body))
        return Leaf(entry(commitment(statement), digest), body)

    def signed(self, envelope: bytes, kind: type = Signed, **changes: Any) -> Leaf:
        """A signed act or statement as a leaf of some kind."""
        return self.leaf(kind(envelope=envelope, **self.common(**changes)))

    def product(self, identifier: str = "KOR-item-1", **changes: Any) -> Product:
        level = changes.pop("level", f"{self.party}:II")
        given: dict[str, Any] = {
            "product": identifier,
            "kind": "launch-report",
            "originators": (self.party,),
            "marking": Marking(level),
            "marker": "REAL",
            "precedence": "immediate",
            "subjects": ("dprk-missile",),
            "purpose": "dprk-missile-threat",
            "created": self.now,
            "portions": (Portion(Marking(level), Text("what was seen")),),
        }
        return Product(**(given | changes))

    def sealed(self, product: Product | bytes, fields: Product | None = None) -> tuple:
        """Seal a product's bytes under a header that may say something else."""
        data = product if isinstance(product, bytes) else canonical.encode(product)
        says = fields if fields is not None else product
        assert isinstance(says, Product)
        return seal_content(data, headers.fields_of(says), self.keys.header)

    def released(
        self, product: Product, envelope: Envelope, instrument: str, **changes: Any
    ) -> Released:
        """The statement of a release of this item, with whatever is changed."""
        given = self.common() | {
            "product": product.product,
            "version": product.version,
            "envelope": canonical.digest(envelope),
            "level": product.marking.level,
            "post": f"{self.listener.party}:DIH/watch",
            "purpose": product.purpose,
            "kind": product.kind,
            "subjects": product.subjects,
            "form": product.form,
            "instrument": instrument,
            "order": "",
            "clauses": (),
            "obligations": (),
            "case": "00" * 32,
            "consents": (),
        }
        return Released(**(given | changes))

    def release(self, product: Product, instrument: str, **changes: Any) -> Leaf:
        """A good release as a leaf, but for what is changed in its statement."""
        envelope, key = self.sealed(product)
        return self.leaf(self.released(product, envelope, instrument, **changes), envelope, key)

    def frontier(self, leaves: Sequence[Leaf]) -> Frontier:
        return Frontier().append(leaf_hash(leaf.entry) for leaf in leaves)

    def checkpoint_of(self, leaves: Sequence[Leaf], *, key: SigningKey | None = None) -> str:
        """Its signature over any leaves as a log."""
        grown = self.frontier(leaves)
        return sign_checkpoint(
            self.origin, grown.size, grown.root(), key or self.keys.log, self.now // 1000
        )

    def batch(
        self, first: int, leaves: Sequence[Leaf], checkpoint: str | None = None, **changes: Any
    ) -> bytes:
        """Any leaves from any index under any checkpoint; its log stays as it is."""
        given = {
            "origin": self.origin,
            "first": first,
            "entries": tuple(leaf.entry for leaf in leaves),
            "bodies": tuple(msgspec.Raw(leaf.body) for leaf in leaves),
            "checkpoint": checkpoint or self.checkpoint_of([*self.leaves[:first], *leaves]),
        }
        return canonical.encode(batches.Batch(**(given | changes)))

    def say(self, *leaves: Leaf) -> bytes:
        """Append leaves to its log and return the batch that carries them."""
        first = len(self.leaves)
        data = self.batch(first, leaves)
        self.leaves += leaves
        return data

    # --- what it hears: the Wire of the real node -----------------------------------------------

    def send(self, batch: bytes) -> str:
        """Take a batch as an honest listener would, open it, and cosign."""
        parsed = batches.parse(batch)
        hashes = [leaf_hash(leaf.entry) for leaf in self.heard]
        held = batches.Held(
            len(hashes), Frontier().append(hashes).to_bytes(), self.heard_checkpoint
        )
        accepted = batches.accept(parsed, held, nodes_of(hashes), self.listener.node.log)
        for each, body in zip(accepted.entries, accepted.bodies, strict=True):
            self._hear(Leaf(each, body))
        if accepted.entries:
            self.heard_checkpoint = parsed.checkpoint
        return self.cosign(self.heard_checkpoint)

    def cosign(self, checkpoint: str) -> str:
        """Cosign any checkpoint, and say from now on that it is the last one."""
        name = cosigner_name(self.party)
        lines = cosign(checkpoint, name, self.keys.cosign, self.now // 1000)
        self.heard_cosigned = checkpoint + lines
        return lines

    def checkpoint(self, origin: str) -> str | None:
        """The last checkpoint of the real node's log cosigned here."""
        assert origin == self.heard_origin
        return self.heard_cosigned or None

    def _hear(self, leaf: Leaf) -> None:
        self.heard.append(leaf)
        body = canonical.parse(leaf.body, Body)
        digest = None if body.envelope is None else headers.digest(body.envelope.header)
        opened = open_message(body.sealed, self.keys.seal, digest)
        message = canonical.parse(opened.statement, Message)
        self.opened.append((len(self.heard) - 1, message))

    def messages(self, *kinds: type) -> list[Message]:
        """What it heard, of these types."""
        return [message for _, message in self.opened if isinstance(message, kinds)]

    def answers(self, index: int) -> list[str]:
        """What the real node said of one leaf: outcomes and refusal codes, in order."""
        said: list[str] = []
        for message in self.messages(Receipt, Refusal):
            if isinstance(message, Receipt):
                said += [each.outcome for each in message.items if each.index == index]
            elif isinstance(message, Refusal) and message.index == index:
                said.append(message.code)
        return said


def flipped(data: bytes, at: int) -> bytes:
    """The same bytes with one bit turned."""
    changed = bytearray(data)
    changed[at] ^= 1
    return bytes(changed)


def without(document: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """A document without some of its fields."""
    return {name: value for name, value in document.items() if name not in set(names)}
