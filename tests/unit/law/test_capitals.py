"""Whose midnight, and which law of treaties."""

import pytest

from accordant.errors import MalformedInput
from accordant.law.capitals import (
    CAPITALS,
    CUSTOM,
    VIENNA,
    capital_of,
    law_of_treaties,
    zone_named,
    zones_of,
)
from accordant.model.instant import load_zone


@pytest.mark.parametrize("party", CAPITALS)
def test_every_capital_has_a_zone_that_exists_and_a_name_of_its_own(party):
    capital = capital_of(f"{party}:MOD")
    assert load_zone(capital.zone)
    assert zone_named(capital.name.lower().replace(" ", "-")) == capital.zone


def test_a_name_no_capital_bears_has_no_zone():
    assert zone_named("atlantis") == ""
    assert len({capital.name for capital in CAPITALS.values()}) == len(CAPITALS)


def test_the_midnights_of_parties_each_once():
    assert zones_of(["JPN:MOD", "JPN:DIH", "USA"]) == ("America/New_York", "Asia/Tokyo")


def test_a_party_whose_capital_is_not_known_bounds_the_day_by_the_ends_of_the_world():
    assert zones_of(["JPN", "XXX"]) == ("Asia/Tokyo", "Etc/GMT+12", "Pacific/Kiritimati")
    with pytest.raises(MalformedInput, match="XXX"):
        capital_of("XXX")


@pytest.mark.parametrize(
    ("parties", "law"),
    [(["JPN", "KOR"], VIENNA), (["JPN:MOD", "AUS"], VIENNA), (["JPN", "USA"], CUSTOM),
     (["FRA", "KOR"], CUSTOM), (["XXX", "KOR"], CUSTOM)],
)  # fmt: skip
def test_which_law_fills_the_gaps(parties, law):
    assert law_of_treaties(parties) == law
