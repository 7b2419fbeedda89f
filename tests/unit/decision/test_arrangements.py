"""The two arrangements of the three ministries, each leg resting on a text that stands in."""

from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from accordant.clauses import LANGUAGES
from accordant.clauses.arrangement import borrowed
from accordant.decision.check import check
from accordant.decision.cures import cures
from accordant.decision.decide import decide
from accordant.decision.explain import explain
from accordant.decision.explanation import explanation_of
from accordant.decision.library import Library
from accordant.errors import InstrumentTextError
from accordant.law.example import to_case
from accordant.law.instrument import load
from accordant.model.case import Assurance, OrderInPlay

FOLDER = Path(__file__).parents[3] / "instruments"
STAND_INS = Path(__file__).parent / "stand_ins"
TISA, WARNING = "jpn-kor-usa-tisa-2014", "jpn-kor-usa-warning-2023"
LEGS = ("jpn-usa-gsomia-2007", "kor-usa-gsomia-1987")
TEXTS = {
    path.stem: load(path.read_bytes(), path.name)
    for folder in (FOLDER, STAND_INS)
    for path in sorted(folder.glob("*.md"))
}
HUB = "USA:DOD"
ORDER = """+++
format = "accordant/order/1"
id = "kor-order-test"
title = "Warnings"
party = "KOR"
authority = "releasing-authority"
authentic = "en"
zone = "Asia/Seoul"
+++

## Article 1. Warnings
They go.

> Source: written for a test. Model.

```toml clause standing-release
by = "KOR"
to = "JPN"
posts = ["JPN:HQ/watch"]
under = "{under}"
kinds = ["launch-report"]
subjects = ["dprk-missile"]
level-at-most = "{level}"
markers = ["REAL"]
precedences = ["routine", "flash"]
purposes = ["dprk-missile-threat"]
from = 2014-12-29T00:00:00+09:00
```
"""


def case_of(name, number=0, **changes):
    text = TEXTS[name]
    return replace(to_case(text.cases[number], text, TEXTS), **changes)


def library(*more):
    return Library.of([*TEXTS.values(), *more])


def ordered(name, level="KOR:II"):
    """The first case of a text with an order and no approval."""
    order = load(ORDER.format(under=name, level=level), "kor-order-test.md")
    case = case_of(name, approvals=())
    signed = replace(case, orders=(OrderInPlay(order.clauses_digest, case.at - 1),))
    return decide(library(order), signed)


@pytest.mark.parametrize("name", [TISA, WARNING])
def test_every_case_holds_once_both_legs_are_held(name):
    beside = {key: text for key, text in TEXTS.items() if key != name}
    assert [each for each in check(TEXTS[name], beside) if not each.holds] == []


@pytest.mark.parametrize("name", [TISA, WARNING])
def test_without_the_legs_texts_every_classified_item_stays(name):
    beside = {key: text for key, text in TEXTS.items() if key not in (name, *LEGS)}
    found = check(TEXTS[name], beside)
    through_hub = {each.title for each in TEXTS[name].cases if each.ask.route != "direct"}
    assert {each.got for each in found if each.title in through_hub} == {"withhold"}


def test_an_arrangement_says_that_it_binds_nobody_and_what_it_borrows():
    assert not TEXTS[TISA].binding
    assert borrowed(TEXTS[TISA].clauses) == LEGS
    assert TEXTS["jpn-kor-gsomia-2016"].binding
    assert borrowed(TEXTS["jpn-kor-gsomia-2016"].clauses) == ()
    assert TEXTS["kor-order-launch-reports"].binding


def test_a_case_between_states_finds_the_arrangement_of_their_ministries():
    case = case_of(TISA)
    assert (case.releaser, case.recipient) == ("KOR", "JPN")
    names = {library().identifier(each.instrument) for each in case.instruments}
    assert names == {TISA, *LEGS}


def test_the_hubs_word_counts_and_the_final_recipients_does_not():
    case = case_of(TISA)
    to_hub = [each for each in case.assurances if each.party == HUB]
    others = tuple(each for each in case.assurances if each.party != HUB)
    assert [each.post for each in to_hub] == ["USA:DOD/watch"]
    decision = decide(library(), replace(case, assurances=others))
    assert decision.outcome == "withhold"
    (found,) = decision.determining
    assert (found.clause, found.facts["post"]) == ("assurance", HUB)
    (cure,) = cures(library(), replace(case, assurances=others), decision)
    after = cure.apply(replace(case, assurances=others))
    assert (after.recipient, after.route, after.post) == (case.recipient, case.route, case.post)
    assert after.assurances[-1].party == HUB


