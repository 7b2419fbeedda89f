"""Establishing a party: every key it needs, and the first party statement that names them.

The party key is made here once and then kept offline; the node's keys and the officers' keys are
what it vouches for. Officers stand in the statement by post, never by name.
"""

from __future__ import annotations

from dataclasses import dataclass

from accordant.envelope import keys
from accordant.envelope import statement as statements
from accordant.errors import KeyMissing, NodeMisconfigured
from accordant.model.instant import Instant
from accordant.model.statement import Authority, Officer, PartyStatement
from accordant.operations.node import NodePrivateKeys
from accordant.operations.ports import Keystore
from accordant.signing import SigningKey

POSTS: dict[str, tuple[Authority, ...]] = {
    "treaty-desk": ("adopt", "notify"),
    "releasing-authority": ("order", "approve", "consent"),
    "security-authority": ("assure",),
    "designating-authority": ("designate",),
}
"""The posts a new party has, with what each may sign; a later statement may change them."""

SEAL_EPOCH = 1


@dataclass(frozen=True, slots=True)
class Established:
    """A new party: its signed statement and every private key, each for its own place."""

    statement: bytes  # DSSE, for partners
    party_key: SigningKey  # offline
    officer_keys: dict[str, SigningKey]  # by post, each to its officer
    node_keys: NodePrivateKeys  # to the keystore


def establish(party: str, address: str, certificate: bytes, issued: Instant) -> Established:
    """Make a party's keys and sign its first statement.

    Args:
        party: identifier, `KOR`.
        address: `host:port` partners reach the link endpoint at.
        certificate: the node's TLS certificate, DER.
        issued: the statement's date.
    """
    party_key = keys.generate_signing_key()
    officers = {post: keys.generate_signing_key() for post in POSTS}
    node = NodePrivateKeys(
        log=keys.generate_signing_key(),
        cosign=keys.generate_signing_key(),
        header=keys.generate_header_key(),
        seal=keys.generate_seal_key(SEAL_EPOCH),
    )
    statement = PartyStatement(
        party=party,
        number=1,
        issued=issued,
        party_key=party_key.public,
        address=address,
        node=statements.node_keys(node.log, node.cosign, node.header, node.seal, certificate),
        officers=tuple(
            Officer(post, officers[post].public, authority) for post, authority in POSTS.items()
        ),
    )
    signed = statements.sign(statement, party_key)
    return Established(signed, party_key, officers, node)


def put_node_keys(keystore: Keystore, node: NodePrivateKeys) -> None:
    """Keep a node's private keys in its keystore."""
    keystore.put_keys(
        {
            "log": keys.to_bytes(node.log),
            "cosign": keys.to_bytes(node.cosign),
            "header": keys.to_bytes(node.header),
            "seal": keys.to_bytes(node.seal),
        }
    )


def check_own(statement: PartyStatement, party: str, node: NodePrivateKeys) -> None:
    """Refuse to run a node with keys that are not the ones its party statement names.

    With another's keystore it would sign what no partner believes, and refuse as unreadable what
    was sealed to it.

    Raises:
        NodeMisconfigured: the statement is another party's.
        KeyMissing: a key is another than the statement says.
    """
    if statement.party != party:
        raise NodeMisconfigured(f"the party statement is {statement.party}'s, the node {party}'s")
    stated = statement.node
    pairs = {
        "log": (stated.log, node.log.public),
        "cosign": (stated.cosign, node.cosign.public),
        "header": (stated.header, node.header.public),
        "seal": (stated.seal, node.seal.public),
    }
    for name, (said, held) in pairs.items():
        if said != held:
            raise KeyMissing(
                "the key is not the one this party's statement names",
                hint="Restore the keystore that belongs to this node's home.",
                place=f"keystore: {name}",
            )


def load_node_keys(keystore: Keystore) -> NodePrivateKeys:
    """The node's private keys.

    Raises:
        KeyMissing: one is not held, or is not a key.
    """
    return NodePrivateKeys(
        log=keys.load_signing_key(keystore.key("log"), place="keystore: log"),
        cosign=keys.load_signing_key(keystore.key("cosign"), place="keystore: cosign"),
        header=keys.load_header_key(keystore.key("header"), place="keystore: header"),
        seal=keys.load_seal_key(keystore.key("seal"), place="keystore: seal"),
    )
