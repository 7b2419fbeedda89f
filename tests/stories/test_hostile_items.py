"""Items that disagree with what is said of them, and items that should not have come.

The first are refused by message, the second registered in quarantine; neither stops the link.
"""

from __future__ import annotations

import msgspec
import pytest
from tests.one_real_node import AGREEMENT, IN_FORCE, NOW

from accordant import canonical
from accordant.adapters.clock import ReplayClock
from accordant.errors import NotAuthorised
from accordant.model.act import NoticeDelivered
from accordant.model.instant import INSTANT_MAX, INSTANT_MIN, parse_instant
from accordant.model.marking import Marking
from accordant.model.product import Portion, Text
from accordant.operations.products import open_to_read, read_content
from accordant.operations.release import Asked, preview, release

DAY = 86_400_000


def spelled(message, **changes):
    """A message as a document with some fields changed or added; None takes a field away."""
    document = msgspec.json.decode(canonical.encode(message)) | changes
    return canonical.encode({name: value for name, value in document.items() if value is not None})


def release_leaf(scene, identifier="KOR-bad", **changes):
    """A release whose spelled statement is changed; the item itself is good."""
    seoul = scene.seoul
    product = seoul.product(identifier)
    envelope, key = seoul.sealed(product)
    statement = spelled(seoul.released(product, envelope, scene.instrument), **changes)
    return seoul.leaf(statement, envelope, key)


# --- a release that disagrees with its item ----------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [{"level": "KOR:III"}, {"level": ""}, {"level": "JPN:gokuhi"}, {"product": "KOR-other"},
     {"version": 2}, {"version": 0}, {"version": 10_000}, {"kind": "text"},
     {"subjects": ["weather"]}, {"subjects": []}, {"form": "oral"}, {"envelope": "ab" * 32},
     {"envelope": "AB"}, {"instrument": 7}, {"consents": ["AAAA"]}, {"salt": "AAAA"},
     {"salt": None}, {"unknown": "field"}, {"dispatched": INSTANT_MAX + 1},
     {"dispatched": None}, {"post": "\x1b[31m"}, {"purpose": "\x1b[31m"}, {"purpose": ""},
     {"obligations": [{}]}, {"clauses": ["x"] * 9_000}],
)  # fmt: skip
def test_a_release_that_describes_another_item_than_it_carries(scene, changes):
    assert scene.answers_to(release_leaf(scene, **changes)) == ["unreadable"]
    assert scene.held("KOR-bad") is None
    assert scene.numbers == ["JPN/2018/000001"]
    assert scene.goes_on()


@pytest.mark.parametrize(
    "changes",
    [{"marker": "EXERCISE"}, {"precedence": "override"}, {"marking": Marking("KOR:III")},
     {"version": 2}, {"originators": ("KOR", "AUS")}, {"product": "KOR-other"},
     {"marking": Marking("KOR:II", ("eyes-only",))}],
)  # fmt: skip
def test_a_header_that_says_otherwise_than_the_item(scene, changes):
    seoul = scene.seoul
    product = seoul.product("KOR-bad")
    header_says = msgspec.structs.replace(product, **changes)
    envelope, key = seoul.sealed(product, header_says)
    leaf = seoul.leaf(seoul.released(product, envelope, scene.instrument), envelope, key)
    assert scene.answers_to(leaf) == ["unreadable"]
    assert scene.held("KOR-bad") is None
    assert scene.goes_on()


def test_a_header_signed_by_another_than_the_originator(scene):
    """Seoul cannot write an item of Canberra's, nor one of Tokyo's own."""
    seoul = scene.seoul
    for originators, level in (
        (("AUS",), "KOR:II"),
        (("JPN",), "KOR:II"),
        (("AUS", "KOR"), "KOR:II"),
    ):
        product = seoul.product("KOR-bad", originators=originators, level=level)
        assert scene.answers_to(seoul.release(product, scene.instrument)) == ["unreadable"]
    assert scene.held("KOR-bad") is None
    assert scene.goes_on()


def test_an_unknown_originator(scene):
    product = scene.seoul.product("USA-bad", originators=("USA",))
    assert scene.answers_to(scene.seoul.release(product, scene.instrument)) == ["unreadable"]
    assert scene.goes_on()


def test_an_item_under_another_states_identifier(scene):
    product = scene.seoul.product("AUS-bad")
    assert scene.answers_to(scene.seoul.release(product, scene.instrument)) == ["unreadable"]
    assert scene.held("AUS-bad", None) is None
    assert scene.goes_on()


def test_a_release_without_its_item(scene):
    seoul = scene.seoul
    product = seoul.product("KOR-bad")
    envelope, key = seoul.sealed(product)
    statement = seoul.released(product, envelope, scene.instrument)
    assert scene.answers_to(seoul.leaf(statement)) == ["unreadable"]
    assert scene.answers_to(seoul.leaf(statement, envelope, None)) == ["unreadable"]
    assert scene.answers_to(seoul.leaf(statement, None, key)) == ["unreadable"]
    assert scene.answers_to(seoul.leaf(statement, envelope, bytes(32))) == ["unreadable"]
    assert scene.goes_on()


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[" * 50_000, b'{"portions":' * 5_000, b"\x00" * 60_000, "비밀".encode() * 999],
)
def test_a_content_that_is_no_product(scene, content):
    seoul = scene.seoul
    product = seoul.product("KOR-bad")
    envelope, key = seoul.sealed(content, product)
    leaf = seoul.leaf(seoul.released(product, envelope, scene.instrument), envelope, key)
    assert scene.answers_to(leaf) == ["unreadable"]
    assert scene.held("KOR-bad") is None
    assert scene.goes_on()


