"""Cedar, given the exported policies, answers as the decision does on random worlds.

Cedar skips a policy that errs, which could turn a no into a yes: here any error counts as a no.
"""

import re
from functools import reduce
from itertools import islice

import cedarpy
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.laws.worlds import dice, either, passed_on, relayed, released, worlds

from accordant.adapters.cedar_engine import CedarEngine
from accordant.decision import cedar, cedar_case
from accordant.decision.cedar_export import first_answer, policy_sets, second_answer, under
from accordant.decision.decide import decide, worse
from accordant.model.case import SECOND

WORLDS_PER_SEED = 5
SCHEMA = cedar_case.schema()
BROKEN = {
    "overflow": "permit (principal, action, resource)"
    " when { context.at * 9223372036854775807 > 0 };",
    "missing attribute": "forbid (principal, action, resource) when { context.nowhere == 1 };",
    "no Cedar": "permit everything;",
}
BEST = ("release", "refer", "withhold")


def posts_at_the_hub(case, hub):
    """The hub's own posts it has given its word for, in date; else the hub itself."""
    words = {hub, hub[:3]} if case.format == SECOND else {hub}
    said = {
        given.post
        for given in case.assurances
        if given.party in words and given.to == case.releaser and given.post.split("/")[0] == hub
        and given.given <= case.at and (given.until is None or case.at <= given.until)
    }  # fmt: skip
    return sorted(said) or [hub]


def says(policies, action, context):
    request = {
        "principal": 'Party::"releaser"',
        "action": f'Action::"{action}"',
        "resource": 'Item::"item"',
        "context": context,
    }
    result = cedarpy.is_authorized(request, policies, [])
    return result.allowed and not result.diagnostics.errors


def answer(policies, context):
    """Two actions; neither allowed means withhold."""
    if says(policies, "release", context):
        return "release"
    return "refer" if says(policies, "refer", context) else "withhold"


def each_time(policies, contexts):
    """The answer of a text that must pass each time it is in play."""
    return reduce(worse, (answer(policies, each) for each in contexts), "release")


def rests_on(library, case, name):
    """The one binding text of this name in play, or none, and what the law says of it."""
    plays = [
        each
        for each in case.instruments
        if each.instrument in library.texts
        and library.texts[each.instrument].setting.identifier == name
        and not library.texts[each.instrument].borrowed
    ]
    digests = {each.instrument for each in plays}
    return (digests.pop() if len(digests) == 1 else None), plays


def legs_of(library, case, clause):
    """What each leg came to, asked by its own text's policies, and the first leg's text."""
    names = [
        {one.instrument for one in clause.borrows if {*one.between} == {clause.hub[:3], end[:3]}}
        for end in (case.releaser, case.recipient)
    ]
    if not all(names):
        return ("withhold", "withhold"), ""
    (first, plays), (second, onward) = (rests_on(library, case, *each) for each in names)
    answers = ["withhold", "withhold"]
    if first:
        exported = cedar.leg(library, first, whole=True)
        posts = posts_at_the_hub(case, clause.hub)
        turned = [replace(case, recipient=clause.hub, post=post, route="direct") for post in posts]
        answers[0] = min(
            (each_time(exported, (cedar_case.context(to, p) for p in plays)) for to in turned),
            key=BEST.index,
        )
    if second:
        turned = replace(case, releaser=clause.hub)
        exported = cedar.leg(library, second, whole=False)
        answers[1] = each_time(exported, (cedar_case.context(turned, p) for p in onward))
    return tuple(answers), first or ""


def second_engine(world):
    """The best instrument; one that is in play twice counts as the worse."""
    library, case = world.library, world.case
    orders = sorted({each.order for each in case.orders if each.order in library.texts})
    if case.level.endswith(":U"):
        return answer(cedar.policies(library, "", orders), cedar_case.context(case, None))
    answers = {}
    for play in case.instruments:
        if play.instrument in library.texts:
            clause = library.texts[play.instrument].arrangement
            legs, first = legs_of(library, case, clause) if clause else (("withhold",) * 2, "")
            policies = cedar.policies(library, play.instrument, orders, {case.releaser[:3]: first})
            said = answer(policies, cedar_case.context(case, play, legs))
            answers[play.instrument] = worse(said, answers.get(play.instrument, "release"))
    return min(answers.values(), key=BEST.index, default="withhold")


