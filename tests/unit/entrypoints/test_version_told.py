"""What is said where a version goes in an item's place, or nothing does, in three languages."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from msgspec import UNSET
from tests.laws.items import NOW

from accordant.clauses import LANGUAGES
from accordant.entrypoints.cli.version_told import beside, choice_of, document
from accordant.entrypoints.cli.version_words import VERSIONS
from accordant.model.case import Case, Decision, ItemFacts
from accordant.model.precision import Precision
from accordant.operations.asked import Judged, Origin
from accordant.operations.candidates import Candidate
from accordant.operations.release import Answer
from accordant.operations.versions import Considered, Reason

CASE = Case(
    releaser="KOR", recipient="JPN", post="JPN:DIH/watch", product="KOR-item", kind="text",
    level="KOR:I", subjects=("dprk-missile",), purpose="warning", at=NOW,
)  # fmt: skip
NO = Judged(CASE, Decision(outcome="withhold", determining=()))
REASONS = sorted(set(get_args(Reason)) - {""})


def candidate(choice, precision=UNSET, numbers=()):
    facts = ItemFacts(provided_for="warning", originators=("KOR",), precision=precision)
    origin = Origin("KOR-item", 1, choice, precision)
    return Candidate(origin, None, (), facts, NO, numbers=numbers)


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_why_nothing_goes_is_said_in_its_own_words(reason):
    found = Considered(NO, reason=reason)
    answer = Answer(NO.case, NO.decision, considered=found)
    said = [str(line) for spoken in LANGUAGES for line in beside(answer, spoken)]
    assert len(set(said)) == len(LANGUAGES)
    assert document(found)["why_nothing"] == reason


def test_reasons_do_not_share_their_words():
    answers = [Answer(NO.case, NO.decision, considered=Considered(NO, reason=r)) for r in REASONS]
    assert len({str(next(beside(each, "en"))) for each in answers}) == len(REASONS)


def test_where_only_the_item_was_looked_at_nothing_is_said_beside_it():
    assert list(beside(Answer(NO.case, NO.decision), "en")) == []
    assert list(beside(Answer(NO.case, NO.decision, considered=Considered(NO)), "en")) == []
    assert document(Considered(NO)) == document(None) == {}


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (candidate("tear-line"), "a tear line"),
        (candidate("portions", numbers=(1, 3)), "the portions that may go (number 1, 3 of 0)"),
        (candidate("whole"), "the whole item, naming others as the recipient knows them"),
        (
            candidate("whole", Precision(time=3600, track=600, resolution=50)),
            "the whole item, made coarser (times to 3600 s, positions every 600 s, resolution 50 cm)",
        ),
        (
            candidate("tear-line", Precision(place=1000)),
            "a tear line, made coarser (places to 1000 m)",
        ),
    ],
)
def test_what_a_version_is_made_of_is_said(made, words):
    found = Considered(NO, chosen=made)
    assert choice_of(found, made, "en") == words
    assert re.search(r"[가-힣]", choice_of(found, made, "ko"))
    assert re.search(r"[ぁ-んァ-ン一-龯]", choice_of(found, made, "ja"))


@pytest.mark.parametrize("sentence", VERSIONS, ids=lambda each: each.en[:40])
def test_each_sentence_names_the_same_things_in_three_languages(sentence):
    places = [
        sorted(re.findall(r"\{(\w+)\}", each)) for each in (sentence.en, sentence.ko, sentence.ja)
    ]
    assert places[0] == places[1] == places[2]
