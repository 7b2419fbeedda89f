"""The cases of a literate file as written: a question, the facts behind it, the answer expected.

Schema and defaults: docs/protocol/literate.md. `law.example` turns one into a full `Case`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, TypeAlias

import msgspec

from accordant.errors import InstrumentTextError, MalformedInput
from accordant.literate.document import Block
from accordant.literate.fit import fit
from accordant.model.case import Force, Outcome
from accordant.model.instant import Instant, from_datetime
from accordant.model.marking import Marker
from accordant.model.party import Party
from accordant.model.precedence import Precedence
from accordant.model.precision import Precision
from accordant.model.product import Word
from accordant.model.text import Digest

Parties: TypeAlias = Annotated[tuple[Party, ...], msgspec.Meta(min_length=1, max_length=64)]


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """No unknown key, every field by name."""


class AskedAssurance(_Strict, frozen=True):
    """The recipient's assurance, where it is not the plain one."""

    post: str | None = None
    level: str | None = None
    given: Instant | None = None
    until: Instant | None = None
    clearance: bool = True
    need: bool = True
    protection: bool = True


class AskedConsent(_Strict, frozen=True):
    """An originator's consent; what is not said is as asked."""

    originator: str | None = None
    product: str | None = None
    version: int | None = None
    recipient: str | None = None
    purpose: str | None = None
    given: Instant | None = None
    until: Instant | None = None


class AskedEquity(_Strict, frozen=True):
    """Another originator in the item, and the instrument it was provided under."""

    originator: str
    under: str | None = None  # identifier; None: this file's; "" = not known
    product: str | None = None
    version: int | None = None


class AskedOrder(_Strict, frozen=True):
    """When the order was signed and revoked."""

    signed: Instant
    revoked: Instant | None = None


class Ask(_Strict, frozen=True, rename={"releaser": "from", "recipient": "to"}):
    """The question. What is not said has the default documented for it."""

    level: str
    at: Instant
    releaser: str | None = None
    recipient: str | None = None
    direction: Literal["outbound", "inbound"] = "outbound"
    post: str | None = None
    product: str | None = None
    version: int = 1
    kind: str = "launch-report"
    caveats: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ("dprk-missile",)
    form: str = "electronic"
    purpose: str = "dprk-missile-threat"
    marker: Marker = "REAL"
    precedence: Precedence = "routine"
    route: str = "direct"
    contractor: bool = False
    precision: Precision | None = None  # what the item was reduced to
    clock: Literal["sound", "unsound"] = "sound"
    force: Force | None = None
    met: tuple[Word, ...] | None = None
    also: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()  # of the texts in play beside this one, those out of force
    assurance: bool | AskedAssurance = True
    consents: tuple[AskedConsent, ...] = ()
    equities: tuple[AskedEquity, ...] = ()
    approved: bool | None = None
    order: Literal["signed", "none", "revoked"] | AskedOrder = "signed"


class AskedAct(_Strict, frozen=True):
    """One fact: who adopted, signed, notified, gave notice or denounced, and when."""

    adopted: Parties = ()
    signed: Parties = ()
    notified: Parties = ()
    notice: Parties = ()
    denounced: Parties = ()
    at: Instant | None = None
    delivered: Instant | None = None
    channel: str | None = None
    clauses: Digest | None = None


STANDS_WITH = {
    "adopted": ("at",),
    "signed": ("at",),
    "notified": ("delivered",),
    "notice": ("delivered", "channel"),
    "denounced": ("delivered", "channel"),
}
"""The words an act may be of, each with the keys that say when and how."""


class Expect(_Strict, frozen=True):
    """The answer: what must come out, and what must be among its reasons and duties."""

    outcome: Outcome
    because: tuple[str, ...] = ()
    obligations: tuple[str, ...] = ()
    cure: bool | None = None


class _Table(_Strict, frozen=True):
    ask: Ask
    expect: Expect
    acts: tuple[AskedAct, ...] = ()


class Example(msgspec.Struct, frozen=True):
    """One case of a literate file, with the place it stands."""

    title: str
    article: str
    place: str
    ask: Ask
    acts: tuple[AskedAct, ...]
    expect: Expect


def parse_example(block: Block, article: str) -> Example:
    """Return the case of a block.

    Raises:
        InstrumentTextError: an unknown key, a missing one, or facts that say two things.
    """
    table = fit(instants_of(block.table, block.place), _Table, block.place)
    for act in table.acts:
        _check_act(act, block.place)
    if table.acts and table.ask.force is not None:
        raise InstrumentTextError("a case states `force` or `acts`, not both", place=block.place)
    return Example(block.name, article, block.place, table.ask, table.acts, table.expect)


def instants_of(value: Any, place: str) -> Any:
    """Return a TOML value with every date and time as an instant, ready to hash.

    Raises:
        InstrumentTextError: a date outside the years an instant can have.
    """
    if isinstance(value, dict):
        return {key: instants_of(inner, place) for key, inner in value.items()}
    if isinstance(value, list):
        return [instants_of(inner, place) for inner in value]
    if isinstance(value, datetime):
        try:
            return from_datetime(value)
        except MalformedInput as error:
            raise InstrumentTextError(error.message, place=place) from None
    return value


def _check_act(act: AskedAct, place: str) -> None:
    """Each act is one fact with the instants that belong to it."""
    said = [word for word in STANDS_WITH if getattr(act, word)]
    if len(said) != 1:
        *words, last = (f"`{word}`" for word in STANDS_WITH)
        raise InstrumentTextError(f"an act is one of {', '.join(words)} and {last}", place=place)
    wanted = STANDS_WITH[said[0]]
    allowed = {*wanted, "clauses"} if said[0] == "adopted" else {*wanted}
    given = {
        key for key in ("at", "delivered", "channel", "clauses") if getattr(act, key) is not None
    }
    if not given.issuperset(wanted) or given - allowed:
        keys = " and ".join(f"`{key}`" for key in wanted)
        raise InstrumentTextError(f"`{said[0]}` stands with {keys}", place=place)
