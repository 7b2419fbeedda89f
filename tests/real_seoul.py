"""Seoul's real node, ready to release, and Tokyo simulated: the stage of what leaves.

The stage is set once for a module and copied for each test, since keys are slow to make.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.one_real_node import AGREEMENT, IN_FORCE, officer_signs, packaged
from tests.simulated_node import SimulatedNode

from accordant.adapters.clock import ReplayClock
from accordant.config import ClockSettings, LinkSettings, Settings
from accordant.model.act import Adopted, AssuranceGiven, OrderSigned, RequirementsNotified
from accordant.model.case import Assurance
from accordant.model.instant import Instant
from accordant.model.marking import Marking
from accordant.model.message import AssuranceMessage, Released
from accordant.model.plan import ReleasePlan
from accordant.model.product import Portion, Product, Text
from accordant.operations import texts
from accordant.operations.arrive import process
from accordant.operations.exchange import Exchanged, exchange
from accordant.operations.partners import add
from accordant.operations.plans import keep_plan
from accordant.operations.products import keep, read_content
from accordant.operations.receive import receive
from accordant.operations.release import Answer, Asked, held_product, release
from accordant.wiring import OpenNode, create_node, open_node

ORDER = "kor-order-launch-reports"


@dataclass
class Seoul:
    """Seoul real, Tokyo simulated, everything in place for a release."""

    root: Path
    real: OpenNode
    tokyo: SimulatedNode
    instrument: str
    order: str

    @classmethod
    def set(cls, root: Path) -> Seoul:
        ReplayClock.create(root / "clock", IN_FORCE, rate=0)
        place = "127.0.0.1:7410"
        settings = Settings(
            format="accordant/node/1",
            party="KOR",
            link=LinkSettings(listen=place, address=place),
            clock=ClockSettings(replay="../clock"),
        )
        create_node(root / "KOR", settings)
        real = open_node(root / "KOR")
        tokyo = SimulatedNode("JPN", root / "JPN", IN_FORCE, "127.0.0.1:1")
        tokyo.know(real.node.statement)
        add(real.node, tokyo.signed_statement, tokyo.fingerprint)
        digest = texts.keep(real.node, packaged(AGREEMENT), AGREEMENT).clauses_digest
        order = texts.keep(real.node, packaged(ORDER), ORDER).clauses_digest
        made = cls(root, real, tokyo, digest, order)
        officer_signs(real, "treaty-desk", Adopted("KOR", AGREEMENT, digest, IN_FORCE))
        notified = RequirementsNotified("KOR", AGREEMENT, IN_FORCE, IN_FORCE)
        officer_signs(real, "treaty-desk", notified)
        officer_signs(real, "releasing-authority", OrderSigned("KOR", ORDER, order, IN_FORCE))
        word = Assurance("JPN", "KOR", "JPN:DIH/watch", "JPN:gokuhi", True, True, True, IN_FORCE)
        made.hear(
            tokyo.signed(tokyo.act(Adopted("JPN", AGREEMENT, digest, IN_FORCE), "treaty-desk")),
            tokyo.signed(
                tokyo.act(
                    RequirementsNotified("JPN", AGREEMENT, IN_FORCE, IN_FORCE), "treaty-desk"
                )
            ),
            tokyo.signed(
                tokyo.act(AssuranceGiven("JPN", word, IN_FORCE), "security-authority"),
                AssuranceMessage,
            ),
        )
        made.say()
        return made

    def copied(self, root: Path) -> Seoul:
        self.real.resources.close()
        shutil.copytree(self.root, root, dirs_exist_ok=True)
        real, tokyo = open_node(root / "KOR"), self.tokyo.copied()
        return Seoul(root, real, tokyo, self.instrument, self.order)

    def close(self) -> None:
        self.real.resources.close()

    def orders(self, name: str, **limits: str) -> str:
        """Another standing order of Seoul's, signed: launch-reports but for these limits."""
        source = packaged(ORDER).decode("utf-8").split("```toml case")[0].replace(ORDER, name)
        for key, value in limits.items():
            source = re.sub(rf"(?m)^{key} = .*$\n", "", source)
            source = source.replace("from = 2016", f"{key} = {value}\nfrom = 2016", 1)
        digest = texts.keep(self.real.node, source.encode(), f"{name}.md").clauses_digest
        officer_signs(self.real, "releasing-authority", OrderSigned("KOR", name, digest, IN_FORCE))
        return digest

    def restart(self) -> None:
        self.real.resources.close()
        self.real = open_node(self.root / "KOR")

    def at(self, instant: Instant) -> None:
        """It is this instant, and stays it."""
        ReplayClock.create(self.root / "clock", instant, rate=0)
        self.tokyo.now = instant

    def hear(self, *leaves) -> None:
        receive(self.real.node, self.tokyo.certificate, self.tokyo.say(*leaves))
        process(self.real.node, "JPN")

    def say(self) -> Exchanged:
        return exchange(self.real.node, "JPN", self.tokyo, None)

    def keeps(self, identifier="KOR-item", **changes) -> str:
        level = changes.pop("level", "KOR:II")
        fields = {
            "originators": ("KOR",), "marking": Marking(level),
            "portions": (Portion(Marking(level), Text("what was seen")),),
        }  # fmt: skip
        product = self.tokyo.product(identifier, **(fields | changes))
        keep(self.real.node, [product])
        return identifier

    def releases(self, identifier="KOR-item", **changes):
        asked = {"recipient": "JPN", "post": "JPN:DIH/watch"} | changes
        return release(self.real.node, Asked(identifier, 1, **asked))

    def outcome(self, **changes) -> tuple[str, list[str]]:
        """What is decided about a fresh item, and by which sentences."""
        decision = self.releases(self.keeps(**changes)).decision
        return decision.outcome, [found.sentence for found in decision.determining]

    @property
    def left(self) -> list[str]:
        """The items that have left for Tokyo."""
        return [each.product for each in self.tokyo.messages(Released)]

    def waiting(self):
        return self.real.node.store.read(lambda r: [(p.rank, p.count) for p in r.pending()])

    def row(self, identifier="KOR-item"):
        (row,) = self.real.node.store.read(lambda r: r.outbox_about(identifier))
        return row


def keeps(seoul: Seoul, product: Product, plan: ReleasePlan | None = None) -> None:
    """Seoul keeps an item, and the plan for it where there is one."""
    keep(seoul.real.node, [product])
    if plan is not None:
        keep_plan(seoul.real.node, plan)


def gives(seoul: Seoul, name: str = "KOR-item", version: int = 1) -> tuple[Answer, Product | None]:
    """Release an item to Tokyo's watch, and open what went."""
    answer = release(seoul.real.node, Asked(name, version, "JPN", "JPN:DIH/watch"))
    if answer.decision.outcome != "release":
        return answer, None
    row = seoul.real.node.store.read(
        lambda reading: held_product(reading, answer.case.product, answer.case.version)
    )
    return answer, read_content(seoul.real.node, row)
