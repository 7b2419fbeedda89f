"""A reported launch becomes one product, identified the same at every import."""

import msgspec
import pytest

from accordant.adapters import launch_table
from accordant.canonical import encode, parse
from accordant.errors import LevelNotInTable, MalformedInput, UnmarkedProduct
from accordant.model.product import Product
from accordant.operations.launches import Issue, identifier_of, product_of

ISSUE = Issue(
    originator="KOR",
    marker="EXERCISE",
    precedence="immediate",
    purpose="defence",
    created=1_500_000_000_000,
    level="KOR:II",
)
LAUNCHES = launch_table.load()


def issue(**change):
    return msgspec.structs.replace(ISSUE, **change)


def test_every_launch_is_one_product_a_partner_can_read():
    for reported in LAUNCHES:
        product = product_of(reported, ISSUE)
        assert parse(encode(product), Product) == product
        assert [portion.content for portion in product.portions] == [reported.launch]
        assert product.marking.level == product.portions[0].marking.level == "KOR:II"
        assert (product.marker, product.precedence) == ("EXERCISE", "immediate")


def test_the_level_unless_said_is_the_third():
    plain = Issue(
        originator="KOR", marker="REAL", precedence="flash", purpose="defence", created=0
    )
    assert product_of(LAUNCHES[0], plain).marking.level == "KOR:III"


def test_subjects_tell_a_satellite_launcher_apart():
    subjects = {reported.vehicle: product_of(reported, ISSUE).subjects for reported in LAUNCHES}
    assert subjects == {
        "missile": ("dprk-missile",),
        "space-launch": ("dprk-missile", "dprk-space-launch"),
    }


def test_identifiers_are_one_per_launch_and_stay():
    first = [identifier_of(reported, ISSUE) for reported in LAUNCHES]
    again = [identifier_of(reported, issue(created=7, level="KOR:III")) for reported in LAUNCHES]
    assert first == again
    assert len(set(first)) == len(LAUNCHES)


def test_an_identifier_says_nothing_and_with_a_secret_cannot_be_computed():
    reported = LAUNCHES[0]
    open_to_all = identifier_of(reported, ISSUE)
    secret = identifier_of(reported, issue(identifier_secret=b"of this node"))
    assert open_to_all != secret
    for identifier in (open_to_all, secret):
        assert identifier.startswith("KOR-")
        assert len(identifier) == 20
        assert not any(word and word in identifier for word in reported.key[:4])


def test_a_figure_corrected_later_is_the_same_launch():
    reported = LAUNCHES[0]
    launch = msgspec.structs.replace(reported.launch, outcome="unknown")
    corrected = msgspec.structs.replace(reported, launch=launch)
    assert identifier_of(corrected, ISSUE) == identifier_of(reported, ISSUE)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"level": ""}, UnmarkedProduct),
        ({"level": "JPN:hi"}, LevelNotInTable),
        ({"level": "KOR:"}, MalformedInput),
        ({"marker": "PRACTICE"}, MalformedInput),
        ({"precedence": "fast"}, MalformedInput),
        ({"purpose": "Any Purpose"}, MalformedInput),
        ({"originator": "KOR:mnd"}, MalformedInput),
        ({"version": 0}, MalformedInput),
    ],
)
def test_an_issue_outside_its_bounds_makes_no_product(change, error):
    with pytest.raises(error) as refused:
        product_of(LAUNCHES[0], issue(**change))
    assert refused.value.place == LAUNCHES[0].place
