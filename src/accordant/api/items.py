"""Items of intelligence without a node: write one, check it, ask about giving it to somebody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from accordant import canonical
from accordant.adapters import terms_table
from accordant.adapters.whole_file import check_files_of
from accordant.decision.library import Library
from accordant.errors import MalformedInput
from accordant.law.instrument import Instrument
from accordant.law.play import Play
from accordant.model.case import SECOND as SECOND_OF_CASES
from accordant.model.case import (
    Approval,
    Assurance,
    Case,
    Consent,
    Equity,
    InPlay,
    OrderInPlay,
)
from accordant.model.instant import Instant
from accordant.model.item import item_facts
from accordant.model.marking import Marker, Marking
from accordant.model.party import state_of
from accordant.model.precedence import Precedence
from accordant.model.product import (
    SECOND,
    Portion,
    Product,
    Reached,
    Relation,
    reached_of,
)
from accordant.operations import products
from accordant.operations.intake import reason_of
from accordant.operations.world import World


def write_product(
    identifier: str,
    kind: str,
    marking: Marking,
    portions: Sequence[Portion],
    *,
    purpose: str,
    marker: Marker,
    created: Instant,
    title: str = "",
    version: int = 1,
    precedence: Precedence = "routine",
    form: str = "electronic",
    valid_from: Instant | None = None,
    valid_until: Instant | None = None,
    relations: Sequence[Relation] = (),
    reached: Sequence[Reached] = (),
    originators: Sequence[str] = (),
) -> Product:
    """Return a product of the second format, every bound of it checked.

    Its originator is the state of its identifier, unless organs of it are named; its subjects are
    those of its portions.

    Raises:
        MalformedInput: a field is outside its bounds, or two contradict each other.
    """
    subjects = [word for each in portions for word in _subjects_of(each)]
    fields = {
        "format": SECOND,
        "product": identifier,
        "version": version,
        "kind": kind,
        "originators": originators or [state_of(identifier)],
        "marking": marking,
        "marker": marker,
        "precedence": precedence,
        "subjects": list(dict.fromkeys(subjects)),
        "purpose": purpose,
        "form": form,
        "created": created,
        "portions": portions,
        "title": title,
        "valid_from": valid_from,
        "valid_until": valid_until,
        "relations": relations,
        "reached": reached,
    }
    try:
        product = msgspec.convert(msgspec.to_builtins(fields), Product)
        canonical.encode(product)
    except msgspec.ValidationError as error:
        raise MalformedInput(reason_of(error), place=identifier[:80]) from None
    except MalformedInput:
        reason = "a text holds a character that cannot be written"
        raise MalformedInput(reason, place=identifier[:80]) from None
    return product


def check_product(product: Product, texts: Iterable[Instrument] = ()) -> None:
    """Refuse a product that its originator's own node would not keep.

    Its words must be of the vocabulary, its levels of its originator's terms, and its marking must
    stand for every portion. Items it is derived from are not looked up: only a node holds them.

    Args:
        product: the product.
        texts: agreements whose tables say which level stands below which.

    Raises:
        NotAuthorised: its identifier or originator is another's.
        UnmarkedProduct: a portion is marked above the product, or by a caveat it has not.
        MalformedInput: a word is not in the vocabulary, the hint names the list; or an attachment
            does not open whole.
    """
    products.check_own(state_of(product.product), product)
    products.check_words(product)
    check_files_of(product, {}, product.product)
    held = {each.clauses_digest: each for each in texts}
    products.check_portions(_world(Library.of(held.values()), held), product)


def case_of(
    library: Library,
    product: Product,
    to: str,
    post: str,
    *,
    at: Instant,
    instruments: Sequence[InPlay],
    orders: Sequence[OrderInPlay] = (),
    assurances: Sequence[Assurance] = (),
    consents: Sequence[Consent] = (),
    approvals: Sequence[Approval] = (),
    route: str = "direct",
    purpose: str = "",
    contractor: bool = False,
) -> Case:
    """Return the case of giving a product of its originator's to a post, for `decide`.

    It has every fact of the item that a rule may ask for. A `Case` made by hand without them is of
    the first format, and rules that came later are not asked of it.

    Every originator reached through its relations keeps its third-party rule. Under which
    instrument their information came is known to a node alone, so none is named here and the
    decision asks each for a consent.

    Args:
        library: the texts the case is decided by.
        product: the item.
        to: the recipient.
        post: the recipient's post or cell it is for.
        at: when it would leave.
        instruments: those between the two, each with its force at that instant.
        orders: standing orders of the releaser, and when each was signed.
        assurances: the recipient's word that the post is cleared, in need and will protect.
        consents: of other originators.
        approvals: of the releaser's own authority for this release.
        route: `direct`, or the hub it goes through: `hub:USA:DOD`.
        purpose: what it is provided for; empty = what the product says.
        contractor: whether it is for a contractor of the recipient's.
    """
    releaser = state_of(product.product)
    return Case(
        format=SECOND_OF_CASES,
        releaser=releaser,
        recipient=to,
        post=post,
        product=product.product,
        version=product.version,
        kind=product.kind,
        level=product.marking.level,
        caveats=product.marking.caveats,
        subjects=product.subjects,
        form=product.form,
        purpose=purpose or product.purpose,
        marker=product.marker,
        precedence=product.precedence,
        route=route,
        contractor=contractor,
        equities=_equities(product, releaser),
        instruments=tuple(instruments),
        orders=tuple(orders),
        assurances=tuple(assurances),
        consents=tuple(consents),
        approvals=tuple(approvals),
        at=at,
        item=item_facts(product),
        above=_world(library).above(product.marking.level, instruments),
    )


def _subjects_of(portion: Portion) -> tuple[str, ...]:
    return () if isinstance(portion.subjects, msgspec.UnsetType) else portion.subjects


def _equities(product: Product, releaser: str) -> tuple[Equity, ...]:
    """Every originator but the releaser, whether it wrote the item or is reached through it."""
    made = (Equity(each, "", product.product, product.version) for each in product.originators)
    through = (
        Equity(each.originator, "", each.product, each.version) for each in reached_of(product)
    )
    found = (each for each in (*made, *through) if each.originator != releaser)
    return tuple(dict.fromkeys(found))


def _world(library: Library, texts: Mapping[str, Instrument] | None = None) -> World:
    """These texts as a node would hold them that has heard nothing of anybody."""
    return World(
        revision=0,
        texts=dict(texts or {}),
        library=library,
        play=Play.of([], []),
        assurances={},
        consents={},
        approvals={},
        policies=terms_table.load,
    )
