"""What leaves for a reader who trusts nobody: a whole log, or the proof of one item of it."""

from __future__ import annotations

from accordant import canonical
from accordant.errors import MalformedInput, UnknownProduct, UnknownRecipient
from accordant.link.recover import split_cosigned
from accordant.log import export as exports
from accordant.log.leaf import halves
from accordant.log.origin import link_origin, own_origin
from accordant.model.message import Message, Released
from accordant.operations import logs
from accordant.operations.journal import Journal, Noted
from accordant.operations.node import Node
from accordant.operations.ports import LogState, Reading, Transaction

ENTRIES_AT_ONCE = 10_000  # of the own log looked through for one note


def export_log(
    node: Node, own_statement: bytes, partner: str, *, heard: bool, opened: bool = False
) -> exports.Export:
    """The log this party speaks to a partner, or hears from it, up to the last cosignature.

    Args:
        node: this party's node.
        own_statement: this party's signed statement.
        partner: the party at the other end.
        heard: the partner's log to us instead of ours to the partner.
        opened: open every statement known here; without it, nothing but commitments leaves.

    Raises:
        UnknownRecipient: not a partner of this node.
        MalformedInput: nothing of it is cosigned yet.
    """

    def work(reading: Reading) -> exports.Export:
        state, statements = _log(node, reading, own_statement, partner, heard=heard)
        size = state.cosigned_size
        shown = (
            [
                exports.Opened(index, statement)
                for index in range(size)
                if (statement := reading.statement(state.origin, index)) is not None
            ]
            if opened
            else []
        )
        return exports.build_export(
            reading.entries(state.origin, 0, size), [_signed(state)], shown, statements
        )

    return node.store.read(work)


def prove_item(
    node: Node,
    own_statement: bytes,
    partner: str,
    index: int,
    *,
    heard: bool,
    with_case: bool = False,
) -> exports.Proof:
    """The proof that one leaf stands in the log both parties signed.

    Args:
        node: this party's node.
        own_statement: this party's signed statement.
        partner: the party at the other end.
        index: of the leaf.
        heard: the partner's log to us instead of ours to the partner.
        with_case: show the case on which the release was decided, and that it was that one.

    Raises:
        UnknownProduct: no such leaf is cosigned, or what it says is not known here.
        UnknownProduct: the case is asked for, and the leaf is no release of this node.
        UnknownRecipient: not a partner of this node.
        MalformedInput: nothing of the log is cosigned yet.
    """

    def work(reading: Reading) -> exports.Proof:
        state, statements = _log(node, reading, own_statement, partner, heard=heard)
        if not 0 <= index < state.cosigned_size:
            raise UnknownProduct(f"leaf {index} of {state.origin} is not cosigned")
        statement = reading.statement(state.origin, index)
        if statement is None:
            raise UnknownProduct(f"what leaf {index} of {state.origin} says is not known here")
        (leaf,) = reading.entries(state.origin, index, index + 1)
        return exports.build_proof(
            index,
            leaf,
            logs.nodes_of_log(reading, state.origin),
            _signed(state),
            statement=statement,
            statements=statements,
            decided=_decided(node, reading, statement) if with_case else None,
        )

    return node.store.read(work)


def _decided(node: Node, reading: Reading, statement: bytes) -> exports.Decided:
    """The case behind a release of this node, and its own log's note of it."""
    said = canonical.parse(statement, Message)
    note = None
    if isinstance(said, Released) and said.speaker == node.party:
        note = _noted(reading, own_origin(node.party), bytes.fromhex(said.case))
    if note is None or not isinstance(said, Released):
        raise UnknownProduct(
            "no case stands behind this leaf that could be shown",
            hint="Only releases of this node have one, since their commitments are salted.",
        )
    digest = canonical.parse(note, Noted).digest
    for row in reading.decisions_of(said.product, said.version):
        if row.case_digest == digest:
            return exports.Decided(note, row.case)
    raise UnknownProduct(f"the decision on {said.product} version {said.version} is not held")


def _noted(reading: Reading, own: str, wanted: bytes) -> bytes | None:
    """The note of the own log with this commitment, the newest looked at first."""
    end = reading.log(own).size
    while end:
        start = max(0, end - ENTRIES_AT_ONCE)
        for index, each in enumerate(reading.entries(own, start, end), start):
            if halves(each)[0] == wanted:
                return reading.statement(own, index)
        end = start
    return None


def record_export(node: Node, partner: str, document: bytes) -> None:
    """Record in the own log that a document left for a reader outside, by its digest."""

    def work(transaction: Transaction) -> None:
        now, journal = node.clock.now(), Journal(node.party)
        digest = canonical.digest_of_bytes(document)
        journal.note("exported", partner, digest, f"{len(document)} bytes", now)
        transaction.raise_high_water(now)
        journal.close(transaction)

    node.store.write(work)


def _log(
    node: Node, reading: Reading, own_statement: bytes, partner: str, *, heard: bool
) -> tuple[LogState, tuple[bytes, bytes]]:
    row = reading.partner(partner)
    if row is None:
        raise UnknownRecipient(f"{partner} is not a partner of this node")
    pair = (partner, node.party) if heard else (node.party, partner)
    state = reading.log(link_origin(*pair))
    if not state.cosigned_size:
        raise MalformedInput(
            f"nothing of {state.origin} is cosigned yet",
            hint="Try again once the partner has answered; `accordant partner list` shows it.",
        )
    return state, (own_statement, row.statement)


def _signed(state: LogState) -> exports.CosignedCheckpoint:
    """The last cosigned checkpoint, apart from the lines that cosign it."""
    return exports.CosignedCheckpoint(*split_cosigned(state.cosigned))
