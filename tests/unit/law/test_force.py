"""Force at an instant: each basis, whose word counts for it, and what parts the answers."""

import re

import pytest
from tests.unit.law.scene import (
    DAY,
    ONE_YEAR,
    adopted,
    at,
    begun,
    both,
    fact,
    matter,
    text,
    told,
)

from accordant.errors import MalformedInput
from accordant.law import force
from accordant.law.force import Matter, force_at, timeline_of
from accordant.law.sentences import BASIS
from accordant.model.act import Adopted, NoticeDelivered

NOTICE = fact("notice-delivered", "2019-08-20", "KOR")
ASLEEP = fact("notice-suspended", "2019-11-01", "KOR", of=NOTICE.name)
AWAKE = fact("suspension-withdrawn", "2020-10-01", "KOR", of=NOTICE.name)
HELD = fact("operation-suspended", "2018-01-01", "JPN", ground="breach")
AMERICAN = [
    act
    for party in ("JPN", "USA")
    for act in told(fact("requirements-notified", "2016-11-23T20:00", party))
]


def reading(party, question, answer, when="2019-12-01"):
    return told(fact("reading-held", when, party, question=question, answer=answer))


REVIVED = [*begun(), *told(NOTICE), *told(ASLEEP), *told(AWAKE)]
CASES = {
    "not-adopted": (text(), None, begun(), "2018-01-01", "not-in-force", {"party": "JPN"}),
    "awaiting-notification": (
        text(), [], told(fact("requirements-notified", "2016-11-01", "JPN")), "2018-01-01",
        "not-in-force", {"party": "KOR"},
    ),
    "awaiting-signature": (
        text(on="signature"), [], told(fact("signed", "2016-11-01", "KOR")), "2018-01-01",
        "not-in-force", {"party": "JPN"},
    ),
    "not-yet": (text(), [], begun(), "2016-11-23T10:59", "not-in-force", {"since": "2016-11-23"}),
    "in-force": (text(), [], begun(), "2018-01-01", "in-force", {"since": "2016-11-23"}),
    "in-force-until": (
        text(), [], [*begun(), *told(NOTICE)], "2019-11-22T23:59", "in-force",
        {"since": "2016-11-23", "until": "2019-11-22"},
    ),
    "notice-suspended": (
        text(), [], [*begun(), *told(NOTICE), *told(ASLEEP)], "2019-11-10", "in-force",
        {"since": "2016-11-23", "by": "KOR"},
    ),
    "end-disputed": (
        text(), [], [*begun(), *told(fact("notice-delivered", "2019-08-25", "KOR"))],
        "2019-12-01", "unknown", {"earliest": "2019-11-22", "latest": "2020-11-22"},
    ),
    "midnights-differ": (
        text(ONE_YEAR, zone="", parties=("JPN", "USA")), [], AMERICAN, "2017-11-23T01:00",
        "unknown", {"until": "2017-11-22"},
    ),
    "readings-differ": (
        text(), [],
        [*REVIVED, *reading("KOR", "suspended-notice", "revivable"),
         *reading("JPN", "suspended-notice", "spent")],
        "2020-10-01", "unknown", {"views": "JPN: in-force; KOR: not-in-force"},
    ),
    "operation-suspended": (
        text(), [], [*begun(), *told(HELD)], "2018-01-01", "not-in-force",
        {"since": "2016-11-23", "by": "JPN", "ground": "breach"},
    ),
    "ended": (
        text(), [], [*begun(), *told(NOTICE)], "2019-11-23", "not-in-force",
        {"until": "2019-11-22"},
    ),
    "terminated": (
        text(), [], [*begun(), *both(fact("terminated", "2018-05-01", ground="consent"))],
        "2018-05-01", "not-in-force", {"until": "2018-04-30"},
    ),
    "replaced": (
        text(), [], [*begun(), *both(fact("replaced", "2018-05-01", by="another"))],
        "2018-05-01", "not-in-force", {"until": "2018-04-30", "by": "another"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("basis", CASES)
def test_force_and_its_reason_in_words(basis):
    which, adoptions, acts, when, expected, facts = CASES[basis]
    acts = [*(adopted(which) if adoptions is not None else []), *acts]
    found = force_at(which, acts, at(when))
    assert (found.basis, found.force, found.facts) == (basis, expected, facts)
    for sentence in BASIS[basis]:
        assert "{" not in sentence.format(**found.facts)


def test_an_encoding_adopted_by_all_in_place_of_this_one():
    acts = [*begun(), *(Adopted(party, "any", "0" * 64, 0) for party in ("JPN", "KOR"))]
    assert force_at(text(), acts, at("2018-01-01")).basis == "other-text"
    acts[-1] = Adopted("KOR", "any", text().clauses_digest, 0)
    assert force_at(text(), acts, at("2018-01-01")).basis == "digests-differ"


def test_every_basis_of_the_page_above_is_tried():
    """`text-not-held` is of a text nobody could ask here; see the tests of `play`."""
    named = set(re.findall(r"[a-z]+(?:-[a-z]+)+|ended|terminated|replaced", force.__doc__))
    assert set(CASES) | {"other-text", "digests-differ", "text-not-held"} == set(BASIS)
    assert set(BASIS) - {"text-not-held"} <= named


# --- whose word counts -------------------------------------------------------------------------


def test_a_party_that_is_said_to_have_notified_and_does_not_say_so_is_awaited():
    """The reason named nobody: everybody had notified, by somebody's word."""
    acts = told(fact("requirements-notified", "2016-11-01", "JPN"))
    acts += told(fact("requirements-notified", "2016-11-01", "KOR"), "JPN")
    found = matter(text(), acts).at(at("2018-01-01"))
    assert (found.basis, found.facts) == ("awaiting-notification", {"party": "KOR"})
    assert matter(text(), acts).by_facts(at("2018-01-01"), "JPN").force == "in-force"


def test_a_party_that_notified_through_the_press_is_awaited():
    acts = told(fact("requirements-notified", "2016-11-01", "JPN"))
    acts += told(fact("requirements-notified", "2016-11-01", "KOR", channel="press"))
    found = matter(text(), acts).at(at("2018-01-01"))
    assert (found.basis, found.facts) == ("awaiting-notification", {"party": "KOR"})


def test_nobody_says_what_another_party_reads():
    """Seoul could say that Tokyo held the notice to be spent, and had it in force again."""
    acts = [*REVIVED, *reading("KOR", "suspended-notice", "spent")]
    foreign = fact("reading-held", "2019-12-01", "JPN", question="suspended-notice",
                   answer="spent")  # fmt: skip
    before = matter(text(), acts).at(at("2021-01-01"))
    assert before.force == "unknown"
    assert matter(text(), [*acts, *told(foreign, "KOR", "USA")]).at(at("2021-01-01")) == before
    assert matter(text(), [*acts, *told(foreign)]).at(at("2021-01-01")).force == "in-force"


def test_a_party_reads_the_midnight_of_a_capital():
    """A capital named as a word was never found, so the reading had no effect."""
    which = text(ONE_YEAR, zone="", parties=("JPN", "USA"))
    acts = [*AMERICAN, *reading("JPN", "zone", "washington", "2017-01-01")]
    one_in_tokyo = at("2017-11-23T01:00")
    assert matter(which, acts).by_facts(one_in_tokyo, "JPN").force == "in-force"
    assert matter(which, acts).by_facts(one_in_tokyo).force == "unknown"
    acts += reading("USA", "zone", "washington", "2017-01-01")
    assert matter(which, acts).by_facts(one_in_tokyo).force == "in-force"


def test_a_condition_is_met_when_all_say_so_and_from_then_on():
    """One party alone, even one that is none, could say it; and compiled it was never seen."""
    which = text(requires="visit")
    met = fact("condition-met", "2018-01-01", condition="visit")
    when = at("2018-06-01")
    for tellers in (["JPN"], ["KOR"], ["USA", "KOR"]):
        assert "met" not in matter(which, [*begun(), *told(met, *tellers)]).at(when).facts
    acts = [*begun(), *both(met), *both(fact("condition-met", "2018-01-01", condition="tea"))]
    assert matter(which, acts).at(when).facts["met"] == "visit"
    assert "met" not in matter(text(), acts).at(when).facts
    timeline = timeline_of(which, [*adopted(which), *acts])
    assert timeline.at(when).facts["met"] == "visit"
    assert "met" not in timeline.at(met.at - 1).facts


def test_nobody_meets_a_condition_for_another_by_putting_its_own_name_to_it():
    """A visit is what each side made of it: who is visited cannot say that the visitor is content."""
    which = text(requires="visit")
    met = fact("condition-met", "2018-01-01", "JPN", condition="visit")
    when = at("2018-06-01")
    assert "met" not in matter(which, [*begun(), *told(met, "JPN")]).at(when).facts
    assert matter(which, [*begun(), *both(met)]).at(when).facts["met"] == "visit"


def test_a_suspension_that_is_contested_stays_out_of_the_account_of_who_contests_it():
    contested = fact("contested", "2018-02-01", "KOR", of=HELD.name)
    found = matter(text(), [*begun(), *told(HELD), *told(contested)])
    when = at("2018-03-01")
    assert found.by_facts(when, "KOR").force == "in-force"
    assert found.by_facts(when, "JPN").basis == "operation-suspended"
    assert found.at(when).force == "unknown"
    foreign = matter(text(), [*begun(), *told(HELD), *told(contested, "JPN")])
    assert foreign.at(when).force == "not-in-force"


def test_nobody_revives_by_its_own_word_what_had_ended():
    """A revocation said after the end to have been delivered before it: both must say so."""
    undone = told(fact("notice-revoked", "2019-11-01", "KOR", of=NOTICE.name), later=90 * DAY)
    found = [*begun(), *told(NOTICE), *undone]
    when = at("2019-12-01")
    assert matter(text(), found, known_at=when).by_facts(when).basis == "ended"
    alone = matter(text(), found)
    assert alone.by_facts(when, "KOR").force == "in-force"
    assert alone.by_facts(when, "JPN").basis == "ended"
    assert alone.by_facts(when).force == "unknown"
    confirmed = told(undone[0].fact, "JPN", later=90 * DAY)
    assert matter(text(), [*found, *confirmed]).by_facts(when).force == "in-force"


def test_a_joint_end_told_of_two_minutes_of_one_day_is_one_end():
    ends = [
        *told(
            fact("terminated", "2019-06-03T10:00", "", ground="consent", name="we-end-it"), "KOR"
        ),
        *told(fact("terminated", "2019-06-03T10:05", "", ground="consent", name="its-end"), "JPN"),
    ]
    found = matter(text(), [*begun(), *ends])
    assert found.by_facts(at("2019-06-03T09:59")).force == "in-force"
    assert found.by_facts(at("2019-06-03T10:00")).basis == "terminated"


def test_nobody_asks_for_the_account_of_who_is_no_party():
    with pytest.raises(MalformedInput, match="USA"):
        matter(text(), begun()).by_facts(at("2018-01-01"), "USA")


def test_while_in_force_the_earliest_last_day_is_named_and_after_the_end_the_latest():
    acts = [*begun(), *told(fact("notice-delivered", "2019-08-25", "KOR"))]
    found = matter(text(), acts)
    assert found.at(at("2019-09-01")).facts["until"] == "2019-11-22"
    assert found.at(at("2020-12-01")).facts["until"] == "2020-11-22"


# --- compiled ----------------------------------------------------------------------------------


@pytest.mark.parametrize("basis", CASES)
def test_the_compiled_timeline_is_force_at(basis):
    which, adoptions, acts, when, *_ = CASES[basis]
    acts = [*(adopted(which) if adoptions is not None else []), *acts]
    timeline, found = timeline_of(which, acts), Matter.of(which, acts)
    for instant in {at(when), *found.changes(), *timeline.starts}:
        for beside in (-1, 0, 1):
            assert timeline.at(instant + beside) == found.at(instant + beside)


def test_a_rehearsal_leaves_its_trace():
    delivered = at("2019-08-20")
    acts = [*begun(), NoticeDelivered("KOR", "any", "diplomatic", delivered, delivered, True)]
    found = matter(text(), acts)
    for when in ("2019-09-01", "2019-11-23"):
        assert found.at(at(when)).facts["assumed"] == "yes"
    assert "assumed" not in found.at(at("2018-01-01")).facts
