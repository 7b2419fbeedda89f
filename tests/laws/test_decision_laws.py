"""The laws of the decision, each by its name in the design."""

from itertools import combinations, permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.laws.worlds import (
    HUB,
    NOW,
    either,
    hindered,
    one_pact,
    released,
    restrictions,
    spoiled,
    worlds,
)  # fmt: skip

from accordant import canonical
from accordant.decision.cures import CURES_MAX, Cure, cures
from accordant.decision.decide import decide
from accordant.decision.library import Library
from accordant.model.case import Case, Equity

RANK = {"withhold": 0, "refer": 1, "release": 2}


def outcome(world):
    return decide(world.library, world.case).outcome


def with_clauses(world, digest, clauses):
    """The same world where one text says something else under the same digest."""
    texts = tuple(
        each._replace(clauses=tuple(clauses)) if each.clauses_digest == digest else each
        for each in world.texts
    )
    return world._replace(texts=texts)


@given(either())
def test_default_is_withhold(world):
    """Where no instrument is in play, or its text is not held, nothing classified leaves."""
    case = world.case
    assume(not case.level.endswith(":U"))
    assert decide(world.library, replace(case, instruments=())).outcome == "withhold"
    assert decide(Library.of(()), case).outcome == "withhold"


@given(worlds(one_pact))
def test_withhold_trumps_within_a_route(world):
    """One withholding clause of the only instrument withholds, whatever the others say."""
    decision = decide(world.library, world.case)
    for number, clause in enumerate(world.texts[0].clauses):
        if clause.kind in ("parties", "equivalence"):
            continue
        alone = [
            each for each in world.texts[0].clauses if each.kind in ("parties", "equivalence")
        ]
        fewer = with_clauses(world, world.texts[0].clauses_digest, [*alone, clause])
        if outcome(fewer) == "withhold":
            assert decision.outcome == "withhold", number


def err(_case, _about):
    raise ZeroDivisionError


@given(worlds(released), st.data())
def test_an_erring_clause_never_releases(world, data):
    """Whichever clause raises, the answer turns from release to refer, and names it."""
    library = world.library
    before = decide(library, world.case)
    assert before.outcome == "release"
    text = library.texts[before.instrument]
    number = data.draw(st.integers(0, len(text.conditions) - 1))
    clause = text.conditions[number][0]
    conditions = (*text.conditions[:number], (clause, err), *text.conditions[number + 1 :])
    broken = Library({**library.texts, before.instrument: text._replace(conditions=conditions)})
    after = decide(broken, world.case)
    assert after.outcome == "refer"
    (erred,) = after.determining
    assert (erred.verdict, erred.article, erred.clause) == ("error", clause.article, clause.kind)


@given(worlds(released))
def test_an_erring_order_never_releases(world):
    before = decide(world.library, world.case)
    texts = {
        digest: text._replace(standing=tuple((clause, err) for clause, _ in text.standing))
        for digest, text in world.library.texts.items()
    }
    after = decide(Library(texts), replace(world.case, approvals=()))
    assert (before.outcome, after.outcome) == ("release", "refer")
    assert {each.verdict for each in after.determining} == {"error"}


@given(worlds(released))
def test_an_erring_third_party_rule_never_releases(world):
    digest = world.texts[0].clauses_digest
    text = world.library.texts[digest]._replace(third_party=((world.texts[0].clauses[0], err),))
    case = replace(world.case, equities=(Equity("AUS", digest, "AUS-1", 1),))
    after = decide(Library({**world.library.texts, digest: text}), case)
    assert after.outcome == "refer"


@given(either(), st.randoms(use_true_random=False))
def test_order_and_duplication_do_not_matter(world, dice):
    """Shuffling and repeating texts, clauses or anything the case lists changes nothing."""

    def stirred(items):
        again = [*items, *(dice.choice(items) for _ in range(2) if items)]
        dice.shuffle(again)
        return tuple(again)

    texts = [each._replace(clauses=stirred(each.clauses)) for each in stirred(world.texts)]
    names = (
        "instruments",
        "orders",
        "consents",
        "assurances",
        "approvals",
        "equities",
        "subjects",
    )
    case = replace(world.case, **{name: stirred(getattr(world.case, name)) for name in names})
    before, after = decide(world.library, world.case), decide(Library.of(texts), case)
    assert (before.outcome, before.instrument, before.order) == (
        after.outcome,
        after.instrument,
        after.order,
    )
    assert before.determining == after.determining
    assert before.obligations == after.obligations
    assert before.alternatives == after.alternatives


