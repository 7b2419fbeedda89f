"""A second reading of the register of officers, written apart: plain loops over plain facts.

Nothing is indexed and nothing is shared with `accordant.officers`: each fact is asked by itself
whether it counts on a day.
"""

from __future__ import annotations

from msgspec import UNSET

from accordant.model.officer import (
    AbsenceCovered,
    Authored,
    LetterIssued,
    NeedDetermined,
    OfficerAppointed,
    OfficerCleared,
    OfficerRemoved,
    Withdrawn,
)

ORDERS = {
    "KOR:I": ("military", 3), "KOR:II": ("military", 2), "KOR:III": ("military", 1),
    "KOR:other": ("elsewhere", 2),
}  # fmt: skip


def counts(facts, digest, fact, at) -> bool:
    """Whether one fact counts at an instant."""
    if at < fact.since:
        return False
    if fact.until is not UNSET and at > fact.until:
        return False
    people = {fact.officer}
    if isinstance(fact, AbsenceCovered):
        people.add(fact.absent)
    for _, other in facts:
        if isinstance(other, Withdrawn):
            same = other.withdrawn == digest and other.officer == fact.officer
            if same and other.since <= at:
                return False
        left = isinstance(other, OfficerRemoved) and other.officer in people
        if left and fact.since <= other.since <= at:
            return False
    return True


def of_kind(facts, kind, officer, at):
    return [
        fact
        for digest, fact in facts
        if isinstance(fact, kind) and fact.officer == officer and counts(facts, digest, fact, at)
    ]


def high_enough(top, level) -> bool:
    if level.endswith(":U") or top == level:
        return True
    if top not in ORDERS or level not in ORDERS:
        return False
    return ORDERS[top][0] == ORDERS[level][0] and ORDERS[top][1] >= ORDERS[level][1]


def inside(asked, listed) -> bool:
    if "every" in listed:
        return True
    return len(asked) > 0 and all(each in listed for each in asked)


def myself(facts, officer, what, at) -> bool:
    """Post, clearance, need and no hand in it."""
    if not of_kind(facts, OfficerAppointed, officer, at):
        return False
    if what.stopping and what.deed != "read":
        return True
    if what.deed in ("read", "approve", "consent", "order", "designate"):
        if what.level is None:
            return False
        reached = [
            each
            for each in of_kind(facts, OfficerCleared, officer, at)
            if high_enough(each.level, what.level)
            and (each.level not in ORDERS or ORDERS[each.level][0] == each.scheme)
        ]
        if not reached and not what.level.endswith(":U"):
            return False
    if what.deed in ("read", "approve", "consent"):
        subjects = [
            s for each in of_kind(facts, NeedDetermined, officer, at) for s in each.subjects
        ]
        if not inside(what.subjects, subjects):
            return False
    if what.deed in ("approve", "consent"):
        return what.authors is not None and officer not in what.authors
    return True


def by_letter(facts, officer, what, at) -> bool:
    for each in of_kind(facts, LetterIssued, officer, at):
        if what.deed not in each.deeds:
            continue
        if what.stopping:
            return True
        fits = each.instruments is UNSET or what.instrument in each.instruments
        if what.deed in ("approve", "consent", "order"):
            fits = fits and inside(what.subjects, each.categories)
        if what.deed in ("approve", "consent", "order", "assure", "designate"):
            fits = fits and what.level is not None and high_enough(each.level, what.level)
        if what.deed not in ("appoint", "read"):
            fits = fits and inside(what.countries, each.countries)
        if fits:
            return True
    return False


def may_brute(facts, officer, what, at) -> bool:
    """The answer alone."""
    assert not any(isinstance(fact, Authored) for _, fact in facts), (
        "authors stand in the question"
    )
    if not myself(facts, officer, what, at):
        return False
    if what.deed == "read" or by_letter(facts, officer, what, at):
        return True
    return any(
        myself(facts, cover.absent, what, at) and by_letter(facts, cover.absent, what, at)
        for cover in of_kind(facts, AbsenceCovered, officer, at)
    )
