"""From release to receipt between two real nodes, without a network."""

from __future__ import annotations

import pytest

from accordant import canonical
from accordant.envelope.header import Header
from accordant.envelope.seal import Envelope
from accordant.errors import PartnerUnreachable
from accordant.log.merkle import EMPTY_ROOT, Frontier, leaf_hash
from accordant.model.message import Message
from accordant.operations.exchange import exchange, resume
from accordant.operations.ports import OutboxRow
from accordant.operations.products import keep, read_content
from accordant.operations.release import Asked, preview, release


def ask(product: str = "KOR-test-1", **fields):
    given = {"product": product, "version": 1, "recipient": "JPN", "post": "JPN:DIH/watch"}
    return Asked(**(given | fields))


def test_a_report_goes_from_seoul_to_tokyo_and_a_receipt_comes_back(ready, report):
    keep(ready["KOR"].node, [report()])
    answer = release(ready["KOR"].node, ask())
    assert answer.decision.outcome == "release"
    ready.settle()
    row = ready["JPN"].node.store.read(lambda r: r.product("KOR-test-1", 1))
    assert row.state == "registered"
    assert row.register_number == "JPN/2018/000001"
    assert row.own_level == "JPN:tokutei"
    assert read_content(ready["JPN"].node, row).portions[0].content.text == "a test"
    state = ready["KOR"].node.store.read(lambda r: r.log("accordant/KOR/JPN"))
    receipt = ready["KOR"].node.store.read(lambda r: r.answer("accordant/KOR/JPN", state.size - 1))
    assert (receipt.outcome, receipt.number) == ("registered", "JPN/2018/000001")


def test_both_hold_the_same_two_logs(ready, report):
    keep(ready["KOR"].node, [report()])
    release(ready["KOR"].node, ask())
    ready.settle()
    for origin in ("accordant/KOR/JPN", "accordant/JPN/KOR"):
        states = [
            ready[party].node.store.read(lambda r, origin=origin: r.log(origin))
            for party in ("KOR", "JPN")
        ]
        assert states[0].frontier == states[1].frontier
        assert states[0].cosigned == states[1].cosigned
        assert states[0].size == states[0].cosigned_size > 0


def test_preview_leaves_no_trace(ready, report):
    keep(ready["KOR"].node, [report()])
    assert preview(ready["KOR"].node, ask()).decision.outcome == "release"
    assert ready["KOR"].node.store.read(lambda r: r.decisions_of("KOR-test-1")) == []
    assert ready["KOR"].node.store.read(lambda r: r.pending()) == []


def test_level_one_is_withheld(ready, report):
    keep(ready["KOR"].node, [report(level="KOR:I")])
    answer = release(ready["KOR"].node, ask())
    assert answer.decision.outcome == "withhold"
    assert [found.article for found in answer.decision.determining] == ["4"]


def test_canberra_has_no_instrument(ready, report):
    keep(ready["KOR"].node, [report()])
    answer = release(ready["KOR"].node, ask(recipient="AUS", post="AUS:DIO/watch"))
    assert answer.decision.outcome == "withhold"


def test_nothing_is_lost_when_the_answer_is(ready, report):
    keep(ready["KOR"].node, [report(f"KOR-test-{n}") for n in range(5)])
    wire = ready.wires["KOR", "JPN"]
    for n in range(5):
        release(ready["KOR"].node, ask(f"KOR-test-{n}"))
    wire.cut_after = True
    with pytest.raises(PartnerUnreachable):
        exchange(ready["KOR"].node, "JPN", wire, None, limit=3)
    wire.cut_after = False
    resume(ready["KOR"].node, "JPN", wire)
    ready.settle()
    rows = ready["JPN"].node.store.read(lambda r: r.products(origin="KOR"))
    assert sorted(row.product for row in rows) == [f"KOR-test-{n}" for n in range(5)]


def test_the_marker_travels_in_the_originators_signed_header(ready, report):
    keep(ready["KOR"].node, [report(marker="EXERCISE")])
    release(ready["KOR"].node, ask())
    ready.settle()
    sent = ready["KOR"].node.store.read(lambda r: r.product("KOR-test-1", 1)).envelope
    held = ready["JPN"].node.store.read(lambda r: r.product("KOR-test-1", 1)).envelope
    assert sent == held
    header = canonical.parse(canonical.parse(held, Envelope).header, Header)
    assert header.marker == "EXERCISE"


def test_every_statement_binds_the_speakers_own_log(ready, report):
    keep(ready["KOR"].node, [report()])
    release(ready["KOR"].node, ask())
    ready.settle()
    seoul, tokyo = ready["KOR"].node.store, ready["JPN"].node.store
    own = seoul.read(lambda r: r.entries("accordant/KOR", 0, r.log("accordant/KOR").size))
    roots, frontier = [EMPTY_ROOT.hex()], Frontier()
    for leaf in own:
        frontier = frontier.append([leaf_hash(leaf)])
        roots.append(frontier.root().hex())
    heard = tokyo.read(
        lambda r: [
            canonical.parse(r.statement("accordant/KOR/JPN", index), Message).own_root
            for index in range(r.log("accordant/KOR/JPN").size)
        ]
    )
    places = [roots.index(root) for root in heard]
    assert places == sorted(places)
    assert places[-1] > 0


def test_what_a_partner_holds_is_known_before_it_is_said_what_it_lacks(ready, report):
    """A partner slow to take what it lacks must not keep other partners' items from a number."""
    keep(ready["KOR"].node, [report()])
    release(ready["KOR"].node, ask())
    wire = ready.wires["KOR", "JPN"]
    wire.cut_before = True
    with pytest.raises(PartnerUnreachable):
        exchange(ready["KOR"].node, "JPN", wire, None)
    known = []
    with pytest.raises(PartnerUnreachable):
        resume(ready["KOR"].node, "JPN", wire, lambda: known.append("JPN"))
    assert known == ["JPN"]


def test_a_message_that_cannot_be_written_is_held_and_in_nobodys_way(ready, report):
    seoul = ready["KOR"].node
    damaged = OutboxRow(partner="JPN", rank=5, type="receipt", payload=b"{", at=0)
    seoul.store.write(lambda t: t.enqueue(damaged))
    keep(seoul, [report()])
    release(seoul, ask())
    ready.settle()
    held = seoul.store.read(lambda r: r.outbox(state="held"))
    assert [(row.type, row.reason) for row in held] == [("receipt", "malformed-input")]
    assert ready["JPN"].node.store.read(lambda r: r.product("KOR-test-1", 1)).state == "registered"