@given(either(), restrictions, st.data())
def test_adding_a_restriction_never_turns_a_no_into_a_yes(world, clause, data):
    text = data.draw(st.sampled_from([t for t in world.texts if t.identifier.startswith("pact")]))
    more = with_clauses(world, text.clauses_digest, (*text.clauses, clause))
    assert RANK[outcome(more)] <= RANK[outcome(world)]


@given(either())
def test_repeating_a_permission_with_less_never_turns_a_no_into_a_yes(world):
    """A second list of parties or table of levels narrows; it never adds to the first."""
    pacts = [each for each in world.texts if each.identifier.startswith("pact")]
    for text in pacts:
        for clause in pacts[0].clauses:
            if clause.kind in {each.kind for each in text.clauses}:
                more = with_clauses(world, text.clauses_digest, (*text.clauses, clause))
                assert RANK[outcome(more)] <= RANK[outcome(world)]


@given(worlds(one_pact) | worlds(released))
def test_raising_the_level_never_turns_a_no_into_a_yes(world):
    """Among the levels of the releaser that every table of the instrument maps."""
    tables = [each.rows for each in world.texts[0].clauses if each.kind == "equivalence"]
    assume(tables)

    def heights(level):
        return [next((n for n, row in enumerate(rows) if level in row), None) for rows in tables]

    releaser = world.case.releaser[:3]
    levels = [
        level
        for row in tables[0]
        for level in row
        if level[:3] == releaser and None not in heights(level)
    ]
    for low, high in permutations(levels, 2):
        if all(a >= b for a, b in zip(heights(low), heights(high), strict=True)):
            lower = decide(world.library, replace(world.case, level=low))
            higher = decide(world.library, replace(world.case, level=high))
            assert RANK[higher.outcome] <= RANK[lower.outcome]


@given(either())
def test_an_unmapped_level_is_never_rounded(world):
    """A level no text maps for the recipient or a hub is withheld; so is one nobody knows."""
    here = world.case.releaser[:3] or "KOR"
    rows = [
        row
        for text in world.texts
        for clause in text.clauses
        if clause.kind == "equivalence"
        for row in clause.rows
        if any(level[:3] in (world.case.recipient[:3], HUB[:3]) for level in row)
    ]
    for key in ("I", "II", "III", "hi", "gokuhi", "tokutei", "S", "IX"):
        level = f"{here}:{key}"
        if not any(level in row for row in rows):
            case = replace(world.case, level=level)
            assert decide(world.library, case).outcome == "withhold"


@given(either())
def test_no_recipient_nothing_leaves(world):
    for nobody in ("", world.case.releaser, world.case.releaser[:3] + ":MOFA"):
        case = replace(world.case, recipient=nobody)
        assert decide(world.library, case).outcome == "withhold"


@given(either())
def test_unmarked_nothing_leaves(world):
    assert decide(world.library, replace(world.case, level="")).outcome == "withhold"


@given(either())
def test_nothing_is_released_after_the_end(world):
    """Out of force nothing classified goes; a dated yes past its end is as if never given."""
    case = world.case
    ended = tuple(replace(p, force="not-in-force", basis="ended") for p in case.instruments)
    if not case.level.endswith(":U"):
        assert decide(world.library, replace(case, instruments=ended)).outcome == "withhold"
    late = replace(
        case,
        assurances=tuple(replace(each, until=NOW - 1) for each in case.assurances),
        consents=tuple(replace(each, until=NOW - 1) for each in case.consents),
        orders=tuple(replace(each, revoked=NOW) for each in case.orders),
    )
    never = replace(case, assurances=(), consents=(), orders=())
    assert decide(world.library, late) == decide(world.library, never)


@given(either())
def test_no_yes_acts_before_it_is_given(world):
    case = world.case
    early = replace(
        case,
        assurances=tuple(replace(each, given=NOW + 1) for each in case.assurances),
        consents=tuple(replace(each, given=NOW + 1) for each in case.consents),
        approvals=tuple(replace(each, given=NOW + 1) for each in case.approvals),
        orders=tuple(replace(each, signed=NOW + 1) for each in case.orders),
    )
    never = replace(case, assurances=(), consents=(), approvals=(), orders=())
    assert decide(world.library, early) == decide(world.library, never)


@given(either())
def test_unknown_never_releases(world):
    """Force unknown, clock unsound, or no purpose where one is asked: never release."""
    case = world.case
    unknown = tuple(replace(p, force="unknown", basis="end-disputed") for p in case.instruments)
    if not case.level.endswith(":U"):
        assert decide(world.library, replace(case, instruments=unknown)).outcome != "release"
    assert decide(world.library, replace(case, clock_sound=False)).outcome != "release"


