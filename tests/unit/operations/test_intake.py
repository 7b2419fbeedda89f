"""A file of another format is taken in whole or not at all."""

from __future__ import annotations

import pytest

from accordant.errors import MalformedInput, Oversized
from accordant.model.contents.text import Text
from accordant.operations.importing import GROUP
from accordant.operations.intake import IntakeReport, IntakeTerms, TakenItem, take_in
from accordant.operations.queries import own_items

TERMS = IntakeTerms(
    level="JPN:hi", subjects=("dprk-cyber",), purpose="cyber-defence", discipline="cyber"
)
FIT = [TakenItem(f"row {number}", ("made", str(number)), Text("It.")) for number in range(GROUP)]


def report(*items):
    return IntakeReport(tuple(items), (), len(items))


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (Text("x" * 100_000), Oversized),
        (Text("\ud800"), MalformedInput),
        (Text("\0"), MalformedInput),
    ],
)
def test_one_row_that_cannot_be_kept_keeps_those_before_it_out(scene, content, refusal):
    """Also when they were in a group of their own: nothing is half-stored."""
    before = own_items(scene.real.node)
    bad = TakenItem("row 99", ("made", "99"), content)
    with pytest.raises(refusal) as refused:
        take_in(scene.real.node, report(*FIT, bad), TERMS, lambda _: None)
    if refusal is Oversized:
        assert refused.value.place == "row 99"
    assert own_items(scene.real.node) == before
