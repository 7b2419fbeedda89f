"""The packaged story is whole: every event of the timeline, and the legal facts as they stand."""

import re
import tomllib
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest

from accordant.adapters import story_table
from accordant.model.fact import ANSWERS, fault_of, known_from
from accordant.model.instant import day_of, load_zone, parse_instant

GSOMIA = "jpn-kor-gsomia-2016"
INSTRUMENTS = {
    GSOMIA,
    "jpn-kor-gsomia-2012",
    "jpn-usa-gsomia-2007",
    "kor-usa-gsomia-1987",
    "jpn-kor-usa-tisa-2014",
    "jpn-kor-usa-warning-2023",
}
COARSE = {"year", "month", "day"}

# Every event of the timeline of 2012 to 2026 by the day it has there and the fact that tells it.
TIMELINE = """
2011-01-01 jpn-kor-2011-talks-agreed
2012-04-01 jpn-kor-2012-initialled
2012-06-26 kor-2012-cabinet
2012-06-29 kor-2012-signing-called-off
2014-12-29 tisa-2014-in-effect
2016-10-27 kor-2016-talks-resumed
2016-11-01 jpn-kor-2016-first-round
2016-11-09 jpn-kor-2016-second-round
2016-11-14 jpn-kor-2016-initialled
2016-11-22 kor-2016-cabinet
2016-11-22 kor-2016-presidential-assent
2016-11-23 jpn-kor-2016-signed-jpn
2016-11-23 jpn-kor-2016-signed-kor
2016-11-23 jpn-kor-2016-notified-jpn
2016-11-23 jpn-kor-2016-notified-kor
2017-11-23 jpn-kor-2016-extended-2017
2018-11-23 jpn-kor-2016-extended-2018
2018-10-30 kor-2018-judgment-nippon-steel
2018-11-29 kor-2018-judgment-mitsubishi
2019-07-01 jpn-2019-measures-announced
2019-08-22 kor-2019-announcement
2019-08-23 kor-2019-notice
2019-09-11 kor-2019-wto-request
2019-11-22 kor-2019-suspension
2019-11-22 kor-2019-wto-paused
2019-11-22 jpn-2019-measures-stand
2020-08-24 jpn-kor-2020-first-last-day
2020-08-24 kor-2020-reading-restated
2020-08-24 jpn-2020-reading-restated
2020-06-18 kor-2020-wto-panel-requested
2020-07-29 kor-2020-wto-panel-set-up
2022-11-13 warning-2022-phnom-penh
2023-03-16 jpn-kor-2023-summit
2023-03-16 jpn-kor-2023-trade-settled
2023-03-17 kor-2023-defence-asks
2023-03-21 kor-2023-notes-withdrawn
2023-06-03 warning-2023-ministers-plan
2023-08-18 warning-2023-camp-david
2023-11-12 warning-2023-ministers-date
2023-12-19 warning-2023-active
2024-07-28 tscf-2024-signed
2024-07-28 tscf-2024-in-effect
2024-11-15 trilateral-secretariat-2024
2024-11-23 jpn-kor-2016-extended-2024
2025-11-23 jpn-kor-2016-extended-2025
2026-11-23 jpn-kor-2016-extended-2026
"""


@pytest.fixture(scope="module")
def facts():
    return {fact.name: fact for fact in story_table.load()}


@pytest.mark.parametrize("row", TIMELINE.split("\n")[1:-1])
def test_every_event_of_the_timeline_has_its_fact_on_its_day(facts, row):
    day, name = row.split()
    assert day_of(facts[name].at, facts[name].zone).isoformat() == day


def test_every_fact_has_instrument_source_zone_precision_and_confidence(facts):
    assert {fact.instrument for fact in facts.values()} == INSTRUMENTS
    for fact in facts.values():
        assert fact.source
        assert fact.words
        assert load_zone(fact.zone)
        assert "/" in fact.zone, "a place of the zone database, never a bare offset"
        assert fact.precision
        assert fact.confidence
        assert not fault_of(fact)
        assert known_from(fact) >= fact.at


def test_what_is_from_memory_alone_says_so(facts):
    for fact in facts.values():
        alone = fact.source == "from memory, unverified"
        assert not alone or fact.confidence == "memory"


def test_a_day_stands_at_its_first_instant_and_is_never_a_time(facts):
    for fact in facts.values():
        if fact.precision in COARSE:
            midnight = parse_instant(f"{day_of(fact.at, fact.zone)}T00:00Z")
            assert (midnight - fact.at) % 900_000 == 0


def test_every_source_of_a_table_is_used():
    for file in resources.files("accordant.data").joinpath("story").iterdir():
        table = tomllib.loads(file.read_text("utf-8"))
        used = {name for fact in table["fact"] for name in fact["source"]}
        assert table["source"].keys() == used, file.name


# --- the legal facts, from which the law computes the history --------------------------------


def legal(facts, kind, instrument=GSOMIA):
    return [fact for fact in facts.values() if (fact.kind, fact.instrument) == (kind, instrument)]


