"""Contract of drafts: words people may change until they are signed, and no part of the record."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.notes_for_tests import NOTICE, note

from accordant.adapters.draft_folder import DraftFolder
from accordant.errors import MalformedInput, StoreFailed
from accordant.model.note import Reference, Texts

REMARKS = ("DRAFT until signed.",)
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp", "Cs"))
    | st.sampled_from('"\\\n#'),
    min_size=1,
    max_size=60,
)


@pytest.fixture
def drafts(folder):
    return DraftFolder(folder / "notes")


def test_nothing_is_drafted_at_first(drafts):
    assert drafts.names() == []
    assert drafts.read(NOTICE) is None
    drafts.discard(NOTICE)


def test_a_draft_comes_back_as_it_was(drafts):
    made = note(refers=Reference("kor-earlier", "ab" * 32), words="a line")
    assert drafts.keep(made, REMARKS)
    assert drafts.names() == [NOTICE]
    assert drafts.read(NOTICE) == made


def test_the_file_says_at_its_top_what_it_is(drafts):
    drafts.keep(note(), REMARKS)
    assert drafts.place(NOTICE).read_text().startswith("# DRAFT until signed.\n")


def test_a_draft_is_never_kept_over_another(drafts):
    drafts.keep(note(), REMARKS)
    assert not drafts.keep(note(article="20"), REMARKS)
    assert drafts.read(NOTICE) == note()


def test_what_people_changed_is_what_stands_there(drafts):
    drafts.keep(note(), REMARKS)
    file = drafts.place(NOTICE)
    file.write_text(file.read_text().replace("A note.", "Another note.\n\nA paragraph."))
    assert drafts.read(NOTICE).texts.en == "Another note.\n\nA paragraph."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A note.", "\\u001b[2J"),
        ("A note.", "\\u202e"),
        ('kind = "notice-of-termination"', 'kind = "telepathy"'),
        (NOTICE, "kor-another"),
        (NOTICE, "jpn-another"),
        ("[texts]", "[words]"),
        ("[texts]", 'unknown = "1"\n[texts]'),
        ("2019-08-23", "2019-02-30"),
        ("A note.", "x" * 2001),
        ("A note.", "x" * 70_000),
        ("format", "= format"),
    ],
)
def test_a_draft_that_is_no_note_says_where_and_why(drafts, old, new):
    drafts.keep(note(), REMARKS)
    file = drafts.place(NOTICE)
    file.write_text(file.read_text().replace(old, new))
    with pytest.raises(MalformedInput) as told:
        drafts.read(NOTICE)
    assert told.value.place == str(file)
    assert "x" * 60 not in told.value.message


def test_a_draft_that_is_no_text_at_all(drafts):
    drafts.keep(note(), REMARKS)
    drafts.place(NOTICE).write_bytes(b"\xff\xfe")
    with pytest.raises(MalformedInput):
        drafts.read(NOTICE)


@pytest.mark.parametrize("name", ["../node", "/etc/passwd", "", ".", "no\x00name"])
def test_no_name_leads_out_of_the_folder(drafts, folder, name):
    (folder / "node.toml").write_text("party = 1")
    assert drafts.read(name) is None
    drafts.discard(name)
    assert (folder / "node.toml").exists()


def test_a_draft_is_gone_once_discarded(drafts):
    drafts.keep(note(), REMARKS)
    drafts.discard(NOTICE)
    assert drafts.names() == []


def test_a_folder_that_is_a_file_fails_as_a_store_does(folder):
    (folder / "notes").write_text("")
    with pytest.raises(StoreFailed):
        DraftFolder(folder / "notes").keep(note(), REMARKS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.builds(Texts, TEXT, TEXT, TEXT))
def test_whatever_words_a_note_has_come_back(drafts, texts):
    made = note(
        texts=Texts(*(text.rstrip("\n") or "." for text in (texts.en, texts.ko, texts.ja)))
    )
    drafts.discard(NOTICE)
    drafts.keep(made, REMARKS)
    assert drafts.read(NOTICE) == made
