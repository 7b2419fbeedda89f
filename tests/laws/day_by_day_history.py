"""A second program for the life of an agreement: what becomes of it, told act by act.

It imports nothing of Accordant; its calendar is day_by_day_calendar.py. It works from the end:
for every way the agreement may end it asks when that would be, and the first of them counts.
The rules it follows, in plain words:

- It begins when the last party has notified, or signed, whichever the text asks for. Who says so
  a second time after the beginning may have moved the first day of its terms; both days count.
- A party ends it by the act the text names, through the channel the text names, done by somebody
  who can bind the party. An act by anybody else, or otherwise, is as if it were not there.
- A notice is a party's own: that party alone revokes it, suspends its effect, or withdraws that
  suspension, each only before the agreement ends. What ends at an instant has ended at it: an act
  at the same instant is too late. (Vienna Convention on the Law of Treaties, Art. 68.)
- A notice given before the beginning stands and ends the agreement when its day comes, at the
  beginning where that day is past. Until the beginning it can be revoked, and nothing else.
- A notice whose effect is suspended ends nothing. Where it is read as revivable, withdrawing the
  suspension gives it back its day, or ends the agreement at once where that day is past. Where it
  is read as spent, it is gone.
- Withdrawing the notes takes back the notice and its suspension alike.
- All parties together end the agreement, or replace it, at once or from a later instant (Art. 54
  and 59). One of them alone, or all together, suspend its operation (Art. 57 and 60); only all
  together resume it. What is suspended provides nothing; its time runs on.
- An act with a later effect does what it does from then on; a notice counts from its delivery.
- Each party keeps its own account. What a party did counts for everybody once that party itself
  says so; what is said of it by another counts for that other alone. What all did together counts
  once all of them say so. A party that contests a suspension keeps it out of its own account.
- What takes a notice back, or suspends it, comes too late for another party if it comes after the end
  that party then had; unless that party says itself that it received it.
- Where the text is silent, each party may hold a reading, and only its own word makes it hold it.
  What is certain is what is so in every account, under every reading that is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product
from zoneinfo import ZoneInfo

from tests.laws import day_by_day_calendar as calendar

TAKES_BACK = {"notice-revoked", "notice-suspended", "notes-withdrawn"}
TOGETHER = {"terminated", "replaced", "operation-resumed"}


@dataclass(frozen=True)
class Text:
    """What the text says: who, whose midnights, how it begins and ends."""

    parties: tuple[str, ...]
    zones: tuple[str, ...]  # one where the text names it, else those of the capitals
    rules: calendar.Rules
    begins_by: str = "requirements-notified"
    ends_by: str | None = "notice-delivered"
    counting: str = "open"
    channel: str = "diplomatic"


@dataclass(frozen=True)
class Happening:
    """One thing that happened, and who says so."""

    what: str
    at: int
    by: str = ""  # nobody: all together
    name: str = ""
    of: str = ""
    effect: int | None = None
    channel: str = "diplomatic"
    can_bind: bool = True
    question: str = ""
    answer: str = ""
    told_by: frozenset[str] = field(default_factory=frozenset)

    @property
    def counts(self) -> int:
        """The instant from which it does what it does."""
        if self.effect is None or self.what in ("notice-delivered", "denounced"):
            return self.at
        return max(self.at, self.effect)

    @property
    def is_joint(self) -> bool:
        return self.what in TOGETHER or (self.what == "operation-suspended" and not self.by)


@dataclass(frozen=True)
class Choice:
    """One answer to everything that is open."""

    counting: str
    zone: str
    suspended_notice: str
    start: str


def account(party: str, happenings: list[Happening], text: Text) -> list[Happening]:
    """What one party holds to have happened, in order."""
    told = [
        each
        for each in happenings
        if (set(text.parties) <= each.told_by if each.is_joint
            else each.told_by & {party, each.by})
    ]  # fmt: skip
    contested = {each.of for each in told if each.what == "contested" and each.by == party}
    left = [
        each
        for each in told
        if not (each.what == "operation-suspended" and each.name in contested)
    ]
    return sorted(left, key=lambda each: each.counts)


def is_done_right(each: Happening, text: Text) -> bool:
    ours = not each.by or each.by in text.parties
    return ours and each.can_bind and each.channel in ("", text.channel)


class Story:
    """One account under one choice."""

    def __init__(self, text: Text, told: list[Happening], choice: Choice) -> None:
        self.text, self.choice = text, choice
        self.acts = [each for each in told if is_done_right(each, text)]
        self.starts = self._starts()
        self.began = self.starts[0] if self.starts else None
        self.over = min(self._ends(), default=None) if self.starts else None

    def _starts(self) -> list[int]:
        """When it began, and when else its terms may have begun."""
        missing, starts = set(self.text.parties), []
        for act in self.acts:
            if act.what == self.text.begins_by:
                missing.discard(act.by)
                if not missing:
                    starts.append(act.counts)
        return starts

    def _day(self, instant: int):
        return calendar.local_day(instant, self.choice.zone)

    def _after(self, day) -> int:
        """The first instant after a day."""
        year, month, number = calendar.next_day(day)
        moment = datetime(year, month, number, tzinfo=ZoneInfo(self.choice.zone))
        return (moment - calendar.EPOCH) // calendar.timedelta(milliseconds=1)

    def _ends(self) -> Iterator[int]:
        """Each instant at which it would end by one cause alone."""
        fixed = calendar.own_end(self.text.rules, self._day(self.began))
        if fixed is not None:
            yield self._after(fixed)
        for act in self.acts:
            if act.what == self.text.ends_by:
                end = self._end_by(act)
                if end is not None:
                    yield max(end, self.began)
            if act.what in ("terminated", "replaced") and act.at >= self.began:
                yield act.counts

    def _due(self, notice: Happening, by_now: int) -> int:
        """When a notice ends it, by the first days of the terms that are known by now."""
        days = {
            self._day(start) for start in self.starts if start <= by_now or start == self.began
        }
        delivered = self._day(notice.at)
        ends = [
            calendar.end_by_notice(self.text.rules, day, delivered, self.choice.counting)
            for day in days
        ]
        return self._after(min(ends) if self.choice.start == "soonest" else max(ends))

    def _end_by(self, notice: Happening) -> int | None:
        """When one notice ends it, by all that its party did with it afterwards."""
        asleep = False
        for act in self.acts:
            now = act.counts
            if now <= notice.at:
                continue
            running = now >= self.began
            if running and not asleep and self._due(notice, now - 1) <= now:
                return self._due(notice, now - 1)
            if act.by != notice.by or act.of not in ("", notice.name):
                continue
            if act.what == "notice-revoked" or (running and act.what == "notes-withdrawn"):
                return None
            if running and act.what == "notice-suspended" and not asleep:
                if self.choice.suspended_notice == "spent":
                    return None
                asleep = True
            if running and act.what == "suspension-withdrawn" and asleep:
                asleep = False
                if self._due(notice, now) <= now:
                    return now
        return None if asleep else self._due(notice, self.starts[-1])

    def is_suspended(self, query: int) -> bool:
        """Whether its operation stands still."""
        still = [
            each
            for each in self.acts
            if each.what == "operation-suspended" and self.began <= each.counts <= query
        ]
        for act in self.acts:
            if act.what == "operation-resumed" and act.counts <= query:
                still = [each for each in still if each.name != act.of or each.counts > act.counts]
        return bool(still)

    def says(self, query: int) -> bool | None:
        """In force or not; None before it began."""
        if self.began is None or query < self.began:
            return None
        if self.over is not None and query >= self.over:
            return False
        return not self.is_suspended(query)


class History:
    """All that happened under a text, as each account and every choice tells it."""

    def __init__(self, text: Text, happenings: list[Happening], later: int = 0) -> None:
        self.text, self.happenings, self.later = text, happenings, later
        self._stories: dict[tuple[str, Choice], Story] = {}
        self.accounts = {each: account(each, happenings, text) for each in text.parties}
        self.accounts = {party: self._in_time(party) for party in text.parties}

    def _in_time(self, party: str) -> list[Happening]:
        """An account without what came too late to undo an end; word of each comes `later`."""
        whole = self.accounts[party]
        others = [
            each
            for each in whole
            if each.what in TAKES_BACK and party != each.by and party not in each.told_by
        ]
        out = list(others)
        for act in sorted(others, key=lambda each: each.at):
            told = [each for each in whole if each not in out]
            stories = [Story(self.text, told, choice) for choice in self.choices(party)]
            ends = [story.over for story in stories if story.over is not None]
            if not ends or act.at + self.later < min(ends):
                out.remove(act)
        return [each for each in whole if each not in out]

    def story(self, party: str, choice: Choice) -> Story:
        if (party, choice) not in self._stories:
            self._stories[party, choice] = Story(self.text, self.accounts[party], choice)
        return self._stories[party, choice]

    def choices(self, party: str, query: int | None = None) -> list[Choice]:
        """Every choice; at an instant, those that the party's own readings leave."""
        open_ = {
            "counting": calendar.WAYS if self.text.counting == "open" else (self.text.counting,),
            "zone": self.text.zones,
            "suspended-notice": ("revivable", "spent"),
            "start": ("soonest", "latest"),
        }
        held = {
            each.question: each.answer
            for each in sorted(self.accounts[party], key=lambda each: each.at)
            if each.what == "reading-held" and each.by == party
            if query is not None and each.at <= query
        }
        left = {
            question: (held[question],) if held.get(question) in answers else answers
            for question, answers in open_.items()
        }
        return [Choice(*answers) for answers in product(*left.values())]

    def force(self, query: int, party: str | None = None) -> str:
        """In force by every account and choice, by none, or by some."""
        said = {
            self.story(each, choice).says(query)
            for each in ([party] if party else self.text.parties)
            for choice in self.choices(each, query)
        }
        if None in said or said == {False}:
            return "not-in-force"
        return "in-force" if said == {True} else "unknown"

    def edges(self) -> set[int]:
        """The instants at which something may change."""
        ends = {
            self.story(party, choice).over
            for party in self.text.parties
            for choice in self.choices(party)
        }
        acts = {instant for each in self.happenings for instant in (each.at, each.counts)}
        return {instant for instant in ends | acts if instant is not None}
