"""What could be made of an item for one recipient, each decided as the item it would be.

Everything, made coarser; a tear line; the portions kept. Which of them goes is chosen elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from accordant.model.case import Equity, ItemFacts
from accordant.model.item import item_facts
from accordant.model.party import state_of
from accordant.model.plan import ReleasePlan, drawn_on, lines_for
from accordant.model.precision import Precision, satisfies
from accordant.model.product import (
    Portion,
    Product,
    relations_of,
)
from accordant.operations.asked import Asking, Judged, held_product
from accordant.operations.identifiers import drawn
from accordant.operations.known_as import Ties, reached_abroad
from accordant.operations.plans import kept_of
from accordant.operations.ports import Choice, MadeRow, ProductRow, Reading
from accordant.operations.products import read_content, row_of
from accordant.versions.precision import floored, reduced
from accordant.versions.render import (
    AtMost,
    Frame,
    Kept,
    complete,
    digest_of,
    frame_of,
    highest,
    kind_of,
    render,
)


class Candidate(msgspec.Struct, frozen=True):
    """A version that could go: what it was made of, what it says, and what that comes to."""

    choice: Choice
    product: Product
    equities: tuple[Equity, ...]
    facts: ItemFacts
    judged: Judged
    digest: str
    held: MadeRow | None = None  # one that says the same was made for this recipient before
    numbers: tuple[int, ...] = ()  # of the item's portions in it, where it is made of them

    @property
    def goes(self) -> bool:
        """Whether it may go."""
        return self.judged.decision.outcome == "release"


class PortionAnswer(msgspec.Struct, frozen=True):
    """What giving one portion alone comes to."""

    number: int
    portion: Portion  # as it would go
    judged: Judged


class Making(msgspec.Struct, frozen=True):
    """What every candidate of one item for one recipient is made from."""

    asking: Asking
    reading: Reading
    row: ProductRow
    product: Product
    ties: Ties
    plan: ReleasePlan | None
    made: tuple[MadeRow, ...]  # for this recipient, of this item
    identifier: str

    @property
    def at_most(self) -> AtMost:
        """What is known to stand at or below a level."""
        return self.asking.world.at_most

    @property
    def words(self) -> Precision | None:
        """What the author says the words are no finer than."""
        return None if self.plan is None else self.plan.words


def making_of(
    asking: Asking, reading: Reading, row: ProductRow, plan: ReleasePlan | None
) -> Making:
    """Open an item to make versions of it.

    Raises:
        KeyMissing, ContentUnreadable: it cannot be opened.
    """
    made = tuple(reading.versions_of(row.product, asking.asked.recipient))
    drawn_before = asking.identifier or drawn(state_of(asking.node.party))
    identifier = made[0].product if made else drawn_before
    product = read_content(asking.node, row)
    ties = Ties(reading, product, asking.asked.recipient)
    return Making(asking, reading, row, product, ties, plan, made, identifier)


def lines(making: Making, plan: ReleasePlan, precision: Precision | None) -> Iterator[Candidate]:
    """Each tear line this recipient may be given, the best first."""
    relations = relations_of(making.product)
    for line in lines_for(plan, state_of(making.asking.asked.recipient)):
        level = highest((each.marking.level for each in line.portions), making.at_most)
        if level is None:
            continue
        draws = range(1, len(relations) + 1) if line.draws_on is None else line.draws_on
        kept = kept_of(line, level)
        candidate = _candidate(making, "tear-line", kept, frozenset(draws), precision)
        if candidate is not None:
            yield candidate


def of_portions(
    making: Making,
    plan: ReleasePlan,
    kept: Sequence[PortionAnswer],
    precision: Precision | None,
) -> Candidate | None:
    """The version of these portions; None where none of their levels stands above the others."""
    level = highest((each.portion.marking.level for each in kept), making.at_most)
    if level is None:
        return None
    count = len(relations_of(making.product))
    draws = (drawn_on(plan, each.number, count) for each in kept)
    given = Kept(
        title=plan.title,
        portions=tuple(each.portion for each in kept),
        level=level,
        placeholder=plan.placeholder and len(kept) < len(making.product.portions),
    )
    made = _candidate(making, "portions", given, frozenset().union(*draws), precision)
    numbers = tuple(each.number for each in kept)
    return None if made is None else replace(made, numbers=numbers)


def everything(making: Making, precision: Precision | None = None) -> Candidate | None:
    """The whole item, naming others as this recipient knows them, or made coarser."""
    product = making.product
    title = product.title
    given = Kept(
        title=title if isinstance(title, str) else "",
        portions=tuple(complete(each, product) for each in product.portions),
        level=product.marking.level,
    )
    every = frozenset(range(1, len(relations_of(product)) + 1))
    return _candidate(making, "whole", given, every, precision)


def _candidate(
    making: Making,
    choice: Choice,
    kept: Kept,
    draws: frozenset[int],
    precision: Precision | None,
) -> Candidate | None:
    """A version under the recipient's identifier; one that says the same as before is that one.

    That it corrects its own earlier versions is said only where something else is new too:
    otherwise a change of what is withheld would show. None where it cannot be made so coarse.
    """
    coarse = _coarsened(kept, precision, making.words)
    if coarse is None:
        return None
    equities, known = making.ties.equities(draws), making.ties.relations(draws)
    others = tuple(each for each in known if each.product != making.identifier)
    given = replace(
        coarse, relations=others, reached=reached_abroad(equities, making.asking.node.party)
    )
    frame = _frame(making.product, precision)
    product = render(frame, given, making.identifier, 1)
    digest = digest_of(product)
    held = next((each for each in making.made if each.digest == digest), None)
    if held is not None:
        product = _as_kept(making, held)
    else:
        number = max((each.version for each in making.made), default=0) + 1
        product = replace(product, version=number, relations=known)
    facts = item_facts(product, for_release=choice == "tear-line", precision=precision)
    row = row_of(product, equities, making.asking.at, facts)
    judged = making.asking.judge(making.asking.case_of(row))
    return Candidate(choice, product, equities, facts, judged, digest, held)


def _coarsened(kept: Kept, precision: Precision | None, words: Precision | None) -> Kept | None:
    """What may go, no finer than asked; None where a portion of it cannot be made so."""
    if precision is None:
        return kept
    contents = [reduced(each.content, precision, words) for each in kept.portions]
    portions = tuple(
        replace(portion, content=content)
        for portion, content in zip(kept.portions, contents, strict=True)
        if content is not None
    )
    if len(portions) < len(kept.portions):
        return None
    return replace(
        kept, portions=portions, title=kept.title if satisfies(words, precision) else ""
    )


def _frame(product: Product, precision: Precision | None) -> Frame:
    """What the item says of itself, with its own times no finer than asked."""
    frame = frame_of(product)
    if precision is None:
        return frame
    start, end = frame.valid_from, frame.valid_until
    return replace(
        frame,
        created=floored(frame.created, precision),
        valid_from=None if start is None else floored(start, precision),
        valid_until=None if end is None else floored(end, precision),
    )


def _as_kept(making: Making, held: MadeRow) -> Product:
    """A version as it was made."""
    row = held_product(making.reading, held.product, held.version)
    return read_content(making.asking.node, row)


def portions(
    making: Making, plan: ReleasePlan, precision: Precision | None
) -> tuple[PortionAnswer, ...]:
    """Ask of each portion what giving it alone comes to; a yes to the whole is no yes to it.

    One that cannot be made as coarse as asked is not asked about.
    """
    product, count = making.product, len(relations_of(making.product))
    answers = []
    for number, each in enumerate(product.portions, start=1):
        portion = complete(each, product)
        if precision is not None:
            content = reduced(portion.content, precision, making.words)
            if content is None:
                continue
            portion = replace(portion, content=content)
        alone = replace(
            product, portions=(portion,), kind=kind_of(portion), marking=portion.marking
        )
        row = replace(
            making.row,
            level=portion.marking.level,
            caveats=portion.marking.caveats,
            kind=alone.kind,
            subjects=portion.subjects,
            equities=making.ties.equities(drawn_on(plan, number, count)),
            item=item_facts(alone, precision=precision),
        )
        case = replace(making.asking.case_of(row), approvals=())
        answers.append(PortionAnswer(number, portion, making.asking.judge(case)))
    return tuple(answers)


def compiled(making: Making) -> bool:
    """Whether the item stands above all its portions: together they say more than each.

    No machine takes that back; the author says what a part of it is worth.
    """
    own = making.product.marking.level
    return all(own not in making.at_most(each.marking.level) for each in making.product.portions)
