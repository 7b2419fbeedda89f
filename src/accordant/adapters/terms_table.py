"""Reads vocabularies: the packaged tables `accordant/data/terms`, one file for each policy.

Strict: an unknown or missing field, a word outside its list, a level of another party or a name
that stands twice is an error with file and line. Format and sources: docs/labels.md.
"""

from __future__ import annotations

from functools import cache, lru_cache, partial
from importlib import resources
from typing import Annotated, Any, Final, Literal

import msgspec

from accordant.adapters.table_lines import Lines, convert
from accordant.errors import MalformedInput
from accordant.labels.terms import CaveatForm, Policies, Policy, Preference, Term, fault_of

FOLDER: Final = "terms"
ENTRIES_MAX: Final = 64  # of one kind in one file

Entries = Annotated[list[Any], msgspec.Meta(max_length=ENTRIES_MAX)]


class _Head(msgspec.Struct, frozen=True):
    """What all fields but the head's are: lists of entries, read one by one."""

    format: Literal["accordant/terms/1"]
    term: Annotated[Entries, msgspec.Meta(min_length=1)]
    caveat: Entries = []
    proposal: Entries = []


@lru_cache(maxsize=1)
@cache
def load() -> Policies:
    """Return the packaged vocabularies by party, sorted."""
    folder = resources.files("accordant.data").joinpath(FOLDER)
    files = sorted((file for file in folder.iterdir()), key=lambda file: file.name)
    found = [
        parse(file.read_text("utf-8"), f"{FOLDER}/{file.name}")
        for file in files
        if file.name.endswith(".toml")
    ]
    return {policy.party: policy for policy in found}


def parse(text: str, file: str) -> Policy:
    """Return the vocabulary of a table's text; `file` names it in places.

    Raises:
        MalformedInput: the text is not TOML or not a table of this format, with file and line.
    """
    lines = Lines(text, file, "term")
    document = lines.document(text)
    head = convert(document, _Head, lines.of_head)
    fields = {
        name: value
        for name, value in document.items()
        if name not in ("format", "term", "caveat", "proposal")
    }
    fields["terms"] = _entries(head.term, Term, lines)
    fields["caveats"] = _entries(head.caveat, CaveatForm, Lines(text, file, "caveat"))
    fields["proposals"] = _entries(head.proposal, Preference, Lines(text, file, "proposal"))
    policy = convert(fields, Policy, lines.of_head)
    fault = fault_of(policy) or _fault_of_forms(policy)
    if fault:
        raise MalformedInput(fault, place=file)
    return policy


def _entries(entries: list[Any], kind: type[Any], lines: Lines) -> list[Any]:
    return [
        msgspec.to_builtins(convert(entry, kind, partial(lines.of_entry, number)))
        for number, entry in enumerate(entries)
    ]


def _fault_of_forms(policy: Policy) -> str:
    """Say which form has a place for something that is not there; empty when none has."""
    try:
        for form in policy.caveats:
            form.banner.format(list="", slashes="")
            form.portion.format(list="", slashes="")
        policy.foreign.format(level="", party="", government="")
    except (KeyError, IndexError, ValueError, AttributeError):
        return "a form has a place in braces that nothing fills"
    return ""
