"""Tokyo's real node, and Seoul simulated: the stage of every hostile story.

The stage is set once for a module and copied for each test, since keys are slow to make: a real
home with a real store and keystore, the agreement in force, and one good item that has arrived.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from tests.simulated_node import Leaf, SimulatedNode

from accordant.adapters.clock import ReplayClock
from accordant.config import ClockSettings, LinkSettings, Settings
from accordant.model.act import Act, Adopted, RequirementsNotified
from accordant.model.instant import parse_instant
from accordant.operations import texts
from accordant.operations.acts import sign_and_record
from accordant.operations.arrive import process
from accordant.operations.exchange import exchange
from accordant.operations.partners import add
from accordant.operations.ports import ProductRow
from accordant.operations.receive import receive
from accordant.wiring import OpenNode, create_node, open_node

IN_FORCE = parse_instant("2016-11-23T12:00:00+09:00")
NOW = parse_instant("2018-05-01T09:00:00+09:00")
AGREEMENT = "jpn-kor-gsomia-2016"
STANDING_STILL = 0


def packaged(name: str) -> bytes:
    return resources.files("accordant.instruments").joinpath(f"{name}.md").read_bytes()


def officer_signs(opened: OpenNode, post: str, act: Act, tell: tuple[str, ...] = ()) -> None:
    sign_and_record(opened.node, act, post, opened.officer_key(post), tell=tell)


@dataclass
class Scene:
    """Tokyo real, Seoul simulated, Canberra a partner too (simulated, silent)."""

    root: Path
    real: OpenNode
    seoul: SimulatedNode
    canberra: SimulatedNode
    instrument: str

    @classmethod
    def set(cls, root: Path) -> Scene:
        """Set the stage: keys, pins, law in force, one item arrived."""
        ReplayClock.create(root / "clock", NOW, rate=STANDING_STILL)
        settings = Settings(
            format="accordant/node/1",
            party="JPN",
            link=LinkSettings(listen="127.0.0.1:7410", address="127.0.0.1:7410"),
            clock=ClockSettings(replay="../clock"),
        )
        create_node(root / "JPN", settings)
        real = open_node(root / "JPN")
        partners = [
            SimulatedNode(each, root / each, NOW, "127.0.0.1:1") for each in ("KOR", "AUS")
        ]
        for partner in partners:
            partner.know(real.node.statement)
            add(real.node, partner.signed_statement, partner.fingerprint)
        digest = texts.keep(real.node, packaged(AGREEMENT), AGREEMENT).clauses_digest
        scene = cls(root, real, *partners, digest)
        scene.put_in_force()
        scene.say(scene.seoul.release(scene.seoul.product("KOR-first"), digest))
        scene.settle()
        return scene

    def copied(self, root: Path) -> Scene:
        """The same stage once more, for one test."""
        self.real.resources.close()  # copies the write-ahead log into the file
        shutil.copytree(self.root, root, dirs_exist_ok=True)
        return Scene(
            root,
            open_node(root / "JPN"),
            self.seoul.copied(),
            self.canberra.copied(),
            self.instrument,
        )

    def put_in_force(self) -> None:
        for party in ("JPN", "KOR"):
            acts = (
                Adopted(party, AGREEMENT, self.instrument, IN_FORCE),
                RequirementsNotified(party, AGREEMENT, IN_FORCE, IN_FORCE),
            )
            for act in acts:
                if party == "JPN":
                    officer_signs(self.real, "treaty-desk", act)
                else:
                    self.say(self.seoul.signed(self.seoul.act(act, "treaty-desk")))

    def close(self) -> None:
        self.real.resources.close()

    def restart(self) -> None:
        """Tokyo's node ends and starts again."""
        self.real.resources.close()
        self.real = open_node(self.root / "JPN")

    # --- going on ------------------------------------------------------------------------------

    def deliver(self, batch: bytes, speaker: SimulatedNode | None = None) -> str:
        """Give bytes to Tokyo's endpoint over a connection with the speaker's certificate."""
        return receive(self.real.node, (speaker or self.seoul).certificate, batch)

    def say(self, *leaves: Leaf, speaker: SimulatedNode | None = None) -> int:
        """Say leaves, honestly batched, and have them processed; the index of the first."""
        speaker = speaker or self.seoul
        first = len(speaker.leaves)
        self.deliver(speaker.say(*leaves), speaker)
        process(self.real.node, speaker.party)
        return first

    def settle(self) -> None:
        """Let Tokyo say what it has to say to both."""
        for partner in (self.seoul, self.canberra):
            self.settle_with(partner)

    def settle_with(self, partner: SimulatedNode) -> None:
        """Let Tokyo say what it has to say to one."""
        while exchange(self.real.node, partner.party, partner, None).cosigned:
            pass

    def answers_to(self, *leaves: Leaf) -> list[str]:
        """Say leaves and return what Tokyo says of the first: register outcomes, refusal codes."""
        first = self.say(*leaves)
        self.settle()
        return self.seoul.answers(first)

    def release(self, identifier: str, **changes: Any) -> Leaf:
        """A good release by Seoul, but for what is changed in its statement."""
        product = self.seoul.product(identifier, **changes.pop("product_changes", {}))
        return self.seoul.release(product, **({"instrument": self.instrument} | changes))

    # --- looking -------------------------------------------------------------------------------

    def held(self, identifier: str, origin: str | None = "KOR") -> ProductRow | None:
        return self.real.node.store.read(lambda reading: reading.product(identifier, 1, origin))

    def state(self, identifier: str) -> str:
        """How an item from Seoul is held: "", "registered" or "quarantined"."""
        row = self.held(identifier)
        return "" if row is None else row.state

    def goes_on(self, identifier: str = "KOR-next") -> bool:
        """Whether the next good item arrives, is registered and receipted."""
        answers = self.answers_to(self.release(identifier))
        return answers == ["registered"] and self.state(identifier) == "registered"

    @property
    def heard_size(self) -> int:
        return self.real.node.store.read(lambda reading: reading.log(self.seoul.origin)).size

    @property
    def numbers(self) -> list[str]:
        """Every register number given, in order."""
        rows = self.real.node.store.read(lambda reading: reading.products(limit=100_000))
        return sorted(row.register_number for row in rows if row.register_number)
