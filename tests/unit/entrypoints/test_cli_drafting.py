"""A new text from a template is whole before a word is changed, and nothing is written over."""

from itertools import product

import pytest

from accordant.adapters import packaged
from accordant.decision.check import check
from accordant.entrypoints.cli import program
from accordant.entrypoints.cli.drafting import MARK, draft
from accordant.entrypoints.cli.running import run
from accordant.law.instrument import load

THREE = ("KOR:MND", "JPN:MOD", "USA:DOD")
PARTIES = (("KOR", "AUS"), THREE, ("EUE", "NOR", "ISL"))
DRAFTS = [
    (name, parties)
    for name, parties in product(packaged.templates(), PARTIES)
    if name != "arrangement" or len(parties) > 2  # two and the hub
]


def drafted(name, parties):
    template = packaged.template(name)
    return load(draft(template, "new-text", parties), "new-text.md")


@pytest.mark.parametrize(("name", "parties"), DRAFTS)
def test_a_draft_is_a_whole_model_whose_cases_hold(name, parties):
    text = drafted(name, parties)
    assert text.model
    assert text.parties == parties
    assert [each.title for each in check(text, {}) if not each.holds] == []
    encoded = {article.number for article in text.articles if article.clauses}
    assert encoded == {case.article for case in text.cases}


@pytest.mark.parametrize("name", packaged.templates())
def test_every_article_of_a_template_has_a_place_to_fill_in(name):
    text = drafted(name, THREE)
    for article in text.articles:
        assert MARK in article.prose, article.number
        assert all(MARK in source.where for source in article.sources)


def test_each_template_shows_what_it_is_for():
    kinds = {
        name: {each.kind for each in drafted(name, THREE).clauses} for name in packaged.templates()
    }
    assert kinds["gsomia"] >= {"assurance", "contractor", "term", "survival"}
    assert kinds["union"] >= {"precondition", "registry", "case-by-case", "term"}
    assert not kinds["arrangement"] & {"term", "survival", "equivalence"}
    assert "arrangement" in kinds["arrangement"]


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_file_is_named_after_the_text_and_never_overwritten(here, capsys):
    command = ["instrument", "new", "kor-aus-model", "--parties", "KOR,AUS"]
    assert run(program(), command) == 0
    written = (here / "kor-aus-model.md").read_bytes()
    assert run(program(), [*command, "--like", "union"]) == 5
    assert (here / "kor-aus-model.md").read_bytes() == written
    assert "there already" in capsys.readouterr().err
    (here / "drafts").mkdir()
    assert run(program(), [*command, "--out", "drafts/kor-aus-model.md"]) == 0
    assert run(program(), [*command, "--out", "drafts/other.md"]) == 2
    assert run(program(), [*command, "--out", "nowhere/kor-aus-model.md"]) == 5


@pytest.mark.parametrize(
    "options",
    [
        ["Kor-Aus", "--parties", "KOR,AUS"],
        ["kor_aus", "--parties", "KOR,AUS"],
        ["kor-aus", "--parties", "KOR"],
        ["kor-aus", "--parties", "KOR,KOR"],
        ["kor-aus", "--parties", "KOR,KOR:MND"],
        ["kor-aus", "--parties", "KOR, AUS"],
        ["kor-aus", "--parties", "Korea,Australia"],
        ["kor-aus", "--parties", ",".join(f"AA{chr(65 + n)}" for n in range(17))],
        ["kor-aus", "--parties", "KOR,AUS", "--like", "treaty"],
        ["kor-aus", "--parties", "KOR,AUS", "--like", "arrangement"],
        ["kor-aus", "--parties", "KOR,AUS", "--like", "../templates/gsomia"],
    ],
)
def test_what_cannot_be_drafted_is_refused_and_nothing_is_written(options, here, capsys):
    assert run(program(), ["instrument", "new", *options]) == 2
    assert "where:" in capsys.readouterr().err
    assert list(here.iterdir()) == []
