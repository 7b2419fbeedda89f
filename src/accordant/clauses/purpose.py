"""Information is used only for the purpose it was provided for.

A release therefore states its purpose; one that states none is referred. Another use needs the
originator's prior written approval, which is a new release with a new purpose.

Source: Japan-Korea 2016, Art. 6(c).
"""

from __future__ import annotations

from typing import Literal

from accordant.clauses.kind import (
    Cedar,
    Clause,
    Evaluate,
    Kind,
    Remedy,
    Sentence,
    Setting,
    obliges,
    passes,
    refers,
    remedy,
)
from accordant.model.case import Case, Finding, Obligation


class Purpose(Clause, frozen=True, tag="purpose"):
    """What the item may be used for, and how that changes."""

    limit: Literal["as-provided"]
    change: Literal["prior-written"]


def meaning(clause: Purpose, setting: Setting) -> Evaluate:
    """Pass when a purpose is stated; else refer."""
    stated = passes(clause, setting, "stated")
    missing = refers(clause, setting, "not-stated")
    return lambda case, _in_play: stated if case.purpose else missing


def obligations(clause: Purpose, setting: Setting) -> tuple[Obligation, ...]:
    """The recipient uses the item for that purpose only."""
    return (obliges(clause, setting, "use-as-provided"),)


def cure(clause: Purpose, setting: Setting, _case: Case, _finding: Finding) -> Remedy:
    """State the purpose."""
    return remedy(clause, setting, "analyst", "state")


def cedar(_clause: Purpose, _setting: Setting) -> Cedar:
    """Refer what states no purpose."""
    return Cedar(refer='context.purpose == ""')


SENTENCES = {
    "stated": Sentence(
        en="The purpose of the release is stated.",
        ko="제공 목적이 명시되어 있다.",
        ja="提供の目的が明示されている。",
    ),
    "not-stated": Sentence(
        en="The purpose of the release is not stated.",
        ko="제공 목적이 명시되지 않았다.",
        ja="提供の目的が明示されていない。",
    ),
    "state": Sentence(
        en="State the purpose for which the item is provided.",
        ko="해당 정보의 제공 목적을 명시하여야 한다.",
        ja="当該情報を提供する目的を明示すること。",
    ),
    "use-as-provided": Sentence(
        en="Use the item only for the purpose it was provided for, unless the originator approves "
        "another in writing beforehand.",
        ko="제공국이 사전에 서면으로 승인하지 아니하는 한, "
        "해당 정보를 제공된 목적 외에 사용하지 아니한다.",
        ja="提供国が事前に書面により承認しない限り、当該情報を提供された目的以外に使用してはならない。",
    ),
}

KIND = Kind(Purpose, meaning, obligations, cure, SENTENCES, cedar)
