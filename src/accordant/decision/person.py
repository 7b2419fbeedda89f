"""What of an item only a person decides, whatever a standing order covers.

A report from a human source that was not written for release; an item meant for a contractor; a
purpose other than the one the item was written for, and the purpose that is none of the list; an
item before or after its validity, and one that its originator corrected or took back. Each refers
until a releasing authority has approved exactly this release: no order counts for it. Like the
nation's word, the rules bind the giver and are not asked on arrival.

Source: ours, for what no instrument leaves to a rule; the limit of purpose is that of Japan-Korea
2016, Art. 6(c). A case of the first format has no facts of the item and is decided as it ever was.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import UnsetType

from accordant.clauses.standing_release import approves
from accordant.decision import rules
from accordant.model.case import Approval, Case, Finding, ItemFacts
from accordant.model.instant import format_instant
from accordant.model.vocabulary import OTHER_PURPOSE

HUMAN_REPORT, HUMAN = "human-report", "human"
UNCERTAIN = frozenset({"unknown", "all-source"})
"""Disciplines that leave open whether something is from people."""


def reasons(case: Case) -> list[Finding]:
    """Return why a person must decide, answered or not; mostly nothing."""
    item = case.item
    if isinstance(item, UnsetType) or case.direction == "inbound":
        return []
    found = []
    if not item.for_release and (
        case.kind == HUMAN_REPORT or HUMAN_REPORT in item.contents or HUMAN in item.disciplines
    ):
        found.append(rules.HUMAN_UNRELEASED)
    if case.contractor:
        found.append(rules.FOR_CONTRACTOR)
    if case.purpose != item.provided_for:
        found.append(rules.purpose_differs(item.provided_for, case.purpose or "unknown"))
    elif case.purpose == OTHER_PURPOSE:
        found.append(rules.PURPOSE_OTHER)
    return [*found, *_past(case, item)]


def _past(case: Case, item: ItemFacts) -> Iterator[Finding]:
    """Yield why the item does not stand at this instant: by its own dates, or by a later item."""
    if item.valid_from is not None and case.at < item.valid_from:
        yield rules.not_yet_valid(_shown(item.valid_from), _shown(case.at))
    if item.valid_until is not None and item.valid_until < case.at:
        yield rules.no_longer_valid(_shown(item.valid_until), _shown(case.at))
    if not isinstance(item.superseded, UnsetType):
        yield rules.superseded(_shown(item.superseded))


def for_a_person(case: Case) -> list[Finding]:
    """Return what awaits a person; where a person answered all of it, that the release is so."""
    found = reasons(case)
    if not found:
        return found
    given = [each for each in case.approvals if approves(each, case)]
    return [each for each in found if not _answered(each, case, given)] or [rules.APPROVED]


def _answered(finding: Finding, case: Case, given: list[Approval]) -> bool:
    """A yes given while the item was valid, or stood, is no yes to what it is after."""
    item = case.item
    if isinstance(item, UnsetType):
        return bool(given)
    if finding.sentence == "superseded":
        since = item.superseded
        return any(isinstance(since, UnsetType) or since <= each.given for each in given)
    if finding.sentence != "no-longer-valid":
        return bool(given)
    until = item.valid_until
    return any(until is None or until < each.given for each in given)


def _shown(instant: int) -> str:
    return format_instant(instant, "UTC")
