"""Agreements drawn at random, each told twice: to the law as acts, to the second program as
happenings. What the two are told is the same; how they come to an answer is not."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from tests.laws import day_by_day_calendar as calendar
from tests.laws.day_by_day_history import TOGETHER, Happening, History, Text

from accordant.law.force import Matter
from accordant.law.instrument import load
from accordant.model.act import Act, Adopted, FactRecorded, NoticeDelivered, RequirementsNotified
from accordant.model.fact import Fact
from accordant.model.instant import from_datetime

DAY = 86_400_000

FRAME = """+++
format = "accordant/instrument/1"
id = "any"
title = "Any"
parties = [{parties}]
authentic = "en"
zone = "{zone}"
+++

## Article 1. All of it
> Source: written for this law. Model.

```toml clause parties
parties = [{parties}]
```

```toml clause entry
on = "{on}"
form = "written"
channel = "diplomatic"
```
"""

# Kiribati and Samoa left out a whole day; Brazil's midnight once did not exist; Nepal and the
# Marquesas stand between the hours.
ZONES = (
    "Asia/Seoul", "UTC", "America/New_York", "Europe/London", "Pacific/Apia",
    "Pacific/Kiritimati", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Marquesas",
)  # fmt: skip
MIDNIGHTS = {
    "JPN": ("tokyo", "Asia/Tokyo"),
    "KOR": ("seoul", "Asia/Seoul"),
    "USA": ("washington", "America/New_York"),
    "AUS": ("canberra", "Australia/Sydney"),
    "EUE": ("brussels", "Europe/Brussels"),
}
ENTERS = {"requirements-notified": "later-of-notifications", "signed": "signature"}
ENDS = {"notice-delivered": "notice", "denounced": "denunciation"}
OUTSIDER = "FRA"

NOTES = ("requirements-notified", "notice-delivered", "denounced", "notice-revoked",
         "notice-suspended", "suspension-withdrawn", "notes-withdrawn")  # fmt: skip


@cache
def text_of(rule: Text, zone: str):
    """The literate text with the rules of the second program's."""
    written = FRAME.format(
        parties=", ".join(f'"{party}"' for party in rule.parties),
        zone=zone,
        on=ENTERS[rule.begins_by],
    )
    rules = rule.rules
    if rules.first_months is None and rule.ends_by is None:
        return load(written, "any.md")  # no clause on term at all
    lines = ["\n```toml clause term"]
    if rules.first_months is not None:
        lines.append(f'first = "P{rules.first_months}M"')
    if rules.further_months is not None:
        lines.append(f'extends = "P{rules.further_months}M"')
    if rule.ends_by is not None:
        long = (
            f"days = {rules.notice_days}"
            if rules.notice_days is not None
            else f"months = {rules.notice_months}"
        )
        lines.append(
            f'notice = {{ {long}, form = "written", channel = "diplomatic", '
            f'counting = "{rule.counting}", act = "{ENDS[rule.ends_by]}" }}'
        )
    return load(written + "\n".join([*lines, "```\n"]), "any.md")


@dataclass
class World:
    """One agreement in both programs."""

    rule: Text
    zone: str  # of the text; empty where it names none
    happenings: list[Happening]
    adopted: int
    told_later: int = field(default=0)  # how long after it happened each thing is recorded

    @cached_property
    def text(self):
        return text_of(self.rule, self.zone)

    @cached_property
    def adoptions(self) -> list[Act]:
        return [
            Adopted(party, "any", self.text.clauses_digest, self.adopted)
            for party in self.rule.parties
        ]

    @cached_property
    def acts(self) -> list[Act]:
        return [*self.adoptions, *(act for each in self.happenings for act in self.told(each))]

    @cached_property
    def history(self) -> History:
        return History(self.rule, self.happenings, self.told_later)

    @cached_property
    def matter(self) -> Matter:
        return Matter.of(self.text, self.acts)

    def told(self, each: Happening) -> list[Act]:
        """The acts by which its tellers told the law."""
        at, later = each.at, each.at + self.told_later
        if each.name.startswith(f"{each.by.lower()}-{each.what}"):  # the officer's own act
            if each.what == "notice-delivered":
                return [NoticeDelivered(each.by, "any", each.channel, at, later)]
            return [RequirementsNotified(each.by, "any", at, later)]
        return [
            FactRecorded(teller, fact_of(each, teller), later) for teller in sorted(each.told_by)
        ]

    def with_also(self, *more: Happening) -> World:
        """The same agreement, to which more happened."""
        return replace(self, happenings=[*self.happenings, *more])

    def queries(self) -> list[int]:
        """Every instant at which either program may change its mind, and its neighbours."""
        edges = self.history.edges() | self.matter.changes()
        return sorted({edge + beside for edge in edges for beside in (-1, 0, 1)})


