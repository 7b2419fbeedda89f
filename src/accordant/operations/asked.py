"""A release asked for, and its answer: the question and the case every way of asking shares."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from accordant.decision.decide import decide
from accordant.errors import EnclosureAwaited, NotAuthorised, UnknownProduct
from accordant.model.case import Case, Decision
from accordant.model.instant import Instant
from accordant.model.party import state_of
from accordant.model.precision import Precision
from accordant.model.product import Version
from accordant.operations.casework import outbound_case
from accordant.operations.enclosing import is_whole
from accordant.operations.node import Node
from accordant.operations.ports import Choice, ProductRow, Reading
from accordant.operations.world import World


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A release asked for: which item, to whom, for what. Kept in the outbox as it was asked."""

    product: str
    version: Version
    recipient: str
    post: str
    purpose: str = ""  # empty = as the product states
    contractor: bool | UnsetType = UNSET  # set: meant for a contractor


class Judged(msgspec.Struct, frozen=True):
    """One question answered: the case, and what it came to."""

    case: Case
    decision: Decision


class Origin(NamedTuple):
    """What a recipient version was made of, and how."""

    product: str
    version: int
    choice: Choice
    precision: Precision | UnsetType | None  # it was reduced to

    @property
    def as_it_is(self) -> bool:
        """Whether the version is everything of the item, no coarser than it is."""
        return self.choice == "whole" and not isinstance(self.precision, Precision)


class Asking(msgspec.Struct, frozen=True):
    """One moment in which questions of one release are asked: the law, the instant, the clock."""

    node: Node
    world: World
    asked: Asked
    at: Instant
    clock_sound: bool
    identifier: str = ""  # for a version, where one was drawn before

    def case_of(self, row: ProductRow, of: Origin | None = None) -> Case:
        """The case of giving this row to whom it was asked for.

        Args:
            row: the item.
            of: what it was made of, where it is a version: a consent by an organ of this party
                to the item counts for what is made of it, and a yes to the whole for the whole.
        """
        case = outbound_case(
            self.world,
            row,
            releaser=self.node.party,
            recipient=self.asked.recipient,
            post=self.asked.post,
            purpose=self.asked.purpose,
            at=self.at,
            clock_sound=self.clock_sound,
            contractor=self.asked.contractor is True,
        )
        return case if of is None else self._inheriting(case, of)

    def _inheriting(self, case: Case, of: Origin) -> Case:
        """The case with what was said of the item, as said of the version made of it."""
        party = self.node.party
        consents = tuple(
            replace(each, product=case.product, version=case.version)
            for each in self.world.consents.get(of.product, ())
            if each.version == of.version
            and state_of(each.originator) == state_of(party)
            and of.choice != "tear-line"  # nobody consented to words that came later
        )
        approvals = tuple(
            replace(each, product=case.product, version=case.version)
            for each in self.world.approvals.get((party, of.product), ())
            if each.version == of.version and of.as_it_is
        )
        return replace(
            case,
            consents=(*case.consents, *consents),
            approvals=(*case.approvals, *approvals),
        )

    def judge(self, case: Case) -> Judged:
        """Decide a case."""
        return Judged(case, decide(self.world.library, case))


def held_product(reading: Reading, product: str, version: int) -> ProductRow:
    """The item, or an error in the user's words.

    Raises:
        UnknownProduct: it is not held here.
    """
    row = reading.product(product, version)
    if row is None:
        raise UnknownProduct(f"no product {product} version {version} is held here")
    return row


def row_asked(reading: Reading, asked: Asked) -> ProductRow:
    """The item asked for, where it may be asked for at all.

    Raises:
        UnknownProduct: it is not held here.
        NotAuthorised: it lies in quarantine, or was made for another recipient.
        EnclosureAwaited: a file enclosed with it is still arriving.
    """
    row = held_product(reading, asked.product, asked.version)
    if row.state == "quarantined":
        raise NotAuthorised(
            "the item lies in quarantine and is not passed on",
            hint=f"See why with `accordant show {row.product}`.",
            place=row.register_number,
        )
    if not is_whole(reading, row.product, row.version, row.origin):
        raise EnclosureAwaited(place=row.register_number)
    made = reading.version_made(row.product)
    if made and made[0].recipient != asked.recipient:
        raise NotAuthorised(
            f"the item was made for {made[0].recipient} and goes to nobody else",
            hint=f"Ask for {made[0].master}, the item it was made of.",
            place=row.product,
        )
    return row
