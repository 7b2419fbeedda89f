"""Writes docs/facts.md from the kinds of fact; `make pages` runs it, a test compares."""

from __future__ import annotations

from accordant.law.lifecycle import FORCE_KINDS
from accordant.model.fact import ANSWERS, FACT_KINDS, JOINT, MEANS, NEEDS
from accordant.operations.acts import TOLD

HEAD = """# Facts

Made from `src/accordant/model/fact.py` by `make pages`; a test compares the two.

A fact is one thing that happened to an instrument, in the past tense. It never changes. What facts
mean together is asked of the law, as of any instant and as known at any other: see
[the life cycle](life-cycle.md) and `accordant status`.

The treaty desk enters facts with `accordant fact record KIND INSTRUMENT --name ... --at ... --source
... --as treaty-desk`, giving what the kind needs with `--with key=value`, or many at once with
`accordant fact import FILE` in the form of the packaged story ([docs/story.md](story.md)).

- The legal act is what happened, never the entry. Of a note, `at` is its delivery.
- An own act that would have no effect is refused when it is recorded, with the reason and what is
  possible instead. An import enters history as it was told, and `accordant status` says what moved nothing.
- A party's word about its own act counts for everybody; about another's act it counts in its own
  account alone, until that party says the same.
- What undoes a notice and is heard of only after the end stays out of the other's account until that
  party records it too: a date before the end brings nothing back.
- What all parties do together counts when all of them entered it. Until then `accordant status` says
  whose word is missing.
- A condition is met when every party entered it as met, whoever did it: it opens releases.
- A fact from a partner is never dropped. One without effect stays in the record and is shown with
  its reason.
- `learnt` says when this party could first know it. What a partner tells counts from when it came.

"""


def page() -> str:
    """The whole page."""
    parts = [HEAD, "| Kind | What it says | Needs | Done by | Moves force | Told |\n"]
    parts.append("|---|---|---|---|---|---|\n")
    for kind in FACT_KINDS:
        needs = ", ".join(f"`{name}`" for name in NEEDS[kind] if name != "party")
        by = "all together" if kind in JOINT else "a party" if "party" in NEEDS[kind] else "either"
        moves, told = ("yes" if kind in group else "" for group in (FORCE_KINDS, TOLD))
        parts.append(f"| `{kind}` | {MEANS[kind]} | {needs} | {by} | {moves} | {told} |\n")
    parts.append("\n## Readings\n\nWhat a text can leave open, and the answers:\n\n")
    for question, answers in ANSWERS.items():
        said = (
            ", ".join(f"`{answer}`" for answer in answers)
            or "a capital as a word, `tokyo`, `new-delhi`"
        )
        parts.append(f"- `{question}`: {said}\n")
    return "".join(parts)


if __name__ == "__main__":
    print(page(), end="")
