"""A fact: one thing that happened to an instrument, with its instant, its source and its weight.

Facts are in the past tense and never change; what they mean together is asked of the law, as of
any instant and as known at any other. The words of `FactKind` are stable: a record written today
is read in fifty years, so a kind is never renamed and never removed (tests/vectors/fact).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal, TypeAlias, get_args

import msgspec

from accordant.model.instant import Instant, Precision
from accordant.model.party import Party
from accordant.model.product import Short, Word
from accordant.model.text import Digest, Identifier

FactKind: TypeAlias = Literal[
    # how it begins
    "signed",
    "requirements-notified",
    # how it is to end, and how that is undone
    "notice-delivered",
    "denounced",
    "notice-revoked",
    "notice-suspended",
    "suspension-withdrawn",
    "notes-withdrawn",
    # whether it operates meanwhile
    "operation-suspended",
    "operation-resumed",
    # what it says
    "amended",
    "corrected",
    # how else it ends
    "terminated",
    "replaced",
    # what is thought of it
    "contested",
    "reading-held",
    # around it, without effect on force
    "authority-designated",
    "law-changed",
    "domestic-step",
    "arrangement-made",
    "condition-met",
    "consultation",
    "claimed",
    "happened",
]

FACT_KINDS: tuple[str, ...] = get_args(FactKind)

JOINT: frozenset[str] = frozenset(
    {"operation-resumed", "amended", "corrected", "terminated", "replaced"}
)
"""Acts of all parties together: no party's word alone makes one."""

Confidence: TypeAlias = Literal["established", "reported", "disputed", "memory"]
"""How far to trust it: read in an official text; told by a source that was read; told by one
source and denied by another; from memory, unverified."""

Question: TypeAlias = Literal["counting", "zone", "suspended-notice"]
"""What a text of an agreement can leave open, and a party can hold a reading of."""

ANSWERS: Mapping[Question, tuple[str, ...]] = MappingProxyType(
    {
        "counting": ("expiry", "last-day", "clear"),
        "zone": (),  # a capital, as a word: `tokyo`, `new-delhi`
        "suspended-notice": ("revivable", "spent"),
    }
)
"""The answers a question can have; `suspended-notice` asks whether a notice whose effect was
suspended can be brought back to life (`revivable`) or is used up, so that only a new one ends the
instrument (`spent`)."""


class Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One thing that happened to one instrument.

    `at` is the instant that counts: of a note, its delivery to the other party, never its sending.
    What is known to the day alone stands at the first instant of that day in its zone.
    """

    format: Literal["accordant/fact/1"] = "accordant/fact/1"
    name: Identifier  # of the fact: by it later facts refer to this one
    kind: FactKind
    instrument: Identifier
    party: Annotated[str, msgspec.Meta(pattern=r"^([A-Z]{3}(:[A-Z0-9]{1,16})?)?\Z")] = ""
    """Who did it; empty for what all parties did together."""
    at: Instant
    zone: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_+/-]{1,40}\Z")]  # as told, IANA
    precision: Precision = "minute"
    channel: Word | None = None  # of a note: `diplomatic`, `press`
    place: Short = ""  # where it was handed over, or done
    signatory: Short = ""  # office, and name where the act is public
    full_powers: bool = True  # false: whoever did it could not bind the party
    of: Identifier | None = None  # the earlier fact this one acts on
    effect: Instant | None = None  # takes effect then, where that is not `at`
    clauses: Digest | None = None  # amended, corrected: the new text
    by: Identifier | None = None  # replaced: the instrument that takes its place
    ground: Literal["consent", "breach", "impossibility", "change"] | None = None
    governs_held: bool = False  # amended: also what was provided under the old text
    question: Question | None = None  # reading-held
    answer: Word | None = None
    authority: Party | None = None  # authority-designated
    condition: Word | None = None  # condition-met: which condition of the text
    words: Short = ""  # what it says, in one line
    source: Short  # where it was read
    confidence: Confidence = "reported"
    learnt: Instant | None = None  # when it could first be known; None: when it was recorded


def known_from(fact: Fact) -> Instant:
    """Return the instant from which a fact could be known."""
    return fact.at if fact.learnt is None else fact.learnt


def counts_from(fact: Fact) -> Instant:
    """Return the instant from which a fact does what it does, where that is not when it happened.

    A notice counts from its delivery whatever it says. An end, a replacement and a change of the
    text agreed for a later day are agreed at once: the law shows the day they are agreed for.
    """
    if fact.effect is None or fact.kind in _AT_ONCE:
        return fact.at
    return max(fact.at, fact.effect)


_AT_ONCE = frozenset(
    {"notice-delivered", "denounced", "terminated", "replaced", "amended", "corrected"}
)

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "signed": ("party",),
        "requirements-notified": ("party", "channel"),
        "notice-delivered": ("party", "channel"),
        "denounced": ("party", "channel"),
        "notice-revoked": ("party", "channel", "of"),
        "notice-suspended": ("party", "channel", "of"),
        "suspension-withdrawn": ("party", "channel", "of"),
        "notes-withdrawn": ("party", "channel", "of"),
        "operation-suspended": ("ground",),
        "operation-resumed": ("of",),
        "amended": ("clauses", "effect"),
        "corrected": ("clauses",),
        "terminated": ("ground",),
        "replaced": ("by",),
        "contested": ("party", "of"),
        "reading-held": ("party", "question", "answer"),
        "authority-designated": ("party", "authority"),
        "law-changed": ("party", "words"),
        "domestic-step": ("party", "words"),
        "arrangement-made": ("words",),
        "condition-met": ("condition",),
        "consultation": ("words",),
        "claimed": ("words",),
        "happened": ("words",),
    }
)
"""The fields a kind cannot do without, beside those every fact has."""


MEANS: Mapping[str, str] = MappingProxyType(
    {
        "signed": "A party signed the instrument.",
        "requirements-notified": "A party's note that its domestic requirements are met was "
        "delivered.",
        "notice-delivered": "A party's note of its intent to end the instrument was delivered.",
        "denounced": "The same, where the text calls it denunciation.",
        "notice-revoked": "A party took back its notice before it took effect.",
        "notice-suspended": "A party suspended the effect of its notice.",
        "suspension-withdrawn": "A party gave its suspended notice effect again.",
        "notes-withdrawn": "A party withdrew its notice and the suspension of it.",
        "operation-suspended": "The operation is suspended: by consent, or by one party on a "
        "ground it names, which the other can contest.",
        "operation-resumed": "The parties took up operation again.",
        "amended": "The parties agreed on another text, from a cut-over on; with or without what "
        "is held already.",
        "corrected": "The parties corrected words that change no clause.",
        "terminated": "The parties ended the instrument by consent.",
        "replaced": "Another instrument took its place.",
        "contested": "A party contests what another did.",
        "reading-held": "A party holds a reading of what the text leaves open.",
        "authority-designated": "A party designated a competent authority.",
        "law-changed": "A party's own law changed in a way that touches protection.",
        "domestic-step": "A step at home: cabinet, assent, approval by a parliament.",
        "arrangement-made": "The authorities made an implementing arrangement.",
        "condition-met": "A condition of the text was met: an assessment visit, an arrangement.",
        "consultation": "The parties consulted each other.",
        "claimed": "Somebody claims it; evidence, never law.",
        "happened": "Something around the instrument, without effect on it.",
    }
)
"""What each kind says, in one sentence."""


def fault_of(fact: Fact) -> str:
    """Return what a fact lacks to be one of its kind, or says beside it; empty when whole."""
    missing = [name for name in NEEDS[fact.kind] if not getattr(fact, name)]
    if missing:
        return f"a fact of kind `{fact.kind}` states its {' and '.join(missing)}"
    if fact.kind in JOINT and fact.party:
        return f"`{fact.kind}` is an act of all parties together and names none"
    if fact.kind == "operation-suspended" and (fact.ground == "consent") == bool(fact.party):
        return "suspension by consent names no party; on any other ground it names one"
    return _fault_of_reading(fact)


def _fault_of_reading(fact: Fact) -> str:
    if fact.question is None or fact.answer is None:
        return ""
    answers = ANSWERS[fact.question]
    if answers and fact.answer not in answers:
        return f"`{fact.question}` is answered by {', '.join(answers)}"
    return ""
