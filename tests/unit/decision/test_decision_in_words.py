"""A decision is explained in three languages, each sentence with its instrument and article."""

import string

import pytest
from msgspec.structs import replace
from tests.laws.worlds import NOW, dice

from accordant.clauses import LANGUAGES
from accordant.decision import rules, sentences
from accordant.decision.cures import cures
from accordant.decision.decide import decide
from accordant.decision.explain import explain, say_duty, say_help, say_reason
from accordant.decision.explanation import duty_of, explanation_of, help_of, reason_of
from accordant.law.sentences import BASIS
from accordant.model.case import Equity, Finding, InPlay

EVERY = {**sentences.RULES, **sentences.CURES, **sentences.HEADLINES, **sentences.ACTORS}


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def spoken(world, finding, language="en"):
    return say_reason(reason_of(world.library, world.case, finding), language)


@pytest.fixture(scope="module")
def many_worlds():
    worlds = dice(7)
    return [next(worlds) for _ in range(600)]


@pytest.mark.parametrize("key", EVERY)
def test_sentences_of_the_decision_agree_between_languages(key):
    sentence = EVERY[key]
    assert fields(sentence.en) == fields(sentence.ko) == fields(sentence.ja)
    assert all(sentence)


def test_every_rule_has_a_sentence_and_every_cure_too():
    own = {each.sentence for each in vars(rules).values() if isinstance(each, Finding)}
    assert "no-recipient" in own
    assert own <= set(sentences.RULES)
    assert {sentence for _, sentence in rules._CURES.values()} <= set(sentences.CURES)
    assert set(rules._CURES) <= set(sentences.RULES)
    assert {who for who, _ in rules._CURES.values()} <= set(sentences.ACTORS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_decision_has_words_without_gaps(many_worlds, language):
    """No sentence is missing and no placeholder stays open."""
    for world in many_worlds:
        library = world.library
        decision = decide(library, world.case)
        words = explain(explanation_of(library, world.case, decision), language)
        said = [words.headline, *words.because, *words.obligations]
        for several in (words.used, words.missing, words.alternatives, words.cures):
            said += [each for one in several for each in one]
        assert words.because
        assert all(sentence.strip() and "{" not in sentence for sentence in said)


def test_a_sentence_names_instrument_and_article(many_worlds):
    world = many_worlds[0]
    digest = world.texts[0].clauses_digest
    finding = Finding("withhold", digest, "6(a)", "route", "take", {"route": "direct"})
    assert spoken(world, finding) == ("pact-0, Art. 6(a): Send the item by the route direct.")
    assert spoken(world, finding, "ko").startswith("pact-0 제6조(a): ")
    assert spoken(world, finding, "ja").startswith("pact-0第6条(a):")


@pytest.mark.parametrize("basis", BASIS)
@pytest.mark.parametrize("force", ["in-force", "not-in-force", "unknown"])
def test_every_reason_of_the_law_is_explained(many_worlds, basis, force):
    """With or without a clause that knows it."""
    world = many_worlds[0]
    facts = dict.fromkeys(
        ("since", "until", "party", "adopted", "earliest", "latest", "by", "ground", "views"), "X"
    )
    bare = [each for each in world.texts[0].clauses if each.kind not in ("entry", "term")]
    text = world.texts[0]._replace(clauses=tuple(bare))
    library = type(world.library).of([text, *world.texts[1:]])
    finding = rules.force(InPlay(text.clauses_digest, force, basis, facts))
    assert finding.sentence == basis
    for language in LANGUAGES:
        assert "—" not in say_reason(reason_of(library, world.case, finding), language)


def test_a_fact_that_was_not_recorded_shows_as_a_dash(many_worlds):
    finding = Finding("pass", "", "", rules.RULE, "consented", {"originator": "AUS"})
    assert spoken(many_worlds[0], finding) == ("AUS gave its prior written approval for —.")


def test_an_obligation_of_a_text_not_held_still_has_words(many_worlds):
    duty = next(
        duty for world in many_worlds for duty in decide(world.library, world.case).obligations
    )
    empty = type(many_worlds[0].library).of(())
    assert say_duty(duty_of(empty, duty)).endswith(duty.duty)


def test_a_cure_says_who_must_act(many_worlds):
    world = next(w for w in many_worlds if decide(w.library, w.case).order)
    library, case = world.library, world.case
    equity = Equity("AUS", "f" * 64, "AUS-1", 1)
    stuck = replace(case, equities=(equity,), consents=(), at=NOW)
    (first, *_) = cures(library, stuck, decide(library, stuck))
    assert say_help(help_of(library, first))[0].startswith("originator: Ask AUS")
    assert say_help(help_of(library, first), "ko")[0].startswith("원제공국: ")
