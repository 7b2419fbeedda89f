"""What is in play between two parties: the text all adopted, or why there is none."""

import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from accordant.law.force import Matter, force_at
from accordant.law.instrument import load
from accordant.law.play import Play
from accordant.law.sentences import BASIS
from accordant.model.act import (
    Adopted,
    FactRecorded,
    NoticeDelivered,
    OrderRevoked,
    OrderSigned,
    RequirementsNotified,
)
from accordant.model.fact import Fact
from accordant.model.instant import parse_instant

TEXTS = {
    path.stem: load(path.read_bytes(), path.name)
    for path in sorted((Path(__file__).parents[3] / "instruments").glob("*.md"))
}
PACT = TEXTS["jpn-kor-gsomia-2016"]
ORDER = TEXTS["kor-order-launch-reports"]
AMENDED = load(
    (Path(__file__).parents[3] / "instruments" / "jpn-kor-gsomia-2016.md")
    .read_text(encoding="utf-8")
    .replace("days = 90", "days = 180"),
    "jpn-kor-gsomia-2016.md",
)
DAY_ONE = parse_instant("2016-11-23T11:00:00+09:00")
LATER = parse_instant("2018-05-01T09:00:00+09:00")


def adopted(*parties, text=PACT, at=DAY_ONE, clauses=None):
    digest = clauses or text.clauses_digest
    return [Adopted(party, text.identifier, digest, at) for party in parties]


def notified(*parties, at=DAY_ONE):
    return [RequirementsNotified(party, PACT.identifier, at, at) for party in parties]


def notice(party, text, *, channel="diplomatic", counterfactual=False):
    at = parse_instant(text)
    return NoticeDelivered(party, PACT.identifier, channel, at, at, counterfactual)


BOTH = [*adopted("JPN", "KOR"), *notified("JPN", "KOR")]


def only(play, at=LATER, pair=("KOR", "JPN")):
    """The one instrument in play of the pact's identifier."""
    (found,) = play.between(*pair, at)
    return found


@pytest.mark.parametrize(
    ("acts", "force", "basis", "facts"),
    [
        ([], "not-in-force", "not-adopted", {"party": "JPN"}),
        (adopted("JPN"), "not-in-force", "not-adopted", {"party": "KOR"}),
        (adopted("AUS", "KOR"), "not-in-force", "not-adopted", {"party": "JPN"}),
        (adopted("JPN", "KOR"), "not-in-force", "awaiting-notification", {"party": "JPN"}),
        ([*adopted("JPN", "KOR"), *notified("JPN")], "not-in-force", "awaiting-notification",
         {"party": "KOR"}),
        ([*adopted("JPN", "KOR"), *notified("JPN", "KOR", at=LATER + 1)], "not-in-force",
         "not-yet", {"since": "2018-05-01"}),
        (BOTH, "in-force", "in-force", {"since": "2016-11-23"}),
        ([*BOTH, notice("KOR", "2018-04-01T12:00:00+09:00")], "in-force", "in-force-until",
         {"since": "2016-11-23", "until": "2018-11-22"}),
        ([*BOTH, notice("KOR", "2017-08-24T12:00:00+09:00")], "unknown", "end-disputed",
         {"earliest": "2017-11-22", "latest": "2018-11-22"}),
        ([*BOTH, notice("JPN", "2017-08-23T12:00:00+09:00")], "not-in-force", "ended",
         {"until": "2017-11-22"}),
        ([*BOTH, notice("JPN", "2017-08-01T12:00:00+09:00", counterfactual=True)],
         "not-in-force", "ended", {"until": "2017-11-22", "assumed": "yes"}),
        ([*BOTH, notice("KOR", "2017-08-23T12:00:00+09:00", channel="press")], "in-force",
         "in-force", {"since": "2016-11-23"}),
        ([*BOTH, notice("USA", "2017-08-23T12:00:00+09:00")], "in-force", "in-force",
         {"since": "2016-11-23"}),
        ([*adopted("JPN"), *adopted("KOR", clauses="0" * 64), *notified("JPN", "KOR")],
         "not-in-force", "digests-differ", {}),
        ([*BOTH, *adopted("KOR", clauses="0" * 64)], "not-in-force", "digests-differ", {}),
    ],
)  # fmt: skip
def test_force_and_its_reason(acts, force, basis, facts):
    found = only(Play.of([PACT], acts))
    assert (found.instrument, found.force, found.basis, found.facts) == (
        PACT.clauses_digest, force, basis, facts,
    )  # fmt: skip
    assert found.basis in BASIS
    for sentence in BASIS[found.basis]:
        assert "{" not in sentence.format(**found.facts)


