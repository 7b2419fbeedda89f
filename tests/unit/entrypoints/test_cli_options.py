"""What people type is read in one spelling, and refused with the option's name."""

from __future__ import annotations

import pytest

from accordant.entrypoints.cli import options
from accordant.entrypoints.cli.answer import language
from accordant.errors import MalformedInput


@pytest.mark.parametrize(
    ("read", "good", "bad"),
    [
        (options.party, "KOR", ["kor", "KORE", "KOR:MND", "KOR\n", ""]),
        (options.level, "KOR:II", ["II", "KOR:", "KOR:II III", "kor:II"]),
        (lambda text: options.word(text, "--purpose"), "sea-rescue", ["Sea", "", "a b", "a\n"]),
        (lambda text: options.post(text, "JPN"), "JPN:DIH/watch", ["KOR:MND", "JPN", "watch"]),
        (
            lambda text: options.address(text, "--address"),
            "host.example:7410",
            ["host", ":1", "a:b"],
        ),
    ],
)
def test_one_spelling_is_taken(read, good, bad) -> None:
    assert read(good) == good
    for text in bad:
        with pytest.raises(MalformedInput) as refused:
            read(text)
        assert refused.value.place.startswith("--")


def test_an_instant_names_its_offset() -> None:
    assert options.instant("1970-01-01T09:00:01+09:00", "--at") == 1000
    assert options.instant_or_none("", "--until") is None
    with pytest.raises(MalformedInput, match="names no zone offset"):
        options.instant("1970-01-01T09:00:01", "--at")


def test_sentences_are_in_three_languages() -> None:
    assert [language(each) for each in ("en", "ko", "ja")] == ["en", "ko", "ja"]
    with pytest.raises(MalformedInput):
        language("EN")
