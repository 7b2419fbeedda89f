"""What looks like personal data, and what does not: a warning by place and kind."""

import pytest
from msgspec.structs import replace

from accordant.model.contents.cyber_report import CyberReport, Indicator
from accordant.model.contents.track import Track, TrackPoint
from accordant.model.marking import Marking
from accordant.model.personal_data import TITLE, unmarked_signs
from accordant.model.product import Portion, Product, Text

MARKING = Marking("KOR:II")


def signs(*contents, caveats=(), title=""):
    subjects = ("dprk-missile",)
    product = Product(
        format="accordant/product/2", product="KOR-1", kind="text", originators=("KOR",),
        marking=Marking("KOR:II", caveats), marker="TEST", precedence="routine",
        subjects=subjects, purpose="missile-defence", created=0, title=title, valid_from=None,
        valid_until=None, relations=(), reached=(),
        portions=tuple(Portion(MARKING, each, subjects, "human") for each in contents),
    )  # fmt: skip
    return [tuple(each) for each in unmarked_signs(product)]


@pytest.mark.parametrize(
    ("words", "like"),
    [
        ("seen twice\nName: Hong Gildong\n", "name"),
        ("성명: 홍길동", "name"),
        ("氏名:山田太郎", "name"),
        ("write to someone.else+1@example.co.kr today", "e-mail address"),
        ("call +82 2 1234 5678", "telephone number"),
        ("call 010-1234-5678", "telephone number"),
        ("passport M12345678 was shown", "passport number"),
        ("passport TK1234567 was shown", "passport number"),
        ("number 800101-1234567", "resident number"),
    ],
)
def test_what_looks_like_personal_data_is_told_by_portion_and_kind(words, like):
    assert signs(Text("nothing"), Text(words)) == [(2, like)]
    assert signs(Text(words), caveats=("personal-data",)) == []


@pytest.mark.parametrize(
    "words",
    [
        "the ship 440123456 at 35.1234567, 129.1234567",
        "launched 2017-03-06T07:34+09:00, 1000 km, apogee 260",
        "IMO 9074729, hull 12-3456, channel 16",
        "4c6f72656d20697073756d20646f6c6f722073697420616d65742c20636f6e73",
        "The name of the site is not known.",
        "KOR-4f2k9 version 1, III, Article 6(a)",
        "call sign HLXX, grid 52SCG1234567890",
    ],
)
def test_what_is_no_persons_is_not(words):
    assert signs(Text(words)) == []


def test_numbers_of_ships_are_no_persons_and_addresses_among_indicators_are():
    point = TrackPoint(0, "35.1", "129.1", None)
    ship = Track("surface", "unknown", (point,), mmsi="440123456", imo="9074729")
    assert signs(ship) == []
    mail = CyberReport("unknown", "low", "", (Indicator("email", "a.person@example.org"),))
    assert signs(mail) == [(1, "e-mail address")]


def test_the_title_is_looked_at_too():
    assert signs(Text("x"), title="Name: somebody") == [(TITLE, "name")]
    assert signs(Text("x"), title="A ship") == []


def test_a_product_of_the_first_format_has_no_title():
    plain = Product(
        product="KOR-1", kind="text", originators=("KOR",), marking=MARKING, marker="TEST",
        precedence="routine", subjects=("dprk-missile",), purpose="missile-defence", created=0,
        portions=(Portion(MARKING, Text("someone@example.org")),),
    )  # fmt: skip
    assert len(unmarked_signs(plain)) == 1
    assert unmarked_signs(replace(plain, portions=(Portion(MARKING, Text("no")),))) == ()
