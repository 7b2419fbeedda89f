"""An order that lets nothing finer go: the item is made coarser first, and held where it was not."""

from __future__ import annotations

import pytest
from msgspec import structs
from tests.many_portions import by_portions, by_tear_lines, item, launch, tear_line, track, words
from tests.one_real_node import IN_FORCE, officer_signs
from tests.real_seoul import Seoul

from accordant.model.act import OrderRevoked
from accordant.model.contents.launch import Launch
from accordant.model.precision import Precision
from accordant.model.product import Portion
from accordant.model.reported import When
from accordant.operations.asked import Asked, held_product
from accordant.operations.plans import keep_plan
from accordant.operations.products import keep, read_content
from accordant.operations.release import preview, release

HOUR = 3_600_000
HOURLY = "{ time = 3600, place = 10000, track = 3600 }"


@pytest.fixture(scope="module")
def seoul_stage(tmp_path_factory):
    made = Seoul.set(tmp_path_factory.mktemp("stage"))
    act = OrderRevoked("KOR", "kor-order-launch-reports", made.order, IN_FORCE)
    officer_signs(made.real, "releasing-authority", act)
    made.orders("kor-order-coarse", kinds='["launch-report", "track", "text"]', precision=HOURLY)
    yield made
    made.close()


def gives(seoul, product, plan=None):
    node = seoul.real.node
    keep(node, [product])
    if plan is not None:
        keep_plan(node, plan)
    answer = release(node, Asked(product.product, product.version, "JPN", "JPN:DIH/watch"))
    if answer.decision.outcome != "release":
        return answer, None
    row = node.store.read(
        lambda reading: held_product(reading, answer.case.product, answer.case.version)
    )
    return answer, read_content(node, row)


def a_track(*points):
    return item(track(*points), level="KOR:II", kind="track", created=HOUR + 1)


def test_a_track_goes_at_the_rate_and_to_the_cell_the_order_lets_go(seoul):
    start = 24 * HOUR
    points = [(start + minute * 60_000, f"37.{minute:02}", "129.5") for minute in range(0, 60, 5)]
    answer, given = gives(seoul, a_track(*points))
    (only,) = given.portions
    assert len(only.content.points) == 1
    (point,) = only.content.points
    assert (point.at, point.course, point.speed) == (start, None, None)
    assert point.accuracy >= 5000
    assert point.latitude not in {north for _, north, _ in points}
    assert (given.created, given.title) == (HOUR, "")
    assert answer.case.item.precision == Precision(3600, 10_000, 3600)
    assert answer.considered.whole.decision.outcome == "refer"
    seoul.say()
    assert seoul.left == [given.product]


def test_two_items_of_the_same_cells_give_the_same_bytes(seoul):
    one = a_track((24 * HOUR + 1, "37.01", "129.51"))
    other = a_track((24 * HOUR + 9, "37.02", "129.52"))
    _, first = gives(seoul, one)
    _, second = gives(seoul, structs.replace(other, product="KOR-other"))
    assert first.product != second.product
    assert structs.replace(first, product="KOR-x") == structs.replace(second, product="KOR-x")


def test_prose_goes_only_by_the_authors_word_of_how_fine_it_is(seoul):
    prose = item(words("at dusk"), kind="text", level="KOR:II")
    answer, _ = gives(seoul, prose)
    assert (answer.decision.outcome, answer.considered.reason) == ("refer", "no-plan")
    line = tear_line(words("at dusk"))
    fine = by_tear_lines(line, words=Precision(time=60, place=10_000, track=3600))
    assert gives(seoul, prose, fine)[1] is None
    coarse = by_tear_lines(line, words=Precision(3600, 10_000, 3600))
    _, given = gives(seoul, prose, coarse)
    assert (given.portions, given.title) == (prose.portions, prose.title)


def test_a_portion_that_cannot_be_made_coarser_stays(seoul):
    seen = track((24 * HOUR, "37", "129"))
    plan = by_portions(words=None, placeholder=True)
    both = item(seen, words("to the minute"), kind="track", level="KOR:II")
    _, given = gives(seoul, both, plan)
    assert [str(each.content.__struct_config__.tag) for each in given.portions] == [
        "track",
        "text",
    ]
    assert "not provided" in given.portions[1].content.text


def test_a_time_of_day_stands_no_finer_in_what_goes(seoul):
    moment = When("2017-03-06T07:34:12+09:00", "second", "", 1_488_753_252_000)
    (portion,) = (launch(),)
    precise = Portion(
        portion.marking,
        structs.replace(portion.content, when=moment),
        portion.subjects,
        portion.discipline,
    )
    _, given = gives(seoul, item(precise, level="KOR:II"))
    (only,) = given.portions
    assert isinstance(only.content, Launch)
    assert only.content.when.instant == 1_488_753_252_000 // HOUR * HOUR
    assert "34" not in only.content.when.text


def test_an_order_for_what_is_not_made_coarser_takes_it_as_it_is(seoul):
    seoul.orders("kor-order-fine", kinds='["track"]')
    product = a_track((24 * HOUR + 60_000, "37.01", "129.51"))
    answer, given = gives(seoul, product)
    assert (answer.considered.chosen, given) == (None, product)


def test_what_was_made_coarser_is_held_when_the_order_is_gone(seoul):
    answer, _ = gives(seoul, a_track((24 * HOUR, "37", "129")))
    digest = answer.decision.order
    officer_signs(
        seoul.real,
        "releasing-authority",
        OrderRevoked("KOR", "kor-order-coarse", digest, IN_FORCE),
    )
    seoul.orders("kor-order-coarser", kinds='["track"]', precision="{ time = 86400 }")
    assert (seoul.say().held, seoul.left) == (1, [])
    assert seoul.row(answer.case.product).reason == "refer"
    asked = Asked("KOR-item", 1, "JPN", "JPN:DIH/watch")
    chosen = preview(seoul.real.node, asked).considered.chosen
    assert chosen.judged.case.item.precision == Precision(time=86_400)


def test_an_item_is_valid_by_its_own_dates_however_coarse_they_are_shown(seoul):
    """Neither does it become valid early by being made coarser, nor end early."""
    now = seoul.real.node.clock.now()
    point = (24 * HOUR, "37", "129")
    early = structs.replace(a_track(point), valid_from=now + 60_000, valid_until=now + HOUR)
    assert gives(seoul, early)[1] is None
    ending = structs.replace(
        a_track(point), product="KOR-ending", valid_from=now - HOUR, valid_until=now + 60_000
    )
    _, given = gives(seoul, ending)
    assert given.valid_from % HOUR == 0
    assert given.valid_until % HOUR == 0
    assert given.valid_until >= ending.valid_until
