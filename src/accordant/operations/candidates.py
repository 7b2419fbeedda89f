"""What could be made of an item for one recipient, each decided as the item it would be.

Everything, made coarser; a tear line; the portions kept. Which of them goes is chosen elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import msgspec
from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from accordant.decision.person import HUMAN, HUMAN_REPORT, UNCERTAIN
from accordant.model.case import Equity, ItemFacts, Outcome
from accordant.model.instant import Instant
from accordant.model.item import item_facts
from accordant.model.marking import ORIGINATOR_CONTROL
from accordant.model.party import state_of
from accordant.model.plan import ReleasePlan, drawn_on, lines_for
from accordant.model.precision import Precision, satisfies
from accordant.model.product import (
    Portion,
    Product,
    relations_of,
)
from accordant.operations.asked import Asking, Judged, Origin, held_product
from accordant.operations.identifiers import drawn
from accordant.operations.known_as import Ties, reached_abroad, ties_of
from accordant.operations.plans import kept_of
from accordant.operations.ports import OWN, Choice, MadeRow, ProductRow, Reading
from accordant.operations.products import read_content, row_of
from accordant.versions.precision import ended, floored, reduced
from accordant.versions.render import (
    AtMost,
    Frame,
    Kept,
    complete,
    frame_of,
    highest,
    kind_of,
    render,
    said_by,
    subjects_of,
)


class Candidate(msgspec.Struct, frozen=True):
    """A version that could go: what it was made of, what it says, and what that comes to."""

    origin: Origin
    product: Product
    equities: tuple[Equity, ...]
    facts: ItemFacts
    judged: Judged
    held: MadeRow | None = None  # the newest made for this recipient, where it says the same
    instead: MadeRow | None = None  # the newest, where it never left: its number is given again
    numbers: tuple[int, ...] = ()  # of the item's portions in it, where it is made of them

    @property
    def choice(self) -> Choice:
        """What it was made of."""
        return self.origin.choice

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
    def superseded(self) -> Instant | UnsetType:
        """When a later item corrected the item or took it back; so it is of all made of it."""
        return UNSET if self.row.item is None else self.row.item.superseded

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
    ties = ties_of(reading, product, asking.asked.recipient)
    return Making(asking, reading, row, product, ties, plan, made, identifier)


def lines(making: Making, plan: ReleasePlan, precision: Precision | None) -> Iterator[Candidate]:
    """Each tear line this recipient may be given, the best first."""
    relations = relations_of(making.product)
    caveats = tuple(dict.fromkeys((*unexplained(making.product), *_others_control(making))))
    subjects = beside_portions(making.product)
    for line in lines_for(plan, state_of(making.asking.asked.recipient)):
        level = highest((each.marking.level for each in line.portions), making.at_most)
        if level is None:
            continue
        draws = range(1, len(relations) + 1) if line.draws_on is None else line.draws_on
        kept = replace(kept_of(line, level), caveats=caveats, subjects=subjects)
        candidate = _candidate(making, "tear-line", kept, frozenset(draws), precision)
        if candidate is not None:
            yield candidate


def _others_control(making: Making) -> tuple[str, ...]:
    """Originator control that binds a tear line too: what an originator controls it wrote itself.

    Where this party alone is the originator, the tear line is its own word.
    """
    if set(making.product.originators) <= {making.asking.node.party}:
        return ()
    return tuple(each for each in making.row.caveats if each in ORIGINATOR_CONTROL)


def of_portions(
    making: Making,
    plan: ReleasePlan,
    answers: Sequence[PortionAnswer],
    precision: Precision | None,
    outcomes: Collection[Outcome],
) -> Candidate | None:
    """The version of the portions so answered.

    None where there are none, none of their levels stands above the others, or the item is more
    than its portions.
    """
    kept = [each for each in answers if each.judged.decision.outcome in outcomes]
    if not kept or compiled(making):
        return None
    level = highest((each.portion.marking.level for each in kept), making.at_most)
    if level is None:
        return None
    count = len(relations_of(making.product))
    draws = (drawn_on(plan, each.number, count) for each in kept)
    given = Kept(
        title=plan.title,
        portions=tuple(each.portion for each in kept),
        level=level,
        caveats=unexplained(making.product),
        subjects=beside_portions(making.product),
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
        caveats=unexplained(product),
        subjects=product.subjects,
        kind=product.kind,
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
    """A version under the recipient's identifier; one that says the same as the newest is that.

    None where it cannot be made so coarse.
    """
    coarse = _coarsened(kept, precision, making.words)
    if coarse is None:
        return None
    origin = Origin(making.row.product, making.row.version, choice, precision)
    product, equities = _version_of(making, coarse, draws, precision)
    own = frame_of(making.product)
    facts = replace(
        item_facts(
            product,
            for_release=choice == "tear-line",
            precision=precision,
            superseded=making.superseded,
        ),
        valid_from=own.valid_from,  # coarser only in what is shown
        valid_until=own.valid_until,
    )
    newest = making.made[-1] if making.made else None
    held = newest if newest and is_as_made(making, newest, product, equities, facts) else None
    instead = None
    if held is not None:
        product = _as_kept(making, held)
    elif newest is not None:
        instead = newest if _never_left(making, newest) else None
        number = newest.version if instead else newest.version + 1
        product = _numbered(product, number)
    row = row_of(product, equities, making.asking.at, facts)
    judged = making.asking.judge(making.asking.case_of(row, origin))
    return Candidate(origin, product, equities, facts, judged, held, instead)


def _version_of(
    making: Making, kept: Kept, draws: frozenset[int], precision: Precision | None
) -> tuple[Product, tuple[Equity, ...]]:
    """The version as the first of its number, and the equities it carries."""
    equities, known = making.ties.equities(draws), making.ties.relations(draws)
    reached = reached_abroad(equities, making.asking.node.party)
    given = replace(kept, relations=known, reached=reached)
    if making.ties.controlled(draws) and ORIGINATOR_CONTROL.isdisjoint(given.caveats):
        given = replace(given, caveats=(*given.caveats, "originator-control"))
    return render(_frame(making.product, precision), given, making.identifier, 1), equities


def is_as_made(
    making: Making,
    made: MadeRow,
    product: Product,
    equities: tuple[Equity, ...],
    facts: ItemFacts,
    *,
    related: bool = True,
) -> bool:
    """Whether a version that was made says this, by these facts and under these rules.

    `related`: also of its relations, which name what the recipient knew when it was made.
    """
    row = making.reading.product(made.product, made.version, OWN)
    if row is None or row.item != facts or row.equities != equities:
        return False
    then, now = said_by(read_content(making.asking.node, row)), said_by(product)
    if not related:
        then, now = replace(then, relations=()), replace(now, relations=())
    return then == now


def _never_left(making: Making, made: MadeRow) -> bool:
    """Whether nobody outside can know a version: its number is then free.

    One that lies before a person, or that a person has said something about, keeps its number
    for good: a yes must never meet other words. So does one with files.
    """
    row = making.reading.product(made.product, made.version, OWN)
    said = making.reading.acts_about(made.product) or any(
        each.outcome == "refer" for each in making.reading.decisions_of(made.product, made.version)
    )
    if row is None or said or making.reading.enclosures(made.product, made.version, OWN):
        return False
    return all(
        each.version != made.version or each.state == "held"
        for each in making.reading.outbox_about(made.product)
    )


def _numbered(product: Product, number: int) -> Product:
    """A version under its number; it names only versions before it."""
    relations = tuple(
        each
        for each in relations_of(product)
        if each.product != product.product or each.version < number
    )
    return replace(product, version=number, relations=relations)


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
        valid_until=None if end is None else ended(end, precision),
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
    bound, subjects = unexplained(product), beside_portions(product)
    answers = []
    for number, each in enumerate(product.portions, start=1):
        portion = complete(each, product)
        if precision is not None:
            content = reduced(portion.content, precision, making.words)
            if content is None:
                continue
            portion = replace(portion, content=content)
        draws = drawn_on(plan, number, count)
        caveats = dict.fromkeys((*bound, *portion.marking.caveats))
        if making.ties.controlled(draws):
            caveats["originator-control"] = None
        row = replace(
            making.row,
            level=portion.marking.level,
            caveats=tuple(caveats),
            kind=kind_of(portion),
            subjects=tuple(dict.fromkeys((*subjects, *subjects_of(portion)))),
            equities=making.ties.equities(draws),
            item=_facts_alone(making, portion, precision),
        )
        case = replace(making.asking.case_of(row), approvals=())
        answers.append(PortionAnswer(number, portion, making.asking.judge(case)))
    return tuple(answers)


def _facts_alone(making: Making, portion: Portion, precision: Precision | None) -> ItemFacts:
    """The facts of a portion as if it were the item.

    Beside a report from people, one whose discipline is not certain is taken to be of it.
    """
    whole = making.row.item or item_facts(making.product)
    disciplines = {str(portion.discipline)}
    from_people = (
        making.row.kind == HUMAN_REPORT
        or HUMAN_REPORT in whole.contents
        or HUMAN in whole.disciplines
    )
    if from_people and portion.discipline in UNCERTAIN:
        disciplines.add(HUMAN)
    return replace(
        whole,
        disciplines=tuple(sorted(disciplines)),
        contents=(str(portion.content.__struct_config__.tag),),
        for_release=False,
        precision=UNSET if precision is None else precision,
    )


def beside_portions(product: Product) -> tuple[str, ...]:
    """Subjects of the item that none of its portions has: they stand for whatever is made."""
    had = {
        word
        for each in product.portions
        if not isinstance(each.subjects, UnsetType)
        for word in each.subjects
    }
    return tuple(each for each in product.subjects if each not in had)


def unexplained(product: Product) -> tuple[str, ...]:
    """Caveats of the item that none of its portions bears: they bind whatever is made of it."""
    borne = {caveat for each in product.portions for caveat in each.marking.caveats}
    return tuple(each for each in product.marking.caveats if each not in borne)


def compiled(making: Making) -> bool:
    """Whether the item stands above all its portions: together they say more than each.

    No machine takes that back; the author says what a part of it is worth.
    """
    own = making.product.marking.level
    return all(own not in making.at_most(each.marking.level) for each in making.product.portions)
