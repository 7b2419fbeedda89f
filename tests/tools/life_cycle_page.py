"""Print docs/life-cycle.md from the table of the life cycle: `make pages`."""

from __future__ import annotations

from collections.abc import Iterator

from accordant.law.lifecycle import BY_TIME, OPERATING, TRANSITIONS, Event, State

HEAD = """# The life cycle of an instrument

Diagram and table are made from `src/accordant/law/lifecycle.py` by `make pages`; a test compares
them, and another lives through every row.

The record of an instrument is its *facts*: what happened, when, by whom, read where. Facts never
change and are never taken back; what follows from them is asked of the law, as of any instant and
by what was known at any other. The life of an instrument is its facts taken in order of time, each
moving it from one *state* to another by the table below, or having no effect and saying why.

```mermaid
"""

STATES: dict[State, str] = {
    "unsigned": "nothing is recorded that puts it in force",
    "signed": "signed by some of the parties; or by all, where notifications put it in force",
    "notified": "some parties, not all, have notified that their domestic requirements are met",
    "in-force": "in force; nothing is on its way that a party did to end it",
    "ending": "in force; a notice runs, or an end is agreed for a later instant",
    "notice-suspended": "in force; a notice was given and its effect is suspended",
    "operation-suspended": "binding, but nothing new is provided; time and notices run on",
    "ended": "over for good; only a new instrument helps. What was provided stays protected",
}

AFTER = """
In force means that something new may be provided: {operating}.
Before the beginning, while operation is suspended and after the end nothing is.

## From which state what leads where

{rows}

Two things happen by time alone. A last day passes: the day itself is in force to its end. An act
done for a later instant (`effect`) waits for it; a notice never waits, it counts from its delivery,
and an end agreed for a later day shows that day from the moment it is agreed. What ends at an instant
has ended at it: an act at the same instant is too late.

What happened at one instant, as do all things of a day whose hours are not known, counts in the order of
a life: a beginning before a notice, a notice before what undoes it.

A notice given before entry into force is kept. It may be revoked until then, and ends the instrument
when its day comes, on the day of entry itself where that is past.

## Whose word counts

Each party has its *account*. What a party did counts in every account once that party itself has
recorded it; what another records of it counts in that other's account alone, until the party says the
same. What all do together (an end by consent, a replacement, an amendment, a corrigendum, operation
resumed or suspended by consent) counts once all have recorded it, of the same day, and until then
the record says whose word is awaited; told of two instants, what closes counts from the earlier, what
opens from the later. A suspension of operation that a party contests stays out of that
party's account from its beginning: to contest it is to say that it never was one. What somebody records
who is no party moves nothing.

What takes away the end that a notice set (`notice-revoked`, `notice-suspended`, `notes-withdrawn`) is
heard in time or not at all: where only the other's word came that a notice had been undone, and came
after the end, the end stands in that party's account until it records itself that
it received the note in time. What came first is told by its own clock, not by the date the note bears.

So nobody moves another's law by what it writes down, and nobody is held to what it never said.

## Readings and constructions

A text leaves questions open: how days of notice are counted, by whose midnight, what becomes of a
notice whose effect was suspended. A *construction* is one answer to all of them. The law lives the life
of the instrument under every construction, in every account. A party may hold a *reading*, by its own
word alone, and leaves for its account the constructions that agree with it.

- All answers say in force: something new may be provided, to the earliest day any of them names.
- None does: nothing is provided.
- They part: the law says *unknown* and what parts them (the count, the midnight, the readings), and a
  person decides.

The questions: `counting` (`expiry`, `last-day`, `clear`: see the head of `law/term.py`), `zone` (a
capital as a word, `tokyo`), `suspended-notice` (`revivable`: withdrawing the suspension gives the notice
back its day, or ends the instrument at once where that is past; `spent`: only a new notice ends it).
From 22 November 2019 to 21 March 2023 Seoul and Tokyo parted over the last.

## What a refusal says

A fact without effect stays in the record with its reason, the state it met and what is possible
instead. The reasons: not possible in that state; not by a party; by somebody without full powers;
through another channel than the text names; by another act than the text ends by; nothing there that it
could undo; no rule on notice in the text; not needed; beyond the bound of what one party can repeat; an
amendment that names the same clauses, a corrigendum that changes them; only the word of another; heard
too late; contested. The sentences, in three languages, stand in `law/sentences.py`.
"""


def diagram() -> Iterator[str]:
    """The states and what leads from one to another; what leads back to itself is in the table."""
    yield "stateDiagram-v2"
    names = {state: state.replace("-", "_") for state in TRANSITIONS}
    for state, name in names.items():
        yield f'    state "{state}" as {name}'
    yield "    [*] --> unsigned"
    for state, events in TRANSITIONS.items():
        leads: dict[State, list[Event]] = {}
        for event, afters in events.items():
            for after in afters:
                if after != state:
                    leads.setdefault(after, []).append(event)
        for after, found in leads.items():
            yield f"    {names[state]} --> {names[after]}: {', '.join(sorted(found))}"
    yield "    ended --> [*]"


def rows() -> Iterator[str]:
    """One row for each state and what is possible in it."""
    yield "| State | What happens | Leads to |"
    yield "|---|---|---|"
    for state, events in TRANSITIONS.items():
        for event, afters in events.items():
            by_time = " (by time)" if event in BY_TIME else ""
            leads = ", ".join("the same" if after == state else after for after in afters)
            yield f"| {state} | `{event}`{by_time} | {leads} |"
    yield "| ended | | nothing is possible |"


def page() -> str:
    """The whole page."""
    assert STATES.keys() == TRANSITIONS.keys()
    states = [f"| {state} | {meaning} |" for state, meaning in STATES.items()]
    operating = ", ".join(f"*{state}*" for state in TRANSITIONS if state in OPERATING)
    parts = [
        HEAD + "\n".join(diagram()) + "\n```\n",
        "\n".join(["| State | Meaning |", "|---|---|", *states]),
        AFTER.format(operating=operating, rows="\n".join(rows())).rstrip(),
    ]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    print(page(), end="")
