"""A case is exactly what `decide` may read, and a decision is what it answers.

The case is stored with the decision and named by its digest, so that any past decision can be
replayed to the same answer from the case and the texts it cites by digest.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec
from msgspec import UNSET, UnsetType

from accordant.model.instant import Instant
from accordant.model.marking import Level, Marker
from accordant.model.party import Party, Post
from accordant.model.precedence import Precedence
from accordant.model.precision import Precision
from accordant.model.product import ProductId, Version, Word

Outcome: TypeAlias = Literal["release", "withhold", "refer"]
Force: TypeAlias = Literal["in-force", "not-in-force", "unknown"]
SECOND: Literal["accordant/case/2"] = "accordant/case/2"


class InPlay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An instrument between releaser and recipient, and its force at the case's instant.

    `basis` is a sentence key of the law (why it is or is not in force), `facts` its parameters;
    under `met` stand the conditions of the text that the record says are met, by word.
    """

    instrument: str  # clause digest
    force: Force
    basis: str = ""
    facts: dict[str, str] = {}


class OrderInPlay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A national standing order: signed when, revoked when (None = stands)."""

    order: str  # clause digest
    signed: Instant
    revoked: Instant | None = None


class Equity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Another originator whose rule stays on the item: under which instrument it came."""

    originator: str
    instrument: str  # clause digest of the instrument it was provided under; "" = not known
    product: str
    version: Version


class Consent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An originator's prior written approval: one item, version, recipient and purpose."""

    originator: Party
    product: ProductId
    version: Version
    recipient: Party
    purpose: Word
    given: Instant
    until: Instant | None = None


class Assurance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The recipient's word, before providing: cleared, in need, protected alike; by post."""

    party: Party  # who assures
    to: Party  # the providing party
    post: Post
    level: Level  # highest level of the assuring party's own terms that the post is cleared for
    clearance: bool
    need: bool
    protection: bool
    given: Instant
    until: Instant | None = None


class Approval(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A releasing authority's yes to one referred release."""

    product: str
    version: Version
    recipient: str
    purpose: str
    given: Instant
    post: str = ""  # the recipient's post the item was shown to be for; a yes for no other
    contractor: bool | UnsetType = UNSET  # set: a yes to giving it to a contractor, and only that


class ItemFacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a decision asks of an item beyond its marking: facts of its portions, no content."""

    disciplines: tuple[Word, ...] = ()  # of all portions, sorted; none in the first format
    contents: tuple[Word, ...] = ()  # kinds of content of all portions, sorted
    for_release: bool = False  # its portions were written for release: a tear line
    provided_for: Word  # the purpose the product itself states
    valid_from: Instant | None = None
    valid_until: Instant | None = None  # inclusive
    originators: tuple[str, ...]  # exact organs
    precision: Precision | UnsetType = UNSET  # what its times and places were reduced to


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything one decision depends on.

    The second format has the facts of the item; a case of the first is decided as it ever was.
    """

    format: Literal["accordant/case/1", "accordant/case/2"] = "accordant/case/1"
    direction: Literal["outbound", "inbound"] = "outbound"
    releaser: str
    recipient: str
    post: str = ""  # the recipient's post or cell the item is for
    product: str = ""
    version: Version = 1
    kind: str
    level: str  # the releaser's marking, "KOR:II"; "" = unmarked
    caveats: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    form: str = "electronic"
    purpose: str = ""
    marker: Marker = "REAL"
    precedence: Precedence = "routine"
    route: str = "direct"
    contractor: bool = False
    equities: tuple[Equity, ...] = ()
    instruments: tuple[InPlay, ...] = ()
    orders: tuple[OrderInPlay, ...] = ()
    consents: tuple[Consent, ...] = ()
    assurances: tuple[Assurance, ...] = ()
    approvals: tuple[Approval, ...] = ()
    clock_sound: bool = True
    at: Instant
    item: ItemFacts | UnsetType = UNSET
    above: tuple[Level, ...] | UnsetType = UNSET
    """The releaser's levels known to stand above the item's, where a table does not name it."""

    def __post_init__(self) -> None:
        """Refuse a case that mixes the two formats."""
        if (self.format == SECOND) == isinstance(self.item, UnsetType):
            raise ValueError("the facts of the item are of the second format of cases, and in it")
        if self.format != SECOND and not isinstance(self.above, UnsetType):
            raise ValueError("what stands above a level is of the second format of cases")


class Finding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one clause said: its place, its verdict and the sentence that explains it.

    `instrument` is empty for the rules of the decision itself (default, clock).
    """

    verdict: Literal["pass", "withhold", "refer", "error"]
    instrument: str  # clause digest of the instrument or order
    article: str
    clause: str  # clause kind
    sentence: str  # key into the clause kind's sentences
    facts: dict[str, str] = {}


class Obligation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A duty the recipient takes on with the item."""

    instrument: str
    article: str
    duty: str  # stable slug: "mark-with-originator", "report-loss"
    sentence: str
    facts: dict[str, str] = {}


class RouteOutcome(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one instrument on one route came to, chosen or not."""

    route: str
    instrument: str
    outcome: Outcome
    findings: tuple[Finding, ...]


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Release, withhold or refer; why; what then; and what the other routes came to."""

    format: Literal["accordant/decision/1"] = "accordant/decision/1"
    outcome: Outcome
    route: str = ""
    instrument: str = ""  # clause digest relied on, for a release or a refer
    order: str = ""  # clause digest of the standing order relied on
    determining: tuple[Finding, ...]
    obligations: tuple[Obligation, ...] = ()
    alternatives: tuple[RouteOutcome, ...] = ()
