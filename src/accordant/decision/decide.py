"""The decision: one pure, total function of a case and a library.

    outcome = worst(common findings, best over instruments of worst(its findings, national stage))

with withhold worse than refer worse than release. What an arrangement finds includes what its legs
find. The page of the semantics: docs/decision.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from msgspec.structs import astuple, replace

from accordant.clauses import Setting
from accordant.clauses.arrangement import not_approved
from accordant.clauses.standing_release import UNDER_NONE, approves
from accordant.decision import rules
from accordant.decision.caveats import restrictions
from accordant.decision.legs import Leg, aside, legs_of
from accordant.decision.library import Condition, Library, Text
from accordant.decision.originators import controls
from accordant.decision.person import for_a_person
from accordant.model.case import (
    SECOND,
    Case,
    Decision,
    Finding,
    InPlay,
    Obligation,
    Outcome,
    RouteOutcome,
)
from accordant.model.marking import PERSONAL_DATA, is_unclassified

_WORSE: dict[Outcome, int] = {"release": 0, "refer": 1, "withhold": 2}


class Basis(NamedTuple):
    """What one instrument, with the national stage, came to on the case's route."""

    route: str
    instrument: str
    outcome: Outcome
    findings: Sequence[Finding]
    order: str = ""  # the standing order that covers the case
    obligations: tuple[Obligation, ...] = ()
    turned: tuple[tuple[Case, Sequence[Finding]], ...] = ()  # each leg: its case, what it found


def decide(library: Library, case: Case) -> Decision:
    """Release, withhold or refer, with the determining findings and the recipient's duties."""
    common, bases = weigh(library, case)
    best = bases[0]
    outcome = worse(outcome_of(common), best.outcome) if common else best.outcome
    findings = (*common, *best.findings)
    alternatives = tuple(map(_alternative, bases[1:])) if len(bases) > 1 else ()
    if outcome == "release":
        return Decision(
            outcome=outcome,
            route=case.route,
            instrument=best.instrument,
            order=best.order,
            determining=findings,  # all pass
            obligations=best.obligations,
            alternatives=alternatives,
        )
    shown = ("withhold",) if outcome == "withhold" else ("refer", "error")
    return Decision(
        outcome=outcome,
        route=case.route,
        instrument=best.instrument if outcome == "refer" else "",
        determining=tuple([each for each in findings if each.verdict in shown]),
        alternatives=alternatives,
    )


def weigh(library: Library, case: Case) -> tuple[Sequence[Finding], Sequence[Basis]]:
    """Return what binds every instrument, and what each came to, the best first."""
    unfit = rules.unfit(case)
    if unfit is not None:
        return (), (Basis(case.route, "", "withhold", (unfit,)),)
    common: Sequence[Finding] = () if _plain(case) else _common(library, case)
    personal = for_a_person(case)
    if personal:
        common = (*common, *personal)
    if is_unclassified(case.level):
        return common, (_unclassified(library, case),)
    if personal:
        case = replace(case, orders=())  # no order counts for what a person decides
    if len(case.instruments) == 1:
        return common, (_under(library, case, case.instruments),)
    if not case.instruments:
        return common, (Basis(case.route, "", "withhold", (rules.NO_INSTRUMENT,)),)
    together = _together(library, case)
    return common, sorted((_under(library, case, each) for each in together), key=_merit)


def worse(one: Outcome, other: Outcome) -> Outcome:
    """Withhold is worse than refer, refer than release."""
    return one if _WORSE[one] >= _WORSE[other] else other


def outcome_of(findings: Iterable[Finding]) -> Outcome:
    """Withhold trumps refer, an error refers, and only passes release."""
    outcome: Outcome = "release"
    for finding in findings:
        if finding.verdict != "pass":
            if finding.verdict == "withhold":
                return "withhold"
            outcome = "refer"
    return outcome


