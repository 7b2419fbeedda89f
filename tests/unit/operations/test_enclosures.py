"""Enclosed files between two real nodes: whole or not at all, whoever breaks off or lies."""

from __future__ import annotations

from collections import Counter

import msgspec
import pytest
from tests import enclosed_items
from tests.enclosed_items import Bytes, by_digest, report
from tests.unit.operations.conftest import World
from tests.vectors.generate_product import CONTENTS

from accordant import canonical
from accordant.adapters.clock import ReplayClock
from accordant.envelope.enclosure import CHUNK_SIZE
from accordant.errors import (
    EnclosureAltered,
    EnclosureAwaited,
    KeyMissing,
    MalformedInput,
    NotProvided,
    OutOfBounds,
    PartnerUnreachable,
    WrongCertificate,
)
from accordant.log.origin import link_origin
from accordant.model.act import ConsentGiven, OrderRevoked, ReleaseApproved
from accordant.model.case import Approval, Consent
from accordant.model.product import Product, enclosures_of
from accordant.operations import enclosing, enclosures, products
from accordant.operations.enclosing import enclose
from accordant.operations.fetching import fetch, fetch_all, next_file
from accordant.operations.products import keep, open_to_read
from accordant.operations.providing import provide
from accordant.operations.release import Asked, release

ORDER = "kor-order-launch-reports"
LEVEL, POST = "KOR:II", "JPN:DIH/watch"
OURS = link_origin("KOR", "JPN")


class Chunks:
    """The way to a node that provides, with what goes wrong on it."""

    def __init__(self, provider, asker) -> None:
        self.provider = provider.node
        self.certificate = canonical.digest_of_bytes(asker.node.statement.node.certificate)
        self.asked: Counter[tuple[int, int, int]] = Counter()
        self.changed = lambda chunk: chunk
        self.breaks_after = 10**6

    def chunk(self, leaf: int, number: int, position: int) -> bytes:
        if self.breaks_after <= 0:
            raise PartnerUnreachable
        self.breaks_after -= 1
        self.asked[leaf, number, position] += 1
        return self.changed(provide(self.provider, self.certificate, leaf, number, position))


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """Seoul and Tokyo with the agreement in force; each test has items of its own."""
    made = World(tmp_path_factory.mktemp("two"))
    made.put_in_force("jpn-kor-gsomia-2016", ("KOR", "JPN"))
    made.assure("JPN", "KOR", POST, "JPN:gokuhi")
    made.order("KOR", ORDER)
    made.chunks = Chunks(made["KOR"], made["JPN"])
    yield made
    made.close()


@pytest.fixture
def two(both):
    """The same, with nothing under way, whatever the test before did."""
    both.chunks.changed = lambda chunk: chunk
    both.chunks.breaks_after = 10**6
    tokyo = both["JPN"].node
    seen = tokyo.store.read(lambda r: r.high_water())
    if seen > tokyo.clock.now():
        ReplayClock.advance(both.clock, seen)
    fetch_all(tokyo, "KOR", both.chunks)
    both.settle()
    return both


def picture(count: int, seed: str) -> bytes:
    """A file of so many chunks, the last not full."""
    return enclosed_items.picture(count * CHUNK_SIZE - 12, seed)


def kept(two, identifier: str, *files: bytes, **fields) -> Product:
    product = report(identifier, *files, **fields)
    keep(two["KOR"].node, [product], by_digest(*files))
    return product


def given(two, identifier: str, *files: bytes, **fields) -> int:
    """Kept, released by the standing order and said; the leaf."""
    kept(two, identifier, *files, **fields)
    assert release(two["KOR"].node, Asked(identifier, 1, "JPN", POST)).sequence
    two.settle()
    return two["KOR"].node.store.read(lambda r: r.outbox_about(identifier))[-1].index


def held(two, identifier: str, party: str = "JPN"):
    return two[party].node.store.read(lambda r: r.product(identifier, 1))


def answer_to(two, leaf: int):
    answer = two["KOR"].node.store.read(lambda r: r.answer(OURS, leaf))
    return None if answer is None else answer.outcome


def read_back(two, identifier: str, party: str = "JPN") -> list[bytes]:
    node, row = two[party].node, held(two, identifier, party)
    product = open_to_read(node, row)
    return [
        b"".join(enclosures.pieces(node, row, enclosures.held_file(node, row, number), named))
        for number, named in enumerate(enclosures_of(product))
    ]