def fact_of(each: Happening, teller: str) -> Fact:
    """A happening as a fact of the law."""
    answer = each.answer
    if each.question == "zone":
        answer = next(word for word, zone in MIDNIGHTS.values() if zone == each.answer)
    ground = {"terminated": "consent", "operation-suspended": "breach" if each.by else "consent"}
    return Fact(
        name=each.name,
        kind=each.what,
        instrument="any",
        party=each.by,
        at=each.at,
        zone="UTC",
        channel=each.channel if each.what in NOTES else None,
        full_powers=each.can_bind,
        of=each.of or None,
        effect=each.effect,
        by="another" if each.what == "replaced" else None,
        ground=ground.get(each.what),
        question=each.question or None,
        answer=answer or None,
        source=f"told by {teller}",
    )


# --- drawing -----------------------------------------------------------------------------------

UNDOING = ("notice-revoked", "notice-suspended", "notice-suspended", "suspension-withdrawn",
           "suspension-withdrawn", "suspension-withdrawn", "notes-withdrawn")  # fmt: skip
OPEN_CHOICES = (
    *(("counting", way) for way in calendar.WAYS),
    *(("zone", zone) for _, zone in MIDNIGHTS.values()),
    *(("suspended-notice", answer) for answer in ("revivable", "spent", "spent")),
)


