"""Every kind of fact is explained, and its page says what the code does."""

import runpy
from pathlib import Path

from accordant.model.fact import FACT_KINDS, JOINT, MEANS, NEEDS

ROOT = Path(__file__).parents[2]


def test_every_kind_has_its_needs_and_its_sentence():
    assert set(NEEDS) == set(MEANS) == set(FACT_KINDS)
    assert set(FACT_KINDS) >= JOINT
    assert all(sentence.endswith(".") for sentence in MEANS.values())


def test_the_page_lists_exactly_these_kinds():
    page = runpy.run_path(str(ROOT / "tests/tools/facts_page.py"))["page"]
    assert (ROOT / "docs/facts.md").read_text() == page(), "run `make pages`"