def state_of(two, identifier: str) -> list[tuple[str, int]]:
    row = held(two, identifier)
    views = two["JPN"].node.store.read(lambda r: enclosures.views_of(r, row))
    return [(each.state, each.have) for each in views]


def tokyo_chunks(two, identifier: str) -> list[bytes | None]:
    """The first chunk of each file of an item."""

    def work(reading):
        files = reading.enclosures(identifier, 1, "KOR")
        return [reading.chunk(each.place, 0) for each in files]

    return two["JPN"].node.store.read(work)


def test_the_words_are_read_at_once_and_the_receipt_waits_for_the_last_chunk(two):
    files = picture(3, "a"), picture(2, "b")[:-7]
    leaf = given(two, "KOR-a", *files)
    row = held(two, "KOR-a")
    assert (row.state, row.register_number[:4]) == ("registered", "JPN/")
    assert open_to_read(two["JPN"].node, row).portions[0].content == CONTENTS["launch-report"]
    assert state_of(two, "KOR-a") == [("awaited", 0), ("awaited", 0)]
    with pytest.raises(EnclosureAwaited):
        read_back(two, "KOR-a")
    assert answer_to(two, leaf) is None
    assert fetch(two["JPN"].node, two.chunks, next_file(two["JPN"].node, "KOR")) == 3
    two.settle()
    assert answer_to(two, leaf) is None, "one of two files is not the item"
    assert fetch_all(two["JPN"].node, "KOR", two.chunks) == 2
    two.settle()
    assert answer_to(two, leaf) == "registered"
    assert tuple(read_back(two, "KOR-a")) == tuple(read_back(two, "KOR-a", "KOR")) == files
    assert two["JPN"].node.store.read(lambda r: r.awaiting_leaves("KOR", "KOR-a", 1)) == []


def test_after_a_break_it_goes_on_behind_the_last_chunk_stored(two):
    leaf = given(two, "KOR-b", picture(6, "c"))
    two.chunks.breaks_after = 4
    with pytest.raises(PartnerUnreachable):
        fetch_all(two["JPN"].node, "KOR", two.chunks)
    assert state_of(two, "KOR-b") == [("awaited", 4)]
    two.chunks.breaks_after = 10**6
    assert fetch_all(two["JPN"].node, "KOR", two.chunks) == 2
    assert {count for (index, *_), count in two.chunks.asked.items() if index == leaf} == {1}
    assert read_back(two, "KOR-b") == [picture(6, "c")]


@pytest.mark.parametrize(
    "changed",
    [
        lambda chunk: chunk[:-1],
        lambda chunk: chunk + b"x",
        lambda chunk: b"",
        lambda chunk: bytes(32) + chunk[32:],
        lambda chunk: chunk[:-1] + bytes([chunk[-1] ^ 1]),
    ],
)
def test_a_chunk_that_was_altered_is_refused_by_name_and_nothing_of_it_is_kept(two, changed):
    name = f"KOR-c-{len(two['KOR'].node.store.read(lambda r: r.products(origin='own')))}"
    given(two, name, picture(2, "d"))
    two.chunks.changed = changed
    with pytest.raises(EnclosureAltered):
        fetch_all(two["JPN"].node, "KOR", two.chunks)
    assert state_of(two, name) == [("awaited", 0)]


def test_the_more_urgent_item_is_fetched_first_and_the_space_of_a_partner_has_an_end(two):
    fetch_all(two["JPN"].node, "KOR", two.chunks)
    given(two, "KOR-d", picture(1, "e"))
    given(two, "KOR-e", picture(1, "f"), precedence="flash")
    fetching = next_file(two["JPN"].node, "KOR")
    assert fetching.file.product == "KOR-e"
    with pytest.raises(OutOfBounds):
        fetch(two["JPN"].node, two.chunks, fetching, bytes_max=100_000)
    aside = frozenset({fetching.file.place})
    assert next_file(two["JPN"].node, "KOR", aside).file.product == "KOR-d"
    assert fetch_all(two["JPN"].node, "KOR", two.chunks) == 2


def test_a_partner_asks_for_nothing_that_was_not_released_to_it(two):
    leaf = given(two, "KOR-f", picture(2, "g"))
    kept(two, "KOR-kept", picture(2, "h"))
    seoul, tokyo = two["KOR"].node, two.chunks.certificate
    assert provide(seoul, tokyo, leaf, 0, 1)
    canberra = canonical.digest_of_bytes(two["AUS"].node.statement.node.certificate)
    for certificate, index, number, position in (
        (canberra, leaf, 0, 1),  # the leaf was said to another
        (tokyo, 0, 0, 0),  # a leaf that provides nothing
        (tokyo, 10**6, 0, 0),
        (tokyo, leaf, 1, 0),
        (tokyo, leaf, 0, 2),
    ):
        with pytest.raises(NotProvided):
            provide(seoul, certificate, index, number, position)
    with pytest.raises(WrongCertificate):
        provide(seoul, "0" * 64, leaf, 0, 1)


