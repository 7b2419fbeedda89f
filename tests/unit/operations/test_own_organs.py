"""Organs of one state as originators: what they control, and how each consents by its own name."""

from __future__ import annotations

import pytest
from msgspec import structs
from tests.one_real_node import NOW, officer_signs
from tests.unit.operations.test_relations import item

from accordant.errors import NotAuthorised, UnknownProduct
from accordant.model.act import ConsentGiven
from accordant.model.case import Consent, Equity
from accordant.model.marking import Marking
from accordant.model.product import Reached, Relation
from accordant.operations.products import keep
from accordant.operations.release import Asked, preview
from accordant.operations.sealing import consent_artefacts

CONTROLLED = Marking("JPN:hi", ("originator-control",))
PURPOSE = "dprk-missile-threat"


def controlled(name="JPN-own", originators=("JPN:DIH",), **changes):
    made = item(name, originators=originators, marking=CONTROLLED, **changes)
    portions = tuple(structs.replace(each, marking=CONTROLLED) for each in made.portions)
    return structs.replace(made, portions=portions)


def answer(scene, name="JPN-own"):
    return preview(scene.real.node, Asked(name, 1, "AUS", "AUS:DIO/watch"))


def reasons(scene, name="JPN-own"):
    return [each.sentence for each in answer(scene, name).decision.determining]


def consents(scene, originator, product="JPN-own"):
    consent = Consent(originator, product, 1, "AUS", PURPOSE, NOW)
    officer_signs(scene.real, "releasing-authority", ConsentGiven("JPN", consent, NOW))


def test_an_organ_consents_by_its_own_name_and_no_other_for_it(scene):
    keep(scene.real.node, [controlled()])
    assert answer(scene).case.item.originators == ("JPN:DIH",)
    assert "originator-control" in reasons(scene)
    for another in ("JPN:MOD", "JPN"):
        with pytest.raises(NotAuthorised, match="no originator of JPN-own"):
            consents(scene, another)
    with pytest.raises(UnknownProduct, match="JPN-another version 1 was written here"):
        consents(scene, "JPN:DIH", "JPN-another")
    with pytest.raises(UnknownProduct, match="KOR-first"):
        consents(scene, "JPN", "KOR-first")
    assert "originator-control" in reasons(scene)
    keep(scene.real.node, [controlled("JPN-two", ("JPN:DIH", "JPN:MOD"))])
    consents(scene, "JPN:MOD", "JPN-two")
    assert "originator-control" in reasons(scene, "JPN-two")
    consents(scene, "JPN:DIH")
    assert "originator-control" not in reasons(scene)


def test_nobody_consents_for_an_organ_of_another_state(scene):
    with pytest.raises(NotAuthorised):
        consents(scene, "KOR:DIA")


def test_an_organ_reached_keeps_its_word(scene):
    keep(scene.real.node, [controlled()])
    built = {
        "relations": (Relation("derived-from", "JPN-own", 1),),
        "reached": (Reached("JPN:DIH", "JPN-own", 1),),
    }
    keep(scene.real.node, [controlled("JPN-next", ("JPN",), **built)])
    case = answer(scene, "JPN-next").case
    assert case.equities == (Equity("JPN:DIH", "", "JPN-own", 1),)
    assert "originator-control" in reasons(scene, "JPN-next")
    consents(scene, "JPN:DIH")
    case = answer(scene, "JPN-next").case
    assert "originator-control" not in reasons(scene, "JPN-next")
    held = scene.real.node.store
    assert held.read(lambda reading: consent_artefacts(reading, case)) == (), "it stays at home"
