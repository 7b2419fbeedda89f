"""Laws of recipient versions: what is left out leaves no trace in what goes.

Twins are two items that differ only in what is withheld: words, number and order of portions,
levels, caveats, subjects, file names, relations drawn on, title, identifier. With the envelope's
randomness fixed, what goes of one twin is byte for byte what goes of the other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.many_portions import (
    by_portions,
    by_tear_lines,
    from_people,
    item,
    launch,
    tear_line,
    words,
)
from tests.real_seoul import Seoul

from accordant import canonical
from accordant.envelope import item_key, seal
from accordant.envelope.body import Body
from accordant.model.contents.attachment import attachment_of
from accordant.model.marking import Marking
from accordant.model.message import Released
from accordant.model.plan import DrawsOn, ReleasePlan
from accordant.model.product import Portion, Product, Relation
from accordant.operations.asked import Asked, row_asked
from accordant.operations.journal import Journal
from accordant.operations.plans import keep_plan, keep_plan_in
from accordant.operations.products import keep
from accordant.operations.release import asking_now, keep_version, release
from accordant.operations.versions import Considered, consider
from accordant.versions.render import Kept, frame_of, kind_of, render

PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)
RANKS = ("KOR:III", "KOR:II", "KOR:I")  # the lowest first


class Twin(NamedTuple):
    """An item, what its author allows to be made of it, and what may go."""

    product: Product
    plan: ReleasePlan
    goes: tuple[Portion, ...]


# --- drawing twins -------------------------------------------------------------------------------


def launches() -> st.SearchStrategy[Portion]:
    """Portions that the order lets go."""
    return st.builds(launch, st.sampled_from(RANKS[:2]), st.sampled_from(["unknown", "Scud"]))


def secrets() -> st.SearchStrategy[Portion]:
    """Portions that do not go: above the table, of people, by their caveat, not covered."""
    texts = st.text(alphabet="abc 비밀", max_size=300).map("x".__add__)  # never empty
    levels = st.sampled_from(RANKS)
    subjects = st.sampled_from([("dprk-missile",), ("dprk-nuclear", "dprk-cyber")])
    files = st.sampled_from(["a.png", "the-name-of-the-source.png"])
    return st.one_of(
        st.builds(words, texts, levels, subjects=subjects),
        st.builds(words, texts, levels, caveats=st.just(("originator-control",))),
        st.builds(from_people, levels, texts),
        st.builds(_picture, files, levels),
    )


def _picture(name: str, level: str) -> Portion:
    content = attachment_of(name, PNG, "image/png")
    return Portion(Marking(level), content, ("dprk-missile",), "imagery")


@st.composite
def twins(draw: st.DrawFn) -> tuple[Twin, Twin]:
    """Two items with the same portions that go, and anything beside them."""
    goes = tuple(draw(st.lists(launches(), min_size=1, max_size=3)))
    placeholder, lined = draw(st.booleans()), draw(st.booleans())
    return tuple(
        _twin(draw, goes, name, placeholder, lined) for name in ("KOR-one", "KOR-another")
    )


def _twin(
    draw: st.DrawFn, goes: tuple[Portion, ...], name: str, placeholder: bool, lined: bool
) -> Twin:
    hidden = draw(st.lists(secrets(), min_size=1, max_size=4))
    places = sorted(draw(st.integers(0, len(hidden))) for _ in goes)
    portions, numbers = list(hidden), []
    for added, (place, portion) in enumerate(zip(places, goes, strict=True)):
        portions.insert(place + added, portion)
        numbers.append(place + added + 1)
    relations = draw(st.sampled_from([(), (Relation("derived-from", "KOR-base", 1),)]))
    product = item(
        *portions,
        name=name,
        level=max((each.marking.level for each in portions), key=RANKS.index),
        kind=kind_of(hidden[0]),
        title=draw(st.text(alphabet="xyz", min_size=1, max_size=60)),
        relations=relations,
    )
    if lined:
        return Twin(product, by_tear_lines(tear_line(*goes, draws_on=()), name=name), goes)
    draws = tuple(DrawsOn(number, ()) for number in numbers)
    return Twin(product, by_portions(name, draws_on=draws, placeholder=placeholder), goes)


# --- the stage -----------------------------------------------------------------------------------


class Undone(Exception):
    """Nothing of an example stays."""


@pytest.fixture(scope="module")
def seoul(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seoul]:
    made = Seoul.set(tmp_path_factory.mktemp("stage"))
    keep(made.real.node, [item(launch(), name="KOR-base", level="KOR:II")])
    yield made
    made.close()


@contextmanager
def fixed() -> Iterator[None]:
    """The same bytes wherever the envelope draws at random, from the first on."""
    drawn = iter(range(10_000))

    def token_bytes(size: int) -> bytes:
        return hashlib.sha256(next(drawn).to_bytes(4)).digest()[:size]

    with pytest.MonkeyPatch.context() as patch:
        for module in (seal, item_key):
            patch.setattr(module, "secrets", SimpleNamespace(token_bytes=token_bytes))
        yield


def undone(seoul: Seoul, twin: Twin, then: Callable[..., Any]) -> Any:
    """What is looked for of an item, in a transaction that is undone."""
    node, given = seoul.real.node, []

    def work(transaction, _kept) -> None:
        keep_plan_in(node, transaction, twin.plan)
        with fixed():
            asked = Asked(twin.product.product, 1, "JPN", "JPN:DIH/watch")
            asking = asking_now(node, transaction, asked)
            found = consider(asking, transaction, row_asked(transaction, asked))
            given.append(then(asking, transaction, found))
        raise Undone

    with pytest.raises(Undone):
        keep(node, [twin.product], also=work)
    return given[0]


def considered(seoul: Seoul, twin: Twin) -> Considered:
    return undone(seoul, twin, lambda _asking, _transaction, found: found)


def made_of(seoul: Seoul, twin: Twin):
    """What goes of an item, and its row as it is kept."""

    def kept(asking, transaction, found: Considered):
        assert found.chosen is not None
        return found.chosen, keep_version(asking, transaction, Journal("KOR"), found.chosen)

    return undone(seoul, twin, kept)


# --- the laws ------------------------------------------------------------------------------------


@settings(max_examples=10)
@given(twins())
def test_twins_render_to_the_same_bytes(pair):
    one, other = pair
    assert frame_of(one.product) == frame_of(other.product)
    level = max((each.marking.level for each in one.goes), key=RANKS.index)
    kept = Kept(title="what may be said", portions=one.goes, level=level)
    made = [render(frame_of(each.product), kept, "KOR-drawn", 1) for each in pair]
    assert canonical.encode(made[0]) == canonical.encode(made[1])
    assert made[0].portions == one.goes


def holds_of(seoul: Seoul, pair: tuple[Twin, Twin]) -> None:
    """Everything that a pair of twins must give."""
    (one, row), (_, twin_row) = (made_of(seoul, each) for each in pair)
    first = pair[0]
    assert canonical.encode(row.item) == canonical.encode(twin_row.item)
    assert (row.envelope, row.product, row.equities) == (
        twin_row.envelope,
        twin_row.product,
        twin_row.equities,
    )
    assert one.goes
    count = len(first.goes)
    assert one.product.portions[:count] == first.goes
    assert len(one.product.portions) == count + first.plan.placeholder
    assert one.product.marking.level == max(
        (each.marking.level for each in first.goes), key=RANKS.index
    )
    assert one.product.marking.caveats == ()
    assert (one.product.relations, one.product.reached) == ((), ())


@settings(max_examples=8)
@given(pair=twins())
def test_twins_give_the_same_version_sealed(seoul, pair):
    holds_of(seoul, pair)


@pytest.mark.whole
@given(pair=twins())
def test_many_twins_give_the_same_version_sealed(seoul, pair):
    holds_of(seoul, pair)


@pytest.mark.parametrize(
    "caveats",
    [("originator-control",), ("display-only",), ("personal-data",), ("eyes-only AUS USA",)],
)
@pytest.mark.parametrize("level", ["KOR:I", "KOR:II"])
@pytest.mark.parametrize("lined", [False, True])
def test_a_caveat_of_the_whole_that_no_portion_explains_is_never_shed(
    seoul, caveats, level, lined
):
    """The order names none of them, so by it nothing goes, however bare the portions are."""
    hidden = words("a", level)
    whole = item(launch(), hidden, level=level, kind="text")
    product = replace(whole, marking=Marking(level, caveats))
    plan = by_tear_lines(tear_line(launch())) if lined else by_portions()
    found = considered(seoul, Twin(product, plan, ()))
    assert found.whole.decision.outcome != "release"
    assert found.chosen is None
    assert all(set(caveats) <= set(each.product.marking.caveats) for each in found.candidates)


FEW = item(launch(), words("short", "KOR:I"), kind="text", title="a")
MANY = item(
    words("much longer than the other one" * 9, "KOR:I", subjects=("dprk-nuclear",)),
    launch(),
    _picture("the-name-of-the-source.png", "KOR:III"),
    from_people(),
    words("more", caveats=("originator-control",)),
    name="KOR-another-name",
    kind="text",
    title="quite another title",
    relations=(Relation("derived-from", "KOR-base", 1),),
)


@pytest.mark.whole
@pytest.mark.parametrize("placeholder", [False, True])
def test_twins_leave_as_the_same_statement_and_the_same_bytes(seoul, tmp_path, placeholder):
    """Through the real release and dispatch: all but the salted root of the own log."""
    left = []
    for number, product in enumerate((FEW, MANY)):
        draws = tuple(DrawsOn(each, ()) for each in (1, 2)[: len(product.relations) * 2])
        plan = by_portions(product.product, placeholder=placeholder, draws_on=draws)
        left.append(gone(seoul, tmp_path / str(number), [(product, plan)]))
    assert len(left[0]) == 1
    assert left[0] == left[1]


@pytest.mark.whole
def test_edits_of_what_is_withheld_show_neither_as_items_nor_in_their_number(seoul, tmp_path):
    """One twin is edited once, where Tokyo sees it; the other four times where it does not."""
    plain = [edition(1, launch(), "a"), edition(2, launch(system="Scud"), "a")]
    hidden = [edition(number, launch(), "b" * number) for number in range(1, 6)]
    hidden.append(edition(6, launch(system="Scud"), "c"))
    left = [
        gone(seoul, tmp_path / str(number), [(each, _plan(each)) for each in twin])
        for number, twin in enumerate((plain, hidden))
    ]
    assert len(left[0]) == 2
    assert left[0] == left[1]


def edition(number: int, seen: Portion, secret: str) -> Product:
    """A version of an item as `product edit` writes it: it corrects all the earlier ones."""
    earlier = tuple(Relation("corrects", "KOR-item", each) for each in range(1, number))
    made = item(seen, words(secret, "KOR:I"), kind="text", relations=earlier)
    return replace(made, version=number)


def _plan(product: Product) -> ReleasePlan:
    return by_portions(version=product.version)


def gone(seoul: Seoul, folder: Path, items: Sequence[tuple[Product, ReleasePlan]]) -> list[Any]:
    """What Tokyo hears of items released one after the other: statement, bytes, sizes."""
    copied = seoul.copied(folder)
    try:
        before, heard = len(copied.tokyo.messages(Released)), len(copied.tokyo.heard)
        for product, plan in items:
            keep(copied.real.node, [product])
            keep_plan(copied.real.node, plan)
            with fixed():
                asked = Asked(product.product, product.version, "JPN", "JPN:DIH/watch")
                assert release(copied.real.node, asked).decision.outcome == "release"
                copied.say()
        said = copied.tokyo.messages(Released)[before:]
        bodies = [each.body for each in copied.tokyo.heard[heard:]]
        return [
            (replace(message, own_root="0" * 64), _envelope(body), len(body))
            for message, body in zip(said, bodies, strict=True)
        ]
    finally:
        copied.close()


def _envelope(body: bytes) -> bytes:
    return canonical.encode(canonical.parse(body, Body).envelope)
