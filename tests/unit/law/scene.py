"""The stage of the law's tests: the agreement of 2016, other texts, and facts told in one line."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from accordant.law.facts import Entry, entries_about
from accordant.law.force import Matter
from accordant.law.instrument import Instrument, load
from accordant.law.life import Life, live
from accordant.law.reading import Construction
from accordant.model.act import Act, Adopted, FactRecorded
from accordant.model.fact import Fact
from accordant.model.instant import parse_instant

DAY = 86_400_000
PACT = load(
    (Path(__file__).parents[3] / "instruments" / "jpn-kor-gsomia-2016.md").read_bytes(),
    "jpn-kor-gsomia-2016.md",
)
SEOUL = Construction("expiry", "Asia/Seoul", "revivable")
NOTES = frozenset({
    "requirements-notified", "notice-delivered", "denounced", "notice-revoked",
    "notice-suspended", "suspension-withdrawn", "notes-withdrawn",
})  # fmt: skip

FRAME = """+++
format = "accordant/instrument/1"
id = "any"
title = "Any"
parties = [{parties}]
authentic = "en"
zone = "{zone}"
+++

## Article 1. All of it
> Source: written for this test. Model.

```toml clause parties
parties = [{parties}]
```

```toml clause entry
on = "{on}"
```
"""
YEARLY = 'first = "P1Y"\nextends = "P1Y"\nnotice = { days = 90, form = "written", channel = "diplomatic", counting = "open" }'
ONE_YEAR = 'first = "P1Y"'


@cache
def text(
    term: str = YEARLY,
    *,
    parties: tuple[str, ...] = ("JPN", "KOR"),
    zone: str = "Asia/Seoul",
    on: str = "later-of-notifications",
    requires: str = "",
) -> Instrument:
    """A text of one article with this clause on its term, and what must be done before."""
    named = ", ".join(f'"{party}"' for party in parties)
    written = FRAME.format(parties=named, zone=zone, on=on)
    if term:
        written += f"\n```toml clause term\n{term}\n```\n"
    if requires:
        before = f'before = "first-exchange"\nrequires = ["{requires}"]'
        written += f"\n```toml clause precondition\n{before}\n```\n"
    return load(written, "any.md")


def at(moment: str) -> int:
    """An instant; a date alone is its first moment in Seoul, a date and time is Seoul's too."""
    moment = moment if "T" in moment else f"{moment}T00:00"
    return parse_instant(moment if moment.endswith("Z") else f"{moment}+09:00")


def fact(kind: str, when: str, party: str = "", **more) -> Fact:
    """A fact of `any`, or of the text whose identifier is given as `instrument`."""
    known = {
        "name": f"{party.lower() or 'both'}-{kind}",
        "instrument": "any",
        "zone": "Asia/Seoul",
        "source": "this test",
        "channel": "diplomatic" if kind in NOTES else None,
    }
    return Fact(kind=kind, at=at(when), party=party, **{**known, **more})


def told(one: Fact, *by: str, later: int = 0) -> list[Act]:
    """A fact as recorded by these parties; by whoever did it where none is named."""
    return [FactRecorded(each, one, one.at + later) for each in by or (one.party,)]


def both(one: Fact) -> list[Act]:
    """A fact both parties recorded."""
    return told(one, "JPN", "KOR")


def begun(when: str = "2016-11-23T11:00", kind: str = "requirements-notified") -> list[Act]:
    """Both parties did what puts it in force, at one instant."""
    return [act for party in ("JPN", "KOR") for act in told(fact(kind, when, party))]


def adopted(which: Instrument, when: str = "2016-01-01") -> list[Act]:
    """All parties adopted a text."""
    return [
        Adopted(party, which.identifier, which.clauses_digest, at(when)) for party in which.parties
    ]


def entries(acts: list[Act]) -> tuple[Entry, ...]:
    """All that is recorded of `any`."""
    return entries_about("any", acts)


def lived(which: Instrument, acts: list[Act], construction: Construction = SEOUL) -> Life:
    """A life with everything in it, whoever recorded it."""
    return live(which, entries(acts), construction)


def matter(which: Instrument, acts: list[Act], known_at: int | None = None) -> Matter:
    """A text, adopted by all, with what is recorded of it."""
    return Matter.of(which, [*adopted(which), *acts], known_at)


def state_at(life: Life, when: str) -> str:
    """The state of a life at an instant; empty before entry into force."""
    states = [step.state for step in life.steps if step.at <= at(when)]
    return states[-1] if states else ""


def refusals(life: Life) -> list[tuple[str, str, str]]:
    """What had no effect: the kind, the reason, and the state it met."""
    return [(each.fact.kind, each.reason, each.state) for each in life.without_effect]
