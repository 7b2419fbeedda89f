"""The agreement of 2016 between Japan and the Republic of Korea, as it went from 2016 to 2024.

Facts and hours as reported: both parties notified on 23 November 2016; Seoul's notice was handed
over on 23 August 2019 at about 15:30; its effect was suspended on 22 November 2019 at 18:00, six
hours before the term ended; both notes were withdrawn on 21 March 2023. Seoul held that it could
end the agreement at any moment in between, Tokyo that the yearly rule ran on.
"""

import pytest
from tests.laws.test_end_of_an_agreement import LIBRARY, PACT, ask
from tests.unit.law.scene import at

from accordant.decision.decide import decide
from accordant.law.asof import stand_at
from accordant.law.force import force_at
from accordant.model.act import Adopted, FactRecorded
from accordant.model.fact import Fact

NOTICE, ASLEEP = "kor-notice-2019", "kor-suspension-2019"
BOTH = ("JPN", "KOR")


def happened(name, kind, when, party, **more):
    """A fact both capitals recorded at once."""
    one = Fact(
        name=name,
        kind=kind,
        instrument=PACT.identifier,
        party=party,
        at=at(when),
        zone="Asia/Seoul",
        source="as reported",
        **more,
    )
    return [FactRecorded(teller, one, one.at) for teller in BOTH]


def noted(name, kind, when, party, **more):
    return happened(name, kind, when, party, channel="diplomatic", **more)


HISTORY = [
    *(Adopted(party, PACT.identifier, PACT.clauses_digest, at("2016-11-23")) for party in BOTH),
    *noted("jpn-ready", "requirements-notified", "2016-11-23T12:00", "JPN"),
    *noted("kor-ready", "requirements-notified", "2016-11-23T12:00", "KOR"),
    *happened("announced", "claimed", "2019-08-22T18:20", "KOR", words="It will be ended."),
    *noted(NOTICE, "notice-delivered", "2019-08-23T15:30", "KOR"),
    *noted(ASLEEP, "notice-suspended", "2019-11-22T18:00", "KOR", of=NOTICE),
    *happened("kor-reads", "reading-held", "2019-11-22T18:00", "KOR",
              question="suspended-notice", answer="revivable"),
    *happened("jpn-reads", "reading-held", "2019-11-22T18:00", "JPN",
              question="suspended-notice", answer="spent"),
]  # fmt: skip
WITHDRAWN = noted("kor-both-withdrawn", "notes-withdrawn", "2023-03-21T10:00", "KOR", of=NOTICE)
REVIVED = noted("kor-revived", "suspension-withdrawn", "2020-10-15T10:00", "KOR", of=NOTICE)
EVENING = "2019-11-22T23:59"


def stand(when, known=None, acts=None, party=None):
    acts = [*HISTORY, *WITHDRAWN] if acts is None else acts
    return stand_at(PACT, acts, at(when), known_at=known and at(known), party=party)


def answer(when, known=None, acts=None, party=None):
    found = stand(when, known, acts, party).by_facts
    return found.force, found.basis


def test_before_the_notice_it_runs_from_year_to_year():
    for year in ("2017-06-01", "2017-11-23", "2018-11-23", "2019-08-23T15:29"):
        assert answer(year) == ("in-force", "in-force")
    assert answer("2016-11-23T11:59")[0] == "not-in-force"


def test_the_announcement_of_22_august_moved_nothing():
    assert answer("2019-08-23T15:00", known="2019-08-23T15:00") == ("in-force", "in-force")
    assert [claim.name for claim in stand("2019-08-23T15:00").claims] == ["announced"] * 1


def test_the_evening_of_22_november_as_known_at_five_and_at_half_past_six():
    found = stand(EVENING, known="2019-11-22T17:00")
    assert (found.by_facts.force, found.by_facts.basis) == ("in-force", "in-force-until")
    assert found.by_facts.facts["until"] == "2019-11-22"
    assert [end.local for end in found.endings] == ["2019-11-23T00:00:00+09:00"] * 2
    found = stand(EVENING, known="2019-11-22T18:30")
    assert (found.by_facts.force, found.by_facts.basis) == ("in-force", "notice-suspended")
    assert found.adopted == found.by_facts


def test_midnight_as_known_before_and_after_the_suspension():
    assert answer("2019-11-23T00:00", known="2019-11-22T17:00") == ("not-in-force", "ended")
    assert answer("2019-11-23T00:00", known="2019-11-22T17:59") == ("not-in-force", "ended")
    assert answer("2019-11-23T00:00", known="2019-11-22T18:00")[0] == "in-force"
    assert answer("2019-11-23T00:00", known="2019-11-22T18:30")[0] == "in-force"
    assert answer("2019-11-22T23:59:59.999", known="2019-11-22T17:00")[0] == "in-force"


