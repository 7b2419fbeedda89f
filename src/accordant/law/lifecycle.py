"""The life of an instrument as one table: from which state which fact leads to which.

What is not in the table is not possible, and the table says what is possible instead. Two things
happen by time alone and stand in it too: a last day passes, and an act takes effect that was done
for a later instant. Where more than one state follows, the facts before decide: a notice revoked
leaves the instrument ending while the other party's notice stands.

The diagram in docs/life-cycle.md is drawn from this table.

Source: Japan-Korea 2016, Art. 21, for entry, term and notice. What it is silent about is general
treaty law, cited from the Vienna Convention of 1969 for the parties it binds: Art. 54 (end by
consent), 57 and 60 (suspension), 59 (replaced by a later treaty), 67 and 68 (notice and its
revocation before it takes effect), 79 (corrigendum).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

State: TypeAlias = Literal[
    "unsigned",
    "signed",
    "notified",  # by some of the parties
    "in-force",
    "ending",  # notice given, or an end agreed for a later day
    "notice-suspended",  # in force; a notice was given and its effect suspended
    "operation-suspended",
    "ended",
]

Event: TypeAlias = str
"""A `FactKind`, or one of `BY_TIME`."""

LAST_DAY_PASSED = "last-day-passed"
BY_TIME: tuple[Event, ...] = (LAST_DAY_PASSED,)

OPERATING: frozenset[State] = frozenset({"in-force", "ending", "notice-suspended"})
"""The states in which something new may be provided."""

ALIVE: frozenset[State] = OPERATING | {"operation-suspended"}

_EARLY: tuple[Event, ...] = ("notice-delivered", "denounced", "notice-revoked")
"""A notice given early is kept, and ends the instrument after entry into force."""

_BEGUN: tuple[State, ...] = ("in-force", "ending", "ended")
"""Where the last act of entry leads; a notice given early may end it then and there."""


def _alive(state: State) -> dict[Event, tuple[State, ...]]:
    """What is possible in every state alive; much of it leaves the state as it is."""
    ending: State = "operation-suspended" if state == "operation-suspended" else "ending"
    return {
        **dict.fromkeys(("signed", "requirements-notified", "amended", "corrected"), (state,)),
        **dict.fromkeys(("notice-delivered", "denounced"), (ending,)),
        **dict.fromkeys(("terminated", "replaced"), ("ended", ending)),
        "operation-suspended": ("operation-suspended",),
        LAST_DAY_PASSED: ("ended",),
    }


TRANSITIONS: Mapping[State, Mapping[Event, tuple[State, ...]]] = MappingProxyType(
    {
        "unsigned": {
            "signed": ("signed",),
            "requirements-notified": ("notified",),
            **dict.fromkeys(_EARLY, ("unsigned",)),
        },
        "signed": {
            "signed": ("signed", *_BEGUN),
            "requirements-notified": ("notified",),
            **dict.fromkeys((*_EARLY, "amended", "corrected"), ("signed",)),
        },
        "notified": {
            "signed": ("notified",),
            "requirements-notified": ("notified", *_BEGUN),
            **dict.fromkeys((*_EARLY, "amended", "corrected"), ("notified",)),
        },
        "in-force": {**_alive("in-force"), "notes-withdrawn": ("in-force",)},
        "ending": {
            **_alive("ending"),
            **dict.fromkeys(
                ("notice-revoked", "notice-suspended", "notes-withdrawn"),
                ("in-force", "ending", "notice-suspended"),
            ),
            "suspension-withdrawn": ("ending", "ended"),
        },
        "notice-suspended": {
            **_alive("notice-suspended"),
            **dict.fromkeys(
                ("notice-revoked", "notes-withdrawn"), ("in-force", "notice-suspended")
            ),
            "suspension-withdrawn": ("ending", "ended"),
        },
        "operation-suspended": {
            **_alive("operation-suspended"),
            **dict.fromkeys(
                ("notice-revoked", "notice-suspended", "notes-withdrawn"),
                ("operation-suspended",),
            ),
            "suspension-withdrawn": ("operation-suspended", "ended"),
            "operation-resumed": ("in-force", "ending", "notice-suspended", "operation-suspended"),
        },
        "ended": {},
    }
)
"""By state, by event: the states that may follow."""

UNDOING: frozenset[str] = frozenset({"notice-revoked", "notice-suspended", "notes-withdrawn"})
"""What takes away the end that a notice set, at any time before it takes effect (Art. 68)."""

FORCE_KINDS: frozenset[str] = frozenset(
    event for events in TRANSITIONS.values() for event in events
) - frozenset(BY_TIME)
"""The kinds of fact that bear on force; all others stand in the record without moving it."""


def possible(state: State) -> tuple[str, ...]:
    """Return the kinds of fact that are possible from a state, in alphabetical order."""
    return tuple(sorted(set(TRANSITIONS[state]) - set(BY_TIME)))


def may_follow(state: State, event: Event) -> tuple[State, ...]:
    """Return the states that may follow an event; empty when the event is not possible."""
    return TRANSITIONS[state].get(event, ())
