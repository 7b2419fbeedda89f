"""Checking what another node exported, offline: a whole log, or the proof of one entry of it.

Believed are the fingerprints people compared, and nothing in the file. Whoever does not trust
this library either runs `verifier/verify.py`, written apart from it, on the same file. Both follow
docs/protocol/export.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from accordant import canonical
from accordant.envelope import dsse
from accordant.envelope import statement as statements
from accordant.errors import BadProof, BadSignature, FingerprintMismatch, StatementRefused
from accordant.log import checkpoint as checkpoints
from accordant.log import leaf
from accordant.log.checkpoint import Checkpoint
from accordant.log.cosignature import verify_cosignature
from accordant.log.export import CosignedCheckpoint, parse_export, parse_proof
from accordant.log.merkle import Frontier, leaf_hash, verify_inclusion
from accordant.log.origin import cosigner_name, link_origin, parties_of
from accordant.model.instant import Instant
from accordant.model.statement import PartyStatement

T = TypeVar("T")


class VerifiedEntry(msgspec.Struct, frozen=True):
    """One entry of a log and what it says, as both parties signed it."""

    index: int
    said: dict[str, Any]  # the statement, field by field (docs/protocol/leaf.md)


class VerifiedLog(msgspec.Struct, frozen=True):
    """A log both parties signed, as far as it was checked."""

    origin: str
    size: int
    signed: Instant  # by the speaker, as its clock said
    cosigned: Instant  # by the listener, as its clock said
    opened: tuple[VerifiedEntry, ...]  # what was shown; the other entries stay closed


def verify_log(data: bytes, fingerprints: Mapping[str, str], *, place: str = "") -> VerifiedLog:
    """Return what a whole exported log says, once all of it holds.

    Args:
        data: the file of `accordant log export`.
        fingerprints: by party, as compared by telephone or in person; never from the file.
        place: names the file in errors.

    Raises:
        MalformedInput, MalformedMessage: not an export in its one spelling.
        FingerprintMismatch, StatementRefused: a party's keys are not under its fingerprint.
        BadSignature, BadProof: a signature, a root or an opened statement does not hold.
    """
    export = parse_export(data, place=place)
    said = _statements(export.statements, fingerprints, place)
    frontier = Frontier()
    signed = cosigned = 0
    for number, each in enumerate(export.checkpoints):
        at = f"{place}, checkpoint {number}".removeprefix(", ")
        told, signed, cosigned = _checkpoint(each, said, at)
        if told.origin != export.origin or not frontier.size <= told.size <= len(export.entries):
            raise BadProof("the checkpoints are not one log's in order", place=at)
        added = export.entries[frontier.size : told.size]
        frontier = frontier.append(map(leaf_hash, added))
        if frontier.root() != told.root:
            raise BadProof("the entries do not have the root signed", place=at)
    if frontier.size != len(export.entries):
        raise BadProof("there are entries no checkpoint covers", place=place)
    indexes = [each.index for each in export.opened]
    if indexes != sorted(set(indexes)) or indexes[-1:] >= [len(export.entries)]:
        raise BadProof("an opened entry is not there, or out of order", place=place)
    opened = tuple(
        _opened(each.index, each.statement, export.entries[each.index], export.origin, place)
        for each in export.opened
    )
    return VerifiedLog(export.origin, frontier.size, signed, cosigned, opened)


def verify_proof(data: bytes, fingerprints: Mapping[str, str], *, place: str = "") -> VerifiedLog:
    """Return what the proof of one entry shows, once all of it holds; see `verify_log`."""
    proof = parse_proof(data, place=place)
    said = _statements(proof.statements, fingerprints, place)
    told, signed, cosigned = _checkpoint(proof.signed, said, place)
    hashed = leaf_hash(proof.entry)
    verify_inclusion(hashed, proof.index, told.size, proof.path, told.root, place=place)
    entry = _opened(proof.index, proof.statement, proof.entry, told.origin, place)
    return VerifiedLog(told.origin, told.size, signed, cosigned, (entry,))


def _statements(
    envelopes: Sequence[bytes], fingerprints: Mapping[str, str], place: str
) -> list[PartyStatement]:
    """The party statements of a file, each under the fingerprint given, no number twice."""
    found: dict[tuple[str, int], PartyStatement] = {}
    for number, envelope in enumerate(envelopes):
        at = f"{place}, party statement {number}".removeprefix(", ")
        keyid, _ = dsse.read_unverified(envelope, statements.PAYLOAD_TYPE, place=at)
        pinned = fingerprints.get(keyid.partition("/")[0])
        if pinned is None:
            raise FingerprintMismatch("no fingerprint was given for this party", place=at)
        said = statements.verify(envelope, pinned, place=at)
        if found.setdefault((said.party, said.number), said) is not said:
            raise StatementRefused("another statement has this number", place=at)
    return list(found.values())


def _checkpoint(
    given: CosignedCheckpoint, said: list[PartyStatement], place: str
) -> tuple[Checkpoint, Instant, Instant]:
    """A checkpoint with the instants it was signed and cosigned at, once both hold."""
    origin = checkpoints.parse(given.checkpoint, place=place).origin
    speaker, listener = parties_of(origin, place=place)
    told = _by_any(
        [each for each in said if each.party == speaker],
        lambda each: checkpoints.verify(given.checkpoint, origin, each.node.log, place=place),
        place,
    )
    name = cosigner_name(listener)
    cosigned = _by_any(
        [each for each in said if each.party == listener],
        lambda each: verify_cosignature(
            given.checkpoint, given.cosignature, name, each.node.cosign, place=place
        ),
        place,
    )
    return told, told.at_seconds * 1000, cosigned.at_seconds * 1000


def _by_any(said: list[PartyStatement], verify: Callable[[PartyStatement], T], place: str) -> T:
    """What verifies with the keys of one of a party's statements; keys are replaced in time."""
    refused = BadSignature("no statement names the key it is signed with", place=place)
    for each in said:
        try:
            return verify(each)
        except BadSignature as error:
            refused = error
    raise refused


def _opened(index: int, statement: bytes, entry: bytes, origin: str, place: str) -> VerifiedEntry:
    """An entry with its statement, once it is what the entry commits to, of this link."""
    at = f"{place}, entry {index}".removeprefix(", ")
    if leaf.commitment(statement) != leaf.halves(entry)[0]:
        raise BadProof("the statement is not what the entry commits to", place=at)
    said = canonical.parse(statement, dict[str, Any], place=at)
    if link_origin(str(said.get("speaker")), str(said.get("listener"))) != origin:
        raise BadProof("the statement is of another link", place=at)
    return VerifiedEntry(index, said)
