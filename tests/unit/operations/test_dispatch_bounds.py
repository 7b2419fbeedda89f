"""What would not fit a body never becomes a leaf, whoever made it so large; the rest goes on."""

from __future__ import annotations

import pytest
from tests.one_real_node import IN_FORCE, NOW, Scene

from accordant.envelope.acts import verify
from accordant.model.act import ConsentGiven
from accordant.model.case import Consent
from accordant.model.message import ConsentMessage
from accordant.operations import sealing
from accordant.operations.exchange import exchange
from accordant.operations.ports import OutboxRow
from accordant.operations.release import Asked, preview

PURPOSE = "dprk-missile-threat"


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    made = Scene.set(tmp_path_factory.mktemp("stage"))
    made.settle()
    yield made
    made.close()


def told(partner, originator, number, **changes):
    """A leaf with a consent to pass Seoul's first item on to Canberra, signed by anyone."""
    fields = {"recipient": "AUS", "purpose": PURPOSE, "given": IN_FORCE + number} | changes
    act = ConsentGiven(partner.party, Consent(originator, "KOR-first", 1, **fields), NOW)
    return partner.signed(partner.act(act, "releasing-authority"), ConsentMessage)


def test_of_many_consents_one_for_each_originator_travels(scene):
    """Else a partner could make an item too large to be said, and so wedge a link to another."""
    seoul, canberra = scene.seoul, scene.canberra
    scene.say(*[told(canberra, "AUS", number) for number in range(20)], speaker=canberra)
    scene.say(
        *[told(seoul, "KOR", number, purpose="weather") for number in range(20)],
        *[told(seoul, "KOR", number) for number in range(20)],
    )
    asked = Asked("KOR-first", 1, "AUS", "AUS:DIO/watch")
    case = preview(scene.real.node, asked).case
    assert {consent.originator for consent in case.consents} == {"KOR"}
    node = scene.real.node
    (sent,) = node.store.read(lambda reading: sealing.consent_artefacts(reading, case))
    act = verify(sent, seoul.statement).act
    assert (act.consent.originator, act.consent.purpose) == ("KOR", PURPOSE)


def test_a_message_too_large_is_held_and_the_next_one_goes(scene):
    def enqueue(transaction):
        for payload in (b"x" * 70_000, b"x" * 400_000, b"x" * 1_000):
            transaction.enqueue(
                OutboxRow(partner="KOR", rank=3, type="statement", payload=payload, at=NOW)
            )

    node = scene.real.node
    node.store.write(enqueue)
    while (done := exchange(node, "KOR", scene.seoul, None)).cosigned or done.held:
        pass
    rows = node.store.read(lambda r: [row for row in r.outbox(limit=3) if row.rank == 3])
    assert [(len(row.payload), row.state, row.reason) for row in reversed(rows)] == [
        (70_000, "held", "oversized"),
        (400_000, "held", "oversized"),
        (1_000, "dispatched", ""),
    ]
    assert len(scene.seoul.opened[-1][1].envelope) == 1_000