def test_an_ended_instrument_is_not_revived_by_one_party_notifying_again_for_an_earlier_day():
    """Tokyo notified last, so its notification began the term; Seoul's notice ends it."""
    begun = parse_instant("2016-11-10T09:00:00+09:00")
    acts = [*adopted("JPN", "KOR"), *notified("KOR", at=begun), *notified("JPN")]
    acts.append(notice("KOR", "2017-08-20T12:00:00+09:00"))
    assert only(Play.of([PACT], acts)).basis == "ended"
    moved = only(Play.of([PACT], [*acts, *notified("JPN", at=begun)]))
    # Counted from 10 November the notice would be too late, and the end a year away.
    assert (moved.force, moved.basis) == ("unknown", "end-disputed")
    assert moved.facts == {"earliest": "2017-11-22", "latest": "2018-11-09"}


def test_a_party_that_signs_without_end_does_not_stop_the_clock():
    """A thousand notices and notifications are compiled in the time of one, and mean the same."""
    day = 86_400_000
    many = [
        act
        for number in range(500)
        for act in (
            *notified("JPN", at=DAY_ONE + number * day),
            NoticeDelivered("JPN", PACT.identifier, "diplomatic", LATER + number * day, DAY_ONE),
        )
    ]
    started = time.monotonic()
    play = Play.of([PACT], [*BOTH, *many])
    assert time.monotonic() - started < 5  # it was minutes
    asked = Matter.of(PACT, [*BOTH, *many])
    for at in range(DAY_ONE - day, LATER + 900 * day, 37 * day):
        assert only(play, at) == asked.at(at)


def test_a_text_all_adopted_but_nobody_here_holds_is_not_in_force():
    acts = [*adopted("JPN", "KOR", clauses="0" * 64), *notified("JPN", "KOR")]
    for held in ([PACT], []):
        found = only(Play.of(held, acts))
        assert (found.instrument, found.force, found.basis) == (
            "0" * 64, "not-in-force", "text-not-held",
        )  # fmt: skip
    assert BASIS["text-not-held"].en


def test_an_altered_text_is_not_the_one_in_force():
    assert only(Play.of([AMENDED], BOTH)).basis == "text-not-held"


def test_an_amendment_takes_over_when_the_second_party_adopts_it():
    first = adopted("KOR", text=AMENDED, at=LATER)
    second = adopted("JPN", text=AMENDED, at=LATER + 1000)
    play = Play.of([PACT, AMENDED], [*BOTH, *first, *second])
    assert only(play, LATER - 1).instrument == PACT.clauses_digest
    assert only(play, LATER - 1).force == "in-force"
    assert only(play, LATER).basis == "digests-differ"
    assert only(play, LATER + 999).force == "not-in-force"
    assert only(play, LATER + 1000).instrument == AMENDED.clauses_digest
    assert only(play, LATER + 1000).force == "in-force"


def test_only_the_instruments_of_the_pair_are_in_play_in_both_directions():
    play = Play.of([PACT, TEXTS["jpn-aus-model"], ORDER], BOTH)
    assert only(play).instrument == PACT.clauses_digest
    assert only(play, pair=("JPN", "KOR")).instrument == PACT.clauses_digest
    assert only(play, pair=("JPN", "AUS")).basis == "not-adopted"
    assert play.between("KOR", "AUS", LATER) == ()
    assert play.between("KOR", "KOR", LATER) == ()