@pytest.mark.parametrize("kind", ["signed", "requirements-notified"])
def test_both_parties_sign_and_notify_on_the_first_day(facts, kind):
    found = legal(facts, kind)
    assert {fact.party for fact in found} == {"JPN", "KOR"}
    assert len(found) == 2
    for fact in found:
        assert fact.at == parse_instant("2016-11-23T00:00+09:00")
        assert (fact.zone, fact.precision) == ("Asia/Seoul", "day")


def test_the_notice_its_suspension_and_the_withdrawal_of_both_notes(facts):
    [notice] = legal(facts, "notice-delivered")
    [suspension] = legal(facts, "notice-suspended")
    [withdrawal] = legal(facts, "notes-withdrawn")
    assert notice.at == parse_instant("2019-08-23T15:30+09:00")
    assert notice.precision == "hour", "about 15:30"
    assert "from memory" in notice.source
    assert (suspension.at, suspension.precision) == (
        parse_instant("2019-11-22T18:00+09:00"),
        "minute",
    )
    assert (withdrawal.at, withdrawal.precision) == (
        parse_instant("2023-03-21T00:00+09:00"),
        "day",
    )
    assert {fact.party for fact in (notice, suspension, withdrawal)} == {"KOR"}
    assert {fact.channel for fact in (notice, suspension, withdrawal)} == {"diplomatic"}
    assert {suspension.of, withdrawal.of} == {notice.name}


def test_nothing_else_touches_the_force_of_the_agreement(facts):
    touching = {
        "denounced", "notice-revoked", "suspension-withdrawn", "operation-suspended",
        "operation-resumed", "amended", "corrected", "terminated", "replaced", "contested",
    }  # fmt: skip
    assert not [fact for fact in facts.values() if fact.kind in touching]


def test_the_attempt_of_2012_was_never_signed(facts):
    assert not legal(facts, "signed", "jpn-kor-gsomia-2012")


def test_the_two_readings_stand_side_by_side_from_the_suspension(facts):
    readings = legal(facts, "reading-held")
    assert {fact.question for fact in readings} == {"suspended-notice"}
    assert {(fact.party, fact.answer) for fact in readings} == {
        ("KOR", "revivable"),
        ("JPN", "spent"),
    }
    assert {fact.answer for fact in readings} == set(ANSWERS["suspended-notice"])
    seoul, tokyo = facts["kor-2019-reading"], facts["jpn-2019-reading"]
    assert seoul.at == tokyo.at == facts["kor-2019-suspension"].at
    assert known_from(seoul) == seoul.at
    assert known_from(tokyo) == parse_instant("2020-08-24T00:00+09:00")


def test_the_arrangement_of_2014_is_signed_by_ministries_one_after_another(facts):
    signed = legal(facts, "signed", "jpn-kor-usa-tisa-2014")
    days = {fact.party: day_of(fact.at, fact.zone).isoformat() for fact in signed}
    assert days == {"USA:DOD": "2014-12-23", "JPN:MOD": "2014-12-26", "KOR:MND": "2014-12-26"}
    assert {fact.confidence for fact in signed} == {"disputed"}


# --- claims ----------------------------------------------------------------------------------


def test_three_days_are_claimed_for_the_end_and_two_of_them_are_one_instant(facts):
    claims = [fact for fact in facts.values() if fact.question == "counting"]
    assert {fact.of for fact in claims} == {"kor-2019-notice"}
    ends = Counter(fact.effect for fact in claims)
    midnight = parse_instant("2019-11-23T00:00+09:00")
    day_after = parse_instant("2019-11-24T00:00+09:00")
    assert ends == {midnight: 4, day_after: 1}


@pytest.mark.parametrize("word", ["suspended-effect", "extended", "terminated-in-2019"])
def test_what_was_done_on_22_november_is_told_in_several_ways(facts, word):
    assert facts[f"claim-{word}"].of == "kor-2019-suspension"


def test_a_claim_is_about_a_fact(facts):
    assert all(fact.of in facts for fact in facts.values() if fact.kind == "claimed")


# --- its page --------------------------------------------------------------------------------


def test_the_page_counts_what_is_there(facts):
    page = (Path(__file__).parents[3] / "docs" / "story.md").read_text()
    kinds = Counter(fact.kind for fact in facts.values())
    assert {
        kind: int(count) for kind, count in re.findall(r"`([a-z-]+)` \| (\d+) \|", page)
    } == kinds
    trusted = Counter(fact.confidence for fact in facts.values())
    [line] = re.findall(r"^By confidence: (.+)\.$", page, re.MULTILINE)
    counts = re.findall(r"(\d+) (?:from )?([a-z]+)", line)
    assert {word: int(count) for count, word in counts} == trusted
    assert f"{len(facts)} facts" in page


def test_the_page_names_every_file():
    page = (Path(__file__).parents[3] / "docs" / "story.md").read_text()
    files = {file.name for file in resources.files("accordant.data").joinpath("story").iterdir()}
    assert files == set(re.findall(r"^\| `([a-z-]+\.toml)` ", page, re.MULTILINE))