@given(either())
def test_no_third_party_is_served_without_the_originators_consent(world):
    """Whatever else is in order, and whoever else consented."""
    digest = world.texts[0].clauses_digest
    item = Equity("GBR", digest, "GBR-1", 1)
    case = replace(world.case, equities=(*world.case.equities, item))
    assert decide(world.library, case).outcome == "withhold"


CAVEATS = (
    "eyes-only JPN",
    "eyes-only AUS JPN",
    "eyes-only",
    "eyes-only x",
    "display-only",
    "HANDLE",
)


@given(either(), st.sampled_from(CAVEATS))
def test_adding_a_caveat_never_turns_a_no_into_a_yes(world, caveat):
    """Whatever a caveat says, it only takes away."""
    before = outcome(world)
    more = replace(world.case, caveats=(*world.case.caveats, caveat))
    assert RANK[decide(world.library, more).outcome] <= RANK[before]


@given(either())
def test_nothing_goes_to_who_is_not_on_the_list(world):
    """An eyes-only list is closed, and one that cannot be read releases nothing by itself."""
    case = world.case
    for caveat, at_most in (("eyes-only USA", 0), ("eyes-only jpn", 1), ("eyes-only  JPN", 1)):
        limited = replace(case, caveats=(*case.caveats, caveat))
        assert RANK[decide(world.library, limited).outcome] <= at_most


@given(either())
def test_what_is_for_display_only_is_not_handed_over(world):
    """Shown or told, or not at all."""
    case = replace(world.case, caveats=(*world.case.caveats, "display-only"))
    for form in ("electronic", "document", ""):
        assert decide(world.library, replace(case, form=form)).outcome == "withhold"


@given(either())
def test_outbound_nothing_leaves_without_an_order_or_an_approval(world):
    case = replace(world.case, direction="outbound", orders=(), approvals=())
    assert decide(world.library, case).outcome != "release"


@given(either())
def test_preview_equals_outcome(world):
    """The case replays to the same answer from its canonical text, in any library that holds it."""
    case = world.case
    replayed = canonical.parse(canonical.encode(case), Case)
    larger = world.library
    for number in range(5, 9):
        larger = larger.with_(world.texts[0]._replace(clauses_digest=f"{number:064d}"))
    first = decide(world.library, case)
    assert decide(world.library, replayed) == first == decide(larger, case)
    assert canonical.digest(replayed) == canonical.digest(case)


@given(worlds() | worlds(spoiled) | worlds(hindered))
def test_applying_a_cure_gives_the_answer_it_promises(world):
    library, case = world.library, world.case
    decision = decide(library, case)
    for cure in cures(library, case, decision):
        after = decide(library, cure.apply(case))
        if cure.applicable:
            assert after.outcome == cure.promises
            assert RANK[after.outcome] > RANK[decision.outcome]
        else:
            assert after == decision


@given(worlds() | worlds(spoiled) | worlds(hindered))
def test_no_refusal_is_without_a_way_forward(world):
    decision = decide(world.library, world.case)
    offered = cures(world.library, world.case, decision)
    assert (decision.outcome == "release") == (offered == ())
    assert len(offered) <= CURES_MAX
    assert all(cure.remedies for cure in offered)


@given(worlds() | worlds(spoiled) | worlds(hindered))
def test_cures_are_minimal_and_never_lower_the_level(world):
    library, case = world.library, world.case
    for cure in cures(library, case, decide(library, case)):
        assert cure.apply(case).level == case.level
        for size in range(len(cure.remedies) if cure.applicable else 0):
            for fewer in combinations(cure.remedies, size):
                after = decide(library, Cure(fewer, cure.promises).apply(case))
                assert after.outcome != cure.promises


@given(either())
def test_every_answer_has_its_reason(world):
    decision = decide(world.library, world.case)
    assert decision.determining
    allowed = {"release": {"pass"}, "refer": {"refer", "error"}, "withhold": {"withhold"}}
    assert {each.verdict for each in decision.determining} <= allowed[decision.outcome]
    assert bool(decision.obligations) <= (decision.outcome == "release")


@pytest.mark.parametrize("direction", ["outbound", "inbound"])
@given(either())
def test_deciding_is_total(direction, world):
    """Any case whatever gets one of the three answers."""
    assert outcome(world._replace(case=replace(world.case, direction=direction))) in RANK
