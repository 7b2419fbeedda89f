"""Caveats that limit where an item may go, decided once, before any instrument.

A caveat only takes away: it gives no passing finding, so adding one never turns a no into a yes.
`eyes-only AUS JPN` names the states that may have the item; `display-only` says that it is shown
and not handed over. Every other caveat, also `eyes-only` without a list, is as before: an order
admits it by name, or a person decides. Originator control has a file of its own.

Source: the usage of marking systems; EYES ONLY lists and DISPLAY ONLY as in that of the United
States.
"""

from __future__ import annotations

from accordant.decision.rules import RULE
from accordant.model.case import Case, Finding
from accordant.model.marking import DISPLAY_ONLY, is_list, listed

SHOWN = frozenset({"visual", "oral"})
"""Forms in which nothing is handed over."""


def restrictions(case: Case) -> list[Finding]:
    """Return what the item's caveats have against this recipient; nothing where they have none."""
    asked = (_restriction(case, caveat) for caveat in sorted(set(case.caveats)))
    return [finding for finding in asked if finding is not None]


def _restriction(case: Case, caveat: str) -> Finding | None:
    if caveat == DISPLAY_ONLY and case.form not in SHOWN:
        return Finding("withhold", "", "", RULE, "display-only", {"form": case.form or "unknown"})
    if not is_list(caveat):
        return None
    states = listed(caveat)
    if states is None:
        return Finding("refer", "", "", RULE, "list-unreadable")
    if case.recipient[:3] in states:
        return None
    facts = {"recipient": case.recipient, "states": " ".join(sorted(states))}
    return Finding("withhold", "", "", RULE, "not-on-list", facts)
