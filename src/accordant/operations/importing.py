"""Importing launches: every accepted row becomes a product of this party, once.

The identifier of a launch is an HMAC under this node's own secret, so that importing again adds
nothing and nobody outside can compute which launch an identifier stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from accordant.envelope.seal import new_salt
from accordant.errors import KeyMissing, UnmarkedProduct
from accordant.model.marking import Marker
from accordant.model.precedence import Precedence
from accordant.model.product import Product
from accordant.operations import products
from accordant.operations.launches import Issue, LaunchReport, ReportedLaunch, product_of
from accordant.operations.node import Node
from accordant.operations.ports import Keystore
from accordant.operations.products import Imported

SECRET_NAME = "launch-identifiers"  # noqa: S105  the name of a key, not a key
GROUP = 32  # products sealed and kept in one transaction

LEVEL_BY_PARTY = {"KOR": "KOR:III"}
"""How a party marks a launch it read in an open source, where nobody names a level."""


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """How the officer who imports issues the launches."""

    level: str = ""  # empty: the party's own in LEVEL_BY_PARTY
    marker: Marker = "REAL"
    precedence: Precedence = "routine"
    purpose: str = "dprk-missile-threat"


def issue_of(node: Node, terms: Terms) -> Issue:
    """How launches are issued on this node.

    Raises:
        UnmarkedProduct: no level is named and this party has none by default.
    """
    level = terms.level or LEVEL_BY_PARTY.get(node.party, "")
    if not level:
        raise UnmarkedProduct(
            "no level is named for the launches",
            hint=f"Name one of {node.party}'s own terms with --level; nothing was stored.",
        )
    return Issue(
        originator=node.party,
        marker=terms.marker,
        precedence=terms.precedence,
        purpose=terms.purpose,
        created=node.clock.now(),
        level=level,
        identifier_secret=identifier_secret(node.keystore),
    )


def identifier_secret(keystore: Keystore) -> bytes:
    """This node's secret for launch identifiers, made at the first import."""
    try:
        return keystore.key(SECRET_NAME)
    except KeyMissing:
        secret = new_salt()
        keystore.put_keys({SECRET_NAME: secret})
        return secret


def import_launches(
    node: Node, report: LaunchReport, terms: Terms, progress: Callable[[int], None]
) -> Imported:
    """Keep every accepted launch that is not held yet.

    Args:
        node: this party's node.
        report: what a reader of launches accepted and refused.
        terms: how the launches are issued.
        progress: told how many rows are done, after each group.

    Raises:
        UnmarkedProduct, LevelNotInTable, MalformedInput: the terms are not usable; nothing kept.
    """
    issue = issue_of(node, terms)
    made = [product_of(reported, issue) for reported in report.accepted]
    added: list[str] = []
    held: list[str] = []
    for group in _groups(made):
        kept = products.keep(node, group)
        added += kept.added
        held += kept.held
        progress(len(added) + len(held))
    return Imported(tuple(added), tuple(held))


def report_of_table(launches: Sequence[ReportedLaunch]) -> LaunchReport:
    """The project's own table as a report: it is read strictly, so nothing in it is refused."""
    return LaunchReport(tuple(launches), ())


def _groups(made: list[Product]) -> Iterator[list[Product]]:
    for start in range(0, len(made), GROUP):
        yield made[start : start + GROUP]
