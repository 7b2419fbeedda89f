"""The guide to encoding names every kind of clause, and every way a template begins."""

import re
from pathlib import Path

import pytest

from accordant.adapters import packaged
from accordant.clauses import KINDS

GUIDE = (Path(__file__).parents[3] / "docs" / "encoding-an-agreement.md").read_text()
NAMED = set(re.findall(r"`([^`\n]+)`", GUIDE))


@pytest.mark.parametrize("word", [*KINDS, *packaged.templates()])
def test_it_stands_in_the_guide(word):
    assert word in NAMED
