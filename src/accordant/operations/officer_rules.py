"""What a fact of the register of officers must be to be kept, whoever signs it.

Nothing here grants anything: a fact kept is judged anew at every question by `officers.may`.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import UnsetType

from accordant import canonical
from accordant.errors import (
    LevelNotInTable,
    MalformedInput,
    UnknownOfficer,
    UnknownProduct,
)
from accordant.model.marking import is_unclassified
from accordant.model.officer import (
    EVERY,
    PARTY_SIGNER,
    AbsenceCovered,
    Authored,
    LetterIssued,
    NeedDetermined,
    OfficerAppointed,
    OfficerCleared,
    OfficerFact,
    OfficerRemoved,
    SecondPersonAsked,
    Withdrawn,
    officer_of,
)
from accordant.model.party import state_of
from accordant.model.vocabulary import SUBJECTS, unknown_words
from accordant.officers.ranking import Rungs
from accordant.officers.register import Register
from accordant.operations.node import Node
from accordant.operations.ports import OWN, Reading
from accordant.signing import check_public_key


def check_fact(
    node: Node, reading: Reading, register: Register, rungs: Rungs, fact: OfficerFact
) -> None:
    """Refuse a fact that could not mean what it says.

    Raises:
        UnknownOfficer: nobody of this name was ever appointed.
        LevelNotInTable: the level is another party's, or not of the scheme named.
        UnknownProduct: no such own item is held.
        MalformedInput: it ends before it begins, a word is not in the vocabulary, a key is taken,
            or what is withdrawn is no fact of this officer.
    """
    name = officer_of(fact)
    if name == PARTY_SIGNER:
        raise MalformedInput("no officer is called `party`: the party key signs under that name")
    _check_times(fact)
    match fact:
        case OfficerAppointed():
            _check_key(node, register, fact)
            return
        case SecondPersonAsked():
            _check_level(node, rungs, fact.level)
            return
        case Withdrawn():
            _check_withdrawn(reading, fact)
            return
    _check_known(register, name)
    _check_about(node, reading, register, rungs, fact)


def _check_about(
    node: Node, reading: Reading, register: Register, rungs: Rungs, fact: OfficerFact
) -> None:
    """What is said of an officer who is known."""
    match fact:
        case OfficerCleared():
            _check_clearance(node, rungs, fact)
        case NeedDetermined():
            _check_subjects(fact.subjects)
        case LetterIssued():
            _check_level(node, rungs, fact.level)
            _check_subjects(fact.categories)
            if "read" in fact.deeds:
                raise MalformedInput("no letter lets anybody read: clearance and need do")
        case AbsenceCovered():
            _check_cover(register, fact)
        case OfficerRemoved():
            _check_removal(register, fact)
        case Authored():
            _check_item(reading, fact)
        case _:
            pass


def _check_times(fact: OfficerFact) -> None:
    if isinstance(fact, Withdrawn | OfficerRemoved | Authored):
        return
    if not isinstance(fact.until, UnsetType) and fact.until < fact.since:
        raise MalformedInput("it would end before it begins")


def _check_key(node: Node, register: Register, fact: OfficerAppointed) -> None:
    """A key has one holder for ever, and a post partners know has the key the statement names.

    Whoever held a key may have a copy of it: his successor gets another.
    """
    check_public_key(fact.key)
    if state_of(fact.authority) != node.party:
        raise MalformedInput(f"`{fact.authority}` is no authority of {node.party}")
    stated = {officer.post: officer.key for officer in node.statement.officers}
    if fact.post in stated and stated[fact.post] != fact.key:
        raise MalformedInput(
            f"the party statement names another key for the post `{fact.post}`",
            hint="Appoint with the key the statement names, or state the party anew first.",
        )
    keys = node.statement.node
    taken = [node.statement.party_key, keys.log, keys.cosign]
    taken += [key for post, key in stated.items() if post != fact.post]
    taken += [
        each.key
        for name in register.officers
        if name != fact.officer
        for _, each, _ in register.all_of(name, OfficerAppointed)
    ]
    if any(fact.key.ed25519 == key.ed25519 for key in taken):
        raise MalformedInput(
            "this key is another's, or was; an officer has a key of his own",
            hint="Give the post a new key with `accordant party restate`, then appoint.",
        )


def _check_known(register: Register, name: str) -> None:
    if name not in register.officers:
        raise UnknownOfficer(f"nobody called `{name}` was ever appointed here")


def _check_level(node: Node, rungs: Rungs, level: str) -> None:
    if state_of(level) != node.party:
        raise LevelNotInTable(f"`{level}` is no level of {node.party}'s own terms")
    policy = node.policies().get(node.party)
    if policy is not None and level not in rungs and not is_unclassified(level):
        policy.term(level)


def _check_clearance(node: Node, rungs: Rungs, fact: OfficerCleared) -> None:
    _check_level(node, rungs, fact.level)
    rung = rungs.get(fact.level)
    if rung is not None and rung.scheme != fact.scheme:
        raise LevelNotInTable(f"`{fact.level}` is a level of the scheme `{rung.scheme}`")


def _check_subjects(subjects: Iterable[str]) -> None:
    unknown = unknown_words(SUBJECTS, tuple(each for each in subjects if each != EVERY))
    if unknown:
        raise MalformedInput(
            f"`{unknown[0]}` is no subject of the vocabulary",
            hint="The subjects are in docs/products.md; `every` stands for all of them.",
        )


def _check_withdrawn(reading: Reading, fact: Withdrawn) -> None:
    found = [row for row in reading.officer_rows() if row.digest == fact.withdrawn]
    if not found or found[0].officer != fact.officer:
        raise MalformedInput("no such fact of this officer is held here")
    if found[0].kind.startswith(("withdrawn/", "officer-removed/")):
        raise MalformedInput("what ended something is not taken back: record it anew instead")


def _check_cover(register: Register, fact: AbsenceCovered) -> None:
    _check_known(register, fact.absent)
    if fact.absent == fact.officer:
        raise MalformedInput("nobody covers for himself")


def _check_removal(register: Register, fact: OfficerRemoved) -> None:
    """A removal dated before the appointment would seem to help, and end nothing."""
    if not register.in_office(fact.officer, fact.since):
        raise MalformedInput(
            f"{fact.officer} holds no post at that instant: it would end nothing",
            hint="Leave --from out to remove the officer now.",
        )


def _check_item(reading: Reading, fact: Authored) -> None:
    row = reading.product(fact.product, fact.version, OWN)
    if row is None:
        raise UnknownProduct(f"no own item {fact.product} version {fact.version} is held here")
    if canonical.digest_of_bytes(row.envelope) != fact.digest:
        raise MalformedInput("the item held is another than the one signed for")
