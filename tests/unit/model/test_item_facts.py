"""What a decision asks of an item: taken from the product, and kept apart from older cases."""

import msgspec
import pytest
from msgspec.structs import replace

from accordant import canonical
from accordant.model.case import SECOND, Case, ItemFacts
from accordant.model.contents.human_report import HumanReport
from accordant.model.item import item_facts
from accordant.model.marking import Marking
from accordant.model.product import Portion, Product, Text, When

MARKING = Marking("KOR:II")
SUBJECTS = ("dprk-missile",)
HEARD = HumanReport(When("2017-03", "month"), None, "B", "2", "second hand", "words", "")
PRODUCT = Product(
    format="accordant/product/2", product="KOR-1", kind="human-report", originators=("KOR:DIA",),
    marking=MARKING, marker="TEST", precedence="flash", subjects=SUBJECTS,
    purpose="missile-defence", created=5, title="", valid_from=10, valid_until=20,
    relations=(), reached=(),
    portions=(
        Portion(MARKING, Text("x"), SUBJECTS, "signals"),
        Portion(MARKING, HEARD, SUBJECTS, "human"),
        Portion(MARKING, Text("y"), SUBJECTS, "human"),
    ),
)  # fmt: skip
FIRST_CASE = (
    b'{"approvals":[],"assurances":[],"at":5,"caveats":[],"clock_sound":true,"consents":[],'
    b'"contractor":false,"direction":"outbound","equities":[],"form":"electronic",'
    b'"format":"accordant/case/1","instruments":[],"kind":"human-report","level":"KOR:II",'
    b'"marker":"REAL","orders":[],"post":"","precedence":"routine","product":"","purpose":"",'
    b'"recipient":"JPN","releaser":"KOR","route":"direct","subjects":[],"version":1}'
)


def test_the_facts_of_every_portion_stand_sorted_and_once():
    assert item_facts(PRODUCT) == ItemFacts(
        disciplines=("human", "signals"),
        contents=("human-report", "text"),
        provided_for="missile-defence",
        valid_from=10,
        valid_until=20,
        originators=("KOR:DIA",),
    )
    assert item_facts(PRODUCT, for_release=True).for_release


def test_a_case_of_the_first_format_reads_and_spells_as_before():
    assert canonical.encode(canonical.parse(FIRST_CASE, Case)) == FIRST_CASE


def test_the_formats_of_cases_are_not_mixed():
    first = canonical.parse(FIRST_CASE, Case)
    second = replace(first, format=SECOND, item=item_facts(PRODUCT))
    data = canonical.encode(second)
    assert canonical.parse(data, Case) == second
    for spoilt in (
        data.replace(b"case/2", b"case/1"),
        FIRST_CASE.replace(b"case/1", b"case/2"),
    ):
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(spoilt, type=Case)
