"""One life under one construction: what each fact does, and why some do nothing."""

import pytest
from msgspec.structs import replace
from tests.unit.law.scene import (
    ONE_YEAR,
    SEOUL,
    at,
    begun,
    both,
    fact,
    lived,
    refusals,
    state_at,
    text,
    told,
)

from accordant.law.life import NOTICES_MAX, STARTS_MAX
from accordant.law.lifecycle import TRANSITIONS
from accordant.law.sentences import WITHOUT_EFFECT

NOTICE = fact("notice-delivered", "2019-08-20", "KOR")
TOKYO_NOTICE = fact("notice-delivered", "2019-08-21", "JPN")
ENDS = "2019-11-23"
OPEN = 'notice = { months = 6, form = "written", channel = "diplomatic", counting = "expiry" }'
BY_DENUNCIATION = OPEN.replace(" }", ', act = "denunciation" }')


def of_notice(kind, when, party="KOR", of=NOTICE.name, **more):
    return fact(kind, when, party, of=of, **more)


# --- the course of things ----------------------------------------------------------------------


def test_a_notice_ends_the_term_and_the_last_day_is_whole():
    life = lived(text(), [*begun(), *told(NOTICE)])
    assert [(step.state, step.basis) for step in life.steps] == [
        ("in-force", "in-force"), ("ending", "in-force-until"), ("ended", "ended"),
    ]  # fmt: skip
    assert life.steps[-1].at == at(ENDS)
    assert life.steps[-1].facts["until"] == "2019-11-22"


def test_a_notice_revoked_is_gone_and_the_other_partys_stands():
    revoked = of_notice("notice-revoked", "2019-09-01")
    life = lived(text(), [*begun(), *told(NOTICE), *told(revoked)])
    assert state_at(life, "2020-01-01") == "in-force"
    life = lived(text(), [*begun(), *told(NOTICE), *told(TOKYO_NOTICE), *told(revoked)])
    assert state_at(life, "2019-09-02") == "ending"
    assert state_at(life, ENDS) == "ended"


def test_a_notice_revived_after_its_day_ends_it_at_once():
    acts = [*begun(), *told(NOTICE), *told(of_notice("notice-suspended", "2019-11-22T18:00"))]
    acts += told(of_notice("suspension-withdrawn", "2020-10-01T10:00"))
    life = lived(text(), acts)
    assert state_at(life, "2019-12-01") == "notice-suspended"
    assert life.steps[-1].at == at("2020-10-01T10:00")
    assert state_at(life, "2020-10-01T10:00") == "ended"
    spent = lived(text(), acts, SEOUL._replace(suspended_notice="spent"))
    assert state_at(spent, "2024-01-01") == "in-force"
    assert refusals(spent) == [("suspension-withdrawn", "not-possible", "in-force")]


def test_a_notice_revived_at_midnight_leaves_the_day_before_as_the_last():
    acts = [*begun(), *told(NOTICE), *told(of_notice("notice-suspended", "2019-11-22"))]
    for when, until in (
        ("2020-10-01", "2020-09-30"),
        ("2020-10-01T00:01", "2020-10-01"),
        (ENDS, "2019-11-22"),
    ):
        life = lived(text(), [*acts, *told(of_notice("suspension-withdrawn", when))])
        assert life.steps[-1].at == at(when)
        assert life.steps[-1].facts["until"] == until


def test_a_notice_revived_before_its_day_ends_it_on_its_day():
    acts = [*begun(), *told(NOTICE), *told(of_notice("notice-suspended", "2019-10-01"))]
    acts += told(of_notice("suspension-withdrawn", "2019-11-01"))
    assert lived(text(), acts).steps[-1].at == at(ENDS)


@pytest.mark.parametrize(
    "meanwhile",
    [
        told(fact("notice-delivered", "2020-01-10", "JPN")),
        both(fact("terminated", "2020-01-10", ground="consent", effect=at("2025-01-01"))),
    ],
)
def test_a_suspension_is_withdrawn_also_while_something_else_is_to_end_it(meanwhile):
    """It was refused then, and the notice slept on for ever."""
    acts = [*begun(), *told(NOTICE), *told(of_notice("notice-suspended", "2019-11-01"))]
    acts += [*meanwhile, *told(of_notice("suspension-withdrawn", "2020-02-01"))]
    life = lived(text(), acts)
    assert state_at(life, "2020-01-31") == "ending"
    assert state_at(life, "2020-02-01") == "ended"


