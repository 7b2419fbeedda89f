"""Words of the decision and of the law: in three languages, from one list, with sources."""

import itertools
import re
import runpy
import string
from collections.abc import Mapping
from pathlib import Path

import pytest

from accordant.adapters import packaged
from accordant.clauses import KINDS, LANGUAGES
from accordant.decision import needs
from accordant.decision.particles import settle
from accordant.decision.phrases import PHRASES
from accordant.decision.saying import say, value
from accordant.decision.terms import DECISION, LAW, PEOPLE
from accordant.decision.value_terms import HEADINGS, LEVELS, WORDS
from accordant.entrypoints.cli import answer, explaining, law_words, timeline_words
from accordant.law import instrument, lifecycle
from accordant.law.term import WAYS_OF_COUNTING
from accordant.model.fact import ANSWERS, FACT_KINDS
from accordant.officers import sentences as officer_sentences
from accordant.operations import calendar

ROOT = Path(__file__).parents[3]
ORDINARY = (Path(__file__).parent / "ordinary_words.txt").read_text().split()
LATIN = re.compile(r"[A-Za-z]{2,}")


def sentences_of(module):
    """Every sentence a module holds, by where it stands."""
    found = {}
    for name, held in vars(module).items():
        if hasattr(held, "ko") and hasattr(held, "ja") and not isinstance(held, type):
            found[f"{module.__name__}.{name}"] = held
        elif isinstance(held, Mapping):
            for key, each in held.items():
                if hasattr(each, "ko"):
                    found[f"{module.__name__}.{name}.{key}"] = each
    return found


EVERY = dict(PHRASES)
for module in (answer, explaining, law_words, timeline_words, calendar, needs, officer_sentences):
    EVERY |= sentences_of(module)
SAID = {**PHRASES, **sentences_of(needs)}


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def bare(text):
    """A template without its places, and without commands."""
    return re.sub(r"`[^`]*`|\{[a-z]+\}|--[a-z]+", " ", text)


@pytest.mark.parametrize("key", EVERY)
def test_a_sentence_stands_in_three_languages_with_the_same_places(key):
    sentence = EVERY[key]
    assert fields(sentence.en) == fields(sentence.ko) == fields(sentence.ja)
    assert any(sentence) == all(sentence), "empty in one language and not in all"
    for language in ("ko", "ja"):
        assert not LATIN.search(bare(getattr(sentence, language))), "left in English"


def test_every_term_has_a_source_or_says_that_it_has_none():
    terms = [term for group in HEADINGS.values() for term in group]
    assert all(term.en and term.ko and term.ja and term.source for term in terms)
    for group in HEADINGS.values():
        assert len({(term.en, term.word) for term in group}) == len(group)
    for term in terms:
        assert "unverified" in term.source or "read" in term.source
        assert not LATIN.search(term.ko.replace("II", ""))
        assert not LATIN.search(term.ja.replace("II", ""))


def test_the_page_of_terms_is_made_from_the_list():
    page = runpy.run_path(str(ROOT / "tests/tools/terms_page.py"))["page"]
    assert (ROOT / "docs/terms.md").read_text() == page()


def test_every_level_of_the_packaged_texts_is_on_the_list_as_the_text_has_it():
    listed = {term.word: term for term in LEVELS}
    for name in packaged.identifiers():
        text = instrument.load(packaged.read(name), f"{name}.md")
        for level, term in text.terms.items():
            assert term.ko in ("", listed[level].ko), level
            assert term.ja in ("", listed[level].ja), level


def test_no_word_of_the_law_is_left_in_english():
    """States, events, reasons, ways of counting, readings, outcomes and verdicts."""
    words = {*lifecycle.TRANSITIONS, *FACT_KINDS, *WAYS_OF_COUNTING, *ANSWERS}
    words |= {answer for answers in ANSWERS.values() for answer in answers}
    words |= {"release", "withhold", "refer", "pass", "error"}
    words |= {"in-force", "not-in-force", "unknown", "revoked", "unsigned"}
    words |= {key.removeprefix("law/") for key in PHRASES if key.startswith("law/")}
    assert words <= set(WORDS)
    for word, language in itertools.product(words, ("ko", "ja")):
        assert not LATIN.search(value(word, language))


