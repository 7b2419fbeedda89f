"""Whose rules an item brings along, worked out when it is written and kept beside it."""

from __future__ import annotations

import pytest
from msgspec import structs

from accordant.errors import MalformedInput, NotAuthorised, Oversized, UnknownProduct
from accordant.model.case import Equity
from accordant.model.marking import Marking
from accordant.model.product import (
    REACHED_MAX,
    SECOND,
    Portion,
    Product,
    Reached,
    Relation,
    Text,
)
from accordant.operations import queries
from accordant.operations.products import check_whole, keep
from accordant.operations.release import Asked, preview

SEOULS = Relation("derived-from", "KOR-first", 1)
REACHED = Reached("KOR", "KOR-first", 1)


def item(name="JPN-own", relations=(), reached=(), **changes):
    marking = Marking("JPN:hi")
    made = Product(
        format=SECOND, product=name, kind="text", originators=("JPN",), marking=marking,
        marker="EXERCISE", precedence="routine", subjects=("dprk-missile",),
        purpose="dprk-missile-threat", created=0, title="", valid_from=None, valid_until=None,
        relations=relations, reached=reached,
        portions=(Portion(marking, Text("x"), ("dprk-missile",), "all-source"),),
    )  # fmt: skip
    return structs.replace(made, **changes)


def case(scene, name="JPN-own", to="AUS"):
    return preview(scene.real.node, Asked(name, 1, to, f"{to}:DIO/watch")).case


def test_an_item_built_on_anothers_carries_its_rule_under_its_instrument(scene):
    keep(scene.real.node, [item(relations=(SEOULS,), reached=(REACHED,))])
    assert case(scene).equities == (Equity("KOR", scene.instrument, "KOR-first", 1),)
    decision = preview(scene.real.node, Asked("JPN-own", 1, "AUS", "AUS:DIO/watch")).decision
    assert decision.outcome == "withhold"
    assert ("6(a)", "third-party-consent") in {
        (found.article, found.clause) for found in decision.determining
    }


@pytest.mark.parametrize("kind", ["derived-from", "translated-from", "quotes"])
def test_the_rule_follows_however_long_the_way(scene, kind):
    keep(scene.real.node, [item("JPN-1", (SEOULS,), (REACHED,))])
    for number in range(2, 6):
        relation = Relation(kind, f"JPN-{number - 1}", 1)
        with pytest.raises(MalformedInput, match="not named"):
            keep(scene.real.node, [item(f"JPN-{number}", (relation,))])
        keep(scene.real.node, [item(f"JPN-{number}", (relation,), (REACHED,))])
    assert [each.originator for each in case(scene, "JPN-5").equities] == ["KOR"]


def test_correcting_ones_own_item_brings_nobody_along(scene):
    keep(scene.real.node, [item("JPN-1", (SEOULS,), (REACHED,))])
    keep(scene.real.node, [item("JPN-2", (Relation("corrects", "JPN-1", 1),))])
    assert case(scene, "JPN-2").equities == ()
    marks = {each.product: each.marks for each in queries.own_items(scene.real.node)}
    assert [(mark.kind, mark.by) for mark in marks["JPN-1"]] == [("corrects", "JPN-2")]
    assert marks["JPN-2"] == ()


def test_more_originators_may_be_named_and_each_must_consent(scene):
    more = (REACHED, Reached("USA", "USA-paper", 1))
    keep(scene.real.node, [item(relations=(SEOULS,), reached=more)])
    assert case(scene).equities == (
        Equity("KOR", scene.instrument, "KOR-first", 1),
        Equity("USA", "", "USA-paper", 1),
    )


def test_nothing_is_built_on_what_is_not_held(scene):
    gone = Relation("quotes", "KOR-never", 1)
    with pytest.raises(UnknownProduct):
        keep(scene.real.node, [item(relations=(gone,), reached=(Reached("KOR", "KOR-never", 1),))])
    with pytest.raises(UnknownProduct):
        keep(scene.real.node, [item(relations=(Relation("retracts", "JPN-never", 1),))])
    assert queries.own_items(scene.real.node) == ()


