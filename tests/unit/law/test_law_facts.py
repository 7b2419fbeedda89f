"""From acts to facts: each once, in order, and whose word counts in whose account."""

import msgspec
import pytest
from tests.unit.law.scene import at, both, entries, fact, told

from accordant.law.facts import account_of, entries_about, is_awaiting, learnt
from accordant.model.act import Adopted, FactRecorded, NoticeDelivered, RequirementsNotified

PARTIES = ("JPN", "KOR")
NOTICE = fact("notice-delivered", "2019-08-20", "KOR")
ENDED = fact("terminated", "2020-01-01", ground="consent")


def names(found):
    return [entry.fact.name for entry in found]


def test_an_officers_own_act_is_a_fact():
    delivered, signed = at("2019-08-20"), at("2019-08-21")
    acts = [
        NoticeDelivered("KOR", "any", "press", delivered, signed, counterfactual=True),
        RequirementsNotified("KOR:MND", "any", delivered - 1, signed),
        NoticeDelivered("KOR", "another", "diplomatic", delivered, signed),
        Adopted("KOR", "any", "0" * 64, signed),
    ]
    notified, notice = entries_about("any", acts)
    assert (notice.fact.kind, notice.fact.channel, notice.assumed) == (
        "notice-delivered", "press", True,
    )  # fmt: skip
    assert (notified.fact.kind, notified.by) == ("requirements-notified", {"KOR"})
    assert notice.fact.at == delivered
    assert notice.fact.learnt == signed


def test_a_fact_told_twice_is_one_and_both_told_it():
    other = msgspec.structs.replace(NOTICE, source="another paper", words="So they say.")
    (entry,) = entries([*told(NOTICE, "KOR"), *told(other, "JPN"), *told(NOTICE, "KOR")])
    assert entry.by == {"JPN", "KOR"}
    later = msgspec.structs.replace(NOTICE, at=NOTICE.at + 1)
    assert len(entries([*told(NOTICE), *told(later, "JPN")])) == 2


def test_an_assumption_is_never_the_fact_it_assumes():
    delivered = at("2019-08-20")
    acts = [
        NoticeDelivered("KOR", "any", "diplomatic", delivered, delivered, counterfactual=assumed)
        for assumed in (True, False)
    ]
    assert [entry.assumed for entry in entries(acts)] == [False, True]


def test_a_joint_act_is_one_whatever_each_calls_it():
    mine = msgspec.structs.replace(ENDED, name="kor-calls-it-so", place="Seoul")
    (entry,) = entries([*told(ENDED, "JPN"), *told(mine, "KOR")])
    assert entry.by == {"JPN", "KOR"}
    for other in ({"effect": at("2021-01-01")}, {"ground": "breach"}, {"at": at("2020-01-02")}):
        parted = msgspec.structs.replace(mine, **other)
        assert len(entries([*told(ENDED, "JPN"), *told(parted, "KOR")])) == 2


def test_an_amendment_is_agreed_only_where_all_say_alike_what_it_governs():
    new = {"clauses": "ab" * 32, "effect": at("2020-06-01")}
    mine = fact("amended", "2020-01-01", **new)
    theirs = fact("amended", "2020-01-01", **new, governs_held=True, learnt=at("2020-01-01") - 1)
    found = entries([*told(mine, "KOR"), *told(theirs, "JPN")])
    assert {entry.by for entry in found} == {frozenset({"JPN"}), frozenset({"KOR"})}
    assert account_of("KOR", found, PARTIES) == ()


def test_of_an_act_recorded_twice_the_actors_own_words_stand():
    """Who only heard of it can say that it knew first, and puts no words in the actor's mouth."""
    theirs = msgspec.structs.replace(NOTICE, words="A joke.", learnt=NOTICE.at)
    mine = msgspec.structs.replace(NOTICE, words="So we said.", learnt=NOTICE.at + 1)
    (entry,) = entries([*told(theirs, "JPN"), *told(mine, "KOR")])
    assert (entry.fact.words, entry.by) == ("So we said.", {"JPN", "KOR"})


def test_facts_stand_in_the_order_in_which_they_happened():
    later = fact("notice-revoked", "2019-09-01", "KOR", of=NOTICE.name)
    assert names(entries([*told(later), *told(NOTICE)])) == [NOTICE.name, later.name]


@pytest.mark.parametrize(
    ("one", "tellers", "accounts"),
    [
        (NOTICE, ["KOR"], ["JPN", "KOR"]),  # its own act counts for all
        (NOTICE, ["JPN"], ["JPN"]),  # said of another, for whoever says it
        (NOTICE, ["USA"], []),
        (ENDED, ["JPN"], []),  # together means all
        (ENDED, ["JPN", "KOR"], ["JPN", "KOR"]),
        (ENDED, ["JPN", "USA"], []),
        (fact("operation-suspended", "2020-01-01", ground="consent"), ["KOR"], []),
        (fact("operation-suspended", "2020-01-01", "KOR", ground="breach"), ["KOR"],
         ["JPN", "KOR"]),
    ],
)  # fmt: skip
def test_whose_word_counts_in_whose_account(one, tellers, accounts):
    found = entries(told(one, *tellers))
    assert [party for party in PARTIES if account_of(party, found, PARTIES)] == accounts


def test_organs_speak_for_their_states():
    organs = ("JPN:MOD", "KOR:MND")
    (entry,) = entries(told(ENDED, *organs))
    assert account_of("KOR", [entry], organs) == (entry,)
    assert is_awaiting(entry, organs) == ()


def test_whose_word_a_joint_act_awaits():
    (entry,) = entries(told(ENDED, "JPN"))
    assert is_awaiting(entry, PARTIES) == ("KOR",)
    (entry,) = entries(told(NOTICE, "JPN"))
    assert is_awaiting(entry, PARTIES) == ()
    (entry,) = entries(both(ENDED))
    assert is_awaiting(entry, PARTIES) == ()


def test_when_it_was_learnt_is_as_told_or_when_it_was_recorded():
    recorded = FactRecorded("KOR", NOTICE, NOTICE.at + 5)
    assert learnt(recorded) == NOTICE.at + 5
    dated = msgspec.structs.replace(NOTICE, learnt=NOTICE.at + 2)
    assert learnt(FactRecorded("KOR", dated, NOTICE.at + 5)) == NOTICE.at + 2
    assert entries_about("any", [recorded], known_at=NOTICE.at + 4) == ()
    assert len(entries_about("any", [recorded], known_at=NOTICE.at + 5)) == 1


def test_what_one_party_knew_is_known_by_its_record():
    """The other's record of the same comes later, and counts from then only."""
    acts = [*told(NOTICE, "JPN"), *told(NOTICE, "KOR", later=10)]
    (early,) = entries_about("any", acts, known_at=NOTICE.at)
    assert early.by == {"JPN"}
    (late,) = entries_about("any", acts, known_at=NOTICE.at + 10)
    assert late.by == {"JPN", "KOR"}
