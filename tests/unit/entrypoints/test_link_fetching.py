"""The worker that fetches: one file its partner does not give holds up none of the others."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest
from tests.enclosed_items import by_digest, picture, report
from tests.unit.operations.conftest import World

from accordant import canonical
from accordant.config import LinkSettings
from accordant.entrypoints import link_fetching
from accordant.entrypoints.link_fetching import Fetcher
from accordant.errors import EnclosureAltered, NotProvided, PartnerUnreachable
from accordant.operations.products import keep
from accordant.operations.providing import provide
from accordant.operations.release import Asked, release


class Client:
    """A connection to Seoul, with what goes wrong for one leaf or for all."""

    def __init__(self, nodes: World) -> None:
        self.seoul = nodes["KOR"].node
        self.certificate = canonical.digest_of_bytes(nodes["JPN"].node.statement.node.certificate)
        self.wrong: dict[int, Exception] = {}
        self.altered: set[int] = set()
        self.closed = 0

    def chunk(self, leaf: int, number: int, position: int) -> bytes:
        if leaf in self.wrong:
            raise self.wrong[leaf]
        chunk = provide(self.seoul, self.certificate, leaf, number, position)
        return bytes(32) + chunk[32:] if leaf in self.altered else chunk

    def close(self) -> None:
        self.closed += 1


@pytest.fixture(scope="module")
def agreed(tmp_path_factory):
    """Seoul and Tokyo, the agreement in force, Seoul's standing order."""
    made = World(tmp_path_factory.mktemp("agreed"))
    made.put_in_force("jpn-kor-gsomia-2016", ("KOR", "JPN"))
    made.assure("JPN", "KOR", "JPN:DIH/watch", "JPN:gokuhi")
    made.order("KOR", "kor-order-launch-reports")
    yield made
    made.close()


@pytest.fixture
def tokyo(agreed, monkeypatch):
    """Tokyo awaits two files of Seoul's; the leaves, the client and the worker."""
    monkeypatch.setattr(link_fetching, "ASIDE_SECONDS_MIN", 0.2)
    seoul, node, leaves = agreed["KOR"].node, agreed["JPN"].node, []
    before = len(seoul.store.read(lambda r: r.products(origin="own")))
    names = [f"KOR-{before}-{number}" for number in range(2)]
    for name in names:
        data = picture(200_000, name)
        keep(seoul, [report(name, data)], by_digest(data))
        release(seoul, Asked(name, 1, "JPN", "JPN:DIH/watch"))
        agreed.settle()
        leaves.append(seoul.store.read(lambda r, n=name: r.outbox_about(n))[-1].index)
    client = Client(agreed)
    opened = SimpleNamespace(
        settings=SimpleNamespace(link=LinkSettings()), link_client=lambda partner: client
    )

    def states() -> list[str]:
        return [
            node.store.read(lambda r, n=name: r.enclosures(n, 1, "KOR"))[0].state for name in names
        ]

    return SimpleNamespace(
        leaves=leaves, client=client, states=states, fetcher=Fetcher(opened, node, "KOR")
    )


@pytest.mark.parametrize("how", ["not provided", "altered"])
def test_a_file_its_partner_does_not_give_is_set_aside_and_the_others_go_on(tokyo, how):
    if how == "altered":
        tokyo.client.altered.add(tokyo.leaves[0])
    else:
        tokyo.client.wrong[tokyo.leaves[0]] = NotProvided()
    with pytest.raises((NotProvided, EnclosureAltered)):
        tokyo.fetcher.work()
    assert tokyo.fetcher.work()
    assert tokyo.states() == ["awaited", "held"]
    assert not tokyo.fetcher.work(), "the one set aside is not asked for at once"
    assert not tokyo.fetcher.untroubled
    tokyo.client.wrong.clear()
    tokyo.client.altered.clear()
    time.sleep(0.21)
    assert tokyo.fetcher.work()
    assert tokyo.fetcher.untroubled
    assert tokyo.states() == ["held", "held"]


def test_a_partner_out_of_reach_is_left_and_its_connection_let_go_of(tokyo):
    tokyo.client.wrong = dict.fromkeys(tokyo.leaves, PartnerUnreachable())
    with pytest.raises(PartnerUnreachable):
        tokyo.fetcher.work()
    assert tokyo.client.closed == 1
    tokyo.client.wrong.clear()
    while tokyo.fetcher.work():
        pass
    assert tokyo.states() == ["held", "held"]
    assert tokyo.client.closed == 2
