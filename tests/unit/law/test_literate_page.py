"""The page of the format names every key the parser takes, and the bound it keeps."""

import re
from pathlib import Path

import msgspec
import pytest

from accordant.law import ask, front
from accordant.literate.text import SIZE_MAX

PAGE = (Path(__file__).parents[3] / "docs" / "protocol" / "literate.md").read_text(
    encoding="utf-8"
)
NAMED = set(re.findall(r"[\w-]+", " ".join(re.findall(r"`([^`]+)`", PAGE))))


@pytest.mark.parametrize(
    "schema",
    [
        ask.Ask, ask.AskedAct, ask.AskedAssurance, ask.AskedConsent, ask.AskedEquity,
        ask.AskedOrder, ask.Expect, front.InstrumentFront, front.OrderFront, front.Term,
    ],
    ids=lambda schema: schema.__name__,
)  # fmt: skip
def test_every_key_stands_on_the_page(schema):
    keys = {field.encode_name for field in msgspec.structs.fields(schema)}
    assert keys - NAMED == set()


def test_the_bound_on_the_page_is_the_bound_of_the_reader():
    assert f"{SIZE_MAX:,} bytes" in PAGE
