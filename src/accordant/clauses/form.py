"""Information may be provided in the forms the instrument lists.

A form outside the list is withheld; an item whose form is not stated is referred.

Source: Japan-Korea 2016, Art. 2(a): oral, visual, electronic, magnetic or documentary form, or
equipment and technology. The trilateral arrangement of 2014 lists forms too, without equipment.
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
    cedar_set,
    lays_nothing,
    passes,
    refers,
    remedy,
    withholds,
)
from accordant.model.case import Case, Finding

FormWord = Literal[
    "document", "electronic", "oral", "visual", "magnetic", "equipment", "technology"
]


class Form(Clause, frozen=True, tag="form"):
    """In which forms."""

    allowed: Annotated[tuple[FormWord, ...], msgspec.Meta(min_length=1)]


def meaning(clause: Form, setting: Setting) -> Evaluate:
    """Pass when the form is listed; withhold when not; refer when it is not stated."""
    findings: dict[str, Finding] = {
        form: passes(clause, setting, "listed", form=form) for form in clause.allowed
    }

    def evaluate(case: Case, _in_play: object) -> Finding:
        found = findings.get(case.form)
        if found is not None:
            return found
        if not case.form:
            return refers(clause, setting, "not-stated")
        return withholds(clause, setting, "not-listed", form=case.form)

    return evaluate


def cure(clause: Form, setting: Setting, _case: Case, _finding: Finding) -> Remedy:
    """Provide the same item in a listed form: electronic where it may be, else the first."""
    form = "electronic" if "electronic" in clause.allowed else clause.allowed[0]

    def change(case: Case) -> Case:
        return msgspec.structs.replace(case, form=form)

    return remedy(clause, setting, "analyst", "provide-as", change, form=form)


def cedar(clause: Form, _setting: Setting) -> Cedar:
    """Withhold what is not listed; refer what is not stated."""
    return Cedar(
        withhold=f'context.form != "" && !{cedar_set(clause.allowed)}.contains(context.form)',
        refer='context.form == ""',
    )


SENTENCES = {
    "listed": Sentence(
        en="The form ({form}) is one the instrument lists.",
        ko="제공 형태({form})는 이 문서가 정한 형태에 해당한다.",
        ja="提供の形態({form})はこの文書の定める形態に当たる。",
    ),
    "not-listed": Sentence(
        en="The form ({form}) is not one the instrument lists.",
        ko="제공 형태({form})는 이 문서가 정한 형태에 해당하지 않는다.",
        ja="提供の形態({form})はこの文書の定める形態に当たらない。",
    ),
    "not-stated": Sentence(
        en="The form of the item is not stated.",
        ko="제공 형태가 명시되지 않았다.",
        ja="提供の形態が明示されていない。",
    ),
    "provide-as": Sentence(
        en="Provide the item in a form the instrument lists: {form}.",
        ko="이 문서가 정한 형태로 제공하여야 한다: {form}.",
        ja="この文書の定める形態により提供すること:{form}。",
    ),
}

KIND = Kind(Form, meaning, lays_nothing, cure, SENTENCES, cedar)
