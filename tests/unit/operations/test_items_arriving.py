"""What an arriving item may say of itself, and that an item once taken stays readable."""

from __future__ import annotations

import pytest
from msgspec import structs

from accordant import canonical
from accordant.envelope.keys import generate_header_key
from accordant.model.marking import Marking
from accordant.model.message import Released
from accordant.model.product import Portion, Text
from accordant.operations.products import read_content


def test_an_item_for_a_post_of_another_party_is_refused(scene):
    assert scene.answers_to(scene.release("KOR-bad", post="AUS:DIO/watch")) == ["unreadable"]
    assert scene.held("KOR-bad") is None
    assert scene.goes_on()


def test_what_is_said_to_be_for_a_contractor_is_judged_so_here_too(scene):
    """Article 16 asks for a person; a release that says nothing spells as it ever did."""
    said = scene.release("KOR-contract", contractor=True)
    assert scene.answers_to(said, scene.release("KOR-government"))[0] == "quarantined"
    assert scene.held("KOR-government").state == "registered"
    seoul = scene.seoul
    product = seoul.product("KOR-x")
    plain = seoul.released(product, seoul.sealed(product)[0], "")
    assert b"contractor" not in canonical.encode(plain)
    meant = structs.replace(plain, contractor=True)
    assert canonical.parse(canonical.encode(meant), Released) == meant


@pytest.mark.parametrize("own", ["KOR:II", "KOR:U"])
def test_an_item_passed_on_is_not_called_unclassified(scene, own):
    """Whoever passes an item on speaks in its own terms; it may not unmark it with them."""
    portions = (Portion(Marking("KOR:II"), Text("what was seen")),)
    product = scene.seoul.product("KOR-bad", level=own, portions=portions)
    envelope, key = scene.seoul.sealed(product)
    canberra = scene.canberra
    said = canberra.released(product, envelope, "", level="AUS:U")
    index = scene.say(canberra.leaf(said, envelope, key), speaker=canberra)
    scene.settle()
    assert canberra.answers(index) == ["unreadable"]
    assert scene.held("KOR-bad", "AUS") is None


@pytest.mark.parametrize(
    "changes",
    [
        {"portions": (Portion(Marking("KOR:II"), Text("\x1b]0;all is well\x07")),)},
        {"portions": (Portion(Marking("KOR:II", ("\x1b[2J",)), Text("what was seen")),)},
        {"portions": (Portion(Marking("KOR:II", ("A",) * 17), Text("what was seen")),)},
    ],
)
def test_an_item_that_would_drive_the_readers_screen_is_refused(scene, changes):
    assert scene.answers_to(scene.release("KOR-bad", product_changes=changes)) == ["unreadable"]
    assert scene.held("KOR-bad") is None
    assert scene.goes_on()


def test_an_item_stays_readable_when_its_originator_has_another_header_key(scene):
    assert scene.answers_to(scene.release("KOR-one")) == ["registered"]
    seoul = scene.seoul
    node = structs.replace(seoul.statement.node, header=generate_header_key().public)
    scene.say(seoul.signed(seoul.renew(node=node)))
    scene.settle()
    content = read_content(scene.real.node, scene.held("KOR-one"))
    assert content.portions[0].content.text == "what was seen"
