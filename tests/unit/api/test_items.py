"""Items and cases made without a node are those a node would make."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from accordant import canonical
from accordant.api.instruments import read_packaged
from accordant.api.items import case_of, check_product, write_product
from accordant.api.markings import mark_received
from accordant.config import LinkSettings, Settings
from accordant.decision.library import Library
from accordant.errors import LevelNotInTable, MalformedInput, NotAuthorised, UnmarkedProduct
from accordant.model.case import Equity
from accordant.model.marking import Marking
from accordant.model.product import Portion, Product, Reached, Relation, Text, reached_of
from accordant.operations import products
from accordant.operations.casework import outbound_case
from accordant.operations.world import World
from accordant.wiring import create_node, open_node

NOW = 1_525_132_800_000
GOOD = sorted((Path(__file__).parents[2] / "vectors/product").glob("good-*.json"))
PACT = read_packaged("jpn-kor-gsomia-2016")
EMPTY = Library.of(())
ABOUT = ("dprk-missile",)


def written(level="KOR:II", portion="KOR:II", text="x", **changes):
    fields = {
        "kind": "text", "purpose": "dprk-missile-threat", "marker": "EXERCISE", "created": NOW,
    } | changes  # fmt: skip
    part = Portion(Marking(portion), Text(text), ABOUT, "human")
    return write_product("KOR-4f2k9", marking=Marking(level), portions=[part], **fields)


@pytest.fixture(scope="module")
def node(tmp_path_factory):
    home = tmp_path_factory.mktemp("home") / "KOR"
    link = LinkSettings(listen="127.0.0.1:7410", address="127.0.0.1:7410")
    create_node(home, Settings(format="accordant/node/1", party="KOR", link=link))
    with open_node(home) as opened:
        yield opened.node


@pytest.mark.parametrize("file", GOOD, ids=lambda file: file.stem)
def test_a_case_is_the_one_a_node_would_ask(node, file):
    """Whatever a case holds of the item is taken from it alike: no field may be forgotten."""
    product = canonical.parse(json.loads(file.read_text())["document"].encode(), Product)
    equities = tuple(
        Equity(each.originator, "", each.product, each.version) for each in reached_of(product)
    )
    row = products.row_of(product, equities, NOW)
    world = node.store.read(node.worlds.current)
    assert isinstance(world, World)
    asked = {
        "releaser": "KOR",
        "recipient": "JPN",
        "post": "JPN:DIH/watch",
        "purpose": "",
        "at": NOW,
    }
    theirs = outbound_case(world, row, **asked)
    assert case_of(EMPTY, product, "JPN", "JPN:DIH/watch", at=NOW, instruments=()) == theirs


def test_a_product_takes_its_subjects_from_its_portions_and_its_originator_from_its_name():
    made = written()
    assert (made.subjects, made.originators) == (ABOUT, ("KOR",))
    assert canonical.parse(canonical.encode(made), Product) == made
    check_product(made)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"level": "secret"}, "marking.level"),
        ({"kind": "Text"}, "kind"),
        ({"text": "\ud800"}, "a character that cannot be written"),
        ({"valid_until": NOW - 1}, "ends before it begins"),
        ({"relations": [Relation("derived-from", "JPN-1abcd", 1)]}, "reached"),
    ],
)
def test_what_no_partner_could_read_is_not_written(changes, reason):
    with pytest.raises(MalformedInput, match=reason) as refused:
        written(**changes)
    assert "\ud800" not in refused.value.message


def test_what_its_originators_node_would_not_keep_is_refused():
    with pytest.raises(UnmarkedProduct, match="KOR:II"):
        check_product(written("KOR:III"), [PACT])
    check_product(written("KOR:II", "KOR:III"), [PACT])
    with pytest.raises(MalformedInput, match="purposes"):
        check_product(written(purpose="curiosity"))
    with pytest.raises(NotAuthorised):
        check_product(replace(written(), originators=("JPN",)))


def test_an_originator_reached_asks_for_its_consent():
    made = written(
        relations=[Relation("derived-from", "AUS-1abcd", 2)],
        reached=[Reached("AUS", "AUS-1abcd", 2)],
    )
    case = case_of(EMPTY, made, "JPN", "JPN:DIH/watch", at=NOW, instruments=())
    assert case.equities == (Equity("AUS", "", "AUS-1abcd", 2),)


def test_a_level_without_an_equal_gets_no_line():
    assert mark_received(Marking("KOR:III"), "JPN", PACT).levels == ("JPN:hi",)
    with pytest.raises(LevelNotInTable):
        mark_received(Marking("KOR:I"), "JPN", PACT)
    with pytest.raises(LevelNotInTable):
        mark_received(Marking("KOR:III"), "AUS", PACT)
