"""Wordings and drafts: three languages with the same places, and never an empty one."""

from __future__ import annotations

import re
from datetime import date
from importlib import resources

import pytest
from tests.notes_for_tests import AGREEMENT, ANY_NEED, DAY, PACT, WORDBOOK, note, wanted

from accordant.errors import MalformedInput
from accordant.model.note import NOTE_KINDS, NOTE_NEEDS, digest_of
from accordant.operations.drafting import article_in_words, day_in_words, draft
from accordant.operations.wordings import LANGUAGES, Wording, fill, placeholders_of, read


@pytest.mark.parametrize("kind", NOTE_KINDS)
def test_each_kind_has_all_three_languages_with_the_same_placeholders(kind):
    wording = WORDBOOK.wordings[kind]
    assert wording.kind == kind
    asked = {language: placeholders_of(wording.text.of(language)) for language in LANGUAGES}
    assert asked["en"] == asked["ko"] == asked["ja"]
    assert asked["en"] >= {"number", "ministry", "embassy", "agreement", "capital", "dated"}


@pytest.mark.parametrize("kind", NOTE_KINDS)
def test_a_wording_asks_for_what_its_kind_needs(kind):
    asked = placeholders_of(WORDBOOK.wordings[kind].text.en)
    names = {"refers": "earlier"}
    assert {names.get(need, need) for need in NOTE_NEEDS[kind]} <= asked


@pytest.mark.parametrize("kind", NOTE_KINDS)
def test_each_kind_is_written_in_the_third_person_with_its_courtesies(kind):
    text = WORDBOOK.wordings[kind].text
    assert "{ministry} presents its compliments to {embassy} and has the honour to" in text.en
    assert "the assurances of its highest consideration" in text.en
    assert "경의를 표하며" in text.ko
    assert "영광을 가집니다" in text.ko
    assert "敬意を表するとともに" in text.ja
    assert "光栄を有する" in text.ja
    assert not re.search(r"\b(I|we|you|your|our)\b", text.en)


@pytest.mark.parametrize("kind", NOTE_KINDS)
def test_each_kind_is_drafted_whole(kind):
    made = draft(WORDBOOK, PACT, wanted(kind))
    assert made.name == f"kor-{kind}-2019-08-23"
    for language in LANGUAGES:
        text = made.texts.of(language)
        assert not set("{}") & set(text)
        assert made.name in text
    assert "Seoul, 23 August 2019" in made.texts.en
    assert "은(는)" not in made.texts.ko  # every ministry's name ends in a Korean syllable


@pytest.mark.parametrize("kind", NOTE_KINDS)
def test_what_a_kind_needs_is_asked_for(kind):
    for need in NOTE_NEEDS[kind]:
        with pytest.raises(MalformedInput, match=r"needs its|states its"):
            draft(WORDBOOK, PACT, wanted(kind, **{need: ""}))
    for beside in {"ground", "authority"} - set(NOTE_NEEDS[kind]):
        with pytest.raises(MalformedInput, match="states no"):
            draft(WORDBOOK, PACT, wanted(kind, **{beside: ANY_NEED[beside]}))


def test_a_wording_with_an_unknown_placeholder_or_a_stray_brace_is_an_error():
    for text in ("{nobody}", "{Ministry}", "{ministry", "a } b", "{{ministry}}", "{}"):
        with pytest.raises(MalformedInput):
            fill(text, {"ministry": "the Ministry"}, "en")


def test_a_placeholder_without_a_value_is_an_error():
    with pytest.raises(MalformedInput, match="`capital`"):
        fill("{capital}", {}, "en")


def test_what_a_value_holds_is_not_filled_again():
    assert fill("{words}", {"words": "{capital}", "capital": "Seoul"}, "en") == "{capital}"


def test_a_file_of_another_form_is_refused_with_its_place():
    for source in (b"\xff", b"= 1", b'format = "accordant/wording/2"\n'):
        with pytest.raises(MalformedInput) as told:
            read(source, Wording, "notes/any.toml")
        assert told.value.place == "notes/any.toml"


