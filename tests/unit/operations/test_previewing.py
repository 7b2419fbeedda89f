"""What is looked at is what goes: the preview of a version, and a version made to be approved."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.many_portions import by_portions, by_tear_lines, item, launch, tear_line, words

from accordant import canonical
from accordant.envelope import header as headers
from accordant.envelope.seal import Envelope
from accordant.errors import MalformedInput, UnknownProduct
from accordant.log.origin import own_origin
from accordant.operations.asked import Asked, held_product
from accordant.operations.plans import check_whole_plan, keep_plan, keep_with_plan, open_plan
from accordant.operations.previewing import look, make
from accordant.operations.products import keep, read_content
from accordant.operations.queries import own_items
from accordant.operations.release import preview, release

SECRET = words("a word that must not leave", "KOR:I")
ASKED = Asked("KOR-item", 1, "JPN", "JPN:DIH/watch")


def stored(seoul, answer):
    """The row that a release queued, and what is in it."""
    node = seoul.real.node
    row = node.store.read(lambda r: held_product(r, answer.case.product, answer.case.version))
    return row, read_content(node, row)


def test_what_is_looked_at_is_what_goes_to_the_byte(seoul):
    node = seoul.real.node
    keep_with_plan(node, item(launch(), SECRET), by_portions(placeholder=True))
    before = look(node, ASKED)
    row, gone = stored(seoul, release(node, ASKED))
    assert (before.made, before.answer.had, before.portions) == (False, False, 2)
    assert replace(before.product, product=gone.product) == gone
    after = look(node, ASKED)
    assert (after.made, after.answer.had, after.product) == (True, True, gone)
    size = node.store.read(lambda r: r.log(own_origin("KOR")).size)
    look(node, ASKED)
    assert node.store.read(lambda r: r.log(own_origin("KOR")).size) == size + 1, "it was read"
    envelope = canonical.parse(row.envelope, Envelope)
    assert before.size == after.size == headers.read(envelope.header).size


def test_what_may_go_whole_is_looked_at_as_it_is(seoul):
    product = item(launch(), level="KOR:II")
    keep(seoul.real.node, [product])
    seen = look(seoul.real.node, ASKED)
    assert (seen.product, seen.made) == (product, True)
    assert stored(seoul, release(seoul.real.node, ASKED))[1] == product


def test_where_nothing_goes_nothing_is_opened_or_recorded(seoul):
    node = seoul.real.node
    keep(node, [item(launch(), SECRET)])
    size = node.store.read(lambda r: r.log(own_origin("KOR")).size)
    seen = look(node, ASKED)
    assert (seen.product, seen.size, seen.answer.decision.outcome) == (None, 0, "withhold")
    assert seen.answer.considered.reason == "no-plan"
    assert node.store.read(lambda r: r.log(own_origin("KOR")).size) == size


def test_a_version_that_a_person_must_approve_is_made_and_goes_nowhere(seoul):
    node = seoul.real.node
    line = tear_line(words("what may be said"))
    keep_with_plan(node, item(SECRET, kind="text"), by_tear_lines(line))
    made = make(node, ASKED)
    assert (made.version.choice, made.answer.decision.outcome) == ("tear-line", "refer")
    product = made.version.product
    assert seoul.waiting() == []
    asked = Asked(product.product, 1, "JPN", "JPN:DIH/watch")
    assert preview(node, asked).case == made.answer.case
    listed = {each.product: each for each in own_items(node)}
    assert (listed[product.product].made_for, listed[product.product].made_of) == (
        "JPN",
        "KOR-item",
    )
    assert (listed["KOR-item"].made_for, listed["KOR-item"].made_of) == ("", "")
    assert make(node, ASKED).version.product == product, "the same again is made once"


def test_no_version_is_made_of_what_goes_as_it_is_or_may_not_go_at_all(seoul):
    node = seoul.real.node
    keep(node, [item(launch(), level="KOR:II")])
    whole = make(node, ASKED)
    assert (whole.version, whole.answer.decision.outcome) == (None, "release")
    above = item(launch(), SECRET, name="KOR-above")
    keep_with_plan(node, above, by_tear_lines(tear_line(launch("KOR:I")), name="KOR-above"))
    none = make(node, replace(ASKED, product="KOR-above"))
    assert (none.version, none.answer.decision.outcome) == (None, "withhold")


def test_an_item_and_its_plan_are_kept_together_or_neither_is(seoul):
    node, product = seoul.real.node, item(launch(), SECRET)
    beyond = by_tear_lines(tear_line(words(), draws_on=(1,)))
    for plan in (beyond, by_portions("KOR-other")):
        with pytest.raises(MalformedInput):
            keep_with_plan(node, product, plan)
        with pytest.raises(UnknownProduct):
            look(node, ASKED)
    keep(node, [product])
    with pytest.raises(MalformedInput):
        check_whole_plan(node, beyond)
    check_whole_plan(node, by_portions())
    with pytest.raises(UnknownProduct, match="no release plan"):
        open_plan(node, "KOR-item", 1)
    keep_plan(node, by_portions())
    assert open_plan(node, "KOR-item", 1) == by_portions()