def test_a_notice_given_early_is_kept_and_may_end_it_on_the_day_it_begins():
    """Both ways of beginning; by signature the table did not know it."""
    early = fact("notice-delivered", "2016-01-01", "KOR")
    for on, kind in (("later-of-notifications", "requirements-notified"), ("signature", "signed")):
        acts = [*told(early), *begun(kind=kind)]
        life = lived(text(on=on), acts)
        assert [step.state for step in life.steps] == ["ending", "ended"]
        life = lived(text(OPEN, on=on), acts)
        assert [step.state for step in life.steps] == ["ended"]
        assert life.steps[0].at == life.entry
        last = life.moves[-1]
        assert last.after in TRANSITIONS[last.before][last.fact.kind]


def test_a_suspension_of_operation_stops_nothing_of_the_time():
    held = fact("operation-suspended", "2019-09-01", "JPN", ground="breach")
    life = lived(text(), [*begun(), *told(NOTICE), *told(held)])
    assert state_at(life, "2019-11-22") == "operation-suspended"
    assert state_at(life, ENDS) == "ended"


def test_operation_is_resumed_one_suspension_at_a_time():
    acts = begun()
    for party in ("JPN", "KOR"):
        acts += told(fact("operation-suspended", "2018-01-01", party, ground="breach"))
    acts += both(fact("operation-resumed", "2018-02-01", of="jpn-operation-suspended"))
    acts += both(fact("operation-resumed", "2018-03-01", of="kor-operation-suspended"))
    life = lived(text(), acts)
    assert state_at(life, "2018-02-15") == "operation-suspended"
    assert state_at(life, "2018-03-01") == "in-force"


@pytest.mark.parametrize(
    ("kind", "more", "basis", "facts"),
    [
        ("terminated", {"ground": "consent"}, "terminated", {"until": "2018-04-30"}),
        ("replaced", {"by": "another"}, "replaced", {"until": "2018-04-30", "by": "another"}),
    ],
)
def test_an_end_agreed_for_a_later_day(kind, more, basis, facts):
    agreed = fact(kind, "2018-03-01", effect=at("2018-05-01"), **more)
    life = lived(text(), [*begun(), *both(agreed)])
    assert state_at(life, "2018-03-01") == "ending"
    assert life.steps[-1].at == at("2018-05-01")
    assert life.steps[-1].basis == basis
    assert life.steps[-1].facts == facts


def test_an_end_agreed_later_for_an_earlier_day_counts_and_one_for_a_later_day_does_not():
    acts = begun()
    for number, day in enumerate(("2018-06-01", "2018-05-01", "2018-07-01")):
        one = fact("terminated", f"2018-03-0{number + 1}", ground="consent", effect=at(day))
        acts += both(one)
    assert lived(text(), acts).steps[-1].at == at("2018-05-01")


def test_a_term_without_extension_ends_by_itself():
    life = lived(text(ONE_YEAR), begun())
    assert life.steps[0].basis == "in-force-until"
    assert life.steps[-1].at == at("2017-11-23")


# --- acts done for a later instant -------------------------------------------------------------


@pytest.mark.parametrize(
    ("acts", "before", "after"),
    [
        ([*told(NOTICE), *told(of_notice("notice-revoked", "2019-09-01", effect=at("2019-10-01")))],
         "ending", "in-force"),
        ([*told(NOTICE),
          *told(of_notice("notice-suspended", "2019-09-01", effect=at("2019-10-01")))],
         "ending", "notice-suspended"),
        (told(fact("operation-suspended", "2019-09-01", "JPN", ground="breach",
                   effect=at("2019-10-01"))), "in-force", "operation-suspended"),
        ([*told(fact("operation-suspended", "2019-08-01", "JPN", ground="breach")),
          *both(fact("operation-resumed", "2019-09-01", of="jpn-operation-suspended",
                     effect=at("2019-10-01")))],
         "operation-suspended", "in-force"),
    ],
)  # fmt: skip
def test_what_is_done_for_a_later_instant_waits_for_it(acts, before, after):
    """It counted at once, so that what was suspended ran again before the day agreed."""
    life = lived(text(), [*begun(), *acts])
    assert state_at(life, "2019-09-30T23:59") == before
    assert state_at(life, "2019-10-01") == after


