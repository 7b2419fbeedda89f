"""One rule, one file: the clause kinds an article may be encoded with.

Each file of this folder but `kind.py` is one kind. To read a rule, open the file of its name;
to add one, write the file and name it here. `tests/unit/clauses` fails while any part is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any

from accordant.clauses import (
    access,
    arrangement,
    assurance,
    case_by_case,
    contractor,
    duty,
    entry,
    equivalence,
    form,
    marking,
    parties,
    precondition,
    purpose,
    registry,
    route,
    scope,
    standing_release,
    survival,
    term,
    third_party_consent,
)
from accordant.clauses.kind import (
    LANGUAGES,
    Cedar,
    Clause,
    Evaluate,
    Kind,
    Language,
    Remedy,
    Sentence,
    Setting,
    Who,
)
from accordant.errors import InstrumentTextError, MalformedInput
from accordant.literate.fit import fit
from accordant.model.instant import from_datetime

__all__ = [
    "KINDS",
    "LANGUAGES",
    "Cedar",
    "Clause",
    "Evaluate",
    "Kind",
    "Language",
    "Remedy",
    "Sentence",
    "Setting",
    "Who",
    "parse",
]

KINDS: Mapping[str, Kind[Any]] = MappingProxyType(
    {
        "parties": parties.KIND,
        "entry": entry.KIND,
        "term": term.KIND,
        "precondition": precondition.KIND,
        "scope": scope.KIND,
        "form": form.KIND,
        "equivalence": equivalence.KIND,
        "route": route.KIND,
        "registry": registry.KIND,
        "arrangement": arrangement.KIND,
        "purpose": purpose.KIND,
        "third-party-consent": third_party_consent.KIND,
        "assurance": assurance.KIND,
        "case-by-case": case_by_case.KIND,
        "access": access.KIND,
        "contractor": contractor.KIND,
        "marking": marking.KIND,
        "duty": duty.KIND,
        "survival": survival.KIND,
        "standing-release": standing_release.KIND,
    }
)
"""Every kind by its name, in the order in which findings are listed."""


def parse(kind: str, table: Mapping[str, Any], *, article: str, place: str) -> Clause:
    """Return the clause a TOML table encodes, as exactly its kind's schema.

    A TOML date-time with an offset becomes an instant; one without names none and is refused.

    Raises:
        InstrumentTextError: unknown kind, unknown or missing field, wrong type or value.
    """
    found = KINDS.get(kind)
    if found is None:
        known = ", ".join(KINDS)
        raise InstrumentTextError(f"`{kind[:40]}` is no clause kind; known: {known}", place=place)
    if not article:
        raise InstrumentTextError("a clause stands under an article", place=place)
    if reserved := {"article", "kind"} & table.keys():
        names = ", ".join(sorted(reserved))
        raise InstrumentTextError(f"a clause does not state its own {names}", place=place)
    fields = {key: _instants(value, place) for key, value in table.items()}
    clause: Clause = fit(fields | {"article": article}, found.schema, place)
    return clause


def _instants(value: object, place: str) -> object:
    """Turn a date-time into an instant; refuse dates and times that name none."""
    if isinstance(value, datetime):
        try:
            return from_datetime(value, place=place)
        except MalformedInput as error:
            raise InstrumentTextError(error.message, place=place) from None
    if isinstance(value, date | time):
        raise InstrumentTextError("write a date and time with an offset", place=place)
    return value
