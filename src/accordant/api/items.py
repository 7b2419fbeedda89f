"""Items of intelligence without a node: write one, check it, ask about giving it to somebody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import msgspec

from accordant import canonical
from accordant.errors import MalformedInput
from accordant.law.instrument import Instrument
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
from accordant.operations.world import levels_at_most


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
) -> Product:
    """Return a product of the second format, every bound of it checked.

    Its originator is the state of its identifier; its subjects are those of its portions.

    Raises:
        MalformedInput: a field is outside its bounds, or two contradict each other.
    """
    subjects = [word for each in portions for word in _subjects_of(each)]
    fields = {
        "format": SECOND,
        "product": identifier,
        "version": version,
        "kind": kind,
        "originators": [state_of(identifier)],
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
        MalformedInput: a word is not in the vocabulary; the hint names the list.
    """
    products.check_own(product.product[:3], product)
    products.check_words(product)
    products.check_portions(partial(levels_at_most, tuple(texts)), product)


def case_of(
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
) -> Case:
    """Return the case of giving a product of its originator's to a post, for `decide`.

    Every originator reached through its relations keeps its third-party rule. Under which
    instrument their information came is known to a node alone, so none is named here and the
    decision asks each for a consent.

    Args:
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
    """
    return Case(
        releaser=product.originators[0],
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
        equities=_equities(product),
        instruments=tuple(instruments),
        orders=tuple(orders),
        assurances=tuple(assurances),
        consents=tuple(consents),
        approvals=tuple(approvals),
        at=at,
    )


def _subjects_of(portion: Portion) -> tuple[str, ...]:
    return () if isinstance(portion.subjects, msgspec.UnsetType) else portion.subjects


def _equities(product: Product) -> tuple[Equity, ...]:
    """Every originator of another state, whether it wrote the item or is reached through it."""
    made = (Equity(each, "", product.product, product.version) for each in product.originators)
    through = (
        Equity(each.originator, "", each.product, each.version) for each in reached_of(product)
    )
    own = state_of(product.originators[0])
    found = (each for each in (*made, *through) if state_of(each.originator) != own)
    return tuple(dict.fromkeys(found))