def test_a_notification_for_a_later_day_puts_it_in_force_on_that_day():
    acts = told(fact("requirements-notified", "2016-11-01", "JPN"))
    acts += told(fact("requirements-notified", "2016-11-02", "KOR", effect=at("2017-01-01")))
    assert lived(text(), acts).entry == at("2017-01-01")


def test_a_notice_counts_from_its_delivery_whatever_it_says():
    late = fact("notice-delivered", "2019-08-20", "KOR", effect=at("2020-05-01"))
    assert lived(text(), [*begun(), *told(late)]).steps[-1].at == at(ENDS)


def test_a_revocation_that_takes_effect_too_late_revokes_nothing():
    revoked = of_notice("notice-revoked", "2019-11-01", effect=at(ENDS))
    life = lived(text(), [*begun(), *told(NOTICE), *told(revoked)])
    assert state_at(life, ENDS) == "ended"
    assert refusals(life) == [("notice-revoked", "not-possible", "ended")]


# --- refusals ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("which", "one", "reason", "state"),
    [
        (text(), fact("notice-revoked", "2018-01-01", "KOR", of="nothing"), "not-possible",
         "in-force"),
        (text(), fact("notice-delivered", "2018-01-01", "USA"), "not-a-party", "in-force"),
        (text(), fact("notice-delivered", "2018-01-01", "KOR", full_powers=False),
         "no-full-powers", "in-force"),
        (text(), fact("notice-delivered", "2018-01-01", "KOR", channel="press"), "other-channel",
         "in-force"),
        (text(ONE_YEAR), fact("notice-delivered", "2017-01-01", "KOR"), "no-notice-rule",
         "in-force"),
        (text(""), fact("denounced", "2018-01-01", "KOR"), "no-notice-rule", "in-force"),
        (text(), fact("denounced", "2018-01-01", "KOR"), "other-act", "in-force"),
        (text(BY_DENUNCIATION), fact("notice-delivered", "2018-01-01", "KOR"), "other-act",
         "in-force"),
        (text(on="signature"), fact("requirements-notified", "2018-01-01", "KOR"), "not-needed",
         "in-force"),
        (text(), fact("amended", "2018-01-01", clauses=text().clauses_digest,
                      effect=at("2018-02-01")), "same-clauses", "in-force"),
        (text(), fact("corrected", "2018-01-01", clauses="0" * 64), "changes-clauses",
         "in-force"),
    ],
)  # fmt: skip
def test_a_refusal_says_why_and_what_is_possible_instead(which, one, reason, state):
    signed = which == text(on="signature")
    acts = begun(kind="signed" if signed else "requirements-notified")
    life = lived(which, [*acts, *both(one)])
    (refused,) = life.without_effect
    assert (refused.fact, refused.reason, refused.state) == (one, reason, state)
    assert refused.instead
    assert set(refused.instead) <= set(TRANSITIONS[state])
    assert reason in WITHOUT_EFFECT


def test_every_reason_there_is_a_sentence_for_was_tried_here():
    tried = {"nothing-to-undo", "too-many"}  # below
    tried |= {"word-of-another", "contested"}  # of what is in no account: see the tests of `asof`
    (marks,) = test_a_refusal_says_why_and_what_is_possible_instead.pytestmark
    tried |= {case[2] for case in marks.args[1]}
    assert tried == set(WITHOUT_EFFECT)


@pytest.mark.parametrize(
    "kind", ["notice-revoked", "notice-suspended", "notes-withdrawn", "suspension-withdrawn"]
)
def test_a_party_undoes_its_own_notice_only(kind):
    asleep = told(of_notice("notice-suspended", "2019-08-25"))
    acts = [*begun(), *told(NOTICE), *(asleep if kind == "suspension-withdrawn" else [])]
    foreign = of_notice(kind, "2019-09-01", party="JPN")
    life = lived(text(), [*acts, *told(foreign)])
    assert life.steps == lived(text(), acts).steps
    if kind != "notes-withdrawn":  # which says so where nothing stands, and changes nothing
        assert refusals(life)[0][:2] == (kind, "nothing-to-undo")


