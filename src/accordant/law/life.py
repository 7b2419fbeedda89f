"""The life of one instrument under one construction: its facts taken in order, none skipped.

Each fact either leads on by the table of `law.lifecycle` or is *without effect*, with the reason
and what would have been possible; the record keeps it either way. Pure: time passes only as the
instants of the facts and the last days they set.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import NamedTuple, TypeAlias

from accordant.law.facts import Entry
from accordant.law.instrument import Instrument, clause_of
from accordant.law.lifecycle import ALIVE, FORCE_KINDS, State, may_follow, possible
from accordant.law.reading import Construction
from accordant.law.term import end_by_notice, end_of, end_of_term
from accordant.model.fact import Fact, counts_from
from accordant.model.instant import INSTANT_MAX, Instant, day_of
from accordant.model.party import state_of

ENTERS_BY = {"later-of-notifications": "requirements-notified", "signature": "signed"}
"""The fact each party owes before the instrument is in force, by the entry clause."""

STARTS_MAX = 32
NOTICES_MAX = 64
"""Beyond these a fact has no effect: a party that notifies without end stops nobody's node."""


class Step(NamedTuple):
    """From an instant on: the state, the law's reason as a sentence key, and its parameters."""

    at: Instant
    state: State
    basis: str
    facts: dict[str, str]


class WithoutEffect(NamedTuple):
    """A fact that moved nothing: why, in which state, and what was possible instead."""

    fact: Fact
    reason: str  # sentence key
    state: State
    instead: tuple[str, ...]


class Move(NamedTuple):
    """What one fact did: from which state to which."""

    fact: Fact
    before: State
    after: State


class Life(NamedTuple):
    """The steps in order of time, what moved it, and the facts that had no effect."""

    steps: tuple[Step, ...]
    starts: tuple[Instant, ...]  # of the steps
    moves: tuple[Move, ...]
    without_effect: tuple[WithoutEffect, ...]
    entry: Instant | None


@dataclass(slots=True)
class _Notice:
    """A notice that stands, whose last day was worked out once it could be."""

    fact: Fact
    assumed: bool
    last: date | None = None
    ends: Instant = INSTANT_MAX
    late: bool = False
    dormant: bool = False  # its effect is suspended


Answer: TypeAlias = str
"""Empty when a fact has its effect, else the reason why it has none."""


def live(text: Instrument, entries: Iterable[Entry], construction: Construction) -> Life:
    """Return the life of an instrument under one construction.

    Args:
        text: the instrument.
        entries: its facts, those of one instant in the order in which they count.
        construction: the answers to what the text leaves open.
    """
    course = _Course(text, construction)
    for entry in sorted(entries, key=lambda entry: counts_from(entry.fact)):
        if entry.fact.kind in FORCE_KINDS:
            course.pass_time(counts_from(entry.fact))
            course.take(entry)
    course.pass_time(INSTANT_MAX)
    return Life(
        tuple(course.steps),
        tuple(step.at for step in course.steps),
        tuple(course.moves),
        tuple(course.without_effect),
        course.entry,
    )