def test_beside_an_arrangement_stand_the_instruments_its_legs_rest_on():
    trilateral = TEXTS["jpn-kor-usa-tisa-2014"]
    legs = [TEXTS["jpn-usa-gsomia-2007"], TEXTS["kor-usa-gsomia-1987"]]
    play = Play.of([trilateral, *legs], [])
    found = {each.instrument for each in play.between("KOR", "JPN", LATER)}
    assert found == {text.clauses_digest for text in (trilateral, *legs)}
    assert len(play.between("KOR", "USA", LATER)) == 3
    without = Play.of([trilateral], [])
    assert len(without.between("JPN", "KOR", LATER)) == 1


def test_orders_stand_for_their_recipient_from_their_signature():
    acts = [
        OrderSigned("KOR", ORDER.identifier, ORDER.clauses_digest, LATER),
        OrderRevoked("KOR", ORDER.identifier, ORDER.clauses_digest, LATER + 10),
    ]
    play = Play.of(TEXTS.values(), acts)
    assert play.orders("KOR", "JPN", LATER - 1) == ()
    (standing,) = play.orders("KOR", "JPN", LATER)
    assert (standing.order, standing.signed, standing.revoked) == (
        ORDER.clauses_digest, LATER, None,
    )  # fmt: skip
    assert play.orders("KOR", "JPN", LATER + 10)[0].revoked == LATER + 10
    assert play.orders("JPN", "KOR", LATER) == ()
    assert play.orders("KOR", "AUS", LATER) == ()


def test_where_midnight_comes_twice_releases_stop_at_the_earlier_one():
    """In Saint John's the clocks went back over midnight: 00:01 on 7 November 2010 was 23:01."""
    text = load(
        (Path(__file__).parents[2] / "vectors" / "instrument" / "good-model.md")
        .read_text(encoding="utf-8")
        .replace("Asia/Seoul", "America/St_Johns"),
        "good-model.md",
    )
    entry = parse_instant("2009-11-07T12:00:00-03:30")
    noted = parse_instant("2010-01-01T12:00:00-03:30")
    acts = [
        *(Adopted(party, "good-model", text.clauses_digest, entry) for party in ("JPN", "KOR")),
        *(RequirementsNotified(party, "good-model", entry, entry) for party in ("JPN", "KOR")),
        NoticeDelivered("KOR", "good-model", "diplomatic", noted, noted),
    ]
    midnight = parse_instant("2010-11-07T00:00:00-02:30")
    play = Play.of([text], acts)
    assert play.between("KOR", "JPN", midnight - 1)[0].force == "in-force"
    assert play.between("KOR", "JPN", midnight)[0].force == "not-in-force"
    again = parse_instant("2010-11-06T23:30:00-03:30")
    assert again > midnight
    assert play.between("KOR", "JPN", again)[0].force == "not-in-force"


# --- facts -------------------------------------------------------------------------------------


def recorded(kind, when, party="", *, tellers=("JPN", "KOR"), **more):
    """A fact of the pact, as these parties recorded it at once."""
    at = parse_instant(when)
    one = Fact(
        name=f"{party.lower() or 'both'}-{kind}",
        kind=kind,
        instrument=PACT.identifier,
        party=party,
        at=at,
        zone="Asia/Seoul",
        source="this test",
        **more,
    )
    return [FactRecorded(teller, one, at) for teller in tellers]


SUSPENDED = recorded("operation-suspended", "2018-01-01T00:00:00+09:00", "JPN", ground="breach")


def test_a_recorded_fact_counts_as_an_officers_own_act_does():
    at = parse_instant("2016-11-23T11:00:00+09:00")
    acts = adopted("JPN", "KOR", at=at - 1000)
    for party in ("JPN", "KOR"):
        acts += recorded("requirements-notified", "2016-11-23T11:00:00+09:00", party,
                         channel="diplomatic", tellers=(party,))  # fmt: skip
    assert only(Play.of([PACT], acts)) == only(Play.of([PACT], BOTH))
    assert only(Play.of([PACT], acts), at - 1).basis == "not-yet"