@pytest.mark.parametrize("kind", ["notice-revoked", "notice-suspended", "suspension-withdrawn"])
def test_what_names_a_notice_that_is_not_there_undoes_no_other(kind):
    asleep = told(of_notice("notice-suspended", "2019-08-25"))
    acts = [*begun(), *told(NOTICE), *(asleep if kind == "suspension-withdrawn" else [])]
    other = told(of_notice(kind, "2019-09-01", of="another-note", name="other"))
    life = lived(text(), [*acts, *other])
    assert life.steps == lived(text(), acts).steps
    assert refusals(life)[0][:2] == (kind, "nothing-to-undo")


@pytest.mark.parametrize("kind", ["notice-revoked", "notice-suspended", "notes-withdrawn"])
def test_one_millisecond_before_the_end_is_in_time_and_at_the_end_is_not(kind):
    for beside, state in ((-1, "in-force"), (0, "ended")):
        one = replace(of_notice(kind, "2019-11-22"), at=at(ENDS) + beside)
        spent = SEOUL._replace(suspended_notice="spent")
        life = lived(text(), [*begun(), *told(NOTICE), *told(one)], spent)
        assert state_at(life, "2020-01-01") == state


def test_what_is_resumed_was_suspended():
    acts = [*begun(), *told(fact("operation-suspended", "2018-01-01", "JPN", ground="breach"))]
    resumed = fact("operation-resumed", "2018-02-01", of="something-else")
    life = lived(text(), [*acts, *both(resumed)])
    assert refusals(life) == [("operation-resumed", "nothing-to-undo", "operation-suspended")]


def test_nothing_is_possible_after_the_end():
    acts = [*begun(), *told(NOTICE), *told(of_notice("notice-revoked", ENDS))]
    life = lived(text(), acts)
    assert refusals(life) == [("notice-revoked", "not-possible", "ended")]
    assert life.without_effect[0].instead == ()


def test_beyond_the_bound_a_partys_notices_have_no_effect_and_the_others_have():
    """The bound was one for all: a party that gave notice without end used up the other's."""
    acts = begun()
    for number in range(NOTICES_MAX + 1):
        organ = f"JPN:O{number}"  # under whatever name
        one = fact("notice-delivered", "2019-08-20", organ, name=f"jpn-{number}")
        acts += told(one)
    acts += told(fact("notice-delivered", "2019-08-21", "KOR"))
    for number in range(NOTICES_MAX + 1):
        acts += told(of_notice("notice-revoked", "2019-08-22", "JPN", f"jpn-{number}",
                               name=f"revoked-{number}"))  # fmt: skip
    life = lived(text(), acts)
    assert refusals(life)[0] == ("notice-delivered", "too-many", "ending")
    assert state_at(life, "2019-09-01") == "ending"
    assert state_at(life, ENDS) == "ended"


def test_beyond_the_bound_a_beginning_said_again_has_no_effect():
    acts = begun()
    for number in range(STARTS_MAX):
        one = fact("requirements-notified", "2017-01-01", "JPN", name=f"again-{number}")
        acts += told(one)
    assert refusals(lived(text(), acts)) == [("requirements-notified", "too-many", "in-force")]


def test_in_every_state_alive_a_refusal_names_the_one_act_that_ends_the_text():
    life = lived(text(), [*begun(), *told(fact("denounced", "2018-01-01", "KOR"))])
    assert "notice-delivered" in life.without_effect[0].instead
    assert "denounced" not in life.without_effect[0].instead
    life = lived(text(ONE_YEAR), [*begun(), *told(fact("denounced", "2017-01-01", "KOR"))])
    assert not {"notice-delivered", "denounced"} & set(life.without_effect[0].instead)


# --- amendments and corrigenda -----------------------------------------------------------------


def test_amendments_and_corrigenda_leave_the_state_as_it_is():
    acts = begun()
    acts += both(fact("amended", "2018-01-01", clauses="0" * 64, effect=at("2018-02-01")))
    acts += both(fact("corrected", "2018-01-02", clauses=text().clauses_digest))
    life = lived(text(), acts)
    assert [move.fact.kind for move in life.moves[2:]] == ["amended", "corrected"]
    assert [step.state for step in life.steps] == ["in-force"]


def test_the_day_begins_and_ends_by_the_clocks_of_the_construction():
    acts = [*begun(), *told(NOTICE)]
    away = lived(text(zone=""), acts, SEOUL._replace(zone="America/New_York"))
    assert away.steps[-1].at - at("2019-11-22") == 14 * 3_600_000  # begun on the 22nd there
