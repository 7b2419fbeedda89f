"""What the reader takes from a good text, and what it refuses before any vector could be a file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordant.errors import InstrumentTextError
from accordant.literate import read
from accordant.literate.text import SIZE_MAX

TEXT = """+++
format = "any"
zone = "Asia/Seoul"
+++

Words before.

## Remarks
Only words.

## Article 6(a). Third parties
A paragraph.

* a list
* of two

> Source: Japanese text, p. 5. Read; line 3 not seen.
> Source: the press. Unverified.
> Not encoded: the second half,
> which goes on here.

```toml clause scope
subjects = ["any"]
```

```toml case "A title"
ask = { at = 2018-05-01T09:00:00+09:00 }
```
"""


def test_a_text_without_any_heading_has_no_sections():
    assert read('+++\nformat = "any"\n+++\nOnly words.\n', "text.md").sections == ()


def test_parts_stand_with_their_lines():
    document = read(TEXT, "text.md")
    remarks, article = document.sections
    assert document.front == {"format": "any", "zone": "Asia/Seoul"}
    assert document.front_lines == {"format": 2, "zone": 3}
    assert document.preamble == "Words before."
    assert (remarks.article, remarks.title, remarks.prose) == ("", "Remarks", "Only words.")
    assert (article.article, article.title) == ("6(a)", "Third parties")
    assert article.prose == "A paragraph.\n\n* a list\n* of two"
    assert article.place == "text.md:11"
    assert [(block.word, block.name, block.place) for block in article.blocks] == [
        ("clause", "scope", "text.md:22"),
        ("case", "A title", "text.md:26"),
    ]


def test_sources_are_parsed_into_a_status():
    article = read(TEXT, "text.md").sections[1]
    first, second = article.sources
    assert (first.where, first.status, first.remark, first.line) == (
        "Japanese text, p. 5", "read", "line 3 not seen", 17,
    )  # fmt: skip
    assert (second.where, second.status, second.line) == ("the press", "unverified", 18)
    assert article.not_encoded == ("the second half, which goes on here.",)


def test_one_unverified_source_makes_the_article_unverified():
    assert read(TEXT, "text.md").sections[1].status == "unverified"
    known = TEXT.replace("> Source: the press. Unverified.\n", "")
    assert read(known, "text.md").sections[1].status == "read"


def test_bytes_and_text_are_read_alike():
    assert read(TEXT.encode(), "text.md") == read(TEXT, "text.md")


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        (b"+++\nformat = 1\n+++\n\nbad \xff byte\n", 5, "not UTF-8"),
        ("+++\nformat = 1\n+++\n\nlone \ud800 half\n", 5, "not UTF-8"),
        ("+++\nx = 1\n+++\n" + "word " * (SIZE_MAX // 5), 1, "longer than"),
        ("", 1, "must begin with"),
        ("+++\n+++\n", 1, "front matter is empty"),
        ("+++\nx = " + "[" * 5000 + "\n+++\n", 2, "nested too deep"),
        ("+++\nx = " + "9" * 5000 + "\n+++\n", 2, "too long"),
        ("+++\nx = 9007199254740993\n+++\n", 2, "too large"),
        ("+++\nx = 10:00:00\n+++\n", 2, "zone offset"),
        ("+++\nx = [\n+++\n", 2, "not TOML"),
    ],
)
def test_no_text_raises_anything_else(source, line, words):
    with pytest.raises(InstrumentTextError, match=words) as refused:
        read(source, "text.md")
    assert refused.value.place == f"text.md:{line}"


@given(st.data())
def test_cut_or_altered_anywhere_it_is_read_or_refused_with_a_line(data):
    start = data.draw(st.integers(0, len(TEXT)))
    end = data.draw(st.integers(start, min(start + 40, len(TEXT))))
    put = data.draw(st.text("`>#+\n [](){}=\"'.:ab1\t\x00", max_size=12))
    altered = TEXT[:start] + put + TEXT[end:]
    try:
        read(altered, "text.md")
    except InstrumentTextError as error:
        name, _, line = error.place.rpartition(":")
        assert name == "text.md"
        assert 1 <= int(line) <= altered.count("\n") + 1


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    with pytest.raises(InstrumentTextError):
        read(b"+++\n" + data, "text.md")