def test_what_is_suspended_is_in_play_and_not_in_force_until_all_resume_it():
    resumed = {"kind": "operation-resumed", "when": "2018-03-01T00:00:00+09:00",
               "of": "jpn-operation-suspended"}  # fmt: skip
    assert only(Play.of([PACT], [*BOTH, *SUSPENDED])).basis == "operation-suspended"
    alone = [*BOTH, *SUSPENDED, *recorded(**resumed, tellers=("KOR",))]
    assert only(Play.of([PACT], alone)).force == "not-in-force"
    both = [*BOTH, *SUSPENDED, *recorded(**resumed)]
    assert only(Play.of([PACT], both)).force == "in-force"


def test_an_amendment_takes_over_at_its_cut_over_however_early_it_was_adopted():
    amended = recorded("amended", "2018-01-01T00:00:00+09:00", clauses=AMENDED.clauses_digest,
                       effect=LATER)  # fmt: skip
    early = adopted("JPN", "KOR", text=AMENDED, at=LATER - 1000)
    play = Play.of([PACT, AMENDED], [*BOTH, *amended, *early])
    assert only(play, LATER - 1).instrument == PACT.clauses_digest
    assert only(play, LATER).instrument == AMENDED.clauses_digest
    outsider = adopted("AUS", at=DAY_ONE)
    again = Play.of([PACT, AMENDED], [*BOTH, *amended, *early, *outsider])
    assert only(again, LATER - 1) == only(play, LATER - 1)


def test_what_is_known_at_an_instant_is_the_same_compiled_and_asked():
    """A record made years later, of what was known at the time, counted in one of them only."""
    at = parse_instant("2017-08-01T00:00:00+09:00")
    fact = recorded("notice-delivered", "2017-08-01T00:00:00+09:00", "KOR",
                    channel="diplomatic")[0].fact  # fmt: skip
    backfilled = FactRecorded("KOR", replace(fact, learnt=at), LATER)
    unlearnt = FactRecorded("KOR", replace(fact, learnt=LATER + 1), at)
    for act, basis in ((backfilled, "ended"), (unlearnt, "in-force")):
        acts = [*BOTH, act]
        play = Play.of([PACT], acts, known_at=LATER - 1)
        assert only(play, LATER - 1).basis == basis
        assert only(play, LATER - 1) == force_at(PACT, acts, LATER - 1, LATER - 1)


def test_an_amendment_of_what_is_held_takes_the_place_of_earlier_texts_alone():
    """What was provided under a later text came under the earlier amendment's."""
    third = "c" * 64
    first = recorded("amended", "2018-01-01T00:00:00+09:00", clauses=AMENDED.clauses_digest,
                     effect=LATER, governs_held=True)  # fmt: skip
    second = recorded("amended", "2019-01-01T00:00:00+09:00", clauses=third,
                      effect=LATER + 10**10)  # fmt: skip
    acts = [*BOTH, *first, *second, *adopted("JPN", "KOR", text=AMENDED, at=LATER - 1)]
    acts += adopted("JPN", "KOR", clauses=third, at=LATER + 10**10 - 1)
    play = Play.of([PACT, AMENDED], acts)
    last = LATER + 2 * 10**10
    assert play.governing(PACT.clauses_digest, LATER - 1) == PACT.clauses_digest
    assert play.governing(PACT.clauses_digest, last) == AMENDED.clauses_digest
    assert play.governing(AMENDED.clauses_digest, last) == AMENDED.clauses_digest
    assert play.governing(third, last) == third


def test_what_nothing_new_is_about_is_taken_over():
    """And the answer is the one that compiling everything anew gives."""
    texts = [PACT, TEXTS["jpn-aus-model"], TEXTS["eu-model"]]
    before = Play.of(texts, BOTH)
    acts = [*BOTH, *adopted("AUS", text=TEXTS["jpn-aus-model"])]
    after = Play.of(texts, acts, previous=before)
    assert after == Play.of(texts, acts)
    same = {name for name in after.compiled if after.compiled[name] is before.compiled[name]}
    assert same == {"jpn-kor-gsomia-2016", "eu-model"}
    amended = Play.of([PACT, AMENDED], BOTH, previous=before)
    assert amended == Play.of([PACT, AMENDED], BOTH)