def check(world):
    assert second_engine(world) == decide(world.library, world.case).outcome


@given(worlds())
def test_cedar_agrees(world):
    check(world)


@given(worlds(relayed))
def test_cedar_agrees_on_arrangements(world):
    check(world)


@given(worlds(released) | worlds(passed_on))
def test_cedar_releases_what_is_released(world):
    assert second_engine(world) == "release"


@given(st.integers(0, 2**64))
def test_cedar_agrees_on_many_worlds(seed):
    for world in islice(dice(seed), WORLDS_PER_SEED):
        check(world)


@given(worlds(released))
def test_an_engine_error_counts_as_a_no(world):
    """A context without one of its facts makes policies err; the answer is never release."""
    policies = cedar.policies(
        world.library, world.texts[0].clauses_digest, [world.texts[1].clauses_digest]
    )
    whole = cedar_case.context(world.case, world.case.instruments[0])
    assert answer(policies, whole) == "release"
    for missing in ("level", "unconsented", "force", "clockSound"):
        context = {name: value for name, value in whole.items() if name != missing}
        assert answer(policies, context) != "release"


@given(either() | worlds(relayed))
def test_what_is_exported_is_valid_in_strict_mode(world):
    """Every policy set of every text, with every order and as a leg, follows the one schema."""
    library = world.library
    orders = [digest for digest, text in library.texts.items() if text.standing]
    held = {each.identifier: each.clauses_digest for each in world.texts}
    sets = [cedar.policies(library, "", orders)]
    for text in world.texts:
        sets += policy_sets(library, text.clauses_digest, orders, held).values()
        sets += [cedar.leg(library, text.clauses_digest, whole=each) for each in (True, False)]
    for policies in sets:
        assert CedarEngine(SCHEMA).faults(policies) == ()
        assert "[]" not in policies


@given(either() | worlds(relayed))
def test_the_export_asked_by_the_command_agrees(world):
    """Under each instrument alone, by the command's own way of asking, schema and all."""
    library, engine = world.library, CedarEngine(SCHEMA)
    orders = [each.order for each in world.case.orders if each.order in library.texts]
    if world.case.level.endswith(":U"):
        return
    for play in world.case.instruments:
        if play.instrument not in library.texts:
            continue
        case = under(library, world.case, play.instrument)
        held = {library.identifier(each.instrument): each.instrument for each in case.instruments}
        sets = policy_sets(library, play.instrument, orders, held)
        said = second_answer(library, play.instrument, case, sets, engine.answer)
        assert said.outcome == first_answer(library, play.instrument, case)
        for each in said.requests:
            assert answer(sets[each.policies], each.context) == each.answer


@given(worlds(released))
def test_every_policy_says_what_it_encodes(world):
    text, order = (each.clauses_digest for each in world.texts[:2])
    exported = cedar.policies(world.library, text, [order])
    stated = len(re.findall(r"^(?:permit|forbid) \(", exported, re.MULTILINE))
    for name in ("id", "instrument", "digest", "article", "kind"):
        assert exported.count(f"@{name}(") == stated > 0
    assert len(set(re.findall(r"@id\((.+)\)", exported))) == stated
    own = 12 + all(each.kind != "route" for each in world.texts[0].clauses)
    assert exported.count('@article("")') == exported.count('@kind("decision")') == own
    assert exported.count(f'@digest("{text}")') == stated
    assert f'@orderDigest("{order}")' in exported


@given(worlds(released), st.sampled_from(sorted(BROKEN)))
def test_a_policy_set_with_an_error_never_releases(world, broken):
    """One more policy that errs, forbidding or permitting, turns every answer into a no."""
    engine = CedarEngine(SCHEMA)
    text, order = (each.clauses_digest for each in world.texts[:2])
    policies = cedar.policies(world.library, text, [order])
    asked = cedar_case.context(world.case, world.case.instruments[0])
    assert engine.answer(policies, asked) == "release"
    assert engine.answer(policies + BROKEN[broken], asked) == "withhold"
    assert engine.answer(policies, asked | {"unheard": 1}) == "withhold"
    assert engine.answer(policies, asked | {"at": "noon"}) == "withhold"
