"""A version takes along the enclosed files that may go, sealed anew; what stays leaves no trace."""

from __future__ import annotations

import hashlib

import pytest
from msgspec import structs
from tests.enclosed_items import by_digest, picture
from tests.many_portions import by_portions, item, launch, words
from tests.real_seoul import Seoul

from accordant import canonical
from accordant.envelope import header as headers
from accordant.envelope.seal import Envelope
from accordant.errors import MalformedInput, NotProvided
from accordant.model.contents.enclosure import Enclosure
from accordant.model.marking import Marking
from accordant.model.product import Portion, enclosures_of
from accordant.operations import release as releasing
from accordant.operations.asked import Asked
from accordant.operations.enclosures import held_file, pieces
from accordant.operations.plans import keep_plan
from accordant.operations.previewing import look, make
from accordant.operations.products import keep, read_content
from accordant.operations.providing import provide
from accordant.operations.release import enclosed_ahead, release, release_in

GOES, STAYS = picture(200_000, "goes"), picture(700_000, "stays")
ASKED = Asked("KOR-item", 1, "JPN", "JPN:DIH/watch")


@pytest.fixture(scope="module")
def seoul_stage(tmp_path_factory):
    made = Seoul.set(tmp_path_factory.mktemp("stage"))
    made.orders("kor-order-files", kinds='["launch-report", "attachment"]')
    yield made
    made.close()


def enclosed(data: bytes, level: str) -> Portion:
    file = Enclosure("a.png", "image/png", len(data), hashlib.sha256(data).hexdigest())
    return Portion(Marking(level), file, ("dprk-missile",), "imagery")


def keeps(seoul, version=1, hidden="a secret"):
    product = item(
        launch(), words(hidden, "KOR:I"), enclosed(STAYS, "KOR:I"), enclosed(GOES, "KOR:II")
    )
    product = structs.replace(product, version=version)
    keep(seoul.real.node, [product], by_digest(GOES, STAYS))
    keep_plan(seoul.real.node, by_portions(version=version))


def given(seoul, answer):
    """The version that went: its row, and what it says."""
    node, case = seoul.real.node, answer.case
    row = node.store.read(lambda r: r.product(case.product, case.version, "own"))
    return row, read_content(node, row)


def test_the_file_that_may_go_does_and_the_other_leaves_no_trace(seoul):
    keeps(seoul)
    node = seoul.real.node
    answer = release(node, ASKED)
    row, version = given(seoul, answer)
    (named,) = enclosures_of(version)
    assert (version.product != "KOR-item", answer.sequence > 0) == (True, True)
    assert b"".join(pieces(node, row, held_file(node, row, 0), named)) == GOES
    whole = enclosures_of(read_content(node, node.store.read(lambda r: r.product("KOR-item", 1))))
    assert named.digest == whole[1].digest
    assert named.sealed != whole[1].sealed, "the version and the item share no sealed byte"
    assert whole[0].digest not in repr(version)

    seoul.say()
    leaf = node.store.read(lambda r: r.outbox_about(version.product))[-1].index
    provided = provide(node, seoul.tokyo.certificate, leaf, 0, 0)
    assert provided == node.store.read(
        lambda r: r.chunk(r.enclosures(row.product, 1, "own")[0].place, 0)
    )
    with pytest.raises(NotProvided):
        provide(node, seoul.tokyo.certificate, leaf, 1, 0)


def test_what_says_the_same_is_sealed_and_sent_once(seoul):
    keeps(seoul)
    first = release(seoul.real.node, ASKED)
    assert enclosed_ahead(seoul.real.node, ASKED) is None
    assert release(seoul.real.node, ASKED).had
    keeps(seoul, version=2, hidden="another secret")
    later = release(seoul.real.node, structs.replace(ASKED, version=2))
    assert (later.had, later.case.product) == (True, first.case.product)
    assert given(seoul, later) == given(seoul, first)


def test_a_version_goes_only_with_files_sealed_for_exactly_what_it_says(seoul):
    keeps(seoul)
    store = seoul.real.node.store
    for ready in (None, enclosed_ahead(seoul.real.node, ASKED)):
        other = ready and structs.replace(
            ready, product=structs.replace(ready.product, title="what went before")
        )
        with pytest.raises(MalformedInput):
            store.write(lambda t, o=other: release_in(seoul.real.node, t, ASKED, ready=o))
    assert store.read(lambda r: (r.outbox_about("KOR-item"), r.pending())) == ([], [])
    assert releasing.release(seoul.real.node, ASKED).sequence


def test_the_whole_item_goes_with_the_files_it_has(seoul):
    product = item(launch(), enclosed(GOES, "KOR:II"), level="KOR:II")
    keep(seoul.real.node, [product], by_digest(GOES))
    assert enclosed_ahead(seoul.real.node, ASKED) is None
    assert release(seoul.real.node, ASKED).case.product == "KOR-item"


def test_a_version_with_a_file_is_looked_at_and_made_as_it_goes(seoul):
    node = seoul.real.node
    keeps(seoul)
    seen = look(node, ASKED)
    made = make(node, ASKED)
    assert made.answer.decision.outcome == "release"
    answer = release(node, ASKED)
    assert (answer.case.product, answer.had) == (made.version.product.product, False)
    row = node.store.read(lambda r: r.product(answer.case.product, answer.case.version))
    header = headers.read(canonical.parse(row.envelope, Envelope).header)
    assert seen.size == header.size
    assert [each.digest for each in enclosures_of(seen.product)] == [
        each.digest for each in enclosures_of(read_content(node, row))
    ]
