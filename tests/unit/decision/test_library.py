"""A library is compiled once, never changes, and finds a text by its digest alone."""

from tests.laws.worlds import Written, dice
from tests.unit.decision.test_cures import RELEASED

from accordant import clauses
from accordant.decision.decide import decide
from accordant.decision.library import Library, compile_text, in_order


def texts():
    return next(world for world in dice(3) if len(world.texts) > 3)


def test_adding_a_text_gives_another_library():
    world = texts()
    first = Library.of(world.texts[:1])
    second = first.with_(world.texts[1])
    assert set(first.texts) == {world.texts[0].clauses_digest}
    assert set(second.texts) == {each.clauses_digest for each in world.texts[:2]}
    assert (
        second.texts[world.texts[0].clauses_digest] is first.texts[world.texts[0].clauses_digest]
    )


def test_a_library_built_step_by_step_decides_the_same():
    world = texts()
    library = Library.of(())
    for text in world.texts:
        library = library.with_(text)
    assert decide(library, world.case) == decide(world.library, world.case)


def test_a_text_is_named_by_its_identifier_or_the_start_of_its_digest():
    world = texts()
    assert world.library.identifier(world.texts[0].clauses_digest) == "pact-0"
    assert world.library.identifier("f" * 64) == "f" * 12


def test_clauses_stand_once_in_a_fixed_order():
    form = clauses.parse("form", {"allowed": ["oral"]}, article="2", place="")
    parties = clauses.parse("parties", {"parties": ["KOR", "JPN"]}, article="9", place="")
    elsewhere = clauses.parse("form", {"allowed": ["oral"]}, article="3", place="")
    assert in_order([elsewhere, form, parties, form]) == (parties, form, elsewhere)


def test_a_text_that_maps_no_levels_permits_nothing():
    parties = clauses.parse("parties", {"parties": ["KOR", "JPN"]}, article="1", place="")
    text = compile_text(Written("bare", (parties,), "a" * 64))
    said = [evaluate(RELEASED, None) for clause, evaluate in text.conditions if not clause.article]
    assert [each.facts for each in said if each] == [{"missing": "equivalence"}]


def test_several_tables_must_all_agree():
    tables = [
        [["KOR:II", "JPN:gokuhi"], ["KOR:III", "JPN:hi"]],
        [["KOR:II", "JPN:gokuhi", "JPN:hi"]],
    ]
    encoded = tuple(
        clauses.parse("equivalence", {"rows": rows}, article=str(number), place="")
        for number, rows in enumerate(tables)
    )
    setting = compile_text(Written("two", encoded, "a" * 64)).setting
    assert setting.sufficient == {
        ("KOR:II", "JPN"): {"JPN:gokuhi"},
        ("JPN:gokuhi", "KOR"): {"KOR:II"},
    } | {key: value for key, value in setting.sufficient.items() if key[0] == "JPN:hi"}
    assert setting.at_most["KOR:II"] == {"KOR:II"}