def millisecond(dice: Random, first_year: int, last_year: int) -> int:
    """Any instant of these years; leap days and ends of months more often than chance."""
    year, hour = dice.randint(first_year, last_year), dice.choice([0, 12, 23])
    day = dice.choice([
        datetime(year, 1, 1, hour, tzinfo=UTC) + timedelta(dice.randrange(365)),
        datetime(year // 4 * 4, 2, dice.choice([28, 29]), hour, tzinfo=UTC),
        datetime(year, dice.choice([1, 3, 8, 12]), 31, hour, tzinfo=UTC),
    ])  # fmt: skip
    return from_datetime(day) + dice.choice([0, 0, 1, -1, dice.randrange(3_600_000)])


def a_text(dice: Random) -> Text:
    """What a text may say of its time."""
    parties = dice.choice([
        ("JPN", "KOR"), ("JPN", "KOR"), ("JPN", "USA"), ("AUS", "JPN"), ("EUE", "KOR"),
        ("AUS", "USA"), ("JPN", "KOR", "USA"),
    ])  # fmt: skip
    kind = dice.choice(["extended", "extended", "extended", "fixed", "open"])
    ends_by = dice.choice(["notice-delivered", "notice-delivered", "denounced"])
    if kind == "fixed" and dice.random() < 0.3:
        ends_by = None
    in_days = dice.random() < 0.5
    return Text(
        parties,
        (),
        calendar.Rules(
            None if kind == "open" else dice.choice([12, 12, 6, 1, 24]),
            dice.choice([12, 12, 1, 6]) if kind == "extended" else None,
            dice.choice([90, 1, 28, 180, 366]) if ends_by and in_days else None,
            dice.choice([6, 1, 3, 12]) if ends_by and not in_days else None,
        ),
        dice.choice(["requirements-notified", "requirements-notified", "signed"]),
        ends_by,
        dice.choice(["open", "open", "expiry", "last-day", "clear"]),
    )


def a_beginning(dice: Random) -> World:
    """A text and the acts that put it in force."""
    rule = a_text(dice)
    zone = dice.choice(["", "", "", *ZONES])
    zones = (zone,) if zone else tuple(MIDNIGHTS[party][1] for party in rule.parties)
    rule = replace(rule, zones=zones)
    entry, lead = millisecond(dice, 1994, 2012), dice.choice([1, DAY, 10**9])
    world = World(rule, zone, [], entry - lead - 9)
    plain = rule.begins_by == "requirements-notified" and dice.random() < 0.5
    for number, party in enumerate(rule.parties):
        at = entry if number == len(rule.parties) - 1 else entry - lead - number
        name = f"{party.lower()}-{rule.begins_by}-{at}" if plain else f"begin-{party.lower()}"
        world.happenings.append(
            Happening(rule.begins_by, at, party, name, told_by=frozenset({party}))
        )
    return world


def a_happening(dice: Random, world: World, number: int) -> Happening:
    """One more thing that happens, mostly done right and mostly told by whoever did it."""
    rule, notice = world.rule, world.rule.ends_by or "notice-delivered"
    notices = [each for each in world.happenings if each.what == notice]
    suspensions = [each for each in world.happenings if each.what == "operation-suspended"]
    what, of, by = dice.choice([
        notice, notice, notice, "operation-suspended", "reading-held", "terminated", "replaced",
        rule.begins_by, "denounced", "notice-delivered", *UNDOING[:1],
    ]), "", dice.choice(rule.parties)  # fmt: skip
    if notices and dice.random() < 0.55:
        acted_on = dice.choice(notices)
        what, of, by = dice.choice(UNDOING), acted_on.name, acted_on.by or by
    elif suspensions and dice.random() < 0.5:
        what, of = dice.choice(["operation-resumed", "contested"]), dice.choice(suspensions).name
    joint = what in TOGETHER or (what == "operation-suspended" and dice.random() < 0.4)
    by = "" if joint else OUTSIDER if dice.random() < 0.04 else by
    told_by = set(rule.parties) if joint else {by}
    if dice.random() < 0.2:
        told_by = dice.choice([{dice.choice(rule.parties)}, set(rule.parties), {OUTSIDER}])
    at, name = an_instant(dice, world), f"act-{number}"
    if what == "notice-delivered" and told_by == {by} and dice.random() < 0.5:
        name = f"{by.lower()}-{what}-{at}".replace("--", "-")
    asked = dice.choice(OPEN_CHOICES) if what == "reading-held" else ("", "")
    return Happening(
        what,
        at,
        by,
        name,
        of=of if what not in NOTES[3:] or dice.random() > 0.05 else "nothing",
        effect=at + dice.randint(-40 * DAY, 400 * DAY) if may_wait(dice, what, name) else None,
        channel=("press" if dice.random() < 0.05 else "diplomatic") if what in NOTES else "",
        can_bind=not name.startswith("act") or dice.random() > 0.05,
        question=asked[0],
        answer=asked[1],
        told_by=frozenset(told_by),
    )


def may_wait(dice: Random, what: str, name: str) -> bool:
    """Whether it is done for a later instant; an officer's own act is never."""
    return name.startswith("act") and what not in ("reading-held", "contested") and (
        dice.random() < 0.2
    )  # fmt: skip


def an_instant(dice: Random, world: World) -> int:
    """Soon after the last thing, near an instant that matters, or anywhere."""
    times = [each.at for each in world.happenings]
    begun = times[len(world.rule.parties) - 1]
    chance = dice.random()
    if chance < 0.5:
        return max(times) + dice.choice([1, DAY, dice.randint(1, 90 * DAY), 200 * DAY])
    if chance < 0.8:
        edges = sorted(edge for edge in world.history.edges() if edge >= begun)
        return dice.choice(edges) + dice.choice([-DAY, -1, 0, 1, DAY])
    return dice.randint(times[0] - 100 * DAY, begun + 4 * 366 * DAY)


def a_world(seed: int, most: int = 7) -> World:
    """An agreement and up to so many things that happened to it, no two at one instant."""
    dice = Random(seed)
    world = a_beginning(dice)
    for number in range(dice.randint(1, most)):
        each = a_happening(dice, world, number)
        taken = {moment for other in world.happenings for moment in (other.at, other.counts)}
        if not taken & {each.at, each.counts}:
            world = world.with_also(each)
    return world


worlds = st.integers(0, 2**40).map(a_world)
"""Random agreements; what is drawn is a seed, so that acts follow each other as acts do."""


def local(text: str, zone: str) -> int:
    """The instant a clock in a zone shows so."""
    return from_datetime(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)))
