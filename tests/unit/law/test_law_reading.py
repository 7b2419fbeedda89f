"""Constructions: one answer to everything a text leaves open; and readings that leave some out."""

import time

import pytest
from msgspec.structs import replace
from tests.unit.law.scene import YEARLY, adopted, at, begun, entries, fact, text, told

from accordant.law.capitals import CAPITALS
from accordant.law.force import timeline_of
from accordant.law.reading import agreeing, constructions, readings_of, readings_over_time

NOTICE = told(fact("notice-delivered", "2019-08-20", "KOR"))
ASLEEP = told(fact("notice-suspended", "2019-11-01", "KOR", of="kor-notice-delivered"))
AGAIN = told(fact("requirements-notified", "2017-01-01", "KOR", name="again"))


def made(which, *acts):
    return constructions(which, entries([act for group in acts for act in group]))


def reading(party, question, answer, when="2019-12-01", **more):
    return fact("reading-held", when, party, question=question, answer=answer, **more)


@pytest.mark.parametrize(
    ("which", "acts", "count"),
    [
        (text(), [begun()], 1),
        (text(), [begun(), NOTICE], 3),
        (text(YEARLY.replace("open", "clear")), [begun(), NOTICE], 1),
        (text(), [begun(), NOTICE, ASLEEP], 6),
        (text(), [begun(), AGAIN], 1),
        (text(), [begun(), AGAIN, NOTICE], 6),
        (text(zone=""), [begun()], 2),
        (text(zone="", parties=("JPN", "KOR", "USA")), [begun(), NOTICE, ASLEEP], 18),
        (text(""), [begun(), NOTICE], 1),
    ],
)
def test_a_question_that_nothing_raises_is_not_asked(which, acts, count):
    found = made(which, *acts)
    assert len(found) == len(set(found)) == count


def test_the_zone_is_the_texts_or_a_capitals():
    assert {each.zone for each in made(text(), begun())} == {"Asia/Seoul"}
    assert {each.zone for each in made(text(zone=""), begun())} == {"Asia/Seoul", "Asia/Tokyo"}


def test_a_reading_leaves_what_agrees_with_it():
    every = made(text(zone=""), begun(), NOTICE, ASLEEP)
    left = agreeing(every, {"counting": "clear", "zone": "tokyo", "suspended-notice": "spent"})
    (only,) = left
    assert (only.counting, only.zone, only.suspended_notice) == ("clear", "Asia/Tokyo", "spent")


def test_an_answer_to_a_question_nobody_asks_leaves_out_nothing():
    every = made(text(), begun(), NOTICE)
    for answer in ({"zone": "tokyo"}, {"suspended-notice": "spent"}, {"zone": "atlantis"}, {}):
        assert agreeing(every, answer) == every


@pytest.mark.parametrize("party", CAPITALS)
def test_every_capital_can_be_named_as_an_answer(party):
    other = "JPN" if party != "JPN" else "KOR"
    which = text(zone="", parties=(other, party))
    word = CAPITALS[party].name.lower().replace(" ", "-")
    left = agreeing(made(which, begun()), {"zone": word})
    assert {each.zone for each in left} == {CAPITALS[party].zone}


def test_the_latest_reading_of_a_party_counts_from_when_it_is_held():
    first = told(reading("KOR", "counting", "clear"))
    second = told(reading("KOR", "counting", "expiry", "2020-12-01"))
    found = entries([*second, *first])
    assert readings_over_time("KOR", found).at(at("2019-11-30")) == {}
    assert readings_over_time("KOR", found).at(at("2019-12-01")) == {"counting": "clear"}
    assert readings_over_time("KOR", found).at(at("2021-01-01")) == {"counting": "expiry"}
    assert readings_over_time("JPN", found).at(at("2021-01-01")) == {}
    assert readings_of("KOR", found, at("2021-01-01"))[0][1].answer == "expiry"


def test_a_reading_held_from_a_later_day_counts_from_that_day():
    """Also in the law compiled over all time, which would not see it change anything before."""
    later = told(reading("KOR", "counting", "clear", effect=at("2020-12-01")))
    assert readings_of("KOR", entries(later), at("2020-11-30")) == ()
    ((question, held),) = readings_of("KOR", entries(later), at("2020-12-01"))
    assert (question, held.answer) == ("counting", "clear")


def test_only_a_partys_own_word_makes_it_hold_a_reading():
    said = reading("JPN", "suspended-notice", "spent")
    assert readings_over_time("JPN", entries(told(said, "KOR", "USA"))).at(at("2020-01-01")) == {}
    assert readings_over_time("JPN", entries(told(said, "KOR", "JPN"))).at(at("2020-01-01"))


def test_a_party_that_reads_without_end_does_not_stop_the_clock():
    """Each reading was sought among all of them, at each of their instants."""
    acts = begun()
    for number in range(3000):
        one = reading("KOR", "counting", ("clear", "expiry")[number % 2], name=f"r-{number}")
        acts += told(replace(one, at=one.at + number))
    started = time.process_time()
    compiled = timeline_of(text(), [*adopted(text()), *acts])
    assert time.process_time() - started < 2  # it was a minute for ten thousand
    assert compiled.at(at("2021-01-01")).force == "in-force"
