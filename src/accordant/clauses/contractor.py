"""Before a contractor is given anything, the recipient ensures a closed list of conditions.

Whether they are met is known to the recipient's security authority, not to this software: an
item meant for a contractor is referred to a person. Every release lays the conditions on the
recipient for the day it turns to a contractor.

Source: Japan-Korea 2016, Art. 16(a)-(o).
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from accordant.clauses.kind import (
    Cedar,
    Clause,
    Evaluate,
    Kind,
    Remedy,
    Sentence,
    Setting,
    obliges,
    refers,
    remedy,
)
from accordant.model.case import Case, Finding, Obligation

Condition = Literal[
    "need-to-know",
    "cleared-individuals",
    "capable-site",
    "told-of-duties",
    "inspections",
    "register-of-persons",
    "responsible-official",
    "handling-as-government",
]


class Contractor(Clause, frozen=True, tag="contractor"):
    """What must be ensured, and when."""

    before: Literal["providing"]
    requires: Annotated[tuple[Condition, ...], msgspec.Meta(min_length=1)]


def meaning(clause: Contractor, setting: Setting) -> Evaluate:
    """Refer an item for a contractor; say nothing about any other."""
    found = refers(clause, setting, "for-contractor")
    return lambda case, _in_play: found if case.contractor else None


def obligations(clause: Contractor, setting: Setting) -> tuple[Obligation, ...]:
    """The recipient ensures the conditions before it turns to a contractor."""
    return (obliges(clause, setting, "contractor-conditions"),)


def cure(clause: Contractor, setting: Setting, _case: Case, _finding: Finding) -> Remedy:
    """Release to the government only; its contractor is then the recipient's duty."""

    def change(case: Case) -> Case:
        return msgspec.structs.replace(case, contractor=False)

    return remedy(clause, setting, "analyst", "government-only", change)


def cedar(_clause: Contractor, _setting: Setting) -> Cedar:
    """Refer what is meant for a contractor."""
    return Cedar(refer="context.contractor")


SENTENCES = {
    "for-contractor": Sentence(
        en="The item is meant for a contractor; a person must confirm the conditions.",
        ko="해당 정보는 계약업체에 제공될 것이므로, 담당자가 요건의 충족을 확인하여야 한다.",
        ja="当該情報は契約業者に提供されるものであり、担当者が要件の充足を確認しなければならない。",
    ),
    "government-only": Sentence(
        en="Release the item to the recipient's government only.",
        ko="접수국 정부에 한하여 해당 정보를 제공하여야 한다.",
        ja="受領国政府に限り当該情報を提供すること。",
    ),
    "contractor-conditions": Sentence(
        en="Before giving the item to a contractor, ensure that site and persons meet the "
        "conditions of the instrument.",
        ko="계약업체에 해당 정보를 제공하기 전에 "
        "시설과 인원이 이 문서의 요건을 갖추었음을 확인한다.",
        ja="契約業者に当該情報を提供する前に、施設及び人員がこの文書の要件を満たすことを確保する。",
    ),
}

KIND = Kind(Contractor, meaning, obligations, cure, SENTENCES, cedar)
