"""Every word of products is explained in three languages, and its page says what the code does."""

import re
import runpy
from pathlib import Path
from typing import get_args

import pytest

from accordant.model.contents.enclosure import Enclosure
from accordant.model.product import DERIVING, Content, RelationKind
from accordant.model.vocabulary import KINDS, RELATIONS, TABLES
from accordant.versions.render import kind_of_content as kind_of

ROOT = Path(__file__).parents[2]
LISTED = [
    pytest.param(word, listed, id=f"{name}/{word}")
    for name, table in TABLES.items()
    for word, listed in table.items()
]


@pytest.mark.parametrize(("word", "listed"), LISTED)
def test_a_word_is_a_word_with_meanings_and_source(word, listed):
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,47}", word)
    assert all(listed)
    assert listed.en.isascii()
    assert re.search(r"[가-힣]", listed.ko)
    assert re.search(r"[ぁ-んァ-ン一-龯]", listed.ja)


def test_kinds_and_relations_are_those_of_the_code():
    tags = {kind.__struct_config__.tag for kind in get_args(Content)}
    assert tags - {"launch", "enclosure"} == set(KINDS) - {"launch-report"}
    assert kind_of(Enclosure("a.png", "image/png", 9, "a" * 64)) in KINDS
    assert set(RELATIONS) == set(get_args(RelationKind)) > DERIVING


def test_the_page_lists_exactly_these_words():
    page = runpy.run_path(str(ROOT / "tests/tools/products_page.py"))["page"]
    assert (ROOT / "docs/products.md").read_text() == page(), "run `make pages`"
