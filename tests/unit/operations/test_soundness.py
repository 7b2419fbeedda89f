"""An item that says nothing, or two things that cannot both be, is refused with its place."""

from __future__ import annotations

import pytest
from msgspec import structs
from tests.many_portions import from_people, item, launch, words

from accordant.errors import MalformedInput
from accordant.model.contents.cyber_report import CyberReport
from accordant.model.marking import Marking
from accordant.model.product import Portion, Relation
from accordant.operations.soundness import check_sound

CORRECTS, RETRACTS = Relation("corrects", "KOR-a", 1), Relation("retracts", "KOR-a", 1)


def marked(*caveats):
    return structs.replace(launch(), marking=Marking("KOR:II", caveats))


def test_an_ordinary_item_is_sound():
    quotes = Relation("quotes", "KOR-a", 1)
    check_sound(item(launch(), marked("eyes-only AUS JPN"), relations=(CORRECTS, quotes)))


@pytest.mark.parametrize(
    ("product", "reason"),
    [
        (item(launch(), words("")), "portion 2: the portion is empty"),
        (item(words(" \n\t")), "portion 1: the portion is empty"),
        (item(from_people(text="")), "empty"),
        (
            item(
                Portion(
                    Marking("KOR:II"), CyberReport("", "unknown", ""), ("dprk-cyber",), "cyber"
                )
            ),
            "empty",
        ),
        (item(marked("eyes-only JPN", "eyes-only USA")), "contradict"),
        (item(marked("display-only", "display-only")), "contradict"),
        (item(marked("eyes-only Japan")), "cannot be read"),
        (item(launch(), relations=(CORRECTS, RETRACTS)), "both corrected and retracted"),
        (item(launch(), relations=(CORRECTS, CORRECTS)), "stands twice"),
    ],
)
def test_what_is_not_is_refused(product, reason):
    with pytest.raises(MalformedInput) as refused:
        check_sound(product)
    assert reason in str(refused.value)
