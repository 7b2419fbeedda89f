"""What of an item only a person decides, whatever a standing order covers.

A report from a human source that was not written for release; an item meant for a contractor; a
purpose other than the one the item was written for, and the purpose that is none of the list; an
item before or after its validity. Each refers until a releasing authority has approved exactly
this release: no order counts for it. Like the nation's word, the rules bind the giver and are not
asked on arrival.

Source: ours, for what no instrument leaves to a rule; the limit of purpose is that of Japan-Korea
2016, Art. 6(c). A case of the first format has no facts of the item and is decided as it ever was.
"""

from __future__ import annotations

from msgspec import UnsetType

from accordant.clauses.standing_release import approves
from accordant.decision import rules
from accordant.model.case import Approval, Case, Finding
from accordant.model.instant import format_instant
from accordant.model.vocabulary import OTHER_PURPOSE

HUMAN_REPORT, HUMAN = "human-report", "human"


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
    if item.valid_from is not None and case.at < item.valid_from:
        found.append(rules.not_yet_valid(_shown(item.valid_from), _shown(case.at)))
    if item.valid_until is not None and item.valid_until < case.at:
        found.append(rules.no_longer_valid(_shown(item.valid_until), _shown(case.at)))
    return found


def for_a_person(case: Case) -> list[Finding]:
    """Return what awaits a person; where a person answered all of it, that the release is so."""
    found = reasons(case)
    if not found:
        return found
    given = [each for each in case.approvals if approves(each, case)]
    return [each for each in found if not _answered(each, case, given)] or [rules.APPROVED]


def _answered(finding: Finding, case: Case, given: list[Approval]) -> bool:
    """A yes given while the item was valid is no yes to what it is after."""
    if finding.sentence != "no-longer-valid" or isinstance(case.item, UnsetType):
        return bool(given)
    until = case.item.valid_until
    return any(until is None or until < each.given for each in given)


def _shown(instant: int) -> str:
    return format_instant(instant, "UTC")
