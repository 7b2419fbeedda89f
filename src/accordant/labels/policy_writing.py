"""Writes a nation's vocabulary and an instrument's table as a policy file of XML SPIF 2.1.

What such a file cannot say is listed instead of being bent: a choice among several levels, who
designates, what a purpose or a third party must be. Every classified level requires a release
list, so that a program that follows the file takes a missing one for an error, not for everyone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from accordant.errors import LevelNotInTable
from accordant.labels.correspondence import Rows
from accordant.labels.markup import XML, Element, element, write
from accordant.labels.policy_file import PREFIXES, Applied, q
from accordant.labels.proposed import SHARING_ONLY
from accordant.labels.terms import Policies, Policy, Term
from accordant.labels.understood import TAGS
from accordant.model.instant import Instant, format_instant
from accordant.model.party import state_of

ATTRIBUTE: Final = "2.16.840.1.101.2.1.8.3"
"""The identifier every public example gives as privilege and as role-based access attribute."""

_ENUMERATED: Final = {"tagType": "enumerated", "enumType": "permissive"}


class Written(NamedTuple):
    """A policy file, and what the table says that the file cannot."""

    document: bytes
    unsaid: tuple[str, ...]


def policy_file(
    party: str, parties: Iterable[str], rows: Rows, policies: Policies, *, created: Instant
) -> Written:
    """Return the policy file of one party of an instrument.

    Args:
        party: whose policy.
        parties: all parties of the instrument, who can stand on a release list.
        rows: of the instrument's equivalence clause; empty where it has none.
        policies: the vocabularies.
        created: when the file was made.

    Raises:
        LevelNotInTable: a party has no vocabulary, or a row has a level no vocabulary knows.
    """
    states = sorted({state_of(each) for each in parties})
    held = {state: _vocabulary(state, policies) for state in (party, *states)}
    for level in (level for row in rows for level in row):
        _vocabulary(state_of(level), held).term(level)
    policy = held[party]
    others = [held[state] for state in states if state != party]
    unsaid: list[str] = []
    terms = sorted(policy.terms, key=lambda term: (term.hierarchy, term.code))
    root = element(
        q("SPIF"),
        element(q("securityPolicyId"), attributes={"name": policy.party, "id": policy.oid}),
        element(
            q("securityClassifications"),
            *(_classification(term, rows, held, unsaid) for term in terms),
        ),
        element(q("securityCategoryTagSets"), *_tag_sets(policy, [policy, *others], others)),
        element(
            q("equivalentPolicies"),
            *(
                element(q("equivalentPolicy"), attributes={"name": each.party, "id": each.oid})
                for each in others
            ),
        ),
        attributes={
            "schemaVersion": "2.1",
            "creationDate": _generalized(created),
            "originatorDN": f"O={policy.government.en}",
            "keyIdentifier": "none",
            "privilegeId": ATTRIBUTE,
            "rbacId": ATTRIBUTE,
        },
    )
    unsaid += _not_ranked(policy)
    if not rows:
        unsaid.append("The instrument has no table of levels, so the file equates none.")
    return Written(write(root, PREFIXES), tuple(unsaid))


def _vocabulary(state: str, policies: Policies) -> Policy:
    found = policies.get(state)
    if found is None:
        raise LevelNotInTable(f"there is no vocabulary of {state}")
    if state == SHARING_ONLY:
        raise LevelNotInTable("TLP says how far to share; it is no policy of a nation")
    return found


def _classification(term: Term, rows: Rows, policies: Policies, unsaid: list[str]) -> Element:
    required = [] if term.open else [_required()]
    phrases = [("en", term.english), (policies[state_of(term.level)].language, term.native)]
    return element(
        q("securityClassification"),
        *_equals(term, rows, policies, unsaid),
        *(_phrase(language, words) for language, words in dict(phrases).items()),
        *required,
        attributes={
            "name": term.label,
            "lacv": str(term.code),
            "hierarchy": str(term.hierarchy),
        },
    )


def _equals(term: Term, rows: Rows, policies: Policies, unsaid: list[str]) -> Iterable[Element]:
    """Each equal with the directions in which it is the only one.

    To originate for another policy needs one level there; to receive needs one level here.
    """
    row = next((row for row in rows if term.level in row), ())
    own = [level for level in row if state_of(level) == state_of(term.level)]
    for level in row:
        state = state_of(level)
        if level in own:
            continue
        theirs = [other for other in row if state_of(other) == state]
        if len(theirs) > 1 and len(own) > 1:
            unsaid.append(f"{term.level} and {level}: each side has several levels in the row.")
            continue
        applied: Applied = "both" if len(theirs) == len(own) == 1 else "encrypt"
        if len(theirs) > 1:
            applied = "decrypt"
            unsaid.append(
                f"{term.level} to {level}: {state} chooses among {', '.join(theirs)}; a policy "
                "file knows one equal, so the file gives none at origination."
            )
        elif len(own) > 1:
            unsaid.append(
                f"{level} to {term.level}: one of {', '.join(own)} is to be designated; a policy "
                "file knows one equal, so the file gives none at reception."
            )
        code = policies[state].term(level).code
        yield element(
            q("equivalentClassification"),
            attributes={"policyRef": state, "lacv": str(code), "applied": applied},
        )


def _phrase(language: str, words: str) -> Element:
    return element(
        q("markingData"),
        element(q("code"), text="pageTopBottom"),
        attributes={f"{{{XML}}}lang": language, "phrase": words},
    )


def _required() -> Element:
    tag = TAGS["release-list"][0]
    group = element(
        q("categoryGroup"), attributes={"tagSetRef": tag, **_ENUMERATED, "all": "true"}
    )
    return element(q("requiredCategory"), group, attributes={"operation": "oneOrMore"})


def _tag_sets(policy: Policy, listed: list[Policy], others: list[Policy]) -> Iterable[Element]:
    tag, _, number = TAGS["release-list"]
    yield element(
        q("securityCategoryTagSet"),
        element(
            q("securityCategoryTag"),
            *(_recipient(each, others, number) for each in listed),
            attributes={"name": tag, **_ENUMERATED},
        ),
        attributes={"name": tag, "id": f"{policy.oid}.{number}"},
    )
    tag, _, number = TAGS["originator-control"]
    yield element(
        q("securityCategoryTagSet"),
        element(
            q("securityCategoryTag"),
            element(q("tagCategory"), attributes={"name": "ORCON", "lacv": "1"}),
            attributes={"name": tag, "tagType": "restrictive"},
        ),
        attributes={"name": tag, "id": f"{policy.oid}.{number}"},
    )


def _recipient(listed: Policy, others: list[Policy], number: int) -> Element:
    """One party on the release list; the same entry in each partner's file."""
    lacv = listed.numeric or listed.party  # the Union has no number in ISO 3166-1
    equals = (
        element(
            q("equivalentSecCategoryTag"),
            attributes={
                "policyRef": other.party,
                "tagSetId": f"{other.oid}.{number}",
                **_ENUMERATED,
                "lacv": lacv,
                "applied": "both",
            },
        )
        for other in others
    )
    return element(q("tagCategory"), *equals, attributes={"name": listed.party, "lacv": lacv})


def _not_ranked(policy: Policy) -> Iterable[str]:
    """A policy file has one order; a nation may have several."""
    orders = {term.order for term in policy.terms if term.order}
    if len(orders) > 1:
        yield (
            f"The levels of {policy.party} belong to several rankings; the one order of the file "
            "is ours."
        )


def _generalized(instant: Instant) -> str:
    """GeneralizedTime: 20181123000000Z."""
    digits = format_instant(instant - instant % 1000)[:19]
    return "".join(each for each in digits if each.isdigit()) + "Z"
