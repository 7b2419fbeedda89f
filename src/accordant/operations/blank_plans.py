"""A release plan to begin from: portions and relations of its item by number, nothing allowed yet.

What only the originator can say (the title of what is made of portions, the words of a tear line)
is left empty, and the plan is refused until somebody fills it in.
"""

from __future__ import annotations

from typing import Any

import msgspec

from accordant.errors import NotAuthorised
from accordant.model.plan import Reduce
from accordant.model.product import Portion, Relation, relations_of
from accordant.operations.asked import held_product
from accordant.operations.blank_products import BLANKS
from accordant.operations.node import Node
from accordant.operations.ports import OWN
from accordant.operations.products import read_content
from accordant.versions.render import complete


class BegunPlan(msgspec.Struct, frozen=True):
    """A plan's document, and what of the item it speaks of by number."""

    document: dict[str, Any]
    portions: tuple[Portion, ...]
    relations: tuple[Relation, ...]


def begin_plan(
    node: Node, identifier: str, version: int, *, reduce: Reduce, title: str, placeholder: bool
) -> BegunPlan:
    """Begin a plan for an item written here.

    Every portion is said to draw on every relation, which is also what holds where nothing is
    said; whoever knows better takes numbers away.

    Raises:
        UnknownProduct: no such item is held.
        NotAuthorised: another party wrote it.
        KeyMissing, ContentUnreadable: it cannot be opened.
    """
    row = node.store.read(lambda reading: held_product(reading, identifier, version))
    if row.origin != OWN:
        raise NotAuthorised("a release plan is its originator's", place=identifier)
    product = read_content(node, row)
    portions = tuple(complete(each, product) for each in product.portions)
    every = list(range(1, len(relations_of(product)) + 1))
    document: dict[str, Any] = {
        "format": "accordant/release-plan/1",
        "product": product.product,
        "version": product.version,
        "reduce": reduce,
        "title": title,
        "placeholder": placeholder,
        "tear_lines": [],
        "draws_on": [],
        "words": None,
    }
    if reduce == "portions":
        numbers = range(1, len(portions) + 1)
        document["draws_on"] = [{"portion": each, "relations": every} for each in numbers]
    if reduce == "tear-lines":
        document["tear_lines"] = [_blank_line(title, portions[0], every)]
    return BegunPlan(document, portions, relations_of(product))


def _blank_line(title: str, like: Portion, every: list[int]) -> dict[str, Any]:
    """A tear line for every recipient: no level, so that its author must choose one."""
    return {
        "title": title,
        "to": [],
        "portions": [
            {
                "marking": {"level": "", "caveats": []},
                "content": {"kind": "text", **BLANKS["text"]},
                "subjects": like.subjects,
                "discipline": like.discipline,
            }
        ],
        "draws_on": every,
    }