def test_every_file_of_the_wordings_is_used():
    folder = resources.files("accordant").joinpath("notes")
    names = {file.name.removesuffix(".toml") for file in folder.iterdir()}
    assert names == {*NOTE_KINDS, "names", "phrases"}


def test_every_name_says_how_well_it_is_known():
    rows = [*WORDBOOK.names.party.values(), *WORDBOOK.names.instrument.values()]
    assert all(row.source for row in rows)
    assert {row.status for row in rows} <= {"read", "unverified"}


@pytest.mark.parametrize(
    ("word", "said"),
    [("외교부", "외교부는"), ("외무성", "외무성은"), ("KOR:MND", "KOR:MND은(는)")],
)
def test_a_korean_particle_has_the_form_its_word_asks_for(word, said):
    assert fill("{ministry}은(는)", {"ministry": word}, "ko") == said


def test_articles_and_days_are_cited_as_each_language_does():
    cited = [article_in_words("21(3)", language) for language in LANGUAGES]
    assert cited == ["21(3)", "제21조제3항", "第21条3"]
    assert [article_in_words("6(a)", language) for language in LANGUAGES] == [
        "6(a)", "제6조(a)호", "第6条(a)",
    ]  # fmt: skip
    assert [day_in_words(DAY, language) for language in LANGUAGES] == [
        "23 August 2019", "2019년 8월 23일", "2019年8月23日",
    ]  # fmt: skip


def test_a_note_refers_to_an_earlier_one_by_name_day_and_digest():
    earlier = note()
    made = draft(WORDBOOK, PACT, wanted("revocation-of-notice", earlier=earlier))
    assert made.refers is not None
    assert (made.refers.name, made.refers.digest) == (earlier.name, digest_of(earlier))
    assert f"the Note No. {earlier.name} dated 23 August 2019" in made.texts.en
    assert f"2019년 8월 23일자 구상서 제 {earlier.name} 호" in made.texts.ko
    assert f"2019年8月23日付け口上書第 {earlier.name} 号" in made.texts.ja


def test_the_article_follows_from_the_text_unless_it_is_stated():
    assert draft(WORDBOOK, PACT, wanted()).article == "21(3)"
    assert draft(WORDBOOK, PACT, wanted("requirements-met")).article == "21(1)"
    assert draft(WORDBOOK, PACT, wanted("law-changed")).article == "3"
    assert draft(WORDBOOK, PACT, wanted(article="20")).article == "20"
    without = draft(WORDBOOK, PACT, wanted("consultation-request"))
    assert without.article == ""
    assert "in accordance with the Agreement" in without.texts.en


def test_the_language_of_the_instrument_is_authentic_unless_another_is_stated():
    assert draft(WORDBOOK, PACT, wanted()).authentic == "en"
    assert draft(WORDBOOK, PACT, wanted(authentic="ko")).authentic == "ko"


@pytest.mark.parametrize(
    "changes",
    [{"to": "AUS"}, {"to": "KOR"}, {"party": "AUS"}, {"name": "jpn-note"}, {"name": "Note 1"},
     {"article": "twenty"}, {"dated": date(999, 1, 1)}],
)  # fmt: skip
def test_a_note_that_would_be_none_is_not_drafted(changes):
    with pytest.raises(MalformedInput):
        draft(WORDBOOK, PACT, wanted(**changes))


@pytest.mark.parametrize("words", ["a\nb", "\x1b[2J", "\u202e", "x" * 401])
def test_words_that_could_disturb_a_screen_are_not_drafted(words):
    with pytest.raises(MalformedInput) as told:
        draft(WORDBOOK, PACT, wanted("law-changed", words=words))
    assert words not in told.value.message


def test_the_instrument_is_the_one_named():
    assert draft(WORDBOOK, PACT, wanted()).instrument == AGREEMENT
