"""The designating authority's act: which of several own levels an item that arrived has.

The agreement leaves the choice to the recipient's own law (Japan-Korea 2016, Art. 4(1)), the
policy proposes, and until the authority decides the item is handled as the strictest. The act
names the item by its register number and the digest of what is held, and the designation it
replaces: of two officers who decide at once the second is told. The originator's label is never
touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from accordant import canonical
from accordant.envelope import acts as signed_acts
from accordant.errors import LevelNotInTable, MalformedInput, NotAuthorised, UnknownProduct
from accordant.labels.proposed import Proposal, proposed
from accordant.labels.terms import Policies
from accordant.law.instrument import Instrument, clause_of
from accordant.model.act import DesignationWithdrawn, LevelDesignated
from accordant.model.party import state_of
from accordant.operations.ports import OWN, DesignationRow, ProductRow, Reading, Transaction
from accordant.operations.world import World, act_of


def highest_borne(text: Instrument | None, borne: Iterable[str]) -> str:
    """The highest of the levels an item bears, by the table of the text it came under."""
    levels = set(borne)
    table = None if text is None else clause_of(text, "equivalence")
    if table is None:
        return ""
    return next((level for row in table.rows for level in row if level in levels), "")


def proposal_under(
    text: Instrument | None, bears: str, party: str, policies: Policies
) -> Proposal | None:
    """What a party may call an item that came under a text; None: it has no level here."""
    table = None if text is None else clause_of(text, "equivalence")
    if table is None:
        return None
    try:
        return proposed(table.rows, bears, party, policies.get(state_of(party)))
    except LevelNotInTable:
        return None  # a table this party's own vocabulary does not know: nothing goes on by it


def open_choice(
    reading: Reading, texts: Mapping[str, Instrument], party: str, policies: Policies,
    row: ProductRow,
) -> tuple[DesignationRow, Proposal] | None:  # fmt: skip
    """What the authority may choose for an item, and what it chose; None where there is no choice.

    Args:
        reading: the store.
        texts: held here, by clause digest.
        party: whose node this is.
        policies: the vocabularies.
        row: the item.
    """
    kept = None if row.origin == OWN else reading.designation(row.product, row.version, row.origin)
    if kept is None:
        return None
    proposal = proposal_under(texts.get(row.held_under), kept.bears, party, policies)
    return (kept, proposal) if proposal is not None and proposal.undecided else None


def designation_in_force(
    reading: Reading, kept: DesignationRow
) -> tuple[LevelDesignated, str] | None:
    """The act by which an item has its level, and the post that signed it; None: undecided."""
    for row in reading.acts_about(kept.product) if kept.act else ():
        act = act_of(row)
        if row.digest == kept.act and isinstance(act, LevelDesignated):
            return act, signed_acts.post_of(row.envelope)
    return None


def check(
    reading: Reading, world: World, policies: Policies, act: LevelDesignated | DesignationWithdrawn
) -> None:
    """Refuse a designation that is not about an item as it is held, or not among its levels.

    Raises:
        UnknownProduct: no such item is in the register.
        NotAuthorised: it lies in quarantine, or another act stands than the officer was shown.
        LevelNotInTable: the level is not among the corresponding ones, or only one corresponds.
        MalformedInput: the ground is blank, or the date of the decision is not in its place.
    """
    row = _item(reading, act)
    if not act.ground.strip():
        raise MalformedInput("a designation has a ground", place="--ground")
    found = open_choice(reading, world.texts, act.party, policies, row)
    if found is None:
        raise LevelNotInTable(
            f"there is no choice to make: one level corresponds, or none ({row.own_level or '-'})",
            hint="Only where several correspond does the designating authority decide.",
            place=row.register_number,
        )
    kept, proposal = found
    shown = act.designation if isinstance(act, DesignationWithdrawn) else act.replaces or ""
    if shown != kept.act:
        raise NotAuthorised(
            "another designation stands than the one this act is about",
            hint="Look again with `accordant show`, then decide anew.",
            place=row.register_number,
        )
    if isinstance(act, LevelDesignated):
        _check_level(act, row, kept, proposal)


def _check_level(
    act: LevelDesignated, row: ProductRow, kept: DesignationRow, proposal: Proposal
) -> None:
    if act.level not in proposal.levels:
        raise LevelNotInTable(
            f"`{act.level}` is not among {', '.join(proposal.levels)}", place=row.register_number
        )
    if (act.item, act.bears) != (canonical.digest_of_bytes(row.envelope), kept.bears):
        raise MalformedInput("the act is about another item than is held", place=act.number)
    if not row.arrived <= act.decided <= act.at:
        raise MalformedInput(
            "the decision is dated before the item arrived, or after it is signed",
            place="--decided",
        )


def apply(
    transaction: Transaction,
    world: World,
    policies: Policies,
    act: LevelDesignated | DesignationWithdrawn,
    digest: str,
) -> None:
    """Let the item have the level designated, or be handled again as the strictest.

    Raises:
        See `check`, which the act has passed.
    """
    row = _item(transaction, act)
    found = open_choice(transaction, world.texts, act.party, policies, row)
    if found is None:
        raise LevelNotInTable(place=row.register_number)
    kept, proposal = found
    chosen = isinstance(act, LevelDesignated)
    level = act.level if isinstance(act, LevelDesignated) else proposal.provisional
    transaction.set_own_level(row.product, row.version, row.origin, level)
    transaction.save_designation(
        DesignationRow(
            *(row.product, row.version, row.origin, kept.bears), digest if chosen else ""
        )
    )


def _item(reading: Reading, act: LevelDesignated | DesignationWithdrawn) -> ProductRow:
    """The item in the register that an act is about."""
    for row in reading.products_named(act.number):
        if (row.product, row.version) == (act.product, act.version) and row.origin != OWN:
            check_choosable(row)
            return row
    raise UnknownProduct(f"`{act.number}` is not {act.product} version {act.version} here")


def check_choosable(row: ProductRow) -> None:
    """Refuse an item nobody handles.

    Raises:
        NotAuthorised: it lies in quarantine.
    """
    if row.state != "registered":
        raise NotAuthorised(
            "an item in quarantine has no level here yet",
            hint=f"See why with `accordant show {row.product}`.",
            place=row.register_number,
        )
