"""What a fact would do: what all do together is foreseen as done by all, and on its own day."""

from tests.unit.law.scene import at, begun, fact, text

from accordant.law.foresight import foresee


def test_an_end_by_consent_is_foreseen_as_recorded_by_all():
    """It was recorded by one alone, awaited the others, and was said to move what it did not."""
    found = foresee(text(), begun(), fact("terminated", "2018-01-01", ground="consent"))
    assert (found.becomes.force, found.becomes.basis) == ("not-in-force", "terminated")
    assert set(found.ends) == {"JPN", "KOR"}
    agreed = fact("terminated", "2018-01-01", ground="consent", effect=at("2018-12-01"))
    found = foresee(text(), begun(), agreed)
    assert (found.becomes.basis, found.becomes.facts["until"]) == ("in-force-until", "2018-11-30")


def test_what_is_done_for_a_later_day_is_foreseen_on_that_day():
    held = fact("operation-suspended", "2018-01-01", "JPN", ground="breach",
                effect=at("2018-06-01"))  # fmt: skip
    assert foresee(text(), begun(), held).becomes.basis == "operation-suspended"


def test_a_notice_is_foreseen_with_its_last_day_by_each_way_of_counting():
    found = foresee(text(), begun(), fact("notice-delivered", "2019-08-24", "KOR"))
    assert {way: day.isoformat() for way, day in found.last_days.items()} == {
        "expiry": "2019-11-22", "last-day": "2019-11-22", "clear": "2020-11-22",
    }  # fmt: skip
    assert found.late


def test_what_would_have_no_effect_says_why():
    found = foresee(
        text(), begun(), fact("notice-delivered", "2019-08-24", "KOR", channel="press")
    )
    assert found.obstacle is not None
    assert found.obstacle.reason == "other-channel"
    assert not foresee(text(), begun(), fact("consultation", "2018-01-01", words="Met.")).moves
