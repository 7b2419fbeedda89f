"""Whose midnight: the zone of each party's capital, and which law of treaties governs a pair.

Zones are of the IANA database. Participation in the Vienna Convention on the Law of Treaties of
1969 is from memory, unverified: the United States signed in 1970 and has not ratified.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from accordant.errors import MalformedInput
from accordant.model.party import state_of


class Capital(NamedTuple):
    """A seat of government: its name in English and the zone of its clocks."""

    name: str
    zone: str


CAPITALS = {
    "AUS": Capital("Canberra", "Australia/Sydney"),
    "CAN": Capital("Ottawa", "America/Toronto"),
    "DEU": Capital("Berlin", "Europe/Berlin"),
    "EUE": Capital("Brussels", "Europe/Brussels"),
    "FRA": Capital("Paris", "Europe/Paris"),
    "GBR": Capital("London", "Europe/London"),
    "IND": Capital("New Delhi", "Asia/Kolkata"),
    "ITA": Capital("Rome", "Europe/Rome"),
    "JPN": Capital("Tokyo", "Asia/Tokyo"),
    "KOR": Capital("Seoul", "Asia/Seoul"),
    "NZL": Capital("Wellington", "Pacific/Auckland"),
    "PHL": Capital("Manila", "Asia/Manila"),
    "POL": Capital("Warsaw", "Europe/Warsaw"),
    "SWE": Capital("Stockholm", "Europe/Stockholm"),
    "UKR": Capital("Kyiv", "Europe/Kyiv"),
    "USA": Capital("Washington", "America/New_York"),
}

VIENNA = "Vienna Convention on the Law of Treaties, 1969"
CUSTOM = "customary law of treaties"
_VIENNA_PARTIES = frozenset(
    {"AUS", "CAN", "DEU", "GBR", "ITA", "JPN", "KOR", "NZL", "PHL", "POL", "SWE", "UKR"}
)


def zones_of(parties: Iterable[str]) -> tuple[str, ...]:
    """Return the zones whose midnights bound an instrument that names none, each once.

    A party without an entry here adds the two ends of the world: no midnight of its capital can
    come before the first or after the last.
    """
    found: set[str] = set()
    for party in parties:
        capital = CAPITALS.get(state_of(party))
        found |= {capital.zone} if capital else {"Pacific/Kiritimati", "Etc/GMT+12"}
    return tuple(sorted(found))


def capital_of(party: str) -> Capital:
    """Return where a party's government sits.

    Raises:
        MalformedInput: the party has no entry here.
    """
    capital = CAPITALS.get(state_of(party))
    if capital is None:
        raise MalformedInput(f"the capital of `{party[:20]}` is not known here")
    return capital


def zone_named(word: str) -> str:
    """Return the zone of a capital named as a word, `new-delhi`; empty where there is none."""
    named = {each.name.lower().replace(" ", "-"): each.zone for each in CAPITALS.values()}
    return named.get(word, "")


def law_of_treaties(parties: Iterable[str]) -> str:
    """Return which general law fills the gaps between these parties."""
    return VIENNA if {state_of(each) for each in parties} <= _VIENNA_PARTIES else CUSTOM