def test_of_the_hubs_posts_the_one_with_the_best_answer_counts():
    """A post at too low a level does not hide one that suffices; another state's post is none."""
    case = case_of(TISA, assurances=())
    given = (HUB, "KOR", "USA:DOD/a", "USA:C", True, True, True, case.at - 1)
    low = Assurance(*given)
    high = msgspec.structs.replace(low, post="USA:DOD/b", level="USA:S")
    foreign = msgspec.structs.replace(high, post="JPN:HQ/watch")
    for words, outcome in (
        ((low, high), "release"),
        ((low,), "withhold"),
        ((foreign,), "withhold"),
    ):
        assert decide(library(), replace(case, assurances=words)).outcome == outcome


def test_per_item_approval_is_not_replaced_by_an_order():
    decision = ordered(TISA)
    assert (decision.outcome, decision.order) == ("refer", "")
    assert [(each.article, each.sentence) for each in decision.determining] == [
        ("4", "not-approved")
    ]


@pytest.mark.parametrize(
    ("level", "outcome"), [("KOR:II", "release"), ("KOR:I", "release"), ("KOR:III", "refer")]
)
def test_a_standing_approval_is_an_order_bounded_in_the_first_legs_levels(level, outcome):
    decision = ordered(WARNING, level)
    assert (decision.outcome, bool(decision.order)) == (outcome, outcome == "release")


def test_the_approval_that_is_missing_is_asked_for_once():
    case = case_of(TISA, approvals=())
    decision = decide(library(), case)
    (cure,) = cures(library(), case, decision)
    assert [each.sentence for each in cure.remedies] == ["approve-item"]
    assert decide(library(), cure.apply(case)).outcome == "release"


def test_a_release_lays_the_duties_of_the_arrangement_and_of_both_legs():
    decision = decide(library(), case_of(TISA))
    held = library()
    laid = {(held.identifier(each.instrument), each.duty) for each in decision.obligations}
    assert laid >= {
        (TISA, "pass-on-as-named"),
        (TISA, "protect-as-borrowed"),
        ("kor-usa-gsomia-1987", "report-loss"),
        ("jpn-usa-gsomia-2007", "return-or-destroy"),
    }
    assert len(decision.obligations) == len(set(map(str, decision.obligations)))


def test_two_texts_of_one_name_in_play_are_none():
    case = case_of(TISA)
    name = LEGS[1]
    source = (STAND_INS / f"{name}.md").read_text(encoding="utf-8")
    other = load(source.replace('["KOR:III", "USA:C"]', '["KOR:III", "USA:TS"]').replace(
        '["KOR:I", "USA:TS"], ', ""), f"{name}.md")  # fmt: skip
    leg = next(each for each in case.instruments if each.instrument == TEXTS[name].clauses_digest)
    both = (*case.instruments, replace(leg, instrument=other.clauses_digest))
    decision = decide(library(other), replace(case, instruments=both))
    assert decision.outcome == "withhold"
    assert [each.sentence for each in decision.determining] == ["leg-not-standing"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_has_words(language):
    held = library()
    said = []
    for name in (TISA, WARNING):
        for number in range(len(TEXTS[name].cases)):
            for case in (case_of(name, number), case_of(name, number, instruments=())):
                decision = decide(held, case)
                words = explain(explanation_of(held, case, decision), language)
                said += [words.headline, *words.because, *words.obligations]
                said += [act for cure in words.cures for act in cure]
    assert all(each.strip() and "{" not in each and "—" not in each for each in said)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('hub = "USA:DOD"', 'hub = "GBR:MOD"'),
        ('between = ["JPN", "USA"]', 'between = ["AUS", "USA"]'),
        ('parties = ["JPN:MOD", "KOR:MND", "USA:DOD"]', 'parties = ["KOR:MND", "USA:DOD"]'),
    ],
)
def test_legs_join_the_states_of_the_parties_and_no_others(old, new):
    source = (FOLDER / f"{TISA}.md").read_text(encoding="utf-8")
    assert old in source
    with pytest.raises(InstrumentTextError):
        load(source.replace(old, new), f"{TISA}.md")
