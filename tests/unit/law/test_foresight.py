"""What a notice would do, told before it is given, and the same as the law says afterwards."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.notes_for_tests import AGREEMENT, PACT

from accordant.adapters import packaged
from accordant.law.force import force_at
from accordant.law.foresight import foresee
from accordant.law.instrument import load
from accordant.model.act import Adopted, FactRecorded, NoticeDelivered, RequirementsNotified
from accordant.model.fact import Fact
from accordant.model.instant import parse_instant

BEGUN = parse_instant("2016-11-23T11:00:00+09:00")
ACTS = [
    act
    for party in ("JPN", "KOR")
    for act in (
        Adopted(party, AGREEMENT, PACT.clauses_digest, BEGUN),
        RequirementsNotified(party, AGREEMENT, BEGUN, BEGUN),
    )
]


def notice(at="2019-08-23T15:30:00+09:00", **changes):
    given = {
        "name": "kor-notice", "kind": "notice-delivered", "instrument": AGREEMENT, "party": "KOR",
        "at": parse_instant(at) if isinstance(at, str) else at, "zone": "Asia/Seoul",
        "channel": "diplomatic", "source": "a test",
    }  # fmt: skip
    return Fact(**(given | changes))


def changed(old, new):
    source = (packaged.read(AGREEMENT) or b"").decode()
    assert old in source
    return load(source.replace(old, new), f"{AGREEMENT}.md")


def acts_of(text):
    return [
        Adopted(act.party, act.instrument, text.clauses_digest, act.at)
        if isinstance(act, Adopted)
        else act
        for act in ACTS
    ]


def test_the_notice_of_2019_would_have_ended_it_at_midnight_in_both_capitals():
    found = foresee(PACT, ACTS, notice())
    assert set(found.last_days.values()) == {date(2019, 11, 22)}
    assert found.ends == {
        "JPN": "2019-11-23T00:00:00+09:00", "KOR": "2019-11-23T00:00:00+09:00",
    }  # fmt: skip
    assert (found.obstacle, found.late) == (None, False)


@pytest.mark.parametrize(
    ("at", "years", "late"),
    [
        ("2019-08-23T23:59:00+09:00", (2019, 2019, 2019), False),
        ("2019-08-24T00:00:00+09:00", (2019, 2019, 2020), True),
        ("2019-08-25T12:00:00+09:00", (2019, 2020, 2020), True),
        ("2019-08-26T00:00:00+09:00", (2020, 2020, 2020), True),
    ],
)
def test_where_the_ways_of_counting_part_each_is_told(at, years, late):
    found = foresee(PACT, ACTS, notice(at))
    told = tuple(found.last_days[way].year for way in ("expiry", "last-day", "clear"))
    assert (told, found.late) == (years, late)
    assert found.ends["KOR"] == f"{min(years)}-11-23T00:00:00+09:00"


def test_a_text_that_says_how_to_count_has_one_answer():
    text = changed('counting = "open"', 'counting = "clear"')
    found = foresee(text, acts_of(text), notice("2019-08-24T12:00:00+09:00"))
    assert found.last_days == {"clear": date(2020, 11, 22)}


def test_what_lapses_and_what_stays():
    found = foresee(PACT, ACTS, notice())
    assert {"4/equivalence", "7(5)/assurance", "9/route"} <= set(found.lapses)
    assert {"6(a)/third-party-consent", "17/report-loss", "21(4)/survival"} <= set(found.stays)
    assert not set(found.lapses) & set(found.stays)


def test_only_the_articles_the_survival_clause_names_stay():
    text = changed('articles = ["all"]', 'articles = ["6", "17"]')
    found = foresee(text, acts_of(text), notice())
    assert {place.partition("/")[0] for place in found.stays} == {
        "6(a)", "6(b)", "6(c)", "6(d)", "6(e)", "6(f)", "6(g)", "6(h)", "17", "21(4)",
    }  # fmt: skip
    assert "13/destroy-completely" in found.lapses


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"channel": "press"}, "other-channel"),
        ({"party": "AUS"}, "not-a-party"),
        ({"full_powers": False}, "no-full-powers"),
        ({"kind": "denounced"}, "other-act"),
        ({"kind": "notice-revoked", "of": "kor-notice"}, "not-possible"),
    ],
)
def test_what_ends_nothing_says_why_and_what_is_possible(changes, reason):
    found = foresee(PACT, ACTS, notice(**changes))
    assert found.obstacle is not None
    assert (found.obstacle.reason, found.last_days, found.ends, found.lapses) == (
        reason, {}, {}, (),
    )  # fmt: skip
    assert "notice-delivered" in found.obstacle.instead
    assert found.becomes.force == "in-force"


def test_a_consultation_moves_nothing():
    found = foresee(PACT, ACTS, notice(kind="consultation", words="x"))
    assert (found.moves, found.obstacle, found.becomes.force) == (False, None, "in-force")


def test_months_of_notice_are_foreseen_too():
    text = changed("days = 90", "months = 6")
    found = foresee(text, acts_of(text), notice("2019-05-22T12:00:00+09:00"))
    assert set(found.last_days.values()) == {date(2019, 11, 22), date(2020, 11, 22)}


def test_suspending_the_effect_of_a_notice_is_foreseen():
    given_now = [*ACTS, FactRecorded("KOR", notice(), notice().at)]
    fact = notice("2019-11-22T18:00:00+09:00", name="kor-suspends", kind="notice-suspended",
                  of="kor-notice")  # fmt: skip
    found = foresee(PACT, given_now, fact)
    assert (found.becomes.basis, found.ends) == ("notice-suspended", {})


@given(at=st.integers(BEGUN, parse_instant("2060-01-01T00:00:00+09:00")))
def test_the_law_says_afterwards_what_was_foreseen(at):
    """The first instant out of force is the foreseen one, to the millisecond."""
    found = foresee(PACT, ACTS, notice(at))
    end = parse_instant(found.ends["KOR"])
    given_now = [*ACTS, NoticeDelivered("KOR", AGREEMENT, "diplomatic", at, at)]
    assert force_at(PACT, given_now, end - 1).force == "in-force"
    assert force_at(PACT, given_now, end).force != "in-force"
