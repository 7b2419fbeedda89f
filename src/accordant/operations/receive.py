"""Receiving a batch: verify, store, and only then cosign. Understood or not is asked later.

The party is the one whose certificate is pinned; it may speak in its own log to this party and in
no other. What is stored here was not opened: this operation needs no key to any content.
"""

from __future__ import annotations

from accordant.errors import LogForked, WrongCertificate
from accordant.link import batch as batches
from accordant.link.recover import split_cosigned
from accordant.log.cosignature import cosign
from accordant.log.origin import cosigner_name, link_origin
from accordant.operations import logs
from accordant.operations.node import Node
from accordant.operations.partners import check_going, statement_of
from accordant.operations.ports import EvidenceRow, PartnerRow, Reading, Transaction


def receive(node: Node, certificate: str, data: bytes) -> str:
    """Take a batch and return the two cosignature lines over all that is now held.

    Args:
        node: this party's node.
        certificate: SHA-256 (hexadecimal) of the certificate the connection was made with.
        data: the batch as it came.

    Raises:
        WrongCertificate, MalformedMessage, OutOfBounds, BadSignature, BadProof: nothing stored.
        LogForked: both checkpoints are kept as proof and the link is stopped.
        StoreFailed: nothing was stored and nothing is cosigned.
    """
    batch = batches.parse(data)
    try:
        return node.store.write(
            lambda transaction: _receive(node, transaction, certificate, batch)
        )
    except LogForked as fork:
        code = fork.code
        node.store.write(lambda work: _stop(node, work, certificate, batch, code))
        raise


def held_checkpoint(node: Node, certificate: str, origin: str) -> str | None:
    """The last checkpoint of a partner's log this node cosigned, with the cosignature.

    Raises:
        WrongCertificate: it is not that partner's log.
    """

    def work(reading: Reading) -> str | None:
        partner = _speaker(node, reading, certificate, origin)
        state = reading.log(link_origin(partner.party, node.party))
        return state.cosigned or None

    return node.store.read(work)


def _receive(node: Node, transaction: Transaction, certificate: str, batch: batches.Batch) -> str:
    partner = _speaker(node, transaction, certificate, batch.origin)
    check_going(transaction, partner.party)
    state = transaction.log(batch.origin)
    held = batches.Held(state.size, state.frontier, state.checkpoint)
    nodes = logs.nodes_of_log(transaction, batch.origin)
    accepted = batches.accept(batch, held, nodes, statement_of(partner).node.log)
    if not accepted.entries:
        return split_cosigned(state.cosigned)[1]
    now = node.clock.now()
    logs.extend(
        transaction,
        state,
        accepted.frontier,
        accepted.entries,
        accepted.bodies,
        statements=[None] * len(accepted.entries),
        checkpoint=batch.checkpoint,
    )
    lines = cosign(batch.checkpoint, cosigner_name(node.party), node.keys.cosign, now // 1000)
    transaction.save_cosigned(batch.origin, accepted.frontier.size, batch.checkpoint + lines)
    return lines


def _speaker(node: Node, reading: Reading, certificate: str, origin: str) -> PartnerRow:
    """The partner this certificate is pinned for, if it may speak in this log."""
    partner = reading.partner_by_certificate(certificate)
    if partner is None:
        raise WrongCertificate("this certificate is not pinned for any partner")
    if origin != link_origin(partner.party, node.party):
        raise WrongCertificate(f"{partner.party} does not speak in this log")
    return partner


def _stop(
    node: Node,
    transaction: Transaction,
    certificate: str,
    batch: batches.Batch,
    code: str,
) -> None:
    """Keep both signed checkpoints and take nothing more from this partner.

    A batch refused because the link is stopped already proves nothing and is not kept.
    """
    partner = transaction.partner_by_certificate(certificate)
    if partner is None or transaction.link_stopped(partner.party) is not None:
        return
    now = node.clock.now()
    state = transaction.log(batch.origin)
    transaction.save_evidence(
        EvidenceRow(code, partner.party, state.checkpoint.encode(), batch.checkpoint.encode(), now)
    )
    transaction.stop_link(partner.party, code, now)
