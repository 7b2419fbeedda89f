"""The law as this node holds it at one revision: texts compiled, acts applied, assurances known.

Compiling takes milliseconds, deciding microseconds; so the compiled world is kept until a text or
an act is saved (`law_revision`), by whichever process of the node saved it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from accordant import canonical
from accordant.clauses.equivalence import at_most
from accordant.clauses.kind import Clause
from accordant.decision.library import Library
from accordant.envelope import acts as signed_acts
from accordant.envelope import dsse
from accordant.labels.terms import Policies, stricter
from accordant.law import instrument as instruments
from accordant.law.instrument import Instrument, clause_of
from accordant.law.play import Play
from accordant.model.act import (
    Act,
    AssuranceGiven,
    ConsentGiven,
    FactRecorded,
    NoticeDelivered,
    ReleaseApproved,
)
from accordant.model.case import Approval, Assurance, Consent, InPlay
from accordant.model.marking import is_unclassified
from accordant.model.party import state_of
from accordant.operations.ports import ActRow, Reading

ACTS_KEPT = 65_536
"""Read acts kept in memory: the law is compiled anew at every act, and the old ones stay."""

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class World(msgspec.Struct, frozen=True):
    """Everything `decide` needs besides the item: immutable, of one revision."""

    revision: int
    texts: dict[str, Instrument]  # by clause digest
    library: Library
    play: Play
    assurances: dict[tuple[str, str], tuple[Assurance, ...]]  # (who assures, to whom)
    consents: dict[str, tuple[Consent, ...]]  # by product, whichever version and recipient
    approvals: dict[tuple[str, str], tuple[Approval, ...]]  # by (whose authority, product)
    policies: Callable[[], Policies] = dict  # vocabularies of markings

    def at_most(self, level: str) -> frozenset[str]:
        """The levels known to stand at or below one, itself included.

        By a table of some text held, or by the vocabulary of the level's own nation.
        """
        tables = (clause_of(text, "equivalence") for text in self.texts.values())
        below = (at_most(table).get(level, frozenset()) for table in tables if table is not None)
        policy = self.policies().get(state_of(level))
        own = [] if policy is None else [term.level for term in policy.terms]
        by_vocabulary = {each for each in own if policy and level in stricter(policy, each)}
        return frozenset({level}).union(by_vocabulary, *below)

    def knows(self, level: str) -> bool:
        """Whether a level is one of its nation's, as far as its vocabulary or a table is held."""
        policy = self.policies().get(state_of(level))
        if policy is None or is_unclassified(level):
            return True
        if level in {term.level for term in policy.terms}:
            return True
        tables = (clause_of(text, "equivalence") for text in self.texts.values())
        return any(level in at_most(table) for table in tables if table is not None)

    def above(self, level: str, plays: Iterable[InPlay]) -> tuple[str, ...] | UnsetType:
        """The levels known to stand above one that some table in play does not name.

        Unset where every table names it, and where nothing is known.
        """
        held = (self.library.texts.get(each.instrument) for each in plays)
        tables = [text.setting.at_most for text in held if text is not None]
        policy = None
        if any(table and level not in table for table in tables):
            policy = self.policies().get(state_of(level))
        if policy is None or level not in {term.level for term in policy.terms}:
            return UNSET
        return stricter(policy, level) or UNSET

    def clauses_of(self, digest: str) -> Sequence[Clause]:
        """The clauses of a text; none where it is not held."""
        text = self.texts.get(digest)
        return () if text is None else text.clauses

    def identifier_of(self, digest: str) -> str:
        """The identifier a person knows a text by; a short digest for one not held."""
        text = self.texts.get(digest)
        return text.identifier if text is not None else digest[:12]


class Worlds:
    """Keeps the compiled world until the law changes."""

    def __init__(self, policies: Callable[[], Policies] = dict) -> None:
        self._kept: World | None = None
        self._policies = policies

    def current(self, reading: Reading) -> World:
        """The world at the snapshot's revision, compiled anew only when the law changed."""
        revision = reading.law_revision()
        kept = self._kept
        if kept is None or kept.revision != revision:
            made = compile_world(reading, revision, kept)
            kept = self._kept = msgspec.structs.replace(made, policies=self._policies)
        return kept


def compile_world(reading: Reading, revision: int, previous: World | None = None) -> World:
    """Load every text and act and compile them; what did not change is taken over.

    Args:
        reading: a snapshot of the store.
        revision: of the law, as the snapshot has it.
        previous: the world of an earlier revision.

    Raises:
        InstrumentAltered, InstrumentTextError: a text held is not what its digest says.
    """
    texts = [
        instruments.load_held(row.source, row.identifier, row.digest) for row in reading.texts()
    ]
    acts = [act_heard(row) for row in reading.acts()]
    by_digest = {text.clauses_digest: text for text in texts}
    same_texts = previous is not None and previous.texts == by_digest
    return World(
        revision=revision,
        texts=by_digest,
        library=previous.library if previous is not None and same_texts else Library.of(texts),
        play=Play.of(texts, acts, previous=None if previous is None else previous.play),
        assurances=_grouped(
            ((act.assurance.party, act.assurance.to), act.assurance)
            for act in acts
            if isinstance(act, AssuranceGiven)
        ),
        consents=_grouped(
            (act.consent.product, act.consent) for act in acts if isinstance(act, ConsentGiven)
        ),
        approvals=_grouped(
            ((act.party, act.approval.product), act.approval)
            for act in acts
            if isinstance(act, ReleaseApproved)
        ),
    )


def act_of(row: ActRow) -> Act:
    """The act inside a stored row; its signature was verified before it was stored."""
    return _inside(row.envelope)


@lru_cache(maxsize=ACTS_KEPT)
def _inside(envelope: bytes) -> Act:
    _, payload = dsse.read_unverified(envelope, signed_acts.PAYLOAD_TYPE)
    act: Act = canonical.parse(payload, Act)
    return act


def act_heard(row: ActRow) -> Act:
    """The act inside a stored row; of a fact, as recorded when it came, whatever date it bears.

    What undoes an end is too late when it comes after it, and its date is the sender's own.
    """
    act = act_of(row)
    if isinstance(act, FactRecorded | NoticeDelivered):
        return msgspec.structs.replace(act, at=row.learnt)
    return act


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """Values by key, each in the order given."""
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}
