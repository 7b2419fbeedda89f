"""A case of a literate file, made whole: every default filled in, ready to be decided.

The defaults make the plain case pass, so that a drafter writes only what the case is about.
They are listed in docs/protocol/literate.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from msgspec.structs import replace

from accordant.clauses.arrangement import Arrangement, borrowed, leg
from accordant.clauses.equivalence import corresponding
from accordant.clauses.parties import bound
from accordant.clauses.precondition import Precondition, with_met
from accordant.clauses.registry import registries_of
from accordant.errors import InstrumentTextError
from accordant.law.ask import AskedAct, AskedAssurance, AskedConsent, AskedOrder, Example
from accordant.law.force import force_at
from accordant.law.instrument import Instrument, clause_of
from accordant.model.act import (
    Act,
    Adopted,
    FactRecorded,
    NoticeDelivered,
    RequirementsNotified,
)
from accordant.model.case import (
    SECOND as SECOND_CASE,
)
from accordant.model.case import (
    Approval,
    Assurance,
    Case,
    Consent,
    Equity,
    InPlay,
    ItemFacts,
    OrderInPlay,
)
from accordant.model.fact import Fact, FactKind
from accordant.model.instant import Instant

__all__ = ["Example", "acts_of", "to_case"]

DAY = 86_400_000  # milliseconds
SECOND = 1_000
STATED = "in-force"  # basis of a force that a case states without acts

T = TypeVar("T")


def to_case(example: Example, text: Instrument, texts: Mapping[str, Instrument]) -> Case:
    """Return the full case of an example in `text`; `texts` are the others, by identifier.

    Raises:
        InstrumentTextError: the example names a text that is not among `texts`.
    """
    return _Staging(example, text, texts).case()


def acts_of(example: Example, text: Instrument) -> tuple[Act, ...]:
    """Return the facts of an example, one act for each party that acted."""
    return tuple(act for asked in example.acts for act in _acts(asked, text))


def _acts(asked: AskedAct, text: Instrument) -> Iterator[Act]:
    identifier, delivered = text.identifier, asked.delivered or 0
    for party in asked.adopted:
        yield Adopted(party, identifier, asked.clauses or text.clauses_digest, asked.at or 0)
    for party in asked.signed:
        yield _recorded(text, "signed", party, asked.at or 0)
    for party in asked.notified:
        yield RequirementsNotified(party, identifier, delivered, at=delivered)
    for party in asked.notice:
        yield NoticeDelivered(party, identifier, asked.channel or "", delivered, at=delivered)
    for party in asked.denounced:
        yield _recorded(text, "denounced", party, delivered, asked.channel)


def _recorded(
    text: Instrument, kind: FactKind, party: str, at: Instant, channel: str | None = None
) -> FactRecorded:
    """A fact that has no act of its own, as its party's treaty desk records it at once."""
    fact = Fact(
        name=f"{party.lower().replace(':', '-')}-{kind}-{at}",
        kind=kind,
        instrument=text.identifier,
        party=party,
        at=at,
        zone=text.zone or "UTC",
        precision="millisecond",
        channel=channel,
        source="a case of the text",
    )
    return FactRecorded(party, fact, at)