def test_an_item_goes_on_only_when_its_files_are_whole(two):
    given(two, "KOR-g", picture(1, "i"))
    asked = Asked("KOR-g", 1, "AUS", "AUS:DIO/watch")
    with pytest.raises(EnclosureAwaited):
        release(two["JPN"].node, asked)
    fetch_all(two["JPN"].node, "KOR", two.chunks)
    assert release(two["JPN"].node, asked).decision.outcome != "release"


def test_an_item_that_should_not_have_come_brings_no_file(two):
    """Tokyo's clock stands an hour behind what it has seen, so it accepts nothing."""
    tokyo = two["JPN"].node
    ahead = tokyo.clock.now() + 3_600_000
    tokyo.store.write(lambda t: t.raise_high_water(ahead))
    leaf = given(two, "KOR-h", picture(1, "j"))
    two.settle()
    assert (answer_to(two, leaf), held(two, "KOR-h").state) == ("quarantined", "quarantined")
    assert state_of(two, "KOR-h") == [("dropped", 0)]
    assert next_file(tokyo, "KOR") is None


def test_what_is_whole_only_when_nothing_is_accepted_any_more_is_put_apart(two):
    leaf = given(two, "KOR-late", picture(1, "late"))
    tokyo = two["JPN"].node
    ahead = tokyo.clock.now() + 3_600_000
    tokyo.store.write(lambda t: t.raise_high_water(ahead))
    assert fetch_all(tokyo, "KOR", two.chunks) == 1
    two.settle()
    assert (answer_to(two, leaf), held(two, "KOR-late").state) == ("quarantined", "quarantined")


def test_a_file_that_is_not_what_its_originator_says_puts_the_item_apart(two):
    data, other = picture(1, "k"), picture(1, "l")
    product = report("KOR-i", data)
    seoul = two["KOR"].node
    lying = enclose(seoul, report("KOR-i", other), by_digest(other))
    sealed = enclosures_of(lying.product)[0].sealed
    named = msgspec.structs.replace(enclosures_of(product)[0], sealed=sealed)
    portions = (product.portions[0], msgspec.structs.replace(product.portions[1], content=named))
    product = msgspec.structs.replace(product, portions=portions)
    row = products.sealed_row(seoul, enclosing.Ready(product, lying.content_key), ())
    seoul.store.write(lambda t: (t.save_product(row), t.hold_enclosure(lying.places[0])))
    release(seoul, Asked("KOR-i", 1, "JPN", POST))
    two.settle()
    leaf = seoul.store.read(lambda r: r.outbox_about("KOR-i"))[-1].index
    assert fetch_all(two["JPN"].node, "KOR", two.chunks) == 1
    two.settle()
    assert (answer_to(two, leaf), held(two, "KOR-i").state) == ("quarantined", "quarantined")
    assert state_of(two, "KOR-i") == [("dropped", 0)]
    assert tokyo_chunks(two, "KOR-i") == [None]
    assert next_file(two["JPN"].node, "KOR") is None


def test_passed_on_the_chunks_are_the_originators_own(two):
    """Seoul's item, through Tokyo to Canberra, which asks Tokyo and checks against Seoul's word."""
    data = picture(2, "passed")
    given(two, "KOR-pass", data)
    fetch_all(two["JPN"].node, "KOR", two.chunks)
    two.put_in_force("jpn-aus-model", ("JPN", "AUS"))
    post, now = "AUS:DIO/watch", two["JPN"].node.clock.now()
    two.assure("AUS", "JPN", post, "AUS:SECRET")
    consent = Consent("KOR", "KOR-pass", 1, "AUS", "dprk-missile-threat", now)
    two.act("KOR", "releasing-authority", ConsentGiven("KOR", consent, now), ("JPN",))
    two.settle()
    asked = Asked("KOR-pass", 1, "AUS", post)
    referred = release(two["JPN"].node, asked)
    assert referred.decision.outcome == "refer"
    approval = Approval("KOR-pass", 1, "AUS", "dprk-missile-threat", now, post)
    shown = canonical.digest(referred.case)
    two.act("JPN", "releasing-authority", ReleaseApproved("JPN", approval, shown, now))
    assert release(two["JPN"].node, asked).sequence
    two.settle()
    wire = Chunks(two["JPN"], two["AUS"])
    assert fetch_all(two["AUS"].node, "JPN", wire) == 2
    two.settle()
    assert held(two, "KOR-pass", "AUS").state == "registered"
    assert read_back(two, "KOR-pass", "AUS") == [data]
    first = {
        party: two[party].node.store.read(
            lambda r, origin=origin: r.chunk(r.enclosures("KOR-pass", 1, origin)[0].place, 0)
        )
        for party, origin in (("KOR", "own"), ("JPN", "KOR"), ("AUS", "JPN"))
    }
    assert first["KOR"] == first["JPN"] == first["AUS"] is not None


