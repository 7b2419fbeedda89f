"""Laws of `may`, by name, and the second reading asked on every day."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace
from tests.laws.day_by_day_officers import ORDERS, may_brute

from accordant.model.officer import (
    DEEDS,
    AbsenceCovered,
    LetterIssued,
    NeedDetermined,
    OfficerAppointed,
    OfficerCleared,
    OfficerRemoved,
    SecondPersonAsked,
    Withdrawn,
)
from accordant.model.statement import PublicKey
from accordant.officers.asked import What
from accordant.officers.may import may
from accordant.officers.ranking import Rung
from accordant.officers.register import Held, Register
from accordant.officers.sentences import GROUNDS, LACKING
from accordant.officers.together import persons_asked, together

DAYS = 8
OFFICERS = ("ahn", "bae", "cho")
LEVELS = (*ORDERS, "KOR:U", "KOR:unranked")
RUNGS = {level: Rung(*where) for level, where in ORDERS.items()}
KEYS = {name: PublicKey(name.encode() * 2, b"m") for name in OFFICERS}

days = st.integers(0, DAYS - 1)
names = st.sampled_from(OFFICERS)
levels = st.sampled_from(LEVELS)
SUBJECTS = ("missile", "cyber")
COUNTRIES = ("JPN", "AUS")


def some(words, most=2):
    return st.lists(st.sampled_from(words), min_size=1, max_size=most, unique=True).map(tuple)


def facts_of_a_time(draw):
    since = draw(days)
    return {"officer": draw(names), "since": since, "until": since + draw(days)}


@st.composite
def a_fact(draw):
    when = facts_of_a_time(draw)
    officer = when["officer"]
    match draw(st.integers(0, 9)):
        case 0 | 1:
            until = draw(st.sampled_from((UNSET, when["until"])))
            return OfficerAppointed(
                post=f"desk-{officer}", authority="KOR:MND", key=KEYS[officer],
                **(when | {"until": until}),
            )  # fmt: skip
        case 2 | 3:
            scheme = draw(st.sampled_from(("military", "military", "elsewhere")))
            return OfficerCleared(scheme=scheme, level=draw(levels), **when)
        case 4:
            return NeedDetermined(group="desk", subjects=draw(some((*SUBJECTS, "every"))), **when)
        case 5 | 6:
            return LetterIssued(
                deeds=draw(some(DEEDS, 3)),
                categories=draw(some((*SUBJECTS, "every"))),
                level=draw(levels),
                countries=draw(some((*COUNTRIES, "every"))),
                instruments=draw(st.sampled_from((UNSET, ("one",), ("one", "two")))),
                **when,
            )
        case 7 | 8:
            return AbsenceCovered(absent=draw(names), **when)
        case _:
            return OfficerRemoved(officer=officer, since=when["since"])


@st.composite
def histories(draw):
    ready = draw(st.sets(names, max_size=2))  # a yes must not be too rare to be compared
    facts = [each for name in sorted(ready) for each in full(name)][: draw(st.integers(2, 8))]
    facts += draw(st.lists(a_fact(), max_size=14))
    held = [(f"{number:064x}", fact) for number, fact in enumerate(facts)]
    for place, number in enumerate(draw(st.lists(st.integers(0, 40), max_size=2))):
        if number < len(facts):
            owner = draw(st.sampled_from((held[number][1].officer, "ahn")))
            ended = Withdrawn(officer=owner, withdrawn=held[number][0], since=draw(days))
            held.append((f"{100 + place:064x}", ended))
    return held


@st.composite
def questions(draw):
    return What(
        deed=draw(st.sampled_from(DEEDS)),
        level=draw(st.sampled_from((*LEVELS, None))),
        subjects=draw(st.sampled_from(((), *((each,) for each in SUBJECTS), SUBJECTS))),
        countries=draw(st.sampled_from(((), ("JPN",), COUNTRIES))),
        instrument=draw(st.sampled_from(("", "one", "three"))),
        authors=draw(st.sampled_from((None, (), ("ahn",), ("bae", "cho")))),
        stopping=draw(st.sampled_from((False, False, False, True))),
    )


def full(officer):
    """Facts by which an officer may do everything, on every day."""
    when = {"officer": officer, "since": 0, "until": DAYS * 2}
    return [
        OfficerAppointed(post=f"desk-{officer}", authority="KOR:MND", key=KEYS[officer], **when),
        OfficerCleared(scheme="military", level="KOR:I", **when),
        NeedDetermined(group="all", subjects=("every",), **when),
        LetterIssued(
            deeds=DEEDS, categories=("every",), level="KOR:I", countries=("every",), **when
        ),
    ]


def register_of(held):
    return Register(Held(*each) for each in held)


def numbered(facts, start=1000):
    return [(f"{start + number:064x}", fact) for number, fact in enumerate(facts)]


def asked(held, officer, what, at):
    return may(register_of(held), RUNGS, officer, what, at)


@given(histories(), questions())
def test_both_readings_agree_on_every_day(held, what):
    register = register_of(held)
    for at in range(DAYS * 2):
        for officer in OFFICERS:
            found = may(register, RUNGS, officer, what, at)
            assert found.yes == may_brute(held, officer, what, at), (officer, at, found)
            assert found.yes != bool(found.lacking), "a no has its reasons and a yes has none"
            assert {each.word for each in found.grounds} <= GROUNDS.keys()
            assert {each.word for each in found.lacking} <= LACKING.keys()


@given(st.sampled_from(DEEDS), st.sets(st.sampled_from(range(4))), questions(), days)
def test_a_full_officer_may_and_without_any_one_thing_asked_may_not(deed, kept, what, at):
    """Searches where a yes is near, which random histories seldom are."""
    what = replace(what, deed=deed)
    held = numbered(each for place, each in enumerate(full("ahn")) if place in kept)
    assert asked(held, "ahn", what, at).yes == may_brute(held, "ahn", what, at)


# --- near a yes, one step away in every direction -------------------------------------------------

BASE = What(
    deed="approve", level="KOR:II", subjects=("missile",), countries=("JPN",), instrument="one",
    authors=(),
)  # fmt: skip
STEPS = (
    {}, {"level": "KOR:III"}, {"level": "KOR:I"}, {"level": "KOR:other"}, {"level": None},
    {"level": "KOR:U"}, {"level": "KOR:unranked"}, {"subjects": ()}, {"subjects": SUBJECTS},
    {"subjects": ("cyber",)}, {"countries": ()}, {"countries": COUNTRIES}, {"instrument": ""},
    {"instrument": "two"}, {"authors": None}, {"authors": ("ahn",)}, {"authors": ("bae",)},
    {"stopping": True},
)  # fmt: skip


def given_to(officer, until=7):
    """What lets an officer do exactly what `BASE` asks, for some days."""
    when = {"officer": officer, "since": 0, "until": until}
    return [
        OfficerAppointed(post=f"desk-{officer}", authority="KOR:MND", key=KEYS[officer], **when),
        OfficerCleared(scheme="military", level="KOR:II", **(when | {"since": 1, "until": 6})),
        NeedDetermined(group="north", subjects=SUBJECTS, **when),
        LetterIssued(
            deeds=DEEDS[1:], categories=("missile",), level="KOR:II", countries=("JPN",),
            instruments=("one",), **(when | {"until": 5}),
        ),
    ]  # fmt: skip


def ends(number, *since):
    held = numbered(given_to("ahn"))[number]
    return [Withdrawn(officer="ahn", withdrawn=held[0], since=each) for each in since]


def another(kind, **changes):
    """The facts of one officer with one of a kind changed."""
    facts = given_to("ahn")
    return [replace(each, **changes) if isinstance(each, kind) else each for each in facts]


def covered(*more, mine=3):
    cover = AbsenceCovered(officer="bae", absent="ahn", since=2, until=6)
    return [*given_to("ahn"), *given_to("bae")[:mine], cover, *more]


WORLDS = (
    given_to("ahn"),
    *(given_to("ahn")[:n] + given_to("ahn")[n + 1 :] for n in range(4)),
    *(given_to("ahn") + ends(n, 4) for n in range(4)),
    given_to("ahn") + ends(3, 2, 4),
    given_to("ahn") + ends(3, 4, 2),
    [*given_to("ahn"), OfficerRemoved(officer="ahn", since=3)],
    [*given_to("ahn"), *another(LetterIssued, categories=("every",), countries=("every",))[3:]],
    another(LetterIssued, instruments=UNSET),
    another(LetterIssued, deeds=("notify",)),
    another(LetterIssued, level="KOR:other"),
    another(OfficerCleared, scheme="elsewhere"),
    another(OfficerCleared, level="KOR:other", scheme="elsewhere"),
    another(NeedDetermined, subjects=("every",)),
    covered(),
    covered(mine=2),
    covered(mine=1),
    covered(OfficerRemoved(officer="ahn", since=3)),
    covered(
        OfficerRemoved(officer="ahn", since=3),
        *(replace(each, since=4) for each in given_to("ahn")),
    ),
)


@pytest.mark.parametrize("deed", DEEDS)
def test_both_readings_agree_one_step_from_a_yes(deed):
    found = set()
    for facts in WORLDS:
        held = numbered(facts)
        register = register_of(held)
        for step in STEPS:
            what = replace(BASE, deed=deed, **step)
            for officer in ("ahn", "bae"):
                for at in range(1, 8):
                    ruling = may(register, RUNGS, officer, what, at)
                    assert ruling.yes == may_brute(held, officer, what, at), (facts, what, at)
                    found.add(ruling.yes)
    assert found == {True, False}


@given(histories(), questions(), days, st.sampled_from(LEVELS))
def test_a_clearance_alone_never_lets_anybody_do_anything(held, what, at, level):
    everyone = [
        OfficerCleared(officer=each, scheme=scheme, level=level, since=0, until=DAYS * 2)
        for each in OFFICERS
        for scheme in ("military", "elsewhere")
    ]
    bare = [each for each in held if isinstance(each[1], OfficerCleared | OfficerAppointed)]
    for officer in OFFICERS:
        found = asked(bare + numbered(everyone), officer, what, at)
        assert not found.yes


@given(histories(), questions(), days)
def test_beyond_every_last_instant_nobody_may(held, what, at):
    limited = [
        (digest, replace(fact, until=at) if hasattr(fact, "until") else fact)
        for digest, fact in held
    ]
    assert not any(asked(limited, officer, what, at + 1).yes for officer in OFFICERS)


@given(histories(), questions(), days)
def test_a_cover_never_widens(held, what, at):
    """What covers alone add, the absent might have done himself."""
    without = [each for each in held if not isinstance(each[1], AbsenceCovered)]
    for officer in OFFICERS:
        if asked(held, officer, what, at).yes and not asked(without, officer, what, at).yes:
            covered = {
                fact.absent
                for _, fact in held
                if isinstance(fact, AbsenceCovered) and fact.officer == officer
            }
            assert any(asked(without, absent, what, at).yes for absent in covered)


@given(questions(), days)
def test_a_cover_lends_letters_and_nothing_else(what, at):
    cover = AbsenceCovered(officer="bae", absent="ahn", since=0, until=DAYS)
    mine = [each for each in full("bae") if not isinstance(each, LetterIssued)]
    held = numbered([*full("ahn"), *mine, cover])
    lent = asked(held, "bae", what, at)
    owned = asked(numbered([*full("ahn"), *full("bae")]), "bae", what, at)
    if lent.yes:
        assert owned.yes
        assert asked(held, "ahn", what, at).yes
    for missing in mine:
        less = [each for each in held if each[1] is not missing]
        if asked(less, "bae", what, at).yes:
            assert lent.yes


@given(histories(), questions(), days, days)
def test_a_removed_officer_never_acts(held, what, at, since):
    before = [each for each in held if each[1].since <= since]
    removed = numbered([OfficerRemoved(officer="ahn", since=since)])
    whole = numbered(full("ahn"), 2000)
    if at >= since:
        assert not asked(before + whole + removed, "ahn", what, at).yes


@given(histories(), questions(), days, st.randoms())
def test_order_and_duplication_do_not_matter(held, what, at, dice):
    shuffled = held + held[:3]
    dice.shuffle(shuffled)
    for officer in OFFICERS:
        assert asked(shuffled, officer, what, at) == asked(held, officer, what, at)


@given(histories(), questions(), days, a_fact())
def test_what_ends_something_only_takes_away(held, what, at, fact):
    ends = [
        OfficerRemoved(officer=fact.officer, since=fact.since),
        *(
            Withdrawn(officer=each.officer, withdrawn=digest, since=fact.since)
            for digest, each in held[:2]
        ),
    ]
    for officer in OFFICERS:
        if asked(held + numbered(ends), officer, what, at).yes:
            assert asked(held, officer, what, at).yes


@given(histories(), questions(), days, levels)
def test_two_persons_are_two_with_their_own_powers(held, what, at, level):
    rule = SecondPersonAsked(deeds=DEEDS, level=level, since=0)
    register = register_of(held + numbered([rule]))
    count = persons_asked(register, RUNGS, what, at)
    if what.stopping and what.deed != "read":
        assert count == 1
    for one in OFFICERS:
        twice = together(register, RUNGS, (one, one), what, at)
        assert not (twice.yes and count > 1)
        for other in OFFICERS:
            both = together(register, RUNGS, (one, other), what, at)
            if both.yes:
                assert may(register, RUNGS, one, what, at).yes
                assert may(register, RUNGS, other, what, at).yes


def test_who_covers_the_absent_is_no_second_person_beside_him():
    cover = AbsenceCovered(officer="bae", absent="ahn", since=0, until=DAYS)
    mine = [each for each in full("bae") if not isinstance(each, LetterIssued)]
    rule = SecondPersonAsked(deeds=("approve",), level="KOR:II", since=0)
    held = numbered([*full("ahn"), *mine, *full("cho"), cover, rule])
    what = What(
        deed="approve", level="KOR:II", subjects=("missile",), countries=("JPN",), authors=()
    )
    register = register_of(held)
    assert persons_asked(register, RUNGS, what, 1) == 2
    assert persons_asked(register, RUNGS, replace(what, level="KOR:III"), 1) == 1
    assert persons_asked(register, RUNGS, replace(what, level="KOR:other"), 1) == 2
    assert [each.word for each in together(register, RUNGS, ("ahn", "bae"), what, 1).lacking] == [
        "second-person"
    ]
    assert together(register, RUNGS, ("bae", "cho"), what, 1).yes
    assert not together(register, RUNGS, ("cho",), what, 1).yes