def ask(conditions: tuple[Condition, ...], digest: str, case: Case, about: Any) -> list[Finding]:
    """Ask each clause; one that raises has erred, and that is its finding."""
    findings = []
    for clause, evaluate in conditions:
        try:
            finding = evaluate(case, about)
        except Exception:  # noqa: BLE001  whatever fails in a clause must refer, never release
            finding = rules.erred(digest, clause)
        if finding is not None:
            findings.append(finding)
    return findings


def _plain(case: Case) -> bool:
    """Whether nothing binds the case whatever the instrument: asked of every item."""
    return case.clock_sound and not case.equities and not case.caveats


def _common(library: Library, case: Case) -> list[Finding]:
    """The clock, caveats, and each originator's rule on third parties, even of an ended text."""
    found = _of_the_item(library, case)
    return found if case.clock_sound else [rules.CLOCK_UNSOUND, *found]


def _of_the_item(library: Library, case: Case) -> list[Finding]:
    """What caveats and other originators say of giving the item to this recipient or hub."""
    found = restrictions(case) + controls(case)
    return found + (_third_parties(library, case) if case.equities else [])


def _third_parties(library: Library, case: Case) -> list[Finding]:
    """What each other originator's rule says of giving the item to this recipient."""
    findings: list[Finding] = []
    parties = (case.releaser[:3], case.recipient[:3])
    at_stake = {each for each in case.equities if each.originator[:3] not in parties}
    for equity in sorted(at_stake, key=astuple):
        text = library.texts.get(equity.instrument)
        if text is None or not text.third_party:
            findings.append(rules.third_party(case, equity))
        else:
            findings += ask(text.third_party, equity.instrument, case, equity)
    return findings


def _under(library: Library, case: Case, plays: Sequence[InPlay]) -> Basis:
    """What one instrument says of the case, and then the nation.

    An instrument that is said to be in play more than once must pass each time.
    """
    digest = plays[0].instrument
    text = library.texts.get(digest)
    if text is None:
        return Basis(case.route, digest, "withhold", (rules.unheld(digest),))
    findings = _each_time(text, text.conditions, case, plays)
    if text.arrangement is not None:
        return _arranged(library, case, text, findings)
    outcome = outcome_of(findings)
    order = ""
    if outcome != "withhold" and case.direction == "outbound":
        national = _national(library, case, text.setting)
        findings.append(national)
        if national.verdict == "pass":
            order = national.instrument
        else:
            outcome = "refer"
    return Basis(case.route, digest, outcome, findings, order, text.obligations)


def _arranged(library: Library, case: Case, text: Text, findings: list[Finding]) -> Basis:
    """What an arrangement comes to: its own findings, those of its legs, and then the nation."""
    legs = legs_of(library, text, case)
    turned = tuple([_leg(library, each) for each in legs])
    for _, found in turned:
        findings += [each for each in found if each not in findings]
    order = ""
    if outcome_of(findings) != "withhold" and case.direction == "outbound":
        national = _nation(library, case, text, legs)
        findings.append(national)
        order = national.instrument if national.verdict == "pass" else ""
    outcome, duties = outcome_of(findings), _duties(text, legs)
    return Basis(case.route, text.setting.digest, outcome, findings, order, duties, turned)


def _each_time(
    text: Text, conditions: tuple[Condition, ...], case: Case, plays: Sequence[InPlay]
) -> list[Finding]:
    """What these clauses of one text say each time it is in play, once; force is answered once."""
    findings: list[Finding] = []
    for in_play in plays:
        said = ask(conditions, in_play.instrument, case, in_play)
        if in_play.basis not in text.bases:
            said.append(rules.force(in_play))
        if not findings:
            findings = said
        else:
            findings += [each for each in said if each not in findings]
    return findings


