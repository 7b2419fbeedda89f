"""What is known when, and by whom: laws of the record, searched on random agreements."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from tests.laws.agreements import DAY, OUTSIDER, World, a_happening, worlds
from tests.laws.day_by_day_history import TOGETHER, Happening

from accordant.law.asof import stand_at
from accordant.law.facts import learnt
from accordant.law.force import force_at, timeline_of
from accordant.law.lifecycle import FORCE_KINDS
from accordant.law.play import Play
from accordant.model.instant import INSTANT_MAX

seeds = st.integers(0, 2**40)
ENDING = ("notice-delivered", "denounced")


def one_more(world: World, seed: int, **fixed) -> Happening:
    """One more thing that happened, with some of it as given."""
    dice = Random(seed)
    each = a_happening(dice, world, 99)
    named = {"name": "act-99", "can_bind": True, "effect": None, "question": "", "answer": ""}
    return Happening(**{**{key: getattr(each, key) for key in each.__dataclass_fields__},
                        **named, **fixed})  # fmt: skip


def forces(world: World, queries, party=None):
    return {query: world.matter.by_facts(query, party).force for query in queries}


@given(worlds, st.randoms(use_true_random=False))
def test_order_and_duplication_of_acts_do_not_matter(world, random):
    shuffled = world.acts * 2
    random.shuffle(shuffled)
    assert timeline_of(world.text, shuffled) == timeline_of(world.text, world.acts)
    last = world.queries()[-1]
    assert stand_at(world.text, shuffled, last) == stand_at(world.text, world.acts, last)


@given(worlds, seeds)
def test_a_further_notice_never_prolongs_force(world, seed):
    what = world.rule.ends_by
    if what is None:
        return
    party = world.rule.parties[0]
    notice = one_more(world, seed, what=what, by=party, of="", told_by=frozenset({party}),
                      channel="diplomatic")  # fmt: skip
    more = world.with_also(notice)
    for query in sorted({*world.queries(), *more.queries()}):
        if more.matter.by_facts(query).force == "in-force":
            assert world.matter.by_facts(query).force == "in-force", query


@given(worlds, seeds, st.sampled_from(["notice", "operation-suspended", "terminated", "replaced"]))
def test_what_restricts_never_puts_in_force_again(world, seed, what):
    party = world.rule.parties[-1]
    what = (world.rule.ends_by or "denounced") if what == "notice" else what
    by = "" if what in TOGETHER else party
    told_by = frozenset(world.rule.parties if what in TOGETHER else {party})
    channel = "diplomatic" if what in ENDING else ""
    more = world.with_also(
        one_more(world, seed, what=what, by=by, of="", told_by=told_by, channel=channel)
    )
    since = more.happenings[-1].at
    for query in sorted({*world.queries(), *more.queries()}):
        if query >= since and more.matter.by_facts(query).force == "in-force":
            assert world.matter.by_facts(query).force == "in-force", query


@given(worlds, seeds)
def test_what_one_says_of_another_moves_no_account_but_its_own(world, seed):
    teller, other = world.rule.parties[:2]
    said = one_more(world, seed, told_by=frozenset({teller}))
    if not said.is_joint:
        said = one_more(world, seed, by=other, told_by=frozenset({teller}))
    more = world.with_also(said)
    for party in world.rule.parties:
        if party != teller:
            queries = {*world.queries(), *more.queries()}
            assert forces(more, queries, party) == forces(world, queries, party)


@given(worlds, seeds)
def test_the_word_of_who_is_no_party_moves_nothing(world, seed):
    said = one_more(world, seed, told_by=frozenset({OUTSIDER}))
    done = one_more(world, seed, told_by=frozenset({OUTSIDER}), by=OUTSIDER)
    acts = [*world.acts, *world.told(said), *world.told(done)]
    acts += [type(act)(OUTSIDER, act.instrument, act.clauses, act.at) for act in world.adoptions]
    assert timeline_of(world.text, acts) == timeline_of(world.text, world.acts)


@given(worlds, seeds, st.sampled_from(["channel", "powers"]))
def test_another_channel_or_no_full_powers_move_nothing(world, seed, wrong):
    notes = ("requirements-notified", "notice-suspended", "notice-delivered", "denounced")
    what = Random(seed).choice(notes)
    fault = {"channel": "press"} if wrong == "channel" else {"can_bind": False}
    party = world.rule.parties[0]
    given_ = {"what": what, "by": party, "told_by": frozenset({party}), "channel": "diplomatic"}
    more = world.with_also(one_more(world, seed, **{**given_, **fault}))
    queries = {*world.queries(), *more.queries()}
    assert forces(more, queries) == forces(world, queries)


@given(worlds, st.integers(0, 500 * DAY))
def test_what_is_learnt_later_does_not_count(world, later):
    world = World(world.rule, world.zone, world.happenings, world.adopted, later)
    for act in world.acts:
        known_at = learnt(act)
        known = [other for other in world.acts if learnt(other) <= known_at]
        compiled = timeline_of(world.text, world.acts, known_at)
        assert compiled == timeline_of(world.text, known)
        played = Play.of([world.text], world.acts, known_at)
        for query in world.queries()[::5]:
            (found,) = played.between(*world.rule.parties[:2], query)
            assert found == compiled.at(query)


@given(worlds, seeds)
def test_what_is_added_later_changes_nothing_as_known_before(world, seed):
    """Asked of the past: a fact recorded after an instant is not known at it, whatever it says."""
    more = world.with_also(one_more(world, seed))
    added = more.told(more.happenings[-1])
    known_at = min(learnt(act) for act in added) - 1
    for query in more.queries():
        before = force_at(world.text, world.acts, query, known_at)
        assert force_at(world.text, more.acts, query, known_at) == before


@given(worlds)
def test_no_fact_is_left_out_unsaid(world):
    found = stand_at(world.text, world.acts, INSTANT_MAX)
    said = {each.fact for each in found.without_effect} | set(found.under)
    said |= {fact for fact, _ in found.awaiting}
    recorded = {entry.fact for entry in world.matter.entries if entry.fact.kind in FORCE_KINDS}
    assert recorded <= said


@given(worlds)
def test_in_each_life_a_fact_moves_it_or_is_without_effect(world):
    for view in world.matter.views:
        account = {
            entry.fact
            for entry in world.matter.accounts[view.party]
            if entry.fact.kind in FORCE_KINDS
        }
        moved = [move.fact for move in view.life.moves]
        refused = [each.fact for each in view.life.without_effect]
        assert set(moved) | set(refused) == account
        assert len(moved) + len(refused) == len(account)


@given(worlds)
def test_the_steps_of_a_life_stand_in_order_of_time(world):
    for view in world.matter.views:
        starts = [step.at for step in view.life.steps]
        assert starts == sorted(set(starts))