def test_a_statement_larger_than_a_body_takes(scene):
    leaf = release_leaf(scene, order="a" * 60_000)
    assert scene.answers_to(leaf) == ["unreadable"]
    assert scene.goes_on()


def test_the_same_identifier_for_another_item(scene):
    """What is registered stays what it is, and the second is not receipted as if it were it."""
    assert scene.answers_to(scene.release("KOR-one")) == ["registered"]
    kept = scene.held("KOR-one")
    changed = {"portions": (Portion(Marking("KOR:II"), Text("the opposite")),)}
    assert scene.answers_to(scene.release("KOR-one", product_changes=changed)) == ["unreadable"]
    assert scene.held("KOR-one") == kept
    assert read_content(scene.real.node, kept).portions[0].content.text == "what was seen"


def test_an_item_given_twice_keeps_its_number(scene):
    seoul = scene.seoul
    product = seoul.product("KOR-one")
    envelope, key = seoul.sealed(product)

    def leaf():
        return seoul.leaf(seoul.released(product, envelope, scene.instrument), envelope, key)

    first = scene.say(leaf(), leaf())
    scene.settle()
    assert seoul.answers(first) == seoul.answers(first + 1) == ["registered"]
    assert scene.numbers == ["JPN/2018/000001", "JPN/2018/000002"]


# --- a release that should not have come: quarantined ---------------------------------------------


def quarantined(scene, leaf, identifier="KOR-bad"):
    assert scene.answers_to(leaf) == ["quarantined"]
    row = scene.held(identifier)
    assert row.state == "quarantined"
    assert row.register_number == "JPN/2018/000002"
    with pytest.raises(NotAuthorised):
        open_to_read(scene.real.node, row)
    assert scene.goes_on()


def test_a_level_the_table_does_not_have(scene):
    quarantined(scene, scene.release("KOR-bad", product_changes={"level": "KOR:I"}))


def test_a_portion_above_the_table(scene):
    portions = (
        Portion(Marking("KOR:II"), Text("a line")),
        Portion(Marking("KOR:I"), Text("a line that must not leave Seoul")),
    )
    quarantined(scene, scene.release("KOR-bad", product_changes={"portions": portions}))


def test_an_item_dispatched_before_the_agreement_was_in_force(scene):
    quarantined(scene, scene.release("KOR-bad", dispatched=IN_FORCE - 1))


@pytest.mark.parametrize("dispatched", [INSTANT_MIN, 0, NOW + 400 * DAY, INSTANT_MAX])
def test_an_impossible_time_of_dispatch(scene, dispatched):
    """Whatever it claims, it is never worse than quarantine and never an error."""
    answers = scene.answers_to(scene.release("KOR-bad", dispatched=dispatched))
    assert answers == (["quarantined"] if dispatched < IN_FORCE else ["registered"])
    assert scene.goes_on()


@pytest.mark.parametrize("instrument", ["", "ab" * 32])
def test_an_item_under_an_instrument_that_is_not_between_us(scene, instrument):
    quarantined(scene, scene.release("KOR-bad", instrument=instrument))


def test_a_form_the_agreement_does_not_list(scene):
    quarantined(scene, scene.release("KOR-bad", product_changes={"form": "biological-sample"}))


def test_an_item_from_a_partner_without_an_agreement(scene):
    canberra = scene.canberra
    product = canberra.product("AUS-bad", level="AUS:SECRET")
    scene.say(canberra.release(product, scene.instrument), speaker=canberra)
    scene.settle()
    assert canberra.answers(0) == ["quarantined"]
    assert scene.held("AUS-bad", "AUS").state == "quarantined"


def test_what_lies_in_quarantine_is_not_passed_on(scene):
    scene.answers_to(scene.release("KOR-bad", product_changes={"level": "KOR:I"}))
    for act in (preview, release):
        with pytest.raises(NotAuthorised):
            act(scene.real.node, Asked("KOR-bad", 1, "AUS", "AUS:DIO/watch"))


@pytest.mark.parametrize(("late", "state"), [(0, "registered"), (1, "quarantined")])
def test_an_item_dispatched_in_the_last_millisecond_and_arriving_after_it(scene, late, state):
    """Whether it was provided in time is for people to settle; until then nobody reads it."""
    seoul = scene.seoul
    last = parse_instant("2019-11-22T23:59:59.999+09:00")
    delivered = parse_instant("2019-08-22T12:00:00+09:00")
    act = NoticeDelivered("KOR", AGREEMENT, "diplomatic", delivered, delivered)
    scene.say(seoul.signed(seoul.act(act, "treaty-desk")))
    ReplayClock.create(scene.root / "clock", last + late, rate=0)
    assert scene.answers_to(scene.release("KOR-last", dispatched=last)) == [state]