class _Staging:
    """Fills one example's gaps, each from what is already known of it."""

    def __init__(
        self, example: Example, text: Instrument, texts: Mapping[str, Instrument]
    ) -> None:
        self._example, self._text = example, text
        self._texts = {**texts, text.identifier: text}
        ask = self._ask = example.ask
        self._releaser = _given(ask.releaser, text.parties[0])
        self._recipient = _given(ask.recipient, self._other_side())
        self._post = _given(ask.post, self._usual_post())
        self._product = _given(ask.product, f"{self._releaser}-case-1")
        self._before = ask.at - DAY
        self._agreements = self._in_play()
        self._legs = self._borrowed()

    def case(self) -> Case:
        """The whole case."""
        case, ask = self._first(), self._ask
        if ask.precision is None:
            return case
        facts = ItemFacts(
            provided_for=ask.purpose, originators=(self._releaser,), precision=ask.precision
        )
        return replace(case, format=SECOND_CASE, item=facts)

    def _first(self) -> Case:
        """The case as the first format has it."""
        ask = self._ask
        return Case(
            direction=ask.direction,
            releaser=self._releaser,
            recipient=self._recipient,
            post=self._post,
            product=self._product,
            version=ask.version,
            kind=ask.kind,
            level=ask.level,
            caveats=ask.caveats,
            subjects=ask.subjects,
            form=ask.form,
            purpose=ask.purpose,
            marker=ask.marker,
            precedence=ask.precedence,
            route=ask.route,
            contractor=ask.contractor,
            equities=self._equities(),
            instruments=tuple(map(self._stands, (*self._agreements, *self._legs))),
            orders=tuple(self._orders()),
            consents=tuple(self._consent(consent) for consent in ask.consents),
            assurances=self._assurances(),
            approvals=self._approvals(),
            clock_sound=ask.clock == "sound",
            at=ask.at,
        )

    def _other_side(self) -> str:
        if self._text.kind == "order":
            return str(getattr(self._text.clauses[0], "to", ""))
        return next(party for party in self._text.parties if party != self._releaser)

    def _usual_post(self) -> str:
        if self._text.kind == "order":
            return str(getattr(self._text.clauses[0], "posts", ("",))[0])
        registry = clause_of(self._text, "registry")
        registries = registries_of(registry, self._recipient) if registry is not None else ()
        return registries[0] if registries else f"{self._recipient}:HQ/watch"

    def _in_play(self) -> list[Instrument]:
        """The agreements between the two sides: this file's, or its order's, and those named."""
        if self._text.kind == "order":
            under = str(getattr(self._text.clauses[0], "under", ""))
            own = [] if under == "unclassified" else [self._named(under)]
        else:
            own = [self._text]
        also = [self._named(name) for name in self._ask.also]
        sides = {self._releaser, self._recipient}
        return [
            text
            for text in (*own, *also)
            if text.kind == "instrument"
            and len(sides) > 1
            and all(bound(text.parties, side) for side in sides)
        ]

    def _borrowed(self) -> list[Instrument]:
        """What the arrangements in play borrow and is held; the decision says what is not."""
        names = {name for text in self._agreements for name in borrowed(text.clauses)}
        names -= {text.identifier for text in self._agreements}
        return [self._texts[name] for name in sorted(names) if name in self._texts]

    def _named(self, identifier: str) -> Instrument:
        if identifier not in self._texts:
            raise InstrumentTextError(
                f"the case names `{identifier}`, which is not held", place=self._example.place
            )
        return self._texts[identifier]

    def _stands(self, agreement: Instrument) -> InPlay:
        """Its force, and the conditions of its text that are met: all, unless the case says."""
        in_play, ask = self._force_of(agreement), self._ask
        required = (each.requires for each in agreement.clauses if isinstance(each, Precondition))
        words = frozenset(word for requires in required for word in requires)
        if ask.met is not None and self._is_tried(agreement):
            words = frozenset(ask.met)
        return with_met(in_play, words) if words else in_play

    def _force_of(self, agreement: Instrument) -> InPlay:
        """By the acts where the case states them, else as it says."""
        if self._example.acts and agreement is self._text:
            return force_at(agreement, acts_of(self._example, agreement), self._ask.at)
        force = self._ask.force if self._is_tried(agreement) else None
        force = force or "in-force"
        if agreement.identifier in self._ask.ended:
            force = "not-in-force"
        if force == "in-force":
            return InPlay(agreement.clauses_digest, force, STATED, {"since": "stated"})
        return InPlay(agreement.clauses_digest, force, "stated")

    def _is_tried(self, agreement: Instrument) -> bool:
        """Whether it is this file's agreement, or the one an order of this file acts under."""
        if self._text.kind == "instrument":
            return agreement is self._text
        under = str(getattr(self._text.clauses[0], "under", ""))
        return agreement.identifier == under

    def _equities(self) -> tuple[Equity, ...]:
        ask = self._ask
        return tuple(
            Equity(
                equity.originator,
                self._digest_of(_given(equity.under, self._text.identifier)),
                _given(equity.product, self._product),
                _given(equity.version, ask.version),
            )
            for equity in ask.equities
        )

    def _digest_of(self, identifier: str) -> str:
        return self._named(identifier).clauses_digest if identifier else ""

    def _consent(self, consent: AskedConsent) -> Consent:
        ask = self._ask
        first = ask.equities[0].originator if ask.equities else self._releaser
        return Consent(
            _given(consent.originator, first),
            _given(consent.product, self._product),
            _given(consent.version, ask.version),
            _given(consent.recipient, self._recipient),
            _given(consent.purpose, ask.purpose),
            _given(consent.given, self._before),
            consent.until,
        )

    def _assurances(self) -> tuple[Assurance, ...]:
        """The recipient's word, and that of each hub an arrangement in play goes through."""
        if self._ask.assurance is False:
            return ()
        own = self._assurance(self._recipient, self._post, self._agreements)
        hubs = [
            self._assurance(clause.hub, f"{clause.hub}/watch", self._resting_on(clause))
            for text in self._agreements
            if (clause := clause_of(text, "arrangement")) is not None
        ]
        return (own, *hubs)

    def _assurance(self, party: str, post: str, under: list[Instrument]) -> Assurance:
        asked = self._ask.assurance
        word = asked if isinstance(asked, AskedAssurance) else AskedAssurance()
        return Assurance(
            party=party,
            to=self._releaser,
            post=_given(word.post, post),
            level=_given(word.level, _highest_level(party, under)),
            clearance=word.clearance,
            need=word.need,
            protection=word.protection,
            given=_given(word.given, self._before),
            until=word.until,
        )

    def _resting_on(self, clause: Arrangement) -> list[Instrument]:
        name = leg(clause, self._releaser)
        return [text for text in (*self._legs, *self._agreements) if text.identifier == name]

    def _approvals(self) -> tuple[Approval, ...]:
        ask = self._ask
        if not _given(ask.approved, self._text.kind == "instrument"):
            return ()
        return (
            Approval(
                self._product, ask.version, self._recipient, ask.purpose, self._before, self._post
            ),
        )

    def _orders(self) -> Iterator[OrderInPlay]:
        """The order under test as the case says, and every other order the case names."""
        asked, before = self._ask.order, self._before
        if self._text.kind == "order" and asked != "none":
            digest = self._text.clauses_digest
            if isinstance(asked, AskedOrder):
                yield OrderInPlay(digest, asked.signed, asked.revoked)
            else:
                revoked: Instant | None = self._ask.at - SECOND
                yield OrderInPlay(digest, before, revoked if asked == "revoked" else None)
        for name in self._ask.also:
            named = self._named(name)
            if named.kind == "order":
                yield OrderInPlay(named.clauses_digest, before)


def _highest_level(party: str, agreements: list[Instrument]) -> str:
    """A party's highest level with an equal, under the first of these agreements with one."""
    for agreement in agreements:
        table = clause_of(agreement, "equivalence")
        for row in table.rows if table is not None else ():
            own = corresponding(table, row[0], party)
            if own:
                return str(own[0])
    return ""


def _given(value: T | None, default: T) -> T:
    return default if value is None else value
