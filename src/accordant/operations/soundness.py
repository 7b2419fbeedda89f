"""What an item of this party may not be, whatever its words: empty, or at odds with itself.

What arrives from a partner is not asked: it is kept as it was signed.
"""

from __future__ import annotations

from accordant.errors import MalformedInput
from accordant.model.contents.cyber_report import CyberReport
from accordant.model.contents.human_report import HumanReport
from accordant.model.marking import Marking, is_list, listed
from accordant.model.product import Content, Product, Text, relations_of


def check_sound(product: Product) -> None:
    """Refuse an item that says nothing, or two things that cannot both be.

    Raises:
        MalformedInput: with the portion or the relation.
    """
    _check_marking(product.marking, product.product)
    for number, portion in enumerate(product.portions, start=1):
        place = f"{product.product}, portion {number}"
        _check_marking(portion.marking, place)
        if _is_empty(portion.content):
            raise MalformedInput(
                "the portion is empty",
                hint="Write what is known, or leave the portion out.",
                place=place,
            )
    _check_relations(product)


def _is_empty(content: Content) -> bool:
    match content:
        case Text() | HumanReport():
            return not content.text.strip()
        case CyberReport():
            said = content.text.strip() or content.source or content.indicators
            return not said and content.actor in ("", "unknown")
        case _:
            return False


def _check_marking(marking: Marking, place: str) -> None:
    """One list of who may have it, that can be read; two say two things."""
    lists = [each for each in marking.caveats if is_list(each)]
    if len(lists) > 1 or len(set(marking.caveats)) < len(marking.caveats):
        raise MalformedInput(
            "its caveats contradict each other, or one stands twice",
            hint="Write one list of the states that may have it, as `eyes-only JPN USA`.",
            place=place,
        )
    if lists and listed(lists[0]) is None:
        raise MalformedInput("its list of states cannot be read", place=place)


def _check_relations(product: Product) -> None:
    """Each relation once, and nothing both corrected and taken back."""
    relations = relations_of(product)
    kinds: dict[tuple[str, int], set[str]] = {}
    for relation in relations:
        kinds.setdefault((relation.product, relation.version), set()).add(relation.kind)
    if len(set(relations)) < len(relations) or any(
        {"corrects", "retracts"} <= said for said in kinds.values()
    ):
        raise MalformedInput(
            "a relation stands twice, or an item is both corrected and retracted",
            hint="Name each item once for what the new one has to do with it.",
            place=product.product,
        )
