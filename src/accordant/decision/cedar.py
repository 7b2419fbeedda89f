"""An instrument and its orders as Cedar policies: the second engine, to be asked beside `decide`.

Two actions, `release` and `refer`; neither allowed means withhold. Cedar skips a policy that
errs, which could turn a no into a yes: whoever asks must count any error as a no. Cedar has no
dates and no search in records, so the context (`cedar_case`) states what holds at the instant:
which assurances and orders are in date, which conditions are met, how many originators at stake
have not consented, and how many questions of the item await a person.

An arrangement rests on other texts, and no policy can ask another. So each leg is asked by the
policies of its own text (`leg`), and the context states for the arrangement what the legs came to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from accordant.clauses import KINDS, Cedar
from accordant.clauses.kind import Clause
from accordant.clauses.standing_release import UNDER_NONE, StandingRelease
from accordant.decision.library import STANDS, Library, Text, lacking
from accordant.decision.rules import RULE

ANY_ACTION, RELEASE, REFER = "action", 'action == Action::"release"', 'action == Action::"refer"'
_NO_LEGS: Mapping[str, str] = MappingProxyType({})
_Grant: TypeAlias = tuple[Clause, str]


class Policy(NamedTuple):
    """One policy before it is written: what it does, when, and the clauses it encodes."""

    effect: Literal["permit", "forbid"]
    action: str
    condition: str
    clauses: tuple[Clause, ...] = ()  # none: a rule of the decision itself
    order: Text | None = None  # the standing order that lets the item go


_STANDING = (
    Policy("forbid", ANY_ACTION, 'context.force == "not-in-force"'),
    Policy("forbid", RELEASE, 'context.force == "unknown"'),
)
_OWN = (
    Policy("forbid", ANY_ACTION, 'context.recipientState == ""'),
    Policy("forbid", ANY_ACTION, "context.recipientState == context.releaserState"),
    Policy("forbid", ANY_ACTION, 'context.level == ""'),
    Policy("forbid", ANY_ACTION, "context.levelState != context.releaserState"),
    Policy("forbid", ANY_ACTION, "context.unconsented > 0"),
    Policy("forbid", ANY_ACTION, "context.uncontrolled > 0"),
    Policy("forbid", ANY_ACTION, "context.barred"),
    Policy("forbid", RELEASE, "context.listUnreadable"),
    Policy("forbid", RELEASE, "!context.clockSound"),
    *_STANDING,
)
"""The rules of the decision itself."""
_PERSON = Policy("forbid", RELEASE, "context.forAPerson > 0")
"""Asked once of the whole case, and of no leg: who may have it through a hub is approved whole."""


def policies(
    library: Library, instrument: str, orders: Iterable[str], first: Mapping[str, str] = _NO_LEGS
) -> str:
    """Return the policy set of one instrument (`""`: the unclassified) with these orders.

    Every policy names the article it encodes; a permit, those without which it would not stand.

    Args:
        library: the texts.
        instrument: clause digest.
        orders: clause digests; what does not act under the instrument adds nothing.
        first: under an arrangement, by releasing state the text of its first leg, whose levels
            bound the orders of that state.
    """
    text = library.texts[instrument] if instrument else None
    clauses = text.clauses if text else ()
    granted, written = _clauses(clauses, text)
    written += _routed(clauses, text)
    if text is None or not lacking(text.clauses):
        way = text.arrangement if text else None
        standing = () if way is not None and way.approval == "per-item" else orders
        grants = list(_order_grants(library, text, standing, first))
        written += _permits(granted, grants, text is not None)
    return _written(text, (*_OWN, _PERSON, *written))


def leg(library: Library, instrument: str, *, whole: bool) -> str:
    """Return the policies of a leg of an arrangement: of the text it rests on, without the nation.

    The first leg is asked by the whole text, the second only whether the text stands. The request
    is about the case turned to the leg's own ends.
    """
    text = library.texts[instrument]
    asked = [each for each in text.clauses if whole or each.kind in STANDS]
    granted, written = _clauses(asked, text)
    if not text.borrowed and not lacking(text.clauses):
        clauses = tuple(clause for clause, _ in granted)
        written.append(Policy("permit", ANY_ACTION, _all_of(granted), clauses))
    return _written(text, (*(_OWN if whole else _STANDING), *written))


def acts_under(order: Text, identifier: str) -> bool:
    """Whether some clause of a standing order lets items go under this instrument."""
    return any(
        isinstance(clause, StandingRelease) and clause.under == identifier
        for clause in order.clauses
    )


def _clauses(clauses: Iterable[Clause], text: Text | None) -> tuple[list[_Grant], list[Policy]]:
    """Return what the clauses grant, and the policies by which they withhold and refer."""
    granted, written = [], []
    for clause in clauses:
        form = _form(clause, text)
        if form.withhold:
            written.append(Policy("forbid", ANY_ACTION, form.withhold, (clause,)))
        if form.refer:
            written.append(Policy("forbid", RELEASE, form.refer, (clause,)))
        if form.grant:
            granted.append((clause, form.grant))
    return granted, written


def _routed(clauses: Sequence[Clause], text: Text | None) -> Iterator[Policy]:
    """Yield the rule of a text that names no route: through a hub nothing goes under it."""
    if text is not None and not any(each.kind in {"route", "arrangement"} for each in clauses):
        yield Policy("forbid", ANY_ACTION, "context.viaHub")


def _form(clause: Clause, text: Text | None) -> Cedar:
    if text is None or isinstance(clause, StandingRelease):
        return Cedar()
    return KINDS[clause.kind].cedar(clause, text.setting)


def _all_of(granted: Iterable[_Grant]) -> str:
    return " && ".join(f"({grant})" for _, grant in granted) or "true"


def _permits(
    granted: list[_Grant], orders: list[tuple[Text, Clause, str]], classified: bool
) -> Iterator[Policy]:
    """Yield the permits: to refer, to accept, to release by a standing order or as approved."""
    clauses, base = tuple(clause for clause, _ in granted), _all_of(granted)
    yield Policy("permit", REFER, base, clauses)
    yield Policy("permit", RELEASE, f'{base} && context.direction == "inbound"', clauses)
    for order, clause, grant in orders:
        yield Policy("permit", RELEASE, f"{base} && {grant}", (*clauses, clause), order)
    if classified:
        yield Policy("permit", RELEASE, f"{base} && context.approved", clauses)


def _order_grants(
    library: Library, text: Text | None, orders: Iterable[str], first: Mapping[str, str]
) -> Iterator[tuple[Text, Clause, str]]:
    """Yield each standing release that acts under this instrument, with its condition."""
    under = text.setting.identifier if text else UNDER_NONE
    for digest in orders:
        order = library.texts[digest]
        for clause in order.clauses:
            if not isinstance(clause, StandingRelease) or clause.under != under:
                continue
            level = clause.level_at_most
            bounds = library.texts.get(first.get(clause.by[:3], "")) or text
            levels = bounds.setting.at_most if bounds else {level: frozenset({level})}
            setting = order.setting._replace(at_most=levels)
            grant = KINDS[clause.kind].cedar(clause, setting).grant
            if grant:
                yield order, clause, grant


def _written(text: Text | None, written: Sequence[Policy]) -> str:
    return "\n".join(_spelt(text, number, each) for number, each in enumerate(written, 1)) + "\n"


def _spelt(text: Text | None, number: int, policy: Policy) -> str:
    """One policy under what it encodes; its number makes its `@id` unlike any other of the set."""
    identifier = text.setting.identifier if text else "unclassified"
    said = {
        "id": f"{identifier} {number}",
        "instrument": identifier,
        "digest": text.setting.digest if text else "",
        "article": ", ".join(_once(each.article for each in policy.clauses)),
        "kind": ", ".join(_once(each.kind for each in policy.clauses)) or RULE,
    }
    if policy.order is not None:
        said["order"] = policy.order.setting.identifier
        said["orderDigest"] = policy.order.setting.digest
    annotations = "".join(f"@{name}({quoted(value)})\n" for name, value in said.items())
    head = f"{policy.effect} (principal, {policy.action}, resource)"
    return f"{annotations}{head}\nwhen {{ {policy.condition} }};\n"


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def quoted(text: str) -> str:
    """Return a Cedar string; what would end it or steer a screen is escaped."""
    escaped = "".join(
        each if each.isprintable() and each not in '"\\' else f"\\u{{{ord(each):x}}}"
        for each in text
    )
    return f'"{escaped}"'
