"""The law as this node holds it at one revision: texts compiled, acts applied, assurances known.

Compiling takes milliseconds, deciding microseconds; so the compiled world is kept until a text or
an act is saved (`law_revision`), by whichever process of the node saved it.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from accordant import canonical
from accordant.decision.library import Library
from accordant.envelope import acts as signed_acts
from accordant.envelope import dsse
from accordant.law import instrument as instruments
from accordant.law.instrument import Instrument
from accordant.law.play import Play
from accordant.model.act import Act, AssuranceGiven, ConsentGiven, ReleaseApproved
from accordant.model.case import Approval, Assurance, Consent
from accordant.operations.ports import ActRow, Reading


class World(msgspec.Struct, frozen=True):
    """Everything `decide` needs besides the item: immutable, of one revision."""

    revision: int
    texts: dict[str, Instrument]  # by clause digest
    library: Library
    play: Play
    assurances: dict[tuple[str, str], tuple[Assurance, ...]]  # (who assures, to whom)

    def identifier_of(self, digest: str) -> str:
        """The identifier a person knows a text by; a short digest for one not held."""
        text = self.texts.get(digest)
        return text.identifier if text is not None else digest[:12]


class Worlds:
    """Keeps the compiled world until the law changes."""

    def __init__(self) -> None:
        self._kept: World | None = None

    def current(self, reading: Reading) -> World:
        """The world at the snapshot's revision, compiled anew only when the law changed."""
        revision = reading.law_revision()
        kept = self._kept
        if kept is None or kept.revision != revision:
            kept = self._kept = compile_world(reading, revision)
        return kept


def compile_world(reading: Reading, revision: int) -> World:
    """Load every text and act and compile them.

    Raises:
        InstrumentAltered, InstrumentTextError: a text held is not what its digest says.
    """
    texts = [
        instruments.load_held(row.source, row.identifier, row.digest) for row in reading.texts()
    ]
    acts = [act_of(row) for row in reading.acts()]
    return World(
        revision=revision,
        texts={text.clauses_digest: text for text in texts},
        library=Library.of(texts),
        play=Play.of(texts, acts),
        assurances=_assurances(acts),
    )


def act_of(row: ActRow) -> Act:
    """The act inside a stored row; its signature was verified before it was stored."""
    _, payload = dsse.read_unverified(row.envelope, signed_acts.PAYLOAD_TYPE)
    act: Act = canonical.parse(payload, Act)
    return act


def consents_about(reading: Reading, product: str) -> tuple[Consent, ...]:
    """Every consent held for a product, whichever version, recipient and purpose."""
    acts = _acts_about(reading, product)
    return tuple(act.consent for act in acts if isinstance(act, ConsentGiven))


def approvals_about(reading: Reading, product: str) -> tuple[Approval, ...]:
    """Every approval of this node's releasing authority for a product."""
    acts = _acts_about(reading, product)
    return tuple(act.approval for act in acts if isinstance(act, ReleaseApproved))


def _acts_about(reading: Reading, product: str) -> list[Act]:
    return [act_of(row) for row in reading.acts_about(product)]


def _assurances(acts: Iterable[Act]) -> dict[tuple[str, str], tuple[Assurance, ...]]:
    found: dict[tuple[str, str], list[Assurance]] = {}
    for act in acts:
        if isinstance(act, AssuranceGiven):
            word = act.assurance
            found.setdefault((word.party, word.to), []).append(word)
    return {pair: tuple(words) for pair, words in found.items()}
