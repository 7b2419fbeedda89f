"""Between a marking and a label: what a label says in the words of a known vocabulary.

Nothing here widens. A label whose policy or classification is unknown gives no level, and an item
without a level is withheld. A category, element or successor that is not understood is carried
untouched and named, and then there is no marking: a person must look, so the best a decision can
come to is refer. A label without a release list names nobody; it never reads as everyone.
Which caveat is which category: docs/labels.md.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import msgspec

from accordant.errors import MalformedInput
from accordant.labels.controls import PARTY, Control, allowed, control_of, controls_of, spelt
from accordant.labels.stanag import Category, CategoryType, Label, Name
from accordant.labels.terms import ControlKind, Policies, Policy, Term, policy_of
from accordant.model.instant import Instant
from accordant.model.marking import Marking

TAGS: Final[dict[ControlKind, tuple[str, CategoryType, int]]] = {
    "release-list": ("Releasable To", "PERMISSIVE", 1),
    "eyes-only": ("Eyes Only", "PERMISSIVE", 2),
    "originator-control": ("Originator Control", "RESTRICTIVE", 3),
    "display-only": ("Display Only", "RESTRICTIVE", 4),
    "other": ("Caveat", "RESTRICTIVE", 5),
}
"""Each kind of caveat as a category: its tag name, its type, and the number of its tag set.

Words that nobody else interprets are restrictive: a reader that does not know them must refuse.
Being shown an item is restrictive too: as a permissive list it would read as having it.
"""

Best: TypeAlias = Literal["release", "refer", "withhold"]
"""The best a decision can come to by the label; `release` only says that nothing hinders."""


class NotUnderstood(msgspec.Struct, frozen=True):
    """A part of a label that no vocabulary here explains."""

    what: str  # "policy", "classification", "category", "element", ...
    value: str
    why: str  # a key of `sentences.WHY`


class Reading(msgspec.Struct, frozen=True):
    """What a label says, with the label itself untouched."""

    label: Label
    level: str  # empty: not known
    marking: Marking | None  # None unless all of the label is understood
    releasable_to: tuple[str, ...] | None  # None: no list; that is nobody, not everybody
    not_understood: tuple[NotUnderstood, ...]
    at_best: Best

    def names(self, party: str) -> bool:
        """Whether the label's lists name a party; without a list they name nobody."""
        return self.releasable_to is not None and party in self.releasable_to


def reading_of(label: Label, policies: Policies) -> Reading:
    """Return what a label says by these vocabularies; never raises for what it does not know."""
    missing: list[NotUnderstood] = []
    if label.role != "originator":
        missing.append(NotUnderstood("role", label.role, "not-originators"))
    policy = _policy(label, policies, missing)
    term = _term(label, policy, missing)
    caveats = [_caveats(each, policy, missing) for each in label.categories] if policy else []
    _carried(label, missing)
    listed = _lists(label, caveats, policy)
    level = term.level if term is not None else ""
    marking = None
    if term is not None and policy is not None and not missing:
        marking = _marking(term, caveats, policy, missing)
    return Reading(
        label, level, marking, listed, tuple(missing), _best(label, term, marking, listed)
    )


def label_for(
    marking: Marking,
    policies: Policies,
    *,
    created: Instant,
    originator: Name | None = None,
    review: Instant | None = None,
) -> Label:
    """Return the originator's label of a marking, from which exactly this marking is read.

    Raises:
        LevelNotInTable: the level is of no known vocabulary.
        MalformedInput: the marking cannot be said so: a classified level without a release list,
            which a reader elsewhere would take for everyone, or a caveat that reads otherwise.
    """
    policy = policy_of(policies, marking.level)
    term = policy.term(marking.level)
    controls = controls_of(marking, policy)
    if not (policy.national or term.open):
        raise MalformedInput(
            "TLP says how far to share, not with whom; a label has no word for it"
        )
    if allowed(controls, policy.party) is None and not term.open:
        raise MalformedInput(
            "the marking has no release list, and a label without one reads elsewhere as everyone",
            hint="Name who may have it: a caveat `REL TO KOR, JPN`.",
        )
    label = Label(
        policy=policy.party,
        policy_uri=_uri(policy.oid),
        classification=term.label,
        categories=_categories(controls, policy),
        originator=originator,
        created=created,
        review=review,
    )
    if reading_of(label, policies).marking != marking:
        raise MalformedInput("the caveats cannot be said in a label without changing")
    return label