def _leg(library: Library, leg: Leg) -> tuple[Case, Sequence[Finding]]:
    """What one leg comes to, at the hub's post for which the answer is nearest to a yes."""
    if isinstance(leg.rests, Finding):
        return leg.cases[0], [leg.rests]
    text, plays = leg.rests
    judged = []
    for case in leg.cases:
        found = _of_the_item(library, case) if leg.whole else []
        conditions = text.conditions if leg.whole else text.stands
        judged.append((case, [*found, *_each_time(text, conditions, case, plays)]))
    return min(judged, key=lambda each: distance(each[1]))


def _duties(text: Text, legs: Iterable[Leg]) -> tuple[Obligation, ...]:
    """The arrangement's duties, then those of what its legs rest on, each once."""
    texts = [text, *(leg.rests[0] for leg in legs if not isinstance(leg.rests, Finding))]
    return tuple({str(duty): duty for each in texts for duty in each.obligations}.values())


def _nation(library: Library, case: Case, text: Text, legs: Sequence[Leg]) -> Finding:
    """The national stage by the arrangement's word, with the first leg's levels."""
    clause, under = text.arrangement, text.setting
    if clause is not None and clause.approval == "per-item":
        found = _national(library, replace(case, orders=()), under)
        return found if found.verdict == "pass" else not_approved(clause, under)
    levels = [each.rests[0].setting.at_most for each in legs if isinstance(each.rests, tuple)]
    return _national(library, case, under._replace(at_most=levels[0] if levels else {}))


def _unclassified(library: Library, case: Case) -> Basis:
    """Outside every instrument; leaves only by an order that says so."""
    if case.direction == "inbound":
        return Basis(case.route, "", "release", (rules.OUTSIDE,))
    level = {case.level: frozenset({case.level})}
    national = _national(library, case, Setting("", UNDER_NONE, {}, level))
    findings = (rules.OUTSIDE, national)
    return Basis(case.route, "", outcome_of(findings), findings, national.instrument)


def _national(library: Library, case: Case, under: Setting) -> Finding:
    """A standing order that covers the case, or an approval of it; else a person decides."""
    found: list[Finding] = []  # orders that cover the case, or err
    for order in case.orders:
        if order.signed <= case.at and (order.revoked is None or case.at < order.revoked):
            text = library.texts.get(order.order)
            if text is not None:
                found += ask(text.standing, order.order, case, under)
    if len(found) > 1:
        found.sort(key=_place)
    if found and found[0].verdict == "pass":
        return found[0]
    if not under.digest:
        return found[0] if found else rules.NO_ORDER_UNCLASSIFIED
    if any(approves(each, case) for each in case.approvals):
        return rules.APPROVED
    return found[0] if found else _no_order(case)


def _no_order(case: Case) -> Finding:
    """Nobody released it; of personal data it is said that an order must name them."""
    if PERSONAL_DATA in case.caveats and case.format == SECOND:
        return rules.NO_ORDER_PERSONAL
    return rules.NO_ORDER


def _together(library: Library, case: Case) -> Iterable[list[InPlay]]:
    """Group what the law says by instrument, in an order of its own, without mere legs."""
    groups: dict[str, list[InPlay]] = {}
    legs_only = aside(library, case)
    for each in sorted(case.instruments, key=str):
        if each.instrument not in legs_only:
            groups.setdefault(each.instrument, []).append(each)
    return groups.values()


def distance(findings: Sequence[Finding]) -> tuple[int, int]:
    """How far from a yes: by outcome, then by how many articles and kinds do not pass."""
    against = {(each.article, each.clause) for each in findings if each.verdict != "pass"}
    return _WORSE[outcome_of(findings)], len(against)


def _merit(basis: Basis) -> tuple[int, bool, int, str]:
    """The best first: by outcome, a standing order before none, nearest, lowest digest."""
    outcome, against = distance(basis.findings)
    return (outcome, not basis.order, against, basis.instrument)


def _alternative(basis: Basis) -> RouteOutcome:
    return RouteOutcome(basis.route, basis.instrument, basis.outcome, tuple(basis.findings))


def _place(finding: Finding) -> tuple[bool, str, str]:
    return (finding.verdict != "pass", finding.instrument, finding.article)