@pytest.mark.parametrize("key", SAID)
def test_a_sentence_uses_no_word_that_is_not_on_the_list(key):
    """As far as a test can tell: each Japanese word in Chinese characters or katakana is a term,
    or stands among the ordinary words beside this file."""
    terms = {run for term in (*LAW, *DECISION, *PEOPLE) for run in runs(term.ja)}
    known = sorted(terms | set(ORDINARY), key=len, reverse=True)
    for run in runs(bare(SAID[key].ja)):
        rest = run
        for word in known:
            rest = rest.replace(word, " ")
        assert not rest.strip(), f"{run}: neither a term nor an ordinary word"


def runs(text):
    return re.findall(r"[一-龥々]{2,}|[ァ-ヶー]{2,}", text)


ALIKE = ("standing order", "releasing authority", "treaty desk", "contractor", "registry",
         "encoding", "purpose", "full powers", "corrigendum")  # fmt: skip


@pytest.mark.parametrize("english", ALIKE)
def test_a_term_is_said_with_its_own_word_in_every_language(english):
    term = next(each for each in (*LAW, *DECISION, *PEOPLE) if each.en == english)
    using = [each for each in PHRASES.values() if re.search(rf"\b{english}\b", each.en)]
    assert using
    for sentence in using:
        assert term.ko in sentence.ko, sentence.en
        assert term.ja in sentence.ja, sentence.en


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_what_it_reads(kind):
    assert all(name in needs.FACT_WORDS for name in needs.READS[kind])


def test_what_is_missing_is_named_by_sentences_that_exist():
    assert set(needs.MISSING) <= set(PHRASES)
    assert {name for names in needs.MISSING.values() for name in names} <= set(needs.FACT_WORDS)


@pytest.mark.parametrize(
    ("said", "settled"),
    [
        ("일본국을(를)", "일본국을"),
        ("호주을(를)", "호주를"),
        ("군사II급비밀은(는)", "군사II급비밀은"),
        ("국방부이(가)", "국방부가"),
        ("미합중국와(과)", "미합중국과"),
        ("미합중국 국방부와(과)", "미합중국 국방부와"),
        ("`서명`이(가)", "`서명`이"),
        ("비밀(으)로", "비밀로"),
        ("경로(으)로", "경로로"),
        ("시점(으)로", "시점으로"),
        ("USA:DOD은(는)", "USA:DOD는"),
        ("KOR은(는)", "KOR은"),
        ("제3은(는)", "제3은"),
        ("제2은(는)", "제2는"),
        ("watch은(는)", "watch은(는)"),
        ("—을(를)", "—을(를)"),
    ],
)
def test_a_particle_follows_the_last_sound(said, settled):
    assert settle(said) == settled


@pytest.mark.parametrize("party", ["KOR", "JPN", "USA:DOD", "AUS"])
def test_no_pair_of_particles_stays_after_a_value_with_a_known_sound(party):
    codes = dict.fromkeys(("hub", "party", "recipient", "releaser", "by", "originator"), party)
    codes |= {"level": "KOR:II", "equal": "JPN:hi", "until": "2019-11-22", "kind": "signed"}
    for sentence in PHRASES.values():
        said = say(sentence, codes, "ko")
        assert not re.search(r"[^—]`?[은이을와]\([는가를과]\)", said), said


def test_values_are_said_in_the_language_chosen():
    assert value("KOR:II", "ja") == "軍事II級秘密"
    assert value("JPN:gokuhi, JPN:tokutei", "ko") == "극비, 특정비밀"
    assert value("2019-11-22", "ko") == "2019년 11월 22일"
    assert value("JPN: in-force; KOR: in-force or unknown", "ja") == (
        "日本国:効力あり、大韓民国:効力あり又は不明"
    )
    assert value("hub:USA:DOD", "ko") == "미합중국 국방부 중계"
    for language in LANGUAGES:
        assert value("JPN:DIH/watch", language) == "JPN:DIH/watch"
        assert value("PHL:unknown", language) == "PHL:unknown"
    assert value("KOR:II", "en") == "KOR:II"


def test_no_level_is_said_by_another_states_word_of_like_meaning():
    """A reader must not take a foreign level for his own: nothing is equal but by a table."""
    for term, other in itertools.permutations(LEVELS, 2):
        if term.word[:3] != other.word[:3]:
            assert term.ko != other.ko
            assert term.ja != other.ja
