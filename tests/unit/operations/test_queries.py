"""Looking things up, reading on record, and importing once, on real nodes."""

from __future__ import annotations

import json

import pytest

from accordant.adapters import launch_table
from accordant.errors import KeyMissing, NotAuthorised, UnknownProduct, UnmarkedProduct
from accordant.log.origin import own_origin
from accordant.operations import importing, products, queries, standing
from accordant.operations.exporting import record_export
from accordant.operations.launches import LaunchReport
from accordant.operations.release import Asked, preview, release

NAME = "KOR-test-1"


def ask(recipient: str = "JPN", post: str = "JPN:DIH/watch") -> Asked:
    return Asked(product=NAME, version=1, recipient=recipient, post=post)


def deeds(node) -> list[tuple[str, str]]:
    """What a node's own log says it did, and about what."""

    def work(reading):
        size = reading.log(own_origin(node.party)).size
        return [json.loads(reading.statement(own_origin(node.party), n)) for n in range(size)]

    return [(each["did"], each["about"]) for each in node.store.read(work)]


@pytest.fixture
def released(ready, report):
    products.keep(ready["KOR"].node, [report()])
    release(ready["KOR"].node, ask())
    ready.settle()
    return ready


def test_an_items_life_is_the_same_story_on_both_sides(released):
    here, there = (queries.life(released[party].node, NAME) for party in ("KOR", "JPN"))
    (said,) = here.said
    (heard,) = there.heard
    (item,) = there.items
    assert (said.leaf.origin, said.leaf.index, said.leaf.leaf) == (
        heard.origin,
        heard.index,
        heard.leaf,
    )
    assert said.leaf.cosigned
    assert (said.leaf.answer, said.leaf.number) == ("registered", item.number)
    assert item.held_under == "jpn-kor-gsomia-2016"
    assert {each.article for each in item.because} >= {"4", "21(1)"}
    assert [each.outcome for each in here.decisions] == ["release", "release"]
    assert here.decisions[0].order == "kor-order-launch-reports"


def test_an_item_is_found_by_its_register_number(released):
    node = released["JPN"].node
    (item,) = queries.inbox(node)
    assert queries.life(node, item.number) == queries.life(node, NAME)
    with pytest.raises(UnknownProduct):
        queries.life(node, "JPN/2018/000002")


def test_what_was_refused_has_a_life_too(released):
    node = released["KOR"].node
    release(node, ask("AUS", "AUS:DIO/watch"))
    (*_, last) = queries.life(node, NAME).decisions
    assert (last.partner, last.outcome, last.because) == (
        "AUS",
        "withhold",
        (queries.Because("", ""),),
    )
    assert len(queries.said_about(node, NAME)) == 1


def test_a_partner_is_listed_with_both_logs(released):
    view = next(each for each in queries.partners(released["KOR"].node) if each.party == "JPN")
    assert view.link.said == view.link.said_cosigned > 0
    assert view.link.heard == view.link.heard_processed > 0
    assert (view.link.waiting, view.link.stopped) == (0, "")


def test_a_preview_of_the_same_case_cites_what_the_record_cites(released):
    node = released["KOR"].node
    answer = preview(node, ask())
    world = node.store.read(node.worlds.current)
    recorded = queries.life(node, NAME).decisions[0]
    assert queries.because(world, answer.decision) == recorded.because


def test_reading_is_recorded_and_listing_is_not(released):
    node = released["JPN"].node
    before = deeds(node)
    (row,) = node.store.read(lambda reading: reading.products_named(NAME))
    queries.inbox(node)
    queries.life(node, NAME)
    assert deeds(node) == before
    assert products.open_to_read(node, row).portions[0].content.text == "a test"
    assert deeds(node)[len(before) :] == [("read", NAME)]


def test_nobody_reads_what_lies_in_quarantine(released):
    node = released["JPN"].node
    node.store.write(lambda work: work.move_product(NAME, 1, "KOR", "quarantined"))
    (row,) = node.store.read(lambda reading: reading.products_named(NAME))
    before = deeds(node)
    with pytest.raises(NotAuthorised, match="quarantine"):
        products.open_to_read(node, row)
    assert deeds(node) == before


def test_an_export_is_recorded(released):
    node = released["KOR"].node
    record_export(node, "JPN", b"document")
    assert deeds(node)[-1] == ("exported", "JPN")


@pytest.mark.parametrize("where", ["product", "portion"])
@pytest.mark.parametrize("marking", [None, {}, {"level": ""}])
def test_an_unmarked_product_file_is_called_that(where, marking):
    marked = {"marking": {"level": "KOR:II"}}
    bare = {} if marking is None else {"marking": marking}
    product, portion = (bare, marked) if where == "product" else (marked, bare)
    with pytest.raises(UnmarkedProduct):
        products.parse_product(json.dumps(product | {"portions": [portion]}).encode(), "file")


# --- how texts stand ---------------------------------------------------------------------------


def test_standing_says_force_signature_and_who_adopted_what(ready):
    node = ready["KOR"].node
    states = {each.identifier: each.state for each in standing.standings(node)}
    assert states == {"jpn-kor-gsomia-2016": "in-force", "kor-order-launch-reports": "signed"}
    found = standing.status(node, "jpn-kor-gsomia-2016")
    assert {each.party: each.digest for each in found.adoptions} == dict.fromkeys(
        ("JPN", "KOR"), found.standing.digest
    )
    assert not found.differs
    assert standing.status(node, "jpn-kor-gsomia-2016", at=0).standing.state == "not-in-force"


# --- importing launches ------------------------------------------------------------------------


def imported(node, level="KOR:III"):
    report = importing.report_of_table(launch_table.load()[:40])
    return importing.import_launches(node, report, importing.Terms(level=level), lambda _: None)


def test_importing_again_adds_nothing(world):
    node = world["KOR"].node
    with pytest.raises(KeyMissing):
        node.keystore.key(importing.SECRET_NAME)
    first, second = imported(node), imported(node)
    assert len(first.added) == len(second.held) > importing.GROUP
    assert (first.held, second.added) == ((), ())


def test_two_nodes_name_the_same_launch_differently(world):
    secrets = {importing.identifier_secret(world[party].node.keystore) for party in ("KOR", "JPN")}
    assert len(secrets) == 2


def test_no_level_is_guessed_for_another_party(world):
    with pytest.raises(UnmarkedProduct, match="no level"):
        imported(world["JPN"].node, level="")
    issue = importing.issue_of(world["KOR"].node, importing.Terms())
    assert issue.level == "KOR:III"


def test_nothing_to_import_is_no_error(world):
    report = LaunchReport((), ())
    found = importing.import_launches(world["KOR"].node, report, importing.Terms(), lambda _: None)
    assert (found.added, found.held) == ((), ())