def test_a_held_file_is_enclosed_again_with_another_item_and_shares_no_sealed_byte(two):
    data, node = picture(3, "again")[:-99], two["KOR"].node
    product = kept(two, "KOR-again-1", data)
    row = held(two, "KOR-again-1", "KOR")
    named = enclosures_of(open_to_read(node, row))[0]
    source = enclosures.HeldFile(node, row, enclosures.held_file(node, row, 0), named)
    other = msgspec.structs.replace(product, product="KOR-again-2")
    keep(node, [other], {named.digest: source})
    assert read_back(two, "KOR-again-2", "KOR") == [data]
    chunks = [
        node.store.read(
            lambda r, name=name: [
                r.chunk(r.enclosures(name, 1, "own")[0].place, n)[32:] for n in range(3)
            ]
        )
        for name in ("KOR-again-1", "KOR-again-2")
    ]
    assert set(chunks[0]).isdisjoint(chunks[1])


def test_with_the_item_key_the_file_is_gone(two):
    kept(two, "KOR-j", picture(1, "m"))
    assert read_back(two, "KOR-j", "KOR") == [picture(1, "m")]
    row = held(two, "KOR-j", "KOR")
    product = open_to_read(two["KOR"].node, row)
    assert two["KOR"].node.keystore.destroy_item_key("own/KOR-j/1")
    file = enclosures.held_file(two["KOR"].node, row, 0)
    with pytest.raises(KeyMissing):
        list(enclosures.pieces(two["KOR"].node, row, file, enclosures_of(product)[0]))


@pytest.mark.parametrize("there", [b"", b"\x89PNG\r\n\x1a\n another file", None])
def test_a_document_without_its_file_is_refused_and_nothing_is_kept(two, there):
    data = picture(1, "n")
    files = {} if there is None else {canonical.digest_of_bytes(data): Bytes(there)}
    with pytest.raises(MalformedInput):
        keep(two["KOR"].node, [report("KOR-k", data)], files)
    assert held(two, "KOR-k", "KOR") is None


def test_what_a_killed_sealing_left_is_forgotten(two):
    seoul, data = two["KOR"].node, picture(1, "o")
    left = enclose(seoul, report("KOR-l", data), by_digest(data))
    assert seoul.store.read(lambda r: r.chunk(left.places[0], 0))
    assert seoul.store.read(lambda r: r.enclosures("KOR-l", 1, "own")) == []
    later = seoul.clock.now() + 1
    assert seoul.store.write(lambda t: t.forget_staged(later)) == 1
    enclosing.sweep(seoul)
    assert seoul.store.read(lambda r: r.chunk(left.places[0], 0)) is None


def test_after_the_end_no_chunk_leaves_and_that_is_kept_once(two):
    """The last of this file: the order that let the items go is revoked."""
    leaf = given(two, "KOR-z", picture(2, "z"))
    two.chunks.breaks_after = 1
    with pytest.raises(PartnerUnreachable):
        fetch_all(two["JPN"].node, "KOR", two.chunks)
    two.chunks.breaks_after = 10**6
    now, digest = two["KOR"].node.clock.now(), two.hold("KOR", ORDER)
    two.act("KOR", "releasing-authority", OrderRevoked("KOR", ORDER, digest, now))
    for _ in range(2):
        with pytest.raises(NotProvided):
            fetch_all(two["JPN"].node, "KOR", two.chunks)
    decided = two["KOR"].node.store.read(lambda r: r.decisions_of("KOR-z"))
    assert [each.outcome for each in decided] == ["release", "release", "refer"]
    assert state_of(two, "KOR-z") == [("awaited", 1)]
    assert answer_to(two, leaf) is None, "it is not whole, and nobody says it is"
