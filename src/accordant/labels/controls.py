"""Caveats read one by one: what each controls, in its one spelling.

`ORCON`, `NOFORN`, `REL TO USA, JPN`, `USA/JPN EYES ONLY`, `DISPLAY ONLY JPN`. Anything else is the
originator's own words and travels as written. What only looks like one of the five is refused:
a release list that is not read as a list would be taken as none.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from accordant.errors import MalformedInput
from accordant.labels.terms import ControlKind, Policy
from accordant.model.marking import Marking

_party = r"[A-Z]{3,4}"  # a state, or an organisation of four letters
_release = re.compile(rf"REL TO ({_party}(?:, {_party})*)")
_eyes = re.compile(rf"({_party}(?:/{_party})*) EYES ONLY")
_display = re.compile(rf"DISPLAY ONLY ({_party}(?:, {_party})*)")
_looks_like = re.compile(
    r"(orcon|noforn)\Z|rel\b|releas|display\b|.*\beyes\W*only\W*\Z", re.IGNORECASE | re.DOTALL
)
PARTY = re.compile(_party)


class Control(NamedTuple):
    """One caveat: what it does, for whom, and its words."""

    kind: ControlKind
    parties: tuple[str, ...]
    words: str


def control_of(caveat: str) -> Control:
    """Return what a caveat controls.

    Raises:
        MalformedInput: it is nearly one that is interpreted, or names a party twice.
    """
    if caveat == "ORCON":
        return Control("originator-control", (), caveat)
    if caveat == "NOFORN":
        return Control("no-foreign", (), caveat)
    if found := _release.fullmatch(caveat):
        return _listed("release-list", found.group(1).split(", "), caveat)
    if found := _eyes.fullmatch(caveat):
        return _listed("eyes-only", found.group(1).split("/"), caveat)
    if found := _display.fullmatch(caveat):
        return _listed("display-only", found.group(1).split(", "), caveat)
    if _looks_like.match(caveat.strip()):
        raise MalformedInput(
            f"the caveat `{caveat[:64]}` is not written as it must be",
            hint="Write `REL TO USA, JPN`, `USA/JPN EYES ONLY`, `DISPLAY ONLY JPN`, `ORCON` or "
            "`NOFORN`, in exactly this form.",
        )
    return Control("other", (), caveat)


def spelt(kind: ControlKind, parties: tuple[str, ...]) -> str:
    """Return the one spelling of a caveat with a list; an empty list has none.

    Raises:
        MalformedInput: there is nobody on the list, or the caveat has none.
    """
    if not parties:
        raise MalformedInput("a list of nobody cannot be written as a caveat")
    if kind == "release-list":
        return "REL TO " + ", ".join(parties)
    if kind == "eyes-only":
        return "/".join(parties) + " EYES ONLY"
    if kind == "display-only":
        return "DISPLAY ONLY " + ", ".join(parties)
    raise MalformedInput("this caveat has no list")


def controls_of(marking: Marking, policy: Policy) -> tuple[Control, ...]:
    """Return the caveats of a marking, read and found not to contradict each other.

    Raises:
        MalformedInput: a caveat is misspelt, stands twice, contradicts another, or is one this
            nation does not have.
    """
    read = tuple(control_of(each) for each in marking.caveats)
    kinds = [each.kind for each in read if each.kind != "other"]
    if len(set(kinds)) != len(kinds) or len(set(marking.caveats)) != len(marking.caveats):
        raise MalformedInput("a caveat of one kind stands twice")
    if "no-foreign" in kinds and {"release-list", "eyes-only", "display-only"} & set(kinds):
        raise MalformedInput("NOFORN contradicts a list of foreign recipients")
    for each in kinds:
        if policy.form(each) is None:
            raise MalformedInput(f"{policy.party} has no caveat of the kind `{each}`")
    return read


def allowed(controls: tuple[Control, ...], own: str) -> tuple[str, ...] | None:
    """Return who may have an item by its lists alone; None: no list says so, which is nobody.

    Several lists must all name a recipient. Being shown an item is not having it.
    """
    lists = [
        (own,) if each.kind == "no-foreign" else each.parties
        for each in controls
        if each.kind in ("no-foreign", "release-list", "eyes-only")
    ]
    if not lists:
        return None
    return tuple(party for party in lists[0] if all(party in other for other in lists[1:]))


def _listed(kind: ControlKind, parties: list[str], words: str) -> Control:
    if len(set(parties)) != len(parties):
        raise MalformedInput(f"the caveat `{words[:64]}` names a party twice")
    return Control(kind, tuple(parties), words)
