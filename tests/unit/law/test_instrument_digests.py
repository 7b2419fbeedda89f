"""What each digest covers, and what is no part of it."""

from pathlib import Path

import pytest

from accordant.errors import InstrumentAltered, InstrumentTextError
from accordant.law.instrument import clause_of, load, load_held

GOOD = (Path(__file__).parents[2] / "vectors" / "instrument" / "good-model.md").read_text(
    encoding="utf-8"
)
TEXTS = sorted((Path(__file__).parents[3] / "instruments").glob("*.md"))


def digests(text):
    instrument = load(text, "good-model.md")
    return instrument.clauses_digest, instrument.prose_digest, instrument.cases_digest


def changed(old, new):
    """Which of the three digests change with the text."""
    assert old in GOOD
    pairs = zip(digests(GOOD), digests(GOOD.replace(old, new, 1)), strict=True)
    names = zip(("clauses", "prose", "cases"), pairs, strict=True)
    return {name for name, (before, after) in names if before != after}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Each side bears its own.", "Each side bears its own costs.", {"prose"}),
        ("Words before the", "Other words before the", {"prose"}),
        ('title = "A short model"', 'title = "A brief model"', {"prose"}),
        ("## Article 2. Costs", "## Article 2. Expenses", {"prose"}),
        ("page 3. Read", "page 3. Unverified", {"prose"}),
        ("costs are no condition", "they are no condition", {"prose"}),
        ("days = 90", "days = 91", {"clauses"}),
        ('zone = "Asia/Seoul"', 'zone = "Asia/Tokyo"', {"clauses"}),
        ("군사III급비밀", "군사3급비밀", {"clauses"}),
        ('"Seoul provides to Tokyo"', '"Seoul gives to Tokyo"', {"cases"}),
        ('outcome = "release"', 'outcome = "refer"', {"cases"}),
        ("## Article 2. Costs", "## Article 4. Costs", {"prose"}),
        ("## Article 3(2). Term", "## Article 4. Term", {"clauses", "prose", "cases"}),
        ('{ days = 90, form = "written"', '{ form = "written", days = 90', set()),
        ('parties = ["JPN", "KOR"]\n```', 'parties = [ "JPN","KOR", ]\n```', set()),
        ("2018-05-01T09:00:00+09:00", "2018-05-01T00:00:00Z", set()),
    ],
)
def test_a_change_shows_in_its_own_digest_only(old, new, expected):
    assert changed(old, new) == expected


def test_a_held_text_is_the_one_that_was_stored():
    digest = load(GOOD, "good-model.md").clauses_digest
    assert load_held(GOOD, "good-model", digest).clauses_digest == digest
    with pytest.raises(InstrumentAltered):
        load_held(GOOD.replace("days = 90", "days = 9"), "good-model", digest)
    with pytest.raises(InstrumentTextError):
        load_held(GOOD, "another-model", digest)


def test_the_adopted_clauses_of_2016_do_not_change_unnoticed():
    """A change of clauses is an amendment both sides must adopt; a change here says so aloud."""
    pact = next(path for path in TEXTS if path.stem == "jpn-kor-gsomia-2016")
    assert load(pact.read_bytes(), pact.name).clauses_digest == (
        "17c4c47a079b5a68181cc68060803fe12beb035a541e540cd4f63ec41d7f854b"
    )


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_packaged_text_is_readable_and_whole(path):
    text = load(path.read_bytes(), path.name)
    assert text.identifier == path.stem
    assert text.cases
    encoded = {article.number for article in text.articles if article.clauses}
    assert encoded == {case.article for case in text.cases}, "an encoded article without a case"


def test_the_pact_has_21_articles_and_says_which_were_read():
    pact = next(path for path in TEXTS if path.stem == "jpn-kor-gsomia-2016")
    articles = load(pact.read_bytes(), pact.name).articles
    whole = [int(article.number.partition("(")[0]) for article in articles]
    assert sorted(set(whole)) == list(range(1, 22))
    assert whole == sorted(whole)
    unread = {article.number for article in articles if article.status == "unverified"}
    assert unread == {"1", "5", "6(a)", "6(b)", "6(c)", "19", *map(str, range(9, 16))}
    assert {article.status for article in articles} == {"read", "unverified"}


def test_the_table_of_the_pact_maps_two_levels_and_names_those_outside():
    pact = next(path for path in TEXTS if path.stem == "jpn-kor-gsomia-2016")
    text = load(pact.read_bytes(), pact.name)
    rows = clause_of(text, "equivalence").rows
    assert [{text.terms[level].en for level in row} for row in rows] == [
        {"SECRET"}, {"CONFIDENTIAL"},
    ]  # fmt: skip
    assert {level for row in rows for level in row} == {
        "KOR:II", "KOR:III", "JPN:gokuhi", "JPN:tokutei", "JPN:hi",
    }  # fmt: skip
    assert text.terms["KOR:II"].ko == "군사II급비밀"
    assert text.terms["JPN:tokutei"].ja == "特定秘密"
    assert {"KOR:I", "JPN:kimitsu", "KOR:U", "JPN:U"} < set(text.terms)