def _policy(label: Label, policies: Policies, missing: list[NotUnderstood]) -> Policy | None:
    """The vocabulary a label names; by name and identifier together, for names repeat."""
    found = policies.get(label.policy)
    if found is not None and label.policy_uri == _uri(found.oid):
        return found
    why = "no-vocabulary" if found is None else "other-identifier"
    said = f"{label.policy} {label.policy_uri}".strip()
    missing.append(NotUnderstood("policy", said, why))
    return None


def _term(label: Label, policy: Policy | None, missing: list[NotUnderstood]) -> Term | None:
    found = policy.named(label.classification) if policy is not None else None
    if found is None:
        why = "no-term" if policy else "policy-unknown"
        missing.append(NotUnderstood("classification", label.classification, why))
    return found


def _caveats(category: Category, policy: Policy, missing: list[NotUnderstood]) -> tuple[str, ...]:
    """A category in the words of a marking; empty, and named, where it is not understood."""
    said = f"{category.type} {category.tag}: {', '.join(category.values)}"
    for kind, (tag, type_, number) in TAGS.items():
        if (tag, type_) != (category.tag, category.type):
            continue
        if category.uri not in ("", _uri(f"{policy.oid}.{number}")):
            break
        found = _words(kind, category.values, policy)
        if found:
            return found
        break
    missing.append(NotUnderstood("category", said[:300], "no-caveat"))
    return ()


def _words(kind: ControlKind, values: tuple[str, ...], policy: Policy) -> tuple[str, ...]:
    """The caveats that values of one kind stand for; empty where they stand for none."""
    if kind == "originator-control":
        return ("ORCON",) if values == ("ORCON",) else ()
    if kind == "other":
        return values if all(_is_other(each) for each in values) else ()
    if not all(PARTY.fullmatch(each) for each in values):
        return ()
    if kind == "release-list" and values == (policy.party,) and policy.form("no-foreign"):
        return ("NOFORN",)
    return (spelt(kind, values),)


def _is_other(words: str) -> bool:
    try:
        return control_of(words).kind == "other" and len(words) <= 64
    except MalformedInput:
        return False


def _carried(label: Label, missing: list[NotUnderstood]) -> None:
    if label.privacy_mark:
        missing.append(NotUnderstood("privacy mark", label.privacy_mark, "not-interpreted"))
    for each in (*label.inside, *label.beside):
        why = "successor" if each.local == "SuccessionHandling" else "other-standard"
        missing.append(NotUnderstood("element", each.local, why))


def _lists(
    label: Label, caveats: list[tuple[str, ...]], policy: Policy | None
) -> tuple[str, ...] | None:
    """Who the lists name. A permissive category that is not understood might narrow: nobody."""
    if policy is None:
        return None
    permissive = [
        read
        for category, read in zip(label.categories, caveats, strict=True)
        if category.type == "PERMISSIVE"
    ]
    if not all(permissive):
        return ()
    controls = tuple(control_of(each) for read in permissive for each in read)
    return allowed(controls, policy.party)


def _marking(
    term: Term, caveats: list[tuple[str, ...]], policy: Policy, missing: list[NotUnderstood]
) -> Marking | None:
    try:
        marking = msgspec.convert(
            {"level": term.level, "caveats": [each for read in caveats for each in read]}, Marking
        )
        controls_of(marking, policy)
    except (msgspec.ValidationError, MalformedInput):
        missing.append(NotUnderstood("caveats", term.level, "not-a-marking"))
        return None
    return marking


def _best(
    label: Label, term: Term | None, marking: Marking | None, listed: tuple[str, ...] | None
) -> Best:
    if term is None or label.role == "metadata":
        return "withhold"
    if marking is None or listed == () or (listed is None and not term.open):
        return "refer"  # lists that leave nobody are a person's to read, as is a list forgotten
    return "release"


def _categories(controls: tuple[Control, ...], policy: Policy) -> tuple[Category, ...]:
    """Caveats as categories, in their order; neighbours of the same kind stand together."""
    made: list[Category] = []
    for each in controls:
        kind: ControlKind = "release-list" if each.kind == "no-foreign" else each.kind
        tag, type_, number = TAGS[kind]
        values = (policy.party,) if each.kind == "no-foreign" else each.parties or (each.words,)
        if made and made[-1].tag == tag:
            values = made.pop().values + values
        made.append(Category(type_, tag, values, _uri(f"{policy.oid}.{number}")))
    return tuple(made)


def _uri(oid: str) -> str:
    return f"urn:oid:{oid}"
