"""Every reason has its sentence in three languages, with the same places to fill."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import accordant
from accordant.clauses import LANGUAGES
from accordant.model.officer import DEEDS
from accordant.officers.asked import ASKS, Reason
from accordant.officers.sentences import SENTENCES, WORDS
from accordant.operations.officer_words import in_words

ROOM = Path(accordant.__file__).parent / "officers"


def said_in_code() -> set[str]:
    calls = [
        node
        for path in ROOM.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Reason"
    ]
    return {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)}


def test_every_reason_given_has_a_sentence_and_every_sentence_is_given():
    assert said_in_code() == set(SENTENCES)


@pytest.mark.parametrize("word", SENTENCES)
def test_a_sentence_fills_the_same_places_in_three_languages(word):
    texts = [getattr(SENTENCES[word], language) for language in LANGUAGES]
    places = [set(re.findall(r"\{(\w+)\}", text)) for text in texts]
    assert places[0] == places[1] == places[2]
    assert all(text.strip() for text in texts)


def test_no_deed_asks_for_nothing_and_every_deed_is_known():
    assert ASKS.keys() == set(DEEDS)
    assert all(asks.letter or (asks.clearance and asks.need) for asks in ASKS.values())


def test_every_deed_has_its_word():
    assert {*DEEDS, "every"} == set(WORDS)
    short = Reason("letter-short", {"deed": "order", "limits": "every, KOR:II"})
    assert "order" not in in_words(short, "ko")
    assert "전부, 군사II급비밀" in in_words(short, "ko")


def test_an_instant_is_written_as_the_node_writes_it():
    reason = Reason("removed", {"officer": "desk", "since": 0})
    assert in_words(reason) == "desk was removed as of 1970-01-01T00:00:00+00:00."
    assert in_words(reason, "ja", lambda instant: f"<{instant}>").endswith("<0>付けで解任された。")