@dataclass
class _Course:
    """The state while facts are taken."""

    text: Instrument
    construction: Construction
    steps: list[Step] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    without_effect: list[WithoutEffect] = field(default_factory=list)
    entry: Instant | None = None
    signed: set[str] = field(default_factory=set)
    owed: dict[str, Instant] = field(default_factory=dict)  # first fact each party owed for entry
    starts: list[Instant] = field(default_factory=list)  # when the terms may have begun
    notices: list[_Notice] = field(default_factory=list)
    suspensions: list[Fact] = field(default_factory=list)
    agreed: tuple[Instant, str, str] | None = None  # an end agreed: when, basis, by what
    ended: tuple[str, dict[str, str]] | None = None

    def __post_init__(self) -> None:
        """Read the rules of the text once."""
        self.states = {state_of(party) for party in self.text.parties}
        self.term = clause_of(self.text, "term")
        self.enters_by = ENTERS_BY[clause_of(self.text, "entry").on]

    # --- where it stands ---------------------------------------------------------------------

    @property
    def state(self) -> State:
        """The state the facts taken so far come to."""
        if self.ended is not None:
            return "ended"
        if self.entry is None:
            owed = self.owed if self.enters_by == "requirements-notified" else {}
            return "notified" if owed else "signed" if self.signed else "unsigned"
        if self.suspensions:
            return "operation-suspended"
        if self.agreed is not None or any(not each.dormant for each in self.notices):
            return "ending"
        return "notice-suspended" if self.notices else "in-force"

    def _day(self, at: Instant) -> date:
        return day_of(at, self.construction.zone)

    def _end(self) -> tuple[Instant, str, dict[str, str]]:
        """The end that comes first: its instant, the basis it will have, and its parameters."""
        awake = [each for each in self.notices if not each.dormant]
        notice = min(awake, key=lambda each: each.ends, default=None)
        fixed = self._fixed()
        found: list[tuple[Instant, str, dict[str, str]]] = []
        if notice is not None and notice.last is not None:
            facts = {"until": notice.last.isoformat()}
            found.append((notice.ends, "ended", facts | ({"late": "yes"} if notice.late else {})))
        if fixed is not None:
            found.append((end_of(fixed, self.construction.zone), "ended", {"until": str(fixed)}))
        if self.agreed is not None:
            at, basis, by = self.agreed
            until = self._day(at - 1).isoformat()
            found.append((at, basis, {"until": until, **({"by": by} if by else {})}))
        return min(found, key=lambda each: each[0], default=(INSTANT_MAX, "", {}))

    def _fixed(self) -> date | None:
        """The end that a term without extension has."""
        if self.term is None or self.term.extends is not None or not self.starts:
            return None
        return end_of_term(self._day(self.starts[0]), self.term, self._day(self.starts[0]))

    # --- time --------------------------------------------------------------------------------

    def pass_time(self, to: Instant) -> None:
        """Let the last day pass, if it does before or at an instant."""
        if self.state not in ALIVE:
            return
        at, basis, facts = self._end()
        if at <= to and at < INSTANT_MAX:
            self.ended = (basis, self._said() | facts)
            self._step(max(at, self.entry or at))  # a notice given early may end it at entry

    def _step(self, at: Instant) -> None:
        """Keep where things stand from an instant on."""
        state = self.state
        if state not in ALIVE and state != "ended":
            return  # before entry there is nothing yet to say but what is missing
        basis, facts = self._reason(state)
        if self.steps and self.steps[-1].at == at:
            self.steps.pop()
        if not self.steps or (self.steps[-1].state, self.steps[-1].facts) != (state, facts):
            self.steps.append(Step(at, state, basis, facts))

    def _reason(self, state: State) -> tuple[str, dict[str, str]]:
        if self.ended is not None:
            return self.ended
        assert self.entry is not None, "only what is in force has a reason to be"
        facts = self._said() | {"since": self._day(self.entry).isoformat()}
        if state == "operation-suspended":
            held = self.suspensions[0]
            by = held.party or "all parties"
            return state, facts | {"by": by, "ground": held.ground or ""}
        if state == "notice-suspended":
            return state, facts | {"by": self.notices[0].fact.party}
        _, _, end = self._end()
        if not end:
            return "in-force", facts
        return "in-force-until", facts | {k: v for k, v in end.items() if k in ("until", "late")}

    def _said(self) -> dict[str, str]:
        return {"assumed": "yes"} if any(each.assumed for each in self.notices) else {}

    # --- facts -------------------------------------------------------------------------------

    def take(self, entry: Entry) -> None:
        """Take one fact: on by the table, or kept as without effect."""
        fact, before = entry.fact, self.state
        follows = may_follow(before, fact.kind)
        reason = self._fault(fact) if follows else "not-possible"
        reason = reason or getattr(self, "_" + fact.kind.replace("-", "_"))(entry)
        if reason:
            notice = None if self.term is None else self.term.notice
            instead = _instead(before, None if notice is None else notice.act)
            self.without_effect.append(WithoutEffect(fact, reason, before, instead))
            return
        self.pass_time(counts_from(fact))
        self.moves.append(Move(fact, before, self.state))
        self._step(counts_from(fact))

    def _fault(self, fact: Fact) -> Answer:
        """What is wrong with whoever did it, or how."""
        if fact.party and state_of(fact.party) not in self.states:
            return "not-a-party"
        if not fact.full_powers:
            return "no-full-powers"
        notice = None if self.term is None else self.term.notice
        named = notice.channel if notice is not None else "diplomatic"
        if fact.channel is not None and fact.channel != named:
            return "other-channel"
        return ""

    def _signed(self, entry: Entry) -> Answer:
        self.signed.add(state_of(entry.fact.party))
        return self._owe(entry.fact) if self.enters_by == "signed" else ""

    def _requirements_notified(self, entry: Entry) -> Answer:
        if self.enters_by != "requirements-notified":
            return "not-needed"
        return self._owe(entry.fact)

    def _owe(self, fact: Fact) -> Answer:
        """One party did what it owes for entry; with the last one the instrument is in force.

        A party that says so again moves no beginning, but may move when terms end.
        """
        at = counts_from(fact)
        if self.entry is not None:
            if len(self.starts) == STARTS_MAX:
                return "too-many"
            self.starts.append(at)
            self._count(self.notices)
            return ""
        self.owed.setdefault(state_of(fact.party), at)
        if len(self.owed) == len(self.states):
            self.entry = at
            self.starts = [at]
            self._count(self.notices)
        return ""

    def _count(self, notices: Iterable[_Notice]) -> None:
        """Work out the last day of notices from the days the terms may have begun."""
        for notice in notices:
            at = self._day(notice.fact.at)
            way = self.construction.counting
            ends = []
            for start in {self._day(each) for each in self.starts}:
                end = end_by_notice(start, self.term, at, way)
                running = end_of_term(start, self.term, max(at, start))
                ends.append((end, running is not None and end > running))
            choose = min if self.construction.start == "soonest" else max
            notice.last, notice.late = choose(ends)
            notice.ends = end_of(notice.last, self.construction.zone)

    def _notice_delivered(self, entry: Entry) -> Answer:
        return self._give(entry, "notice")

    def _denounced(self, entry: Entry) -> Answer:
        return self._give(entry, "denunciation")

    def _give(self, entry: Entry, act: str) -> Answer:
        if self.term is None or self.term.notice is None:
            return "no-notice-rule"
        if self.term.notice.act != act:
            return "other-act"
        giver = state_of(entry.fact.party)
        own = [each for each in self.notices if state_of(each.fact.party) == giver]
        if len(own) == NOTICES_MAX:
            return "too-many"
        notice = _Notice(entry.fact, entry.assumed)
        self.notices.append(notice)
        if self.entry is not None:
            self._count([notice])
        return ""

    def _standing(self, fact: Fact) -> list[_Notice]:
        """The party's own notices that stand, of which the fact names one."""
        own = [each for each in self.notices if state_of(each.fact.party) == state_of(fact.party)]
        named = [each for each in own if each.fact.name == fact.of]
        return named or (own if fact.of is None else [])

    def _notice_revoked(self, entry: Entry) -> Answer:
        notices = self._standing(entry.fact)
        self.notices = [each for each in self.notices if each not in notices]
        return "" if notices else "nothing-to-undo"

    def _notice_suspended(self, entry: Entry) -> Answer:
        notices = [each for each in self._standing(entry.fact) if not each.dormant]
        if self.construction.suspended_notice == "spent":
            self.notices = [each for each in self.notices if each not in notices]
        for notice in notices:
            notice.dormant = True
        return "" if notices else "nothing-to-undo"

    def _suspension_withdrawn(self, entry: Entry) -> Answer:
        """The notice has its effect again: on its day, or at once where that is past."""
        at = counts_from(entry.fact)
        notices = [each for each in self._standing(entry.fact) if each.dormant]
        for notice in notices:
            notice.dormant = False
            if notice.ends <= at:
                notice.ends, notice.last = at, self._day(at - 1)
        return "" if notices else "nothing-to-undo"

    def _notes_withdrawn(self, entry: Entry) -> Answer:
        """Notice and suspension alike; where nothing stands it says so and changes nothing."""
        notices = self._standing(entry.fact)
        self.notices = [each for each in self.notices if each not in notices]
        return ""

    def _operation_suspended(self, entry: Entry) -> Answer:
        self.suspensions.append(entry.fact)
        return ""

    def _operation_resumed(self, entry: Entry) -> Answer:
        left = [each for each in self.suspensions if each.name != entry.fact.of]
        if len(left) == len(self.suspensions):
            return "nothing-to-undo"
        self.suspensions = left
        return ""

    def _amended(self, entry: Entry) -> Answer:
        return "same-clauses" if entry.fact.clauses == self.text.clauses_digest else ""

    def _corrected(self, entry: Entry) -> Answer:
        return "" if entry.fact.clauses == self.text.clauses_digest else "changes-clauses"

    def _terminated(self, entry: Entry) -> Answer:
        return self._agree(entry.fact, "terminated", "")

    def _replaced(self, entry: Entry) -> Answer:
        return self._agree(entry.fact, "replaced", entry.fact.by or "")

    def _agree(self, fact: Fact, basis: str, by: str) -> Answer:
        at = fact.at if fact.effect is None else max(fact.effect, fact.at)
        if self.agreed is None or at < self.agreed[0]:
            self.agreed = (at, basis, by)
        return ""


@cache
def _instead(state: State, act: str | None) -> tuple[str, ...]:
    """What is possible from a state under a text that knows one act that ends it, or none."""
    ends = {"notice-delivered", "denounced"}
    if act is not None:
        ends -= {"notice-delivered" if act == "notice" else "denounced"}
    if state in ALIVE:
        ends |= {"signed", "requirements-notified"}  # possible, and of no use any more
    return tuple(kind for kind in possible(state) if kind not in ends)
