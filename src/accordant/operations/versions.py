"""Recipient versions: what goes to an ally who may not have the whole item.

The choice: the whole; a tear line, that for the state before that for all; the portions that may
go; else a person decides. Each candidate is a product of its own and decided as that, so nothing
here permits: it only looks for something that may go. Laws: tests/laws/test_version_laws.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

import msgspec
from msgspec.structs import replace

from accordant.model.case import Equity
from accordant.model.item import item_facts
from accordant.model.party import state_of
from accordant.model.plan import ReleasePlan, drawn_on, lines_for
from accordant.model.product import (
    DERIVING,
    Portion,
    Product,
    Reached,
    Relation,
    reached_of,
    relations_of,
)
from accordant.operations.asked import Asking, Judged, held_product
from accordant.operations.identifiers import drawn
from accordant.operations.plans import kept_of, plan_of
from accordant.operations.ports import OWN, Choice, MadeRow, ProductRow, Reading
from accordant.operations.products import read_content, row_of, with_facts
from accordant.operations.relations import equities_of, equities_through, reached_from
from accordant.versions.render import (
    AtMost,
    Kept,
    complete,
    digest_of,
    frame_of,
    highest,
    kind_of,
    render,
)

Reason: TypeAlias = Literal["", "no-plan", "not-reduced", "nothing-may-go", "compiled", "refused"]
"""Why nothing was made although the whole may not go; empty where something was."""


class Candidate(msgspec.Struct, frozen=True):
    """A version that could go: what it was made of, what it says, and what that comes to."""

    choice: Choice
    product: Product
    equities: tuple[Equity, ...]
    judged: Judged
    digest: str
    held: MadeRow | None = None  # one that says the same was made for this recipient before

    @property
    def for_release(self) -> bool:
        """Whether the originator wrote all of it for release."""
        return self.choice == "tear-line"


class PortionAnswer(msgspec.Struct, frozen=True):
    """What giving one portion alone comes to."""

    number: int
    portion: Portion
    judged: Judged


class Considered(msgspec.Struct, frozen=True):
    """Everything that was looked at for one recipient."""

    whole: Judged
    chosen: Candidate | None = None  # may go, other than the item itself
    candidates: tuple[Candidate, ...] = ()  # looked at before, in order; none of them may go
    portions: tuple[PortionAnswer, ...] = ()
    reason: Reason = ""


class _Making(msgspec.Struct, frozen=True):
    """What every candidate of one item for one recipient is made from."""

    asking: Asking
    reading: Reading
    row: ProductRow
    product: Product
    made: tuple[MadeRow, ...]  # for this recipient, of this item
    identifier: str

    @property
    def at_most(self) -> AtMost:
        return self.asking.world.at_most


def consider(asking: Asking, reading: Reading, row: ProductRow) -> Considered:
    """Look for what may go of an item; opens it only where the whole may not or would not fit.

    Raises:
        KeyMissing, ContentUnreadable: the item or its plan cannot be opened.
    """
    row = with_facts(asking.node, row)
    whole = asking.judge(asking.case_of(row))
    released = whole.decision.outcome == "release"
    if row.origin != OWN or reading.version_made(row.product):
        return Considered(whole)
    renamed = released and _names_a_version(asking, reading, row)
    if released and not renamed:
        return Considered(whole)
    plan = plan_of(asking.node, reading, row)
    if not released and (plan is None or plan.reduce == "whole"):
        return Considered(whole, reason="no-plan" if plan is None else "not-reduced")
    making = _making(asking, reading, row)
    if renamed or plan is None:
        return Considered(whole, chosen=_everything(making))
    return _reduced(making, plan, whole)


def referred(asking: Asking, reading: Reading, row: ProductRow) -> Candidate | None:
    """The version a person could approve: the first tear line, else all that is not withheld.

    None where the originator's plan makes nothing.
    """
    plan = plan_of(asking.node, reading, row) if row.origin == OWN else None
    if plan is None or plan.reduce == "whole":
        return None
    making = _making(asking, reading, row)
    lines = list(_lines(making, plan))
    if lines:
        return min(lines, key=lambda each: each.judged.decision.outcome == "withhold")
    answers = _portions(making, plan) if plan.reduce == "portions" else ()
    kept = [each for each in answers if each.judged.decision.outcome != "withhold"]
    return _of_portions(making, plan, kept) if kept and not _compiled(making) else None


def _making(asking: Asking, reading: Reading, row: ProductRow) -> _Making:
    made = tuple(reading.versions_of(row.product, asking.asked.recipient))
    identifier = made[0].product if made else drawn(state_of(asking.node.party))
    product = read_content(asking.node, row)
    return _Making(asking, reading, row, product, made, identifier)


def _reduced(making: _Making, plan: ReleasePlan, whole: Judged) -> Considered:
    """A tear line that may go, else the portions that may, else nothing and why."""
    tried: list[Candidate] = []
    for candidate in _lines(making, plan):
        if candidate.judged.decision.outcome == "release":
            return Considered(whole, candidate, tuple(tried))
        tried.append(candidate)
    if plan.reduce != "portions":
        return Considered(whole, None, tuple(tried), reason="refused")
    answers = _portions(making, plan)
    kept = [each for each in answers if each.judged.decision.outcome == "release"]
    if not kept:
        return Considered(whole, None, tuple(tried), answers, "nothing-may-go")
    made = None if _compiled(making) else _of_portions(making, plan, kept)
    if made is None:
        return Considered(whole, None, tuple(tried), answers, "compiled")
    if made.judged.decision.outcome == "release":
        return Considered(whole, made, tuple(tried), answers)
    return Considered(whole, None, (*tried, made), answers, "refused")


# --- candidates ----------------------------------------------------------------------------------


def _lines(making: _Making, plan: ReleasePlan) -> Iterator[Candidate]:
    """Each tear line this recipient may be given, the best first."""
    relations = relations_of(making.product)
    for line in lines_for(plan, state_of(making.asking.asked.recipient)):
        level = highest((each.marking.level for each in line.portions), making.at_most)
        if level is not None:
            every = range(1, len(relations) + 1)
            draws = every if line.draws_on is None else line.draws_on
            yield _candidate(making, "tear-line", kept_of(line, level), frozenset(draws))


def _of_portions(
    making: _Making, plan: ReleasePlan, kept: Sequence[PortionAnswer]
) -> Candidate | None:
    """The version of these portions; None where none of their levels stands above the others."""
    level = highest((each.portion.marking.level for each in kept), making.at_most)
    if level is None:
        return None
    count = len(relations_of(making.product))
    draws = (drawn_on(plan, each.number, count) for each in kept)
    given = Kept(
        title=str(plan.title),
        portions=tuple(each.portion for each in kept),
        level=level,
        placeholder=plan.placeholder and len(kept) < len(making.product.portions),
    )
    return _candidate(making, "portions", given, frozenset().union(*draws))


def _everything(making: _Making) -> Candidate:
    """The whole item, naming others as this recipient knows them."""
    product = making.product
    level, title = product.marking.level, product.title
    given = Kept(
        title=title if isinstance(title, str) else "",
        portions=tuple(complete(each, product) for each in product.portions),
        level=level,
    )
    every = frozenset(range(1, len(relations_of(product)) + 1))
    return _candidate(making, "whole", given, every)


def _candidate(making: _Making, choice: Choice, kept: Kept, draws: frozenset[int]) -> Candidate:
    """A version under the recipient's identifier; one that says the same as before is that one.

    That it corrects its own earlier versions is said only where something else is new too:
    otherwise a change of what is withheld would show.
    """
    equities = _equities(making, draws)
    known = tuple(_relations(making, draws))
    others = tuple(each for each in known if each.product != making.identifier)
    given = replace(kept, relations=others, reached=_reached(making, equities))
    product = render(frame_of(making.product), given, making.identifier, 1)
    digest = digest_of(product)
    held = next((each for each in making.made if each.digest == digest), None)
    if held is not None:
        product = _as_kept(making, held)
    else:
        number = max((each.version for each in making.made), default=0) + 1
        product = replace(product, version=number, relations=known)
    row = row_of(product, equities, making.asking.at, for_release=choice == "tear-line")
    judged = making.asking.judge(making.asking.case_of(row))
    return Candidate(choice, product, equities, judged, digest, held)


def _as_kept(making: _Making, held: MadeRow) -> Product:
    """A version as it was made."""
    return read_content(
        making.asking.node, held_product(making.reading, held.product, held.version)
    )


def _portions(making: _Making, plan: ReleasePlan) -> tuple[PortionAnswer, ...]:
    """Ask of each portion what giving it alone comes to; a yes to the whole is no yes to it."""
    product, count = making.product, len(relations_of(making.product))
    answers = []
    for number, each in enumerate(product.portions, start=1):
        portion = complete(each, product)
        alone = replace(
            product, portions=(portion,), kind=kind_of(portion), marking=portion.marking
        )
        row = replace(
            making.row,
            level=portion.marking.level,
            caveats=portion.marking.caveats,
            kind=alone.kind,
            subjects=portion.subjects,
            equities=_equities(making, drawn_on(plan, number, count)),
            item=item_facts(alone),
        )
        case = replace(making.asking.case_of(row), approvals=())
        answers.append(PortionAnswer(number, portion, making.asking.judge(case)))
    return tuple(answers)


def _compiled(making: _Making) -> bool:
    """Whether the item stands above all its portions: together they say more than each.

    No machine takes that back; the author says what a part of it is worth.
    """
    own = making.product.marking.level
    return all(own not in making.at_most(each.marking.level) for each in making.product.portions)


# --- whose information, and what it has to do with others ----------------------------------------


def _drawn(making: _Making, draws: frozenset[int]) -> Iterator[Relation]:
    """The relations that stay: all that correct or retract, and those drawn on."""
    for number, relation in enumerate(relations_of(making.product), start=1):
        if relation.kind not in DERIVING or number in draws:
            yield relation


def _equities(making: _Making, draws: frozenset[int]) -> tuple[Equity, ...]:
    """The equities of what is drawn on, and those the author named without saying through what."""
    product, reading = making.product, making.reading
    relations = relations_of(product)
    through = equities_through(reading, relations, product.originators)
    stated = set(reached_from(through))
    more = equities_of((each for each in reached_of(product) if each not in stated), "")
    kept = equities_through(reading, _drawn(making, draws), product.originators)
    return tuple(dict.fromkeys((*kept, *more)))


def _reached(making: _Making, equities: Sequence[Equity]) -> tuple[Reached, ...]:
    """What the version says of other states' originators; organs of one's own stay at home."""
    own = state_of(making.asking.node.party)
    return tuple(each for each in reached_from(equities) if state_of(each.originator) != own)


def _relations(making: _Making, draws: frozenset[int]) -> Iterator[Relation]:
    """The relations as the recipient knows the items; one it does not know is left out."""
    recipient = making.asking.asked.recipient
    for relation in _drawn(making, draws):
        known = _known_as(making.reading, relation, recipient, making.asking.node.party)
        if known is not None:
            yield known


def _known_as(reading: Reading, relation: Relation, recipient: str, party: str) -> Relation | None:
    if state_of(relation.product) != state_of(party):
        return relation
    for made in reading.versions_of(relation.product, recipient):
        if made.master_version == relation.version:
            return replace(relation, product=made.product, version=made.version)
    given = _given(reading, relation.product, relation.version, recipient)
    return relation if given else None


def _given(reading: Reading, product: str, version: int, recipient: str) -> bool:
    """Whether an item went, or waits to go, to a recipient as it is."""
    return any(
        each.version == version and each.partner == recipient and each.state != "held"
        for each in reading.outbox_about(product)
    )


def _names_a_version(asking: Asking, reading: Reading, row: ProductRow) -> bool:
    """Whether the recipient knows an item this one names under another identifier."""
    return any(
        reading.versions_of(relation.product, asking.asked.recipient)
        for relation in row.relations
        if state_of(relation.product) == state_of(asking.node.party)
    )