@pytest.mark.parametrize("when", ["2020-01-01", "2020-08-24", "2021-06-01", "2023-03-20"])
def test_between_the_notes_both_hold_it_in_force_for_different_reasons(when):
    assert answer(when)[0] == "in-force"
    assert answer(when, party="KOR") == ("in-force", "notice-suspended")
    assert answer(when, party="JPN") == ("in-force", "in-force")
    held = {view.party: view.readings[0].answer for view in stand(when).views}
    assert held == {"JPN": "spent", "KOR": "revivable"}


@pytest.mark.parametrize("when", ["2023-03-22", "2023-11-23", "2024-06-01"])
def test_after_both_notes_were_withdrawn_nothing_is_left_of_them(when):
    for party in (None, *BOTH):
        assert answer(when, party=party) == ("in-force", "in-force")
    assert stand(when).endings == ()
    assert stand(when).without_effect == ()


def test_what_the_suspension_withdrawn_in_october_2020_would_have_meant():
    """To Seoul it had ended at once, to Tokyo nothing had happened: a person decides."""
    acts = [*HISTORY, *REVIVED]
    moment = "2020-10-15T10:00"
    assert answer("2020-10-15T09:59", acts=acts)[0] == "in-force"
    assert answer(moment, acts=acts, party="KOR") == ("not-in-force", "ended")
    assert answer(moment, acts=acts, party="JPN") == ("in-force", "in-force")
    found = stand(moment, acts=acts)
    assert (found.by_facts.force, found.by_facts.basis) == ("unknown", "readings-differ")
    assert found.by_facts.facts["views"] == "JPN: in-force; KOR: not-in-force"
    assert [end.local for end in found.endings] == ["2020-10-15T10:00:00+09:00"] * 2
    refused = stand(moment, acts=acts, party="JPN").without_effect
    assert [(each.fact.name, each.reason) for each in refused] == [("kor-revived", "not-possible")]


def test_a_new_release_goes_waits_or_stays_with_the_law():
    """Under the order and with every yes there is, by what was known then."""

    def outcome(when, acts, known=None):
        play = force_at(PACT, acts, at(when), known and at(known))
        case = ask(acts, at(when))
        case = type(case)(**{**{name: getattr(case, name) for name in case.__struct_fields__},
                             "instruments": (play,)})  # fmt: skip
        return decide(LIBRARY, case).outcome

    assert outcome(EVENING, HISTORY, "2019-11-22T17:00") == "release"
    assert outcome("2019-11-23T00:00", HISTORY, "2019-11-22T17:00") == "withhold"
    assert outcome("2019-11-23T00:00", HISTORY, "2019-11-22T18:30") == "release"
    assert outcome("2021-01-01", HISTORY) == "release"
    assert outcome("2021-01-01", [*HISTORY, *REVIVED]) == "refer"
    assert outcome("2024-06-01", [*HISTORY, *WITHDRAWN]) == "release"


def test_had_neither_held_a_reading_the_answers_would_part_as_well():
    silent = [
        act
        for act in [*HISTORY, *REVIVED]
        if not isinstance(act, FactRecorded) or act.fact.kind != "reading-held"
    ]
    assert answer("2020-10-14", acts=silent)[0] == "in-force"
    found = stand("2020-10-15T10:00", acts=silent).by_facts
    assert (found.force, found.basis) == ("unknown", "readings-differ")
    for party in BOTH:
        assert answer("2020-10-15T10:00", acts=silent, party=party)[0] == "unknown"


def test_a_new_notice_in_2022_would_have_ended_it_for_both():
    again = noted("kor-notice-2022", "notice-delivered", "2022-08-01T10:00", "KOR")
    for party in (None, *BOTH):
        assert answer("2022-11-22T23:59", acts=[*HISTORY, *again], party=party)[0] == "in-force"
        assert answer("2022-11-23", acts=[*HISTORY, *again], party=party)[1] == "ended"


def test_what_one_capital_alone_recorded_holds_for_that_capital_alone():
    told = [act for act in [*HISTORY, *REVIVED] if act.party == "JPN" or act in HISTORY]
    assert answer("2021-01-01", acts=told, party="KOR") == ("in-force", "notice-suspended")
    assert answer("2021-01-01", acts=told)[0] == "in-force"
