"""One bad instrument file per failure: the code and the very line are what the vector says."""

import json
from pathlib import Path

import pytest

from accordant.errors import InstrumentTextError
from accordant.law.instrument import load

VECTORS = Path(__file__).parents[2] / "vectors" / "instrument"
EXPECTED = json.loads((VECTORS / "expected.json").read_text())


def test_the_good_text_is_read():
    place = VECTORS / "good-model.md"
    instrument = load(place.read_bytes(), str(place))
    assert [article.status for article in instrument.articles] == [
        "model", "read", "unverified", "read",
    ]  # fmt: skip
    assert [article.number for article in instrument.articles] == ["1", "2", "3(1)", "3(2)"]


def test_every_bad_text_has_its_expectation():
    assert {path.stem for path in VECTORS.glob("*.md")} == {*EXPECTED, "good-model"}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_bad_text_is_refused_at_its_line(name):
    with pytest.raises(InstrumentTextError) as refused:
        load((VECTORS / f"{name}.md").read_bytes(), f"{name}.md")
    assert (refused.value.code, refused.value.place) == (
        EXPECTED[name]["code"],
        f"{name}.md:{EXPECTED[name]['line']}",
    ), refused.value.message
    assert refused.value.hint