def test_nothing_is_built_on_what_lies_in_quarantine(scene):
    row = scene.real.node.store.read(lambda reading: reading.product("KOR-first", 1))
    scene.real.node.store.write(
        lambda transaction: transaction.move_product("KOR-first", 1, row.origin, "quarantined")
    )
    with pytest.raises(NotAuthorised):
        keep(scene.real.node, [item(relations=(SEOULS,), reached=(REACHED,))])


def test_an_item_reaches_a_bounded_number_of_originators(scene):
    many = tuple(Reached("USA", f"USA-{number}", 1) for number in range(REACHED_MAX))
    keep(scene.real.node, [item("JPN-1", reached=many)])
    with pytest.raises(Oversized):
        check_whole(
            scene.real.node, item("JPN-2", (Relation("quotes", "JPN-1", 1), SEOULS), (REACHED,))
        )


def test_a_product_has_a_portion_of_its_kind(scene):
    with pytest.raises(MalformedInput, match="no portion is of the product's kind"):
        keep(scene.real.node, [item(kind="track")])


@pytest.mark.parametrize(
    "change",
    [
        {"subjects": ("dprk-missile", "whales")},
        {"purpose": "fun"},
        {"marking": Marking("JPN:hi", ("whim",))},
        {"portions": (Portion(Marking("JPN:hi"), Text("x"), ("dprk-missile",), "guessing"),)},
    ],
)
def test_a_word_that_is_not_listed_is_refused(scene, change):
    with pytest.raises(MalformedInput, match="not in the vocabulary"):
        keep(scene.real.node, [item(**change)])


def arrived(scene, name, **changes):
    """How Tokyo holds an item of the second format that Seoul released."""
    marking = changes.pop("marking", Marking("KOR:II"))
    portion = Portion(marking, Text("x"), ("dprk-missile",), "all-source")
    product = scene.seoul.product(
        name, format=SECOND, kind="text", marking=marking, title="", valid_from=None,
        valid_until=None, portions=(portion,), **{"relations": (), "reached": ()} | changes,
    )  # fmt: skip
    scene.say(scene.seoul.release(product, scene.instrument))
    scene.settle()
    return scene.real.node.store.read(lambda reading: reading.product(name, 1))


def test_an_item_that_reaches_a_third_party_without_consent_is_quarantined(scene):
    assert arrived(scene, "KOR-good").state == "registered"
    relation, reached = Relation("quotes", "USA-1", 1), Reached("USA", "USA-1", 1)
    row = arrived(scene, "KOR-bad", relations=(relation,), reached=(reached,))
    assert row.state == "quarantined"
    assert row.equities == (Equity("USA", scene.instrument, "USA-1", 1),)


def test_an_item_that_reaches_the_recipient_alone_may_come(scene):
    relation, reached = Relation("quotes", "JPN-1", 1), Reached("JPN", "JPN-1", 1)
    row = arrived(scene, "KOR-good", relations=(relation,), reached=(reached,))
    assert row.state == "registered"


@pytest.mark.parametrize(
    ("caveat", "state"),
    [
        ("eyes-only JPN USA", "registered"),
        ("eyes-only AUS", "quarantined"),
        ("eyes-only jpn", "quarantined"),
        ("display-only", "quarantined"),
        ("source-sensitive", "registered"),
    ],
)
def test_an_item_whose_caveats_leave_the_recipient_out_is_quarantined(scene, caveat, state):
    assert arrived(scene, "KOR-item", marking=Marking("KOR:II", (caveat,))).state == state


def test_only_its_originator_takes_an_item_back(scene):
    arrived(scene, "KOR-back", relations=(Relation("retracts", "KOR-first", 1),))
    marks = {each.product: each.marks for each in queries.inbox(scene.real.node)}
    assert [(mark.kind, mark.by) for mark in marks["KOR-first"]] == [("retracts", "KOR-back")]
