"""A releasing authority's standing yes: narrower than any instrument, dated, for named posts.

An order covers a case when every one of its limits does: who, to whom, which post, under which
instrument, kind, subjects, level and below, marker, precedence, purpose, caveats, precision and
dates. What it does not cover it does not forbid: it has nothing to say, and a person decides. It
works beside an instrument, never instead, except for the unclassified, which is outside every
instrument. An item finer than an order's precision is made coarser first (`versions`).

Levels are given by a bound, not a list: a list with a hole would make a higher level easier.

Source: national law of the releaser; the instruments leave the release of each item to the
originator (official summary of the 2012 draft: nobody is obliged to give anything).
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

import msgspec
from msgspec import UNSET, UnsetType

from accordant.clauses.kind import (
    Cedar,
    Clause,
    Evaluate,
    Kind,
    Remedy,
    Sentence,
    Setting,
    cedar_holds,
    cedar_holds_all,
    lays_nothing,
    passes,
    remedy,
)
from accordant.clauses.scope import ANY
from accordant.model.case import SECOND, Approval, Case, Finding
from accordant.model.instant import Instant
from accordant.model.marking import Level, Marker
from accordant.model.party import Party, Post
from accordant.model.precedence import Precedence
from accordant.model.precision import FIELDS, Precision, satisfies
from accordant.model.product import Word

UNDER_NONE = "unclassified"

Posts: TypeAlias = Annotated[tuple[Post, ...], msgspec.Meta(min_length=1, max_length=64)]
Words: TypeAlias = Annotated[tuple[Word, ...], msgspec.Meta(min_length=1, max_length=64)]
Markers: TypeAlias = Annotated[tuple[Marker, ...], msgspec.Meta(min_length=1)]
Precedences: TypeAlias = Annotated[tuple[Precedence, ...], msgspec.Meta(min_length=1)]

RENAMED = {"starts": "from", "level_at_most": "level-at-most"}


class StandingRelease(Clause, frozen=True, tag="standing-release", rename=RENAMED):
    """Every limit is stated; only caveats and the end may be left out."""

    by: Party
    to: Party
    posts: Posts
    under: Word  # identifier of the instrument, or "unclassified"
    kinds: Words
    subjects: Words
    level_at_most: Level
    markers: Markers
    precedences: Precedences
    purposes: Words
    starts: Instant
    caveats: tuple[str, ...] = ()  # caveats the order admits
    until: Instant | None = None  # inclusive
    precision: Precision | UnsetType = (
        UNSET  # covers nothing finer; what is finer is reduced first
    )


def approves(approval: Approval, case: Case) -> bool:
    """Whether a releasing authority has said yes to exactly this release, by now.

    A yes to the government is none to its contractor; a case of the first format did not ask.
    """
    return (
        approval.product == case.product != ""
        and approval.version == case.version
        and approval.recipient == case.recipient
        and approval.post == case.post
        and approval.purpose == case.purpose
        and approval.given <= case.at
        and ((approval.contractor is True) == case.contractor or case.format != SECOND)
    )


def applied(case: Case) -> Precision | UnsetType:
    """What the item was reduced to; unset where that is not known, or nothing was."""
    return UNSET if isinstance(case.item, UnsetType) else case.item.precision


def meaning(clause: StandingRelease, setting: Setting) -> Evaluate:
    """Pass when every limit covers the case under its instrument; else say nothing."""
    covered = passes(clause, setting, "covered")
    posts, kinds, purposes = map(frozenset, (clause.posts, clause.kinds, clause.purposes))
    markers, precedences = frozenset(clause.markers), frozenset(clause.precedences)
    subjects, caveats = frozenset(clause.subjects), frozenset(clause.caveats)
    any_subject = clause.subjects == (ANY,)
    any_precision = isinstance(clause.precision, UnsetType)

    def evaluate(case: Case, under: Setting) -> Finding | None:
        within = (
            case.post in posts
            and case.releaser == clause.by
            and case.recipient == clause.to
            and clause.under == under.identifier
            and case.level in under.at_most.get(clause.level_at_most, ())
            and case.kind in kinds
            and case.marker in markers
            and case.precedence in precedences
            and case.purpose in purposes
            and clause.starts <= case.at
            and (clause.until is None or case.at <= clause.until)
            and (any_subject or (bool(case.subjects) and subjects.issuperset(case.subjects)))
            and caveats.issuperset(case.caveats)
            and (any_precision or satisfies(applied(case), clause.precision))
        )
        return covered if within else None

    return evaluate


def approval_of(case: Case) -> Approval:
    """Return the yes to exactly this release, given at the case's instant."""
    return Approval(
        product=case.product,
        version=case.version,
        recipient=case.recipient,
        purpose=case.purpose,
        given=case.at,
        post=case.post,
        contractor=True if case.contractor and case.format == SECOND else UNSET,
    )


def approve(case: Case) -> Case:
    """Return the case with a releasing authority's yes to it, as if given now."""
    return msgspec.structs.replace(case, approvals=(*case.approvals, approval_of(case)))


def cure(clause: StandingRelease, setting: Setting, _case: Case, _finding: Finding) -> Remedy:
    """A releasing authority signs an order that covers the case."""
    return remedy(clause, setting, "releasing-authority", "sign")


def cedar(clause: StandingRelease, setting: Setting) -> Cedar:
    """Grant within every limit; the setting's levels are those of the instrument acted under."""
    levels = setting.at_most.get(clause.level_at_most, frozenset())
    if not levels:
        return Cedar()  # no table maps the level it names: it lets nothing go
    conditions = [
        f'context.orders.contains("{setting.digest}")',
        f'context.releaser == "{clause.by}"',
        f'context.recipient == "{clause.to}"',
        cedar_holds(clause.posts, "context.post"),
        cedar_holds(levels, "context.level"),
        cedar_holds(clause.kinds, "context.kind"),
        cedar_holds(clause.markers, "context.marker"),
        cedar_holds(clause.precedences, "context.precedence"),
        cedar_holds(clause.purposes, "context.purpose"),
        f"context.at >= {clause.starts}",
        cedar_holds_all(clause.caveats, "context.caveats"),
    ]
    if clause.until is not None:
        conditions.append(f"context.at <= {clause.until}")
    if clause.subjects != (ANY,):
        inside = cedar_holds_all(clause.subjects, "context.subjects")
        conditions.append(f"!context.subjects.isEmpty() && {inside}")
    if not isinstance(clause.precision, UnsetType):
        conditions += [
            f"context.{name}Precision >= {getattr(clause.precision, name)}"
            for name in FIELDS
            if getattr(clause.precision, name)
        ]
    return Cedar(grant=" && ".join(conditions))


SENTENCES = {
    "covered": Sentence(
        en="A standing order of the releasing authority covers this item.",
        ko="제공승인권자의 상시제공명령이 해당 정보를 포함한다.",
        ja="提供承認権者の常時提供命令が当該情報を対象としている。",
    ),
    "sign": Sentence(
        en="Ask the releasing authority to sign a standing order that covers this case.",
        ko="이 경우를 포함하는 상시제공명령에 대한 제공승인권자의 서명을 받아야 한다.",
        ja="この場合を対象とする常時提供命令への提供承認権者の署名を求めること。",
    ),
}

KIND = Kind(StandingRelease, meaning, lays_nothing, cure, SENTENCES, cedar)
